"""Does a seeded mistake matter? Runs the tests of the code on every mutant, in one process per test file.

The tests are collected and run once, with every expression that a mistake is about under watch: which tests see an
array there, and of what rank. A mistake that no test sees arrays in is none of shape (``n.T`` of a number, an axis of a
data frame) and is left out. For each other mutant the process forks, the child replaces the code of that one function
and runs the quickest of its tests. A mutant is kept where a test that passed now fails, for any reason but a missing
attribute or name, which no shape checker is asked to find.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import inspect
import os
import pickle
import random
import select
import signal
import sys
import time
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from _pytest.runner import runtestprotocol

from benchmarks.accuracy.operators import Mutation, Place, functions, mutations, place_of

TESTS_PER_MUTANT = 6
SECONDS_PER_MUTANT = 20.0
SECONDS_PER_TEST = 3.0


class Trial:
    """A pytest plugin that replaces the run by a mutation trial of one module.

    ``kept`` holds each mutation that the tests notice, with the error's name; ``tried`` counts the ones that ran.
    """

    def __init__(self, module: str, *, seed: int, limit: int) -> None:
        self.module = module
        self.seed = seed
        self.limit = limit
        self.kept: list[tuple[Mutation, str]] = []
        self.tried = 0

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        module = importlib.import_module(self.module)
        path = Path(str(module.__file__))
        source = path.read_text(encoding="utf-8")
        candidates = [m for m in mutations(source) if not m.function.startswith("test_")]
        watched = _watch(module, source, str(path), {place for m in candidates for place in m.arrays})
        runs = list(_runs(session.items, watched))
        random.Random(self.seed).shuffle(candidates)
        seen = [(mutation, tests) for mutation in candidates if (tests := _tests_that_see(mutation, runs))]
        for mutation, tests in seen[: self.limit]:
            error = _noticed(mutation, source, module, tests[:TESTS_PER_MUTANT])
            self.tried += 1
            if error:
                self.kept.append((mutation, error))
        return True


Ranks = dict[Place, int]
"""The largest rank of an array seen at each place."""


class _Watched(ast.NodeTransformer):
    """Wraps the expressions at some places in a call of ``__watch__``, which hands back what it is given."""

    def __init__(self, places: set[Place]) -> None:
        self.places = places

    def generic_visit(self, node: ast.AST) -> ast.AST:
        visited = super().generic_visit(node)
        if isinstance(node, ast.expr) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            place = place_of(node)
            if place in self.places:
                watch = ast.Name("__watch__", ast.Load())
                call = ast.Call(watch, [ast.Constant(place), visited], [])  # type: ignore[arg-type, list-item]
                return ast.fix_missing_locations(ast.copy_location(call, node))
        return visited


def _watch(module: types.ModuleType, source: str, path: str, places: set[Place]) -> Ranks:
    """Put the expressions at some places under watch; the answer fills while the functions of the module run."""
    ranks: Ranks = {}

    def watch(place: Place, value: object) -> object:
        if type(value) is np.ndarray or isinstance(value, np.generic):
            ranks[place] = max(ranks.get(place, 0), value.ndim)
        return value

    vars(module)["__watch__"] = watch
    tree = ast.parse(source)
    code = compile(_Watched(places).visit(ast.parse(source)), path, "exec", dont_inherit=True)
    for qualname, _ in functions(tree):
        with contextlib.suppress(LookupError, AttributeError, TypeError):
            _replace_code(module, qualname, code)
    return ranks


def _runs(items: list[pytest.Item], watched: Ranks) -> Iterator[tuple[float, pytest.Item, Ranks]]:
    """The passing tests that are quick enough, how long they take, and what they see at the watched places."""
    deadline = time.monotonic() + 240
    for item in items:
        if time.monotonic() > deadline:
            break
        watched.clear()
        begin = time.perf_counter()
        reports = runtestprotocol(item, nextitem=None, log=False)
        seconds = time.perf_counter() - begin
        if all(report.passed for report in reports) and seconds < SECONDS_PER_TEST:
            yield seconds, item, dict(watched)


def _tests_that_see(mutation: Mutation, runs: list[tuple[float, pytest.Item, Ranks]]) -> list[pytest.Item]:
    """The tests in which all expressions that the mistake is about are arrays of the rank it takes, quickest first."""
    seeing = [
        (seconds, number)
        for number, (seconds, _, ranks) in enumerate(runs)
        if all(ranks.get(place, -1) >= mutation.rank for place in mutation.arrays)
    ]
    return [runs[number][1] for _, number in sorted(seeing)]


def _noticed(mutation: Mutation, source: str, module: types.ModuleType, tests: list[pytest.Item]) -> str | None:
    """The name of the error that the tests see in the mutant, or None."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        error = None
        try:
            code = compile(mutation.applied_to(source), str(module.__file__), "exec", dont_inherit=True)
            _replace_code(module, mutation.function, code)
            error = next(_failures(tests), None)
        except BaseException:
            error = None
        os.write(writer, pickle.dumps(error))
        os._exit(0)
    os.close(writer)
    ready, _, _ = select.select([reader], [], [], SECONDS_PER_MUTANT)
    answer = os.read(reader, 65536) if ready else b""
    os.close(reader)
    if not ready:
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return pickle.loads(answer) if answer else None


def _failures(tests: list[pytest.Item]) -> Iterator[str]:
    for item in tests:
        for report in runtestprotocol(item, nextitem=None, log=False):
            if report.failed:
                name = _error_name(report)
                if name not in {"AttributeError", "NameError", "UnboundLocalError"}:
                    yield name


def _error_name(report: pytest.TestReport) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    message: str = crash.message if crash else str(report.longrepr)
    return message.split(":", 1)[0].rsplit(".", 1)[-1].strip()


def _replace_code(module: types.ModuleType, qualname: str, code: types.CodeType) -> None:
    """Give a function its code out of that of another module, keeping the function object that everybody holds."""
    replacement = next((c for c in _codes(code) if c.co_qualname == qualname), None)
    if replacement is None:
        raise LookupError(f"the module has no {qualname}")
    target: Any = module
    for part in qualname.split("."):
        target = inspect.getattr_static(target, part) if inspect.isclass(target) else getattr(target, part)
    target = getattr(target, "fget", None) or getattr(target, "__func__", None) or target
    target = inspect.unwrap(target)
    if replacement.co_freevars != target.__code__.co_freevars:
        raise LookupError("the closure changed")
    target.__code__ = replacement


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield constant
            yield from _codes(constant)


def main() -> None:
    """Run one trial: ``trial MODULE SEED LIMIT OUTPUT TEST_FILE [PYTEST_ARGUMENT ...]``."""
    module, seed, limit, output, *tests = sys.argv[1:]
    trial = Trial(module, seed=int(seed), limit=int(limit))
    pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:randomly", "-W", "ignore", *tests], plugins=[trial])
    Path(output).write_bytes(pickle.dumps((trial.tried, trial.kept)))


if __name__ == "__main__":
    main()
