"""The archive: runs of reports in folders that appear whole or not at all, with what they were made from."""

from backoffice_lib.reports.archive.archive import Archive, Busy
from backoffice_lib.reports.archive.certificate import Certificate, Check, Difference, KeptFile, read_certificate
from backoffice_lib.reports.archive.draft import AlreadyDone, Draft
from backoffice_lib.reports.archive.index import Row

__all__ = ["AlreadyDone", "Archive", "Busy", "Certificate", "Check", "Difference", "Draft", "KeptFile", "Row", "read_certificate"]
