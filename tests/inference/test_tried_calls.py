"""Calls that are made to be tried, and those that look like them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from shapeguard.inference.tried_calls import tried_calls
from tests.work_done import calls_in

TRIED = [
    "try:\n    g(x)\nexcept E:\n    pass",
    "try:\n    if x:\n        g(x)\nexcept E:\n    pass",
    "with raises(E):\n    g(x)",
    "with np.errstate(all='raise'):\n    for a in x:\n        g(a)",
    "with open(p) as f, Timer():\n    g(x)",
    "def test_it(x):\n    y = 1\n    g(x)\n    return y",
    "class TestIt:\n    def helper(self, x):\n        y = 1\n        g(x)\n        return y",
    "class Suite:\n    def time_sort(self):\n        x = self.x\n        g(x)",
    "def work():\n    '''Doc.'''\n    g(x)",
    "def work(x=x, *, y=2):\n    g(x)",
    "def f(x):\n    t = time.perf_counter()\n    g(x)\n    return perf_counter_ns() - t",
    "t = time()\ng(x)\nprint(time() - t)",
    "for _ in range(9):\n    g(x)",
    "x.sum()\nx.mean()\nx.std()\nx.max()",
    "# %%\ny = 1\ng(x)\n# %% more\ny = 2\ng(y)\n\n",
    "# In[1]:\n\ng(x)\n\n# In[2]:\ng(y)",
]
NOT_TRIED = [
    "def test_it(x):\n    y = 1\n    np.append(x, 1)\n    return y",
    "g(x)",
    "try:\n    y = 1\nexcept E:\n    g(x)",
    "try:\n    g(x)\nfinally:\n    y = 1",
    "with open(p) as f:\n    g(x)",
    "def f(x):\n    g(x)",
    "def f(*, x):\n    g(x)",
    "def contest(x):\n    y = 1\n    g(x)\n    return y",
    "def latest():\n    y = 1\n    g(x)\n    return y",
    "for a in x:\n    g(a)",
    "# %%\ng(x)\ny = 1\n# %% more\ng(y)\ny = 2\n",
    "g(x)\n# 90 %% of it\ny = 2\n",
    "def f(x):\n    def now():\n        return time()\n    g(x)\n    return now",
    "x.sum()\nx.mean()\nx.std()\ny = 1\nx.max()",
]


def _statements(text: str) -> tuple[ast.Module, list[ast.Expr]]:
    tree = ast.parse(text)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)]
    return tree, [call for call in calls if not ast.unparse(call).startswith("print")]


@pytest.mark.parametrize("text", TRIED)
def test_tried(text: str) -> None:
    tree, calls = _statements(text)
    assert calls and tried_calls(tree, "a.py", text) == tried_calls(tree, "a.py", text) | {id(call) for call in calls}


@pytest.mark.parametrize("text", NOT_TRIED)
def test_not_tried(text: str) -> None:
    tree, calls = _statements(text)
    assert calls and tried_calls(tree, "a.py", text).isdisjoint(map(id, calls))


@pytest.mark.parametrize(("name", "is_test"), [("test_a.py", True), ("a_test.py", True), ("test.py", False)])
def test_the_name_of_the_file(name: str, is_test: bool) -> None:
    tree, (call,) = _statements("g(x)")
    assert (id(call) in tried_calls(tree, f"examples/{name}", "")) == is_test


@pytest.mark.parametrize("project", ["", "tests"])
@pytest.mark.parametrize(
    ("name", "is_test"),
    [
        ("tests/a.py", True),
        ("pkg/tests/data/a.py", True),
        ("pkg/test/a.py", True),
        ("pkg/testing/a.py", True),
        ("benchmarks/a.py", True),
        ("pkg/a.py", False),
        ("pkg/contest/a.py", False),
        ("tests.py", False),
    ],
)
def test_the_folder_of_the_file(
    name: str, is_test: bool, project: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree, (call,) = _statements("g(x)")
    root = tmp_path / project
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / "pyproject.toml").touch()
    assert (id(call) in tried_calls(tree, str(root / name), "")) == is_test
    monkeypatch.chdir((root / name).parent)
    assert (id(call) in tried_calls(tree, "a.py", "")) == is_test


def test_the_folder_outside_any_project_is_what_was_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree, (call,) = _statements("g(x)")
    (tmp_path / "tests" / "tests").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "tests")
    assert id(call) in tried_calls(tree, "tests/a.py", "")
    assert id(call) not in tried_calls(tree, "a.py", "")


def test_deep_and_long_files_are_looked_through_once() -> None:
    few, many = (ast.parse("def f(x):\n  for i in x:\n    g(i)\n" * count) for count in (100, 200))
    assert calls_in(lambda: tried_calls(many, "a.py", "")) < 2.2 * calls_in(lambda: tried_calls(few, "a.py", ""))
