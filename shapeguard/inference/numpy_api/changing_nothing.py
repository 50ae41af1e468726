"""Functions and methods that change nothing and return something new: a call whose result nobody takes does nothing.

Not among them: what draws random numbers, reads a file or an iterator, or calls a function that it is given; and what
converts, broadcasts or factors, since it is called to see whether that can be done, or a matrix is positive definite.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from shapeguard.inference.numpy_api.attributes import canonical

_NO_OUT = """
    allclose angle append argpartition argsort argwhere array_equal array_equiv array_split astype atleast_1d
    atleast_2d atleast_3d average bincount block column_stack convolve copy corrcoef correlate count_nonzero cov cross
    cumulative_prod cumulative_sum delete diag diag_indices_from diagflat diagonal diff digitize dsplit dstack ediff1d
    einsum expand_dims extract flatnonzero flip fliplr flipud gradient histogram histogram2d histogram_bin_edges
    histogramdd hsplit hstack i0 imag in1d inner insert interp intersect1d isclose iscomplex iscomplexobj isin isreal
    isrealobj ix_ kron lexsort matrix_transpose may_share_memory meshgrid moveaxis nan_to_num nonzero packbits pad
    partition permute_dims poly polyadd polyder polydiv polyfit polyint polymul polysub polyval ravel
    ravel_multi_index real real_if_close repeat reshape resize roll rollaxis roots rot90 row_stack searchsorted
    select setdiff1d setxor1d shares_memory sinc sort sort_complex split squeeze swapaxes take_along_axis tensordot
    tile transpose trapezoid trapz tril tril_indices_from trim_zeros triu triu_indices_from union1d unique unique_all
    unique_counts unique_inverse unique_values unpackbits unravel_index unstack unwrap vander vdot vsplit vstack where
    linalg.cond linalg.cross linalg.det linalg.diagonal linalg.eig linalg.eigh linalg.eigvals
    linalg.eigvalsh linalg.lstsq linalg.matmul linalg.matrix_norm linalg.matrix_power linalg.matrix_rank
    linalg.matrix_transpose linalg.norm linalg.outer linalg.pinv linalg.qr linalg.slogdet linalg.svd
    linalg.svdvals linalg.tensordot linalg.tensorinv linalg.tensorsolve linalg.trace linalg.vecdot linalg.vector_norm
    fft.fftshift fft.ifftshift
"""
_CREATING = """
    arange bartlett blackman diag_indices empty empty_like eye full full_like geomspace hamming hanning identity
    indices kaiser linspace logspace ones ones_like tri tril_indices triu_indices zeros zeros_like
    fft.fftfreq fft.rfftfreq
"""
_OUT_AFTER: Mapping[int, str] = {
    1: """
    abs absolute acos acosh arccos arccosh arcsin arcsinh arctan arctanh asin asinh atan atanh bitwise_count
    bitwise_invert bitwise_not cbrt ceil conj conjugate cos cosh deg2rad degrees exp exp2 expm1 fabs fix floor frexp
    invert isfinite isinf isnan isnat isneginf isposinf log log10 log1p log2 logical_not modf negative positive rad2deg
    radians reciprocal rint sign signbit sin sinh spacing sqrt square tan tanh trunc linalg.multi_dot
    """,
    2: """
    add arctan2 atan2 bitwise_and bitwise_left_shift bitwise_or bitwise_right_shift bitwise_xor copysign divide divmod
    equal float_power floor_divide fmax fmin fmod gcd greater greater_equal heaviside hypot lcm ldexp left_shift less
    less_equal logaddexp logaddexp2 logical_and logical_or logical_xor matmul matvec maximum minimum mod multiply
    nextafter not_equal pow power remainder right_shift subtract true_divide vecdot vecmat all amax amin any argmax
    argmin around choose concat concatenate dot max median min nanargmax nanargmin nanmax nanmedian nanmin outer ptp
    round stack
    """,
    3: """
    clip compress cumprod cumsum mean nancumprod nancumsum nanmean nanpercentile nanprod nanquantile nanstd nansum
    nanvar percentile prod quantile std sum take var
    """,
    4: """
    fft.fft fft.fft2 fft.fftn fft.hfft fft.ifft fft.ifft2 fft.ifftn fft.ihfft fft.irfft fft.irfft2 fft.irfftn fft.rfft
    fft.rfft2 fft.rfftn
    """,
    5: "trace",
}
"""How many arguments stand before ``out`` where it has no name."""
_METHODS: Mapping[int, str] = {
    99: "argpartition argsort astype conj conjugate copy diagonal flatten nonzero ravel repeat reshape searchsorted "
    "squeeze swapaxes tolist transpose view",
    1: "all any argmax argmin choose dot max min round",
    2: "clip compress cumprod cumsum mean prod std sum take var",
    4: "trace",
}
_OVERWRITING = frozenset({"out", "overwrite_input", None})
"""Keywords by which a call may write into what it is given; None stands for ``**others``."""

_FUNCTION_LIMITS = {
    f"numpy.{name}": limit
    for limit, names in {99: f"{_NO_OUT} {_CREATING}", **_OUT_AFTER}.items()
    for name in names.split()
}
_METHOD_LIMITS = {f"ndarray.{name}": limit for limit, names in _METHODS.items() for name in names.split()}
PURE: Mapping[str, int] = _FUNCTION_LIMITS | _METHOD_LIMITS
"""Each by its full name, with the number of arguments without a name that it takes before it writes into one."""
CREATING = frozenset(f"numpy.{name}" for name in _CREATING.split())
"""Those that are given no array of which they return another version."""
PURE_NAMES = frozenset(name.rpartition(".")[2] for name in PURE)
"""The last parts of the names, by which most calls are told apart at once."""


def changes_nothing(name: str, count: int, keywords: Collection[str | None]) -> bool:
    """Whether a call, with so many arguments without a name and these keywords, does nothing but return something."""
    known = canonical(name)
    if known == "numpy.nan_to_num" and (count > 1 or "copy" in keywords):
        return False
    return known in PURE and count <= PURE[known] and _OVERWRITING.isdisjoint(keywords)
