"""What it costs to take the facts of a plan to its rest, after imports and with the evidence loaded.

A person lives through two thirds of a 12-week plan, with good and bad days; walks outside the plan
fill the records up to the promised number. Two cases: nothing is new, and the last walk hurt too
much. One core. Usage: python -m benches.adapt [ROUNDS]
"""

import datetime as dt
import sys
import time
from dataclasses import replace
from itertools import count
from statistics import median

from benches.seed import done
from retroplan.core.adaptation.adapt import adapt
from retroplan.core.engine.build import build
from retroplan.core.model.events import Declared, Event
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan, Session
from retroplan.core.model.profile import PlanWishes, Profile
from retroplan.core.model.vocabulary import Outcome
from retroplan.core.screening.screen import screen
from retroplan.evidence.load import load_evidence
from tests.people import sixty_with_knees

ROUNDS = 30
START = dt.date(2026, 11, 23)
WEEKS = 12
LIVED = 2 / 3
LOGS = 500
AT_MOST_MS = 25
TOO_MUCH_PAIN = 7


def lived(profile: Profile) -> tuple[Plan, list[Event]]:
    """A plan as it stands after two thirds of its weeks, and what was told until then."""
    evidence = load_evidence()
    plan = build(profile, profile.goal, screen(profile, evidence, START), evidence, START)
    events: list[Event] = [Declared(date=START, profile=profile)]
    recorded: set[str] = set()
    end = START + dt.timedelta(weeks=WEEKS * LIVED)
    while following := plan.still_to_come(START, recorded):
        session = following[0]
        if session.date >= end:
            break
        recorded.add(session.session_id)
        events.append(told(session, len(recorded)))
        plan, _ = adapt(plan, events, evidence, session.date)
        if not plan.still_to_come(session.date, recorded):
            raise SystemExit("the plan stands still: this bench needs one that goes on")
    return plan, events


def told(session: Session, number: int) -> SessionLog:
    """As planned; every fifth walk hurts somewhat, every seventh is harder than it was meant."""
    return replace(
        done(session, number),
        rpe=session.rpe.high + (number % 7 == 0),
        nprs_before=1,
        nprs_during=4 if number % 5 == 0 else 1,
        near_falls=0,
    )


def filled(events: list[Event], logs: int) -> list[Event]:
    """The same with walks outside the plan, a few a day, up to so many records."""
    known = sum(isinstance(event, SessionLog) for event in events)
    days = (max(event.date for event in events) - START).days
    extra = (
        SessionLog(
            session_id=None, date=START + dt.timedelta(days=number % days), outcome=Outcome.EXTRA,
            total_s=600, backward_s=60, rpe=1, nprs_before=0, nprs_during=0, near_falls=0, falls=0,
        )
        for number in count()
    )  # fmt: skip
    return [*events, *(next(extra) for _ in range(logs - known))]


def hurt(events: list[Event]) -> list[Event]:
    """The same, the latest planned walk with too much pain."""
    at = max(
        number for number, event in enumerate(events)
        if isinstance(event, SessionLog) and event.session_id
    )  # fmt: skip
    log = events[at]
    assert isinstance(log, SessionLog)
    return [*events[:at], replace(log, nprs_during=TOO_MUCH_PAIN), *events[at + 1 :]]


def cost_ms(plan: Plan, events: list[Event], today: dt.date, rounds: int) -> tuple[float, bool]:
    """The median of so many rounds, and whether the plan changed."""
    evidence = load_evidence()
    taken_s, after = [], plan
    for _ in range(rounds + 1):  # the first fills the caches and is not counted
        begin = time.perf_counter()
        after, _ = adapt(plan, events, evidence, today)
        taken_s.append(time.perf_counter() - begin)
    return median(taken_s[1:]) * 1000, after is not plan


def run(rounds: int) -> None:
    plan, events = lived(sixty_with_knees(plan=PlanWishes(weeks=WEEKS)))
    today = max(event.date for event in events)
    many = filled(events, LOGS)
    settled, _ = adapt(plan, many, load_evidence(), today)
    cases = (
        (f"{len(events) - 1} logs, nothing new", plan, events),
        (f"{LOGS} logs, nothing new", settled, many),
        (f"{LOGS} logs, the last walk hurt", settled, hurt(many)),
    )
    print(f"Medians of {rounds} rounds, Python {sys.version.split()[0]}\n")
    print(f"{'':32}{'ms':>8}{'at most':>9}{'of it':>8}   the plan")
    for name, before, facts in cases:
        ms, has_changed = cost_ms(before, facts, today, rounds)
        print(
            f"{name:32}{ms:8.1f}{AT_MOST_MS:9}{ms / AT_MOST_MS:8.2f}"
            f"   {'changes' if has_changed else 'stays'}{'  missed' if ms > AT_MOST_MS else ''}"
        )


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
