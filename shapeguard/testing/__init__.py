"""Property tests from the annotations: arguments for a guarded function, with pairwise distinct sizes.

::

    from hypothesis import given
    from shapeguard.testing import arguments

    @given(arguments(predict))
    def test_predict(args):
        assert predict(**args).shape[1] == args["X"].shape[1]

A transpose hides behind a square matrix, and a two-way broadcast behind two equal lengths. Here no two named sizes are
ever equal, nor is one equal to a length that the signature fixes.
"""

from __future__ import annotations

from shapeguard.testing.calls import Arguments, arguments

__all__ = ["Arguments", "arguments"]

Arguments.__module__ = arguments.__module__ = __name__
