"""The screening rules in one list: one function, one sentence, one source each."""

from collections.abc import Callable

from retroplan.core.model.clearance import Finding
from retroplan.core.screening import answers, readings, steadiness, table, tiers
from retroplan.core.screening.case import Case

Rule = Callable[[Case], tuple[Finding, ...]]

RULES: tuple[Rule, ...] = (
    answers.unanswered_questions,
    answers.unanswered_pain,
    answers.unanswered_medicines,
    answers.under_age,
    table.named_conditions,
    table.stroke_goal,
    readings.blood_pressure,
    readings.unmeasured_pressure,
    readings.resting_heart_rate,
    readings.usual_pain,
    readings.pregnancy,
    readings.body_mass,
    steadiness.falls,
    steadiness.backward_walk,
    steadiness.timed_up_and_go,
    steadiness.tandem_stance,
    steadiness.single_leg_stance,
    steadiness.walking_speed,
    steadiness.chair_stands,
    steadiness.untested,
    steadiness.hands_free,
    tiers.general_tier_age,
    tiers.general_tier_mass,
    tiers.general_tier_activity,
    tiers.general_tier_goal,
    tiers.general_tier_tests,
    tiers.athlete_tier,
)
"""A rule sees the whole case and says what follows; the strictest of all of them counts."""
