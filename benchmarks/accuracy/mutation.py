"""Seed shape bugs into correct, tested code and count who finds them.

``python -m benchmarks.accuracy.mutation collect`` keeps the mutants that the tests notice (about fifteen minutes of one
core); ``score`` asks shapeguard and the peers about each of them and writes ``docs/accuracy.md``; ``missed`` lists what
shapeguard does not find.
"""

from __future__ import annotations

import argparse
import os
import pickle
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.accuracy.mutant import Mutant
from benchmarks.accuracy.subjects import ROOT, SEED, Subject, own_subjects, wheel_subjects

STORE = ROOT / "benchmarks" / "accuracy" / "mutants.pickle"


def collect(wanted: int, per_module: int) -> list[Mutant]:
    """Draw mutants by seed, half of them from wheels, and keep those that the tests notice."""
    kept: list[Mutant] = []
    for subjects in (own_subjects(), wheel_subjects()):
        found: list[Mutant] = []
        for number, subject in enumerate(subjects, 1):
            new = _trial(subject, per_module if subject.source == "wheel" else 200)
            found += new
            print(f"[{number}/{len(subjects)}] {subject.module}: {len(new)} kept", file=sys.stderr, flush=True)
        random.Random(SEED).shuffle(found)
        kept += found[: wanted // 2]
    return kept


def _trial(subject: Subject, limit: int) -> list[Mutant]:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "kept.pickle"
        command = [
            sys.executable,
            "-m",
            "benchmarks.accuracy.trial",
            subject.module,
            str(SEED),
            str(limit),
            str(output),
        ]
        options = [] if subject.source == "own" else [f"--rootdir={folder}", "-c", os.devnull]
        environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        try:
            subprocess.run(
                [*command, *subject.tests, *options],
                cwd=ROOT,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=900,
                check=False,
            )
            _, kept = pickle.loads(output.read_bytes())
        except (subprocess.TimeoutExpired, FileNotFoundError):
            return []
    original = subject.path.read_text(encoding="utf-8")
    return [Mutant(subject, mutation, error, original) for mutation, error in kept]


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    collecting = commands.add_parser("collect")
    collecting.add_argument("--wanted", type=int, default=600)
    collecting.add_argument("--per-module", type=int, default=30)
    scoring = commands.add_parser("score")
    scoring.add_argument(
        "--peers", type=Path, nargs="+", default=[], help="virtual environments with mypy, pyright, pyrefly"
    )
    scoring.add_argument("--write", action="store_true", help="write docs/accuracy.md")
    commands.add_parser("missed", help="list the mutants that shapeguard says nothing new about")
    options = parser.parse_args(arguments)
    if options.command == "collect":
        mutants = collect(options.wanted, options.per_module)
        STORE.write_bytes(pickle.dumps(mutants))
        print(f"{len(mutants)} mutants kept in {STORE.name}")
    elif options.command == "missed":
        from benchmarks.accuracy.scoring import print_missed

        print_missed(pickle.loads(STORE.read_bytes()))
    else:
        from benchmarks.accuracy.scoring import score

        score(pickle.loads(STORE.read_bytes()), options.peers, write=options.write)


if __name__ == "__main__":
    main()
