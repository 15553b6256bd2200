"""Runs a command and turns its end into an exit code: 0 done, 1 our fault, 2 the input's, 3 a check failed."""

from __future__ import annotations

import ast
import errno
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from pathlib import Path

import click

import backoffice_lib
from backoffice_lib.basics.errors import InputProblems, listed, nearest, refuse

DONE, OUR_FAULT, INPUT_FAULT, CHECK_FAILED, INTERRUPTED = 0, 1, 2, 3, 130
_MENDS = {
    errno.EACCES: "ask for the right to it, or give another folder", errno.EPERM: "ask for the right to it, or give another folder",
    errno.EROFS: "the disk only lets itself be read; give another folder", errno.ENOSPC: "make room there, or give another folder",
    errno.EDQUOT: "make room there, or give another folder",
}
"""What somebody can do about a fault of the machine."""


class Commands(click.Group):
    """The commands that lie in this folder; a file break_even.py is the command break-even."""

    def list_commands(self, context: click.Context) -> list[str]:
        """The names of the files in this folder."""
        names = [found.name for found in pkgutil.iter_modules(importlib.import_module("backoffice_lib.cli").__path__)]
        return sorted(name.replace("_", "-") for name in names if not name.startswith("_"))

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of a file; only that file is imported."""
        if name not in self.list_commands(context):
            return None
        return importlib.import_module(f"backoffice_lib.cli.{name.replace('-', '_')}").command

    def resolve_command(self, context: click.Context, args: list[str]) -> tuple:
        """The command that is meant, in click's shape. Raises InputProblems with the nearest one."""
        known = self.list_commands(context)
        if not args[0].startswith("-") and args[0] not in known:
            near = nearest(args[0], known)
            raise refuse("backoffice", f'there is no command "{args[0]}"', f"use {listed(known, 30)}", near)
        return super().resolve_command(context, args)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the commands by the first line of their files: importing them all would take a second."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _first_line(name)) for name in self.list_commands(context)])


def _first_line(name: str) -> str:
    """What a command's file says it answers, after `backoffice NAME: `."""
    source = Path(__file__).with_name(f"{name.replace('-', '_')}.py").read_text(encoding="utf-8")
    return (ast.get_docstring(ast.parse(source)) or "").splitlines()[0].partition(": ")[2]


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(backoffice_lib.__version__, prog_name="backoffice")
def backoffice() -> None:
    """Plan the cost and staffing of a back office.

    PLAN is a plan folder or the name of a shipped plan, such as remote_accountants.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line and leaves with its exit code."""
    sys.exit(status(arguments))


def status(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; the exit code. With BACKOFFICE_DEBUG set, our own faults show where they happened."""
    try:
        return backoffice.main(arguments, prog_name="backoffice", standalone_mode=False) or DONE
    except InputProblems as wrong:
        for problem in wrong.problems:
            click.echo(str(problem), err=True)
        return INPUT_FAULT
    except click.ClickException as wrong:
        told = importlib.import_module("backoffice_lib.cli._typed").in_our_words  # reads figures, which help need not wait for
        click.echo(told(wrong, backoffice, sys.argv[1:] if arguments is None else arguments), err=True)
        return INPUT_FAULT
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except OSError as fault:
        if os.environ.get("BACKOFFICE_DEBUG"):
            raise
        mend = f"; {_MENDS[fault.errno]}" if fault.errno in _MENDS else ""
        click.echo(f"{fault.filename or 'a file'}: {fault.strerror or type(fault).__name__}{mend}", err=True)
        return OUR_FAULT
    except Exception as fault:
        if os.environ.get("BACKOFFICE_DEBUG"):
            raise
        # Only the kind of fault is told: its text could hold somebody's pay.
        told = "set BACKOFFICE_DEBUG=1 to see where, and report it"
        click.echo(f"backoffice: a fault of ours ({type(fault).__name__}); {told}", err=True)
        return OUR_FAULT
