"""The course notes as programs: the right ones run, the wrong ones do what they say, and the linter sees each mistake.

A wrong program says in its docstring what happens when it runs (``Fails with: ValueError: ...`` or ``Prints: (5, 5)``),
and on the line of its mistake what the linter must find there (``# expect: SG401``). Every other line must stay silent,
and so must the right programs.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import runpy
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

NOTES = Path(__file__).parent / "course_notes"
RIGHT = sorted((NOTES / "right").glob("*.py"))
WRONG = sorted((NOTES / "wrong").glob("*.py"))
Finding = tuple[int, str]


def expectations(program: Path) -> set[Finding]:
    lines = program.read_text(encoding="utf-8").splitlines()
    marks = ((row, re.search(r"# expect: (SG\d{3}(?:, SG\d{3})*)$", line)) for row, line in enumerate(lines, start=1))
    return {(row, code) for row, mark in marks if mark for code in mark[1].split(", ")}


@pytest.fixture(scope="module")
def findings() -> dict[Path, set[Finding]]:
    """Run the command once over all programs, as a user would."""
    command = [str(Path(sys.executable).with_name("shapeguard")), "check", str(NOTES), "--output-format", "json"]
    report = subprocess.run([*command, "--no-cache"], capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert report.returncode == 1, report.stderr
    found: dict[Path, set[Finding]] = {program: set() for program in (*RIGHT, *WRONG)}
    for finding in json.loads(report.stdout):
        found[Path(finding["filename"])].add((finding["location"]["row"], finding["code"]))
    return found


@pytest.mark.parametrize("program", [pytest.param(path, id=path.stem) for path in (*RIGHT, *WRONG)])
def test_example_and_finding(program: Path, findings: dict[Path, set[Finding]]) -> None:
    assert findings[program] == expectations(program)


def test_every_wrong_program_and_no_right_one_expects_a_finding() -> None:
    assert all(expectations(program) for program in WRONG)
    assert not any(expectations(program) for program in RIGHT)
    assert len(RIGHT) >= 10
    assert len(WRONG) >= 30


@pytest.mark.parametrize("program", [pytest.param(path, id=path.stem) for path in RIGHT])
def test_a_right_program_runs(program: Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        runpy.run_path(str(program))


@pytest.mark.parametrize("program", [pytest.param(path, id=path.stem) for path in WRONG])
def test_a_wrong_program_does_what_it_says(program: Path) -> None:
    """The mistake is real: Python or NumPy refuses the program, or it silently prints something else."""
    text = program.read_text(encoding="utf-8")
    (promise,) = re.findall(r"^(?:Fails with|Prints): .+$", text, flags=re.MULTILINE)
    verb, _, promised = promise.partition(": ")
    printed, outcome = io.StringIO(), ""
    with contextlib.redirect_stdout(printed), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            runpy.run_path(str(program))
        except Exception as error:
            outcome = " ".join(f"{_public_name(error, promised)}: {error}".split())
    if verb == "Prints":
        assert (printed.getvalue().strip(), outcome) == (promised, "")
    else:
        assert outcome.startswith(promised), outcome


def _public_name(error: Exception, promised: str) -> str:
    """Name the error as the program does: by its own class or by one that it derives from."""
    names = [base.__name__ for base in type(error).__mro__]
    expected = promised.partition(":")[0]
    return expected if expected in names else names[0]
