r"""From a syntax tree to typed facts about shapes. User code is never imported and never run.

>>> from shapeguard.inference import analyze
>>> [fact.kind.value for fact in analyze("import numpy as np\nnp.zeros(3, 1)", "example.py").facts]
['creation']
"""

from shapeguard.inference.analysis import Analysis, analyze
from shapeguard.inference.project import Project
from shapeguard.inference.reveal import reveal

__all__ = ["Analysis", "Project", "analyze", "reveal"]
