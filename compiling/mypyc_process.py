"""``python -m compiling.mypyc_process MODULE...``: compile modules under this folder, the extensions beside them."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from setuptools import Distribution
from setuptools.command.build_ext import build_ext

from compiling.class_loads import load_once

OPTIONS = (
    "--config-file=",
    "--no-incremental",
    "--no-site-packages",  # the same code is to come out, whatever is installed
    "--ignore-missing-imports",
    "--follow-imports=silent",
)
AT_ONCE = os.cpu_count() or 1


class BuildAtOnce(build_ext):
    """The C files of an extension are compiled side by side, as setuptools does it with extensions."""

    def build_extensions(self) -> None:
        """Compile and link all of them."""
        one_by_one = self.compiler.compile

        def side_by_side(sources: Sequence[str], *arguments: Any, **keywords: Any) -> list[str]:
            with ThreadPoolExecutor(AT_ONCE) as pool:
                made = pool.map(lambda source: one_by_one([source], *arguments, **keywords), sources)
                return [name for names in made for name in names]

        self.compiler.compile = side_by_side
        super().build_extensions()


def main(modules: Sequence[str]) -> None:
    """Compile them; what fails ends the process with a code that is not 0."""
    from mypyc.build import mypycify  # it asks whether setuptools has been imported

    extensions = mypycify(
        [*OPTIONS, *modules], opt_level="1", debug_level="0", multi_file=True, group_name="shapeguard"
    )
    loads = 0
    for extension in extensions:
        loads += load_once(extension.sources)
        extension.extra_compile_args = [flag for flag in extension.extra_compile_args if flag != "-Werror"]
    command = BuildAtOnce(Distribution({"name": "shapeguard", "ext_modules": extensions}))
    command.build_lib = "."
    command.build_temp = "build"
    command.parallel = AT_ONCE
    command.ensure_finalized()
    command.run()
    print(f"{loads} loads of a class of ast were changed into loads that happen once.")


if __name__ == "__main__":
    main(sys.argv[1:])
