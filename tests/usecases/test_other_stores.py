"""Stores of the earlier program, of a newer one, of another machine, and damaged ones: told, never lost."""

import datetime as dt
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from retroplan.core.codec import encode
from retroplan.core.engine.build import build
from retroplan.core.model.log import SessionLog
from retroplan.core.model.vocabulary import Outcome
from retroplan.core.screening.screen import screen
from retroplan.environment import Environment
from retroplan.errors import ExitCode
from retroplan.evidence.load import load_evidence
from retroplan.store.migrations import script
from retroplan.store.rows import packed, seal, unpacked
from retroplan.store.trouble import APPLICATION_ID
from tests.cli.courses import MONDAY, begin
from tests.conftest import Run
from tests.people import sixty_with_knees
from tests.store.conftest import tamper

MOMENT = ("2026-11-23T18:30:00+01:00", "2026-11-23T17:30:00Z")
NEWER_FIELDS = frozenset(
    {"standing", "standing_reason", "adjustments", "own_protocol", "is_moved", "adjusted_by",
     "note", "left_out", "until", "number"}
)  # fmt: skip
PLACES = f"INSERT INTO session_log VALUES ({', '.join('?' * 25)})"  # noqa: S608  # ours
WELL = ("--rpe", "3", "--pain", "0", "--near-falls", "0")
NEXT = dt.date(2026, 11, 27)


def without_newer(value: Any) -> Any:
    """A plan as the first program wrote it."""
    if isinstance(value, dict):
        return {
            key: without_newer(item)
            for key, item in value.items()
            if key not in NEWER_FIELDS or (key == "number" and isinstance(item, int))
        }
    return [without_newer(item) for item in value] if isinstance(value, list) else value


@pytest.fixture
def old(environment: Environment) -> Environment:
    """A store of version 1, as its program left it: a plan, a walk with a stumble, a skip, an extra walk."""
    profile, evidence = sixty_with_knees(), load_evidence()
    clearance = screen(profile, evidence, MONDAY)
    plan = build(profile, profile.goal, clearance, evidence, MONDAY)
    document = json.dumps(without_newer(encode(plan)))
    first, second = plan.sessions[:2]
    logs = (
        SessionLog(session_id=first.session_id, date=MONDAY, outcome=Outcome.DONE, total_s=780,
                   backward_s=240, speed_mps=0.44, stage=first.stage, rpe=3, nprs_before=3,
                   nprs_during=3, near_falls=1, falls=0, note="mine", prescribed=first),
        SessionLog(session_id=second.session_id, date=second.date, outcome=Outcome.SKIPPED,
                   reason="a cold", prescribed=second),
        SessionLog(session_id=None, date=dt.date(2026, 11, 24), outcome=Outcome.EXTRA,
                   total_s=600, backward_s=120, note="with the dog"),
    )  # fmt: skip
    environment.data_dir.mkdir(mode=0o700)
    with closing(sqlite3.connect(environment.store_file, isolation_level=None)) as connection:
        connection.executescript(script("0001_initial.sql"))
        connection.execute("PRAGMA user_version = 1")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        profile_text = json.dumps(encode(profile))
        row = (1, *MOMENT, json.dumps(encode(clearance)), profile_text)
        connection.execute("INSERT INTO screening VALUES (?, ?, ?, ?, ?, ?)", (*row, seal(row)))
        kept = (
            1,
            plan.plan_id,
            1,
            plan.rules_version,
            "a new plan",
            *MOMENT,
            profile_text,
            document,
        )
        connection.execute(
            "INSERT INTO plan_revision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*kept[:-1], packed(document), seal(kept)),
        )
        for number, log in enumerate(logs, 1):
            said = (number, plan.plan_id, 1, log.session_id, log.date.isoformat(),
                    log.outcome.value, log.total_s, log.backward_s, log.speed_mps, None, None,
                    log.stage and log.stage.value, log.rpe, log.nprs_before, log.nprs_during,
                    log.near_falls, log.falls, None, log.reason, log.note, *MOMENT,
                    int(log.prescribed is not None), 0)  # fmt: skip
            connection.execute(PLACES, (*said, seal(said)))
            if log.prescribed is not None:
                text = json.dumps(without_newer(encode(log.prescribed)))
                connection.execute(
                    "INSERT INTO prescribed_session VALUES (?, ?, ?)",
                    (number, packed(text), seal((number, text))),
                )
    return environment


