"""Facts to findings: who is asked, what is added, and what happens when a rule crashes."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import ClassVar

import libcst as cst
import pytest

from shapeguard.inference.facts import Discarded, Fact, Operand, Step
from shapeguard.inference.values import Array
from shapeguard.linting.engine import inspect_source
from shapeguard.linting.finding import Position, Severity
from shapeguard.linting.inspection import Inspection
from shapeguard.linting.packs import Entry, PackError, RuleTable, load_table
from shapeguard.linting.rule import Judgement, Replacement, Rule
from shapeguard.shapes import Shape


class DeadTranspose(Rule[Discarded]):
    """Flags a discarded attribute and removes the statement."""

    code = "XX101"
    name = "dead-transpose"
    facts: ClassVar[tuple[type[Fact], ...]] = (Discarded,)

    def suspects(self, fact: Discarded) -> bool:
        return fact.what == "T"

    def judge(self, fact: Discarded, node: cst.CSTNode) -> Judgement | None:
        return Judgement(Severity.ERROR, f"`{cst.Module([]).code_for_node(node)}` changes nothing", "assign it")

    def repair(self, fact: Discarded, node: cst.CSTNode) -> Replacement | None:
        return Replacement("safe", "remove it", node, cst.RemoveFromParent())


class Broken(DeadTranspose):
    """Crashes."""

    code = "XX102"
    name = "broken"

    def judge(self, fact: Discarded, node: cst.CSTNode) -> Judgement | None:
        raise KeyError("lost")


@dataclass
class Analysis:
    tree: ast.Module
    facts: Iterable[Fact]
    imports: tuple[str, ...] = ()
    gave_up: tuple[str, ...] = ()

    def let_go(self) -> None:
        pass


SOURCE = "import numpy as np\n\ndef f(é):\n    é.T  # why\n    return é\n"


def facts_of(source: str, *, assumed: bool = False, what: str = "T") -> Analysis:
    tree = ast.parse(source)
    statements = [n for n in ast.walk(tree) if isinstance(n, ast.Expr)]
    return Analysis(
        tree,
        [
            Discarded(
                node=statement,
                what=what,
                operand=Operand(statement.value.value, Array(Shape.of(3, 4))),
                trace=(Step(3, "from the parameter"),),
                assumed=assumed,
            )
            for statement in statements
            if isinstance(statement.value, ast.Attribute)
        ],
    )


@pytest.fixture
def inspect(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Inspection]:
    import sys

    import shapeguard.inference

    def run(source: str = SOURCE, codes: str = "XX101 XX102", **how: object) -> Inspection:
        module = ModuleType("a_pack")
        module.__dict__.update(DeadTranspose=DeadTranspose, Broken=Broken)
        monkeypatch.setitem(sys.modules, "a_pack", module)
        monkeypatch.setattr(
            shapeguard.inference, "analyze", lambda text, filename, project, tree: facts_of(text, **how), raising=False
        )
        table = RuleTable(
            [Entry("XX101", "a_pack", ("Discarded",), "a_pack"), Entry("XX102", "a_pack", ("Discarded",), "a_pack")]
        )
        return inspect_source(source, "file.py", table, set(codes.split()))

    return run


def test_a_finding_has_place_words_shapes_trace_and_fix(inspect: Callable[..., Inspection]) -> None:
    (finding,) = inspect(codes="XX101").findings
    assert (finding.start, finding.end) == (Position(4, 5), Position(4, 8))
    assert (finding.code, finding.name, finding.severity) == ("XX101", "dead-transpose", Severity.ERROR)
    assert finding.message == "`é.T` changes nothing"
    assert finding.function == "f"
    assert [(label.start.column, label.end.column, label.text) for label in finding.labels] == [(5, 6, "(3, 4)")]
    assert [(line.row, line.text) for line in finding.trace] == [(3, "from the parameter")]
    assert finding.fix is not None and finding.fix.edits[0].content == ""


@pytest.mark.parametrize("header", ["def f(", "async  def  f(", "class f:\n  @staticmethod\n  def f("])
def test_of_a_function_its_name_is_underlined(header: str) -> None:
    source = f"import numpy as np\nfrom jaxtyping import Float\n{header}\n    f: Float[np.ndarray, 'n']): ...\n"
    (finding,) = inspect_source(source, "f.py", load_table(), {"SG506"}).findings
    row = source.split("\n")[finding.start.row - 1]
    assert finding.start.row == finding.end.row
    assert (row[: finding.start.column - 1].strip(), row[finding.end.column - 1 :]) == (
        header.split("\n")[-1][:-2].strip(),
        "(",
    )


def test_what_rests_on_a_docstring_is_never_an_error(inspect: Callable[..., Inspection]) -> None:
    assert [f.severity for f in inspect(codes="XX101", assumed=True).findings] == [Severity.WARNING]


def test_only_suspects_are_judged(inspect: Callable[..., Inspection]) -> None:
    assert inspect(what="reshape") == Inspection()


def test_a_crashing_rule_is_reported_and_the_others_go_on(inspect: Callable[..., Inspection]) -> None:
    inspection = inspect()
    assert [finding.code for finding in inspection.findings] == ["XX101"]
    (crash,) = inspection.crashes
    assert (crash.filename, crash.what) == ("file.py", "rule XX102")
    assert "KeyError: 'lost'" in crash.error and "test_engine.py:" in crash.error


def test_a_rule_that_cannot_be_imported_is_no_silence() -> None:
    table = RuleTable([Entry("XX103", "no_such_module", ("Discarded",), "a_pack")])
    with pytest.raises(PackError, match="XX103 of the pack 'a_pack' cannot be imported from no_such_module"):
        table.rule("XX103")


@pytest.mark.parametrize(
    ("source", "row", "words"),
    [
        ("x = 1\ny = (\n", 2, "never closed"),
        ("x = 1\n  y = 2\n", 2, "unexpected indent"),
        ("x = '\0'\n", 1, "null bytes"),
        ("(" * 3000 + ")" * 3000, 1, "nested"),
        ("\nx = " + "9" * 6000, 2, "Exceeds the limit (4300 digits)"),
        ("x = '\\N{no such name}'", 1, "unknown Unicode character name"),
        ("x = '\\x1'", 1, "truncated"),
        ("\ufeffx = 1", 1, "invalid non-printable character U+FEFF"),
        ("x = b'é'", 1, "bytes can only contain ASCII"),
    ],
)
def test_what_does_not_parse_is_one_finding(
    inspect: Callable[..., Inspection], source: str, row: int, words: str
) -> None:
    (finding,) = inspect(source, codes="SG998 SG999").findings
    assert (finding.code, finding.severity, finding.start.row) == ("SG999", Severity.ERROR, row)
    assert words in finding.message


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="libcst reads nothing newer")
def test_newer_syntax_is_a_warning_that_says_so(inspect: Callable[..., Inspection]) -> None:
    (finding,) = inspect('y = t"{x}"\n', codes="SG998 SG999").findings
    assert (finding.code, finding.severity) == ("SG998", Severity.WARNING)
