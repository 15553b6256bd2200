"""What a plan fills in that was left blank: pay by published wages, vendors' prices by the rate card, schemes of on-costs, a placement for each team."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from backoffice_lib.plan.on_costs import OnCostBand, with_named
from backoffice_lib.plan.rate_card import priced_by_card
from backoffice_lib.plan.vendors import Placement, Vendor

if TYPE_CHECKING:
    from backoffice_lib.plan.plan import Plan
    from backoffice_lib.plan.teams import Team


def _teams(plan: Plan) -> tuple[Team, ...]:
    """The teams with the published wage of their role in their place, and the wage index of their site."""
    indices = {index.index for index in plan.indices}
    return _unless_same(plan.teams, (_indexed_by_site(plan, _paid_by_rate(plan, team), indices) for team in plan.teams))


def _vendors(plan: Plan) -> tuple[Vendor, ...]:
    """The vendors with the price of the rate card."""
    return _unless_same(plan.vendors, (priced_by_card(plan, vendor) for vendor in plan.vendors))


def _on_costs(plan: Plan) -> tuple[OnCostBand, ...]:
    """The schemes of on-costs, and those of the library that teams name."""
    return _unless_same(plan.on_costs, with_named(plan.on_costs, plan.schemes, (team.on_costs for team in plan.teams)))


def _placements(plan: Plan) -> tuple[Placement, ...]:
    """For each contract a placement of every team that does its work."""
    if not plan.contracts:
        return ()
    work = tuple((team.team, team.function) for team in plan.teams)
    return plan.remembered(("placements", work), lambda window: _placed(window, work))


def _placed(plan: Plan, work: tuple[tuple[str, str], ...]) -> tuple[Placement, ...]:
    return tuple(
        Placement(team=team, contract=contract.contract, placed_share=contract.placed_share).read_at(contract._origin)
        for contract in plan.contracts
        for team, function in work
        if function == contract.function
    )


FILLED: Mapping[str, tuple[Callable[[Plan], tuple[Any, ...]], frozenset[str]]] = {
    "teams": (_teams, frozenset({"teams", "sites", "rates", "indices", "currency"})),
    "vendors": (_vendors, frozenset({"vendors", "rate_card", "currency"})),
    "on_costs": (_on_costs, frozenset({"on_costs", "schemes", "teams"})),
    "placements": (_placements, frozenset({"placements", "contracts", "teams"})),
}
"""The parts of a plan in which something may be filled in, how, and of which parts that comes."""


def _unless_same(before: tuple[Any, ...], filled: Any) -> tuple[Any, ...]:
    """The records that are filled in; those before, where nothing was."""
    after = tuple(filled)
    return before if len(after) == len(before) and all(map(lambda one, other: one is other, after, before)) else after


def _paid_by_rate(plan: Plan, team: Team) -> Team:
    """The team with the published wage of its role and place, when its own pay is blank; its source is the rate's."""
    rate = plan.wage_rate(team, team.site) if team.salary_per_year is None else None
    return team.with_(salary_per_year=rate.value).taken_from("salary_per_year", rate, "value") if rate else team


def _indexed_by_site(plan: Plan, team: Team, indices: set[str]) -> Team:
    """The team with the wage index of its site, when it names none; one that the plan has not is told of the site alone."""
    site = None if team.wage_index else next((known for known in plan.sites if known.site == team.site), None)
    if not site or site.wage_index not in indices:
        return team
    return team.with_(wage_index=site.wage_index).taken_from("wage_index", site, "wage_index")
