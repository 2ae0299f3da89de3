"""A test step by step: who may, the watch, the questions; and a terminal that is as before."""

import datetime as dt
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from retroplan.core.codec import encode
from retroplan.core.engine.build import build
from retroplan.core.model.events import CheckIn
from retroplan.core.model.profile import Profile
from retroplan.core.screening.screen import screen
from retroplan.environment import Environment
from retroplan.errors import ExitCode
from retroplan.evidence.load import load_evidence
from retroplan.usecases.adapting import keep_event
from tests.builders import START
from tests.conftest import SOURCE, Ran, Run
from tests.kept import keep_plan
from tests.people import sixty_with_knees
from tests.reports.golden import assert_golden

BEGIN_AGAIN = "r"


def begin(environment: Environment, profile: Profile) -> None:
    evidence = load_evidence()
    plan = build(profile, profile.goal, screen(profile, evidence, START), evidence, START)
    keep_plan(environment, plan, profile=encode(profile))


@pytest.fixture
def begun(run: Run, environment: Environment) -> Run:
    begin(environment, sixty_with_knees())
    return run


def guided(run: Run, name: str, typed: str, moments: list[float], **changes: Any) -> Ran:
    """The test with these keys and lines typed; each key of the watch at its moment."""
    clock: Iterator[float] = iter(moments)
    return run(
        "assess", name, typed=typed, is_interactive=True, today=START,
        monotonic=lambda: next(clock), **changes,
    )  # fmt: skip


def kept(run: Run, name: str) -> dict[str, Any]:
    """The newest value that was measured."""
    entries = json.loads(run("assess", name, "--json", today=START).out)["data"]["entries"]
    measured = [entry for entry in entries if not entry["is_declared"]]
    found: dict[str, Any] = measured[-1] if measured else {}
    return found


def test_a_practice_trial_does_not_count_and_the_others_are_averaged(begun: Run) -> None:
    keys = " " * 6 + "\n" + "stick\nEva\n"
    ran = guided(begun, "3mbwt", keys, [0, 5.0, 10, 13.9, 20, 23.7, 25], width=80)

    assert ran.code == 0
    entry = kept(begun, "3mbwt")
    assert (entry["value"], entry["trials"]) == (3.8, [3.9, 3.7])
    assert (entry["aid"], entry["supervised_by"]) == ("stick", "Eva")
    assert "3-metre backward walk, 3.8 s" in ran.out


def test_what_is_said_on_the_way(begun: Run) -> None:
    ran = guided(begun, "tug", " " * 4 + "\n\n\n", [0, 12, 20, 29.5, 31], width=80, is_plain=True)

    assert_golden("assess-guided-plain", ran.err)


def test_the_best_of_three_stances_counts_and_the_watch_stops_at_45_s(begun: Run) -> None:
    guided(begun, "single-leg", " x     \n\n\n", [0, 50, 60, 72, 80, 99, 100, 120, 130])

    assert kept(begun, "single-leg")["value"] == 45


def test_positions_are_held_until_one_does_not_last(begun: Run) -> None:
    guided(begun, "balance", " x x  \n\n\n", [0, 10, 20, 30, 40, 46.5, 50])

    entry = kept(begun, "balance")
    assert (entry["value"], entry["trials"]) == (2, [10, 10, 6.5])


def test_after_the_countdown_the_number_is_asked(begun: Run) -> None:
    ran = guided(begun, "chair-stand", " x\n13\n\n\n", [0, 30.1, 35])

    assert kept(begun, "chair-stand")["value"] == 13
    assert "\a" in ran.err


def test_read_aloud_each_minute_of_a_long_walk_is_said(begun: Run) -> None:
    ran = guided(begun, "6mwt", " xxxx\n510\n\n\n", [0, 59, 61, 125, 360.2, 365], is_plain=True)

    assert kept(begun, "six-minute-walk")["value"] == 510
    assert ran.err.index("1 minute.") < ran.err.index("2 minutes.")
    assert ran.err.count("minute.") == 1


def test_the_10_m_walk_is_a_speed_over_what_was_timed(begun: Run) -> None:
    guided(begun, "10m", "6\n" + " " * 4 + "\n\n\n", [0, 5, 10, 16, 20])

    entry = kept(begun, "10m")
    assert (entry["value"], entry["trials"]) == (1.1, [1.2, 1.0])


def test_the_last_trial_can_be_done_once_more(begun: Run) -> None:
    keys = " " * 4 + BEGIN_AGAIN + "  " + "\n\n\n"
    guided(begun, "tug", keys, [0, 12, 20, 24, 25, 30, 39, 40])

    assert kept(begun, "tug")["value"] == 9


def test_a_time_that_cannot_be_is_not_kept_but_done_again(begun: Run) -> None:
    keys = (" " * 4 + "\n") * 2 + "\n\n"
    ran = guided(begun, "tug", keys, [0, 9, 10, 11, 12, 20, 29, 30, 39, 40])

    assert "1 cannot be; it is from 2 to 300 s. Once more" in ran.err
    assert kept(begun, "tug")["value"] == 9


@pytest.mark.parametrize("keys", ["q", " q", "   q", "    q", "    \nq\n"])
def test_q_leaves_and_nothing_is_kept(begun: Run, keys: str) -> None:
    ran = guided(begun, "tug", keys, [0, 9, 10, 19, 20, 21])

    assert (ran.code, ran.out) == (0, "")
    assert "Nothing was kept." in ran.err
    assert kept(begun, "tug") == {}


