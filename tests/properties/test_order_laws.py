"""What is true does not depend on when it was typed: facts with a day each, told on one evening."""

import datetime as dt
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from retroplan.core.adaptation.replay import Story, asked_on, replayed
from retroplan.core.model.events import AssessmentResult, CheckIn, Easier, Event, News, Pause
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import NamedBy, NewsKind, Standing
from retroplan.core.recording import Report, recorded, skipped
from retroplan.environment import Environment
from retroplan.evidence.load import load_evidence
from retroplan.store.database import reading
from retroplan.store.logs import logs_between
from retroplan.usecases.adapting import keep_event
from retroplan.usecases.planning import needed_in, whole
from retroplan.usecases.training_log import log_session, skip_session
from retroplan.usecases.which_session import Which
from tests.histories import DAY, declared, stripped
from tests.kept import keep_plan
from tests.people import free_of_pain, sixty_with_knees, young_athlete
from tests.plans import START, built

EVIDENCE = load_evidence()
WELL: dict[str, Any] = {"rpe": 3, "nprs_during": 1, "near_falls": 0, "falls": 0}

evening_laws = settings(max_examples=20 * settings.default.max_examples)  # type: ignore[union-attr]
"""2,000 of them where the gate asks."""
good_evening_laws = settings(max_examples=5 * settings.default.max_examples)  # type: ignore[union-attr]


class Walk(NamedTuple):
    """A walk of a day, or that its session was skipped; the day alone says which session it is."""

    date: dt.date
    told: dict[str, Any] | None
    """None = skipped."""


Told = Walk | Event
Evening = tuple[Profile, tuple[Told, ...], list[int], dt.date]
"""Who it is, what they tell, in which order, and on which day."""


def short(profile: Profile) -> Profile:
    """With a plan of four weeks: it says as much as a longer one, and faster."""
    return replace(profile, plan=replace(profile.plan, weeks=4))


PEOPLE = [short(each) for each in (sixty_with_knees(), free_of_pain(), young_athlete())]
PLANS = {each.goal.kind: built(each) for each in PEOPLE}

walks: st.SearchStrategy[dict[str, Any] | None] = st.one_of(
    st.just({}),
    st.just({}),
    st.none(),
    st.builds(dict, nprs_during=st.integers(2, 7)),
    st.builds(dict, rpe=st.integers(2, 8)),
    st.builds(dict, near_falls=st.just(1)),
    st.builds(dict, backward_s=st.sampled_from([60, 150, 240, 420])),
    st.builds(dict, nprs_before=st.integers(0, 5)),
)
happenings: st.SearchStrategy[Callable[[dt.date], Event]] = st.one_of(
    st.builds(lambda pain: lambda day: CheckIn(date=day, morning_pain=pain), st.integers(0, 6)),
    st.builds(lambda usual: lambda day: CheckIn(date=day, usual_pain=usual), st.integers(0, 6)),
    st.just(lambda day: CheckIn(date=day, swelling=True)),
    st.just(lambda day: CheckIn(date=day, sedatives=True)),
    st.just(lambda day: Easier(date=day)),
    st.just(lambda day: News(date=day, kind=NewsKind.MEDICINE)),
    st.builds(
        lambda seconds: lambda day: AssessmentResult(date=day, assessment="tug", value=seconds),
        st.sampled_from([7.0, 11.0, 14.0]),
    ),
    st.builds(
        lambda days: lambda day: Pause(date=day, until=day + days * DAY), st.integers(1, 4)
    ),
)  # fmt: skip


@st.composite
def evenings(
    draw: st.DrawFn,
    walks: st.SearchStrategy[dict[str, Any] | None] = walks,
    happenings: st.SearchStrategy[Callable[[dt.date], Event]] = happenings,
) -> Evening:
    """One answer to each question of a day, told later in any order."""
    profile = draw(st.sampled_from(PEOPLE))
    sessions = PLANS[profile.goal.kind].sessions[: draw(st.integers(1, 6))]
    told: dict[tuple[dt.date, type], Told] = {}
    for session in sessions:
        if draw(st.integers(0, 9)):
            told[session.date, Walk] = Walk(session.date, draw(walks))
    days = (sessions[-1].date - START).days
    for happening in draw(st.lists(happenings, max_size=3)):
        event = happening(START + draw(st.integers(0, days)) * DAY)
        told.setdefault((event.date, type(event)), event)
    assume(len(told) > 1)
    order = draw(st.permutations(range(len(told))))
    today = sessions[-1].date + draw(st.integers(0, 3)) * DAY
    return profile, tuple(told.values()), order, today


# -- in the core ----------------------------------------------------------------------------------


