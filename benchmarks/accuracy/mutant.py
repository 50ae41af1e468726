"""A seeded mistake that the tests of the code notice."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.accuracy.operators import Mutation
from benchmarks.accuracy.subjects import Subject


@dataclass(frozen=True, slots=True)
class Mutant:
    """A mutation that the tests notice, with the subject it was made in."""

    subject: Subject
    mutation: Mutation
    error: str
    original: str

    @property
    def source(self) -> str:
        """The mutated module."""
        return self.mutation.applied_to(self.original)
