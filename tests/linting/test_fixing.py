"""Fixes: in passes, without conflicts, only where they mend, written so that nothing is ever lost."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shapeguard.linting import check
from shapeguard.linting.atomic_writing import write_atomically
from shapeguard.linting.checking import Scope, check_text, fix_bytes
from shapeguard.linting.finding import Applicability, Edit, Finding, Fix, Position, Severity
from shapeguard.linting.fixing import Moved, apply_edits, fix_text
from shapeguard.linting.lines import Lines
from shapeguard.linting.packs import RuleTable
from shapeguard.linting.testing import check_invalid, check_valid, invalid_examples, valid_examples

EVERYTHING = Scope(frozenset({"XX101", "XX201", "XX301"}))


def flagged(word: str, replacement: str, text: str, code: str = "T1") -> list[Finding]:
    """A finding for every occurrence of a word, with a fix that replaces it."""
    found, at = [], text.find(word)
    while at >= 0:
        row, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        start, end = Position(row, column), Position(row, column + len(word))
        fix = Fix("safe", "", (Edit(start, end, replacement),))
        found.append(Finding("f.py", code, "", Severity.ERROR, "", start, end, fix=fix))
        at = text.find(word, at + 1)
    return found


def test_the_toy_rules_keep_their_own_examples(toy: RuleTable) -> None:
    examples = list(invalid_examples(toy))
    assert len(examples) == 5
    for code, source in valid_examples(toy):
        check_valid(toy.rule(code), source, toy)
    for code, example in examples:
        check_invalid(toy.rule(code), example, toy)


def test_overlapping_fixes_take_turns() -> None:
    fixed = fix_text("aaaa = 1\n", lambda text: flagged("aa", "b", text))
    assert fixed.text == "bb = 1\n"
    assert len(fixed.mended) == 2 and not fixed.left


@pytest.mark.parametrize(("safety", "expected"), [("unsafe", "bad = 1\n"), ("safe", "ugly = 1\n")])
def test_an_unsafe_fix_that_makes_something_else_fail_is_refused(safety: Applicability, expected: str) -> None:
    """What is safe by its rule is kept: the error was there, and is seen only now."""

    def find(text: str) -> list[Finding]:
        mended = [
            replace(f, severity=Severity.WARNING, fix=replace(f.fix, applicability=safety))
            for f in flagged("bad", "ugly", text)
            if f.fix is not None
        ]
        return [*mended, *(replace(f, fix=None) for f in flagged("ugly", "", text, code="T2"))]

    assert fix_text("bad = 1\n", find, ("safe", "unsafe")).text == expected


def test_a_fix_that_breaks_the_syntax_is_not_kept_and_the_others_are() -> None:
    def find(text: str) -> list[Finding]:
        return [*flagged("bad", "(", text), *flagged("worse", "good", text)]

    fixed = fix_text("bad = worse\n", find)
    assert fixed.text == "bad = good\n"


def test_a_fix_that_does_not_mend_is_not_kept() -> None:
    fixed = fix_text("x = bad\n", lambda text: flagged("bad", "bad + bad", text))
    assert fixed.text == "x = bad\n" and len(fixed.left) == 1


GOOD = "def f{0}():\n    return np.zeros(3, 4)\n"
FITTING = "def g{0}():\n    return np.ones((3, 1)) + np.ones(3)\n"
AT_THE_TOP = "x = np.zeros(3, 4)\n"
BREAKING = "def bad():\n    return np.ones((5, 1)) + np.ones(3)\n"


@pytest.mark.parametrize(
    "functions",
    [
        [GOOD.format(0), BREAKING],
        [BREAKING, GOOD.format(0)],
        [AT_THE_TOP, BREAKING],
        [*map(FITTING.format, range(40)), BREAKING],
        [BREAKING, *map(FITTING.format, range(40))],
        [*map(FITTING.format, range(20)), BREAKING, *map(GOOD.format, range(20))],
    ],
)
def test_an_unsafe_fix_that_breaks_a_function_is_refused_and_all_others_are_made(functions: list[str]) -> None:
    """Not even where another fix mends as much: ``bad`` works as it is, and its fix would make it raise."""
    runs = 0

    def find(text: str) -> list[Finding]:
        nonlocal runs
        runs += 1
        return check(text)

    fixed = fix_text("import numpy as np\n" + "".join(functions), find, ("safe", "unsafe"))
    assert len(fixed.mended) == len(functions) - 1 and [finding.function for finding in fixed.left] == ["bad"]
    assert fixed.text.endswith(functions[-1]) is (functions[-1] == BREAKING)
    assert runs < 20


def test_an_unsafe_fix_that_breaks_its_own_line_is_refused_among_lines_that_fail() -> None:
    broken = "y = np.ones((5, 1)) + np.ones(3)\n"
    text = f"import numpy as np\nx = np.ones((5, 2)) @ np.ones((3, 2))\n{broken}"
    fixed = fix_text(text, lambda text: list(check(text)), ("safe", "unsafe"))
    assert fixed.text.endswith(broken)


def test_fixes_that_undo_each_other_come_to_an_end() -> None:
    def find(text: str) -> list[Finding]:
        return [*flagged("ping", "pong", text, "T1"), *flagged("pong", "ping", text, "T2")]

    assert fix_text("x = ping\n", find).text in {"x = ping\n", "x = pong\n"}


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5), st.text("ab\né", max_size=3)), max_size=6))
def test_edits_that_do_not_overlap_equal_replacing_from_the_end(cuts: list[tuple[int, int, str]]) -> None:
    text = "x = 'é'\r\nlong_name = [1,\n 2]\n# end ααα\nzz = 1\n"
    taken: list[tuple[int, int, str]] = []
    for start, length, content in cuts:
        end = min(start + length, len(text))
        if all(end < a or b < start for a, b, _ in taken) and "\r" not in text[max(start - 1, 0) : end + 1]:
            taken.append((start, end, content))
    expected = text
    for start, end, content in sorted(taken, reverse=True):
        expected = expected[:start] + content + expected[end:]
    from shapeguard.linting.lines import Lines

    place = Lines(text).position
    assert apply_edits(text, [Edit(place(a), place(b), c) for a, b, c in taken]) == expected


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4), st.text("xyz", max_size=3)), max_size=6))
def test_what_no_edit_touches_is_found_again_where_it_moved_to(cuts: list[tuple[int, int, str]]) -> None:
    text = "".join(chr(0x4E00 + index) for index in range(40))
    edits, end = [], 0
    for gap, width, content in cuts:
        start, end = end + gap % 5 + 1, end + gap % 5 + 1 + width
        edits.append(Edit(Position(1, start + 1), Position(1, end + 1), content))
    edits = [edit for edit in edits if edit.end.column <= len(text)]
    result, moved = apply_edits(text, edits), Moved(edits, Lines(text))
    for offset, character in enumerate(text):
        inside = [edit for edit in edits if edit.start.column - 1 < offset < edit.end.column - 1]
        if character in result:
            behind = next((edit.content for edit in edits if edit.start == edit.end == Position(1, offset + 1)), "")
            assert moved.to(offset) == result.index(character) - len(behind)
        elif inside:
            assert result[: moved.to(offset)].endswith(inside[0].content)


def test_unsafe_fixes_only_where_allowed(toy: RuleTable) -> None:
    content = b"import np\nx = np.zeros(1, 2)\nx.T\n"
    safe = fix_bytes(content, "f.py", EVERYTHING, toy, ("safe",))
    assert safe.content == b"import np\nx = np.zeros((1, 2))\n"
    assert [finding.code for finding in safe.inspection.findings] == ["XX301"]
    both = fix_bytes(content, "f.py", EVERYTHING, toy, ("safe", "unsafe"))
    assert both.content == b"import np\nfrom numpy import zeros\nx = zeros((1, 2))\n"
    assert not both.inspection.findings


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\xef\xbb\xbfzeros(1, 2)\r\nx = 'y'\r\n", b"\xef\xbb\xbfzeros((1, 2))\r\nx = 'y'\r\n"),
        (b"if 1:\r  zeros(1, 2)  # kept\rx = 2\r", b"if 1:\r  zeros((1, 2))  # kept\rx = 2\r"),
        (b"if 1:\r  zeros(1, 2)\rx = 2\n", b"if 1:\r  zeros(1, 2)\rx = 2\n"),
        (
            "# -*- coding: latin-1 -*-\né = zeros(1, 2)  # ü".encode("latin-1"),
            "# -*- coding: latin-1 -*-\né = zeros((1, 2))  # ü".encode("latin-1"),
        ),
        (b"if a:\r\n\tx.T\r\n\ty = 1", b"if a:\r\n\ty = 1"),
        (b"zeros(1, # why\n  2)\n", b"zeros(1, # why\n  2)\n"),  # no comment is rewritten away
    ],
)
def test_encoding_mark_and_line_endings_stay(toy: RuleTable, before: bytes, after: bytes) -> None:
    mended = fix_bytes(before, "f.py", EVERYTHING, toy, ("safe",))
    assert mended.content == after
    assert fix_bytes(after, "f.py", EVERYTHING, toy, ("safe",)).content == after


def test_hundreds_of_fixes_in_one_file_are_all_made(toy: RuleTable) -> None:
    text = "".join(f"x{i} = zeros({i}, 2)\n" for i in range(400))
    mended = fix_bytes(text.encode(), "f.py", EVERYTHING, toy, ("safe",))
    assert len(mended.mended) == 400


def test_permissions_and_links_survive_a_write(tmp_path: Path) -> None:
    file, link = tmp_path / "a.py", tmp_path / "b.py"
    file.write_bytes(b"old")
    file.chmod(0o751)
    link.symlink_to(file)
    write_atomically(link, b"new")
    assert file.read_bytes() == b"new" and link.is_symlink()
    assert stat.S_IMODE(file.stat().st_mode) == 0o751
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.py", "b.py"]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        write_atomically(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_kill_at_any_moment_leaves_the_old_content_or_the_new(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    contents = [bytes([letter]) * 300_000 for letter in b"ab"]
    file.write_bytes(contents[0])
    program = (
        "import sys, itertools; from pathlib import Path\n"
        "from shapeguard.linting.atomic_writing import write_atomically\n"
        "print('up', flush=True)\n"
        "for letter in itertools.cycle(b'ab'): write_atomically(Path(sys.argv[1]), bytes([letter]) * 300_000)\n"
    )
    for pause in (0.0, 0.01, 0.023, 0.031, 0.047):
        with subprocess.Popen([sys.executable, "-c", program, str(file)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None and writer.stdout.readline()
            time.sleep(pause)
            writer.send_signal(signal.SIGKILL)
        assert file.read_bytes() in contents


def test_silenced_findings_are_not_mended(toy: RuleTable) -> None:
    content = b"x.T  # noqa: XX101\nx.T  # noqa\n"
    assert fix_bytes(content, "f.py", EVERYTHING, toy, ("safe",)).content == content
    assert not check_text(content.decode(), "f.py", EVERYTHING, toy).findings
