"""Ufuncs, operators, and the methods of ufuncs."""

from __future__ import annotations

from benchmarks.numpy_conformance.draws.each import each

_UNARY = (
    "exp exp2 expm1 log log2 log10 log1p sqrt sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh "
    "rint sinc i0 cbrt fabs degrees radians rad2deg deg2rad spacing angle negative positive conj conjugate square sign "
    "reciprocal absolute abs real imag floor ceil trunc fix isnan isinf isfinite isneginf isposinf "
    "logical_not signbit iscomplex isreal emath.sqrt emath.log"
)

_BINARY = (
    "add subtract multiply maximum minimum fmax fmin floor_divide remainder mod fmod power divide true_divide "
    "float_power arctan2 hypot logaddexp logaddexp2 copysign nextafter heaviside less less_equal greater greater_equal "
    "equal not_equal logical_and logical_or logical_xor"
)


def numpy_names(names: str) -> str:
    return " ".join(f"np.{name}" for name in names.split())


ELEMENTWISE = {
    **each(numpy_names(_UNARY), "FUNC({C})", "FUNC({A})", "FUNC({list})"),
    **each(
        numpy_names(_BINARY), "FUNC({A}, {B})", "FUNC({A}, 2)", "FUNC({A}, {B}, out={B})", "FUNC({A}, {B}, where={L})"
    ),
    **each("np.bitwise_and np.bitwise_or np.bitwise_xor np.gcd np.lcm np.left_shift np.right_shift", "FUNC({N}, {N})"),
    **each("np.invert np.bitwise_not np.bitwise_count", "FUNC({N})", "FUNC({L})"),
    **each("np.modf np.frexp", "FUNC({F})"),
    **each("np.isclose", "FUNC({F}, {B})", "FUNC({F}, 1.0)"),
    **each("np.round np.around", "FUNC({C})", "FUNC({F}, 2)", "FUNC({F}, decimals={int})"),
    **each(
        "np.clip", "FUNC({A}, 0, 1)", "FUNC({A}, {B}, None)", "FUNC({A}, {B}, {B})", "FUNC({A}, a_min=0.5, a_max=2)"
    ),
    **each(".clip()", "{F}.clip(0, 1)", "{A}.clip(min=0.5)", "{A}.clip({B}, {B})"),
    **each(".round()", "{F}.round()", "{F}.round(2)"),
    **each(".conj() .conjugate()", "{C}FUNC()"),
    "np.divmod": ("np.divmod({A}, {B})",),
    "np.nan_to_num": ("np.nan_to_num({F})", "np.nan_to_num({F}, nan=0.0)"),
    "np.ldexp": ("np.ldexp({F}, {N})",),
    "operators": ("{A} {op} {B}", "{A} {op} 2", "1.5 {op} {A}", "-{F}", "{L} & {L}", "~{L}", "{A} {op} {list}"),
    "@": ("{A} @ {M}", "{AN} @ {M}", "{A3} @ {M}"),
}

UFUNC_METHODS = {
    **each(
        "np.add.reduce np.multiply.reduce np.maximum.reduce np.logical_or.reduce np.logical_and.reduce",
        "FUNC({FN})",
        "FUNC({FN}, axis={axes}{keep})",
        "FUNC({FN}, {axis})",
    ),
    **each(
        "np.add.accumulate np.maximum.accumulate np.minimum.accumulate np.multiply.accumulate",
        "FUNC({FN})",
        "FUNC({FN}, {axis})",
    ),
    **each("np.add.outer np.subtract.outer np.multiply.outer np.less.outer", "FUNC({A12}, {A12})"),
    **each("np.add.at np.subtract.at", "FUNC({F1}, [], 1.0)"),
    "np.add.reduceat": ("np.add.reduceat({FN}, [0])", "np.add.reduceat({FN}, [0, 0], axis={axis})"),
}

_METHODS_DRAWN = " ".join(f"np.{name}" for name in [*_BINARY.split(), "pow", "atan2"])

_OF_INTEGERS = (
    "np.bitwise_and np.bitwise_or np.bitwise_xor np.gcd np.lcm np.left_shift np.right_shift "
    "np.bitwise_left_shift np.bitwise_right_shift"
)

ALL_UFUNC_METHODS = {
    f"{name}.{method}": tuple(template.replace("FUNC", f"{name}.{method}") for template in templates)
    for names, kind in ((_METHODS_DRAWN, "F"), (_OF_INTEGERS, "N"))
    for name in names.split()
    for method, templates in {
        "reduce": (f"FUNC({{{kind}}})", f"FUNC({{{kind}}}, axis={{axes}}{{keep}})"),
        "accumulate": (f"FUNC({{{kind}}})", f"FUNC({{{kind}}}, {{axis}})"),
        "outer": (f"FUNC({{{kind}1}}, {{{kind}1}})",),
        "at": (f"FUNC({{{kind}1}}, [], 1)",),
        "reduceat": (f"FUNC({{{kind}}}, [0, 0], axis={{axis}})",),
    }.items()
}
