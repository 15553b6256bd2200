"""What the rows of a roster say of pay and working time, and pay that cannot be meant."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.errors import Wrong
from backoffice_lib.files.people import Reading
from backoffice_lib.plan.labels import Labels, numbered_together

FULL = ("f", "full", "full time", "full-time", "ft", "yes", "y", "true")
PART = ("p", "part", "part time", "part-time", "pt", "no", "n", "false")
_MEANINGS = dict.fromkeys(FULL, 1.0) | dict.fromkeys(PART, 0.0) | {"": np.nan}
_HOURS_OF_A_WEEK = 168


@dataclass(frozen=True)
class Pay:
    """What the rows say of pay and time, NaN where they do not: as written, and as it comes out for a year."""

    salary: np.ndarray
    rate: np.ndarray
    week: np.ndarray
    share: np.ndarray
    per_year: np.ndarray
    fte: np.ndarray
    guessed: np.ndarray

    def column(self, row: int) -> str:
        """The column a row's pay was read from."""
        return "pay_per_hour" if np.isnan(self.salary[row]) and not np.isnan(self.rate[row]) else "salary_per_year"


def read_pay(reading: Reading) -> Pay:
    """The pay and time of every row; what cannot be read is noted."""
    source = reading.source
    names = ("salary_per_year", "pay_per_hour", "hours_per_week", "fte_share")
    salary, rate, hours, share = (reading.amounts(name) for name in names)
    full_time = _full_time(reading)
    usual_week = source.full_time_hours_per_week * np.where(np.isnan(share), np.where(full_time == 0, np.nan, 1.0), share)
    week = np.where(np.isnan(hours), usual_week, hours)
    per_year = np.where(np.isnan(salary), rate * week * source.weeks_per_year, salary)
    part = np.minimum(week / source.full_time_hours_per_week, 1.0)
    fte = np.where(np.isnan(share), np.where((full_time == 1) | np.isnan(part), 1.0, part), share)
    return Pay(salary, rate, week, share, per_year, fte, np.isnan(part) & ~np.isnan(per_year))


def _full_time(reading: Reading) -> np.ndarray:
    """1 for full time, 0 for part time, NaN where the file does not say."""
    labels = reading.labels("full_time")
    words = [word.casefold() for word in labels.words]
    slip = Wrong("is neither full time nor part time", "write F or P")
    reading.refuse_words("full_time", {at: slip for at, word in enumerate(words) if word not in _MEANINGS})
    return np.array([_MEANINGS.get(word, np.nan) for word in words], dtype=float)[labels.codes]


def refuse_pay(reading: Reading, pay: Pay, vacant: np.ndarray) -> None:
    """Rows without pay, or with pay or hours that nobody has. vacant: posts without a person, which need no pay."""
    impossible = (pay.week <= 0) | (pay.week > _HOURS_OF_A_WEEK)
    mend = f"give more than 0 and at most {_HOURS_OF_A_WEEK}"
    reading.refuse_all((pay.share <= 0) | (pay.share > 1), "fte_share", "is not a share of full time", "give more than 0 and at most 1")
    reading.refuse_all(impossible, "hours_per_week", "these are not the hours of a week", mend)
    for row in np.flatnonzero(np.isnan(pay.per_year) & ~vacant):
        if pay.column(row) == "pay_per_hour":
            reading.refuse(row, "hours_per_week", "is blank, though this is part time", "give the hours of a week")
        else:
            name = "salary_per_year" if reading.has("salary_per_year") else "pay_per_hour"
            reading.refuse(row, name, "there is no pay", "give a yearly salary, or hourly pay with the hours of a week")
    for row in np.flatnonzero(pay.per_year <= 0):
        reading.refuse(row, pay.column(row), "the pay is not above 0", "give what the person earns")


@dataclass(frozen=True)
class _Alike:
    """Rows of one role (of one team, where they name none), by rising pay of a full-time year."""

    rows: np.ndarray
    per_fte: np.ndarray
    median: float


def refuse_unusual(reading: Reading, pay: Pay) -> None:
    """Rows with pay that cannot be that of a full-time year in their role; where no role is named, in their team."""
    per_fte = pay.per_year / np.where(pay.fte > 0, pay.fte, 1.0)
    roles, sites = reading.labels("role"), reading.labels("site")
    for alike in _alike(per_fte, roles, reading.labels("team")):
        role = roles[int(alike.rows[0])]
        for site in np.flatnonzero(np.bincount(sites.codes[alike.rows])):
            _refuse_far(reading, pay, alike, role, int(site))


def _refuse_far(reading: Reading, pay: Pay, alike: _Alike, role: str, number: int) -> None:
    """Rows of a role at a site, given by its number, with pay too far below or above what is usual; between the two no pay is."""

    site = reading.labels("site").words[number]

    def side(amount: float) -> int:
        slip = reading.usual.slip(float(amount), role, site, alike.median)
        return 0 if slip is None else -1 if slip[0].startswith("is under") else 1

    if not side(alike.per_fte[0]) and not side(alike.per_fte[-1]):
        return
    here = reading.labels("site").codes[alike.rows] == number
    rows, amounts = alike.rows[here], alike.per_fte[here]
    low, high = bisect_left(amounts, 0, key=side), bisect_right(amounts, 0, key=side)
    for at in (*range(low), *range(high, len(rows))):
        what, mend = reading.usual.slip(float(amounts[at]), role, site, alike.median)
        reading.refuse(rows[at], pay.column(rows[at]), what if role else what.replace("of its role", "of its team"), mend)


def _alike(per_fte: np.ndarray, roles: Labels, teams: Labels) -> Iterator[_Alike]:
    """The rows with pay, role by role."""
    unnamed = roles.are_blank()
    group = np.where(unnamed, len(roles.words) + teams.codes, roles.codes)
    paid = np.flatnonzero(per_fte > 0)
    if not len(paid):
        return
    group = numbered_together(group[paid])
    rising = np.argsort(per_fte[paid])
    order = rising[np.argsort(_short(group[rising]), kind="stable")]
    paid, amounts = paid[order], per_fte[paid][order]
    stops = np.cumsum(np.bincount(group))
    for start, stop in zip([0, *stops[:-1].tolist()], stops.tolist(), strict=True):
        size = stop - start
        median = (amounts[start + (size - 1) // 2] + amounts[start + size // 2]) / 2
        yield _Alike(paid[start:stop], amounts[start:stop], float(median))


def _short(numbers: np.ndarray) -> np.ndarray:
    """Numbers in as few bytes as they need; two are sorted many times faster than eight."""
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))
