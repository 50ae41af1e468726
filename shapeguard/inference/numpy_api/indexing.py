"""``a[index]``: integers, slices, ``None``, ``...``, integer arrays, boolean masks, and all of them together."""

from __future__ import annotations

from dataclasses import dataclass, field

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.history import derived
from shapeguard.inference.numpy_api.kinds import may_hold_anything
from shapeguard.inference.numpy_api.outcome import Event, Outcome, Refusal
from shapeguard.inference.numpy_api.reading import read_array
from shapeguard.inference.numpy_api.refusing import Refused, Unclear, agree
from shapeguard.inference.numpy_api.slicing import slice_length
from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Constant,
    History,
    Int,
    Kind,
    ListOf,
    Scalar,
    Sequence,
    Slice,
    Value,
)
from shapeguard.shapes import Dim, Shape, Size, Verdict, broadcast
from shapeguard.shapes.frozen import replace

_ONE = Dim.of(1)


@dataclass(slots=True)
class _Result:
    """The axes of the result while the index is walked.

    ``is_diagonal`` holds while every index array is a range over the whole axis that it picks from.
    """

    dims: list[Dim] = field(default_factory=list)
    advanced: list[Shape] = field(default_factory=list)
    place: int | None = None
    last: int | None = None
    adjacent: bool = True
    events: list[Event] = field(default_factory=list)
    purposeful: bool = False
    reshaped: bool = False
    dropped: bool = False
    picks_from_nothing: bool = False
    is_diagonal: bool = True

    def note_advanced(self, position: int, shape: Shape) -> None:
        """Remember an index that is broadcast with the others, and whether they stand side by side."""
        self.advanced.append(shape)
        if self.place is None:
            self.place = len(self.dims)
        elif self.last != position - 1:
            self.adjacent = False
        self.last = position


def index_array(array: Array, index: Value) -> Outcome:
    """The outcome of ``array[index]``."""
    if may_hold_anything(array):
        return Outcome()
    items = index.items if isinstance(index, Sequence) and not index.is_list else (index,)
    try:
        return _indexed(array, items)
    except Unclear:
        return Outcome()
    except Refused as refused:
        if array.history.clamps:
            return Outcome()
        return Outcome(UNKNOWN, (replace(refused.refusal, operands=("self",)),))


def _item(item: Value) -> Value:
    """Lists and other array-likes become arrays; what selects no axis in a known way is unclear."""
    if isinstance(item, Sequence):
        array = read_array(item)
        return replace(array, kind=Kind.INT) if not item.items else array
    if isinstance(item, ListOf):
        return read_array(item)
    if isinstance(item, Scalar):
        if item.kind is not Kind.INT:
            raise Unclear
        return Int(Dim.unknown())
    if isinstance(item, Constant) and not (item.value is None or item.value is Ellipsis):
        raise Unclear
    if isinstance(item, Array) and item.shape.rank == 0:
        if item.kind is not Kind.INT:
            raise Unclear
        return Int(Dim.unknown())
    if not isinstance(item, (Array, Int, Slice, Constant)):
        raise Unclear
    return item


def _consumed(item: Value) -> int:
    """How many axes of the array an index takes up."""
    if isinstance(item, Constant):
        return 0
    if isinstance(item, Array):
        if item.shape.open or item.kind not in (Kind.INT, Kind.BOOL, Kind.UNKNOWN):
            raise Unclear
        if item.kind is Kind.UNKNOWN and len(item.shape.dims) > 1:
            raise Unclear
        return len(item.shape.dims) if item.kind is Kind.BOOL else 1
    return 1


def _indexed(array: Array, written: tuple[Value, ...]) -> Outcome:
    items = [_item(item) for item in written]
    consumed = sum(_consumed(item) for item in items)
    dims, leading = _axes(array, items, consumed)
    result, axis = _Result(is_diagonal=not any(isinstance(item, Array) for item in written)), 0
    has_arrays = any(isinstance(item, Array) for item in items)
    for position, item in enumerate(items):
        if isinstance(item, Constant) and item.value is Ellipsis:
            skipped = len(dims) - consumed
            result.dims += dims[axis : axis + skipped]
            axis += skipped
        else:
            count = _consumed(item)
            if count == 1 and sum(isinstance(other, Array) for other in items) == 1:
                _check_listed(written[position], dims[axis])
            _apply(result, position, item, dims[axis : axis + count], has_arrays)
            axis += count
    result.dims += dims[axis:]
    return _finished(array, result, leading)


