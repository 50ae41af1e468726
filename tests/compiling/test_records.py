"""Dataclasses written out are held against those that ``dataclasses`` makes of the same text."""

from __future__ import annotations

import inspect
import operator
import re
import sys
from itertools import product
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiling.records import Unsupported, written_out

NAME = "a_module_of_records"
HEAD = """\
from __future__ import annotations
from dataclasses import dataclass, field
from typing import Any, ClassVar
from shapeguard.shapes.frozen import frozen, replace
"""
DECORATORS = [
    "@frozen",
    "@dataclass",
    "@dataclass()",
    "@dataclass(slots=True)",
    "@dataclass(frozen=True, slots=True)",
    "@dataclass(frozen=True, eq=True, order=True)",
    "@dataclass(unsafe_hash=True)",
    "@dataclass(order=True)",
    "@dataclass(match_args=False, order=False)",
    "@dataclass(kw_only=True)",
]


def loaded(source: str) -> ModuleType:
    """A module of that text; ``dataclasses`` looks into it for what ClassVar means."""
    module = sys.modules[NAME] = ModuleType(NAME)
    try:
        exec(source, vars(module))
    finally:
        del sys.modules[NAME]
    return module


def both(text: str) -> tuple[ModuleType, ModuleType]:
    """The classes as ``dataclasses`` makes them, and written out."""
    source = HEAD + text
    out = written_out({"module.py": source})["module.py"]
    assert "@" not in out, "a decorator was left"
    return loaded(source), loaded(out)


def outcome(call: Any, *arguments: Any) -> Any:
    """What a call returns, or the kind of error that it raises."""
    try:
        return call(*arguments)
    except (TypeError, AttributeError) as error:
        return type(error)


def assert_alike(modules: tuple[ModuleType, ModuleType], *calls: dict[str, Any], name: str = "C") -> None:
    """Both classes of that name do the same with what those calls of them make."""
    results = []
    fields = list(getattr(modules[0], name).__dataclass_fields__)
    for cls in (getattr(module, name) for module in modules):
        made = [cls(**call) for call in calls]
        pairs = list(product([*made, *[cls(**call) for call in calls], None, (1,)], repeat=2))
        comparisons = (operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge)
        signature = inspect.signature(cls).parameters.values()
        results.append(
            {
                "made of": [(each.name, each.kind, each.default is each.empty) for each in signature],
                "parts": [[outcome(getattr, one, field) for field in fields] for one in made],
                "repr": [repr(one) for one in made],
                "hash": [outcome(hash, one) for one in made],
                "order": [[outcome(compare, *pair) for compare in comparisons] for pair in pairs],
                "__match_args__": getattr(cls, "__match_args__", None),
            }
        )
    assert results[0] == results[1]


@pytest.mark.parametrize("decorator", DECORATORS)
def test_whatever_the_decorator_is_told(decorator: str) -> None:
    text = f'{decorator}\nclass C:\n    """Two."""\n    a: int\n    b: str = "x"  # why\n\n    shared: ClassVar[int]\n'
    assert_alike(both(text), {"a": 1}, {"a": 1, "b": "x"}, {"a": 1, "b": "y"}, {"a": 2, "b": "a"})


TYPES = {
    "int": ("7", "int", st.integers(0, 1)),
    "str": ("'s'", "lambda: 'made'", st.sampled_from("ab")),
    "tuple[int, ...]": ("(1, 2)", "tuple", st.sampled_from([(), (1,)])),
    "dict[str, int]": (None, "dict", st.sampled_from([{}, {"a": 1}])),
}


@st.composite
def declared_fields(draw: st.DrawFn) -> tuple[list[str], list[dict[str, Any]]]:
    """The lines of a class body, and some calls of the class."""
    lines, strategies, optional = [], {}, False
    for number in range(draw(st.integers(1, 5))):
        name, kind = f"f{number}", draw(st.sampled_from(list(TYPES)))
        default, factory, values = TYPES[kind]
        ways = ["plain", "default", "factory"] if default is not None else ["factory"]
        keyword_only = draw(st.booleans())
        way = draw(st.sampled_from(ways if optional and not keyword_only else ["required", *ways]))
        told = [f"{key}={draw(st.booleans())}" for key in ("compare", "repr")]
        told += [f"hash={draw(st.sampled_from([None, True, False]))}", f"kw_only={keyword_only}"]
        made = {"default": [f"default={default}"], "factory": [f"default_factory={factory}"]}.get(way, [])
        value = f" = {default}" if way == "plain" else f" = field(\n        {', '.join(made + told)}\n    )"
        lines.append(f"    {name}: {kind}{value}")
        optional = optional or (way != "required" and (way == "plain" or not keyword_only))
        strategies[name] = values if way == "required" else st.none() | values
    calls = st.fixed_dictionaries(strategies).map(lambda call: {k: v for k, v in call.items() if v is not None})
    return lines, draw(st.lists(calls, min_size=1, max_size=3))


