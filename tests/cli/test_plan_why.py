"""`retroplan plan why`: the rule, what it looked at, its source, and what would have come otherwise."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import START
from tests.conftest import Run

EXAMPLE = str(Path(__file__).parents[2] / "config.example.toml")
WEDNESDAY = START + dt.timedelta(days=2)
FRIDAY = START + dt.timedelta(days=4)


@pytest.fixture
def made(run: Run) -> None:
    """A plan that the engine made, and its first session, which went well."""
    assert run("init", "--from", EXAMPLE, today=START).code == 0
    assert run("log", "--rpe", "3", "--pain", "1", "--near-falls", "0", today=START).code == 0


def logged(run: Run, day: dt.date, **said: int) -> None:
    values = {"rpe": 3, "pain": 1, "near-falls": 0} | {
        name.replace("_", "-"): value for name, value in said.items()
    }
    words = [word for name, value in values.items() for word in (f"--{name}", str(value))]
    assert run("log", *words, today=day).code == 0


def why(run: Run, day: dt.date, *words: str) -> Any:
    ran = run("plan", "why", *words, "--json", today=day)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)["data"]


@pytest.mark.usefixtures("made")
def test_a_session_that_nothing_changed_has_its_own_reasons_and_what_would_raise_it(
    run: Run,
) -> None:
    text = run("plan", "why", today=WEDNESDAY, width=200).out

    assert "Why session 1.2 is as it is" in text
    assert "No rule has changed what it holds" in text
    assert "Alghadir et al. 2019 (alghadir2019), certainty low." in text
    assert "if all goes well: " in text
    assert "two clean sessions in a row" in text
    assert "retroplan easier" in text


@pytest.mark.usefixtures("made")
def test_too_much_pain_is_told_with_rule_input_source_and_counterfactual(run: Run) -> None:
    logged(run, WEDNESDAY, pain=6)
    text = run("plan", "why", "1.3", today=WEDNESDAY, width=200).out

    assert "Pain was 6 of 10 on Wednesday 25 November, which is too much" in text
    assert "Otherwise  With pain at 5 or below" in text
    assert "Rule       Pain above 5 while walking: 48 hours off, then half the backward" in text
    assert "Silbernagel 2007 (silbernagel2007)" in text
    assert "Certainty  low, more research is likely to change it." in text
    assert "Judgement  The zone is the model's" in text


@pytest.mark.usefixtures("made")
def test_once_today_has_its_record_the_next_session_is_meant(run: Run) -> None:
    logged(run, WEDNESDAY, pain=6)

    assert why(run, WEDNESDAY)["session"]["session_id"] == "1.3"


@pytest.mark.usefixtures("made")
def test_the_most_decisive_comes_first(run: Run) -> None:
    logged(run, WEDNESDAY, pain=4)
    logged(run, FRIDAY, pain=6)
    assert run("easier", today=FRIDAY).code == 0
    steps = [each["adjustment"]["step"] for each in why(run, FRIDAY)["adjusted"]]

    order = ["suspend", "regress", "repeat", "rest", "hold", "progress"]
    assert steps == sorted(steps, key=order.index)
    assert steps[0] == "regress"
    assert len(steps) > 1


@pytest.mark.usefixtures("made")
def test_the_answer_is_true_on_the_day_though_no_command_has_kept_it(run: Run) -> None:
    later = why(run, START + dt.timedelta(days=14))

    assert not later["is_kept"]
    assert "days-off-shorter" in [each["adjustment"]["rule"] for each in later["adjusted"]]


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("words", "title", "ends"),
    [
        (("plan", "pause"), "The plan is paused", "retroplan plan resume"),
        (("checkin", "--fever", "--no-input"), "The plan rests", "retroplan checkin --no-fever"),
    ],
    ids=["paused", "resting"],
)
def test_a_plan_that_stands_still_says_why_and_what_ends_it(
    run: Run, words: tuple[str, ...], title: str, ends: str
) -> None:
    assert run(*words, today=WEDNESDAY).code == 0
    ran = run("plan", "why", today=WEDNESDAY)

    assert ran.code == 0
    assert ran.out.splitlines()[0] == title
    assert ends in ran.out
    assert run("plan", "why", "3.1", today=WEDNESDAY).out.splitlines()[0] == title


@pytest.mark.usefixtures("made")
def test_after_a_fall_the_plan_waits_and_says_for_what(run: Run) -> None:
    logged(run, WEDNESDAY, falls=1)
    found = why(run, WEDNESDAY)

    assert (found["session"], found["standing"]) == (None, "suspended")
    assert found["adjusted"][0]["adjustment"]["rule"] == "fall"
    assert "The plan waits" in run("plan", "why", today=WEDNESDAY).out


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("name", ["9.9", "nonsense", "\x1b[31mred", "0"])
def test_a_session_that_there_is_not_is_not_found(run: Run, name: str) -> None:
    ran = run("plan", "why", name, today=WEDNESDAY)

    assert (ran.code, ran.out) == (3, "")
    assert "from 1.1 to " in ran.err
    assert "\x1b" not in ran.err


@pytest.mark.usefixtures("made")
def test_looking_for_the_reason_writes_nothing(run: Run, environment: Any) -> None:
    logged(run, WEDNESDAY, pain=6)
    before = environment.store_file.read_bytes()
    run("plan", "why", today=FRIDAY)
    run("plan", "history", today=FRIDAY)
    run("plan", "diff", today=FRIDAY)

    assert environment.store_file.read_bytes() == before


@pytest.mark.usefixtures("made")
def test_a_session_that_holds_more_says_which_two_went_well(run: Run) -> None:
    logged(run, WEDNESDAY, pain=1)
    first, *_ = why(run, WEDNESDAY)["adjusted"]

    assert first["adjustment"]["rule"] == "two-clean"
    assert first["adjustment"]["step"] == "progress"
    assert [(one["name"], one["date"]) for one in first["adjustment"]["inputs"]] == [
        ("session 1.1", "2026-11-23"),
        ("session 1.2", "2026-11-25"),
    ]
    assert first["grounds"]["sources"]
    text = run("plan", "why", today=WEDNESDAY, width=200).out
    assert "Two sessions in a row went well, so a step up was earned." in text
    assert text.count("The plan rises after two clean sessions in a row") == 1


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("said", [{"rpe": 4}, {"pain": 4}, {"pain": 6}])
def test_where_one_of_them_did_not_go_well_no_step_up_was_earned(
    run: Run, said: dict[str, int]
) -> None:
    logged(run, WEDNESDAY, **said)

    assert "two-clean" not in {
        each["adjustment"]["rule"] for each in why(run, WEDNESDAY)["adjusted"]
    }


@pytest.mark.usefixtures("made")
def test_acceptable_pain_went_well_once_the_morning_after_is_told(run: Run) -> None:
    logged(run, WEDNESDAY, pain=4)
    thursday = WEDNESDAY + dt.timedelta(days=1)
    assert run("checkin", "--pain", "4", "--no-input", today=thursday).code == 0

    assert why(run, thursday)["adjusted"][0]["adjustment"]["rule"] == "two-clean"
