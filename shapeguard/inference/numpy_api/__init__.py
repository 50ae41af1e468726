"""Shape rules for NumPy, by what a call does with shapes; values in, :class:`Outcome` out.

The interpreter asks through five doors, each answering with an ``Outcome`` (an unknown value where there is no rule):

``call(name, arguments)``
    ``numpy.zeros``, ``numpy.linalg.inv``, ``ndarray.sum`` (receiver in the arguments),
    ``numpy.random.Generator.normal``.
``attribute(value, name)``
    ``X.shape``, ``X.T``, ``X.size``; a method comes back as ``Known("ndarray.sum", X)``.
``subscript(value, index)``
    ``X[1:, None]``; the index is a value (a ``Sequence`` for ``X[a, b]``).
``binary(operator, left, right)``
    ``"+"``, ``"@"``, ``"<"`` ... between any two values of which one is an array.
``unary(operator, operand)``
    ``"-"``, ``"~"``, ``"+"``.
"""
