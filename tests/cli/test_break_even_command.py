"""Break-evens and maps on the command line: one input, those that decide, two at once, and what is refused."""

from __future__ import annotations

PRICE = "vendors.Archive Partners.price_per_fte_per_year"
ASK = ("break-even", "tiny", "--scenario", "everything")
MAP = ("decision-map", "tiny", "--scenario", "everything", "--size", "3")


def test_one_input_in_words(run):
    ran = run(*ASK, "--input", PRICE)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Everything has no break-even between INR 0.00 per FTE per year and INR 6,000,000 per FTE per year for price of ")
    assert " As it is at INR 1,200,000 per FTE per year, it costs more by USD " in ran.out and "\nINR 6,000,000 per FTE per year " in ran.out
    assert "flip" not in ran.out and " Archive Partners makes up for slower people with more of them, at its price." in ran.out


def test_one_input_as_json(run):
    answer = run(*ASK, "--input", PRICE, "--json").json
    assert list(answer) == [
        "answer", "plan", "scenario", "against", "currency", "months", "by", "input", "unit", "now", "saving_now", "target", "low", "high",
        "break_even", "direction", "shortfall", "crossings", "points",
    ]
    assert (answer["input"], answer["unit"], answer["direction"]) == (PRICE, "money/FTE/year", "less")
    nowhere = run(*ASK, "--input", PRICE, "--between", "1", "2", "--json").json
    assert (nowhere["crossings"], nowhere["break_even"]) == ([], "no flip between 1 and 2")
    assert len(nowhere["points"]) == 25


def test_the_saving_is_that_of_compare(run):
    saving = run("compare", "tiny", "--scenario", "everything", "--json").json["saving"]
    assert run(*ASK, "--input", PRICE, "--json").json["saving_now"] == saving
    npv = run("compare", "tiny", "--scenario", "everything", "--json").json["npv_of_saving"]
    assert run(*ASK, "--input", PRICE, "--by", "npv", "--json").json["saving_now"] == npv


def test_those_that_decide(run):
    ran = run(*ASK)
    assert ran.code == 0 and "\nPrice of Archive Partners (" in ran.out and "change to it" in ran.out
    inputs = ran.out.partition("note: ")[0].split("\n\n")[1].splitlines()[1:]
    assert len(inputs) == 10
    told = run("break-even", "remote_accountants", "--scenario", "remote_lease_ends", "--json").json
    assert told["tried"] == 17 and "scenario.1.remote_pay_share" in told["inputs"][0]["input"]
    assert "Of 46 inputs tried, " in ran.out and " inputs that are 0 now cannot be changed by a share of themselves; name one" in ran.out


def test_pay_is_never_printed(run):
    told = run(*ASK, "--input", "teams.accounting.salary_per_year", "--json").json
    assert (told["now"], told["low"], told["high"], told["unit"]) == (1.0, 0.2, 5.0, "times what it is now")
    assert max(point["value"] for point in told["points"]) == 5.0


def test_who_makes_up_for_slower_people_is_asked_for(run):
    told = run(*ASK, "--input", PRICE, "--shortfall", "backlog", "--json").json
    assert told["shortfall"] == {"Archive Partners": "backlog"}
    assert told["saving_now"] != run(*ASK, "--input", PRICE, "--json").json["saving_now"]
    assert "waits with us" in run(*MAP, "--shortfall", "backlog").out


def test_a_map_of_two_inputs(run, tmp_path):
    ran = run(*MAP, "--to", str(tmp_path / "map.html"))
    assert ran.code == 0 and ran.out.startswith("Everything is never cheaper than today over the range tried of productivity of Archive Partners ")
    assert f"The map is in {tmp_path}" in ran.out
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "Everything is never cheaper than today" in page and '"heatmap"' in page and "<table" in page
    told = run(*MAP, "--x", "levers.1.share", "--y", PRICE, "--x-between", "0", "1", "--y-between", "0", "2000000", "--by", "npv", "--json").json
    assert (told["x"]["input"], told["x"]["values"], told["y"]["values"]) == ("levers.1.share", [0.0, 0.5, 1.0], [0.0, 1_000_000.0, 2_000_000.0])
    alone = run(*ASK, "--input", "levers.1.share", "--by", "npv", "--json").json
    assert (told["saving_now"], told["x"]["unit"]) == (alone["saving_now"], "share")


def test_a_break_even_as_a_page(run, tmp_path):
    assert run(*ASK, "--input", PRICE, "--to", str(tmp_path / "turn.html")).code == 0
    assert "Everything has no break-even" in (tmp_path / "turn.html").read_text(encoding="utf-8")
    wrong = run(*ASK, "--input", PRICE, "--to", "turn.pdf")
    assert (wrong.code, wrong.err) == (2, "--to turn.pdf: is no page; name a file that ends in .html\n")
    assert run(*MAP, "--to", "nowhere/map.html").err == "--to nowhere/map.html: is in a folder that is not there; name a folder that is\n"


def test_what_is_refused(run):
    wrong = run(*ASK, "--input", "vendors.Archive Partner.productivity_share")
    assert (wrong.code, wrong.err) == (
        2, 'vendors.Archive Partner.productivity_share: "Archive Partner" is not one of vendors; did you mean "Archive Partners"?\n'
    )
    assert run(*ASK, "--between", "3", "4").err == "--input: is missing; name the input that --between and --target are for\n"
    assert run(*ASK, "--input", PRICE, "--between", "-1", "5").err.startswith(f"low of {PRICE}: is -1; give 0 or more")
