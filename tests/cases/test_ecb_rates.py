"""The euro reference rates of the ECB as they are published, in plans of three currencies."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import backoffice_lib as bo
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.levers import OutsourceWork
from backoffice_lib.plan import Plan
from backoffice_lib.plan.exchange import first_rates
from backoffice_lib.scenario import Scenario
from tests.cases.reading import reference

FILE = "ecb_fx_monthly_avg_1999_2026.csv"
COLUMNS = {code: f"{code}_per_EUR" for code in ("INR", "PLN", "USD", "GBP")}


def plan_in(currency: str, folder: Path, start: str = "2026-08") -> Plan:
    foreign = [code for code in ("EUR", *COLUMNS) if code != currency]
    series = "".join(f"    {code}: {column}\n" for code, column in COLUMNS.items())
    (folder / FILE).write_bytes(reference(FILE).read_bytes())
    (folder / "plan.yaml").write_text(
        f"name: rates\ncurrency: {currency}\nstart: {start}\nmonths: 6\n"
        f"fx:\n{''.join(f'  {code}: {{}}{chr(10)}' for code in foreign)}"
        f"index_values:\n  file: {FILE}\n  columns: {{month: month}}\n  quoted_per: EUR\n  source: ECB\n  series:\n{series}",
        encoding="utf-8",
    )
    (folder / "sites.csv").write_text("site\nHQ\n", encoding="utf-8")
    (folder / "teams.csv").write_text("team,function,site,heads,salary_per_year\nclerks,records,HQ,10,40000\n", encoding="utf-8")
    (folder / "vendors.csv").write_text("vendor,price_per_fte_per_year,currency\nPune Records,1200000,INR\n", encoding="utf-8")
    return read_plan(folder)


def test_rates_of_the_month_are_those_published_turned_into_plan_currency(tmp_path):
    rates = first_rates(plan_in("USD", tmp_path, "2026-10"))
    # October 2026, for 1 EUR: 1.12016 USD, 107.012 INR, 0.842821 GBP
    assert rates == {
        "EUR": pytest.approx(1.12016),
        "INR": pytest.approx(1.12016 / 107.012),
        "GBP": pytest.approx(1.12016 / 0.842821),
        "PLN": pytest.approx(rates["PLN"]),
    }


def test_a_plan_of_the_currency_they_are_quoted_for_needs_no_other(tmp_path):
    assert first_rates(plan_in("EUR", tmp_path, "2026-10"))["INR"] == pytest.approx(1 / 107.012)


def test_the_same_fees_in_rupees_are_the_same_money_in_any_currency(tmp_path):
    half = OutsourceWork(function="records", vendor="Pune Records", starting="2026-08", share=0.5)
    paid = {}
    for currency in ("USD", "EUR", "GBP"):
        folder = tmp_path / currency
        folder.mkdir()
        plan = plan_in(currency, folder)
        fees = bo.simulate(plan, Scenario(name="half", levers=(half,))).by_label("vendor")["Pune Records"][:, 0].tolist()
        paid[currency] = [amount / rate for amount, rate in zip(fees, euros(plan, currency), strict=True)]
    assert paid["USD"] == pytest.approx(paid["EUR"])
    assert paid["GBP"] == pytest.approx(paid["EUR"])


def euros(plan: Plan, currency: str) -> list[float]:
    """What a euro is worth in the plan, month by month: published to October, and held after it."""
    if currency == "EUR":
        return [1.0] * plan.months
    known = {one.month: one.value for one in plan.index_values if one.index == "EUR"}
    return [known[max(month for month in known if month <= at)] for at in plan.calendar]


def test_why_shows_the_rate_of_the_month_with_its_file_row_and_derivation(tmp_path):
    half = OutsourceWork(function="records", vendor="Pune Records", starting="2026-08", share=0.5)
    ledger = bo.simulate(plan_in("USD", tmp_path), Scenario(name="half", levers=(half,)))
    said = " ".join(str(bo.why(ledger, category="vendor fees", month="2026-12")).split())
    (rate,) = re.findall(r"rate of 2026-10 \(value\) [\d.]+ USD/INR ecb_fx_monthly_avg_1999_2026\.csv:335", said)
    assert "derived: 1.12016 USD / 107.012 INR for 1 EUR; ECB" in said
