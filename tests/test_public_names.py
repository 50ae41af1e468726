"""The names that ``shapeguard`` exports: each can be had, and jaxtyping's dtypes are all among them."""

from __future__ import annotations

import jaxtyping
import pytest

import shapeguard


@pytest.mark.parametrize("name", shapeguard.__all__)
def test_a_name_that_is_exported_is_there(name: str) -> None:
    assert getattr(shapeguard, name).__module__.startswith("shapeguard")


def test_every_dtype_of_jaxtyping_is_exported() -> None:
    dtypes = {name for name in dir(jaxtyping) if issubclass(type(getattr(jaxtyping, name)), type(jaxtyping.Float))}
    assert "Float" in dtypes and dtypes - {"AbstractDtype"} <= set(shapeguard.__all__)


def test_what_is_listed_is_what_is_exported() -> None:
    assert {name for name in dir(shapeguard) if not name.startswith("__")} == set(shapeguard.__all__)
    assert {"__version__", "__file__", "__path__"} <= set(dir(shapeguard))


def test_no_other_name_is_there() -> None:
    with pytest.raises(AttributeError, match="Flaot"):
        _ = shapeguard.Flaot
