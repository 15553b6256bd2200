"""The questions a notebook lets itself be asked: its declared parameters, read and checked before anything starts."""

from __future__ import annotations

import ast
import io
import keyword
import re
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from backoffice_lib.basics.errors import Problem, Wrong, listed, nearest, raise_all, refuse
from backoffice_lib.files.plain_text import brief, quoted
from backoffice_lib.reports.notebooks import parameters_cell
from backoffice_lib.reports.secret_settings import check_is_set, check_secret, is_secret
from backoffice_lib.reports.values import KINDS, converted

# papermill pastes names into the notebook as they are, so only plain ones may pass.
_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
FORM = "write `name: type = value  # help`"


@dataclass(frozen=True)
class Parameter:
    """One thing a notebook can be asked: its name, the kind of value, the default and the help beside it."""

    name: str
    kind: str
    default: object
    help: str = ""


def declared(notebook: Path) -> dict[str, Parameter]:
    """The parameters a notebook declares, by name, in its own order.

    They stand in the one cell tagged `parameters`, a line each: `rate: float = 0.03  # discount rate, per year`.
    """
    source = parameters_cell(notebook)
    try:
        lines = ast.parse(source).body
        notes = _comments(source)
    except SyntaxError as error:
        raise refuse(f"{notebook.stem}: parameters cell, line {error.lineno or 1}", "is not Python", FORM) from error
    # characters and depths that Python does not read
    except (ValueError, tokenize.TokenError, RecursionError, MemoryError) as error:
        raise refuse(f"{notebook.stem}: parameters cell", "is not Python", FORM) from error
    found, problems = {}, []
    for line in lines:
        where = f"{notebook.stem}: parameters cell, line {line.lineno}"
        try:
            parameter = _read(line, notes.get(line.end_lineno, ""))
            if parameter.name in found:
                raise Wrong(f"{parameter.name} is declared twice")
            found[parameter.name] = parameter
        except Wrong as wrong:
            problems.append(Problem(where, wrong.what, wrong.mend, wrong.nearest))
    raise_all(problems)
    return found


def checked(notebook: Path, given: Mapping[str, object]) -> dict[str, object]:
    """Every parameter of the notebook with its value, given or default; all that is wrong is told at once."""
    parameters = declared(notebook)
    values = {name: parameter.default for name, parameter in parameters.items()}
    problems = []
    for name, value in given.items():
        where = f"{notebook.stem}: parameter {brief(str(name))}"
        if name not in parameters:
            known = f"it has {listed(parameters)}" if parameters else "it has none"
            problems.append(Problem(where, "the notebook has no such parameter", known, nearest(name, parameters)))
            continue
        try:
            check_secret(name, value)
            values[name] = converted(value, parameters[name].kind)
        except Wrong as wrong:
            problems.append(Problem(where, wrong.what, wrong.mend, wrong.nearest))
    raise_all([*problems, *_unset(notebook.stem, values)])
    return values


def _unset(stem: str, values: Mapping[str, object]) -> Iterator[Problem]:
    """The secrets that are not where they are said to be."""
    for name, value in values.items():
        try:
            if is_secret(name) and value:
                check_is_set(str(value))
        except Wrong as wrong:
            yield Problem(f"{stem}: parameter {name}", wrong.what, wrong.mend)


def _read(line: ast.stmt, note: str) -> Parameter:
    if not (isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and line.value is not None):
        raise Wrong("is not a parameter", FORM)
    name, kind = line.target.id, ast.unparse(line.annotation)
    if not _PLAIN_NAME.fullmatch(name) or keyword.iskeyword(name):
        raise Wrong(f'{quoted(name)} cannot name a parameter', "use up to 40 small letters, digits and _")
    if kind not in KINDS:
        raise Wrong(f"{name} is declared as {quoted(kind)}", f"the types are {listed(KINDS)}", nearest(kind, KINDS))
    try:
        default = ast.literal_eval(line.value)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError) as error:
        raise Wrong(f"the default of {name} is computed", "write a plain value") from error
    if default:
        check_secret(name, default)
    if isinstance(default, str) and kind != "str":
        raise Wrong(f"the default of {name} is text", f"it is declared as {kind}")
    return Parameter(name, kind, converted(default, kind), note)


def _comments(source: str) -> dict[int, str]:
    """The comment at the end of each line, by line number."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.start[0]: token.string.lstrip("# ").strip() for token in tokens if token.type == tokenize.COMMENT}
