"""Laws of every plan that lives with somebody, over random lives."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from hypothesis import assume, event, given
from hypothesis import strategies as st

from retroplan.core.adaptation.adapt import adapt
from retroplan.core.energetics import backward_vo2
from retroplan.core.engine.build import build
from retroplan.core.model.events import CheckIn, Easier, Event
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan, Session
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import Outcome, Place, Standing
from retroplan.core.screening.screen import screen
from retroplan.errors import Infeasible, Unsafe
from retroplan.evidence.load import load_evidence
from tests.conftest import adaptation_laws, plan_laws
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


@given(profile=people)
def test_a_plan_walked_as_it_stands_is_walked_to_its_end(profile: Profile) -> None:
    walker = walker_of(profile)
    rows = [EVIDENCE.conditions[name] for name in profile.health.conditions or ()]
    assume(not any(row.numb for row in rows))  # feet and joints are told beside each walk
    assume(profile.health.usual_pain is not None or not any(row.hurts for row in rows))
    for session in walker.plan.sessions:
        walker.today = session.date
        walker.tell(done(session))
    assert walker.revisions == [walker.revisions[0]]


def extra(day: dt.date, **told: int) -> SessionLog:
    """A walk outside the plan."""
    return SessionLog(session_id=None, date=day, outcome=Outcome.EXTRA, **told)  # type: ignore[arg-type]


News = Callable[[dt.date], Event]
worse_news: st.SearchStrategy[tuple[News, News | None]] = st.sampled_from(
    [
        (
            lambda day: CheckIn(date=day, morning_pain=7),
            lambda day: CheckIn(date=day, morning_pain=0),
        ),
        (
            lambda day: CheckIn(date=day, morning_pain=6),
            lambda day: CheckIn(date=day, morning_pain=4),
        ),
        (
            lambda day: CheckIn(date=day, morning_pain=2),
            lambda day: CheckIn(date=day, morning_pain=0),
        ),
        (lambda day: CheckIn(date=day, swelling=True), None),
        (lambda day: CheckIn(date=day, leg_signs=True), None),
        (lambda day: CheckIn(date=day, giving_way=True), None),
        (lambda day: CheckIn(date=day, painkiller=True), None),
        (lambda day: CheckIn(date=day, night_pain=True), None),
        (lambda day: CheckIn(date=day, sedatives=True), None),
        (lambda day: Easier(date=day), None),
        (lambda day: extra(day, nprs_during=4), extra),
        (lambda day: extra(day, nprs_during=7), extra),
        (lambda day: extra(day, near_falls=1), extra),
    ]
)
"""News, and what is told without them: a better morning, an ordinary walk, or nothing.

