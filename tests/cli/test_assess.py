"""`retroplan assess`: the list, a result, what it says and what it changes."""

import datetime as dt
import json

import pytest

from retroplan.core.codec import encode
from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import KnownTests
from retroplan.environment import Environment
from retroplan.errors import ExitCode
from retroplan.evidence.load import load_assessments
from tests.builders import START, make_log, make_plan
from tests.conftest import Run
from tests.kept import keep_logs, keep_plan
from tests.people import sixty_with_knees
from tests.reports.golden import assert_golden

DAY = dt.timedelta(days=1)
WEEK_4 = START + 21 * DAY


@pytest.fixture
def begun(run: Run, environment: Environment) -> Run:
    """A real plan for a woman of sixty with sore knees, begun on its first day."""
    keep_plan(environment, _real_plan(), profile=encode(sixty_with_knees()))
    return run


@pytest.fixture
def walked(begun: Run, environment: Environment) -> Run:
    """The same, the first week walked."""
    plan = _real_plan()
    keep_logs(environment, plan, *map(make_log, plan.weeks[0].sessions))
    return begun


def _real_plan() -> Plan:
    from retroplan.core.engine.build import build
    from retroplan.core.screening.screen import screen
    from retroplan.evidence.load import load_evidence

    profile, evidence = sixty_with_knees(), load_evidence()
    return build(profile, profile.goal, screen(profile, evidence, START), evidence, START)


class TestList:
    def test_it_shows_the_last_values_and_what_is_due(self, begun: Run) -> None:
        begun("assess", "tug", "8.8", today=START)

        assert_golden("assess", begun("assess", today=START + DAY, width=80).out)
        assert_golden("assess-40-columns", begun("assess", today=START + DAY, width=40).out)
        assert_golden("assess-plain", begun("assess", today=START + DAY, is_plain=True).out)

    def test_a_test_week_gone_by_without_a_result_is_still_open(self, walked: Run) -> None:
        assert "since week 1" in walked("assess", today=START + 9 * DAY).out

    def test_before_the_first_plan_it_lists_them_all(self, run: Run) -> None:
        ran = run("assess")

        assert ran.code == 0
        assert "single-leg" in ran.out
        assert "No plan asks for tests yet" in ran.out

    def test_a_value_without_a_test_is_refused(self, begun: Run) -> None:
        assert begun("assess", "--trials", "9 8").code == ExitCode.USAGE


