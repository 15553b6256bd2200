"""Checks of how many people are wanted, how they change and what they do: tables that speak of teams and work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from backoffice_lib.basics.errors import Problem, choice, listed, nearest
from backoffice_lib.basics.record import Record
from backoffice_lib.basics.uncertain import Number, PerDraw, draws, likely
from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.plan.structure import EXIT, Transition
from backoffice_lib.plan.work import PER_HEAD

if TYPE_CHECKING:
    from backoffice_lib.plan.plan import Plan

LEAVERS = ("cohort_loss_share_per_year", "leavers_per_average_head_per_year")


def _leavers(plan: Plan) -> Iterator[Problem]:
    leaving = {move.team for move in plan.transitions}
    for record in (*plan.teams, *plan.attrition):
        given = [name for name in LEAVERS if _above_nothing(getattr(record, name))]
        if len(given) > 1:
            yield record.problem(given[1], f"is given, and so is {given[0]}", "the two mean different things; keep one")
        elif record.KIND == "attrition_band" and not given:
            yield record.problem(LEAVERS[0], "no leavers are given", f"fill {LEAVERS[0]} or {LEAVERS[1]}, or leave out the row")
        elif record.KIND == "team" and given and record.team in leaving:
            yield record.problem(given[0], "is given, and transitions say who exits", "leave this blank, or the team out of transitions")
    roles = dict.fromkeys(team.role for team in plan.teams if team.role)
    for band in plan.attrition:
        if band.role and band.role not in roles:
            near = nearest(band.role, roles)
            yield band.problem("role", f'"{band.role}" is the role of no team', choice("leave it blank for every role, or use", near, roles), near)
    yield from _repeated(plan.attrition, "from_tenure_months", "{} is given twice")


def _headcount(plan: Plan) -> Iterator[Problem]:
    yield from _repeated(plan.requisitions, "requisition", '"{}" is used twice')
    for step in plan.headcount:
        if (step.heads is None) == (step.hires is None):
            what = "neither heads nor hires are given" if step.heads is None else "both heads and hires are given"
            yield step.problem("heads", what, "give heads for how many are wanted, or hires for how many more")
        if step.month < plan.start:
            yield step.problem("month", f"{step.month} is before the plan starts", f"give {plan.start} or later")
    yield from _repeated([step for step in plan.headcount if step.heads is not None], "month", "{} is given twice")
    dated = {record.team for record in plan.dated_people}
    for step in plan.headcount:
        if step.team in dated and step.heads is not None:
            yield step.problem("heads", f"{step.team} is wanted as its dated roster says", "give hires, or vacant posts in the roster")


def _whole_people(plan: Plan) -> Iterator[Problem]:
    whole = plan.policies.headcount == "whole"
    counted = [(record, "heads") for record in (*plan.teams, *plan.headcount, *plan.requisitions)]
    for record, name in [*counted, *((step, "hires") for step in plan.headcount)]:
        value = getattr(record, name)
        if whole and value is not None and any(abs(one - round(one)) > TOLERANCE for one in draws(value)):
            yield record.problem(name, "is no whole number, and the plan counts whole people", "give whole people, or headcount: expected under policies")
    if plan.policies.leavers == "binomial" and not whole:
        mend = "give headcount: whole too, since leavers are drawn person by person"
        yield plan.policies.problem("leavers", "is binomial, and headcount is not whole", mend)


def _transitions(plan: Plan, teams: set[str] | None) -> Iterator[Problem]:
    rows = defaultdict(list)
    for move in plan.transitions:
        rows[move.team].append(move)
        if not _of_one_period(move):
            given = "neither share_per_year nor share_per_month is" if move.share_per_year is None else "both share_per_year and share_per_month are"
            yield move.problem("share_per_year", f"{given} given", "give one of the two, the same in every row")
        if teams is not None and move.to != EXIT and move.to not in teams:
            near = nearest(move.to, [*teams, EXIT])
            known = listed(dict.fromkeys((*plan.names("team"), *sorted(teams))))
            yield move.problem("to", f'"{move.to}" is neither a team of the plan nor {EXIT}', "" if near else f"it has {known}", near)
    for team in plan.teams if plan.transitions else ():
        if team.team == EXIT:
            yield team.problem("team", f'"{EXIT}" means those who leave, in transitions', "give the team another name")
    clear = [move for move in plan.transitions if _of_one_period(move)]
    if len({move.share_per_year is None for move in clear}) > 1:
        odd = next(move for move in clear if move.share_per_year is None)
        yield odd.problem("share_per_month", "other rows give share_per_year", "give all for the year, or all for the month")
    yield from _repeated(plan.transitions, "to", '"{}" is given twice')
    for team, moves in rows.items():
        if not all(map(_of_one_period, moves)):
            continue
        total = sum(draws(move.share) for move in moves)
        if (abs(total - 1) > 1e-6).any():
            off = total[abs(total - 1).argmax()]
            yield moves[0].problem("team", f"the rows of {team} add up to {off:.6g}", f"with those who stay ({team}) and those who {EXIT} they must add up to 1")


def _of_one_period(move: Transition) -> bool:
    return (move.share_per_year is None) != (move.share_per_month is None)


def _spans(plan: Plan) -> Iterator[Problem]:
    yield from _repeated(plan.supervision, "team", "{} is given twice")
    below: dict[str, set[str]] = {}
    for span in plan.supervision:
        if span.of_team and (span.of_function or span.of_site):
            yield span.problem("of_team", "is given, and so is a function or a site", "name a team, or a function, a site or both")
        below.setdefault(span.team, set()).update({span.of_team} - {""})
    for span in plan.supervision:
        if span.team == span.of_team:
            yield span.problem("of_team", f"{span.team} supervises itself", "name the team of the layer below")
        elif span.of_team and span.team in _reached(span.of_team, below):
            yield span.problem("of_team", f"{span.team} is supervised by {span.of_team}, which it supervises", "break the circle")
    supervising = {span.team for span in plan.supervision}
    for team in plan.teams:
        if team.team in supervising and team.sized_by == "work":
            yield team.problem("sized_by", "is work, and the team follows from its span", "leave it blank")
    for step in plan.headcount:
        if step.team in supervising:
            yield step.problem("team", f"{step.team} follows from its span", "leave the row out, or the span in supervision")


def _reached(team: str, below: dict[str, set[str]]) -> set[str]:
    """All teams that a team supervises, layer below layer."""
    found: set[str] = set()
    ahead = [team]
    while ahead:
        for name in below.get(ahead.pop(), set()) - found:
            found.add(name)
            ahead.append(name)
    return found


def _work(plan: Plan) -> Iterator[Problem]:
    yield from _repeated(plan.work, "work", '"{}" is used twice')
    names = plan.names("work")
    causes = {work.work: work.per for work in plan.work}
    for work in plan.work:
        if work.work == PER_HEAD:
            yield work.problem("work", f'"{PER_HEAD}" means the heads of the back office', "give the work another name")
        if work.per and work.per not in (PER_HEAD, *names):
            near = nearest(work.per, [*names, PER_HEAD])
            mend = "" if near else f"leave it blank, or use {PER_HEAD} or the name of other work"
            yield work.problem("per", f'"{work.per}" is neither {PER_HEAD} nor work of the plan', mend, near)
        elif work.work in _chain(work.per, causes):
            itself = work.per == work.work
            what = "comes from itself" if itself else f"comes from {work.per}, which comes from {work.work}"
            yield work.problem("per", f"{work.work} {what}", "name other work, or leave it blank" if itself else "break the circle")


def _chain(name: str, causes: dict[str, str]) -> list[str]:
    """What work comes from, cause after cause, once round a circle at most."""
    found: list[str] = []
    while name in causes and name not in found:
        found.append(name)
        name = causes[name]
    return found


def _teams(plan: Plan) -> Iterator[Problem]:
    working = {work.function for work in plan.work}
    for team in plan.teams:
        if team.sized_by == "work" and team.function not in working:
            yield team.problem("sized_by", f"is work, and no work of {team.function} is in the plan", "add it to work.csv, or leave this blank")
        if team.vacancy_cover != "none" and team.function in working:
            mend = "leave this blank; the column shortfall of the work says who helps out"
            yield team.problem("vacancy_cover", f"is {team.vacancy_cover}, and there is work of {team.function}", mend)
    none_at_all = {time.working_time for time in plan.working_time if (draws(time.shrinkage_share) >= 1).any()}
    for team in plan.teams:
        if team.sized_by == "work" and team.working_time in none_at_all:
            what = f"is work, and people of working time {team.working_time} do none of it"
            yield team.problem("sized_by", what, "leave it blank, or give another working_time")
    for time in plan.working_time:
        paid, absent = draws(time.paid_hours_per_year), draws(time.absent_hours_per_year)
        if (absent >= paid).any():
            yield time.problem("absent_hours_per_year", "is not below paid_hours_per_year", "give how many of the paid hours people are away")


def _repeated(records: Iterable[Record], field: str, what: str) -> Iterator[Problem]:
    first: dict[str, Record] = {}
    for record in records:
        if before := first.get(record.key):
            place = before.line_of(field)
            shown = record.key if "{} is" in what else getattr(record, field)
            yield record.problem(field, what.format(shown), f"first at {place}; keep one" if place else "keep one")
        first.setdefault(record.key, record)


def _above_nothing(value: Number) -> bool:
    return any(one > 0 for one in value.values) if isinstance(value, PerDraw) else likely(value) > 0


STRUCTURE_CHECKS: tuple[Callable[[Plan, Iterable[str] | None], Iterator[Problem]], ...] = (
    lambda plan, faulty: _leavers(plan),
    lambda plan, faulty: _headcount(plan),
    lambda plan, faulty: _whole_people(plan),
    lambda plan, faulty: _transitions(plan, None if faulty is None else {*plan.names("team"), *faulty}),
    lambda plan, faulty: _spans(plan),
    lambda plan, faulty: _work(plan),
    lambda plan, faulty: _teams(plan),
)
"""What may be wrong with headcount, requisitions, leavers, transitions, spans and work, beyond names that lead nowhere, of a plan and the names of
teams whose own rows are faulty; None where nobody knows what teams there are."""
