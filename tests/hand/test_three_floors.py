"""The plan of three floors, by hand: a saving waits for a whole floor, and an annexe whose leases say all that leases may say."""

from __future__ import annotations

import pytest

from backoffice_lib.analyses.compare import compare
from backoffice_lib.analyses.stranded import stranded
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.simulation import simulate
from tests.hand.reading import cents, money

PLAN = read_plan("three_floors")
TODAY = simulate(PLAN)


@pytest.mark.parametrize(
    ("scenario", "per_year"),
    [
        # 110 of 120 need all three floors of 50: 10 x 500 x 12
        ("ten_at_home", -60_000),
        # 100 need two: a floor is 50 x 1,000 x 12 = 600,000, less 120,000
        ("twenty_at_home", 480_000),
        # 50 need one: 1,200,000 - 420,000
        ("seventy_at_home", 780_000),
        # so do 49
        ("seventy_one_at_home", 774_000),
    ],
)
def test_a_saving_is_booked_when_a_whole_floor_is_given_back(scenario: str, per_year: float) -> None:
    saving = compare(TODAY, simulate(PLAN, read_scenario(PLAN, scenario)))
    assert saving.saving_by_year == ((2027, per_year), (2028, per_year), (2029, per_year))


def test_thirty_seats_are_stranded_today() -> None:
    at = {row.site: row for row in stranded(TODAY).by_site}
    assert (at["Tower"].paid, at["Tower"].cost) == (5_400_000, 1_080_000)


def months(*spans: tuple[int, float]) -> list[float]:
    """So many months at so much each."""
    return [amount for count, amount in spans for _ in range(count)]


def test_the_annexe_to_the_cent() -> None:
    booked = money(TODAY)
    # the old one: 200 m2 x 240 / 12 = 4,000, of March 15 of 31 days
    assert booked["rent", "", "old annexe"] == cents([4_000, 4_000, 4_000 * 15 / 31, *[0] * 33])
    # the new one: 300 m2 x 240 / 12 = 6,000, free from 16 March to 15 May; 6,300 from April 2028; its last month is June 2029
    rent = [0, 0, 0, 0, 6_000 * 16 / 31, *months((10, 6_000), (15, 6_300), (6, 0))]
    assert booked["rent", "", "annexe"] == cents(rent)
    # a fifth of it at nine tenths from July 2027 to June 2028
    sublet = [0.0] * 6 + [-0.18 * amount for amount in rent[6:18]] + [0.0] * 18
    assert booked["rent", "", "annexe sublet"] == cents(sublet)
    held = [0, 0, 16 / 31, *months((27, 1.0), (6, 0.0))]
    for item, per_m2 in (("service charges", 36), ("property tax", 30), ("utilities", 20)):
        category = item if item == "service charges" else "property taxes and utilities"
        assert booked[category, "", f"annexe {item}"] == cents([300 * per_m2 / 12 * share for share in held]), item
    assert booked["fit-out", "", "annexe fit-out"] == cents([0, 0, 40_000, *[0] * 33])
    assert booked["fit-out", "", "annexe incentive"] == cents([0, 0, -10_000, *[0] * 33])
    # given back on 16 March 2027 and on 1 July 2029
    assert booked["lease exit", "", "old annexe restoration"] == cents([0, 0, 5_000, *[0] * 33])
    assert booked["lease exit", "", "annexe restoration"] == cents([*[0] * 30, 8_000, *[0] * 5])


def test_what_is_paid_when() -> None:
    paid = TODAY.by_category(view="cash")
    # deposits: the old one comes back as the new one is paid, and that one in July 2029
    assert paid["deposits"][:, 0].tolist() == cents([0, 0, 18_000 - 12_000, *months((27, 0), (1, -18_000), (5, 0))])
    rent = paid["rent"] + paid["payment timing"]
    # in arrears: quarters of the old annexe from January; the first waits for its last month, March
    first = 2 * 4_000 + 4_000 * 15 / 31
    # in advance, in March, June, September …: June's payment holds June to August; May's half month is settled in May
    tower = 150_000
    expected = [tower, tower, tower + first, tower, tower + 6_000 * 16 / 31, tower + 3 * 6_000, tower, tower, tower + 3 * 6_000]
    subtenant = [0, 0, 0, 0, 0, 0, -1_080, -1_080, -1_080]
    assert rent[:9, 0].tolist() == cents([one + other for one, other in zip(expected, subtenant, strict=True)])
