"""Every figure that the README and docs quote, each re-runnable with one command."""
