"""What a plan costs to build and check, after imports and with the evidence loaded. One core.

Usage: python -m benches.build_plan [ROUNDS]
"""

import datetime as dt
import sys
import time
from dataclasses import replace
from itertools import product
from statistics import median

from retroplan.core.engine.build import build
from retroplan.core.model.profile import Goal, PlanWishes, Profile
from retroplan.core.model.vocabulary import GoalKind
from retroplan.core.screening.screen import screen
from retroplan.errors import Infeasible, Unsafe
from retroplan.evidence.load import load_evidence
from tests.people import sixty_with_knees, young_athlete

ROUNDS = 50
START = dt.date(2026, 11, 23)
WEEKS = (4, 8, 12)


def people() -> list[Profile]:
    """Two people with every goal and three lengths of plan."""
    return [
        replace(person, goal=Goal(kind=kind), plan=PlanWishes(weeks=weeks))
        for person, kind, weeks in product(
            (sixty_with_knees(), young_athlete()), GoalKind, WEEKS
        )
    ]  # fmt: skip


def run(rounds: int) -> None:
    begin = time.perf_counter()
    evidence = load_evidence()
    loading_s = time.perf_counter() - begin
    cleared = [(person, screen(person, evidence, START)) for person in people()]

    knees = sixty_with_knees()
    clearance = screen(knees, evidence, START)
    eight_weeks_s = []
    for _ in range(rounds):
        begin = time.perf_counter()
        build(knees, knees.goal, clearance, evidence, START)
        eight_weeks_s.append(time.perf_counter() - begin)

    built = refused = 0
    begin = time.perf_counter()
    while time.perf_counter() - begin < 5:
        for person, verdict in cleared:
            try:
                build(person, person.goal, verdict, evidence, START)
                built += 1
            except (Infeasible, Unsafe):
                refused += 1
    a_second = built / (time.perf_counter() - begin)

    print(f"{'':40}{'measured':>10}{'promised':>12}")
    print(
        f"{'8 weeks, built and checked, ms':40}{median(eight_weeks_s) * 1000:10.1f}{'<= 10':>12}"
    )
    print(f"{'plans built and checked a second':40}{a_second:10.0f}{'>= 150':>12}")
    print(f"{'loading the evidence, ms':40}{loading_s * 1000:10.1f}{'':>12}")
    print(
        f"\n{len(cleared)} people, 4 to 12 weeks, every goal; {refused * 100 // (built + refused)} % refused"
    )


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
