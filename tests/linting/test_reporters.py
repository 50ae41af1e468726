"""Every format, over findings with everything in them."""

from __future__ import annotations

import json
from dataclasses import replace
from email.message import Message
from pathlib import Path

import jsonschema
import pytest

from shapeguard.linting import pages
from shapeguard.linting.finding import Edit, Finding, Fix, Label, Position, Severity, TraceLine
from shapeguard.linting.packs import Entry, RuleTable
from shapeguard.linting.reporters import concise, full, github, gitlab, sarif, statistics
from shapeguard.linting.reporters import json as json_reporter
from shapeguard.linting.reporters.colour import coloured, paint_for

SCHEMA = json.loads((Path(__file__).parent / "data" / "sarif-schema-2.1.0.json").read_text("utf-8"))
SOURCE = ["def f(yhat, y):", "    é = g(yhat - y)", "    return é"]

PLAIN = Finding("src/a b.py", "XX101", "dead-transpose", Severity.ERROR, "100%: gone", Position(3, 5), Position(3, 13))
WITH_ALL = Finding(
    "src/a b.py",
    "XX201",
    "two-sizes",
    Severity.WARNING,
    "(m, 1) - (1, m) -> (m, m): neither operand has the result's shape",
    Position(2, 11),
    Position(2, 19),
    help="transpose one side",
    trace=(TraceLine(1, "m is from the annotation of `yhat`"),),
    fix=Fix("unsafe", "transpose it", (Edit(Position(2, 18), Position(2, 19), "y.T"),)),
    function="f",
    labels=(
        Label(Position(2, 11), Position(2, 15), "(m, 1)"),
        Label(Position(2, 18), Position(2, 19), "(1, m)"),
    ),
    snippet="yhat - y",
)
BOTH = [WITH_ALL, PLAIN]


def test_full_shows_code_shapes_trace_help_and_fix() -> None:
    assert (
        "".join(full.render([WITH_ALL], lambda _: SOURCE))
        == """\
src/a b.py:2:11: XX201 [two-sizes] warning
    (m, 1) - (1, m) -> (m, m): neither operand has the result's shape
  |
2 |     é = g(yhat - y)
  |           ~~~~   ~
  |           (m, 1) (1, m)
  |
  = line 1: m is from the annotation of `yhat`
  = help: transpose one side
  = fix (unsafe): transpose it

"""
    )


def test_shapes_that_do_not_fit_side_by_side_stand_below_each_other() -> None:
    labels = (
        Label(Position(1, 1), Position(1, 2), "(n_samples, 1)"),
        Label(Position(1, 5), Position(1, 6), "(1, n_samples)"),
    )
    finding = Finding("a.py", "X1", "x", Severity.ERROR, "m", Position(1, 1), Position(1, 6), labels=labels)
    assert "".join(full.render([finding], lambda _: ["a + b"])).splitlines()[3:7] == [
        "1 | a + b",
        "  | ~   ~",
        "  | (n_samples, 1)",
        "  |     (1, n_samples)",
    ]


def test_full_without_labels_underlines_and_cuts_long_statements() -> None:
    rows = ["x = f(", *["    1,"] * 12, ")"]
    finding = Finding("a.py", "X1", "x", Severity.NOTE, "m", Position(1, 5), Position(14, 2))
    text = "".join(full.render([finding], lambda _: rows))
    assert "1 | x = f(\n  |     ^^\n" in text and "  ...\n" in text and text.count("    1,") == 5


def test_full_shows_a_stretch_of_a_very_long_row() -> None:
    row = "x = 1; " * 1000 + "yhat - y" + "; x = 1" * 1000
    start = row.index("yhat") + 1
    places = Position(1, start), Position(1, start + 8)
    labels = (Label(places[0], Position(1, start + 4), "(m, 1)"), Label(Position(1, 1), Position(1, 2), "()"))
    for finding in (replace(WITH_ALL, start=places[0], end=places[1], labels=each) for each in ((), labels)):
        shown, marks = "".join(full.render([finding], lambda _: [row])).splitlines()[3:5]
        assert len(shown) <= full.LONGEST_ROW + len("1 | ")
        column = shown.index("yhat - y")
        assert marks[column:] == ("~~~~" if finding.labels else "^" * 8)
        assert not marks[3:column].strip()