@given(declared_fields(), st.sampled_from([each for each in DECORATORS if "kw_only" not in each]))
def test_any_fields(declared: tuple[list[str], list[dict[str, Any]]], decorator: str) -> None:
    lines, calls = declared
    assert_alike(both("\n".join([decorator, "class C:", *lines, ""])), *calls)


def test_without_equality_an_object_equals_only_itself() -> None:
    for module in both("@dataclass(eq=False, slots=True)\nclass C:\n    a: int\n"):
        one = module.C(1)
        assert one == one
        assert one != module.C(1)
        assert hash(one) != hash(module.C(1))


def test_a_factory_makes_a_new_one_for_each() -> None:
    for module in both("@dataclass\nclass C:\n    a: dict[int, str | None] = field(default_factory=dict)\n"):
        given: dict[int, str | None] = {}
        assert module.C().a is not module.C().a
        assert module.C(given).a is given


def test_what_is_not_given_when_it_is_made() -> None:
    text = (
        "@dataclass\nclass C:\n    a: int\n    b: int = field(init=False, default=2)\n"
        "    c: list[int] = field(init=False, default_factory=list)\n    d: int = field(init=False)\n\n"
        "    def __post_init__(self) -> None:\n        self.d = self.a + 1\n"
    )
    assert_alike(both(text), {"a": 1}, {"a": 2})


def test_methods_that_are_written_by_hand_stay() -> None:
    text = (
        "@dataclass\nclass C:\n    a: int\n\n    def __eq__(self, other: object) -> bool:\n        return True\n\n"
        "    def __repr__(self) -> str:\n        return 'C'\n\n    def __hash__(self) -> int:\n        return 5\n"
    )
    assert_alike(both(text), {"a": 1}, {"a": 2})


BASES = """\
@frozen
class A:
    a: int
    b: int = 2

    def __post_init__(self) -> None:
        self.b += 1


class Between:
    pass


@frozen
class C(A, Between):
    b: int = 3
    c: int = 4


@frozen
class D(A):
    pass
"""


def test_the_fields_of_bases_come_first() -> None:
    modules = both(BASES)
    assert_alike(modules, {"a": 1}, {"a": 1, "c": 4}, {"a": 1, "b": 3, "c": 5}, {"a": 2})
    assert_alike(modules, {"a": 1}, {"a": 1, "b": 3}, name="D")
    for module in modules:
        assert module.A(1, 2) != module.D(1, 2)
        assert module.D(1, 2) != module.A(1, 2)


def test_a_base_in_another_module() -> None:
    base = HEAD + "@frozen\nclass A:\n    a: int\n"
    derived = HEAD + "from base import A\n@frozen\nclass C(A):\n    c: int\n"
    out = written_out({"base.py": base, "derived.py": derived})
    sys.modules["base"] = loaded(out["base.py"])
    try:
        assert repr(loaded(out["derived.py"]).C(1, 2)) == "C(a=1, c=2)"
    finally:
        del sys.modules["base"]


def test_replace_works_on_both() -> None:
    for module in both("@frozen\nclass C:\n    a: int\n    b: int = field(default=1, compare=False)\n"):
        assert repr(module.replace(module.C(1, 5), a=2)) == "C(a=2, b=5)"


