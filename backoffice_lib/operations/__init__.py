"""What follows: who works, who leaves, which seats are needed, what work is done elsewhere."""

from backoffice_lib.operations.roll_forward import LeftOver, Operations, roll_forward, rooms

__all__ = ["LeftOver", "Operations", "roll_forward", "rooms"]
