"""Whether plans are read with what groups of few people are paid shown: where somebody asks for it, and for as long as that takes."""

from __future__ import annotations

from backoffice_lib.plan import Plan

_asked: list[bool] = []


def show_all_pay() -> None:
    """From now on, and as long as this process lasts, plans are read unmasked: for the process of one report that was asked for so."""
    _asked.append(True)


def as_asked(plan: Plan) -> Plan:
    """The plan by its own policy or, where all pay was asked for, unmasked."""
    return unmasked(plan) if _asked else plan


def unmasked(plan: Plan) -> Plan:
    """The plan with what groups of few people are paid shown, too."""
    return plan.with_(policies=plan.policies.with_(smallest_pay_group_heads=1))
