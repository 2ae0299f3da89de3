"""`retroplan report`."""

import csv
import datetime as dt
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import Goal, Person, Profile, Target
from retroplan.core.model.progress import Whole
from retroplan.core.model.vocabulary import GoalKind, Outcome
from retroplan.core.progress import progress_of
from retroplan.environment import Environment
from retroplan.files.csv_cells import cell
from retroplan.reports.files import HEADER, as_csv, as_markdown
from tests.builders import START, make_log, make_plan
from tests.conftest import Run
from tests.kept import keep_logs, keep_plan
from tests.plans import built
from tests.reports.golden import assert_golden

DAY = dt.timedelta(days=1)
TODAY = START + 18 * DAY  # the Friday of week 3
DRAWING = set("●○▁▂▃▄▅▆▇█·×–…─│")
SHAMING = ("fail", "lazy", "streak", "behind schedule", "should have")


def diary(plan: Plan) -> list[SessionLog]:
    """Two weeks and a half: pain falls, one session skipped, one without a record, one in part."""
    pains = (4, 5, 4, 0, 3, 0, 2, 1, 1)
    logs = [
        make_log(session, nprs_during=pain)
        for session, pain in zip(plan.sessions, pains, strict=False)
    ]
    logs[3] = make_log(
        plan.sessions[3], outcome=Outcome.SKIPPED, total_s=None, backward_s=None, speed_mps=None,
        distance_m=None, rpe=None, nprs_before=None, nprs_during=None, near_falls=None, falls=None,
        reason="visitors",
    )  # fmt: skip
    logs[6] = make_log(
        plan.sessions[6], outcome=Outcome.PARTIAL, total_s=600, backward_s=300, near_falls=1,
        nprs_during=2, note="left knee stiff",
    )  # fmt: skip
    return [*logs[:5], *logs[6:8], make_log(date=START + 13 * DAY, rpe=2)]


@pytest.fixture
def kept(environment: Environment) -> Plan:
    plan = keep_plan(environment)
    keep_logs(environment, plan, *diary(plan))
    return plan


def data(run: Run, *argv: str, today: dt.date = TODAY) -> dict[str, object]:
    found: dict[str, object] = json.loads(run("report", "--json", *argv, today=today).out)["data"]
    return found


@pytest.mark.usefixtures("kept")
class TestScreens:
    def test_the_whole_report(self, run: Run) -> None:
        for width in (40, 80, 100):
            assert_golden(f"report-{width}-columns", run("report", today=TODAY, width=width).out)
        assert_golden("report-plain", run("report", today=TODAY, is_plain=True).out)

    @pytest.mark.parametrize("theme", ["dose", "effort", "pain", "stumbles", "notes"])
    def test_one_theme(self, run: Run, theme: str) -> None:
        text = run("report", "--theme", theme, today=TODAY, width=80).out

        assert_golden(f"report-{theme}", text)

    @pytest.mark.parametrize("width", [20, 40, 60, 80])
    def test_no_line_is_wider_than_the_terminal(self, run: Run, width: int) -> None:
        for theme in ((), ("--theme", "pain"), ("--theme", "notes")):
            text = run("report", *theme, today=TODAY, width=width).out
            assert all(len(line) <= width for line in text.splitlines())

    def test_read_aloud_there_is_nothing_drawn(self, run: Run) -> None:
        lines = run("report", today=TODAY, is_plain=True).out.splitlines()

        assert not DRAWING & set("".join(lines))
        assert all(line.strip() == line and line for line in lines)

    def test_every_picture_is_also_a_sentence(self, run: Run) -> None:
        out = run("report", today=TODAY, is_plain=True).out

        assert "Pain while walking: 4, 5, 4 of 10, on average 4.3" in out

    def test_nobody_is_put_to_shame(self, run: Run) -> None:
        out = run("report", today=TODAY + 10 * DAY).out.lower()

        assert "no setback" in out
        assert not [word for word in SHAMING if word in out]

    def test_csv_is_a_row_a_week_with_numbers_as_numbers(self, run: Run) -> None:
        ran = run("report", "--csv", today=TODAY)
        rows = list(csv.DictReader(io.StringIO(ran.out)))

        assert [row["week"] for row in rows] == ["1", "2", "3"]
        assert (rows[1]["skipped"], rows[1]["missed"], rows[1]["extra"]) == ("1", "1", "1")
        assert float(rows[0]["pain_during"]) == 4.33

    def test_markdown_is_a_table_with_sentences(self, run: Run) -> None:
        lines = run("report", "--md", today=TODAY).out.splitlines()

        assert lines[0] == "# Weeks 1–3"
        assert len({line.count("|") for line in lines if line.startswith("| ")}) == 1


