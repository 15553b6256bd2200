"""Recharges on the command line."""


def test_recharges_in_words(run):
    ran = run("recharges", "meridian")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Today recharges 94 % of USD 519,975,685, most of it, ")
    assert "\nNot recharged\n" in ran.out and "\nmanagement " in ran.out
    assert "\nManila      5.0%" in ran.out


def test_recharges_as_json(run):
    answer = run("recharges", "tiny", "--json").json
    assert list(answer) == "answer plan scenario currency cost recharged not_recharged profit charges left captives notes".split()
    assert (answer["recharged"], answer["cost"]) == (0.0, answer["not_recharged"])


def test_regulatory_compliance_of_meridian_is_not_to_leave(run, tmp_path):
    run("new", str(tmp_path / "mine"), "--template", "meridian")
    (tmp_path / "mine" / "scenarios" / "away.yaml").write_text(
        "levers:\n"
        "  - outsource_work: {function: regulatory compliance, vendor: Records Bureau, starting: 2028-01, share: 0.2}\n"
        "  - offshore_team: {team: SLC regulatory compliance, to_site: Manila, starting: 2028-01, share: 1, salary_per_year: 600000, currency: PHP}\n",
        encoding="utf-8",
    )
    ran = run("check", str(tmp_path / "mine"))
    assert ran.code == 2
    why = "the firm answers for it to its regulators itself"
    assert f"scenarios/away.yaml:2: function vendors are not to do regulatory compliance: {why}" in ran.err
    assert f"scenarios/away.yaml:3: team regulatory compliance is not to go abroad: {why}" in ran.err
