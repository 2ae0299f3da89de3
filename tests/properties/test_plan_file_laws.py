"""Laws of plans that leave as files and come back."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from retroplan.core.adaptation.editor import Editor
from retroplan.core.adaptation.edits import Edit, edits, misfits, raises, row_of
from retroplan.core.engine.build import build
from retroplan.core.engine.caps import personal_caps
from retroplan.core.engine.dose import Dosing
from retroplan.core.engine.jog import with_jogs
from retroplan.core.engine.own import with_own
from retroplan.core.model.clearance import Clearance
from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import Profile
from retroplan.core.screening.screen import screen
from retroplan.errors import Infeasible, Unsafe
from retroplan.evidence.load import load_evidence
from retroplan.plan_file.content import PlanText, WrittenRow
from retroplan.plan_file.csv_form import as_csv, read_csv
from retroplan.plan_file.toml_form import as_toml, read_toml
from tests.people import young_athlete
from tests.strategies import START, people

EVIDENCE = load_evidence()

file_laws = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
"""As many people as the profile says; many of those generated get no plan."""

FORMS = pytest.mark.parametrize(
    ("write", "read"), [(as_csv, read_csv), (as_toml, read_toml)], ids=["csv", "toml"]
)


def planned(profile: Profile) -> tuple[Plan, Clearance]:
    clearance = screen(profile, EVIDENCE, START)
    try:
        return build(profile, profile.goal, clearance, EVIDENCE, START), clearance
    except (Infeasible, Unsafe):
        assume(False)
        raise


def written(plan: Plan) -> list[WrittenRow]:
    return [WrittenRow(row=row_of(session), state="to come") for session in plan.sessions]


def editor_of(plan: Plan, profile: Profile, clearance: Clearance) -> Editor:
    caps = personal_caps(profile, plan.goal, clearance, EVIDENCE, plan.start)
    return Editor(dosing=Dosing(profile, caps, EVIDENCE, plan.start))


@FORMS
@file_laws
@given(profile=people)
def test_an_unedited_file_changes_nothing(
    write: Callable[..., str], read: Callable[..., PlanText], profile: Profile
) -> None:
    plan, _ = planned(profile)
    text = read(write(written(plan), plan_id=plan.plan_id, revision=1), name="plan")
    rows = [each.row for each in text.rows]

    assert edits(plan, rows) == ()
    assert tuple(misfits(plan, rows, recorded=set(), today=dt.date.max)) == ()


@file_laws
@given(profile=people, number=st.integers(0, 59))
def test_a_session_spelt_out_anew_is_the_session(profile: Profile, number: int) -> None:
    plan, clearance = planned(profile)
    editor = editor_of(plan, profile, clearance)
    session = plan.sessions[number % len(plan.sessions)]
    week = next(week for week in plan.weeks if session in week.sessions)
    dose = editor.dose(Edit(session=session, row=row_of(session)))
    again = editor._composed(week, session, dose)

    assert again == replace(
        session, session_id=again.session_id, rpe=again.rpe, reasons=again.reasons,
        citations=again.citations, questions=again.questions,
    )  # fmt: skip


def test_a_session_with_jogs_spelt_out_anew_is_the_session() -> None:
    profile = young_athlete()
    clearance = screen(profile, EVIDENCE, START)
    jogging = with_own(EVIDENCE, with_jogs(EVIDENCE.protocols[profile.goal.kind], EVIDENCE))
    plan = build(profile, profile.goal, clearance, jogging, START)
    jog = EVIDENCE.guidance.jog
    assert any(segment.task == jog for each in plan.sessions for segment in each.segments)
    caps = personal_caps(profile, plan.goal, clearance, jogging, plan.start)
    editor = Editor(dosing=Dosing(profile, caps, jogging, plan.start))

    for week in plan.weeks:
        for session in week.sessions:
            row = row_of(session)
            dose = editor.dose(Edit(session=session, row=row))
            assert editor._composed(week, session, dose).segments == session.segments
            assert row.reps * row.bout_s == session.backward_s


@file_laws
@given(profile=people, number=st.integers(0, 59))
def test_a_note_changes_nothing_but_the_note(profile: Profile, number: int) -> None:
    plan, clearance = planned(profile)
    session = plan.sessions[number % len(plan.sessions)]
    row = replace(row_of(session), note="shorter steps")
    found = edits(plan, [row])
    edited = editor_of(plan, profile, clearance).edited(plan, found, reason="by hand")

    assert tuple(raises(found)) == ()
    assert edited == replace(
        plan,
        weeks=tuple(
            replace(
                week,
                sessions=tuple(
                    replace(each, note="shorter steps") if each == session else each
                    for each in week.sessions
                ),
            )
            for week in plan.weeks
        ),
    )


@file_laws
@given(
    profile=people, number=st.integers(0, 59), field=st.sampled_from(["reps", "bout_s"]),
    less=st.integers(1, 60),
)  # fmt: skip
def test_less_is_never_told_as_more(profile: Profile, number: int, field: str, less: int) -> None:
    plan, clearance = planned(profile)
    session = plan.sessions[number % len(plan.sessions)]
    before = row_of(session)
    amount = getattr(before, field) - less
    assume(amount > 0)
    found = edits(plan, [replace(before, **{field: amount})])
    edited = editor_of(plan, profile, clearance).edited(plan, found, reason="by hand")
    after = next(each for each in edited.sessions if each.session_id == session.session_id)

    assert tuple(raises(found)) == ()
    assert after.backward_s < session.backward_s
    assert after.distance_m <= session.distance_m
    assert after.total_s == sum(segment.duration_s for segment in after.segments)
    assert row_of(after).reps * row_of(after).bout_s == after.backward_s
    if after.energy_kcal is not None and session.energy_kcal is not None:
        assert after.energy_kcal.high <= session.energy_kcal.high
