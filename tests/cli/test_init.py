import json
import re
from pathlib import Path

import pytest

from retroplan.cli import init as command
from retroplan.cli.main import register_all
from retroplan.cli.root import app
from retroplan.environment import Environment
from tests.conftest import Run

WELL = ("--condition", "none", "--symptom", "none", "--medication", "none", "--falls", "0")
SOMEBODY = ("init", "--birth-year", "1966", "--goal", "healthy-ageing", *WELL)
FILE = """\
# mine, with a remark
[profile]
birth_date = 1959-03-01   # a Sunday

[goal]
kind = "balance"

[health]
conditions = []
symptoms = []
medications = []
falls_last_12_months = 0
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "me.toml"
    path.write_bytes(FILE.encode())
    return path


def files_in(environment: Environment) -> list[str]:
    folder = environment.data_dir
    return sorted(found.name for found in folder.iterdir()) if folder.exists() else []


def test_from_a_file_the_profile_is_that_file_byte_for_byte(
    run: Run, environment: Environment, file: Path
) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode())

    ran = run("init", "--from", str(file))

    assert ran.code == 0
    assert environment.profile_file.read_bytes() == file.read_bytes()


def test_the_end_shows_week_1_the_first_session_the_profile_and_what_next(
    run: Run, environment: Environment, file: Path
) -> None:
    ran = run("init", "--from", str(file))

    assert "Balance and steadiness · 8 weeks from Wednesday 25 November 2026" in ran.out
    assert "Week 1 of 8" in ran.out
    assert "session 1 of" in ran.out
    assert str(environment.profile_file) in ran.out
    assert "retroplan today" in ran.out


def test_each_limit_is_shown_with_the_answer_that_caused_it(run: Run) -> None:
    ran = run(*SOMEBODY, "--falls", "1", "--injurious-falls", "0")

    assert "because health.falls_last_12_months" in ran.out


def test_the_end_fits_40_columns(run: Run, file: Path) -> None:
    ran = run("init", "--from", str(file), width=40)

    long = [line for line in ran.out.splitlines() if len(line) > 40]
    assert [line for line in long if "/" not in line] == []  # a path cannot be broken


def test_plain_draws_nothing(run: Run, file: Path) -> None:
    ran = run("init", "--from", str(file), is_plain=True)

    assert not re.search(r"[─-▟●○·×]|\x1b", ran.out)
    assert "Next: retroplan today" in ran.out


def test_json_has_profile_clearance_and_plan(
    run: Run, environment: Environment, file: Path
) -> None:
    answer = json.loads(run("init", "--from", str(file), "--json").out)

    assert answer["command"] == "init"
    assert answer["data"]["profile_file"] == str(environment.profile_file)
    assert answer["data"]["clearance"]["verdict"] == "modify"
    assert len(answer["data"]["plan"]["weeks"]) == 8
    assert answer["findings"] == answer["data"]["clearance"]["findings"]


def test_a_rehearsal_writes_nothing_and_shows_the_weeks(
    run: Run, environment: Environment, file: Path
) -> None:
    ran = run("init", "--from", str(file), "--dry-run")

    assert ran.code == 0
    assert "nothing is written" in ran.out
    assert "In all 24 sessions" in ran.out
    assert files_in(environment) == []


def test_the_same_again_is_there_already(run: Run, environment: Environment, file: Path) -> None:
    run("init", "--from", str(file))
    before = files_in(environment)

    ran = run("init", "--from", str(file))

    assert ran.code == 0
    assert "already there" in ran.out
    assert files_in(environment) == before


def test_a_second_plan_needs_to_be_asked_for(
    run: Run, environment: Environment, file: Path
) -> None:
    run("init", "--from", str(file))
    before = environment.profile_file.read_bytes()

    ran = run(*SOMEBODY)

    assert ran.code == 2
    assert "there is a plan already: balance from Wednesday 25 November 2026" in ran.err
    assert "--new-plan" in ran.err
    assert environment.profile_file.read_bytes() == before


def test_a_second_plan_keeps_the_first_profile_beside_it(
    run: Run, environment: Environment, file: Path
) -> None:
    run("init", "--from", str(file))

    ran = run("init", "--goal", "variety", "--new-plan")

    assert ran.code == 0
    assert "profile.toml.2026-11-25" in ran.out
    old = environment.profile_file.with_name("profile.toml.2026-11-25")
    assert old.read_bytes() == FILE.encode()
    assert environment.profile_file.read_text("utf-8") == FILE.replace("balance", "variety")


def test_answers_that_refuse_are_kept_though_there_is_a_plan(
    run: Run, environment: Environment, file: Path
) -> None:
    run("init", "--from", str(file))

    ran = run("init", "--condition", "stroke")

    assert ran.code == 5
    assert 'conditions = ["stroke"]' in environment.profile_file.read_text("utf-8")
    assert "profile.toml.2026-11-25" in files_in(environment)
    assert run("plan").code == 0


def test_flags_change_what_a_file_says(run: Run, environment: Environment, file: Path) -> None:
    ran = run("init", "--from", str(file), "--weeks", "6", "--mass", "12st")

    assert ran.code == 0
    text = environment.profile_file.read_text("utf-8")
    assert "# mine, with a remark" in text
    assert "birth_date = 1959-03-01   # a Sunday" in text
    assert "weeks = 6" in text
    assert "mass_kg = 76.2" in text
    assert file.read_bytes() == FILE.encode()


def test_flags_alone_make_a_profile_with_every_key_explained(
    run: Run, environment: Environment
) -> None:
    ran = run(
        *SOMEBODY, "--name", "Ada", "--sex", "female", "--height", "5ft 4", "--units", "imperial",
        "--mass", "172", "--comfortable-speed", "3mph", "--blood-pressure", "128/80",
        "--resting-hr", "68", "--days", "fri,mon", "--time", "6pm", "--timezone", "Europe/Paris",
        "--place", "corridor", "--place", "treadmill", "--treadmill-rails", "--treadmill-min",
        "0.5mph", "--helper", "--tug", "8.5", "--sessions-per-week", "2", "--start", "2026-12-01",
    )  # fmt: skip

    assert ran.code == 0, ran.err
    lines = environment.profile_file.read_text("utf-8").splitlines()
    for line in (
        'name = "Ada"', "birth_year = 1966", "height_cm = 162.6", "mass_kg = 78", "tug_s = 8.5",
        "comfortable_speed_mps = 1.3411", "resting_systolic_mmhg = 128", 'days = ["mon", "fri"]',
        'time = "18:00"', 'timezone = "Europe/Paris"', "helper = true", "start = 2026-12-01",
        "treadmill = { rails = true, min_speed_kmh = 0.8 }", "conditions = []",
    ):  # fmt: skip
        assert line in lines


def test_without_a_terminal_all_missing_flags_are_named_at_once(
    run: Run, environment: Environment
) -> None:
    ran = run("init")

    assert ran.code == 2
    assert "--birth-date (or --birth-year) and --goal" in ran.err
    assert files_in(environment) == []


def test_every_flag_that_cannot_be_taken_is_told_at_once(
    run: Run, environment: Environment
) -> None:
    ran = run(
        "init", "--birth-date", "04/02/1966", "--goal", "knes-pain", "--mass", "900",
        "--condition", "hart-disease", "--days", "someday", "--cleared-by", "GP", "--start", "2026-11-01",
    )  # fmt: skip

    assert ran.code == 2
    assert "1966-02-04" in ran.err
    assert "1966-04-02" in ran.err
    for words in ("did you mean knee-pain", "20 kg to 350 kg", "heart-disease", "--days:", "--cleared-on",
                  "from today"):  # fmt: skip
        assert words in ran.err
    assert files_in(environment) == []


def test_flags_that_contradict_one_another_are_a_matter_of_usage(run: Run) -> None:
    ran = run(*SOMEBODY, "--athlete")

    assert ran.code == 2
    assert "athlete" in ran.err


def test_unanswered_health_questions_refuse_and_name_their_flags(
    run: Run, environment: Environment
) -> None:
    ran = run("init", "--birth-year", "1966", "--goal", "knee-pain")

    assert ran.code == 5
    assert "--condition none, --symptom none and --usual-pain 0" in ran.err
    assert files_in(environment) == ["profile.toml", "retroplan.db"]


def test_a_refused_beginning_goes_on_from_the_answers_it_kept(run: Run) -> None:
    run("init", "--birth-year", "1966", "--goal", "balance")

    ran = run("init", "--condition", "none", "--symptom", "none")

    assert ran.code == 0, ran.err


def test_after_a_stroke_a_clinician_is_asked_first_and_then_it_goes_on(
    run: Run, environment: Environment
) -> None:
    refused = run(
        "init", "--birth-year", "1966", "--goal", "stroke-gait", "--condition", "stroke",
        "--symptom", "none", "--medication", "none", "--falls", "0",
    )  # fmt: skip

    assert refused.code == 5
    assert "retroplan screen --for-clinician" in refused.err
    assert f"set clearance in {environment.profile_file}" in refused.err

    agreed = run("init", "--cleared-by", "Dr Abe", "--cleared-on", "2026-11-20")

    assert agreed.code == 0, agreed.err
    assert "agreed by a clinician" in agreed.out


def test_a_refusal_as_json_has_the_clearance_and_no_plan(run: Run) -> None:
    ran = run("init", "--birth-year", "1966", "--goal", "balance", "--json")

    answer = json.loads(ran.out)
    assert ran.code == 5
    assert answer["data"]["plan"] is None
    assert answer["data"]["clearance"]["verdict"] == "stop"
    assert answer["errors"][0]["kind"] == "safety"


def test_wishes_that_cannot_be_met_leave_nothing(run: Run, environment: Environment) -> None:
    ran = run(*SOMEBODY, "--days", "mon", "--sessions-per-week", "3")

    assert ran.code == 6
    assert "hint:" in ran.err
    assert files_in(environment) == []


def test_a_file_with_problems_is_told_line_by_line(
    run: Run, environment: Environment, file: Path
) -> None:
    file.write_text(FILE.replace('"balance"', '"balanse"').replace("= 0", "= -1"), "utf-8")

    ran = run("init", "--from", str(file))

    assert ran.code == 4
    assert "line 6" in ran.err
    assert "line 12" in ran.err
    assert files_in(environment) == []


def test_a_file_that_is_not_there_is_not_found(run: Run, environment: Environment) -> None:
    assert run("init", "--from", "nowhere.toml").code == 3
    assert files_in(environment) == []


def test_an_existing_profile_with_problems_is_told_and_left(
    run: Run, environment: Environment
) -> None:
    environment.data_dir.mkdir()
    environment.profile_file.write_text("[profile]\nbirth_yeer = 1966\n", "utf-8")

    ran = run("init", "--goal", "balance")

    assert ran.code == 4
    assert "birth_year" in ran.err
    assert files_in(environment) == ["profile.toml"]


def test_a_folder_in_place_of_the_profile_is_one_clear_line(
    run: Run, environment: Environment, file: Path
) -> None:
    environment.profile_file.mkdir(parents=True)

    ran = run("init", "--from", str(file))

    assert ran.code == 7
    assert str(environment.profile_file) in ran.err
    assert files_in(environment) == ["profile.toml"]


def test_a_start_gone_by_in_the_file_is_moved_and_said(run: Run, file: Path) -> None:
    file.write_text(FILE + "\n[plan]\nstart = 2026-11-02\n", "utf-8")

    ran = run("init", "--from", str(file))

    assert ran.code == 0
    assert "that day is gone, so the plan begins on" in ran.out


def test_words_of_people_are_shown_neutralised(run: Run) -> None:
    ran = run(*SOMEBODY, "--name", "\x1b[31mAda")

    assert ran.code == 2
    assert "\x1b" not in ran.err + ran.out


def test_every_question_has_a_flag_and_every_flag_a_question(environment: Environment) -> None:
    from retroplan.cli.agreement_questions import opening_questions
    from retroplan.cli.init_wizard import surroundings
    from retroplan.cli.wizard_health import FLAGS
    from retroplan.cli.wizard_questions import questions
    from retroplan.evidence.load import load_evidence

    register_all()
    (found,) = [each for each in app.registered_commands if each.callback is command.init]
    assert found.callback is not None
    parameters = set(found.callback.__annotations__) - {"ctx", "return"}
    around = surroundings(environment, load_evidence())
    asked = (*questions(around), *opening_questions(around.catalogue.ranges))
    flags = {one.flag for one in asked if one.flag} | set(FLAGS.values()) | {"--birth-year"}
    without = {one.id for one in asked if not one.flag}

    named = {flag.removeprefix("--").replace("-", "_") for flag in flags}
    assert parameters == named | {"from_", "dry_run", "new_plan", "as_json"}
    assert {name for name in without if not name.startswith("area.")} == {
        "tests", "health.clearance.given",
    }  # fmt: skip


def test_it_says_what_it_is_for(run: Run) -> None:
    from retroplan.reports.words import INTENDED_USE
    from tests.cli.courses import EXAMPLE

    assert INTENDED_USE in " ".join(run("init", "--from", str(EXAMPLE)).out.split())
