"""Whatever can be kept comes back as it was."""

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from sqlite3 import Connection

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan, Segment, Session, Week
from retroplan.core.recording import DOSE
from retroplan.store.database import open_store
from retroplan.store.logs import RANGES, add_log, log_numbered, prescribed_of
from retroplan.store.plans import current_plan, save_plan
from retroplan.store.rows import is_whole, seal
from tests.kept import latest_log

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
NOTES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)
DAYS = st.dates(min_value=dt.date(1000, 1, 1))
FEW = st.lists(st.text(max_size=12), max_size=2).map(tuple)

SEGMENTS = st.builds(Segment, speed_mps=NUMBERS, grade_pct=NUMBERS)
SESSIONS = st.builds(
    Session, speed_mps=NUMBERS, grade_pct=NUMBERS, distance_m=NUMBERS,
    segments=st.lists(SEGMENTS, max_size=2).map(tuple), cues=FEW, stop_signs=FEW, checklist=FEW,
    muscles=FEW, questions=FEW, reasons=FEW, citations=FEW,
)  # fmt: skip
WEEKS = st.builds(Week, tests=FEW, sessions=st.lists(SESSIONS, max_size=2).map(tuple))
PLANS = st.builds(
    Plan, weeks=st.lists(WEEKS, max_size=2).map(tuple), notices=FEW, citations=FEW,
    rules_version=st.just("1"),
)  # fmt: skip


def within(name: str) -> st.SearchStrategy[float | None]:
    low, high = RANGES[name]
    if name in {"speed_mps", "grade_pct", "distance_m"}:
        return st.none() | st.floats(low, high)
    return st.none() | st.integers(int(low), int(high))


LOGS = st.builds(
    SessionLog, session_id=st.none() | st.from_regex(r"[1-9]\.[1-7]", fullmatch=True), date=DAYS,
    reason=NOTES, note=NOTES, prescribed=st.none() | SESSIONS,
    as_planned=st.lists(st.sampled_from(DOSE), unique=True).map(tuple),
    **{name: within(name) for name in RANGES},
)  # fmt: skip

MOMENTS = st.datetimes(
    dt.datetime(1970, 1, 2),  # noqa: DTZ001  # the zones are the next argument
    dt.datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=st.timezones(),
)


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    from retroplan.store.database import create_store, writing
    from tests.builders import make_plan

    path: Path = tmp_path_factory.mktemp("data") / "retroplan.db"
    at = dt.datetime(2026, 11, 25, tzinfo=dt.UTC)
    create_store(path)
    with writing(path) as opened:
        save_plan(opened, make_plan(), cause="new", at=at, profile_document={})
    with closing(open_store(path)) as opened:
        opened.execute("BEGIN IMMEDIATE")  # one transaction for all examples: they only read it
        yield opened


@given(log=LOGS, at=MOMENTS)
def test_a_log_comes_back_as_it_was(
    connection: Connection, log: SessionLog, at: dt.datetime
) -> None:
    if log.session_id is None:  # a walk outside the plan was asked for by nobody
        log = replace(log, prescribed=None)
    number = add_log(connection, log, plan_id="plan-1", revision=1, at=at)
    row = latest_log(connection)
    assert row is not None
    assert log_numbered(connection, number) == row
    assert row.event == replace(log, prescribed=None)
    assert prescribed_of(connection, row) == log.prescribed
    kept = dt.datetime.fromisoformat(row.at)
    assert kept.replace(tzinfo=None) == at.replace(tzinfo=None, microsecond=0)
    assert kept.utcoffset() == at.utcoffset()


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(plan=PLANS, number=st.integers(1, 10**6))
def test_a_plan_comes_back_as_it_was(connection: Connection, plan: Plan, number: int) -> None:
    connection.execute("SAVEPOINT example")
    plan = replace(plan, plan_id="plan-2", revision=number)
    at = dt.datetime(2026, 11, 25, tzinfo=dt.UTC)
    save_plan(connection, plan, cause="new", at=at, profile_document={})
    assert current_plan(connection) == plan
    connection.execute("ROLLBACK TO example")


VALUES = st.none() | st.integers() | NUMBERS | st.text()


@given(st.lists(VALUES, min_size=1), st.data())
def test_a_row_with_another_value_does_not_fit_its_seal(
    values: list[object], data: st.DataObject
) -> None:
    row = [*values, seal(values)]
    assert is_whole(row)
    place = data.draw(st.integers(0, len(values) - 1))
    row[place] = data.draw(VALUES.filter(lambda value: repr(value) != repr(values[place])))
    assert not is_whole(row)
