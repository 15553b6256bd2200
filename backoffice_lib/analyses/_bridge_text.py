"""A bridge in words: the whole in a sentence, and a sentence for each of its bars."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

from backoffice_lib.analyses._chains import PRICE, RATE, VOLUME
from backoffice_lib.basics.money import counted, money, sentence, spoken, whole

if TYPE_CHECKING:
    from backoffice_lib.analyses.bridge import Bar, Bridge

TOGETHER = "acting together"
SHOWN = 3
_MEANING = {
    VOLUME: "how much is bought: people, space, work",
    PRICE: "what one of it costs before any index",
    RATE: "the shares that on-costs, bonus and the like are of what they are on",
}
_INDEX, _EXCHANGE = "index", "exchange rate"


def of_factor(factor: str, currencies: Container[str]) -> str:
    """A factor as it is read: `volume`, `index wages`, `exchange rate INR`."""
    if factor in _MEANING:
        return factor
    return f"{_EXCHANGE if factor in currencies else _INDEX} {spoken(factor)}"


def verdict(change: float) -> str:
    """`favourable` for less cost, `adverse` for more."""
    return "favourable" if change < 0 else "adverse" if change > 0 else ""


def of_all(bridge: Bridge) -> str:
    """What changes in all, and above all by what."""
    name, other = spoken(bridge.scenario), spoken(bridge.start)
    over = f"over {counted(bridge.months, 'month')}" + (" in cash" if bridge.view == "cash" else "")
    if not bridge.bars:
        return f"There is nothing between {other} and {name}: both cost {money(bridge.cost_after, bridge.currency)} {over}."
    said = f"{sentence(name)} {_against(bridge, other)} {over}" + (f" ({verdict(bridge.change)})" if bridge.change else "")
    largest = sorted((bar for bar in bridge.bars if bar.change), key=lambda bar: -abs(bar.change))
    parts = [f"{bar.name} {signed(bar.change)}" for bar in largest[:SHOWN]]
    if not parts:
        return f"{said}."
    opening = ": " if len(largest) <= SHOWN else ", above all by "
    return f"{said}{opening}{', '.join(parts)}.{_in_them(bridge)}"


def _against(bridge: Bridge, other: str) -> str:
    if not bridge.change:
        return f"costs the same as {other}"
    return f"costs {money(abs(bridge.change), bridge.currency)} {'less' if bridge.change < 0 else 'more'} than {other}"


def _in_them(bridge: Bridge) -> str:
    """What initiatives do only together, where it is in the bars."""
    if bridge.by != "initiative" or bridge.how == "alone" or abs(bridge.together) < 0.5:
        return ""
    return f" Of that, {signed(bridge.together)} comes from {TOGETHER}."


def of_bar(bridge: Bridge, bar: Bar) -> str:
    """What a bar is, what it does to the cost, and what to know of it."""
    if bar.name == TOGETHER:
        done = "saves" if bar.change < 0 else "costs"
        return f"{sentence(TOGETHER)}, they do not do the sum of what each does alone: that {done} {_amount(bridge, bar)} more ({verdict(bar.change)})."
    if bridge.by == "category":
        return f"{sentence(bar.name)}: {_amount(bridge, bar)} {'less' if bar.change < 0 else 'more'} ({verdict(bar.change)})."
    where = f" ({bar.place})" if bar.place else ""
    if not bar.change and not bar.alone:
        return f"{sentence(bar.name)}{where} changes nothing."
    return f"{sentence(bar.name)}{where or _meaning(bar)} {_does(bridge, bar)}{_besides(bridge, bar)}."


def _meaning(bar: Bar) -> str:
    return f" ({_MEANING[bar.name]})" if bar.name in _MEANING else ""


def _does(bridge: Bridge, bar: Bar) -> str:
    if not bar.change:
        return "changes nothing in all"
    return f"{'saves' if bar.change < 0 else 'costs'} {_amount(bridge, bar)}{'' if bar.change < 0 else ' more'} ({verdict(bar.change)})"


def _besides(bridge: Bridge, bar: Bar) -> str:
    """How it came about: alone, after others, or as a share that is in doubt."""
    doubt = f", give or take {whole(bar.standard_error)}" if bar.standard_error is not None else ""
    if bar.alone is None or bridge.how == "alone" or round(bar.alone) == round(bar.change):
        return doubt
    others = "with the rest as it was" if bridge.by == "factor" else "by itself"
    done = f"{'save' if bar.alone < 0 else 'cost'} {whole(abs(bar.alone))}" if round(bar.alone) else "change nothing"
    return f"{doubt}; {others} it would {done}"


def found(bridge: Bridge) -> Iterator[str]:
    """How the bars were found."""
    if bridge.by == "category":
        return
    what = "initiatives" if bridge.by == "initiative" else "factors"
    if bridge.how == "shares":
        some = f"{bridge.orders} of the orders, drawn by chance," if bridge.orders else "every order"
        yield f"each contribution is the average over {some} in which the {what} could come one after another (Shapley shares)"
    if bridge.how == "in order":
        order = "the order of the scenario" if bridge.by == "initiative" else "the order volume, price, rate, index"
        yield f"each contribution is what the {what[:-1]} adds to those before it, in {order}"
    if bridge.how == "alone":
        yield f"each contribution is what one of the {what} does with all others left as they were"
    yield f"this took {counted(bridge.simulations, 'simulation')} of the plan"


def signed(amount: float) -> str:
    """A change in whole units with its sign: `−180,000`."""
    return f"{'+' if round(amount) > 0 else '−' if round(amount) < 0 else ''}{whole(abs(amount))}"


def _amount(bridge: Bridge, bar: Bar) -> str:
    return money(abs(bar.change), bridge.currency)
