"""How many people each team is to have, month by month: those it has, what headcount.csv and a dated roster say."""

from __future__ import annotations

import numpy as np

from backoffice_lib.basics.uncertain import draws, stacked
from backoffice_lib.plan import Plan


def target_heads(plan: Plan) -> np.ndarray:
    """Heads wanted before any lever, [month, team, draw]; one month where they never change."""
    first = stacked([team.heads for team in plan.teams])[None]
    if not plan.headcount and not plan.dated_people:
        return first
    steps = [draws(step.heads if step.hires is None else step.hires) for step in plan.headcount]
    width = max([first.shape[2], *(len(step) for step in steps)])
    path = np.broadcast_to(first, (plan.months, len(plan.teams), width)).copy()
    for dated in plan.dated_people:
        path[:, plan.places("team")[dated.team]] += _under_contract(dated)[:, None]
    for step, value in sorted(zip(plan.headcount, steps, strict=True), key=lambda pair: pair[0].month.ordinal):
        row, since = plan.places("team")[step.team], max(step.month - plan.start, 0)
        path[since:, row] = value if step.hires is None else path[since:, row] + value
    return path


def _under_contract(dated) -> np.ndarray:
    """How many more are under contract, or wanted for vacant posts, than on the first day, [month]."""
    came = np.cumsum(np.add(dated.joining_heads, dated.transferred_in_heads))
    went = np.cumsum(np.add(dated.ending_heads, dated.transferred_out_heads))
    gone_before = np.concatenate([[0.0], went[:-1]])
    return came - gone_before + np.asarray(dated.vacant_posts_heads)


def notes(plan: Plan, team: str) -> tuple[str, ...]:
    """Where the heads of a team are changed that its row in the table of teams gives."""
    return tuple(f"headcount {step.line_of()}".strip() for step in plan.headcount if step.team == team)
