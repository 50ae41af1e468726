"""The sources are copied, their dataclasses written out, and the copy is compiled by mypyc in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

from compiling.constants import made_final
from compiling.modules import compiled_modules
from compiling.records import Unsupported, written_out

PACKAGE = "shapeguard"
SOURCES = {".py", ".pyi"}
FROZEN = "shapeguard/shapes/frozen.pyi"


class NotCompiled(Exception):
    """Nothing was compiled; the message is the reason, as a clause."""


def build(root: Path, folder: Path) -> list[Path]:
    """Compile the modules of a checkout, in a folder that is empty.

    Returns
    -------
    list of Path
        What the wheel gets from that folder: the extensions, and the sources as they were compiled, whose lines are
        those that tracebacks name.

    Raises
    ------
    NotCompiled
        If anything fails: mypyc is missing or refuses, the C compiler does.
    """
    modules = compiled_modules(root)
    _copy(root, folder)
    try:
        texts = written_out({module: (root / module).read_text(encoding="utf-8") for module in modules})
    except Unsupported as error:
        raise NotCompiled(f"a dataclass cannot be written out: {error}") from error
    for module, text in texts.items():
        (folder / module).write_text(made_final(text), encoding="utf-8")
    shutil.copyfile(Path(__file__).with_name("frozen.pyi"), folder / FROZEN)
    _compile(root, folder, modules)
    extensions = [path for path in folder.glob("*__mypyc*") if path.is_file()]
    extensions += [path for path in (folder / PACKAGE).rglob("*") if path.name.endswith(tuple(EXTENSION_SUFFIXES))]
    return [*extensions, *(folder / module for module in modules)]


def _copy(root: Path, folder: Path) -> None:
    """Copy the sources but not their modes: nothing of a checkout need be writable, and all of the copy is."""
    for source in (root / PACKAGE).rglob("*.py*"):
        if source.suffix in SOURCES:
            copy = folder / source.relative_to(root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, copy)


def _compile(root: Path, folder: Path, modules: Sequence[str]) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root), *filter(None, sys.path)])}
    process = subprocess.Popen(
        [sys.executable, "-m", "compiling.mypyc_process", *modules],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    assert process.stdout is not None
    try:
        with process.stdout as output:
            printed = output.read()
    except BaseException:  # not waited for: after Ctrl-C a frontend leaves a quarter of a second to clear up
        process.kill()
        raise
    said = [line for line in printed.splitlines() if line.strip()] or ["nothing was said"]
    if process.wait():
        telling = next((line for line in said if "error:" in line), said[-1])
        raise NotCompiled(f"compiling failed ({telling.strip()})")
    print(said[-1], file=sys.stderr)
