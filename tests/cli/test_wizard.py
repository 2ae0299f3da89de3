"""The walk through the questions as a value, and the wizard on a real terminal."""

import datetime as dt
import os
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.cli.wizard_areas import AREAS, area_id
from retroplan.cli.wizard_look import prompt, question_screen, summary_screen
from retroplan.cli.wizard_profile import answers_of, lists_of, values_of
from retroplan.cli.wizard_walk import (
    SUMMARY,
    End,
    Walk,
    answered,
    begun,
    read_again,
    spelled,
    summary_order,
)
from retroplan.usecases.declaring import flattened, profile_of
from tests.cli.doors import AROUND, EVIDENCE, QUESTIONS
from tests.conftest import SOURCE, TODAY


def walk(**known: Any) -> Walk:
    return begun(QUESTIONS, given={}, known=known)


def typed(start: Walk, *lines: str) -> Walk:
    for line in lines:
        start, _ = answered(start, line)
    return start


def reply(start: Walk, line: str) -> str:
    return answered(start, line)[1]


def at(question: str, said: dict[str, str] | None = None, *, start: Walk | None = None) -> Walk:
    """The walk at a question, everything before it answered as said, else by Enter, else sensibly."""
    sensible = {"profile.birth_date": "1966-04-02", "goal.kind": "2", "health.usual_pain": "0",
                "health.injurious_falls_last_12_months": "0", "health.clearance.by": "GP",
                "health.clearance.on": "2026-11-20", "health.falls_last_12_months": "0",
                **{area_id(area): "n" for area in AREAS}}  # fmt: skip
    current = start or walk()
    while current.at != question:
        before = current
        current = typed(current, (said or {}).get(current.at, sensible.get(current.at, "")))
        assert current is not before or current.at != before.at, f"stuck at {before.at}"
        assert current.at != SUMMARY or question == SUMMARY, f"never asked {question}"
    return current


def profile_from(end: Walk) -> Any:
    asked = {one.id: end.answers.get(one.id) for one in QUESTIONS}
    return profile_of(values_of(asked, AROUND.catalogue))


# What is asked.


def test_a_condition_in_free_words_is_answered_with_the_nearest_name_and_the_list() -> None:
    after, said = answered(at("area.joints"), "arthritis in both knees")

    assert "did you mean knee-osteoarthritis?" in said
    assert after.at == "area.joints"
    assert after.shows_list


def test_a_long_choice_wraps_beside_its_number() -> None:
    here = replace(at("area.joints"), shows_list=True)
    assert here.question is not None
    text = question_screen(here, here.question, opens_section=False).render(
        width=40, plain=False, colour=False
    )

    assert "     7  Fibromyalgia or long-lasting\n        widespread pain\n" in text


def test_what_was_understood_of_a_health_answer_is_said_at_once() -> None:
    assert reply(at("area.joints"), "knee arthritis") == "Noted: Knee osteoarthritis."
    assert reply(at("area.joints"), "") == ""


@pytest.mark.parametrize("speed", ["0.5 mph", "0.25 mph", "0.1 mph"])
def test_a_belt_in_miles_is_said_as_it_was_typed(speed: str) -> None:
    (belt,) = (one for one in QUESTIONS if one.id == "equipment.treadmill.step_kmh")
    imperial = {"display.units": "imperial"}

    assert belt.spell(belt.read(speed, imperial), imperial) == speed


def test_every_name_of_the_table_is_offered_in_exactly_one_area() -> None:
    offered = [name for area in AREAS for name in area.names]

    assert sorted(offered) == sorted(EVIDENCE.conditions)


def test_no_list_is_longer_than_a_small_screen() -> None:
    assert max(len(area.names) for area in AREAS) <= 16


LEFT = {area_id(area): "" for area in AREAS} | {"health.falls_last_12_months": ""}


def test_enter_is_not_known_for_illnesses_falls_and_pain_as_in_the_file() -> None:
    health = profile_from(at(SUMMARY, LEFT | {"health.usual_pain": ""})).health

    assert (health.conditions, health.symptoms, health.medications) == (None, None, None)
    assert (health.falls_last_12_months, health.injurious_falls_last_12_months) == (None, None)
    assert health.usual_pain is None


