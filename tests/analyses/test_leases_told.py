"""What is known of a lease in the books and when, worked out by hand: 1 % a month, rents of 1,000, plans from January 2027."""

from __future__ import annotations

from typing import Any

import pytest

from backoffice_lib.analyses.lease_accounting import LeaseAccounting, lease_accounting
from backoffice_lib.levers import BreakLease, CloseSite, ExtendLease, RenegotiateLease, SubletSpace, SurrenderFloor
from backoffice_lib.plan import Floor, Policies, RentStep, Site
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import in_detail, simulate
from tests.analyses.test_lease_accounting import RATE, asked, lease_of
from tests.hand.small import clerks, small_plan

US = {"standard": "asc842"}
RECOGNISED = {"short_term": "recognised"}


def steps(*given: tuple[str, float]) -> tuple[RentStep, ...]:
    return tuple(RentStep(lease="HQ-1", month=month, rent_per_month=rent) for month, rent in given)


def floors(**fields: Any) -> tuple[Floor, ...]:
    """Four floors alike, of which the last may be given up."""
    last = {"surrender_from": "2027-01"} | fields
    return tuple(Floor(lease="HQ-1", floor=name, seats=5, **(last if name == "4th" else {})) for name in ("1st", "2nd", "3rd", "4th"))


def changes(answer: LeaseAccounting) -> list[tuple[str, str, str]]:
    return [(str(one.month), one.kind, str(one.end)) for one in answer.leases[0].schedule.changes]


def test_free_months_and_steps_are_an_even_cost_and_stand_in_the_first_liability() -> None:
    # 2 months free, 10 at 1,000, 12 at 1,200 = 24,400; a 24th each month is 1,016.67. At the end of May 3,000 is paid, 5,083.33 borne.
    lease, parts = lease_of(24, free_months=2), {"rent_steps": steps(("2028-01", 1_200))}
    answer = asked(12, lease, choices=US, **parts)
    assert [row.cost for _, row in answer.months] == pytest.approx([24_400 / 24] * 12, abs=0.02)
    assert [row.rent_paid for _, row in answer.months] == [0, 0, *[1_000] * 10]
    may = dict(answer.months)["2027-05"]
    assert may.liability_closing - may.asset_closing == pytest.approx(5_083.33 - 3_000, abs=0.02)
    # the step lies behind the plan, which knows it all the same
    assert answer.maturity.by_year == ((2027, 10_000.0), (2028, 14_400.0))
    assert answer.liability == pytest.approx(sum(1_000 / 1.01**at for at in range(2, 12)) + sum(1_200 / 1.01**at for at in range(12, 24)), abs=0.01)
    exempt = asked(12, lease, choices={"low_value": ["HQ-1"]}, **parts)
    assert [row.cost for _, row in exempt.months] == pytest.approx([24_400 / 24] * 12, abs=0.02)


def test_part_months_bear_their_days() -> None:
    # From 16 January to 10 March: 16/31 + 1 + 10/31 months, 516.13 + 1,000 + 322.58; without interest the asset goes as the rent does.
    lease = lease_of(3, start="2027-01-16", end="2027-03-10")
    answer = asked(3, lease, choices=RECOGNISED, assumptions=())
    assert answer.liability == 1_838.71
    assert [row.rent_paid for _, row in answer.months] == [516.13, 1_000.00, 322.58]
    assert [row.cost for _, row in answer.months] == [516.13, 1_000.00, 322.58]


def test_rent_paid_by_the_quarter_ahead_and_behind() -> None:
    ahead = asked(6, lease_of(6, paid_every_months=3), choices=RECOGNISED)
    assert ahead.liability == pytest.approx(3_000 + 3_000 / 1.01**3, abs=0.01)
    assert [row.rent_paid for _, row in ahead.months] == [3_000, 0, 0, 3_000, 0, 0]
    behind = asked(6, lease_of(6, paid_every_months=3, paid="in_arrears"), choices=RECOGNISED)
    assert behind.liability == pytest.approx(3_000 / 1.01**3 + 3_000 / 1.01**6, abs=0.01)
    assert [row.rent_paid for _, row in behind.months] == [0, 0, 3_000, 0, 0, 3_000]


