"""What is compiled when: what SHAPEGUARD_COMPILE says, what the machine can do, and what a failure leads to."""

from __future__ import annotations

import gc
import shutil
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hatchling.builders.wheel import WheelBuilder

from compiling import backend, hook, wishes
from compiling.extensions import NotCompiled
from compiling.modules import LEFT_OUT, compiled_modules

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv(wishes.VARIABLE, raising=False)


@pytest.fixture(autouse=True)
def temporary_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def without_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: None)
    monkeypatch.setattr(sys, "platform", "linux")


def with_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wishes, "obstacle", lambda: None)


def test_a_machine_without_a_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    without_compiler(monkeypatch)
    monkeypatch.setenv("CC", "nonesuch -m64")
    assert wishes.obstacle() == "there is no C compiler (nonesuch -m64 is not found)"


def test_a_machine_without_headers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sysconfig, "get_path", lambda name: str(tmp_path))
    assert wishes.obstacle() == f"Python's headers are not installed (there is no Python.h in {tmp_path})"


def test_pypy_is_never_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.implementation, "name", "pypy")
    assert "as it is" in str(wishes.obstacle())


def test_mypy_is_asked_for_where_it_is_used_and_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    with_compiler(monkeypatch)
    assert [one for one in backend.get_requires_for_build_wheel() if one.startswith("mypy")]
    assert not [one for one in backend.get_requires_for_build_editable() if one.startswith("mypy")]
    assert not [one for one in backend.get_requires_for_build_sdist() if one.startswith("mypy")]
    monkeypatch.setenv(wishes.VARIABLE, "0")
    assert not [one for one in backend.get_requires_for_build_wheel() if one.startswith("mypy")]
    monkeypatch.undo()
    monkeypatch.chdir(ROOT)
    without_compiler(monkeypatch)
    assert not [one for one in backend.get_requires_for_build_wheel() if one.startswith("mypy")]


def test_a_word_that_is_not_known_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(wishes.VARIABLE, "yes")
    with pytest.raises(ValueError, match="SHAPEGUARD_COMPILE is 'yes'; it may be 0"):
        wishes.is_unwanted()


def left_behind() -> list[Path]:
    """What is still there of folders that something was compiled in."""
    return list(Path(tempfile.gettempdir()).glob("shapeguard-compiling-*"))


def made_hook() -> hook.CompiledWheel:
    builder = WheelBuilder(str(ROOT))
    return hook.CompiledWheel(str(ROOT), {}, builder.config, builder.metadata, "dist", "wheel", builder.app)


def initialized(version: str = "standard") -> dict[str, Any]:
    """What the hook makes of what hatchling gives it."""
    data: dict[str, Any] = {"pure_python": True, "infer_tag": False, "force_include": {}}
    compiled = made_hook()
    compiled.initialize(version, data)
    compiled.finalize(version, data, "")
    assert not left_behind()
    return data


PURE = {"pure_python": True, "infer_tag": False, "force_include": {}}


def builds(root: Path, folder: Path) -> list[Path]:
    return [folder / "a__mypyc.so", folder / "shapeguard" / "a.so"]


def refuses(root: Path, folder: Path) -> list[Path]:
    raise NotCompiled("compiling failed (a.py:1: error: no)")


def breaks(root: Path, folder: Path) -> list[Path]:
    raise OSError(28, "No space left on device")


def never(root: Path, folder: Path) -> list[Path]:
    pytest.fail("it was compiled")


def test_extensions_go_beside_the_sources_and_the_wheel_is_for_this_python(monkeypatch: pytest.MonkeyPatch) -> None:
    with_compiler(monkeypatch)
    monkeypatch.setattr(hook, "build", builds)
    data = initialized()
    assert (data["pure_python"], data["infer_tag"]) == (False, True)
    assert list(data["force_include"].values()) == ["a__mypyc.so", "shapeguard/a.so"]


@pytest.mark.parametrize(("told", "version"), [("0", "standard"), ("", "editable"), ("1", "editable")])
def test_what_is_never_compiled(monkeypatch: pytest.MonkeyPatch, told: str, version: str) -> None:
    with_compiler(monkeypatch)
    monkeypatch.setenv(wishes.VARIABLE, told)
    monkeypatch.setattr(hook, "build", never)
    assert initialized(version) == PURE


@pytest.mark.parametrize(
    ("build", "reason"),
    [(refuses, "(a.py:1: error: no)"), (breaks, "(OSError(28, 'No space left on device'))")],
)
def test_a_failure_leaves_a_pure_wheel_and_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], build: Any, reason: str
) -> None:
    with_compiler(monkeypatch)
    monkeypatch.setattr(hook, "build", build)
    assert initialized() == PURE
    told = "".join(capsys.readouterr())
    assert f"built as pure Python, which is slower, because compiling failed {reason}." in told


def test_a_failure_is_an_error_where_compiling_was_demanded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(wishes.VARIABLE, "1")
    monkeypatch.setattr(hook, "build", refuses)
    with_compiler(monkeypatch)
    with pytest.raises(NotCompiled, match="compiling failed"):
        initialized()
    monkeypatch.setattr(wishes, "obstacle", lambda: "there is no C compiler")
    with pytest.raises(NotCompiled, match="no C compiler"):
        initialized()


@pytest.mark.parametrize("told", ["", "1"])
def test_an_interruption_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    def interrupted(root: Path, folder: Path) -> list[Path]:
        (folder / "half").touch()
        raise KeyboardInterrupt

    with_compiler(monkeypatch)
    monkeypatch.setenv(wishes.VARIABLE, told)
    monkeypatch.setattr(hook, "build", interrupted)
    with pytest.raises(KeyboardInterrupt):
        initialized()
    assert not left_behind()


@pytest.mark.filterwarnings("ignore:Implicitly cleaning up:ResourceWarning")
def test_nor_does_a_wheel_that_could_not_be_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    with_compiler(monkeypatch)
    monkeypatch.setattr(hook, "build", builds)
    compiled = made_hook()
    compiled.initialize("standard", dict(PURE, force_include={}))
    assert left_behind()
    del compiled  # without `finalize`
    gc.collect()
    assert not left_behind()


def test_what_is_left_out_is_there_and_has_a_reason() -> None:
    modules = compiled_modules(ROOT)
    assert "shapeguard/shapes/dim.py" in modules
    for path, reason in LEFT_OUT.items():
        assert (ROOT / path).is_file(), path
        assert reason.endswith(".")
        assert path not in modules


def test_rules_of_numpy_are_not_compiled_and_what_reads_them_is() -> None:
    modules = compiled_modules(ROOT)
    assert not [path for path in modules if "\n@rule(" in (ROOT / path).read_text(encoding="utf-8")]
    assert "shapeguard/inference/numpy_api/rule.py" in modules