@pytest.mark.parametrize("area", [area for area in AREAS if area.names != AREAS[-1].names])
def test_one_area_that_is_not_known_leaves_its_whole_list_not_known(area: Any) -> None:
    health = profile_from(at(SUMMARY, {area_id(area): ""})).health

    unknown = {"health.conditions": health.conditions, "health.symptoms": health.symptoms}
    asked = lists_of(area, AROUND.catalogue)
    assert {name: value is None for name, value in unknown.items()} == {
        name: name in asked for name in unknown
    }


@pytest.mark.parametrize("area", AREAS)
def test_a_yes_to_a_list_and_then_enter_is_not_none(area: Any) -> None:
    asked_which = typed(at(area_id(area)), "y")
    if asked_which.at != area_id(area):  # a list of one name: yes means that one
        assert asked_which.given[area_id(area)] == area.names
        return
    after, said = answered(asked_which, "")

    assert (after.at, area_id(area) in after.given) == (area_id(area), False)
    assert "Which?" in said
    assert typed(after, "-").given[area_id(area)] is None
    assert typed(after, "n").given[area_id(area)] == ()
    assert typed(after, "1").given[area_id(area)] == area.names[:1]


def test_two_answers_and_no_illness_make_a_whole_profile() -> None:
    profile = profile_from(at(SUMMARY))

    assert profile.health.conditions == profile.health.symptoms == ()
    assert profile.health.medications == ()
    assert profile.health.falls_last_12_months == 0
    assert profile.plan.start == TODAY


def test_a_man_is_not_asked_about_pregnancy_and_a_young_woman_is() -> None:
    man = at(SUMMARY, {"profile.sex": "male", "profile.birth_date": "1996"})
    woman = at(SUMMARY, {"profile.sex": "female", "profile.birth_date": "1996"})
    older = at(SUMMARY, {"profile.sex": "female", "profile.birth_date": "1946"})

    assert "health.pregnancy_week" not in man.answers
    assert "health.pregnancy_week" in woman.answers
    assert "health.pregnancy_week" not in older.answers


def test_treadmill_details_are_asked_only_where_there_is_a_treadmill() -> None:
    with_one = at(SUMMARY, {"equipment.places": "corridor treadmill"})
    without = at(SUMMARY)

    assert "equipment.treadmill.rails" in with_one.answers
    assert "equipment.treadmill.rails" not in without.answers
    assert profile_from(without).equipment.treadmill is None


def test_a_clinicians_yes_is_asked_only_where_it_would_help() -> None:
    stroke = at(SUMMARY, {"area.nerves": "stroke"})
    chest = at(SUMMARY, {"area.chest": "chest-pain"})

    assert "health.clearance.given" in stroke.answers
    assert "health.clearance.given" not in chest.answers
    assert "health.clearance.given" not in at(SUMMARY).answers


def test_tests_are_skipped_with_one_key() -> None:
    current = at("tests")

    assert typed(current, "").at == "availability.days"
    assert typed(current, "y").at == "tests.backward_walk_3m_s"


def test_usual_pain_must_be_said_where_pain_is_the_goal() -> None:
    current = at("health.usual_pain", {"goal.kind": "knee-pain"})

    assert typed(current, "").at == "health.usual_pain"
    assert "needs an answer" in reply(current, "")
    assert typed(at("health.usual_pain"), "").at != "health.usual_pain"


def test_for_how_long_it_has_hurt_is_asked_of_backs_alone_whatever_the_area() -> None:
    how_long = "health.pain_over_3_months"
    for named in ({"area.back": "back-pain"}, {"area.joints": "back-pain"}):
        current = at(how_long, named)
        assert typed(current, "y").answers[how_long] is True
        assert typed(current, "").answers[how_long] is None

    end = at(SUMMARY, {"area.joints": "knee-osteoarthritis"})
    assert how_long not in end.answers


def test_falls_that_hurt_are_no_more_than_all_falls() -> None:
    fallen = at("health.injurious_falls_last_12_months", {"health.falls_last_12_months": "2"})

    assert "0 to 2" in reply(fallen, "3")


# How it is answered.


