"""The lines 1 to 18 of the standard and the streamlined competition form of OMB Circular A-76."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backoffice_lib.analyses._form_items import IN_HOUSE_LINES, Item, LineInput
from backoffice_lib.analyses._form_rules import Rules, differential, placed_fte, rounded

CONTRACT_LINES = (7, 8, 9, 10, 11, 12)
STREAMLINED = (1, 2, 3, 4, 6, 7, 8, 12, 13, 17, 18)
IN_HOUSE, OUTSOURCED, THE_SAME = "in-house", "outsourced", "the same"

LABELS = {
    1: "personnel",
    2: "materials and supplies",
    3: "other attributable costs",
    4: "overhead",
    5: "additional costs in house",
    6: "in-house cost",
    7: "contract price",
    8: "contract administration",
    9: "additional costs of the contract",
    10: "one-time conversion",
    11: "gain on assets",
    12: "income tax that comes back",
    13: "contract cost",
    14: "conversion differential",
    15: "adjusted in-house cost",
    16: "adjusted contract cost",
    17: "contract less in house",
    18: "cheaper provider",
}
FORMULAS = {
    1: "pay of all whose work is placed, their supervisors among them, with fringe or on-costs",
    2: "supplies of the placed work",
    3: "rent, insurance, travel and all else that is for the placed work",
    4: "a share of line 1 with fringe",
    5: "named costs that are on no other line",
    6: "lines 1 to 5",
    7: "the price in the plan, or the ledger's vendor fees",
    8: "staff of the table or the sum in the plan, or the ledger's governance",
    9: "named costs, and what else the ledger has for vendors",
    10: "shares of the basic pay of the first full performance period, without fringe; or the ledger's one-off costs",
    11: "less the net book value of assets no longer needed",
    12: "less the tax share of line 7; 0 where the payer is not the state",
    13: "lines 7 to 12",
    14: "a share of line 1 over all performance periods, at most the standard's sum",
    15: "line 6; with line 14 where a contractor does the work today",
    16: "line 13; with line 14 where the work is done in house today",
    17: "line 16 less line 15; in the streamlined form line 13 less line 6; above 0 in house is cheaper",
    18: "by the sign of line 17",
}
HURDLE = "hurdle (a policy choice)"


@dataclass(frozen=True)
class FormLine:
    """A line of the form: its amount in all and by performance period, how it is worked out, and from which figures.

    by_period: empty where the form asks for the sum alone. amount: of line 18, who is cheaper.
    """

    line: int
    label: str
    amount: float | str
    by_period: tuple[float, ...]
    formula: str
    inputs: tuple[LineInput, ...]


def lines_of(rules: Rules, items: Sequence[Item]) -> dict[int, FormLine]:
    """All lines of the form that the plan asks for, by number."""
    filled = {number: _added_up(rules, number, items) for number in (*IN_HOUSE_LINES, *CONTRACT_LINES)}
    filled[6] = _total(6, [filled[number] for number in IN_HOUSE_LINES])
    filled[13] = _total(13, [filled[number] for number in CONTRACT_LINES])
    streamlined = rules.form.form == "streamlined"
    filled |= {} if streamlined else _adjusted(rules, filled)
    less, more = (filled[6], filled[13]) if streamlined else (filled[15], filled[16])
    over = more.amount - less.amount
    filled[17] = _line(17, rounded(over, rules.digits), (_as_input(more), _as_input(less)))
    filled[18] = _line(18, verdict(over), (_as_input(filled[17]),))
    return {number: filled[number] for number in (STREAMLINED if streamlined else sorted(filled))}


def on_the_form(rules: Rules, items: Sequence[Item]) -> list[Item]:
    """The items that have a line on the form of the plan: the streamlined one asks for less."""
    if rules.form.form == "standard":
        return list(items)
    return [item for item in items if item.line in STREAMLINED and (item.line != 3 or item.support_contract)]


def verdict(saving_in_house: float) -> str:
    """Who is cheaper, by what the contract costs more."""
    return THE_SAME if abs(saving_in_house) < 0.005 else IN_HOUSE if saving_in_house > 0 else OUTSOURCED


def _added_up(rules: Rules, number: int, items: Sequence[Item]) -> FormLine:
    """A line of items, each period rounded."""
    own = [item for item in items if item.line == number]
    by_period = tuple(rounded(sum(period.sum(item.amount) for item in own), rules.digits) for period in rules.periods)
    inputs = [one for item in own if item.amount.any() for one in item.inputs]
    if number == 1 and own:
        inputs.append(LineInput("full-time equivalents in the first full period", placed_fte(rules), "FTE", "heads and placed work"))
    return _line(number, round(sum(by_period), 2), tuple(inputs), by_period)


def _total(number: int, lines: Sequence[FormLine]) -> FormLine:
    by_period = tuple(round(sum(amounts), 2) for amounts in zip(*(line.by_period for line in lines), strict=True))
    return _line(number, round(sum(by_period), 2), tuple(_as_input(line) for line in lines if line.amount), by_period)


def _adjusted(rules: Rules, filled: dict[int, FormLine]) -> dict[int, FormLine]:
    """Lines 14 to 16: the differential is added to whoever does not do the work today."""
    sum_of_hurdle, inputs = differential(rules, filled[1].amount)
    label = LABELS[14] if rules.form.public_sector else HURDLE
    hurdle = _line(14, rounded(sum_of_hurdle, rules.digits), (_as_input(filled[1]), *inputs), label=label)
    theirs = rules.form.incumbent == "contractor"
    with_hurdle = [(15, filled[6], theirs), (16, filled[13], not theirs)]
    adjusted = {
        number: _line(
            number,
            round(line.amount + (hurdle.amount if added else 0.0), 2),
            (_as_input(line), *([_as_input(hurdle)] if added else [])),
        )
        for number, line, added in with_hurdle
    }
    return {14: hurdle, **adjusted}


def _as_input(line: FormLine) -> LineInput:
    amount = line.amount if isinstance(line.amount, float) else 0.0
    return LineInput(f"line {line.line}", amount, "", line.label)


def _line(
    number: int, amount: float | str, inputs: tuple[LineInput, ...], by_period: tuple[float, ...] = (), label: str = ""
) -> FormLine:
    return FormLine(number, label or LABELS[number], amount, by_period, FORMULAS[number], inputs)
