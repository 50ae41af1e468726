"""Products, einsum, linalg, fft."""

from __future__ import annotations

from benchmarks.numpy_conformance.draws.each import each

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

LINALG = {
    **each(
        "np.linalg.inv np.linalg.det np.linalg.slogdet np.linalg.eig np.linalg.eigvals "
        "np.linalg.eigh np.linalg.eigvalsh np.linalg.cholesky np.linalg.pinv np.linalg.svdvals np.linalg.matrix_rank",
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
    **each(
        "np.trace np.diagonal",
        "FUNC({A3})",
        "FUNC({A3}, {int})",
        "FUNC({A3}, offset={int}, axis1={axis}, axis2={axis})",
        "FUNC({A})",
    ),
    **each(".trace() .diagonal()", "{A3}FUNC()", "{A3}FUNC({int})"),
    "np.linalg.trace": ("np.linalg.trace({A3})",),
    "np.linalg.diagonal": ("np.linalg.diagonal({A3})", "np.linalg.diagonal({A3}, offset={int})"),
    **each("np.linalg.outer", "FUNC({F1}, {F1})"),
    **each("np.linalg.cross", "FUNC(np.ones((2, 3)), np.ones(3))"),
    "np.linalg.vecdot": ("np.linalg.vecdot({FN}, {S})",),
    "np.linalg.tensordot": ("np.linalg.tensordot({F2}, {M}, axes=1)",),
    "np.linalg.matrix_transpose": ("np.linalg.matrix_transpose({A})",),
}

FFT = {
    **each(
        "np.fft.fft np.fft.ifft np.fft.rfft np.fft.irfft np.fft.hfft np.fft.ihfft",
        "FUNC({F})",
        "FUNC({FN}, {positive})",
        "FUNC({FN}, axis={axis})",
        "FUNC({FN}, n={positive}, axis={axis})",
    ),
    **each("np.fft.fft2 np.fft.ifft2 np.fft.fftn np.fft.ifftn", "FUNC({F3})", "FUNC({FN})"),
    **each("np.fft.fftshift np.fft.ifftshift", "FUNC({FN})", "FUNC({FN}, axes={axis})"),
    **each("np.fft.fftfreq np.fft.rfftfreq", "FUNC({length})", "FUNC({length}, 0.1)"),
}
