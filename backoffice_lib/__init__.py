"""Plan the cost and staffing of a back office: `import backoffice_lib as bo`.

Everything is loaded when it is first asked for, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import Any

from backoffice_lib.basics.quick_start import skip_unused_grammars

__version__ = "0.1.0"

_FACE = {
    "Plan": "plan",
    "Scenario": "scenario",
    "read_plan": "files.plan_folder",
    "read_scenario": "files.scenarios",
    "read_scenarios": "files.scenarios",
    "simulate": "simulation",
    "summarise": "analyses.summarise",
    "compare": "analyses.compare",
    "bridge": "analyses.bridge",
    "why": "analyses.why",
    "table": "views",
    "chart": "views",
    "report": "reports",
    "levers": "",
    "costs": "",
    "analyses": "",
}
__all__ = list(_FACE)

skip_unused_grammars()


def __getattr__(name: str) -> Any:
    if name not in _FACE:
        raise AttributeError(f"backoffice_lib has no {name}; it has {', '.join(_FACE)}")
    home = import_module(f"backoffice_lib.{_FACE[name] or name}")
    return getattr(home, name) if _FACE[name] else home


def __dir__() -> list[str]:
    return __all__
