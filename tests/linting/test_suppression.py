"""Comments that silence: which, where, and what happens to those that silence nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shapeguard.linting.checking import Scope, check_text, fix_bytes
from shapeguard.linting.packs import RuleTable
from shapeguard.linting.settings import Profile
from shapeguard.linting.suppression import Suppressions, add_noqa
from tests.work_done import calls_in

SCOPE = Scope(frozenset({"XX101", "XX201", "SG901"}))


def codes(text: str, table: RuleTable, scope: Scope = SCOPE) -> list[tuple[int, str]]:
    return [(finding.start.row, finding.code) for finding in check_text(text, "f.py", scope, table).findings]


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa",
        "# noqa: XX101",
        "#noqa:XX101",
        "# NOQA: xx101",
        "# noqa: E501, XX101",
        "# noqa: E501 XX101 because",
        "# why  # noqa: XX101",
        "# type: ignore  # noqa: XX101  # pragma: no cover",
        "# shapeguard: ignore",
        "# shapeguard: ignore[XX101]",
        "# shapeguard: ignore[XX101, XX999] reason",
        "# shapeguard: ignore[dead-transpose] reason",
        "# shapeguard:ignore[ dead-transpose ]",
    ],
)
def test_silenced(toy: RuleTable, comment: str) -> None:
    assert (1, "XX101") not in codes(f"x.T  {comment}\n", toy)


@pytest.mark.parametrize(
    "comment",
    ["# noqa: XX1", "# noqa: E501", "# no qa", "# noqa:XX1011", "# shapeguard: ignored", "# shapeguard: ignore[XX201]"],
)
def test_not_silenced(toy: RuleTable, comment: str) -> None:
    assert (1, "XX101") in codes(f"x.T  {comment}\n", toy)


def test_a_comment_in_a_string_is_no_comment(toy: RuleTable) -> None:
    assert codes('s = "# noqa"; x.T\n', toy) == [(1, "XX101")]
    assert codes('"""\n# shapeguard: off\n"""\nx.T\n', toy) == [(4, "XX101")]


def test_a_comment_counts_on_the_first_line_and_on_the_last(toy: RuleTable) -> None:
    assert not codes("zeros(  # noqa: XX201\n  1,\n  2)\n", toy)
    assert not codes("zeros(\n  1,\n  2)  # noqa: XX201\n", toy)
    assert (1, "XX201") in codes("zeros(\n  1,  # noqa: XX201\n  2)\n", toy)


def test_a_file_is_switched_off_by_a_line_of_its_own(toy: RuleTable) -> None:
    assert not codes('"""Doc."""\n# shapeguard: off\nx.T\n', toy)
    assert codes("y = 1  # shapeguard: off\nx.T\n", toy) == [(2, "XX101")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("y = 1  # noqa: XX101\n", "y = 1\n"),
        ("y = 1  # shapeguard: ignore[XX101] it was needed once\n", "y = 1  # it was needed once\n"),
        ("y = 1  # noqa: XX101 once  # pragma: no cover\n", "y = 1  # once  # pragma: no cover\n"),
        ("y = 1  # noqa: XX101  # pragma: no cover\n", "y = 1  # pragma: no cover\n"),
        ("y = 1  # why  # noqa: XX101 \t\r\n", "y = 1  # why\r\n"),
        ("y = 1\n# noqa: XX101\nz = 1\n", "y = 1\nz = 1\n"),
        ("if y:\r\n    # noqa: XX101\r\n    z = 1\r\n", "if y:\r\n    z = 1\r\n"),
        ("# noqa: XX101", ""),
        ("y = 1\n  # noqa: XX101", "y = 1\n"),
        ("# noqa: XX101 keep me\ny = 1\n", "# keep me\ny = 1\n"),
        ("y = 1  # noqa: E501, XX101\n", "y = 1  # noqa: E501\n"),
        ("x.T  # noqa: XX101,XX201\n", "x.T  # noqa: XX101\n"),
        ("y = 1  # shapeguard: ignore[dead-transpose, two-sizes]\n", "y = 1\n"),
        ("y = 1  # shapeguard: ignore\n", "y = 1\n"),
        ("x.T  # shapeguard: ignore[XX777,XX101]\n", "x.T  # shapeguard: ignore[XX101]\n"),
    ],
)
def test_what_silences_nothing_is_said_and_removed(toy: RuleTable, before: str, after: str) -> None:
    assert [code for _, code in codes(before, toy)] == ["SG901"]
    assert fix_bytes(before.encode(), "f.py", SCOPE, toy, ("safe",)).content.decode() == after
    assert not codes(after, toy)


@pytest.mark.parametrize("comment", ["# noqa", "# noqa: E501", "# noqa: XX301", "# shapeguard: ignore[XX301]"])
def test_what_is_not_ours_or_was_not_looked_for_is_left_alone(toy: RuleTable, comment: str) -> None:
    assert not codes(f"y = 1  {comment}\n", toy)


