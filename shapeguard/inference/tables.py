"""pandas: what makes a DataFrame or a Series, what is a part of one, and the arrays that they become.

Only the rank is known of a table, and the number of columns where they are listed in the same expression. Whatever else
is done with a table gives an unknown value.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from collections.abc import Sequence as Several

from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Constant,
    Int,
    Kind,
    Known,
    ListOf,
    Scalar,
    Sequence,
    Slice,
    Value,
)
from shapeguard.shapes import Dim, Shape

FRAME, SERIES = Known("pandas.DataFrame()"), Known("pandas.Series()")
MANY_LEVELS = Known("pandas.DataFrame(columns=?)")
"""A frame that may have columns of several levels: one name of the first level takes out a frame again."""
_NAMES = frozenset(table.name for table in (FRAME, MANY_LEVELS, SERIES))
_RANKS: Mapping[Value, int] = {FRAME: 2, MANY_LEVELS: 2, SERIES: 1}
_READERS = frozenset(
    f"pandas.{name}"
    for name in ("DataFrame", "read_csv", "read_table", "read_excel", "read_parquet", "read_feather", "get_dummies")
)
_IN_PIECES = frozenset({"chunksize", "iterator", "sheet_name", "squeeze", "header"})
_SAME = """
    head tail drop dropna drop_duplicates fillna ffill bfill sample sort_values sort_index copy astype replace round abs
    clip where mask shift diff cumsum cumprod isna isnull notna notnull interpolate nlargest nsmallest rank
