"""Indices as they were published, and rents reviewed on the lease's own dates, by hand."""

from __future__ import annotations

from typing import Any

import pytest

import backoffice_lib as bo
from backoffice_lib.analyses._restated import restated
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.basics.uncertain import PerDraw
from backoffice_lib.ledger import Ledger
from backoffice_lib.plan import Index, IndexValue, Lease
from backoffice_lib.simulation import simulate
from tests.hand.reading import cents, money, spent
from tests.hand.small import office, small_plan

CPI = Index(index="cpi", growth_share_per_year=0.05)


def values(**published: Any) -> tuple[IndexValue, ...]:
    """Published values of cpi: values(m2027_01=100)."""
    return tuple(IndexValue(index="cpi", month=name[1:].replace("_", "-"), value=value) for name, value in published.items())


def let(months: int, *leases: Lease, index: Index = CPI, published: tuple[IndexValue, ...] = (), **parts: Any) -> Ledger:
    return simulate(small_plan(months, leases=leases, indices=(index,), index_values=published, **parts))


def rents(months: int, index: Index = CPI, published: tuple[IndexValue, ...] = (), **fields: Any) -> list[float]:
    """The rent month by month of one lease at 1,000."""
    return spent(let(months, office(rent_per_month=1_000, **fields), index=index, published=published), "rent")


def test_an_index_follows_its_published_values_and_grows_after_the_last() -> None:
    published = values(m2027_01=200, m2027_02=210, m2027_03=208)
    # 210 / 200 = 1.05, 208 / 200 = 1.04; then flat until March 2028, a year after the last value: 1.04 × 1.05 = 1.092
    expected = [1_000.00, 1_050.00] + [1_040.00] * 12 + [1_092.00] * 2
    assert rents(16, published=published, rent_index="cpi") == cents(expected)


def test_applied_monthly_it_grows_by_twelfth_roots_after_the_last_value() -> None:
    index = Index(index="cpi", growth_share_per_year=0.05, applied="monthly")
    # half a year after January: 1.05^(6/12) = 1.024695
    assert rents(7, index, values(m2027_01=200), rent_index="cpi")[6] == cents(1_024.70)


def test_the_base_month_divides_the_published_values() -> None:
    index = Index(index="cpi", growth_share_per_year=0.0, base="2026-01")
    # 110 / 100
    assert rents(1, index, values(m2026_01=100, m2027_01=110), rent_index="cpi") == cents([1_100.00])
    # a base after the last value lies in its growth: 100 × 1.05 in January 2027, and 105 / 110.25 in the plan
    later = Index(index="cpi", growth_share_per_year=0.05, base="2028-01")
    assert rents(1, later, values(m2026_01=100), rent_index="cpi") == cents([952.38])


def test_a_month_that_is_missing_is_interpolated_where_the_lease_says_so() -> None:
    published = values(m2027_01=100, m2027_03=121)
    # as much growth in each of the two months: 100 × √1.21 = 110; a straight line would give 110.5
    assert rents(3, published=published, rent_index="cpi", index_gaps="interpolate") == cents([1_000.00, 1_100.00, 1_210.00])
    with pytest.raises(InputProblems) as refused:
        rents(3, published=published, rent_index="cpi")
    assert str(refused.value) == (
        'lease HQ-1: rent_index: "cpi" has no value for 2027-02; add it to index_values.csv, or write index_gaps: interpolate'
    )


def test_a_month_that_is_missing_matters_only_where_it_is_needed() -> None:
    published = values(m2026_11=100, m2027_01=110, m2027_02=121)
    # nobody needs December
    assert rents(2, published=published, rent_index="cpi") == cents([1_000.00, 1_100.00])
    # a lease that ends before the gap does not need it either, nor does anyone once it is let
    gap_in_march = values(m2027_01=100, m2027_02=110, m2027_04=121)
    assert rents(4, published=gap_in_march, rent_index="cpi", end="2027-02") == cents([1_000.00, 1_100.00, 0.00, 0.00])
    with pytest.raises(InputProblems, match="no value for 2027-03"):  # when the space is put back as it was
        rents(4, published=gap_in_march, rent_index="cpi", end="2027-02", restoration_cost=1)


