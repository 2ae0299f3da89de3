"""Plan revisions: immutable documents, each with its cause. The newest is the current plan."""

import datetime as dt
import sqlite3
from typing import Any, NamedTuple

from retroplan.core.model.plan import Plan
from retroplan.store.rows import (
    checked_text,
    document_text,
    document_value,
    is_whole,
    moments,
    packed,
    seal,
    unpacked,
)
from retroplan.store.sql import path_of, run
from retroplan.store.trouble import damaged

_SELECT = (
    "SELECT id, plan_id, revision, rules_version, cause, at, at_utc, profile, document, crc32"
    " FROM plan_revision"
)
_INSERT = "INSERT INTO plan_revision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class StoredPlan(NamedTuple):
    """A revision as it is kept. Daily commands decode only the session they need of `text`."""

    plan_id: str
    revision: int
    rules_version: str
    cause: str
    at: str
    """When it was made: ISO, by the person's own clock, with its offset."""
    text: str
    """The plan as JSON; `decode(Plan, json.loads(text))` is the plan."""
    profile_text: str
    """The profile it was made from, as JSON."""


def save_plan(
    connection: sqlite3.Connection,
    plan: Plan,
    *,
    cause: str,
    at: dt.datetime,
    profile_document: object,
) -> None:
    """Keep a revision for ever and make its plan the current one; within the caller's transaction.

    Args:
        connection: in a transaction.
        plan: with a plan_id and revision that are not yet kept.
        cause: why it was made, in a sentence a person can read.
        at: now, with its offset.
        profile_document: the profile it was made from: the value itself, or `encode` of it.

    Raises:
        UsageProblem: a text is too long or broken, or a number is none.
        StoreProblem: not saved; or there is such a revision already.
    """
    number: int = run(connection, "SELECT coalesce(max(id), 0) + 1 FROM plan_revision")[0][0]
    row = (
        number, plan.plan_id, plan.revision, plan.rules_version, checked_text("cause", cause),
        *moments(at), document_text("profile", profile_document), document_text("plan", plan),
    )  # fmt: skip
    run(connection, _INSERT, (*row[:-1], packed(row[-1]), seal(row)))


def current_document(connection: sqlite3.Connection) -> StoredPlan | None:
    """The current plan's newest revision, not decoded; None before the first plan."""
    rows = run(connection, f"{_SELECT} ORDER BY id DESC LIMIT 1")
    return _stored(connection, rows[0]) if rows else None


def current_plan(connection: sqlite3.Connection) -> Plan | None:
    """The current plan; None before the first.

    Raises:
        StoreProblem: it is damaged, or not a plan this program can read.
    """
    stored = current_document(connection)
    if stored is None:
        return None
    name = f"plan {stored.plan_id}, revision {stored.revision},"
    return document_value(name, Plan, stored.text)


def list_plans(connection: sqlite3.Connection) -> tuple[StoredPlan, ...]:
    """Each plan's newest revision; the current plan comes last."""
    newest = "WHERE id IN (SELECT max(id) FROM plan_revision GROUP BY plan_id) ORDER BY id"
    return tuple(_stored(connection, row) for row in run(connection, f"{_SELECT} {newest}"))


def first_revisions(connection: sqlite3.Connection) -> tuple[StoredPlan, ...]:
    """Each plan as it was made, in the order in which they were."""
    first = "WHERE id IN (SELECT min(id) FROM plan_revision GROUP BY plan_id) ORDER BY id"
    return tuple(_stored(connection, row) for row in run(connection, f"{_SELECT} {first}"))


def first_of(connection: sqlite3.Connection, plan_id: str) -> StoredPlan:
    """A plan as it was first made."""
    rows = run(connection, f"{_SELECT} WHERE plan_id = ? ORDER BY revision LIMIT 1", (plan_id,))
    return _stored(connection, rows[0])


def first_by_rules(
    connection: sqlite3.Connection, plan_id: str, rules_version: str
) -> StoredPlan | None:
    """A plan as some rules first made it, or found it; None where they never did.

    The name of an own protocol, which may stand behind a version, counts for nothing.
    """
    where = "WHERE plan_id = ? AND (rules_version = ? OR rules_version LIKE ? || '+%')"
    values = (plan_id, rules_version, rules_version)
    rows = run(connection, f"{_SELECT} {where} ORDER BY revision LIMIT 1", values)
    return _stored(connection, rows[0]) if rows else None


def revisions_of(connection: sqlite3.Connection, plan_id: str) -> tuple[StoredPlan, ...]:
    """Every revision of one plan, oldest first."""
    rows = run(connection, f"{_SELECT} WHERE plan_id = ? ORDER BY revision", (plan_id,))
    return tuple(_stored(connection, row) for row in rows)


def _stored(connection: sqlite3.Connection, row: tuple[Any, ...]) -> StoredPlan:
    *kept, document, sealed = row
    text = unpacked(document)
    if text is None or not is_whole((*kept, text, sealed)):
        raise damaged(path_of(connection), f"plan {row[1]}, revision {row[2]}")
    _, plan_id, revision, rules_version, cause, at, _, profile_text = kept
    return StoredPlan(
        plan_id=plan_id, revision=revision, rules_version=rules_version, cause=cause, at=at,
        text=text, profile_text=profile_text,
    )  # fmt: skip
