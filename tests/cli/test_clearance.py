"""A clinician's yes through the real program: for what it counts, how long, and what it opens (I48)."""

import json
from pathlib import Path
from typing import Any

import pytest

from retroplan.environment import Environment
from retroplan.errors import ExitCode
from tests.cli.courses import EXAMPLE, day, edit, plan, sessions
from tests.conftest import Ran, Run

STROKE = ("--birth-year", "1958", "--goal", "stroke-gait", "--symptom", "none", "--falls", "0",
          "--injurious-falls", "0", "--medication", "none", "--place", "treadmill", "--sex", "male",
          "--treadmill-rails", "--treadmill-min", "0.5km/h", "--backward-walk-3m", "4.2",
          "--tug", "9")  # fmt: skip
BY_THE_GP = ("--cleared-by", "GP", "--cleared-on")


def init(run: Run, *flags: str, conditions: tuple[str, ...] = ("stroke",), **changes: Any) -> Ran:
    named = [word for name in conditions for word in ("--condition", name)]
    return run("init", *STROKE, *named, *flags, **changes)


def places(run: Run) -> set[str]:
    return {each["place"] for each in sessions(run).values()}


@pytest.mark.parametrize(
    ("flags", "code"),
    [
        (("2026-11-01",), 0),
        (("2026-11-01", "--covers", "stroke"), 0),
        (("2026-11-01", "--covers", "knee-replacement"), ExitCode.UNSAFE),
        (("2026-11-01", "--covers", "none"), ExitCode.UNSAFE),
        (("2015-11-01",), ExitCode.UNSAFE),
        (("2015-11-01", "--covers", "stroke"), ExitCode.UNSAFE),
        (("2025-11-24", "--covers", "stroke"), ExitCode.UNSAFE),
        (("2025-11-25", "--covers", "stroke"), 0),
    ],
)
def test_a_stroke_plan_asks_for_a_yes_of_this_year_that_covers_it(
    run: Run, flags: tuple[str, ...], code: int
) -> None:
    answer = init(run, *BY_THE_GP, *flags, conditions=("stroke", "knee-osteoarthritis"))

    assert answer.code == code, answer.err


def test_after_a_stroke_the_treadmill_opens_with_its_own_word(run: Run) -> None:
    init(run, *BY_THE_GP, "2026-11-01", "--covers", "stroke")
    without = run("screen", "--json")
    before = (places(run), run("screen").out)
    init(run, *BY_THE_GP, "2026-11-01", "--covers", "stroke", "--cleared-treadmill", "--new-plan")
    after = (places(run), run("screen").out)

    assert "treadmill" not in before[0]
    assert "no treadmill before a clinician agrees" in before[1]
    assert "treadmill" in after[0]
    assert "no treadmill before a clinician agrees" not in after[1]
    assert json.loads(without.out)["data"]["limits"]["highest_stage"] == "corridor"


def test_without_what_it_covers_it_opens_no_treadmill(run: Run) -> None:
    init(run, *BY_THE_GP, "2026-11-01", "--cleared-treadmill")

    assert "treadmill" not in places(run)


def test_every_key_has_its_flag_and_the_file_says_the_same(
    run: Run, environment: Environment
) -> None:
    answer = init(
        run, *BY_THE_GP, "2026-11-01", "--covers", "stroke", "--covers", "falls",
        "--cleared-treadmill", "--cleared-max-grade", "2%", "--cleared-start", "3",
        "--pain-ceiling", "3", "--no-lighter-weeks",
    )  # fmt: skip

    assert answer.code == 0, answer.err
    text = environment.profile_file.read_text("utf-8")
    assert 'covers = ["stroke", "falls"], treadmill = true, max_grade_pct = 2, ' in text
    assert "start_minutes = 3, pain_ceiling = 3, no_lighter_weeks = true }" in text
    weeks = plan(run)["weeks"]
    assert not any(week["is_deload"] for week in weeks)
    assert {each["backward_s"] for each in weeks[0]["sessions"]} == {180}


