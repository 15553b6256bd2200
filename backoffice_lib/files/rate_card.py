"""Reads a rate card, any export with its own column names; every row that is repaired or cannot be used is reported."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.numbers import list_currencies

from backoffice_lib.basics.errors import InputProblems, Problem, Wrong, listed, nearest
from backoffice_lib.basics.money import counted
from backoffice_lib.files import offered
from backoffice_lib.files.csv_text import Table
from backoffice_lib.files.mapped_rows import MappedRows
from backoffice_lib.files.mapped_tables import file_problems, mapped_table, told
from backoffice_lib.files.records import Found, Place, from_yaml, with_source
from backoffice_lib.files.tidy import LOST
from backoffice_lib.plan import RateOffer
from backoffice_lib.plan.mapped import headings
from backoffice_lib.plan.rate_card import RateCardSource, level_order

RATE_CARD = "rate_card"
_MOST_TOLD = 1_700
"""Characters of lines in one note."""


@dataclass(frozen=True)
class RateCard:
    """What a rate card gives a plan: its offers, and notes on what was repaired and left out."""

    offers: tuple[RateOffer, ...] = ()
    notes: tuple[str, ...] = ()


def read_rate_card(folder: Path, whole: Place, found: Found) -> RateCard:
    """The offers of the card that plan.yaml names under `rate_card`; none where it names none."""
    if whole.tree.value.get(RATE_CARD) is None:
        return RateCard()
    place, wrong = whole.within(RATE_CARD), len(found.problems)
    source = from_yaml(RateCardSource, place, found)
    currency = str(with_source(whole.tree.value.get("currency"))[0])
    table = _table(folder, source, place, found) if source else None
    if source is None or table is None or len(found.problems) > wrong:
        found.named["rate_offer"] = None
        return RateCard()
    reading = _Reading(MappedRows(source, table), source.currency or currency)
    offers = tuple(offer for row in range(len(table.lines)) if (offer := reading.offer(row)))
    if source.unusable_rows == "stop" and reading.rows.wrong:
        found.problems += told(source.file, reading.rows.wrong)
        found.named["rate_offer"] = None
    return RateCard(offers, (*table.notes, *reading.notes(offers)))


def _table(folder: Path, source: RateCardSource, place: Place, found: Found) -> Table | None:
    """The table of a card, if it is there; what is wrong with how it is to be read is noted."""
    problems = list(file_problems(source.file, folder, place, "a rate card", "the rate card"))
    if source.currency and source.currency not in list_currencies():
        near = nearest(source.currency.upper(), list_currencies())
        where = f"{place.file}:{place.within('currency').line}"
        found.problems.append(Problem(where, f'currency "{source.currency}" is not a currency', "use its ISO code, such as USD", near))
    found.problems += problems
    numbers = [column for name in ("price_per_hour", "experience_years") for column in headings(source.columns.get(name, ()))]
    return None if problems else mapped_table(folder, source, place, found, RATE_CARD, numbers=numbers, untidy=source.encoding)


class _Reading:
    """The offers of a card, row by row, and the rows of which something was repaired or is not said, by what."""

    def __init__(self, rows: MappedRows, currency: str):
        self.rows, self.source, self.currency = rows, rows.source, currency
        self._prices: list[int] = []
        self._years: list[int] = []
        self._no_years: list[int] = []
        self._levels: dict[str, set[str]] = {}

    def offer(self, row: int) -> RateOffer | None:
        """The offer of a row, or nothing when the row cannot be used."""
        name = "price_per_hour"
        try:
            price, repaired = offered.price(self.rows.text(row, name), self.currency)
            name = "unit"
            if not offered.is_by_the_hour(unit := self.rows.text(row, name)):
                raise Wrong(f'is "{unit[:40]}", not the hour', "a rate card has prices of an hour")
            name = "labour_category"
            if not (category := self.rows.text(row, name)):
                raise Wrong("is blank", "give the labour category")
            values = {"labour_category": category, "vendor": self.rows.text(row, "vendor"), "price_per_hour": price}
            values |= {"currency": self.source.currency, "source": self.rows.text(row, "source") or self.source.source}
            offer = RateOffer(**values, education=self._education(row), experience_years=self._experience(row))
        except Wrong as wrong:
            self.rows.refuse(row, name, wrong)
            return None
        except InputProblems as refused:
            first = refused.problems[0]
            self.rows.refuse(row, first.field, Wrong(first.what, first.mend, first.nearest))
            return None
        self._prices += [row] * repaired
        return offer.read_at(self.rows.origin(row))

    def _education(self, row: int) -> str:
        text = self.rows.text(row, "education")
        level = offered.education(text)
        self._levels.setdefault(level, set()).add(text)
        return level

    def _experience(self, row: int) -> float | None:
        """The years a row asks for; nothing where it does not say."""
        if "experience_years" not in self.source.columns:
            return None
        try:
            years, repaired = offered.years(self.rows.text(row, "experience_years"))
        except Wrong:
            years, repaired = None, False
        self._years += [row] * repaired
        self._no_years += [row] * (years is None)
        return years

    def notes(self, offers: tuple[RateOffer, ...]) -> Iterator[str]:
        """What the card holds, and of which lines something was left out, repaired or is not said."""
        file, all_rows = self.source.file, len(self.rows)
        yield f"{file}: {counted(all_rows, 'row')}, {counted(len(offers), 'offer')}, {counted(len(self.rows.wrong), 'row')} left out"
        yield from (f"left out: {problem}" for _, problem in sorted(self.rows.wrong.items()))
        yield from self._told(self._prices, "price", "with a currency sign, or commas between thousands, read without")
        yield from self._told(self._years, "row", "with years of experience in words, or a range, read as their first number")
        yield from self._told(self._no_years, "row", "without years of experience")
        columns = dict.fromkeys(column for of in self.source.columns.values() for column in headings(of))
        at = {line: row for row, line in enumerate(self.rows.table.lines)}
        for column in columns:
            rows = [at[line] for line in self.rows.table.tidied.get(column, ())]
            yield from self._told(rows, "cell", f"of {column[:40]} with line breaks, more than one space or one text over and over, put on one line")
        lost = {row for column in columns for row, cell in enumerate(self.rows.table.cells[column]) if LOST in cell}
        yield from self._told(lost, "row", f"with a character that was lost before, shown as {LOST}")
        if "education" in self.source.columns:
            spellings, levels = sum(map(len, self._levels.values())), [level for level in self._levels if level]
            yield f"{file}: {counted(spellings, 'spelling')} of education read as {listed(sorted(levels, key=level_order), 12)}"

    def _told(self, rows: Collection[int], thing: str, what: str) -> Iterator[str]:
        """Rows of which the same is to be known, in as many notes as their lines need."""
        if not rows:
            return
        spans = self.rows.span(rows)
        head = f"{self.source.file}: {counted(len(rows), thing)} {what}: "
        while len(spans) > _MOST_TOLD:
            cut = spans.rindex(",", 0, _MOST_TOLD)
            yield f"{head}{spans[:cut]}"
            spans = spans[cut + 2 :]
        yield f"{head}{spans}"