class TestResult:
    def test_a_result_is_kept_with_what_it_says(self, begun: Run) -> None:
        begun("assess", "tug", "9.8", today=START)
        said = ("assess", "tug", "9,2", "--trials", "9,3 9,1", "--aid", "stick", "--by", "physio",
                "--note", "quiet [red]room")  # fmt: skip

        assert_golden("assess-result", begun(*said, today=WEEK_4, width=80).out)

    @pytest.mark.parametrize(
        ("argv", "value", "unit"),
        [
            (("3mbwt", "3.8"), 3.8, "s"),
            (("backward-walk-3m", "3,8s"), 3.8, "s"),
            (("3mbwt", "--trials", "3.9,3.7"), 3.8, "s"),
            (("chair", "13"), 13, "stands"),
            (("chair-stand", "13 stands"), 13, "stands"),
            (("10m", "1.21 m/s"), 1.21, "m/s"),
            (("10m", "8,4s"), 1.19, "m/s"),
            (("balance", "3"), 3, "stages"),
            (("balance", "--trials", "10 10 6.2"), 2, "stages"),
            (("tandem", "25"), 10, "s"),
            (("single-leg", "60"), 45, "s"),
            (("6mwt", "512 m"), 512, "m"),
            (("pain", "3"), 3, "points"),
            (("koos-ps", "--trials", "1 0 2 1 1 3 4"), 12, "points"),
            (("womac", "30"), 30, "points"),
        ],
    )
    def test_values_are_taken_as_people_type_them(
        self, begun: Run, argv: tuple[str, ...], value: float, unit: str
    ) -> None:
        data = json.loads(begun("assess", *argv, "--json").out)["data"]

        assert data["result"]["value"] == value
        assert data["answer"]["unit"] == unit

    @pytest.mark.parametrize(
        ("argv", "said"),
        [
            (("tug", "1"), "from 2 to 300 s, not 1"),
            (("chair-stand", "300"), "from 0 to 60 stands, not 300"),
            (("chair-stand", "12.5"), "whole number"),
            (("nprs", "11"), "from 0 to 10"),
            (("tug", "1e1"), "is a number"),
            (("tug", "nan"), "is a number"),
            (("10m", "2s"), "the time for 10 m is a number from 3.3 to 100 s, not 2"),
            (("tug", "9.2", "--trials", "9.9,9.7"), "these trials make 9.8 s, not 9.2"),
            (("3mbwt", "--trials", "3,9"), "can be read in two ways"),
            (("koos-ps", "--trials", "1 2 3"), "has 7 answers, not 3"),
            (("tug", "9", "--on", "tomorrow"), "is still to come"),
            (("tug", "9", "--on", "11/12/2026"), "could be"),
            (("tug", "9", "--note", "x" * 2001), "2,000 can be kept"),
        ],
    )
    def test_what_cannot_be_is_refused_and_nothing_is_kept(
        self, begun: Run, argv: tuple[str, ...], said: str
    ) -> None:
        ran = begun("assess", *argv)

        assert ran.code == ExitCode.USAGE
        assert said in ran.err
        entries = json.loads(begun("assess", argv[0], "--json").out)["data"]["entries"]
        assert all(entry["is_declared"] for entry in entries)

    @pytest.mark.parametrize(
        ("word", "near"), [("tgu", "tug"), ("six", "six-minute-walk"), ("chairs", "chair-stand")]
    )
    def test_a_near_miss_is_named(self, begun: Run, word: str, near: str) -> None:
        ran = begun("assess", word, "9")

        assert ran.code == ExitCode.USAGE
        assert f"near it: {near}" in ran.err

    def test_a_second_result_of_a_day_is_kept_beside_the_first_and_counts(
        self, begun: Run
    ) -> None:
        begun("assess", "tug", "9.8", "--on", "2026-11-24")
        ran = begun("assess", "tug", "9.1", "--on", "2026-11-24")
        data = json.loads(begun("assess", "tug", "--json").out)["data"]

        assert "another result as well. Both are kept; this one counts." in ran.out
        assert [entry["value"] for entry in data["entries"]] == [8.5, 9.8, 9.1]

    def test_an_older_result_is_kept_and_does_not_count(self, begun: Run) -> None:
        begun("assess", "tug", "9.8", today=START + DAY)
        ran = begun("assess", "tug", "13", "--on", "2026-11-01", today=START + DAY)

        assert "A later day has a result already" in ran.out
        assert "12 s or more" not in ran.out

    def test_under_60_the_chair_stand_has_no_norm_and_it_is_said(
        self, run: Run, environment: Environment
    ) -> None:
        from dataclasses import replace

        person = sixty_with_knees()
        younger = replace(person.profile, birth_date=dt.date(1980, 4, 2))
        keep_plan(environment, profile=encode(replace(person, profile=younger)))
        out = run("assess", "chair-stand", "12", today=START).out

        assert "There are no norms under 60 for this test" in out

    def test_below_the_measurement_error_nothing_is_called_a_change(self, begun: Run) -> None:
        begun("assess", "3mbwt", "3.6", today=START)
        out = " ".join(begun("assess", "3mbwt", "3.0", today=WEEK_4).out.split())

        assert "smaller than the measurement error (1 s; expert judgement" in out
        assert "real change" not in out
        assert "improve" not in out

    def test_beyond_it_a_change_is_called_one(self, begun: Run) -> None:
        begun("assess", "3mbwt", "4.2", today=START)
        out = " ".join(begun("assess", "3mbwt", "3.0", today=WEEK_4).out.split())

        assert "4.2 s to 3 s, 1.2 s quicker" in out
        assert "a real change for the better" in out

    def test_text_of_the_person_is_data(self, begun: Run) -> None:
        out = begun("assess", "tug", "9", "--aid", "a\x1b[31mstick").out

        assert "\x1b" not in out
        assert "\\u001b[31mstick" in out


