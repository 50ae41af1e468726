"""What a checked call costs: the guard, hand-written asserts, jaxtyping with beartype, and their peers."""
