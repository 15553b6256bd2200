"""Imports what a page of the workbench needs and does a little of it once: what is forked afterwards need not.

It is imported by the process that kernels are forked from, and by nothing else.
"""

from __future__ import annotations

import gc

import ipykernel.kernelapp
import ipykernel.zmqshell
import plotly.graph_objects

from backoffice_lib.analyses._at_a_glance import at_a_glance
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.reports import report
from backoffice_lib.simulation import simulate
from backoffice_lib.views import chart
from backoffice_lib.views.widgets.workbench import Workbench

# what is loaded or compiled the first time a plan is read, simulated and drawn: the shipped plan that asks for most of it
_plan = read_plan("meridian")
_today = simulate(_plan)
chart(at_a_glance(_today, _today)).to_plotly_json()
# what is here is here to stay: forks need not look through it for what could be thrown away
gc.collect()
gc.freeze()
