"""Modes by environment, configuration and ``with`` block, and which of them wins."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from shapeguard import Float, ShapeError, guard, mode
from shapeguard.runtime import switching
from shapeguard.runtime.modes import OFF, ON, ONCE, sample

GOOD, BAD = np.ones((2, 3)), np.ones(3)


@guard
def subject(x: Float[np.ndarray, "n m"]) -> Float[np.ndarray, "n m"]:
    return x


def refusals(calls: int) -> list[bool]:
    found = []
    for _ in range(calls):
        try:
            subject(BAD)
        except ShapeError:
            found.append(True)
        else:
            found.append(False)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [("off", OFF), (" OFF ", OFF), ("0", OFF), ("on", ON), ("", ON), ("once", ONCE), ("sample:7", sample(7))],
)
def test_reading_a_mode(text: str, expected: object) -> None:
    assert switching.parse_mode(text) == expected


@pytest.mark.parametrize("text", ["of", "sample", "sample:0", "sample:-1", "sample:x", "once:2"])
def test_a_misspelt_mode_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match=r"write off, on, once, or sample:N"), mode(text):
        pass


def test_a_block_holds_until_it_ends() -> None:
    assert refusals(2) == [True, True]
    with mode("off"):
        assert refusals(2) == [False, False]
        with mode("on"):
            assert refusals(1) == [True]
        assert refusals(1) == [False]
    assert refusals(1) == [True]
    with pytest.raises(KeyError), mode("off"):
        raise KeyError
    assert refusals(1) == [True]


def test_sample_checks_every_nth_call() -> None:
    with mode("sample:3"):
        assert refusals(6) == [True, False, False] * 2


def test_once_checks_each_set_of_shapes_until_it_fits() -> None:
    with mode("once"):
        subject(GOOD)
        subject(GOOD)
        assert refusals(2) == [True, True]


def test_a_function_decorated_inside_a_block_has_its_mode_and_follows() -> None:
    with mode("off"):

        @guard
        def late(x: Float[np.ndarray, "n"]) -> None: ...

        late(GOOD)
    with pytest.raises(ShapeError):
        late(GOOD)


def test_blocks_of_two_threads_may_end_in_any_order() -> None:
    entered, leave = threading.Event(), threading.Event()

    def other() -> None:
        with mode("off"):
            entered.set()
            leave.wait(10)

    thread = threading.Thread(target=other)
    thread.start()
    entered.wait(10)
    with mode("once"):
        leave.set()
        thread.join(10)
        assert switching.current() == ONCE
    assert switching.current() == ON


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "subject.py").write_text(
        textwrap.dedent(
            """
            import numpy as np
            from shapeguard import Float, ShapeError, guard, mode

            def own(x: Float[np.ndarray, "n"]): pass
            f = guard(own)

            def refused():
                try:
                    f(np.ones((2, 2)))
                except ShapeError:
                    return True
                return False
            """
        )
    )
    yield tmp_path


def run(project: Path, code: str, **environment: str) -> str:
    result = subprocess.run(
        [sys.executable, "-c", f"from subject import *\n{code}"],
        cwd=project,
        env={"PYTHONPATH": str(project), **environment},
        capture_output=True,
        text=True,
    )
    return result.stdout.strip() or result.stderr.strip().splitlines()[-1]


def test_the_environment(project: Path) -> None:
    assert run(project, "print(f is own)", SHAPEGUARD="off") == "True"
    assert run(project, "with mode('on'): print(refused())", SHAPEGUARD="off") == "False"
    assert run(project, "print([refused() for _ in range(4)])", SHAPEGUARD="sample:2") == "[True, False, True, False]"
    message = run(project, "", SHAPEGUARD="maybe")
    assert message.startswith("ValueError: the environment variable SHAPEGUARD is 'maybe': write off, on, once")


def test_the_configuration_yields_to_the_environment(project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.shapeguard]\nmode = "off"\n')
    assert run(project, "print(refused())") == "False"
    assert run(project, "print(refused())", SHAPEGUARD="on") == "True"
    assert run(project, "with mode('on'): print(refused())") == "True"
    (project / "pyproject.toml").write_text('[tool.shapeguard]\nmode = "sometimes"\n')
    assert "mode in [tool.shapeguard] of pyproject.toml is 'sometimes'" in run(project, "")
    (project / "pyproject.toml").write_text("[tool.shapeguard\n")
    assert run(project, "print(refused())") == "True"
