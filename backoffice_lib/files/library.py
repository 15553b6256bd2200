"""The tables of published figures that a plan is read with: those that are shipped, or those that were kept beside a frozen scenario."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from backoffice_lib.files.shipped import shipped_rates, shipped_standards

RATES, STANDARDS = "rates", "standards"
_SCHEMES = "on_cost_schemes.csv"
_ADMINISTRATION = "a76_administration.csv"
_OF_PLACES = ("labour_pools_", "location_quotients_")
"""Tables that say nothing of cost: two thirds of the library, read when a question asks for them and not with every plan."""


@dataclass(frozen=True)
class Library:
    """The tables of the library, by what they hold."""

    rates: tuple[Path, ...]
    places: tuple[Path, ...]
    schemes: tuple[Path, ...]
    standards: tuple[Path, ...]
    administration: tuple[Path, ...]

    @property
    def files(self) -> dict[str, Path]:
        """The tables that every plan is read with, by where they lie in a kept folder."""
        parts = {RATES: (*self.rates, *self.schemes), STANDARDS: (*self.standards, *self.administration)}
        return {f"{part}/{path.name}": path for part, paths in parts.items() for path in paths}


def shipped_library() -> Library:
    """The tables that come with the workbench."""
    return _library(shipped_rates(), shipped_standards())


def library_in(folder: Path) -> Library:
    """The tables that were kept in a folder."""
    return _library(*(sorted((folder / part).glob("*.csv")) for part in (RATES, STANDARDS)))


def _library(rates: Iterable[Path], standards: Iterable[Path]) -> Library:
    rates, standards = tuple(rates), tuple(standards)
    return Library(
        rates=tuple(path for path in rates if not path.name.startswith((_SCHEMES, *_OF_PLACES))),
        places=tuple(path for path in rates if path.name.startswith(_OF_PLACES)),
        schemes=tuple(path for path in rates if path.name == _SCHEMES),
        standards=tuple(path for path in standards if path.name != _ADMINISTRATION),
        administration=tuple(path for path in standards if path.name == _ADMINISTRATION),
    )
