"""Make or buy on the command line: a page of comparisons and lines, one line on its own, and JSON."""

from __future__ import annotations


def test_the_page(run):
    ran = run("make-or-buy", "a76_reference", "--scenario", "contract")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(
        "Contract, over 3 years of contract: with the hurdle in-house is cheaper by USD 950,130 (break-even price 3,680,090.91 a year); "
        "by what really stops in-house is cheaper by USD 1,986,330 (break-even price 3,337,890.00 a year).\n"
    )
    assert "full cost with hurdle" in ran.out and "conversion differential" in ran.out


def test_as_json(run):
    answer = run("make-or-buy", "a76_reference", "--scenario", "contract", "--json").json
    assert answer["lenses"][2] == {
        "name": "full_cost", "in_house": 12_645_870, "outsourced": 12_615_000, "saving": 30_870, "verdict": "outsourced",
        "flip_price_per_year": 4_010_393.94,
    }
    assert list(answer["lines"]) == [str(number) for number in range(1, 19)]
    assert (answer["lines"]["1"], answer["lines"]["17"], answer["lines"]["18"]) == (9_810_000, 950_130, "in-house")
    assert answer["why"]["10"]["inputs"][1]["origin"].startswith("a76_factors.csv:8 (OMB Circular A-76 (Revised), May 29, 2003, paragraph C.4")


def test_one_line(run):
    ran = run("make-or-buy", "a76_reference", "--scenario", "contract", "--line", "12")
    assert ran.out.startswith("Line 12, income tax that comes back: -120,000.00\nLess the tax share of line 7; 0 where the payer is not the state.\n")
    assert "plan.yaml:" in ran.out


def test_a_scenario_that_places_nothing(run):
    ran = run("make-or-buy", "meridian", "--scenario", "hybrid_two_days")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "scenario hybrid_two_days: places no work with a vendor; name one that does, or use compare\n"