def test_a_question_mark_says_why_and_shows_the_list() -> None:
    current = at("area.heart")
    after, why = answered(current, "?")

    assert after.at == "area.heart"
    assert why
    assert after.shows_list


def test_a_yes_shows_the_list_and_numbers_choose_from_it() -> None:
    current = typed(at("area.joints"), "y")
    shown = question_screen(current, current.question, opens_section=False)  # type: ignore[arg-type]

    assert "Knee osteoarthritis" in shown.render(width=80, plain=False, colour=False)
    assert typed(current, "1, 4").given["area.joints"] == (
        "knee-osteoarthritis", "hip-osteoarthritis",
    )  # fmt: skip


def test_a_name_may_be_typed_in_any_area_and_goes_where_it_belongs() -> None:
    end = at(SUMMARY, {"area.heart": "knee osteoarthritis, beta blocker"})

    assert profile_from(end).health.conditions == ("knee-osteoarthritis",)
    assert profile_from(end).health.medications == ("beta-blocker",)


def test_a_misspelt_name_gets_the_nearest() -> None:
    assert "hypertension" in reply(at("area.heart"), "hypertenshun")


def test_other_words_that_people_use_are_known() -> None:
    assert typed(at("area.heart"), "high blood pressure").given["area.heart"] == ("hypertension",)


def test_what_may_not_wait_is_said_at_once() -> None:
    assert "emergency number" in reply(at("area.chest"), "1")


@pytest.mark.parametrize(
    ("question", "line", "words"),
    [
        ("profile.birth_date", "04/02/1966", "1966-02-04"),
        ("profile.birth_date", "2027-01-01", "to today"),
        ("profile.birth_date", "1866", "1906"),
        ("profile.birth_date", "1966-02-30", "no day"),
        ("profile.mass_kg", "900", "20 kg to 350 kg"),
        ("profile.mass_kg", "nan", "weight"),
        ("profile.height_cm", "1e3", "80 cm to 250 cm"),
        ("profile.height_cm", "-160", "80 cm to 250 cm"),
        ("goal.kind", "knes", "list"),
        ("goal.kind", "11", "1 to 10"),
        ("goal.note", "x" * 501, "500"),
        ("goal.note", "\x1b[31m", "cannot be shown"),
        ("health.usual_pain", "11", "0 to 10"),
        ("health.usual_pain", "2.5", "0 to 10"),
        ("health.resting_systolic_mmhg", "80/128", "128/80?"),
        ("health.resting_systolic_mmhg", "128", "128/80"),
        ("availability.time", "25:00", "18:00"),
        ("availability.timezone", "Europe/Atlantis", "Europe/Berlin"),
        ("availability.timezone", "../../etc/passwd", "Europe/Berlin"),
        ("availability.days", "none", "list"),
        ("plan.weeks", "13", "4 to 12"),
        ("plan.start", "2026-11-24", "from today"),
        ("plan.start", "2028-01-01", "to Friday 26 November 2027"),
        ("profile.active", "maybe", "y or n"),
    ],
)
def test_a_wrong_answer_is_asked_again_with_what_would_do(
    question: str, line: str, words: str
) -> None:
    after, said = answered(at(question), line)

    assert after.at == question
    assert words in said


@pytest.mark.parametrize(
    ("units", "question", "line", "value"),
    [
        ("metric", "profile.height_cm", "163", 163.0),
        ("metric", "profile.height_cm", "1,63", 163.0),
        ("metric", "profile.height_cm", "5'4\"", 162.6),
        ("imperial", "profile.height_cm", "5 ft 4 in", 162.6),
        ("imperial", "profile.height_cm", "64", 162.6),
        ("imperial", "profile.height_cm", "163cm", 163.0),
        ("metric", "profile.mass_kg", "78,5", 78.5),
        ("imperial", "profile.mass_kg", "172", 78.0),
        ("metric", "profile.mass_kg", "172 lb", 78.0),
        ("metric", "profile.comfortable_speed_mps", "4.8", 1.3333),
        ("imperial", "profile.comfortable_speed_mps", "3", 1.3411),
        ("imperial", "profile.comfortable_speed_mps", "1.3 m/s", 1.3),
        ("metric", "profile.birth_date", "1966", 1966),
        ("metric", "profile.birth_date", "2 April 1966", dt.date(1966, 4, 2)),
        ("metric", "health.resting_systolic_mmhg", "128 over 80", (128, 80)),
        ("metric", "availability.days", "fri mon", ("mon", "fri")),
        ("metric", "availability.days", "Wednesday, 1", ("mon", "wed")),
        ("metric", "availability.days", "tues and thurs", ("tue", "thu")),
        ("metric", "goal.kind", "back", "back-pain"),
        ("metric", "area.heart", "Heart disease, stable", ("heart-disease",)),
        ("metric", "availability.time", "6pm", "18:00"),
    ],
)
def test_answers_are_taken_as_people_write_them(
    units: str, question: str, line: str, value: object
) -> None:
    current = at(question, {"display.units": units})

    assert typed(current, line).given[question] == value


