"""Contracts with vendors, worked out by hand: prices of every kind, terms, quality, and the ways out."""

from __future__ import annotations

from typing import Any

import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.basics.record import Record
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.ledger import Ledger
from backoffice_lib.levers import ChangeVendor, ExitContract, InsourceWork, OutsourceWork, RenegotiateContract
from backoffice_lib.operations.placed import learning_curve
from backoffice_lib.plan import Assumption, Contract, ExchangeRateOf, PriceTier, Work
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.reading import cents, heads, people, spent
from tests.hand.small import bureau, clerks, small_plan

# Ten clerks at 3,000 a month do files of ten minutes; standard hours: 1,776 a year, 148 a month, 888 files a head.
FILES = Work(work="files", function="records", units_per_month=8_880, minutes_per_unit=10)


def simulated(months: int, *levers: Record, vendor: dict[str, Any] | None = None, **parts: Any) -> Ledger:
    given = {"teams": (clerks(),), "vendors": (bureau(**{"price_per_fte_per_year": 0} | (vendor or {})),), "work": (FILES,)} | parts
    return simulate(small_plan(months, **given), Scenario(name="by hand", levers=levers))


def outsource(starting: str, share: float = 0.5, **more: Any) -> OutsourceWork:
    return OutsourceWork(function="records", vendor="Bureau", starting=starting, share=share, **more)


def tiers(*pairs: tuple[int, float]) -> tuple[PriceTier, ...]:
    return tuple(PriceTier(vendor="Bureau", from_units_per_month=low, price_per_unit=price) for low, price in pairs)


def test_hours_of_the_vendors_people_are_paid():
    ledger = simulated(2, outsource("2027-01"), vendor={"price_per_hour": 20, "productive_hours_per_year": 1_800, "productivity_share": 0.8})
    # 5 / 0.8 = 6.25 people × 150 hours × 20
    assert spent(ledger, "vendor fees") == cents([18_750.00] * 2)


def test_units_are_paid_by_the_tier_they_lie_in():
    ledger = simulated(1, outsource("2027-01"), vendor={}, price_tiers=tiers((0, 3.0), (4_000, 2.0)))
    # 4,440 files: 4,000 × 3 + 440 × 2
    assert spent(ledger, "vendor fees") == cents([12_880.00])


def test_all_units_are_paid_by_the_tier_the_month_reaches():
    ledger = simulated(1, outsource("2027-01"), vendor={"tiers_hold_for": "all_units"}, price_tiers=tiers((0, 3.0), (4_000, 2.0)))
    assert spent(ledger, "vendor fees") == cents([8_880.00])  # 4,440 × 2


@pytest.mark.parametrize(("hold", "short"), [("units_within", [3_120.00]), ("all_units", [3_120.00])])
def test_units_short_of_the_minimum_are_a_row_of_their_own(hold, short):
    vendor = {"minimum_units_per_month": 6_000, "tiers_hold_for": hold}
    ledger = simulated(2, outsource("2027-02"), vendor=vendor, price_tiers=tiers((0, 3.0), (4_000, 2.0)))
    rows = {text: amounts[:, 0].tolist() for text, amounts in ledger.by_label("item").items() if text.endswith("short of minimum")}
    # nothing before the contract runs; then 6,000 - 4,440 = 1,560 × 2
    assert rows["Bureau from 4000 units: short of minimum"] == cents([0.00, *short])


def test_a_fixed_fee_runs_with_the_contract_and_all_kinds_add_up():
    vendor = {"price_per_fte_per_year": 24_000, "price_per_hour": 1, "fixed_fee_per_month": 700}
    ledger = simulated(3, outsource("2027-02"), vendor=vendor, price_tiers=tiers((0, 0.5)))
    # 5 × 2,000 + 5 × 148 × 1 + 700 + 4,440 × 0.5
    assert spent(ledger, "vendor fees") == cents([0.00, 13_660.00, 13_660.00])


