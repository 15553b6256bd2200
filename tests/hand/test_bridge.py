"""Bridges worked out by hand: forty people become forty-four, at more pay and a lower load, and what each part of that costs."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np
import pytest

from backoffice_lib.analyses._shares import fair, of_pairs, sampled, sets_of
from backoffice_lib.analyses.bridge import Bridge, bridge, bridge_of
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.drivers import Drivers, Lever
from backoffice_lib.drivers.bends import set_from
from backoffice_lib.drivers.streams import orders
from backoffice_lib.levers import BreakLease, ChangePay, RemoteWork
from backoffice_lib.plan import Assumption, Contract, ExchangeRateOf, Index, OnCostBand, Plan
from backoffice_lib.scenario import TODAY, Scenario
from backoffice_lib.simulation import simulate
from tests.hand.small import bureau, clerks, office, small_plan

SHARES = {"volume": 333_625.0, "price": 170_875.0, "rate": -32_300.0}
IN_ORDER = {"volume": 327_000.0, "price": 179_850.0, "rate": -34_650.0}


class Change(Lever):
    """A driver at another value from the first month on."""

    driver: str
    of: str
    to: float

    def bend(self, drivers: Drivers) -> Drivers:
        return set_from(drivers, self.driver, [self.of], self.to, drivers.plan.start)


class MoreHeads(Change):
    """More people, from the first day."""

    def bend(self, drivers: Drivers) -> Drivers:
        return set_from(super().bend(drivers), "opening_heads", [self.of], self.to, drivers.plan.start)


MORE = MoreHeads(driver="target_heads", of="clerks", to=44)
PAY = Change(driver="salary_per_year", of="clerks", to=63_000)
FRINGE = Change(driver="rate_share", of="law: fringe", to=0.35)


def forty(heads: float = 40, pay: float = 60_000, fringe: float = 0.3625, **more: Any) -> Plan:
    """A year of clerks at a load that is a share of all pay."""
    bands = (OnCostBand(scheme="law", band="fringe", rate_share=fringe),)
    return small_plan(12, teams=(clerks(heads=heads, salary_per_year=pay, on_costs="law", **more),), on_costs=bands)


def bars(answer: Bridge) -> dict[str, float]:
    return {bar.name: bar.change for bar in answer.bars}


def scenario(*levers: Lever) -> Scenario:
    return Scenario(name="growth", levers=levers)


@pytest.mark.parametrize("levers", list(permutations([MORE, PAY, FRINGE])))
def test_the_factors_of_growth_whatever_the_order_of_the_levers(levers) -> None:
    # 40 × 60,000 × 1.3625 = 3,270,000; 44 × 63,000 × 1.35 = 3,742,200
    answer = bridge(forty(), scenario(*levers), by="factor")
    assert (answer.cost_before, answer.cost_after, answer.change) == (3_270_000.0, 3_742_200.0, 472_200.0)
    assert bars(answer) == SHARES
    # 4 × 60,000 × 1.3625; 44 × 3,000 × 1.3625; 44 × 63,000 × -0.0125
    assert bars(bridge(forty(), scenario(*levers), by="factor", how="in order")) == IN_ORDER


def test_the_same_by_initiative() -> None:
    answer = bridge(forty(), scenario(PAY, FRINGE, MORE))
    assert [bar.change for bar in answer.bars] == [170_875.0, -32_300.0, 333_625.0]
    # alone: 40 × 3,000 × 1.3625; 40 × 60,000 × -0.0125; 4 × 60,000 × 1.3625
    assert [bar.alone for bar in answer.bars] == [163_500.0, -30_000.0, 327_000.0]
    assert (answer.together, answer.simulations) == (11_700.0, 10)
    assert [bar.change for bar in bridge(forty(), scenario(MORE, PAY, FRINGE), how="in order").bars] == list(IN_ORDER.values())
    by_itself = bridge(forty(), scenario(PAY, FRINGE, MORE), how="alone")
    assert [bar.change for bar in by_itself.bars] == [163_500.0, -30_000.0, 327_000.0, 11_700.0]
    assert by_itself.bars[-1].name == "acting together"


def test_a_contribution_is_what_is_done_alone_and_half_of_what_is_done_with_each_other() -> None:
    answer = bridge(forty(), scenario(PAY, FRINGE, MORE))
    for bar in answer.bars:
        assert bar.change == pytest.approx(bar.alone + sum(pair.change for pair in answer.pairs if bar.name in (pair.first, pair.second)) / 2, abs=0.02)
    # two changes alone: 4 × 3,000 × 1.3625 of people and pay, and a third of what all three do: 4 × 3,000 × -0.0125
    assert answer.pairs[0].change == pytest.approx(4 * 3_000 * 1.3625 - 4 * 3_000 * 0.0125 / 3)


def test_two_states_of_a_plan_and_each_category() -> None:
    answer = bridge_of(simulate(forty()), simulate(forty(44, 63_000, 0.35)))
    assert bars(answer) == SHARES
    # of salaries 4 × 61,500 and 42 × 3,000; the rest is on-costs
    split = {bar.name: dict(bar.by_category) for bar in answer.bars}
    assert split["volume"] == {"salaries": 246_000.0, "on-costs": 87_625.0}
    assert split["price"] == {"salaries": 126_000.0, "on-costs": 44_875.0}
    assert split["rate"] == {"on-costs": -32_300.0}
    assert answer.by_category == {"on-costs": 100_200.0, "salaries": 372_000.0}
    assert bars(bridge_of(simulate(forty()), simulate(forty(44, 63_000, 0.35)), by="category")) == answer.by_category


def test_nothing_leads_from_a_scenario_to_itself() -> None:
    for by in ("initiative", "factor", "category"):
        for one in (TODAY, scenario(MORE, PAY)):
            answer = bridge(forty(), one, one, by=by)
            assert (answer.bars, answer.change, answer.together, answer.sentences) == ((), 0.0, 0.0, ())
            assert str(answer).startswith("There is nothing between ")


def test_from_one_scenario_to_another_only_what_differs() -> None:
    answer = bridge(forty(), Scenario(name="b", levers=(MORE, FRINGE)), Scenario(name="a", levers=(MORE, PAY)))
    assert (answer.cost_before, answer.cost_after) == (3_776_850.0, 3_564_000.0)
    # 44 × -3,000 × (1.3625 + 1.35) / 2; 44 × 61,500 × -0.0125
    assert [(bar.name, bar.change) for bar in answer.bars] == [("without change", -179_025.0), ("change", -33_825.0)]


def test_a_lever_with_other_figures_is_one_change() -> None:
    raised = ChangePay(team="clerks", starting="2027-01", raise_share=0.05)
    answer = bridge(forty(), scenario(raised.with_(raise_share=0.1), MORE), scenario(raised, MORE))
    assert [(bar.name, bar.change) for bar in answer.bars] == [("change pay in clerks, changed", pytest.approx(44 * 3_000 * 1.3625))]


def test_what_is_no_longer_bought_is_volume() -> None:
    plan = small_plan(12, teams=(clerks(),), leases=(office(rent_per_seat_per_month=100, break_from="2027-01"),))
    given_up = Scenario(name="home", levers=(RemoteWork(team="clerks", starting="2027-07", share=1, subsidy_per_month=50), BreakLease(lease="HQ-1", on="2027-07")))
    answer = bridge(plan, given_up, by="factor")
    assert bars(answer) == {"volume": -3_000.0}
    assert dict(answer.bars[0].by_category) == {"remote subsidy": 3_000.0, "rent": -6_000.0}


def test_a_row_on_one_side_alone_is_volume_at_its_own_price() -> None:
    # nobody in the second team today, and another pay there: 2 × 48,000 is no matter of price
    clerk, other = clerks(heads=2), clerks(team="others", heads=0, salary_per_year=40_000)
    after = small_plan(12, teams=(clerk, other.with_(heads=2, salary_per_year=48_000)))
    assert bars(bridge_of(simulate(small_plan(12, teams=(clerk, other))), simulate(after))) == {"volume": 96_000.0}
    assert bars(bridge_of(simulate(small_plan(12, teams=(clerk,))), simulate(after))) == {"volume": 96_000.0}


def test_indices_and_currencies_are_kept_by_name() -> None:
    def abroad(wages: float, rate: float) -> Plan:
        indices = (Index(index="wages", growth_share_per_year=0, applied="monthly"), Index(index="pay abroad", growth_share_per_year=wages))
        team = clerks(heads=1, salary_per_year=12_000, currency="EUR", wage_index="pay abroad")
        return small_plan(24, teams=(team,), indices=indices, fx=(ExchangeRateOf(currency="EUR", rate=rate),))

    answer = bridge_of(simulate(abroad(0.0, 1.0)), simulate(abroad(0.1, 1.2)))
    # 12,000 + 12,000 become 14,400 + 15,840: the rate of exchange 2,400 and 2,400 × 1.05, the index 1,200 × 1.1
    assert bars(answer) == {"index pay abroad": 1_320.0, "exchange rate EUR": 4_920.0}
    assert bars(bridge_of(simulate(abroad(0.0, 1.0)), simulate(abroad(0.1, 1.2)), how="alone"))["acting together"] == 240.0


def test_a_raise_above_the_ceiling_costs_no_more_on_costs() -> None:
    def capped(heads: float, pay: float) -> Plan:
        band = OnCostBand(scheme="law", band="fringe", rate_share=0.2, to_pay_per_year=48_000)
        return small_plan(12, teams=(clerks(heads=heads, salary_per_year=pay, on_costs="law"),), on_costs=(band,))

    answer = bridge_of(simulate(capped(10, 60_000)), simulate(capped(12, 66_000)))
    split = {bar.name: dict(bar.by_category) for bar in answer.bars}
    # 2 × 48,000 × 0.2, all of it for more people
    assert split["volume"]["on-costs"] == 19_200.0 and "on-costs" not in split["price"] and set(split) == {"volume", "price"}


def test_bonus_paid_in_one_month_keeps_the_factors_of_those_it_was_earned_in() -> None:
    before, after = (simulate(forty(heads, 60_000, bonus_share=share)) for heads, share in ((40, 0.1), (44, 0.12)))
    for view in ("profit", "cash"):
        answer = bridge_of(before, after, view=view)
        assert set(bars(answer)) == {"volume", "rate"} and answer.change == pytest.approx(sum(bars(answer).values()))
    # paid in March for January and February, in cash: 2 of 12 months of 4 × 60,000 and of 42 × 60,000
    split = {bar.name: dict(bar.by_category) for bar in answer.bars}
    assert split["volume"]["bonus"] == pytest.approx(4 * 10_000 * 0.11) and split["rate"]["bonus"] == pytest.approx(42 * 10_000 * 0.02)


def test_a_rate_on_fees_keeps_heads_price_and_rate_apart() -> None:
    def placed(heads: float, price: float, share: float) -> Plan:
        return small_plan(
            12, teams=(clerks(heads=heads),), vendors=(bureau(price_per_fte_per_year=price),),
            contracts=(Contract(function="records", vendor="Bureau", placed_share=0.5),),
            assumptions=(Assumption(assumption="governance_share_of_vendor_fees", value=share),),
        )

    answer = bridge_of(simulate(placed(10, 24_000, 0.05)), simulate(placed(12, 30_000, 0.06)), how="in order")
    split = {bar.name: dict(bar.by_category).get("governance") for bar in answer.bars}
    # our own are half of those it takes. 2 × 24,000 × 5 %; 12 × 6,000 × 5 %; 12 × 30,000 × 1 %
    assert split == {"volume": 2_400.0, "price": 3_600.0, "rate": 3_600.0}


def test_fair_shares_of_a_glove_market() -> None:
    # one left glove and two right ones: a pair is worth 1; Shapley shares are 2/3, 1/6, 1/6
    worth = np.array([float(made & 1 and made & 6) and 1.0 for made in range(8)])
    assert fair(worth) == pytest.approx([2 / 3, 1 / 6, 1 / 6])
    pairs = of_pairs(worth)
    assert sum(pairs.values()) == pytest.approx(1.0) and pairs[1, 2] == pytest.approx(-1 / 3)


def test_sampled_shares_add_up_and_lie_within_their_error() -> None:
    weights = np.arange(1.0, 13.0)

    def worth(made: int) -> np.ndarray:
        return np.array([sum(weight for at, weight in enumerate(weights) if made >> at & 1) ** 2])

    drawn = orders(0, [f"one {at}" for at in range(12)], 64)
    assert (np.sort(drawn, axis=1) == np.arange(12)).all() and (drawn[0] == drawn[1][::-1]).all()
    assert (drawn == orders(0, [f"one {at}" for at in range(12)], 64)).all() and (drawn != orders(1, [f"one {at}" for at in range(12)], 64)).any()
    shares, errors = sampled({made: worth(made) for made in sets_of(drawn)}, drawn)
    assert shares.sum() == pytest.approx(weights.sum() ** 2)
    # of a square the share of each is its weight times the sum of all
    assert (np.abs(shares[:, 0] - weights * weights.sum()) <= 4 * errors + 1e-9).all()


def test_a_frozen_scenario_is_held_against_the_plan_as_it_was_kept() -> None:
    kept = Scenario(name="budget", levers=(PAY,), frozen=forty())
    now = forty(44)
    answer = bridge(now, kept)
    # 40 × 3,000 × 1.3625, whatever has become of the plan since
    assert (answer.start, [bar.change for bar in answer.bars]) == ("today as kept", [163_500.0])
    with pytest.raises(InputProblems, match='^bridge: "today" and "budget" cannot be had in part: they stand on different states of the plan'):
        bridge(now, kept, TODAY)
    # from 44 at 60,000 to 40 at 63,000: -4 × 61,500 × 1.3625; 42 × 3,000 × 1.3625
    answer = bridge(now, kept, TODAY, by="factor")
    assert bars(answer) == {"volume": -335_175.0, "price": 171_675.0} and "frozen" in answer.notes[0]


def test_what_cannot_be_asked() -> None:
    with pytest.raises(InputProblems, match=r'^bridge: by: "factors" is no way to build a bridge; did you mean "factor"\?\nbridge: how: "fair" is no way'):
        bridge(forty(), scenario(PAY), by="factors", how="fair")
    with pytest.raises(InputProblems, match="^bridge: by: two ledgers do not say which initiatives lead from one to the other; use factor or category$"):
        bridge_of(simulate(forty()), simulate(forty()), by="initiative")
    with pytest.raises(InputProblems, match="^bridge: the ledgers differ in months: 12 and 6; simulate both over the same months and in the same currency$"):
        bridge_of(simulate(forty()), simulate(forty().with_(months=6)))
