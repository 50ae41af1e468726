"""The rules for NumPy, held against NumPy itself on random arguments; and how much of NumPy in use they know."""
