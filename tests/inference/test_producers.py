"""Arrays that other libraries make: scikit-learn's data sets, tables of pandas."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from shapeguard.linting import check

HEAD = """\
import numpy as np
from sklearn import datasets
from sklearn.datasets import load_digits, load_iris, make_blobs, make_friedman1, make_regression, make_swiss_roll
"""
TABLES = """\
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
df = pd.read_csv("people.csv")
"""
MADE = {
    "load_iris().data": (150, 4),
    "load_digits().images": (1797, 8, 8),
    "datasets.load_wine()['data']": (178, 13),
    "make_blobs(n_samples=30, centers=3)[0]": (30, 2),
    "make_blobs(50, 4, centers=3)[0]": (50, 4),
    "make_regression(40, 3, n_targets=1)[1]": (40,),
    "make_swiss_roll(60)[0]": (60, 3),
    "make_friedman1(20)[0]": (20, 10),
    "np.trapezoid(np.ones((3, 5)), np.ones(5))": (3,),
    "np.trapezoid(np.ones((5, 3)), np.ones(5), axis=0)": (3,),
    "np.gradient(np.ones((3, 5)), 0.1, np.arange(5.0))[1]": (3, 5),
    "np.full((3, 4), np.ones((3, 1)))": (3, 4),
}


def revealed(head: str, expression: str) -> str:
    (finding,) = check(f"{head}from shapeguard import reveal_shape\nreveal_shape({expression})\n")
    return finding.message.removeprefix(f"`reveal_shape({expression})`: ")


@pytest.mark.parametrize(("expression", "shape"), MADE.items())
def test_the_shape_is_the_real_one(expression: str, shape: tuple[int, ...]) -> None:
    pytest.importorskip("sklearn")
    names: dict[str, Any] = {}
    exec(HEAD, names)
    assert np.shape(eval(expression, names)) == shape
    assert revealed(HEAD, expression).startswith(str(shape))


@pytest.mark.parametrize(
    ("expression", "shape"),
    [
        ("df.values", "(?, ?)"),
        ("df['age'].values", "(?,)"),
        ("df['age'].astype(float).to_numpy()", "(?,)"),
        ("df[['age', 'height']].to_numpy()", "(?, 2)"),
        ("df[df['age'] > 30].dropna().values", "(?, ?)"),
        ("df.iloc[:, 0].values", "(?,)"),
        ("df.iloc[:, :-1].values", "(?, ?)"),
        ("df.loc[df['age'] > 30, 'height'].values", "(?,)"),
        ("df.drop(columns=['age']).to_numpy(dtype=float)", "(?, ?)"),
        ("np.asarray(df['age'] - df['age'].shift(1))", "(?,)"),
        ("pd.DataFrame({'a': [1, 2]}).mean().values", "(?,)"),
        ("df['age'].values.reshape(-1, 1)", "(?, 1)"),
        ("np.loadtxt('f', ndmin=2, usecols=(0, 3))", "(?, 2) float"),
        ("np.loadtxt('f', ndmin=2, usecols=(0, 3), unpack=True)", "(2, ?) float"),
        ("train_test_split(df, df['age'])[0].values", "(?, ?)"),
        ("train_test_split(df, df['age'], test_size=0.1)[3].values", "(?,)"),
        ("df.groupby('age').mean().values", "?"),
        ("pd.read_csv('f', chunksize=3)", "?"),
        ("np.where(df['age'] > 3, 1, 0)", "?"),
    ],
)
def test_the_rank_of_tables_is_known(expression: str, shape: str) -> None:
    assert revealed(TABLES, expression) == shape


def test_an_annotated_table_is_one() -> None:
    head = "import numpy as np\nimport pandas as pd\n"
    body = "def f(df: pd.DataFrame, y: pd.Series):\n    return df.values @ np.ones((3, 1)) - {}\n"
    assert {finding.code for finding in check(head + body.format("y.values"), profile="general")} == {"SG202"}
    assert check(head + body.format("y.values.reshape(-1, 1)"), profile="general") == []


def test_a_column_against_a_column_vector_is_found() -> None:
    head = TABLES + "y = df['age'].values\nw = np.zeros((2, 1))\nX = df[['height', 'weight']].values\n"
    codes = {finding.code for finding in check(head + "error = X @ w - y\n", profile="general")}
    assert codes == {"SG202"}
    assert check(head + "error = X @ w - y.reshape(-1, 1)\n", profile="general") == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("np.full((3, 4), np.zeros(3))", "does not fill"),
        ("np.trapezoid(np.ones((3, 5)), np.ones(3))", "x has length 3"),
        ("np.gradient(np.ones((3, 5)), 1.0, np.ones(3))", "its positions are 3"),
    ],
)
def test_lengths_that_do_not_fit_are_found(line: str, reason: str) -> None:
    (finding,) = check(f"import numpy as np\nx = {line}\n")
    assert reason in finding.message
    with pytest.raises(ValueError):
        eval(line, {"np": np})
