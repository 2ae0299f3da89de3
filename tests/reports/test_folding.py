"""What rules say, told once."""

import datetime as dt

from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.vocabulary import Step
from retroplan.reports.folding import beside_a_diff, consequence, folded, without_day

MONDAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)


def fired(rule: str, date: dt.date, sentence: str) -> Adjustment:
    return Adjustment(rule=rule, step=Step.HOLD, date=date, sentence=sentence)


def sentences(*adjustments: Adjustment) -> list[str]:
    return [each.sentence for each in folded(adjustments)]


def test_sessions_without_a_record_are_told_together() -> None:
    days = [MONDAY + number * DAY for number in (0, 2, 4)]
    missed = [fired("missed", day, f"{day} has no record.") for day in days]

    assert sentences(*missed) == [
        (
            "3 sessions from Monday 23 November to Friday 27 November have no record: "
            "they are let go, and never made up."
        )
    ]
    assert sentences(missed[0]) == ["2026-11-23 has no record."]


def test_of_days_off_and_of_weeks_that_wait_the_newest_alone_still_counts() -> None:
    early = fired("days-off-shorter", MONDAY, "Fourteen days.")
    late = fired("days-off-repeat", MONDAY + 9 * DAY, "Five days.")
    waits = [
        fired("too-soon", MONDAY + number * DAY, f"Week {number} waits.") for number in (1, 8)
    ]

    assert sentences(late, early, *waits) == ["Five days.", "Week 8 waits."]


def test_what_two_rules_say_alike_is_said_once_in_the_order_of_the_rules() -> None:
    hard = fired("effort-above", MONDAY, "Nothing rises yet.")
    again = fired("effort-above", MONDAY + DAY, "Nothing rises yet.")
    pain = fired("red-pain", MONDAY, "Too much.")

    assert sentences(hard, pain, again) == ["Nothing rises yet.", "Too much."]


def test_beside_a_list_of_changes_weeks_that_move_are_not_told_again() -> None:
    moves = fired("week-later", MONDAY, "Week 2 begins later.")
    gap = fired("days-off-shorter", MONDAY, "Fourteen days.")

    assert [each.sentence for each in beside_a_diff([moves, gap])] == ["Fourteen days."]
    assert beside_a_diff([moves]) == ()


def test_a_day_that_the_heading_says_is_left_out() -> None:
    pain = fired("pain-hold", MONDAY, "Pain was 4 of 10 on Monday 23 November: the same again.")
    morning = fired("red-morning", MONDAY, "Pain in the morning of Monday 23 November: rest.")
    other = fired("days-off-repeat", MONDAY + 5 * DAY, "5 days since Monday 23 November: again.")

    assert without_day(pain.sentence, pain) == "Pain was 4 of 10: the same again."
    assert without_day(morning.sentence, morning) == "Pain in the morning: rest."
    assert without_day(other.sentence, other) == other.sentence


def test_what_follows_stands_by_itself() -> None:
    wish = fired("easier", MONDAY, "You asked for less: the next sessions are shorter.")

    assert consequence(wish) == "The next sessions are shorter."
    assert consequence(fired("x", MONDAY, "No colon here.")) == "No colon here."
