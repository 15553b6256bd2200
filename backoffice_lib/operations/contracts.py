"""Contracts with vendors, month by month: whether each runs, for how long already, and the units it is for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.sums import product
from backoffice_lib.drivers import Drivers
from backoffice_lib.operations.demand import Demand, marks
from backoffice_lib.plan import Plan


@dataclass(frozen=True)
class Contracts:
    """The contracts of a plan, every array [month, contract, draw].

    running: 1 in the months in which any work is placed. months_run: how many months it had run for before. begun: 1 in the
    month in which one begins. broken: 1 in the first month after one that ended before its term.
    units: that the vendor is paid for. defects: of those it does for us, the ones that come back.
    """

    running: np.ndarray
    months_run: np.ndarray
    begun: np.ndarray
    broken: np.ndarray
    units: np.ndarray
    defects: np.ndarray

    @classmethod
    def of(cls, drivers: Drivers, demand: Demand) -> Contracts:
        """The contracts that follow from the work placed."""
        plan, own = drivers.plan, marks(contract_rows(drivers.plan), len(drivers.plan.contracts))
        placed = drivers["placed_share"] * np.ones((plan.months, 1, 1))
        running = (product(own, placed > 0) > 0).astype(float)
        before = np.concatenate([np.zeros_like(running[:1]), running[:-1]])
        before[0] = [[float(_runs_already(plan, contract))] for contract in plan.contracts] if plan.contracts else before[0]
        served = np.array([plan.start - (contract.since or plan.start) for contract in plan.contracts], dtype=float).reshape(-1, 1)
        run, months_run = np.broadcast_to(served, running.shape[1:]), []
        for month in range(plan.months):
            months_run.append(run)
            run = (run + 1) * running[month]
        months_run = np.stack(months_run) if months_run else running
        terms = np.array([plan.record("vendor", contract.vendor).term_months for contract in plan.contracts]).reshape(-1, 1)
        return cls(
            running=running,
            months_run=months_run,
            begun=running * (1 - before),
            broken=before * (1 - running) * (months_run < terms),
            units=product(own, demand.placed_units),
            defects=product(own, demand.defects),
        )


def contract_rows(plan: Plan) -> np.ndarray:
    """The contract of each placement, as a row of the plan's contracts."""
    names = plan.names("contract")
    return np.array([names.index(placed.contract) for placed in plan.placements], dtype=int)


def _runs_already(plan: Plan, contract) -> bool:
    """Whether work lies with the vendor before the first day."""
    return any(placed.placed_share for placed in plan.placements if placed.contract == contract.contract)