def test_a_month_before_the_first_value_cannot_be_interpolated() -> None:
    with pytest.raises(InputProblems) as refused:
        rents(2, published=values(m2027_02=100), rent_index="cpi", index_gaps="interpolate")
    assert str(refused.value) == (
        'lease HQ-1: rent_index: "cpi" has no value for 2027-01, before its first of 2027-02; add it to index_values.csv'
    )


def test_what_everything_follows_is_interpolated_where_the_index_says_so() -> None:
    published = values(m2027_01=100, m2027_03=121)
    lease = office(area_m2=12, rent_per_month=0, service_charge_per_m2_per_year=1_000)
    with pytest.raises(InputProblems, match='cost_index: "cpi" has no value for 2027-02; .* or write gaps: interpolate for cpi in plan.yaml'):
        let(3, lease, published=published, cost_index="cpi")
    index = Index(index="cpi", growth_share_per_year=0, gaps="interpolate")
    assert spent(let(3, lease, index=index, published=published, cost_index="cpi"), "service charges") == cents([1_000, 1_100, 1_210])


def test_rent_is_reviewed_on_its_own_dates_by_what_the_index_has_grown_between_them() -> None:
    published = values(m2026_07=100, m2027_01=103, m2027_07=104, m2028_01=107, m2028_07=112)
    # 1,000 is the rent since the review of July 2026. In July 2027 it rises by 104/100, in July 2028 by 112/100.
    expected = [1_000.00] * 6 + [1_040.00] * 12 + [1_120.00] * 6
    reviews = {"rent_review_from": "2021-07", "rent_review_every_months": 12}
    assert rents(24, published=published, rent_index="cpi", **reviews) == cents(expected)


def test_the_index_of_some_months_before_counts_before_the_review_and_before_the_one_that_made_the_rent() -> None:
    published = values(m2026_04=100, m2027_04=104, m2026_07=1, m2027_07=1)
    reviews = {"rent_review_from": "2021-07", "rent_review_every_months": 12, "index_lag_months": 3}
    assert rents(7, published=published, rent_index="cpi", **reviews) == cents([1_000.00] * 6 + [1_040.00])


def test_before_its_first_review_a_rent_is_that_of_the_start_of_the_lease() -> None:
    # From March 2025 to March 2027 it has not been reviewed: 121/100, and in March 2029 by 5 % for each year after 2027-03
    published = values(m2025_03=100, m2027_03=121)
    found = rents(27, published=published, rent_index="cpi", start="2025-03", rent_review_every_months=24)
    assert found[:3] + found[-1:] == cents([1_000.00, 1_000.00, 1_210.00, 1_334.03])


def test_a_lease_that_starts_within_the_plan_is_reviewed_from_its_own_start() -> None:
    index = Index(index="cpi", growth_share_per_year=0.12, applied="monthly")
    # 1,000 in March 2027, though cpi has grown since January; 1.12 a year later
    found = rents(16, index, rent_index="cpi", start="2027-03", rent_review_every_months=12)
    assert found == cents([0.00] * 2 + [1_000.00] * 12 + [1_120.00] * 2)


def test_a_fixed_share_raises_the_rent_at_each_review_without_any_index() -> None:
    # 3 % every 24 months at 3 % a year: 1.03² = 1.0609 in July 2027, and 1.0609² = 1.125509 in July 2029
    reviews = {"rent_review_from": "2023-07", "rent_review_every_months": 24, "fixed_rent_growth_share_per_year": 0.03}
    found = rents(31, published=values(m2029_01=7), **reviews)
    assert [found[at] for at in (0, 5, 6, 29, 30)] == cents([1_000.00, 1_000.00, 1_060.90, 1_060.90, 1_125.51])


def test_a_review_by_nothing_changes_nothing() -> None:
    reviews = {"rent_review_every_months": 1, "fixed_rent_growth_share_per_year": 0.0}
    lease = office(rent_per_month=1_000, restoration_cost=500, end="2027-06", **reviews)
    plain = office(rent_per_month=1_000, restoration_cost=500, end="2027-06")
    assert money(let(12, lease)) == money(let(12, plain))
    index = Index(index="cpi", growth_share_per_year=0.0)
    assert rents(12, index, rent_index="cpi", rent_review_every_months=3) == cents([1_000.00] * 12)


