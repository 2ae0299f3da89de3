"""Plans of the released program, under the rules of now: what is past stays, and whatever held them."""

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from retroplan.environment import Environment
from retroplan.errors import ExitCode
from retroplan.evidence.load import load_rules_version
from retroplan.usecases.rules_in_force import RULES_VERSION
from tests.cli.courses import edit
from tests.conftest import RealRun, Run
from tests.store.conftest import content
from tests.upgrade.homes import NAMES, WAITING, opened, restored

NEW_RULES = "new-rules"
SAID = ("checkin", "--pain", "1")
"""A morning that holds nothing back."""
every_home = pytest.mark.parametrize("name", NAMES)


def data(run: Run, *argv: str, today: dt.date) -> Any:
    answer = run(*argv, "--json", today=today)
    assert answer.code == 0, answer.err
    return json.loads(answer.out)["data"]


def plan(run: Run, today: dt.date) -> Any:
    return data(run, "plan", today=today)


def past(found: Any, before: dt.date) -> dict[str, Any]:
    """The sessions before a day, word for word."""
    return {
        session["session_id"]: session
        for week in found["weeks"] for session in week["sessions"]
        if session["date"] < before.isoformat()
    }  # fmt: skip


def upgrades(environment: Environment) -> list[tuple[int, str]]:
    """The revisions under these rules that follow one under others, with their causes."""
    rows = [row[2:5] for row in content(environment.store_file)["plan_revision"]]
    bases = [row[1].partition("+")[0] for row in rows]
    return [
        (row[0], row[2]) for row, base, before in zip(rows[1:], bases[1:], bases, strict=False)
        if base == RULES_VERSION != before
    ]  # fmt: skip


def told(environment: Environment) -> int:
    """How many times the store holds that other rules count."""
    return sum(row[6] == NEW_RULES for row in content(environment.store_file)["fact"])


def kept_plan(run: Run, today: dt.date, *argv: str) -> Any:
    """The plan after a command that changes something."""
    answer = run(*argv, today=today)
    assert answer.code == 0, answer.err
    return plan(run, today)


def test_the_version_that_daily_commands_go_by_is_that_of_the_rules() -> None:
    assert load_rules_version() == RULES_VERSION


@every_home
def test_looking_shows_the_plan_by_the_new_rules_and_writes_nothing(
    run: Run, environment: Environment, name: str
) -> None:
    today = opened(name, environment)
    before = content(environment.store_file)

    found = plan(run, today)
    last = data(run, "plan", "history", today=today)["revisions"][-1]

    assert found["standing"] == WAITING.get(name, "active")
    assert found["rules_version"].partition("+")[0] == RULES_VERSION
    assert [each["rule"] for each in found["adjustments"]].count(NEW_RULES) == 1
    assert not last["is_kept"]
    assert run("today", today=today).code == 0
    assert run("plan", "why", today=today).code == 0
    assert content(environment.store_file) == before


@every_home
@pytest.mark.parametrize(
    "argv", [SAID, ("log", "--extra", "--minutes", "10", "--rpe", "2", "--pain", "0")], ids=str
)
def test_the_first_change_keeps_one_revision_for_the_new_rules_and_undo_takes_it_back(
    run: Run, environment: Environment, name: str, argv: tuple[str, ...]
) -> None:
    today = opened(name, environment)
    before, stored = content(environment.store_file), past(plan(run, today), today)

    for _ in range(2):
        found = kept_plan(run, today, *argv)
        (upgrade,) = upgrades(environment)
        assert upgrade[1].startswith(f"New rules ({RULES_VERSION})")
        assert found["standing"] == WAITING.get(name, "active")
        assert past(found, today) == stored
        assert told(environment) == 1
        assert run("undo", today=today).code == 0
        assert content(environment.store_file) == before

    kept_plan(run, today, *argv)
    kept_plan(run, today, *argv)
    assert (len(upgrades(environment)), told(environment)) == (1, 1)
    while run("undo", today=today).code == 0:
        pass
    assert {table: rows for table, rows in content(environment.store_file).items() if rows} == {}


