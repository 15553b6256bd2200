"""backoffice regret: which choice will we be sorry for?"""

from backoffice_lib.analyses.regret import regret
from backoffice_lib.cli import _draws

command = _draws.choice_command(
    "regret",
    "What may we regret?",
    regret,
    "Say by how much each of several scenarios may turn out dearer than the one that would have been the cheapest.",
)
