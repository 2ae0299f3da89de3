"""`retroplan energy`, from the words typed to what is said."""

import json
from typing import Any

import pytest

from retroplan.errors import ExitCode
from tests.conftest import Run

WALK = ("energy", "--speed", "3mph", "--grade", "5", "--mass", "70", "--direction", "backward")


def data(run: Run, *argv: str) -> dict[str, Any]:
    answer = run(*argv, "--json")
    assert answer.code == 0, answer.err
    found: dict[str, Any] = json.loads(answer.out)["data"]
    return found


def test_the_documented_example_answers_with_uptake_mets_and_a_range(run: Run) -> None:
    found = data(run, *WALK)

    assert found["vo2_ml_kg_min"] == pytest.approx(22.6, abs=0.05)
    assert found["mets"] == pytest.approx(6.5, abs=0.05)
    rate = found["kcal_per_min"]
    assert rate["mid"] == pytest.approx(7.9, abs=0.05)
    assert rate["low"] == pytest.approx(rate["mid"] * 0.8, abs=0.01)
    assert rate["high"] == pytest.approx(rate["mid"] * 1.2, abs=0.01)


def test_the_published_value_is_met_at_its_own_speed(run: Run) -> None:
    assert data(run, "energy", "--speed", "3.5mph")["mets"] == pytest.approx(6.0, abs=0.05)


@pytest.mark.parametrize("speed", ["3mph", "4.828km/h", "4,83 kmh", "1.34112m/s"])
def test_speeds_are_taken_in_any_unit(run: Run, speed: str) -> None:
    found = data(run, "energy", "--speed", speed)
    assert found["walk"]["speed_mps"] == pytest.approx(1.341, abs=0.002)


def test_forward_costs_less_practice_and_rails_save_and_a_higher_age_costs(run: Run) -> None:
    plain = data(run, *WALK)["vo2_ml_kg_min"]
    assert data(run, *WALK[:-1], "forward")["vo2_ml_kg_min"] < plain
    assert data(run, *WALK, "--sessions-done", "12")["vo2_ml_kg_min"] < plain
    assert data(run, *WALK, "--rails")["vo2_ml_kg_min"] < plain
    assert data(run, *WALK, "--age", "70")["vo2_ml_kg_min"] > plain
    assert data(run, *WALK, "--age", "40")["vo2_ml_kg_min"] == plain


def test_without_a_mass_there_are_no_calories_and_it_says_why(run: Run) -> None:
    found = data(run, "energy", "--speed", "2mph", "--minutes", "12")
    assert (found["kcal_per_min"], found["kcal"]) == (None, None)
    assert any("--mass" in sentence for sentence in found["assumptions"])


def test_calories_of_a_walk_are_a_range_in_steps_of_five(run: Run) -> None:
    found = data(run, "energy", "--speed", "1.5mph", "--mass", "70", "--minutes", "12")
    assert found["kcal"] == {"low": 40, "high": 60}

    answer = run("energy", "--speed", "1.5mph", "--mass", "70", "--minutes", "12")
    assert "In 12 minutes: 40 to 60 kcal" in answer.out


def test_people_are_told_that_it_is_an_estimate_and_no_promise(run: Run) -> None:
    answer = run(*WALK)
    assert answer.code == 0
    assert "Walking backward at 4.8 km/h, 3.0 mph (1.34 m/s), 5 % uphill" in answer.out
    assert "No usable measured value" in answer.out
    assert "lose weight" in answer.out


def test_older_people_are_pointed_to_how_hard_it_feels(run: Run) -> None:
    assert "how hard it feels" not in run(*WALK, "--age", "40").out
    assert "how hard it feels" in run(*WALK, "--age", "72").out


@pytest.mark.parametrize(
    ("argv", "named"),
    [
        (("--speed", "0.2mph"), "0.4 to 3.5 mph"),
        (("--speed", "4mph"), "0.4 to 3.5 mph"),
        (("--speed", "3mph", "--grade", "12"), "0 to 10 %"),
        (("--speed", "3mph", "--grade", "-1"), "0 to 10 %"),
        (("--speed", "3mph", "--mass", "900"), "30 to 200 kg"),
        (("--speed", "3"), "3km/h or 3mph"),
        (("--speed", "nan"), "number with its unit"),
        (("--speed", "3mph", "--mass", "nan"), "number with its unit"),
        (("--speed", "3mph", "--grade", "1e308"), "-100 to 100 %"),
        (("--speed", "3mph", "--age", "-4"), "1 to 120"),
        (("--speed", "3mph", "--sessions-done", "2.5"), "whole number"),
        (("--speed", "3mph", "--minutes", "9999"), "0 to 180 minutes"),
        (("--speed", "3mph", "--direction", "sideways"), "backward or forward"),
        ((), "--speed"),
    ],
)
def test_what_it_cannot_answer_is_refused_with_the_range(
    run: Run, argv: tuple[str, ...], named: str
) -> None:
    answer = run("energy", *argv)
    assert answer.code == ExitCode.USAGE
    assert named in answer.err
    assert answer.out == ""


def test_read_aloud_it_is_one_fact_a_line(run: Run) -> None:
    lines = run(*WALK, is_plain=True).out.splitlines()
    assert all(line and line == line.strip() for line in lines)
    assert any(line.startswith("Energy: 6.3 to 9.5 kcal a minute") for line in lines)
