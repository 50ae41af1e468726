"""The site builds from the repository, with warnings as errors, and shows what is true."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from shapeguard.inference import reveal

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
def test_the_site_builds_without_a_warning(tmp_path):
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    assert (tmp_path / "index.html").exists()


def test_the_shapes_shown_are_the_shapes_revealed():
    page = (ROOT / "docs" / "known-shapes.md").read_text(encoding="utf-8")
    shown = page.split("```python\n")[1].split("```")[0]
    source = re.sub(r" +# \S.*", "", shown)
    assert reveal(source, "sources.py") == shown
