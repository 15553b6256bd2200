"""backoffice value-of-information: what would it be worth to know more before deciding?"""

from backoffice_lib.analyses.value_of_information import value_of_information
from backoffice_lib.cli import _draws

command = _draws.choice_command(
    "value-of-information",
    "What is it worth to know more?",
    value_of_information,
    "Say what it is worth to know an uncertain input before one of several scenarios is chosen, and what it is worth to know all of them.",
)
