"""Leases of a plan in the books, worked out by hand: 1 % a month, and rents of 1,000."""

from __future__ import annotations

from typing import Any

import pytest

import backoffice_lib as bo
from backoffice_lib.analyses.lease_accounting import LeaseAccounting, lease_accounting
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.levers import BreakLease, FreezeHiring
from backoffice_lib.plan import Assumption, ExchangeRateOf, Index, Policies
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.cases.paid import booked, paid_for
from tests.hand.small import clerks, office, small_plan

ONE_PER_CENT_A_MONTH = 1.01**12 - 1
RATE = Assumption(assumption="incremental_borrowing_rate_per_year", value=ONE_PER_CENT_A_MONTH)
RENTS = Index(index="rents", growth_share_per_year=0.04)


def lease_of(months: int, **fields: Any):
    """A lease from the first month of the plan, at 1,000 a month."""
    return office(**{"start": "2027-01", "end": f"{2027 + (months - 1) // 12}-{(months - 1) % 12 + 1:02d}", "rent_per_month": 1_000} | fields)


def asked(months: int, lease: Any, *levers: Any, choices: dict[str, Any] | None = None, **parts: Any) -> LeaseAccounting:
    plan = small_plan(months, leases=(lease,), **{"assumptions": (RATE,), "indices": (RENTS,)} | parts)
    return lease_accounting(simulate(plan, Scenario(name="by hand", levers=levers)), **choices or {})


def test_three_months_by_hand():
    # 1,000 + 990.10 + 980.30 = 2,970.40; after the first payment 1,970.40, and 1 % of that is 19.70.
    answer = asked(3, lease_of(3), choices={"short_term": "recognised"})
    rows = [row for _, row in answer.months]
    assert (answer.liability, answer.asset) == (2_970.40, 2_970.40)
    assert [row.interest for row in rows] == [19.70, 9.90, 0.0]
    assert [row.liability_closing for row in rows] == [1_990.10, 1_000.00, 0.0]
    # the asset goes by thirds: 990.13 a month
    assert [row.asset_closing for row in rows] == [1_980.26, 990.13, 0.0]
    assert (answer.cost, answer.rent_paid) == (3_000.00, 3_000.00)
    assert str(answer) == (
        "Under IFRS 16 the lease of by hand puts USD 2,970 of debt and 2,970 of assets on the balance sheet on the first day, "
        "at 12.68 % a year; over 3 months it costs 3,000 where 3,000 is paid, and 0 is still owed."
    )


def test_rent_in_arrears_is_owed_for_a_month_longer():
    answer = asked(3, lease_of(3, paid="in_arrears"), choices={"short_term": "recognised"})
    # 990.10 + 980.30 + 970.59
    assert answer.liability == 2_940.99
    assert [row.liability_closing for _, row in answer.months] == [1_970.40, 990.10, 0.0]


def test_the_journal_of_the_first_month_by_hand():
    answer = asked(3, lease_of(3), choices={"short_term": "recognised"})
    january = [(one.what, one.account, one.debit, one.credit) for _, one in answer.entries if str(one.month) == "2027-01"]
    assert january == [
        ("measurement", "right-of-use asset", 2_970.40, 0.0),
        ("measurement", "lease liability", 0.0, 2_970.40),
        ("interest", "interest", 19.70, 0.0),
        ("interest", "lease liability", 0.0, 19.70),
        ("depreciation", "depreciation", 990.14, 0.0),
        ("depreciation", "right-of-use asset", 0.0, 990.14),
        ("payment", "lease liability", 1_000.0, 0.0),
        ("payment", "cash", 0.0, 1_000.0),
    ]


def test_a_short_lease_is_rent_unless_it_is_recognised():
    answer = asked(12, lease_of(12))
    assert (answer.liability, answer.cost, answer.leases[0].treatment) == (0.0, 12_000.0, "short term")
    assert asked(12, lease_of(13)).leases[0].treatment == "on the balance sheet"
    # it is the whole term that counts, not what is left of it
    assert asked(12, lease_of(12, start="2026-06")).leases[0].treatment == "on the balance sheet"


