"""What hatchling calls when it builds a wheel: extensions are compiled, and pure Python is what stays if that fails."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

from compiling import wishes
from compiling.extensions import NotCompiled, build


class CompiledWheel(BuildHookInterface[BuilderConfig]):
    """Put extensions into a wheel, beside the sources that they were made of."""

    PLUGIN_NAME = "custom"
    place: TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the wheel is packed.

        Raises
        ------
        NotCompiled
            If SHAPEGUARD_COMPILE is 1, for whatever keeps the wheel from being compiled.
        """
        if version == "editable" or wishes.is_unwanted():
            return
        # where packing fails, `finalize` is not called, and the folder goes when the process ends
        self.place = TemporaryDirectory(prefix="shapeguard-compiling-", ignore_cleanup_errors=True)
        folder = Path(self.place.name)
        try:
            if reason := wishes.obstacle():
                raise NotCompiled(reason)
            made = build(Path(self.root), folder)
        except BaseException as error:  # whatever fails, a pure wheel can be built
            self.place.cleanup()
            if wishes.is_demanded() or not isinstance(error, Exception):
                raise
            reason = str(error) if isinstance(error, NotCompiled) else f"compiling failed ({error!r})"
            self.app.display_warning(f"shapeguard is built as pure Python, which is slower, because {reason}.")
            return
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        build_data["force_include"] |= {str(path): path.relative_to(folder).as_posix() for path in made}

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the copy that was compiled, once the wheel is packed."""
        if self.place is not None:
            self.place.cleanup()
