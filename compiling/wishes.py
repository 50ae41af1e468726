"""Whether to compile: what SHAPEGUARD_COMPILE says, and what this machine can do."""

from __future__ import annotations

import os
import platform
import shlex
import shutil
import sys
import sysconfig
from pathlib import Path

VARIABLE = "SHAPEGUARD_COMPILE"
REQUIREMENTS = ("mypy>=2.4,<2.5", "setuptools>=77")


def is_demanded() -> bool:
    """Whether a wheel that is not compiled is an error."""
    return _told() == "1"


def is_unwanted() -> bool:
    """Whether a pure wheel was asked for."""
    return _told() == "0"


def _told() -> str:
    told = os.environ.get(VARIABLE, "")
    if told not in ("", "0", "1"):
        raise ValueError(f"{VARIABLE} is {told!r}; it may be 0 (pure Python), 1 (fail rather than that), or unset.")
    return told


def obstacle() -> str | None:
    """Why nothing can be compiled here, as a clause, or None.

    Whether the compiler works is seen when it runs; on Windows only setuptools knows where it is.
    """
    if sys.implementation.name != "cpython":
        return f"{platform.python_implementation()} runs it fast as it is"
    headers = Path(sysconfig.get_path("include"))
    if not (headers / "Python.h").exists():
        return f"Python's headers are not installed (there is no Python.h in {headers})"
    if sys.platform == "win32":
        return None
    compiler = os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc"
    if not any(shutil.which(word) for word in shlex.split(compiler)[:1]):
        return f"there is no C compiler ({compiler} is not found)"
    return None
