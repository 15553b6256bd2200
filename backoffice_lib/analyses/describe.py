"""Describe: what is in the plan, before anything is simulated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from backoffice_lib.analyses._unsure import unsure_inputs
from backoffice_lib.basics.money import counted, sentence, spoken
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.plan import Plan, Work
from backoffice_lib.plan.work import PER_HEAD
from backoffice_lib.scenario import TODAY, Scenario


@dataclass(frozen=True)
class Held:
    """A function at a site: its teams, people and full-time equivalents on the first day."""

    function: str
    site: str
    teams: int
    heads: float
    fte: float


@dataclass(frozen=True)
class Contents:
    """The answer to `describe`: who works where, which leases hold which seats, and what could be done instead.

    leases: name, site, seats, last month, first month of a break. vendors: name, country, mode.
    scenarios: name and story. notes: what reading the plan left out or took for granted. work: name, function, unit, how many
    come in an average month, minutes of one with rework, how soon it must be done. spans: people to one who leads them,
    and which teams lead so many. unsure: each uncertain input, how it is written, and where; pay in confidence.
    """

    plan: str
    story: str
    currency: str
    start: str
    months: int
    people: tuple[Held, ...]
    leases: tuple[tuple[str, str, int, str, str], ...]
    vendors: tuple[tuple[str, str, str], ...]
    scenarios: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    work: tuple[tuple[str, str, str, str, float, str], ...] = ()
    spans: tuple[tuple[float, tuple[str, ...]], ...] = ()
    unsure: tuple[tuple[str, str, str], ...] = ()

    def __str__(self) -> str:
        heads = round(sum(row.heads for row in self.people))
        functions = len({row.function for row in self.people})
        sites = len({row.site for row in self.people})
        seats = sum(seats for _, _, seats, _, _ in self.leases)
        if not self.people:
            at = len({site for _, site, *_ in self.leases})
            held = f"{counted(len(self.leases), 'lease')} at {counted(at, 'site')}"
            return f"{sentence(spoken(self.plan))} has no people and {held}, and runs {counted(self.months, 'month')} from {self.start}."
        return (
            f"{sentence(spoken(self.plan))} has {heads:,} people in {counted(functions, 'function')} at {counted(sites, 'site')}, "
            f"{counted(seats, 'leased seat')}, and runs {counted(self.months, 'month')} from {self.start}."
        )


def describe(plan: Plan, scenarios: Sequence[Scenario] = ()) -> Contents:
    """What the plan holds: people by function and site, leases, vendors, scenarios, and notes from reading it."""
    rows: dict[tuple[str, str], list] = {}
    for team in plan.teams:
        heads = likely(team.heads)
        rows.setdefault((team.function, team.site), []).append((heads, heads * likely(team.fte_share)))
    people = [
        Held(function, site, len(teams), sum(heads for heads, _ in teams), sum(fte for _, fte in teams))
        for (function, site), teams in rows.items()
    ]
    unsure = tuple((one.label, one.written, one.where) for one in unsure_inputs(plan, [TODAY]).values())
    return Contents(
        plan=plan.name,
        story=plan.story,
        currency=plan.currency,
        start=str(plan.start),
        months=plan.months,
        people=tuple(sorted(people, key=lambda row: -row.heads)),
        leases=tuple(
            (lease.lease, lease.site, lease.seats, str(lease.end), str(lease.break_from or "")) for lease in plan.leases
        ),
        vendors=tuple((vendor.vendor, vendor.country, vendor.mode) for vendor in plan.vendors),
        scenarios=tuple((scenario.name, scenario.story) for scenario in scenarios),
        notes=(*plan.notes, *_seats_missing(plan), *_too_late(plan, scenarios), *_unsure(len(unsure))),
        work=tuple(_work(work) for work in plan.work),
        spans=_spans(plan),
        unsure=unsure,
    )


def _work(work: Work) -> tuple[str, str, str, str, float, str]:
    """A work in words."""
    of = {"": "", PER_HEAD: " for each head"}.get(work.per, f" for each unit of {work.per}")
    minutes = likely(work.minutes_per_unit) + likely(work.error_share) * likely(work.rework_minutes_per_unit)
    if work.queue == "live":
        soon = f"{likely(work.service_level_share):.0%} within {likely(work.answer_within_seconds):g} seconds"
    else:
        soon = f"within {likely(work.target_days):g} working days"
    return work.work, work.function, work.unit, f"{likely(work.units_per_month):,.15g}{of}", minutes, soon


def _spans(plan: Plan) -> tuple[tuple[float, tuple[str, ...]], ...]:
    """The teams that lead others, by how many people one of theirs has."""
    teams: dict[float, list[str]] = {}
    for span in plan.supervision:
        teams.setdefault(likely(span.span_heads), []).append(span.team)
    return tuple((span, tuple(dict.fromkeys(teams[span]))) for span in sorted(teams))


def _unsure(count: int) -> Iterator[str]:
    if count:
        yield f"{counted(count, 'number')} {'is' if count == 1 else 'are'} unsure; without draws, figures take each as it is likely"


def _seats_missing(plan: Plan) -> Iterator[str]:
    """Sites whose leases hold too few seats for the people on the first day, where no flexible desk is priced."""
    for site in plan.sites:
        held = sum(lease.seats for lease in plan.leases if lease.site == site.site and lease.start.month <= plan.start <= lease.end.month)
        people = sum(likely(team.heads) * (1 - likely(team.remote_share)) for team in plan.teams if team.site == site.site)
        short = ceil(people - held - TOLERANCE)
        if held and short > 0 and not likely(site.flexible_desk_per_month):
            yield f"{site.site} lacks {counted(short, 'seat')} on the first day; no cost is booked for that"


def _too_late(plan: Plan, scenarios: Sequence[Scenario]) -> Iterator[str]:
    """Initiatives that begin when the plan has ended: most often a slip in the year."""
    for scenario in scenarios:
        last = scenario.on(plan).calendar[-1]
        for lever in scenario.levers:
            begins = getattr(lever, "starting", None) or getattr(lever, "on", last)
            if begins > last:
                where = lever.line_of() or scenario.name
                yield f"{where}: {lever.word()} begins in {begins}, after the plan has ended in {last}, and changes nothing"
