"""Every driver, declared once: whose it is, in what unit, and what it is before any lever."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Literal

from backoffice_lib.basics.uncertain import Number

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


@dataclass(frozen=True)
class Driver:
    """A quantity or price that levers may bend, month by month.

    name: the field of the record it starts from, where there is one. kind: of the subjects it runs over.
    stage: `quantity` drivers feed operations, `price` drivers feed costs. initial: its value before any lever.
    high: the most it may be, when bent. whole: whether it counts whole months that are the same in all draws of a simulation.
    """

    name: str
    kind: str
    unit: str
    stage: Literal["quantity", "price"]
    initial: Callable[[Any], Number]
    high: float | None = None
    whole: bool = False


def _field(name: str, kind: str, unit: str, stage: Literal["quantity", "price"], **more: Any) -> Driver:
    return Driver(name, kind, unit, stage, attrgetter(name), **more)


def _asked(name: str, kind: str, unit: str, stage: Literal["quantity", "price"]) -> Driver:
    """A price that a record may not ask for, and then nothing is paid by it."""
    return Driver(name, kind, unit, stage, lambda record: getattr(record, name) or 0.0)


def _at(value: float, name: str, kind: str, unit: str, stage: Literal["quantity", "price"], **more: Any) -> Driver:
    return Driver(name, kind, unit, stage, lambda record: value, **more)


DRIVERS = {
    driver.name: driver
    for driver in (
        Driver("opening_heads", "team", "heads", "quantity", attrgetter("heads")),
        Driver("target_heads", "team", "heads", "quantity", attrgetter("heads")),
        Driver("equipped_share", "team", "share", "quantity", attrgetter("remote_share")),
        _field("fte_share", "team", "FTE/head", "quantity"),
        _field("cohort_loss_share_per_year", "team", "share/year", "quantity", high=0.99),
        _field("leavers_per_average_head_per_year", "team", "leavers/head/year", "quantity", high=6.0),
        Driver("loss_by_tenure_share_per_year", "attrition_band", "share/year", "quantity", attrgetter("cohort_loss_share_per_year"), high=0.99),
        Driver("leavers_by_tenure_per_year", "attrition_band", "leavers/head/year", "quantity", attrgetter("leavers_per_average_head_per_year"), high=6.0),
        Driver("transition_share", "transition", "share", "quantity", attrgetter("share"), high=1.0),
        _field("time_to_hire_months", "team", "months", "quantity", whole=True),
        _field("backfill_share", "team", "share", "quantity", high=1.0),
        _at(1.0, "hiring_open_share", "team", "share", "quantity", high=1.0),
        Driver("merit_share_per_year", "team", "share/year", "quantity", lambda team: team.merit_share_per_year or 0.0),
        _field("overtime_share", "team", "share", "quantity", high=1.0),
        _at(1.0, "output_share", "team", "share", "quantity"),
        _field("span_heads", "span", "heads/head", "quantity"),
        _at(1.0, "layer_kept_share", "team", "share", "quantity", high=1.0),
        _field("units_per_month", "work", "units/month", "quantity"),
        _field("units_growth_share_per_year", "work", "share/year", "quantity"),
        _field("minutes_per_unit", "work", "minutes/unit", "quantity"),
        _field("error_share", "work", "share", "quantity", high=1.0),
        _field("rework_minutes_per_unit", "work", "minutes/unit", "quantity"),
        _field("paid_hours_per_year", "working_time", "hours/year", "quantity"),
        _field("absent_hours_per_year", "working_time", "hours/year", "quantity"),
        _field("shrinkage_share", "working_time", "share", "quantity", high=1.0),
        _field("new_hire_pay_share", "team", "share", "quantity"),
        _field("remote_share", "team", "share", "quantity", high=1.0),
        _at(0.0, "home_heads", "team", "heads", "quantity"),
        *(_at(1.0, f"attendance_{day}_share", "team", "share", "quantity", high=1.0) for day in WEEKDAYS),
        _at(1.0, "seats_per_head", "team", "seats/head", "quantity"),
        _at(0.0, "equipment_refresh_months", "team", "months", "quantity"),
        _at(1.0, "remote_output_share", "team", "share", "quantity"),
        _at(1.0, "hybrid_output_share", "team", "share", "quantity"),
        _at(1.0, "remote_leavers_share", "team", "share", "quantity"),
        _at(1.0, "hybrid_leavers_share", "team", "share", "quantity"),
        _at(0.0, "coworking_days_per_month", "team", "days/month", "quantity"),
        _field("placed_share", "placement", "share", "quantity", high=1.0),
        Driver("released_share", "placement", "share", "quantity", attrgetter("placed_share"), high=1.0),
        _at(0.0, "transferred_share", "placement", "share", "quantity", high=1.0),
        _at(0.0, "moved_share", "move", "share", "quantity", high=1.0),
        _at(0.0, "vacated_share", "move", "share", "quantity", high=1.0),
        _at(0.0, "followed_share", "move", "share", "quantity", high=1.0),
        _at(0.0, "handed_over_share", "move", "share", "quantity", high=1.0),
        _at(0.0, "expatriate_heads", "move", "heads", "quantity"),
        _at(1.0, "heads_per_head", "move", "heads/head", "quantity"),
        _at(1.0, "mover_pay_share", "move", "share", "quantity"),
        _field("productivity_share", "vendor", "share", "quantity"),
        _field("minimum_units_per_month", "vendor", "units/month", "quantity"),
        _at(0.0, "term_left_months", "lease", "months", "quantity"),
        _at(0.0, "rent_free_share", "lease", "share", "quantity", high=1.0),
        _at(0.0, "broken_share", "lease", "share", "quantity", high=1.0),
        _at(0.0, "surrendered_share", "floor", "share", "quantity", high=1.0),
        _at(0.0, "sublet_share", "lease", "share", "quantity", high=1.0),
        _field("salary_per_year", "team", "money/FTE/year", "price"),
        _field("bonus_share", "team", "share", "price"),
        _field("shift_premium_share", "team", "share", "price"),
        _field("flexible_desk_per_month", "site", "money/seat/month", "price"),
        _field("service_charge_per_m2_per_year", "lease", "money/m2/year", "price"),
        _field("recruiting_cost_per_hire", "team", "money/head", "price"),
        _field("severance_months", "team", "months of pay", "price"),
        _at(0.0, "subsidy_per_month", "team", "money/head/month", "price"),
        _at(0.0, "subsidy_tax_share", "team", "share", "price", high=0.9),
        _at(0.0, "allowance_per_day", "team", "money/day", "price"),
        _at(0.0, "exempt_per_day", "team", "money/day", "price"),
        _at(0.0, "exempt_per_month", "team", "money/head/month", "price"),
        _at(0.0, "coworking_per_day", "team", "money/day", "price"),
        _at(1.0, "remote_pay_share", "team", "share", "price"),
        _at(0.0, "equipment_per_head", "team", "money/head", "price"),
        Driver("rent", "lease", "money/rented unit", "price", lambda lease: getattr(lease, lease.rent_form)),
        _at(1.0, "sublet_rent_share", "lease", "share", "price"),
        _field("property_tax_per_m2_per_year", "lease", "money/m2/year", "price"),
        _field("utilities_per_m2_per_year", "lease", "money/m2/year", "price"),
        _field("break_penalty", "lease", "money", "price"),
        _field("surrender_penalty", "floor", "money", "price"),
        _field("deposit", "lease", "money", "price"),
        _field("fit_out_cost", "lease", "money", "price"),
        _field("incentive", "lease", "money", "price"),
        _field("restoration_cost", "lease", "money", "price"),
        _field("late_penalty_per_unit", "work", "money/unit", "price"),
        _at(0.0, "automation_investment", "work", "money", "price"),
        _at(0.0, "automation_licence_per_month", "work", "money/month", "price"),
        _asked("price_per_fte_per_year", "vendor", "money/FTE/year", "price"),
        _asked("price_per_hour", "vendor", "money/hour", "price"),
        _asked("fixed_fee_per_month", "vendor", "money/month", "price"),
        _field("price_per_unit", "price_tier", "money/unit", "price"),
        _at(1.0, "contract_price_share", "contract", "share", "price"),
        _at(0.0, "move_cost_per_fte", "move", "money/FTE", "price"),
        _at(0.0, "relocation_cost_per_head", "move", "money/head", "price"),
        _at(0.0, "expatriate_cost_per_month", "move", "money/head/month", "price"),
        _at(0.0, "workplace_cost_per_head", "team", "money/head", "price"),
        _at(0.0, "captive_set_up_cost", "move", "money", "price"),
        _at(0.0, "transition_cost_per_fte", "placement", "money/FTE", "price"),
        _field("rate_share", "on_cost_band", "share", "price"),
        _field("amount_per_head_per_month", "on_cost_band", "money/head/month", "price"),
    )
}
