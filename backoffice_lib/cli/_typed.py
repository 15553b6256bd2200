"""What was typed on the command line and does not fit, told like all else that is wrong: where, what, and what would be right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import click

from backoffice_lib.basics.errors import Problem, Wrong, choice, described, nearest
from backoffice_lib.files.figures import number
from backoffice_lib.files.figures import whole as whole_number

_DIGITS = re.compile(r"[-+]?[0-9]{1,15}(\.[0-9]{1,15})?")


def in_our_words(wrong: click.ClickException, group: click.Group, typed: Sequence[str]) -> str:
    """What click says about the words that were typed after `backoffice`, in a line of ours; its help, where there were none."""
    context = getattr(wrong, "ctx", None) or _context(group, typed)
    after = typed[typed.index(context.info_name) + 1 :] if context.parent else typed
    if isinstance(wrong, click.NoSuchOption):
        return str(_no_such_option(wrong.option_name, context, after))
    if isinstance(wrong, click.BadOptionUsage):
        return str(_wrongly_used(wrong.option_name, context))
    if isinstance(wrong, click.MissingParameter):
        example = (context.command.epilog or "").splitlines()[-1].strip()
        return str(Problem(_name(wrong.param), "is missing", f"{context.info_name} needs it, as in {example}"))
    if isinstance(wrong, click.BadParameter):
        return str(_no_fit(wrong.param, context, after))
    rest = _parsed(context, after)[1] if context.parent else ()
    return str(_too_much(rest[0], context)) if rest else wrong.format_message()


def _context(group: click.Group, typed: Sequence[str]) -> click.Context:
    """That of the command that was typed, or of none yet, for what click tells without one."""
    whole = click.Context(group, info_name="backoffice", **group.context_settings)
    name = next((one for one in typed if one != "--"), "")
    command = group.get_command(whole, name)
    return click.Context(command, whole, info_name=name) if command else whole


def _parsed(context: click.Context, typed: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """The texts of the parameters by their names, and the words that are too many."""
    given, rest, _ = context.command.make_parser(context).parse_args(list(typed))
    return given, rest


def _name(parameter: click.Parameter) -> str:
    """What a parameter is called by whoever types it: `--draws`, or `PLAN`."""
    return max(parameter.opts, key=len) if isinstance(parameter, click.Option) else parameter.human_readable_name


def _no_such_option(name: str, context: click.Context, typed: Sequence[str]) -> Problem:
    known = {one.lstrip("-"): one for parameter in context.command.get_params(context) for one in parameter.opts if one.startswith("-")}
    # of a word behind a single dash, click tells the first letter alone
    name = next((one.partition("=")[0] for one in typed if one.startswith(name)), name)
    near = known.get(nearest(name.lstrip("-"), known), "")
    return Problem(name, f"is no option of {context.info_name}", f"{context.command_path} --help lists them", near)


def _wrongly_used(name: str, context: click.Context) -> Problem:
    """An option without its value, or a flag with one."""
    parameter = next(one for one in context.command.get_params(context) if name in one.opts)
    if parameter.is_flag:
        return Problem(name, "takes no value", f"write {name} alone")
    return Problem(name, "has no value" if parameter.nargs == 1 else f"has fewer than {parameter.nargs} values", _what_fits(parameter))


def _no_fit(parameter: click.Parameter, context: click.Context, typed: Sequence[str]) -> Problem:
    """A value that is no number, too large, or not one of the choices."""
    given = _parsed(context, typed)[0][parameter.name]
    text = " ".join(given) if isinstance(given, tuple) else given
    what = f"is {text}" if _DIGITS.fullmatch(text) else described(text)
    if isinstance(parameter.type, click.Choice):
        near = nearest(text, parameter.type.choices)
        return Problem(_name(parameter), f"{what}, not one of the choices", choice("use", near, parameter.type.choices), near)
    meant = _meant(text, whole=parameter.type.name.startswith("integer"))
    return Problem(_name(parameter), what, f"write {meant}" if meant else _what_fits(parameter))


def _meant(text: str, whole: bool) -> str:
    """The number that somebody means who writes it as cells are known to hold it too: 10,000, 1e6, 25%; nothing where it may be another."""
    try:
        number(text)
    except Wrong as wrong:
        right = wrong.mend.removeprefix("write ")
        with suppress(Wrong):
            (whole_number if whole else number)(right)
            return right
    return ""


def _what_fits(parameter: click.Parameter) -> str:
    """What would be right for an option."""
    kind, example = parameter.type, f", such as {parameter.default}" if isinstance(parameter.default, (int, float)) else ""
    if isinstance(kind, click.Tuple):
        return f"give two numbers, {parameter.metavar}"
    if isinstance(kind, click.IntRange):
        return f"give a whole number{f', {kind.min} or more' if kind.max is None else f' from {kind.min} to {kind.max}'}"
    if kind.name in ("integer", "float"):
        return f"give a {'whole ' if kind.name == 'integer' else ''}number{example}"
    if isinstance(kind, click.Choice):
        return choice("use", "", kind.choices)
    return f"write {_name(parameter)} {parameter.metavar}" if parameter.metavar else f"write it after {_name(parameter)}"


def _too_much(word: str, context: click.Context) -> Problem:
    arguments = [_name(one) for one in context.command.get_params(context) if isinstance(one, click.Argument)]
    return Problem(word or '""', "is one word too many", f"write {' '.join([context.command_path, *arguments])}, then options; what has spaces stands in quotes")
