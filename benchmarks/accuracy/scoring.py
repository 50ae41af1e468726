"""Ask shapeguard and its peers about every mutant, and write the table."""

from __future__ import annotations

import ast
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.accuracy.mutant import Mutant
from benchmarks.accuracy.reach import kind_of_source
from benchmarks.accuracy.subjects import ROOT, SEED, Subject
from shapeguard.inference import Project
from shapeguard.linting import check

Diagnostics = Counter[str]
Answers = list[bool | None]
"""Whether each mutant was found; None where a tool was not asked about it."""
SAMPLED = {"pyright": 5}
"""Tools that are asked about every so many mutants only, since they take minutes for all of them."""
PAGE = ROOT / "docs" / "accuracy.md"


def score(mutants: Sequence[Mutant], environments: Sequence[Path], *, write: bool) -> None:
    """Print (and write) who found how many of the mutants, per operator and per kind of annotation."""
    own, noise = shapeguard_finds(mutants)
    found: dict[str, Answers] = {"shapeguard": [*own]}
    for name, command in peers(environments).items():
        every = SAMPLED.get(name.partition(" ")[0], 1)
        found[name] = [None] * len(mutants)
        found[name][::every] = peer_finds(mutants[::every], command)
    page = page_of(mutants, found, noise)
    print(page)
    if write:
        PAGE.write_text(page, encoding="utf-8")


def print_missed(mutants: Sequence[Mutant]) -> None:
    """List the mutants that shapeguard says nothing new about: where, what source of shapes, the line and the edit."""
    found, _ = shapeguard_finds(mutants)
    for mutant, hit in sorted(zip(mutants, found, strict=True), key=lambda pair: pair[0].subject.module):
        if not hit:
            mutation = mutant.mutation
            line = mutant.original.splitlines()[mutation.line - 1].strip()
            before = mutant.original[mutation.start : mutation.end]
            print(f"{mutant.subject.module}:{mutation.line} {mutation.function} ({annotation_kind(mutant)})")
            print(f"    {mutation.operator}: {before} -> {mutation.text}    in    {line}")


def _originals(mutants: Sequence[Mutant]) -> dict[Subject, str]:
    return {mutant.subject: mutant.original for mutant in mutants}


def shapeguard_finds(mutants: Sequence[Mutant]) -> tuple[list[bool], list[str]]:
    """Which mutants shapeguard says something new about, and what it says of the originals."""
    numbers: dict[Subject, list[int]] = {}
    for number, mutant in enumerate(mutants):
        numbers.setdefault(mutant.subject, []).append(number)
    found, noise = [False] * len(mutants), []
    with ProcessPoolExecutor(2) as pool:
        groups = [[mutants[number] for number in group] for group in numbers.values()]
        for subject, group, (said, hits) in zip(numbers, numbers.values(), pool.map(_on_subject, groups), strict=True):
            noise += [f"{subject.module}: {message}" for message in said.elements()]
            for number, hit in zip(group, hits, strict=True):
                found[number] = hit
    return found, noise


def _on_subject(mutants: list[Mutant]) -> tuple[Diagnostics, list[bool]]:
    """What is said of a module as it is, and which of its mutants more is said about."""
    subject, project = mutants[0].subject, Project()
    before = _findings(mutants[0].original, subject, project)
    return before, [bool(_findings(mutant.source, subject, project) - before) for mutant in mutants]


def _findings(source: str, subject: Subject, project: Project) -> Diagnostics:
    """What shapeguard says in profile ``general``: errors and warnings, conventions left out."""
    findings = check(source, filename=str(subject.path), profile="general", project=project)
    return Counter(f"{f.code} {f.function}" for f in findings if f.severity in {"error", "warning"})


Command = Callable[[Path], list[str]]


def peers(environments: Sequence[Path]) -> dict[str, Command]:
    """The commands of the peers that the virtual environments hold, by name."""
    found: dict[str, Command] = {}
    for environment in environments:
        has_stubs = any(environment.glob("lib/*/site-packages/numpy-stubs"))
        for tool, command in _commands(environment).items():
            if (environment / "bin" / tool).exists():
                found[f"{tool} + numpy stubs" if has_stubs else tool] = command
    return found


_MYPY = ("--no-incremental", "--hide-error-context", "--check-untyped-defs", "--ignore-missing-imports")


def _commands(environment: Path) -> dict[str, Command]:
    python = str(environment / "bin" / "python")
    return {
        "mypy": lambda folder: [python, "-m", "mypy", *_MYPY, str(folder)],
        "pyright": lambda folder: [python, "-m", "pyright", "--pythonpath", python, str(folder)],
        "pyrefly": lambda folder: [
            str(environment / "bin" / "pyrefly"), "check", "--preset=default", "--output-format=min-text",
            "--python-interpreter-path", python, str(folder),
        ],
    }  # fmt: skip


STAND_IN = """from typing import TypeVar

from jaxtyping import *

F = TypeVar("F")


def guard(function: F) -> F:
    return function
"""