def typed(profile: Profile, told: Iterable[Told], today: dt.date) -> tuple[Plan, list[SessionLog]]:
    """The plan that comes of what is told, and its records, each typed as what its day held then."""
    story = Story(PLANS[profile.goal.kind], (declared(profile, START),), 1, START)
    for each in told:
        said = each if not isinstance(each, Walk) else record(story, each)
        story = story._replace(events=(*story.events, said))
    found = replayed(story, EVIDENCE, today)
    logs = sorted(found.logs.values(), key=lambda log: log.date)
    return stripped(found.plan), [replace(log, prescribed=None) for log in logs]


def record(story: Story, walk: Walk) -> SessionLog:
    session = asked_on(story, EVIDENCE, walk.date)
    assert session is not None, "a day that the first plan knew holds a session whatever comes"
    if walk.told is None:
        return skipped(session, date=walk.date, reason="", named_by=NamedBy.DAY)
    report = Report(**WELL | walk.told)
    return recorded(session, report, date=walk.date, named_by=NamedBy.DAY)


@evening_laws
@given(evening=evenings())
def test_the_same_facts_give_the_same_plan_in_whatever_order_they_are_typed(
    evening: Evening,
) -> None:
    profile, told, order, today = evening
    in_order = sorted(told, key=lambda each: each.date)
    assert typed(profile, in_order, today) == typed(profile, [told[at] for at in order], today)


@good_evening_laws
@given(
    evening=evenings(
        st.just({}), st.just(lambda day: CheckIn(date=day, morning_pain=0, usual_pain=None))
    )
)
def test_no_history_of_good_sessions_suspends_a_plan_or_loses_one(evening: Evening) -> None:
    """Some days are left out; what was walked is in the plan, each walk of a session of its own."""
    profile, told, order, today = evening
    plan, logs = typed(profile, [told[at] for at in order], today)

    assert plan.standing is Standing.ACTIVE
    walked = [log.session_id for log in logs]
    assert None not in walked
    assert len(set(walked)) == len(walked)
    assert set(walked) <= {session.session_id for session in plan.sessions}


# -- in the store ---------------------------------------------------------------------------------


@contextmanager
def home(profile: Profile, today: dt.date) -> Iterator[Environment]:
    with tempfile.TemporaryDirectory() as folder:
        there = Environment(
            clock=lambda: dt.datetime.combine(today, dt.time(20), dt.UTC), today=today,
            profile_file=Path(folder, "profile.toml"), data_dir=Path(folder), is_interactive=False,
            is_plain=True, has_colour=False, is_quiet=True, width=80,
        )  # fmt: skip
        keep_plan(there, PLANS[profile.goal.kind], profile=profile)
        yield there


def kept(profile: Profile, told: Sequence[Told], today: dt.date) -> tuple[Plan, list[SessionLog]]:
    """The plan that a store comes to, one command after another, and its records."""
    with home(profile, today) as there:
        for each in told:
            tell(there, each)
        with reading(there.store_file) as connection:
            plan = whole(needed_in(connection, there))
            return stripped(plan), [row.event for row in logs_between(connection, START, today)]


def names(logs: Iterable[SessionLog]) -> list[tuple[dt.date, str | None]]:
    return [(log.date, log.session_id) for log in logs]


def tell(there: Environment, told: Told) -> None:
    if not isinstance(told, Walk):
        keep_event(
            environment=there, event=told, evidence=EVIDENCE, command="test", sentence="a fact"  # type: ignore[arg-type]
        )  # fmt: skip
    elif told.told is None:
        skip_session(environment=there, which=Which(told.date))
    else:
        report = Report(**WELL | told.told)
        log_session(environment=there, which=Which(told.date), report=report)


@settings(max_examples=settings.default.max_examples // 2)  # type: ignore[union-attr]
@given(evening=evenings())
def test_so_do_the_commands_that_keep_them(evening: Evening) -> None:
    """And the records that a store comes to are those of the story."""
    profile, told, order, today = evening
    plan, logs = kept(profile, [told[at] for at in order], today)
    wanted, records = typed(profile, told, today)
    assert plan == wanted
    assert names(logs) == names(records)


def test_a_record_of_a_session_that_turned_out_lighter_counts_as_that() -> None:
    """A stumble that is told later made the next session lighter: what nobody said of its walk follows."""
    stumbled = Walk(START, {"near_falls": 1})
    told = (Walk(START + 7 * DAY, {}), stumbled, Walk(START + 9 * DAY, {}))
    profile, today = PEOPLE[0], START + 10 * DAY
    plan, logs = kept(profile, told, today)
    wanted, records = typed(profile, told, today)
    assert plan == wanted
    assert names(logs) == names(records)
