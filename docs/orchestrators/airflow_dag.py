"""Apache Airflow: every five minutes, make the reports of a plan that are due. To be put into the folder of DAGs.

Airflow and the workbench each keep their own environment: the DAG only calls the command. It is told by environment variables
of Airflow's workers: BACKOFFICE_PLAN, the plan's folder; BACKOFFICE, the command, where it is not on the path.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG(
    dag_id="backoffice_reports",
    description="Make the reports of the back office that are due",
    schedule=timedelta(minutes=5),
    start_date=datetime(2026, 1, 1),
    catchup=False,  # the command itself makes up for what was missed
    max_active_runs=1,
    tags=["backoffice"],
):
    BashOperator(
        task_id="make_what_is_due",
        bash_command='"${BACKOFFICE:-backoffice}" schedule "$BACKOFFICE_PLAN" --once',
        execution_timeout=timedelta(hours=2),  # each report has a deadline of its own
        retries=0,  # the command knows what to try again, and when
        append_env=True,
    )
