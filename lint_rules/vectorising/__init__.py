"""From a Python loop along an array axis to the lines that do the same without it.

``walking`` reads the head of a loop, ``lifting`` turns an expression about one sample into one about all samples, and
the recognisers (``maps``, ``reductions``, ``masks``, ``counts``, ``running``) turn a statement of the body into one
behind the loop; ``products`` knows dot products, matrix products and outer products, ``loops`` puts it together. All of
it reads ``ast`` and builds ``ast``; nothing here knows of files or findings.
"""

from lint_rules.vectorising.afterwards import is_read_behind
from lint_rules.vectorising.loops import Vectorised, vectorise, vectorise_comprehension, vectorise_loop

__all__ = ["Vectorised", "is_read_behind", "vectorise", "vectorise_comprehension", "vectorise_loop"]
