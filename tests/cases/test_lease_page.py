"""The Python of "account for leases" runs and prints what the page says."""

from __future__ import annotations

from backoffice_lib.analyses.lease_accounting import LeaseAccounting
from backoffice_lib.cli._main import backoffice
from tests.docs.pages import ROOT, blocks

PAGE = ROOT / "docs" / "how_to" / "account_for_leases.md"


def ran(block: str) -> dict:
    names: dict = {}
    exec(compile(block, PAGE.name, "exec"), names)
    return names


def test_the_python_of_the_page(capsys):
    of_plan, of_contract = (block.text for block in blocks(PAGE) if block.language == "python")
    assert isinstance(ran(of_plan)["answer"], LeaseAccounting)
    assert capsys.readouterr().out.startswith("Under ASC 842 the 12 leases of today put USD ")
    journal = ran(of_contract)["journal"]
    printed = capsys.readouterr().out.strip()
    assert f"It prints {printed}:" in PAGE.read_text(encoding="utf-8")
    assert round(sum(one.debit - one.credit for one in journal), 2) == 0


def test_every_option_of_the_page_is_one(capsys):
    options = {option for one in backoffice.get_command(None, "leases").params for option in one.opts}
    words = {word.strip("`.,;:)(").split("`")[0] for word in PAGE.read_text(encoding="utf-8").split() if word.startswith("`--")}
    assert {word for word in words if word} <= options