@every_home
def test_what_is_past_stays_word_for_word(run: Run, environment: Environment, name: str) -> None:
    from retroplan.core.codec import encode
    from retroplan.store.database import reading
    from retroplan.store.plans import current_plan

    today = opened(name, environment)
    with reading(environment.store_file) as connection:
        before = past(encode(current_plan(connection)), today)

    found = past(kept_plan(run, today, *SAID), today)

    assert list(found) == list(before)
    assert {key: found[key] | each for key, each in before.items()} == found


@pytest.mark.parametrize("name", WAITING)
def test_a_plan_that_waits_offers_no_session(
    run: Run, environment: Environment, name: str
) -> None:
    today = opened(name, environment)
    for ahead in range(14):
        day = today + dt.timedelta(days=ahead)
        assert data(run, "today", today=day)["status"] == WAITING[name]
        assert run("today", "--due", today=day).code == ExitCode.OK
    kept_plan(run, today, *SAID)
    assert data(run, "today", today=today)["status"] == WAITING[name]


@pytest.mark.parametrize("name", ["two_reds", "rising_pain"])
@pytest.mark.parametrize("is_kept", [False, True])
def test_a_clinicians_yes_lifts_what_waits_for_one_and_nothing_less_does(
    run: Run, environment: Environment, name: str, is_kept: bool
) -> None:
    today = opened(name, environment)
    if is_kept:
        kept_plan(run, today, *SAID)
    assert run("plan", "resume", today=today).code == ExitCode.UNSAFE
    assert run("init", "--new-plan", today=today).code != 0
    assert told(environment) == int(is_kept)

    found = kept_plan(run, today, "plan", "resume", "--clearance", "GP")

    assert found["standing"] == "active"
    assert (len(upgrades(environment)), told(environment)) == (1, 1)


@pytest.mark.parametrize(
    ("name", "word"),
    [("paused", ("plan", "resume")), ("fever", ("checkin", "--no-fever"))],
    ids=["paused", "fever"],
)
def test_a_persons_own_word_ends_what_it_ended_before(
    run: Run, environment: Environment, name: str, word: tuple[str, ...]
) -> None:
    today = opened(name, environment)
    assert kept_plan(run, today, *word)["standing"] == "active"
    assert (len(upgrades(environment)), told(environment)) == (1, 1)


@pytest.mark.parametrize("is_kept", [False, True])
def test_a_fall_of_before_is_answered_like_any_other(
    run: Run, environment: Environment, is_kept: bool
) -> None:
    today = opened("fallen", environment)
    if is_kept:
        kept_plan(run, today, *SAID)
    before = content(environment.store_file)
    for said in ((), ("--hurt", "no"), ("--seen", "yes"), ("--clearance", "GP")):
        refused = run("plan", "resume", *said, today=today)
        assert refused.code == ExitCode.UNSAFE
        assert "plan resume --hurt yes --seen no" in refused.err
    assert content(environment.store_file) == before

    found = kept_plan(run, today, "plan", "resume", "--hurt", "no", "--seen", "no")

    assert (found["standing"], found["tier"]) == ("active", "C")
    assert (len(upgrades(environment)), told(environment)) == (1, 1)
    assert run("undo", today=today).code == 0
    assert content(environment.store_file) == before


def test_a_fall_of_before_that_hurt_waits_for_a_clinician_of_after_it(
    run: Run, environment: Environment
) -> None:
    today = opened("fallen", environment)
    answers = ("plan", "resume", "--hurt", "yes", "--seen", "yes")
    assert run(*answers, today=today).code == ExitCode.UNSAFE
    assert plan(run, today)["standing"] == "suspended"
    edit(
        environment, "clearance = { given = false }",
        f'clearance = {{ given = true, by = "GP", on = {today} }}',
    )  # fmt: skip

    found = kept_plan(run, today, *answers)

    assert (found["standing"], found["tier"]) == ("active", "C")


