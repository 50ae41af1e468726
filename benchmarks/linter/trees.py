"""The files that are linted: copies of installed packages, and programs of any length."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

FUNCTION = '''

def layer_{number}(X, w):
    """One layer."""
    n, m = X.shape
    z = w.T @ X
    centred = z - z.mean(axis=1, keepdims=True)
    scale = np.sqrt((centred**2).sum(axis=1, keepdims=True) / m)
    weights = np.ones((n, 1)) / n
    return centred / scale, weights
'''


def copy_of(package: str, target: Path, every: int = 1) -> Path:
    """Copy every n-th module of an installed package, so that no tool treats it as installed."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"The package {package} is not installed; it is what is linted here.")
    source = Path(spec.submodule_search_locations[0])
    for number, file in enumerate(sorted(source.rglob("*.py"))):
        if number % every == 0:
            place = target / package / file.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
    return target


def lines_in(tree: Path) -> int:
    """Lines of all modules."""
    return sum(file.read_bytes().count(b"\n") for file in tree.rglob("*.py"))


def program(lines: int) -> str:
    """A clean NumPy program of about so many lines."""
    head = "import numpy as np\n"
    each = FUNCTION.count("\n")
    return head + "".join(FUNCTION.format(number=number) for number in range(max(1, (lines - 1) // each)))
