"""Two commands for a fresh clone and a bare Python 3.11 or later: ``demo`` shows the product, ``test`` proves it.

    python3 tasks.py demo
    python3 tasks.py test

Each sets up ``.venv`` first (once; again only when ``pyproject.toml`` has changed). Standard library only.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "shapeguard-setup.txt"
REQUIREMENTS = {
    "demo": ["-e", ".[models,terminal]"],
    "test": ["-e", ".[models,terminal,distributed,testing,flake8,fixit]", "--group", "test"],
}
CHECKS = {
    "ruff": ["ruff", "check", "."],
    "mypy": ["mypy"],
    "import-linter": ["lint-imports"],
    "shapeguard": ["shapeguard", "check", "."],
}
COMPILED = ["python", "-m", "compiling", "test"]
COURSE_NOTES = ROOT / "tests" / "examples" / "course_notes"
EXPERIMENTS = {
    "breast-cancer": "Logistic regression on 569 tumours: benign or malignant?",
    "temperature": "Linear regression on four years of Seattle weather: how warm will tomorrow be?",
    "mistake": "A guarded call with a transposed X",
}
NEEDS_VENV = """\
This Python ({python}) cannot make virtual environments: its standard module `{module}` is missing.
Debian and Ubuntu ship it separately: sudo apt install python3-venv
Then run this command again."""


def environment() -> dict[str, str]:
    """Return the environment of every command: guards on, UTF-8, one BLAS thread for each of the parallel tests."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("SHAPEGUARD", "PYTHONHOME")}
    return {"OPENBLAS_NUM_THREADS": "1", "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", **inherited}


def run(program: str, *arguments: str, folder: Path = ROOT, quiet: bool = False) -> int:
    """Run a program of the virtual environment and return its exit code."""
    sys.stdout.flush()
    sink = subprocess.DEVNULL if quiet else None
    command = [str(PYTHON.with_name(program)), *arguments]
    return subprocess.run(command, cwd=folder, env=environment(), stdout=sink, stderr=sink).returncode


def heading(text: str) -> None:
    """Print a heading that is easy to find in a long log."""
    print(f"\n== {text} ".ljust(100, "="), flush=True)


def make_venv() -> None:
    """Make ``.venv`` with a pip in it, or mend the one that is there."""
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            sys.exit(NEEDS_VENV.format(python=sys.executable, module=module))
    recent = ("python", "-c", "import sys; sys.exit(sys.version_info < (3, 11))")
    usable = PYTHON.exists() and run(*recent, quiet=True) == 0
    if usable and run("python", "-m", "pip", "--version", quiet=True) == 0:
        return
    made = subprocess.run([sys.executable, "-m", "venv", *([] if usable else ["--clear"]), str(VENV)])
    if made.returncode:
        sys.exit(f"The virtual environment {VENV} could not be made; Python's own message stands above.")


def set_up(task: str) -> None:
    """Install the project, editable, with what `task` needs, unless that has been done for this ``pyproject.toml``."""
    project = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    done = STAMP.read_text(encoding="utf-8").split() if STAMP.exists() and PYTHON.exists() else []
    if done and done[0] == project and task in done[1:]:
        return
    heading(f"Setting up {VENV.name} (once, a minute or two)")
    start = time.perf_counter()
    make_venv()
    # `--group` reads [dependency-groups], which pip understands from 25.1 on.
    for requirement in (["--upgrade", "pip>=25.1"], REQUIREMENTS[task]):
        if code := run("python", "-m", "pip", "install", "--quiet", *requirement):
            print(f"pip stopped with exit code {code} at: pip install {' '.join(requirement)}")
            sys.exit("Its message stands above. A package index must be reachable; then run this command again.")
    tasks = {task, *(done[1:] if done and done[0] == project else [])}
    STAMP.write_text(" ".join([project, *sorted(tasks)]), encoding="utf-8")
    print(f"ready in {time.perf_counter() - start:.0f} s")


def demo() -> int:
    """Lint the course notes, train both models on real data, and let one guarded call fail."""
    start = time.perf_counter()
    heading("1. The linter reads the course notes' programs, right and wrong")
    failed = run("shapeguard", "check", "--output-format", "concise", folder=COURSE_NOTES) != 1
    print("\nThese findings are wanted: the programs in wrong/ are wrong on purpose, those in right/ stay silent.")
    print("One of them at length:\n")
    failed |= run("shapeguard", "check", "wrong/transposed_labels.py", folder=COURSE_NOTES) != 1
    for number, (name, title) in enumerate(EXPERIMENTS.items(), start=2):
        heading(f"{number}. {title}")
        failed |= run("python", "-m", "models", name) != 0
    heading(f"Done in {time.perf_counter() - start:.0f} s. Next: python3 tasks.py test")
    return int(failed)


def test(pytest_arguments: list[str]) -> int:
    """Run every check, then the tests; their closing line is the last one printed.

    When all tests are run, those of the linter are first run against the compiled wheel.
    """
    failed = []
    for name, command in (CHECKS if pytest_arguments else {**CHECKS, "compiled": COMPILED}).items():
        heading(name)
        if run(*command):
            failed.append(name)
    heading("pytest")
    if failed:
        print(f"already failed: {', '.join(failed)} (see above)", flush=True)
    tested = run("pytest", "-n", "auto", *pytest_arguments)
    return tested or int(bool(failed))


def main() -> int:
    """Read the command line and run one task."""
    if sys.version_info < (3, 11):  # noqa: UP036 -- whoever runs this file may have an older one
        sys.exit(f"shapeguard needs Python 3.11 or later; this is {sys.version.split()[0]} ({sys.executable}).")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=REQUIREMENTS)
    arguments, rest = parser.parse_known_args()
    if rest and arguments.task == "demo":
        parser.error(f"demo takes no further arguments, got: {' '.join(rest)}")
    set_up(arguments.task)
    return demo() if arguments.task == "demo" else test(rest)


if __name__ == "__main__":
    sys.exit(main())
