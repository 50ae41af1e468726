"""What is drawn for every function, method and attribute: templates of calls, by the names of the usage table.

A slot such as ``{A}`` (any array) or ``{axis}`` is explained by ``drawing.SLOTS``. To add a rule, add its calls here.
"""

from __future__ import annotations


def _each(names: str, *templates: str) -> dict[str, tuple[str, ...]]:
    """The same templates for several functions; ``FUNC`` stands for its name."""
    return {
        name: tuple(template.replace("FUNC", name.removesuffix("()")) for template in templates)
        for name in names.split()
    }


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


def _np(names: str) -> str:
    return " ".join(f"np.{name}" for name in names.split())


ELEMENTWISE = {
    **_each(_np(_UNARY), "FUNC({C})", "FUNC({A})", "FUNC({list})"),
    **_each(_np(_BINARY), "FUNC({A}, {B})", "FUNC({A}, 2)", "FUNC({A}, {B}, out={B})", "FUNC({A}, {B}, where={L})"),
    **_each("np.bitwise_and np.bitwise_or np.bitwise_xor np.gcd np.lcm np.left_shift np.right_shift", "FUNC({N}, {N})"),
    **_each("np.invert np.bitwise_not np.bitwise_count", "FUNC({N})", "FUNC({L})"),
    **_each("np.modf np.frexp", "FUNC({F})"),
    **_each("np.isclose", "FUNC({F}, {B})", "FUNC({F}, 1.0)"),
    **_each("np.round np.around", "FUNC({C})", "FUNC({F}, 2)", "FUNC({F}, decimals={int})"),
    **_each(
        "np.clip", "FUNC({A}, 0, 1)", "FUNC({A}, {B}, None)", "FUNC({A}, {B}, {B})", "FUNC({A}, a_min=0.5, a_max=2)"
    ),
    **_each(".clip()", "{F}.clip(0, 1)", "{A}.clip(min=0.5)", "{A}.clip({B}, {B})"),
    **_each(".round()", "{F}.round()", "{F}.round(2)"),
    **_each(".conj() .conjugate()", "{C}FUNC()"),
    "np.divmod": ("np.divmod({A}, {B})",),
    "np.nan_to_num": ("np.nan_to_num({F})", "np.nan_to_num({F}, nan=0.0)"),
    "np.ldexp": ("np.ldexp({F}, {N})",),
    "operators": ("{A} {op} {B}", "{A} {op} 2", "1.5 {op} {A}", "-{F}", "{L} & {L}", "~{L}", "{A} {op} {list}"),
    "@": ("{A} @ {M}", "{AN} @ {M}", "{A3} @ {M}"),
}

