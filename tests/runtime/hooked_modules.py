"""Modules written for one test, imported through the hook."""

from __future__ import annotations

import importlib
import itertools
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from shapeguard import install_import_hook

Import = Callable[..., ModuleType]
_HEADER = "import numpy as np\nfrom shapeguard import Float, Int, guard\n"
_numbers = itertools.count()


@pytest.fixture
def hooked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Import]:
    """Write a module, import it through the hook, and hand it over."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def import_(source: str, *, header: str = _HEADER, broadcast: str = "raise") -> ModuleType:
        name = f"hooked_module_{next(_numbers)}"
        (tmp_path / f"{name}.py").write_text(header + textwrap.dedent(source))
        importlib.invalidate_caches()
        with install_import_hook(name, broadcast=broadcast):
            return importlib.import_module(name)

    yield import_
    for name in [name for name in sys.modules if name.startswith("hooked_module_")]:
        del sys.modules[name]
