"""Reports: a notebook goes in and a document comes out that a planner can send on."""

from backoffice_lib.reports.on_plan import ReportsFailed, report

__all__ = ["ReportsFailed", "report"]
