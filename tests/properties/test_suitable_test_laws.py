"""No test is due, offered or guided for somebody for whom it is contraindicated (I47), by any door."""

import datetime as dt
import json
import tempfile
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path

from hypothesis import Phase, assume, event, given, settings
from hypothesis import strategies as st

from retroplan.cli.main import main
from retroplan.core.engine.build import build
from retroplan.core.model.profile import Goal, Profile
from retroplan.core.model.vocabulary import GoalKind
from retroplan.core.screening.screen import screen
from retroplan.environment import Environment
from retroplan.errors import Infeasible, Unsafe
from retroplan.evidence.load import load_evidence
from retroplan.profile_file.write import new_profile_text
from tests.conftest import plan_laws
from tests.strategies import START, people

EVIDENCE = load_evidence()
AGAINST = EVIDENCE.contraindications
NAMED = sorted({name for record in AGAINST.values() for name in record.conditions})
BENDS = "sit-and-reach"


def with_a_back(profile: Profile, condition: str, week: int | None) -> Profile:
    """The same person with the goal that asks for the bending test, and something in their answers."""
    conditions = tuple(dict.fromkeys((*(profile.health.conditions or ()), condition)))
    health = replace(
        profile.health,
        conditions=conditions,
        pregnancy_week=week if profile.profile.sex != "male" else 0,
    )
    return replace(profile, goal=Goal(kind=GoalKind.BACK_PAIN), health=health)


backs = st.builds(
    with_a_back, people, st.sampled_from([*NAMED, "back-pain"]), st.sampled_from([0, 0, 12, None])
)


def speaks_against(profile: Profile) -> bool:
    """In words of its own, so that the rule is not tested by itself."""
    person, health = profile.profile, profile.health
    ages = person.age_bounds(START)
    is_asked = person.sex != "male" and (ages is None or ages[0] <= 55)
    is_pregnant = bool(health.pregnancy_week) or (health.pregnancy_week is None and is_asked)
    return is_pregnant or not set(NAMED).isdisjoint(health.conditions or ())


@plan_laws
@given(people | backs)
def test_no_plan_asks_for_a_test_against_a_contraindication(profile: Profile) -> None:
    try:
        plan = build(profile, profile.goal, screen(profile, EVIDENCE, START), EVIDENCE, START)
    except (Infeasible, Unsafe):
        return
    asked = {test for week in plan.weeks for test in week.tests}

    event("a contraindication" if speaks_against(profile) else "none")
    assert (BENDS in asked) == (
        profile.goal.kind is GoalKind.BACK_PAIN and not speaks_against(profile)
    )
    assert asked  # what is left of them is asked for (I35)


DOORS = (
    ("today",), ("plan",), ("plan", "--week", "1"), ("plan", "--week", "4"), ("report",), ("assess",),
    ("plan", "why"), ("sessions",),
)  # fmt: skip
"""Every screen that may speak of tests."""


def outputs(profile: Profile) -> list[str]:
    """What every door says, in words and as JSON, from the first day to after the last."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        zone = dt.timezone(dt.timedelta(hours=1))
        environment = Environment(
            clock=lambda: dt.datetime.combine(START, dt.time(18, 30), zone),
            today=START,
            profile_file=folder / "profile.toml",
            data_dir=folder,
            is_interactive=False,
            is_plain=True,
            has_colour=False,
            is_quiet=False,
            width=100,
        )
        (folder / "told.toml").write_text(new_profile_text(profile), "utf-8")
        begun = said_by(["init", "--from", str(folder / "told.toml")], environment)
        if not (folder / "retroplan.db").exists() or said_by(["plan"], environment)[0]:
            return []
        found = [begun[1]]
        for days in (0, 21, 120):
            now = environment._replace(today=START + dt.timedelta(days=days))
            for door in (*DOORS, ("plan", "next")):
                found += [said_by([*door, *as_json], now)[1] for as_json in ((), ("--json",))]
        return found


def said_by(argv: list[str], environment: Environment) -> tuple[int, str]:
    out = StringIO()
    with redirect_stdout(out):
        code = main(argv, environment)
    return code, out.getvalue()


@settings(max_examples=max(6, settings().max_examples // 5), phases=[Phase.generate])
@given(backs.filter(speaks_against))
def test_no_door_offers_one(profile: Profile) -> None:
    said = outputs(profile)
    assume(said)
    for text in said:
        try:
            data = json.loads(text)["data"]
        except (ValueError, KeyError):
            lines = [line for line in text.splitlines() if "Not for you now" not in line]
        else:
            if isinstance(data, dict):
                data.pop("not_for_you", None)
            lines = [json.dumps(data)]
        told = "\n".join(lines).casefold().replace(" ", "-")
        assert BENDS not in told, lines
