"""The shortcut of the daily commands: what is called as foreseen is nothing to the plan."""

import datetime as dt

from hypothesis import event, given

from retroplan.core.adaptation.adapt import adapt
from retroplan.core.adaptation.usual import is_as_foreseen
from retroplan.core.model.events import CheckIn
from retroplan.core.model.log import SessionLog
from retroplan.core.model.profile import Profile
from tests.histories import DAY, Life, Walker, beside, lives, record
from tests.properties.test_adaptation_laws import EVIDENCE, walker_of
from tests.strategies import people


def is_current(walker: Walker, today: dt.date) -> bool:
    """Whether the plan has taken in all that is known on a day."""
    return adapt(walker.plan, walker.events, EVIDENCE, today)[0] is walker.plan


@given(profile=people, life=lives)
def test_a_record_as_foreseen_leaves_a_plan_that_was_current_as_it_is(
    profile: Profile, life: Life
) -> None:
    walker = walker_of(profile)
    skipped_work = 0
    for answer, happens, silence in life:
        session = walker.next_session()
        if session is None:
            break
        walker.today = session.date
        walker.adapt()
        session = walker.next_session()
        is_here = session is not None and session.date == walker.today
        log = record(session, answer) if session and is_here else None
        told_before = beside(session, answer) if session and is_here else None
        if (
            told_before is not None
        ):  # as `checkin` does, before the walk; a plan that then waits has no record
            walker.tell(told_before)
            log = log if walker.next_session() == session else None
        if log is not None:
            earlier = [each for each in walker.events if isinstance(each, SessionLog)]
            is_foreseen = is_as_foreseen(
                log,
                earlier,
                conditions=profile.health.conditions or (),
                is_day_told_of=any(
                    isinstance(each, CheckIn) and each.date == log.date for each in walker.events
                ),
            )
            if is_foreseen and is_current(walker, walker.today):
                plan = walker.plan
                after, _ = adapt(plan, [*walker.events, log], EVIDENCE, walker.today)
                assert after is plan
                skipped_work += 1
            walker.tell(log)
        walker.today += DAY
        if happens is not None:
            walker.tell(happens(walker.today))
        walker.today += silence * DAY
    event(f"shortcuts taken: {min(skipped_work, 5)}")
