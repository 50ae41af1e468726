"""The project's own wheel, compiled and not: built anew from the checkout, unpacked, and asked from there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from compiling.unpacking import unpack
from compiling.wishes import obstacle

COMMAND = [sys.executable, "-m", "shapeguard"]
CHECK = [*COMMAND, "check", "--no-cache", "--jobs", "1", "--exit-zero"]


@dataclass(frozen=True, slots=True)
class Builds:
    """What the environment of a command has to be for each of the two to answer it."""

    compiled: Mapping[str, str]
    pure: Mapping[str, str]


def build(place: Path) -> Builds:
    """Build both wheels.

    Raises
    ------
    SystemExit
        Where nothing can be compiled, or where it is not what answers.
    """
    if reason := obstacle():
        sys.exit(f"The compiled linter is what is measured, and it cannot be built here: {reason}.")
    environments = []
    for compiled in (True, False):
        folder = place / ("compiled" if compiled else "pure")
        print(f"building the {folder.name} wheel", file=sys.stderr, flush=True)
        unpack(folder, compiled=compiled)
        environment = {"PYTHONPATH": str(folder)}
        said = subprocess.check_output([*COMMAND, "--version"], cwd=place, env={**os.environ, **environment}, text=True)
        if ("(compiled)" in said) != compiled:
            sys.exit(f"The {folder.name} wheel was to be measured, and {said.strip()!r} answered.")
        environments.append(environment)
    return Builds(*environments)
