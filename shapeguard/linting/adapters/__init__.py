"""The same rules inside other linters, a module each."""