CREATION = {
    **_each(
        "np.zeros np.ones np.empty",
        "FUNC({shape})",
        "FUNC({length})",
        "FUNC({shape}, dtype={dtype})",
        "FUNC({shape}, {dtype})",
    ),
    "np.zeros ": ("np.zeros({length}, {length})", "np.ones({length}, {length}, {length})", "np.zeros({A}.shape)"),
    "np.full": ("np.full({shape}, 1.5)", "np.full({shape}, 3, dtype={dtype})", "np.full({length}, {int})"),
    **_each(
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
    **_each("np.asarray np.asanyarray np.ascontiguousarray", "FUNC({list})", "FUNC({AN})", "FUNC({AN}, dtype={dtype})"),
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
    **_each("np.float64 np.float32 np.int64 np.int32 np.bool_ np.complex128", "FUNC({F})", "FUNC(1)"),
}

REDUCTIONS = {
    **_each(
        "np.sum np.prod np.mean np.std np.var np.all np.any np.nansum np.nanmean np.nanstd np.nanvar np.nanprod",
        "FUNC({A})",
        "FUNC({AN}, axis={axes}{keep})",
        "FUNC({AN}, {axis}{keep})",
        "FUNC({A}, {axes}, keepdims=True)",
    ),
    **_each(
        "np.max np.min np.amax np.amin np.ptp np.median np.count_nonzero np.nanmax np.nanmin np.nanmedian",
        "FUNC({F})",
        "FUNC({FN}, axis={axes}{keep})",
        "FUNC({FN}, {axis}{keep})",
    ),
    **_each(
        "np.argmax np.argmin np.nanargmax np.nanargmin",
        "FUNC({F})",
        "FUNC({FN}, axis={axis}{keep})",
        "FUNC({FN}, {axis})",
    ),
    **_each("np.cumsum np.cumprod np.nancumsum", "FUNC({A})", "FUNC({AN}, axis={axis})"),
    **_each(
        ".sum() .prod() .mean() .std() .var() .all() .any()",
        "{A}FUNC()",
        "{AN}FUNC({axis})",
        "{AN}FUNC(axis={axes}{keep})",
    ),
    **_each(".max() .min()", "{F}FUNC()", "{FN}FUNC({axis})", "{FN}FUNC(axis={axes}{keep})"),
    **_each(".argmax() .argmin()", "{F}FUNC()", "{FN}FUNC({axis})", "{FN}FUNC(axis={axis}{keep})"),
    **_each(".cumsum() .cumprod()", "{A}FUNC()", "{AN}FUNC({axis})"),
    "lengths": ("np.prod({A2}.shape)", "np.sum(({length}, {length}))", "{A}.size"),
}

PRODUCTS = {
    "np.dot": ("np.dot({A}, {M})", "np.dot({A3}, {M})", "np.dot({A2}, {A0})"),
    ".dot()": ("{A}.dot({M})", "{A3}.dot({M})"),
    "np.matmul": ("np.matmul({A3}, {M})", "np.matmul({A}, {M})"),
    "np.inner": ("np.inner({A}, {S})", "np.inner({A3}, {J0})"),
    "np.vdot": ("np.vdot({A}, {S})",),
    "np.vecdot": ("np.vecdot({AN}, {B})",),
    "np.outer": ("np.outer({A12}, {A12})",),
    "np.tensordot": (
        "np.tensordot({A3}, {M}, axes=1)",
        "np.tensordot({A2}, {S})",
        "np.tensordot({A2}, {S}, axes=([0], [0]))",
        "np.tensordot({A12}, {A12}, axes=0)",
        "np.tensordot({A3}, {M}, axes=({axis}, 0))",
        "np.tensordot({A2}, {S}, ([1, 0], [1, 0]))",
    ),
    "np.kron": ("np.kron({A12}, {A12})",),
    "np.cross": ("np.cross({A}, {B})", "np.cross(np.ones(({length}, 3)), np.ones(3))"),
}

RESHAPING = {
    ".reshape()": (
        "{A}.reshape({reshape})",
        "{AN}.reshape(-1, {length})",
        "{A2}.reshape({length}, {length})",
        "{A}.reshape({A2}.shape)",
    ),
    "np.reshape": ("np.reshape({A}, {reshape})", "np.reshape({A}, {reshape}, order='F')"),
    **_each(".flatten() .ravel()", "{A}FUNC()"),
    "np.ravel": ("np.ravel({A})",),
    ".T": ("{A}.T",),
    ".mT": ("{A}.mT",),
    "np.transpose": ("np.transpose({A})", "np.transpose({A}, {permutation})", "np.transpose({A}, axes={permutation})"),
    ".transpose()": (
        "{A}.transpose()",
        "{A}.transpose({permutation})",
        "{A2}.transpose(1, 0)",
        "{A3}.transpose(1, 0, 2)",
    ),
    "np.matrix_transpose": ("np.matrix_transpose({A})",),
    "np.swapaxes": ("np.swapaxes({AN}, {axis}, {axis})",),
    ".swapaxes()": ("{AN}.swapaxes({axis}, {axis})",),
    "np.moveaxis": (
        "np.moveaxis({AN}, {axis}, {axis})",
        "np.moveaxis({A3}, (0, 1), (1, 0))",
        "np.moveaxis({A3}, [0, 1], [-1, -2])",
    ),
    "np.rollaxis": ("np.rollaxis({AN}, {axis})", "np.rollaxis({AN}, {axis}, {axis})"),
    "np.expand_dims": (
        "np.expand_dims({A}, {axis})",
        "np.expand_dims({A}, axis={axis})",
        "np.expand_dims({A}, (0, -1))",
    ),
    "np.squeeze": ("np.squeeze({A})", "np.squeeze({A}, axis={axes})"),
    ".squeeze()": ("{A}.squeeze()", "{A}.squeeze({axis})"),
    **_each("np.atleast_1d np.atleast_2d np.atleast_3d", "FUNC({A})", "FUNC({A}, {A})"),
    "np.broadcast_to": ("np.broadcast_to({A}, {shape})", "np.broadcast_to({A1}, ({length}, {length}))"),
    "np.flip": ("np.flip({A})", "np.flip({A}, {axes})"),
    "np.roll": ("np.roll({A}, 1)", "np.roll({A}, {int}, axis={axis})", "np.roll({A}, {int}, {axis})"),
    **_each("np.flipud np.fliplr np.rot90", "FUNC({A})"),
    "np.rot90 ": ("np.rot90({A3}, {int})", "np.rot90({A3}, k={int}, axes=(1, 0))"),
}

JOINING = {
    "np.concatenate": (
        "np.concatenate(({AN}, {J0}))",
        "np.concatenate([{AN}, {J1}], axis=1)",
        "np.concatenate(({AN}, {J_}), axis=-1)",
        "np.concatenate(({A}, {A}), axis=None)",
        "np.concatenate([{AN}, {J0}, {J0}], {axis})",
    ),
    "np.stack": ("np.stack([{A}, {S}])", "np.stack(({A}, {S}, {S}), axis={axis})"),
    "np.vstack": ("np.vstack(({A}, {J0}))", "np.vstack([{A1}, {S}])"),
    "np.hstack": ("np.hstack(({A1}, {J0}))", "np.hstack([{A}, {J1}])", "np.hstack([{A2}, {J1}, {J1}])"),
    "np.dstack": ("np.dstack(({A}, {J2}))",),
    "np.column_stack": (
        "np.column_stack(({A1}, {S}))",
        "np.column_stack(({A2}, {J1}))",
        "np.column_stack([{A12}, {J1}])",
    ),
    "np.append": ("np.append({A}, {A})", "np.append({AN}, {J0}, axis=0)", "np.append({A1}, 3)"),
    "np.broadcast_arrays": ("np.broadcast_arrays({A}, {B})",),
}

INDEXING = {
    "indexing": ("{A}[{cut}]", "{AN}[{cut}]", "{A3}[{cut}]"),
    "advanced indexing": ("{AN}[{index}]", "{A3}[{index}]", "{A}[{index}]", "{A3}[{index}]"),
    "masks": ("{A}[{mask}]", "{F2}[{S} > 1]"),
}

RANDOM = {
    **_each("np.random.randn np.random.rand", "FUNC()", "FUNC({length})", "FUNC({length}, {length})", "FUNC({shape})"),
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
    **_each("np.random.random np.random.random_sample", "FUNC({shape})", "FUNC()", "FUNC(size={shape})"),
    "np.random.choice": (
        "np.random.choice(5)",
        "np.random.choice(5, {length})",
        "np.random.choice([1, 2, 3], size={shape})",
        "np.random.choice(4, 2, replace=False)",
    ),
    "np.random.permutation": ("np.random.permutation({length})", "np.random.permutation({AN})"),
    **_each("np.random.shuffle", "FUNC({AN})"),
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
    **_each(
        "np.random.exponential np.random.poisson np.random.standard_gamma np.random.chisquare",
        "FUNC(2.0{size})",
        "FUNC(1.5)",
    ),
    **_each("np.random.beta np.random.gamma np.random.laplace", "FUNC(2.0, 1.0{size})", "FUNC(2.0, 1.0, {shape})"),
    "np.random.binomial": ("np.random.binomial(5, 0.5{size})", "np.random.binomial(5, 0.5, {shape})"),
    "np.random.dirichlet": ("np.random.dirichlet([1, 2, 3]{size})",),
    "np.random.multinomial": ("np.random.multinomial(5, [0.5, 0.5]{size})",),
}

ATTRIBUTES = {
    **_each(".shape .ndim .size .dtype .real .imag .flat", "{C}FUNC"),
    "np.shape": ("np.shape({A})", "np.shape({list})"),
    "np.ndim": ("np.ndim({A})",),
    "np.size": ("np.size({A})", "np.size({AN}, 0)"),
    ".tolist()": ("{A}.tolist()",),
    ".item()": ("{A0}.item()",),
    ".fill()": ("{F}.fill(0)",),
    ".sort()": ("{FN}.sort()",),
    "np.allclose": ("np.allclose({F}, {F})", "np.allclose({F}, 1.0)"),
    "np.array_equal": ("np.array_equal({A}, {S})",),
}

LINALG = {
    **_each(
        "np.linalg.inv np.linalg.det np.linalg.slogdet np.linalg.eig np.linalg.eigvals np.linalg.eigh np.linalg.eigvalsh np.linalg.cholesky np.linalg.pinv np.linalg.svdvals np.linalg.matrix_rank",
        "FUNC({sq})",
        "FUNC({sq2})",
        "FUNC({matrix})",
    ),
    "np.linalg.solve": ("np.linalg.solve({sq}, {rhs})", "np.linalg.solve({sq2}, {rhs})"),
    "np.linalg.lstsq": ("np.linalg.lstsq({sq2}, {rhs}, rcond=None)", "np.linalg.lstsq({F2}, {J1})"),
    "np.linalg.svd": (
        "np.linalg.svd({F3})",
        "np.linalg.svd({F3}, full_matrices=False)",
        "np.linalg.svd({F2}, compute_uv=False)",
        "np.linalg.svd({F})",
    ),
    "np.linalg.qr": ("np.linalg.qr({F3})", "np.linalg.qr({F2}, mode='complete')", "np.linalg.qr({F2}, mode='r')"),
    "np.linalg.norm": (
        "np.linalg.norm({F})",
        "np.linalg.norm({F12})",
        "np.linalg.norm({FN}, axis={axis}{keep})",
        "np.linalg.norm({F12}, 1)",
        "np.linalg.norm({F2}, ord=2, axis={axis})",
        "np.linalg.norm({F12}, keepdims=True)",
    ),
    "np.linalg.vector_norm": ("np.linalg.vector_norm({F}, axis={axes}{keep})",),
    "np.linalg.matrix_norm": ("np.linalg.matrix_norm({F3}{keep})",),
    "np.linalg.cond": ("np.linalg.cond({sq})",),
    "np.linalg.matrix_power": ("np.linalg.matrix_power({sq}, 2)",),
    "np.linalg.multi_dot": ("np.linalg.multi_dot([{F2}, {M}])", "np.linalg.multi_dot([{sq2}, {rhs}])"),
    **_each(
        "np.trace np.diagonal",
        "FUNC({A3})",
        "FUNC({A3}, {int})",
        "FUNC({A3}, offset={int}, axis1={axis}, axis2={axis})",
        "FUNC({A})",
    ),
    **_each(".trace() .diagonal()", "{A3}FUNC()", "{A3}FUNC({int})"),
    "np.linalg.trace": ("np.linalg.trace({A3})",),
    "np.linalg.diagonal": ("np.linalg.diagonal({A3})", "np.linalg.diagonal({A3}, offset={int})"),
    **_each("np.linalg.outer", "FUNC({F1}, {F1})"),
    **_each("np.linalg.cross", "FUNC(np.ones((2, 3)), np.ones(3))"),
    "np.linalg.vecdot": ("np.linalg.vecdot({FN}, {S})",),
    "np.linalg.tensordot": ("np.linalg.tensordot({F2}, {M}, axes=1)",),
    "np.linalg.matrix_transpose": ("np.linalg.matrix_transpose({A})",),
}

EINSUM = {
    "np.einsum": (
        "np.einsum('ij,jk', {A2}, {M})",
        "np.einsum('ij,jk->ik', {A2}, {M})",
        "np.einsum('ii', {sq2})",
        "np.einsum('ii->i', {sq2})",
        "np.einsum('ij->j', {A2})",
        "np.einsum('...j->...', {AN})",
        "np.einsum('...ij,...jk->...ik', {A3}, {M})",
        "np.einsum('i,j->ij', {A1}, {A1})",
        "np.einsum('ij,ij->i', {A2}, {S})",
        "np.einsum('ij->ji', {A2})",
        "np.einsum('bij,bjk->bik', {A3}, {M})",
        "np.einsum('ij', {A})",
        "np.einsum('i...,i...', {AN}, {S})",
        "np.einsum('ij,kj->ik', {A2}, {J0})",
        "np.einsum('ji', {A2})",
        "np.einsum('ij->', {A2})",
        "np.einsum('ij,j->i', {A2}, {M})",
        "np.einsum('ij->ik', {A2})",
        "np.einsum('ij,ij->i', {A2}, {B})",
    ),
}

FFT = {
    **_each(
        "np.fft.fft np.fft.ifft np.fft.rfft np.fft.irfft np.fft.hfft np.fft.ihfft",
        "FUNC({F})",
        "FUNC({FN}, {positive})",
        "FUNC({FN}, axis={axis})",
        "FUNC({FN}, n={positive}, axis={axis})",
    ),
    **_each("np.fft.fft2 np.fft.ifft2 np.fft.fftn np.fft.ifftn", "FUNC({F3})", "FUNC({FN})"),
    **_each("np.fft.fftshift np.fft.ifftshift", "FUNC({FN})", "FUNC({FN}, axes={axis})"),
    **_each("np.fft.fftfreq np.fft.rfftfreq", "FUNC({length})", "FUNC({length}, 0.1)"),
}

SORTING = {
    **_each(
        "np.sort np.argsort", "FUNC({A})", "FUNC({AN}, axis={axis})", "FUNC({AN}, axis=None)", "FUNC({AN}, {axis})"
    ),
    ".argsort()": ("{AN}.argsort()", "{AN}.argsort(axis={axis})"),
    **_each("np.partition np.argpartition", "FUNC({FN}, 0)", "FUNC({FN}, 0, axis={axis})"),
    ".argpartition()": ("{F1}.argpartition(0)",),
    "np.lexsort": ("np.lexsort(({F1}, {S}))", "np.lexsort({F2})"),
    "np.searchsorted": (
        "np.searchsorted({F1}, {F})",
        "np.searchsorted({F1}, 0.5)",
        "np.searchsorted({F1}, {F1}, side='right')",
    ),
    ".searchsorted()": ("{F1}.searchsorted({F})",),
    "np.digitize": ("np.digitize({F}, [0, 1, 2])",),
    "np.nonzero": ("np.nonzero({A})",),
    ".nonzero()": ("{AN}.nonzero()",),
    "np.flatnonzero": ("np.flatnonzero({A})",),
    "np.argwhere": ("np.argwhere({A})",),
    "np.where": ("np.where({L}, {B}, {B})", "np.where({AN})", "np.where({F} > 1, {S}, 0)", "np.where({L}, 1, 0.0)"),
    "np.extract": ("np.extract({L}, {S})",),
    "np.compress": ("np.compress([True, False], {AN}, axis={axis})", "np.compress({mask}, {S})"),
}

SETS = {
    "np.unique": (
        "np.unique({A})",
        "np.unique({A1}, return_counts=True)",
        "np.unique({A1}, return_inverse=True, return_index=True)",
        "np.unique({A2}, axis={axis})",
    ),
    "np.intersect1d": ("np.intersect1d({A}, {A})", "np.intersect1d({A1}, {A1}, return_indices=True)"),
    **_each("np.union1d np.setxor1d np.setdiff1d", "FUNC({A}, {A})"),
    "np.isin": ("np.isin({A}, {A})",),
    "np.unique_values": ("np.unique_values({A})",),
}

GRIDS = {
    "np.meshgrid": (
        "np.meshgrid({A1}, {A1})",
        "np.meshgrid({A1}, {A1}, indexing='ij')",
        "np.meshgrid({A1}, {A1}, {A1}, sparse=True)",
        "np.meshgrid({A}, {A1})",
        "np.meshgrid({A1})",
    ),
    "np.ix_": ("np.ix_({N1}, {N1})", "np.ix_([0, 1], [2])", "np.ix_({A1}, {N1}, {N1})", "np.ix_({N}, {N1})"),
    "np.indices": ("np.indices({shape})", "np.indices(({length}, {length}), sparse=True)"),
    "np.r_": (
        "np.r_[{A1}, {A1}]",
        "np.r_[{A1}, 1, {A1}]",
        "np.r_[0:{length}, 5]",
        "np.r_[{A2}, {J_}]",
        "np.r_[0:1:5j]",
        "np.r_[1, 2, 3]",
    ),
    "np.c_": ("np.c_[{A1}, {S}]", "np.c_[{A2}, {J1}]", "np.c_[{A1}, {S}, {S}]", "np.c_[np.ones({length}), {A2}]"),
    "np.mgrid": ("np.mgrid[0:{length}, 0:{length}]", "np.mgrid[0:{length}]", "np.mgrid[0:1:3j, 0:2:0.5]"),
    "np.ogrid": ("np.ogrid[0:{length}, 0:{length}]", "np.ogrid[0:{length}]"),
    **_each("np.triu_indices np.tril_indices", "FUNC({length})", "FUNC({length}, {int})"),
    **_each("np.triu_indices_from np.tril_indices_from np.diag_indices_from", "FUNC({A2})", "FUNC({sq2})"),
    "np.diag_indices": ("np.diag_indices({length})", "np.diag_indices({length}, 3)"),
    "np.unravel_index": ("np.unravel_index(0, (3, 4))", "np.unravel_index({indices}, (2, 3))"),
}

REPEATING = {
    "np.repeat": (
        "np.repeat({A}, {small})",
        "np.repeat({AN}, {small}, axis={axis})",
        "np.repeat({A1}, {length})",
        "np.repeat([1, 2], [2, 3])",
        "np.repeat({A1}, [1, 2, 0])",
    ),
    ".repeat()": ("{A}.repeat({small})", "{AN}.repeat({small}, axis={axis})"),
    "np.tile": ("np.tile({A}, {small})", "np.tile({A12}, ({small}, {small}))", "np.tile({A12}, ({length}, 1))"),
    "np.pad": (
        "np.pad({A}, {small})",
        "np.pad({A1}, ({small}, {small}))",
        "np.pad({A2}, (({small}, {small}), ({small}, {small})))",
        "np.pad({A}, {small}, mode='constant')",
        "np.pad({A2}, ((1, 1),), 'constant')",
        "np.pad({A3}, ((1, 2), (0, {small})), 'edge')",
    ),
    "np.diff": (
        "np.diff({F})",
        "np.diff({FN}, axis={axis})",
        "np.diff({FN}, n={small})",
        "np.diff({FN}, {small}, {axis})",
    ),
    "np.ediff1d": ("np.ediff1d({F})",),
    "np.gradient": ("np.gradient({F1})", "np.gradient({FN})", "np.gradient({FN}, axis={axis})", "np.gradient({F1}, 2)"),
    "np.delete": (
        "np.delete({A1}, {int})",
        "np.delete({AN}, {int}, axis={axis})",
        "np.delete({A1}, [0, 1])",
        "np.delete({A}, 0)",
    ),
    "np.insert": ("np.insert({A1}, 0, 1)", "np.insert({AN}, {int}, 1, axis={axis})"),
    "np.resize": ("np.resize({A}, {shape})",),
    "np.trim_zeros": ("np.trim_zeros({F1})",),
    "np.unwrap": ("np.unwrap({FN})",),
    **_each("np.triu np.tril", "FUNC({A})", "FUNC({A3}, {int})", "FUNC({A2}, k={int})"),
}

SPLITTING = {
    "np.split": (
        "np.split({AN}, {positive})",
        "np.split({A2}, {positive}, axis={axis})",
        "np.split({A1}, [1, 2])",
        "np.split({AN}, [{small}, {small}], {axis})",
    ),
    "np.array_split": (
        "np.array_split({AN}, {positive})",
        "np.array_split({A2}, {positive}, axis={axis})",
        "np.array_split({A1}, [1])",
    ),
    **_each("np.hsplit np.vsplit np.dsplit", "FUNC({A}, {positive})", "FUNC({A3}, [1])"),
}

SELECTION = {
    "np.take": (
        "np.take({A}, {indices})",
        "np.take({AN}, {indices}, axis={axis})",
        "np.take({AN}, 0, {axis})",
        "np.take({AN}, [0, 0], axis={axis})",
    ),
    ".take()": ("{A}.take({indices})", "{AN}.take([0], axis={axis})"),
    "np.take_along_axis": (
        "np.take_along_axis({A2}, a3.argsort(axis=1), axis=1)",
        "np.take_along_axis({A1}, np.zeros({length}, int), 0)",
        "np.take_along_axis({AN}, np.zeros((2, 2), int), axis={axis})",
    ),
    "np.choose": ("np.choose(0, [{A}, {B}])", "np.choose([0, 1], [{A1}, {B}])"),
    "np.select": (
        "np.select([{L}], [{B}])",
        "np.select([{L}, {S}], [{B}, {B}], default=0)",
        "np.select([{F} > 0, {F} > 1], [1.0, 2.0], 0.5)",
    ),
    "np.piecewise": ("np.piecewise({F}, [{S} > 1], [1, 0])",),
    "np.apply_along_axis": (
        "np.apply_along_axis(np.sum, {axis}, {A2})",
        "np.apply_along_axis(np.mean, 0, {A2})",
        "np.apply_along_axis(np.cumsum, {axis}, {A2})",
    ),
    "np.apply_over_axes": ("np.apply_over_axes(np.sum, {A3}, {axis})", "np.apply_over_axes(np.sum, {A3}, [0, 1])"),
    "np.lib.stride_tricks.sliding_window_view": (
        "np.lib.stride_tricks.sliding_window_view({A1}, {positive})",
        "np.lib.stride_tricks.sliding_window_view({A2}, (2, 2))",
        "np.lib.stride_tricks.sliding_window_view({A2}, 2, axis={axis})",
    ),
}

STATISTICS = {
    **_each(
        "np.percentile np.nanpercentile",
        "FUNC({F}, 50)",
        "FUNC({F}, [25, 75])",
        "FUNC({F}, 50, axis={axes}{keep})",
        "FUNC({FN}, [25, 50], axis={axis})",
    ),
    **_each(
        "np.quantile np.nanquantile", "FUNC({F}, 0.5)", "FUNC({F}, [0.25, 0.75])", "FUNC({F}, 0.5, axis={axes}{keep})"
    ),
    "np.average": (
        "np.average({F})",
        "np.average({F}, axis={axis})",
        "np.average({F}, weights={S})",
        "np.average({FN}, axis={axis}, weights={S})",
        "np.average({F}, returned=True)",
    ),
    **_each("np.cov np.corrcoef", "FUNC({F12})", "FUNC({F2}, rowvar=False)", "FUNC({F1}, {S})", "FUNC({F})"),
    "np.histogram": (
        "np.histogram({F})",
        "np.histogram({F}, {positive})",
        "np.histogram({F}, bins=[0, 1, 2])",
        "np.histogram({F}, bins={positive}, density=True)",
    ),
    "np.histogram2d": ("np.histogram2d({F1}, {S})", "np.histogram2d({F1}, {S}, bins={positive})"),
    "np.bincount": ("np.bincount({N1})", "np.bincount({N1}, minlength={length})", "np.bincount({N})"),
    "np.interp": ("np.interp({F}, {F1}, {S})", "np.interp(0.5, [0, 1], [2, 3])"),
    **_each(
        "np.convolve np.correlate",
        "FUNC({F1}, {F1})",
        "FUNC({F1}, {F1}, mode='same')",
        "FUNC({F1}, {F1}, 'valid')",
        "FUNC({F1}, {F1}, mode='full')",
    ),
    **_each("np.hanning np.hamming np.blackman np.bartlett", "FUNC({length})"),
    "np.kaiser": ("np.kaiser({length}, 5)",),
    "np.trapezoid": ("np.trapezoid({FN})", "np.trapezoid({FN}, axis={axis})"),
}

POLYNOMIALS = {
    "np.polyfit": ("np.polyfit({F1}, {S}, {small})", "np.polyfit([0, 1, 2], [1, 2, 3], 1)"),
    "np.polyval": ("np.polyval({F1}, {F})", "np.polyval([1, 2], {F})"),
    **_each("np.polyadd np.polysub np.polymul", "FUNC({F1}, {F1})"),
    **_each("np.polyder np.polyint np.roots np.poly", "FUNC({F1})", "FUNC([1, 2, 3])"),
    "np.polynomial.polynomial.polyval": ("np.polynomial.polynomial.polyval({F}, [1, 2])",),
    "np.polynomial.hermite.hermgauss": ("np.polynomial.hermite.hermgauss({length})",),
}

UFUNC_METHODS = {
    **_each(
        "np.add.reduce np.multiply.reduce np.maximum.reduce np.logical_or.reduce np.logical_and.reduce",
        "FUNC({FN})",
        "FUNC({FN}, axis={axes}{keep})",
        "FUNC({FN}, {axis})",
    ),
    **_each(
        "np.add.accumulate np.maximum.accumulate np.minimum.accumulate np.multiply.accumulate",
        "FUNC({FN})",
        "FUNC({FN}, {axis})",
    ),
    **_each("np.add.outer np.subtract.outer np.multiply.outer np.less.outer", "FUNC({A12}, {A12})"),
    **_each("np.add.at np.subtract.at", "FUNC({F1}, [], 1.0)"),
    "np.add.reduceat": ("np.add.reduceat({FN}, [0])", "np.add.reduceat({FN}, [0, 0], axis={axis})"),
}

_METHODS_DRAWN = " ".join(f"np.{name}" for name in [*_BINARY.split(), "pow", "atan2"])
_OF_INTEGERS = "np.bitwise_and np.bitwise_or np.bitwise_xor np.gcd np.lcm np.left_shift np.right_shift np.bitwise_left_shift np.bitwise_right_shift"
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

_ALIASES = {
    "np.exp": "np.asin np.acos np.atan np.asinh np.acosh np.atanh np.emath.log2 np.emath.log10",
    "np.bitwise_not": "np.bitwise_invert",
    "np.left_shift": "np.bitwise_left_shift np.bitwise_right_shift",
    "np.power": "np.pow np.atan2",
    "np.asarray": "np.asarray_chkfinite np.asfortranarray np.require",
    "np.concatenate": "np.concat",
    "np.transpose": "np.permute_dims",
    "np.cumprod": "np.nancumprod",
    "np.float64": "np.float16 np.double np.single np.longdouble np.uint8 np.uint16 np.uint32 np.longlong np.int16 np.int8 "
    "np.int_ np.intp np.intc np.complex64 np.bool",
    "np.random.random": "np.random.sample np.random.ranf np.random.standard_normal np.random.standard_exponential "
    "np.random.standard_cauchy",
    "np.random.chisquare": "np.random.rayleigh np.random.pareto np.random.weibull np.random.power np.random.standard_t",
    "np.random.beta": "np.random.gumbel np.random.logistic np.random.lognormal np.random.noncentral_chisquare np.random.f "
    "np.random.vonmises np.random.wald",
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


OTHERS = {
    **_each(
        "np.testing.assert_allclose np.testing.assert_equal np.testing.assert_array_equal np.testing.assert_almost_equal np.testing.assert_array_almost_equal",
        "FUNC(1.0, 1.0)",
    ),
    **_each("np.isscalar np.iscomplexobj np.isrealobj", "FUNC({A})"),
    "np.broadcast_shapes": ("np.broadcast_shapes({shape}, {shape})", "np.broadcast_shapes({A}.shape, {B}.shape)"),
    "np.fill_diagonal": ("np.fill_diagonal({sq2}, 0)",),
    ".view()": ("{A}.view()",),
    "np.ndarray": ("np.ndarray({shape})", "np.ndarray({shape}, {dtype})"),
    "np.astype": ("np.astype({A}, {dtype})",),
    ".__copy__()": ("{A}.__copy__()",),
    "np.fromstring": ("np.fromstring('1 2', sep=' ')",),
    "np.fromiter": ("np.fromiter([1, 2], float)",),
    "np.testing.assert_array_less": ("np.testing.assert_array_less(0.0, 1.0)",),
    "np.testing.assert_": ("np.testing.assert_(True)",),
    "np.set_printoptions": ("np.set_printoptions()",),
    "np.random.triangular": ("np.random.triangular(0, 1, 2{size})", "np.random.triangular(0, 1, 2, {shape})"),
    **_each("np.random.geometric np.random.logseries", "FUNC(0.5{size})", "FUNC(0.5, {shape})"),
    "np.random.zipf": ("np.random.zipf(2.0{size})",),
    "np.random.hypergeometric": ("np.random.hypergeometric(5, 5, 3{size})",),
    "np.random.Generator": ("np.random.default_rng(0)",),
    "np.random.Generator.integers": (
        "np.random.default_rng(0).integers(0, 4{size})",
        "np.random.default_rng(0).integers(5, size={shape})",
    ),
    "np.random.Generator.permuted": ("np.random.default_rng(0).permuted({AN})",),
    ".choose()": ("{indices}.choose([{A}, {B}])",),
    "np.lib.stride_tricks.as_strided": ("np.lib.stride_tricks.as_strided({F2})",),
    **_each("np.packbits", "FUNC({L})", "FUNC(np.ones((3, 8), bool), axis={axis})"),
    "np.unpackbits": ("np.unpackbits(np.ones((2, 3), np.uint8))", "np.unpackbits(np.ones((2, 3), np.uint8), axis=1)"),
    "np.real_if_close": ("np.real_if_close({F})",),
    "np.isnat": ("np.isnat(np.array(['2020-01-01'], 'datetime64[D]'))",),
    ".resize()": ("np.ones(3).resize(5)",),
    "np.random.random_integers": ("np.random.random_integers(1, 3{size})", "np.random.random_integers(5)"),
    **_each(".partition()", "{F1}FUNC(0)"),
    ".setflags()": ("{F}.setflags(write=True)",),
    ".put()": ("np.ones(3).put([0], 1)",),
    "np.put": ("np.put(np.ones(3), [0], 1)",),
    "np.place": ("np.place(np.ones(3), [True, False, True], [1.0])",),
    "np.putmask": ("np.putmask(np.ones(3), [True, False, True], 1.0)",),
    "np.copyto": ("np.copyto({F}, 1.0)",),
    "np.finfo": ("np.finfo(float)", "{F} + np.finfo(float).eps", "np.finfo({F}.dtype).max * {F}"),
    "np.iinfo": ("np.iinfo(int)", "{N} % np.iinfo(np.int64).max"),
    "np.dtype": ("np.zeros({length}, np.dtype('int64'))", "np.zeros({length}, dtype=np.dtype(float))"),
    "np.polynomial.legendre.legval": ("np.polynomial.legendre.legval({F}, [1, 2])",),
    "np.loadtxt": (
        "np.loadtxt(['1 2', '3 4'])",
        "np.loadtxt(['1 2', '3 4'], ndmin=2)",
        "np.loadtxt(['1,2'], delimiter=',', skiprows=0)",
    ),
    "np.genfromtxt": ("np.genfromtxt(['1 2', '3 4'])",),
    "np.frombuffer": ("np.frombuffer(b'12345678')", "np.frombuffer(b'1234', dtype=np.uint8)"),
}

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
DRAWS: dict[str, tuple[str, ...]] = {**_of_generators(_NAMED), **_NAMED}
"""Templates by name. A name that ends in a space holds more calls of the same function."""

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
