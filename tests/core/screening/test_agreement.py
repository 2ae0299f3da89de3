"""A yes has a scope, a date and an end (I48); what it opens, it opens only where it says for what."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.model.clearance import Agreed, Clearance, Finding
from retroplan.core.model.profile import YES_ANSWERS, ClinicianYes, KnownYes, Profile, YesEnd
from retroplan.core.model.vocabulary import GoalKind, Severity, Stage, Verdict
from retroplan.core.screening.agreement import agreed, is_agreed, pain_ceiling, year_after
from retroplan.core.screening.screen import scope, screen
from retroplan.evidence.load import load_evidence
from tests.conftest import TODAY
from tests.core.screening.test_laws import assert_no_looser, people, with_health
from tests.core.screening.test_rules import changed
from tests.people import sixty_with_knees

EVIDENCE = load_evidence()
DAY = dt.timedelta(days=1)
YES = ClinicianYes(given=True, by="GP", on=TODAY - 20 * DAY)
LIFTABLE = sorted(
    row.name
    for row in EVIDENCE.conditions.values()
    if row.severity.rank >= Severity.CLEAR.rank and row.after_clearance is not row.severity
)
OPENING: dict[str, Any] = {
    "treadmill": True, "start_minutes": 6.0, "no_lighter_weeks": True,
}  # fmt: skip


def screened(profile: Profile, on: dt.date = TODAY) -> Clearance:
    return screen(profile, EVIDENCE, on)


def person(yes: ClinicianYes = YES, **changes: Any) -> Profile:
    return changed(sixty_with_knees(), active=False, clearance=yes, **changes)


def about(clearance: Clearance, name: str) -> list[Finding]:
    return [finding for finding in clearance.findings if name in finding.about]


# -- for what ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "covers", "opens"),
    [
        # docs/decisions/0010, in its order
        ({"conditions": ("stroke",)}, ("knee-replacement",), False),
        ({"conditions": ("stroke", "knee-replacement")}, ("knee-replacement",), False),
        ({"conditions": ("stroke", "knee-replacement")}, ("stroke", "knee-replacement"), True),
        ({"conditions": ("stroke", "knee-replacement")}, None, True),
        ({"conditions": ("stroke",)}, (), False),
        ({"kind": GoalKind.STROKE_GAIT}, ("stroke",), True),
        ({"kind": GoalKind.STROKE_GAIT}, ("tia",), False),
        ({"falls_last_12_months": 2, "injurious_falls_last_12_months": 0}, ("stroke",), False),
        ({"falls_last_12_months": 2, "injurious_falls_last_12_months": 0}, ("falls",), True),
        ({"falls_last_12_months": 1, "injurious_falls_last_12_months": 1}, ("falls",), True),
        ({"resting_systolic_mmhg": 165}, ("hypertension",), False),
        ({"resting_systolic_mmhg": 165}, ("blood-pressure",), True),
        ({"conditions": ("hypertension",)}, ("hypertension",), True),  # without a reading
        ({"pregnancy_week": 12}, ("knee-replacement",), False),
        ({"pregnancy_week": 12}, ("pregnancy",), True),
        ({"backward_walk_3m_s": 8.5}, ("backward-walk",), True),
        ({"backward_walk_3m_s": 8.5}, ("falls",), False),
        ({"medications": ("nitrate",)}, ("heart-disease",), False),
        ({"medications": ("nitrate",)}, ("nitrate",), True),
        ({"conditions": ("a-rare-thing",)}, ("a-rare-thing",), True),
    ],
)
def test_a_yes_opens_what_it_names_and_without_names_what_was_declared(
    answers: dict[str, Any], covers: tuple[str, ...] | None, opens: bool
) -> None:
    clearance = screened(person(replace(YES, covers=covers), **answers))

    assert clearance.verdict is (Verdict.MODIFY if opens else Verdict.REFER)


@pytest.mark.parametrize("profile", [
    person(conditions=("stroke", "vertigo", "diabetes"), medications=("nitrate",)),
    person(conditions=("never-heard-of",), pregnancy_week=12, resting_systolic_mmhg=165),
    person(falls_last_12_months=2, backward_walk_3m_s=9.0, kind=GoalKind.STROKE_GAIT),
    person(conditions=("hypertension",), falls_last_12_months=1, injurious_falls_last_12_months=None),
])  # fmt: skip
def test_whatever_a_yes_can_lift_says_what_it_is_about(profile: Profile) -> None:
    asked = replace(profile, health=replace(profile.health, clearance=ClinicianYes()))
    for finding in screened(asked).findings:
        if finding.after_clearance not in {None, finding.severity}:
            assert set(finding.about) & {*EVIDENCE.conditions, *YES_ANSWERS, "never-heard-of"}


@given(people, st.sampled_from(LIFTABLE), st.sampled_from(LIFTABLE), st.booleans())
def test_a_yes_gives_nothing_for_a_condition_outside_its_scope(
    profile: Profile, name: str, covered: str, opens: bool
) -> None:
    field = "medications" if EVIDENCE.conditions[name].group == "medication" else "conditions"
    there = with_health(profile, field, (name,))
    yes = replace(YES, covers=() if covered == name else (covered,), **OPENING if opens else {})
    with_yes = screened(with_health(there, "clearance", yes))
    without = screened(with_health(there, "clearance", ClinicianYes()))

    assert about(with_yes, name) == about(without, name)


# -- from when to when ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_on", "on", "counts"),
    [
        (dt.date(2025, 11, 25), TODAY, True),
        (dt.date(2025, 11, 24), TODAY, False),
        (dt.date(2015, 11, 25), TODAY, False),
        (dt.date(2024, 2, 29), dt.date(2025, 2, 28), True),
        (dt.date(2024, 2, 29), dt.date(2025, 3, 1), False),
        (dt.date(2023, 2, 28), dt.date(2024, 2, 29), False),
        (TODAY + DAY, TODAY, False),
        (dt.date.max, dt.date.max, True),
    ],
)
def test_a_yes_counts_for_twelve_months(given_on: dt.date, on: dt.date, counts: bool) -> None:
    assert is_agreed(person(replace(YES, on=given_on)), on) is counts


@given(people, st.dates(dt.date(2000, 1, 1), dt.date(2026, 12, 31)), st.booleans())
def test_a_stale_yes_is_none(profile: Profile, given_on: dt.date, names: bool) -> None:
    yes = replace(YES, on=given_on, covers=tuple(LIFTABLE) if names else None, treadmill=names)
    late = year_after(given_on) + DAY
    stale = screened(with_health(profile, "clearance", yes), late)
    none = screened(with_health(profile, "clearance", ClinicianYes()), late)

    assert replace(stale, why_not_agreed="") == none
    assert stale.why_not_agreed


@given(people, st.lists(st.integers(0, 900), min_size=2, max_size=2), st.booleans())
def test_an_older_yes_never_gives_more_than_a_newer(
    profile: Profile, days: list[int], names: bool
) -> None:
    keys: dict[str, Any] = {"covers": tuple(LIFTABLE), **OPENING} if names else {}
    newer, older = (
        with_health(profile, "clearance", replace(YES, on=TODAY - each * DAY, **keys))
        for each in sorted(days)
    )

    assert_no_looser(screened(newer), screened(older))
    assert not (agreed(older, TODAY).opens and not agreed(newer, TODAY).opens)


@pytest.mark.parametrize("by", YesEnd)
def test_a_yes_that_has_ended_opens_nothing_from_that_day_on(by: YesEnd) -> None:
    profile = person(conditions=("stroke",))
    ended = KnownYes(
        given=True, by="GP", on=YES.on, covers=("stroke",), treadmill=True,
        given_to=profile, ended_by=by, ended_on=TODAY,
    )  # fmt: skip
    there = with_health(profile, "clearance", ended)

    assert screened(there, TODAY - DAY).verdict is Verdict.MODIFY
    assert screened(there).verdict is Verdict.REFER
    assert screened(there).why_not_agreed
    assert agreed(there, TODAY) == Agreed()


def test_a_yes_without_names_is_for_what_was_known_when_it_was_given() -> None:
    then = person(ClinicianYes(), conditions=("knee-replacement",))
    known = KnownYes(given=True, by="GP", on=YES.on, given_to=then)
    now = person(known, conditions=("knee-replacement", "diabetes"))

    assert "knee-replacement" in scope(now, EVIDENCE, TODAY)
    assert "diabetes" not in scope(now, EVIDENCE, TODAY)


# -- what it opens, what it lowers --------------------------------------------------------------


@pytest.mark.parametrize("missing", ["covers", "on", "by", "given"])
def test_the_opening_keys_ask_for_a_whole_yes_that_says_for_what(missing: str) -> None:
    whole = replace(YES, covers=("stroke",), **OPENING)
    nothing: dict[str, Any] = {"covers": None, "on": None, "by": "", "given": False}
    less = replace(whole, **{missing: nothing[missing]})

    full = agreed(person(whole), TODAY)
    assert (full.opens, full.treadmill, full.lighter_weeks) == (True, True, False)
    left = agreed(person(less), TODAY)
    assert (left.opens, left.treadmill, left.lighter_weeks) == (False, False, True)


@given(people, st.booleans(), st.integers(0, 5), st.sampled_from([None, 0, 40, 500]))
def test_no_other_key_gives_more(
    profile: Profile, names: bool, ceiling: int, days: int | None
) -> None:
    on = None if days is None else TODAY - days * DAY
    yes = replace(YES, on=on, covers=tuple(LIFTABLE) if names else None)
    keyed = replace(yes, pain_ceiling=ceiling, note="as agreed")

    assert screened(with_health(profile, "clearance", keyed)).limits == (
        screened(with_health(profile, "clearance", yes)).limits
    )
    assert pain_ceiling(with_health(profile, "clearance", keyed), TODAY) == ceiling


@given(people, st.lists(st.sampled_from(LIFTABLE), unique=True))
def test_naming_what_it_covers_opens_no_more_findings_than_leaving_it_out(
    profile: Profile, covers: list[str]
) -> None:
    named = with_health(profile, "clearance", replace(YES, covers=tuple(covers)))
    unnamed = with_health(profile, "clearance", YES)

    assert_no_looser(screened(unnamed), screened(named))


def test_after_a_stroke_the_treadmill_waits_for_its_own_word() -> None:
    silent = screened(person(replace(YES, covers=("stroke",)), conditions=("stroke",)))
    told = screened(
        person(replace(YES, covers=("stroke",), treadmill=True), conditions=("stroke",))
    )

    assert silent.limits.highest_stage is Stage.CORRIDOR
    assert told.limits.highest_stage is Stage.TREADMILL_RAILS
