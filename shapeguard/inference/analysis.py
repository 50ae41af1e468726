"""The public entry: one file's source in, typed facts out."""

from __future__ import annotations

import ast
import os
import re
from dataclasses import dataclass, field

from shapeguard.inference.budget import STEPS_A_FUNCTION, Budget, BudgetExceededError
from shapeguard.inference.deep_stack import with_deep_stack
from shapeguard.inference.facts import AnyFact
from shapeguard.inference.folders import module_name
from shapeguard.inference.interpreter.expressions import HANDLERS
from shapeguard.inference.interpreter.functions import read_function
from shapeguard.inference.interpreter.run import Hooks, Run
from shapeguard.inference.interpreter.statements import execute
from shapeguard.inference.modules import ModuleSource
from shapeguard.inference.project import Project
from shapeguard.inference.scope import Scope
from shapeguard.inference.values import Class, Function, Value

_ARRAYS = re.compile(
    r"\b(?:numpy|jax|jaxtyping|autograd|array_api\w*|sklearn|scipy|pylab|shapeguard|reveal_shape)\b|\.shape\b"
)
_HOOKS = Hooks(HANDLERS, execute)
_MOST_FUNCTIONS = 20_000


@dataclass(frozen=True)
class Analysis:
    """What was found out about one file.

    Attributes
    ----------
    facts
        In the order of the source, each once.
    values
        What each expression was found to be, by its place; kept where the analysis is thorough.
    gave_up
        Qualified names of the functions whose budget was exhausted.
    functions
        How many functions were read.
    imports
        Paths of the project files that the facts rest on, and of the folders in which a module would have to appear
        to change them.
    module
        What the functions in the facts read their names from, until it is let go.
    """

    tree: ast.Module
    facts: tuple[AnyFact, ...] = ()
    values: dict[tuple[int, int, int, int], Value] = field(default_factory=dict)
    gave_up: tuple[str, ...] = ()
    functions: int = 0
    imports: tuple[str, ...] = ()
    module: ModuleSource | None = field(default=None, repr=False, compare=False)

    def value_of(self, node: ast.expr) -> Value | None:
        """What an expression was found to be."""
        return self.values.get((node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0))

    def let_go(self) -> None:
        """Free the file's names once the facts are judged: they hold each other and would wait for the collector."""
        if self.module is not None:
            self.module.let_go()


def analyze(
    source: str,
    filename: str,
    *,
    project: Project | None = None,
    tree: ast.Module | None = None,
    thorough: bool = False,
) -> Analysis:
    """Interpret a file abstractly and tell what happens to the shapes in it.

    Nothing is imported and nothing is run.

    Parameters
    ----------
    source
        The text of the file.
    filename
        Its path; imports are followed from there where it exists.
    project
        Modules read for other files, to be shared.
    tree
        The syntax tree of the source, where the caller has it: its own, or the one that the project knows.
    thorough
        Read the file even if it mentions no library of arrays, and keep what every expression was found to be.

    Raises
    ------
    SyntaxError, ValueError
        If the source cannot be parsed, as ``ast.parse`` does.
    """
    if tree is None:
        tree = ast.parse(source, filename)
    if not thorough and _ARRAYS.search(source) is None:
        return Analysis(tree)
    return with_deep_stack(_analyze, tree, source, filename, project if project is not None else Project(), thorough)


def _analyze(tree: ast.Module, source: str, filename: str, project: Project, thorough: bool) -> Analysis:
    name, is_package = module_name(filename)
    known = project.known(filename, source)
    shared = known if known is not None and known.tree is tree else None
    if shared is None:
        module = ModuleSource(tree, filename, name, source, is_package)
    else:
        module = shared.as_subject(filename, name)
    analysis = _analyzed(module, project, thorough)
    if shared is not None and os.path.abspath(filename) in analysis.imports:
        # the file has met itself through another one, and there nodes are told apart by their identity
        project.memory.clear()
        return _analyze(ast.parse(source, filename), source, filename, project, thorough)
    return analysis


def _analyzed(module: ModuleSource, project: Project, thorough: bool) -> Analysis:
    project.enter(module)
    module.scope = Scope(module, shared=module.overview.changed_by_functions)
    run = Run(_HOOKS, module, project, module.scope)
    run.emitter.keeps_values = thorough
    _interpret(run, module)
    return Analysis(
        module.tree,
        tuple(run.emitter.facts()),
        run.emitter.values,
        tuple(run.gave_up),
        len(run.functions),
        tuple(run.consulted),
        module,
    )


def _interpret(run: Run, module: ModuleSource) -> None:
    try:
        run.execute(module.tree.body)
    except (BudgetExceededError, RecursionError):
        run.gave_up.append("<module>")
    module.is_done = True
    done: set[int] = set()
    while len(done) < len(run.functions) and len(done) < _MOST_FUNCTIONS:
        for key, (function, owner) in list(run.functions.items()):
            if key not in done:
                done.add(key)
                _read(run, function, owner)


def _read(run: Run, function: Function, owner: Class | None) -> None:
    run.nesting = run.branching = run.unrolling = run.emitter.undecided = 0
    run.budget = Budget(STEPS_A_FUNCTION)
    try:
        read_function(run, function, owner)
    except RecursionError:
        run.gave_up.append(getattr(function.node, "name", "<lambda>"))
