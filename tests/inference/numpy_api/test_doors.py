"""The five doors: what they refuse and why, what an outcome tells of history, and namespaces like NumPy's."""

import ast

import pytest

from benchmarks.numpy_conformance.evaluation import Inference
from shapeguard.inference import numpy_api
from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.outcome import Arguments, Contracted, Outcome, Refusal, Spread
from shapeguard.inference.values import Array, Constant, History, Int, Kind, Known, OneOf, Sequence, Unknown
from shapeguard.shapes import Dim, Origin, Shape, Size, Verdict

ONE = Origin("annotation", "f")
N, M, K = (Dim.size(Size(name, ONE)) for name in "nmk")
OTHER = Dim.size(Size("p", Origin("parameter", "g")))
NAMES = {
    "X": Array(Shape.of(N, M), Kind.FLOAT),
    "Y": Array(Shape.of(M, N), Kind.FLOAT),
    "S": Array(Shape.of(N, N), Kind.FLOAT),
    "v": Array(Shape.of(N), Kind.FLOAT),
    "mask": Array(Shape.of(M), Kind.BOOL),
    "p": Int(OTHER),
    "A": Array(Shape.unknown(), Kind.FLOAT),
    "n": Int(N),
    "m": Int(M),
}


def infer(text):
    inference = Inference(dict(NAMES))
    return inference.evaluate(ast.parse(text, mode="eval").body), inference.events


@pytest.mark.parametrize(
    ("text", "kind", "verdict"),
    [
        ("np.zeros(n, 1)", Mismatch.CREATION, Verdict.DIFFER),
        ("np.ones(2, 3)", Mismatch.CREATION, Verdict.DIFFER),
        ("np.ones(2, 3, 4)", Mismatch.CREATION, Verdict.DIFFER),
        ("np.random.randn((2, 3))", Mismatch.CREATION, Verdict.DIFFER),
        ("np.array([[1, 2], [3]])", Mismatch.CREATION, Verdict.DIFFER),
        ("np.zeros(2.5)", Mismatch.CREATION, Verdict.DIFFER),
        ("np.zeros(-1)", Mismatch.CREATION, Verdict.DIFFER),
        ("X.sum(axis=2)", Mismatch.AXIS, Verdict.DIFFER),
        ("np.concatenate((X, v))", Mismatch.JOIN, Verdict.DIFFER),
        ("np.concatenate((X, Y))", Mismatch.JOIN, Verdict.COINCIDE),
        ("np.vstack((np.zeros((2, 3)), np.zeros((2, 4))))", Mismatch.JOIN, Verdict.DIFFER),
        ("np.zeros(6).reshape(4, 2)", Mismatch.RESHAPE, Verdict.DIFFER),
        ("X.reshape(n, 2 * m)", Mismatch.RESHAPE, Verdict.DIFFER),
        ("X[0, 0, 0]", Mismatch.INDEX, Verdict.DIFFER),
        ("np.zeros(3)[3]", Mismatch.INDEX, Verdict.DIFFER),
        ("v[n]", Mismatch.INDEX, Verdict.DIFFER),
        ("X[mask]", Mismatch.INDEX, Verdict.COINCIDE),
        ("np.linalg.inv(np.zeros((2, 3)))", Mismatch.NOT_SQUARE, Verdict.DIFFER),
        ("np.linalg.inv(X)", Mismatch.NOT_SQUARE, Verdict.COINCIDE),
        ("np.linalg.solve(S, np.zeros((n + 1, 1)))", Mismatch.CONTRACTION, Verdict.DIFFER),
        ("np.einsum('ij,jk', X, X)", Mismatch.EINSUM, Verdict.COINCIDE),
        ("np.tensordot(X, X, axes=1)", Mismatch.CONTRACTION, Verdict.COINCIDE),
    ],
)
def test_refusals(text, kind, verdict):
    _, events = infer(text)
    assert [(event.kind, event.verdict) for event in events if isinstance(event, Refusal)] == [(kind, verdict)]
    assert all(event.reason for event in events)


