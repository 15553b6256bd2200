"""Documents: an executed notebook as pages, a PDF, a workbook and CSV tables that can be sent on."""

from backoffice_lib.reports.documents.cover import Cover, answer_of, title_of
from backoffice_lib.reports.documents.page import page, write_plotly
from backoffice_lib.reports.documents.tables import NamedTable, tables_of, write_tables
from backoffice_lib.reports.documents.write import FORMATS, check_formats, write_documents

__all__ = ["FORMATS", "Cover", "NamedTable", "answer_of", "check_formats", "page", "tables_of", "title_of", "write_documents", "write_plotly", "write_tables"]
