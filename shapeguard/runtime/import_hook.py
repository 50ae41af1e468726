"""``install_import_hook("pkg")``: every module of a package is guarded, checked and sanitized as it is imported."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import sys
import types
from collections.abc import Sequence

from shapeguard.runtime import switching
from shapeguard.runtime.switching import Action
from shapeguard.runtime.watched_source import GUARD_CLASS, Rewritten, definition_name, local_name, rewrite


class ImportHook:
    """An installed hook. As a context manager it uninstalls itself at the end of the block."""

    def __init__(self, finder: _Finder | None) -> None:
        self._finder = finder

    def uninstall(self) -> None:
        """Import modules as they are from now on; those already imported stay as they became."""
        if self._finder in sys.meta_path:
            sys.meta_path.remove(self._finder)

    def __enter__(self) -> ImportHook:
        return self

    def __exit__(self, *exception: object) -> None:
        self.uninstall()


def install_import_hook(packages: str | Sequence[str], *, broadcast: str | None = None) -> ImportHook:
    """Watch every module of some packages from their import on.

    Functions with array annotations are guarded, annotated assignments in functions are checked, and an operator or
    ufunc whose result has the shape of neither operand raises `BroadcastError`.

    Parameters
    ----------
    packages
        Names of packages or modules that are not imported yet; their submodules are included.
    broadcast
        What the sanitizer does: ``"raise"``, ``"warn"`` (`BroadcastWarning`) or ``"off"``. By default what
        ``broadcast`` in ``[tool.shapeguard]`` says, else ``"raise"``.

    Returns
    -------
    The hook, with `uninstall`. With ``SHAPEGUARD=off`` in the environment nothing is installed.

    Raises
    ------
    RuntimeError
        If one of the packages is imported already: its modules can no longer be rewritten.
    ValueError
        If ``broadcast`` is none of the three words, or a name cannot be a package's.

    Examples
    --------
    >>> from shapeguard import install_import_hook
    >>> with install_import_hook("my_package"):
    ...     import my_package                              # doctest: +SKIP
    """
    names = [packages] if isinstance(packages, str) else list(packages)
    for name in names:
        if not all(part.isidentifier() for part in name.split(".")):
            raise ValueError(f"{name!r} is not the name of a package: write it as in an import statement.")
        if name in sys.modules:
            raise RuntimeError(
                f"The import hook comes too late for {name!r}, which is imported already: install it before the first "
                "import of the package."
            )
    action = switching.broadcast_action(broadcast)
    if switching.is_final():
        return ImportHook(None)
    finder = _Finder(names, action)
    sys.meta_path.insert(0, finder)
    return ImportHook(finder)


class _Finder(importlib.abc.MetaPathFinder):
    """Finds what the other finders find, and gives the hook's loader to modules that have source."""

    def __init__(self, packages: Sequence[str], action: Action) -> None:
        self.packages = frozenset(packages)
        self.action = action

    def _is_watched(self, name: str) -> bool:
        parts = name.split(".")
        return any(".".join(parts[:count]) in self.packages for count in range(1, len(parts) + 1))

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The spec of a watched module."""
        if not self._is_watched(fullname):
            return None
        for finder in sys.meta_path:
            if isinstance(finder, _Finder) or not hasattr(finder, "find_spec"):
                continue
            spec = finder.find_spec(fullname, path, target)
            if spec is not None:
                if type(spec.loader) is importlib.machinery.SourceFileLoader:
                    spec.loader = _Loader(spec.loader.name, spec.loader.path, self.action)
                return spec
        return None


class _Loader(importlib.machinery.SourceFileLoader):
    """Rewrites the source of a module; never reads or writes cached bytecode."""

    def __init__(self, fullname: str, path: str, action: Action) -> None:
        super().__init__(fullname, path)
        self.action = action

    def exec_module(self, module: types.ModuleType) -> None:
        """Run the rewritten module."""
        data = self.get_data(self.path)
        rewritten = rewrite(data, self.path, sanitize=self.action != "off")
        code = compile(rewritten.tree, self.path, "exec", dont_inherit=True)
        vars(module).update(_namespace(rewritten, importlib.util.decode_source(data), self.action))
        exec(code, vars(module))


def _namespace(rewritten: Rewritten, source: str, action: Action) -> dict[str, object]:
    """What the names that the rewriting wrote into the module mean."""
    from shapeguard.runtime.hooked import Decorator, guard_dataclass
    from shapeguard.runtime.local_checks import LocalCheck
    from shapeguard.runtime.sanitizer import names_for

    unimported = frozenset(rewritten.unimported)
    names: dict[str, object] = {GUARD_CLASS: guard_dataclass}
    for index, definition in enumerate(rewritten.definitions):
        names[definition_name(index)] = Decorator(definition, unimported)
    for index, contract in enumerate(rewritten.contracts):
        names[local_name(index)] = LocalCheck(contract)
    return names | names_for(rewritten.sites, source, action)
