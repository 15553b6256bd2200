"""How fast the mean of many draws comes to rest, drawn at random, by a Latin hypercube, or as a Sobol sequence."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from backoffice_lib.basics.distributions import Triangular
from backoffice_lib.draws import in_draws
from backoffice_lib.plan import Plan, Policies, Site, Team
from backoffice_lib.scenario import TODAY
from backoffice_lib.views.theme import LINES, figure

COUNTS = (32, 64, 128, 256, 512, 1024, 2048)
SEEDS = range(12)
SAMPLING = {"random": "at random", "latin_hypercube": "Latin hypercube", "sobol": "Sobol sequence"}
POWERS = (1e-2, 1e-3, 1e-4, 1e-5, 1e-6)
PAY = Triangular(30_000, 36_000, 48_000)


def plan_of(sampling: str) -> Plan:
    """Five teams for a year whose pay is unsure, so that the mean of their cost is known."""
    teams = tuple(Team(team=f"team {at}", function="records", site="HQ", heads=10 * at, salary_per_year=PAY) for at in range(1, 6))
    policies = Policies(sampling=sampling)
    return Plan(name="convergence", currency="USD", start="2027-01", months=12, sites=(Site(site="HQ"),), teams=teams, policies=policies)


def errors(sampling: str) -> list[float]:
    """By how much the mean is off, as a share of it, for each number of draws: the root of the mean square over some seeds."""
    mean = 150 * (PAY.low + PAY.mode + PAY.high) / 3
    found = [[in_draws(plan_of(sampling), TODAY, count, seed, "plan").total.mean() / mean - 1 for seed in SEEDS] for count in COUNTS]
    return np.sqrt(np.square(found).mean(axis=1)).tolist()


def convergence() -> go.Figure:
    """The three ways side by side, on axes of powers of ten."""
    off = {name: errors(name) for name in SAMPLING}
    times = off["random"][-1] / off["sobol"][-1]
    traces = [
        go.Scatter(name=words, x=COUNTS, y=off[name], mode="lines+markers", line=LINES[at]) for at, (name, words) in enumerate(SAMPLING.items())
    ]
    title = f"after {COUNTS[-1]:,} draws the mean of a Sobol sequence is {times:.0f} times as close as at random"
    drawn = figure(traces, title)
    drawn.update_xaxes(type="log", title_text="draws", tickvals=COUNTS)
    drawn.update_yaxes(type="log", title_text="how far the mean cost is off, as a share of it", tickvals=POWERS, ticktext=[f"{100 * power:g} %" for power in POWERS])
    return drawn
