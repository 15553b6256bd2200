"""Questions: one file, one function of the same name, one frozen answer; found by lying here."""

import sys

from backoffice_lib.basics.discover import modules_in

for _module in modules_in(sys.modules[__name__]):
    _word = _module.__name__.rpartition(".")[2]
    globals()[_word] = getattr(_module, _word)
