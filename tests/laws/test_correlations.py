"""What moves together: which correlations can be, the nearest that can, and what they leave as it is."""

from __future__ import annotations

import numpy as np
import pytest

from backoffice_lib.basics.correlation import is_possible, nearest_possible, root, rounded_possible
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.drivers import Luck
from backoffice_lib.plan import Correlation, Index, Plan
from tests.hand.small import clerks, small_plan

DRAWS = range(1, 20_001)


def tied(*pairs: tuple[str, str, float], walks: bool = False) -> Plan:
    """Three indices of uncertain growth, or three that stray, some of them tied together."""
    unsure = {"growth_share_per_year": 0.02, "random_walk": {"sd_share_per_year": 0.1}} if walks else {"growth_share_per_year": "0.01..0.02..0.06"}
    indices = tuple(Index(index=name, **unsure) for name in ("wages", "rents", "cpi"))
    ties = tuple(Correlation(between=(f"indices.{one}", f"indices.{other}"), coefficient=tie) for one, other, tie in pairs)
    return small_plan(13, teams=(clerks(),), indices=indices, correlations=ties)


def refused(*pairs: tuple[str, str, float]) -> str:
    with pytest.raises(InputProblems) as wrong:
        tied(*pairs)
    return str(wrong.value)


def test_the_nearest_possible_correlations_are_those_of_higham():
    """N. J. Higham, IMA Journal of Numerical Analysis 22 (2002), section 5: the example of two ones and a nought."""
    found = nearest_possible(np.array([[1.0, 1, 0], [1, 1, 1], [0, 1, 1]]))
    np.testing.assert_allclose(found, [[1, 0.7607, 0.1573], [0.7607, 1, 0.7607], [0.1573, 0.7607, 1]], atol=5e-5)


def test_possible_correlations_are_their_own_nearest():
    possible = np.array([[1, 0.5, 0.2], [0.5, 1, 0.5], [0.2, 0.5, 1]])
    assert is_possible(possible)
    np.testing.assert_allclose(nearest_possible(possible), possible, atol=1e-8)
    np.testing.assert_allclose(root(possible) @ root(possible), possible, atol=1e-12)


def test_what_is_offered_can_be():
    offered = rounded_possible(np.array([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]))
    assert is_possible(offered)
    assert (offered == np.round(offered, 3)).all()


def test_correlations_that_cannot_all_be_are_refused_with_the_nearest_that_can():
    # three numbers of which each moves against both others: the least for all three is -0.5
    message = refused(("wages", "rents", -0.9), ("rents", "cpi", -0.9), ("wages", "cpi", -0.9))
    assert message == "\n".join(
        f"correlation indices.{one} with indices.{other}: coefficient: is -0.9, which cannot be beside the others; the nearest that can is -0.5"
        for one, other in (("wages", "rents"), ("rents", "cpi"), ("wages", "cpi"))
    )


def test_a_pair_of_which_nothing_is_said_counts_as_not_tied():
    # the example of Higham, in three digits
    assert refused(("wages", "rents", 1), ("rents", "cpi", 1)).splitlines() == [
        "correlation indices.wages with indices.rents: coefficient: is 1, which cannot be beside the others; the nearest that can is 0.76",
        "correlation indices.rents with indices.cpi: coefficient: is 1, which cannot be beside the others; the nearest that can is 0.76",
        "correlation indices.rents with indices.cpi: between: then leaves out a pair; add indices.cpi.growth_share_per_year with "
        "indices.wages.growth_share_per_year, 0.157",
    ]


def test_names_of_a_correlation_lead_somewhere():
    wages = "indices.wages"
    assert refused(("wages", "wagers", 0.5)).endswith('between: "indices.wagers" is no uncertain number of the plan; did you mean "indices.wages"?')
    assert refused(("wages", "wages", 0.5)).endswith("between: names the same number twice; name two")
    assert refused(("wages", "cpi", 0.5), ("cpi", "wages", 0.4)).endswith("between: is given twice; keep one")
    both = Index(index="wages", growth_share_per_year="0.01..0.02..0.06", random_walk={"sd_share_per_year": 0.1})
    with pytest.raises(InputProblems) as wrong:
        small_plan(3, teams=(clerks(),), indices=(both,), correlations=(Correlation(between=(wages, f"{wages}.random_walk"), coefficient=0.1),))
    assert str(wrong.value).endswith(
        'between: "indices.wages" has 2 uncertain numbers; use indices.wages.growth_share_per_year, indices.wages.random_walk'
    )
    with pytest.raises(InputProblems, match=r'"indices" has 3 uncertain numbers; use indices\.wages\.growth_share_per_year, indices\.'):
        small_plan(3, teams=(clerks(),), indices=tied().indices, correlations=(Correlation(between=("indices", wages), coefficient=0.1),))


def test_what_is_tied_has_its_correlation_and_keeps_its_own_distribution():
    free, plan = (Luck.of(one, DRAWS, 3) for one in (tied(), tied(("wages", "rents", 0.7), ("rents", "cpi", -0.3))))
    names = [f"indices.{name}.growth_share_per_year" for name in ("wages", "rents", "cpi")]
    scores = np.array([plan.scores(name) for name in names])
    np.testing.assert_allclose(np.corrcoef(scores), [[1, 0.7, 0], [0.7, 1, -0.3], [0, -0.3, 1]], atol=5 / np.sqrt(len(DRAWS)))
    for name in names:
        # evenly spread from 0 to 1, as before
        assert abs(plan.shares(name).mean() - 0.5) < 5 / np.sqrt(12 * len(DRAWS))
        assert abs(plan.shares(name).var() - 1 / 12) < 5 / np.sqrt(180 * len(DRAWS))
        assert plan.shares(name).tolist() != free.shares(name).tolist()


def test_the_order_in_which_correlations_are_written_does_not_matter():
    one = Luck.of(tied(("wages", "rents", 0.7), ("rents", "cpi", -0.3)), range(1, 9), 3)
    other = Luck.of(tied(("cpi", "rents", -0.3), ("rents", "wages", 0.7)), range(1, 9), 3)
    name = "indices.rents.growth_share_per_year"
    assert one.shares(name).tolist() == other.shares(name).tolist()


def test_what_is_tied_to_nothing_is_drawn_as_before():
    free, plan = (Luck.of(one, range(1, 9), 3) for one in (tied(), tied(("wages", "rents", 0.7))))
    name = "indices.cpi.growth_share_per_year"
    assert free.shares(name).tolist() == plan.shares(name).tolist()


def test_walks_move_together_month_by_month():
    luck = Luck.of(tied(("wages", "rents", 0.7), walks=True), DRAWS, 3)
    january, march = (np.corrcoef(luck.scores("indices.wages.random_walk", month), luck.scores("indices.rents.random_walk", month))[0, 1] for month in ("2027-02", "2027-03"))
    assert abs(january - 0.7) < 5 / np.sqrt(len(DRAWS))
    assert abs(march - 0.7) < 5 / np.sqrt(len(DRAWS))


def test_a_walk_is_not_tied_to_a_single_number():
    given = Index(index="wages", growth_share_per_year="0.01..0.02..0.06"), Index(index="rents", growth_share_per_year=0.02, random_walk={"sd_share_per_year": 0.1})
    with pytest.raises(InputProblems, match="names a random walk and a single number; random walks move together month by month, and only with each other"):
        small_plan(3, teams=(clerks(),), indices=given, correlations=(Correlation(between=("indices.wages", "indices.rents"), coefficient=0.5),))