def test_full_where_the_file_is_gone() -> None:
    assert "100%: gone" in "".join(full.render([PLAIN], lambda _: []))


def test_colours_only_for_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import sys

    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    assert "\x1b" not in "".join(full.render(BOTH, lambda _: SOURCE, paint_for(sys.stdout)))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b[1;33m" in "".join(full.render(BOTH, lambda _: SOURCE, paint_for(sys.stdout)))
    monkeypatch.setenv("NO_COLOR", "1")
    assert paint_for(sys.stdout) is not coloured


def test_concise() -> None:
    lines = list(concise.render(BOTH))
    assert lines[1] == "src/a b.py:3:5: XX101 [dead-transpose] error: 100%: gone\n"
    assert all(line.count("\n") == 1 for line in lines)


def test_sarif_is_valid_against_the_official_schema(toy: RuleTable) -> None:
    log = json.loads("".join(sarif.render([*BOTH, *_own_findings()], toy)))
    jsonschema.validate(log, SCHEMA, jsonschema.Draft4Validator)
    (run,) = log["runs"]
    first, second, third = run["results"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["SG999", "XX101", "XX201"]
    assert [result["ruleIndex"] for result in run["results"]] == [2, 1, 0]
    assert [result["level"] for result in run["results"]] == ["warning", "error", "error"]
    assert "Flags ``zeros(a, b)``" in run["tool"]["driver"]["rules"][2]["help"]["markdown"]
    (change,) = first["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"] == {"uri": "src/a%20b.py", "uriBaseId": "ROOT"}
    assert change["replacements"][0]["insertedContent"] == {"text": "y.T"}
    assert first["relatedLocations"][0]["message"]["text"] == "m is from the annotation of `yhat`"
    assert "fixes" not in second and third["ruleId"] == "SG999"


def test_links_lead_to_the_site_that_the_project_announces(toy: RuleTable, monkeypatch: pytest.MonkeyPatch) -> None:
    def announced(name: str) -> Message:
        message = Message()
        message["Project-URL"] = "Documentation, https://docs.example/shapeguard/"
        return message

    plain = json.loads("".join(sarif.render([PLAIN], toy)))["runs"][0]["tool"]["driver"]
    assert "informationUri" not in plain and "helpUri" not in plain["rules"][0]
    assert json_reporter.as_object(PLAIN, toy)["url"] == "docs/rules/dead-transpose.md"
    monkeypatch.setattr("importlib.metadata.metadata", announced)
    monkeypatch.setattr(pages, "site", pages.site.__wrapped__)
    monkeypatch.setattr(sarif, "site", pages.site)
    log = json.loads("".join(sarif.render([PLAIN], toy)))
    jsonschema.validate(log, SCHEMA, jsonschema.Draft4Validator)
    driver = log["runs"][0]["tool"]["driver"]
    assert driver["informationUri"] == "https://docs.example/shapeguard"
    page = "https://docs.example/shapeguard/rules/dead-transpose/"
    assert driver["rules"][0]["helpUri"] == page == json_reporter.as_object(PLAIN, toy)["url"]


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("", None),
        ("https://x.org/{code}#{name}", "https://x.org/XX101#dead-transpose"),
        ("https://x.org", "https://x.org"),
    ],
)
def test_the_page_of_a_third_party_is_where_its_pack_says(address: str, page: str | None) -> None:
    table = RuleTable([Entry("XX101", "tests.linting.toy.dead_transpose", ("Discarded",), "a_pack", address)])
    assert json.loads("".join(json_reporter.render([PLAIN], table)))[0]["url"] == page
    (rule,) = json.loads("".join(sarif.render([PLAIN], table)))["runs"][0]["tool"]["driver"]["rules"]
    assert rule.get("helpUri") == page


