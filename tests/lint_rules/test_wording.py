"""What findings say: in the names that the author wrote."""

from __future__ import annotations

from shapeguard.linting import check

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