@pytest.mark.parametrize(("paid", "owed", "asset"), [("in_advance", 3_000 / 1.01**2, 2_000), ("in_arrears", 3_000 / 1.01**2 + 3_000 / 1.01**5, -1_000)])
def test_a_quarter_that_began_before_the_plan(paid, owed, asset) -> None:
    # The quarter runs from December: two of its months are paid for already, or one of them is still to be paid.
    lease = lease_of(5, start="2026-12", paid_every_months=3, paid=paid)
    answer = asked(5, lease, choices=RECOGNISED)
    assert answer.liability == pytest.approx(owed, abs=0.01)
    assert answer.asset == pytest.approx(answer.liability + asset, abs=0.01)
    assert answer.cost == pytest.approx(answer.rent_paid + asset, abs=0.01)
    brought = [entry for _, entry in answer.entries if entry.account == "rent paid ahead or not yet paid"]
    assert [entry.credit - entry.debit for entry in brought] == [asset]


def test_an_incentive_makes_the_asset_smaller_and_fit_out_and_deposits_are_not_in_it() -> None:
    lease = lease_of(24, incentive=1_200, fit_out_cost=9_000, deposit=3_000)
    answer = asked(24, lease)
    assert answer.asset == pytest.approx(answer.liability - 1_200)
    assert (answer.months[0][1].incentives, answer.rent_paid) == (1_200, 24_000)
    assert answer.cost == pytest.approx(24_000 - 1_200)
    exempt = asked(24, lease, choices={"low_value": ["HQ-1"]})
    assert [row.cost for _, row in exempt.months] == pytest.approx([950] * 24)
    assert (exempt.months[0][1].rent_paid, exempt.rent_paid) == (1_000, 24_000)
    for notes in (answer.notes, exempt.notes):
        assert "what a landlord pays on the first day makes the right-of-use asset smaller" in notes
        assert "deposits come back and are no lease payments, and fit-out is an asset of its own: neither is in these figures" in notes
    # a lease that began before the plan had its incentive then
    assert asked(12, lease_of(24, start="2026-12", incentive=1_200)).months[0][1].incentives == 0


def test_an_option_to_extend_counts_from_its_notice_behind_the_plan_too() -> None:
    # Notice in July 2028, six months before the end, of a year more at 1,100, which begins when the plan is over.
    lease = lease_of(24, extension_months=12, extension_notice_months=6, extension_rent_share=1.1)
    answer = asked(24, lease, ExtendLease(lease="HQ-1"))
    assert changes(answer) == [("2028-07", "reassessment", "2029-12")]
    assert answer.months[:18] == asked(24, lease).months[:18]
    july = dict(answer.months)["2028-07"]
    owed = sum(1_000 / 1.01**at for at in range(6)) + sum(1_100 / 1.01**at for at in range(6, 18))
    assert july.liability_opening + july.liability_measured == pytest.approx(owed, abs=0.01)
    assert july.asset_measured == july.liability_measured
    assert "the option to extend HQ-1 is taken in 2028-07, now until 2029-12: a reassessment" in answer.notes
    early = asked(6, lease_of(24, **{"extension_months": 12, "extension_notice_months": 24}), ExtendLease(lease="HQ-1"))
    assert (changes(early), str(early.leases[0].schedule.terms.end)) == ([], "2029-12")


def test_other_terms_are_agreed_with_free_months() -> None:
    # From January 2028 another two years until 2030 at 900, of which the first two months are free.
    lever = RenegotiateLease(lease="HQ-1", starting="2028-01", rent_share=0.9, end="2030-12", free_months=2)
    answer = asked(13, lease_of(24), lever)
    assert changes(answer) == [("2028-01", "modification", "2030-12")]
    then = dict(answer.months)["2028-01"]
    assert then.liability_opening + then.liability_measured == pytest.approx(sum(900 / 1.01**at for at in range(2, 36)), abs=0.01)
    assert then.rent_paid == 0
    assert "the contract of HQ-1 is changed in 2028-01, now until 2030-12: a modification" in answer.notes