def test_a_condition_told_later_ends_a_yes(run: Run, environment: Environment) -> None:
    given = 'clearance = { given = true, by = "GP", on = 2026-11-01 }'
    file = environment.profile_file
    file.parent.mkdir(parents=True, exist_ok=True)
    text = EXAMPLE.read_text("utf-8").replace("clearance = { given = false }", given)
    file.write_text(text.replace('["knee-osteoarthritis"]', '["knee-replacement"]'), "utf-8")
    begun = run("init", today=day(0))
    edit(environment, '["knee-replacement"]', '["knee-replacement", "stroke"]')
    ended = run("init", "--new-plan", today=day(1))
    edit(environment, given, given.replace("2026-11-01", "2026-11-24"))
    anew = run("init", "--new-plan", today=day(1))

    assert begun.code == 0, begun.err
    assert ended.code == ExitCode.UNSAFE
    assert "it has ended" in ended.err
    assert anew.code == 0, anew.err


def test_an_operation_ends_a_yes_and_a_resumption_may_bring_the_next(run: Run) -> None:
    init(run, *BY_THE_GP, "2026-11-01", "--covers", "stroke", "--cleared-treadmill")
    run("news", "surgery", today=day(5))
    named = run("plan", "resume", "--clearance", "Dr Adams", today=day(6))
    knee = run("plan", "resume", "--clearance", "Dr Adams", "--covers", "knee-replacement",
               today=day(6))  # fmt: skip
    agreed = run("plan", "resume", "--clearance", "Dr Adams", "--covers", "stroke", today=day(6))

    assert (named.code, knee.code) == (ExitCode.UNSAFE, ExitCode.UNSAFE)
    assert agreed.code == 0, agreed.err
    assert plan(run, today=day(6))["standing"] == "active"
    assert run("screen", today=day(7)).code == 0
    assert "treadmill" not in {
        each["place"]
        for each in sessions(run, today=day(6)).values()
        if each["date"] > "2026-11-29"
    }


def test_a_yes_told_on_resuming_is_taken_back_with_it(run: Run) -> None:
    init(run, *BY_THE_GP, "2026-11-01", "--covers", "stroke")
    run("news", "diagnosis", today=day(5))
    run("plan", "resume", "--clearance", "GP", "--covers", "stroke", today=day(6))
    assert run("screen", today=day(6)).code == 0
    run("undo", today=day(6))

    assert run("screen", today=day(6)).code == ExitCode.UNSAFE


@pytest.mark.parametrize(
    ("flags", "hint"),
    [
        (("--covers", "strokes"), "stroke"),
        (("--pain-ceiling", "6"), "pain-ceiling"),
        (("--cleared-start", "1"), "cleared-start"),
        (("--cleared-max-grade", "steep"), "cleared-max-grade"),
    ],
)
@pytest.mark.parametrize("command", ["init", "resume"])
def test_what_cannot_be_is_refused_by_name(
    run: Run, command: str, flags: tuple[str, ...], hint: str
) -> None:
    if command == "init":
        answer = init(run, *BY_THE_GP, "2026-11-01", *flags)
    else:
        answer = run("plan", "resume", "--clearance", "GP", *flags)

    assert answer.code == ExitCode.USAGE
    assert hint in answer.err


def test_a_yes_on_resuming_says_whose_it_is(run: Run) -> None:
    answer = run("plan", "resume", "--covers", "stroke")

    assert answer.code == ExitCode.USAGE
    assert "--clearance" in answer.err


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ('covers = ["strok"]', 'did you mean "stroke"?'),
        ('covers = ["bloodpressure"]', 'did you mean "blood-pressure"?'),
        ('covers = "stroke"', "must be a list"),
        ("treadmil = true", "treadmill"),
        ("pain_ceiling = 6", "from 0 to 5"),
        ("start_minutes = 1", "from 2 to 15"),
        ("max_grade_pct = -1", "from 0 to 15"),
    ],
)
def test_the_file_names_what_is_wrong_in_a_yes(
    run: Run, tmp_path: Path, keys: str, said: str
) -> None:
    text = EXAMPLE.read_text("utf-8")
    file = tmp_path / "profile.toml"
    file.write_text(text.replace("{ given = false }", f"{{ given = false, {keys} }}"), "utf-8")
    answer = run("init", "--from", str(file))

    assert answer.code == ExitCode.BAD_FILE
    assert said in answer.err


def test_other_names_of_a_condition_are_taken_in_covers(run: Run, tmp_path: Path) -> None:
    text = EXAMPLE.read_text("utf-8").replace('["knee-osteoarthritis"]', '["knee-replacement"]')
    yes = '{ given = true, by = "GP", on = 2026-11-01, covers = ["Total Knee Replacement"] }'
    file = tmp_path / "profile.toml"
    file.write_text(text.replace("{ given = false }", yes), "utf-8")

    assert run("init", "--from", str(file)).code == 0