@pytest.mark.parametrize(
    "text",
    [
        "np.zeros(p)",
        "X @ np.zeros(p)",
        "X + np.zeros((p, m))",
        "A[0, 0, 0, 0]",
        "np.linalg.inv(A)",
        "A.reshape(n, m)",
        "X.reshape(p, -1)",
        "X[p]",
        "X[:, p:p + 5]",
        "np.concatenate((A, X))",
        "X[A > 0]",
        "np.some_function_of_tomorrow(X)",
        "np.zeros(2, ('f4', 3)) @ X",
        "np.zeros(2, '3f4') @ X",
    ],
)
def test_silence_about_what_is_not_known(text):
    _, events = infer(text)
    verdicts = [event.outcome.verdict if not isinstance(event, Refusal) else event.verdict for event in events]
    assert all(verdict <= Verdict.UNKNOWN for verdict in verdicts)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("X.reshape(m, -1)", "(m, n)"),
        ("X.reshape(-1)", "(m*n,)"),
        ("X[:, 1:]", "(n, m-1)"),
        ("X[1:-1]", "(n-2, m)"),
        ("X[::2]", "((n+1)//2, m)"),
        ("X[:, :3]", "(n, 3)"),
        ("X[None, ..., 0]", "(1, n)"),
        ("X[:, n:n + 1]", "(n, 1)"),
        ("np.zeros(X.shape)", "(n, m)"),
        ("np.ones((n, 1)) @ np.ones((1, m))", "(n, m)"),
        ("np.hstack((np.ones((n, 1)), X))", "(n, m+1)"),
        ("np.linalg.svd(S)[0]", "(n, n)"),
        ("X.mean(axis=0, keepdims=True)", "(1, m)"),
        ("np.arange(n)", "(n,)"),
        ("np.eye(m)[mask.astype(int)]", "(m, m)"),
        ("np.pad(X, ((1, 2), (0, 0)))", "(n+3, m)"),
        ("np.diff(X, axis=0)", "(n-1, m)"),
        ("np.add.outer(v, v)", "(n, n)"),
        ("np.einsum('ij,kj->ik', X, X)", "(n, n)"),
        ("np.squeeze(np.ones((1, m)))", "(m,)"),
        ("X + np.finfo(float).eps", "(n, m)"),
    ],
)
def test_names_flow_through(text, shape):
    value, events = infer(text)
    assert str(value.shape) == shape
    assert all(isinstance(event, Spread | Contracted) for event in events)


@pytest.mark.parametrize(
    ("text", "role"),
    [("numpy.zeros", "created"), ("numpy.arange", "created"), ("numpy.array", None), ("numpy.sum", None)],
)
def test_role_created(text, role):
    assert numpy_api.call(text, Arguments((Int(Dim.of(3)),))).role == role


def test_role_dropped():
    x = NAMES["X"]
    assert numpy_api.call("ndarray.sum", Arguments((Int(Dim.of(1)),), {}, x)).role == "dropped"
    assert numpy_api.call("ndarray.sum", Arguments((), {"keepdims": Constant(True)}, x)).role is None
    assert numpy_api.subscript(x, Int(Dim.of(0))).role == "dropped"


@pytest.mark.parametrize(
    ("text", "purposeful", "reshaped"),
    [
        ("X[:, None]", True, False),
        ("np.expand_dims(v, 1)", True, False),
        ("np.exp(v[:, None])", True, False),
        ("np.meshgrid(v, v)[0]", True, False),
        ("v.reshape(-1, 1)", False, True),
        ("X.sum(axis=1, keepdims=True)", False, True),
        ("X[:, [0]]", False, True),
        ("X[:, :1]", False, True),
        ("v[:, None].sum(axis=0)", False, False),
        ("X * 2", False, False),
    ],
)
def test_intent_travels(text, purposeful, reshaped):
    value, _ = infer(text)
    assert (value.history.purposeful, value.history.reshaped) == (purposeful, reshaped)


def test_transposed_knows_of_what():
    x = NAMES["X"]
    assert numpy_api.attribute(x, "T").value.history.transpose_of == id(x)
    assert numpy_api.call("numpy.transpose", Arguments((x,))).value.history.transpose_of == id(x)


def test_assumptions_travel_everywhere():
    x = Array(Shape.of(N, M), Kind.FLOAT, History(assumed=True))
    total = numpy_api.call("ndarray.sum", Arguments((), {}, x)).value
    assert total.history.assumed
    assert numpy_api.binary("@", x, NAMES["Y"]).value.history.assumed


def test_operands_are_named_as_written():
    arguments = Arguments((), {"b": NAMES["X"], "a": NAMES["X"]})
    (event,) = numpy_api.call("numpy.dot", arguments).events
    assert event.operands == ("a", "b")
    (event,) = numpy_api.call("ndarray.dot", Arguments((NAMES["X"],), {}, NAMES["X"])).events
    assert event.operands == ("self", 0)


def test_alternatives_and_inexact_arguments_are_unknown():
    assert numpy_api.call("numpy.zeros", Arguments((Int(N),), exact=False)) == Outcome()
    assert numpy_api.binary("+", OneOf((NAMES["X"], NAMES["Y"])), NAMES["X"]) == Outcome()


@pytest.mark.parametrize("namespace", ["jax.numpy", "autograd.numpy", "array_api_compat.numpy", "array_api_strict"])
def test_other_namespaces(namespace):
    value = numpy_api.call(f"{namespace}.zeros", Arguments((Sequence((Int(N), Int(M))),))).value
    assert value.shape == Shape.of(N, M)


def test_jax_clamps_an_index():
    made = numpy_api.call("jax.numpy.zeros", Arguments((Int(Dim.of(3)),))).value
    assert numpy_api.subscript(made, Int(Dim.of(5))) == Outcome()
    assert numpy_api.subscript(numpy_api.binary("*", made, made).value, Int(Dim.of(5))) == Outcome()


@pytest.mark.parametrize("name", ["numpy.ma.array", "numpy.matrix", "numpy.vectorize", "numpy.load"])
def test_subclasses_and_the_like_stay_unknown(name):
    assert isinstance(numpy_api.call(name, Arguments((NAMES["X"],))).value, Unknown)


def test_object_arrays_stay_unknown():
    objects = numpy_api.call("numpy.array", Arguments((NAMES["X"],), {"dtype": Known("builtins.object")}))
    assert isinstance(objects.value, Unknown)
