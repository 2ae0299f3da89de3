"""The same person gets the same plan by questions, by flags and by a file."""

import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retroplan.core.model.vocabulary import Experience, GoalKind, Place, Sex, Weekday
from retroplan.core.screening.answers import PAIN_GOALS
from retroplan.environment import Environment
from retroplan.errors import ExitCode
from retroplan.evidence.load import load_evidence
from retroplan.profile_file.read import read_profile
from tests.cli.doors import (
    BY,
    GIVEN,
    LISTS,
    LOWER,
    ON,
    UPPER,
    Said,
    by_file,
    by_flags,
    by_questions,
)
from tests.conftest import TODAY, Run

NAMES = {
    f"health.{group}s": sorted(
        row.name for row in load_evidence().conditions.values() if row.group == group
    )
    for group in ("condition", "symptom", "medication")
}
ASKED_TO = load_evidence().screening["pregnancy_asked_to_age"]
FALLS, HURT = "health.falls_last_12_months", "health.injurious_falls_last_12_months"
WORDS: dict[str, st.SearchStrategy[Any]] = {
    "profile.sex": st.sampled_from([each.value for each in Sex]),
    "profile.height_cm": st.integers(145, 200),
    "profile.mass_kg": st.integers(45, 150),
    "profile.experience": st.sampled_from([each.value for each in Experience]),
    "profile.active": st.booleans(),
    "profile.comfortable_speed_mps": st.sampled_from([0.6, 1.0, 1.3, 1.8]),
    "health.medications": st.lists(st.sampled_from(NAMES["health.medications"]), unique=True, max_size=2).map(tuple),
    "health.resting_hr_bpm": st.integers(45, 105),
    "tests.backward_walk_3m_s": st.sampled_from([2.4, 3.6, 4.8]),
    "tests.tug_s": st.sampled_from([7.5, 12.5]),
    "tests.chair_stands_30s": st.integers(5, 20),
    "tests.gait_speed_10m_mps": st.sampled_from([0.7, 1.2]),
    "availability.days": st.lists(
        st.sampled_from([each.value for each in Weekday]), unique=True, min_size=3
    ).map(lambda days: tuple(each.value for each in Weekday if each.value in days)),
    "availability.time": st.just("18:00"),
    "equipment.places": st.lists(
        st.sampled_from([each.value for each in Place]), unique=True, min_size=1
    ).map(tuple),
    "equipment.helper": st.booleans(),
    "plan.weeks": st.integers(4, 12),
    "plan.sessions_per_week": st.integers(2, 5),
}  # fmt: skip


@st.composite
def somebody(draw: st.DrawFn) -> Said:
    """What all three doors can say of a person: more or less of it, in no particular health."""
    said: Said = {
        "profile.birth_date": draw(
            st.integers(1935, 2006) | st.dates(dt.date(1935, 1, 1), dt.date(2006, 1, 1))
        ),
        "goal.kind": draw(st.sampled_from([each.value for each in GoalKind])),
        "plan.start": TODAY + dt.timedelta(days=draw(st.integers(0, 9))),
    }
    said |= {key: draw(values) for key, values in WORDS.items() if draw(st.booleans())}
    born = said["profile.birth_date"]
    is_asked = (born if isinstance(born, int) else born.year) > TODAY.year - ASKED_TO  # type: ignore[attr-defined]
    if said.get("profile.sex") == Sex.MALE or not is_asked:
        said.pop("health.pregnancy_week", None)  # a question that the wizard spares them
    named = st.lists(st.sampled_from(NAMES["health.conditions"]), unique=True, max_size=2)
    sick = st.lists(st.sampled_from(NAMES["health.symptoms"]), unique=True, max_size=1)
    for key, values in (("health.conditions", named), ("health.symptoms", st.just([]) | sick)):
        if draw(st.integers(0, 9)):
            said[key] = tuple(draw(values))
    if GoalKind(str(said["goal.kind"])) in PAIN_GOALS or draw(st.booleans()):
        said["health.usual_pain"] = draw(st.integers(0, 7))
    if "back-pain" in said.get("health.conditions", ()) and draw(st.booleans()):  # type: ignore[operator]
        said["health.pain_over_3_months"] = draw(st.booleans())
    falls = draw(st.sampled_from([None, 0, 0, 1, 3]))
    if falls is not None:
        said[FALLS] = falls
        said[HURT] = draw(st.integers(0, falls))
    if draw(st.booleans()):
        said |= {UPPER: draw(st.integers(100, 185)), LOWER: draw(st.integers(55, 99))}
    if draw(st.booleans()):
        said |= {GIVEN: True, BY: "GP", ON: TODAY - dt.timedelta(days=5)}
    born = said["profile.birth_date"]
    year = born.year if isinstance(born, dt.date) else born
    may_be_pregnant = said.get("profile.sex") != "male" and isinstance(year, int) and year > 1980
    if may_be_pregnant and draw(st.booleans()):
        said["health.pregnancy_week"] = draw(st.sampled_from([0, 0, 12]))
    if said.get("profile.active") and draw(st.booleans()):
        said["profile.athlete"] = True
    if "treadmill" in said.get("equipment.places", ()):  # type: ignore[operator]  # a tuple
        said |= {"equipment.treadmill.rails": draw(st.booleans()),
                 "equipment.treadmill.max_grade_pct": draw(st.integers(0, 12))}  # fmt: skip
    return said