def _axes(array: Array, items: list[Value], consumed: int) -> tuple[list[Dim], bool]:
    """The axes that the index runs over, and whether unknown ones stand before them."""
    ellipses = [item for item in items if isinstance(item, Constant) and item.value is Ellipsis]
    if len(ellipses) > 1:
        raise Refused(Mismatch.INDEX, "an index has at most one ellipsis")
    dims = list(array.shape.dims)
    if not array.shape.open:
        if consumed > len(dims):
            raise Refused(
                Mismatch.INDEX, f"too many indices: {array.shape} has rank {len(dims)}, {consumed} are indexed"
            )
        return dims, False
    if not ellipses or items[0] is not ellipses[0] or consumed > len(dims):
        raise Unclear
    if any(isinstance(item, Array) for item in items):
        raise Unclear
    return dims, True


def _apply(result: _Result, position: int, item: Value, dims: list[Dim], has_arrays: bool) -> None:
    if isinstance(item, Constant):
        result.dims.append(_ONE)
        result.purposeful = True
    elif isinstance(item, Slice):
        length = slice_length(item, dims[0])
        result.reshaped |= length == _ONE and dims[0] != _ONE
        result.dims.append(length)
    elif isinstance(item, Int):
        _check_bounds(item.dim, dims[0])
        result.dropped = True
        if has_arrays:
            result.note_advanced(position, Shape(()))
    elif isinstance(item, Array):
        result.is_diagonal &= item.shape.dims == tuple(dims)
        result.note_advanced(position, _selected(result, item, dims))


def _check_bounds(index: Dim, length: Dim) -> None:
    """Refuse an index that is beyond the end for every size."""
    beyond = (index - length).never_negative and (index.value is None or length.value is not None)
    before = index.value is not None and length.value is not None and index.value < -length.value
    if (beyond and not (index - length).is_unknown) or before or length.value == 0:
        raise Refused(Mismatch.INDEX, f"index {index} is out of bounds for an axis of length {length}")


def _check_listed(index: Value, length: Dim) -> None:
    """Refuse a list of indices of which one is beyond the end; NumPy looks at none where others pick nothing."""
    for item in index.items if isinstance(index, Sequence) and index.is_list else ():
        if isinstance(item, Int):
            _check_bounds(item.dim, length)


def _selected(result: _Result, index: Array, dims: list[Dim]) -> Shape:
    """The shape that an array index contributes."""
    if index.kind is Kind.INT:
        result.picks_from_nothing |= dims[0].value == 0
        result.reshaped |= index.shape == Shape.of(1)
        return index.shape
    if index.kind is Kind.BOOL:
        if Dim.of(0) in index.shape.dims:
            raise Unclear  # NumPy lets an empty mask pass where it does not fit
        for mask, length in zip(index.shape.dims, dims, strict=True):
            reason = f"a mask of length {mask} does not fit an axis of length {length}"
            result.events += agree(Mismatch.INDEX, mask, length, reason, ("self",))
        whole = dims[0].atom if len(dims) == 1 else None
        if isinstance(whole, Size):
            return Shape((Dim.apart_from(whole.origin, whole),))
    return Shape.of_rank(1)


def _finished(array: Array, result: _Result, leading: bool) -> Outcome:
    dims = result.dims
    if result.place is not None:
        common = broadcast(*result.advanced)
        if common.verdict is Verdict.DIFFER:
            shapes = " and ".join(str(shape) for shape in result.advanced)
            raise Refused(Mismatch.INDEX, f"the index arrays of shapes {shapes} do not broadcast")
        if common.verdict is Verdict.COINCIDE and not result.is_diagonal:
            shapes = " and ".join(str(shape) for shape in result.advanced)
            reason = f"the index arrays of shapes {shapes} differ in length"
            result.events.append(Refusal(Mismatch.INDEX, Verdict.COINCIDE, reason, ("self",)))
        if result.picks_from_nothing and common.result != Shape.of(0):
            raise Unclear  # whether an index is out of bounds then depends on how many there are
        place = result.place if result.adjacent else 0
        known = common.verdict is not Verdict.UNKNOWN
        dims[place:place] = (common.result if known else Shape.of_rank(len(common.result.dims))).dims
    history = _history(array, result)
    made = Array(Shape(tuple(dims), open=leading), array.kind, history)
    return Outcome(made, tuple(result.events), role="dropped" if result.dropped else None)


def _history(array: Array, result: _Result) -> History:
    before = derived(array)
    return replace(
        before,
        purposeful=array.history.purposeful or result.purposeful,
        reshaped=array.history.reshaped or result.reshaped,
        declared=array.history.declared and array.shape.rank == len(result.dims) == 1,
    )
