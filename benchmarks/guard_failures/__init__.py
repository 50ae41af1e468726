"""What a failing call prints, under the guard and under jaxtyping: the page ``docs/guard-failures.md``."""
