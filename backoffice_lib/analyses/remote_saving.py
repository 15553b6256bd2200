"""Remote saving: what working from home saves, split so that a cautious reader can leave out what is not sure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from backoffice_lib.analyses._at_home import (
    ABOUT_HOME,
    PARTS,
    Range,
    capacity_at_pay,
    cost_by_category,
    other_initiatives,
    part_of,
    ranges,
    without_effects,
)
from backoffice_lib.analyses._shortages import people_short, seats_short
from backoffice_lib.analyses.compare import Part
from backoffice_lib.analyses.stranded import stranded
from backoffice_lib.basics.errors import choice, nearest, refuse
from backoffice_lib.basics.money import cents, counted, money, sentence, spoken, whole
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.disclosure import in_shown_categories
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate

EFFECTS = ("productivity", "attrition", "pay")
"""The parts that are effects of being at home, in the order in which they are taken away."""


@dataclass(frozen=True)
class PartOfSaving:
    """One part of a saving: its name, the cost categories in it, and what it saves; negative where it costs more.

    An effect shows in several categories, and has none of its own.
    """

    part: str
    categories: tuple[str, ...]
    saving: float


@dataclass(frozen=True)
class RemoteSaving:
    """What one scenario saves against today over the plan, in plan currency, draw 0, in the profit view.

    parts: space, productivity, attrition, pay, subsidy, set-up, and any other cost category by name; they add up to the saving.
    left_out: parts that are not counted. stranded: rent and service charges for seats nobody needs, today and in the
    scenario; they are in the cost of space already, and no part of the sum. productivity_at_pay: what the work that people at home do more is
    worth at their pay; of it only the part `productivity` is booked. ranges: what the parts would be at
    the ends of the figures in the rates. other_initiatives: what else the scenario does, which is in the figures. notes: what they leave out.
    """

    scenario: str
    currency: str
    months: int
    cost_today: float
    parts: tuple[PartOfSaving, ...]
    left_out: tuple[str, ...]
    stranded: Part
    productivity_at_pay: float
    ranges: tuple[Range, ...]
    other_initiatives: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def saving(self) -> float:
        """The sum of the parts."""
        return round(sum(part.saving for part in self.parts), 2)

    @property
    def of(self) -> dict[str, float]:
        """The saving of each part by its name."""
        return {part.part: part.saving for part in self.parts}

    def without(self, *names: str) -> RemoteSaving:
        """What is left when some parts are not counted. Raises InputProblems for a part that it has not."""
        for name in names:
            if name not in self.of and name not in self.left_out:
                near = nearest(name, self.of)
                raise refuse("remote_saving", f'"{name}" is no part of the saving', choice("use", near, self.of), near)
        kept = tuple(part for part in self.parts if part.part not in names)
        return replace(self, parts=kept, left_out=tuple(dict.fromkeys((*self.left_out, *names))))

    def __str__(self) -> str:
        aside = f", with {' and '.join(self.other_initiatives)}," if self.other_initiatives else ""
        aside += f"{'' if aside else ','} {' and '.join(self.left_out)} left out," if self.left_out else ""
        said = "saves" if self.saving > 0 else "costs" if self.saving < 0 else ""
        if not said:
            return f"{sentence(spoken(self.scenario))}{aside} neither saves nor costs anything over {counted(self.months, 'month')}."
        more = "" if self.saving > 0 else " more than today"
        told = f"{sentence(spoken(self.scenario))}{aside} {said} {money(abs(self.saving), self.currency)}{more} over {counted(self.months, 'month')}"
        moved = sorted((part for part in self.parts if abs(part.saving) >= 0.5), key=lambda part: -abs(part.saving))[:3]
        made = ", ".join(f"{part.part} {whole(part.saving)}" for part in moved)
        left = "" if "productivity" in self.left_out or not self.of.get("productivity") else self._cautious()
        return f"{told}: {made}.{left}"

    def _cautious(self) -> str:
        rest = self.without("productivity").saving
        return f" Without productivity it {'saves' if rest >= 0 else 'costs'} {whole(abs(rest))}."


@dataclass(frozen=True)
class RemoteSavings:
    """The answer to `remote_saving`: every scenario that changes who works from home or shares a desk; the largest saving first, those that do
    other things too at the end."""

    plan: str
    currency: str
    months: int
    choices: tuple[RemoteSaving, ...]

    def without(self, *names: str) -> RemoteSavings:
        """What is left of each when some parts are not counted."""
        return replace(self, choices=_ordered(choice.without(*names) for choice in self.choices))

    def __str__(self) -> str:
        return str(self.choices[0]) if self.choices else "No scenario of the plan changes who works from home."


def remote_saving(plan: Plan, scenarios: Scenario | Sequence[Scenario]) -> RemoteSavings:
    """What working from home saves against today, part by part, of one scenario or of each that is about it.

    The effects of being at home are taken away one after the other, productivity first, then attrition and time to hire, then pay:
    each is what the scenario costs more without it. What is left is compared with today, category by category. So the parts add up
    to the saving, and leaving out productivity leaves exactly what the scenario would save without it. Raises InputProblems.
    """
    given = [scenarios] if isinstance(scenarios, Scenario) else list(scenarios)
    about = [one for one in given if ABOUT_HOME & {lever.word() for lever in one.levers}]
    today = simulate(plan) if about else None
    found = _ordered(_saving(plan, simulate(plan, one.today) if one.frozen else today, one) for one in about)
    return RemoteSavings(plan.name, plan.currency, plan.months, found)


def _ordered(found: Iterable[RemoteSaving]) -> tuple[RemoteSaving, ...]:
    """The largest saving first; what is more than working from home and space comes after what is not."""
    return tuple(sorted(found, key=lambda one: (bool(one.other_initiatives), -one.saving)))


def _saving(plan: Plan, today: Ledger, scenario: Scenario) -> RemoteSaving:
    """One scenario: in full, then without one effect after the other."""
    ledger = simulate(plan, scenario)
    step, cost, effects = scenario, _cost(ledger), {}
    bare = ledger
    for effect in EFFECTS:
        fewer = without_effects(step, effect)
        bare = bare if fewer == step else simulate(plan, fewer)
        effects[effect], cost, step = _cost(bare) - cost, _cost(bare), fewer
    parts = _parts(today, bare, effects)
    return RemoteSaving(
        scenario=scenario.name,
        currency=plan.currency,
        months=plan.months,
        cost_today=round(_cost(today), 2),
        parts=parts,
        left_out=(),
        stranded=Part(stranded(today).cost, stranded(ledger).cost),
        productivity_at_pay=round(capacity_at_pay(ledger), 2),
        ranges=ranges(plan, scenario),
        other_initiatives=other_initiatives(scenario),
        notes=(*_noted(effects["attrition"]), *people_short(today, ledger), *seats_short(today, ledger)),
    )


def _parts(today: Ledger, bare: Ledger, effects: dict[str, float]) -> tuple[PartOfSaving, ...]:
    """The parts in their order, in cents that add up; a category of no part is one of its own where it changes."""
    before, after = map(cost_by_category, in_shown_categories(today, bare))
    found: dict[str, list[str]] = {part: [] for part in PARTS}
    sums = dict.fromkeys(PARTS, 0.0) | effects
    for category in dict.fromkeys((*before, *after)):
        part = part_of(category)
        saved = before.get(category, 0.0) - after.get(category, 0.0)
        if part in PARTS or abs(saved) >= 0.005:
            found.setdefault(part, [])
            sums[part] = sums.get(part, 0.0) + saved
            found[part] += [category] * (abs(saved) >= 0.005)
    names = [name for name in sums if name in PARTS or found[name]]
    rounded = cents([sums[name] for name in names])
    return tuple(PartOfSaving(name, tuple(found[name]), saved) for name, saved in zip(names, rounded, strict=True))


def _noted(attrition: float) -> tuple[str, ...]:
    """Why fewer leavers may cost money."""
    what = "the part attrition costs money: whoever stays is paid at once and in full, a vacant post and a cheaper joiner are not"
    return (what,) if attrition <= -0.5 else ()


def _cost(ledger: Ledger) -> float:
    return float(ledger.by_month()[:, 0].sum())
