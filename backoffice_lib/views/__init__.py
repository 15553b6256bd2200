"""Answers you can see: `table(x)` and `chart(x)` of any answer."""

from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Table, table

__all__ = ["Table", "chart", "table"]
