"""What the dates of a roster say of a team, month by month: who comes and goes, raises, and time that is not paid."""

from __future__ import annotations

from typing import ClassVar

from backoffice_lib.basics.record import Record, TeamName

Monthly = tuple[float, ...]
MOST_MONTHS_OF_SERVICE = 120


class DatedPeople(Record):
    """The dated changes of a team's people, one number for each month of the plan.

    Full-time equivalents (FTE) are at the team's going rate: working time × pay of a full-time year / salary_per_year. From
    the team's opening heads × fte_share on, the FTE at work in a month are those of the month before less its departing_fte, times
    1 + raised_share, plus arriving_fte; pay is that less unpaid_fte, times salary_per_year and the month's share of a year.

    joining_heads: people who start in the month; in the first month those who start after its first day.
    ending_heads: people whose last day is in the month; they are at work in it.
    transferred_in_heads, transferred_out_heads: people who end in one team and start the next day in another; not joining, not ending.
    arriving_fte: of those who join or are transferred in, at their last rate in the month.
    departing_fte: of those who end or are transferred out, at their last rate.
    raised_share: growth of the FTE of those who stay against what it was; a change of working time is in it.
    unpaid_fte: FTE at work in the month less what is paid for it by the days; below 0 where working time falls within the month.
    fixed_term_heads: people at work in the month whose last day in the team is in the plan.
    vacant_posts_heads: vacant posts wanted on any day of the month.
    opening_tenure_heads: opening heads by completed months of service, 0 to 120 (or more); empty when no starts are known.
    """

    KIND: ClassVar[str] = "dated_people"

    team: TeamName
    joining_heads: Monthly = ()
    ending_heads: Monthly = ()
    transferred_in_heads: Monthly = ()
    transferred_out_heads: Monthly = ()
    arriving_fte: Monthly = ()
    departing_fte: Monthly = ()
    raised_share: Monthly = ()
    unpaid_fte: Monthly = ()
    fixed_term_heads: Monthly = ()
    vacant_posts_heads: Monthly = ()
    opening_tenure_heads: tuple[float, ...] = ()

    @property
    def key(self) -> str:
        return self.team