def test_a_gain_share_is_of_the_salaries_saved_less_other_fees():
    ledger = simulated(3, outsource("2027-01", dual_running_months=1), vendor={"price_per_fte_per_year": 24_000, "gain_share": 0.2})
    # nothing while our people still do the work; then (5 × 3,000 - 5 × 2,000) × 0.2
    assert spent(ledger, "gain share") == cents([0.00, 1_000.00, 1_000.00])


def test_a_vendor_dearer_than_the_salaries_it_replaces_gets_no_gain_share_and_pays_none():
    ledger = simulated(1, outsource("2027-01"), vendor={"price_per_fte_per_year": 48_000, "gain_share": 0.2})
    assert spent(ledger, "gain share") == cents([0.00])


def test_prices_rise_when_a_term_ends_and_a_renegotiation_holds_on_top():
    cheaper = RenegotiateContract(contract="records with Bureau", starting="2027-05", price_share=0.9)
    vendor = {"fixed_fee_per_month": 1_000, "term_months": 2, "renewal_uplift_share": 0.1}
    ledger = simulated(6, outsource("2027-01"), cheaper, vendor=vendor)
    # 1,000 for two months, 1,100 for two, then 1,210 × 0.9
    assert spent(ledger, "vendor fees") == cents([1_000.00] * 2 + [1_100.00] * 2 + [1_089.00] * 2)


def test_a_currency_that_falls_makes_fees_cheaper():
    fx = (ExchangeRateOf(currency="INR", rate=0.0125, growth_share_per_year=-0.04),)
    ledger = simulated(13, outsource("2027-01"), vendor={"price_per_fte_per_year": 1_200_000, "currency": "INR"}, fx=fx)
    fees = spent(ledger, "vendor fees")
    # 5 × 100,000 × 0.0125 = 6,250; a year later × 0.96
    assert [fees[0], fees[12]] == cents([6_250.00, 6_000.00])


def test_three_months_of_dual_running_of_a_team_of_3_270_000_a_year_add_817_500():
    # 40 clerks at 81,750 a year are 3,270,000 a year; their work is placed for nothing but their three months beside the vendor.
    team, vendor = clerks(heads=40, salary_per_year=81_750), {"price_per_fte_per_year": 24_000}
    without, beside = (
        simulated(6, outsource("2027-01", 1.0, dual_running_months=months), vendor=vendor, teams=(team,)) for months in (0, 3)
    )
    added = beside.by_month()[:, 0].sum() - without.by_month()[:, 0].sum()
    assert added == pytest.approx(817_500.00, abs=0.005)


def test_new_people_learn_the_work_evenly_and_those_who_replace_leavers_learn_it_anew():
    still = learning_curve(6, 4, 0.5, 0.0)[:, 0]
    assert still.tolist() == heads([0.5, 0.625, 0.75, 0.875, 1.0, 1.0])
    # a tenth is replaced each month: in the third, 0.9² × 0.75 + 0.1 × 0.5 (new in it) + 0.09 × 0.625 (new the month before)
    assert learning_curve(3, 4, 0.5, 0.1)[:, 0].tolist() == heads([0.5, 0.9 * 0.625 + 0.1 * 0.5, 0.81 * 0.75 + 0.05 + 0.09 * 0.625])


SLOW = {"price_per_fte_per_year": 24_000, "productivity_share": 0.8}


def test_who_makes_up_for_slower_people_changes_the_cost():
    adds, at_home, waits = (
        simulated(2, outsource("2027-01"), vendor=SLOW | {"shortfall": shortfall})
        for shortfall in ("vendor_adds_people", "backfill_at_home", "backlog")
    )
    # its people: 5 / 0.8 at 2,000; or 5, and of the work of five a fifth, one head of ours at 3,000; or 5 and nobody
    assert spent(adds, "vendor fees") == cents([12_500.00] * 2)
    assert spent(at_home, "vendor fees") == cents([10_000.00] * 2)
    assert spent(waits, "vendor fees") == cents([10_000.00] * 2)
    wanted = [ledger.operations.demand.needed[:, 0, 0].tolist() for ledger in (adds, at_home, waits)]
    assert wanted == [heads([5.0, 5.0]), heads([6.0, 6.0]), heads([5.0, 5.0])]


