"""The rules over a check-in: each fires when its facts say so, and only then; nothing ever makes a day milder."""

import datetime as dt
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.adaptation.day import AT_ONCE, DAY_RULES, day_rulings
from retroplan.core.adaptation.day_signals import DaySignals, signals_of
from retroplan.core.adaptation.readiness import colour_of
from retroplan.core.adaptation.ruling import Ruling
from retroplan.core.model.adjustment import Input
from retroplan.core.model.events import CheckIn
from retroplan.core.model.profile import ClinicianYes, Profile
from retroplan.core.model.vocabulary import Colour, Standing
from retroplan.evidence.load import load_evidence
from tests.builders import make_pain
from tests.people import sixty_with_knees, young_athlete

DAY = dt.date(2026, 11, 25)
EVIDENCE = load_evidence()
YES = ClinicianYes(given=True, by="GP", on=dt.date(2026, 11, 1), covers=("blood-pressure",))


def with_a_yes(profile: Profile) -> Profile:
    return replace(profile, health=replace(profile.health, clearance=YES))


def with_usual(pain: int | None) -> Profile:
    knees = sixty_with_knees()
    return replace(knees, health=replace(knees.health, usual_pain=pain))


RUTH = sixty_with_knees()  # her usual pain is 4
RUTH_AGREED = with_a_yes(RUTH)


def heard(profile: Profile, *said: CheckIn, has_walk: bool = False) -> list[DaySignals]:
    """What the rules look at, of each check-in; the pain of all of them together."""
    pain = make_pain(profile.health.usual_pain, *said)
    return [
        signals_of(
            each,
            profile=profile,
            session_id="1.1",
            evidence=EVIDENCE,
            pain=pain,
            has_walk=has_walk,
        )
        for each in said
    ]


def rulings(profile: Profile = RUTH, *, has_walk: bool = False, **said: Any) -> tuple[Ruling, ...]:
    return day_rulings(*heard(profile, CheckIn(date=DAY, **said), has_walk=has_walk))


def names(profile: Profile = RUTH, **said: Any) -> list[str]:
    return [ruling.rule.name for ruling in rulings(profile, **said)]


