"""The cache: warm is cold, whatever happens to files, to the tool or to the cache itself."""

from __future__ import annotations

import os
import random
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from shapeguard.linting import contents, runner
from shapeguard.linting.cache import Cache, fingerprint_of
from shapeguard.linting.checking import Scope
from shapeguard.linting.contents import Contents
from shapeguard.linting.inspection import Inspection
from shapeguard.linting.packs import RuleTable, load_table
from shapeguard.linting.runner import Job, check_file, run
from shapeguard.linting.source import digest_of

SCOPE = Scope(frozenset({"XX101", "XX201", "XX301", "SG901", "SG999"}))


class Folder:
    """Some modules that import each other, checked cold and warm."""

    def __init__(self, root: Path, table: RuleTable) -> None:
        self.root, self.table, self.fingerprint = root, table, "one"

    def jobs(self, scope: Scope = SCOPE) -> list[Job]:
        return [Job(path, scope) for path in sorted(self.root.glob("*.py"))]

    def cold(self, scope: Scope = SCOPE) -> list[Inspection]:
        return [report.inspection for report in run(self.jobs(scope), self.table)]

    def warm(self, scope: Scope = SCOPE) -> list[Inspection]:
        cache = Cache(self.root / "cache", lambda _: self.fingerprint)
        reports = run(self.jobs(scope), self.table, cache=cache)
        cache.save()
        return [report.inspection for report in reports]


@pytest.fixture
def folder(tmp_path: Path, toy: RuleTable) -> Folder:
    (tmp_path / "a.py").write_text("import b\nx.T\nzeros(1, 2)\n")
    (tmp_path / "b.py").write_text("y.T  # noqa: XX101\nnp.zeros(3)\n")
    return Folder(tmp_path, toy)


def findings(inspections: list[Inspection]) -> list[object]:
    return [inspection.findings for inspection in inspections]


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were truly checked."""
    names: list[str] = []
    real = runner.check_bytes

    def spy(content: bytes, filename: str, *words: object) -> Inspection:
        names.append(Path(filename).name)
        return real(content, filename, *words)  # type: ignore[arg-type]

    monkeypatch.setattr(runner, "check_bytes", spy)
    return names


def test_a_warm_run_looks_at_nothing_and_says_the_same(folder: Folder, looked: list[str]) -> None:
    first = folder.warm()
    assert looked == ["a.py", "b.py"] and sum(len(inspection.findings) for inspection in first) == 3
    looked.clear()
    assert findings(folder.warm()) == findings(first) and looked == []


def test_an_edit_of_an_imported_file_counts(folder: Folder, looked: list[str]) -> None:
    folder.warm()
    looked.clear()
    (folder.root / "b.py").write_text("MATRIX = True\n")
    assert folder.warm()[0].findings == () and looked == ["a.py", "b.py"]


def test_an_imported_file_that_appears_counts(folder: Folder) -> None:
    (folder.root / "b.py").unlink()
    assert len(folder.warm()[0].findings) == 2
    (folder.root / "b.py").write_text("MATRIX = True\n")
    assert folder.warm()[0].findings == ()


def test_dates_do_not_count(folder: Folder) -> None:
    file = folder.root / "a.py"
    status = file.stat()
    folder.warm()
    file.write_text("import b\nx.T\nZeros(1, 2)\n")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert findings(folder.warm()) == findings(folder.cold())


def test_an_edit_counts_that_hides_behind_its_size_and_its_date(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an earlier run saw, long after the file was written, tells by the inode's own time of change."""
    file = folder.root / "a.py"
    status = file.stat()
    with monkeypatch.context() as late:
        late.setattr(time, "time_ns", lambda: status.st_ctime_ns + 2 * contents.SETTLED_AFTER)
        folder.warm()
    file.write_text("import b\nx.T\nZeros(1, 2)\n")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert findings(folder.warm()) == findings(folder.cold())