def test_what_waits_grows_late_and_is_paid_for():
    late = FILES.with_(late_penalty_per_unit=4, target_days=1, policy="keep_age")
    waits, adds = (simulated(3, outsource("2027-01"), vendor=SLOW | {"shortfall": who}, work=(late,)) for who in ("backlog", "vendor_adds_people"))
    # of 4,440 files placed a fifth, 888, come back to five of ours, who have 4,440 of their own and no more time
    assert [ledger.operations.work.units_in[0, 0, 0] for ledger in (waits, adds)] == heads([5_328.0, 4_440.0])
    backlog = [ledger.operations.work.backlog[2, 0, 0] for ledger in (waits, adds)]
    assert backlog[0] - backlog[1] > 2_000
    assert sum(spent(waits, "late penalties")) > sum(spent(adds, "late penalties"))


def test_rework_at_home_takes_our_people_and_each_error_costs_money():
    vendor = {"price_per_fte_per_year": 24_000, "defect_share": 0.05, "defect_rework_minutes": 20, "agreed_defect_share": 0.02, "service_credit_share": 0.1}
    priced = (Assumption(assumption="fines_per_defect", value=2.0), Assumption(assumption="escalations_per_defect", value=3.0))
    ledger = simulated(1, outsource("2027-01"), vendor=vendor, assumptions=priced)
    # 4,440 × 0.05 = 222 files × 20 minutes = 74 hours, half of the 148 of a head
    assert ledger.operations.demand.needed[0, 0, 0] == pytest.approx(5.5)
    assert ledger.operations.demand.own_share[0, 0, 0] == pytest.approx(0.55)
    assert spent(ledger, "loss of control") == cents([222 * 5.00])
    assert spent(ledger, "service credits") == cents([-1_000.00])  # a tenth of 10,000


def test_a_vendor_as_good_as_agreed_returns_nothing():
    vendor = {"price_per_fte_per_year": 24_000, "defect_share": 0.02, "agreed_defect_share": 0.02, "service_credit_share": 0.1}
    assert spent(simulated(1, outsource("2027-01"), vendor=vendor), "service credits") == cents([0.00])


def test_a_contract_that_ends_before_its_term_costs_its_fee_and_its_people_come_back_in_time():
    vendor = {"price_per_fte_per_year": 24_000, "term_months": 12, "termination_fee_months": 3, "notice_months": 2}
    team = clerks(heads=6, time_to_hire_months=1, recruiting_cost_per_hire=900)
    already = (Contract(function="records", vendor="Bureau", placed_share=0.4, since="2026-09"),)
    ledger = simulated(4, ExitContract(contract="records with Bureau", on="2027-03"), vendor=vendor, teams=(team,), contracts=already)
    # six do three fifths, so the vendor does the work of four: 4 × 2,000; from September it has run for six months of twelve
    assert spent(ledger, "vendor fees") == cents([8_000.00, 8_000.00, 0.00, 0.00])
    assert spent(ledger, "contract exit") == cents([0.00, 0.00, 24_000.00, 0.00])
    assert people(ledger, "at_work", "clerks") == heads([6, 6, 10, 10])
    assert spent(ledger, "hiring") == cents([0.00, 0.00, 3_600.00, 0.00])


def test_a_contract_that_ends_with_its_term_costs_nothing_more():
    vendor = {"price_per_fte_per_year": 24_000, "term_months": 2, "termination_fee_months": 3}
    back = InsourceWork(contract="records with Bureau", starting="2027-03")
    assert spent(simulated(4, outsource("2027-01"), back, vendor=vendor), "contract exit") == cents([0.00] * 4)