@pytest.mark.parametrize("profile", ["column", "general"])
@pytest.mark.parametrize("selected", [["SG901"], ["SG901", "SG902", "SG999"], [*SCOPE.codes]])
def test_unused_comments_are_found_in_any_profile_and_by_themselves(
    toy: RuleTable, selected: list[str], profile: Profile
) -> None:
    source = "x.T  # noqa: XX101\nzeros(1, 2)  # noqa\ny = 1  # noqa: XX101\n"
    assert codes(source, toy, Scope(frozenset(selected), profile)) == [(3, "SG901")]


def test_nothing_is_called_unused_where_the_file_does_not_parse(toy: RuleTable) -> None:
    scope = Scope(SCOPE.codes | {"SG999"})
    assert codes("y = (  # noqa: XX101\n", toy, scope) == [(1, "SG999")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x.T\n", "x.T  # noqa: XX101\n"),
        ("x.T  # why\r\n", "x.T  # why  # noqa: XX101\r\n"),
        ("x.T  # noqa: E501\n", "x.T  # noqa: E501, XX101\n"),
        ("x.T; zeros(1, 2)\n", "x.T; zeros(1, 2)  # noqa: XX101, XX201\n"),
        ("zeros(\n  1,\n  2)\n", "zeros(  # noqa: XX201\n  1,\n  2)\n"),
        ("zeros(1, '''\n''')\n", "zeros(1, '''\n''')  # noqa: XX201\n"),
        ("zeros(1, \\\n  2)\n", "zeros(1, \\\n  2)  # noqa: XX201\n"),
        ("x.T; \\\ny = 1\n", "x.T; \\\ny = 1  # noqa: XX101\n"),
        ("zeros(1, 2); y = '''\n'''\n", "zeros(1, 2); y = '''\n'''  # noqa: XX201\n"),
        ('f"""{zeros(1, 2)}\n# end"""\n', 'f"""{zeros(1, 2)}\n# end"""  # noqa: XX201\n'),
        ('f"""\n{\nzeros(1, 2)\n}\n""".x()\n', 'f"""\n{\nzeros(1, 2)\n}\n""".x()  # noqa: XX201\n'),
        ("x.T  # why \\\ny = 1\n", "x.T  # why \\  # noqa: XX101\ny = 1\n"),
    ],
)
def test_add_noqa_silences_everything_and_nothing_else(toy: RuleTable, before: str, after: str) -> None:
    assert add_noqa(before, check_text(before, "f.py", SCOPE, toy).findings) == after
    assert not codes(after, toy)


@pytest.mark.parametrize(
    "text",
    [
        lambda n: "y = 1  " + "# noqa: XX201 " * n,
        lambda n: "y = 1  " + "# shapeguard: ignore[XX201] " * n,
        lambda n: "y = 1  " + "# shapeguard: ignore " * n,
        lambda n: "y = 1  " + "# shapeguard: ignore[" * n,
        lambda n: "y = 1  # shapeguard: ignore[" + ", ".join(f"XX{code}" for code in range(1000, 1000 + n)) + "]",
        lambda n: "x.T  # noqa: XX101\n" * n,
    ],
)
def test_many_comments_are_as_much_work_as_each_of_them(toy: RuleTable, text: Callable[[int], str]) -> None:
    few, many = (calls_in(lambda n=n: codes(text(n) + "\n", toy)) for n in (500, 1000))
    assert many < 2.2 * few


def test_findings_by_comments_is_no_product(toy: RuleTable) -> None:
    (finding,) = check_text("x.T\n", "f.py", SCOPE, toy).findings
    few, many = (Suppressions("x.T  " + "# noqa: XX101 " * n) for n in (1, 1000))
    assert few.silence(finding) and many.silence(finding)
    assert calls_in(lambda: many.silence(finding)) == calls_in(lambda: few.silence(finding))


def test_each_of_many_lines_gets_its_comment(toy: RuleTable) -> None:
    def commented(count: int) -> int:
        text = "x.T; f'''" + "\n" * count + "'''\n" + "x.T\n" * count
        findings = check_text(text, "f.py", SCOPE, toy).findings
        assert add_noqa(text, findings).count("# noqa: XX101\n") == count + 1
        return calls_in(lambda: add_noqa(text, findings))

    assert commented(1000) < 2.2 * commented(500)


def test_every_comment_on_a_row_that_silences_is_used(toy: RuleTable) -> None:
    assert not codes("x.T  # noqa: XX101  # shapeguard: ignore[dead-transpose]  # shapeguard: ignore\n", toy)
    assert codes("x.T  # noqa: XX101, XX201  # shapeguard: ignore[two-sizes]\n", toy) == [(1, "SG901")] * 2
