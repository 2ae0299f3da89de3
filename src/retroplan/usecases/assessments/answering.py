"""Tests: what is kept of each, when one is due, and what the newest value says."""

import datetime as dt
import sqlite3
from collections.abc import Collection, Iterable

from retroplan.core.answers.assessments import (
    AssessmentAnswer,
    AssessmentOverview,
    AssessmentRow,
)
from retroplan.core.assessments.change import Change
from retroplan.core.assessments.history import changes
from retroplan.core.assessments.interpretation import Reading, reading
from retroplan.core.assessments.schedule import Due, due_of
from retroplan.core.assessments.suitability import suitable
from retroplan.core.assessments.values import (
    named,
    names,
    spelt,
)
from retroplan.core.model.assessment import Assessment, CutOff, Norm, RealChange
from retroplan.core.model.evidence import Citation
from retroplan.core.text import clean, listed
from retroplan.environment import Environment
from retroplan.errors import UsageProblem
from retroplan.evidence.load import load_assessments, load_citations, load_evidence
from retroplan.store.database import reading as reading_store
from retroplan.usecases.assessments.known import Known, entries_of, gathered, is_declared, who_is
from retroplan.usecases.planning import start_of

LONGEST_WORD = 40


def find(word: str) -> Assessment:
    """The test of a name, or of another word for it.

    Raises:
        UsageProblem: there is none; near misses are named.
    """
    tests = load_assessments()
    found = named(tests, word)
    if found is not None:
        return found
    near = _near(spelt(word)[:LONGEST_WORD])
    shown = f"near it: {listed(near, joint='or')}; " if near else ""
    raise UsageProblem(
        f"there is no test called {clean(word, longest=LONGEST_WORD)!r}",
        hint=f"{shown}`retroplan assess` lists them",
    )


def _near(word: str) -> list[str]:
    """The tests whose names begin so, else those that are most like it."""
    from difflib import get_close_matches

    tests = load_assessments()
    words = names(tests.values())
    like = [each for each in words if word and each.startswith(word)]
    like = like or get_close_matches(word, words, n=3, cutoff=0.5)
    found = [test.name for each in like if (test := named(tests, each)) is not None]
    return list(dict.fromkeys(found))[:3]


def overview(*, environment: Environment) -> AssessmentOverview:
    """Every test with its last value, and when it is due."""
    with reading_store(environment.store_file) as connection:
        known = gathered(connection, environment)
    today, evidence = environment.today, load_evidence()
    tests = load_assessments()
    fit = suitable(tests, known.profile, evidence, today)
    rows = [_row(test, known, today) for test in tests.values()]
    rows = [row for row in rows if row.name in fit or row.last is not None]
    weight = {True: 0, False: 1}
    rows.sort(key=lambda row: (weight[row.in_plan], weight[row.last is not None]))
    return AssessmentOverview(
        today=today,
        has_plan=known.current is not None,
        tests=tuple(rows),
        not_for_you=tuple(name for name in tests if name not in fit),
    )


def answer(*, environment: Environment, test: Assessment) -> AssessmentAnswer:
    """One test: what is kept of it, and what that says."""
    with reading_store(environment.store_file) as connection:
        known = gathered(connection, environment)
    return answer_of(test, known, environment.today)


def answers_in(
    connection: sqlite3.Connection, *, environment: Environment, names: Collection[str]
) -> tuple[AssessmentAnswer, ...]:
    """The tests of these names, from an open store, in the order of the catalogue."""
    known = gathered(connection, environment)
    tests = [test for test in load_assessments().values() if test.name in names]
    return tuple(answer_of(test, known, environment.today) for test in tests)


def _row(test: Assessment, known: Known, today: dt.date) -> AssessmentRow:
    entries = entries_of(test, known)
    return AssessmentRow(
        name=test.name,
        title=test.title,
        unit=test.unit,
        aliases=test.aliases,
        in_plan=any(test.name in week.tests for week in known.weeks),
        last=entries[-1] if entries else None,
        due=_due(test, known, today),
    )


def _due(test: Assessment, known: Known, today: dt.date) -> Due | None:
    """When it is due; a value that the profile declares counts as of the plan's first day."""
    if known.current is None:
        return None
    days = [each.date for each in known.results if each.assessment == test.name]
    if is_declared(test, known):
        days.append(start_of(known.current))
    return due_of(test.name, known.weeks, days, today)


def answer_of(test: Assessment, known: Known, today: dt.date) -> AssessmentAnswer:
    """One test, from what is known."""
    entries = entries_of(test, known)
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
        sources=_sources(found, said),
    )


def _sources(found: Reading | None, said: Iterable[Change]) -> dict[str, str]:
    records: list[Norm | CutOff | RealChange | None] = []
    if found is not None:
        records += [*found.norms, *found.crossed, found.not_crossed]
    for change in said:
        records += [change.error, *change.felt]
    keys = dict.fromkeys(key for record in records if record is not None for key in record.cites)
    citations = load_citations()
    return {key: _said(citations[key]) for key in keys}


def _said(source: Citation) -> str:
    """Who it is; what it is, where no author was seen."""
    return source.short_name.removesuffix(f" ({source.key})")
