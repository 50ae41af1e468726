"""``pytest --shapeguard=pkg``: the tests run with every module of a package guarded, checked and sanitized.

The hook is installed before any conftest is imported, for a conftest usually imports the package. In a configuration
file the option is ``shapeguard = "pkg"``. Nothing of shapeguard is imported unless the option is used.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options."""
    group = parser.getgroup("shapeguard", "array shapes")
    group.addoption(
        "--shapeguard",
        metavar="PACKAGE[,PACKAGE]",
        action="append",
        default=[],
        help="guard array annotations, check annotated assignments and sanitize broadcasts in these packages",
    )
    group.addoption(
        "--shapeguard-broadcast",
        choices=("raise", "warn", "off"),
        default=None,
        help="what an accidental broadcast does (default: broadcast in [tool.shapeguard], else raise)",
    )
    parser.addini("shapeguard", "packages to watch, as for --shapeguard", type="args", default=[])


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, parser: pytest.Parser, args: list[str]) -> None:
    """Install the hook, before a conftest can import the package."""
    packages = _packages(early_config)
    if not packages:
        return
    from shapeguard.runtime.import_hook import install_import_hook

    broadcast = early_config.known_args_namespace.shapeguard_broadcast
    try:
        hook = install_import_hook(packages, broadcast=broadcast)
    except (RuntimeError, ValueError) as error:
        raise pytest.UsageError(f"--shapeguard: {error}") from None
    early_config.add_cleanup(hook.uninstall)


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say in the header what is watched."""
    packages = _packages(config)
    return f"shapeguard: {', '.join(packages)}" if packages else None


def _packages(config: pytest.Config) -> Sequence[str]:
    asked = getattr(config.known_args_namespace, "shapeguard", []) or config.getini("shapeguard")
    return [name.strip() for words in asked for name in words.split(",") if name.strip()]
