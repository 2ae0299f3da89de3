"""What differs between two plans, on the screen: from what to what."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from retroplan.core.answers.changes import Difference, Preview
from retroplan.core.answers.course import Granted
from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.plan import Plan
from retroplan.core.model.vocabulary import Stage, Standing, Step, Units
from retroplan.core.plan_diff import compared
from retroplan.reports.course import granted_screen
from retroplan.reports.history import diff_screen
from retroplan.reports.preview import preview_screen
from retroplan.reports.screen import Screen
from tests.builders import MPH, make_plan
from tests.reports.golden import assert_golden

DRAWING = set("●○▁▂▃▄▅▆▇█·×–…─│→")
EASIER = Adjustment(
    rule="easier", step=Step.REGRESS, date=dt.date(2026, 11, 25),
    sentence="You asked for less: a fifth shorter, until two sessions went well.",
    otherwise="Without your wish it would have been 4 minutes.",
)  # fmt: skip


def revised(plan: Plan, **changes: dict[str, Any]) -> Plan:
    """The next revision, with some sessions changed: `s1_3={"backward_s": 120}`."""
    weeks = tuple(
        replace(week, sessions=tuple(
            replace(each, **changes.get(f"s{each.session_id.replace('.', '_')}", {}))
            for each in week.sessions
        ))
        for week in plan.weeks
    )  # fmt: skip
    return replace(plan, weeks=weeks, revision=plan.revision + 1)


def eased() -> Plan:
    """Friday and Monday are easier, and the last session is later."""
    return revised(
        make_plan(),
        s1_3={"backward_s": 120, "total_s": 660, "stage": Stage.WALL, "speed_mps": 0.9 * MPH,
              "where": "hallway, one hand on the wall"},
        s2_1={"backward_s": 240, "total_s": 780},
        s8_3={"date": dt.date(2027, 1, 18)},
    )  # fmt: skip


def paused() -> Plan:
    plan = make_plan()
    first, *_ = plan.weeks
    return replace(
        plan, weeks=(first,), revision=2, standing=Standing.PAUSED,
        standing_reason="It goes on from Monday 7 December.",
    )  # fmt: skip


def difference(before: Plan, after: Plan, *causes: str) -> Difference:
    return Difference(diff=compared(before, after), causes=causes, units=Units.METRIC)


def shown(screen: Screen, *, width: int = 80, plain: bool = False) -> str:
    return screen.render(width=width, plain=plain, colour=False)


def test_sessions_that_changed_are_told_from_what_to_what() -> None:
    found = difference(make_plan(), eased(), EASIER.sentence)

    assert_golden("plan-diff-80-columns", shown(diff_screen(found)))
    assert_golden("plan-diff-40-columns", shown(diff_screen(found), width=40))
    assert_golden("plan-diff-plain", shown(diff_screen(found), plain=True))


def test_the_same_revision_is_no_difference() -> None:
    text = shown(diff_screen(difference(make_plan(), make_plan())))

    assert "No difference" in text
    assert "instead of" not in text


def test_only_what_differs_has_a_column() -> None:
    later = revised(make_plan(), s2_1={"speed_mps": 0.9 * MPH})
    text = shown(diff_screen(difference(make_plan(), later)))

    assert "1.6 → 1.4" in text
    assert "backward  " not in text
    assert "where" not in text


def test_a_new_support_at_the_same_place_is_told() -> None:
    later = revised(make_plan(), s1_3={"where": "corridor, a hand on the wall"})
    text = shown(diff_screen(difference(make_plan(), later)), plain=True)

    assert "instead of corridor, fingertips on the wall" in text


def test_a_plan_that_is_paused_says_how_many_sessions_wait_and_what_ends_it() -> None:
    text = shown(diff_screen(difference(make_plan(), paused())), width=200)

    assert "No session for now: 21 sessions to come can wait." in text
    assert "The plan is paused. It goes on from Monday 7 December." in text


def test_few_new_sessions_are_listed_and_many_are_counted() -> None:
    plan = make_plan()
    short, shorter = (replace(plan, weeks=plan.weeks[:count]) for count in (7, 4))

    few = shown(diff_screen(difference(short, plan)), plain=True)
    many = shown(diff_screen(difference(shorter, plan)), plain=True)

    assert "Session 8.1, Monday 11 January: 12 minutes backward" in few
    assert "New in the plan: 12 sessions, from Monday 21 December to Friday 15 January" in many


def test_back_from_a_pause_the_plan_goes_on() -> None:
    text = shown(diff_screen(difference(paused(), make_plan())), width=200)

    assert "The plan goes on." in text


def preview(after: Plan, *fired: Adjustment) -> Preview:
    return Preview(
        pretended=("session 1.3 on Friday 27 November: pain 6 of 10; the rest as planned",),
        today=dt.date(2026, 11, 27), fired=fired, diff=compared(make_plan(), after),
        units=Units.METRIC,
    )  # fmt: skip


def test_a_preview_says_what_is_pretended_which_rule_fires_and_what_changes() -> None:
    assert_golden("plan-preview-80-columns", shown(preview_screen(preview(eased(), EASIER))))
    assert_golden(
        "plan-preview-40-columns", shown(preview_screen(preview(eased(), EASIER)), width=40)
    )
    assert_golden(
        "plan-preview-plain", shown(preview_screen(preview(eased(), EASIER)), plain=True)
    )


def test_a_preview_without_news_says_so() -> None:
    text = shown(preview_screen(preview(make_plan())))

    assert "No rule would ask for a change." in text
    assert "The plan would stay as it is." in text


def granted(after: Plan, **changes: Any) -> Granted:
    values: dict[str, Any] = {
        "date": dt.date(2026, 11, 25), "reason": "a hard week", "reasons": (EASIER,),
        "diff": compared(make_plan(), after), "standing": after.standing,
        "standing_reason": after.standing_reason, "units": Units.METRIC,
    }  # fmt: skip
    return Granted(**(values | changes))


def test_a_wish_for_less_says_what_it_made_of_the_plan() -> None:
    assert_golden("easier-80-columns", shown(granted_screen(granted(eased()))))
    assert_golden("easier-40-columns", shown(granted_screen(granted(eased())), width=40))
    assert_golden("easier-plain", shown(granted_screen(granted(eased())), plain=True))


def test_where_nothing_is_easier_or_nothing_is_to_come_the_wish_is_kept_and_that_is_said() -> None:
    same = shown(granted_screen(granted(make_plan(), reasons=())))
    still = shown(granted_screen(granted(paused(), reasons=())), width=200)

    assert "Saved" in same
    assert "The plan is as easy as the rules make it already" in same
    assert "The plan is paused: there is no session to make easier." in still


def test_a_reason_is_shown_not_obeyed() -> None:
    text = shown(granted_screen(granted(eased(), reason="\x1b[31mred\nsecond line")))

    assert "\x1b" not in text
    assert "red second line" in text


@pytest.mark.parametrize("width", [20, 40, 60, 80])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    screens = [
        diff_screen(difference(make_plan(), eased())), preview_screen(preview(eased(), EASIER)),
    ]  # fmt: skip

    for screen in screens:
        assert all(len(line) <= width for line in shown(screen, width=width).splitlines())


def test_read_aloud_there_is_nothing_drawn_and_no_empty_line() -> None:
    for screen in (
        diff_screen(difference(make_plan(), eased())),
        preview_screen(preview(eased())),
    ):
        lines = shown(screen, plain=True).splitlines()

        assert not DRAWING & set("".join(lines))
        assert all(line.strip() == line and line for line in lines)
