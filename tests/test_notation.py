"""Every way a shape is written, held against jaxtyping's own parser."""

from __future__ import annotations

import jaxtyping
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shapeguard.notation import NotationError, Operation, evaluate, fold, names_in, parse, to_jaxtyping
from shapeguard.shapes import Dim, Origin, Size

SAME = [
    ("(nx, m)", "nx m"),
    ("( nx ,m )", "nx m"),
    ("(m,)", "m"),
    ("(m)", "m"),
    ("()", ""),
    ("( )", ""),
    ("(nx, m,)", "nx m"),
    ("(1, m + 1)", "1 m+1"),
    ("(2 * k, n // 2)", "2*k n//2"),
    ("(..., m)", "... m"),
    ("(*batch, m)", "*batch m"),
    ("(#n, _)", "#n _"),
    ("(rows=3, cols=m)", "rows=3 cols=m"),
    ("(min(n, m), 3)", "min(n,m) 3"),
    ("((n + 1) * 2, m)", "(n+1)*2 m"),
    ("(n+1)", "n+1"),
    ("({self.size}, m)", "{self.size} m"),
    ("({X.shape[1]},)", "{X.shape[1]}"),
    ("(nx,\n m)", "nx m"),
]

UNCHANGED = [
    "nx m",
    " nx m",
    "",
    "  ",
    "...",
    "*batch n-1",
    "#*b 3",
    "(n+1)*(m+2)",
    "(n+1) (m+2)",
    "min(n,m)",
    "?n",
    "_x 1_000",
]

NEVER = [
    ("(nx,", "never closes"),
    ("nx, m)", "never opened"),
    ("nx, m", "no brackets"),
    ("nx,m", "no brackets"),
    ("-1 3", "no axis has length -1"),
    ("(-1, 3)", "no axis has length -1"),
    ("2-3", "no axis has length -1"),
    ("3/2", "no axis has length 1.5"),
    ("3//0", "not the length"),
    ("(0-8)**(1/3)", "not the length"),
    ("9**9**9**9", "not the length"),
    ("(nx m)", "two words"),
    ("(,)", "nothing before"),
    ("(nx,,m)", "nothing before"),
    ("(, m)", "nothing before"),
    ("n'", "no name"),
    ("1m", "no name"),
    ("nx\N{MULTIPLICATION SIGN}m", "no name"),
    ("n+", "no name"),
    ("n#", "in front"),
    ("##n", "repeats"),
    ("**n", "repeats"),
    ("__n", "repeats"),
    ("#_", "fits any length"),
    ("*4", "in front of a name"),
    ("_4", "in front of a name"),
    ("?n+1", "in front of a name"),
    ("*n+1", "in front of a name"),
    ("...m", "stand alone"),
    ("*a *b", "ambiguous"),
    ("... *b", "ambiguous"),
    ("*", "without a name"),
    ("n=", "no length"),
    ("min(n, m) 3", "no name"),
    ("n\x00m", "no name"),
    ("n,m min(n,m)", "no name"),
    ("lambda:n", "no name"),
    ("[n] m", "no name"),
]


@pytest.mark.parametrize(("course", "jaxtyping_text"), SAME)
def test_course_notation_reads_as_jaxtypings(course: str, jaxtyping_text: str) -> None:
    assert to_jaxtyping(course) == jaxtyping_text
    assert parse(course).axes == parse(jaxtyping_text).axes
    assert parse(parse(course).course).axes == parse(course).axes


@pytest.mark.parametrize("text", UNCHANGED)
def test_jaxtypings_notation_passes_through(text: str) -> None:
    assert to_jaxtyping(text) == text


@pytest.mark.parametrize(("text", "reason"), NEVER)
def test_what_can_never_match_is_refused_in_a_sentence(text: str, reason: str) -> None:
    with pytest.raises(NotationError, match=r"^The shape .*\.$") as caught:
        parse(text)
    assert reason in str(caught.value)
    with pytest.raises(ValueError, match="shape"):
        to_jaxtyping(text)


def test_not_a_string() -> None:
    with pytest.raises(NotationError, match="written as a string"):
        parse(("nx", "m"))  # type: ignore[arg-type]


