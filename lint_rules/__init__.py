"""The rules that come with shapeguard: one module each, and nothing but rules.

``MANIFEST`` maps a code to the module of its rule and the names of the facts that it subscribes to, so that a module is
imported only when a file emits such a fact.
"""

MANIFEST: dict[str, tuple[str, tuple[str, ...]]] = {}
