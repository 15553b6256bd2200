"""Colours are told apart by everybody: as those see them who lack the red or the green cones, and on white as on black."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from backoffice_lib.costs import categories
from backoffice_lib.views.at_a_glance import COLOUR_OF_MODE
from backoffice_lib.views.theme import IN_THE_DARK, PALETTE, SAVED, SPENT, mark_of, marks_of

# Source: Machado, Oliveira and Fernandes, A physiologically-based model for simulation of colour vision deficiency, 2009, severity 1, on linear RGB.
SEEN_WITHOUT = {
    "nothing": np.eye(3),
    "red": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "green": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = TO_XYZ @ np.ones(3)
APART = 10  # CIE 1976; 2 or 3 can just be seen side by side


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(colour: str, without: str) -> np.ndarray:
    xyz = TO_XYZ @ np.clip(SEEN_WITHOUT[without] @ linear(colour), 0, 1) / WHITE
    cube = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * cube[1] - 16, 500 * (cube[0] - cube[1]), 200 * (cube[1] - cube[2])])


def contrast(one: str, other: str) -> float:
    light, dark = sorted((float(np.array([0.2126, 0.7152, 0.0722]) @ linear(colour)) for colour in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("without", SEEN_WITHOUT)
@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("colours", [PALETTE, tuple(COLOUR_OF_MODE.values()), (SAVED, SPENT)], ids=["palette", "modes", "saved and spent"])
def test_no_two_colours_look_alike(colours, light, without):
    shown = [IN_THE_DARK.get(colour, colour) for colour in colours] if light == "dark" else colours
    near = {pair: float(np.linalg.norm(lab(pair[0], without) - lab(pair[1], without))) for pair in combinations(shown, 2)}
    assert min(near.values()) >= APART, sorted(near.items(), key=lambda pair: pair[1])[:3]


def test_a_category_has_one_mark_whatever_stands_beside_it():
    names = [category.name for category in categories()]
    for name in names:
        assert mark_of(name) == mark_of(name, names) == mark_of(name, list(reversed(names)))
        assert marks_of([name])["color"] == [mark_of(name)["color"]]


def test_no_two_categories_look_alike_and_there_is_room_for_as_many_again():
    names = [category.name for category in categories()]
    more = [f"a cost of our own {at}" for at in range(20)]
    marks = [mark_of(name, more) for name in (*names, *more)]
    seen = {(mark["color"], mark.get("pattern", {}).get("shape", "")) for mark in marks}
    assert {mark["color"] for mark in marks} <= set(PALETTE) and len(seen) == len(marks)


def test_colours_stand_out_from_a_dark_page():
    assert {colour: round(contrast(shown, IN_THE_DARK["white"]), 1) for colour in PALETTE if contrast(shown := IN_THE_DARK.get(colour, colour), IN_THE_DARK["white"]) < 3} == {}
