"""What became of a plan as a whole. Facts, and what may honestly be said of them."""

import datetime as dt
from collections.abc import Sequence

from retroplan.core.agenda import best_records
from retroplan.core.answers.assessments import AssessmentAnswer
from retroplan.core.assessments.change import Change, ChangeVerdict
from retroplan.core.finishing.reached import reached_in
from retroplan.core.model.ending import Ending, TestOutcome, Worth
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan
from retroplan.core.trends import trend
from retroplan.core.weekly import total, weeks_of


def is_over(plan: Plan, logs: Sequence[SessionLog], today: dt.date) -> bool:
    """Whether every session of a plan lies behind, or has a record."""
    return not plan.still_to_come(today, best_records(logs))


def ending_of(
    plan: Plan,
    logs: Sequence[SessionLog],
    *,
    today: dt.date,
    first_backward_s: int,
    tests: Sequence[TestOutcome],
    missing: Sequence[str],
    pain_that_counts: float | None,
    pain_source: str,
    most_pain: float,
    times: int,
) -> Ending:
    """The whole plan in figures.

    Args:
        plan: the newest revision.
        logs: the records of its sessions, and extra walks since it began.
        today: what is before it without a record was missed.
        first_backward_s: what the plan held when it was made.
        tests: what the tests say.
        missing: those that say nothing.
        pain_that_counts: the smallest change of pain that people can feel, in points.
        pain_source: where that comes from, in a few words.
        most_pain: the top of the acceptable zone, NPRS 0-10.
        times: how often a level must have gone well to be reached.
    """
    weeks = [week for week in weeks_of(plan, logs, today=today) if week.number is not None]
    counts = total(weeks)
    walks = sorted((log for log in logs if log.is_walk), key=lambda log: log.date)
    loaded = [week for week in weeks if not week.is_deload and week.speed_mps is not None]
    near_falls = [week.near_falls for week in weeks if week.near_falls is not None]
    return Ending(
        plan_id=plan.plan_id,
        goal=plan.goal,
        tier=plan.tier,
        units=plan.units,
        weeks=len(plan.weeks),
        starts=plan.start,
        ends=plan.last_day or plan.start,
        counts=counts,
        adherence=round(counts.walked / counts.planned, 3) if counts.planned else 0.0,
        backward_s=sum(week.backward_s for week in weeks),
        planned_backward_s=sum(session.backward_s for session in plan.sessions),
        first_backward_s=first_backward_s,
        total_s=sum(week.total_s for week in weeks),
        near_falls=sum(near_falls) if near_falls else None,
        falls=sum(week.falls for week in weeks),
        tests=tuple(tests),
        missing=tuple(missing),
        pain=trend(
            [log.nprs_during for log in walks if log.nprs_during is not None],
            smallest=pain_that_counts,
        ),
        pain_source=pain_source,
        effort=trend([log.rpe for log in walks if log.rpe is not None], smallest=None),
        speed_first_mps=loaded[0].speed_mps if loaded else None,
        speed_last_mps=loaded[-1].speed_mps if loaded else None,
        reached=reached_in(walks, most_pain=most_pain, times=times),
    )


def outcome_of(change: Change, test: AssessmentAnswer, sentence: str) -> TestOutcome:
    """What became of one test, with the words for it."""
    threshold = change.error or (change.felt[-1] if change.felt else None)
    return TestOutcome(
        name=test.name,
        title=test.title,
        unit=test.unit,
        is_lower_better=test.better == "lower",
        first_date=change.date,
        first=change.before,
        last_date=test.entries[-1].date,
        last=change.after,
        worth=_worth(change),
        threshold=threshold.value if threshold else None,
        sentence=sentence,
    )


def _worth(change: Change) -> Worth:
    if change.verdict is ChangeVerdict.SAME:
        return Worth.SAME
    if change.is_real:
        return Worth.BETTER if change.is_better else Worth.WORSE
    if change.verdict is ChangeVerdict.WITHIN_ERROR:
        return Worth.WITHIN_ERROR
    return Worth.UNCERTAIN