@pytest.mark.parametrize(
    ("profile", "said", "fired"),
    [
        (RUTH, {}, []),
        (RUTH, {"morning_pain": 4}, []),
        (RUTH, {"morning_pain": 0}, []),
        # her usual is 4: a point is noise, two are back, three or above 6 are red
        (RUTH, {"morning_pain": 5}, []),
        (RUTH, {"morning_pain": 6}, ["pain-before", "pain-back"]),
        (RUTH, {"morning_pain": 7}, ["pain-before", "red-morning"]),
        (RUTH, {"morning_pain": 10}, ["pain-before", "red-morning"]),
        # what is usual, told with a morning, counts from the next day on
        (RUTH, {"morning_pain": 6, "usual_pain": 6}, ["pain-before", "pain-back"]),
        (RUTH, {"morning_pain": 5, "usual_pain": 2}, []),
        (with_usual(5), {"morning_pain": 5}, []),
        (
            with_usual(5),
            {"morning_pain": 6},
            ["pain-before", "pain-back"],
        ),  # above 5 and above usual
        (with_usual(5), {"morning_pain": 7}, ["pain-before", "red-morning"]),  # above 6
        (with_usual(3), {"morning_pain": 4}, []),
        (with_usual(3), {"morning_pain": 5}, ["pain-back"]),
        (with_usual(3), {"morning_pain": 6}, ["pain-before", "red-morning"]),
        (young_athlete(), {"morning_pain": 1}, []),
        (young_athlete(), {"morning_pain": 2}, ["pain-back"]),
        (young_athlete(), {"morning_pain": 3}, ["red-morning"]),
        (with_usual(None), {"morning_pain": 1}, []),  # not known is 0
        (with_usual(None), {"morning_pain": 3}, ["red-morning"]),
        # pain elsewhere is another pain
        (RUTH, {"morning_pain": 1, "pain_elsewhere": True}, []),
        (RUTH, {"morning_pain": 2, "pain_elsewhere": True}, ["pain-back"]),
        (RUTH, {"morning_pain": 3, "pain_elsewhere": True}, ["red-morning"]),
        (RUTH, {"morning_pain": 4, "pain_elsewhere": False}, []),
        (RUTH, {"swelling": True}, ["red-knee"]),
        (RUTH, {"giving_way": True}, ["giving-way"]),
        (RUTH, {"swelling": True, "giving_way": True}, ["giving-way", "red-knee"]),
        (RUTH, {"swelling": False, "giving_way": False}, []),
        (RUTH, {"leg_signs": True}, ["leg-signs"]),
        (RUTH, {"locking": True}, ["joint-signs"]),
        (RUTH, {"hot_joint": True}, ["joint-signs"]),
        (RUTH, {"night_pain": True}, ["joint-signs"]),
        (RUTH, {"no_weight": True}, ["joint-signs"]),
        (
            RUTH,
            {"locking": True, "hot_joint": True, "swelling": True},
            ["joint-signs", "red-knee"],
        ),
        (
            RUTH,
            {"locking": False, "hot_joint": False, "night_pain": False, "no_weight": False},
            [],
        ),
        (RUTH, {"painkiller": True, "limbs_as_ever": True}, []),
        (RUTH, {"limbs_as_ever": False, "leg_signs": False}, []),
        (RUTH, {"fever": True}, ["fever"]),
        (RUTH, {"fever": False}, []),
        (RUTH, {"symptoms": ("chest-pain",)}, ["symptom"]),
        (RUTH, {"symptoms": ("a name of another version",)}, ["symptom"]),
        (RUTH, {"dizziness": True}, ["dizziness"]),
        (RUTH, {"dizziness": False}, []),
        (RUTH, {"dizziness": True, "sleep_h": 4.9}, ["dizziness", "short-night"]),
        (RUTH, {"dizziness": True, "sleep_h": 5}, ["dizziness"]),
        (RUTH, {"sleep_h": 2}, []),
        (RUTH, {"sedatives": True}, ["sedatives"]),
        (RUTH, {"alcohol": True}, ["sedatives"]),
        (RUTH, {"sedatives": False, "alcohol": False}, []),
        (RUTH, {"systolic_mmhg": 159, "diastolic_mmhg": 99}, []),
        (RUTH, {"systolic_mmhg": 160, "diastolic_mmhg": 80}, ["pressure-raised"]),
        (RUTH, {"systolic_mmhg": 179, "diastolic_mmhg": 99}, ["pressure-raised"]),
        (RUTH, {"systolic_mmhg": 180, "diastolic_mmhg": 80}, ["pressure-raised", "pressure-high"]),
        (RUTH, {"systolic_mmhg": 140, "diastolic_mmhg": 100}, ["pressure-high"]),
        (RUTH_AGREED, {"systolic_mmhg": 160, "diastolic_mmhg": 80}, ["pressure-light"]),
        (RUTH_AGREED, {"systolic_mmhg": 159, "diastolic_mmhg": 80}, []),
        (RUTH_AGREED, {"systolic_mmhg": 185}, ["pressure-high", "pressure-light"]),
        (RUTH, {"resting_hr_bpm": 101}, ["heart-fast"]),
        (RUTH, {"resting_hr_bpm": 100}, []),
    ],
)
def test_each_rule_fires_when_its_facts_say_so_and_only_then(
    profile: Profile, said: dict[str, Any], fired: list[str]
) -> None:
    assert names(profile, **said) == fired


def test_signs_of_the_legs_on_the_day_of_a_walk_are_the_walks_own() -> None:
    """Told once, they count once."""
    assert [each.rule.name for each in rulings(RUTH, has_walk=True, leg_signs=True)] == []
    assert [each.rule.name for each in rulings(RUTH, has_walk=True, swelling=True)] == ["red-knee"]


NAMED = {"bad_morning": "pain-back"}
"""Rules of a day that speak for a rule of another name."""


