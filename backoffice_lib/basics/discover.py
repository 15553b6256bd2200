"""Finds what lies in a folder: adding a lever, a cost or a command is adding one file."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType
from typing import TypeVar

Found = TypeVar("Found")


@cache
def modules_in(package: ModuleType) -> tuple[ModuleType, ...]:
    """Every module of the folder, in the order of their names; looked for once."""
    names = sorted(found.name for found in pkgutil.iter_modules(package.__path__))
    return tuple(importlib.import_module(f"{package.__name__}.{name}") for name in names)


@cache
def instances_in(package: ModuleType, kind: type[Found]) -> tuple[Found, ...]:
    """Every value of the kind that a module of the folder defines at its top."""
    return tuple(value for module in modules_in(package) for value in vars(module).values() if isinstance(value, kind))


@cache
def subclasses_in(package: ModuleType, kind: type[Found]) -> tuple[type[Found], ...]:
    """Every class of the kind that a module of the folder defines itself."""
    return tuple(
        value
        for module in modules_in(package)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, kind) and value.__module__ == module.__name__
    )
