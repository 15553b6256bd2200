"""How many people are wanted and how they change: headcount, requisitions, leavers by tenure, moves between roles, spans."""

from __future__ import annotations

from typing import ClassVar, Literal

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import FunctionOrNone, Name, Record, SiteOrNone, TeamName, TeamOrNone, Text
from backoffice_lib.basics.units import Heads, HeadsPerHead, Hires, LeaversPerHead, LossShare, Months, PositiveHeads, Share
from backoffice_lib.plan.teams import TWO_MEANINGS, Team

EXIT = "exit"
"""Where people go in transitions who leave the firm."""


class HeadcountStep(Record):
    """How many people a team is to have: so many in all from a month on, or so many more who are hired into new posts.

    heads: wanted from the first day of the month on. hires: people on top of those wanted before; one of the two is given.
    """

    KIND: ClassVar[str] = "headcount_step"
    GROUP: ClassVar[str] = "headcount"

    team: TeamName
    month: Month
    heads: Heads | None = None
    hires: Hires | None = None
    source: Text = ""

    @property
    def key(self) -> str:
        return f"{self.team} {self.month}"


class Requisition(Record):
    """A request to fill posts: approved and open, filled, or cancelled.

    heads: how many. opened: since when. starts: when whoever is found is expected. People of an open requisition, and of a filled
    one whose month lies ahead, are on their way and come then, as far as the team has vacant posts. reason: new posts, or the posts of people who have left.
    """

    KIND: ClassVar[str] = "requisition"
    GROUP: ClassVar[str] = "requisitions"

    requisition: Name
    team: TeamName
    heads: PositiveHeads = 1.0
    status: Literal["open", "filled", "cancelled"] = "open"
    reason: Literal["growth", "backfill"] = "backfill"
    opened: Month | None = None
    starts: Month
    source: Text = ""


class AttritionBand(Record):
    """How many people of a role leave, by how long they have been here.

    role: blank for every role without rows of its own. from_tenure_months: completed months of service from which it holds.
    One of cohort_loss_share_per_year and leavers_per_average_head_per_year is given, as for a team.
    """

    KIND: ClassVar[str] = "attrition_band"
    GROUP: ClassVar[str] = "attrition"
    REFUSED = Team.REFUSED | {"attrition": TWO_MEANINGS}

    role: Text = ""
    from_tenure_months: Months = 0
    cohort_loss_share_per_year: LossShare = 0.0
    leavers_per_average_head_per_year: LeaversPerHead = 0.0
    source: Text = ""

    @property
    def key(self) -> str:
        return f"{self.role or 'every role'} from {self.from_tenure_months} months"


class Transition(Record):
    """The share of a team that is in another team, still here, or gone (`exit`) after a year or a month.

    The rows of a team add up to 1. One of share_per_year and share_per_month is given, the same one in every row.
    Those who exit are the leavers of the team, so it has no other attrition.
    """

    KIND: ClassVar[str] = "transition"
    GROUP: ClassVar[str] = "transitions"

    team: TeamName
    to: Name
    share_per_year: Share | None = None
    share_per_month: Share | None = None
    source: Text = ""

    @property
    def key(self) -> str:
        return f"{self.team} then {self.to}"

    @property
    def share(self) -> float:
        """The share, whichever of the two is given."""
        return self.share_per_month if self.share_per_year is None else self.share_per_year


class Span(Record):
    """Whom a team supervises, and how many of them each of its people does.

    team: the supervisors. of_function, of_site: everyone of a function, at a site, or both, who is not a supervisor; of_team: another
    team, for a layer above. rounding: `whole` people, or a `fractional` part of one. A team with several rows needs the sum.
    """

    KIND: ClassVar[str] = "span"
    GROUP: ClassVar[str] = "supervision"

    team: TeamName
    of_function: FunctionOrNone = ""
    of_site: SiteOrNone = ""
    of_team: TeamOrNone = ""
    span_heads: HeadsPerHead
    rounding: Literal["whole", "fractional"] = "whole"
    source: Text = ""

    @property
    def key(self) -> str:
        whom = self.of_team or " at ".join(filter(None, (self.of_function, self.of_site))) or "everyone"
        return f"{self.team} over {whom}"
