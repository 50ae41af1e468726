"""Files of one project: found by import, read once, never run."""

from __future__ import annotations

import ast
import os
from typing import TYPE_CHECKING

from shapeguard.inference.budget import BudgetExceededError
from shapeguard.inference.folders import Folders, folders_above
from shapeguard.inference.modules import ModuleSource
from shapeguard.inference.scope import Scope
from shapeguard.inference.values import UNKNOWN, Class, Function, Known, Module, Unknown, Value

if TYPE_CHECKING:
    from shapeguard.inference.interpreter.repeated_calls import Memory
    from shapeguard.inference.interpreter.run import Run

_LIBRARIES = frozenset({"numpy", "jax", "scipy", "pandas", "jaxtyping", "shapeguard", "typing", "builtins"})
_LASTING = (Function, Class, Known)
"""What a name stands for, once its module is read, whatever functions do."""
_LARGEST_FILE = 400_000
_DEEPEST_IMPORT = 12
_MOST_HOPS = 8


class Project:
    """The modules that files under analysis import from beside them.

    One project serves many files: a module is read and its body interpreted on first use. What a file gets does not
    depend on the files before it: names are looked for from the file that imports them, and with a module that is known
    already a file takes over everything that was consulted for it.

    Parameters
    ----------
    roots
        Directories that absolute imports start from, besides the ones that the files' packages tell.

    Attributes
    ----------
    size
        Characters of all modules that it keeps.
    memory
        What looks inside their functions gave, for calls that are alike whichever file makes them.
    unfinished
        How often a module was met of which only the beginning had been read.
    """

    def __init__(self, roots: tuple[str, ...] = ()) -> None:
        self._given = tuple(os.path.abspath(root) for root in roots)
        self._roots = self._given
        self._modules: dict[str, ModuleSource | None] = {}
        self._consulted: dict[str, dict[str, bool]] = {}
        self._above: dict[tuple[str, ...], dict[str, bool]] = {self._given: {}}
        self._places: dict[tuple[tuple[str, ...], str], tuple[str | None, dict[str, bool]]] = {}
        self._folders = Folders()
        self._members: dict[tuple[tuple[str, ...], str, str], tuple[Value, dict[str, bool]]] = {}
        self._half: list[str] = []
        self._depth = 0
        self.size = 0
        self.memory: Memory = {}
        self.unfinished = 0

    def enter(self, module: ModuleSource) -> None:
        """Make the surroundings of a file known."""
        self._roots = self._roots_from(module.filename)

    def known(self, filename: str, source: str) -> ModuleSource | None:
        """The module that another file has imported from this one, where it has not changed since."""
        module = self._modules.get(os.path.abspath(filename))
        return module if module is not None and module.text == source else None

    def _roots_from(self, filename: str) -> tuple[str, ...]:
        above = folders_above(filename)
        roots = tuple(dict.fromkeys((*self._given, above[-1], above[0])))
        self._above[roots] = dict.fromkeys(above, False)
        return roots

    def module_value(self, run: Run, name: str) -> Value:
        """What ``import name`` binds."""
        return Module(name)

    def imported(self, run: Run, module: str, name: str) -> Value:
        """What ``from module import name`` binds; members of the project are looked up when they are used."""
        from shapeguard.inference.interpreter.attributes import member

        if module.partition(".")[0] in _LIBRARIES:
            return member(run, Module(module), name)
        path, rests_on = self._place(f"{module}.{name}")
        run.consulted.update(rests_on)
        return Known(f"{module}.{name}") if path is None else Module(f"{module}.{name}")

    def resolved(self, run: Run, value: Value) -> Value:
        """A name of the project replaced by what it stands for."""
        for _ in range(_MOST_HOPS):
            if not isinstance(value, Known) or value.receiver is not None:
                return value
            module, _, name = value.name.rpartition(".")
            found = self.member(run, module, name) if module else None
            if found is None or found == value:
                return value
            value = found
        return UNKNOWN

    def member(self, run: Run, module: str, name: str) -> Value | None:
        """A member of a module of the project; None where there is no such module."""
        if module.partition(".")[0] in _LIBRARIES:
            return None
        path, rests_on = self._place(module)
        run.consulted.update(rests_on)
        if path is None:
            return None
        known = self._members.get((self._roots, module, name))
        if known is None or self._depth >= _DEEPEST_IMPORT:
            return self._looked_up(run, module, name, path)
        value, rests_on = known
        run.consulted.update(rests_on)
        if not run.consulted.get(path):
            self._take_over(run, path)
        return value

    def _looked_up(self, run: Run, module: str, name: str, path: str) -> Value | None:
        """A member that was not asked for before, or that may be another by now."""
        inner, rests_on = self._place(f"{module}.{name}")
        run.consulted.update(rests_on)
        if inner is not None:
            return Module(f"{module}.{name}")
        loaded = self._load(run, module)
        if loaded is None or loaded.scope is None:
            return UNKNOWN
        if name in loaded.overview.rebound:
            return UNKNOWN
        value = loaded.scope.names.get(name)
        if value is None:
            return self._starred(run, loaded, name)
        own = run.own(value)
        if run.consulted[path] and isinstance(value, _LASTING) and own is value:
            self._members[self._roots, module, name] = value, rests_on
        return own

    def _starred(self, run: Run, module: ModuleSource, name: str) -> Value:
        for star in module.star_imports[:4]:
            if star != module.name:
                found = self.member(run, star, name)
                if found is not None and not isinstance(found, Unknown):
                    return found
        return UNKNOWN

    def _place(self, name: str) -> tuple[str | None, dict[str, bool]]:
        """The file of a module, and what must change for it to be another, as consulted."""
        key = self._roots, name
        known = self._places.get(key)
        if known is None:
            found, rests_on = None, dict(self._above[self._roots])
            for root in self._roots:
                found, checked = self._folders.module_in(root, name)
                rests_on.update(dict.fromkeys(checked, False))
                if found is not None:
                    break
            known = self._places[key] = found, rests_on
        return known

    def _load(self, run: Run, name: str) -> ModuleSource | None:
        path, _ = self._place(name)
        if path is None:
            return None
        if run.consulted.get(path):
            return self._modules[path]
        if self._depth >= _DEEPEST_IMPORT and path not in self._consulted:
            self.unfinished += 1
            return None
        run.consulted[path] = False
        if path not in self._modules:
            self._modules[path] = None
            self._modules[path] = _read(path, name)
            self._interpret(run, path)
            if self._depth == 0:
                self._complete(run)
        if path in self._consulted:
            self._take_over(run, path)
        else:
            self.unfinished += 1
        return self._modules[path]

    def _complete(self, run: Run) -> None:
        """Read modules again that met a half read one, in a ring of imports, now that all of it is known."""
        half, self._half = self._half, []
        if half:
            self.memory.clear()
            for module in filter(None, self._modules.values()):
                module.forget_resolved()
        for path in half:
            self._interpret(run, path)
        self._half = []

    def _take_over(self, run: Run, path: str) -> None:
        """Everything that was consulted for a file of the project was so for the one under analysis."""
        run.consulted.update(self._consulted[path])
        run.consulted[path] = True

    def _interpret(self, run: Run, path: str) -> None:
        """Follow the module's body, in silence, and in nothing depending on the file that asked for it first."""
        module = self._modules[path]
        if module is None:
            self._consulted[path] = {}
            return
        if module.scope is None:
            self.size += len(module.text)
            module.scope = Scope(module, shared=module.overview.changed_by_functions)
        roots, self._roots = self._roots, self._roots_from(path)
        module.is_done = False
        module.star_imports.clear()
        inner, unfinished = run.elsewhere(module.scope), self.unfinished
        self._depth += 1
        try:
            with inner.emitter.silence():
                inner.execute(module.tree.body)
        except BudgetExceededError:
            pass
        finally:
            self._depth -= 1
            self._roots = roots
            self._consulted[path] = self._consulted.get(path, {}) | inner.consulted
            module.is_done = True
            if self.unfinished != unfinished:
                self._half.append(path)


def _read(path: str, name: str) -> ModuleSource | None:
    try:
        if os.path.getsize(path) > _LARGEST_FILE:
            return None
        with open(path, encoding="utf-8-sig", newline="") as file:
            text = file.read()  # with its own line ends, as the source of a file that is checked has them
        tree = ast.parse(text, path)
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return ModuleSource(tree, path, name, text, is_package=os.path.basename(path) == "__init__.py")
