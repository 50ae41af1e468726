"""Projects whose files import each other, in rings too: warm as cold, and together as alone, whatever is edited."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from shapeguard.linting.cache import Cache
from shapeguard.linting.checking import Scope
from shapeguard.linting.packs import load_table
from shapeguard.linting.runner import Job, run

NAMES = "abcd"
TABLE = load_table()
SCOPE = Scope(frozenset(TABLE.entries))
IMPORTS = (
    "from {other} import make",
    "from {other} import *",
    "import {other}",
    "from {other} import Model",
    "from {other} import K",
)
DEFINITIONS = (
    "K = {number}",
    "def make(n):\n    return np.zeros((n, {number}))",
    "def make(n):\n    return {other}.make(n).T",
    "def make(n):\n    from {other} import make as inner\n    return inner(n)",
    "class Model:\n    def __init__(self, k={number}):\n        self.w = np.zeros((k, 1))\n"
    "    def predict(self, X):\n        return self.w.T @ X",
    "class Model:\n    def __init__(self, k=2):\n        self.w = make(k)\n"
    "    def predict(self, X):\n        return X @ self.w",
)
USES = (
    "z = make({number}) @ np.ones((3, 1))",
    "p = Model({number}).predict(np.ones((3, 5)))",
    "import {other}\np = {other}.Model().predict(np.ones((4, 5)))",
    "import {other}\nz = {other}.make({number}) @ np.ones((3, 1))",
    "q = np.ones((K, 2)) + np.ones((3, 1))",
    "broken = (",
)


def some_file(chance: random.Random) -> str:
    drawn = [*chance.sample(IMPORTS, 2), *chance.sample(DEFINITIONS, 3), *chance.sample(USES, 2)]
    pieces = [piece.format(other=chance.choice(NAMES), number=chance.choice((3, 4))) for piece in drawn]
    return "\n".join(["import numpy as np", *pieces]) + "\n"


def told(jobs: list[Job], cache: Cache | None = None) -> list[object]:
    return [report.inspection.findings for report in run(jobs, TABLE, cache=cache)]


@pytest.mark.parametrize("seed", range(6))
def test_any_edits(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    files = [tmp_path / f"{name}.py" for name in NAMES]
    for file in files:
        file.write_text(some_file(chance))
    for _ in range(12):
        file = chance.choice(files)
        if chance.random() < 0.1:
            file.unlink(missing_ok=True)
        else:
            file.write_text(some_file(chance))
        jobs = [Job(path, SCOPE) for path in files if path.exists()]
        alone = [found for job in jobs for found in told([job])]
        assert told(jobs) == alone
        cache = Cache(tmp_path / "cache", lambda _: "one")
        assert told(jobs, cache) == alone
        cache.save()
