"""What an import means can change without any file that was read: warm as cold then, too."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from shapeguard.linting.cache import Cache
from shapeguard.linting.checking import Scope
from shapeguard.linting.packs import load_table
from shapeguard.linting.runner import Job, run

TABLE = load_table()
SCOPE = Scope(frozenset({"SG401", "SG402"}))
GOOD = "import numpy as np\ndef f():\n    return np.ones((3, 2))\n"
BAD = GOOD.replace("(3, 2)", "(4, 5)")
USE = "import numpy as np\nimport {0}\nx = {0}.f() + np.ones((3, 2))\n"
FROM = "import numpy as np\nfrom {0} import f\nx = f() + np.ones((3, 2))\n"


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def told(root: Path, cache: Cache | None = None) -> list[list[str]]:
    jobs = [Job(path, SCOPE) for path in sorted(root.rglob("*.py")) if path.is_file()]
    reports = run(jobs, TABLE, cache=cache)
    if cache is not None:
        cache.save()
    return [[finding.code for finding in report.inspection.findings] for report in reports]


def same(root: Path) -> list[list[str]]:
    """What a warm run tells, which must be what a cold one does."""
    warm = told(root, Cache(root / ".cache", lambda _: "one"))
    assert warm == told(root)
    return warm


def as_folder(name: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / name).unlink()
        (root / name).mkdir()

    return change


def as_file(name: str, text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        shutil.rmtree(root / name)
        (root / name).write_text(text)

    return change


def added(**files: str) -> Callable[[Path], None]:
    return lambda root: write(root, {name.replace("__of__", "/") + ".py": text for name, text in files.items()})


def package(folder: str, text: str) -> Callable[[Path], None]:
    return lambda root: write(root, {f"{folder}/__init__.py": text})


CHANGES = {
    "a package takes the place of a module": (
        {"mod.py": USE.format("helper"), "helper.py": GOOD},
        package("helper", BAD),
    ),
    "a folder that is there becomes a package": (
        {"mod.py": USE.format("helper"), "helper.py": GOOD, "helper/data.txt": ""},
        package("helper", BAD),
    ),
    "the folder of the file becomes a package": (
        {"pkg/mod.py": USE.format("helper"), "pkg/helper.py": GOOD, "helper.py": BAD},
        package("pkg", ""),
    ),
    "a module appears in an earlier root": (
        {"pkg/__init__.py": "", "pkg/mod.py": USE.format("helper"), "pkg/helper.py": GOOD},
        added(helper=BAD),
    ),
    "a module of a package appears": (
        {"mod.py": USE.format("pkg.sub"), "pkg/__init__.py": ""},
        lambda root: write(root, {"pkg/sub.py": BAD}),
    ),
    "a module of a package vanishes": (
        {"mod.py": USE.format("pkg.sub"), "pkg/__init__.py": "", "pkg/sub.py": BAD},
        lambda root: (root / "pkg" / "sub.py").unlink(),
    ),
    "a module takes the place of a member": (
        {"mod.py": USE.format("pkg"), "pkg/__init__.py": BAD},
        lambda root: write(root, {"pkg/f.py": ""}),
    ),
    "a module gives its place to a member": (
        {"mod.py": FROM.format("pkg"), "pkg/__init__.py": BAD, "pkg/f.py": ""},
        lambda root: (root / "pkg" / "f.py").unlink(),
    ),
    "a folder called like a module becomes one": (
        {"mod.py": FROM.format("helper"), "helper.py/x.txt": ""},
        as_file("helper.py", BAD),
    ),
    "a module becomes a folder": (
        {"mod.py": USE.format("helper"), "helper.py": BAD},
        as_folder("helper.py"),
    ),
    "two files away": (
        {"mod.py": FROM.format("helper"), "helper.py": "import deep\ndef f():\n    return deep.f()\n", "deep.py": GOOD},
        package("deep", BAD),
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_what_an_import_means(name: str, tmp_path: Path) -> None:
    files, change = CHANGES[name]
    write(tmp_path, files)
    before = sum(map(len, same(tmp_path)))
    change(tmp_path)
    assert sum(map(len, same(tmp_path))) == 1 - before


def test_a_link_to_nothing_that_comes_to_be(tmp_path: Path) -> None:
    root = tmp_path / "project"
    write(root, {"mod.py": FROM.format("helper")})
    try:
        (root / "helper.py").symlink_to(tmp_path / "elsewhere.txt")
    except OSError:
        pytest.skip("no links here")
    assert same(root) == [[]]
    (tmp_path / "elsewhere.txt").write_text(BAD)
    assert [code for codes in same(root) for code in codes] == ["SG401"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_called_like_a_module_is_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, {"mod.py": USE.format("pkg.pipe"), "pkg/__init__.py": ""})
    os.mkfifo(tmp_path / "pkg" / "pipe.py")
    assert not any(same(tmp_path))


@pytest.mark.parametrize("seed", range(8))
def test_any_change_of_folders(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    names = ["a", "b", "c", "a/b", "a/c", "b/a", "a/b/c"]
    texts = [GOOD, BAD, "", *(use.format(name.replace("/", ".")) for use in (USE, FROM) for name in names)]
    for _ in range(25):
        name = chance.choice(names)
        place = tmp_path / chance.choice([f"{name}.py", f"{name}/__init__.py", name])
        if place.is_dir():
            shutil.rmtree(place)
        elif place.exists() and chance.random() < 0.4:
            place.unlink()
        elif all(above.is_dir() or not above.exists() for above in place.parents):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(chance.choice(texts))
        if chance.random() < 0.2 and (tmp_path / "a").is_dir() and (tmp_path / "b").is_dir():
            os.rename(tmp_path / "a", tmp_path / "x")
            os.rename(tmp_path / "b", tmp_path / "a")
            os.rename(tmp_path / "x", tmp_path / "b")
        same(tmp_path)
