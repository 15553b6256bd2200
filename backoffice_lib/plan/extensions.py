"""What several levers share when they extend a plan: contracts and the teams whose work they take."""

from __future__ import annotations

from backoffice_lib.plan.plan import Plan
from backoffice_lib.plan.vendors import Contract, Placement


def with_contract(plan: Plan, function: str, vendor: str) -> Plan:
    """The plan with a contract for the function, and a placement for every team that does it; costs nothing yet."""
    name = contract_name(function, vendor)
    if name in plan.names("contract"):
        return plan
    teams = [team.team for team in plan.teams if team.function == function]
    return plan.with_(
        contracts=(*plan.contracts, Contract(contract=name, vendor=vendor, function=function)),
        placements=(*plan.placements, *(Placement(team=team, contract=name) for team in teams)),
    )


def contract_name(function: str, vendor: str) -> str:
    """The name of the contract for a function with a vendor."""
    return f"{function} with {vendor}"
