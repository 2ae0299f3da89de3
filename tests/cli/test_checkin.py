"""`retroplan checkin`, the same answers on `log`, and what `today` and `plan` say of a day that is withheld."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from retroplan.cli.checkin_questions import OF_THE_BACK, OF_THE_KNEE, OFTEN
from retroplan.cli.checkin_values import signs
from retroplan.core.agenda import DayStatus
from retroplan.core.model.profile import ClinicianYes
from retroplan.environment import Environment
from retroplan.errors import ExitCode
from retroplan.evidence.load import load_conditions
from retroplan.store.database import reading
from retroplan.store.facts import facts_of_kind
from tests.builders import START, make_log
from tests.conftest import TODAY, Run
from tests.kept import keep_logs, keep_plan
from tests.people import sixty_with_knees, young_athlete

DAY = dt.timedelta(days=1)
EXAMPLE = str(Path(__file__).parents[2] / "config.example.toml")


@pytest.fixture
def begun(run: Run) -> Run:
    """Monday's session of the example's plan is walked; it is Wednesday, and the next is today's.

    Her usual pain is 4, her knees are what it is about.
    """
    assert run("init", "--from", EXAMPLE, today=START).code == 0
    assert run("log", "--rpe", "3", "--pain", "1", "--near-falls", "0", today=START).code == 0
    return run


def data(run: Run, *argv: str, **changes: Any) -> dict[str, Any]:
    answer = run("checkin", *argv, "--json", **changes)
    assert answer.code == 0, answer.err
    found: dict[str, Any] = json.loads(answer.out)["data"]
    return found


def flat(text: str) -> str:
    return " ".join(text.split())


def kept_check_ins(environment: Environment) -> int:
    with reading(environment.store_file) as connection:
        return len(facts_of_kind(connection, "check-in"))


# ---- what is said, and what comes of it -----------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "colour", "rules"),
    [
        (("--pain", "4"), "green", []),
        (("--pain", "4", "--usual", "3"), "green", []),
        (("--pain", "5"), "green", []),
        (("--pain", "6"), "red", ["pain-before", "pain-back"]),
        (("--pain", "7"), "red", ["pain-before", "red-morning"]),
        (("--pain", "5", "--elsewhere"), "red", ["red-morning"]),
        (("--leg-signs",), "red", ["leg-signs"]),
        (("--swelling",), "red", ["red-knee"]),
        (("--giving-way",), "red", ["giving-way"]),
        (("--fever",), "red", ["fever"]),
        (("--symptom", "fever"), "red", ["fever"]),
        (("--symptom", "flu"), "red", ["fever"]),
        (("--dizzy",), "red", ["dizziness"]),
        (("--symptom", "dizzy"), "red", ["dizziness"]),
        (("--dizzy", "--sleep", "4.5"), "red", ["dizziness", "short-night"]),
        (("--sleep", "4h"), "green", []),
        (("--sedatives",), "red", ["sedatives"]),
        (("--alcohol",), "red", ["sedatives"]),
        (("--bp", "128/80", "--hr", "66"), "green", []),
        (("--bp", "140 / 104"), "red", ["pressure-high"]),
        (("--bp", "165 over 90"), "red", ["pressure-raised"]),
        (("--bp", "182/96"), "red", ["pressure-raised", "pressure-high"]),
        (("--hr", "104"), "red", ["heart-fast"]),
        (("--symptom", "chest-pain", "--symptom", "hot calf"), "red", ["symptom"]),
        (("--no-fever",), "green", []),
        (("--note", "slept well"), "green", []),
    ],
)
def test_every_answer_has_its_colour_and_its_rule(
    begun: Run, argv: tuple[str, ...], colour: str, rules: list[str]
) -> None:
    found = data(begun, *argv)

    assert found["colour"] == colour
    assert [each["rule"] for each in found["reasons"]] == rules
    for each in found["reasons"]:
        assert each["inputs"]
        assert each["otherwise"]
        assert each["cites"] or each["judgement"]


def test_a_red_day_says_why_takes_the_session_and_is_kept_all_the_same(
    begun: Run, environment: Environment
) -> None:
    assert begun("today", "--due").code == ExitCode.DUE
    answer = begun("checkin", "--bp", "140/104")
    said = flat(answer.out)

    assert answer.code == 0
    assert said.startswith("Wednesday 25 November, a red day: no session.")
    assert "Blood pressure of 140/104 mmHg at rest" in said
    assert "No session before Thursday 26 November." in said
    assert kept_check_ins(environment) == 1
    assert begun("today", "--due").code == ExitCode.OK

    today = begun("today")
    assert flat(today.out).startswith("Wednesday 25 November No session today.")
    assert "140/104" in flat(today.out)
    assert "backward" not in today.out, "no steps of a session that is not to be walked"
    document = json.loads(begun("today", "--json").out)["data"]
    assert document["status"] == DayStatus.WITHHELD
    assert document["withheld_by"][0]["rule"] == "pressure-high"
    assert "segments" not in document or document["date"] > TODAY.isoformat()

    plan = flat(begun("plan").out)
    assert "No session before Thursday 26 November. Blood pressure of 140/104 mmHg" in plan


def test_a_worse_morning_after_asks_for_48_hours(begun: Run) -> None:
    begun("checkin", "--pain", "7")

    for day in (TODAY, TODAY + DAY):
        assert (
            flat(begun("today", today=day).out)
            .partition("November ")[2]
            .startswith("No session today.")
        )
    later = data(begun, "--pain", "4", today=TODAY + DAY)
    assert later["colour"] == "red"
    assert [each["rule"] for each in later["held"]] == ["red-morning"]
    assert later["not_before"] == (TODAY + 2 * DAY).isoformat()
    friday = data(begun, "--pain", "4", today=TODAY + 2 * DAY)
    assert (friday["colour"], friday["not_before"]) == ("green", None)


def test_an_amber_day_says_what_becomes_of_the_next_session(begun: Run) -> None:
    begun("checkin", "--pain", "3", "--usual", "3", today=START + DAY)
    found = data(begun, "--pain", "5")
    begun("undo")
    said = flat(begun("checkin", "--pain", "5").out)

    assert [each["rule"] for each in found["reasons"]] == ["pain-back"]
    assert [each["values"] for each in found["reasons"]] == [{"usual_pain": 3, "morning_pain": 5}]
    assert "an amber day: go easy." in said
    assert "Pain was 5 of 10 in the morning, 2 above the usual 3" in said
    assert "Today's session is now 3 minutes backward instead of 4" in said


def test_a_usual_told_together_with_a_morning_does_not_judge_it(begun: Run) -> None:
    assert data(begun, "--pain", "5", "--usual", "3")["colour"] == "green"
    assert data(begun, "--pain", "5", today=TODAY + DAY)["colour"] == "amber"


def test_a_usual_pain_that_has_risen_judges_no_morning(begun: Run) -> None:
    begun("checkin", "--pain", "4", "--usual", "8", today=START + DAY)

    assert data(begun, "--pain", "7")["colour"] == "red"


def test_pain_above_5_before_a_session_takes_the_day_alone(begun: Run) -> None:
    found = data(begun, "--pain", "6")

    assert found["not_before"] == (TODAY + DAY).isoformat()
    assert data(begun, "--pain", "4", today=TODAY + DAY)["not_before"] is None


def test_a_green_day_says_that_the_session_stands(begun: Run) -> None:
    said = flat(begun("checkin", "--pain", "3").out)

    assert "a green day. Nothing that you said stands in the way of a session." in said
    assert "Today's session stands: " in said
    assert begun("today", "--due").code == ExitCode.DUE


def test_on_a_rest_day_the_next_session_is_named(begun: Run) -> None:
    assert "The next session on Friday 27 November" in flat(
        begun("checkin", "--pain", "3", today=TODAY + DAY).out
    )


def test_after_todays_log_the_day_has_its_colour_all_the_same(begun: Run) -> None:
    begun("log", "--rpe", "3", "--pain", "1", "--near-falls", "0")
    said = flat(begun("checkin", "--pain", "6").out)

    assert "a red day" in said
    assert "Today's session has its record already." in said
    assert "Today's session is done and saved." in begun("today").out


def test_a_fever_rests_the_plan_until_a_day_without_it(begun: Run) -> None:
    said = flat(begun("checkin", "--fever").out)
    assert "`retroplan checkin --no-fever`" in said

    for day in (TODAY, TODAY + DAY):
        today = begun("today", today=day)
        assert "No session for now: the plan rests." in today.out
        assert "retroplan checkin --no-fever" in today.out
        assert begun("today", "--due", today=day).code == ExitCode.OK
    assert "The plan rests: what is still to come waits with it." in flat(begun("plan").out)
    assert data(begun, "--pain", "4", today=TODAY + DAY)["colour"] == "red", (
        "nobody said it is over"
    )

    back = data(begun, "--no-fever", today=TODAY + 2 * DAY)
    assert back["colour"] == "green"
    assert back["changes"]["standing_after"] == "active"
    assert "No session for now" not in begun("today", today=TODAY + 2 * DAY).out


def test_a_sign_that_is_urgent_comes_first_and_names_the_emergency_number(begun: Run) -> None:
    answer = begun("checkin", "--symptom", "chest-pain", "--pain", "5")
    lines = answer.out.splitlines()

    assert lines[2].startswith("Get help today.")
    assert "call the emergency number" in flat(answer.out)
    assert "Once they have said yes: `retroplan plan resume`" in flat(answer.out)
    today = flat(begun("today").out)
    assert "No session for now: the plan waits." in today
    assert "retroplan plan resume" in today
    assert json.loads(begun("today", "--json").out)["data"]["status"] == DayStatus.SUSPENDED


def test_a_high_reading_names_the_signs_of_an_emergency(begun: Run) -> None:
    assert "call the emergency number" in flat(begun("checkin", "--bp", "182/96").out)


def test_with_a_clinicians_yes_raised_pressure_keeps_a_light_session(
    run: Run, environment: Environment
) -> None:
    profile = sixty_with_knees()
    given = ClinicianYes(given=True, by="GP", on=START - DAY, covers=("blood-pressure",))
    keep_plan(
        environment,
        profile=replace(profile, health=replace(profile.health, clearance=given)),
    )
    found = data(run, "--bp", "165/90", today=START)

    assert found["colour"] == "amber"
    assert found["reasons"][0]["rule"] == "pressure-light"
    assert run("today", "--due", today=START).code == ExitCode.DUE


# ---- which day ------------------------------------------------------------------------------------


def test_a_second_check_in_of_a_day_never_makes_it_milder(
    begun: Run, environment: Environment
) -> None:
    assert data(begun, "--pain", "6")["earlier"] == 0
    second = data(begun, "--pain", "4")

    assert (second["colour"], second["earlier"]) == ("red", 1)
    assert kept_check_ins(environment) == 2
    assert "the more careful answer counts" in begun("checkin", "--pain", "4").out


def test_a_check_in_out_of_order_counts_on_its_own_day(begun: Run) -> None:
    assert data(begun, "--pain", "4", today=TODAY)["colour"] == "green"
    late = data(begun, "yesterday", "--pain", "7")

    assert late["check_in"]["date"] == "2026-11-24"
    assert late["colour"] == "red"
    assert late["not_before"] == (TODAY + DAY).isoformat(), "48 hours from yesterday"


@pytest.mark.parametrize(
    ("argv", "code", "named"),
    [
        (("tomorrow", "--pain", "4"), ExitCode.USAGE, "still to come"),
        (("2026-11-20", "--pain", "4"), ExitCode.USAGE, "before the plan"),
        (("--pain", "11"), ExitCode.USAGE, "0 to 10"),
        (("--pain", "4.5"), ExitCode.USAGE, "whole number"),
        (("--usual", "3"), ExitCode.USAGE, "--pain"),
        (("--usual", "11", "--pain", "3"), ExitCode.USAGE, "0 to 10"),
        (("--sleep", "25"), ExitCode.USAGE, "0 to 24 hours"),
        (("--sleep", "-1"), ExitCode.USAGE, "0 to 24 hours"),
        (("--bp", "96/182"), ExitCode.USAGE, "182/96?"),
        (("--bp", "182"), ExitCode.USAGE, "two numbers"),
        (("--bp", "900/400"), ExitCode.USAGE, "50 to 300"),
        (("--bp", "nan/80"), ExitCode.USAGE, "two numbers"),
        (("--hr", "10"), ExitCode.USAGE, "25 to 250"),
        (("--hr", "1e2"), ExitCode.USAGE, "25 to 250"),
        (("--symptom", "cest-pain"), ExitCode.USAGE, "chest-pain"),
        (("--symptom", "3"), ExitCode.USAGE, "takes a name"),
        (("--symptom", ""), ExitCode.USAGE, "--symptom"),
        (("--symptom", "hypertension"), ExitCode.USAGE, "belongs in your profile"),
        (("--note", "x" * 2_001), ExitCode.USAGE, "2,000"),
        (("--note", "a\0b"), ExitCode.USAGE, "no character"),
        ((), ExitCode.USAGE, "nothing is said"),
    ],
)
def test_what_cannot_be_is_refused_with_its_range_and_nothing_is_kept(
    begun: Run, environment: Environment, argv: tuple[str, ...], code: ExitCode, named: str
) -> None:
    answer = begun("checkin", *argv)

    assert (answer.code, answer.out) == (code, "")
    assert named in answer.err
    assert kept_check_ins(environment) == 0


def test_without_a_plan_there_is_nothing_to_check_in_to(run: Run) -> None:
    answer = run("checkin", "--pain", "3")

    assert answer.code == ExitCode.NOT_FOUND
    assert "retroplan init" in answer.err


def test_a_check_in_can_be_taken_back(begun: Run) -> None:
    begun("checkin", "--pain", "6")
    undone = begun("undo")

    assert undone.code == 0
    assert "the check-in of Wednesday 25 November" in undone.out
    assert begun("today", "--due").code == ExitCode.DUE


def test_a_hostile_note_is_shown_harmless(begun: Run) -> None:
    answer = begun("checkin", "--pain", "3", "--note", "[red]\x1b[31mx")

    assert "Note: [red]\\u001b[31mx" in answer.out


def test_read_aloud_it_is_one_fact_a_line_without_drawing(begun: Run) -> None:
    lines = begun("checkin", "--pain", "6", is_plain=True).out.splitlines()

    assert lines[0] == "Wednesday 25 November, a red day: no session."
    assert all(line.strip() for line in lines)
    assert not set("".join(lines)) & set("●○▁▂▃▄▅▆▇█×–…─│")


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_is_longer_than_the_terminal(begun: Run, width: int) -> None:
    for argv in (("--pain", "6"), ("--symptom", "chest-pain"), ("--fever",)):
        for line in begun("checkin", *argv, width=width).out.splitlines():
            assert len(line) <= width


# ---- questions ------------------------------------------------------------------------------------


def asked(run: Run, typed: str, *argv: str, **changes: Any) -> dict[str, Any]:
    answer = run("checkin", *argv, "--json", typed=typed, is_interactive=True, **changes)
    assert answer.code == 0, answer.err
    found: dict[str, Any] = json.loads(answer.out)["data"]
    return found


def test_a_good_morning_takes_two_keys(begun: Run) -> None:
    answer = begun("checkin", typed="\n\n", is_interactive=True)

    assert answer.code == 0
    assert "a green day" in answer.out
    assert answer.err.count("[") == 2
    assert "[4, usual]" in answer.err


def test_a_person_without_pain_is_asked_one_thing_after_a_day_off(
    run: Run, environment: Environment
) -> None:
    keep_plan(environment, profile=young_athlete())
    answer = run("checkin", typed="\n", is_interactive=True, today=START)

    assert answer.code == 0
    assert "Pain" not in answer.err
    assert "knee" not in answer.err


def test_the_morning_after_a_walk_everybody_is_asked_about_pain(
    run: Run, environment: Environment
) -> None:
    plan = keep_plan(environment, profile=young_athlete())
    keep_logs(environment, plan, make_log(plan.sessions[0]))
    found = asked(run, "\n2\n", today=START + DAY)

    assert found["check_in"]["morning_pain"] == 2
    assert found["colour"] == "amber"


def test_a_no_is_kept_as_a_no_but_fever_stays_open(begun: Run) -> None:
    said = asked(begun, "\n\n")["check_in"]

    assert (said["dizziness"], said["sedatives"], said["alcohol"]) == (False, False, False)
    assert (said["swelling"], said["giving_way"]) == (False, False)
    assert said["fever"] is None, "whether 24 hours have gone by is another question"
    assert said["morning_pain"] == 4


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("y\n1\n", {"fever": True}),
        ("y\nfever\n", {"fever": True}),
        ("y\nchest-pain, dizzy\n", {"symptoms": ["chest-pain"], "dizziness": True}),
        ("y\nsaddle-numbness\n", {"symptoms": ["saddle-numbness"]}),
        ("y\nalcohol\n4\n", {"alcohol": True, "sedatives": None, "morning_pain": 4}),
        ("y\nswelling\n\n", {"swelling": True, "symptoms": []}),
        ("y\ngiving-way\n\n", {"giving_way": True, "symptoms": []}),
        ("y\nshort-night\n4.5h\n\n", {"sleep_h": 4.5, "morning_pain": 4}),
        ("y\nshort-night, dizziness\n4\n", {"sleep_h": 4.0, "dizziness": True}),
        ("y\nnonsense\nfever\n", {"fever": True}),
        ("\n-\n", {"morning_pain": None}),
        ("\n<\ny\n1\n", {"fever": True}),
        ("y\n<\n\n\n", {"fever": None, "morning_pain": 4}),
        ("?\n\n?\n5\n\n", {"morning_pain": 5, "pain_elsewhere": None}),
        ("\n5\nn\n", {"morning_pain": 5, "pain_elsewhere": True}),
        ("y\nknee-locking\n", {"symptoms": ["knee-locking"], "locking": True}),
    ],
)
def test_what_is_typed_is_what_is_kept(begun: Run, typed: str, said: dict[str, Any]) -> None:
    kept = asked(begun, typed)["check_in"]

    assert {name: kept[name] for name in said} == said


def test_somebody_who_is_unwell_is_asked_no_more(begun: Run) -> None:
    answer = begun("checkin", typed="y\nchest-pain\n", is_interactive=True)

    assert answer.code == 0
    assert "Pain this morning" not in answer.err


def test_what_an_option_said_is_not_asked(begun: Run) -> None:
    answer = begun("checkin", "--pain", "4", "--alcohol", is_interactive=True)

    assert answer.code == 0
    assert "?" not in answer.err


def test_readings_are_asked_of_those_who_measure(begun: Run) -> None:
    begun("checkin", "--bp", "128/80", "--hr", "66", "--pain", "4")
    answer = begun("checkin", typed="\n\n96/140\n140/96\n\n", is_interactive=True)
    found = json.loads(begun("checkin", "--json", typed="\n\n\n70\n", is_interactive=True).out)[
        "data"
    ]["check_in"]

    assert answer.code == 0
    assert "140/96?" in answer.err
    assert (found["systolic_mmhg"], found["resting_hr_bpm"]) == (None, 70)


def test_while_the_plan_rests_it_asks_whether_a_day_has_gone_by(begun: Run) -> None:
    begun("checkin", "--fever")
    not_yet = asked(begun, "\nn\n\n", today=TODAY + DAY)
    assert not_yet["check_in"]["fever"] is None
    assert not_yet["colour"] == "red"

    over = asked(begun, "\ny\n\n", today=TODAY + 2 * DAY)
    assert over["check_in"]["fever"] is False
    assert over["changes"]["standing_after"] == "active"


def test_an_input_that_ends_midway_keeps_nothing(begun: Run, environment: Environment) -> None:
    answer = begun("checkin", typed="\n", is_interactive=True)

    assert answer.code == ExitCode.INTERRUPTED
    assert kept_check_ins(environment) == 0


def test_a_day_that_cannot_be_is_told_before_anything_is_asked(begun: Run) -> None:
    answer = begun("checkin", "tomorrow", is_interactive=True)

    assert answer.code == ExitCode.USAGE
    assert "y/n" not in answer.err


def test_the_list_holds_names_of_the_table_and_every_urgent_sign_may_be_typed() -> None:
    conditions = load_conditions()

    assert {*OFTEN, *OF_THE_KNEE, *OF_THE_BACK} <= signs(conditions).keys()
    assert {row.name for row in conditions.values() if row.urgent and row.group == "symptom"} <= (
        signs(conditions).keys()
    )


# ---- the same on log ------------------------------------------------------------------------------


def test_log_keeps_what_was_said_of_the_morning_beside_it(
    begun: Run, environment: Environment
) -> None:
    answer = begun(
        "log", "--rpe", "3", "--pain", "1", "--near-falls", "0", "--morning-pain", "5",
        "--sleep", "4.5", "--bp", "128/80", "--resting-hr", "66", "--no-fever",
    )  # fmt: skip
    with reading(environment.store_file) as connection:
        (row,) = facts_of_kind(connection, "check-in")

    assert answer.code == 0
    event: Any = row.event
    assert (event.date, event.morning_pain, event.sleep_h) == (TODAY, 5, 4.5)
    assert (event.systolic_mmhg, event.resting_hr_bpm, event.fever) == (128, 66, False)


def test_a_plain_log_keeps_no_check_in(begun: Run, environment: Environment) -> None:
    begun("log", "--rpe", "3")

    assert kept_check_ins(environment) == 0


@pytest.mark.parametrize(
    ("argv", "named"),
    [
        (("--morning-pain", "11"), "--morning-pain"),
        (("--resting-hr", "1"), "--resting-hr"),
        (("--bp", "80/128"), "128/80?"),
    ],
)
def test_what_cannot_be_said_of_a_morning_keeps_no_log_either(
    begun: Run, environment: Environment, argv: tuple[str, ...], named: str
) -> None:
    answer = begun("log", *argv)

    assert answer.code == ExitCode.USAGE
    assert named in answer.err
    assert kept_check_ins(environment) == 0
    assert begun("today", "--due").code == ExitCode.DUE