def peer_finds(mutants: Sequence[Mutant], command: Command) -> list[bool]:
    """Run a peer once over a folder with every original and mutant; a new message counts as a find.

    In place of shapeguard the folder has jaxtyping's names and a ``guard`` that keeps the signature.
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "shapeguard.py").write_text(STAND_IN, encoding="utf-8")
        originals = {subject: f"original_{number}" for number, subject in enumerate(_originals(mutants))}
        for subject, name in originals.items():
            (folder / f"{name}.py").write_text(_standalone(_originals(mutants)[subject], subject), encoding="utf-8")
        for number, mutant in enumerate(mutants):
            (folder / f"mutant_{number}.py").write_text(_standalone(mutant.source, mutant.subject), encoding="utf-8")
        ran = subprocess.run(command(folder), capture_output=True, text=True, check=False, cwd=folder)
        said = _messages(ran.stdout)
    return [
        bool(said.get(f"mutant_{number}", Counter()) - said.get(originals[mutant.subject], Counter()))
        for number, mutant in enumerate(mutants)
    ]


def _messages(output: str) -> dict[str, Diagnostics]:
    """Messages per file, without line numbers, which a mutation may shift."""
    said: dict[str, Diagnostics] = {}
    for line in output.splitlines():
        match = re.search(r"((?:original|mutant)_\d+)\.py:\d+[:\d-]*(.*)", line)
        if match and "note:" not in line:
            said.setdefault(match[1], Counter())[re.sub(r"\d+:\d+", "", match[2])] += 1
    return said


def _standalone(source: str, subject: Subject) -> str:
    """The module with absolute imports, so that it can be checked outside its package."""
    package = subject.module.split(".")[:-1]

    def absolute(match: re.Match[str]) -> str:
        kept = package[: len(package) - len(match[2]) + 1]
        return f"{match[1]}from {'.'.join([*kept, *filter(None, [match[3]])])} import"

    return re.sub(r"(?m)^(\s*)from (\.+)([\w.]*) import", absolute, source)


def annotation_kind(mutant: Mutant) -> str:
    """What source of shapes the mutated statement has in reach."""
    return kind_of_source(ast.parse(mutant.original), mutant.mutation.function, mutant.mutation.line)


def page_of(mutants: Sequence[Mutant], found: Mapping[str, Sequence[bool | None]], noise: Sequence[str]) -> str:
    wheels = sum(mutant.subject.source == "wheel" for mutant in mutants)
    lines = [
        "# Accuracy: seeded bugs",
        "",
        f"{len(mutants)} shape bugs seeded into correct, tested code (seed {SEED}; {wheels} in code from wheels),"
        " each noticed by the code's own tests, in which the expressions it is about are NumPy arrays of two axes or"
        " more where that matters. A tool finds one if it says something new about the mutant.",
        f"On the {len(_originals(mutants))} unmutated modules shapeguard gives {len(noise)} errors and warnings"
        + (": " + "; ".join(f"`{message}`" for message in noise) + "." if noise else "."),
        "",
        "A mutant counts as *annotated* if its function has shapes in its annotations. It has *a source of shapes in"
        " reach* if the text of the module (not what inference makes of it) tells a shape of a name in the mutated"
        " statement, or of what that name was computed from by operators, NumPy, methods of arrays or functions of the"
        " module: a creation (`np.zeros((n, 1))`), an assert or a raising `if` on a shape, an unpacking"
        " `n, d = X.shape`, a shape in a docstring; for a parameter also what calls in the module pass, one call deep."
        " *None* is the rest."
        " The rule is `benchmarks/accuracy/reach.py`.",
        "",
        *(f"{tool} was asked about every {every}th mutant." for tool, every in SAMPLED.items() if tool in found),
        "",
        "Reproduce: `python -m benchmarks.accuracy.mutation collect`, then"
        " `python -m benchmarks.accuracy.mutation score --peers ENVIRONMENT ... --write`.",
        "",
    ]
    lines += _table("kind of annotation", [annotation_kind(mutant) for mutant in mutants], found)
    lines += _table("origin", [mutant.subject.source for mutant in mutants], found)
    kinds = [f"{mutant.subject.source}, {annotation_kind(mutant)}" for mutant in mutants]
    lines += _table("origin and annotation", kinds, found)
    lines += _table("operator", [mutant.mutation.operator for mutant in mutants], found)
    return "\n".join(lines)


def _table(title: str, groups: Sequence[str], found: Mapping[str, Sequence[bool | None]]) -> list[str]:
    lines = [f"| {title} | mutants | " + " | ".join(found) + " |", "|---|---:|" + "---:|" * len(found)]
    for group in [*sorted(set(groups)), "all"]:
        chosen = [index for index, each in enumerate(groups) if group in {each, "all"}]
        shares = [_share([hits[index] for index in chosen]) for hits in found.values()]
        lines.append(f"| {group} | {len(chosen)} | " + " | ".join(shares) + " |")
    return [*lines, ""]


def _share(hits: Sequence[bool | None]) -> str:
    asked = [hit for hit in hits if hit is not None]
    of = "" if len(asked) == len(hits) else f" of {len(asked)}"
    return f"{sum(asked) / len(asked):.0%} ({sum(asked)}{of})" if asked else "–"
