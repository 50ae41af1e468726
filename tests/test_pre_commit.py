"""The hooks, run by the real pre-commit on throwaway git repositories."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
BAD = "import numpy as np\n\n\ndef start(nx):\n    return np.zeros(nx, 1)\n"
GOOD = BAD.replace("(nx, 1)", "((nx, 1))")
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}


class Repository:
    """A git repository whose commits pass through pre-commit."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "PRE_COMMIT_HOME": str(home),
            "SHAPEGUARD_COMPILE": "0",  # compiling takes a minute and is tested elsewhere
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "a",
            "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "a",
            "GIT_COMMITTER_EMAIL": "a@example.org",
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        }
        self.git("init", "-q")

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(words, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=300)

    def git(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run("git", *words)

    def pre_commit(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, "-m", "pre_commit", *words)

    def use_local(self, *ids: str) -> None:
        """Install the hooks as they are in this checkout, without an environment of their own."""
        hooks = [{**HOOKS[name], "language": "system"} for name in ids]
        config = {"repos": [{"repo": "local", "hooks": hooks}]}
        (self.folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
        assert self.pre_commit("install").returncode == 0

    def commit(self, **files: str) -> subprocess.CompletedProcess[str]:
        for name, text in files.items():
            (self.folder / f"{name}.py").write_text(text)
        self.git("add", "-A")
        return self.git("commit", "-q", "-m", "work")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    (tmp_path / "work").mkdir()
    return Repository(tmp_path / "work", tmp_path / "home")


def test_the_manifest_is_valid() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    )
    assert done.returncode == 0 and set(HOOKS) == {"shapeguard", "shapeguard-fix"}


def test_a_commit_with_a_mistake_is_refused_and_the_corrected_one_passes(repository: Repository) -> None:
    repository.use_local("shapeguard")
    refused = repository.commit(model=BAD)
    assert refused.returncode == 1 and "model.py:5:12: SG408" in refused.stdout + refused.stderr
    assert repository.git("log").returncode != 0
    assert repository.commit(model=GOOD).returncode == 0
    assert repository.git("log", "--oneline").stdout.count("\n") == 1


def test_only_changed_files_are_checked_and_excluded_ones_never(repository: Repository) -> None:
    assert repository.commit(old=BAD).returncode == 0
    (repository.folder / "pyproject.toml").write_text('[tool.shapeguard]\nexclude = ["generated.py"]\n')
    repository.use_local("shapeguard")
    assert repository.commit(new=GOOD, generated=BAD).returncode == 0
    assert "old.py" in repository.pre_commit("run", "--all-files").stdout


def test_the_fixing_hook_mends_fails_once_and_passes_then(repository: Repository) -> None:
    repository.use_local("shapeguard-fix")
    first = repository.commit(model=BAD)
    assert first.returncode == 1 and "files were modified by this hook" in first.stdout + first.stderr
    assert (repository.folder / "model.py").read_text() == GOOD
    assert repository.commit().returncode == 0


def test_the_hook_that_init_writes_refuses_the_mistake(repository: Repository) -> None:
    assert repository.run(sys.executable, "-m", "shapeguard", "init").returncode == 0
    assert repository.pre_commit("install").returncode == 0
    refused = repository.commit(model=BAD)
    assert refused.returncode == 1 and "model.py:5:12: SG408" in refused.stdout + refused.stderr
    assert repository.commit(model=GOOD).returncode == 0


@pytest.mark.slow
def test_an_environment_of_its_own_built_from_the_checkout(repository: Repository, tmp_path: Path) -> None:
    source = tmp_path / "checkout"
    subprocess.run(["git", "clone", "-q", "--no-hardlinks", str(ROOT), str(source)], check=True)
    for name in subprocess.run(
        ["git", "ls-files", "-m", "-o", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines():
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    publisher = Repository(source, tmp_path / "home")
    publisher.git("add", "-A")
    publisher.git("commit", "-q", "--allow-empty", "-m", "as it stands")
    (repository.folder / "model.py").write_text(BAD)
    repository.git("add", "-A")
    tried = repository.pre_commit("try-repo", str(source), "shapeguard", "--files", "model.py")
    assert tried.returncode == 1 and "model.py:5:12: SG408" in tried.stdout, tried.stdout + tried.stderr
