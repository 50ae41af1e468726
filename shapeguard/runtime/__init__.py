"""All that runs beside user code: the guard, its compiled fast path, and the words of its errors.

Data flows one way: ``annotations`` (a signature, resolved) -> ``checks`` (what each hint demands) -> ``generating``
(the fast path, as source) and ``authority`` (jaxtyping's and beartype's verdict) -> ``explaining`` (why; what to do).
"""
