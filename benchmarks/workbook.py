"""The study as a workbook with live formulas, as a careful analyst lays it out: a sheet for each quantity, months down and teams across, or the other way round.

One sheet of inputs serves all scenarios. Whose lag is one month and whose is three is written into the references, which spares the sheet every look-up. Money of pay
and kits is made team by team and summed by what it follows; what costs the same for every head is priced once, on the sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from benchmarks.study import CATEGORIES, CPI, INDICES, JOINER_PAY, TOLERANCE, VENDOR, Inputs, Study
from benchmarks.study_plan import ASSUMED, RATES, ROLES

TEAM = ("heads", "equipped", "pay", "bonus", "on_cost", "recruiting", "severance", "area", "site")
GIVEN = ("wanted_hiring", "wanted_notice", "open_share", "remote", "subsidy", "kit")
PEOPLE = {
    "heads": "={at_work_before}-{leavers_before}",
    "weight": "={paid_before}-{paid_before}/MAX({at_work_before},1E-12)*{leavers_before}",
    "opened": "=MAX({wanted_hiring}-({heads}-({soon})+{coming}),0)*{open_share}",
    "noticed": "=MIN(MAX({heads}-({leaving})-{wanted_notice}/{kept},0),MAX({heads}-({leaving}),0))",
    "joining": "={hired}",
    "gone": "={released}*{weight}/MAX({heads},1E-12)",
    "at_work": "={heads}-{released}+{joining}",
    "paid": f"={{weight}}-{{gone}}+{{joining}}*{JOINER_PAY}",
    "home": "={at_work}*{remote}",
    "kits": "={kits_before}+{bought_before}",
    "bought": "=MAX({home}-{kits},0)",
    "leavers": "={loss}*MAX({at_work}-({leaving}+{noticed}-{released}),0)",
}
PAY = {
    "salaries": "={paid}*{pay}",
    "bonus": "={salaries}*{bonus}",
    "on_costs": "=({salaries}+{bonus_paid})*{on_cost}",
    "hiring": "={joining}*{recruiting}",
    "severed": "={gone}*{severance}",
}
KITS = {"kit_money": "={bought}*{kit}", "subsidy_money": "={home}*{subsidy}"}
"""What stands in each cell of a sheet, by name of the sheet; other cells of the same month and team by name."""


def input_rows() -> dict[str, int]:
    """The row of each input, counted from 1."""
    names = [f"loss {role}" for role in ROLES] + [f"growth {name}" for name in INDICES] + [f"fx {name}" for name in RATES] + [*ASSUMED, "vendor"]
    return {name: at for at, name in enumerate(names, 1)}


def input_values(inputs: Inputs, draw: int = 0) -> list[float]:
    """The inputs of a draw, in the order of their rows."""
    many = [*inputs.loss, *inputs.growth, *inputs.fx, *(inputs.assumed[name] for name in ASSUMED), inputs.vendor_price]
    return [float(values[draw]) for values in many]


def write(file: Path, studies: Mapping[str, Study], inputs: Inputs, teams_down: bool = False) -> None:
    """Writes the workbook: the results of each scenario are in the sheet `results N`, months down, categories across."""
    with Workbook(str(file)) as book:
        sheet = book.add_worksheet("inputs")
        for (name, row), value in zip(input_rows().items(), input_values(inputs), strict=True):
            sheet.write_row(row - 1, 0, [name, value])
        for number, (name, study) in enumerate(studies.items(), 1):
            _Scenario(book, number, name, study, teams_down).write()


def _input(name: str) -> str:
    return f"inputs!$B${input_rows()[name]}"


@dataclass
class _Scenario:
    """The sheets of one scenario."""

    book: Workbook
    number: int
    name: str
    study: Study
    teams_down: bool

    def write(self) -> None:
        """Writes them all."""
        self._write_teams()
        for name in GIVEN:
            self._write_given(name)
        self._write_people()
        self._write_indices()
        self._write_results()

    def _sheet(self, name: str):
        return self.book.add_worksheet(f"{name}_{self.number}")

    def _cell(self, along: int, team: int) -> tuple[int, int]:
        """Row and column, counted from 0, of a team in a month, or in what stands in its place in the sheet of teams."""
        return (1 + team, 1 + along) if self.teams_down else (1 + along, 1 + team)

    def _at(self, name: str, month: int, team: int) -> str:
        return f"{name}_{self.number}!{xl_rowcol_to_cell(*self._cell(month, team))}"

    def _index(self, month: int, at: int) -> str:
        return f"indices_{self.number}!{xl_rowcol_to_cell(1 + month, 1 + at)}"

    def _all(self, name: str, month: int) -> str:
        return f"{self._at(name, month, 0)}:{xl_rowcol_to_cell(*self._cell(month, len(self.study.heads) - 1))}"

    def _of_team(self, name: str, team: int) -> str:
        fixed = {"col_abs" if self.teams_down else "row_abs": True}
        return f"teams_{self.number}!{xl_rowcol_to_cell(*self._cell((*TEAM, 'loss', 'kept').index(name), team), **fixed)}"

    def _teams(self, name: str) -> str:
        first, last = (xl_rowcol_to_cell(*self._cell(TEAM.index(name), team), True, True) for team in (0, len(self.study.heads) - 1))
        return f"teams_{self.number}!{first}:{last}"

    def _write_teams(self) -> None:
        study, sheet = self.study, self._sheet("teams")
        sheet.write(0, 0, self.name)
        for team, role in enumerate(study.role):
            for along, name in enumerate(TEAM):
                sheet.write(*self._cell(along, team), float(getattr(study, name)[team]))
            sheet.write_formula(*self._cell(len(TEAM), team), f"=1-(1-{_input(f'loss {list(ROLES)[role]}')})^(1/12)")
            sheet.write_formula(*self._cell(len(TEAM) + 1, team), f"=(1-{self._of_team('loss', team)})^{study.notice[team]}")

    def _write_given(self, name: str) -> None:
        sheet = self._sheet(name)
        for (month, team), value in np.ndenumerate(getattr(self.study, name)):
            sheet.write(*self._cell(month, team), float(value))

    def _write_people(self) -> None:
        """A sheet for each quantity of people, and for the money of each team."""
        sheets = {name: self._sheet(name) for name in (*PEOPLE, *PAY, *KITS)}
        for month in range(self.study.months):
            for team in range(len(self.study.heads)):
                for name, formula in self._formulas(month, team).items():
                    sheets[name].write_formula(*self._cell(month, team), formula)

    def _formulas(self, month: int, team: int) -> dict[str, str]:
        """What stands in the cell of a month and team, by sheet."""
        to_hire, notice = int(self.study.to_hire[team]), int(self.study.notice[team])

        def before(name: str, *lags: int) -> str:
            return "+".join(self._at(name, month - lag, team) for lag in lags if lag <= month) or "0"

        cells = {name: self._at(name, month, team) for name in (*PEOPLE, *PAY, *GIVEN)}
        cells["bonus_paid"] = cells["bonus"]
        cells |= {name: self._of_team(name, team) for name in (*TEAM, "loss", "kept") if name != "heads"}
        cells |= {
            "coming": before("opened", *range(1, to_hire + 1)),
            "leaving": before("noticed", *range(1, notice + 1)),
            "soon": before("noticed", *(lag for lag in range(1, notice + 1) if notice - lag <= to_hire)),
            "hired": before("opened", to_hire),
            "released": before("noticed", notice),
        }
        if month:
            cells |= {f"{name}_before": self._at(name, month - 1, team) for name in ("at_work", "leavers", "paid", "kits", "bought")}
        start = {} if month else {"heads": f"={self._of_team('heads', team)}", "weight": f"={cells['heads']}", "kits": f"={cells['equipped']}"}
        return {name: start[name] if name in start else formula.format_map(cells) for name, formula in (PEOPLE | PAY | KITS).items()}

    def _write_indices(self) -> None:
        sheet = self._sheet("indices")
        for month in range(self.study.months):
            for at, name in enumerate(INDICES):
                sheet.write_formula(1 + month, 1 + at, f"=(1+{_input(f'growth {name}')})^({month}/12)")

    def _write_results(self) -> None:
        sheet = self._sheet("results")
        sheet.write_row(0, 1, CATEGORIES)
        for month in range(self.study.months):
            for at, formula in enumerate(self._results(month)):
                sheet.write_formula(1 + month, 1 + at, f"={formula}")

    def _results(self, month: int) -> list[str]:
        """The formula of each category in a month."""
        study, cpi = self.study, self._index(month, CPI)
        here, home, hires = (f"SUM({self._all(name, month)})" for name in ("at_work", "home", "joining"))
        fees = f"{float(study.placed[month])!r}*{_input('vendor')}/12*{self._index(month, VENDOR)}"
        services = "+".join(f"{money!r}*{_input(f'fx {name}')}" for money, name in zip(study.service[month].tolist(), RATES, strict=True))
        return [
            *(self._by_area(name, month) for name in PAY),
            f"({hires}*{_input('training_cost_per_hire')}+{here}*{_input('training_per_head_per_year')}/12)*{cpi}",
            f"({here}*{_input('it_per_head_per_month')}+{home}*{_input('it_per_remote_head_per_month')})*{cpi}",
            *(f"SUM({self._all(name, month)})*{cpi}" for name in KITS),
            f"{home}*{_input('travel_per_remote_head_per_year')}/12*{cpi}",
            fees,
            f"{fees}*{_input('governance_share_of_vendor_fees')}",
            f"{float(study.transition[month])!r}*{cpi}",
            *(self._by_rent(money[month].tolist(), month) for money in (study.rent, study.exit)),
            f"({services})*{cpi}",
            f"({'+'.join(self._desks(site, month) for site in range(len(study.desk)))})*{cpi}",
        ]

    def _by_area(self, name: str, month: int) -> str:
        sums = (f"SUMIF({self._teams('area')},{at},{self._all(name, month)})*{self._follows(*keys, month)}" for at, keys in enumerate(self.study.areas))
        return "+".join(sums)

    def _by_rent(self, money: list[float], month: int) -> str:
        return "+".join(f"{one!r}*{self._follows(*keys, month)}" for one, keys in zip(money, self.study.rents, strict=True))

    def _follows(self, index: int, currency: int, month: int) -> str:
        return f"{self._index(month, index)}*{_input(f'fx {list(RATES)[currency]}')}"

    def _desks(self, site: int, month: int) -> str:
        here, home = (f"SUMIF({self._teams('site')},{site},{self._all(name, month)})" for name in ("at_work", "home"))
        return f"MAX(ROUNDUP({here}-{home}-{TOLERANCE!r},0)-{float(self.study.held[month][site])!r},0)*{float(self.study.desk[site])!r}"