@pytest.mark.skipif(not contents.TIMES_ARE_TRUE, reason="files are read each time here")
def test_what_nobody_touched_is_not_read_again(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time_ns()
    read: list[str] = []

    def taken(name: str) -> str:
        read.append(Path(name).name)
        return digest_of(Path(name).read_bytes())

    monkeypatch.setattr(contents, "_digest_of_file", taken)
    folder.warm()
    folder.warm()
    assert read.count("a.py") == 2, "it was written a moment ago: its times prove nothing"
    monkeypatch.setattr(time, "time_ns", lambda: now + 2 * contents.SETTLED_AFTER)
    for expected in (["a.py", "b.py"], []):
        read.clear()
        folder.warm()
        assert [name for name in read if name != "cache"] == expected
    (folder.root / "b.py").write_text("MATRIX = True\n")
    assert findings(folder.warm()) == findings(folder.cold()) and read == ["b.py"]


def test_a_file_whose_name_is_no_text_is_checked_anew(folder: Folder) -> None:
    name = os.fsdecode(b"\xff.py")
    try:
        (folder.root / name).write_text("zeros(1, 2)\n")
    except OSError:
        pytest.skip("this file system has no such names")
    for _ in range(2):
        assert findings(folder.warm()) == findings(folder.cold())


def test_another_scope_or_another_version_counts(folder: Folder, looked: list[str]) -> None:
    folder.warm()
    narrow = Scope(frozenset({"XX101"}))
    assert findings(folder.warm(narrow)) == findings(folder.cold(narrow))
    looked.clear()
    folder.fingerprint = "two"
    folder.warm()
    assert looked == ["a.py", "b.py"]


def test_the_fingerprint_knows_the_rules_own_sources(toy: RuleTable, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint_of(toy, Contents({}))
    assert before == fingerprint_of(toy, Contents({}))
    real = contents._digest_of_file

    def touched(name: str) -> str:
        return real(name) + "changed" * name.endswith("dead_transpose.py")

    monkeypatch.setattr(contents, "_digest_of_file", touched)
    assert fingerprint_of(toy, Contents({})) != before


def test_crashes_are_not_remembered(folder: Folder, looked: list[str]) -> None:
    (folder.root / "c.py").write_text("crash.T\n")
    scope = Scope(SCOPE.codes | {"XX102"})
    folder.warm(scope)
    looked.clear()
    assert folder.warm(scope)[2].crashes and looked == ["c.py"]


@pytest.mark.parametrize("times_are_believed", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_any_sequence_of_edits_gives_the_same_warm_as_cold(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, seed: int, times_are_believed: bool
) -> None:
    if times_are_believed:
        later = time.time_ns() + 2 * contents.SETTLED_AFTER
        monkeypatch.setattr(time, "time_ns", lambda: later)
    chance = random.Random(seed)
    names = ["a.py", "b.py", "c.py", "d.py"]
    lines = ["x.T", "zeros(1, 2)", "import a", "import b", "import d", "MATRIX = True", "y = (", "z.T  # noqa: XX101"]
    for edit in range(40):
        file = folder.root / chance.choice(names)
        if chance.random() < 0.15:
            file.unlink(missing_ok=True)
        elif chance.random() < 0.1 and file.exists():
            file.rename(folder.root / chance.choice(names))
        else:
            file.write_text("\n".join(chance.sample(lines, chance.randrange(4))) + "\n")
        if file.exists():
            os.utime(file, (edit, edit))  # the file system's clock ticks more slowly than these edits follow each other
        if chance.random() < 0.1:
            _damage(folder.root / "cache" / "findings.sqlite", chance)
        assert findings(folder.warm()) == findings(folder.cold())


def _damage(file: Path, chance: random.Random) -> None:
    if not file.exists():
        return
    content = bytearray(file.read_bytes())
    for _ in range(chance.randrange(1, 40)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    file.write_bytes(content[: chance.choice([len(content), len(content) // 2])])


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_corrupted_file_is_ignored_and_rebuilt(folder: Folder, looked: list[str], content: bytes) -> None:
    (folder.root / "cache").mkdir()
    (folder.root / "cache" / "findings.sqlite").write_bytes(content)
    assert findings(folder.warm()) == findings(folder.cold())
    looked.clear()
    folder.warm()
    assert looked == []


def test_a_row_that_was_tampered_with_is_not_believed(folder: Folder) -> None:
    folder.warm()
    with sqlite3.connect(folder.root / "cache" / "findings.sqlite") as database:
        database.execute("UPDATE inspections SET found = '[]'")
    assert findings(folder.warm()) == findings(folder.cold())


def test_a_folder_that_cannot_be_written_is_no_problem(folder: Folder) -> None:
    (folder.root / "cache").write_text("a file where the folder should be")
    assert findings(folder.warm()) == findings(folder.cold())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_not_waited_for(folder: Folder) -> None:
    (folder.root / "cache").mkdir()
    os.mkfifo(folder.root / "cache" / "findings.sqlite")
    assert findings(folder.warm()) == findings(folder.cold())


@pytest.mark.parametrize("name", ["x" * 300, "cache\nwith\x1b[31m controls"])
def test_odd_names_of_the_folder_are_no_problem(folder: Folder, name: str) -> None:
    cache = Cache(folder.root / name, lambda _: "one")
    reports = run(folder.jobs(), folder.table, cache=cache)
    cache.save()
    assert findings([report.inspection for report in reports]) == findings(folder.cold())


def test_a_full_disk_is_no_problem(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Cache) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr(Cache, "_write", full)
    assert findings(folder.warm()) == findings(folder.cold())


def test_a_locked_cache_is_read_or_passed_by(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.warm()
    with sqlite3.connect(folder.root / "cache" / "findings.sqlite") as other:
        other.execute("BEGIN IMMEDIATE")
        assert findings(folder.warm()) == findings(folder.cold())


def test_runs_beside_each_other(folder: Folder) -> None:
    for number in range(12):
        (folder.root / f"m{number}.py").write_text(f"zeros({number}, 2)\n")
    expected, seen = findings(folder.cold()), []

    def go() -> None:
        for _ in range(6):
            seen.append(findings(folder.warm()))

    threads = [threading.Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 24 and all(found == expected for found in seen)


def test_the_folder_keeps_itself_out_of_git(folder: Folder) -> None:
    folder.warm()
    assert "*" in (folder.root / "cache" / ".gitignore").read_text().splitlines()
    assert (
        (folder.root / "cache" / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")
    )


def test_a_module_that_appears_in_the_middle_of_a_run_is_not_missed_later(tmp_path: Path) -> None:
    """Its date may be an old one, as ``mv`` and ``cp -p`` leave it."""
    product = "import numpy as np\nimport {0}\n{0}.X @ np.zeros((3, 1))\n"
    (tmp_path / "a.py").write_text(product.format("other"))
    (tmp_path / "b.py").write_text(product.format("helper"))
    table = load_table()
    jobs = [Job(tmp_path / name, Scope(frozenset({"SG402"}))) for name in ("a.py", "b.py")]

    def appear(done: int) -> None:
        if done == 1:
            (tmp_path / "helper.py").write_text("import numpy as np\nX = np.zeros((4, 4))\n")
            os.utime(tmp_path / "helper.py", (0, 0))

    def checked(advance: Callable[[int], None]) -> int:
        cache = Cache(tmp_path / ".cache", lambda _: "one")
        reports = list(run(jobs, table, processes=1, cache=cache, advance=advance))
        cache.save()
        return sum(len(report.inspection.findings) for report in reports)

    checked(appear)
    assert checked(lambda done: None) == 1


def test_the_real_inference_tells_everything_that_its_findings_rest_on(
    tmp_path: Path,
) -> None:
    """Modules that import each other, appear and vanish: warm is cold, with the real rules."""
    table = load_table()
    scope = Scope(frozenset({"SG201", "SG401", "SG402", "SG408", "SG501"}))
    sizes = "import numpy as np\ndef make():\n    return np.zeros(({}, {}))\n"
    users = [
        "from b import make\nimport numpy as np\nx = make() @ np.ones((3, 1))\n",
        "import c\nimport numpy as np\nx = c.make() + np.ones((4, 1))\n",
        "from pkg.inner import make\nimport numpy as np\nx = make() @ np.ones((3, 1))\n",
        "from b import make\n",
        "from c import make\n",
        "from a import make\nfrom b import *\n",
    ]
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "__init__.py").touch()
    chance = random.Random(7)
    found = 0
    for _ in range(40):
        file = tmp_path / chance.choice(["a.py", "b.py", "c.py", "pkg/inner.py", "d.py"])
        if chance.random() < 0.2:
            file.unlink(missing_ok=True)
        else:
            defines = file.stem in {"b", "c", "inner"} and chance.random() < 0.7
            size = sizes.format(chance.randrange(2, 5), chance.randrange(2, 5))
            file.write_text(size if defines else chance.choice(users))
        jobs = [Job(path, scope) for path in sorted(tmp_path.rglob("*.py"))]
        cache = Cache(tmp_path / ".cache", lambda _: "one")
        warm = [report.inspection.findings for report in run(jobs, table, cache=cache)]
        cache.save()
        assert warm == [report.inspection.findings for report in run(jobs, table)]
        assert warm == [check_file(job, table).inspection.findings for job in jobs]
        found += sum(map(len, warm))
    assert found > 10
