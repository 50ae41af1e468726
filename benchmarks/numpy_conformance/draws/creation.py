"""Creation, random arrays."""

from __future__ import annotations

from benchmarks.numpy_conformance.draws.each import each

CREATION = {
    **each(
        "np.zeros np.ones np.empty",
        "FUNC({shape})",
        "FUNC({length})",
        "FUNC({shape}, dtype={dtype})",
        "FUNC({shape}, {dtype})",
    ),
    "np.full": ("np.full({shape}, 1.5)", "np.full({shape}, 3, dtype={dtype})", "np.full({length}, {int})"),
    **each(
        "np.zeros_like np.ones_like np.empty_like", "FUNC({A})", "FUNC({C}, dtype={dtype})", "FUNC({A}, shape={shape})"
    ),
    "np.full_like": ("np.full_like({A}, 2)", "np.full_like({A}, 2.0, dtype={dtype})"),
    "np.eye": (
        "np.eye({length})",
        "np.eye({length}, {length})",
        "np.eye({length}, k={int})",
        "np.eye({length}, M={length})",
    ),
    "np.identity": ("np.identity({length})",),
    "np.tri": ("np.tri({length})", "np.tri({length}, {length}, {int})"),
    "np.array": (
        "np.array({list})",
        "np.array({A})",
        "np.array([{A}, {S}])",
        "np.array({list}, dtype={dtype})",
        "np.array([{length}, {length}])",
        "np.array({list}, ndmin={small})",
        "np.array(2.5)",
    ),
    **each("np.asarray np.asanyarray np.ascontiguousarray", "FUNC({list})", "FUNC({AN})", "FUNC({AN}, dtype={dtype})"),
    "np.copy": ("np.copy({A})",),
    ".copy()": ("{A}.copy()",),
    ".astype()": ("{A}.astype({dtype})", "{A}.astype({dtype}, copy=False)"),
    "np.arange": (
        "np.arange({length})",
        "np.arange({int}, {length})",
        "np.arange({int}, {length}, {positive})",
        "np.arange({length}, {int}, -1)",
        "np.arange(0, 1, 0.25)",
        "np.arange({length}, dtype={dtype})",
        "np.arange(0.0, {int})",
    ),
    "np.linspace": (
        "np.linspace(0, 1, {length})",
        "np.linspace(0, 1)",
        "np.linspace({int}, {int}, num={length})",
        "np.linspace(0, 1, 5, retstep=True)",
    ),
    "np.logspace": ("np.logspace(0, 1, {length})", "np.logspace(0, 1)"),
    "np.geomspace": ("np.geomspace(1, 10, {length})",),
    "np.diag": ("np.diag({A1})", "np.diag({A2})", "np.diag({A12}, {int})", "np.diag({A})", "np.diag({A12}, k={int})"),
    "np.diagflat": ("np.diagflat({A12})", "np.diagflat({A12}, {int})"),
    "np.vander": ("np.vander({A1})", "np.vander({A1}, {length})", "np.vander({A})"),
    **each("np.float64 np.float32 np.int64 np.int32 np.bool_ np.complex128", "FUNC({F})", "FUNC(1)"),
}

RANDOM = {
    **each("np.random.randn np.random.rand", "FUNC()", "FUNC({length})", "FUNC({length}, {length})", "FUNC({shape})"),
    "np.random.normal": (
        "np.random.normal(0, 1{size})",
        "np.random.normal({F}{size})",
        "np.random.normal({F}, {B})",
        "np.random.normal(0, 1, {shape})",
    ),
    "np.random.uniform": (
        "np.random.uniform(0, 1{size})",
        "np.random.uniform(0, {F}{size})",
        "np.random.uniform(-1, 1, {shape})",
    ),
    "np.random.randint": ("np.random.randint(0, 3{size})", "np.random.randint(5)", "np.random.randint(0, 10, {shape})"),
    **each("np.random.random np.random.random_sample", "FUNC({shape})", "FUNC()", "FUNC(size={shape})"),
    "np.random.choice": (
        "np.random.choice(5)",
        "np.random.choice(5, {length})",
        "np.random.choice([1, 2, 3], size={shape})",
        "np.random.choice(4, 2, replace=False)",
    ),
    "np.random.permutation": ("np.random.permutation({length})", "np.random.permutation({AN})"),
    **each("np.random.shuffle", "FUNC({AN})"),
    "np.random.seed": ("np.random.seed(1)",),
    "np.random.multivariate_normal": ("np.random.multivariate_normal([0, 0], [[1, 0], [0, 1]]{size})",),
    "np.random.default_rng": (
        "np.random.default_rng(0)",
        "np.random.default_rng().normal(0, 1{size})",
        "np.random.default_rng(1).random({shape})",
        "np.random.default_rng(1).integers(0, 4{size})",
        "np.random.default_rng().standard_normal({shape})",
    ),
    "np.random.RandomState": (
        "np.random.RandomState(0)",
        "np.random.RandomState(0).randn({length}, {length})",
        "np.random.RandomState(1).rand({length})",
    ),
    **each(
        "np.random.exponential np.random.poisson np.random.standard_gamma np.random.chisquare",
        "FUNC(2.0{size})",
        "FUNC(1.5)",
    ),
    **each("np.random.beta np.random.gamma np.random.laplace", "FUNC(2.0, 1.0{size})", "FUNC(2.0, 1.0, {shape})"),
    "np.random.binomial": ("np.random.binomial(5, 0.5{size})", "np.random.binomial(5, 0.5, {shape})"),
    "np.random.dirichlet": ("np.random.dirichlet([1, 2, 3]{size})",),
    "np.random.multinomial": ("np.random.multinomial(5, [0.5, 0.5]{size})",),
}
