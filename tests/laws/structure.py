"""What shapes a made-up plan besides its teams: work and its seasons, spans, headcount, transitions, leavers by tenure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from backoffice_lib.basics.months import Month
from backoffice_lib.plan import AttritionBand, HeadcountStep, Requisition, Season, Span, Team, Transition, Work, WorkingTime
from backoffice_lib.plan.structure import EXIT
from tests.laws.records import Around, Choices, made

SEASON = Season(season="year end", months=(2.0, 1.5, 1.0, 1.0, 0.5, 0.5, 0.5, 0.5, 1.0, 1.0, 1.0, 1.5))


def working_time(choices: Choices, around: Around) -> tuple[WorkingTime, ...]:
    """None, or two kinds of working time in which people are at work some of the hours they are paid for."""
    names = choices.pick(((), ("long", "short")))
    hours = {"paid_hours_per_year": 2000.0, "shrinkage_share": choices.between(0, 9) / 10}
    return tuple(
        made(WorkingTime, choices, around, working_time=name, absent_hours_per_year=float(choices.between(0, 1900)), **hours) for name in names
    )


def tables(choices: Choices, around: Around, teams: Sequence[Team], calendar: Sequence[Month]) -> dict[str, Any]:
    """The teams, and tables that speak of them; of every kind there may be none."""
    around = Around({**around.names, "team": [team.team for team in teams], "season": [SEASON.season]}, calendar, around.width)
    functions = list(dict.fromkeys(team.function for team in teams))
    supervision = _spans(choices, around, teams)
    others = [team.team for team in teams if team.team not in {span.team for span in supervision}]
    free = Around({**around.names, "team": others}, calendar, around.width)
    work = tuple(_work(choices, around, f"work {at}", functions) for at in range(choices.pick((0, 1, 1, 2))))
    leaving = choices.pick(((), teams[:1]))
    found = {
        "seasons": (SEASON,),
        "work": work,
        "headcount": tuple({step.key: step for step in (_step(choices, free) for _ in range(choices.between(0, 2)))}.values()),
        "requisitions": tuple(made(Requisition, choices, around, requisition=f"R{at}", opened=None) for at in range(choices.between(0, 2))),
        "attrition": tuple(_band(choices, around, months) for months in choices.pick(((), (0,), (0, 3)))),
        "transitions": tuple(row for team in leaving for row in _transitions(team, teams)),
        "supervision": supervision,
    }
    return found | {"teams": tuple(_fitting(choices, team, found) for team in teams)}


def _fitting(choices: Choices, team: Team, found: dict[str, Any]) -> Team:
    """The team, as far as it goes with the tables: leavers are said in one place, and only teams with work are sized by it."""
    if found["transitions"] and found["transitions"][0].team == team.team:
        team = team.with_(cohort_loss_share_per_year=0.0, leavers_per_average_head_per_year=0.0)
    working = any(work.function == team.function for work in found["work"])
    if working and team.team not in {span.team for span in found["supervision"]}:
        team = team.with_(sized_by=choices.pick(("heads", "work")))
    return team.with_(vacancy_cover="none") if working else team


def _work(choices: Choices, around: Around, name: str, functions: Sequence[str]) -> Work:
    per = choices.pick(("", "", "head", "work 0" if name != "work 0" else ""))
    sizes = {"units_per_month": float(choices.between(0, 5_000)), "minutes_per_unit": float(choices.between(1, 600))}
    if per:
        sizes["units_per_month"] = choices.between(0, 30) / 10
    growth = choices.between(0, 4) / 10
    queue = choices.pick(("backlog", "backlog", "live"))
    fixed = {"open_hours_per_day": 8.0, "answer_within_seconds": 20.0, "service_level_share": 0.8, "target_days": float(choices.between(1, 9))}
    return made(
        Work, choices, around, work=name, function=choices.pick(functions), per=per, queue=queue, units_growth_share_per_year=growth, **sizes, **fixed
    )


def _step(choices: Choices, around: Around) -> HeadcountStep:
    which = choices.pick(("heads", "hires"))
    return made(HeadcountStep, choices, around, **{"heads": None, "hires": None, which: float(choices.between(0, 40))})


def _band(choices: Choices, around: Around, months: int) -> AttritionBand:
    none = choices.pick(("cohort_loss_share_per_year", "leavers_per_average_head_per_year"))
    given = "leavers_per_average_head_per_year" if none.startswith("cohort") else "cohort_loss_share_per_year"
    return made(AttritionBand, choices, around, role="", from_tenure_months=months, **{none: 0.0, given: choices.between(1, 9) / 10})


def _transitions(team: Team, teams: Sequence[Team]) -> list[Transition]:
    """Half stay in the month, a quarter goes to the last team, a quarter exits."""
    to = {team.team: 0.5, EXIT: 0.25} | ({teams[-1].team: 0.25} if teams[-1] is not team else {})
    rest = 1 - sum(to.values())
    return [Transition(team=team.team, to=name, share_per_month=share + rest * (name == EXIT)) for name, share in to.items()]


def _spans(choices: Choices, around: Around, teams: Sequence[Team]) -> tuple[Span, ...]:
    """The last team supervises the others of a function, or all others, in parts of people; with three teams there may be two layers."""
    if len(teams) < 2 or choices.pick((True, False, False)):
        return ()
    layers, spans = teams[-2:] if len(teams) > 2 and choices.pick((True, True, False)) else teams[-1:], []
    below = {"of_function": choices.pick(("", teams[0].function))}
    for team in layers:
        spans.append(Span(team=team.team, span_heads=float(choices.between(1, 12)), rounding="fractional", **below))
        below = {"of_team": team.team}
    return tuple(spans)