def test_every_rule_of_a_day_has_a_sentence_and_a_source_or_owns_up_to_a_judgement() -> None:
    for rule in DAY_RULES:
        row = EVIDENCE.rulebook[NAMED.get(rule.__name__, rule.__name__.replace("_", "-"))]
        assert row.cites or (row.judgement and row.reason)
        assert row.name == "symptom" or ": " in row.sentence, "facts stand before the colon"
        assert rule.__doc__


def test_what_the_rulebook_says_are_the_numbers_that_decide() -> None:
    book, bounds, numbers = EVIDENCE.rulebook, EVIDENCE.bounds, EVIDENCE.screening

    assert (
        f"{bounds.bp_systolic_stop_mmhg} over {bounds.bp_diastolic_stop_mmhg}"
        in book["pressure-high"].sentence
    )
    for name in ("pressure-raised", "pressure-light"):
        assert f"{numbers['systolic_refer_mmhg']:g}" in book[name].sentence
    assert f"{numbers['resting_hr_stop_bpm']:g}" in book["heart-fast"].sentence
    assert book["short-night"].numbers["sleep_h_below"] == 5
    assert "under five hours" in book["short-night"].sentence
    for name in ("red-morning", "red-knee", "giving-way", "leg-signs"):
        assert f"{book[name].days_off * 24} hours off" in book[name].sentence
        assert book[name].minutes_share == 0.5
        assert "half the backward minutes" in book[name].sentence


def test_a_rule_says_what_it_looked_at_what_follows_and_what_would_have_been() -> None:
    (found,) = rulings(RUTH, systolic_mmhg=140, diastolic_mmhg=104)
    adjustment = found.adjustment

    assert adjustment.inputs == (
        Input(date=DAY, name="blood pressure at rest", value="140/104 mmHg"),
    )
    assert adjustment.sentence == (
        "Blood pressure of 140/104 mmHg at rest on Wednesday 25 November: no session that day."
    )
    assert adjustment.otherwise == (
        "With a reading below 180/100 mmHg, a session that day would have stood."
    )
    assert adjustment.until == DAY + dt.timedelta(days=1)
    assert adjustment.cites


def test_pain_is_compared_with_the_usual_and_about_the_last_session() -> None:
    (_, found) = rulings(RUTH, morning_pain=7)
    adjustment = found.adjustment

    assert [(each.name, each.value) for each in adjustment.inputs] == [
        ("pain in the morning", "7 of 10"), ("usual pain", "4 of 10"),
    ]  # fmt: skip
    assert adjustment.values == {"morning_pain": 7, "usual_pain": 4}
    assert adjustment.session_id == "1.1"
    assert adjustment.until == DAY + dt.timedelta(days=2), "48 hours"
    (alone,) = rulings(with_usual(3), morning_pain=5)
    assert alone.adjustment.otherwise.startswith("At 4 or below, ")
    assert alone.adjustment.until is None, "back is no rest"


def test_no_single_answer_is_said_to_have_decided_where_several_did() -> None:
    for found in rulings(RUTH, fever=True, alcohol=True):
        assert "the other reasons would still have counted" in found.adjustment.otherwise


def test_the_most_careful_rule_stands_first() -> None:
    assert names(with_usual(3), morning_pain=5, alcohol=True, fever=True, symptoms=("chest-pain",)) == [
        "symptom", "fever", "sedatives", "pain-back",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", [row.name for row in EVIDENCE.conditions.values() if row.group == "symptom"]
)
def test_a_sign_is_told_in_the_words_of_the_table_and_an_urgent_one_asks_for_help_now(
    name: str,
) -> None:
    row = EVIDENCE.conditions[name]
    (found,) = (each for each in rulings(RUTH, symptoms=(name,)) if each.rule.name == "symptom")

    assert row.sentence in found.adjustment.sentence
    assert found.adjustment.inputs[0].value == row.title
    assert found.adjustment.sentence.startswith(AT_ONCE) == row.urgent