def test_low_value_is_let_out_by_ifrs_alone():
    answer = asked(24, lease_of(24), choices={"low_value": ["HQ-1"]})
    assert (answer.liability, answer.cost, answer.leases[0].treatment) == (0.0, 24_000.0, "low value")
    with pytest.raises(InputProblems) as refused:
        asked(24, lease_of(24), choices={"low_value": ["HQ-2"], "standard": "asc842", "compounding": "yearl", "as_at": "2029-01", "rates": {"2026-12": 7}})
    assert str(refused.value).splitlines() == [
        'compounding: "yearl" is not known; did you mean "yearly"?',
        "low_value: ASC 842 lets out no leases of low value; leave it out, or use ifrs16",
        'low_value: there is no lease "HQ-2"; did you mean "HQ-1"?',
        "as_at: 2029-01 is not in the plan; give a month from 2027-01 to 2028-12",
        "rates: 2026-12 is not in the plan; give a month from 2027-01 to 2028-12",
        "rates: that from 2026-12 is 7; give a share per year, from 0 to 1 (5 % is 0.05)",
    ]


def test_no_forecast_of_an_index_enters_the_first_liability():
    flat, growing = asked(24, lease_of(36)), asked(24, lease_of(36, rent_index="rents"))
    assert growing.liability == flat.liability
    # On the first of January 2028 all that is owed is 4 % more, and the rate is as it was.
    moved = dict(growing.months)["2028-01"]
    assert moved.liability_measured == pytest.approx(0.04 * moved.liability_opening, abs=0.01)
    assert moved.asset_measured == moved.liability_measured
    assert moved.rent_paid == 1_040.0


def test_no_forecast_of_a_review_enters_the_first_liability():
    reviews = {"rent_index": "rents", "rent_review_from": "2027-07", "rent_review_every_months": 12}
    flat, reviewed = asked(24, lease_of(36)), asked(24, lease_of(36, **reviews))
    # rents is 1 when the lease starts and 1.04 from January 2028, so that the review of July 2028 is the first to raise the rent
    assert reviewed.liability == flat.liability
    assert reviewed.months[:18] == flat.months[:18]
    moved = dict(reviewed.months)["2028-07"]
    assert moved.liability_measured == pytest.approx(0.04 * moved.liability_opening, abs=0.01)
    assert (moved.asset_measured, moved.rent_paid) == (moved.liability_measured, 1_040.0)


def test_reviews_by_a_fixed_share_are_owed_from_the_first_day():
    lease = lease_of(24, rent_review_every_months=12, fixed_rent_growth_share_per_year=0.1)
    answer = asked(12, lease)
    # twelve rents of 1,000, and twelve of 1,100 beyond the plan: 1,000 × (1 + 1/1.01 + …) + 1,100 × (1/1.01^12 + …)
    expected = sum((1_000 if month < 12 else 1_100) / 1.01**month for month in range(24))
    assert answer.liability == pytest.approx(expected, abs=0.01)
    assert all(row.liability_measured == 0 for _, row in answer.months[1:])


def test_under_asc_842_the_rise_of_an_index_is_a_cost_of_its_month():
    answer = asked(24, lease_of(36, rent_index="rents"), choices={"standard": "asc842"})
    assert [row.cost for _, row in answer.months] == pytest.approx([1_000.0] * 12 + [1_040.0] * 12, abs=0.02)
    assert dict(answer.months)["2028-01"].liability_measured == 0
    # the asset of an operating lease with even rent, paid ahead, is the liability and nothing else
    assert all(row.asset_closing == pytest.approx(row.liability_closing, abs=0.02) for _, row in answer.months)


