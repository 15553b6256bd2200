"""Make one page of an executed notebook: its words, tables and charts in a single file that opens anywhere."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from backoffice_lib.plan.policies import SMALLEST_PAY_GROUP_HEADS
from backoffice_lib.reports.documents.safe_html import clean_html, markdown_to_html, set_in_order

_FIGURE = "application/vnd.plotly.v1+json"
_HEADING = re.compile(r"^# +(.+?) *#*$\n*", re.MULTILINE)
UNMASKED = f"shown unmasked, of groups of fewer than {SMALLEST_PAY_GROUP_HEADS} people too"
_SHOWN = ["text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/plain"]


@dataclass(frozen=True)
class Cover:
    """What stands at the head of a report besides its figures: what it is about, as of when, its answer, and whether it shows the pay of few people."""

    title: str
    plan: str = ""
    scenarios: tuple[str, ...] = ()
    as_of: date | None = None
    made_on: date | None = None
    answer: str = ""
    unmasked: bool = False


def title_of(executed) -> str:
    """The notebook's first heading, or nothing."""
    for cell in executed.cells:
        if cell.cell_type == "markdown" and (heading := _HEADING.search(cell.source)):
            return heading[1]
    return ""


def answer_of(executed) -> str:
    """The sentence shown by the cell tagged `answer`, or nothing."""
    for cell in executed.cells:
        if cell.cell_type == "code" and "answer" in cell.metadata.get("tags", []):
            return " ".join(_words(output) for output in cell.outputs).strip()
    return ""


def page(executed, cover: Cover) -> str:
    """The executed notebook as one HTML page that needs no network, and in which nothing from the data can run."""
    import jinja2

    body, figures = _body(executed, cover)
    scripts = []
    if figures:
        from plotly.offline import get_plotlyjs

        scripts = [_inlined(get_plotlyjs()), _inlined(_part("page.js"))]
    strict = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    return strict.from_string(_part("page.html.j2")).render(
        cover=cover, unmasked=UNMASKED, day=_day, style=_part("page.css"), body=body,
        figures=[_as_data(figure) for figure in figures],
        scripts=scripts, fingerprints=[_fingerprint(script) for script in scripts],
    )


def _part(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _body(executed, cover: Cover) -> tuple[str, list[dict]]:
    """The cells as HTML, with an empty place for each chart, and the charts."""
    from nbconvert import HTMLExporter
    from traitlets.config import Config

    shown, figures = _without_what_the_cover_says(executed, cover), []
    for output in [output for cell in shown.cells for output in cell.get("outputs", [])]:
        if _FIGURE in output.get("data", {}):
            figures.append(output.data[_FIGURE])
            output.data = {"text/html": f'<div class="chart chart-{len(figures)}"></div>'}
    exporter = HTMLExporter(
        template_name="basic", sanitize_html=True, exclude_input=True, exclude_input_prompt=True,
        exclude_output_prompt=True, exclude_raw=True, config=Config(NbConvertBase={"display_data_priority": _SHOWN}),
    )
    exporter.register_filter("markdown2html", markdown_to_html)
    exporter.register_filter("clean_html", clean_html)
    html, _ = exporter.from_notebook_node(shown)
    return set_in_order(html), figures


def _without_what_the_cover_says(executed, cover: Cover):
    """The notebook without its title, its answer and its warnings, and without the cells that show nothing."""
    shown = copy.deepcopy(executed)
    for cell in shown.cells:
        if cell.cell_type == "markdown" and (heading := _HEADING.search(cell.source)):
            cell.source = cell.source.replace(heading[0], "", 1)
            break
    for cell in shown.cells:
        tags = cell.metadata.get("tags", [])
        if cell.cell_type == "code":
            told = cover.answer and "answer" in tags
            cell.outputs = [] if told else [output for output in cell.outputs if output.get("name") != "stderr"]
    shown.cells = [cell for cell in shown.cells if cell.get("outputs") or cell.cell_type == "markdown"]
    return shown


def _words(output) -> str:
    """What an output says in plain words."""
    if output.output_type == "stream":
        return output.text.strip() if output.name == "stdout" else ""
    text = output.get("data", {}).get("text/plain", "")
    return text[1:-1] if text[:1] in "'\"" and text[:1] == text[-1:] else text


def _inlined(script: str) -> str:
    """A script as it may stand between two script tags; browsers read its line ends as plain ones."""
    return re.sub(r"</(?=script)", r"<\\/", script, flags=re.IGNORECASE).replace("\r\n", "\n").replace("\r", "\n")


def _fingerprint(script: str) -> str:
    """What the page's own policy names its scripts by: a script with any other fingerprint is not run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")


def _as_data(figure: dict) -> str:
    """A chart as text that no HTML reader can take for the end of its element; what is no number is left open."""
    kept = json.dumps({name: figure[name] for name in ("data", "layout") if name in figure})
    text = json.dumps(json.loads(kept, parse_constant=lambda _: None), separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
