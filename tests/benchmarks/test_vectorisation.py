"""The page about vectorisation: its tables come from the command, and the command measures what it says."""

from __future__ import annotations

import re

import numpy as np
import pytest

from benchmarks import vectorisation


def test_every_section_of_the_page_has_been_filled_by_the_command() -> None:
    page = vectorisation.PAGE.read_text(encoding="utf-8")
    sections = dict(re.findall(r"<!-- (\w+) -->\n(.*?)<!-- end -->", page, flags=re.DOTALL))
    assert set(sections) == {"machine", "dot", "gradient", "dispatch", "off", "ignored"}
    assert all(text.strip() for text in sections.values())
    assert all(f"`{name}`" in sections["dispatch"] for name in vectorisation.UFUNCS)


def test_the_loops_compute_the_gradient() -> None:
    X, dZ = np.random.default_rng(0).standard_normal((3, 7)), np.ones((1, 7))
    assert np.allclose(vectorisation.gradient_in_loops(X, dZ), X @ dZ.T / 7)


def test_the_dot_product_is_more_accurate_than_the_loop() -> None:
    rows = vectorisation.loop_against_dot(m=10_000).splitlines()[2:]
    cells = {row.split("|")[1].strip(): row.split("|")[2:5] for row in rows}
    assert float(cells["`np.dot(a, b)`"][2]) <= float(cells["loop over arrays"][2])


def test_an_instruction_set_that_is_switched_off_is_off() -> None:
    sets = vectorisation.removable(vectorisation.dispatch())
    if not sets:
        pytest.skip("this processor has nothing above the baseline")
    _, found = vectorisation.measured_without(sets)
    assert all("baseline" in vectorisation.current(found, name, "float64") for name in ("exp", "log", "tanh"))