# Going back, changing, stopping.


def test_going_back_offers_what_was_typed() -> None:
    current = typed(at("profile.mass_kg"), "78", "<")

    assert current.at == "profile.mass_kg"
    assert current.offered == 78.0
    assert "[78 kg]" in prompt(current, plain=False)
    assert typed(current, "").given["profile.mass_kg"] == 78.0


def test_there_is_nothing_before_the_first_question() -> None:
    assert reply(walk(), "<") == "This is the first question."


def test_a_dash_takes_an_answer_back_to_not_known() -> None:
    current = typed(at("profile.mass_kg"), "78", "<", "-")

    assert current.given["profile.mass_kg"] is None


def test_a_number_at_the_summary_changes_that_answer_and_comes_back() -> None:
    end = at(SUMMARY)
    number = [one.id for one in summary_order(end)].index("plan.weeks") + 1

    changing = typed(end, str(number))
    changed = typed(changing, "6")

    assert changing.at == "plan.weeks"
    assert changed.at == SUMMARY
    assert changed.given["plan.weeks"] == 6


def test_a_change_that_opens_a_question_asks_it_before_the_summary() -> None:
    end = at(SUMMARY)
    number = [one.id for one in summary_order(end)].index("equipment.places") + 1

    changed = typed(end, str(number), "treadmill")

    assert changed.at == "equipment.treadmill.rails"
    assert typed(changed, "y", "", "", "").at == SUMMARY


def test_a_change_that_closes_a_question_drops_its_answer() -> None:
    end = at(SUMMARY, {"profile.sex": "female", "profile.birth_date": "1996",
                         "health.pregnancy_week": "10"})  # fmt: skip
    number = [one.id for one in summary_order(end)].index("profile.sex") + 1
    changed = typed(end, str(number), "male")

    assert profile_from(changed).health.pregnancy_week is None


def test_back_from_a_change_leaves_the_answer_as_it_was() -> None:
    end = at(SUMMARY)

    assert typed(end, "3", "<") == end


def test_nothing_is_confirmed_but_by_the_confirmation() -> None:
    end = at(SUMMARY)

    assert end.end is None
    assert typed(end, "").end is End.CONFIRMED
    assert typed(end, "n").end is None
    assert typed(end, "99").end is None


@pytest.mark.parametrize("key", ["q", "Q", "quit"])
def test_q_stops_anywhere_with_the_answers(key: str) -> None:
    stopped = typed(at("goal.kind"), key)

    assert stopped.end is End.STOPPED
    assert stopped.given["profile.birth_date"] == dt.date(1966, 4, 2)


def test_known_answers_are_offered_and_flags_are_not_asked() -> None:
    start = begun(
        QUESTIONS,
        given={"display.units": "metric", "goal.kind": "balance"},
        known={"profile.name": "Ada"},
        settled=frozenset({"display.units", "goal.kind"}),
    )

    assert start.at == "profile.name"
    assert start.offered == "Ada"
    assert typed(at("profile.comfortable_speed_mps", start=start), "").at == "goal.note"