class TestPlan:
    def test_a_result_that_asks_for_more_care_changes_the_plan_and_says_why(
        self, begun: Run
    ) -> None:
        ran = begun("assess", "tug", "13.1", today=START)
        out = " ".join(ran.out.split())

        assert "12 s or more: at risk of falling" in out
        assert "you keep something to hold and somebody beside you in every session" in out
        assert "The plan has changed" in out
        assert "retroplan plan why" in out

    def test_a_result_like_the_one_before_changes_nothing(self, begun: Run) -> None:
        data = json.loads(begun("assess", "tug", "8.4", "--json", today=START).out)["data"]

        assert (data["adjustments"], data["revision"]) == ([], None)

    def test_before_a_plan_a_result_is_kept_where_there_is_a_store(
        self, run: Run, environment: Environment
    ) -> None:
        from retroplan.store.database import create_store

        create_store(environment.store_file)
        ran = run("assess", "tug", "9.8")

        assert ran.code == 0
        assert "There is no plan yet." in ran.out
        assert "tug_s = 9.8" in ran.out
        data = json.loads(run("assess", "tug", "--json").out)["data"]
        assert [entry["value"] for entry in data["entries"]] == [9.8]

    def test_without_a_store_the_way_to_one_is_named(
        self, run: Run, environment: Environment
    ) -> None:
        ran = run("assess", "tug", "9.8")

        assert ran.code == ExitCode.NOT_FOUND
        assert "retroplan init" in ran.err
        assert not environment.store_file.exists()


class TestReminders:
    def test_today_reminds_of_a_test_of_its_week_until_it_has_a_result(self, begun: Run) -> None:
        before = " ".join(begun("today", today=START, is_plain=True).out.split())
        begun("assess", "koos-ps", "12", today=START)

        assert "Test week: the knee questionnaire (KOOS-PS) has no result yet." in before
        assert "retroplan assess koos-ps" in before
        assert "Test week" not in begun("today", today=START, is_plain=True).out

    def test_in_other_weeks_it_is_silent(self, walked: Run) -> None:
        assert "Test week" not in walked("today", today=START + 7 * DAY).out

    def test_in_the_first_week_what_the_profile_knows_is_no_gap(
        self, run: Run, environment: Environment
    ) -> None:
        from dataclasses import replace

        plan = make_plan()
        first = replace(plan.weeks[0], tests=("nprs", "tug", "single-leg"))
        plan = replace(plan, weeks=(first, *plan.weeks[1:]))
        profile = replace(sixty_with_knees(), tests=KnownTests(tug_s=9))
        keep_plan(environment, plan, profile=encode(profile))
        data = json.loads(run("today", "--json", today=START).out)["data"]

        assert data["tests_due"] == ["single-leg"]

    def test_the_report_has_the_tests_and_what_is_due(self, begun: Run) -> None:
        begun("assess", "tug", "9.9", today=START)
        begun("assess", "3mbwt", "4.4", today=START)
        begun("assess", "3mbwt", "3.2", today=START + DAY)

        out = begun("report", today=START + DAY, width=80).out
        assert_golden("report-tests", out[out.index("  Tests") :])
        plain = begun("report", today=START + DAY, is_plain=True).out
        assert "3-metre backward walk: 3.2 s, Tuesday 24 November 2026" in plain
        data = json.loads(begun("report", "--json", today=START + DAY).out)["data"]
        assert [test["name"] for test in data["tests"]] == ["backward-walk-3m", "tug"]
        assert data["tests_due"] == ["koos-ps"]
        assert "## Tests" in begun("report", "--md", today=START + DAY).out
        assert "Tests" not in begun("report", "--theme", "pain", today=START + DAY).out


@pytest.mark.parametrize("argv", [("assess", "tug"), ("assess", "nprs")])
def test_without_a_terminal_it_asks_for_the_value(begun: Run, argv: tuple[str, ...]) -> None:
    ran = begun(*argv)

    assert ran.code == ExitCode.USAGE
    assert f"retroplan {' '.join(argv)} VALUE" in ran.err


@pytest.mark.parametrize("typed", ["-4", "-4,5", "-4.5"])
def test_a_result_below_zero_needs_no_tricks(begun: Run, typed: str) -> None:
    wished = [each for each in load_assessments().values() if each.plausible.lowest < 0]
    assert wished
    for test in wished:
        ran = begun("assess", test.name, typed, "--json")
        assert json.loads(ran.out)["data"]["result"]["value"] == float(typed.replace(",", "."))


def test_a_result_below_zero_where_none_can_be_says_the_range(begun: Run) -> None:
    ran = begun("assess", "tug", "-4")

    assert ran.code == ExitCode.USAGE
    assert "not -4" in ran.err


def test_what_is_typed_as_a_note_stays_as_it_was_typed(begun: Run) -> None:
    ran = begun("assess", "tug", "9", "--note", "-4", "--json")

    assert json.loads(ran.out)["data"]["result"]["note"] == "-4"