@pytest.mark.usefixtures("kept")
class TestFacts:
    def test_the_counts_are_those_of_the_diary(self, run: Run) -> None:
        counts = data(run)["counts"]

        assert counts == {
            "planned": 9, "past": 8, "done": 5, "partial": 1, "skipped": 1, "missed": 1, "extra": 1,
            "moved": 0,
        }  # fmt: skip

    def test_todays_session_is_not_missed_yet(self, run: Run) -> None:
        weeks = data(run)["weeks"]
        assert [week["counts"]["missed"] for week in weeks] == [0, 1, 0]  # type: ignore[attr-defined]  # JSON

    def test_pain_that_fell_by_more_than_people_can_feel_is_said_to_have_fallen(
        self, run: Run
    ) -> None:
        out = run("report", "--theme", "pain", today=TODAY, is_plain=True).out

        assert "Pain while walking fell from 4.3 to 1 of 10" in out
        assert "a change of 2 points is what people can feel" in out

    def test_since_begins_with_the_week_that_holds_the_day(self, run: Run) -> None:
        for day in ("2026-11-30", "2026-12-02", "2026-12-06"):
            weeks = data(run, "--since", day)["weeks"]
            assert [week["number"] for week in weeks] == [2, 3]  # type: ignore[attr-defined]  # JSON
            assert weeks[0]["counts"]["skipped"] == 1  # type: ignore[index]  # JSON

    def test_weeks_are_the_last_ones(self, run: Run) -> None:
        weeks = data(run, "--weeks", "2")["weeks"]

        assert [week["number"] for week in weeks] == [2, 3]  # type: ignore[attr-defined]  # JSON

    def test_the_next_tests_are_named(self, run: Run) -> None:
        out = run("report", today=TODAY, is_plain=True).out

        assert "Next tests, by Friday 18 December: pain from 0 to 10 and Timed Up and Go." in out


@pytest.mark.usefixtures("kept")
def test_since_the_first_day_of_the_calendar_is_everything(run: Run) -> None:
    assert run("report", "--since", "0001-01-01", today=TODAY).code == 0


def test_too_few_answers_are_too_few(run: Run, environment: Environment) -> None:
    plan = keep_plan(environment)
    keep_logs(environment, plan, *(make_log(session) for session in plan.sessions[:5]))
    out = run("report", today=START + 9 * DAY, is_plain=True).out

    assert "Pain while walking: too early to say. 5 answers so far, 6 are needed." in out


def test_a_goal_stands_beside_what_was_reached(run: Run, environment: Environment) -> None:
    target = Target(measure="nprs", value=2, by=dt.date(2027, 1, 20))
    profile = Profile(profile=Person(), goal=Goal(kind=GoalKind.KNEE_PAIN, target=target))
    plan = keep_plan(environment, profile=profile)
    keep_logs(environment, plan, *diary(plan))
    out = run("report", today=TODAY, is_plain=True).out

    assert (
        "Your goal for pain from 0 to 10: 2 points by Wednesday 20 January 2027; "
        "the last three sessions averaged" in out
    )


def test_a_fall_asks_for_a_new_screening(run: Run, environment: Environment) -> None:
    plan = keep_plan(environment)
    keep_logs(environment, plan, make_log(plan.sessions[0], falls=1))

    assert "1 fall: a fall changes what is safe" in " ".join(
        run("report", today=START).out.split()
    )


def test_before_the_first_plan_the_report_says_how_to_begin(run: Run) -> None:
    ran = run("report")

    assert ran.code == 0
    assert "There is no plan yet" in ran.out
    assert "retroplan init" in ran.out


def test_before_the_first_record_the_report_says_how_to_make_one(
    run: Run, environment: Environment
) -> None:
    keep_plan(environment)
    ran = run("report", today=START)

    assert ran.code == 0
    assert "Nothing is recorded in these weeks yet." in ran.out
    assert "retroplan log" in ran.out


def test_sessions_of_an_earlier_plan_are_not_taken_for_this_ones(
    run: Run, environment: Environment
) -> None:
    older = keep_plan(environment, make_plan(plan_id="older", start=START - 28 * DAY))
    keep_logs(environment, older, make_log(older.sessions[0]), make_log(older.sessions[12]))
    keep_plan(environment)
    assert older.sessions[12].date == START

    now = data(run, today=START)
    before = data(run, "--since", "2026-10-26", today=START)
    assert now["counts"]["done"] == 0  # type: ignore[index]  # JSON
    assert now["counts"]["extra"] == 1  # type: ignore[index]  # JSON
    assert before["counts"]["done"] == 1  # type: ignore[index]  # JSON


