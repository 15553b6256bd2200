"""The tables shown in "plan people and work" work together, and say what the page says of them."""

import pytest

from backoffice_lib.analyses.capacity import capacity
from backoffice_lib.analyses.headcount_match import headcount_match
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.starting import start_plan
from backoffice_lib.plan import AttritionBand, HeadcountStep, Requisition, Span, Transition, Work
from backoffice_lib.simulation import simulate
from tests.docs.pages import ROOT, blocks
from tests.docs.test_examples import put

PAGE = ROOT / "docs" / "how_to" / "plan_people_and_work.md"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    folder = tmp_path_factory.mktemp("people_and_work")
    start_plan(folder / "my-office", "tiny")
    put(PAGE, "my-office", folder)
    return simulate(read_plan(folder / "my-office"))


def test_the_answers_of_the_page_are_those_of_its_tables(ledger):
    said = [line[2:] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("> ")]
    assert said == [str(capacity(ledger)), str(headcount_match(ledger))]


def test_the_work_takes_what_the_page_says(ledger):
    claims, questions, invoices = (work.months[0] for work in capacity(ledger).work)
    # 5,000 x 1.4 x (12 + 0.02 x 15) minutes, in 21 working days of 1,776 x 0.9 / 261 hours; two of twelve FTE lead, and work 0.2 / 0.9 of them
    hours_per_fte = 21 * 1776 * 0.9 / 261 * (10 + 2 * 0.2 / 0.9) / 12
    assert claims.required_fte == pytest.approx(7000 * 12.3 / 60 / hours_per_fte)
    assert questions.units_in == pytest.approx(0.05 * 7000), "the season of the claims is that of the questions"
    # overtime is a tenth of the usual hours, and less than what is missing
    assert invoices.helped_fte == pytest.approx(invoices.own_fte / 10) and invoices.short_fte > 0


def test_two_posts_more_take_a_third_leader_and_one_request_has_no_post(ledger):
    posts = dict(zip(ledger.plan.names("team"), ledger.operations.staffing.posts[2, :, 0], strict=True))
    assert posts["leaders"] == 3
    assert [(request.requisition, request.says) for request in headcount_match(ledger).requests] == [("R-101", "no post"), ("R-102", "growth")]


@pytest.mark.parametrize("kind", [AttritionBand, HeadcountStep, Requisition, Span, Transition, Work])
def test_the_page_names_every_table_of_people_and_work(ledger, kind):
    assert ledger.plan.records(kind.KIND)


def test_the_page_names_every_policy_on_people():
    text = PAGE.read_text(encoding="utf-8")
    told = ("surplus", "redeployment", "merit_month", "most_overtime_share", "headcount")
    shown = next(block.text for block in blocks(PAGE) if block.language == "yaml")
    assert all(f"{name}: " in shown for name in told) and "`headcount: whole`" in text
