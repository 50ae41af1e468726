"""The signatures tell the truth: for arrays of every size that they allow, and for no transposed one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import activations, broadcasting, images, linear_regression, logistic_regression, losses, metrics, vectors
from models.training import curvature, linear_step, logistic_step
from shapeguard import ShapeError
from shapeguard.testing import arguments

Function = Callable[..., object]
FUNCTIONS: list[Function] = [
    *(vectors.add, vectors.scale, vectors.dot, vectors.norm, vectors.are_orthogonal, vectors.combine, vectors.project),
    *(broadcasting.percentages, broadcasting.add_bias, broadcasting.outer, broadcasting.squared_distances),
    *(activations.sigmoid, activations.sigmoid_slope, losses.squared_error, losses.log_loss, losses.cost),
    *(metrics.accuracy, metrics.root_mean_squared_error, images.unroll),
    *(linear_regression.predict, linear_regression.cost, linear_regression.gradient),
    *(logistic_regression.forward, logistic_regression.predict, logistic_regression.cost, logistic_regression.backward),
    *(curvature, linear_step, logistic_step),
]
each_function = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f"{f.__module__}.{f.__name__}")


@each_function
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_fits_the_signature_is_accepted_and_so_is_the_result(function: Function, data: st.DataObject) -> None:
    """The guard checks the returned shape: a wrong formula shows when all sizes differ."""
    drawn = data.draw(arguments(function))
    with np.errstate(all="ignore"):
        function(**drawn)


@each_function
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_transposed_argument_is_refused(function: Function, data: st.DataObject) -> None:
    """One argument transposed, all others as they were: never accepted, unless only that one has these sizes."""
    drawn = dict(data.draw(arguments(function)))
    tables = [name for name, value in drawn.items() if isinstance(value, np.ndarray) and value.shape != value.T.shape]
    others = [value for value in drawn.values() if isinstance(value, np.ndarray)]
    if len(others) < 2 or not tables:
        return
    name = data.draw(st.sampled_from(tables))
    with pytest.raises(ShapeError):
        function(**{**drawn, name: drawn[name].T})
