"""The tables of a report as a workbook: its cover first, then a sheet for each table under its heading."""

from __future__ import annotations

from backoffice_lib.files.workbooks import Sheet, workbook_of
from backoffice_lib.reports.documents.cover import Cover
from backoffice_lib.reports.documents.tables import tables_of

FORMS = {
    "money": "#,##0", "cents": "#,##0.00", "heads": "#,##0.0", "count": "#,##0", "share": "0.0%", "figure": "#,##0.######", "text": "", "when": "",
}
"""How the numbers of a column are shown, in Excel's notation."""


def report_workbook(executed, cover: Cover, where: str) -> bytes:
    """The workbook; the same report gives the same bytes. Raises InputProblems for what a sheet cannot hold."""
    tables = tables_of(executed)
    facts = list(cover.facts.items())
    failed = [("FAILED", f"a check failed: {check}") for check in cover.failed_checks]
    answer = [("Answer", cover.answer)] if cover.answer else []
    listed = [("Tables" if at == 0 else "", table.heading) for at, table in enumerate(tables)]
    first = Sheet("Cover", ("Report", cover.title), [*failed, *facts, *answer, *listed])
    return workbook_of(
        [
            first,
            *(
                Sheet(
                    table.heading or "Table", tuple(column.heading for column in table.columns), table.rows,
                    tuple(FORMS[column.form] for column in table.columns), table.heading, table.total,
                )
                for table in tables
            ),
        ],
        where,
    )
