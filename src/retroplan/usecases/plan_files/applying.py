"""A plan that was edited by hand, checked again in full and kept."""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from retroplan.core.adaptation.adapt import adapt
from retroplan.core.adaptation.editor import Editor
from retroplan.core.adaptation.edits import Edit, Misfit, edits, misfits, raises
from retroplan.core.answers.plan_files import AppliedFile
from retroplan.core.model.adjustment import BY_HAND
from retroplan.core.model.events import Applied, Event, Move
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.plan import Plan
from retroplan.core.model.plan_row import PlanRow
from retroplan.core.moving import Timetable, moved, obstacle
from retroplan.core.plan_diff import compared
from retroplan.core.screening.refusal import refusal
from retroplan.core.screening.screen import screen
from retroplan.core.text import clean, counted
from retroplan.environment import Environment
from retroplan.errors import BadFile, NotFound, Unsafe
from retroplan.plan_file.content import BY_NUMBER, PlanText
from retroplan.plan_file.exchange import read_plan_file
from retroplan.profile_file.read import read_profile
from retroplan.store.database import reading
from retroplan.store.facts import add_fact
from retroplan.store.journal import changing
from retroplan.store.plans import save_plan
from retroplan.usecases.adapting import facts, under_new_rules
from retroplan.usecases.clock import as_of
from retroplan.usecases.course.moving import timetable
from retroplan.usecases.course.rebuilding import answer_changes, declared_now
from retroplan.usecases.plan_files.judging import Told, in_order, judge, told
from retroplan.usecases.planning import CurrentPlan, needed_in, units_of, whole
from retroplan.usecases.rules_in_force import is_by_other_rules, rules_to_tell
from retroplan.usecases.todays_plan import brought_up


def rehearse_plan_file(
    *, environment: Environment, path: Path, name: str, evidence: Evidence
) -> AppliedFile:
    """What `apply_plan_file` would make of a file. Nothing is written.

    Raises:
        As `apply_plan_file`, but for what can only go wrong in writing.
    """
    text = read_plan_file(path, name=name)
    with reading(environment.store_file) as connection:
        return _decided(connection, environment, text, name, evidence).result


def apply_plan_file(
    *, environment: Environment, path: Path, name: str, evidence: Evidence
) -> AppliedFile:
    """Take an edited plan over as the next revision, if every rule lets it; on disk when this returns.

    Args:
        environment: where to keep it, and what day it is.
        path: of the file.
        name: what the file is called in sentences.
        evidence: the catalogue.

    Raises:
        NotFound: there is no plan, or no such file.
        UsageProblem: the file's name says no form.
        BadFile: it cannot be read, or is of another plan or revision, or changes the past.
        Unsafe: it asks for more than the rules give, or breaks one; `problems` are all, by line.
        StoreProblem: not saved.
    """
    text = read_plan_file(path, name=name)
    at = environment.now()
    with changing(environment.store_file, command="plan apply", at=at) as change:
        decided = _decided(change.connection, environment, text, name, evidence)
        if not decided.events:
            return decided.result
        if is_by_other_rules(decided.current):
            under_new_rules(change.connection, decided.current, today=environment.today, at=at)
            decided = _decided(change.connection, environment, text, name, evidence)
        count = counted(len(decided.result.edited), "session")
        change.sentence = f"the changes of {name} to {count}"
        for event in decided.events:
            add_fact(change.connection, event, plan_id=decided.after.plan_id, at=at)
        save_plan(
            change.connection,
            decided.after,
            cause=f"applied from {name}",
            at=at,
            profile_document=json.loads(decided.current.stored.profile_text),
        )
    return replace(decided.result, is_kept=True)


class _Decided(NamedTuple):
    """What is to be kept; no events where nothing differs."""

    result: AppliedFile
    after: Plan
    current: CurrentPlan
    events: tuple[Move | Applied, ...] = ()


def _decided(
    connection: sqlite3.Connection,
    environment: Environment,
    text: PlanText,
    name: str,
    evidence: Evidence,
) -> _Decided:
    today = environment.today
    current = needed_in(connection, environment)
    plan = _written_from(connection, current, text, today)
    _refuse_other_plan(text, plan, name)
    lines, rows = _placed(text, plan)
    recorded = current.outcomes.keys()
    if wrong := tuple(misfits(plan, rows, recorded=recorded, today=today)):
        raise _misfit(name, in_order(told(wrong, lines)))
    found = edits(plan, rows)
    if not found:
        result = _result(name, found, plan, plan, text.remarks, current)
        return _Decided(result, plan, current)
    events = facts(connection, plan.plan_id)
    events = (*events, *rules_to_tell(current, events, as_of(events, today)))
    remarks = (*text.remarks, *_unheard(environment, events, evidence))
    by = judge(plan, events, evidence=evidence, recorded=recorded, today=today)
    editor = Editor(dosing=by.dosing)
    candidate = editor.edited(plan, found, reason=f"{BY_HAND}: {clean(name)}.")
    table = timetable(connection, current, _with_days(plan, found), events,
                      evidence=by.evidence, today=today)  # fmt: skip
    wrong = (*editor.unwalkable(found), *_misplaced(found, table))
    ids = [edit.session.session_id for edit in found]
    breaches = (*told(wrong, lines), *by.breaches(candidate, lines, ids))
    _refuse_breaches(name, told(raises(found), lines), breaches)
    kept = _facts_of(editor, found, name, today)
    wished = replace(_with_days(candidate, found), revision=current.stored.revision + 1)
    after, _ = adapt(wished, (*events, *kept), evidence, as_of(events, today))
    after = replace(after, revision=wished.revision)
    result = _result(name, found, plan, after, remarks, current)
    return _Decided(result, after, current, kept)


