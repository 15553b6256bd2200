"""Prefect: every five minutes, make the reports of a plan that are due. `python prefect_flow.py` serves it.

Prefect and the workbench each keep their own environment: the flow only calls the command. It is told by environment
variables: BACKOFFICE_PLAN, the plan's folder; BACKOFFICE, the command, where it is not on the path.
"""

from __future__ import annotations

import os
import subprocess

from prefect import flow, get_run_logger


@flow(name="backoffice reports", retries=0, timeout_seconds=2 * 60 * 60)
def make_what_is_due() -> None:
    """Make what is due; fails when the command does, with what it said in the log."""
    command = [os.environ.get("BACKOFFICE", "backoffice"), "schedule", os.environ["BACKOFFICE_PLAN"], "--once"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    for line in (ended.stdout + ended.stderr).splitlines():
        get_run_logger().info(line)
    if ended.returncode:
        raise RuntimeError(f"backoffice schedule ended with {ended.returncode}")


if __name__ == "__main__":
    make_what_is_due.serve(name="every five minutes", cron="*/5 * * * *")