def test_part_comes_back_while_the_vendor_still_does_it():
    already = (Contract(function="records", vendor="Bureau", placed_share=0.4),)
    back = InsourceWork(contract="records with Bureau", starting="2027-02", left_share=0.1, dual_running_months=1)
    ledger = simulated(4, back, vendor={"price_per_fte_per_year": 24_000}, teams=(clerks(heads=6),), contracts=already)
    # four tenths until the end of February, then one; ours are nine from the first of February
    assert spent(ledger, "vendor fees") == cents([8_000.00, 8_000.00, 2_000.00, 2_000.00])
    assert ledger.operations.demand.needed[:, 0, 0].tolist() == heads([6.0, 9.0, 9.0, 9.0])


def test_another_vendor_works_beside_the_old_one_and_is_handed_the_work():
    already = (Contract(function="records", vendor="Bureau", placed_share=0.4),)
    vendors = (bureau(), bureau(vendor="Archive", price_per_fte_per_year=18_000))
    change = ChangeVendor(
        contract="records with Bureau", to_vendor="Archive", starting="2027-03", dual_running_months=1,
        knowledge_transfer_months=2, transition_cost_per_fte=500,
    )
    priced = (Assumption(assumption="selection_cost_per_contract", value=9_000.0),)
    ledger = simulated(4, change, vendors=vendors, teams=(clerks(heads=6),), contracts=already, assumptions=priced)
    # the old one is paid 4 × 2,000 to the end of February, the new one 4 × 1,500 from February on
    assert spent(ledger, "vendor fees") == cents([8_000.00, 14_000.00, 6_000.00, 6_000.00])
    assert spent(ledger, "transition") == cents([1_000.00, 1_000.00, 0.00, 0.00])
    assert spent(ledger, "vendor selection") == cents([0.00, 9_000.00, 0.00, 0.00])
    assert people(ledger, "at_work", "clerks") == heads([6.0] * 4)


def test_two_vendors_may_do_all_the_same_work_while_one_takes_over():
    already = (Contract(function="records", vendor="Bureau", placed_share=0.8),)
    change = ChangeVendor(contract="records with Bureau", to_vendor="Archive", starting="2027-03", dual_running_months=1)
    ledger = simulated(3, change, vendors=(bureau(), bureau(vendor="Archive")), teams=(clerks(heads=2),), contracts=already)
    # eight of ten at 2,000, twice in February
    assert spent(ledger, "vendor fees") == cents([16_000.00, 32_000.00, 16_000.00])


def test_uplifts_and_vat_are_rates_on_what_is_booked_and_nothing_when_left_out():
    rates = {"irrecoverable_vat_share": 0.1, "optimism_bias_share_of_one_off_costs": 0.2, "optimism_bias_share_of_vendor_costs": 0.03}
    move = outsource("2027-01", transition_cost_per_fte=600)
    on = simulated(1, move, vendor=SLOW, assumptions=tuple(Assumption(assumption=name, value=value) for name, value in rates.items()))
    off = simulated(1, move, vendor=SLOW)
    # fees 12,500; transition 5 × 600, and severance of five is nothing here
    assert [spent(on, name) for name in ("irrecoverable VAT", "vendor optimism bias", "optimism bias")] == [
        cents([1_250.00]), cents([375.00]), cents([600.00]),
    ]
    for name in ("irrecoverable VAT", "vendor optimism bias", "optimism bias"):
        assert spent(off, name) == [0.0]


def test_a_function_with_several_vendors_pays_each_for_its_part():
    vendors = (bureau(), bureau(vendor="Archive", price_per_fte_per_year=36_000, mode="offshore"))
    both = (outsource("2027-01", 0.3), OutsourceWork(function="records", vendor="Archive", starting="2027-01", share=0.2))
    ledger = simulated(1, *both, vendors=vendors)
    assert [ledger.by_label("vendor")[name][0, 0] for name in ("Bureau", "Archive")] == cents([6_000.00, 6_000.00])
    assert ledger.operations.demand.needed[0, 0, 0] == pytest.approx(5.0)


