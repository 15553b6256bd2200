"""Indices and exchange rates that stray from their stated path month by month: random walks, by a spread that is stated or was seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import numpy as np
from pydantic import BeforeValidator

from backoffice_lib.basics.distributions import Uncertain
from backoffice_lib.basics.errors import Problem, Wrong, described, nearest
from backoffice_lib.basics.series import Series
from backoffice_lib.basics.units import Measure

if TYPE_CHECKING:
    from backoffice_lib.plan.plan import Plan

LEAST_VALUES = 13
"""A spread is fitted to a year of monthly changes at least."""
_SPREAD = Measure("share/year", high=5.0, above_low=True)


@dataclass(frozen=True)
class RandomWalk(Uncertain):
    """How far an index or a rate strays from its stated path: each month by a normal change of its logarithm, independent of all others.

    sd_share_per_year: the standard deviation of a year's change, 0.08 for about 8 %; or fitted_to: the index or currency whose published
    values it is taken from. Half of all draws lie below the stated path, which is that of draw 0.
    """

    SHAPE: ClassVar[str] = "random_walk"
    sd_share_per_year: float | None = None
    fitted_to: str = ""

    @property
    def likely(self) -> None:
        return None

    def written(self) -> Any:
        """What stands for it in a file."""
        return {"fitted_to": self.fitted_to} if self.fitted_to else {"sd_share_per_year": self.sd_share_per_year}

    def __str__(self) -> str:
        return f"random walk of {self.sd_share_per_year:g} a year" if self.fitted_to == "" else f"random walk as of {self.fitted_to}"


@dataclass(frozen=True, eq=False)
class Walked:
    """A random walk, drawn: by how much the path is multiplied, [month, draw], from the first month on; 1 before, and at the end as it then is."""

    first: int
    factors: np.ndarray

    def at(self, months: np.ndarray, since: int) -> np.ndarray:
        """The factor in some months, [month, draw], for a path that is known until a month, and strays from then on."""
        last = self.first + len(self.factors) - 1
        rows = np.clip(np.maximum(months, since), self.first, last) - self.first
        return self.factors[rows] / self.factors[np.clip(since, self.first, last) - self.first]


def strayed(walk: RandomWalk | Walked | None, months: np.ndarray, since: int) -> np.ndarray | float:
    """What a path is multiplied by in some months, [month, draw]; 1 for one that does not stray, or is not drawn."""
    return walk.at(months, since) if isinstance(walk, Walked) else 1.0


def monthly_spread(walk: RandomWalk, values: Mapping[str, Series]) -> float:
    """The standard deviation of a month's change of the logarithm. values: what was published, by index and currency."""
    if walk.sd_share_per_year is not None:
        return walk.sd_share_per_year / np.sqrt(12)
    seen = values[walk.fitted_to]
    changes = np.diff(np.log(seen.values[:, 0])) / np.sqrt(np.diff(seen.dates))
    return float(changes.std(ddof=1))


def problems_in_walks(plan: Plan) -> Iterator[Problem]:
    """Walks that are fitted to what has no history."""
    fitted = [(record, record.random_walk.fitted_to) for record in (*plan.indices, *plan.fx) if getattr(record.random_walk, "fitted_to", "")]
    values = Counter(one.index for one in plan.index_values) if fitted else {}
    for record, name in fitted:
        if name not in values:
            what = f'is fitted to "{name}", of which no values are given'
            yield record.problem("random_walk", what, "add them to index_values.csv, or write sd_share_per_year", nearest(name, values))
        elif values[name] < LEAST_VALUES:
            what = f"is fitted to {values[name]} values of {name}"
            yield record.problem("random_walk", what, f"give {LEAST_VALUES} months or more, or write sd_share_per_year")


def _walk(value: Any) -> Any:
    """The walk that is meant. Raises Wrong."""
    if value is None or isinstance(value, (RandomWalk, Walked)):
        return value
    mend = "write {sd_share_per_year: 0.08}, or {fitted_to: the name of an index or currency}"
    if not isinstance(value, Mapping):
        raise Wrong(f"{described(value)}, not a group", mend)
    if len(value) != 1 or (name := next(iter(value))) not in ("sd_share_per_year", "fitted_to"):
        raise Wrong("says neither sd_share_per_year nor fitted_to alone", mend)
    given = value[name]
    if name == "fitted_to":
        if not isinstance(given, str) or not given:
            raise Wrong(f"is fitted to what {described(given)}", mend)
        return RandomWalk(fitted_to=given)
    try:
        return RandomWalk(sd_share_per_year=float(_SPREAD.check_sure(given)))
    except Wrong as wrong:
        raise Wrong(f"has an sd_share_per_year that {wrong.what}", wrong.mend) from wrong


Walk = Annotated[RandomWalk | Walked | None, BeforeValidator(_walk)]
