"""docs/words.md has every word of the code, in its unit, and none that is gone."""

from __future__ import annotations

from functools import reduce
from importlib import import_module
from itertools import accumulate

import pytest

from backoffice_lib import costs, levers, plan, scenario
from backoffice_lib.basics.discover import subclasses_in
from backoffice_lib.basics.record import Record
from backoffice_lib.drivers import DRIVERS
from backoffice_lib.ledger.columns import COLUMNS
from backoffice_lib.plan.actuals import ONLY_IN_EXPORTS
from backoffice_lib.plan.lease_source import LEASE_COLUMNS
from backoffice_lib.plan.roster import COLUMNS as PEOPLE
from backoffice_lib.reports.recipients import Recipients
from backoffice_lib.reports.timing import Timing
from tests.docs.fields import fields_of
from tests.docs.pages import ROOT, table

PAGE = ROOT / "docs" / "words.md"
RECORDS = {
    "policies": "Policies",
    "indices": "Index",
    "fx": "ExchangeRateOf",
    "on_costs": "OnCostBand",
    "assumptions": "Assumption",
    "correlations": "Correlation",
    "stresses": "Stress",
    "Changes of a stress": "Change",
    "working_time": "WorkingTime",
    "seasons": "Season",
    "general_ledger": "GeneralLedger",
    "make_or_buy": "MakeOrBuy",
    "Costs of the form": "FormCost",
    "people": "RosterSource",
    "leases": "LeaseSource",
    "index_values": "IndexSource",
    "actuals": "ActualsSource",
    "rate_card": "RateCardSource",
    "Offers of a rate card": "RateOffer",
    "Dated people": "DatedPeople",
    "teams.csv": "Team",
    "headcount.csv": "HeadcountStep",
    "requisitions.csv": "Requisition",
    "attrition.csv": "AttritionBand",
    "transitions.csv": "Transition",
    "supervision.csv": "Span",
    "work.csv": "Work",
    "sites.csv": "Site",
    "leases.csv": "Lease",
    "floors.csv": "Floor",
    "rent_steps.csv": "RentStep",
    "sublets.csv": "Sublet",
    "vendors.csv": "Vendor",
    "price_tiers.csv": "PriceTier",
    "contracts.csv": "Contract",
    "recharges.csv": "Recharge",
    "kept_functions.csv": "KeptFunction",
    "accounts.csv": "AccountRow",
    "actuals.csv": "Actual",
    "index_values.csv": "IndexValue",
    "Published rates": "Rate",
    "Published standards": "Standard",
    "Contract administration": "AdministrationBand",
    "Timing of a report": "Timing",
    "Recipients of a report": "Recipients",
    "A scenario file": "Scenario",
}
MADE_BY_LEVERS = {"Move", "Placement"}
WORDS = ("Words of the plan", "Words of people", "Words of work", "Words of costs and answers")
OTHER_TABLES = {"plan.yaml", "Read from elsewhere", "Columns of people", "Columns of an export of leases", "Columns of an export of actuals", "Cost categories", "Columns of the ledger", "Drivers"}
KINDS = {kind.__name__: kind for kind in [*subclasses_in(plan, Record), Timing, Recipients, scenario.Scenario] if kind.model_fields}


def words(heading: str) -> dict[str, str]:
    """The names in the table below a heading, and what stands beside each."""
    rows = table(PAGE, heading)
    names = [row[0] for row in rows]
    assert len(set(names)) == len(names), f"{heading}: a name is there twice"
    assert all(cell for row in rows for cell in row), f"{heading}: a cell is blank"
    return {row[0]: row[1] for row in rows}


def same(heading: str, there: dict[str, str], wanted: dict[str, str]) -> None:
    """The table has these names with these units; if not, says which lines to add, change and remove."""
    lines = [f"add      | `{name}` | {wanted[name]} | … |" for name in wanted if name not in there]
    lines += [f"change   | `{name}` | {wanted[name]} | … |" for name in wanted if there.get(name, wanted[name]) != wanted[name]]
    lines += [f"remove   | `{name}` |" for name in there if name not in wanted]
    if lines:
        pytest.fail("\n".join([f"docs/words.md, below {heading}:", *lines]), pytrace=False)


@pytest.mark.parametrize("heading", RECORDS)
def test_every_field_of_a_record_is_in_the_page(heading):
    same(heading, words(heading), fields_of(KINDS[RECORDS[heading]]))


def test_every_record_is_in_the_page():
    assert set(KINDS) == {*RECORDS.values(), *MADE_BY_LEVERS, "Plan"}


@pytest.mark.parametrize("word", levers.by_word())
def test_every_field_of_a_lever_is_in_the_page(word):
    same(word, words(word), fields_of(levers.by_word()[word]))


def test_the_page_has_no_lever_that_is_gone():
    headings = {line[4:] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("### ")}
    assert headings - {*RECORDS, *WORDS, *OTHER_TABLES, "Assumptions that costs ask for"} == set(levers.by_word())


def test_a_word_is_explained_once():
    explained = [row[0] for heading in WORDS for row in table(PAGE, heading)]
    assert len(set(explained)) == len(explained)


def test_every_part_of_a_plan_is_in_the_page():
    written, read = words("plan.yaml"), words("Read from elsewhere")
    assert not written.keys() & read.keys()
    same("plan.yaml and Read from elsewhere", written | read, fields_of(KINDS["Plan"]) | {"people": "group"})


def test_every_column_of_people_and_of_the_ledger_is_in_the_page():
    assert list(words("Columns of people")) == list(PEOPLE)
    assert list(words("Columns of the ledger")) == list(COLUMNS)
    assert list(words("Columns of an export of leases")) == [name for name in LEASE_COLUMNS if name not in KINDS["Lease"].model_fields]
    assert list(words("Columns of an export of actuals")) == list(ONLY_IN_EXPORTS)


def test_every_cost_is_in_the_page():
    there = {category.name: category.recurrence.replace("_", "-") for category in costs.categories()}
    same("Cost categories", words("Cost categories"), there)
    assumed = {one.name: one.measure.unit for category in costs.categories() for one in category.assumes}
    same("Assumptions that costs ask for", words("Assumptions that costs ask for"), assumed)


def test_every_driver_is_in_the_page():
    rows = {row[0]: f"{row[1]} | {row[2]}" for row in table(PAGE, "Drivers")}
    same("Drivers", rows, {one.name: f"{one.kind.replace('_', '-').replace('on-cost-', 'on-cost ')} | {one.unit}" for one in DRIVERS.values()})


@pytest.mark.parametrize(("word", "path"), [(row[0], row[2]) for heading in WORDS for row in table(PAGE, heading)])
def test_every_word_of_the_model_lives_in_the_code(word, path):
    steps = path.split(".")
    modules = [name for name in accumulate(steps, "{}.{}".format)]
    for depth in range(len(steps), 0, -1):
        try:
            home = import_module(modules[depth - 1])
        except ModuleNotFoundError:
            continue
        rest = steps[depth:]
        fields = getattr(reduce(getattr, rest[:-1], home), "model_fields", {}) if rest else {}
        assert not rest or rest[-1] in fields or reduce(getattr, rest, home) is not None, word
        return
    pytest.fail(f"{word}: there is no {path}")
