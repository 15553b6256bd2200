"""The cells of an executed notebook as sections of a page: its words, tables and places for its charts, without its code."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from backoffice_lib.reports.documents.cover import HEADING, Cover
from backoffice_lib.reports.documents.safe_html import clean_html, markdown_to_html, set_in_order

_FIGURE = "application/vnd.plotly.v1+json"
_PICTURES = ("image/png", "image/jpeg")
_ANY_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
_COLOURS = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")


@dataclass(frozen=True)
class Body:
    """A page's own part of a report, in HTML in which nothing can run.

    lead: the words below its title, for the cover. contents: the headings of its sections by their place. figures: its charts, as plotly keeps them.
    """

    lead: str
    html: str
    contents: tuple[tuple[str, str], ...]
    figures: tuple[dict[str, Any], ...]


def body_of(executed, cover: Cover) -> Body:
    """What the notebook shows, but for its title and the answer, which the cover says, and its warnings."""
    figures: list[dict[str, Any]] = []
    lead, *parts = _parts(executed, cover, figures)
    whole, contents = _in_sections("\n".join(parts))
    return Body(str(set_in_order(lead)), whole, contents, tuple(figures))


def _parts(executed, cover: Cover, figures: list[dict[str, Any]]) -> Iterator[str]:
    """The words below the title, and then all the rest."""
    titled = next((cell for cell in executed.cells if cell.cell_type == "markdown" and HEADING.search(cell.source)), None)
    lead, rest = _below_the_title(titled.source) if titled else ("", "")
    yield _words(lead)
    for cell in executed.cells:
        if cell.cell_type == "markdown":
            yield _words(rest if cell is titled else cell.source)
        elif cell.cell_type == "code" and not (cover.answer and "answer" in cell.metadata.get("tags", [])):
            for output in cell.outputs:
                yield f'<div class="shown">{shown}</div>' if (shown := _shown(output, figures)) else ""


def _below_the_title(source: str) -> tuple[str, str]:
    """The words between the title and the next heading, and what comes before the title or from that heading on."""
    heading = HEADING.search(source)
    after = source[heading.end() :]
    at = next((found.start() for found in _ANY_HEADING.finditer(after)), len(after))
    return after[:at], source[: heading.start()] + after[at:]


def _words(text: str) -> str:
    return clean_html(markdown_to_html(text)) if text.strip() else ""


def _shown(output, figures: list[dict[str, Any]]) -> str:
    """An output in the richest form that can be sent on."""
    if output.output_type == "stream":
        return "" if output.name == "stderr" else _plain(output.text)
    data = output.get("data", {})
    if _FIGURE in data:
        figures.append(data[_FIGURE])
        return f'<div class="chart chart-{len(figures)}"></div>'
    if "text/html" in data:
        return clean_html(data["text/html"])
    if "text/markdown" in data:
        return _words(data["text/markdown"])
    if "image/svg+xml" in data:  # as a picture, in which no script of it can run
        return _picture("image/svg+xml", base64.b64encode(data["image/svg+xml"].encode("utf-8")).decode("ascii"))
    for kind in _PICTURES:
        if kind in data:
            return _picture(kind, "".join(data[kind].split()))
    return _plain(data["text/plain"]) if data.get("text/plain") else ""


def _plain(text: str) -> str:
    return f"<pre>{html.escape(_COLOURS.sub('', text))}</pre>" if text.strip() else ""


def _picture(kind: str, content: str) -> str:
    return f'<img alt="" src="data:{kind};base64,{html.escape(content, quote=True)}">'


def _in_sections(parts: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The parts laid out for reading, each second-level heading the begin of a section that can be linked to."""
    soup = set_in_order(parts)
    contents, section = [], None
    for element in list(soup.contents):
        if element.name == "h2":
            contents.append((f"section-{len(contents) + 1}", element.get_text().strip()))
            section = soup.new_tag("section", id=contents[-1][0])
            element.insert_before(section)
        if section is not None:
            section.append(element.extract())
    return str(soup), tuple(contents)