"""
_KEEPING = frozenset(_SAME.split())
_OF_A_FRAME = frozenset({"rename", "reset_index", "set_index", "query", "assign", "select_dtypes", "corr", "cov"})
_OF_COLUMNS = frozenset({"mean", "sum", "std", "var", "min", "max", "median", "count", "nunique", "pop"})
_OF_A_SERIES = frozenset({"map", "isin", "between", "value_counts"})
_INDEXERS = frozenset({"pandas.iloc", "pandas.loc"})
_ATTRIBUTES = _KEEPING | _OF_A_FRAME | _OF_COLUMNS | _OF_A_SERIES | {"iloc", "loc"}
_CONVERTING = frozenset({"numpy.array", "numpy.asarray", "numpy.asanyarray", "numpy.ascontiguousarray"})


def is_table(value: Value) -> bool:
    """Whether a value is a DataFrame or a Series."""
    return isinstance(value, Known) and value.name in _NAMES and value.receiver is None


def instance_of(cls: Value) -> Known | None:
    """What the annotation ``df: pd.DataFrame`` promises; None for any other class."""
    return {"pandas.DataFrame": FRAME, "pandas.Series": SERIES}.get(cls.name) if isinstance(cls, Known) else None


def made(name: str, positional: Several[Value], keywords: Mapping[str, Value]) -> Value | None:
    """What a function of pandas makes, or an array of NumPy made of a table; None for any other call."""
    if name in _READERS:
        if keywords.keys() & _IN_PIECES:
            return UNKNOWN
        return with_columns(keywords.get("columns", positional[2] if len(positional) > 2 else None))
    if name == "pandas.Series":
        return SERIES
    if name in _CONVERTING and positional and is_table(positional[0]):
        return _array(positional[0])
    return None


def with_columns(names: Value | None) -> Value:
    """A frame whose columns bear these names; None where they come with the data."""
    if names is None or (isinstance(names, Sequence) and all(_is_name(each) for each in names.items)):
        return FRAME
    return MANY_LEVELS


def _is_name(value: Value) -> bool:
    return isinstance(value, Constant) and isinstance(value.value, str)


def attribute(table: Value, node: ast.Attribute, subscripted: Value) -> Value:
    """``df.values``, ``df.iloc``, ``df.head``; the column ``df.age`` is unknown.

    ``subscripted`` is the value of df in ``df[...].values``: rows that ``df.loc[...]`` lists are no columns.
    """
    name = node.attr
    if name == "values":
        return _array(table, _listed(node.value) if subscripted == FRAME else None)
    if name == "T":
        return table
    if name == "to_numpy":
        return Known("pandas.to_numpy", _array(table, _listed(node.value) if subscripted == FRAME else None))
    return Known(f"pandas.{name}", table) if name in _ATTRIBUTES else UNKNOWN


def called(callee: Known, keywords: Mapping[str, Value]) -> Value | None:
    """What a method of a table returns; None for what is no method of one."""
    receiver, name = callee.receiver, callee.name.removeprefix("pandas.")
    if receiver is None or not callee.name.startswith("pandas."):
        return None
    if name == "to_numpy":
        return receiver if not keywords.keys() - {"dtype", "copy"} else UNKNOWN
    if "inplace" in keywords or "level" in keywords:
        return UNKNOWN
    if name in _KEEPING:
        return receiver
    if receiver in (FRAME, MANY_LEVELS):
        is_frame = name in _OF_A_FRAME
        return receiver if is_frame else SERIES if name in _OF_COLUMNS and "axis" not in keywords else UNKNOWN
    return SERIES if name in _OF_A_SERIES else UNKNOWN


def item(owner: Known, index: Value) -> Value:
    """``df["age"]``, ``df[["age", "height"]]``, ``df[df["age"] > 3]``, ``df.iloc[:, 0]``; unknown for anything else."""
    if owner.receiver is not None and owner.name in _INDEXERS:
        return _placed(owner.receiver, index)
    if owner == FRAME and isinstance(index, Constant) and isinstance(index.value, str):
        return SERIES
    return owner if is_table(owner) and _keeps(index) else UNKNOWN


def combined(operator: str | None, left: Value, right: Value) -> Value:
    """``(df["age"] - 3) > df["size"]``: a table against a number or a table."""
    if operator in ("@", None) or not all(
        is_table(side) or isinstance(side, (Int, Scalar, Constant)) for side in (left, right)
    ):
        return UNKNOWN
    return next((frame for frame in (MANY_LEVELS, FRAME) if frame in (left, right)), SERIES)


def _placed(table: Value, index: Value) -> Value:
    """Of rows and columns: a slice or a list keeps its axis, a number or the name of a column drops it."""
    parts = index.items if isinstance(index, Sequence) and not index.is_list else (index,)
    if _is_name(parts[0]) or (table == MANY_LEVELS and any(_is_name(part) for part in parts)):
        return UNKNOWN  # the rows of that name, be they one or several
    kept = [_keeps(part) for part in parts]
    if None in kept or len(parts) > _RANKS[table]:
        return UNKNOWN
    return {2: table, 1: SERIES}.get(_RANKS[table] - kept.count(False), UNKNOWN)


def _keeps(part: Value) -> bool | None:
    if isinstance(part, (Slice, ListOf)) or (isinstance(part, Sequence) and part.is_list) or part == SERIES:
        return True
    if isinstance(part, Array):
        return True if part.shape.rank == 1 else None
    if isinstance(part, Int) or (isinstance(part, Constant) and isinstance(part.value, (int, str))):
        return False
    return None


def _array(table: Value, columns: Dim | None = None) -> Array:
    if table == SERIES:
        return Array(Shape((Dim.unknown(),)), Kind.UNKNOWN)
    return Array(Shape((Dim.unknown(), columns or Dim.unknown())), Kind.UNKNOWN)


def _listed(node: ast.expr) -> Dim | None:
    """The number of columns of ``df[["age", "height"]]``."""
    match node:
        case ast.Subscript(slice=ast.List(elts=names)) if all(isinstance(name, ast.Constant) for name in names):
            is_names = all(isinstance(name, ast.Constant) and isinstance(name.value, str) for name in names)
            return Dim.of(len(names)) if is_names else None
    return None
