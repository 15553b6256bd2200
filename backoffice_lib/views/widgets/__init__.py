"""The workbench as a page of controls and answers: `Workbench(plan)` at the end of a notebook cell.

It is loaded when it is first asked for: nothing else needs what draws controls.
"""

from importlib import import_module
from typing import Any

__all__ = ["Workbench"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"backoffice_lib.views.widgets has no {name}; it has {', '.join(__all__)}")
    return getattr(import_module(f"{__name__}.workbench"), name)
