"""Live queues against the worked cases, against sums done another way, and on arrays."""

from __future__ import annotations

import math

import numpy as np
import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.operations.queues import (
    Profile,
    agents_needed,
    answered_share,
    blocked,
    cheapest_mix,
    lines_needed,
    rostered,
    waiting_share,
)
from tests.cases.reading import case


def one_by_one(load: float, lines: int) -> float:
    """Erlang B by its recursion, line by line."""
    lost = 1.0
    for line in range(1, lines + 1):
        lost = load * lost / (line + load * lost)
    return lost


def test_staff_01_erlang_c() -> None:
    given, expected, within = case("staff-01-erlangc")
    duty = agents_needed(
        given["transactions"],
        given["interval_min"],
        given["aht_min"],
        given["target_min"] * 60,
        given["service_level"],
        given["max_occupancy"],
        given["shrinkage"],
    )
    assert duty.agents == expected["raw_positions"]
    assert duty.rostered == expected["positions"]
    assert duty.answered_share == pytest.approx(expected["service_level"], abs=within)
    assert duty.occupancy_share == pytest.approx(expected["occupancy"], abs=within)
    assert duty.waiting_share == pytest.approx(expected["waiting_probability"], abs=within)


def test_fourteen_on_duty_take_twenty_and_not_twenty_one() -> None:
    assert rostered(14, 0.3) == 20
    # To a computer 1 - 0.3 is a little less than 0.7: 21 / (1 - 0.3) = 30.000000000000004
    assert math.ceil(21 / (1 - 0.3)) == 31
    assert rostered(21, 0.3) == 30


def test_staff_04_erlang_b() -> None:
    given, expected, within = case("staff-04-erlangb")
    lost = [float(blocked(one["A"], one["c"])) for one in given["cases"]]
    assert lost == pytest.approx(expected["blocking"], abs=within)
    size = given["size"]
    lines = lines_needed(size["A"], size["max_blocking"])
    assert lines == expected["raw_positions"]
    assert rostered(lines, size["shrinkage"]) == expected["positions"]


def test_staff_08_cheapest_mix_of_skills() -> None:
    given, expected, within = case("staff-08-multiskill")
    profiles = [Profile(one["name"], tuple(one["skills"]), one["cost"]) for one in given["profiles"]]
    mix = cheapest_mix(profiles, given["required"])
    assert mix.cost == pytest.approx(expected["cost"], abs=within)
    assert mix.agents == expected["agents"]
    apart = cheapest_mix([one for one in profiles if len(one.skills) == 1], given["required"])
    assert apart.cost == pytest.approx(expected["dedicated_cost"], abs=within)


def test_a_skill_that_nobody_has_is_refused() -> None:
    with pytest.raises(InputProblems) as refused:
        cheapest_mix([Profile("Billing_only", ("Billing",), 1)], {"Billing": 5, "Biling": 3})
    assert str(refused.value) == 'required: no profile has the skill "Biling"; use Billing; did you mean "Billing"?'


def test_nobody_required_costs_nothing() -> None:
    assert cheapest_mix([Profile("clerk", ("Billing",), 1)], {"Billing": 0}).cost == 0


@pytest.mark.parametrize("load", [0.0, 0.3, 1.0, 9.5, 120.0, 5_000.0])
@pytest.mark.parametrize("of_load", [0.0, 0.4, 0.99, 1.0, 1.2])
def test_erlang_b_is_its_recursion_far_and_near(load: float, of_load: float) -> None:
    lines = round(load * of_load)
    assert blocked(load, lines) == pytest.approx(one_by_one(load, lines), rel=1e-9)


def test_arrays_give_what_their_elements_give() -> None:
    contacts = np.array([[0.0, 1.0, 10.0, 100.0], [37.0, 250.0, 1_000.0, 12_000.0]])
    together = agents_needed(contacts, 30, 3, 20, 0.8, 0.9, 0.25)
    for at in np.ndindex(contacts.shape):
        alone = agents_needed(contacts[at], 30, 3, 20, 0.8, 0.9, 0.25)
        assert together.agents[at] == alone.agents
        assert together.answered_share[at] == alone.answered_share
    lines = lines_needed(contacts / 10, 0.02)
    assert lines.tolist() == [[float(lines_needed(load, 0.02)) for load in row] for row in contacts / 10]


def test_one_fewer_would_not_do() -> None:
    load = np.arange(0.5, 60, 0.5)
    duty = agents_needed(load, 3, 3, 20, 0.8)
    assert (duty.answered_share >= 0.8 - 1e-9).all()
    assert (answered_share(load, duty.agents - 1, 3, 20) < 0.8).all()
    lines = lines_needed(load, 0.02)
    assert (blocked(load, lines) <= 0.02 + 1e-9).all()
    assert (blocked(load, lines - 1) > 0.02).all()


def test_the_ends_of_a_queue() -> None:
    # Nobody calls: nobody is needed, nobody waits. As much work as people: everybody waits.
    idle = agents_needed(0, 30, 3, 20, 0.8)
    assert (idle.agents, idle.rostered, idle.answered_share, idle.occupancy_share) == (0, 0, 1, 0)
    assert (waiting_share(5, 5), waiting_share(6, 5), answered_share(6, 5, 3, 20)) == (1, 1, 0)
    # 10 people kept busy with no target but an end: 11. At most 8 of 10 minutes busy: 12.5, so 13.
    assert agents_needed(100, 30, 3, 20, 0).agents == 11
    assert agents_needed(100, 30, 3, 20, 0, 0.8).agents == 13
    assert lines_needed(0, 0.02) == 0
