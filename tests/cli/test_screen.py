"""`retroplan screen`: the verdict, which answer causes which limit, and the page for the clinician."""

import json
import sys
from pathlib import Path

import pytest

from retroplan.environment import Environment
from tests.conftest import RealRun, Run

EXAMPLE = (Path(__file__).parents[2] / "config.example.toml").read_text("utf-8")


@pytest.fixture
def profile(environment: Environment) -> Path:
    """The example as the profile file of this test."""
    environment.profile_file.parent.mkdir(parents=True)
    environment.profile_file.write_text(EXAMPLE, "utf-8")
    return environment.profile_file


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def with_stroke(file: Path) -> None:
    change(file, '["knee-osteoarthritis"]', '["stroke", "knee-osteoarthritis"]')


@pytest.mark.usefixtures("profile")
def test_the_example_may_start_and_says_what_limits_it(run: Run) -> None:
    ran = run("screen")

    assert ran.code == 0
    assert ran.err == ""
    assert "Wednesday 25 November" in ran.out
    assert "You can start." in ran.out
    assert "because health.conditions = knee-osteoarthritis" in ran.out
    assert "The general pace (B)." in ran.out
    assert "Alghadir et al. 2019" in ran.out
    assert "expert judgement" in ran.out


def test_a_stroke_waits_for_a_clinician_and_says_how_to_go_on(run: Run, profile: Path) -> None:
    with_stroke(profile)

    ran = run("screen")

    assert ran.code == 5
    assert "a clinician's yes comes first" in ran.out
    assert "because health.conditions = stroke" in ran.out
    assert "retroplan screen --for-clinician" in ran.out
    assert 'clearance = { given = true, by = "GP", on = 2026-11-25 }' in ran.out
    assert str(profile) in ran.out.replace("\n", "").replace("  ", "")


def test_a_recorded_yes_opens_the_way_and_keeps_the_support(run: Run, profile: Path) -> None:
    with_stroke(profile)
    change(profile, "{ given = false }", '{ given = true, by = "Dr Who", on = 2026-11-01, '
           'covers = ["stroke"], treadmill = true }')  # fmt: skip

    ran = run("screen")

    assert ran.code == 0
    assert "A clinician's yes is recorded: Dr Who, Sunday 1 November 2026, for stroke." in ran.out
    assert "Something to hold and somebody beside you, in every session." in ran.out
    assert "A treadmill only with both hands on the rails." in ran.out
    assert "no treadmill before" not in ran.out


def test_a_yes_without_a_name_does_not_count_and_says_so(run: Run, profile: Path) -> None:
    with_stroke(profile)
    change(profile, "{ given = false }", "{ given = true, on = 2026-11-01 }")

    ran = run("screen")

    assert ran.code == 5
    assert "does not say who gave it" in ran.out


def test_chest_pain_stops_and_says_what_to_ask(run: Run, profile: Path) -> None:
    change(profile, "symptoms = []", 'symptoms = ["chest-pain"]')

    ran = run("screen")

    assert ran.code == 5
    assert "Not now" in ran.out
    assert "emergency number" in ran.out
    assert "No plan for now." in ran.out


def test_an_unanswered_question_stops_and_says_how_to_answer(run: Run, profile: Path) -> None:
    change(profile, "symptoms = []", "")

    ran = run("screen")

    assert ran.code == 5
    assert "write symptoms = [] if you have none" in ran.out


def test_json_holds_verdict_limits_and_findings(run: Run, profile: Path) -> None:
    change(
        profile, "falls_last_12_months = 0\n# Falls that", "falls_last_12_months = 1\n# Falls that"
    )

    ran = run("screen", "--json")
    answer = json.loads(ran.out)

    assert ran.code == 0
    assert answer["command"] == "screen"
    assert answer["data"]["verdict"] == "modify"
    assert answer["data"]["limits"]["tier"] == "C"
    assert answer["data"]["limits"]["spotter_required"] is True
    falls = next(finding for finding in answer["findings"] if finding["rule"] == "falls")
    assert falls["answer"] == "health.falls_last_12_months = 1"
    assert falls["cites"] == ["carter2019", "sherrington2011"]