def test_a_break_is_measured_when_notice_is_given():
    # Notice three months ahead, in January 2028. Then 3 rents and a penalty of 500 are left: 1,000 + 990.10 + 980.30 + 485.30.
    lease = lease_of(36, break_from="2028-01", break_notice_months=3, break_penalty=500)
    broken = asked(24, lease, BreakLease(lease="HQ-1", on="2028-04"))
    kept = asked(24, lease)
    assert broken.months[:12] == kept.months[:12]
    then = dict(broken.months)["2028-01"]
    assert then.liability_opening + then.liability_measured == pytest.approx(3_455.69, abs=0.01)
    assert dict(broken.months)["2028-03"].asset_closing == 0
    assert dict(broken.months)["2028-04"].rent_paid == 500
    assert dict(broken.months)["2028-04"].liability_closing == 0
    assert broken.leases[0].notice_given == "2028-01"
    assert "HQ-1 runs to its full term until notice is given in 2028-01" in broken.notes


def test_a_break_known_on_the_first_day_shortens_the_term_from_the_start():
    lease = lease_of(36, break_from="2027-06", break_notice_months=6)
    answer = asked(12, lease, BreakLease(lease="HQ-1", on="2027-07"))
    # 1,000 × (1 + 1/1.01 + … + 1/1.01^5)
    assert answer.liability == 5_853.43
    assert answer.leases[0].schedule.changes == ()


def test_a_break_without_notice_ends_all_at_once():
    # Debt and asset go on the first of July; what the debt was more than the asset lowers what the penalty costs.
    lease = lease_of(36, break_from="2027-06", break_penalty=500)
    answer = asked(12, lease, BreakLease(lease="HQ-1", on="2027-07"))
    before, july = dict(answer.months)["2027-06"], dict(answer.months)["2027-07"]
    assert (july.liability_closing, july.asset_closing, july.rent_paid) == (0, 0, 500)
    assert july.cost == pytest.approx(500 - (before.liability_closing - before.asset_closing), abs=0.01)
    assert answer.cost == pytest.approx(6_500) == answer.rent_paid


def test_a_lease_given_up_because_it_stands_empty_is_seen_too():
    lease = lease_of(36, break_from="2027-01", break_notice_months=6, seats=5)
    empty = asked(12, lease, policies=Policies(shed="when_empty"))
    assert (empty.leases[0].notice_given, empty.liability) == ("2027-01", 5_853.43)
    needed = asked(12, lease_of(36, break_from="2027-01", break_notice_months=6), policies=Policies(shed="when_empty"), teams=(clerks(),))
    assert needed.leases[0].notice_given == ""


def test_restoration_is_provided_for_and_part_of_the_asset():
    # 1,000 in 24 months is worth 787.57 now.
    answer = asked(24, lease_of(24, restoration_cost=1_000))
    assert answer.asset - answer.liability == pytest.approx(787.57, abs=0.01)
    assert answer.months[-1][1].provision_closing == 1_000
    us = asked(24, lease_of(24, restoration_cost=1_000), choices={"standard": "asc842", "classification": "finance"})
    assert us.asset == us.liability
    assert "putting space back as it was is no part of a lease under ASC 842 and is not in these figures" in us.notes


def test_what_is_owed_by_year():
    answer = asked(24, lease_of(36))
    assert answer.maturity.by_year == ((2027, 12_000.0), (2028, 12_000.0), (2029, 12_000.0))
    assert answer.maturity.undiscounted - answer.maturity.interest == pytest.approx(answer.liability)
    later = asked(24, lease_of(36), choices={"as_at": "2028-06"})
    assert later.maturity.by_year == ((2028, 6_000.0), (2029, 12_000.0))
    assert later.maturity.liability == dict(later.months)["2028-06"].liability_closing
    june = asked(24, lease_of(36), fiscal_year_start_month=7)
    assert june.maturity.by_year == ((2027, 6_000.0), (2028, 12_000.0), (2029, 12_000.0), (2030, 6_000.0))


