"""Scenarios that one chooses between, with what each costs in every draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backoffice_lib.analyses._standing import check_same_draws
from backoffice_lib.analyses._unsure import HIDDEN, UnsureInput, unsure_inputs
from backoffice_lib.basics.errors import refuse
from backoffice_lib.ledger import Ledger
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import Scenario

FEW = 200
"""Draws, below which chance makes more of a difference than most inputs."""


@dataclass(frozen=True)
class Choice:
    """Some scenarios and their cost at present value, [scenario, draw]."""

    ledgers: tuple[Ledger, ...]
    costs: np.ndarray

    @classmethod
    def of(cls, ledgers: Sequence[Ledger]) -> Choice:
        """The choice between the scenarios of some ledgers. Raises InputProblems for fewer than two, or where their draws differ."""
        if len(ledgers) < 2:
            raise refuse("scenarios", "there is only one to choose from" if ledgers else "there are none", "give two or more, today among them")
        if twice := next((one.scenario for at, one in enumerate(ledgers) if one.scenario in {other.scenario for other in ledgers[:at]}), ""):
            raise refuse("scenarios", f"{twice} is given twice", "give each once")
        if any(one.drawn is None for one in ledgers):
            raise refuse("scenarios", "a ledger holds no draws", "simulate with draws, such as draws=10_000")
        for other in ledgers[1:]:
            check_same_draws(ledgers[0], other)
        return cls(tuple(ledgers), np.array([one.drawn.npv for one in ledgers]))

    @property
    def plan(self) -> Plan:
        """The plan of the first."""
        return self.ledgers[0].plan

    @property
    def names(self) -> tuple[str, ...]:
        """Of the scenarios."""
        return tuple(one.scenario for one in self.ledgers)

    @property
    def best(self) -> int:
        """The place of the scenario with the lowest mean cost."""
        return int(self.costs.mean(axis=1).argmin())

    @property
    def draws(self) -> int:
        """How many there are."""
        return self.costs.shape[1]

    @property
    def seed(self) -> int:
        """Of the draws."""
        return self.ledgers[0].drawn.seed

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader should know besides."""
        return tuple(self._notes())

    def _notes(self) -> Iterator[str]:
        asked = self.ledgers[0].drawn.asked
        if self.draws < asked:
            yield f"only {self.draws:,} of the {asked:,} draws that were asked for are done"
        if any(name not in self._shown for one in self.ledgers for name in one.drawn.unsure):
            yield HIDDEN
        if self.draws < FEW:
            yield f"{self.draws:,} draws tell little of small differences: ask for {FEW:,} or more"
        if not any(one.drawn.unsure for one in self.ledgers) and self.plan.policies.leavers == "expected":
            yield "nothing in the plan is unsure: write a number as low..likely..high to say that it is"

    def inputs(self) -> Iterator[tuple[UnsureInput, np.ndarray]]:
        """Every uncertain input of any of them, and what it is in each draw, [draw]; but for the pay of a few people."""
        for name, unsure in self._shown.items():
            yield unsure, next(one.drawn for one in self.ledgers if name in one.drawn.unsure).input(name)

    @cached_property
    def _shown(self) -> Mapping[str, UnsureInput]:
        found: dict[str, UnsureInput] = {}
        for one in self.ledgers:
            if any(name not in found for name in one.drawn.unsure):
                found = unsure_inputs(one.drawn.plan, [Scenario(name="as drawn", levers=one.drawn.levers)]) | found
        return found