def test_a_shorter_term_makes_a_gain_under_ifrs_alone() -> None:
    lever = RenegotiateLease(lease="HQ-1", starting="2028-01", end="2028-06")
    ifrs, us = (asked(18, lease_of(36), lever, choices=choices) for choices in ({}, US | {"classification": "finance"}))
    [ours], [theirs] = ([lease.schedule for lease in answer.leases] for answer in (ifrs, us))
    month = ours.changes[0].month
    # 24 months were left, 6 are: three quarters of the asset go, and the debt for 18 months from July on
    gone = sum(1_000 / 1.01**at for at in range(6, 24))
    assert ours.of(month).gain == pytest.approx(gone - 0.75 * ours.of(month).asset_opening, abs=0.01)
    assert theirs.of(month).gain == 0 and theirs.of(month).asset_measured == theirs.of(month).liability_measured


def test_a_floor_that_is_given_up_with_notice_is_used_until_then() -> None:
    # Notice in January 2028 of the fourth floor, for April; a penalty of 600. 24 months were left; of a quarter of the space 3 are.
    lease = lease_of(36, seats=20)
    parts = {"floors": floors(surrender_notice_months=3, surrender_penalty=600)}
    answer = asked(24, lease, SurrenderFloor(lease="HQ-1", floor="4th", on="2028-04"), **parts)
    assert changes(answer) == [("2028-01", "modification", "2029-12")]
    [made] = (lease.schedule for lease in answer.leases)
    then = made.of(made.changes[0].month)
    kept = (3 + 0.75 * 21) / 24
    lost = sum(250 / 1.01**at for at in range(3, 24))
    assert then.gain == pytest.approx(lost - (1 - kept) * then.asset_opening, abs=0.01)
    owed = sum(1_000 / 1.01**at for at in range(3)) + sum(750 / 1.01**at for at in range(3, 24)) + 600 / 1.01**3
    assert then.liability_opening + then.liability_measured == pytest.approx(owed, abs=0.01)
    # what is left of the asset goes by the space held: three months of all of it, then of three quarters
    used = [made.of(made.changes[0].month + at).depreciation for at in range(5)]
    left = then.asset_opening + then.asset_measured
    assert used == pytest.approx([left / 18.75] * 3 + [0.75 * left / 18.75] * 2, abs=0.02)
    assert [dict(answer.months)[month].rent_paid for month in ("2028-03", "2028-04", "2028-05")] == [1_000, 1_350, 750]


def test_under_asc_842_space_that_is_given_up_at_once_makes_a_gain_and_with_notice_none() -> None:
    lease, lever = lease_of(36, seats=20), SurrenderFloor(lease="HQ-1", floor="4th", on="2028-01")
    for notice, at in ((0, "2028-01"), (3, "2027-10")):
        answer = asked(24, lease, lever, choices=US | {"classification": "finance"}, floors=floors(surrender_notice_months=notice))
        [made] = (lease.schedule for lease in answer.leases)
        then = made.of(made.changes[0].month)
        assert str(then.month) == at
        # a quarter of what is owed for 24 months, less a quarter of the asset, of which 24 of 36 months are left
        lost = 0.25 * sum(1_000 / 1.01**month for month in range(24)) - 0.25 * then.asset_opening
        assert then.gain == pytest.approx(lost if not notice else 0, abs=0.01)


def test_floors_and_leases_that_stand_empty_are_seen_when_notice_is_given() -> None:
    policy = Policies(shed="when_empty")
    lease = lease_of(36, seats=20)
    answer = asked(12, lease, teams=(clerks(),), policies=policy, floors=floors(surrender_from="2027-03", surrender_notice_months=1))
    # the first notice that the right allows, for all that is known in January, is for March
    assert (changes(answer), answer.leases[0].notice_given) == ([], "")
    assert [row.rent_paid for _, row in answer.months][:4] == [1_000, 1_000, 750, 750]
    assert answer.liability == pytest.approx(1_000 + 1_000 / 1.01 + sum(750 / 1.01**at for at in range(2, 36)), abs=0.01)


def test_a_site_that_closes_breaks_its_leases_when_their_notice_is_due() -> None:
    lease = lease_of(36, break_from="2027-06", break_notice_months=2, break_penalty=100)
    closes = CloseSite(site="HQ", to_site="East", starting="2027-06")
    answer = asked(12, lease, closes, teams=(clerks(),), sites=(Site(site="HQ"), Site(site="East")))
    assert (answer.leases[0].notice_given, changes(answer)) == ("2027-04", [("2027-04", "reassessment", "2027-05")])
    assert dict(answer.months)["2027-06"].rent_paid == 100


