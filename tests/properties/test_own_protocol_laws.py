"""Laws of plans that follow a clinician's own protocol, whoever it is for and whatever it asks."""

from hypothesis import event, given
from hypothesis import strategies as st

from retroplan.core.adaptation.adapt import adapt
from retroplan.core.codec import decode, encode
from retroplan.core.engine.build import build
from retroplan.core.engine.checks import breaches
from retroplan.core.engine.own import with_own
from retroplan.core.model.events import Declared
from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import Profile
from retroplan.core.model.protocol import Protocol
from retroplan.core.model.vocabulary import GoalKind, Stage
from retroplan.core.screening.screen import screen
from retroplan.errors import BadFile, Infeasible, Unsafe
from retroplan.evidence.load import load_evidence
from retroplan.evidence.own_protocols import parse_own_protocol
from tests.conftest import protocol_laws
from tests.strategies import START, people

EVIDENCE = load_evidence()

row = st.fixed_dictionaries(
    {
        "sessions": st.integers(2, 3),
        "reps": st.integers(4, 8),
        "bout_s": st.sampled_from([40, 45, 50, 60]),
        "recovery_s": st.integers(0, 45),
        "speed_mph": st.sampled_from([0.5, 1.0, 1.3, 2.0, 3.4]),
        "stages": st.lists(st.sampled_from(Stage), min_size=1, max_size=3, unique=True),
    }
)
protocols = st.lists(row, min_size=4, max_size=10)


def text_of(goal: GoalKind, rows: list[dict[str, object]]) -> str:
    lines = [f'extends = "{goal}"', 'title = "T"', 'author = "A"', 'reason = "R"']
    for number, values in enumerate(rows, 1):
        lines += ["[[weeks]]", f"week = {number}", *(["unload = true"] if number == 4 else [])]
        for key, value in values.items():
            words = [str(each) for each in value] if isinstance(value, list) else value
            lines.append(f"{key} = {words}")
    return "\n".join(lines)


def parsed(goal: GoalKind, rows: list[dict[str, object]]) -> Protocol | None:
    try:
        return parse_own_protocol(
            text_of(goal, rows), name="own", called="own.toml", evidence=EVIDENCE
        )
    except BadFile as bad:
        assert bad.problems
        return None


@protocol_laws
@given(profile=people, rows=protocols)
def test_a_plan_keeps_every_limit_or_is_refused_in_words(
    profile: Profile, rows: list[dict[str, object]]
) -> None:
    own = parsed(profile.goal.kind, rows)
    if own is None:
        event("no protocol")
        return
    evidence = with_own(EVIDENCE, own)
    clearance = screen(profile, evidence, START)
    try:
        plan = build(profile, profile.goal, clearance, evidence, START)
    except (Infeasible, Unsafe) as refused:
        event("refused")
        assert refused.message
        assert refused.hint
        return
    event("built")
    assert breaches(plan, profile, clearance, evidence) == ()
    most = {number: max(each.backward_s for each in own.weeks) for number in range(1, 13)}
    for week in plan.weeks:
        assert all(session.backward_s <= most[week.number] for session in week.sessions)
        assert all(not session.citations or "your clinician's own" in " ".join(session.reasons)
                   for session in week.sessions)  # fmt: skip
    assert decode(Plan, encode(plan)) == plan
    assert adapt(plan, [Declared(date=START, profile=profile)], EVIDENCE, START)[0] is plan
