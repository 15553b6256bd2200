"""Every link of a page leads somewhere, none to a package registry, and nothing is left out of data/README.md."""

from __future__ import annotations

import re

import pytest

from tests.docs.pages import PAGES, ROOT, anchors, links, name_of

REGISTRIES = re.compile(r"pypi\.|pythonhosted|anaconda\.|conda-forge\.org|npmjs|registry|artifactory|index-url", re.IGNORECASE)
OF_ONE_MACHINE = re.compile(r"(?<![\w.])/(work|home|tmp|root|Users)/")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_resolve(page):
    for link in links(page):
        if link.startswith("http"):
            assert not REGISTRIES.search(link), link
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_page_names_no_registry_and_no_machine(page):
    text = page.read_text(encoding="utf-8")
    assert not re.search(rf"https?://[^\s)]*({REGISTRIES.pattern})", text, re.IGNORECASE)
    assert not OF_ONE_MACHINE.search(text)


def test_every_page_can_be_reached_from_the_readme():
    reached, ahead = set(), [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        reached.add(page)
        found = ((page.parent / link.partition("#")[0]).resolve() for link in links(page) if not link.startswith(("http", "#")))
        ahead += [target for target in found if target.suffix == ".md" and target not in reached]
    assert set(PAGES) <= reached


def test_every_data_file_has_its_source_told():
    told = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    files = [path for path in (ROOT / "data").rglob("*") if path.is_file() and path.suffix in (".csv", ".yaml")]
    tables = {path.relative_to(ROOT / "data").as_posix() for path in files if path.parent.name != "scenarios"}
    scenarios = {path.stem for path in files if path.parent.name == "scenarios"}
    assert [name for name in sorted(tables | scenarios) if f"`{name}`" not in told] == []
