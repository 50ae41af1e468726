"""Random arrays, old style (``np.random.normal``, RandomState) and new (Generator).

To add a distribution, add its name to the line with its parameters.
"""

from __future__ import annotations

from collections.abc import Mapping

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.creation import created
from shapeguard.inference.numpy_api.elementwise import plain
from shapeguard.inference.numpy_api.outcome import Outcome
from shapeguard.inference.numpy_api.reading import known_rank, one_axis, read_array, read_dim
from shapeguard.inference.numpy_api.refusing import Refused, Unclear, agree
from shapeguard.inference.numpy_api.rule import RULES, Answer, Rule, rule
from shapeguard.inference.values import Array, Constant, Int, Kind, Known, Sequence, Value
from shapeguard.shapes import Dim, Shape, Verdict, broadcast
from shapeguard.shapes.frozen import replace

_PLACES = ("numpy.random", "numpy.random.RandomState", "numpy.random.Generator")
_LEGACY = _PLACES[:2]
_ONLY_IN = {"randint": _LEGACY, "random_integers": _LEGACY, "integers": _PLACES[2:]}

_FLOATS: Mapping[str, str] = {
    "size": "standard_cauchy",
    "loc scale size": "normal gumbel laplace logistic",
    "low high size": "uniform",
    "mean sigma size": "lognormal",
    "scale size": "exponential rayleigh",
    "shape scale size": "gamma",
    "shape size": "standard_gamma",
    "a b size": "beta",
    "a size": "pareto weibull power",
    "df size": "chisquare standard_t",
    "df nonc size": "noncentral_chisquare",
    "dfnum dfden size": "f",
    "mu kappa size": "vonmises",
    "mean scale size": "wald",
    "left mode right size": "triangular",
}
_INTEGERS: Mapping[str, str] = {
    "n p size": "binomial negative_binomial",
    "p size": "geometric logseries",
    "lam size": "poisson",
    "a size": "zipf",
    "ngood nbad nsample size": "hypergeometric",
    "low high size dtype": "randint",
    "low high size": "random_integers",
    "low high size dtype endpoint": "integers",
}


def drawn(size: Shape | None, parameters: list[Array], kind: Kind) -> Answer:
    """An array of the given size, or of the common shape of the parameters."""
    common = broadcast(*(parameter.shape for parameter in parameters)) if parameters else broadcast(Shape(()))
    if common.verdict is Verdict.DIFFER:
        raise Refused(Mismatch.BROADCAST, "the parameters of the distribution do not broadcast", ("size",))
    if size is None:
        return plain(common.result, kind, *parameters)
    if common.result.open or common.result.dims:
        both = broadcast(size, common.result)
        if both.verdict is not Verdict.EQUAL or both.result != size:
            raise Unclear
    return created(size, kind)


def _distribution(order: str, kind: Kind) -> Rule:
    def draw(
        size: Shape | None = None,
        dtype: Kind | None = None,
        endpoint: Value | None = None,
        low: Array | None = None,
        high: Array | None = None,
        loc: Array | None = None,
        scale: Array | None = None,
        mean: Array | None = None,
        sigma: Array | None = None,
        shape: Array | None = None,
        a: Array | None = None,
        b: Array | None = None,
        df: Array | None = None,
        nonc: Array | None = None,
        dfnum: Array | None = None,
        dfden: Array | None = None,
        mu: Array | None = None,
        kappa: Array | None = None,
        left: Array | None = None,
        mode: Array | None = None,
        right: Array | None = None,
        n: Array | None = None,
        p: Array | None = None,
        lam: Array | None = None,
        ngood: Array | None = None,
        nbad: Array | None = None,
        nsample: Array | None = None,
    ) -> Answer:
        given = (low, high, loc, scale, mean, sigma, shape, a, b, df, nonc, dfnum, dfden, mu, kappa, left, mode, right)
        more = (n, p, lam, ngood, nbad, nsample)
        return drawn(size, [array for array in (*given, *more) if array is not None], dtype or kind)

    return Rule(draw, order=order)


for _table, _kind in ((_FLOATS, Kind.FLOAT), (_INTEGERS, Kind.INT)):
    for _order, _names in _table.items():
        for _name in _names.split():
            _places = _ONLY_IN.get(_name, _PLACES)
            RULES |= dict.fromkeys((f"{place}.{_name}" for place in _places), _distribution(_order, _kind))


def _everywhere(name: str, places: tuple[str, ...] = _PLACES) -> tuple[str, ...]:
    return tuple(f"{place}.{name}" for place in places)


@rule(*_everywhere("rand", _LEGACY), *_everywhere("randn", _LEGACY), creates=True)
def rand(*dims: Value) -> Answer:
    return created(Shape(tuple(read_dim(_not_a_tuple(dim)) for dim in dims)), Kind.FLOAT)