def test_days_withheld_stay_withheld(run: Run, environment: Environment) -> None:
    today = opened("withheld", environment)
    assert data(run, "today", today=today)["status"] == "withheld"
    kept_plan(run, today, *SAID)
    assert data(run, "today", today=today)["status"] == "withheld"


def test_a_planned_session_that_is_logged_is_one_of_the_new_revision(
    run: Run, environment: Environment
) -> None:
    day = opened("quiet", environment)
    day = dt.date.fromisoformat(data(run, "today", today=day)["next_date"])
    before = content(environment.store_file)
    said = data(run, "today", today=day)["from_last_time"]

    answer = run("log", "--rpe", "3", "--pain", "1", "--near-falls", "0", today=day)

    assert answer.code == 0, answer.err
    assert len(said) >= 1
    ((revision, _),) = upgrades(environment)
    *_, log = content(environment.store_file)["fact"]
    assert (log[4].startswith("2026-11-23"), log[5]) == (True, revision)
    assert run("undo", today=day).code == 0
    assert content(environment.store_file) == before


def test_an_own_protocol_stays_the_plans_own(run: Run, environment: Environment) -> None:
    today = opened("own_protocol", environment)
    shutil.rmtree(environment.protocols_dir)
    found = kept_plan(run, today, *SAID)
    version, _, own = found["rules_version"].partition("+")
    assert (version, own.partition(".")[0]) == (RULES_VERSION, "dr-lee-knee")
    assert found["own_protocol"]["title"] == "Knees after a rest"


@pytest.mark.parametrize("form", ["csv", "toml"])
@pytest.mark.parametrize("is_kept", [False, True])
def test_a_file_from_before_the_new_rules_is_of_an_old_revision(
    run: Run, environment: Environment, form: str, is_kept: bool
) -> None:
    today = opened("exported", environment)
    if is_kept:
        kept_plan(run, today, *SAID)
    before, old = content(environment.store_file), environment.data_dir / f"plan.{form}"

    answer = run("plan", "apply", str(old), today=today)

    assert answer.code == ExitCode.BAD_FILE
    assert "revision 1, and the plan is at revision 2" in " ".join(answer.err.split())
    assert content(environment.store_file) == before


def test_a_file_of_now_is_applied_on_top_of_the_new_rules(
    run: Run, environment: Environment, tmp_path: Path
) -> None:
    today = opened("exported", environment)
    file = tmp_path / "now.csv"
    assert run("plan", "export", str(file), today=today).code == 0
    before = content(environment.store_file)
    assert run("plan", "apply", str(file), today=today).code == 0
    assert content(environment.store_file) == before
    head, *rows = file.read_text("utf-8").splitlines()
    at = head.split(",").index("note")
    cells = rows[-1].split(",")
    cells[at] = "slowly"
    file.write_text("\n".join([head, *rows[:-1], ",".join(cells)]) + "\n", "utf-8")

    assert run("plan", "apply", str(file), today=today).code == 0

    assert (len(upgrades(environment)), told(environment)) == (1, 1)
    assert run("undo", today=today).code == 0
    assert content(environment.store_file) == before


def test_a_preview_does_not_tell_of_the_rules_themselves(
    run: Run, environment: Environment
) -> None:
    today = opened("quiet", environment)
    fired = data(run, "plan", "preview", "--miss", "10d", today=today)["fired"]
    assert NEW_RULES not in [each["rule"] for each in fired]


def test_as_a_process_of_its_own(real_run: RealRun, tmp_path: Path) -> None:
    folder = tmp_path / "upgraded"
    day = restored("two_reds", folder) + dt.timedelta(days=1)
    variables = {"RETROPLAN_DATA_DIR": str(folder), "RETROPLAN_TODAY": day.isoformat()}

    first = real_run("today", "--json", variables=variables)
    second = real_run(*SAID, variables=variables)
    third = real_run("undo", variables=variables)

    assert json.loads(first.out)["data"]["status"] == "suspended"
    assert (first.code, second.code, third.code) == (0, 0, 0)
