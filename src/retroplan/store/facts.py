"""Facts: whatever a person told, one row each, in the order of its entry; rows are only ever added.

What puts a fact right is a fact about it: a correction, whose document takes the place of the first, or
a deletion. Who reads gets the facts as they stand.
"""

import datetime as dt
import sqlite3
from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from retroplan.core.model.log import SessionLog
from retroplan.core.model.vocabulary import NamedBy, Outcome, Stage
from retroplan.core.text import clean, full_day_words
from retroplan.store.rows import document_text, document_value, is_whole, moments, new_uid, seal
from retroplan.store.sql import path_of, run
from retroplan.store.trouble import Unreadable, damaged

if TYPE_CHECKING:
    from retroplan.store.kinds import Kept

SESSION = "session"
TYPED = "typed"
"""The origin of what a person entered here."""
DERIVED = "derived"
"""Of what follows from another fact: the session that a record turned out to be of."""

_CORRECTION, _DELETION = "correction", "deletion"
_SAID = (
    "session_id", "outcome", "total_s", "backward_s", "speed_mps", "grade_pct", "distance_m", "stage", "rpe",
    "nprs_before", "nprs_during", "near_falls", "falls", "heart_rate_bpm", "reason", "note", "named_by",
    "as_planned",
)  # fmt: skip
"""What a record of a session says: a column each. Any other fact is a document."""
_UNSAID = (None,) * len(_SAID)
_JOINT = ","
_COLUMNS = (
    "id", "uid", "origin", "machine", "plan_id", "revision", "kind", "about", "date", "at", "at_utc", *_SAID,
    "document", "has_prescribed", "crc32",
)  # fmt: skip
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM fact"  # noqa: S608  # our own names, here and below
_INSERT = f"INSERT INTO fact VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608
_AT = {name: place for place, name in enumerate(_COLUMNS)}

F_co = TypeVar("F_co", covariant=True)


class FactRow(NamedTuple, Generic[F_co]):
    """A fact as it is kept, and as it stands."""

    fact_id: int
    """Its place in the order of entry, whatever the clock said."""
    uid: str
    """Its own name, the same in every copy."""
    origin: str
    plan_id: str | None
    revision: int | None
    """Of that plan, as it was entered; of records alone."""
    at: str
    """When it was entered: ISO, by the person's own clock, with its offset."""
    prescribed_with: int | None
    """The place of the fact that the session, as it was prescribed, is kept with."""
    event: F_co


def add_fact(
    connection: sqlite3.Connection,
    event: "Kept",
    *,
    plan_id: str | None,
    at: dt.datetime,
    revision: int | None = None,
    has_prescribed: bool = False,
) -> int:
    """Keep a fact; within the caller's transaction. Returns its number; later ones are higher.

    Raises:
        UsageProblem: a text or a number that cannot be kept.
        StoreProblem: not saved.
    """
    return _add(
        connection, _kind_of(event), event,
        plan_id=plan_id, revision=revision, at=at, has_prescribed=has_prescribed,
    )  # fmt: skip


def correct(
    connection: sqlite3.Connection,
    row: "FactRow[Kept]",
    event: "Kept",
    *,
    at: dt.datetime,
    origin: str = TYPED,
    has_prescribed: bool = False,
) -> int:
    """Put other values in the place of a fact's. Returns the number of the correction.

    Raises:
        UsageProblem: as `add_fact`.
        StoreProblem: not saved.
    """
    return _add(
        connection, _CORRECTION, event, plan_id=row.plan_id, revision=row.revision, at=at,
        about=row.uid, origin=origin, has_prescribed=has_prescribed,
    )  # fmt: skip


def delete(connection: sqlite3.Connection, row: "FactRow[Kept]", *, at: dt.datetime) -> None:
    """Have a fact seen no more."""
    _add(
        connection, _DELETION, None, day=row.event.date,
        plan_id=row.plan_id, revision=row.revision, at=at, about=row.uid,
    )  # fmt: skip


def facts_of(connection: sqlite3.Connection, plan_id: str) -> "tuple[FactRow[Kept], ...]":
    """The facts of one plan, as entered."""
    return facts_where(connection, "plan_id = ?", (plan_id,))


def facts_of_kind(connection: sqlite3.Connection, *kinds: str) -> "tuple[FactRow[Kept], ...]":
    """The facts of some kinds, of every plan and of none, as entered."""
    return facts_where(connection, f"kind IN ({', '.join('?' * len(kinds))})", kinds)


def documents_since(
    connection: sqlite3.Connection, kind: str, first: dt.date
) -> tuple[tuple[str, dt.date], ...]:
    """The documents of one kind from a day on, each with its day, for who cannot afford to load the kinds.

    Raises:
        StoreProblem: one of them is damaged.
    """
    rows = _whole(connection, "kind = ? AND date >= ?", (kind, first.isoformat()))
    text, day = _AT["document"], _AT["date"]
    return tuple((row[text], dt.date.fromisoformat(row[day])) for row in rows)


