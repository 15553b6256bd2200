"""What cost depends on: dated intentions and prices, by month, subject and draw."""

from backoffice_lib.drivers.declared import DRIVERS, Driver
from backoffice_lib.drivers.drivers import Drivers
from backoffice_lib.drivers.escalators import Escalators, escalators
from backoffice_lib.drivers.lever import Lever
from backoffice_lib.drivers.unfold import unfold

__all__ = ["DRIVERS", "Driver", "Drivers", "Escalators", "Lever", "escalators", "unfold"]
