"""Why as many seats are needed, held and missing at a site as there are: on the fullest weekday, and by lease."""

from __future__ import annotations

from collections.abc import Callable

from backoffice_lib.analyses._questions import Asked, Question, Traced
from backoffice_lib.analyses._rows import Book, cell
from backoffice_lib.analyses._tree import Node, added, made
from backoffice_lib.analyses._why_inputs import driver_node, given
from backoffice_lib.analyses._why_people import at_work
from backoffice_lib.basics.errors import choice, nearest, refuse
from backoffice_lib.drivers.declared import WEEKDAYS
from backoffice_lib.operations.premises import Premises

HELD_BY = ("term_left_months", "broken_share", "sublet_share")


def needed(book: Book, site: str, month: int, id: str) -> Node:
    """Seats needed at a site: those of the fullest weekday, whole."""
    teams = [team.team for team in book.ledger.plan.teams if team.site == site]
    days = [_on(book, teams, day, month, f"{id}/{at} {day}") for at, day in enumerate(WEEKDAYS)]
    most = max(range(len(days)), key=lambda at: days[at].value)
    # the others are told by their number alone
    days = [day if at == most else Node(day.id, day.label, day.value, day.unit) for at, day in enumerate(days)]
    fullest = made("largest", f"{id}/fullest", "people who come in on the fullest weekday", "seats", days)
    at = book.ledger.plan.names("site").index(site)
    values = [cell(run.ledger.operations.attendance.seats_needed, month, at, run.draw) for run in book.runs]
    return made("rounded up", id, "seats needed", "seats", (fullest,), changes=book.changes(values), of=(("site", site),))


def _on(book: Book, teams: list[str], day: str, month: int, id: str) -> Node:
    """Seats that teams take on a weekday."""
    found = []
    for team in teams:
        at, last = book.ledger.plan.names("team").index(team), book.runs[-1]
        coming = cell(last.ledger.operations.attendance.office_heads, month, at, last.draw)
        share = driver_node(book, f"attendance_{day}_share", team, month, f"{id}/{team}/share")
        if not coming or not share.value:
            continue
        heads = _in_office(book, team, month, f"{id}/{team}/heads", coming)
        seats = driver_node(book, "seats_per_head", team, month, f"{id}/{team}/seats")
        found.append(made("product", f"{id}/{team}", team, "seats", (heads, share, seats), of=(("team", team),)))
    return added(id, day, "seats", found)


def _in_office(book: Book, team: str, month: int, id: str, coming: float) -> Node:
    """People of a team who do not work from home, and what that depends on."""
    at = book.ledger.plan.names("team").index(team)
    values = [cell(run.ledger.operations.attendance.office_heads, month, at, run.draw) for run in book.runs]
    behind = [at_work(book, team, month, f"{id}/at work"), driver_node(book, "remote_share", team, month, f"{id}/remote_share")]
    if home := driver_node(book, "home_heads", team, month, f"{id}/home_heads"):
        behind += [home] if home.value else []
    return Node(id, "people who do not work from home", coming, "heads", behind=tuple(behind), changes=book.changes(values))


def held(book: Book, site: str, month: int, id: str) -> Node:
    """Seats held at a site: of each lease, or floor of one, its seats as far as they are held and not passed on."""
    plan, last = book.ledger.plan, book.runs[-1]
    of_parts, parts = Premises.of(plan).part_lease, []
    floors = [floor for lease in plan.leases for floor in ([one for one in plan.floors if one.lease == lease.lease] or [None])]
    for part, row in enumerate(of_parts.tolist()):
        lease, floor = plan.leases[row], floors[part]
        if lease.site != site:
            continue
        record, name = (floor, floor.key) if floor else (lease, lease.lease)
        seats = given(record, "seats", f"{id}/{name}/seats", "seats", record.seats)
        used = cell(last.ledger.operations.space.part_used, month, part, last.draw)
        behind = tuple(driver_node(book, driver, lease.lease, month, f"{id}/{name}/{driver}") for driver in HELD_BY)
        share = Node(f"{id}/{name}/share", "share of the month and the space that is held and not sublet", used, "share", behind=behind)
        parts.append(made("product", f"{id}/{name}", name, "seats", (seats, share), of=(("lease", lease.lease),)))
    values = [cell(run.ledger.operations.space.seats_held, month, plan.names("site").index(site), run.draw) for run in book.runs]
    return added(id, "seats held", "seats", parts, changes=book.changes(values), of=(("site", site),))


def missing(book: Book, site: str, month: int, name: tuple[str, str, str], **more) -> Node:
    """Seats needed beyond those held. name: its id, label and unit."""
    return _beyond(needed(book, site, month, f"{name[0]}/needed"), held(book, site, month, f"{name[0]}/held"), name, **more)


def spare(book: Book, site: str, month: int, name: tuple[str, str, str], **more) -> Node:
    """Seats held beyond those needed. name: its id, label and unit."""
    return _beyond(held(book, site, month, f"{name[0]}/held"), needed(book, site, month, f"{name[0]}/needed"), name, **more)


def _beyond(one: Node, other: Node, name: tuple[str, str, str], **more) -> Node:
    id, label, unit = name
    beyond = made("difference", f"{id}/beyond", f"{one.label} less {other.label}", unit, (one, other))
    return made("largest", id, label, unit, (beyond, Node(f"{id}/none", "none", 0.0, unit)), **more)


FIGURES: dict[str, Callable[[Book, str, int, str], Node]] = {
    "needed": needed,
    "held": held,
    "missing": lambda book, site, month, id: missing(book, site, month, (id, "seats missing", "seats")),
    "spare": lambda book, site, month, id: spare(book, site, month, (id, "seats that nobody needs", "seats")),
}


def _trace(asked: Asked) -> Traced:
    plan, figure = asked.ledger.plan, asked.get("figure") or "needed"
    if figure not in FIGURES:
        near = nearest(figure, FIGURES)
        raise refuse("why: figure", f'"{figure}" is no figure of seats', choice("use", near, FIGURES), near)
    sites = plan.names("site")
    site = asked.get("site") or (sites[0] if len(sites) == 1 else asked.needed("site", choice("name", "", sites)))
    month = asked.months[-1]
    tree = FIGURES[figure](asked.book, site, month, f"{plan.calendar[month]}/seats/{site}")
    at, book = sites.index(site), asked.ledger.operations
    seats = [float(values[month, at, 0]) for values in (book.attendance.seats_needed, book.space.seats_held)]
    known = {"needed": seats[0], "held": seats[1], "missing": max(seats[0] - seats[1], 0.0), "spare": max(seats[1] - seats[0], 0.0)}
    return Traced(f"Seats {figure} at {site} in {plan.calendar[month]}", known[figure], tree)


SEATS = Question("seats", "how many seats are needed, held, missing or spare at a site", ("figure", "site", "month"), _trace)
