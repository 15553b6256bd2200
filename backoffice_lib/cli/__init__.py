"""The command line: one file per command, each found by lying here; parse, call, print."""

from backoffice_lib.cli._main import main

__all__ = ["main"]
