"""Small notebooks made on the spot, to be run or to be printed."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat

PARAMETERS = """\
plan: str = "tiny"  # the plan folder or the name of a shipped plan
scenarios: list[str] = []  # names of scenarios
rate: float = 0.03  # discount rate, per year
months: int = 36  # how far to look
detailed: bool = False  # every team on a line of its own
"""

KINDS = {
    "html": "text/html",
    "text": "text/plain",
    "markdown": "text/markdown",
    "figure": "application/vnd.plotly.v1+json",
}

PASTED = "<script>window.ran = true</script> & <b>Sons</b>"


def words(text: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_markdown_cell(text)


def code(source: str, *tags: str, outputs: list | tuple = ()) -> nbformat.NotebookNode:
    return nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)}, outputs=list(outputs), execution_count=None)


def parameters(source: str = PARAMETERS) -> nbformat.NotebookNode:
    return code(source, "parameters")


def shown(**data: object) -> nbformat.NotebookNode:
    """What a cell displays, as it is kept in an executed notebook: shown(html=…, text=…, markdown=…, figure=…)."""
    return nbformat.v4.new_output("display_data", {KINDS[kind]: value for kind, value in data.items()})


def printed(text: str, name: str = "stdout") -> nbformat.NotebookNode:
    return nbformat.v4.new_output("stream", name=name, text=text)


def notebook(*cells: nbformat.NotebookNode, kernel: str = "python3") -> nbformat.NotebookNode:
    kernelspec = {"name": kernel, "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=list(cells), metadata={"kernelspec": kernelspec})


def saved(folder: Path, name: str, *cells: nbformat.NotebookNode, kernel: str = "python3") -> Path:
    """A notebook file of that name in the folder."""
    path = folder / f"{name}.ipynb"
    path.write_text(nbformat.writes(notebook(*cells, kernel=kernel)), encoding="utf-8")
    return path


def bars(*names: str) -> dict:
    """A chart with a bar for each name, as plotly keeps it in a notebook."""
    import plotly.graph_objects as go

    figure = go.Figure([go.Bar(name=name, x=["2027-01", "2027-02"], y=[12.5, 13.5]) for name in names])
    figure.update_layout(title="Cost per month (thousand EUR)", barmode="stack")
    return json.loads(figure.to_json())


def executed_report() -> nbformat.NotebookNode:
    """A report's notebook as it looks after its run, with a team whose name tries to be a program."""
    import pandas as pd

    costs = pd.DataFrame({"cost (EUR)": [3416733.0, 812000.5], "first month": ["2027-01", "2028-03"]})
    costs.index = pd.Index([PASTED, "on-costs"], name="team")
    return notebook(
        words("# What does today cost?\n\nOver three years, at the likely value of each assumption."),
        parameters(),
        code("print(answer)", "answer", outputs=[printed("Today costs 4,812,300 EUR.\n")]),
        words(f"## By team\n\nFrom **$5** to **$6**. {PASTED}"),
        code("costs", outputs=[shown(html=costs.to_html(), text=str(costs))]),
        code("chart", outputs=[shown(figure=bars("Rent", PASTED), text="Figure({…})")]),
        code("raw", outputs=[shown(html=f"<p onclick='x()'>{PASTED}</p>")]),
        code("picture", outputs=[shown(html="<img src='https://example.org/x.png' onerror='x()'>")]),
        code("more", outputs=[shown(markdown=f"[a link](https://example.org) [bad](javascript:x()) {PASTED}")]),
        words("## A second part"),
        code("warn", outputs=[printed("/tmp/x.py:1: UserWarning: careful\n", "stderr"), printed("Two words.")]),
    )