def test_sarif_without_findings_is_valid(toy: RuleTable) -> None:
    jsonschema.validate(json.loads("".join(sarif.render([], toy))), SCHEMA, jsonschema.Draft4Validator)


def test_github_escapes_what_its_commands_would_misread() -> None:
    first, second = github.render(BOTH)
    assert first.startswith("::warning title=shapeguard (XX201),file=src/a b.py,line=2,col=11,endLine=2,endColumn=19::")
    assert first.endswith("shape%0Ahelp: transpose one side\n")
    assert second.startswith("::error ") and "100%25: gone" in second


def test_github_shows_a_convention_as_a_notice() -> None:
    convention = Finding(**{**_fields(PLAIN), "severity": Severity.CONVENTION})
    assert next(github.render([convention])).startswith("::notice ")


def test_gitlab_tells_equal_findings_apart_and_survives_moving_lines() -> None:
    moved = Finding(**{**_fields(WITH_ALL), "start": Position(9, 1), "end": Position(9, 2)})
    issues = json.loads("".join(gitlab.render([WITH_ALL, WITH_ALL, PLAIN])))
    again = json.loads("".join(gitlab.render([moved, moved, PLAIN])))
    prints = [issue["fingerprint"] for issue in issues]
    assert len(set(prints)) == 3 and prints == [issue["fingerprint"] for issue in again]
    assert issues[2]["severity"] == "critical" and issues[2]["location"]["path"] == "src/a b.py"
    assert {"description", "check_name", "fingerprint", "severity", "location"} == set(issues[0])


IN_CELL = Finding(
    "a.ipynb",
    "XX201",
    "two-sizes",
    Severity.WARNING,
    "no",
    Position(2, 3),
    Position(2, 5),
    cell=4,
    trace=(TraceLine(7, "x is made here", 3), TraceLine(1, "and changed here", 4)),
    fix=Fix("safe", "mend it", (Edit(Position(7, 1), Position(7, 2), "y", 3),)),
)


def test_reports_about_files_do_not_count_the_rows_of_cells(toy: RuleTable) -> None:
    """Row 2 of a cell is not row 2 of the notebook's JSON, and an edit there would break it."""
    (command,) = github.render([IN_CELL])
    assert "file=a.ipynb,line=1,col=1,endLine=1,endColumn=1::cell 4:2:3: XX201" in command
    (issue,) = json.loads("".join(gitlab.render([IN_CELL])))
    assert issue["location"]["positions"]["begin"] == {"line": 1, "column": 1}
    assert issue["description"].startswith("cell 4:2:3: XX201")
    log = json.loads("".join(sarif.render([IN_CELL], toy)))
    jsonschema.validate(log, SCHEMA, jsonschema.Draft4Validator)
    (result,) = log["runs"][0]["results"]
    assert result["message"]["text"] == "cell 4:2:3: no" and "fixes" not in result
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 1


def test_a_trace_names_the_cell_where_it_is_another() -> None:
    shown = "".join(full.render([IN_CELL], lambda _: []))
    assert "= cell 3, line 7: x is made here" in shown and "= line 1: and changed here" in shown
    (edit,) = json_reporter.as_object(IN_CELL, RuleTable([]))["fix"]["edits"]
    assert (edit["cell"], edit["location"]) == (3, {"row": 7, "column": 1})


def test_statistics_of_nothing_is_nothing() -> None:
    assert list(statistics.render([])) == []


def _fields(finding: Finding) -> dict[str, object]:
    return {name: getattr(finding, name) for name in finding.__slots__}


def _own_findings() -> list[Finding]:
    return [Finding("/etc/x.py", "SG999", "syntax-error", Severity.ERROR, "no", Position(1, 1), Position(1, 2))]
