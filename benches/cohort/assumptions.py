"""Everything that was invented to make walkers out of numbers, each number with its reason.

None of it was measured. What is taken from the literature lives in `retroplan/evidence/data`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any


def _assumed(value: float, reason: str) -> Any:
    return field(default=value, metadata={"reason": reason})


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """One response model of the many that could be thought of."""

    # -- who comes ------------------------------------------------------------------------
    settling_share: float = _assumed(
        0.6, "of those with pain: their pain settles with training; the others' does not"
    )
    long_standing_share: float = _assumed(
        0.7,
        "of those with back pain: have had it for more than three months; the trials' people had",
    )
    worsening_share: float = _assumed(
        0.0, "of those with pain: it worsens, whatever they do; 1 in a run of its own"
    )
    unsteady_share: float = _assumed(0.1, "of people under 65: unsteady on their feet")
    unsteady_share_older: float = _assumed(0.3, "the same from 65; about a third fall in a year")
    forgetful_share: float = _assumed(0.2, "of walkers: miss sessions and forget to log")
    eager_share: float = _assumed(0.15, "of walkers: do more than asked, and say it was easy")
    quiet_share: float = _assumed(0.15, "of walkers: say less pain than they feel")
    yes_share: float = _assumed(0.6, "of those sent to a clinician: come back with a yes")
    yes_days_most: float = _assumed(21, "the longest that such an answer takes; 5 at least")

    # -- pain -----------------------------------------------------------------------------
    tolerance_painless_min: float = _assumed(
        20, "easy backward minutes that a joint without pain takes; twice a late session"
    )
    tolerance_settling_min: float = _assumed(
        10, "the same where pain settles: the trials' 10 minutes, borne by most of their people"
    )
    tolerance_stubborn_min: float = _assumed(
        6, "the same where it does not: less than the table asks for from week 3 on"
    )
    tolerance_spread: float = _assumed(0.35, "log spread between people: a factor of 2 is common")
    tolerance_growth: float = _assumed(
        0.015,
        "gain per session that was borne, up to twice the start; half of it where pain does not settle",
    )
    tolerance_loss_a_day: float = _assumed(
        0.01, "after ten days without a walk, down to the start"
    )
    pain_per_overload: float = _assumed(4.0, "points on 0-10 for twice the minutes that are borne")
    irritation_per_overload: float = _assumed(
        3.0, "points that stay for days after twice the minutes"
    )
    irritation_half_life_days: float = _assumed(
        1.5, "most are back to usual within two days; twice as long where pain does not settle"
    )
    soreness_lowers_tolerance: float = _assumed(
        0.15, "a point of irritation takes about a seventh of what is borne"
    )
    settling_most: float = _assumed(
        0.4,
        "share of usual pain that goes in the end: a little more than the trials' 1.8 points of 5",
    )
    settling_minutes: float = _assumed(
        120, "backward minutes for two thirds of that: four weeks of the table"
    )
    worsening_a_week: float = _assumed(
        0.3, "points of usual pain where joints worsen: three in twelve weeks, a fast decline"
    )
    worsening_from_week: float = _assumed(
        3, "the week in which that begins: the plan was made for the joint of before"
    )
    flares_a_week: float = _assumed(0.1, "bad days that have nothing to do with the walking")
    flare_half_life_days: float = _assumed(2.0, "such a flare of 1 to 4 points is over in a week")
    pain_noise: float = _assumed(
        0.7,
        "one standard deviation of what a person says twice; two points are then a real change",
    )
    morning_noise: float = _assumed(
        0.35,
        "half of that in the morning: asked against their usual, people say the usual unless it is clearly other",
    )
    stops_from: float = _assumed(
        6, "pain at which the least patient stop; the most patient at 9; under every policy alike"
    )

    # -- effort ---------------------------------------------------------------------------
    fitness_min: float = _assumed(
        12, "easy backward minutes that feel moderate (3 of 10) at the start"
    )
    fitness_spread: float = _assumed(0.35, "log spread between people")
    fitness_growth: float = _assumed(0.02, "gain per session, up to twice the start")
    effort_least: float = _assumed(1.0, "how hard the shortest walk feels")
    effort_per_load: float = _assumed(2.0, "points on 0-10 for one's own moderate load")
    effort_noise: float = _assumed(0.7, "one standard deviation")
    load_per_grade: float = _assumed(0.08, "more load for each per cent of incline")

    # -- feet -----------------------------------------------------------------------------
    stumbles_a_minute: float = _assumed(
        0.001,
        "steady, hands free, practised, at an easy pace: one in 17 hours of walking backward",
    )
    unsteady_factor: float = _assumed(5.0, "times as many for the unsteady")
    speed_factor: float = _assumed(
        1.5, "exponent: 1.5 times the easy pace doubles them, half the pace halves them"
    )
    novelty_factor: float = _assumed(
        2.0, "times as many more in the first minutes with so little support"
    )
    novelty_minutes: float = _assumed(
        10,
        "minutes on a rung, or half as many as on the one below, until two thirds of that is gone",
    )
    tired_factor: float = _assumed(1.5, "times as many when it feels 5 or harder")
    fall_per_stumble: float = _assumed(0.1, "of stumbles with free hands end on the ground")
    held_factor: float = _assumed(0.3, "of that with a rail, a wall or a counter under the hand")
    helper_factor: float = _assumed(0.5, "of that with somebody beside")
    helper_comes: float = _assumed(0.8, "of sessions where the plan asks for somebody beside")
    helper_comes_unasked: float = _assumed(0.2, "of sessions where no plan asks for it")
    injury_per_fall: float = _assumed(0.1, "of falls hurt: three weeks off, under every policy")

    # -- habits ---------------------------------------------------------------------------
    misses: float = _assumed(0.07, "of sessions, for no reason")
    misses_forgetful: float = _assumed(0.35, "the same, of the forgetful")
    logs_forgetful: float = _assumed(0.7, "of sessions that the forgetful walked are logged")
    checks_in: float = _assumed(0.4, "of mornings after a walk; 0.8 when it hurts more than usual")
    checks_in_careless: float = _assumed(0.15, "the same, of the forgetful and the over-eager")
    answers_morning: float = _assumed(
        0.9, "of times that `log` asks how the morning after the last walk was; one key is enough"
    )
    answers_morning_careless: float = _assumed(
        0.5, "the same, of the forgetful and the over-eager, who press on"
    )
    eager_more: float = _assumed(0.25, "more minutes than asked, in six of ten sessions")
    eager_admits: float = _assumed(0.5, "of such sessions are logged with their true minutes")
    eager_extra: float = _assumed(0.06, "of free days: a walk of their own, like the last one")
    quiet_stumbles: float = _assumed(0.5, "of stumbles are told by those who say less")
    asks_easier: float = _assumed(
        0.1, "of days after a session that felt 2 harder than meant or hurt 4 or more"
    )

    # -- life -----------------------------------------------------------------------------
    fevers_a_week: float = _assumed(0.02, "an illness of 3 to 12 days; one a year")
    holiday_share: float = _assumed(
        0.2, "of walkers: 6 to 30 days away; half of them tell the plan"
    )
    news_share: float = _assumed(0.02, "of walkers: a new medicine or diagnosis on the way")


def stated(assumptions: Assumptions) -> Iterator[tuple[str, float, str]]:
    """Name, value and reason of each."""
    for each in fields(assumptions):
        yield each.name, getattr(assumptions, each.name), each.metadata["reason"]