@pytest.mark.parametrize(
    "argv",
    [
        ("today",), ("plan",), ("plan", "why"), ("plan", "why", "1.1"), ("plan", "history"),
        ("plan", "diff", "1", "1"), ("plan", "preview", "--pain", "6"), ("plan", "bounds"),
        ("plan", "preview", "--miss", "10d"), ("checkin", "--pain", "5"), ("report",),
        ("checkin", "yesterday", "--pain", "3"), ("sessions",), ("sessions", "show", "1"),
        ("sessions", "edit", "1", "--pain", "5"), ("sessions", "edit", "-1", "--falls", "1"),
        ("assess", "tug", "9"), ("assess",), ("log", *WELL), ("log", "--extra"), ("easier",),
        ("skip",), ("log", "--session", "1.1", "--again", "--pain", "6"), ("plan", "pause"),
        ("plan", "pause", "--until", "2026-12-10"), ("news", "fall"), ("sessions", "delete", "2"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_command_goes_on_with_a_store_of_the_earlier_program(
    run: Run, old: Environment, argv: tuple[str, ...]
) -> None:
    answer = run(*argv, today=NEXT)

    assert answer.code == 0, answer.err
    assert answer.out
    listed = run("sessions", "--json", today=NEXT).out
    assert "mine" in listed
    assert "with the dog" in listed
    assert list((old.data_dir / "backups").glob("pre-v2-*.db"))
    if argv[0] not in {"sessions", "today", "plan", "report"} and argv != ("assess",):
        assert run("undo", today=NEXT).code == 0
        assert run("undo", today=NEXT).code == ExitCode.NOT_FOUND


@pytest.mark.parametrize("argv", [("undo",), ("redo",), ("plan", "resume"), ("plan", "next")])
def test_what_there_is_nothing_of_in_an_earlier_store_is_said(
    run: Run, old: Environment, argv: tuple[str, ...]
) -> None:
    answer = run(*argv, today=NEXT)
    assert (answer.code, answer.out) == (ExitCode.NOT_FOUND, ""), old
    assert answer.err.count("\n") <= 4


def test_the_stumble_of_an_earlier_store_counts_from_the_first_day(
    run: Run, old: Environment
) -> None:
    shown = json.loads(run("today", "--json", today=NEXT).out)["data"]
    why = json.loads(run("plan", "why", "--json", today=NEXT).out)["data"]
    assert shown["session_id"] == why["session"]["session_id"], old
    assert shown["stage"] == why["session"]["stage"]
    assert "near-fall" in {each["adjustment"]["rule"] for each in why["adjusted"]}


def test_two_machines_go_on_from_one_copy_each_for_itself(
    run: Run, environment: Environment, tmp_path: Path
) -> None:
    begin(run)
    assert run("log", *WELL, today=MONDAY).code == 0
    other = tmp_path / "other"
    shutil.copytree(environment.data_dir, other)
    there: dict[str, Any] = {"data_dir": other, "profile_file": other / "profile.toml"}
    assert run("checkin", "--dizzy", today=NEXT).code == 0
    assert run("log", "--pain", "5", today=NEXT, **there).code == 0
    for place, records, waits in (({}, 1, True), (there, 2, False)):
        listed = json.loads(run("sessions", "--json", today=NEXT, **place).out)["data"]["records"]
        assert len(listed) == records
        why = json.loads(run("plan", "why", "--json", today=NEXT, **place).out)["data"]
        assert (why["standing"] == "suspended") is waits
        for _ in range(2):
            assert run("undo", today=NEXT, **place).code == 0


def test_an_old_copy_put_back_is_a_whole_store_and_goes_on_from_there(
    run: Run, environment: Environment, tmp_path: Path
) -> None:
    begin(run)
    assert run("log", *WELL, today=MONDAY).code == 0
    copy = tmp_path / "copy.db"
    shutil.copy(environment.store_file, copy)
    assert run("checkin", "--pain", "6", today=NEXT).code == 0
    assert run("undo", today=NEXT).code == 0
    shutil.copy(copy, environment.store_file)

    assert run("redo", today=NEXT).code == ExitCode.NOT_FOUND
    assert run("checkin", "--pain", "4", today=NEXT).code == 0
    assert "the check-in" in run("undo", today=NEXT).out
    assert "the record of session 1" in run("undo", today=NEXT).out


def spoil(change: str) -> Callable[[Path], None]:
    return lambda path: tamper(path, change)


DAMAGES = {
    "a fact": spoil("UPDATE fact SET document = replace(document, '6', '1') WHERE id = 2"),
    "the order of a fact": spoil("UPDATE fact SET id = 9 WHERE id = 2"),
    "a step": spoil("UPDATE operation SET sentence = 'something else' WHERE id = 2"),
    "a step half done": spoil("UPDATE operation SET state = 'open' WHERE id = 3"),
    "a revision": spoil("UPDATE plan_revision SET cause = 'no cause' WHERE id = 2"),
    "rows gone": spoil("DELETE FROM fact WHERE id = 2"),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize(
    "argv", [("checkin", "--pain", "5"), ("easier",), ("undo",), ("plan", "pause"), ("assess", "tug", "9")]
)  # fmt: skip
def test_a_damaged_row_stops_every_change_that_rests_on_it(
    run: Run, environment: Environment, damage: str, argv: tuple[str, ...]
) -> None:
    begin(run)
    run("log", *WELL, today=MONDAY)
    run("checkin", "--pain", "6", today=NEXT)
    DAMAGES[damage](environment.store_file)
    before = environment.store_file.read_bytes()

    answer = run(*argv, today=NEXT)

    is_behind = damage in {"a step", "a revision"} or argv == ("undo",)
    if is_behind and answer.code == 0:
        return  # the command did not look at it; a fact that is taken back is no longer in the way
    assert answer.code == ExitCode.STORE
    assert "the store is damaged" in answer.err
    assert answer.out == ""
    assert environment.store_file.read_bytes() == before


@pytest.mark.parametrize("table", ["row_change", "operation"])
def test_a_damaged_step_that_was_taken_back_is_not_brought_again(
    run: Run, environment: Environment, table: str
) -> None:
    begin(run)
    run("checkin", "--pain", "6", today=NEXT)
    run("undo", today=NEXT)
    change = {
        "row_change": "UPDATE row_change SET row_id = row_id + 1",
        "operation": "UPDATE operation SET command = 'log' WHERE state = 'undone'",
    }[table]
    tamper(environment.store_file, change)
    before = environment.store_file.read_bytes()

    answer = run("redo", today=NEXT)

    assert (answer.code, answer.out) == (ExitCode.STORE, "")
    assert environment.store_file.read_bytes() == before


def newer_kind(path: Path) -> None:
    """A fact as a program of later may keep it, sealed and accounted for as ours are."""
    tamper(path, "UPDATE fact SET kind = 'heart-trace' WHERE document IS NOT NULL")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        row = connection.execute("SELECT * FROM fact WHERE document IS NOT NULL").fetchone()
    tamper(path, f"UPDATE fact SET crc32 = {seal(row[:-1])} WHERE id = {row[0]}")  # noqa: S608


@pytest.mark.parametrize(
    "argv",
    [("checkin", "--pain", "5"), ("plan", "why"), ("easier",), ("init", "--new-plan")],
    ids=" ".join,
)
def test_a_fact_of_a_newer_program_is_named_as_that(
    run: Run, environment: Environment, argv: tuple[str, ...]
) -> None:
    begin(run)
    run("checkin", "--pain", "6", today=NEXT)
    newer_kind(environment.store_file)
    before = environment.store_file.read_bytes()

    answer = run(*argv, today=NEXT)

    assert (answer.code, answer.out) == (ExitCode.STORE, "")
    assert "does not know: heart-trace of Friday 27 November 2026" in answer.err
    assert "newer retroplan" in answer.err
    assert "damaged" not in answer.err
    assert environment.store_file.read_bytes() == before
    assert run("sessions", today=NEXT).code in {0, ExitCode.NOT_FOUND}


def test_a_plan_of_another_version_can_be_followed_by_a_new_one(
    run: Run, environment: Environment
) -> None:
    begin(run)
    tamper(environment.store_file, "UPDATE plan_revision SET profile = '{\"profile\": {}}'")
    with closing(sqlite3.connect(environment.store_file)) as connection:
        (row,) = connection.execute("SELECT * FROM plan_revision").fetchall()
    whole = (*row[:-2], unpacked(row[-2]))
    tamper(environment.store_file, f"UPDATE plan_revision SET crc32 = {seal(whole)}")  # noqa: S608

    refused = run("plan", "why", today=NEXT)
    assert refused.code == ExitCode.STORE
    assert "cannot be read by this retroplan" in refused.err
    assert run("init", "--new-plan", today=NEXT).code == 0
    assert run("plan", "why", today=NEXT).code == 0
