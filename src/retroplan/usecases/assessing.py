"""Tests: what is kept of each, when one is due, what a result says, and what it changes."""

import datetime as dt
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from retroplan.core.assessments.change import Change
from retroplan.core.assessments.history import Entry, changes, in_order
from retroplan.core.assessments.interpretation import Reading, Who, reading
from retroplan.core.assessments.overlay import FOUR_STAGES
from retroplan.core.assessments.schedule import DECLARED_AS, Due, due_of
from retroplan.core.assessments.values import capped, check_trials, check_value, named, names
from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.assessment import Assessment, CutOff, Norm, RealChange
from retroplan.core.model.events import AssessmentResult
from retroplan.core.model.profile import Profile
from retroplan.core.text import clean, full_day_words, listed
from retroplan.environment import Environment
from retroplan.errors import BadFile, NotFound, UsageProblem
from retroplan.evidence.load import load_assessments, load_citations, load_evidence
from retroplan.store.database import reading as reading_store
from retroplan.store.events import add_event, events_of_kind
from retroplan.store.journal import changing
from retroplan.store.plans import revisions_of
from retroplan.store.rows import checked_text, document_value
from retroplan.usecases.adapting import keep_event_in
from retroplan.usecases.planning import CurrentPlan, plan_in, start_of
from retroplan.usecases.reminders import weeks_of_tests

