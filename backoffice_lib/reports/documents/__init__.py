"""Documents: an executed notebook as pages, a PDF, a workbook and CSV tables that can be sent on."""

from backoffice_lib.reports.documents.tables import NamedTable, tables_of, write_tables

__all__ = ["NamedTable", "tables_of", "write_tables"]
