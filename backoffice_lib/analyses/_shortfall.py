"""Who makes up for what vendors' people do less than ours: it decides what slower people cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from backoffice_lib.analyses._inputs import Case
from backoffice_lib.basics.errors import choice, nearest, refuse
from backoffice_lib.basics.money import sentence
from backoffice_lib.plan import Plan

Shortfall = Literal["vendor_adds_people", "backfill_at_home", "backlog"]


@dataclass(frozen=True)
class Absorbed:
    """Who makes up for what the people of a vendor do less than ours, as its contract has it."""

    vendor: str
    shortfall: Shortfall

    def __str__(self) -> str:
        return {
            "vendor_adds_people": f"{self.vendor} makes up for slower people with more of them, at its price",
            "backfill_at_home": f"our own people make up for slower people of {self.vendor}, at their pay",
            "backlog": f"what slower people of {self.vendor} leave undone waits with us, at the penalties of the work",
        }[self.shortfall]


def absorbed_by(plan: Plan, shortfall: Shortfall | None) -> Plan:
    """The plan where what vendors' people do less is made up for in one way for all; as it is where none is named. Raises InputProblems."""
    if shortfall is None:
        return plan
    if shortfall not in get_args(Shortfall):
        near = nearest(shortfall, get_args(Shortfall))
        raise refuse("shortfall", f'"{shortfall}" is not one of the choices', choice("use", near, get_args(Shortfall)), near)
    return plan.with_(vendors=tuple(vendor.with_(shortfall=shortfall) for vendor in plan.vendors))


def who_absorbs(case: Case) -> tuple[Absorbed, ...]:
    """Who makes up for what vendors' people do less, for each vendor that has work in either scenario."""
    placed = (contract.vendor for scenario in (case.scenario, case.against) for contract in scenario.extend(case.plan).contracts)
    return tuple(Absorbed(name, case.plan.record("vendor", name).shortfall) for name in dict.fromkeys(placed))


def in_a_sentence(absorbed: tuple[Absorbed, ...]) -> str:
    """Who makes up for slower people, in a sentence that begins with a blank; nothing where no work lies with a vendor."""
    return f" {sentence('; '.join(map(str, absorbed)))}." if absorbed else ""
