"""Why a business unit bears what it bears: its share of each function's cost by the key, back to the rows and weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from backoffice_lib.analyses._questions import Asked, Question, Traced
from backoffice_lib.analyses._rows import Book, Row
from backoffice_lib.analyses._tree import Node, added, made, to_the_cent
from backoffice_lib.analyses._why_inputs import given
from backoffice_lib.analyses._why_rows import MOST_FACTORS, costs_of
from backoffice_lib.analyses.recharges import NOT_RECHARGED, Charge, recharges
from backoffice_lib.basics.errors import choice, nearest, refuse
from backoffice_lib.basics.money import sentence
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.plan.recharges import SHARE

FIGURES = ("charged", "cost", "markup")


class _Year(NamedTuple):
    """A fiscal year of a charge: its months, what the answer has of cost and mark-up, and whether each month is told with its factors."""

    name: int
    months: Sequence[int]
    cost: float
    markup: float
    in_full: bool


def _trace(asked: Asked) -> Traced:
    figure, unit = asked.get("figure") or "charged", asked.get("business_unit")
    if figure not in FIGURES:
        raise refuse("why: figure", f'"{figure}" is no figure of recharges', choice("use", nearest(figure, FIGURES), FIGURES), nearest(figure, FIGURES))
    answer = recharges(asked.ledger)
    units = [*answer.business_units, NOT_RECHARGED]
    if unit and unit not in units:
        raise refuse("why: business_unit", f'"{unit}" bears nothing', choice("use", nearest(unit, units), units), nearest(unit, units))
    charges = [one for one in (*answer.charges, *answer.left) if _asked_for(one, asked)]
    in_full = sum(len(_rows(asked.book, one)) for one in charges) * asked.ledger.plan.months <= MOST_FACTORS
    nodes = [_charge(asked.book, one, figure, in_full) for one in charges]
    tree = added("recharges", figure, answer.currency, [node for node in nodes if node.value])
    value = round(sum(getattr(one, figure) for one in charges), 2) + 0.0
    whom = f" to {unit}" if unit and unit != NOT_RECHARGED else f", {NOT_RECHARGED}" if unit else ""
    note = "" if tree.children else "Nothing of it is recharged."
    return Traced(f"{sentence(_IN_WORDS[figure])}{whom}{asked.named} over {len(asked.months)} months", value, tree, note, by_initiative=False)


RECHARGES = Question(
    "recharges", "what a business unit bears of the cost of functions and sites, and what captives charge above it", ("business_unit", "function", "site", "figure"), _trace
)
_IN_WORDS = {"charged": "charged", "cost": "cost recharged", "markup": "mark-up of captives"}


def _asked_for(one: Charge, asked: Asked) -> bool:
    named = {"business_unit": one.business_unit, "function": one.function, "site": one.site}
    return all(not asked.get(name) or asked.get(name) == text for name, text in named.items())


def _rows(book: Book, one: Charge) -> list[Row]:
    """The rows of a function, or of a site that are of none."""
    return book.rows({"function": one.function, **({} if one.function else {"site": one.site})})


def _charge(book: Book, one: Charge, figure: str, in_full: bool) -> Node:
    """What one business unit bears of one function or site, year by year."""
    plan, id = book.ledger.plan, f"recharges/{one.of} to {one.business_unit}"
    share = _share(book, one, f"{id}/share")
    years = [
        _Year(name, [at for at, month in enumerate(plan.calendar) if plan.fiscal_year(month) == name], cost, markup, in_full)
        for name, cost, markup in one.by_year
    ]
    parts = [node for year in years for node in _of_year(book, one, year, share, figure) if node.value]
    label = f"{one.of} to {one.business_unit}" if one.business_unit != NOT_RECHARGED else f"{one.of}, {NOT_RECHARGED}"
    return added(id, label, plan.currency, [replace(part, id=f"{id}/{part.id}") for part in parts])


def _of_year(book: Book, one: Charge, year: _Year, share: Node, figure: str) -> Iterator[Node]:
    """Cost and mark-up of a year, each in the cents that the answer has."""
    rows = book.spent(_rows(book, one), year.months)
    unit, id = book.ledger.plan.currency, f"{share.id}/{year.name}"
    if figure != "markup":
        cost = replace(costs_of(book, rows, year.months, f"{id}/cost", in_full=year.in_full), label=f"cost of {one.of}")
        exact = made("product", f"{id}/exact", f"cost in {year.name}", unit, (cost, replace(share, id=f"{id}/share")))
        yield to_the_cent(year.cost, exact, id=f"{year.name} cost")
    if figure != "cost" and year.markup:
        captives = list(_captives(book, rows, year, f"{id}/captives"))
        exact = made("product", f"{id}/markup", f"mark-up in {year.name}", unit, (added(f"{id}/above", "above cost", unit, captives), replace(share, id=f"{id}/share of it")))
        yield to_the_cent(year.markup, exact, id=f"{year.name} mark-up")


def _captives(book: Book, rows: Sequence[Row], year: _Year, id: str) -> Iterator[Node]:
    """What each captive charges above what it costs."""
    plan = book.ledger.plan
    for site in (site for site in plan.sites if site.transfer_markup_share is not None):
        if own := [row for row in rows if book.labels[row]["site"] == site.site]:
            cost = replace(costs_of(book, own, year.months, f"{id}/{site.site}/cost", in_full=year.in_full), label=f"cost of {site.site}")
            markup = given(site, "transfer_markup_share", f"{id}/{site.site}/markup", "share", likely(site.transfer_markup_share))
            yield made("product", f"{id}/{site.site}", site.site, plan.currency, (cost, markup))


def _share(book: Book, one: Charge, id: str) -> Node:
    """The share by the key: the weight of the business unit over those of all; of shares, it is the share itself, or what they leave."""
    rows = [row for row in book.ledger.plan.recharges if row.of == (one.function, one.site) and likely(row.weight)]
    weights = [given(row, "weight", f"{id}/{row.business_unit}", one.allocation_key or SHARE, likely(row.weight), row.business_unit) for row in rows]
    if not rows:
        return Node(id, NOT_RECHARGED, 1.0, "share", note="no row of recharges.csv is for it")
    if one.business_unit == NOT_RECHARGED:
        return made("difference", id, "share that is left", "share", (Node(f"{id}/all", "all of it", 1.0, "share"), *weights))
    own = next(node for node in weights if node.label == one.business_unit)
    if one.allocation_key == SHARE:
        return made("sum", id, "share", "share", (own,))
    whole = added(f"{id}/all", f"{one.allocation_key} of all", one.allocation_key, [replace(node, id=f"{node.id} of all") for node in weights])
    return made("quotient", id, f"share by {one.allocation_key}", "share", (own, whole))
