"""How findings are written: one module a format, each with ``render(findings) -> Iterator[str]``, lines or text."""
