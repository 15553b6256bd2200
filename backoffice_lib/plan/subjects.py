"""Subjects: the middle axis of every array, and how each row is labelled in the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from backoffice_lib.basics.record import Record
from backoffice_lib.plan.plan import Plan

LABELS = ("function", "team", "site", "vendor", "item", "mode")


@dataclass(frozen=True)
class Subjects:
    """The rows of an array: teams, leases, placements … or pairs of them.

    labels: for each ledger column of LABELS, one text per row. currencies: of each row's price.
    refs: for each kind of record behind the rows, its name row by row, so that a figure finds its source.
    """

    kind: str
    labels: Mapping[str, tuple[str, ...]]
    currencies: tuple[str, ...]
    refs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.currencies)

    @cached_property
    def unindexed(self) -> tuple[tuple[str, ...], ...]:
        """The indices of each row where its price follows none."""
        return ((),) * len(self)

    def as_mode(self, mode: str) -> Subjects:
        """The same rows under another mode of work."""
        return self._once(("mode", mode), lambda: self._relabelled("mode", (mode,) * len(self)))

    def as_item(self, item: str) -> Subjects:
        """The same rows, each named as an item of its own: `{}` stands for the item they had."""
        return self._once(("item", item), lambda: self._relabelled("item", tuple(item.format(own) for own in self.labels["item"])))

    def priced_in(self, currency: str) -> Subjects:
        """The same rows with prices in one currency."""
        return self._once(("currency", currency), lambda: Subjects(self.kind, self.labels, (currency,) * len(self), self.refs))

    def _relabelled(self, label: str, texts: tuple[str, ...]) -> Subjects:
        return Subjects(self.kind, {**self.labels, label: texts}, self.currencies, self.refs)

    def rows_by(self, label: str) -> Mapping[str, list[int]]:
        """The rows of each text of a label, in the order in which they come."""
        if label not in self._rows:
            rows: dict[str, list[int]] = {}
            for row, text in enumerate(self.labels[label]):
                rows.setdefault(text, []).append(row)
            self._rows[label] = rows
        return self._rows[label]

    @cached_property
    def _rows(self) -> dict[str, Mapping[str, list[int]]]:
        return {}

    def _once(self, what: tuple[str, str], made: Callable[[], Subjects]) -> Subjects:
        """The same rows in another light, made once for all blocks of draws."""
        if what not in self._made:
            self._made[what] = made()
        return self._made[what]

    @cached_property
    def _made(self) -> dict[tuple[str, str], Subjects]:
        return {}


def subjects(plan: Plan, kind: str) -> Subjects:
    """The records of a kind as subjects: team, lease, contract or placement."""
    return plan.once(("subjects", kind), lambda: paired(plan, kind, [(record,) for record in plan.records(kind)]))


def paired(plan: Plan, kind: str, rows: Iterable[tuple[Record, ...]]) -> Subjects:
    """Subjects made of one or more records each; where two give the same label the later record wins."""
    described = [[_described(plan, record) for record in row] for row in rows]
    merged = [{key: text for part in row for key, text in part.items() if text} for row in described]
    kinds = dict.fromkeys(key for row in merged for key in row if key.startswith("ref "))
    return Subjects(
        kind,
        {label: tuple(row.get(label, "") for row in merged) for label in LABELS},
        tuple(row.get("currency", plan.currency) for row in merged),
        {key.removeprefix("ref "): tuple(row.get(key, "") for row in merged) for key in kinds},
    )


def _described(plan: Plan, record: Record) -> dict[str, str]:
    """The labels a record gives its row; a placement speaks for its team and its contract too."""
    own = {f"ref {record.KIND}": record.key, "currency": getattr(record, "currency", "")}
    if record.KIND == "team":
        time = {"ref working_time": record.working_time}
        return own | time | {"function": record.function, "team": record.team, "site": record.site, "mode": record.mode}
    if record.KIND == "lease":
        return own | {"site": record.site, "item": record.lease, "mode": "office", "ref site": record.site}
    if record.KIND == "floor":
        lease = _described(plan, plan.record("lease", record.lease))
        return lease | {"ref floor": record.key, "item": f"{record.lease}, {record.floor}"}
    if record.KIND == "site":
        return own | {"site": record.site, "mode": "office"}
    if record.KIND == "vendor":
        return own | {"vendor": record.vendor, "mode": record.mode}
    if record.KIND == "contract":
        vendor = _described(plan, plan.record("vendor", record.vendor))
        return own | vendor | {"function": record.function, "item": record.contract}
    if record.KIND == "work":
        return own | {"function": record.function, "item": record.work}
    if record.KIND == "price_tier":
        return own | {"ref work": record.work, "item": record.key}
    if record.KIND == "placement":
        team = _described(plan, plan.record("team", record.team))
        contract = _described(plan, plan.record("contract", record.contract))
        return own | team | contract | {"site": ""}
    if record.KIND == "move":
        team = _described(plan, plan.record("team", record.team))
        return own | team | {"site": "", "item": record.key}
    return own | {"item": record.key}
