"""Attributes, and functions that have little to do with shapes."""

from __future__ import annotations

from benchmarks.numpy_conformance.draws.each import each

ATTRIBUTES = {
    **each(".shape .ndim .size .dtype .real .imag .flat", "{C}FUNC"),
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

OTHERS = {
    **each(
        "np.testing.assert_allclose np.testing.assert_equal np.testing.assert_array_equal "
        "np.testing.assert_almost_equal np.testing.assert_array_almost_equal",
        "FUNC(1.0, 1.0)",
    ),
    **each("np.isscalar np.iscomplexobj np.isrealobj", "FUNC({A})"),
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
    **each("np.random.geometric np.random.logseries", "FUNC(0.5{size})", "FUNC(0.5, {shape})"),
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
    **each("np.packbits", "FUNC({L})", "FUNC(np.ones((3, 8), bool), axis={axis})"),
    "np.unpackbits": ("np.unpackbits(np.ones((2, 3), np.uint8))", "np.unpackbits(np.ones((2, 3), np.uint8), axis=1)"),
    "np.real_if_close": ("np.real_if_close({F})",),
    "np.isnat": ("np.isnat(np.array(['2020-01-01'], 'datetime64[D]'))",),
    ".resize()": ("np.ones(3).resize(5)",),
    "np.random.random_integers": ("np.random.random_integers(1, 3{size})", "np.random.random_integers(5)"),
    **each(".partition()", "{F1}FUNC(0)"),
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