def test_json_of_a_withheld_plan_exits_5_as_well(run: Run, profile: Path) -> None:
    with_stroke(profile)

    ran = run("screen", "--json")

    assert ran.code == 5
    assert json.loads(ran.out)["data"]["withholds"] is True


def test_the_page_for_the_clinician_says_who_what_and_what_is_asked(
    run: Run, profile: Path
) -> None:
    with_stroke(profile)

    ran = run("screen", "--for-clinician")

    assert ran.code == 5
    for words in ("25 November 2026", "60 years, female, 160 cm, 78 kg", "WHAT IS PLANNED", "10 to 20 minutes",
                  "WHAT IS ASKED", "who sets the first", "WHAT A YES WOULD COVER", "both hands on the rails",
                  "Agreed [ ]"):  # fmt: skip
        assert words in ran.out
    assert len(ran.out.splitlines()) <= 66
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "\x1b" not in ran.out


def test_the_page_promises_nothing_where_a_yes_would_not_be_enough(
    run: Run, profile: Path
) -> None:
    change(profile, "symptoms = []", 'symptoms = ["fever"]')

    assert "not lifted by a yes alone" in run("screen", "--for-clinician").out


@pytest.mark.usefixtures("profile")
def test_the_page_fits_a_narrow_screen(run: Run) -> None:
    ran = run("screen", "--for-clinician", width=40)

    assert max(map(len, ran.out.splitlines())) <= 42


@pytest.mark.parametrize("option", [(), ("--for-clinician",)])
def test_words_of_people_are_shown_and_not_obeyed(
    run: Run, profile: Path, option: tuple[str, ...]
) -> None:
    change(profile, 'name = ""', 'name = "\\u001b[31mAda\\u202e"')
    change(
        profile, "{ given = false }", '{ given = true, by = "\\u001b[2JGP\\nx", on = 2026-11-01 }'
    )

    ran = run("screen", *option)

    assert ran.code == 0
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out


@pytest.mark.usefixtures("profile")
def test_plain_is_one_fact_a_line(run: Run) -> None:
    ran = run("screen", is_plain=True)

    assert "because health.conditions = knee-osteoarthritis" in ran.out.splitlines()
    assert all(line == line.strip() for line in ran.out.splitlines())


@pytest.mark.usefixtures("profile")
def test_both_forms_at_once_are_refused(run: Run) -> None:
    ran = run("screen", "--json", "--for-clinician")

    assert ran.code == 2
    assert json.loads(ran.out)["view"] == "error"


def test_no_profile_is_not_found_and_says_how_to_make_one(run: Run) -> None:
    ran = run("screen")

    assert ran.code == 3
    assert "retroplan init" in ran.err
    assert ran.out == ""


def test_a_profile_with_mistakes_tells_all_of_them(run: Run, profile: Path) -> None:
    change(profile, "usual_pain = 4", "usual_pain = 12")
    change(profile, 'kind = "knee-pain"', 'kind = "knees"')

    ran = run("screen")

    assert ran.code == 4
    assert "2 problems" in ran.err
    assert "[health] usual_pain: must be from 0 to 10, not 12" in ran.err
    assert 'did you mean "knee-pain"?' in ran.err


def test_screening_writes_nothing(run: Run, profile: Path, environment: Environment) -> None:
    run("screen")

    assert [path.name for path in environment.data_dir.iterdir()] == ["profile.toml"]
    assert profile.read_text("utf-8") == EXAMPLE


def test_it_works_as_a_process_with_a_file_named_on_the_command_line(
    real_run: RealRun, tmp_path: Path
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(EXAMPLE, "utf-8")

    ran = real_run("--config", str(file), "screen", variables={"PYTHONWARNINGS": "error"})

    assert ran.code == 0, sys.version
    assert "You can start." in ran.out
