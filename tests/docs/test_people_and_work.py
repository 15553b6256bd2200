"""The tables shown in "plan people and work" work together, and say what the page says of them."""

from backoffice_lib.analyses.capacity import capacity
from backoffice_lib.analyses.headcount_match import headcount_match
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.starting import start_plan
from backoffice_lib.simulation import simulate
from tests.docs.pages import ROOT, blocks

PAGE = ROOT / "docs" / "how_to" / "plan_people_and_work.md"


def test_the_tables_of_the_page_are_a_plan(tmp_path):
    start_plan(tmp_path / "my-office", "tiny")
    for block in blocks(PAGE):
        if block.file:
            (tmp_path / block.file).write_text(block.text, encoding="utf-8")
    ledger = simulate(read_plan(tmp_path / "my-office"))
    claims, questions, invoices = capacity(ledger).work
    # 7,000 × (12 + 0.02 × 15) minutes of 148 hours a month are 9.7 FTE, and a question in twenty of ten minutes 0.4: ten are there
    assert sum(month.units_in for month in questions.months) == 0.05 * sum(month.units_in for month in claims.months)
    assert 10 < sum(month.required_fte + other.required_fte for month, other in zip(claims.months, questions.months, strict=True)) / 3 < 11
    # 7,000 × 13 minutes are 10.2 FTE of ten accountants
    assert sum(month.helped_fte for month in invoices.months) > 0
    # nobody wants an eleventh accountant
    assert [request.says for request in headcount_match(ledger).requests] == ["no post"]
