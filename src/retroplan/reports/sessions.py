"""Records as people read them: a list, one in full, and what a change of one did."""

import datetime as dt
from collections.abc import Sequence

from retroplan.core.answers.records import Changed, Listing, Record, RecordInFull
from retroplan.core.model.log import SessionLog
from retroplan.core.model.vocabulary import Units
from retroplan.core.quantities import spoken_distance
from retroplan.core.recording import record_name
from retroplan.core.text import clean, counted, full_day_words
from retroplan.reports.folding import beside_a_diff
from retroplan.reports.plan import OUTCOMES
from retroplan.reports.record import dose_words
from retroplan.reports.screen import Column, Screen, Style, Table
from retroplan.reports.session import labelled, steps_table, summary
from retroplan.reports.words import STAGES, echoed, grade_words, weekday_and_short_day

_LABEL = len("Heart rate")


def list_screen(found: Listing) -> Screen:
    """The records since a day, the newest last."""
    since = full_day_words(found.since)
    screen = Screen().title("What you recorded", right=f"since {since}").gap()
    if found.records:
        screen.table(_list(found.records, found.units))
    else:
        screen.say("Nothing is recorded of these days.")
    if found.older:
        screen.gap().say(
            f"{counted(found.older, 'older record')}: `retroplan sessions --weeks 52`, or --since DAY.",
            Style.QUIET,
        )
    return screen


def _list(records: Sequence[Record], units: Units) -> Table:
    columns = (
        Column("no.", numeric=True),
        Column("day"),
        Column("session", spare=1),
        Column("pain", numeric=True),
        Column("how hard", numeric=True),
        Column("what", wraps=True),
    )
    is_one_year = len({record.log.date.year for record in records}) == 1
    return Table(
        columns=columns,
        rows=tuple(_row(record, units, with_year=not is_one_year) for record in records),
        spoken=tuple(_said(record, units) for record in records),
    )


def _row(record: Record, units: Units, *, with_year: bool) -> tuple[str, ...]:
    log = record.log
    year = f" {log.date.year}" if with_year else ""
    return (
        str(record.number),
        f"{weekday_and_short_day(log.date)}{year}",
        f"{log.session_id or 'extra'}{' of an earlier plan' if record.earlier_plan else ''}",
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


def _said(record: Record, units: Units) -> tuple[str, ...]:
    log = record.log
    of = f", of the earlier plan {clean(record.earlier_plan)}" if record.earlier_plan else ""
    return (
        f"Record {record.number}, {full_day_words(log.date)}",
        f"Session: {log.session_id or 'a walk outside the plan'}{of}",
        f"What: {_what(log, units)}",
        *(() if log.nprs_during is None else (f"Pain while walking: {log.nprs_during} of 10",)),
        *(() if log.rpe is None else (f"How hard: {log.rpe} of 10",)),
    )


def in_full_screen(found: RecordInFull) -> Screen:
    """Everything about one record, and the session as it was planned."""
    record, units = found.record, found.units
    log = record.log
    screen = Screen().title(f"Record {record.number}", right=full_day_words(log.date)).gap()
    screen.table(labelled(*_facts(log, units), *_origin(found), width=_LABEL)).gap()
    if log.prescribed is not None:
        planned = full_day_words(log.prescribed.date)
        screen.title("As it was planned", right=f"for {planned}").gap()
        screen.say(" · ".join(summary(log.prescribed)), indent=2).gap()
        screen.table(steps_table(log.prescribed, units)).gap()
    screen.say(f"Put it right:  retroplan sessions edit {record.number} --pain 2")
    return screen.say(f"Delete it:  retroplan sessions delete {record.number}")


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


def _origin(found: RecordInFull) -> list[Fact]:
    """Where it comes from: the plan, why there was that revision, and when it was entered."""
    at = dt.datetime.fromisoformat(found.record.entered)
    entered = f"{full_day_words(at.date())}, {at:%H:%M}"
    if found.record.plan_id is None:
        return [("Entered", (entered,))]
    plan = f"{clean(found.record.plan_id)}, revision {found.record.revision}"
    because = (clean(found.cause),) if found.cause else ()
    return [("Plan", (plan, *because)), ("Entered", (entered,))]


def question_words(found: RecordInFull) -> str:
    """`Record 12: session 2 on Wednesday 25 November, done, 13 min, 4 backward`."""
    record = found.record
    name = record_name(record.log).removeprefix("the record ").removeprefix("of ")
    return f"Record {record.number}: {name}; {_what(record.log, found.units)}"


def changed_screen(found: Changed) -> Screen:
    """What a record says now instead of what it said, or that it is gone; and what that means."""
    if found.after is None:
        return _ended(Screen().say(f"Deleted: {record_name(found.before.log)}."), found)
    changes = _differences(found.before.log, found.after.log, found.units)
    if not changes:
        return Screen().say(f"Record {found.after.number} says so already; nothing was changed.")
    screen = Screen().say(f"Changed: {record_name(found.after.log)}.")
    screen.table(
        Table(
            columns=(Column(""), Column("before"), Column("now", wraps=True)),
            rows=changes,
            spoken=tuple((f"{name}: {old}, now {new}",) for name, old, new in changes),
        )
    )
    for sentence in found.advice:
        screen.say(sentence, Style.WARNING)
    return _ended(screen, found)


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
        "reason": echoed(log.reason) or "none",
        "note": echoed(log.note) or "none",
    }


def _ended(screen: Screen, found: Changed) -> Screen:
    """What it means for the plan, and the way back."""
    for sentence in _plan_says(found):
        screen.say(clean(sentence))
    return screen.say("Take it back:  retroplan undo")


def _plan_says(found: Changed) -> tuple[str, ...]:
    if found.before.earlier_plan:
        return ("It belongs to an earlier plan; the one you have now stays as it is.",)
    reasons = tuple(reason.sentence for reason in found.reasons)
    if found.is_plan_changed:
        return (*reasons, "The plan changed with it: `retroplan plan history`")
    told = tuple(reason.sentence for reason in beside_a_diff(found.reasons))
    return (
        *told,
        "The sessions to come stay as they are." if told else "The plan stays as it is.",
    )