def test_the_settlement_desk_today_and_when_its_contract_ends():
    plan = read_plan("settlement_desk")
    today = simulate(plan)
    # two fifths of 25,000 trades are 10,000: 8,000 × 3 + 2,000 × 2.50 + 4,000; 200 are wrong, at 1.50 + 12 + 4 each
    assert spent(today, "vendor fees") == cents([33_000.00] * 12)
    assert spent(today, "loss of control") == cents([3_500.00] * 12)
    assert spent(today, "service credits") == cents([-1_650.00] * 12)
    # ours are 18 for three fifths and the rework, 200 × 15 minutes or 50 hours of the 4,166.67 of all trades, 0.012 of them
    assert people(today, "at_work", "settlements") == heads([18.0] * 12)
    assert today.operations.demand.original_fte[0, 0, 0] == pytest.approx(18 / 0.612)
    back = simulate(plan, read_scenario(plan, "all_back"))
    # in July, 18 months into a term of 24: two months of fees
    assert spent(back, "contract exit") == cents([0.00] * 6 + [66_000.00] + [0.00] * 5)
    assert people(back, "at_work", "settlements")[6:] == heads([18 / 0.612] * 6)


def wholly_placed(months: int, *levers: Record, vendor: dict[str, Any] | None = None, **parts: Any) -> Ledger:
    """Nobody is left of the clerks: a vendor has done all 8,880 files a month, ten full-time years of work, since before the plan began."""
    nobody = clerks(heads=0, sized_by="work", time_to_hire_months=0)
    given = {"teams": (nobody,), "contracts": (Contract(function="records", vendor="Bureau", placed_share=1.0),)}
    return simulated(months, *levers, vendor={"price_per_fte_per_year": 24_000} | (vendor or {}), **given | parts)


def test_a_function_may_lie_wholly_with_a_vendor_on_the_first_day():
    ledger = wholly_placed(3, vendor={"productivity_share": 0.8})
    # 8,880 files × 10 minutes are 1,480 hours, 10 × 148; 10 / 0.8 people at 2,000 a month each
    assert spent(ledger, "vendor fees") == cents([25_000.00] * 3)
    assert (ledger.by_month() == ledger.by_category()["vendor fees"]).all() and ledger.operations.work.backlog.sum() == 0


def test_the_files_of_a_function_that_lies_wholly_with_a_vendor_are_paid_by_the_unit():
    ledger = wholly_placed(2, vendor={"price_per_fte_per_year": 0}, price_tiers=tiers((0, 3.0)))
    assert spent(ledger, "vendor fees") == cents([26_640.00] * 2)  # 8,880 × 3


def test_who_is_retained_does_none_of_the_work_that_is_placed_and_stays():
    retained = clerks(team="contract office", heads=2, salary_per_year=60_000)
    clerical = clerks(heads=0, sized_by="work", time_to_hire_months=0)
    back = InsourceWork(contract="records with Bureau", starting="2027-03", left_share=0.5)
    ledger = wholly_placed(3, back, teams=(clerical, retained))
    # two at 5,000 a month; from March half of the files, five clerks at 3,000, are done at home again
    assert people(ledger, "heads", "contract office") == heads([2, 2, 2]) and people(ledger, "heads", "clerks") == heads([0, 0, 5])
    assert spent(ledger, "vendor fees") == cents([20_000.00, 20_000.00, 10_000.00])
    assert spent(ledger, "salaries") == cents([10_000.00, 10_000.00, 25_000.00])


def test_a_function_wholly_placed_needs_its_work_to_be_known():
    with pytest.raises(InputProblems, match=r"is all the work of records, and nothing says how much that is; give it a team that is sized_by work, of 0 "):
        wholly_placed(1, teams=(clerks(),))
