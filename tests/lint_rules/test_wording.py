"""What findings say: in the names that the author wrote."""

from __future__ import annotations

from shapeguard.linting import check
from shapeguard.shapes import Dim

RETURNS = '''
import numpy as np
def context():
    """Draw.

    Returns
    -------
    drawn : ndarray of shape (D, K)
    """
    return np.ones({shape})
'''


def test_the_names_of_a_docstring_stand_in_the_message() -> None:
    (row,) = check(RETURNS.format(shape="5"))
    assert row.message == "`np.ones(5)` has shape (5,), but the return value is declared (D, K)"
    (table,) = check(RETURNS.format(shape="(2, 3, 4)"))
    assert "(2, 3, 4), but the return value is declared (D, K)" in table.message and "the docstring" in table.help
    assert check(RETURNS.format(shape="(5, 6)")) == []


DECLARED = """
import numpy as np
from jaxtyping import Float
def mark(mask: Float[np.ndarray, "nx ny nz"], X: Float[np.ndarray, "n d"]): ...
mask = np.ones(5)
mask = mask[mask > 0.5]
mark(mask, np.ones((150, 4)))
mark(np.ones((2, 2, 2)), np.ones((150, 4, 2)))
"""


def test_ranks_are_told_where_lengths_are_not_known_and_only_the_lengths_concerned() -> None:
    mask, data = (finding.message for finding in check(DECLARED, select=["SG502"]))
    assert mask == "`mask` is of rank 1, but the parameter `mask` is declared (nx, ny, nz), of rank 3"
    assert data == "`np.ones((150, 4, 2))` has shape (150, 4, 2), but the parameter `X` is declared (n, d)"


def test_a_length_made_of_unknown_ones_is_a_question_mark() -> None:
    unknown = Dim.unknown()
    assert str(Dim.opaque("slice", unknown, unknown, unknown + 32, Dim.of(1))) == "?"
    assert str(Dim.opaque("//", unknown, Dim.of(2)) + 1) == "?+1"