def test_a_profile_comes_back_from_its_own_answers() -> None:
    end = at(
        SUMMARY,
        {
            "profile.birth_date": "1959", "goal.kind": "stroke-gait", "area.nerves": "stroke",
            "health.resting_systolic_mmhg": "128/80", "health.clearance.given": "y",
            "equipment.places": "corridor treadmill", "tests": "y", "tests.tug_s": "9",
            "area.medicines": "statin",
        },
    )  # fmt: skip
    profile = profile_from(end)
    known = answers_of(flattened(profile), AROUND.catalogue)
    entered = {one.id: "" for one in QUESTIONS}
    again = at(SUMMARY, entered, start=begun(QUESTIONS, given={}, known=known))

    assert profile_from(again) == profile


@pytest.mark.parametrize("name", sorted(EVIDENCE.conditions))
def test_a_name_of_an_earlier_profile_is_offered_again_whatever_asks_for_it(name: str) -> None:
    lists: dict[str, object] = {
        f"health.{group}s": (name,) if EVIDENCE.conditions[name].group == group else ()
        for group in ("condition", "symptom", "medication")
    }

    back = values_of(answers_of(lists, AROUND.catalogue), AROUND.catalogue)

    assert {each: back[each] for each in lists} == lists


LINES = st.sampled_from(
    ["", "", "", "y", "n", "1", "2", "1, 2", "<", "?", "-", "1966-04-02", "128/80", "5 ft 4",
     "treadmill", "stroke", "2026-11-20", "tomorrow", "GP", "0", "9"]
) | st.text(max_size=12)  # fmt: skip


@given(st.lists(LINES, max_size=80))
def test_whatever_is_typed_nothing_given_is_lost_and_it_can_be_shown(lines: list[str]) -> None:
    current = walk()
    for line in lines:
        before = current
        current, said = answered(current, line)
        assert set(before.given) <= set(current.given)
        assert current.end is not None or current.question is not None or current.at == SUMMARY
        assert "\x1b" not in said
        if current.end is not None:
            break
        question = current.question
        screen = (
            summary_screen(current)
            if question is None
            else question_screen(current, question, opens_section=True)
        )
        assert screen.render(width=40, plain=True, colour=False)
        assert prompt(current, plain=True)


@given(st.lists(LINES, max_size=80))
def test_a_draft_holds_every_answer(lines: list[str]) -> None:
    current = walk()
    for line in lines:
        current = replace(typed(current, line), end=None)

    again = read_again(QUESTIONS, spelled(current))

    assert again.keys() == current.given.keys()
    assert spelled(replace(current, given=again)) == spelled(current)


# On a real terminal.

PROMPT = r"(?:\] > |\n  > |Answer: |y/n  \[[yn]\]  )$"


class Terminal:
    """`retroplan init` on a terminal of its own."""

    def __init__(self, folder: Path, *words: str, columns: int = 80) -> None:
        pexpect = pytest.importorskip("pexpect")
        self.eof = pexpect.EOF
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "retroplan", *words],
            encoding="utf-8",
            codec_errors="replace",
            env={**kept, "PYTHONPATH": str(SOURCE), "RETROPLAN_DATA_DIR": str(folder),
                 "RETROPLAN_TODAY": TODAY.isoformat(), "HOME": str(folder), "TZ": "UTC"},
            dimensions=(50, columns),
            timeout=30,
        )  # fmt: skip
        self.child.delaybeforesend = None
        self.seen = ""

    def wait(self) -> str:
        """What was shown up to the next prompt."""
        self.child.expect(PROMPT)
        shown: str = self.child.before + self.child.after
        self.seen += shown
        return shown.replace("\r\n", "\n")

    def type(self, *lines: str) -> None:
        for line in lines:
            self.wait()
            self.child.sendline(line)

    def until(self, words: str, answers: dict[str, str] | None = None) -> str:
        """On with Enter, or with the answers, to the prompt that shows the words, without answering it."""
        for _ in range(80):
            shown = self.wait()
            flat = " ".join(shown.split())
            if words in flat:
                return shown
            line = next((line for asks, line in (answers or {}).items() if asks in flat), "")
            self.child.sendline(line)
        raise AssertionError(words)

    def end(self) -> int:
        self.child.expect(self.eof)
        self.seen += self.child.before
        self.child.close()
        status: int = self.child.exitstatus
        return status


