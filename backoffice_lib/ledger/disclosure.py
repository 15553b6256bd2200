"""Disclosure control: pay is shown of groups that are large enough; smaller teams are shown only together with others.

Every figure that is shown is a sum over whole groups of teams, always the same groups of one ledger. So however figures are added and
subtracted, in one table or over all of a document, nothing comes out that is less than a group.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.ledger.ledger import Booked, Ledger
from backoffice_lib.plan import Team

Key = TypeVar("Key", bound=Hashable)


def is_pay(ledger: Ledger) -> frozenset[str]:
    """The categories from which pay could be read: priced by what people earn, or a share of a category that is."""
    found: set[str] = set()
    for line in ledger.lines:
        posting = line.posting
        if "salary_per_year" in (*posting.price_from, *posting.quantity_from) or found & set(posting.rate_on):
            found.add(line.category.name)
    return frozenset(found)


def groups(ledger: Ledger, least: int | None = None) -> tuple[tuple[str, ...], ...]:
    """The teams of a ledger in groups that are, in every month, of nobody or of enough people to show what they are paid.

    That holds of all who work in a group, and of those in it who get anything of a category of pay. A team that is large enough is a
    group of its own. A smaller one joins the group that is most like it: of the same function and site, or one of the two, where there
    is any, and large enough together. least: heads; those of the plan's policy if left out. The teams of a plan that has too few people
    altogether are one group.
    """
    enough = _least(ledger) if least is None else least
    return ledger.once(("groups", enough), lambda: _grouped(ledger, enough))


def _grouped(ledger: Ledger, enough: int) -> tuple[tuple[str, ...], ...]:
    plan, heads = ledger.plan, _people(ledger, _joined(ledger, enough))
    parts, large = [[at] for at in range(len(plan.teams))], _enough(heads, enough)
    functions, sites = (_marked([getattr(team, name) for team in plan.teams]) for name in ("function", "site"))
    while len(parts) > 1 and enough > 1 and not large.all():
        small = int(large.argmin())
        # as like as can be: 2 for a function in common, 1 for a site; of those that are so, one that is then large enough
        alike = 2 * (functions @ functions[small] > 0) + (sites @ sites[small] > 0)
        alike[small] = -1
        most = np.flatnonzero(alike == alike.max())
        joined = int(most[_enough(heads[:, most] + heads[:, [small]], enough).argmax()])
        parts[joined] = parts[joined] + parts[small]
        for of_parts in (functions.T, sites.T, heads):
            of_parts[:, joined] += of_parts[:, small]
        large[joined] = _enough(heads[:, [joined]], enough)[0]
        functions, sites = (np.delete(of_parts, small, axis=0) for of_parts in (functions, sites))
        heads, large = np.delete(heads, small, axis=1), np.delete(large, small)
        del parts[small]
    return tuple(tuple(plan.teams[at].team for at in sorted(part)) for part in sorted(parts, key=min))


def in_several_places(ledger: Ledger, place_of: Callable[[Team], Hashable]) -> frozenset[str]:
    """The teams whose group lies in several places, so that what they are paid is no part of what one place costs."""
    places = {team.team: place_of(team) for team in ledger.plan.teams}
    return frozenset(team for group in groups(ledger) if len({places[one] for one in group}) > 1 for team in group)


def are_too_few(ledger: Ledger, teams: Collection[str]) -> bool:
    """Whether some teams, or those of them who get something of a category of pay, are in some month too few people to show what they are paid.

    All who work in the plan are never too few.
    """
    columns = [at for at, team in enumerate(ledger.plan.names("team")) if team in teams]
    others = np.delete(ledger.operations.staffing.at_work[:, :, 0], columns, axis=1)
    return bool(others.any()) and _least(ledger) > 1 and not _enough(_people(ledger, ())[:, columns].sum(axis=1, keepdims=True), _least(ledger)).all()


def _least(ledger: Ledger) -> int:
    return ledger.plan.policies.smallest_pay_group_heads


def _people(ledger: Ledger, joined: Collection[str]) -> np.ndarray:
    """The heads of each team in every month, and of those teams that get something of a category of pay, without repetition, [case, team].

    joined: categories that are shown as one.
    """
    present = _present(ledger)
    got: dict[tuple[str, str], np.ndarray] = {}
    for line, paid in _paid(ledger):
        kind = ("", "") if line.category.name in joined else (line.category.name, line.posting.basis)
        got[kind] = got.get(kind, False) | paid
    cases = np.vstack([ledger.operations.staffing.at_work[:, :, 0], *(np.where(paid, present, 0.0) for paid in got.values())])
    return np.array(list({case.tobytes(): case for case in cases}.values()))


def _present(ledger: Ledger) -> np.ndarray:
    """The heads of each team, [month, team]; of one that has left, as it was when somebody was there last: what is paid afterwards is theirs."""
    return ledger.once("present", lambda: _present_in(ledger))


def _present_in(ledger: Ledger) -> np.ndarray:
    heads = ledger.operations.staffing.at_work[:, :, 0].copy()
    for month in range(1, len(heads)):
        heads[month] = np.where(heads[month] > TOLERANCE, heads[month], heads[month - 1])
    return heads


def _paid(ledger: Ledger) -> list[tuple[Booked, np.ndarray]]:
    """The lines of pay, and whether they hold anything for a team in a month, [month, team]."""
    return ledger.once("lines of pay", lambda: list(_paid_in(ledger)))


def _paid_in(ledger: Ledger) -> Iterator[tuple[Booked, np.ndarray]]:
    pay, at = is_pay(ledger), {team: at for at, team in enumerate(ledger.plan.names("team"))}
    for line in ledger.lines:
        if line.category.name in pay:
            teams = line.posting.subjects.labels["team"]
            known = [row for row, team in enumerate(teams) if team in at]
            paid = np.zeros((ledger.plan.months, len(at)), dtype=bool)
            if line.posting.anything:
                np.logical_or.at(paid, (slice(None), [at[teams[row]] for row in known]), line.amount[:, known].any(axis=2))
            yield line, paid


def _joined(ledger: Ledger, least: int, spans: np.ndarray | None = None) -> tuple[str, ...]:
    """The categories of pay that in some span only a few people get, after that which most get; none where each is got by enough.

    spans: the number of the span of time that each month is in, [month]; each month is its own if left out.
    """
    if least <= 1:
        return ()
    spans = np.arange(ledger.plan.months) if spans is None else spans
    return ledger.once(("joined", least, spans.tobytes()), lambda: _joined_in(ledger, least, spans))


def _joined_in(ledger: Ledger, least: int, spans: np.ndarray) -> tuple[str, ...]:
    got: dict[str, np.ndarray] = {}
    for line, paid in _paid(ledger):
        got[line.category.name] = got.get(line.category.name, False) | paid
    if not got:
        return ()
    most = max(got, key=lambda name: (ledger.operations.staffing.at_work[:, :, 0] * got[name]).sum())
    few = [name for name, paid in got.items() if name != most and _few(_present(ledger), paid, paid | got[most], spans, least)]
    return (most, *few) if few else ()


def _few(present: np.ndarray, paid: np.ndarray, others: np.ndarray, spans: np.ndarray, least: int) -> bool:
    """Whether too few get something in a span of time in which there are others with whom it could be shown."""
    firsts, of_span = np.unique(spans, return_index=True, return_inverse=True)[1:]
    heads, more = ((present * np.logical_or.reduceat(who, firsts, axis=0)[of_span]).sum(axis=1) for who in (paid, others))
    few = (heads > TOLERANCE) & (heads < least - TOLERANCE) & (more > heads + TOLERANCE)
    return bool((few & paid.any(axis=1)).any())


def shown_categories(*ledgers: Ledger, monthly: bool = False) -> dict[str, str]:
    """Under which name categories of pay that only a few people get are shown, with that which most get: `salaries and severance`.

    None where all can be shown by themselves. monthly: whether months are shown by themselves; else it is fiscal years, and the last
    twelve months.
    """
    found = [_joined(ledger, _least(ledger), None if monthly else _years(ledger)) for ledger in ledgers]
    names = list(dict.fromkeys([*(name for names in found for name in names[:1]), *(name for names in found for name in names)]))
    return dict.fromkeys(names, in_one(names))


def in_shown_categories(*ledgers: Ledger, monthly: bool = False) -> tuple[Ledger, ...]:
    """The ledgers in the categories that can be shown.

    One of several counts as recurring, as pay does: what is paid once would otherwise be told apart again.
    """
    shown = shown_categories(*ledgers, monthly=monthly)
    return tuple(ledger.once(("renamed", *shown.items()), lambda ledger=ledger: _renamed(ledger, shown)) for ledger in ledgers) if shown else ledgers


def _years(ledger: Ledger) -> np.ndarray:
    """The fiscal years of the plan, cut where the last twelve months begin, [month]."""
    years = np.array([ledger.plan.fiscal_year(month) for month in ledger.plan.calendar])
    return 2 * years + (np.arange(len(years)) >= len(years) - 12)


def _renamed(ledger: Ledger, shown: Mapping[str, str]) -> Ledger:
    lines = []
    for line in ledger.lines:
        name = line.category.name
        if not {name, *line.posting.rate_on} & set(shown):
            lines.append(line)
            continue
        posting = replace(line.posting, rate_on=tuple(dict.fromkeys(shown.get(name, name) for name in line.posting.rate_on)))
        category = replace(line.category, name=shown[name], recurrence="recurring") if name in shown else line.category
        lines.append(replace(line, category=category, posting=posting))
    return replace(ledger, lines=tuple(lines), drawn=ledger.drawn and ledger.drawn.renamed(shown))


def _enough(heads: np.ndarray, least: int) -> np.ndarray:
    """Which groups are of nobody or of enough people in every case, by heads [case, group]."""
    return ((heads <= TOLERANCE) | (heads >= least - TOLERANCE)).all(axis=0)


def _marked(names: Sequence[str]) -> np.ndarray:
    """1 where a row has a name, [row, name]."""
    return (np.array(names, dtype=object)[:, None] == np.array(list(dict.fromkeys(names)), dtype=object)).astype(float)


def together(ledgers: Iterable[Ledger], keys: Callable[[Booked], Sequence[Key]]) -> dict[Key, tuple[Key, ...]]:
    """For each key of a table, the keys that must be shown in one row with it, so that no figure is of less than a group.

    keys: of each row of a line of the book, such as its function. A key that may be shown by itself leads to itself alone.
    """
    parts: dict[Key, set[Key]] = {}
    for ledger in ledgers:
        joined, shared, in_groups = _joined(ledger, _least(ledger)), {}, _in_groups(ledger)
        for at, line in enumerate(ledger.lines):
            named, name = keys(line), line.category.name
            parts |= {key: {key} for key in dict.fromkeys(named) if key not in parts}
            for row, group in in_groups.get(at, ()):
                shared.setdefault(("" if name in joined else name, group), set()).add(named[row])
        _join(parts, shared.values())
    order = {key: at for at, key in enumerate(parts)}
    return {key: tuple(sorted(part, key=order.__getitem__)) for key, part in parts.items()}


def _in_groups(ledger: Ledger) -> dict[int, list[tuple[int, tuple[str, ...]]]]:
    """Of each line of pay, by its place in the book, the rows that hold anything and the group of teams that each is of."""
    return ledger.once("rows of pay", lambda: _rows_of_pay(ledger))


def _rows_of_pay(ledger: Ledger) -> dict[int, list[tuple[int, tuple[str, ...]]]]:
    pay, group_of, found = is_pay(ledger), {team: group for group in groups(ledger) for team in group}, {}
    for at, line in enumerate(ledger.lines):
        if line.category.name in pay:
            teams, booked = line.posting.subjects.labels["team"], line.amount.any(axis=(0, 2))
            found[at] = [(row, group_of[teams[row]]) for row in np.flatnonzero(booked).tolist() if teams[row] in group_of]
    return found


def _join(parts: dict[Key, set[Key]], shared: Iterable[set[Key]]) -> None:
    for keys in shared:
        union = set().union(*(parts[key] for key in keys))
        parts.update(dict.fromkeys(union, union))


def in_one(names: Sequence[str]) -> str:
    """What a row is called that stands for several: `records and tax`, `records and 4 others`."""
    return " and ".join(names) if len(names) < 3 else f"{names[0]} and {len(names) - 1} others"
