"""What is known of a person's tests: results, what the profile declares, and who they are."""

import datetime as dt
import sqlite3
from typing import NamedTuple

from retroplan.core.assessments.history import Entry, in_order
from retroplan.core.assessments.interpretation import Who
from retroplan.core.assessments.overlay import FOUR_STAGES
from retroplan.core.assessments.schedule import DECLARED_AS, WeekOfTests
from retroplan.core.model.assessment import Assessment
from retroplan.core.model.events import AssessmentResult
from retroplan.core.model.profile import Profile
from retroplan.environment import Environment
from retroplan.errors import BadFile, NotFound
from retroplan.store.facts import facts_of_kind
from retroplan.store.plans import revisions_of
from retroplan.store.rows import document_value
from retroplan.usecases.planning import CurrentPlan, plan_in
from retroplan.usecases.reminders import weeks_of_tests
from retroplan.usecases.todays_plan import brought_up


class Known(NamedTuple):
    """What the store holds about tests, and about the person."""

    current: CurrentPlan | None
    profile: Profile | None
    """As the current revision has it."""
    first: tuple[dt.date, Profile] | None
    """As the plan began, and when."""
    results: tuple[AssessmentResult, ...]
    """Of every plan and of none, as entered."""
    own: tuple[AssessmentResult, ...]
    """Those of the current plan; of no plan, where there is none."""
    weeks: tuple[WeekOfTests, ...] = ()
    """Those of the current plan that ask for tests, as it stands today."""

    def with_result(self, result: AssessmentResult) -> "Known":
        """The same, once a result is kept."""
        return self._replace(results=(*self.results, result), own=(*self.own, result))


def gathered(connection: sqlite3.Connection, environment: Environment) -> Known:
    """All of it, from an open store."""
    current = plan_in(connection, today=environment.today)
    rows = facts_of_kind(connection, "assessment")
    plan_id = current.stored.plan_id if current else None
    results = tuple(row.event for row in rows if isinstance(row.event, AssessmentResult))
    own = tuple(
        row.event for row in rows
        if row.plan_id == plan_id and isinstance(row.event, AssessmentResult)
    )  # fmt: skip
    if current is None:
        return Known(None, _profile_in_file(environment), None, results, own)
    began = revisions_of(connection, current.stored.plan_id)[0]
    day = dt.datetime.fromisoformat(began.at).date()
    return Known(
        current,
        document_value("profile", Profile, current.stored.profile_text),
        (day, document_value("profile", Profile, began.profile_text)),
        results,
        own,
        weeks_of_tests(brought_up(connection, current, environment.today).document),
    )


def _profile_in_file(environment: Environment) -> Profile | None:
    """The profile file, for whoever has no plan yet; None where it is missing or no profile."""
    from retroplan.evidence.load import load_evidence
    from retroplan.profile_file.read import read_profile

    try:
        return read_profile(
            environment.profile_file, evidence=load_evidence(), on=environment.today
        )
    except (BadFile, NotFound):  # norms are a nicety; the value is kept all the same
        return None


def entries_of(test: Assessment, known: Known) -> tuple[Entry, ...]:
    """The values of one test in their order."""
    found = [
        Entry(
            date=each.date, value=each.value, trials=each.trials, aid=each.aid,
            supervised_by=each.supervised_by, note=each.note,
        )
        for each in known.results
        if each.assessment == test.name
    ]  # fmt: skip
    return in_order([*_declared(test, known), *found])


def _declared(test: Assessment, known: Known) -> list[Entry]:
    """What the profile said as the plan began: older than every result of the plan."""
    if known.first is None or test.name == FOUR_STAGES:
        return []
    day, profile = known.first
    value = (
        profile.health.usual_pain
        if test.name == "nprs"
        else getattr(profile.tests, DECLARED_AS.get(test.name, ""), None)
    )
    if value is None:
        return []
    measured = [each.date for each in known.own if each.assessment == test.name]
    return [Entry(date=min([day, *measured]), value=float(value), is_declared=True)]


def is_declared(test: Assessment, known: Known) -> bool:
    """Whether the profile told this test as the plan began."""
    if known.first is None:
        return False
    tests = known.first[1].tests
    return bool(_declared(test, known)) or (
        test.name == FOUR_STAGES and tests.tandem_s is not None
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
