"""``python -m models NAME``: train on real data, with a progress bar, figures to compare with, and pictures."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from . import experiments, mistake

EXPERIMENTS = {
    "vectors": experiments.vectors,
    "temperature": experiments.temperature,
    "rain": experiments.rain,
    "breast-cancer": experiments.breast_cancer,
    "digits": experiments.digits,
    "photographs": experiments.photographs,
}
NAMES = [*EXPERIMENTS, "mistake"]
EXTRA = "pip install 'shapeguard-numpy[models]'"


def _first_line(run: Callable[..., object]) -> str:
    return str(run.__doc__).splitlines()[0]


def contents() -> str:
    """Return a line for every name: what there is to run."""
    lines = [f"  {name:<15}{_first_line(run)}" for name, run in EXPERIMENTS.items()]
    lines.append(f"  {'mistake':<15}{_first_line(mistake.show)}")
    return "\n".join([f"Run one of these with python -m {__package__} NAME:", *lines])


def main() -> None:
    """Run what the command line names."""
    parser = argparse.ArgumentParser(prog=f"python -m {__package__}", description=__doc__)
    parser.add_argument("name", nargs="?", choices=NAMES, metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--pictures", type=Path, metavar="DIR", default=Path("pictures"), help="where to write them")
    parser.add_argument("--no-pictures", action="store_true", help="write none")
    arguments: argparse.Namespace = parser.parse_args()
    if arguments.name is None:
        print(contents())
        return
    if arguments.name == "mistake":
        mistake.show()
        return
    for package, module in (("scikit-learn", "sklearn"), ("tqdm", "tqdm")):
        if arguments.name != "vectors" and find_spec(module) is None:
            parser.exit(1, f"This experiment needs {package}: {EXTRA}\n")
    draw = not arguments.no_pictures and find_spec("matplotlib") is not None
    if not draw and not arguments.no_pictures:
        print(f"No pictures will be drawn: they need matplotlib: {EXTRA}")
    if draw:
        try:
            arguments.pictures.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            parser.exit(2, f"{arguments.pictures}: this folder cannot be made: {error.strerror}.\n")
    drawn: experiments.Pictures = EXPERIMENTS[arguments.name](draw)
    for title, figure in drawn.items():
        path: Path = arguments.pictures / f"{arguments.name}_{title}.png"
        figure.savefig(path)
        print(f"picture: {path}")


if __name__ == "__main__":
    main()
