"""Nearshore team: a team's work moves to a centre of our own in a country nearby."""

from backoffice_lib.drivers.abroad import MovesAbroad


class NearshoreTeam(MovesAbroad):
    """A share of the work of one or more teams moves to a site of our own in a country nearby, with local pay; nobody follows it.

    salary_per_year, currency, wage_index and on_costs are those of the people hired there; recruiting_cost_per_hire
    is in their currency. heads_per_head: how many of them do the work of one here. After parallel_running_months the people here are released.
    knowledge_transfer_months before the start, transition_cost_per_fte is spent on handing over; so is set_up_cost, once for the lever: the
    legal entity, licences, counsel, fit-out. workplace_cost_per_head: for each person more than ever worked there. All plan currency.
    expatriate_heads: people of the teams here who are abroad for expatriate_months from the start and then come back. Their posts and pay go on
    here, where others do their work meanwhile; expatriate_cost_per_month (plan currency) is what each costs besides: allowance, housing, travel.
    overlap_hours_per_day: for how many hours of a day of eight both sites are to be at work. Those that their time zones do not give are
    worked outside the day there: at shifted_hour_premium_share above the pay of the hour, lost_output_share_per_hour of a person's work
    being lost for each.

    A later move of the same team to the same site replaces it; what is handed over besides is paid on top.
    """

    EXAMPLE = {
        "team": "record keeping",
        "to_site": "HQ",
        "starting": "2027-02",
        "share": 0.5,
        "salary_per_year": 24000,
        "heads_per_head": 1.1,
    }
    MODE = "nearshore"