def outcome(run: Run, *argv: str, **changes: Any) -> tuple[int, object, object]:
    """How it ends, and the clearance and the plan without its name; no plan where there is none yet."""
    answer = run("init", "--dry-run", "--json", *argv, **changes)
    data = json.loads(answer.out)["data"] or {}
    plan = data.get("plan")
    return answer.code, data.get("clearance"), plan and {**plan, "plan_id": ""}


@settings(
    max_examples=120 if os.environ.get("HYPOTHESIS_PROFILE") == "ci" else 20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(said=somebody())
def test_the_same_person_gets_the_same_plan_by_every_door(
    run: Run, environment: Environment, tmp_path: Path, said: Said
) -> None:
    file = tmp_path / "me.toml"
    file.write_text(by_file(said), "utf-8")
    filed = outcome(run, "--from", str(file))
    flagged = outcome(run, *by_flags(said))
    asked = outcome(run, typed=by_questions(said), is_interactive=True)

    assert flagged == filed
    is_known = all(isinstance(said.get(key), tuple) for key in LISTS[:2])
    if is_known and filed[0] != ExitCode.INFEASIBLE:
        is_said_by_all = (
            filed[2] is not None or GIVEN not in said
        )  # a yes that opens nothing is not asked for
        assert asked == filed if is_said_by_all else asked[::2] == filed[::2]
    else:  # the wizard asks on, where the other doors refuse
        assert asked[2] is filed[2] is None
    assert not environment.profile_file.exists()


@pytest.mark.parametrize("is_long", [None, True, False])
def test_how_long_a_back_has_hurt_is_kept_alike_by_every_door(
    run: Run, tmp_path: Path, is_long: bool | None
) -> None:
    said: Said = {
        "profile.birth_date": 1966, "goal.kind": "back-pain", "plan.start": TODAY,
        "health.conditions": ("back-pain",), "health.symptoms": (), "health.usual_pain": 3,
        FALLS: 0,
    }  # fmt: skip
    if is_long is not None:
        said["health.pain_over_3_months"] = is_long
    file = tmp_path / "me.toml"
    file.write_text(by_file(said), "utf-8")

    def kept(door: str, *argv: str, **changes: Any) -> object:
        folder = tmp_path / door
        file = folder / "profile.toml"
        done = run("init", *argv, data_dir=folder, profile_file=file, **changes)
        assert done.code == ExitCode.OK, done.err
        return read_profile(file, evidence=load_evidence(), on=TODAY).health.pain_over_3_months

    assert [
        kept("file", "--from", str(file)),
        kept("flags", *by_flags(said)),
        kept("questions", typed=by_questions(said), is_interactive=True),
    ] == [is_long] * 3
