"""Rearranging, joining, repeating and splitting."""

from __future__ import annotations

from benchmarks.numpy_conformance.draws.each import each

RESHAPING = {
    ".reshape()": (
        "{A}.reshape({reshape})",
        "{AN}.reshape(-1, {length})",
        "{A2}.reshape({length}, {length})",
        "{A}.reshape({A2}.shape)",
    ),
    "np.reshape": ("np.reshape({A}, {reshape})", "np.reshape({A}, {reshape}, order='F')"),
    **each(".flatten() .ravel()", "{A}FUNC()"),
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
    **each("np.atleast_1d np.atleast_2d np.atleast_3d", "FUNC({A})", "FUNC({A}, {A})"),
    "np.broadcast_to": ("np.broadcast_to({A}, {shape})", "np.broadcast_to({A1}, ({length}, {length}))"),
    "np.flip": ("np.flip({A})", "np.flip({A}, {axes})"),
    "np.roll": ("np.roll({A}, 1)", "np.roll({A}, {int}, axis={axis})", "np.roll({A}, {int}, {axis})"),
    **each("np.flipud np.fliplr np.rot90", "FUNC({A})"),
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
    "np.block": (
        "np.block([{A1}, {J0}])",
        "np.block([[{A2}, {J1}]])",
        "np.block([[{A2}], [{J0}]])",
        "np.block([[{A2}, {J1}], [{A2}, {J1}]])",
    ),
    "np.dstack": ("np.dstack(({A}, {J2}))",),
    "np.column_stack": (
        "np.column_stack(({A1}, {S}))",
        "np.column_stack(({A2}, {J1}))",
        "np.column_stack([{A12}, {J1}])",
    ),
    "np.append": ("np.append({A}, {A})", "np.append({AN}, {J0}, axis=0)", "np.append({A1}, 3)"),
    "np.broadcast_arrays": ("np.broadcast_arrays({A}, {B})",),
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
    **each("np.triu np.tril", "FUNC({A})", "FUNC({A3}, {int})", "FUNC({A2}, k={int})"),
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
    **each("np.hsplit np.vsplit np.dsplit", "FUNC({A}, {positive})", "FUNC({A3}, [1])"),
}