def test_penalty_restoration_and_subtenants_follow_the_reviewed_rent() -> None:
    terms = {"end": "2027-07", "restoration_cost": 500, "rent_review_from": "2027-04", "rent_review_every_months": 3}
    lease = office(rent_per_month=1_000, fixed_rent_growth_share_per_year=0.21, **terms)
    # each review: 1.21^(3/12) = 1.0488; the one of July is the last, for in October the lease is over
    booked = money(let(12, lease))
    assert booked["rent", "", "HQ-1"][2:8] == cents([1_000.00, 1_048.81, 1_048.81, 1_048.81, 1_100.00, 0.00])
    assert booked["lease exit", "", "HQ-1 restoration"][7] == cents(550.00)


def test_a_lease_without_an_index_of_its_own_is_reviewed_by_that_of_the_plan() -> None:
    index = Index(index="cpi", growth_share_per_year=0.1)
    lease = office(rent_per_month=1_000, rent_review_from="2026-07", rent_review_every_months=6)
    found = spent(let(19, lease, index=index, cost_index="cpi"), "rent")
    # cpi is 1 in 2027, 0.909091 in 2026 (its base is January 2027): the review of January 2027 is in the rent
    assert [found[at] for at in (0, 6, 12, 18)] == cents([1_000.00, 1_000.00, 1_100.00, 1_100.00])


def test_reviews_differ_from_draw_to_draw_where_growth_does() -> None:
    index = Index(index="cpi", growth_share_per_year=PerDraw((0.1, 0.2)))
    lease = office(rent_per_month=1_000, rent_index="cpi", start="2027-01", rent_review_every_months=12)
    assert let(13, lease, index=index).by_category()["rent"][12] == cents([1_100.00, 1_200.00])


def test_why_shows_the_reviews_and_the_published_values_behind_them() -> None:
    published = values(m2026_07=100, m2027_07=104)
    lease = office(rent_per_month=1_000, rent_index="cpi", rent_review_from="2021-07", rent_review_every_months=12)
    ledger = let(8, lease, published=published)
    said = str(bo.why(ledger, category="rent", month="2027-08"))
    assert "rent reviews of HQ-1" in said and "1.04" in said
    assert "reviewed every 12 months from 2021-07" in said
    (part,) = (node for node in bo.why(ledger, category="rent", month="2027-08").leaves if node.label == "index rent reviews of HQ-1")
    assert part.value == pytest.approx(1.04)
    assert {"value of 2027-07 (value)": 104, "value of 2026-07 (value)": 100}.items() <= {one.label: one.value for one in part.behind}.items()


def test_the_first_month_worked_out_a_second_time_ties() -> None:
    published = values(m2026_07=100, m2026_12=103, m2027_02=105)
    index = Index(index="cpi", growth_share_per_year=0.05, base="2026-07")
    leases = (
        office(rent_per_month=1_000, rent_index="cpi", index_gaps="interpolate"),
        office(lease="HQ-2", rent_per_month=500, rent_index="cpi", rent_review_from="2021-07", rent_review_every_months=12),
    )
    plan = small_plan(1, leases=leases, indices=(index,), index_values=published)
    # 103 × √(105/103) / 100 = 1.039952; and the rent of the second as it is written
    assert [one.amount for one in restated(plan) if one.category == "rent"] == cents([1_539.95])
    assert spent(simulate(plan), "rent") == cents([1_539.95])


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"index_lag_months": 2}, "index_lag_months: is given, and no reviews; give rent_review_every_months, such as 12"),
        ({"rent_review_from": "2027-01"}, "rent_review_from: is given, and no reviews; give rent_review_every_months, such as 12"),
        (
            {"rent_review_every_months": 12},
            "rent_review_every_months: is given, and nothing by which the rent grows; give rent_index, or fixed_rent_growth_share_per_year",
        ),
        (
            {"rent_review_every_months": 12, "rent_index": "cpi", "fixed_rent_growth_share_per_year": 0.02},
            "fixed_rent_growth_share_per_year: is given, and so is rent_index; a rent grows by a fixed share or by an index; keep one",
        ),
        (
            {"rent_review_every_months": 12, "rent_index": "cpi", "rent_review_from": "2019-12"},
            "rent_review_from: 2019-12 is before the lease starts; give a month from 2020-01 on",
        ),
    ],
)
def test_reviews_that_say_too_little_or_too_much(fields: dict[str, Any], told: str) -> None:
    with pytest.raises(InputProblems) as refused:
        rents(1, **fields)
    assert str(refused.value) == f"lease HQ-1: {told}"