def test_lines_above_a_class_keep_their_numbers_and_other_modules_are_not_touched() -> None:
    text = HEAD + "x = 1\n\n\n@frozen\nclass C:\n    a: int = field(\n        default=1,\n    )\n    y = 2\n"
    lines = written_out({"module.py": text})["module.py"].splitlines()
    before = text.splitlines()
    assert [number for number, line in enumerate(before) if "y = 2" in line or "x = 1" in line] == [
        number for number, line in enumerate(lines) if "y = 2" in line or "x = 1" in line
    ]
    plain = "class C:\n    a: int = 1\n"
    assert written_out({"module.py": plain})["module.py"] == plain


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("@dataclass(weakref_slot=True)\nclass C:\n    a: int\n", "weakref_slot"),
        ("@dataclass(init=False)\nclass C:\n    a: int\n", "init"),
        ("@dataclass\nclass C:\n    a: InitVar[int]\n", "`a: InitVar"),
        ("@dataclass\nclass C:\n    _: KW_ONLY\n    a: int\n", "KW_ONLY"),
        ("@dataclass\nclass C:\n    a: int | None = field(default_factory=int)\n", "`a` may be None"),
        ("@dataclass\nclass C:\n    a: Any = field(default_factory=int)\n", "`a` may be None"),
        (
            "@dataclass\nclass C:\n    a: int = field(default_factory=lambda n=1: n)\n",
            "`lambda n=1: n` takes arguments",
        ),
        ("@dataclass\nclass C: a: int\n", "has to begin a line"),
        ("@dataclass\nclass C(\n    object\n) : a: int\n", "has to begin a line"),
        ("@dataclass\nclass C:\n    a: int; b: str\n", "has to begin a line"),
        ('@dataclass\nclass C:\n    """A"""; a: int\n', "has to begin a line"),
        ("@dataclass\nclass C:\n  a: int\n", "after four spaces"),
    ],
)
def test_what_cannot_be_written_out_is_refused_with_its_place(text: str, reason: str) -> None:
    with pytest.raises(Unsupported, match="C cannot be written out") as refused:
        written_out({"a/module.py": HEAD + text})
    assert reason in str(refused.value)
    assert str(refused.value).startswith("a/module.py:6:")


@pytest.mark.parametrize(
    ("body", "field", "name"),
    [
        ("    n: int\n    xs: list[int] = field(default_factory=lambda: [n])\n", "xs", "n"),
        ("    n: type\n    xs: list[int] = field(default_factory=n)\n", "xs", "n"),
        ("    list: int\n    xs: tuple[int, ...] = field(default_factory=lambda: tuple(list()))\n", "xs", "list"),
        ("    n: int = 1\n    m: int = n\n", "m", "n"),
        ("    n: int = 1\n    m: int = field(init=False, default=n + 1)\n", "m", "n"),
        ("    y = 2\n    m: int = field(init=False, default=y)\n", "m", "y"),
        ("    def y() -> int:\n        return 1\n\n    m: int = field(default_factory=y)\n", "m", "y"),
        ("    m: int = field(default_factory=lambda: id(self))\n", "m", "self"),
    ],
)
def test_a_name_that_means_something_else_in_init_is_refused(body: str, field: str, name: str) -> None:
    told = f"C cannot be written out: what makes `{field}` reads `{name}`, which means something else in `__init__`."
    with pytest.raises(Unsupported, match=f"^{re.escape(told)}$"):
        written_out({"module.py": f"{HEAD}n = 5\n\n@frozen\nclass C:\n{body}"})


def test_nor_may_a_class_that_derives_from_it_take_the_name() -> None:
    base = HEAD + "late = 5\n@frozen\nclass B:\n    xs: list[int] = field(default_factory=lambda: [late])\n"
    derived = HEAD + "@frozen\nclass C(B):\n    late: int = 3\n"
    assert "@" not in written_out({"base.py": base})["base.py"]
    with pytest.raises(Unsupported, match="C cannot be written out: what makes `xs` reads `late`"):
        written_out({"base.py": base, "derived.py": derived})


def test_names_of_the_module_are_read_as_before() -> None:
    text = (
        "n = 5\n\n\n@dataclass\nclass C:\n    m: int = n + 1\n    k: int = field(init=False, default=n)\n"
        "    xs: list[int] = field(default_factory=lambda: [n])\n"
    )
    assert_alike(both(text), {}, {"m": 1}, {"xs": [1]})


def test_what_derives_from_it_is_shown_by_its_own_name() -> None:
    text = "@dataclass\nclass A:\n    a: int\n\n\nclass C(A):\n    pass\n"
    for module in both(text):
        assert (repr(module.A(1)), repr(module.C(1))) == ("A(a=1)", "C(a=1)")


def test_two_dataclasses_of_one_name_are_no_base() -> None:
    one = HEAD + "@frozen\nclass A:\n    a: int\n"
    with pytest.raises(Unsupported, match="there are two dataclasses of that name"):
        written_out({"a.py": one, "b.py": one, "c.py": HEAD + "@frozen\nclass C(A):\n    c: int\n"})
