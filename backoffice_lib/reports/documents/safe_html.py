"""Make what a notebook shows fit to be sent on: nothing in it can run, and nothing in it is fetched."""

from __future__ import annotations

import re

_TAGS = (
    "a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 "
    "hr i img li mark ol p pre s small span strong sub summary sup table tbody td tfoot th thead tr u ul"
).split()
_LINK = re.compile(r"(https?:|mailto:|#)", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);", re.IGNORECASE)
# A style sheet inside an output would restyle the whole page; pandas sends one with every table.
_STYLE_SHEET = re.compile(r"<style\b.*?</style\s*>", re.IGNORECASE | re.DOTALL)
_COLUMNS = re.compile(r"\S {2,}\S")  # words set under each other with spaces
_SHORT = 16  # characters; a month or a code this short is not broken over two lines
_SMALL_TABLE = 6  # rows of a table that is not broken over two pages
_SMALL_TREE = 100  # figures that open, in a tree that is printed with all that is in it
# A sign, a currency, digits, a power, a unit; or the dash or word that stands where there is no number.
_NUMBER = re.compile(
    r"[-+\u2212(]?\s*[A-Z€$£¥]{0,3}\s*\d[\d.,'\u00a0\u202f ]*(e[-+]?\d+)?\s*(%|[km]|[A-Z]{3}|€)?\s*\)?"
    r"|[-\u2013\u2014]|nan",
    re.IGNORECASE,
)


def markdown_to_html(text: str) -> str:
    """Markdown as HTML; tags written in it stay text, and a dollar sign is money, not the start of a formula."""
    import mistune

    return mistune.create_markdown(escape=True, plugins=["table", "strikethrough"])(text)


def clean_html(html: object) -> str:
    """HTML with the tags a document needs; any other tag, a script above all, is shown as the text it is."""
    import bleach

    text = html.decode("utf-8") if isinstance(html, bytes) else str(html)
    return bleach.clean(
        _STYLE_SHEET.sub("", text), tags=_TAGS, attributes=_may_stay, protocols=["http", "https", "mailto", "data"]
    )


def _may_stay(tag: str, name: str, value: str) -> bool:
    """Links may lead out of the page when clicked; pictures must lie inside it, for nothing is fetched."""
    if tag == "a" and name == "href":
        return bool(_LINK.match(value.strip()))
    if tag == "img" and name == "src":
        return bool(_PICTURE.match(value.strip()))
    return (tag == "details" and name == "open") or name in ("class", "title", "alt", "colspan", "rowspan", "width", "height", "scope")


def set_in_order(html: str):
    """The HTML, as a tree, with its tables and plain texts laid out for reading: digits under digits, one row of headings."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "html.parser")
    for table in soup.find_all("table"):
        _join_headings(table)
        _mark_cells(table)
        if len(table.find_all("tr")) <= _SMALL_TABLE:
            _mark(table, "whole")
    for tree in soup.find_all(class_="why"):
        if len(tree.find_all("details")) > _SMALL_TREE:
            _mark(tree, "large")
    for text in soup.find_all("pre"):
        if _COLUMNS.search(text.get_text()):
            _mark(text, "aligned")
    for picture in soup.find_all("img", src=False):
        picture.replace_with("(a picture that lies outside this report)")
    return soup


def _join_headings(table) -> None:
    """pandas writes the names of the columns and of the rows on two lines; where they do not collide, one is enough."""
    rows = table.select("thead > tr")
    cells = [row.find_all("th") for row in rows]
    if len(rows) != 2 or len(cells[0]) != len(cells[1]) or table.select("thead [colspan], thead [rowspan]"):
        return
    pairs = list(zip(*cells, strict=True))
    if all(not upper.get_text().strip() or not lower.get_text().strip() for upper, lower in pairs):
        for upper, lower in pairs:
            if not lower.get_text().strip():
                lower.replace_with(upper)
        rows[0].decompose()


def _mark_cells(table) -> None:
    # Columns are counted from the right, for a heading that spans rows is missing on the left of the rows below it.
    columns: dict[int, list] = {}
    for row in table.find_all("tr"):
        for place, cell in enumerate(reversed(row.find_all(["th", "td"]))):
            columns.setdefault(place, []).append(cell)
    for cells in columns.values():
        texts = [cell.get_text().strip() for cell in cells if cell.name == "td"]
        figures = any(texts) and all(_NUMBER.fullmatch(text) for text in texts if text)
        for cell in cells:
            if figures and "colspan" not in cell.attrs:
                _mark(cell, "number")
            if cell.name == "td" and len(cell.get_text()) <= _SHORT:
                _mark(cell, "short")


def _mark(element, word: str) -> None:
    element["class"] = [*element.get("class", []), word]