USUAL = {
    "When were you born": "1966-04-02", "What would you like most": "2", "stand by": "y",
    "did you fall": "0",
    **{(one.text or "")[:40]: "n" for one in QUESTIONS if one.is_list_hidden},
}  # fmt: skip
Open = Callable[..., Terminal]


@pytest.fixture
def terminal(tmp_path: Path) -> Open:
    def open_(*words: str, columns: int = 80) -> Terminal:
        return Terminal(tmp_path / "data", *(words or ("init",)), columns=columns)

    return open_


def test_from_the_first_question_to_the_plan(terminal: Open, tmp_path: Path) -> None:
    session = terminal()
    session.until("Is this right?", USUAL)
    session.child.sendline("")

    assert session.end() == 0
    assert "Balance and steadiness" in session.seen
    assert (tmp_path / "data/profile.toml").exists()
    assert not (tmp_path / "data/profile.draft.toml").exists()


def test_back_why_wrong_and_change_on_a_terminal(terminal: Open, tmp_path: Path) -> None:
    session = terminal()
    session.type("1", "Ada", "04/02/1966", "?", "<", "Bea", "1966-04-02")
    shown = session.until("Is this right?", USUAL)
    assert "Name: Bea" in shown
    assert "1966-02-04" in session.seen
    assert "Age decides" in session.seen
    session.child.sendline("2")
    session.type("Cora")
    assert "Name: Cora" in session.until("Is this right?")
    session.child.sendline("")

    assert session.end() == 0
    assert 'name = "Cora"' in (tmp_path / "data/profile.toml").read_text("utf-8")


@pytest.mark.parametrize("answers", [1, 4, 14, 30])
def test_ctrl_c_at_any_prompt_keeps_the_answers_and_init_goes_on(
    terminal: Open, tmp_path: Path, answers: int
) -> None:
    session = terminal()
    for _ in range(answers):
        flat = " ".join(session.wait().split())
        session.child.sendline(next((line for asks, line in USUAL.items() if asks in flat), ""))
    session.wait()
    session.child.sendcontrol("c")

    assert session.end() == 130
    assert re.search(rf"Your {answers} answers? so far (is|are) kept", session.seen)
    draft = tmp_path / "data/profile.draft.toml"
    assert draft.stat().st_mode & 0o777 == 0o600
    assert sorted(file.name for file in (tmp_path / "data").iterdir()) == [draft.name]

    again = terminal()
    assert f"after {answers} answer" in again.wait()
    again.child.sendline("y")
    again.until("Is this right?", USUAL)
    again.child.sendline("")
    assert again.end() == 0
    assert "birth_date = 1966-04-02" in (tmp_path / "data/profile.toml").read_text("utf-8")


def test_ctrl_c_before_any_answer_leaves_nothing(terminal: Open, tmp_path: Path) -> None:
    session = terminal()
    session.wait()
    session.child.sendcontrol("c")

    assert session.end() == 130
    assert not (tmp_path / "data").exists()


def test_the_end_of_the_input_keeps_the_answers(terminal: Open, tmp_path: Path) -> None:
    session = terminal()
    session.type("2")
    session.wait()
    session.child.sendeof()

    assert session.end() == 130
    assert "imperial" in (tmp_path / "data/profile.draft.toml").read_text("utf-8")


def test_a_closed_terminal_loses_nothing(terminal: Open, tmp_path: Path) -> None:
    session = terminal()
    session.type("2", "Ada")
    session.wait()
    session.child.close(force=True)

    assert '"profile.name" = "Ada"' in (tmp_path / "data/profile.draft.toml").read_text("utf-8")


def test_a_rehearsal_leaves_not_even_a_draft(terminal: Open, tmp_path: Path) -> None:
    session = terminal("init", "--dry-run")
    session.until("Is this right?", USUAL)
    session.child.sendline("")

    assert session.end() == 0
    assert "nothing is written" in session.seen
    assert not (tmp_path / "data").exists()


def test_what_flags_answer_is_not_asked(terminal: Open) -> None:
    session = terminal("init", "--birth-year", "1966", "--goal", "balance", "--condition", "none")
    shown = session.until("Is this right?", USUAL)

    assert "When were you born" not in session.seen
    assert "heart condition" not in session.seen
    assert "Born: 1966" in shown
    session.child.sendline("")
    assert session.end() == 0


