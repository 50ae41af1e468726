"""What is drawn: the data that reach the axes, and a file that is a picture."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("matplotlib")

from models import pictures


def column(*elements: float) -> np.ndarray:
    return np.array(elements, dtype=np.float64).reshape(-1, 1)


def test_vectors_in_the_plane_are_arrows_from_the_origin() -> None:
    figure = pictures.vectors_2d({"v": column(1, 1), "2 v": column(2, 2), "v + e1": column(2, 1)})
    (axes,) = figure.axes
    ends = [(float(arrow.U[0]), float(arrow.V[0])) for arrow in axes.collections]
    assert ends == [(1.0, 1.0), (2.0, 2.0), (2.0, 1.0)]
    assert axes.get_xlim() == (-1.0, 3.0)
    assert axes.get_ylim() == (-1.0, 3.0)


def test_vectors_in_space() -> None:
    figure = pictures.vectors_3d({"v": column(0, 1, 1)})
    (axes,) = figure.axes
    shaft = np.asarray(axes.collections[0]._segments3d[0])
    assert sorted(shaft[[0, -1]].tolist()) == [[0, 0, 0], [0, 1, 1]]


def test_a_cost_curve_for_each_learning_rate() -> None:
    figure = pictures.cost_curves({"0.1": [3.0, 2.0, 1.5], "1": [3.0, 1.0]})
    (axes,) = figure.axes
    assert [line.get_ydata().tolist() for line in axes.lines] == [[3.0, 2.0, 1.5], [3.0, 1.0]]
    assert axes.get_yscale() == "log"


def test_the_decision_boundary_is_where_the_model_is_undecided() -> None:
    X = np.array([[0.0, 1.0, 2.0, 3.0], [0.0, 2.0, 1.0, 3.0]])
    w, b = column(2.0, -4.0), 1.0
    figure = pictures.decision_boundary(w, b, X, np.array([[0.0, 0.0, 1.0, 1.0]]), ["x1", "x2", "no", "yes"])
    (axes,) = figure.axes
    x1, x2 = axes.lines[0].get_xdata(), axes.lines[0].get_ydata()
    assert np.allclose(2.0 * x1 - 4.0 * x2 + b, 0.0)
    drawn = {points.get_label(): np.asarray(points.get_offsets()).tolist() for points in axes.collections}
    assert drawn == {"no": [[0.0, 0.0], [1.0, 2.0]], "yes": [[2.0, 1.0], [3.0, 3.0]]}


def test_predictions_are_drawn_over_the_truth(tmp_path: Path) -> None:
    figure = pictures.predictions_against_truth(np.array([[1.0, 2.0]]), np.array([[1.5, 2.5]]), "tomorrow")
    (axes,) = figure.axes
    assert np.asarray(axes.collections[0].get_offsets()).tolist() == [[1.5, 1.0], [2.5, 2.0]]
    figure.savefig(tmp_path / "picture.png")
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")


def test_nothing_imports_matplotlib_before_a_picture_is_wanted() -> None:
    script = "import sys, models.__main__; sys.exit('matplotlib' in sys.modules or 'sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0