def test_a_break_behind_the_plan_is_known_when_notice_is_given_within_it() -> None:
    lease = lease_of(36, break_from="2027-06", break_notice_months=6)
    answer = asked(12, lease, BreakLease(lease="HQ-1", on="2028-03"))
    assert changes(answer) == [("2027-09", "reassessment", "2028-02")]
    assert answer.maturity == asked(12, lease).maturity
    assert asked(12, lease, BreakLease(lease="HQ-1", on="2028-03"), choices={"as_at": "2027-09"}).maturity.undiscounted == 5_000


def test_a_short_lease_that_is_made_longer_is_a_new_one() -> None:
    lever = RenegotiateLease(lease="HQ-1", starting="2027-07", end="2028-12")
    answer = asked(12, lease_of(12), lever)
    assert [(one.treatment, str(one.schedule.terms.start)) for one in answer.leases] == [("short term", "2027-01"), ("on the balance sheet", "2027-07")]
    assert dict(answer.months)["2027-07"].liability_measured == pytest.approx(sum(1_000 / 1.01**at for at in range(18)), abs=0.01)
    assert [row.rent_paid for _, row in answer.months] == [1_000] * 12
    # the United States look at what is added, which is a year and no more
    assert [one.treatment for one in asked(12, lease_of(12), lever, choices=US).leases] == ["short term"]


@pytest.mark.parametrize(("start", "end", "short"), [("2027-02-15", "2028-02-14", True), ("2027-02-15", "2028-02-15", False), ("2028-02-29", "2029-02-28", True)])
def test_short_is_counted_in_days(start, end, short) -> None:
    answer = asked(24, lease_of(12, start=start, end=end))
    assert (answer.leases[0].treatment == "short term") is short


def test_a_subtenant_is_not_netted() -> None:
    answer = asked(12, lease_of(36), SubletSpace(lease="HQ-1", starting="2027-01", share=0.5))
    assert answer.months == asked(12, lease_of(36)).months
    assert "what subtenants pay is not netted: the head lease is in these figures in full, and a sublease is accounted for on its own" in answer.notes


def test_a_rate_from_a_month_on_serves_what_begins_or_changes_then() -> None:
    lever = RenegotiateLease(lease="HQ-1", starting="2027-07", rent_share=0.5)
    answer = asked(12, lease_of(12), lever, choices=RECOGNISED | {"rates": {"2027-07": 0.0}})
    assert answer.liability == asked(12, lease_of(12), choices=RECOGNISED).liability
    july = dict(answer.months)["2027-07"]
    assert july.liability_opening + july.liability_measured == pytest.approx(3_000)
    assert answer.notes[-1].startswith("the rates given serve all leases")


def test_what_was_paid_ahead_comes_back_when_a_lease_is_broken() -> None:
    lease = lease_of(36, paid_every_months=6, break_from="2027-01")
    ledger = simulate(small_plan(12, leases=(lease,), assumptions=(RATE,)), Scenario(name="by hand", levers=(BreakLease(lease="HQ-1", on="2027-09"),)))
    answer = lease_accounting(ledger)
    # 6,000 in January and July; four months of the second half come back in September
    assert [row.rent_paid for _, row in answer.months] == [6_000, 0, 0, 0, 0, 0, 6_000, 0, -4_000, 0, 0, 0]
    assert ledger.by_month(view="cash")[:, 0].tolist() == [6_000, 0, 0, 0, 0, 0, 6_000, 0, -4_000, 0, 0, 0]


def test_a_lease_of_a_hundred_years_is_accounted_for_to_its_end() -> None:
    answer = asked(12, lease_of(1_200), assumptions=(), choices=US)
    assert (answer.liability, str(answer.leases[0].schedule.months[-1].month)) == (1_200_000, "2126-12")


def test_draws_change_nothing_in_the_books() -> None:
    parts = {"leases": (lease_of(36, seats=20),), "floors": floors(), "assumptions": (RATE,), "teams": (clerks(),)}
    plan, scenario = small_plan(24, **parts), Scenario(name="by hand", levers=(SurrenderFloor(lease="HQ-1", floor="4th", on="2027-06"),))
    assert lease_accounting(in_detail(plan, scenario, draws=3, seed=1)) == lease_accounting(simulate(plan, scenario))