def _result(
    name: str,
    found: Sequence[Edit],
    before: Plan,
    after: Plan,
    remarks: tuple[str, ...],
    current: CurrentPlan,
) -> AppliedFile:
    return AppliedFile(
        file=name,
        is_kept=False,
        edited=tuple(edit.session.session_id for edit in found),
        changes=compared(before, after),
        units=units_of(current),
        remarks=remarks,
    )


def _written_from(
    connection: sqlite3.Connection, current: CurrentPlan, text: PlanText, today: dt.date
) -> Plan:
    """The plan as it is kept, where the file says so; else as it stands today, as an export writes it."""
    if text.revision == current.stored.revision and not is_by_other_rules(current):
        return whole(current)
    return whole(brought_up(connection, current, today))


def _refuse_other_plan(text: PlanText, plan: Plan, name: str) -> None:
    """An old export would undo what was changed since."""
    hint = "`retroplan plan export` writes the plan as it is now; carry your changes over to that file"
    if text.plan_id and text.plan_id != plan.plan_id:
        raise BadFile(f"{name} is of another plan, {clean(text.plan_id, longest=80)}", hint=hint)
    if text.revision is not None and text.revision != plan.revision:
        raise BadFile(
            f"{name} is of revision {text.revision}, and the plan is at revision {plan.revision}",
            hint=hint,
        )


def _placed(text: PlanText, plan: Plan) -> tuple[dict[str, int], tuple[PlanRow, ...]]:
    """The rows under the ids of their sessions, and the line of each."""
    by_number = {session.number: session.session_id for session in plan.sessions}
    lines: dict[str, int] = {}
    rows = []
    for read in text.rows:
        row = read.row
        if row.session_id == BY_NUMBER:
            row = replace(row, session_id=by_number.get(read.number or 0, f"number {read.number}"))
        if row.session_id in lines:
            raise BadFile(
                f"session {row.session_id} stands twice in the file",
                hint="leave one of the two rows",
                problems=(
                    f"line {lines[row.session_id]}: the first",
                    f"line {read.line}: the second",
                ),
            )
        lines[row.session_id] = read.line
        rows.append(row)
    return lines, tuple(rows)


def _unheard(
    environment: Environment, events: Sequence[Event], evidence: Evidence
) -> tuple[str, ...]:
    """What the profile file says and the plan does not know yet.

    Raises:
        Unsafe: it withholds a plan.
    """
    try:
        path = environment.profile_file
        profile = read_profile(path, evidence=evidence, on=environment.today)
    except (NotFound, BadFile):
        return ()
    if not answer_changes(declared_now(events), profile):
        return ()
    if refused := refusal(screen(profile, evidence, environment.today), opening="the plan waits"):
        raise refused
    return ("Your profile was changed since: `retroplan plan rebuild` takes that to the plan.",)


def _misplaced(found: Iterable[Edit], table: Timetable) -> list[Misfit]:
    """Days that a session cannot move to."""
    return [
        Misfit(edit.session.session_id, "date", why)
        for edit in found if edit.is_moved
        if (why := obstacle(edit.session, edit.row.date, table))
    ]  # fmt: skip


def _with_days(plan: Plan, found: Iterable[Edit]) -> Plan:
    for edit in found:
        if edit.is_moved:
            plan = moved(plan, edit.session.session_id, edit.row.date)
    return plan


def _facts_of(
    editor: Editor, found: Sequence[Edit], name: str, today: dt.date
) -> tuple[Move | Applied, ...]:
    moves = [
        Move(date=today, session_id=edit.session.session_id, to=edit.row.date)
        for edit in found if edit.is_moved
    ]  # fmt: skip
    doses = tuple(editor.dose(edit) for edit in found if edit.is_dosed)
    applied = (Applied(date=today, doses=doses, source=name),) if doses else ()
    return (*moves, *applied)


def _misfit(name: str, problems: tuple[str, ...]) -> BadFile:
    return BadFile(
        f"{name} does not fit the plan",
        hint="`retroplan plan export` writes the plan as it is now; change only sessions still to "
        "come",
        problems=problems,
    )


def _refuse_breaches(name: str, rising: Iterable[Told], breaches: Iterable[Told]) -> None:
    """Ends here where the file asks for more than the plan gives, or breaks a rule."""
    more = tuple(rising)
    problems = in_order([*more, *breaches])
    if not problems:
        return
    hint = "lower those rows, or the weeks around them, and apply it again; nothing was changed"
    if more:
        hint = (
            "a plan is edited to less, never to more: it rises by itself as sessions go well; "
            "nothing was changed"
        )
    raise Unsafe(f"{name} asks for what no plan may hold", hint=hint, problems=problems)