def test_a_lease_that_begins_within_the_plan_and_one_in_another_currency():
    answer = asked(12, lease_of(36, start="2027-07"))
    assert answer.liability == 0 and dict(answer.months)["2027-07"].liability_measured > 0
    euros = asked(12, lease_of(36, currency="EUR"), fx=(ExchangeRateOf(currency="EUR", rate=1.25),))
    assert euros.liability == pytest.approx(1.25 * asked(12, lease_of(36)).liability, abs=0.01)


def test_without_a_rate_of_its_own_the_plan_discounts_by_its_own_and_says_so():
    answer = asked(12, lease_of(36), assumptions=(), discount_rate_per_year=ONE_PER_CENT_A_MONTH)
    assert answer.liability == asked(12, lease_of(36)).liability
    assert answer.notes[0].startswith("assumptions in plan.yaml have no incremental_borrowing_rate_per_year, so leases are discounted at the plan's")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("incremental_borowing_rate_per_year", 0.05, 'did you mean "incremental_borrowing_rate_per_year"?'),
        ("incremental_borrowing_rate_per_year", 5, "give a share per year, from 0 to 1 (5 % is 0.05)"),
    ],
)
def test_a_rate_that_cannot_be_one_is_refused(name, value, told):
    with pytest.raises(InputProblems, match=r".*") as refused:
        asked(12, lease_of(36), assumptions=(Assumption(assumption=name, value=value),))
    assert told in str(refused.value)


def test_no_lease_is_said():
    plan = small_plan(3, teams=(clerks(),))
    answer = lease_accounting(plan)
    assert str(answer) == "IFRS 16 has nothing to account for: today holds no lease."
    for part in ("leases", "liability", "assets", "cost", "months", "owed", "entries", "notes"):
        assert str(bo.table(answer, part))
    for part in ("", "cost", "owed"):
        assert bo.chart(answer, part).layout.title.text


@pytest.mark.parametrize("name", ["tiny", "remote_accountants", "claims_desk", "meridian", "three_floors"])
@pytest.mark.parametrize("standard", ["ifrs16", "asc842"])
def test_what_is_paid_is_what_the_ledger_pays(name, standard):
    plan = bo.read_plan(name)
    for scenario in [Scenario(name="today"), *bo.read_scenarios(plan)]:
        ledger = simulate(plan, scenario)
        answer = lease_accounting(ledger, standard)
        within = 0.01 * max(len(plan.leases), 1)
        leases = {lease.lease for lease in answer.leases}
        assert [row.rent_paid for _, row in answer.months] == pytest.approx(paid_for(ledger, leases).tolist(), abs=within), scenario.name
        received = [row.incentives for _, row in answer.months]
        assert received == pytest.approx((-booked(ledger, leases, {"fit-out": ("{} incentive",)})).tolist(), abs=within)
        if standard == "ifrs16":
            restored = booked(ledger, leases, {"lease exit": ("{} restoration",)})
            assert [row.restored for _, row in answer.months] == pytest.approx(restored.tolist(), abs=within)


def test_people_do_not_change_the_books():
    lever = FreezeHiring(starting="2027-02")
    assert asked(6, lease_of(36), lever, teams=(clerks(),)).months == asked(6, lease_of(36)).months


def test_tables_and_charts_of_a_plan():
    answer = lease_accounting(bo.read_plan("tiny"))
    assert "2027" in str(bo.table(answer, "liability"))
    frame = bo.table(answer, "entries").frame
    assert frame["debit (USD)"].sum() == pytest.approx(frame["credit (USD)"].sum())
    assert bo.chart(answer).layout.title.text.startswith("Leases put USD 423,800 of debt on the balance sheet")
    owed = bo.table(answer, "owed")
    assert owed.rows[-1][1] == pytest.approx(owed.rows[-3][1] + owed.rows[-2][1])


def test_the_table_of_one_schedule_is_to_the_cent():
    answer = asked(24, lease_of(36))
    shown = bo.table(answer.leases[0].schedule)
    assert len(shown.rows) == 36
    assert shown.columns[0].heading == "Month" and shown.texts()[0][2] == f"{answer.liability:,.2f}"
