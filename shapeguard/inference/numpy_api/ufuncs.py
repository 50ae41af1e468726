"""Universal functions: a table from the name to the kind of the result. To add one, add its name to a line."""

from __future__ import annotations

from collections.abc import Mapping

from shapeguard.inference.numpy_api.elementwise import elementwise, into
from shapeguard.inference.numpy_api.kinds import (
    KindRule,
    boolean,
    complex_number,
    counted,
    floating,
    inexact,
    integer,
    promoted,
    real,
    real_inexact,
    rounded,
)
from shapeguard.inference.numpy_api.outcome import Outcome
from shapeguard.inference.numpy_api.rule import RULES, Answer, Rule, rule
from shapeguard.inference.values import Array, Kind, Sequence, Value

_UNARY: Mapping[KindRule, str] = {
    inexact: "exp exp2 expm1 log log2 log10 log1p sqrt sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh "
    "arctanh asin acos atan asinh acosh atanh rint sinc i0",
    real_inexact: "cbrt fabs degrees radians rad2deg deg2rad spacing angle",
    promoted: "negative positive sign invert bitwise_not bitwise_invert",
    counted: "conj conjugate square reciprocal",
    real: "absolute abs real imag",
    rounded: "floor ceil trunc fix",
    boolean: "isnan isinf isfinite isneginf isposinf logical_not signbit iscomplex isreal isnat",
    integer: "bitwise_count",
}
_BINARY: Mapping[KindRule, str] = {
    promoted: "add subtract multiply maximum minimum fmax fmin bitwise_and bitwise_or bitwise_xor gcd lcm",
    counted: "floor_divide remainder mod fmod power pow left_shift right_shift bitwise_left_shift bitwise_right_shift",
    inexact: "divide true_divide float_power",
    real_inexact: "arctan2 atan2 hypot logaddexp logaddexp2 copysign nextafter heaviside ldexp",
    boolean: "less less_equal greater greater_equal equal not_equal logical_and logical_or logical_xor",
}
_TWO_RESULTS: Mapping[str, tuple[KindRule, KindRule]] = {"modf": (floating, floating), "frexp": (floating, integer)}

UFUNCS: dict[str, KindRule] = {
    name: kind for table in (_UNARY, _BINARY) for kind, names in table.items() for name in names.split()
}
BINARY_UFUNCS = frozenset(name for names in _BINARY.values() for name in names.split())


def _unary(name: str, kind_rule: KindRule) -> Rule:
    def unary(
        x: Array,
        out: Value | None = None,
        *,
        where: Array | None = None,
        dtype: Kind | None = None,
        casting: Value | None = None,
        order: Value | None = None,
        subok: Value | None = None,
    ) -> Answer:
        kind = dtype or kind_rule(x.kind)
        operands = (x,) if where is None else (x, where)
        return into(out, elementwise(name, operands, ("x", "where"), kind))

    return Rule(unary)


def _binary(name: str, kind_rule: KindRule) -> Rule:
    def binary(
        x1: Array,
        x2: Array,
        out: Value | None = None,
        *,
        where: Array | None = None,
        dtype: Kind | None = None,
        casting: Value | None = None,
        order: Value | None = None,
        subok: Value | None = None,
    ) -> Answer:
        operands = (x1, x2) if where is None else (x1, x2, where)
        kind = dtype or kind_rule(x1.kind, x2.kind)
        return into(out, elementwise(name, operands, ("x1", "x2", "where"), kind))

    return Rule(binary)


def _two_results(first: KindRule, second: KindRule) -> Rule:
    def two_results(x: Array, *, dtype: Kind | None = None) -> Answer:
        return Sequence((Array(x.shape, first(x.kind), x.history), Array(x.shape, second(x.kind), x.history)))

    return Rule(two_results)


for _kind, _names in _UNARY.items():
    RULES |= {f"numpy.{name}": _unary(name, _kind) for name in _names.split()}
for _kind, _names in _BINARY.items():
    RULES |= {f"numpy.{name}": _binary(name, _kind) for name in _names.split()}
RULES |= {f"numpy.{name}": _two_results(*kinds) for name, kinds in _TWO_RESULTS.items()}
RULES |= {f"ndarray.{name}": _unary(name, promoted) for name in ("conj", "conjugate")}


@rule("numpy.divmod")
def divmod_(x1: Array, x2: Array) -> Answer:
    outcome = elementwise("divmod", (x1, x2), ("x1", "x2"), counted(x1.kind, x2.kind))
    return Outcome(Sequence((outcome.value, outcome.value)), outcome.events)


@rule("numpy.round", "numpy.around", "ndarray.round")
def round_(a: Array, decimals: Value | None = None, out: Value | None = None) -> Answer:
    return into(out, elementwise("round", (a,), ("a",), Kind.UNKNOWN if a.kind is Kind.BOOL else a.kind))


@rule("numpy.clip", "ndarray.clip")
def clip(
    a: Array,
    a_min: Array | None = None,
    a_max: Array | None = None,
    out: Value | None = None,
    *,
    min: Array | None = None,
    max: Array | None = None,
    dtype: Kind | None = None,
) -> Answer:
    bounds = {"a_min": a_min or min, "a_max": a_max or max}
    given = {"a": a} | {name: bound for name, bound in bounds.items() if bound is not None}
    kind = dtype or promoted(*(array.kind for array in given.values()))
    return into(out, elementwise("clip", tuple(given.values()), tuple(given), kind))


@rule("numpy.nan_to_num", "numpy.real_if_close")
def same_shape(
    x: Array,
    copy: Value | None = None,
    nan: Value | None = None,
    posinf: Value | None = None,
    neginf: Value | None = None,
) -> Answer:
    return elementwise("nan_to_num", (x,), ("x",), Kind.UNKNOWN if x.kind is Kind.COMPLEX else x.kind)


@rule("numpy.isclose")
def isclose(
    a: Array, b: Array, rtol: Value | None = None, atol: Value | None = None, equal_nan: Value | None = None
) -> Answer:
    return elementwise("isclose", (a, b), ("a", "b"), Kind.BOOL)


@rule("numpy.emath.sqrt", "numpy.emath.log", "numpy.emath.log2", "numpy.emath.log10")
def domain_extended(x: Array) -> Answer:
    return elementwise("sqrt", (x,), ("x",), complex_number() if x.kind is Kind.COMPLEX else Kind.UNKNOWN)
