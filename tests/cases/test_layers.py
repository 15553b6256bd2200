"""Layers above a pool of staff, against the worked cases and by hand."""

from __future__ import annotations

import numpy as np
import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.operations.layers import layers, most_staff
from tests.cases.reading import case


def test_head_06_span_of_control() -> None:
    given, expected, _ = case("head-06-span-of-control")
    above = [layers(given["front_line"], span) for span in given["spans"]]
    managers = [one.sum() for one in above]
    assert managers == expected["managers"]
    assert [len(one) for one in above] == expected["levels_of_managers"]
    assert [given["front_line"] + one for one in managers] == expected["total_employees"]
    payroll = [one * given["manager_salary"] for one in managers]
    assert payroll == expected["manager_payroll"]
    assert payroll[0] - payroll[1] == expected["saving"]
    # One layer is not all: 4,096 / 4 = 1,024 are only those who lead the front line.
    assert above[0][0] == 1024


def test_head_07_layers() -> None:
    given, expected, _ = case("head-07-layers")
    counts = [len(layers(given["headcount"], span)) for span in given["spans"]]
    assert counts == expected["layers"]
    assert [most_staff(span, count) for span, count in zip(given["spans"], counts, strict=True)] == expected["capacity"]
    # One person more than a pyramid holds needs another layer.
    assert (len(layers(1296, 6)), len(layers(1297, 6))) == (4, 5)


@pytest.mark.parametrize(("span", "above"), [(8, (25, 4, 1)), (10, (20, 2, 1)), (12, (17, 2, 1))])
def test_two_hundred_staff(span: int, above: tuple[int, ...]) -> None:
    # at 8: 200 / 8 = 25; 25 / 8 = 3.125, so 4; one leads those. At 12: 16.67, so 17; 1.42, so 2; one leads those.
    assert tuple(layers(200, span)) == above


def test_fractional_layers_end_in_one_head() -> None:
    # 200 / 8 = 25; 25 / 8 = 3.125; 3.125 / 8 = 0.390625 would be less than a person, and is the one head.
    assert layers(200, 8, whole=False).tolist() == [25, 3.125, 1]
    # 64 / 8 = 8; 8 / 8 = 1, the head.
    assert layers(64, 8, whole=False).tolist() == layers(64, 8).tolist() == [8, 1]
    assert layers(3, 8, whole=False).tolist() == [1]


def test_nobody_leads_one_person_or_nobody() -> None:
    assert layers(1, 8).tolist() == layers(0, 8).tolist() == []
    # two part-time posts are more than one person
    assert layers(1.5, 8).tolist() == [1]


def test_a_whole_quotient_is_not_rounded_up_for_noise() -> None:
    # 0.1 + 0.2 is a little more than 0.3: 8 × (0.1 + 0.2) × 10 = 24.000000000000004
    staff = 8 * (0.1 + 0.2) * 10
    assert staff > 24
    assert layers(staff, 8).tolist() == [3, 1]


def test_arrays_give_what_their_elements_give() -> None:
    staff, span = np.array([[0.0, 1.0, 9.0], [200.0, 1000.0, 4096.0]]), np.array([[8.0], [6.0]])
    for whole in (True, False):
        together = layers(staff, span, whole)
        for at in np.ndindex(staff.shape):
            alone = layers(staff[at], span[at[0], 0], whole)
            assert together[: len(alone), *at].tolist() == alone.tolist()
            assert not together[len(alone) :, *at].any()


def test_a_span_of_one_is_refused() -> None:
    with pytest.raises(InputProblems) as refused:
        layers(200, 1)
    assert str(refused.value) == "span: is 1; give more than 1: who leads one person only never makes the top narrower"
