"""Make one page of an executed notebook: its words, tables and charts in a file that opens anywhere, with no network."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

from backoffice_lib.files.whole import write_whole
from backoffice_lib.reports.documents.body import Body, body_of
from backoffice_lib.reports.documents.cover import Cover

NOT_DRAWN = "(not drawn)"
"""The title of a page for paper until all of its charts are drawn."""
_UNSAFE_IN_STYLE = re.compile(r"[^A-Za-z0-9 .,()?!-]")


def write_plotly(folder: Path) -> str:
    """Puts plotly.js into a folder, where it is not there already, for all pages below it and for its owner alone; gives its name there."""
    from plotly.offline import get_plotlyjs, get_plotlyjs_version

    name = f"plotly-{get_plotlyjs_version()}.min.js"
    content = get_plotlyjs().encode("utf-8")
    path = folder / name
    if not path.is_file() or path.read_bytes() != content:
        write_whole(path, content, 0o600)
    return name


def page(executed, cover: Cover, plotly: str = "") -> str:
    """The executed notebook as an HTML page; plotly: as for `page_of`."""
    return page_of(body_of(executed, cover), cover, plotly)


def page_of(body: Body, cover: Cover, plotly: str = "", paper: bool = False) -> str:
    """A report as an HTML page in which nothing from the data can run.

    plotly: where plotly.js lies, as seen from the page, such as `../plotly-4.1.1.min.js`; inside the page where it is not said. paper: whether
    the page is to be printed at once: its charts are as wide as the paper from the start.
    """
    import jinja2

    scripts = [_inlined(_part("page.js"))] if body.figures or paper else []
    if body.figures and not plotly:
        from plotly.offline import get_plotlyjs

        scripts.insert(0, _inlined(get_plotlyjs()))
    sources = [f"'{_fingerprint(script)}'" for script in scripts]
    if plotly and body.figures:
        sources += ["'self'", "file:"]  # a file's own origin is none, so that 'self' is not understood everywhere
    title = " · ".join(filter(None, (cover.title, cover.plan)))
    style = _part("page.css").replace("@media print", "@media all") if paper else _part("page.css")
    in_style = _in_style(f"FAILED · {title}" if cover.failed_checks else title)
    strict = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return strict.from_string(_part("page.html.j2")).render(
        cover=cover, title=title, paper=paper, not_drawn=NOT_DRAWN, style=style, in_style=in_style, body=body,
        figures=[_as_data(figure) for figure in body.figures], names=[_name(figure) for figure in body.figures],
        plotly=plotly if body.figures else "", scripts=scripts, policy=" ".join(sources) or "'none'",
    )


def _part(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _inlined(script: str) -> str:
    """A script as it may stand between two script tags; browsers read its line ends as plain ones."""
    return re.sub(r"</(?=script)", r"<\\/", script, flags=re.IGNORECASE).replace("\r\n", "\n").replace("\r", "\n")


def _fingerprint(script: str) -> str:
    """What the page's own policy names its scripts by: a script with any other fingerprint is not run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")


def _in_style(text: str) -> str:
    """A text as it may stand between quotes in a style sheet: all but letters, digits and a few signs by their number."""
    return _UNSAFE_IN_STYLE.sub(lambda found: f"\\{ord(found[0]):06x} ", text)


def _name(figure: dict) -> str:
    """What a chart is called to those who cannot see it: its title, in plain words."""
    title = figure.get("layout", {}).get("title", "")
    text = title.get("text", "") if isinstance(title, dict) else title
    return re.sub(r"<br ?/?>", " ", str(text or "Chart")).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _as_data(figure: dict) -> str:
    """A chart as text that no HTML reader can take for the end of its element; what is no number is left open."""
    kept = json.dumps({name: figure[name] for name in ("data", "layout") if name in figure})
    text = json.dumps(json.loads(kept, parse_constant=lambda _: None), separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
