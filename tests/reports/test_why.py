"""Why a session is as it is, on the screen: rule, inputs, source, and what would have come otherwise."""

import datetime as dt
from typing import Any

import pytest

from retroplan.core.model.adjustment import Adjustment, Input
from retroplan.core.answers.explanation import Explained, Grounds, SourceUse, Why
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
        sentence="Pain 6 in session 1.2, which is too much: 48 hours off, then half the minutes.",
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


def test_each_rule_stands_in_a_block_of_its_own() -> None:
    assert_golden("why-80-columns", shown(make_why()))
    assert_golden("why-40-columns", shown(make_why(), width=40))
    assert_golden("why-plain", shown(make_why(), plain=True))


def test_a_session_that_nothing_changed_has_its_own_reasons() -> None:
    text = shown(make_why(adjusted=()))

    assert "Nothing that happened has changed it" in text
    assert "A first week is short on purpose." in text
    assert "Silbernagel 2007 (silbernagel2007), certainty low." in text


def test_a_plan_that_stands_still_says_why_and_what_ends_it() -> None:
    ends = "From Monday 7 December it goes on; sooner with `retroplan plan resume`."
    still = make_why(
        standing=Standing.PAUSED, standing_reason=ends, session=None, next_rise=None, rising=None,
        adjusted=(),
    )  # fmt: skip
    lines = shown(still).splitlines()

    assert lines[0] == "The plan is paused"
    assert ends in shown(still, width=200)
    assert "What would change it next" not in shown(still)


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

    assert "From Monday 7 December (session 3.1), if it goes well: " in text
    assert "1.2 mph, 1 % uphill, corridor." in text
    assert "km/h" not in text


@pytest.mark.parametrize("width", [40, 60, 80])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert all(len(line) <= width for line in shown(make_why(), width=width).splitlines())


def test_words_of_a_person_are_shown_not_obeyed() -> None:
    still = make_why(session=None, standing=Standing.PAUSED, standing_reason="\x1b[31mred\x1b[0m")

    assert "\x1b" not in shown(still)
