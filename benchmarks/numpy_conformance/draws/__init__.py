"""What is drawn for every function, method and attribute: templates of calls, by the names of the usage table.

A slot such as ``{A}`` (any array) or ``{axis}`` is explained by ``slots.SLOTS``. To add a rule, add its calls to the
module where one would look for it.
"""

from __future__ import annotations

from benchmarks.numpy_conformance.draws.creation import CREATION, RANDOM
from benchmarks.numpy_conformance.draws.elementwise import ALL_UFUNC_METHODS, ELEMENTWISE, UFUNC_METHODS
from benchmarks.numpy_conformance.draws.others import ATTRIBUTES, OTHERS
from benchmarks.numpy_conformance.draws.parameters import RARE
from benchmarks.numpy_conformance.draws.products import EINSUM, FFT, LINALG, PRODUCTS
from benchmarks.numpy_conformance.draws.reductions import POLYNOMIALS, REDUCTIONS, STATISTICS
from benchmarks.numpy_conformance.draws.reshaping import JOINING, REPEATING, RESHAPING, SPLITTING
from benchmarks.numpy_conformance.draws.selection import GRIDS, INDEXING, SELECTION, SETS, SORTING

_ALIASES = {
    "np.exp": "np.asin np.acos np.atan np.asinh np.acosh np.atanh np.emath.log2 np.emath.log10",
    "np.bitwise_not": "np.bitwise_invert",
    "np.left_shift": "np.bitwise_left_shift np.bitwise_right_shift",
    "np.power": "np.pow np.atan2",
    "np.asarray": "np.asarray_chkfinite np.asfortranarray np.require",
    "np.concatenate": "np.concat",
    "np.transpose": "np.permute_dims",
    "np.cumprod": "np.nancumprod",
    "np.float64": "np.float16 np.double np.single np.longdouble np.uint8 np.uint16 np.uint32 np.longlong np.int16 "
    "np.int8 np.int_ np.intp np.intc np.complex64 np.bool",
    "np.random.random": "np.random.sample np.random.ranf np.random.standard_normal np.random.standard_exponential "
    "np.random.standard_cauchy",
    "np.random.chisquare": "np.random.rayleigh np.random.pareto np.random.weibull np.random.power np.random.standard_t",
    "np.random.beta": "np.random.gumbel np.random.logistic np.random.lognormal np.random.noncentral_chisquare "
    "np.random.f np.random.vonmises np.random.wald",
    "np.random.binomial": "np.random.negative_binomial",
    "np.testing.assert_equal": "np.testing.assert_approx_equal np.may_share_memory np.shares_memory",
    "np.array_equal": "np.array_equiv",
    "np.polynomial.hermite.hermgauss": "np.polynomial.legendre.leggauss",
    "np.polynomial.polynomial.polyval": "np.polynomial.legendre.legval",
}


def _aliased(draws: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The same calls for functions that differ in name alone."""
    return {
        alias: tuple(template.replace(name + "(", alias + "(") for template in draws[name])
        for name, aliases in _ALIASES.items()
        for alias in aliases.split()
    }


_MADE_BY = {"np.random.RandomState": "np.random.RandomState(0)", "np.random.Generator": "np.random.default_rng(0)"}


_ONLY_OLD = {
    "rand",
    "randn",
    "random_sample",
    "randint",
    "random_integers",
    "seed",
    "default_rng",
    "RandomState",
    "sample",
    "ranf",
}


def _of_generators(draws: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The calls of ``np.random`` once more, as methods of a RandomState and of a Generator."""
    found = {}
    for name in draws:
        method = name.removeprefix("np.random.")
        if method == name or method in ("seed", "default_rng", "RandomState", "ranf", "sample"):
            continue
        for owner, made in _MADE_BY.items():
            if owner.endswith("RandomState") or method not in _ONLY_OLD:
                found[f"{owner}.{method}"] = tuple(t.replace(name + "(", f"{made}.{method}(") for t in draws[name])
    return found


_BASIC: dict[str, tuple[str, ...]] = {
    **ELEMENTWISE,
    **CREATION,
    **REDUCTIONS,
    **PRODUCTS,
    **RESHAPING,
    **JOINING,
    **INDEXING,
    **RANDOM,
    **ATTRIBUTES,
    **LINALG,
    **EINSUM,
    **FFT,
    **SORTING,
    **SETS,
    **GRIDS,
    **REPEATING,
    **SPLITTING,
    **SELECTION,
    **STATISTICS,
    **POLYNOMIALS,
    **OTHERS,
    **ALL_UFUNC_METHODS,
    **UFUNC_METHODS,
}
_NAMED = {**_aliased(_BASIC), **_BASIC}
USUAL: dict[str, tuple[str, ...]] = {**_of_generators(_NAMED), **_NAMED}
"""Templates by name, as the function is mostly called: what is told of a function is told of these."""

DRAWS = {name: (*USUAL.get(name, ()), *RARE.get(name, ())) for name in {**USUAL, **RARE}}
"""The same with the parameters that are rarely given: all of it is held against NumPy."""

NOT_DRAWN = {
    "np.save": "writes a file",
    "np.savetxt": "writes a file",
    "np.savez": "writes a file",
    "np.savez_compressed": "writes a file",
    ".tofile()": "writes a file",
    ".dump()": "writes a file",
    "np.fromfile": "reads a file",
    "np.random.RandomState.seed": "the same as np.random.seed",
    "np.random.mtrand.RandomState": "the same as np.random.RandomState",
    "np.row_stack": "deprecated",
}
"""Rules without draws, and why."""
