"""The classes of ``ast`` fetched once: mypyc asks the module for ``ast.Name`` at every ``isinstance`` and ``case``.

That is a tenth of the linter's time, and the module never changes. The C code that mypyc wrote is changed where it does
so, before the C compiler sees it; where a future mypyc writes it otherwise, nothing is changed and nothing is lost but
the gain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from os import PathLike
from pathlib import Path

LOAD = re.compile(
    r"(?P<module>cpy_r_r\d+) = CPyImport_GetModuleCache\(&CPyModule_ast\);\s+"
    r"(?P<name>cpy_r_r\d+) = (?P<text>CPyStatics\[\d+\]); /\* '(?P<cls>\w+)' \*/\s+"
    r"(?P<loaded>cpy_r_r\d+) = CPyObject_GetAttr\((?P=module), (?P=name)\);"
)
LOADED_ONCE = r"""{
        static PyObject *ast_\g<cls>;
        if (!ast_\g<cls>) ast_\g<cls> = CPyObject_GetAttr(CPyImport_GetModuleCache(&CPyModule_ast), \g<text>);
        Py_XINCREF(ast_\g<cls>);
        \g<loaded> = ast_\g<cls>;
    }"""


def load_once(files: Iterable[str | PathLike[str]]) -> int:
    """Change C files in place; return how many loads were changed."""
    changed = 0
    for file in map(Path, files):
        if file.suffix == ".c" and file.exists():
            text, times = LOAD.subn(LOADED_ONCE, file.read_text(encoding="utf-8"))
            if times:
                file.write_text(text, encoding="utf-8")
            changed += times
    return changed
