"""The slow half of a guarded function: what the generated code asks when it cannot say yes by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jaxtyping import AnnotationError

from shapeguard.runtime import carrying, memo
from shapeguard.runtime.authority import Objection, object_to
from shapeguard.runtime.checks import Check
from shapeguard.runtime.function_contract import MISSING, RESULT, YIELDED, Contract, Handed, Values, leaves


class Authority:
    """Judges the calls of one function.

    Every verdict is an error or None; the generated code raises it, so that a traceback shows one frame.
    """

    def __init__(self, contract: Contract, hints: Mapping[str, Any]) -> None:
        self.contract = contract
        self.hints = hints

    def admit(self, values: Values) -> Exception | None:
        """Judge the inputs. Without an objection their scope stays open for the body."""
        memo.push(memo.new_scope(self.contract.arguments(values)))
        try:
            objection = self._object_to_inputs(values)
            error = None if objection is None else self._refuse(objection, values)
        except AnnotationError as annotation_error:
            error = annotation_error.with_traceback(None)
        except BaseException:
            memo.pop()
            raise
        if error is not None:
            memo.pop()
        return error

    def release(self, result: Any, values: Values) -> Exception | None:
        """Judge the result in the open scope, and the inputs again: the body may have changed them in place."""
        try:
            objection = self._object_to_inputs(self._now(values)) if self.contract.output is not None else None
            if objection is None and self.contract.attributes:
                objection = self._object_to_attributes(self._now(values))
            if objection is None and self.contract.output is not None:
                objection = object_to(self.contract.output, result, RESULT)
            handed = Handed(self.contract.output, result, RESULT)
            return None if objection is None else self._refuse(objection, self._now(values), handed)
        except AnnotationError as annotation_error:
            return annotation_error.with_traceback(None)

    def released(self, scope: memo.Scope, result: Any, values: Values) -> Exception | None:
        """Judge a result in a scope that is not open."""
        with memo.opened(scope):
            return self.release(result, values)

    def carried(self, body: Any, scope: memo.Scope) -> Any:
        """Await a coroutine in its scope."""
        return carrying.carried(body, scope)

    def carried_generator(self, body: Any, scope: memo.Scope, values: Values) -> Iterator[Any]:
        """Run a generator in its scope and judge what it yields and returns."""
        return carrying.carried_generator(body, scope, self._judge_yield(values), self._judge_return(values))

    def carried_async_generator(self, body: Any, scope: memo.Scope, values: Values) -> Any:
        """Run an asynchronous generator in its scope and judge what it yields."""
        return carrying.carried_async_generator(body, scope, self._judge_yield(values))

    def _judge_yield(self, values: Values) -> carrying.Judge:
        """What one yield binds does not hold for the next: the last batch may be smaller."""

        def judge(scope: memo.Scope, value: Any) -> Exception | None:
            sizes, variadics, structures, arguments = scope
            each = (sizes.copy(), variadics.copy(), structures.copy(), arguments)
            return self._judged(self.contract.yields, YIELDED, each, value, values)

        return judge

    def _judge_return(self, values: Values) -> carrying.Judge:
        return lambda scope, value: self._judged(self.contract.output, RESULT, scope, value, values)

    def _judged(
        self, check: Check | None, path: str, scope: memo.Scope, value: Any, values: Values
    ) -> Exception | None:
        if check is None:
            return None
        with memo.opened(scope):
            try:
                objection = object_to(check, value, path)
            except AnnotationError as error:
                return error.with_traceback(None)
            return None if objection is None else self._refuse(objection, values, Handed(check, value, path))

    def _object_to_inputs(self, values: Values) -> Objection | None:
        for item, value in leaves(self.contract.inputs, values):
            if value is MISSING:
                continue
            objection = object_to(item.check, value, item.path)
            if objection is not None:
                return objection
        return None

    def _object_to_attributes(self, values: Values) -> Objection | None:
        pairs = zip(self.contract.attributes, values, strict=False)
        objections = (object_to(item.check, value, item.path) for item, value in pairs if value is not MISSING)
        return next((objection for objection in objections if objection is not None), None)

    def _now(self, values: Values) -> Values:
        """The inputs with the attributes as they are after the body."""
        count = len(self.contract.attributes)
        if not count:
            return values
        owner = values[count]
        names = (item.path.partition(".")[2] for item in self.contract.attributes)
        return (*(getattr(owner, name, MISSING) for name in names), *values[count:])

    def _refuse(self, objection: Objection, values: Values, handed: Handed | None = None) -> Exception:
        """The error for an objection; its words are imported only when they are needed."""
        from shapeguard.runtime.refusing import refusal, unexplained

        try:
            return refusal(self.contract, self.hints, objection, values, handed)
        except Exception as error:  # an odd array-like may raise from any attribute; the refusal stands
            return unexplained(self.contract, objection, error)