def test_two_check_ins_of_a_day_count_together_and_each_rule_once() -> None:
    said = (
        CheckIn(date=DAY, symptoms=("chest-pain",)),
        CheckIn(date=DAY, symptoms=("calf-swelling",), fever=True),
        CheckIn(date=DAY, fever=True),
    )
    found = day_rulings(*heard(RUTH, *said))

    assert [ruling.rule.name for ruling in found] == ["symptom", "fever"]
    assert [each.value for each in found[0].adjustment.inputs] == [
        EVIDENCE.conditions["chest-pain"].title, EVIDENCE.conditions["calf-swelling"].title,
    ]  # fmt: skip
    assert len(found[1].adjustment.inputs) == 1
    assert len({ruling.adjustment.key for ruling in found}) == len(found)


@pytest.mark.parametrize(
    ("said", "colour"),
    [
        ({}, Colour.GREEN),
        ({"morning_pain": 4, "sleep_h": 4}, Colour.GREEN),
        ({"morning_pain": 5}, Colour.GREEN),
        ({"morning_pain": 2, "pain_elsewhere": True}, Colour.AMBER),
        ({"morning_pain": 6}, Colour.RED),
        ({"morning_pain": 7}, Colour.RED),
        ({"giving_way": True}, Colour.RED),
        ({"locking": True}, Colour.RED),
        ({"alcohol": True}, Colour.RED),
        ({"fever": True}, Colour.RED),
        ({"symptoms": ("syncope",)}, Colour.RED),
    ],
)
def test_the_colour_of_a_day_is_that_of_its_most_careful_rule(
    said: dict[str, Any], colour: Colour
) -> None:
    reasons = [ruling.adjustment for ruling in rulings(RUTH, **said)]

    assert colour_of(reasons, standing=Standing.ACTIVE) is colour


def test_a_good_morning_is_red_all_the_same_while_something_holds_the_plan() -> None:
    (red,) = rulings(RUTH, swelling=True)

    assert colour_of((), held=(red.adjustment,), standing=Standing.ACTIVE) is Colour.RED
    assert colour_of((), also=(red.adjustment,), standing=Standing.ACTIVE) is Colour.RED
    assert colour_of((), standing=Standing.SUSPENDED) is Colour.RED
    assert colour_of((), standing=Standing.RESTING) is Colour.RED
    assert colour_of((), standing=Standing.PAUSED) is Colour.GREEN, "the person's own wish"


check_ins = st.builds(
    CheckIn,
    date=st.just(DAY),
    morning_pain=st.none() | st.integers(0, 10),
    usual_pain=st.none() | st.integers(0, 10),
    swelling=st.none() | st.booleans(),
    giving_way=st.none() | st.booleans(),
    locking=st.none() | st.booleans(),
    hot_joint=st.none() | st.booleans(),
    night_pain=st.none() | st.booleans(),
    no_weight=st.none() | st.booleans(),
    leg_signs=st.none() | st.booleans(),
    pain_elsewhere=st.none() | st.booleans(),
    painkiller=st.none() | st.booleans(),
    limbs_as_ever=st.none() | st.booleans(),
    fever=st.none() | st.booleans(),
    dizziness=st.none() | st.booleans(),
    sedatives=st.none() | st.booleans(),
    alcohol=st.none() | st.booleans(),
    sleep_h=st.none() | st.floats(0, 12),
    systolic_mmhg=st.none() | st.integers(90, 220),
    diastolic_mmhg=st.none() | st.integers(50, 130),
    resting_hr_bpm=st.none() | st.integers(40, 140),
    symptoms=st.lists(st.sampled_from(["chest-pain", "syncope", "fever"]), max_size=2).map(tuple),
)
profiles = st.sampled_from(
    [RUTH, RUTH_AGREED, with_usual(None), young_athlete(), with_a_yes(young_athlete())]
)

WORSE_WHEN_HIGHER = ("morning_pain", "systolic_mmhg", "diastolic_mmhg", "resting_hr_bpm")
SIGNS = (
    "swelling", "giving_way", "locking", "hot_joint", "night_pain", "no_weight", "leg_signs",
    "pain_elsewhere", "fever", "dizziness", "sedatives", "alcohol",
)  # fmt: skip
OF_THE_WALK = ("painkiller", "limbs_as_ever")
"""What a day's walk counts by, and no day is held back for."""


