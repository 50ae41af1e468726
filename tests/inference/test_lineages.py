"""Classes that inherit from one another: which of them has the method, however many there are."""

from __future__ import annotations

import pytest

from shapeguard.inference import analyze
from shapeguard.linting.engine import inspect_source
from shapeguard.linting.packs import load_table
from tests.work_done import calls_in

HEAD = "import numpy as np\n"
THREE, FOUR = ("def f(self):\n        return np.zeros(3)", "def f(self):\n        return np.zeros(4)")


def _clashes(source: str) -> bool:
    """Whether ``D().f() + np.ones(4)`` is an error."""
    found = inspect_source(f"{HEAD}{source}D().f() + np.ones(4)\n", "f.py", load_table(), {"SG404", "SG401", "SG201"})
    return any(finding.severity.value == "error" for finding in found.findings)


def _class(name: str, bases: str = "", body: str = "pass") -> str:
    return f"class {name}({bases}):\n    {body}\n"


@pytest.mark.parametrize(
    ("classes", "clashes"),
    [
        ((_class("A", "", THREE), _class("D", "A")), True),
        ((_class("A", "", THREE), _class("B", "A"), _class("C", "A", FOUR), _class("D", "B, C")), False),
        ((_class("A", "", FOUR), _class("B", "A"), _class("C", "A", THREE), _class("D", "B, C")), True),
        ((_class("A", "", THREE), _class("D", "unknown, A")), False),
        ((_class("A", "", THREE), _class("D", "A, unknown")), True),
        ((_class("A", "D", THREE), _class("D", "A")), True),
    ],
)
def test_the_method_is_that_of_the_first_class_that_has_it(classes: tuple[str, ...], clashes: bool) -> None:
    assert _clashes("".join(classes)) == clashes


def _chain(length: int) -> str:
    links = "".join(_class(f"C{i + 1}", f"C{i}") for i in range(length))
    return f"{_class('C0', '', THREE)}{links}"


def test_a_long_chain_is_followed_for_a_while() -> None:
    assert _clashes(_chain(50) + _class("D", "C50"))
    assert not _clashes(_chain(500) + _class("D", "C500"))


def test_a_chain_of_thousands_is_followed_by_no_function_calling_itself() -> None:
    """The class that inherits from all is asked for first."""
    source = f"{HEAD}def g(x: 'D'):\n    return x.f() + np.ones(4)\n{_chain(5000)}{_class('D', 'C5000')}y = D().f()\n"
    assert analyze(source, "f.py").gave_up == ()


def test_work_grows_with_the_length_of_a_chain_and_the_number_of_diamonds() -> None:
    def diamonds(count: int) -> str:
        return _class("A0", "", THREE) + "".join(
            _class(f"B{i}", f"A{i}") + _class(f"C{i}", f"A{i}") + _class(f"A{i + 1}", f"B{i}, C{i}")
            for i in range(count)
        )

    for build, last in ((_chain, "C"), (diamonds, "A")):
        few, many = (f"{HEAD}{build(count)}{last}{count}().f()\n" for count in (200, 400))
        assert calls_in(lambda text=many: analyze(text, "f.py")) < 2.5 * calls_in(
            lambda text=few: analyze(text, "f.py")
        )
