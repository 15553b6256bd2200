"""Whom to tell that a report was made: people by mail, a team by its webhook."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator

from backoffice_lib.basics.errors import Wrong, described
from backoffice_lib.basics.record import Record
from backoffice_lib.reports.secret_settings import VARIABLE

MOST_ADDRESSES = 100
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")


def _addresses(value: Any) -> tuple[str, ...]:
    several = tuple(value) if isinstance(value, list | tuple) else (value,)
    for one in several:
        if not isinstance(one, str) or not _ADDRESS.fullmatch(one):
            shown = described(" ".join(one.split()) if isinstance(one, str) else one)
            raise Wrong(f"{shown}, not an address for mail", "write each like finance@example.org")
    if len(several) > MOST_ADDRESSES:
        raise Wrong(f"has {len(several)} addresses", f"at most {MOST_ADDRESSES} are told; give the address of a list")
    return tuple(dict.fromkeys(several))


def _webhook(value: Any) -> str:
    if not isinstance(value, str) or not VARIABLE.fullmatch(value):
        # what was written may be the address itself, which nobody else is to see
        raise Wrong("is not the name of an environment variable", "the address of a webhook is a secret: write env:TEAM_HOOK, and set TEAM_HOOK to the address")
    return value


class Recipients(Record):
    """Whom to tell of a report: the addresses of people or lists, and the webhook of a team.

    webhook: the environment variable that holds its address, as env:TEAM_HOOK.
    """

    KIND = "tell"

    mail: Annotated[tuple[str, ...], BeforeValidator(_addresses)] = ()
    webhook: Annotated[str, BeforeValidator(_webhook)] = ""

    @model_validator(mode="after")
    def _somebody(self) -> Recipients:
        if not (self.mail or self.webhook):
            raise Wrong("names nobody", "write mail: [finance@example.org], or webhook: env:TEAM_HOOK")
        return self

    @property
    def key(self) -> str:
        return ", ".join((*self.mail, self.webhook))

    @property
    def variable(self) -> str:
        """The environment variable that holds the webhook's address."""
        return self.webhook.removeprefix("env:")
