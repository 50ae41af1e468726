"""A rule pack: install it, and its rule is there. ``MANIFEST`` says what facts the rule is asked about."""

MANIFEST = {"EX001": ("shapeguard_example_pack.huge_array", ("Creation",))}
URL = "https://example.org/rules/{name}.html"
