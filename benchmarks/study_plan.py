"""A plan folder the size of a large back office, made up: 200 teams at five sites, sixty months, seventeen cost categories, six scenarios, twenty uncertain inputs.

`prices_only` makes every quantity sure. Sizes may be chosen, so that growth can be measured.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import backoffice_lib as bo
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import TODAY, Scenario

ROLES = {  # pay, bonus, attrition, months to hire, of severance, of notice
    "clerk": (38_000, 0.04, (0.10, 0.16, 0.26), 1, 2, 1),
    "specialist": (55_000, 0.08, (0.08, 0.12, 0.20), 2, 2, 2),
    "senior": (80_000, 0.12, (0.06, 0.10, 0.15), 2, 3, 2),
    "lead": (125_000, 0.20, (0.04, 0.08, 0.12), 3, 4, 3),
}
SITES = {  # pay against the first site, currency, wages, rents, on-costs
    "New York": (1.00, "USD", "us_wages", "rents", 0.31),
    "Tampa": (0.82, "USD", "us_wages", "rents", 0.29),
    "Dublin": (0.60, "EUR", "eu_wages", "eu_rents", 0.24),
    "Gdansk": (0.45, "EUR", "eu_wages", "eu_rents", 0.22),
    "Pune": (0.28, "INR", "in_wages", "in_rents", 0.16),
}
RATES = {"USD": 1.0, "EUR": 1.08, "INR": 0.012}
GROWTH = {
    "us_wages": (0.021, 0.036, 0.05),
    "eu_wages": (0.02, 0.03, 0.045),
    "in_wages": (0.06, 0.085, 0.11),
    "rents": (0.0, 0.03, 0.05),
    "eu_rents": (0.0, 0.02, 0.04),
    "in_rents": (0.03, 0.03, 0.03),
    "cpi": (0.012, 0.03, 0.045),
    "vendor_prices": (0.02, 0.03, 0.055),
}
ASSUMED = {
    "training_cost_per_hire": (800, 1_200, 2_400),
    "training_per_head_per_year": (700, 1_100, 1_500),
    "it_per_head_per_month": (200, 250, 320),
    "it_per_remote_head_per_month": (30, 40, 60),
    "travel_per_remote_head_per_year": (300, 600, 1_000),
    "governance_share_of_vendor_fees": (0.04, 0.06, 0.08),
}
SCENARIOS = ("remote", "frozen_hiring", "outsourced", "less_space", "mixed")
FUNCTIONS = ("accounting", "billing", "claims", "custody", "data entry", "filing", "payroll", "purchasing", "settlements", "tax")


@dataclass(frozen=True)
class Size:
    """How large the plan is. functions: ten of them make 200 teams; more are numbered."""

    functions: int = 10
    months: int = 60
    prices_only: bool = False


def noise(at: int) -> float:
    """A number from 0 to 1 that looks like chance and is the same each time."""
    return at * 2654435761 % 2**32 / 2**32


def functions_of(size: Size) -> list[str]:
    """The functions of a plan of some size."""
    return [FUNCTIONS[at % 10] + (f" {at // 10 + 1}" if at >= 10 else "") for at in range(size.functions)]


def write(folder: Path, size: Size = Size()) -> None:
    """Writes the plan folder."""
    (folder / "scenarios").mkdir(parents=True)
    teams = [(site, function, role) for site in SITES for function in functions_of(size) for role in ROLES]
    tables = {
        "plan.yaml": _plan(size),
        "teams.csv": "\n".join([TEAM_HEADER, *(_team(at, *team) for at, team in enumerate(teams))]),
        "headcount.csv": "\n".join(["team,month,heads", *(row for at, team in enumerate(teams) for row in _growth(at, *team, size))]),
        "attrition.csv": "\n".join(["role,from_tenure_months,cohort_loss_share_per_year", *(f"{role},0,{_range(one[2], size)}" for role, one in ROLES.items())]),
        "sites.csv": "\n".join(["site,flexible_desk_per_month", *(f"{site},{1_300 * pay:.2f}" for site, (pay, *_) in SITES.items())]),
        "leases.csv": "\n".join([LEASE_HEADER, *(row for at, site in enumerate(SITES) for row in _leases(at, site, size))]),
        "vendors.csv": "vendor,country,mode,price_per_fte_per_year,currency,price_index,productivity_share\nLedger Services,Philippines,offshore,16640..23920..31200,USD,vendor_prices,0.85",
    }
    for name, text in tables.items():
        (folder / name).write_text(text + "\n", encoding="utf-8")
    for name in SCENARIOS:
        (folder / "scenarios" / f"{name}.yaml").write_text(f"name: {name}\nlevers:\n{_levers(name, size)}", encoding="utf-8")


TEAM_HEADER = (
    "team,function,site,role,heads,salary_per_year,currency,wage_index,on_costs,bonus_share,time_to_hire_months,"
    "recruiting_cost_per_hire,new_hire_pay_share,remote_share,severance_months,notice_months"
)
LEASE_HEADER = (
    "lease,site,seats,area_m2,start,end,rent_per_month,service_charge_per_m2_per_year,currency,rent_index,break_from,break_notice_months,"
    "break_penalty,restoration_cost"
)


def heads_of(at: int, role: str) -> int:
    """The people of a team on the first day."""
    return round(8 + 60 * noise(at) * (1.6 - 0.35 * list(ROLES).index(role)))


def _team(at: int, site: str, function: str, role: str) -> str:
    level, currency, wages, _, _ = SITES[site]
    pay, bonus, _, to_hire, severance, notice = ROLES[role]
    local = pay * level * (0.95 + 0.1 * noise(at + 1000)) / RATES[currency]
    cells = (f"{site} {function} {role}", function, site, role, heads_of(at, role), f"{local:.2f}", currency, wages, site.lower().replace(" ", "_"))
    return ",".join(map(str, (*cells, bonus, to_hire, f"{0.12 * local:.2f}", 0.95, 0.2, severance, notice)))


def _growth(at: int, site: str, function: str, role: str, size: Size) -> list[str]:
    """Posts from the middle of each year on: a few more, or a few less."""
    heads, path = heads_of(at, role), []
    for year in range(size.months // 12):
        heads = max(round(heads * (0.94 + 0.14 * noise(at + 2000 + 500 * year))), 1)
        path.append(f"{site} {function} {role},{2027 + year}-07,{heads}")
    return path


def _leases(at: int, site: str, size: Size) -> list[str]:
    """Two leases of a site: one for good, one that can be broken."""
    level, currency, _, rents, _ = SITES[site]
    rows = []
    for floor, part in enumerate((0.6, 0.45)):
        seats = round(part * 25 * len(ROLES) * size.functions)
        rent, area = 700 * seats * level / RATES[currency], 12 * seats
        breaks = f"2028-01,6,{6 * rent:.2f},{150 * area * level / RATES[currency]:.2f}" if floor else ",,,"
        rows.append(f"{site} {floor + 1},{site},{seats},{area},2022-01,2045-12,{rent:.2f},{90 * level / RATES[currency]:.2f},{currency},{rents},{breaks}")
    return rows


def _range(low_likely_high: tuple[float, float, float], size: Size | None = None) -> str:
    low, likely, high = low_likely_high
    return f"{likely}" if low == high or (size and size.prices_only) else f"{low}..{likely}..{high}"


def _plan(size: Size) -> str:
    lines = ["name: study", "currency: USD", "start: 2027-01", f"months: {size.months}", "cost_index: cpi", "discount_rate_per_year: 0.08"]
    lines += ["policies: {surplus: severance, redeployment: none, bonus_month: 3}", "indices:"]
    lines += [f"  {name}: {{growth_share_per_year: {_range(growth)}, applied: monthly}}" for name, growth in GROWTH.items()]
    lines += ["fx:", "  EUR: {rate: 1.0..1.08..1.2}", "  INR: {rate: 0.0105..0.012..0.0135}", "on_costs:"]
    lines += [f"  {site.lower().replace(' ', '_')}:\n    all pay: {{rate_share: {share}}}" for site, (*_, share) in SITES.items()]
    return "\n".join([*lines, "assumptions:", *(f"  {name}: {_range(value)}" for name, value in ASSUMED.items())])


def _levers(name: str, size: Size) -> str:
    teams = ", ".join(f"{site} {function} {role}" for site in list(SITES)[:4] for function in functions_of(size)[:6] for role in ROLES)
    remote = f"  - remote_work: {{team: [{teams}], starting: 2027-07, share: 0.6, subsidy_per_month: 90, equipment_per_head: 1200}}\n"
    freeze = "  - freeze_hiring: {starting: 2027-07, until: 2028-07}\n"
    place = "  - outsource_work: {{function: {}, vendor: Ledger Services, starting: 2028-01, share: 0.6, dual_running_months: 3, knowledge_transfer_months: 3, transition_cost_per_fte: 4000}}\n"
    placed = "".join(place.format(function) for function in functions_of(size)[:4])
    space = "".join(f"  - break_lease: {{lease: {site} 2, on: 2029-01}}\n" for site in list(SITES)[:3])
    return {"remote": remote + space, "frozen_hiring": freeze, "outsourced": placed, "less_space": space, "mixed": remote + placed + space + freeze}[name]


def plan_of(size: Size) -> tuple[Plan, list[Scenario]]:
    """A plan of some size, and its scenarios, today first."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder, "study"), size)
        plan = bo.read_plan(str(Path(folder, "study")))
        return plan, [TODAY, *bo.read_scenarios(plan)]


@dataclass(frozen=True)
class Studied:
    """The plan of the study, read once, and its six scenarios: today first, `mixed`, that has all levers, last."""

    @cached_property
    def _read(self) -> tuple[Plan, list[Scenario]]:
        return plan_of(Size())

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self._read[0]

    @property
    def scenarios(self) -> list[Scenario]:
        """All six."""
        return sorted(self._read[1], key=lambda one: one.name == "mixed")

    @property
    def mixed(self) -> Scenario:
        """The one with all levers."""
        return self.scenarios[-1]
