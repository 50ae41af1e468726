"""The wrapper of one function as source: the three skeletons, and the parts that they share."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from contextlib import AbstractContextManager
from inspect import Parameter
from typing import Any, Protocol

from shapeguard.runtime import memo
from shapeguard.runtime.axes import Bound
from shapeguard.runtime.carrying import APART
from shapeguard.runtime.checks import Array, Check, Either
from shapeguard.runtime.emitting import Emitter, broadcast_variadics, sizes_in
from shapeguard.runtime.function_contract import MISSING, Contract, Input
from shapeguard.runtime.modes import Mode
from shapeguard.runtime.remembering import Remembered, fingerprint_of
from shapeguard.runtime.signatures import declared, forwarded, free_prefix
from shapeguard.runtime.source import NoFastPath


class Enforcer(Protocol):
    """What the generated code asks when it is in doubt, and what carries a body that waits."""

    def admit(self, values: tuple[Any, ...]) -> Exception | None:
        """Judge the inputs; without an objection their scope stays open."""

    def release(self, result: Any, values: tuple[Any, ...]) -> Exception | None:
        """Judge the result in the open scope."""

    def released(self, scope: memo.Scope, result: Any, values: tuple[Any, ...]) -> Exception | None:
        """Judge the result in a scope that is closed."""

    def carried(self, body: Any, scope: memo.Scope) -> Any:
        """Await a coroutine in a scope."""

    def carried_generator(self, body: Any, scope: memo.Scope, values: tuple[Any, ...]) -> Any:
        """Run a generator in a scope."""

    def carried_async_generator(self, body: Any, scope: memo.Scope, values: tuple[Any, ...]) -> Any:
        """Run an asynchronous generator in a scope."""


class Writer:
    """Writes one wrapper from top to bottom."""

    def __init__(self, contract: Contract, mode: Mode, enforcer: Enforcer | None, fast: bool) -> None:
        self.contract = contract
        self.mode = mode
        self.fast = fast
        self.prefix = free_prefix(contract.signature.parameters, mode)
        self.emitter = Emitter(self.prefix, broadcast_variadics(*contract.checks))
        self._enforcer = enforcer
        self.bound = Bound()
        self.rechecks: list[str] = []
        self.line, self.block, self.constant = self.emitter.line, self.emitter.block, self.emitter.constant
        self.function = self.constant(contract.function)
        self.call = f"{self.function}({forwarded(contract.signature.parameters.values())})"
        self.owner = next(iter(contract.signature.parameters), "")

    @property
    def lines(self) -> list[str]:
        """The source so far."""
        return self.emitter.lines

    @property
    def enforcer(self) -> Enforcer:
        """The authority; a wrapper that is still pending has none."""
        assert self._enforcer is not None
        return self._enforcer

    @property
    def _has_exit_checks(self) -> bool:
        return self.contract.output is not None or bool(self.contract.attributes)

    def write(self) -> None:
        """Write the whole function."""
        with self._definition():
            if self.mode.kind == "off":
                self._unchecked()
            else:
                self._skip()
                self._checked()

    def write_pending(self, settle: Callable[[], Exception | None], settled: Callable[[], Any]) -> None:
        """Write the function that settles what it is first."""
        with self._definition():
            self._raise_if(f"{self.constant(settle)}()")
            call = self.call.replace(self.function, f"{self.constant(settled)}()", 1)
            self.line(f"return {'await ' if self.contract.kind == 'coroutine' else ''}{call}")

    def _definition(self) -> AbstractContextManager[None]:
        parameters = ", ".join(declared(self.contract.signature.parameters.values()))
        self.emitter.depth = 0
        keyword = "async def" if self.contract.kind == "coroutine" else "def"
        return self.block(f"{keyword} {self.prefix}guarded({parameters}):")

    def _unchecked(self) -> None:
        """The call and nothing else, in a scope of its own."""
        if self.contract.kind != "plain":
            awaited = "await " if self.contract.kind == "coroutine" else ""
            self.line(f"return {awaited}{self.constant(APART[self.contract.kind])}({self.call})")
            return
        self.line(f"{self.constant(memo.push)}({self.constant(memo.BLANK)})")
        with self.block("try:"):
            self.line(f"return {self.call}")
        with self.block("finally:"):
            self.line(f"{self.constant(memo.pop)}()")

    def _skip(self) -> None:
        """Whether this call is checked at all."""
        if self.mode.kind == "sample":
            tick = self.constant(itertools.count().__next__)
            with self.block(f"if {tick}() % {int(self.mode.every)}:"):
                self._unchecked()
        elif self.mode.kind == "once":
            self._known = self.constant(Remembered())
            self.key = f"{self.prefix}key"
            with self.block("try:"):
                self.line(f"{self.key} = {self._fingerprint()}")
                self.line(f"{self.prefix}skip = {self.key} in {self._known}.seen")
            with self.block(f"except {self.emitter.error}:"):
                self.line(f"{self.key} = {self.prefix}skip = None")
            with self.block(f"if {self.prefix}skip:"):
                self._unchecked()

    def _fingerprint(self) -> str:
        """What a call looks like: the shape, dtype and class of arrays, the class of everything else."""
        fingerprint = self.constant(fingerprint_of)
        values = [self._getattr(item) for item in self.contract.attributes]
        values += [item.path for item in self.contract.parameters]
        return f"({''.join(f'{fingerprint}({value}), ' for value in values)})"

    def _success(self) -> None:
        if self.mode.kind == "once":
            self.line(f"{self._known}.add({self.key})")

    def _checked(self) -> None:
        match self.contract.kind:
            case "plain":
                self._plain()
            case "coroutine":
                self._coroutine()
            case _:
                self._generator()

    # The three skeletons.

    def _plain(self) -> None:
        values = self._values()
        if self.fast:
            stack, scope, result = (self.prefix + name for name in ("stack", "scope", "result"))
            self._entry(f"{stack} = {self.constant(memo)}.storage.memo_stack")
            with self.block("else:"):
                self.line(f"{scope} = {self._lazy_scope()}")
                self.line(f"{stack}.append({scope})")
                with self.block("try:"):
                    self.line(f"{result} = {self.call}")
                    self._fast_exit(result, f"{stack}[-1] is not {scope}")
                with self.block("finally:"):
                    self.line(f"del {stack}[-1]")
        self._read_attributes()
        self._raise_if(f"{self.constant(self.enforcer.admit)}({values})")
        with self.block("try:"):
            self.line(f"{self.prefix}result = {self.call}")
            self._judged_exit(f"{self.prefix}result")
        with self.block("finally:"):
            self.line(f"{self.constant(memo.pop)}()")

    def _coroutine(self) -> None:
        self._admitted_scope()
        carried = self.constant(self.enforcer.carried)
        self.line(f"{self.prefix}result = await {carried}({self.call}, {self.prefix}scope)")
        if self._has_exit_checks and self.fast:
            self._fast_result(f"{self.prefix}result", None)
        if self._has_exit_checks:
            released = self.constant(self.enforcer.released)
            self._raise_if(f"{released}({self.prefix}scope, {self.prefix}result, {self._values()})")
        self._success()
        self.line(f"return {self.prefix}result")

    def _generator(self) -> None:
        self._admitted_scope()
        self._success()
        is_async = self.contract.kind == "async generator"
        carried = self.constant(self.enforcer.carried_async_generator if is_async else self.enforcer.carried_generator)
        self.line(f"return {carried}({self.call}, {self.prefix}scope, {self._values()})")

    def _admitted_scope(self) -> None:
        """Check the inputs and leave their scope in a variable: it is opened at every step of the body."""
        scope = f"{self.prefix}scope"
        if self.fast:
            materialise = self.constant(memo.materialise)
            self._entry(lambda: f"{scope} = {materialise}({self._lazy_scope()})", failing=f"{scope} = None")
        else:
            self.line(f"{scope} = None")
        with self.block(f"if {scope} is None:"):
            self._read_attributes()
            self._raise_if(f"{self.constant(self.enforcer.admit)}({self._values()})")
            self.line(f"{scope} = {self.constant(memo.pop)}()")

    # Their parts.

    def _entry(self, last: str | Callable[[], str], failing: str = "pass") -> None:
        """The checks of the inputs, as the body of a ``try``; what may stay unbound starts as None before it."""
        top, depth = len(self.lines), self.emitter.depth
        with self.block("try:"):
            for item in self.contract.inputs:
                self._input(item)
            self.line(last if isinstance(last, str) else last())
        if self.emitter.optional:
            unset = " = ".join(sorted(self.emitter.optional))
            self.lines.insert(top, "    " * depth + f"{unset} = None")
        with self.block(f"except {self.emitter.error}:"):
            self.line(failing)

    def _input(self, item: Input) -> None:
        if item.is_attribute:
            variable = self._attribute(item)
            self.line(f"{variable} = {self._at_entry(item)}")
            with self.emitter.maybe(f"if {variable} is not {self.constant(MISSING)}:", self.bound) as inner:
                self.emitter.check(item.check, variable, inner)
        elif item.default is Parameter.empty:
            self._parameter(item, self.bound, "")
        elif item.default is None and isinstance(item.check, Either):
            self.emitter.check(item.check, item.path, self.bound)
        else:
            condition = f"{item.path} is not {self.constant(item.default)}"
            with self.emitter.maybe(f"if {condition}:", self.bound) as inner:
                self._parameter(item, inner, f"{condition} and ")

    def _parameter(self, item: Input, bound: Bound, condition: str) -> None:
        if not isinstance(item.check, Array):
            self.emitter.check(item.check, item.path, bound)
            return
        shape, dtype = self.emitter.array(item.check, item.path, bound)
        changed = f"{item.path}.shape != {shape}" + (f" or {item.path}.dtype is not {dtype}" if dtype else "")
        self.rechecks.append(f"{condition}({changed})" if condition and dtype else condition + changed)

    def _attribute(self, item: Input) -> str:
        return f"{self.prefix}self{self.contract.attributes.index(item)}"

    def _getattr(self, item: Input) -> str:
        name = self.constant(item.path.partition(".")[2])
        return f"{self.constant(getattr)}({self.owner}, {name}, {self.constant(MISSING)})"

    def _at_entry(self, item: Input) -> str:
        return self.constant(MISSING) if self.contract.makes_self else self._getattr(item)

    def _read_attributes(self) -> None:
        for item in self.contract.attributes:
            self.line(f"{self._attribute(item)} = {self._at_entry(item)}")

    def _values(self) -> str:
        names = [self._attribute(item) for item in self.contract.attributes]
        names += [item.path for item in self.contract.parameters]
        return f"({''.join(name + ', ' for name in names)})"

    def _lazy_scope(self) -> str:
        bound = self.bound.variables
        sizes = [name for name in bound if not name.startswith("*")]
        variadics = [name for name in bound if name.startswith("*")]
        parameters = tuple(item.path for item in self.contract.parameters)
        layout = memo.Layout(tuple(sizes), tuple(name[1:] for name in variadics), parameters)
        values = [self.constant(layout), *(bound[name][0] for name in sizes + variadics), *parameters]
        return f"{self.constant(memo.LazyScope)}(({', '.join(values)},))"

    def _fast_exit(self, result: str, scope_was_read: str) -> None:
        if not self._has_exit_checks:
            self._success()
            self.line(f"return {result}")
            return
        self._fast_result(result, scope_was_read)
        self._judged_exit(result)

    def _fast_result(self, result: str, scope_was_read: str | None) -> None:
        """Check the result against what the inputs bound.

        Where the body may have bound names of the result through the scope, the scope must be as it was.
        """
        output = self.contract.output
        inner = self.bound.copy()
        before, depth = len(self.lines), self.emitter.depth
        optional = set(self.emitter.optional)
        try:
            with self.block("try:"):
                if output is not None and self._depends_on_the_body(output):
                    if scope_was_read is None:
                        raise NoFastPath
                    self.emitter.doubt_if(scope_was_read)
                for item in self.contract.attributes:
                    self.emitter.doubt_if(f"{self._getattr(item)} is not {self._attribute(item)}")
                if output is not None:
                    self.emitter.check(output, result, inner)
                    if self.rechecks:
                        self.emitter.doubt_if(" or ".join(self.rechecks))
                self._success()
                self.line(f"return {result}")
            with self.block(f"except {self.emitter.error}:"):
                self.line("pass")
            for variable in sorted(self.emitter.optional - optional):
                self.lines.insert(before, "    " * self.emitter.depth + f"{variable} = None")
        except NoFastPath:
            del self.lines[before:]
            self.emitter.depth = depth

    def _depends_on_the_body(self, output: Check) -> bool:
        """Whether ``isinstance`` in the body can change what the result has to be.

        It can bind names that the inputs did not certainly bind, and it can widen those of ``*#name``.
        """
        return bool(self.emitter.broadcast_variadics) or not all(map(self.bound.is_certain, sizes_in(output)))

    def _judged_exit(self, result: str) -> None:
        if self._has_exit_checks:
            self._raise_if(f"{self.constant(self.enforcer.release)}({result}, {self._values()})")
        self._success()
        self.line(f"return {result}")

    def _raise_if(self, verdict: str) -> None:
        error = f"{self.prefix}error"
        self.line(f"{error} = {verdict}")
        with self.block(f"if {error} is not None:"):
            with self.block("try:"):
                self.line(f"raise {error}")
            with self.block("finally:"):
                self.line(f"{error} = None")
