"""Reports: a notebook goes in and a document comes out that a planner can send on."""

from backoffice_lib.reports.on_plan import report
from backoffice_lib.reports.report import ReportsFailed
from backoffice_lib.reports.run import CellFailed

__all__ = ["CellFailed", "ReportsFailed", "report"]
