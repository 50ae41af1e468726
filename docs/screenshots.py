"""Draw what the terminal shows: ``python docs/screenshots.py`` writes the pictures of the README.

The program below is checked by the real command; nothing in the picture is typed by hand.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).parent
PROGRAM = """\
import numpy as np
from shapeguard import Float, guard


@guard
def predict(w: Float[np.ndarray, "(nx, 1)"], b: float, X: Float[np.ndarray, "(nx, m)"]):
    return w.T @ X + b


@guard
def cost(w: Float[np.ndarray, "(nx, 1)"], X: Float[np.ndarray, "(nx, m)"], y: Float[np.ndarray, "(m, 1)"]):
    yhat = predict(w, 0.0, X)
    return np.mean((yhat - y) ** 2)


def start(nx):
    return np.zeros(nx, 1)
"""
CALL = """\
import numpy as np
from model import predict
predict(np.ones((4, 1)), 0.5, np.ones((10, 4)))
"""


def main() -> None:
    """Run the command and the failing call in a scratch folder, and draw both."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "model.py").write_text(PROGRAM, encoding="utf-8")
        checked = _run(folder, "-m", "shapeguard", "check", "--no-cache", "model.py")
        called = _run(folder, "-c", CALL).splitlines()
    diagnosis = called[next(i for i, line in enumerate(called) if line.startswith("shapeguard.ShapeError")) :]
    _draw("check", f"$ shapeguard check model.py\n{checked}")
    _draw("guard", "\n".join([">>> predict(np.ones((4, 1)), 0.5, np.ones((10, 4)))", *diagnosis]))


def _run(folder: str, *arguments: str) -> str:
    colours = os.environ | {"FORCE_COLOR": "1", "PYTHONPATH": folder}
    ran = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=colours, capture_output=True, text=True, check=False
    )
    return ran.stdout + ran.stderr


def _draw(name: str, shown: str) -> None:
    text = Text.from_ansi(shown)
    width = max(len(line) for line in text.plain.splitlines()) + 1
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=width, file=nowhere, force_terminal=True)
        console.print(text)
    drawn = console.export_svg(title="shapeguard")
    without_webfont = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL).replace("Fira Code, ", "")
    (HERE / "pictures" / f"{name}.svg").write_text(without_webfont, encoding="utf-8")


if __name__ == "__main__":
    main()
