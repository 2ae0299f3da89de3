"""Records as people read them: a list, one in full, and what a change of one did."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from retroplan.core.model.log import SessionLog
from retroplan.core.model.vocabulary import Units
from retroplan.core.quantities import spoken_distance
from retroplan.core.recording import record_name
from retroplan.core.text import clean, counted, full_day_words
from retroplan.reports.plan import OUTCOMES
from retroplan.reports.record import LONGEST_ECHO, dose_words
from retroplan.reports.screen import Column, Screen, Style, Table
from retroplan.reports.session import labelled, steps_table, summary
from retroplan.reports.words import STAGES, grade_words, weekday_and_short_day

_LABEL = len("Heart rate")


class Shown(NamedTuple):
    """A record with what is said beside it."""

    number: int
    log: SessionLog
    plan: str
    """The name of its plan; empty where it belongs to the present one, or to none."""


class Origin(NamedTuple):
    """Where a record comes from."""

    entered: dt.datetime
    plan_id: str | None
    revision: int | None
    cause: str
    """Why there was that revision."""


def list_screen(records: Sequence[Shown], *, since: dt.date, older: int, units: Units) -> Screen:
    """The records since a day, the newest last."""
    screen = Screen().title("What you recorded", right=f"since {full_day_words(since)}").gap()
    if records:
        screen.table(_list(records, units))
    else:
        screen.say("Nothing is recorded of these days.")
    if older:
        screen.gap().say(
            f"{counted(older, 'older record')}: `retroplan sessions --weeks 52`, or --since DAY.",
            Style.QUIET,
        )
    return screen


def _list(records: Sequence[Shown], units: Units) -> Table:
    columns = (
        Column("no.", numeric=True),
        Column("day"),
        Column("session", spare=1),
        Column("pain", numeric=True),
        Column("how hard", numeric=True),
        Column("what", wraps=True),
    )
    is_one_year = len({shown.log.date.year for shown in records}) == 1
    return Table(
        columns=columns,
        rows=tuple(_row(shown, units, with_year=not is_one_year) for shown in records),
        spoken=tuple(_said(shown, units) for shown in records),
    )


def _row(shown: Shown, units: Units, *, with_year: bool) -> tuple[str, ...]:
    log = shown.log
    year = f" {log.date.year}" if with_year else ""
    return (
        str(shown.number),
        f"{weekday_and_short_day(log.date)}{year}",
        f"{log.session_id or 'extra'}{' of an earlier plan' if shown.plan else ''}",
        "" if log.nprs_during is None else str(log.nprs_during),
        "" if log.rpe is None else str(log.rpe),
        _what(log, units),
    )


def _what(log: SessionLog, units: Units) -> str:
    facts = [OUTCOMES[log.outcome], dose_words(log, units), *_mishaps(log)]
    if log.reason:
        facts.append(clean(log.reason, longest=40))
    return ", ".join(fact for fact in facts if fact)


def _mishaps(log: SessionLog) -> tuple[str, ...]:
    return (
        *((counted(log.near_falls, "stumble"),) if log.near_falls else ()),
        *((counted(log.falls, "fall"),) if log.falls else ()),
    )


def _said(shown: Shown, units: Units) -> tuple[str, ...]:
    log = shown.log
    of = f", of the earlier plan {clean(shown.plan)}" if shown.plan else ""
    return (
        f"Record {shown.number}, {full_day_words(log.date)}",
        f"Session: {log.session_id or 'a walk outside the plan'}{of}",
        f"What: {_what(log, units)}",
        *(() if log.nprs_during is None else (f"Pain while walking: {log.nprs_during} of 10",)),
        *(() if log.rpe is None else (f"How hard: {log.rpe} of 10",)),
    )


def in_full_screen(shown: Shown, origin: Origin, units: Units) -> Screen:
    """Everything about one record, and the session as it was planned."""
    log = shown.log
    screen = Screen().title(f"Record {shown.number}", right=full_day_words(log.date)).gap()
    screen.table(labelled(*_facts(log, units), *_origin(origin), width=_LABEL)).gap()
    if log.prescribed is not None:
        planned = full_day_words(log.prescribed.date)
        screen.title("As it was planned", right=f"for {planned}").gap()
        screen.say(" · ".join(summary(log.prescribed)), indent=2).gap()
        screen.table(steps_table(log.prescribed, units)).gap()
    screen.say(f"Put it right:  retroplan sessions edit {shown.number} --pain 2")
    return screen.say(f"Delete it:  retroplan sessions delete {shown.number}")


Fact = tuple[str, tuple[str, ...]]


def _facts(log: SessionLog, units: Units) -> list[Fact]:
    walked = [fact for fact in (dose_words(log, units), _metres(log, units)) if fact]
    if log.grade_pct == 0:
        walked.append(grade_words(0))
    found: list[Fact] = [
        ("Session", (_session_words(log),)),
        ("Walked", (", ".join(walked),) if walked else ()),
        ("Where", (STAGES[log.stage],) if log.stage else ()),
        ("How hard", _of_ten(log.rpe)),
        ("Pain", (_pain(log),)),
        ("Stumbles", _number(log.near_falls)),
        ("Falls", _number(log.falls)),
        ("Heart rate", (f"{log.heart_rate_bpm} beats a minute",) if log.heart_rate_bpm else ()),
        ("Reason", (clean(log.reason),) if log.reason else ()),
        ("Note", (clean(log.note),) if log.note else ()),
    ]
    return [fact for fact in found if fact[1]]


def _session_words(log: SessionLog) -> str:
    if log.prescribed is None:
        return log.session_id or "a walk outside the plan"
    return f"session {log.prescribed.number} ({log.session_id}), {OUTCOMES[log.outcome]}"


def _metres(log: SessionLog, units: Units) -> str:
    if log.distance_m is None:
        return ""
    return f"{spoken_distance(log.distance_m, units)} backward"


def _pain(log: SessionLog) -> str:
    said = [
        f"{when} {value} of 10"
        for when, value in (("before", log.nprs_before), ("while walking", log.nprs_during))
        if value is not None
    ]
    return ", ".join(said) or "not said"


def _of_ten(value: int | None) -> tuple[str, ...]:
    return ("not said" if value is None else f"{value} of 10",)


def _number(value: int | None) -> tuple[str, ...]:
    return ("not said" if value is None else str(value) if value else "none",)


def _origin(origin: Origin) -> list[Fact]:
    at = origin.entered
    entered = f"{full_day_words(at.date())}, {at:%H:%M}"
    if origin.plan_id is None:
        return [("Entered", (entered,))]
    plan = f"{clean(origin.plan_id)}, revision {origin.revision}"
    because = (clean(origin.cause),) if origin.cause else ()
    return [("Plan", (plan, *because)), ("Entered", (entered,))]


def question_words(shown: Shown, units: Units) -> str:
    """`Record 12: session 2 on Wednesday 25 November, done, 13 min, 4 backward`."""
    name = record_name(shown.log).removeprefix("the record ").removeprefix("of ")
    return f"Record {shown.number}: {name}; {_what(shown.log, units)}"


def changed_screen(
    before: Shown,
    after: Shown,
    units: Units,
    *,
    advice: tuple[str, ...],
    plan_says: tuple[str, ...],
) -> Screen:
    """What a record says now instead of what it said, and what that means."""
    changes = _differences(before.log, after.log, units)
    if not changes:
        return Screen().say(f"Record {after.number} says so already; nothing was changed.")
    screen = Screen().say(f"Changed: {record_name(after.log)}.")
    screen.table(
        Table(
            columns=(Column(""), Column("before"), Column("now", wraps=True)),
            rows=changes,
            spoken=tuple((f"{name}: {old}, now {new}",) for name, old, new in changes),
        )
    )
    for sentence in advice:
        screen.say(sentence, Style.WARNING)
    return _ended(screen, plan_says)


def _differences(
    before: SessionLog, after: SessionLog, units: Units
) -> tuple[tuple[str, str, str], ...]:
    old, new = _spelt(before, units), _spelt(after, units)
    return tuple((name, old[name], new[name]) for name in old if old[name] != new[name])


def _spelt(log: SessionLog, units: Units) -> dict[str, str]:
    """Every value of a record that may be changed, as one reads it."""
    return {
        "day": full_day_words(log.date),
        "what": OUTCOMES[log.outcome],
        "walked": dose_words(log, units) or "not said",
        "distance": _metres(log, units) or "not said",
        "incline": "not said" if log.grade_pct is None else grade_words(log.grade_pct),
        "where": STAGES[log.stage] if log.stage else "not said",
        "how hard": _of_ten(log.rpe)[0],
        "pain before": _of_ten(log.nprs_before)[0],
        "pain while walking": _of_ten(log.nprs_during)[0],
        "stumbles": _number(log.near_falls)[0],
        "falls": _number(log.falls)[0],
        "heart rate": "not said" if log.heart_rate_bpm is None else f"{log.heart_rate_bpm}",
        "reason": clean(log.reason, longest=LONGEST_ECHO) or "none",
        "note": clean(log.note, longest=LONGEST_ECHO) or "none",
    }


def deleted_screen(log: SessionLog, *, plan_says: tuple[str, ...]) -> Screen:
    """What was deleted, what that means for the plan, and how to have it back."""
    return _ended(Screen().say(f"Deleted: {record_name(log)}."), plan_says)


def _ended(screen: Screen, plan_says: tuple[str, ...]) -> Screen:
    for sentence in plan_says:
        screen.say(clean(sentence))
    return screen.say("Take it back:  retroplan undo")
