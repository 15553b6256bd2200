"""Captive set-up: founding a centre of our own abroad, and its workplaces."""

from collections.abc import Iterator

import numpy as np

from backoffice_lib.ledger import Category, Posting, Pricing
from backoffice_lib.plan import paired


def postings(pricing: Pricing) -> Iterator[Posting]:
    """Once for each move, and for each person more than ever worked in the team there; who comes later takes over a workplace."""
    plan = pricing.plan
    moves = paired(plan, "move", [(move, plan.record("site", plan.record("team", move.to).site)) for move in plan.moves])
    moves = moves.as_item("{}: set-up").priced_in(plan.currency)
    yield Posting(
        subjects=moves,
        quantity=np.ones((plan.months, len(moves), 1)),
        unit="set-up",
        price=pricing.price("captive_set_up_cost"),
        indices=pricing.follows(moves),
        quantity_from=(),
        price_from=("captive_set_up_cost",),
    )
    there = {move.to for move in plan.moves}
    rows = [row for row, team in enumerate(plan.teams) if team.team in there]
    teams = pricing.subjects_of("team", [plan.teams[row] for row in rows]).as_item("workplaces").priced_in(plan.currency)
    at_first, at_work = pricing.operations.staffing.at_first[:, rows], pricing.operations.staffing.at_work[:, rows]
    most = np.maximum.accumulate(np.maximum(at_first, at_work), axis=0)
    before = np.concatenate([at_first[:1] * np.ones_like(most[:1]), most[:-1]])
    yield Posting(
        subjects=teams,
        quantity=most - before,
        unit="workplace",
        price=pricing.price("workplace_cost_per_head")[:, rows],
        indices=pricing.follows(teams),
        quantity_from=("target_heads",),
        price_from=("workplace_cost_per_head",),
    )


CAPTIVE_SET_UP = Category(
    "captive set-up", "Founding a centre of our own abroad, and equipping its workplaces.", postings, recurrence="one_off"
)