def _not_a_tuple(dim: Value) -> Value:
    if isinstance(dim, Sequence):
        raise Refused(Mismatch.CREATION, "takes lengths one by one, not a tuple")
    return dim


@rule(*_everywhere("random", _LEGACY), *(f"numpy.random.{n}" for n in ("random_sample", "sample", "ranf")))
@rule("numpy.random.RandomState.random_sample")
def random_sample(size: Shape | None = None) -> Answer:
    return drawn(size, [], Kind.FLOAT)


@rule(*_everywhere("standard_normal"), *_everywhere("standard_exponential"), "numpy.random.Generator.random")
def standard_normal(
    size: Shape | None = None, dtype: Kind | None = None, out: Value | None = None, method: Value | None = None
) -> Answer:
    if out is not None:
        raise Unclear
    return drawn(size, [], Kind.FLOAT)


@rule("numpy.random.Generator.choice")
def choice(
    a: Value,
    size: Shape | None = None,
    replace: Value | None = None,
    p: Value | None = None,
    axis: int = 0,
    shuffle: Value | None = None,
) -> Answer:
    source = read_array(a)
    drawn_from = source.shape
    if drawn_from.open or axis != 0:
        raise Unclear
    rest = drawn_from.dims[1:]
    if drawn_from.dims and drawn_from.dims[0].value == 0:
        raise Unclear  # there is nothing to draw, unless nothing is drawn
    if isinstance(p, Array) and p.shape.rank == 1 and drawn_from.dims:
        _held(drawn_from.dims[0], p)
    elif isinstance(p, Array) and p.shape.rank == 1 and isinstance(a, Int):
        _held(a.dim, p)
    if size is None:
        return plain(Shape(rest), source.kind, source)
    return created(Shape(size.dims + rest, size.open), source.kind) if not size.open else Outcome()


@rule(*_everywhere("choice", _LEGACY))
def choice_of_one_axis(
    a: Value, size: Shape | None = None, replace: Value | None = None, p: Value | None = None
) -> Answer:
    source = read_array(a)
    if not source.shape.open and len(source.shape.dims) > 1:
        reason = f"np.random.choice draws from one axis, not from {source.shape}: default_rng().choice draws rows"
        raise Refused(Mismatch.AXIS, reason, ("a",))
    return choice(a, size, replace, p)


def _held(items: Dim, p: Array) -> None:
    """A probability for each item that may be drawn."""
    agree(Mismatch.BROADCAST, items, p.shape.dims[0], f"there are {items} items and {p.shape} probabilities", ("p",))


@rule(*_everywhere("permutation"), "numpy.random.Generator.permuted")
def permutation(x: Value, axis: Value | None = None) -> Answer:
    if isinstance(x, Int):
        return created(Shape((x.dim,)), Kind.INT)
    source = read_array(x)
    if source.shape.rank == 0:
        raise Unclear  # a drawn number counts, as an integer does
    if isinstance(axis, Int) and axis.dim.value is not None:
        one_axis(axis.dim.value, known_rank(source), operand="x")
    return replace(source)


@rule(*_everywhere("shuffle"), *_everywhere("seed", _LEGACY))
def shuffle(x: Value | None = None, axis: Value | None = None) -> Answer:
    return Constant(None)


@rule(*_everywhere("multivariate_normal"))
def multivariate_normal(
    mean: Array,
    cov: Value,
    size: Shape | None = None,
    check_valid: Value | None = None,
    tol: Value | None = None,
    *,
    method: Value | None = None,
) -> Answer:
    return _rows(mean, size, Kind.FLOAT)


@rule(*_everywhere("dirichlet"))
def dirichlet(alpha: Array, size: Shape | None = None) -> Answer:
    return _rows(alpha, size, Kind.FLOAT)


@rule(*_everywhere("multinomial"))
def multinomial(n: Array, pvals: Array, size: Shape | None = None) -> Answer:
    if n.shape != Shape(()):
        raise Unclear
    return _rows(pvals, size, Kind.INT)


def _rows(parameter: Array, size: Shape | None, kind: Kind) -> Answer:
    """One vector of the parameter's length for each element of ``size``."""
    if parameter.shape.rank != 1:
        raise Unclear
    before = Shape(()) if size is None else size
    if before.open:
        return plain(Shape(parameter.shape.dims, open=True), kind, parameter)
    return plain(Shape(before.dims + parameter.shape.dims), kind, parameter)


@rule("numpy.random.default_rng", "numpy.random.Generator")
def default_rng(seed: Value | None = None) -> Answer:
    return Known("numpy.random.Generator")


@rule("numpy.random.RandomState", "numpy.random.mtrand.RandomState")
def random_state(seed: Value | None = None) -> Answer:
    return Known("numpy.random.RandomState")
