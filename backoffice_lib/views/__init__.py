"""Answers you can see: `table(x)` and `chart(x)` of any answer; a file that shows one more is found by lying here."""

import sys

from backoffice_lib.basics.discover import modules_in
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Table, table

__all__ = ["Table", "chart", "table"]

modules_in(sys.modules[__name__])
