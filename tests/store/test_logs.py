import datetime as dt
import math
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from retroplan.core.model.log import SessionLog
from retroplan.errors import Defect, StoreProblem, UsageProblem
from retroplan.store.database import reading, writing
from retroplan.store.facts import delete
from retroplan.store.journal import changing
from retroplan.store.logs import (
    RANGES,
    add_log,
    change_log,
    check_log,
    log_numbered,
    logs_between,
    logs_of_session,
    prescribed_of,
)
from tests.builders import START, make_log, make_plan, make_session
from tests.kept import latest_log, numbered
from tests.store.conftest import tamper

DAY = dt.timedelta(days=1)


def keep(path: Path, at: dt.datetime, *logs: SessionLog) -> list[int]:
    with writing(path) as connection:
        return [
            add_log(
                connection,
                log,
                plan_id="plan-1" if log.session_id else None,
                revision=1 if log.session_id else None,
                at=at,
            )
            for log in logs
        ]


def changed(name: str, value: object) -> SessionLog:
    changes: dict[str, Any] = {name: value}
    return make_log(**changes)


def test_logs_come_back_by_day_and_then_as_entered(store: Path, at: dt.datetime) -> None:
    days = [START + 2 * DAY, START, START + DAY, START]
    keep(store, at, *(make_log(date=day, note=str(number)) for number, day in enumerate(days)))
    with reading(store) as connection:
        rows = logs_between(connection, START, START + DAY)
        latest = latest_log(connection)
    assert [row.event.note for row in rows] == ["1", "3", "2"]
    assert latest is not None
    assert latest.event.note == "3"


def test_a_session_that_was_done_again_has_two_logs(store: Path, at: dt.datetime) -> None:
    first, second, *_ = make_plan().sessions
    again = make_log(first, date=START + DAY, note="again")
    keep(store, at, make_log(first), make_log(second), again)
    with reading(store) as connection:
        rows = logs_of_session(connection, "plan-1", "1.1")
        assert [row.event.note for row in rows] == ["", "again"]
        assert logs_of_session(connection, "plan-1", "7.1") == ()


def test_the_session_as_prescribed_is_kept_with_its_log(store: Path, at: dt.datetime) -> None:
    session = make_session(cues=("look — nowhere ≤ behind",))
    planned, extra = keep(store, at, make_log(session), make_log())
    with reading(store) as connection:
        assert prescribed_of(connection, numbered(connection, planned)) == session
        assert prescribed_of(connection, numbered(connection, extra)) is None


def test_a_log_says_when_it_was_entered_and_for_which_plan(store: Path, at: dt.datetime) -> None:
    keep(store, at, make_log(make_session()))
    with reading(store) as connection:
        row = latest_log(connection)
        assert row is not None
        assert (row.plan_id, row.revision) == ("plan-1", 1)
        assert row.at == "2026-11-25T18:30:00+01:00"
        utc = connection.execute("SELECT at_utc FROM fact").fetchone()
        assert utc == ("2026-11-25T17:30:00Z",)


def test_a_log_of_a_plan_that_is_not_there_is_refused(store: Path, at: dt.datetime) -> None:
    with pytest.raises(StoreProblem, match="not saved"), writing(store) as connection:
        add_log(connection, make_log(make_session()), plan_id="plan-1", revision=2, at=at)


def test_a_moment_without_an_offset_is_a_defect(store: Path, at: dt.datetime) -> None:
    with pytest.raises(Defect), writing(store) as connection:
        add_log(connection, make_log(), plan_id=None, revision=None, at=at.replace(tzinfo=None))


@pytest.mark.parametrize("name", RANGES)
def test_both_ends_of_a_range_are_kept_and_what_lies_beyond_is_refused(
    store: Path, at: dt.datetime, name: str
) -> None:
    low, high = RANGES[name]
    keep(store, at, changed(name, low), changed(name, high))
    for beyond in (low - 1, high + 1, math.nan, math.inf, -math.inf, 1e308):
        with pytest.raises(UsageProblem, match=f"{name} can be kept from"):
            check_log(changed(name, beyond))