def test_wishes_that_cannot_be_met_are_said_before_anything_is_made(
    terminal: Open, tmp_path: Path
) -> None:
    session = terminal()
    session.until("Is this right?", USUAL | {"On which days": "mon", "sessions a week": "3"})
    session.child.sendline("")
    shown = session.until("Is this right?")
    number = re.search(r"(\d+)  Days: Monday", shown)
    assert number is not None
    assert not (tmp_path / "data/profile.toml").exists()
    session.child.sendline(number[1])
    session.type("mon wed fri")
    session.until("Is this right?")
    session.child.sendline("")

    assert session.end() == 0


def test_illnesses_that_are_not_known_are_asked_for_at_the_end_and_nothing_said_is_lost(
    terminal: Open, tmp_path: Path
) -> None:
    session = terminal()
    session.until(
        "Is this right?", {"heart condition or high": "", "A stroke, Parkinson": "stroke"} | USUAL
    )
    session.child.sendline("")
    shown = session.until("Is this right?")
    assert "Not known yet: Heart, pressure." in " ".join(session.seen.split())
    session.child.sendline("q")
    assert session.end() == 130
    assert "stroke" in (tmp_path / "data/profile.draft.toml").read_text("utf-8")
    assert "Heart, pressure: not known" in shown


def test_a_refusal_keeps_the_profile_and_offers_it_next_time(
    terminal: Open, tmp_path: Path
) -> None:
    session = terminal()
    session.until("Is this right?", {"A stroke, Parkinson": "stroke"} | USUAL)
    session.child.sendline("")
    assert session.end() == 5
    assert "screen --for-clinician" in session.seen
    assert (tmp_path / "data/profile.toml").exists()

    again = terminal()
    assert "as they are?" in again.wait()
    again.child.sendline("n")
    again.until(
        "Is this right?",
        {"said yes to walking backward": "y", "Who was it": "GP", "When? Year": "2026-11-20"},
    )
    again.child.sendline("")
    assert again.end() == 0


def test_a_second_plan_is_offered_and_no_is_the_default(terminal: Open, tmp_path: Path) -> None:
    first = terminal()
    first.until("Is this right?", USUAL)
    first.child.sendline("")
    assert first.end() == 0
    before = (tmp_path / "data/profile.toml").read_bytes()

    second = terminal()
    assert "You have a plan: balance" in second.wait()
    second.child.sendline("")
    assert second.end() == 0
    assert "Nothing was changed" in second.seen

    third = terminal()
    third.type("y")
    assert "as they are?" in third.wait()
    third.child.sendline("n")
    third.until("Is this right?", {"What would you like most": "variety"})
    third.child.sendline("")
    assert third.end() == 0
    copies = list((tmp_path / "data").glob("profile.toml.2026-11-25"))
    assert [copy.read_bytes() for copy in copies] == [before]


def test_it_fits_40_columns(terminal: Open) -> None:
    session = terminal(columns=40)
    session.until("troubled you", USUAL)
    session.child.sendline("?")
    session.until("Is this right?", USUAL)
    session.child.sendline("q")
    session.end()

    lines = [line for line in session.seen.replace("\r", "").split("\n") if "/" not in line]
    assert max(len(line) for line in lines) <= 40


def test_plain_is_words_line_by_line(terminal: Open) -> None:
    session = terminal("init", "--plain")
    shown = session.until("Is this right?", USUAL)
    session.child.sendline("")

    assert session.end() == 0
    assert "\x1b" not in session.seen
    assert not re.search(r"[─-▟●○·×]", session.seen)
    assert "1: metric (cm, kg, km/h)" in session.seen
    assert "Enter means 8. Answer: " in session.seen
    assert re.search(r"^\d+: Weeks: 8$", shown, re.MULTILINE)


def test_bytes_that_are_no_text_are_asked_again(terminal: Open) -> None:
    session = terminal()
    session.type("1")
    session.wait()
    os.write(session.child.child_fd, b"\xff\xfe\n")
    session.wait()
    session.child.sendline("q")

    assert session.end() == 130