def is_told_since(connection: sqlite3.Connection, plan_id: str, day: dt.date) -> bool:
    """Whether more than one fact of a plan is of a day, or later."""
    query = "SELECT 1 FROM fact WHERE plan_id = ? AND date >= ? LIMIT 1 OFFSET 1"
    return bool(run(connection, query, (plan_id, day.isoformat())))


def facts_where(
    connection: sqlite3.Connection, where: str, values: Sequence[object]
) -> tuple[FactRow[Any], ...]:
    """The facts that a condition of ours picks, as they stand, in the order of entry.

    Raises:
        StoreProblem: one of them is damaged, or of a kind that this program does not know.
    """
    rows = _whole(connection, f"{where} AND about IS NULL ORDER BY id", values)
    about, uid = (_about(connection) if rows else {}), _AT["uid"]
    return tuple(
        _fact(row, about.get(row[uid], row))
        for row in rows
        if not _is_deleted(about.get(row[uid]))
    )


def _add(
    connection: sqlite3.Connection,
    kind: str,
    event: "Kept | None",
    *,
    plan_id: str | None,
    revision: int | None,
    at: dt.datetime,
    about: str | None = None,
    day: dt.date | None = None,
    origin: str = TYPED,
    has_prescribed: bool = False,
) -> int:
    number, machine = run(
        connection, "SELECT (SELECT coalesce(max(id), 0) + 1 FROM fact), uid FROM machine"
    )[0]
    date = event.date if event is not None else day
    row = (
        number, new_uid(), origin, machine, plan_id, revision, kind, about, str(date),
        *moments(at), *_said(kind, event), int(has_prescribed),
    )  # fmt: skip
    run(connection, _INSERT, (*row, seal(row)))
    return int(number)


def _said(kind: str, event: "Kept | None") -> tuple[object, ...]:
    """The columns of what a fact says, and its document."""
    if isinstance(event, SessionLog):
        return (*(_column(getattr(event, name)) for name in _SAID), None)
    return (*_UNSAID, None if event is None else document_text(kind, event))


def _column(said: object) -> object:
    if isinstance(said, tuple):
        return _JOINT.join(said)
    return said.value if isinstance(said, Enum) else said


def _about(connection: sqlite3.Connection) -> dict[str, tuple[Any, ...]]:
    """The newest word about each fact that was put right or deleted, by its uid."""
    rows = _whole(connection, "about IS NOT NULL ORDER BY id", ())
    return {row[_AT["about"]]: row for row in rows}


def _is_deleted(about: tuple[Any, ...] | None) -> bool:
    return about is not None and about[_AT["kind"]] == _DELETION


def _fact(row: tuple[Any, ...], standing: tuple[Any, ...]) -> FactRow[Any]:
    """The fact of a row; `standing` is the row whose values count."""
    values, now = (dict(zip(_COLUMNS, each, strict=True)) for each in (row, standing))
    newest = next((each["id"] for each in (now, values) if each["has_prescribed"]), None)
    return FactRow(
        fact_id=values["id"], uid=values["uid"], origin=values["origin"], plan_id=values["plan_id"],
        revision=values["revision"], at=values["at"],
        prescribed_with=newest if now["session_id"] is not None else None,
        event=_event(values["kind"], now),
    )  # fmt: skip


def _event(kind: str, row: dict[str, Any]) -> "Kept":
    day = dt.date.fromisoformat(row["date"])
    if kind == SESSION:
        said = {name: row[name] for name in _SAID}
        stage = None if row["stage"] is None else Stage(row["stage"])
        as_planned = tuple(row["as_planned"].split(_JOINT)) if row["as_planned"] else ()
        read = {
            "date": day, "outcome": Outcome(row["outcome"]), "stage": stage,
            "named_by": NamedBy(row["named_by"]), "as_planned": as_planned,
        }  # fmt: skip
        return SessionLog(**said | read)
    from retroplan.store.kinds import KINDS  # what no usual record of a session needs

    if kind not in KINDS:
        raise Unreadable(
            "the store holds a fact that this retroplan does not know: "
            f"{clean(kind)} of {full_day_words(day)}",
            hint="nothing was changed; a newer retroplan wrote it: install that again",
        )
    return document_value(f"{kind} of {row['date']}", KINDS[kind], row["document"])


def _kind_of(event: "Kept") -> str:
    if isinstance(event, SessionLog):
        return SESSION
    from retroplan.store.kinds import KINDS

    return next(name for name, kind in KINDS.items() if type(event) is kind)


def _whole(
    connection: sqlite3.Connection, where: str, values: Sequence[object]
) -> list[tuple[Any, ...]]:
    rows = run(connection, f"{_SELECT} WHERE {where}", values)
    for row in rows:
        if not is_whole(row):
            named = f"{row[_AT['kind']]} of {row[_AT['date']]}"
            raise damaged(path_of(connection), named)
    return rows
