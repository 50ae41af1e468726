"""The price of the import hook: watched operators, and annotated assignments."""
