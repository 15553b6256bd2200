"""What cost depends on: dated intentions and prices, by month, subject and draw."""

from backoffice_lib.drivers.chance import NO_LUCK, Chosen, Luck, drawn
from backoffice_lib.drivers.declared import DRIVERS, Driver
from backoffice_lib.drivers.drivers import Drivers
from backoffice_lib.drivers.escalators import Escalators, escalators, fixed_growth
from backoffice_lib.drivers.lever import Lever
from backoffice_lib.drivers.pulled import pulled
from backoffice_lib.drivers.unfold import unfold
from backoffice_lib.plan.unsure import as_likely, assumptions_in

__all__ = [
    "DRIVERS",
    "Chosen",
    "NO_LUCK",
    "Driver",
    "Drivers",
    "Escalators",
    "Lever",
    "Luck",
    "as_likely",
    "assumptions_in",
    "drawn",
    "escalators",
    "fixed_growth",
    "pulled",
    "unfold",
]
