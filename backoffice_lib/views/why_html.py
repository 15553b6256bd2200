"""The answer to `why` as HTML: a tree that is opened level by level, without a script, and printed with all that is in it."""

from __future__ import annotations

import html
from collections.abc import Iterator

from backoffice_lib.analyses._tree import Change, Node
from backoffice_lib.analyses._why_text import Told, aligned_changes, headline, how, inner, is_plain, of_change, shown, shown_below
from backoffice_lib.analyses.why import Why

MOST_BELOW = 300
"""So many figures are shown below one; of more, the largest and the sum of the rest."""
OPEN_LEVELS = 2
STYLE = """
body { font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; color: #22303c; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
h1 { font-size: 1.35rem; } h3 { font-size: 1.05rem; } .why details, .why .leaf { margin-left: 1.1rem; } .why > details { margin-left: 0; }
.why summary { cursor: pointer; } .why .leaf { padding-left: 1.05rem; }
.why summary:hover, .why .leaf:hover { background: #f2f5f8; }
.why .value { font-variant-numeric: tabular-nums; font-weight: 600; margin-left: .6rem; } .why .unit { color: #5b6770; }
.why .how { color: #5b6770; margin-left: .6rem; } .why .change { color: #5b6770; margin-left: 2.2rem; } .why .withheld { font-style: italic; }
table.changes { border-collapse: collapse; margin: .5rem 0 1rem; } .changes td { padding: .1rem .8rem .1rem 0; } .changes .number { text-align: right; font-variant-numeric: tabular-nums; }
ol.sources { color: #5b6770; } .check { color: #b3261e; font-weight: 600; }
@media print { body { margin: 0; max-width: none; font-size: 10px; } details::details-content { content-visibility: visible; block-size: auto; } .why details, .why .leaf { break-inside: avoid-page; } }
"""


def page(answer: Why) -> str:
    """The answer as a page of its own, to be kept and sent on."""
    title = html.escape(f"Why: {answer.title}, {answer.scenario}")
    first, *more = headline(answer)
    changes = "".join(_row(cells) for cells in aligned_changes(answer))
    parts = [
        f"<h1>{html.escape(first)}</h1>",
        *(f"<p>{html.escape(line)}</p>" for line in more),
        f'<table class="changes"><tbody>{changes}</tbody></table>' if changes else "",
        *(f'<p class="check">check failed: {html.escape(check)}</p>' for check in answer.checks),
        fragment(answer),
    ]
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n" + "\n".join(filter(None, parts)) + "\n</body>\n</html>\n"
    )


def fragment(answer: Why) -> str:
    """The tree and its sources as a part of a page."""
    told = Told()
    tree = list(_node(inner(answer.tree), shown(answer.tree), 0, told))
    return "\n".join(['<div class="why">', *tree, "</div>", _sources(told)])


def _row(changed: tuple[str, ...]) -> str:
    name, *numbers = changed
    cells = "".join(f'<td class="number">{html.escape(cell)}</td>' for cell in numbers)
    return f"<tr><td>{html.escape(name)}</td>{cells}</tr>"


def _node(node: Node, value: str, depth: int, told: Told) -> Iterator[str]:
    """A figure and all below it: a line that opens, or a line alone where nothing is below."""
    line, changes = _line(node, value, told), [_change(change, node.unit) for change in node.changes if depth]
    id, node = html.escape(node.id, quote=True), inner(node)
    below = [] if is_plain(node) else shown_below(node)
    if not below:
        yield f'<div class="leaf" id="{id}">{line}</div>'
        yield from changes
        return
    opened = " open" if depth < OPEN_LEVELS else ""
    yield f'<details{opened} id="{id}"><summary>{line}</summary>'
    yield from changes
    for one, shown_as in below[:MOST_BELOW]:
        yield from _node(one, shown_as, depth + 1, told)
    if rest := below[MOST_BELOW:]:
        yield f'<div class="leaf">and {len(rest):,} more</div>'
    yield "</details>"


def _line(node: Node, value: str, told: Told) -> str:
    parts = [html.escape(node.label)]
    if node.withheld:
        return f'{parts[0]} <span class="withheld">{html.escape(node.withheld)}</span>'
    cells = (("value", value), ("unit", node.unit), ("how", how(node, told)))
    return " ".join([*parts, *(f'<span class="{name}">{html.escape(text)}</span>' for name, text in cells if text)])


def _change(change: Change, unit: str) -> str:
    name, before, arrow, after = of_change(change, unit)
    return f'<div class="change">{html.escape(f"{name}: {before} {arrow} {after}")}</div>'


def _sources(told: Told) -> str:
    rows = "".join(f"<li>{html.escape(source)}</li>" for source in told.sources)
    return f'<h3>Sources</h3><ol class="sources">{rows}</ol>' if rows else ""
