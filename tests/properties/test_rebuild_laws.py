"""Laws of a plan whose person changes: answers, days, places and wishes told anew on the way."""

from dataclasses import replace

from hypothesis import event, given
from hypothesis import strategies as st

from retroplan.core.adaptation.adapt import adapt
from retroplan.core.model.log import SessionLog
from retroplan.core.model.profile import Profile
from tests.histories import Life, declared, lives
from tests.properties.test_adaptation_laws import EVIDENCE, walker_of
from tests.strategies import people

PARTS = ("availability", "equipment", "tests", "health", "profile")

Change = tuple[int, str, Profile, int]
"""After so many sessions: a part of the profile, the person it is taken from, and a number wished for."""

changes: st.SearchStrategy[list[Change]] = st.lists(
    st.tuples(
        st.integers(0, 14), st.sampled_from((*PARTS, "sessions")), people, st.integers(2, 5)
    ),
    min_size=1,
    max_size=3,
)


def changed(profile: Profile, part: str, other: Profile, wished: int) -> Profile:
    if part == "sessions":
        return replace(profile, plan=replace(profile.plan, sessions_per_week=wished))
    return replace(profile, **{part: getattr(other, part)})


@given(profile=people, life=lives, told=changes)
def test_every_revision_keeps_the_invariants_when_answers_change_on_the_way(
    profile: Profile, life: Life, told: list[Change]
) -> None:
    walker = walker_of(profile)
    lived = 0
    for after, part, other, wished in sorted(told, key=lambda change: change[0]):
        walker.live(life[lived:after])
        lived = max(lived, after)
        profile = changed(profile, part, other, wished)
        walker.tell(declared(profile, walker.today))  # checked in full as it is made
    walker.live(life[lived:])
    event(f"revisions {min(len(walker.revisions), 6)}")
    event(str(walker.plan.standing))
    last, _ = adapt(walker.plan, walker.events, EVIDENCE, walker.today)
    assert last is walker.plan, "no news changes nothing"
    asked = {session.session_id: session for session in walker.plan.sessions}
    for fact in walker.events:
        if isinstance(fact, SessionLog) and fact.session_id is not None:
            assert asked[fact.session_id] == fact.prescribed, "the past is never rewritten"
