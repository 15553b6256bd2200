"""Every reader takes its seeds, what was found by `make fuzz` before, and some damage done to both."""

from __future__ import annotations

import random

import pytest

from tests.fuzz.seeds import OF, seeds
from tests.fuzz.targets import TARGETS, tried

ODD = (b"\x00", b"\xff", b"\n", b'"', b",", b"=", b"'", b"\xe2\x80\xa8", b"9" * 30, b"nan", b"{", b"]", b"<", b"-1e999", b"2027-13")


def hurt(content: bytes, chance: random.Random) -> bytes:
    """A copy with some of it gone, doubled or replaced."""
    for _ in range(chance.randint(1, 4)):
        first = chance.randint(0, len(content))
        then = min(len(content), first + chance.choice((0, 1, 1, 4, 30)))
        content = content[:first] + chance.choice((b"", content[first:then] * 2, *ODD)) + content[then:]
    return content


def test_every_reader_has_seeds():
    assert OF.keys() == TARGETS.keys()


@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes_are_read_or_refused_in_words(name):
    chance = random.Random(name)
    first = list(seeds(name))
    for content in (*first, *(hurt(chance.choice(first), chance) for _ in range(40))):
        tried(name, content)