@pytest.mark.parametrize(
    "argv",
    [
        ("--weeks", "0"),
        ("--weeks", "-3"),
        ("--since", "2026-12-24"),
        ("--since", "someday"),
        ("--since", "2026-11-23", "--weeks", "2"),
        ("--json", "--csv"),
        ("--theme", "gossip"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(
    run: Run, environment: Environment, argv: tuple[str, ...]
) -> None:
    keep_plan(environment)
    ran = run("report", *argv)

    assert ran.code == 2
    assert not ran.out or json.loads(ran.out)["view"] == "error"
    assert ran.err.startswith("retroplan: error[usage]: ")


def noted(text: str) -> SessionLog:
    return make_log(make_plan().sessions[0], note=text)


def written(text: str) -> tuple[str, str]:
    """The notes' cell of the CSV, and the Markdown page, of a report with one note."""
    progress = progress_of(
        make_plan(), [noted(text)], today=START, since=START, pain_that_counts=2, aim=None,
        whole=Whole(24, 1, 24, 1, 0), trial=None,
    )  # fmt: skip
    rows = list(csv.reader(io.StringIO(as_csv(progress), newline="")))
    assert [len(row) for row in rows] == [len(HEADER)] * 2
    return rows[1][-1], as_markdown(progress, None)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "|calc"])
def test_a_text_that_begins_as_a_formula_is_made_none(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("value", [-1, -0.5, None, "2026-11-23 fine"])
def test_numbers_and_plain_texts_stay_as_they_are(value: object) -> None:
    assert cell(value) == value


def test_a_notes_cell_is_one_line_that_begins_with_its_day() -> None:
    cell, _ = written('=1+1\r\n|second, "quoted"')

    assert cell == '2026-11-23 =1+1  |second, "quoted"'


def test_markdown_in_a_note_is_shown_not_obeyed() -> None:
    _, page = written("**bold** | <b>x</b> [a](http://b) `c` & more")

    assert r"\*\*bold\*\* \| \<b\>x\</b\> \[a\](http://b) \`c\` &amp; more" in page


def test_escapes_in_a_note_are_shown_not_obeyed(run: Run, environment: Environment) -> None:
    plan = keep_plan(environment)
    keep_logs(environment, plan, noted("[red]hi\x1b[31m\u202e there\nnew line"))

    outs = [run("report", *argv, today=START).out for argv in ((), ("--csv",), ("--md",))]
    for out in (*outs, run("report", today=START, is_plain=True).out):
        assert "hi" in out
        assert "\x1b" not in out
        assert "\u202e" not in out


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_whatever_is_in_a_note_a_week_stays_one_row_and_one_bullet(text: str) -> None:
    cell, page = written(text)

    assert not set(cell + page.replace("\n", "")) & {chr(code) for code in range(32)}
    assert "\n" not in cell


def test_a_stumble_nobody_was_asked_about_is_not_counted_as_none(
    run: Run, environment: Environment
) -> None:
    plan = make_plan()
    keep_plan(environment, plan)
    keep_logs(environment, plan, make_log(plan.sessions[0], near_falls=None))

    answer = run("report", "--json", today=plan.sessions[0].date)
    said = run("report", today=plan.sessions[0].date).out

    assert json.loads(answer.out)["data"]["weeks"][0]["near_falls"] is None
    assert "No stumbles" not in said


def test_a_column_that_no_week_fills_is_left_out(run: Run, environment: Environment) -> None:
    plan = keep_plan(environment)
    keep_logs(environment, plan, make_log(plan.sessions[0], nprs_before=None))

    assert "pain before" not in run("report", "--theme", "pain", today=START).out
    assert "incline" not in run("report", "--theme", "dose", today=START).out


def test_before_the_first_record_there_is_a_next_step_and_no_table_of_noughts(
    run: Run, environment: Environment
) -> None:
    keep_plan(environment)
    out = run("report", today=START).out

    assert "After a session: retroplan log" in out
    assert "0:00" not in out


def test_where_nobody_wrote_a_note_it_says_how_to(run: Run, environment: Environment) -> None:
    plan = keep_plan(environment)
    keep_logs(environment, plan, make_log(plan.sessions[0]))

    assert "retroplan log --note" in run("report", "--theme", "notes", today=START).out


def test_a_plan_that_rests_says_so_and_is_not_over(run: Run, environment: Environment) -> None:
    plan = keep_plan(environment, built())
    keep_logs(environment, plan, *map(make_log, plan.sessions))
    last = plan.sessions[-1].date
    assert "retroplan plan next" in run("report", today=last).out

    assert run("checkin", "--fever", today=last).code == 0

    text = " ".join(run("report", today=last).out.split())
    reason = "Fever or an infection since Friday 15 January: no session until 24 hours have gone by without it."
    assert f"{reason} The plan rests for now." in text
    assert "retroplan plan next" not in text
    told = json.loads(run("report", "--json", today=last).out)["data"]
    assert (told["standing"], told["standing_reason"]) == ("resting", reason)
