"""Laws of every plan that lives with somebody, over random lives."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from hypothesis import assume, event, given
from hypothesis import strategies as st

from retroplan.core.adaptation.adapt import adapt
from retroplan.core.engine.build import build
from retroplan.core.model.events import CheckIn, Easier, Event
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import Outcome, Standing
from retroplan.core.screening.screen import screen
from retroplan.errors import Infeasible, Unsafe
from retroplan.evidence.load import load_evidence
from tests.conftest import plan_laws
from tests.histories import DAY, Life, Walker, ahead, done, lives
from tests.strategies import START, people

EVIDENCE = load_evidence()


def walker_of(profile: Profile) -> Walker:
    clearance = screen(profile, EVIDENCE, START)
    try:
        plan = build(profile, profile.goal, clearance, EVIDENCE, START)
    except (Infeasible, Unsafe):
        assume(False)
        raise
    return Walker(plan, profile, EVIDENCE)


@plan_laws
@given(profile=people)
def test_no_news_changes_nothing(profile: Profile) -> None:
    walker = walker_of(profile)
    plan, fired = adapt(walker.plan, walker.events, EVIDENCE, START)
    assert plan is walker.plan
    assert fired == ()


@plan_laws
@given(profile=people)
def test_a_plan_walked_as_it_stands_is_walked_to_its_end(profile: Profile) -> None:
    walker = walker_of(profile)
    for session in walker.plan.sessions:
        walker.today = session.date
        walker.tell(done(session))
    assert walker.revisions == [walker.revisions[0]]


@plan_laws
@given(profile=people, life=lives)
def test_every_revision_keeps_every_invariant_and_its_past(profile: Profile, life: Life) -> None:
    walker = walker_of(profile)
    walker.live(life)
    event(f"revisions {min(len(walker.revisions), 6)}")
    event(str(walker.plan.standing))
    for before, after in zip(walker.revisions, walker.revisions[1:], strict=False):
        assert after.revision == before.revision + 1
        assert after.adjustments


@plan_laws
@given(profile=people, life=lives)
def test_the_same_facts_give_the_same_revision_and_no_news_changes_nothing(
    profile: Profile, life: Life
) -> None:
    walker = walker_of(profile)
    walker.live(life)
    again, _ = adapt(walker.plan, walker.events, EVIDENCE, walker.today)
    assert again is walker.plan
    twin = walker_of(profile)
    twin.live(life)
    assert twin.revisions == walker.revisions


def extra(day: dt.date, **told: int) -> SessionLog:
    """A walk outside the plan."""
    return SessionLog(session_id=None, date=day, outcome=Outcome.EXTRA, **told)  # type: ignore[arg-type]


News = Callable[[dt.date], Event]
worse_news: st.SearchStrategy[tuple[News, News | None]] = st.sampled_from(
    [
        (lambda day: CheckIn(date=day, morning_pain=2, usual_pain=2), None),
        (lambda day: CheckIn(date=day, morning_pain=3, usual_pain=2), None),
        (lambda day: CheckIn(date=day, morning_pain=5, usual_pain=2), None),
        (lambda day: CheckIn(date=day, swelling=True), None),
        (lambda day: CheckIn(date=day, sedatives=True), None),
        (lambda day: Easier(date=day), None),
        (lambda day: extra(day, nprs_during=4), extra),
        (lambda day: extra(day, nprs_during=7), extra),
        (lambda day: extra(day, near_falls=1), extra),
    ]
)
"""News, and what is told without them: an ordinary walk, or nothing."""


@plan_laws
@given(profile=people, life=lives, news=worse_news, back=st.integers(0, 20))
def test_worse_news_never_gives_more(
    profile: Profile, life: Life, news: tuple[News, News | None], back: int
) -> None:
    walker = walker_of(profile)
    walker.live(life)
    day = max(START, walker.today - back * DAY)
    worse, usual = news
    without = [*walker.events, *([usual(day)] if usual else [])]
    plan, _ = adapt(walker.plan, without, EVIDENCE, walker.today)
    less, _ = adapt(walker.plan, [*walker.events, worse(day)], EVIDENCE, walker.today)
    event(str(less.standing))
    assert_no_more(less, plan, walker.today, without)


def assert_no_more(less: Plan, more: Plan, today: dt.date, events: list[Event]) -> None:
    if more.standing is not Standing.ACTIVE:
        assert less.standing is not Standing.ACTIVE
        return
    wide = ahead(more, today, events)
    for name, session in ahead(less, today, events).items():
        if name not in wide:
            continue
        other = wide[name]
        assert session.backward_s <= other.backward_s, name
        assert session.speed_mps <= other.speed_mps + 1e-9, name
        assert session.grade_pct <= other.grade_pct, name
        assert session.stage.rank <= other.stage.rank, name


@plan_laws
@given(profile=people, life=lives, at=st.integers(0, 13), pain=st.integers(3, 10))
def test_more_pain_in_a_record_never_gives_more(
    profile: Profile, life: Life, at: int, pain: int
) -> None:
    walker = walker_of(profile)
    walker.live(life)
    logs = [i for i, e in enumerate(walker.events)
            if isinstance(e, SessionLog) and e.outcome is not Outcome.SKIPPED]  # fmt: skip
    assume(logs)
    index = logs[at % len(logs)]
    log = walker.events[index]
    assert isinstance(log, SessionLog)
    assume((log.nprs_during or 0) < pain)
    events = list(walker.events)
    events[index] = replace(log, nprs_during=pain)
    worse, _ = adapt(walker.plan, events, EVIDENCE, walker.today)
    assert_no_more(worse, walker.plan, walker.today, walker.events)
