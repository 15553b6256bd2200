"""On which plan two ledgers stand that are compared, where one of them is of a frozen scenario."""

from __future__ import annotations

from collections.abc import Iterator

from backoffice_lib.basics.errors import refuse
from backoffice_lib.basics.money import sentence, spoken
from backoffice_lib.ledger import Ledger

SAME = ("name", "currency", "start", "months")
"""What two plans must have in common to be compared; a plan may have got another name since a scenario of it was frozen."""

DRAWN = {"count": "the number of draws", "seed": "their seed", "grain": "the periods they are summed by"}
"""What the draws of two ledgers must have in common, so that each draw of one is the same luck as that of the other."""


def check_same_plan(against: Ledger, scenario: Ledger) -> None:
    """Refuses ledgers of plans that cannot be compared. Raises InputProblems."""
    frozen = against.frozen or scenario.frozen
    for name in SAME[1:] if frozen else SAME:
        one, other = getattr(against.plan, name), getattr(scenario.plan, name)
        if one != other:
            kept = f"give the plan the {name} it had when it was kept, or compare it with another frozen scenario"
            raise refuse("compare", f"the ledgers differ in {name}: {one} and {other}", kept if frozen else "simulate both from the same plan")


def check_same_draws(against: Ledger, scenario: Ledger) -> None:
    """Refuses ledgers that cannot be compared draw by draw. Raises InputProblems."""
    check_same_plan(against, scenario)
    if against.draws != scenario.draws:
        raise refuse("compare", "the ledgers hold different draws", "simulate both with the same draws")
    one, other = against.drawn, scenario.drawn
    if (one is None) != (other is None):
        raise refuse("compare", "one ledger holds draws and the other holds none", "simulate both with the same draws and seed")
    for name, words in DRAWN.items() if one and other else ():
        if getattr(one, name) != getattr(other, name):
            what = f"the ledgers differ in {words}: {getattr(one, name)} and {getattr(other, name)}"
            raise refuse("compare", what, "simulate both with the same draws and seed")


def standing(against: Ledger, scenario: Ledger) -> Iterator[str]:
    """Which side stands on the plan as it was kept, and which on the plan as it is."""
    names = spoken(against.scenario), spoken(scenario.scenario)
    if against.frozen and scenario.frozen:
        yield f"{sentence(names[1])} and {names[0]} are both of the plan as it was kept, not as it is"
    elif against.frozen or scenario.frozen:
        frozen, live = names if against.frozen else names[::-1]
        yield f"{sentence(frozen)} is frozen and of the plan as it was kept; {live} is of the plan as it is"