@pytest.mark.parametrize("name", RANGES)
def test_the_schema_refuses_what_lies_beyond_a_range_as_well(
    store: Path, at: dt.datetime, name: str
) -> None:
    keep(store, at, make_log())
    low, high = RANGES[name]
    for beyond in (low - 1, high + 1):
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            tamper(store, f"UPDATE fact SET {name} = {beyond}")  # noqa: S608  # ours


def test_a_part_of_a_whole_number_is_refused() -> None:
    with pytest.raises(UsageProblem, match="whole number"):
        check_log(make_log(rpe=2.5))


@pytest.mark.parametrize("field", ["note", "reason"])
@pytest.mark.parametrize("text", ["x" * 2001, "a\0b", "\ud800", "x" * 10_000_000])
def test_text_that_cannot_be_kept_is_refused_before_anything_is_opened(
    field: str, text: str
) -> None:
    with pytest.raises(UsageProblem, match=f"the {field} ") as caught:
        check_log(changed(field, text))
    assert caught.value.exit_code == 2
    if len(text) > 2000:
        assert "2,000" in caught.value.message


@pytest.mark.parametrize(
    "note",
    [
        "x" * 2000,
        "é" * 2000,
        "[red]bold[/foo]",
        "\x1b[31m\x07",
        "two\nlines\r\t",
        "\u202eright to left",
        "'); DROP TABLE session_log--",
    ],
)
def test_any_other_text_comes_back_as_it_was_typed(
    store: Path, at: dt.datetime, note: str
) -> None:
    keep(store, at, make_log(note=note))
    with reading(store) as connection:
        row = latest_log(connection)
    assert row is not None
    assert row.event.note == note


def test_minus_zero_is_kept_as_zero(store: Path, at: dt.datetime) -> None:
    keep(store, at, make_log(make_session(grade_pct=-0.0), speed_mps=-0.0, grade_pct=-0.0))
    with reading(store) as connection:
        row = latest_log(connection)
        assert row is not None
        session = prescribed_of(connection, row)
    assert session is not None
    for number in (row.event.speed_mps, row.event.grade_pct, session.grade_pct):
        assert number is not None
        assert math.copysign(1, number) == 1


def test_a_deleted_log_is_seen_no_more(store: Path, at: dt.datetime) -> None:
    keep(store, at, make_log(make_session(), note="kept"), make_log(make_session(), note="gone"))
    with changing(store, command="sessions delete", at=at) as change:
        delete(change.connection, numbered(change.connection, 2), at=at)
    with reading(store) as connection:
        latest = latest_log(connection)
        assert latest is not None
        assert latest.event.note == "kept"
        assert log_numbered(connection, 1) is not None
        assert log_numbered(connection, 2) is None
        assert len(logs_between(connection, START, START)) == 1
        assert len(logs_of_session(connection, "plan-1", "1.1")) == 1
    assert keep(store, at, make_log()) == [3]


def test_a_changed_log_stays_what_it_is_a_log_of(store: Path, at: dt.datetime) -> None:
    keep(store, at, make_log(make_session(), note="first"), make_log(make_session()))
    later = at + dt.timedelta(days=3)
    with changing(store, command="sessions edit", at=later) as change:
        new = make_log(
            date=START + dt.timedelta(days=1), rpe=7, note="second", speed_mps=0.1 + 0.2
        )
        change_log(change.connection, numbered(change.connection, 1), new, at=later)
    with reading(store) as connection:
        row = log_numbered(connection, 1)
        assert row is not None
        assert prescribed_of(connection, row) == make_session()
    assert (row.plan_id, row.revision, row.at) == ("plan-1", 1, at.isoformat())
    assert row.event == replace(new, session_id="1.1")


def test_a_range_of_days_is_found_by_its_index(store: Path) -> None:
    query = (
        "EXPLAIN QUERY PLAN SELECT id FROM fact WHERE kind = 'session' AND date BETWEEN ? AND ?"
    )
    with reading(store) as connection:
        plan = connection.execute(query, ("2026-01-01", "2026-02-01")).fetchall()
    assert [step[3] for step in plan] == [
        "SEARCH fact USING COVERING INDEX fact_by_day (kind=? AND date>? AND date<?)"
    ]