def test_kinds_and_flags() -> None:
    spec = parse("#n *#b rows=3 _x m-1 {self.k}")
    n, batch, rows, anonymous, m, interpolated = spec.axes
    assert (n.kind, n.name, n.broadcastable) == ("name", "n", True)
    assert (batch.kind, batch.name, batch.variadic, batch.broadcastable) == ("name", "b", True, True)
    assert (rows.kind, rows.size, rows.label) == ("fixed", 3, "rows")
    assert (anonymous.kind, anonymous.name) == ("anonymous", None)
    assert (m.kind, m.arithmetic) == ("symbolic", Operation("-", ("m", 1)))
    assert (interpolated.kind, interpolated.arithmetic) == ("symbolic", None)
    assert spec.variadic == 1
    assert spec.rank is None


@pytest.mark.parametrize("text", ["foo(n)", "n[0]", "True", "n==m", "min(n)", "min(*n)", "{n}"])
def test_python_that_is_not_arithmetic_has_no_tree(text: str) -> None:
    assert parse(text).axes[0].arithmetic is None


def test_a_long_or_deep_expression_is_refused_or_opaque_never_a_crash() -> None:
    assert parse("+".join(["n"] * 150)).axes[0].arithmetic is None
    for text in ("+".join(["n"] * 5000), "(" * 5000 + "n" + ")" * 5000 + "*2"):
        try:
            assert parse(text).axes[0].arithmetic is None
        except NotationError as error:  # which of the two depends on the depth that this Python's parser can take
            assert len(str(error)) < 260


def test_arithmetic_folds_into_lengths() -> None:
    origin = Origin("annotation", "f")
    tree = parse("2*(k+1)-k").axes[0].arithmetic
    assert tree is not None
    dim = fold(
        tree,
        Dim.of,
        lambda name: Dim.size(Size(name, origin)),
        lambda symbol, of: {"+": lambda: of[0] + of[1], "-": lambda: of[0] - of[1], "*": lambda: of[0] * of[1]}[
            symbol
        ](),
    )
    assert str(dim) == "k+2"
    assert list(names_in(tree)) == ["k", "k"]


WORDS = """n m 3 _ ... *b #n #3 *#b n+1 2*k n-m n//2 a=3 a=_ a=*b _x #_ *4 _4 ?n # -1 n,m min(n,m)
-n 0 1_0 +3 n# Ω lambda n+ __n (n+1) n%2 n**2"""
ELEMENTS = st.sampled_from(WORDS.split())


@given(st.lists(ELEMENTS, max_size=4).map(" ".join))
def test_what_the_parser_accepts_jaxtyping_accepts_with_the_same_meaning(text: str) -> None:
    try:
        spec = parse(text)
    except NotationError:
        assume(False)
    hint = jaxtyping.Float[np.ndarray, to_jaxtyping(text)]
    assert hint.index_variadic == spec.variadic
    assert len(hint.dims) == len(spec.axes)
    for axis, theirs in zip(spec.axes, hint.dims, strict=True):
        kind = type(theirs).__name__
        if kind == "_FixedDim":
            assert (axis.kind, axis.size, axis.broadcastable) == ("fixed", theirs.size, theirs.broadcastable)
        elif kind in ("_NamedDim", "_NamedVariadicDim"):
            assert (axis.kind, axis.name, axis.broadcastable) == ("name", theirs.name, theirs.broadcastable)
            assert axis.treepath == theirs.treepath
        elif kind == "_SymbolicDim":
            assert axis.kind == "symbolic"
            assert axis.broadcastable == theirs.broadcastable
        else:
            assert axis.kind == "anonymous"


@given(st.lists(ELEMENTS, max_size=4).map(" ".join))
def test_what_jaxtyping_refuses_is_refused(text: str) -> None:
    try:
        jaxtyping.Float[np.ndarray, text]
    except ValueError:
        with pytest.raises(NotationError):
            parse(text)


@given(
    st.sampled_from(["n+1", "2*k-n", "n//k", "n%k", "(n+1)*k", "n/k", "-n+k", "max(n,k,3)", "n**2"]),
    st.integers(1, 9),
    st.integers(1, 9),
)
def test_evaluate_is_python(text: str, n: int, k: int) -> None:
    tree = parse(text).axes[0].arithmetic
    assert tree is not None
    assert evaluate(tree, {"n": n, "k": k}) == eval(text, {"n": n, "k": k, "max": max})


@given(st.text(max_size=30))
def test_any_text_is_a_shape_or_a_sentence(text: str) -> None:
    try:
        parse(text)
    except NotationError as error:
        assert len(str(error)) > 20