A morning is told either way, for one that is told may make a walk count; usual pain moves the zones, and so
is no news that is worse (4.4).
"""


@adaptation_laws
@given(
    profile=people,
    life=lives,
    news=worse_news,
    back=st.integers(0, 20),
    at=st.integers(0, 13),
    pain=st.integers(3, 10),
)
def test_every_revision_keeps_the_invariants_follows_from_the_facts_and_never_rewards_worse_news(
    profile: Profile, life: Life, news: tuple[News, News | None], back: int, at: int, pain: int
) -> None:
    """One life, looked at from all sides; a life costs more than what is asked of it."""
    walker = walker_of(profile)
    walker.live(life)  # every revision is checked against the invariants as it is made
    event(f"revisions {min(len(walker.revisions), 6)}")
    event(str(walker.plan.standing))
    assert_every_revision_has_its_reasons(walker)
    assert_the_same_facts_give_the_same_revisions(walker)
    assert_worse_news_never_gives_more(walker, news, max(START, walker.today - back * DAY))
    assert_more_pain_never_gives_more(walker, at, pain)


def assert_every_revision_has_its_reasons(walker: Walker) -> None:
    for before, after in pairwise(walker.revisions):
        assert after.revision == before.revision + 1
        assert after.adjustments


def assert_the_same_facts_give_the_same_revisions(walker: Walker) -> None:
    for turn in walker.turns:
        again, _ = adapt(turn.before, walker.events[: turn.facts], EVIDENCE, turn.today)
        assert again == turn.after
    last, _ = adapt(walker.plan, walker.events, EVIDENCE, walker.today)
    assert last is walker.plan, "no news changes nothing"


def assert_worse_news_never_gives_more(
    walker: Walker, news: tuple[News, News | None], day: dt.date
) -> None:
    worse, usual = news
    without = [*walker.events, *([usual(day)] if usual else [])]
    plan, _ = adapt(walker.plan, without, EVIDENCE, walker.today)
    less, _ = adapt(walker.plan, [*walker.events, worse(day)], EVIDENCE, walker.today)
    assert_no_more(less, plan, walker.today, without)


def assert_more_pain_never_gives_more(walker: Walker, at: int, pain: int) -> None:
    hurting = with_pain(walker.events, at, pain)
    if hurting is not None:
        event("a record with more pain")
        sorer, _ = adapt(walker.plan, hurting, EVIDENCE, walker.today)
        assert_no_more(sorer, walker.plan, walker.today, walker.events)


def with_pain(events: list[Event], at: int, pain: int) -> list[Event] | None:
    """The same facts with more pain in one record; None where there is none to change."""
    walked = [
        (index, fact)
        for index, fact in enumerate(events)
        if isinstance(fact, SessionLog) and fact.outcome is not Outcome.SKIPPED
    ]
    if not walked:
        return None
    index, log = walked[at % len(walked)]
    if (log.nprs_during or 0) >= pain:
        return None
    return [*events[:index], replace(log, nprs_during=pain), *events[index + 1 :]]


RISE_MPS = max(tier.speed_rise_mps for tier in EVIDENCE.tiers.values())
ROUNDED_MPS = 0.0005
"""Of a speed that a step down was taken from."""


def assert_no_more(less: Plan, more: Plan, today: dt.date, events: list[Event]) -> None:
    if more.standing is not Standing.ACTIVE:
        assert less.standing is not Standing.ACTIVE
        return
    wide = ahead(more, today, events)
    for name, session in ahead(less, today, events).items():
        if name not in wide:
            continue
        later = displacing(less, more, int(name.partition(".")[0]))
        if later is None:
            continue
        bound = [wide[name], *later]
        # The week after a step down counts as the lighter one (I17), so that a week may hold more than the
        # lighter week it takes the place of; never more than any week so far of the plan without the news.
        so_far = [*more.sessions[: more.sessions.index(wide[name]) + 1], *bound]
        assert session.backward_s <= max(each.backward_s for each in so_far), name
        # Who comes to a week earlier has gone further up to its pace by then. Minutes and pace trade within I13:
        # a step faster, where so much shorter that it is less work.
        is_less = work(session) < max(map(work, bound))
        steps_mps = RISE_MPS * max(
            is_less, len({each.session_id.partition(".")[0] for each in later})
        )
        most_mps = max(each.speed_mps for each in bound) + steps_mps
        assert session.speed_mps <= most_mps + ROUNDED_MPS, name
        # Incline comes before speed (6.4): steeper, where so much slower that it is no harder.
        is_as_hard = vo2(session) <= max(map(vo2, bound))
        assert is_as_hard or session.grade_pct <= max(each.grade_pct for each in bound), name
        same_way = [each for each in bound if is_on_belt(each) == is_on_belt(session)]
        if same_way:
            assert session.stage.rank <= max(each.stage.rank for each in same_way), name


def displacing(less: Plan, more: Plan, number: int) -> list[Session] | None:
    """The sessions of the weeks that another plan comes to later, for it had lighter weeks before (I17).

    And of one more: in the week in which the protocol adds a session nothing else rises (I14), and who
    comes to it later may be held there. None where that plan ends before them: nothing is to be compared.
    """

    def loading(plan: Plan, until: int) -> int:
        return sum(not week.is_deload for week in plan.weeks if week.number <= until)

    here = loading(less, number)
    if here <= loading(more, number):
        return []
    if loading(more, more.weeks[-1].number) <= here:
        return None
    return [
        session
        for week in more.weeks
        if number < week.number and loading(more, week.number) <= here + 1
        for session in week.sessions
    ]


def vo2(session: Session) -> float:
    """Predicted oxygen uptake, ml/kg/min."""
    return backward_vo2(session.speed_mps, session.grade_pct, EVIDENCE.energetics)


def work(session: Session) -> float:
    """Predicted oxygen, ml/kg."""
    return session.backward_s / 60 * vo2(session)


def is_on_belt(session: Session) -> bool:
    """Which of the two ways up the ladder: a pace too slow for a belt leads to the floor, with its own gates (I20)."""
    return session.place is Place.TREADMILL
