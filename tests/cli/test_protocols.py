"""`retroplan protocols`, and a plan that follows a clinician's own from `init` to `report`."""

import json
from pathlib import Path
from typing import Any

import pytest

from retroplan.environment import Environment
from retroplan.errors import ExitCode
from tests.cli.courses import EXAMPLE, MONDAY, plan, sessions
from tests.conftest import Ran, Run
from tests.own_protocol import OWN, own_text


@pytest.fixture
def folder(environment: Environment) -> Path:
    """The folder for own protocols, with one in it."""
    environment.protocols_dir.mkdir(parents=True)
    (environment.protocols_dir / "dr-lee-knee.toml").write_text(OWN, "utf-8")
    return environment.protocols_dir


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """The example's profile, with the own protocol chosen."""
    text = EXAMPLE.read_text("utf-8")
    line = '# protocol = "dr-lee-knee"'
    assert line in text
    path = tmp_path / "own.toml"
    path.write_text(text.replace(line, line[2:]), "utf-8")
    return path


def begun(run: Run, profile: Path, *more: str) -> Ran:
    return run("init", "--from", str(profile), *more, today=MONDAY)


def test_without_any_it_says_where_they_would_be(run: Run, environment: Environment) -> None:
    answer = run("protocols")
    assert answer.code == 0
    assert "There is none yet." in answer.out
    assert str(environment.protocols_dir) in answer.out


def test_each_is_listed_with_its_author_or_with_what_is_wrong(run: Run, folder: Path) -> None:
    (folder / "broken.toml").write_text(OWN.replace("reps = 4", "reps = 0", 1), "utf-8")
    (folder / "a b.toml").write_text(OWN, "utf-8")
    (folder / "notes.txt").write_text("x", "utf-8")

    answer = run("protocols")

    assert answer.code == 0
    assert "Knees after a rest, by Dr Lee, physiotherapist" in answer.out
    assert "row 1, reps: must be from 1 to 60, not 0" in answer.out
    assert "no profile can choose it" in answer.out
    assert "notes" not in answer.out


def test_programs_get_the_rows(run: Run, folder: Path) -> None:
    (found,) = json.loads(run("protocols", "--json").out)["data"]["protocols"]
    assert (found["name"], found["extends"], found["problems"]) == ("dr-lee-knee", "knee-pain", [])
    assert [row["backward_s"] for row in found["rows"]] == [120, 180, 200, 160, 300]
    assert str(folder) in found["file"]