def test_the_end_of_the_input_keeps_nothing(begun: Run) -> None:
    assert guided(begun, "tug", "  ", [0, 9]).code == ExitCode.INTERRUPTED
    assert kept(begun, "tug") == {}


def test_the_knee_questions_are_summed_and_said_to_be_a_raw_sum(begun: Run) -> None:
    ran = guided(begun, "koos-ps", "1\n2\n<\n3\n0\n9\n0\n0\n4\n4\n", [])

    assert kept(begun, "koos-ps")["value"] == 12
    assert "12 of 28, the raw sum" in ran.out


def test_pain_is_a_number(begun: Run) -> None:
    guided(begun, "pain", "3\n", [])

    assert kept(begun, "nprs")["value"] == 3


@pytest.mark.parametrize("name", ["nprs", "koos-ps"])
def test_questions_can_be_left_too(begun: Run, name: str) -> None:
    assert "Nothing was kept." in guided(begun, name, "q\n", []).err


def test_a_test_that_is_not_done_here_says_so(begun: Run) -> None:
    ran = guided(begun, "womac", "", [])

    assert ran.code == ExitCode.USAGE
    assert "retroplan assess womac VALUE" in ran.err


def test_a_stopwatch_is_for_today(begun: Run) -> None:
    ran = begun("assess", "tug", "--on", "yesterday", is_interactive=True)

    assert ran.code == ExitCode.USAGE


class TestWhoMay:
    def older(self, **health: Any) -> Profile:
        person = sixty_with_knees()
        return replace(
            person,
            profile=replace(person.profile, birth_date=dt.date(1959, 4, 2)),
            health=replace(person.health, **health),
        )

    @pytest.mark.parametrize("name", ["3mbwt", "single-leg"])
    def test_from_65_on_somebody_stands_by_or_it_is_not_done(
        self, run: Run, environment: Environment, name: str
    ) -> None:
        begin(environment, self.older())
        ran = guided(run, name, "n\n", [])

        assert ran.code == ExitCode.UNSAFE
        assert "Only with somebody beside you, or a wall within reach." in ran.err
        assert kept(run, name) == {}

    def test_other_tests_ask_for_nobody(self, run: Run, environment: Environment) -> None:
        begin(environment, self.older())

        assert guided(run, "tug", "q", [0]).code == 0

    def test_a_safety_flag_asks_for_somebody_at_any_age(
        self, run: Run, environment: Environment
    ) -> None:
        person = sixty_with_knees()
        begin(environment, replace(person, health=replace(person.health, falls_last_12_months=1)))

        assert guided(run, "3mbwt", "n\n", []).code == ExitCode.UNSAFE

    def test_a_steady_person_under_65_is_not_asked(self, begun: Run) -> None:
        assert guided(begun, "3mbwt", "q", [0]).code == 0

    def test_on_a_day_of_rest_no_body_is_tested(
        self, begun: Run, environment: Environment
    ) -> None:
        keep_event(
            environment=environment._replace(today=START),
            event=CheckIn(date=START, fever=True),
            evidence=load_evidence(),
            command="checkin",
            sentence="a check-in",
        )
        ran = guided(begun, "tug", " " * 5, [])

        assert ran.code == ExitCode.UNSAFE
        assert "no test today" in ran.err
        assert guided(begun, "nprs", "3\n", []).code == 0
        assert begun("assess", "tug", "9.1", today=START).code == 0

    def test_while_the_plan_waits_for_a_clinician_no_body_is_tested(self, begun: Run) -> None:
        begun("assess", "3mbwt", "8.5", today=START)
        ran = guided(begun, "tug", " " * 5, [])

        assert ran.code == ExitCode.UNSAFE
        assert "clinician" in ran.err


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal")
@pytest.mark.usefixtures("begun")
class TestTerminal:
    ARGV = ("-m", "retroplan", "--today", START.isoformat(), "assess", "tug")

    def spawn(self, folder: Path) -> Any:
        import pexpect

        variables = {
            **os.environ, "PYTHONPATH": str(SOURCE), "RETROPLAN_DATA_DIR": str(folder),
            "TERM": "xterm",
        }  # fmt: skip
        return pexpect.spawn(
            sys.executable, list(self.ARGV), env=variables, encoding="utf-8", timeout=30
        )

    def is_as_before(self, child: Any) -> bool:
        """Lines and echo, as a terminal is before anybody changes it."""
        import termios

        local = termios.tcgetattr(child.child_fd)[3]
        return bool(local & termios.ICANON and local & termios.ECHO)

    @pytest.mark.parametrize(("key", "code"), [("q", 0), ("\x03", 130), ("\x04", 130)])
    def test_it_is_as_before_however_the_test_ends(
        self, environment: Environment, key: str, code: int
    ) -> None:
        import pexpect

        child = self.spawn(environment.data_dir)
        child.expect("For practice: Space")
        child.send(" ")
        child.expect(r"0\.\d s")
        child.send(key)
        child.expect(pexpect.EOF)

        assert self.is_as_before(child)
        child.close()
        assert child.exitstatus == code

    def test_keys_start_and_stop_it(self, environment: Environment) -> None:
        child = self.spawn(environment.data_dir)
        child.expect("For practice: Space")
        child.send(" ")
        child.expect(r"(0\.[4-9]|[1-9]\.\d) s")
        child.send("\x1b[A")  # an arrow, which is no key of ours
        child.expect(r"\d\.\d s")
        child.send(" ")
        child.expect(r"For practice: \d+\.\d\d s")
        child.send("q")
        child.expect("Nothing was kept")
        child.close()
