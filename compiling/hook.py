"""What hatchling calls when it builds a wheel: extensions are compiled, and pure Python is what stays if that fails."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

from compiling import wishes
from compiling.extensions import NotCompiled, build


class CompiledWheel(BuildHookInterface[BuilderConfig]):
    """Put extensions into a wheel, beside the sources that they were made of."""

    PLUGIN_NAME = "custom"
    folder: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the wheel is packed.

        Raises
        ------
        NotCompiled
            If SHAPEGUARD_COMPILE is 1, for whatever keeps the wheel from being compiled.
        """
        if version == "editable" or wishes.is_unwanted():
            return
        self.folder = Path(tempfile.mkdtemp(prefix="shapeguard-compiling-"))
        try:
            if reason := wishes.obstacle():
                raise NotCompiled(reason)
            made = build(Path(self.root), self.folder)
        except Exception as error:  # whatever it is, a pure wheel can be built
            self._forget()
            if wishes.is_demanded():
                raise
            reason = str(error) if isinstance(error, NotCompiled) else f"compiling failed ({error!r})"
            self.app.display_warning(f"shapeguard is built as pure Python, which is slower, because {reason}.")
            return
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        build_data["force_include"] |= {str(path): path.relative_to(self.folder).as_posix() for path in made}

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the copy that was compiled, once the wheel is packed."""
        self._forget()

    def _forget(self) -> None:
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
