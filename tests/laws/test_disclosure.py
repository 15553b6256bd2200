"""Nobody's pay can be worked out: of whatever is shown, no sum or difference is the pay of fewer people than the policy asks for."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given

from backoffice_lib.ledger.columns import COLUMNS, columns, shown_columns
from backoffice_lib.ledger.disclosure import groups, is_pay
from backoffice_lib.simulation import simulate
from tests.laws.levers import decided


@given(decided())
def test_every_team_is_in_one_group_that_is_large_enough_or_all_there_is(case):
    ledger = simulate(*case)
    found = groups(ledger)
    names = [team.team for team in ledger.plan.teams]
    assert sorted(team for group in found for team in group) == sorted(names)
    at_work = ledger.operations.staffing.at_work[:, :, 0]
    for group in found if len(found) > 1 else ():
        heads = at_work[:, [names.index(team) for team in group]].sum(axis=1)
        assert ((heads < 1e-9) | (heads > 5 - 1e-6)).all()


@given(decided())
def test_what_is_shown_of_a_book_adds_up_to_it_and_holds_nobody_small(case):
    ledger = simulate(*case)
    shown, whole = shown_columns(ledger), columns(ledger)
    rows = [dict(zip(COLUMNS, cells, strict=True)) for cells in zip(*shown.values(), strict=True)]
    scale = 1e-12 * max(1.0, sum(map(abs, whole["amount"])))
    assert abs(sum(shown["amount"]) - sum(whole["amount"])) <= scale
    small = {team for group in groups(ledger) if len(group) > 1 for team in group}
    assert not [row for row in rows if row["category"] in is_pay(ledger) and row["team"] in small]
    for row in rows:
        np.testing.assert_allclose(row["quantity"] * row["price"] * row["index"], row["amount"], rtol=1e-9, atol=scale)
