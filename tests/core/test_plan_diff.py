"""Two plans side by side."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.model.plan import Plan
from retroplan.core.model.vocabulary import Stage, Standing
from retroplan.core.plan_diff import compared
from tests.builders import make_plan


def with_session(plan: Plan, session_id: str, **changes: object) -> Plan:
    """The plan with one session changed."""
    weeks = tuple(
        replace(week, sessions=tuple(
            replace(session, **changes) if session.session_id == session_id else session  # type: ignore[arg-type]
            for session in week.sessions
        ))
        for week in plan.weeks
    )  # fmt: skip
    return replace(plan, weeks=weeks, revision=plan.revision + 1)


def without(plan: Plan, *session_ids: str) -> Plan:
    weeks = tuple(
        replace(week, sessions=tuple(s for s in week.sessions if s.session_id not in session_ids))
        for week in plan.weeks
    )
    return replace(plan, weeks=weeks, revision=plan.revision + 1)


def test_a_plan_is_no_different_from_itself() -> None:
    plan = make_plan()
    found = compared(plan, plan)

    assert found.is_same
    assert (found.changed, found.added, found.removed) == ((), (), ())


def test_a_session_that_changed_says_from_what_to_what_and_only_in_what_differs() -> None:
    plan = make_plan()
    later = with_session(plan, "2.1", backward_s=240, stage=Stage.WALL, where="hallway")
    (change,) = compared(plan, later).changed

    assert (change.before.backward_s, change.after.backward_s) == (360, 240)
    assert change.differs == ("backward_s", "stage", "where")


def test_a_session_is_the_same_although_another_one_came_before_it() -> None:
    plan = make_plan()

    assert compared(plan, with_session(plan, "2.1", number=5)).is_same
    (change,) = compared(plan, with_session(plan, "2.1", number=5, backward_s=240)).changed
    assert change.differs == ("backward_s",)


def test_a_session_that_moves_is_changed_not_new() -> None:
    plan = make_plan()
    found = compared(plan, with_session(plan, "8.3", date=dt.date(2027, 1, 20)))

    assert [change.differs for change in found.changed] == [("date",)]
    assert (found.added, found.removed) == ((), ())
    assert (found.end_before, found.end_after) == (dt.date(2027, 1, 15), dt.date(2027, 1, 20))


def test_sessions_that_come_and_go_are_told_apart() -> None:
    plan = make_plan()
    fewer = without(plan, "8.2", "8.3")

    assert [session.session_id for session in compared(plan, fewer).removed] == ["8.2", "8.3"]
    assert [session.session_id for session in compared(fewer, plan).added] == ["8.2", "8.3"]


def test_what_only_stands_still_differs_too() -> None:
    plan = make_plan()
    paused = replace(plan, standing=Standing.PAUSED, standing_reason="until you say so")
    found = compared(plan, paused)

    assert not found.is_same
    assert found.standing_reason == "until you say so"


@given(st.sets(st.sampled_from([session.session_id for session in make_plan().sessions])))
def test_back_and_forth_is_the_mirror_image(names: set[str]) -> None:
    plan, other = make_plan(), without(make_plan(), *names)
    there, back = compared(plan, other), compared(other, plan)

    assert {session.session_id for session in there.removed} == names
    assert (there.added, there.removed) == (back.removed, back.added)
    assert (there.end_before, there.end_after) == (back.end_after, back.end_before)
    assert there.is_same == (not names)
