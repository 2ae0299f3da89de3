"""Taking back a beginning, whose profile lies in a file of its own beside the store."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from retroplan.core.model.evidence import Evidence
from retroplan.core.model.profile import Health, Profile
from retroplan.environment import Environment
from retroplan.errors import NotFound, StoreProblem, UsageProblem
from retroplan.evidence.load import load_evidence
from retroplan.store.database import reading
from retroplan.store.plans import current_document
from retroplan.usecases.declaring import Declaration
from retroplan.usecases.starting import NotYet, begin
from retroplan.usecases.undoing import Reversal, bring_again, take_back
from tests.conftest import SOURCE
from tests.people import sixty_with_knees, young_athlete
from tests.store.conftest import content


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return load_evidence()


def start(environment: Environment, evidence: Evidence, profile: Profile, text: str) -> str:
    """Begin; the id of the plan."""
    declaration = Declaration(profile=profile, text=text, name="me.toml")
    made = begin(environment=environment, declaration=declaration, evidence=evidence)
    return made.plan.plan_id


def current(environment: Environment) -> str:
    with reading(environment.store_file) as connection:
        found = current_document(connection)
    return "" if found is None else found.plan_id


def profile_text(environment: Environment) -> str:
    return environment.profile_file.read_text("utf-8")


@pytest.fixture
def begun_twice(environment: Environment, evidence: Evidence) -> Environment:
    """A plan for sore knees, and in its place one for a runner."""
    start(environment, evidence, sixty_with_knees(), "# knees")
    start(environment, evidence, young_athlete(), "# runner")
    return environment


def test_the_first_beginning_goes_and_the_profile_stays(
    environment: Environment, evidence: Evidence
) -> None:
    start(environment, evidence, sixty_with_knees(), "# knees")
    kept = content(environment.store_file)

    taken = take_back(environment=environment)

    assert taken.sentence.startswith("the plan that begins on Wednesday 25 November 2026")
    assert taken.remarks == (f"Your profile file stays as it is: {environment.profile_file}",)
    assert (taken.command, taken.steps_to_undo, taken.steps_to_redo) == ("init", 0, 1)
    assert profile_text(environment) == "# knees"
    assert {len(rows) for rows in content(environment.store_file).values()} == {0}
    assert bring_again(environment=environment).remarks == ()
    assert content(environment.store_file) == kept


def test_a_second_beginning_takes_its_profile_along(begun_twice: Environment) -> None:
    runner = current(begun_twice)

    taken = take_back(environment=begun_twice)
    assert taken.remarks == (f"Your profile file goes with it: {begun_twice.profile_file}",)
    assert profile_text(begun_twice) == "# knees"
    assert current(begun_twice) != runner

    bring_again(environment=begun_twice)
    assert profile_text(begun_twice) == "# runner"
    assert current(begun_twice) == runner


def test_a_profile_that_was_changed_since_is_left_and_that_is_said(
    begun_twice: Environment,
) -> None:
    begun_twice.profile_file.write_text("# mine", "utf-8")
    for turn in (take_back, bring_again):
        (remark,) = turn(environment=begun_twice).remarks
        assert "was changed since, so it stays as it is" in remark
        assert profile_text(begun_twice) == "# mine"


def test_a_profile_that_is_gone_comes_back_only_where_it_was_gone_before(
    environment: Environment, evidence: Evidence
) -> None:
    start(environment, evidence, sixty_with_knees(), "# knees")
    take_back(environment=environment)
    environment.profile_file.unlink()
    bring_again(environment=environment)
    assert profile_text(environment) == "# knees"

    start(environment, evidence, young_athlete(), "# runner")
    environment.profile_file.unlink()
    take_back(environment=environment)
    assert not environment.profile_file.exists()


def test_new_words_for_the_same_plan_are_a_step(
    environment: Environment, evidence: Evidence
) -> None:
    start(environment, evidence, sixty_with_knees(), "# knees")
    kept = content(environment.store_file)
    start(environment, evidence, sixty_with_knees(), "# my knees")
    start(environment, evidence, sixty_with_knees(), "# my knees")  # the same again is none

    assert take_back(environment=environment).sentence == "the new wording of your profile"
    assert profile_text(environment) == "# knees"
    assert content(environment.store_file) == kept
    assert take_back(environment=environment).command == "init"


def test_answers_that_withhold_a_plan_are_taken_back_with_their_profile(
    environment: Environment, evidence: Evidence
) -> None:
    start(environment, evidence, sixty_with_knees(), "# knees")
    kept = content(environment.store_file)
    with pytest.raises(NotYet):
        start(environment, evidence, young_athlete(health=Health()), "# unknown")
    assert take_back(environment=environment).sentence == "the screening of your answers"
    assert profile_text(environment) == "# knees"
    assert content(environment.store_file) == kept


def test_no_text_of_a_profile_is_lost_on_the_way(begun_twice: Environment) -> None:
    odd = b"# \xff\xfe by hand\r\n"
    begun_twice.profile_file.write_bytes(odd)
    for _ in range(2):
        take_back(environment=begun_twice)
    for _ in range(2):
        bring_again(environment=begun_twice)
    assert begun_twice.profile_file.read_bytes() == odd


KILLED_AT_ITS_COMMIT = """
import os, signal, sqlite3, sys
from retroplan.environment import Wishes, from_os
from retroplan.usecases.undoing import bring_again, take_back
connect = sqlite3.connect
def traced(*given, **named):
    connection = connect(*given, **named)
    connection.set_trace_callback(
        lambda statement: statement == "COMMIT" and os.kill(os.getpid(), signal.SIGKILL)
    )
    return connection
