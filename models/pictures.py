"""Pictures: vectors in the plane and in space, the way down, the decision boundary, predictions against truth.

Every function returns a ``Figure`` that needs no screen; ``figure.savefig("name.png")`` writes it. Matplotlib is an
extra, so nothing else of the package imports this module before a picture is wanted.
"""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from mpl_toolkits.mplot3d import Axes3D

from shapeguard import Float, Shaped, guard

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")  # told apart by colour-blind readers too


@guard
def vectors_2d(arrows: dict[str, Float[np.ndarray, "2 1"]]) -> Figure:
    """Draw each named vector as an arrow from the origin to its point of the plane."""
    figure, axes = _paper("x", "y")
    for (name, v), colour in zip(arrows.items(), _colours(len(arrows)), strict=True):
        axes.quiver(0, 0, v[0, 0], v[1, 0], angles="xy", scale_units="xy", scale=1, color=colour, label=name)
    reach = 1.0 + max(float(np.abs(v).max()) for v in arrows.values())
    low = min(0.0, min(float(v.min()) for v in arrows.values())) - 1.0
    axes.set(xlim=(low, reach), ylim=(low, reach), aspect="equal")
    figure.set_size_inches(4.5, 4.5)
    axes.legend()
    return figure


@guard
def vectors_3d(arrows: dict[str, Float[np.ndarray, "3 1"]]) -> Figure:
    """Draw each named vector as an arrow from the origin to its point of space."""
    figure = Figure(figsize=(5, 4.5), dpi=90, layout="constrained")
    axes: Axes3D = figure.add_subplot(projection="3d")
    for (name, v), colour in zip(arrows.items(), _colours(len(arrows)), strict=True):
        x, y, z = v.ravel().tolist()
        axes.quiver(0, 0, 0, x, y, z, color=colour, label=name, arrow_length_ratio=0.12)
    reach = max(float(np.abs(v).max()) for v in arrows.values())
    axes.set(xlim=(0, reach), ylim=(0, reach), zlim=(0, reach), xlabel="x", ylabel="y", zlabel="z")
    axes.locator_params(nbins=4)
    axes.set_box_aspect(None, zoom=0.9)  # or the name of the z axis is cut off
    axes.legend()
    return figure


def cost_curves(curves: dict[str, list[float]], title: str = "") -> Figure:
    """Draw the cost before every step of several descents, each under its name."""
    figure, axes = _paper("step", "cost J")
    for (name, costs), colour in zip(curves.items(), _colours(len(curves)), strict=True):
        axes.plot(range(len(costs)), costs, color=colour, label=name)
    axes.set(yscale="log", title=title)
    figure.legend(loc="outside upper center", ncols=3, fontsize="small")
    return figure


@guard
def decision_boundary(
    w: Float[np.ndarray, "2 1"],
    b: float,
    X: Float[np.ndarray, "(2, m)"],
    Y: Float[np.ndarray, "(1, m)"],
    names: list[str],
) -> Figure:
    """Draw the samples of two features, and the line ``w.T x + b = 0`` on which the model is undecided.

    `names` are those of the two features, of class 0 and of class 1.
    """
    figure, axes = _paper(names[0], names[1])
    for label, colour, marker in ((0.0, COLOURS[1], "x"), (1.0, COLOURS[0], "o")):
        points = X[:, Y[0, :] == label]
        axes.scatter(points[0, :], points[1, :], s=14, color=colour, marker=marker, label=names[2 + int(label)])
    span = np.linspace(X[0, :].min(), X[0, :].max(), 2)
    axes.plot(span, -(w[0, 0] * span + b) / w[1, 0], color="black", label="undecided: a = 0.5")
    margin = 0.05 * float(np.ptp(X[1, :]))
    axes.set_ylim(X[1, :].min() - margin, X[1, :].max() + margin)
    axes.legend()
    return figure


@guard
def predictions_against_truth(
    prediction: Float[np.ndarray, "(1, m)"], truth: Float[np.ndarray, "(1, m)"], target: str
) -> Figure:
    """Draw every prediction over the truth; a perfect model puts all points on the diagonal."""
    figure, axes = _paper(f"truth: {target}", f"prediction: {target}")
    figure.set_size_inches(5, 5)
    axes.scatter(truth, prediction, s=12, color=COLOURS[0], alpha=0.6)
    ends = [float(min(truth.min(), prediction.min())), float(max(truth.max(), prediction.max()))]
    axes.plot(ends, ends, color="black", label="perfect")
    axes.set_aspect("equal")
    axes.legend()
    return figure


@guard
def photographs(images: dict[str, Shaped[np.ndarray, "_ _ 3"]]) -> Figure:
    """Show photographs (height, width, 3) side by side, each under its name."""
    figure = Figure(figsize=(3 * len(images), 3.4), dpi=90, layout="constrained")
    for position, (name, image) in enumerate(images.items(), start=1):
        axes: Axes = figure.add_subplot(1, len(images), position, title=name)
        axes.imshow(image)
        axes.set_axis_off()
    return figure


def _paper(x: str, y: str) -> tuple[Figure, Axes]:
    """Return an empty figure with a grid, and its axes with their titles."""
    figure = Figure(figsize=(6, 4.5), dpi=90, layout="constrained")
    axes: Axes = figure.add_subplot(xlabel=x, ylabel=y)
    axes.grid(alpha=0.3)
    axes.set_axisbelow(True)
    return figure, axes


def _colours(count: int) -> list[str]:
    """Return a colour for each of `count` things; they repeat after six."""
    return [COLOURS[index % len(COLOURS)] for index in range(count)]
