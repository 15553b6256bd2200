"""A roster table to people, column by column; every check of its rows in turn."""

from __future__ import annotations

import numpy as np

from backoffice_lib.files.managers import refuse_managers
from backoffice_lib.files.people import Reading
from backoffice_lib.files.people_dates import read_contracts, refuse_more_than_full_time, refuse_second_rows
from backoffice_lib.files.people_pay import read_pay, refuse_pay, refuse_unusual
from backoffice_lib.plan.grouping import Roster
from backoffice_lib.plan.labels import Labels


def people(reading: Reading) -> tuple[Roster, list[str]]:
    """The usable people of the table, and notes on what was taken for granted."""
    pay = read_pay(reading)
    contracts = read_contracts(reading)
    refuse_pay(reading, pay, contracts.vacant)
    refuse_unusual(reading, pay)
    for name in ("team", "site"):
        mend = "give its name, or a default under people in plan.yaml"
        reading.refuse_all(reading.labels(name).are_blank(), name, "is blank", mend)
    refuse_second_rows(reading, contracts)
    refuse_more_than_full_time(reading, contracts, pay.fte)
    refuse_managers(reading, contracts)
    usable = reading.usable()
    dates = (contracts.start, contracts.end) if reading.has("start") else (None, None)
    labels = (reading.labels("team"), _functions(reading), reading.labels("site"))
    roster = Roster(*labels, pay.per_year, pay.fte, contracts.person, contracts.vacant, *dates).take(usable)
    count = int((pay.guessed & usable).sum())
    notes = [f"{reading.source.file}: {count} part-time people without hours are counted as full time"] if count else []
    return roster, notes


def _functions(reading: Reading) -> Labels:
    """What each row does: its own function, or the one its job title is of."""
    own, by_title = reading.labels("function"), reading.labels("role").each(reading.source.function_of)
    codes = np.where(own.are_blank(), len(own.words) + by_title.codes, own.codes)
    return Labels(codes, [*own.words, *by_title.words]).each(str)
