"""Settings that are secrets: given by the name of an environment variable, read by the notebook alone, and in nothing that is written."""

from __future__ import annotations

import base64
import html
import json
import os
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from backoffice_lib.basics.errors import Wrong

VARIABLE = re.compile(r"env:([A-Z][A-Z0-9_]{0,99})")
HIDDEN = "[secret]"
LEAST_CHARACTERS = 6
"""Of a secret: what is shorter stands in many an output by chance."""
# not every key: an allocation key is none of these
_SECRET = re.compile(r"(^|_)(pass(word|wd|phrase|code)|pwd|secret|token|credential)s?(_|$)|(^|_)(api|access|private|auth|secret|signing)_?key|^key$")


def is_secret(name: str) -> bool:
    """Whether a setting of this name holds a secret."""
    return _SECRET.search(re.sub(r"[^a-z0-9]+", "_", name.casefold())) is not None


def check_secret(name: str, value: Any) -> None:
    """Raise Wrong for a secret that is written out; its value is not told."""
    if is_secret(name) and not (isinstance(value, str) and VARIABLE.fullmatch(value)):
        raise Wrong(f"{name} looks like a secret, and a run keeps its settings", f"set an environment variable to it, and give its name: {name}=env:NAME")


def check_is_set(value: str) -> None:
    """Raise Wrong when the environment variable that a setting names does not hold a secret."""
    name = value.removeprefix("env:")
    if len(os.environ.get(name, "")) < LEAST_CHARACTERS:
        what = f"is shorter than {LEAST_CHARACTERS} characters" if os.environ.get(name) else "is not set"
        raise Wrong(f"the environment variable {name} {what}", "set it to the secret for whoever runs the report")


def secrets_of(settings: Mapping[str, Any]) -> list[str]:
    """The secrets that settings name, in each form in which a page or a message may hold them, the longest first."""
    named = [match[1] for name, value in settings.items() if is_secret(name) and (match := VARIABLE.fullmatch(str(value)))]
    return sorted({form for secret in filter(None, map(os.environ.get, named)) for form in _forms(secret)}, key=len, reverse=True)


def _forms(secret: str) -> tuple[str, ...]:
    return (
        secret, html.escape(secret), html.escape(secret, quote=False), quote(secret, safe=""),
        repr(secret)[1:-1], json.dumps(secret)[1:-1], base64.b64encode(secret.encode("utf-8")).decode("ascii"),
    )


def without(shown: Any, secrets: list[str]) -> Any:
    """What a notebook shows, with a mark in place of each secret."""
    if isinstance(shown, str):
        for secret in secrets:
            shown = shown.replace(secret, HIDDEN)
    elif isinstance(shown, Mapping):
        return {without(name, secrets): without(value, secrets) for name, value in shown.items()}
    elif isinstance(shown, list | tuple):
        return [without(value, secrets) for value in shown]
    return shown
