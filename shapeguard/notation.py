"""One parser for every way a shape is written: ``"(nx, m)"`` and ``"nx m"``."""

from __future__ import annotations


def to_jaxtyping(text: str) -> str:
    """Translate course notation to jaxtyping's: ``"(nx, m)"`` becomes ``"nx m"``."""
    stripped = text.strip()
    if stripped.startswith("(") and stripped.endswith(")"):
        return " ".join(part.strip().replace(" ", "") for part in stripped[1:-1].split(",") if part.strip())
    return text
