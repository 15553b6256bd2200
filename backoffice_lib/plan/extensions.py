"""What several levers share when they extend a plan: contracts, and teams at another site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from backoffice_lib.basics.errors import refuse
from backoffice_lib.plan.leases import Lease, Site
from backoffice_lib.plan.plan import Plan
from backoffice_lib.plan.teams import Team
from backoffice_lib.plan.vendors import Contract, Move


def with_contract(plan: Plan, function: str, vendor: str) -> Plan:
    """The plan with a contract for the function, and so a placement for every team that does it; costs nothing yet."""
    new = Contract(function=function, vendor=vendor)
    for known in plan.contracts:
        if known.contract == new.contract and (known.function, known.vendor) != (function, vendor):
            raise refuse(f"contract {new.contract}", "two functions and vendors go by this name", "rename one of them")
        if known.contract == new.contract:
            return plan
    return plan.extended(contracts=(*plan.contracts, new))


def with_site(plan: Plan, site: Site, lease: Lease) -> Plan:
    """The plan with a site and its lease, or as it is when it has them; a lease without rent costs nothing yet."""
    return plan.extended(
        sites=plan.sites if site in plan.sites else (*plan.sites, site),
        leases=plan.leases if lease in plan.leases else (*plan.leases, lease),
    )


def with_team_at(plan: Plan, team: str, site: str, differing: Mapping[str, Any], named: str = "") -> Plan:
    """The plan with a team of nobody at a site, otherwise like the one it takes work from; costs nothing yet.

    differing: the fields in which it is not like it, such as its pay. named: the name of the new team, when it is not that of
    the old one at the site. Raises InputProblems where the work has moved before, or the name is taken by a team that is not the same.
    """
    name, origin = named or name_at(team, site), plan.record("team", team)
    if first := next((move.team for move in plan.moves if move.to == team), ""):
        raise refuse(f"team {team}", f"does work of {first}, and shares are of the original work", f"name {first}")
    there = origin.with_(
        **{"team": name, "site": site, "heads": 0.0, "sized_by": "heads", "remote_share": 0.0, "wage_index": _index_at(plan, origin, site), **differing}
    )
    if name not in plan.names("team"):
        return plan.extended(teams=(*plan.teams, there), moves=(*plan.moves, Move(team=team, to=name)))
    if Move(team=team, to=name) not in plan.moves:
        raise refuse(f"team {name}", f"is the name of the team that takes work from {team}", "rename the one of the plan")
    if odd := _unlike(plan.record("team", name), there):
        what = f"takes work from {team} twice, with another {odd} each time"
        raise refuse(f"team {name}", what, "give the same, or move the rest to another site")
    return plan


def with_teams_at(plan: Plan, teams: Iterable[str], site: str) -> Plan:
    """The plan with a team of nobody at a site for each of some teams, at the published wage of its role there, where there is one in
    the same currency, else at the same pay; costs nothing yet. Raises InputProblems."""
    for team in teams:
        published = plan.wage_rate(plan.record("team", team), site)
        plan = with_team_at(plan, team, site, {"salary_per_year": None} if published else {})
    return plan


def _index_at(plan: Plan, team: Team, site: str) -> str:
    """The index a team's pay would follow at a site: that of the site, when here too it is the site that says so."""
    of = {known.site: known.wage_index for known in plan.sites}
    return of[site] if of.get(site) and team.wage_index == of.get(team.site) else team.wage_index


def _unlike(known: Team, again: Team) -> str:
    """The first field in which a team differs from the same one made again; blank pay is that of the rates, a blank index that of the site."""
    unsaid = {"source", *(name for name in ("salary_per_year", "wage_index") if not getattr(again, name))}
    return next((name for name, value in again if name not in unsaid and getattr(known, name) != value), "")


def name_at(team: str, site: str) -> str:
    """The name of the team at a site that takes work from another."""
    return f"{team} in {site}"
