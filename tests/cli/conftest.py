"""Runs a command as somebody would type it, in an empty folder, and keeps what it printed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from backoffice_lib.cli._main import status


@dataclass(frozen=True)
class Ran:
    """The end of a command: its exit code, and what it printed on either line."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def problems(self) -> list[str]:
        """The lines of an input problem, after checking that it was one and that nothing else was said."""
        assert (self.code, self.out) == (2, "")
        return self.err.splitlines()


@pytest.fixture
def run(capsys, tmp_path, monkeypatch) -> Callable[..., Ran]:
    monkeypatch.chdir(tmp_path)

    def typed(*words: str) -> Ran:
        code = status(list(words))
        return Ran(code, *capsys.readouterr())

    return typed


@pytest.fixture
def nothing_written(tmp_path):
    """After the test the folder holds what it held when the test began."""
    before = sorted(tmp_path.rglob("*"))
    yield
    assert sorted(tmp_path.rglob("*")) == before