sqlite3.connect = traced
turn = {"take_back": take_back, "bring_again": bring_again}[sys.argv[2]]
turn(environment=from_os(Wishes(data_dir=sys.argv[1])))
"""


def killed_at_its_commit(environment: Environment, turn: str) -> int:
    argv = [sys.executable, "-c", KILLED_AT_ITS_COMMIT, str(environment.data_dir), turn]
    variables = {**os.environ, "PYTHONPATH": str(SOURCE)}
    return subprocess.run(argv, env=variables, check=False, timeout=60).returncode


def test_a_kill_between_the_file_and_the_store_is_mended_by_the_same_command(
    begun_twice: Environment,
) -> None:
    after = content(begun_twice.store_file)
    turns: tuple[tuple[str, Callable[..., Reversal], str], ...] = (
        ("take_back", take_back, "# knees"),
        ("bring_again", bring_again, "# runner"),
    )
    for name, turn, wanted in turns:
        before = content(begun_twice.store_file)
        assert killed_at_its_commit(begun_twice, name) == -signal.SIGKILL
        assert content(begun_twice.store_file) == before
        turn(environment=begun_twice)
        assert content(begun_twice.store_file) != before
        assert profile_text(begun_twice) == wanted
    assert content(begun_twice.store_file) == after


def test_a_store_that_cannot_commit_leaves_the_profile_as_it_was(
    begun_twice: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(begun_twice.store_file)
    with closing(sqlite3.connect(begun_twice.store_file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM fact").fetchone()
        connect = sqlite3.connect
        monkeypatch.setattr(
            sqlite3, "connect", lambda *given, **named: connect(*given, **named | {"timeout": 0})
        )
        with pytest.raises(StoreProblem, match="not saved"):
            take_back(environment=begun_twice)
    assert profile_text(begun_twice) == "# runner"
    assert content(begun_twice.store_file) == before


def test_a_profile_file_that_is_a_link_is_not_written_over(
    begun_twice: Environment, tmp_path: Path
) -> None:
    before = content(begun_twice.store_file)
    begun_twice.profile_file.rename(tmp_path / "elsewhere.toml")
    begun_twice.profile_file.symlink_to(tmp_path / "elsewhere.toml")
    with pytest.raises(UsageProblem, match="a link"):
        take_back(environment=begun_twice)
    assert (tmp_path / "elsewhere.toml").read_text("utf-8") == "# runner"
    assert content(begun_twice.store_file) == before


def test_without_a_store_there_is_nothing_to_take_back(environment: Environment) -> None:
    for turn in (take_back, bring_again):
        with pytest.raises(NotFound, match="nothing here yet") as caught:
            turn(environment=environment)
        assert "retroplan init" in caught.value.hint
    assert not environment.data_dir.exists()
