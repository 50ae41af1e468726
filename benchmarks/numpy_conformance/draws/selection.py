"""Indexing, selection, sorting, sets, grids."""

from __future__ import annotations

from benchmarks.numpy_conformance.draws.each import each

INDEXING = {
    "indexing": ("{A}[{cut}]", "{AN}[{cut}]", "{A3}[{cut}]"),
    "advanced indexing": ("{AN}[{index}]", "{A3}[{index}]", "{A}[{index}]", "{A3}[{index}]"),
    "masks": ("{A}[{mask}]", "{F2}[{S} > 1]"),
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

SORTING = {
    **each("np.sort np.argsort", "FUNC({A})", "FUNC({AN}, axis={axis})", "FUNC({AN}, axis=None)", "FUNC({AN}, {axis})"),
    ".argsort()": ("{AN}.argsort()", "{AN}.argsort(axis={axis})"),
    **each("np.partition np.argpartition", "FUNC({FN}, 0)", "FUNC({FN}, 0, axis={axis})"),
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
    **each("np.union1d np.setxor1d np.setdiff1d", "FUNC({A}, {A})"),
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
    **each("np.triu_indices np.tril_indices", "FUNC({length})", "FUNC({length}, {int})"),
    **each("np.triu_indices_from np.tril_indices_from np.diag_indices_from", "FUNC({A2})", "FUNC({sq2})"),
    "np.diag_indices": ("np.diag_indices({length})", "np.diag_indices({length}, 3)"),
    "np.unravel_index": ("np.unravel_index(0, (3, 4))", "np.unravel_index({indices}, (2, 3))"),
}
