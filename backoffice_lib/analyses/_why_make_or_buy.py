"""Why a line of the make-or-buy form, or one of the comparisons, is what it is: by period, item and rule, back to the ledgers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backoffice_lib.analyses._form_items import IN_HOUSE_LINES
from backoffice_lib.analyses._form_lines import CONTRACT_LINES
from backoffice_lib.analyses._form_rules import differential
from backoffice_lib.analyses._questions import Asked, Question, Traced
from backoffice_lib.analyses._tree import Node, added, made, to_the_cent
from backoffice_lib.analyses._why_form_items import Filled, input_node, item_node, stops_node
from backoffice_lib.analyses.make_or_buy import LENSES, Lens, form_of, lenses_of
from backoffice_lib.basics.errors import choice, listed, nearest, refuse
from backoffice_lib.basics.money import sentence, spoken

LINES = {6: IN_HOUSE_LINES, 13: CONTRACT_LINES}


def _trace(asked: Asked) -> Traced:
    today = asked.other
    filled = Filled(form_of(today.ledger, asked.ledger), today, asked.book)
    found = _comparison(filled, asked.get("comparison")) if asked.get("comparison") else _line(filled, asked.get("line") or "17")
    return replace(found, by_initiative=False)


MAKE_OR_BUY = Question(
    "make-or-buy", "a line of the form of OMB Circular A-76, or one of the comparisons of make or buy", ("line", "comparison"), _trace, of_two=True
)


def _line(filled: Filled, written: str) -> Traced:
    lines = filled.form.lines
    if not written.isdecimal() or int(written) not in lines:
        raise refuse("why: line", f'the {filled.rules.form.form} form has no line "{written}"', f"it has {listed(map(str, lines), 18)}")
    line = lines[int(written)]
    title, figure = f"Line {line.line} of the form, {line.label}", line.amount
    if isinstance(figure, str):
        by = line_node(filled, 17, "form")
        return Traced(title, figure, Node("form/18", line.label, figure, behind=(by,)), f"{sentence(line.formula)}.")
    return Traced(title, figure, line_node(filled, line.line, "form"), f"{sentence(line.formula)}.")


def line_node(filled: Filled, number: int, id: str) -> Node:
    """A line of the form, as its formula says."""
    form, unit, line = filled.form, filled.rules.plan.currency, filled.form.lines[number]
    name = (f"{id}/{number}", f"line {number}, {line.label}", unit)
    if number in LINES:
        return added(*name, [line_node(filled, one, f"{id}/{number}") for one in LINES[number] if one in form.lines])
    if number == 14:
        return _hurdle(filled, name)
    if number in (15, 16):
        ours, theirs = 6 if number == 15 else 13, filled.rules.form.incumbent == "contractor"
        with_hurdle = (14,) if theirs == (number == 15) else ()
        return added(*name, [line_node(filled, one, name[0]) for one in (ours, *with_hurdle)])
    if number == 17:
        sides = (13, 6) if filled.rules.form.form == "streamlined" else (16, 15)
        return made("difference", *name, [line_node(filled, one, name[0]) for one in sides])
    periods = [_period(filled, number, at, name[0]) for at in range(len(filled.rules.periods))]
    return added(*name, periods)


def _period(filled: Filled, number: int, at: int, id: str) -> Node:
    """A line in a performance period, rounded as the form asks."""
    period, unit = filled.rules.periods[at], filled.rules.plan.currency
    named, id = period.named(filled.rules.plan), f"{id}/{at + 1}"
    items = [item_node(filled, item, period, id) for item in filled.form.on_form if item.line == number]
    exact = added(f"{id}/exact", named, unit, [item for item in items if item.value])
    return _rounded(filled, filled.form.lines[number].by_period[at], exact, id)


def _rounded(filled: Filled, figure: float, exact: Node, id: str) -> Node:
    if filled.rules.digits:
        return to_the_cent(figure, exact, id=id)
    return made("to the whole", id, exact.label, exact.unit, (exact,))


def _hurdle(filled: Filled, name: tuple[str, str, str]) -> Node:
    """The differential: a share of line 1, at most the standard's sum."""
    id, label, unit = name
    basis = line_node(filled, 1, id)
    _, (share, *most) = differential(filled.rules, basis.value)
    exact = made("product", f"{id}/share", "the share of line 1", unit, (basis, input_node(share, id)))
    if most:
        limit = input_node(most[0], id)
        rates = {filled.rules.plan.currency: 1.0} | {rate: filled.today.ledger.escalators.product((rate,))[0, 0] for rate in filled.rules.plan.names("currency")}
        rate = Node(f"{id}/rate", f"{unit} for one {limit.unit}", float(rates[limit.unit]))
        capped = limit if limit.unit == unit else made("product", f"{id}/most", "the standard's sum", unit, (limit, rate))
        exact = made("smallest", f"{id}/smaller", label, unit, (exact, capped))
    return _rounded(filled, filled.form.lines[14].amount, replace(exact, label=label), id)


def _comparison(filled: Filled, written: str) -> Traced:
    name = written.replace("-", "_").replace(" ", "_")
    if name not in LENSES:
        near = nearest(name, LENSES)
        raise refuse("why: comparison", f'"{written}" is none of the comparisons', choice("use", near, LENSES), near)
    lens = lenses_of(filled.form)[name]
    tree = _avoided(filled, lens) if name == "avoidable" else _of_lines(filled, name)
    cheaper = "the contract is cheaper" if lens.saving > 0 else "in house is cheaper" if lens.saving < 0 else "both cost the same"
    return Traced(f"Saving of the contract, comparison {spoken(name)}", lens.saving, tree, f"{sentence(cheaper)}.")


def _of_lines(filled: Filled, name: str) -> Node:
    """In house less contract, each the sum of its lines."""
    ours, theirs = LENSES[name]
    if 15 in ours and 15 not in filled.form.lines:
        ours, theirs = LENSES["full_cost"]
    unit = filled.rules.plan.currency
    sides = [_side(filled, label, numbers, f"comparison/{at} {label}") for at, (label, numbers) in enumerate((("in house", ours), ("contract", theirs)), 1)]
    return made("difference", "comparison", spoken(name), unit, sides)


def _side(filled: Filled, label: str, numbers: Sequence[int], id: str) -> Node:
    return added(id, label, filled.rules.plan.currency, [line_node(filled, number, id) for number in numbers if number in filled.form.lines])


def _avoided(filled: Filled, lens: Lens) -> Node:
    """What really stops less what comes."""
    months = sorted({month for period in filled.rules.periods for month in range(period.first, period.end)})
    unit, sides = filled.rules.plan.currency, []
    for at, (label, numbers) in enumerate(zip(("what stops", "what comes"), LENSES["avoidable"], strict=True), start=1):
        items = [item for item in filled.form.items if item.line in numbers and abs(item.stops[months].sum()) > 1e-9]
        sides.append(added(f"avoidable/{at}", label, unit, [stops_node(filled, item, months, f"avoidable/{at}") for item in items]))
    exact = made("difference", "avoidable/exact", "avoidable", unit, sides)
    return _rounded(filled, lens.saving, exact, "avoidable")
