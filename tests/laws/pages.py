"""The pages of the shipped notebooks as documents to attack: what their cells show, of ledgers that are given."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

import backoffice_lib as bo
from backoffice_lib.files.shipped import shipped_notebooks
from backoffice_lib.ledger import Ledger
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import TODAY, Scenario


def page(name: str, plan: Plan, scenarios: Sequence[Scenario] = ()) -> Callable[[Sequence[Ledger]], list[Any]]:
    """What a notebook shows of a plan: a function of the ledgers, those of today and of the scenarios first of all."""
    cells = json.loads(shipped_notebooks()[name].read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]

    def shown(ledgers: Sequence[Ledger]) -> list[Any]:
        def given(of: Plan, scenario: Scenario = TODAY) -> Ledger:
            return next(ledger for ledger in ledgers if ledger.scenario == scenario.name and of == plan)

        found: list[Any] = []
        with pytest.MonkeyPatch.context() as patch:
            for module in vars(bo.analyses).values():
                if hasattr(module, "__globals__") and "simulate" in module.__globals__:
                    patch.setitem(module.__globals__, "simulate", given)
            named = {one.name: one for one in (TODAY, *scenarios)}
            reading = {"read_plan": lambda _: plan, "read_scenario": lambda _, name: named[name], "read_scenarios": lambda _: list(scenarios), "simulate": given}
            names = {"bo": SimpleNamespace(**{one: getattr(bo, one) for one in dir(bo) if not one.startswith("_")} | reading), "display": lambda *all_of: found.extend(all_of)}
            for source in sources:
                found += _run(source.replace("import backoffice_lib as bo", ""), names)
        return [one for one in found if one is not None]

    return shown


def _run(source: str, names: dict[str, Any]) -> list[Any]:
    """Runs a cell; what its last line comes to, where it comes to anything."""
    body = ast.parse(source).body
    last = [body.pop()] if body and isinstance(body[-1], ast.Expr) and not ast.unparse(body[-1]).startswith("print") else []
    names["print"] = lambda *_: None
    exec(compile(ast.Module(body, []), "cell", "exec"), names)
    return [eval(compile(ast.Expression(one.value), "cell", "eval"), names) for one in last]
