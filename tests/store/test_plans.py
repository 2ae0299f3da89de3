import datetime as dt
import json
import math
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from retroplan.core.codec import decode, encode
from retroplan.core.model.clearance import Clearance, Limits
from retroplan.core.model.plan import Session
from retroplan.core.model.profile import Goal, Person, Profile
from retroplan.core.model.vocabulary import GoalKind, Verdict
from retroplan.errors import StoreProblem, UsageProblem
from retroplan.store.database import create_store, reading, writing
from retroplan.store.plans import current_document, current_plan, list_plans, save_plan
from retroplan.store.screenings import add_screening, latest_screening
from tests.builders import make_plan, make_session, make_week

PROFILE = Profile(profile=Person(name="Ada Löwe"), goal=Goal(kind=GoalKind.KNEE_PAIN))


def test_the_first_plan_is_the_current_one(store: Path) -> None:
    with reading(store) as connection:
        assert current_plan(connection) == make_plan()


def test_a_new_plan_becomes_current_and_the_old_one_is_kept(store: Path, at: dt.datetime) -> None:
    with writing(store) as connection:
        new = make_plan(plan_id="plan-2", weeks=4)
        save_plan(connection, new, cause="a new goal", at=at, profile_document=PROFILE)
    with reading(store) as connection:
        assert current_plan(connection) == new
        old, current = list_plans(connection)
        stored = current_document(connection)
    assert (old.plan_id, old.cause) == ("plan-1", "the first plan")
    assert current == stored
    assert current.at == "2026-11-25T18:30:00+01:00"
    assert decode(Profile, json.loads(current.profile_text)) == PROFILE


def test_a_new_revision_takes_the_place_of_the_last(store: Path, at: dt.datetime) -> None:
    changed = make_plan(revision=2, weeks=7)
    with writing(store) as connection:
        save_plan(
            connection, changed, cause="pain was higher", at=at, profile_document=encode(PROFILE)
        )
    with reading(store) as connection:
        assert current_plan(connection) == changed
        assert [stored.revision for stored in list_plans(connection)] == [2]


def test_one_session_can_be_read_without_the_rest(store: Path) -> None:
    with reading(store) as connection:
        stored = current_document(connection)
    assert stored is not None
    week = json.loads(stored.text)["weeks"][2]
    assert decode(Session, week["sessions"][1]) == make_week(3).sessions[1]


def test_the_same_plan_is_the_same_text(tmp_path: Path, at: dt.datetime) -> None:
    texts = set()
    for name in "ab":
        create_store(tmp_path / name)
        with writing(tmp_path / name) as connection:
            save_plan(connection, make_plan(), cause="new", at=at, profile_document=PROFILE)
            stored = current_document(connection)
            assert stored is not None
            texts.add(stored.text)
    assert len(texts) == 1


def test_a_revision_cannot_be_saved_twice(store: Path, at: dt.datetime) -> None:
    with pytest.raises(StoreProblem, match="meanwhile"), writing(store) as connection:
        save_plan(connection, make_plan(), cause="again", at=at, profile_document={})


@pytest.mark.parametrize("change", ["UPDATE {} SET at = at", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["plan_revision", "screening", "prescribed"])
def test_documents_are_never_changed_nor_deleted(
    full_store: Path, change: str, table: str
) -> None:
    change = change.format(table)
    if table == "prescribed":
        change = change.replace("at = at", "document = document")
    connection = sqlite3.connect(full_store)
    with closing(connection), pytest.raises(sqlite3.IntegrityError, match="is never"):
        connection.execute(change)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_none_is_refused(store: Path, at: dt.datetime, number: float) -> None:
    week = replace(make_week(), sessions=(make_session(grade_pct=number),))
    plan = make_plan(plan_id="plan-2", weeks=0)
    with pytest.raises(UsageProblem, match="number that is none"), writing(store) as connection:
        save_plan(
            connection, replace(plan, weeks=(week,)), cause="new", at=at, profile_document={}
        )
    with reading(store) as connection:
        assert len(list_plans(connection)) == 1


def test_text_that_is_none_is_refused(store: Path, at: dt.datetime) -> None:
    with pytest.raises(UsageProblem, match="no character"), writing(store) as connection:
        save_plan(
            connection, make_plan(plan_id="plan-2"), cause="new", at=at,
            profile_document={"name": "\udc80"},
        )  # fmt: skip
    with pytest.raises(UsageProblem, match="the cause has 2,001"), writing(store) as connection:
        save_plan(
            connection, make_plan(plan_id="plan-2"), cause="x" * 2001, at=at, profile_document={}
        )


def test_a_document_of_another_shape_is_told_and_not_a_defect(
    store: Path, at: dt.datetime
) -> None:
    plan = make_plan(plan_id="plan-2", tier="Z")
    with writing(store) as connection:
        save_plan(connection, plan, cause="odd", at=at, profile_document={})
    with reading(store) as connection, pytest.raises(StoreProblem, match="cannot be read"):
        current_plan(connection)


def test_the_newest_screening_is_the_one_that_counts(store: Path, at: dt.datetime) -> None:
    with reading(store) as connection:
        assert latest_screening(connection) is None
    limits = Limits(spotter_required=True, highest_vo2_reserve=0.5)
    stopped = Clearance(verdict=Verdict.STOP, limits=limits)
    with writing(store) as connection:
        first = Clearance(verdict=Verdict.CLEAR, limits=Limits())
        assert add_screening(connection, first, at=at, profile_document=PROFILE) == 1
        assert add_screening(connection, stopped, at=at, profile_document=PROFILE) == 2
    with reading(store) as connection:
        assert latest_screening(connection) == stopped