LONGEST_WORD = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentRow:
    """One test in the list of all."""

    name: str
    title: str
    unit: str
    aliases: tuple[str, ...]
    in_plan: bool
    last: Entry | None
    due: Due | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentOverview:
    """Every test: those of the plan first, then those with a value, then the others."""

    today: dt.date
    has_plan: bool
    tests: tuple[AssessmentRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentAnswer:
    """One test: its values, and what the newest says."""

    name: str
    title: str
    unit: str
    better: str
    """lower or higher."""
    entries: tuple[Entry, ...]
    """By day, what the profile declares included."""
    reading: Reading | None
    """Of the newest value; None without one."""
    changes: tuple[Change, ...]
    due: Due | None
    note: str
    sources: Mapping[str, str]
    """The short name of every source that is cited here, by its key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptResult:
    """A result that is on disk, and what follows."""

    result: AssessmentResult
    is_beside: bool
    """Another result of that day is kept as well; this one counts."""
    is_newest: bool
    """False where a later day has a result already; that one counts."""
    answer: AssessmentAnswer
    has_plan: bool
    adjustments: tuple[Adjustment, ...]
    """What the rules found in it."""
    revision: int | None
    """Of the plan, where it changed."""
    profile_key: str
    """What the profile calls this value; empty where it has no place for it."""


def find(word: str) -> Assessment:
    """The test of a name, or of another word for it.

    Raises:
        UsageProblem: there is none; near misses are named.
    """
    tests = load_assessments()
    found = named(tests, word)
    if found is not None:
        return found
    from difflib import get_close_matches

    near = get_close_matches(
        word.casefold()[:LONGEST_WORD], names(tests.values()), n=3, cutoff=0.5
    )
    titles = dict.fromkeys(test.name for each in near if (test := named(tests, each)))
    raise UsageProblem(
        f"there is no test called {clean(word, longest=LONGEST_WORD)!r}",
        hint=f"near it: {listed(list(titles), joint='or')}; `retroplan assess` lists them"
        if titles
        else "`retroplan assess` lists them",
    )


def overview(*, environment: Environment) -> AssessmentOverview:
    """Every test with its last value, and when it is due."""
    with reading_store(environment.store_file) as connection:
        known = _gathered(connection, environment)
    rows = [_row(test, known, environment.today) for test in load_assessments().values()]
    weight = {True: 0, False: 1}
    rows.sort(key=lambda row: (weight[row.in_plan], weight[row.last is not None]))
    return AssessmentOverview(
        today=environment.today, has_plan=known.current is not None, tests=tuple(rows)
    )


def answer(*, environment: Environment, test: Assessment) -> AssessmentAnswer:
    """One test: what is kept of it, and what that says."""
    with reading_store(environment.store_file) as connection:
        known = _gathered(connection, environment)
    return _answer(test, known, environment.today)


def keep_result(*, environment: Environment, result: AssessmentResult) -> KeptResult:
    """Keep a result, and what it changes in the plan; one step for `undo`.

    Raises:
        NotFound: there is no store yet.
        UsageProblem: the day is still to come, or the value cannot be.
        StoreProblem: not saved.
    """
    test = find(result.assessment)
    result = _checked(test, result, environment.today)
    evidence, at = load_evidence(), environment.now()
    with changing(environment.store_file, command="assess", at=at) as change:
        connection = change.connection
        change.sentence = f"the result of {test.title} on {full_day_words(result.date)}"
        before = _gathered(connection, environment)
        current, adapted = before.current, None
        if current is None:
            add_event(connection, result, plan_id=None, at=at)
        else:
            adapted = keep_event_in(
                connection, current, result, evidence=evidence, today=environment.today, at=at
            )
    same = [each.date for each in before.results if each.assessment == test.name]
    known = before._replace(results=(*before.results, result))
    return KeptResult(
        result=result,
        is_beside=result.date in same,
        is_newest=all(day <= result.date for day in same),
        answer=_answer(test, known, environment.today),
        has_plan=current is not None,
        adjustments=adapted.new if adapted else (),
        revision=adapted.after.revision if adapted and adapted.is_changed else None,
        profile_key="" if test.name == FOUR_STAGES else DECLARED_AS.get(test.name, ""),
    )


def _checked(test: Assessment, result: AssessmentResult, today: dt.date) -> AssessmentResult:
    if result.date > today:
        raise UsageProblem(
            f"{full_day_words(result.date)} is still to come", hint="keep it once it is done"
        )
    for name, text in (
        ("aid", result.aid), ("name", result.supervised_by), ("note", result.note),
    ):  # fmt: skip
        checked_text(name, text)
    check_value(test, result.value)
    check_trials(test, result.value, result.trials)
    return replace(result, assessment=test.name, value=capped(test, result.value))


class _Known(NamedTuple):
    """What the store holds about tests, and about the person."""

    current: CurrentPlan | None
    profile: Profile | None
    """As the current revision has it."""
    first: tuple[dt.date, Profile] | None
    """As the plan began, and when."""
    results: tuple[AssessmentResult, ...]
    """Of every plan and of none, as entered."""


def _gathered(connection: sqlite3.Connection, environment: Environment) -> _Known:
    current = plan_in(connection, today=environment.today)
    rows = events_of_kind(connection, "assessment")
    results = tuple(row.event for row in rows if isinstance(row.event, AssessmentResult))
    if current is None:
        return _Known(None, _profile_in_file(environment), None, results)
    began = revisions_of(connection, current.stored.plan_id)[0]
    day = dt.datetime.fromisoformat(began.at).date()
    return _Known(
        current,
        document_value("profile", Profile, current.stored.profile_text),
        (day, document_value("profile", Profile, began.profile_text)),
        results,
    )


def _profile_in_file(environment: Environment) -> Profile | None:
    """The profile file, for whoever has no plan yet; None where it is missing or no profile."""
    from retroplan.profile_file.read import read_profile

    try:
        return read_profile(
            environment.profile_file, evidence=load_evidence(), on=environment.today
        )
    except (BadFile, NotFound):  # norms are a nicety; the value is kept all the same
        return None


def _entries(test: Assessment, known: _Known) -> tuple[Entry, ...]:
    found = [
        Entry(
            date=each.date, value=each.value, trials=each.trials, aid=each.aid,
            supervised_by=each.supervised_by, note=each.note,
        )
        for each in known.results
        if each.assessment == test.name
    ]  # fmt: skip
    return in_order([*_declared(test, known), *found])


def _declared(test: Assessment, known: _Known) -> list[Entry]:
    """What the profile said as the plan began."""
    if known.first is None or test.name == FOUR_STAGES:
        return []
    day, profile = known.first
    value = (
        profile.health.usual_pain
        if test.name == "nprs"
        else getattr(profile.tests, DECLARED_AS.get(test.name, ""), None)
    )
    return [] if value is None else [Entry(date=day, value=float(value), is_declared=True)]


def _row(test: Assessment, known: _Known, today: dt.date) -> AssessmentRow:
    entries = _entries(test, known)
    weeks = weeks_of_tests(known.current.document) if known.current else ()
    return AssessmentRow(
        name=test.name,
        title=test.title,
        unit=test.unit,
        aliases=test.aliases,
        in_plan=any(test.name in week.tests for week in weeks),
        last=entries[-1] if entries else None,
        due=_due(test, known, today),
    )


def _due(test: Assessment, known: _Known, today: dt.date) -> Due | None:
    """When it is due; a value that the profile declares counts as of the plan's first day."""
    if known.current is None:
        return None
    days = [each.date for each in known.results if each.assessment == test.name]
    if _is_declared(test, known):
        days.append(start_of(known.current))
    return due_of(test.name, weeks_of_tests(known.current.document), days, today)


def _is_declared(test: Assessment, known: _Known) -> bool:
    if known.first is None:
        return False
    tests = known.first[1].tests
    return bool(_declared(test, known)) or (
        test.name == FOUR_STAGES and tests.tandem_s is not None
    )


def _answer(test: Assessment, known: _Known, today: dt.date) -> AssessmentAnswer:
    entries = _entries(test, known)
    who = who_is(known.profile, entries[-1].date if entries else today)
    found = reading(test, entries[-1].value, who) if entries else None
    start = start_of(known.current) if known.current else None
    said = changes(test, entries, plan_start=start, who=who)
    return AssessmentAnswer(
        name=test.name,
        title=test.title,
        unit=test.unit,
        better=test.better,
        entries=entries,
        reading=found,
        changes=said,
        due=_due(test, known, today),
        note=test.note,
        sources=_sources(found, said),
    )


def who_is(profile: Profile | None, on: dt.date) -> Who:
    """What norms ask of the person, on a day."""
    if profile is None:
        return Who()
    return Who(
        ages=profile.profile.age_bounds(on),
        sex=profile.profile.sex,
        conditions=frozenset(profile.health.conditions or ()),
    )


def _sources(found: Reading | None, said: Iterable[Change]) -> dict[str, str]:
    records: list[Norm | CutOff | RealChange | None] = []
    if found is not None:
        records += [*found.norms, *found.crossed, found.not_crossed]
    for change in said:
        records += [change.error, *change.felt]
    keys = dict.fromkeys(key for record in records if record is not None for key in record.cites)
    citations = load_citations()
    return {key: citations[key].short_name for key in keys}
