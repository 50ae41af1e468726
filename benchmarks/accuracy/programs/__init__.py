"""Correct programs with tests: the ground on which mistakes are seeded."""
