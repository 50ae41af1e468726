"""Reductions, statistics, polynomials."""

from __future__ import annotations

from benchmarks.numpy_conformance.draws.each import each

REDUCTIONS = {
    **each(
        "np.sum np.prod np.mean np.std np.var np.all np.any np.nansum np.nanmean np.nanstd np.nanvar np.nanprod",
        "FUNC({A})",
        "FUNC({AN}, axis={axes}{keep})",
        "FUNC({AN}, {axis}{keep})",
        "FUNC({A}, {axes}, keepdims=True)",
    ),
    **each(
        "np.max np.min np.amax np.amin np.ptp np.median np.count_nonzero np.nanmax np.nanmin np.nanmedian",
        "FUNC({F})",
        "FUNC({FN}, axis={axes}{keep})",
        "FUNC({FN}, {axis}{keep})",
    ),
    **each(
        "np.argmax np.argmin np.nanargmax np.nanargmin",
        "FUNC({F})",
        "FUNC({FN}, axis={axis}{keep})",
        "FUNC({FN}, {axis})",
    ),
    **each("np.cumsum np.cumprod np.nancumsum", "FUNC({A})", "FUNC({AN}, axis={axis})"),
    **each(
        ".sum() .prod() .mean() .std() .var() .all() .any()",
        "{A}FUNC()",
        "{AN}FUNC({axis})",
        "{AN}FUNC(axis={axes}{keep})",
    ),
    **each(".max() .min()", "{F}FUNC()", "{FN}FUNC({axis})", "{FN}FUNC(axis={axes}{keep})"),
    **each(".argmax() .argmin()", "{F}FUNC()", "{FN}FUNC({axis})", "{FN}FUNC(axis={axis}{keep})"),
    **each(".cumsum() .cumprod()", "{A}FUNC()", "{AN}FUNC({axis})"),
    "lengths": ("np.prod({A2}.shape)", "np.sum(({length}, {length}))", "{A}.size"),
}

STATISTICS = {
    **each(
        "np.percentile np.nanpercentile",
        "FUNC({F}, 50)",
        "FUNC({F}, [25, 75])",
        "FUNC({F}, 50, axis={axes}{keep})",
        "FUNC({FN}, [25, 50], axis={axis})",
    ),
    **each(
        "np.quantile np.nanquantile", "FUNC({F}, 0.5)", "FUNC({F}, [0.25, 0.75])", "FUNC({F}, 0.5, axis={axes}{keep})"
    ),
    "np.average": (
        "np.average({F})",
        "np.average({F}, axis={axis})",
        "np.average({F}, weights={S})",
        "np.average({FN}, axis={axis}, weights={S})",
        "np.average({F}, returned=True)",
    ),
    **each("np.cov np.corrcoef", "FUNC({F12})", "FUNC({F2}, rowvar=False)", "FUNC({F1}, {S})", "FUNC({F})"),
    "np.histogram": (
        "np.histogram({F})",
        "np.histogram({F}, {positive})",
        "np.histogram({F}, bins=[0, 1, 2])",
        "np.histogram({F}, bins={positive}, density=True)",
    ),
    "np.histogram2d": ("np.histogram2d({F1}, {S})", "np.histogram2d({F1}, {S}, bins={positive})"),
    "np.bincount": ("np.bincount({N1})", "np.bincount({N1}, minlength={length})", "np.bincount({N})"),
    "np.interp": ("np.interp({F}, {F1}, {S})", "np.interp(0.5, [0, 1], [2, 3])"),
    **each(
        "np.convolve np.correlate",
        "FUNC({F1}, {F1})",
        "FUNC({F1}, {F1}, mode='same')",
        "FUNC({F1}, {F1}, 'valid')",
        "FUNC({F1}, {F1}, mode='full')",
    ),
    **each("np.hanning np.hamming np.blackman np.bartlett", "FUNC({length})"),
    "np.kaiser": ("np.kaiser({length}, 5)",),
    "np.trapezoid": ("np.trapezoid({FN})", "np.trapezoid({FN}, axis={axis})"),
}

POLYNOMIALS = {
    "np.polyfit": ("np.polyfit({F1}, {S}, {small})", "np.polyfit([0, 1, 2], [1, 2, 3], 1)"),
    "np.polyval": ("np.polyval({F1}, {F})", "np.polyval([1, 2], {F})"),
    **each("np.polyadd np.polysub np.polymul", "FUNC({F1}, {F1})"),
    **each("np.polyder np.polyint np.roots np.poly", "FUNC({F1})", "FUNC([1, 2, 3])"),
    "np.polynomial.polynomial.polyval": ("np.polynomial.polynomial.polyval({F}, [1, 2])",),
    "np.polynomial.hermite.hermgauss": ("np.polynomial.hermite.hermgauss({length})",),
}
