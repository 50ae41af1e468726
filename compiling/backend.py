"""The build backend: hatchling's, which asks for mypy where it is going to compile.

A hook of hatchling's own can ask for it, too, but is not told whether the install is editable, which needs none of it.
"""

from __future__ import annotations

from typing import Any

from hatchling import build as hatchling
from hatchling.build import *  # noqa: F403 -- what it offers depends on who asks; one function is changed

from compiling import wishes


def get_requires_for_build_wheel(config_settings: dict[str, Any] | None = None) -> list[str]:  # type: ignore[no-redef]
    """What has to be installed before `build_wheel` is called."""
    required = hatchling.get_requires_for_build_wheel(config_settings)
    if wishes.is_unwanted() or wishes.obstacle():
        return required
    return [*required, *wishes.REQUIREMENTS]
