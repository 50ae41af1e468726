"""The abstract interpreter: it follows a module's statements with values that are shapes."""