def care(found: tuple[Ruling, ...]) -> tuple[float, ...]:
    """How careful the rules are together, line by line; higher is more careful."""
    return (
        max((ruling.rule.step.rank for ruling in found), default=0),
        max((ruling.rule.days_off for ruling in found), default=0),
        max((ruling.rule.until_told for ruling in found), default=False),
        1 - min((ruling.rule.minutes_share for ruling in found), default=1),
        max((ruling.rule.speed_drop_mph for ruling in found), default=0),
        max((ruling.rule.first_week_speed for ruling in found), default=False),
        max((ruling.rule.level_only for ruling in found), default=False),
        max((ruling.rule.stage_back for ruling in found), default=False),
    )


def is_at_least(more: tuple[Ruling, ...], less: tuple[Ruling, ...]) -> bool:
    return all(new >= old for new, old in zip(care(more), care(less), strict=True))


def of(profile: Profile, *said: CheckIn) -> tuple[Ruling, ...]:
    return day_rulings(*heard(profile, *said))


@given(profile=profiles, said=check_ins, data=st.data())
def test_a_reading_that_rises_never_makes_a_day_milder(
    profile: Profile, said: CheckIn, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(WORSE_WHEN_HIGHER))
    reading = getattr(said, name)
    higher = data.draw(
        st.integers(0 if reading is None else reading, 10 if "pain" in name else 250)
    )
    changes: dict[str, Any] = {name: higher}

    assert is_at_least(of(profile, replace(said, **changes)), of(profile, said))


@given(profile=profiles, said=check_ins, sign=st.sampled_from(SIGNS))
def test_a_sign_that_is_added_never_makes_a_day_milder(
    profile: Profile, said: CheckIn, sign: str
) -> None:
    changes: dict[str, Any] = {sign: True}

    assert is_at_least(of(profile, replace(said, **changes)), of(profile, said))


@given(profile=profiles, said=check_ins, hours=st.floats(0, 12))
def test_a_night_that_is_told_never_makes_a_day_milder(
    profile: Profile, said: CheckIn, hours: float
) -> None:
    untold = replace(said, sleep_h=None)

    assert is_at_least(of(profile, replace(said, sleep_h=hours)), of(profile, untold))


@given(profile=profiles, said=check_ins, sooner=check_ins)
def test_a_second_check_in_never_makes_a_day_milder(
    profile: Profile, said: CheckIn, sooner: CheckIn
) -> None:
    assert is_at_least(of(profile, sooner, said), of(profile, said))
    assert is_at_least(of(profile, sooner, said), of(profile, sooner))


@given(profile=profiles, said=check_ins)
def test_rules_look_at_all_that_can_be_said_and_each_key_is_there_once(
    profile: Profile, said: CheckIn
) -> None:
    found = of(profile, said)
    steps = [ruling.rule.step.rank for ruling in found]

    assert steps == sorted(steps, reverse=True)
    assert len({ruling.adjustment.key for ruling in found}) == len(found)
    for ruling in found:
        adjustment = ruling.adjustment
        assert adjustment.inputs
        assert adjustment.otherwise.endswith(".")
        assert (adjustment.until is None) == (ruling.rule.days_off == 0)


@given(profile=profiles, said=check_ins, usual=st.none() | st.integers(0, 10))
def test_the_usual_told_with_a_morning_does_not_judge_that_morning(
    profile: Profile, said: CheckIn, usual: int | None
) -> None:
    assert of(profile, replace(said, usual_pain=usual)) == of(
        profile, replace(said, usual_pain=None)
    )


def test_no_answer_of_a_check_in_is_overlooked() -> None:
    decisive = {*WORSE_WHEN_HIGHER, *SIGNS, *OF_THE_WALK, "sleep_h", "symptoms", "usual_pain"}

    assert decisive | {"date", "note"} == {field.name for field in fields(CheckIn)}
