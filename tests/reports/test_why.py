"""Why a session is as it is, on the screen: rule, inputs, source, and what would have come otherwise."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from retroplan.core.answers.explanation import Explained, Grounds, SourceUse, Why
from retroplan.core.model.adjustment import Adjustment, Input
from retroplan.core.model.vocabulary import Outcome, Stage, Standing, Step, Units
from retroplan.core.plan_diff import glance
from retroplan.reports.why import why_screen
from tests.builders import MPH, make_plan, make_session
from tests.reports.golden import assert_golden

WEDNESDAY, THURSDAY = dt.date(2026, 11, 25), dt.date(2026, 11, 26)
FRIDAY = glance(
    make_session(
        session_id="1.3", number=3, date=dt.date(2026, 11, 27), stage=Stage.WALL, backward_s=120,
        total_s=660, where="hallway, one hand on the wall",
    )
)  # fmt: skip
SILBERNAGEL = SourceUse(key="silbernagel2007", name="Silbernagel 2007", certainty="low")
RED = Explained(
    adjustment=Adjustment(
        rule="red-pain",
        step=Step.REGRESS,
        date=WEDNESDAY,
        session_id="1.2",
        sentence="Pain was 6 of 10 on Wednesday 25 November, which is too much: 48 hours off, then "
        "half the backward minutes.",
        otherwise="With pain at 5 or below the next session would not have been halved.",
        inputs=(Input(date=WEDNESDAY, name="pain while walking", value="6 of 10"),),
        cites=("silbernagel2007",),
        judgement="The zone is the model's; the half is expert judgement.",
    ),
    grounds=Grounds(
        rule="Pain above 5 while walking: 48 hours off, then half the backward minutes.",
        sources=(SILBERNAGEL,),
        judgement="The zone is the model's; the half is expert judgement.",
    ),
)
HARD = Explained(
    adjustment=Adjustment(
        rule="effort-above",
        step=Step.HOLD,
        date=THURSDAY,
        sentence="A point harder than meant: nothing rises yet.",
        inputs=(
            Input(date=WEDNESDAY, name="effort", value="4 of 10"),
            Input(date=WEDNESDAY, name="effort that was meant", value="2 to 3 of 10"),
        ),
        judgement="What one point decides is expert judgement.",
    ),
    grounds=Grounds(
        rule="A session one point harder than meant: nothing rises yet.",
        sources=(),
        judgement="What one point decides is expert judgement.",
    ),
)
RISING = Grounds(
    rule="The plan rises only after two good sessions in a row.",
    sources=(SILBERNAGEL,),
    judgement="",
)


def make_why(**changes: Any) -> Why:
    """Friday's session, halved on Wednesday's pain, with a rise in sight."""
    values: dict[str, Any] = {
        "plan_id": "plan-1",
        "revision": 2,
        "is_kept": True,
        "standing": Standing.ACTIVE,
        "standing_reason": "",
        "session": FRIDAY,
        "outcome": None,
        "adjusted": (RED, HARD),
        "reasons": ("A first week is short on purpose.",),
        "sources": (SILBERNAGEL,),
        "next_rise": glance(make_plan().weeks[1].sessions[0]),
        "rising": RISING,
        "units": Units.METRIC,
    }
    return Why(**(values | changes))


def shown(found: Why, *, width: int = 80, plain: bool = False) -> str:
    return why_screen(found).render(width=width, plain=plain, colour=False)


def test_the_most_decisive_rule_is_told_in_full_and_the_others_in_short() -> None:
    assert_golden("why-80-columns", shown(make_why()))
    assert_golden("why-40-columns", shown(make_why(), width=40))
    assert_golden("why-plain", shown(make_why(), plain=True))


def test_what_the_sentence_says_is_not_said_again() -> None:
    text = shown(make_why(), width=200)

    assert "Because" not in text, "the sentence names pain and day"
    assert "Rule       For pain above 5 while walking." in text
    assert text.count("48 hours off") == 1


def test_facts_that_the_sentence_leaves_out_are_told() -> None:
    text = shown(make_why(adjusted=(HARD,)), width=200)

    assert "Because    effort: 4 of 10, Wednesday 25 November" in text
    assert "effort that was meant: 2 to 3 of 10, Wednesday 25 November" in text


def test_where_certainties_differ_each_source_says_its_own() -> None:
    other = SourceUse(key="thomee1997", name="Thomeé 1997", certainty="moderate")
    grounds = replace(RED.grounds, sources=(SILBERNAGEL, other))
    text = shown(make_why(adjusted=(replace(RED, grounds=grounds),)), width=200)

    assert "Silbernagel 2007 (silbernagel2007), certainty low." in text
    assert "Thomeé 1997 (thomee1997), certainty moderate." in text


def test_of_many_reasons_the_rest_are_counted() -> None:
    others = tuple(
        replace(
            HARD, adjustment=replace(HARD.adjustment, number=number, sentence=f"Reason {number}.")
        )
        for number in range(2, 8)
    )
    text = shown(make_why(adjusted=(RED, *others)))

    assert "Reason 4." in text
    assert "Reason 5." not in text
    assert "and 3 earlier reasons:  retroplan plan history" in text


def test_a_session_that_nothing_changed_has_its_own_reasons() -> None:
    text = shown(make_why(adjusted=()))

    assert "No rule has changed what it holds" in text
    assert "A first week is short on purpose." in text
    assert "Source     Silbernagel 2007 (silbernagel2007)\n" in text
    assert "Certainty  low, more research is likely to change it." in text


def test_a_plan_that_stands_still_says_why_and_what_ends_it() -> None:
    ends = "From Monday 7 December it goes on; sooner with `retroplan plan resume`."
    still = make_why(
        standing=Standing.PAUSED, standing_reason=ends, session=None, next_rise=None, rising=None,
        adjusted=(),
    )  # fmt: skip
    lines = shown(still).splitlines()

    assert lines[0] == "The plan is paused"
    assert ends in shown(still, width=200)
    assert "What comes next" not in shown(still)


def test_what_the_days_ask_for_but_nothing_has_kept_is_marked_as_such() -> None:
    assert "is kept with the next thing that you record" in shown(
        make_why(is_kept=False), width=200
    )
    assert "is kept with the next thing" not in shown(make_why())


def test_a_session_that_is_over_says_what_became_of_it() -> None:
    assert "Already done in part." in shown(make_why(outcome=Outcome.PARTIAL))


def test_a_rise_says_what_rises_and_in_the_units_of_the_person() -> None:
    later = glance(make_session(session_id="3.1", date=dt.date(2026, 12, 7), backward_s=120,
                                stage=Stage.CORRIDOR, speed_mps=1.2 * MPH, grade_pct=1))  # fmt: skip
    text = shown(make_why(next_rise=later, units=Units.IMPERIAL), width=200)

    assert "Session 3.1 on Monday 7 December, if all goes well: " in text
    assert "1.2 mph instead of 1.0, 1 % uphill, in the corridor." in text
    assert "km/h" not in text


@pytest.mark.parametrize("width", [40, 60, 80])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert all(len(line) <= width for line in shown(make_why(), width=width).splitlines())


def test_words_of_a_person_are_shown_not_obeyed() -> None:
    still = make_why(session=None, standing=Standing.PAUSED, standing_reason="\x1b[31mred\x1b[0m")

    assert "\x1b" not in shown(still)
