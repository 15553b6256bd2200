"""Questions: one file, one function of the same name, one frozen answer; found by lying here.

A file whose name begins with an underscore is part of another, not a question of its own.
"""

import sys

from backoffice_lib.basics.discover import modules_in

for _module in modules_in(sys.modules[__name__]):
    _word = _module.__name__.rpartition(".")[2]
    if not _word.startswith("_"):
        globals()[_word] = getattr(_module, _word)
