"""Does a seeded mistake matter? Runs the tests of the code on every mutant, in one process per test file.

The tests are collected and run once; a profile tells which of them reach which function. For each mutant the process
forks, the child replaces the code of that one function and runs the quickest tests that reach it. A mutant is kept
where a test that passed now fails, for any reason but a missing attribute or name, which no shape checker is asked to
find.
"""

from __future__ import annotations

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
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from benchmarks.accuracy.operators import Mutation, mutations

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
        reach = _reach(session.items, str(path))
        candidates = [
            mutation
            for mutation in mutations(source)
            if reach.get(mutation.function) and not mutation.function.startswith("test_")
        ]
        random.Random(self.seed).shuffle(candidates)
        for mutation in candidates[: self.limit]:
            tests = [item for _, item in sorted(reach[mutation.function], key=lambda pair: pair[0])]
            error = _noticed(mutation, source, module, tests[:TESTS_PER_MUTANT])
            self.tried += 1
            if error:
                self.kept.append((mutation, error))
        return True


def _reach(items: list[pytest.Item], path: str) -> dict[str, list[tuple[float, pytest.Item]]]:
    """For each function of the file, the passing tests that call it and how long they take."""
    reach: dict[str, list[tuple[float, pytest.Item]]] = defaultdict(list)
    deadline = time.monotonic() + 240
    for item in items:
        if time.monotonic() > deadline:
            break
        called: set[str] = set()

        def watch(frame: types.FrameType, event: str, _: Any, called: set[str] = called) -> None:
            if event == "call" and frame.f_code.co_filename == path:
                called.add(frame.f_code.co_qualname)

        begin = time.perf_counter()
        sys.setprofile(watch)
        try:
            reports = runtestprotocol(item, nextitem=None, log=False)
        finally:
            sys.setprofile(None)
        seconds = time.perf_counter() - begin
        if all(report.passed for report in reports) and seconds < SECONDS_PER_TEST:
            for name in called:
                reach[name].append((seconds, item))
    return reach


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
            _replace_code(module, mutation, source)
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


def _replace_code(module: types.ModuleType, mutation: Mutation, source: str) -> None:
    """Give the function its mutated code, keeping the function object that everybody holds."""
    code = compile(mutation.applied_to(source), str(module.__file__), "exec", dont_inherit=True)
    wanted = mutation.function
    replacement = next(c for c in _codes(code) if c.co_qualname == wanted)
    target: Any = module
    for part in wanted.split("."):
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
