"""Compiled for real: dataclasses written out are native classes, and a refusal of mypyc is told in a clause."""

from __future__ import annotations

import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from compiling import extensions, wishes
from compiling.extensions import NotCompiled, build

pytestmark = pytest.mark.skipif(wishes.obstacle() is not None, reason=f"nothing is compiled here: {wishes.obstacle()}")
FROZEN = Path(__file__).parents[2] / "shapeguard" / "shapes" / "frozen.py"
POINTS = '''\
"""Points."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from shapeguard.shapes.frozen import frozen, replace


@frozen
class Point:
    """A place."""

    x: int
    label: str = field(default="", compare=False)
    rest: tuple[int, ...] = ()


@frozen
class Deep(Point):
    z: int = 0


@dataclass(slots=True)
class Bag:
    """Things."""

    things: dict[str, int] = field(default_factory=dict)

    def add(self, name: str) -> int:
        self.things[name] = len(self.things)
        return self.things[name]


def name(node: object) -> str:
    return node.id if isinstance(node, ast.Name) else "no name"


def kind(value: object) -> str:
    match value:
        case Deep(x, label):
            return f"deep {x} {label}"
        case Point(x=0):
            return "origin"
    return "none"


def moved(point: Point) -> Point:
    return replace(point, x=point.x + 1)
'''
QUESTIONS = """\
from shapeguard.shapes.points import *
bag, other = Bag(), Bag()
bag.add("a")
p = Point(1, "here", (2,))
print(p, Deep(1, z=3), repr(bag), other)
print(p == Point(1, "there", (2,)), p == Point(2), p == Deep(1), Deep(1) == Deep(1), bag == other, p != None)
print(hash(p), hash(p) == hash(Point(1, "", (2,))), {p: 1}[Point(1, "", (2,))])
print(kind(p), kind(Point(0)), kind(Deep(5, "five")), kind(3))
print(name(ast.Name("x")), name(ast.Name("y")), name(ast.Constant(1)))
print(moved(p), Point.__match_args__, Deep.__match_args__)
try: print(hash(bag))
except TypeError: print("unhashable")
"""


def tree(folder: Path, points: str) -> Path:
    """A checkout with one module to compile."""
    room = folder / "shapeguard" / "shapes"
    room.mkdir(parents=True)
    for package in (room, room.parent):
        (package / "__init__.py").touch()
    (room / "frozen.py").write_bytes(FROZEN.read_bytes())
    (room / "points.py").write_text(points)
    return folder


def answers(folder: Path, questions: str = QUESTIONS) -> str:
    ran = subprocess.run([sys.executable, "-c", questions], cwd=folder, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_compiled_records_do_what_dataclasses_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    source, folder = tree(tmp_path / "source", POINTS), tmp_path / "compiled"
    folder.mkdir()
    monkeypatch.setattr(extensions, "compiled_modules", lambda root: ["shapeguard/shapes/points.py"])
    made = {path.relative_to(folder).as_posix() for path in build(source, folder)}
    assert "shapeguard/shapes/points.py" in made
    changed = re.search(r"^(\d+) loads of a class of ast", capfd.readouterr().err)
    assert changed and int(changed[1]) > 0, "mypyc writes loads in another way than compiling/class_loads.py knows"
    assert any(name.startswith("shapeguard/shapes/points.") and not name.endswith(".py") for name in made)
    where = "import shapeguard.shapes.points as p; print(p.__file__, hasattr(p.Point(1), '__dict__'))"
    assert ".py " not in answers(folder, where)
    assert answers(folder, where).endswith(" False\n")
    assert answers(folder) == answers(source)


def test_sources_that_may_not_be_written_are_copied_into_what_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, folder = tree(tmp_path / "source", POINTS), tmp_path / "compiled"
    folder.mkdir()
    (source / "shapeguard" / "shapes" / "points.so").touch()
    for path in [source, *source.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    monkeypatch.setattr(extensions, "compiled_modules", lambda root: ["shapeguard/shapes/points.py"])
    monkeypatch.setattr(extensions, "_compile", lambda *_: None)
    build(source, folder)
    copied = list(folder.rglob("*"))
    assert {path.name for path in copied} >= {"shapes", "points.py", "frozen.py", "frozen.pyi"}
    assert not [path for path in copied if not path.stat().st_mode & stat.S_IWUSR or path.suffix == ".so"]


def test_what_mypyc_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, folder = tree(tmp_path / "source", "x: int = 'a'\n"), tmp_path / "compiled"
    folder.mkdir()
    monkeypatch.setattr(extensions, "compiled_modules", lambda root: ["shapeguard/shapes/points.py"])
    with pytest.raises(NotCompiled, match=r"^compiling failed \(shapeguard/shapes/points.py:1: error: Incompatible"):
        build(source, folder)


def test_a_compiler_that_does_not_work_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, folder = tree(tmp_path / "source", "x = 1\n"), tmp_path / "compiled"
    folder.mkdir()
    monkeypatch.setenv("CC", "false")
    monkeypatch.setattr(extensions, "compiled_modules", lambda root: ["shapeguard/shapes/points.py"])
    with pytest.raises(NotCompiled, match=r"^compiling failed \(.*false"):
        build(source, folder)