def test_a_file_is_checked_wherever_it_lies(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "dr-lee-knee.toml"
    path.write_text(OWN, "utf-8")
    assert "can be used" in run("protocols", "check", str(path)).out
    assert "can be used" in run("--plain", "protocols", "check", str(path)).out
    assert json.loads(run("protocols", "check", str(path), "--json").out)["data"]["rows"]

    path.write_text(OWN.replace("author", "autor", 1), "utf-8")
    refused = run("protocols", "check", str(path))
    assert refused.code == ExitCode.BAD_FILE
    assert "line 3: autor: is not known; did you mean author?" in refused.err


def test_a_plan_follows_it_under_every_limit(run: Run, folder: Path, profile: Path) -> None:
    answer = begun(run, profile)

    assert answer.code == 0, answer.err
    now = plan(run)
    assert now["goal"] == "knee-pain"
    assert now["rules_version"].partition("+")[2].startswith("dr-lee-knee.")
    held = {name: each["backward_s"] for name, each in sessions(run).items()}
    assert [held[f"{week}.1"] for week in (1, 2, 3, 5)] == [120, 180, 200, 300]
    assert run("plan", "bounds").code == 0
    assert folder.exists()


def test_its_numbers_are_never_said_to_come_from_a_study(
    run: Run, folder: Path, profile: Path
) -> None:
    begun(run, profile)
    now = plan(run)
    label = "your clinician's own, not from a study"
    assert any(label in notice for notice in now["notices"])
    for session in sessions(run).values():
        assert any(label in reason for reason in session["reasons"])
        assert "alghadir2019" not in session["citations"]
    assert all("before" in session["questions"][0].lower() for session in sessions(run).values())
    assert folder.exists()


def test_another_content_is_another_plan(run: Run, folder: Path, profile: Path) -> None:
    begun(run, profile)
    first = plan(run)
    assert "already there" in begun(run, profile).out

    (folder / "dr-lee-knee.toml").write_text(own_text(), "utf-8")
    refused = begun(run, profile)
    assert refused.code == ExitCode.USAGE
    assert begun(run, profile, "--new-plan").code == 0
    second = plan(run)
    assert second["plan_id"] != first["plan_id"]
    assert second["rules_version"] != first["rules_version"]


def test_a_plan_outlives_the_file_it_was_made_from(run: Run, folder: Path, profile: Path) -> None:
    begun(run, profile)
    before = plan(run)
    (folder / "dr-lee-knee.toml").unlink()

    for argv in (("today",), ("log", "--rpe", "3", "--pain", "0", "--near-falls", "0"),
                 ("plan", "bounds"), ("report",)):  # fmt: skip
        answer = run(*argv, today=MONDAY)
        assert answer.code == 0, (argv, answer.err)
    assert plan(run)["rules_version"] == before["rules_version"]
    assert {name: each["backward_s"] for name, each in sessions(run).items()} == {
        each["session_id"]: each["backward_s"]
        for week in before["weeks"] for each in week["sessions"]
    }  # fmt: skip


def refused(run: Run, profile: Path, code: ExitCode) -> str:
    answer = begun(run, profile)
    assert answer.code == code, answer.err
    assert "hint: " in answer.err
    assert "Traceback" not in answer.err
    return answer.err


def test_a_name_without_a_file_is_said_with_the_nearest(
    run: Run, folder: Path, profile: Path
) -> None:
    (folder / "dr-lee-knee.toml").rename(folder / "dr-lee-knees.toml")
    said = refused(run, profile, ExitCode.NOT_FOUND)
    assert "chooses the protocol dr-lee-knee" in said
    assert "did you mean dr-lee-knees?" in said


@pytest.mark.parametrize("text", ["", "weeks = 3", "a = [" * 99, "\x00", OWN.replace("5", "x")])
def test_a_file_that_is_none_makes_no_plan(
    run: Run, folder: Path, profile: Path, text: str
) -> None:
    (folder / "dr-lee-knee.toml").write_text(text, "utf-8")
    assert "dr-lee-knee.toml" in refused(run, profile, ExitCode.BAD_FILE)
    assert run("plan").code == ExitCode.NOT_FOUND


def test_one_for_another_goal_is_not_taken(run: Run, folder: Path, profile: Path) -> None:
    (folder / "dr-lee-knee.toml").write_text(OWN.replace("knee-pain", "balance"), "utf-8")
    said = refused(run, profile, ExitCode.BAD_FILE)
    assert "extends balance, and the goal of your profile is knee-pain" in said


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "a b", "", "x" * 41, "knie\\u00e9"])
def test_a_profile_chooses_by_name_and_never_by_path(run: Run, profile: Path, name: str) -> None:
    text = profile.read_text("utf-8").replace('"dr-lee-knee"\n\n', f'"{name}"\n\n')
    assert f'protocol = "{name}"' in text
    profile.write_text(text, "utf-8")
    assert "[plan] protocol: must be the name of a file" in refused(
        run, profile, ExitCode.BAD_FILE
    )


def test_a_protocol_that_no_ceiling_can_mend_is_told_with_the_rule(
    run: Run, folder: Path, profile: Path
) -> None:
    promise = OWN.replace("Half the usual minutes", "Lose weight")
    (folder / "dr-lee-knee.toml").write_text(promise, "utf-8")
    said = refused(run, profile, ExitCode.INFEASIBLE)
    assert "the protocol dr-lee-knee leads to what no plan may hold" in said
    assert "(I39)" in said


def test_another_protocol_in_the_profile_asks_for_a_new_plan(
    run: Run, environment: Environment, folder: Path, profile: Path
) -> None:
    begun(run, profile)
    text: Any = environment.profile_file.read_text("utf-8")
    environment.profile_file.write_text(text.replace('\nprotocol = "dr-lee-knee"', ""), "utf-8")
    answer = run("plan", "rebuild")
    assert answer.code == ExitCode.USAGE
    assert "new plan" in answer.err
    assert folder.exists()
