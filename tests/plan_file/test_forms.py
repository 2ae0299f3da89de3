"""Plan files as text: written in one way, read whatever an editor or a spreadsheet made of them."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from retroplan.core.model.plan_row import PlanRow
from retroplan.core.model.vocabulary import Stage
from retroplan.errors import BadFile
from retroplan.plan_file.content import BY_NUMBER, PlanText, WrittenRow
from retroplan.plan_file.csv_form import COLUMNS, as_csv, read_csv
from retroplan.plan_file.toml_form import as_toml, read_toml
from tests.reports.golden import assert_golden

ROW = PlanRow(
    session_id="1.1", date=dt.date(2026, 11, 23), stage=Stage.CORRIDOR, warm_up_s=180, reps=8,
    bout_s=30, recovery_s=30, cool_down_s=120, speed_kmh=1.61, grade_pct=0.0, backward_s=240,
    total_s=780,
)  # fmt: skip
SECOND = PlanRow(
    session_id="2.1", date=dt.date(2026, 11, 30), stage=Stage.TREADMILL_RAILS, warm_up_s=180,
    reps=6, bout_s=60, recovery_s=30, cool_down_s=120, speed_kmh=1.5, grade_pct=0.5,
    note="=left knee, shorter steps", backward_s=360, total_s=840,
)  # fmt: skip
WRITTEN = (WrittenRow(row=ROW, state="done"), WrittenRow(row=SECOND, state="to come"))
HEADER = "session_id,date,stage,warm_up_s,reps,bout_s,recovery_s,cool_down_s,speed_kmh,grade_pct"
LINE = "1.1,2026-11-23,corridor,180,8,30,30,120,1.61,0"


def csv_of(*lines: str) -> PlanText:
    return read_csv("\r\n".join((HEADER, *lines)) + "\r\n", name="plan.csv")


def problems_of(read: Callable[[], PlanText]) -> tuple[str, ...]:
    with pytest.raises(BadFile) as caught:
        read()
    assert caught.value.hint
    return caught.value.problems


def test_the_csv_is_as_it_was() -> None:
    assert_golden("plan-file-csv", as_csv(WRITTEN, plan_id="p", revision=2).replace("\r\n", "\n"))


def test_the_toml_is_as_it_was() -> None:
    assert_golden("plan-file-toml", as_toml(WRITTEN, plan_id="p", revision=2))


def test_the_document_explains_every_column() -> None:
    text = (Path(__file__).parents[2] / "docs/plan-file.md").read_text("utf-8")
    assert [name for name in COLUMNS if f"`{name}`" not in text] == []
    example = text.split("```toml\n")[1].partition("```")[0]
    assert read_toml(example, name="plan.toml").rows[0].row.note == "shorter steps"


def test_lines_of_a_csv_end_as_rfc_4180_asks() -> None:
    text = as_csv(WRITTEN, plan_id="p", revision=2)
    assert text.count("\r\n") == text.count("\n") == 3


@pytest.mark.parametrize(
    ("write", "read"), [(as_csv, read_csv), (as_toml, read_toml)], ids=["csv", "toml"]
)
def test_what_was_written_is_read_again(
    write: Callable[..., str], read: Callable[..., PlanText]
) -> None:
    text = read(write(WRITTEN, plan_id="p", revision=2), name="plan")

    rows = [each.row for each in text.rows]
    assert [row.note for row in rows] == ["", "=left knee, shorter steps"]
    assert [(row.speed_kmh, row.grade_pct, row.stage, row.date) for row in rows] == [
        (row.speed_kmh, row.grade_pct, row.stage, row.date) for row in (ROW, SECOND)
    ]
    assert (text.plan_id, text.revision) == ("p", 2)


def test_no_spreadsheet_runs_a_note() -> None:
    assert ",'=left knee" in as_csv(WRITTEN, plan_id="p", revision=2).replace('"', "")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_common_delimiter_is_taken(delimiter: str) -> None:
    text = f"{HEADER}\n{LINE}".replace(",", delimiter)
    assert read_csv(text, name="plan.csv").rows[0].row.reps == 8


def test_a_decimal_comma_is_taken() -> None:
    text = f"{HEADER}\n{LINE}".replace(",", ";").replace("1.61", "1,61")
    assert read_csv(text, name="plan.csv").rows[0].row.speed_kmh == 1.61


@pytest.mark.parametrize(
    "day", ["2026-11-23", "2026-11-3", "23.11.2026", "23/11/2026", "11/23/2026"]
)
def test_a_date_may_be_as_a_spreadsheet_writes_it(day: str) -> None:
    read = csv_of(LINE.replace("2026-11-23", day))
    assert read.rows[0].row.date in {dt.date(2026, 11, 23), dt.date(2026, 11, 3)}


def test_a_date_that_could_be_two_days_is_asked_for() -> None:
    found = problems_of(lambda: csv_of(LINE.replace("2026-11-23", "03/12/2026")))
    assert found == (
        'line 2: session 1.1, date: must be a date such as 2026-11-23, not "03/12/2026"',
    )


def test_an_id_that_became_a_date_is_known_by_its_number() -> None:
    text = f"number,{HEADER}\n4,{LINE}".replace(",1.1,", ",01. Jan,")
    read = read_csv(text, name="plan.csv").rows[0]
    assert (read.row.session_id, read.number) == (BY_NUMBER, 4)


def test_the_line_of_a_row_is_told_across_notes_of_several_lines() -> None:
    text = f'{HEADER},note\n{LINE},"a\nb"\n{LINE},\n{LINE.replace("8,30", "x,30")},\n'
    found = problems_of(lambda: read_csv(text, name="plan.csv"))
    assert [problem.partition(":")[0] for problem in found] == ["line 2", "line 5"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ((), "no rows follow"),
        ((LINE.replace("8,30", "8.5,30"),), "reps: must be a whole number"),
        ((LINE.replace("8,30", "-8,30"),), "reps: must be from 1 to 100"),
        ((LINE.replace("8,30", ",30"),), "reps: is empty"),
        ((LINE.replace("corridor", "corridoor"),), 'did you mean "corridor"?'),
        ((LINE.replace("2026-11-23", "2026-02-30"),), "date: must be a date"),
        ((LINE.replace("1.61", "nan"),), "speed_kmh: must be a number"),
        ((LINE.replace("1.61", "1e3"),), "speed_kmh: must be a number"),
        ((LINE + ",9,9,9",), "has 13 cells, and the first line 10"),
        (('1.1,"unclosed',), "unexpected end of data"),
    ],
)
def test_each_kind_of_bad_row_is_told_with_its_line(lines: tuple[str, ...], told: str) -> None:
    found = problems_of(lambda: csv_of(*lines))
    assert any(told in problem for problem in found), found
    assert all(problem.startswith("line ") for problem in found)


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (HEADER.replace("reps", "rep"), "did you mean reps?"),
        (HEADER.replace("reps,", ""), "the column reps is missing"),
        (HEADER + ",reps", 'the column "reps" stands there twice'),
    ],
)
def test_a_first_line_that_names_no_columns_of_ours_is_told(header: str, told: str) -> None:
    found = problems_of(lambda: read_csv(f"{header}\n{LINE}\n", name="plan.csv"))
    assert any(told in problem for problem in found), found


def test_nothing_is_no_plan() -> None:
    with pytest.raises(BadFile, match="empty"):
        read_csv(" \n\n", name="plan.csv")


def test_more_rows_than_any_plan_has_are_refused() -> None:
    assert "no plan has so many rows" in problems_of(lambda: csv_of(*[LINE] * 300))[0]


TOML = as_toml(WRITTEN, plan_id="p", revision=2)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("reps = 8", "reps = 8.5", "session 1.1, reps: must be a whole number"),
        ("reps = 8", 'reps = "8"', 'session 1.1, reps: must be a whole number, not "8"'),
        ("reps = 8", "reps = true", "session 1.1, reps: must be a whole number"),
        ("reps = 8", "rep = 8", "session 1.1, rep: is not known; did you mean reps?"),
        ("reps = 8\n", "", "session 1.1, reps: is missing"),
        ("speed_kmh = 1.61", "speed_kmh = inf", "speed_kmh: must be from 0.1 to 20 km/h"),
        ('"corridor"', '"corridoor"', 'did you mean "corridor"?'),
        ("2026-11-23\n", '"soon"\n', 'date: must be a date such as 2026-11-23, not "soon"'),
        ("2026-11-23\n", "2026-11-23T10:00:00\n", "date: must be a date"),
        ('note = ""', 'note = "a\\nb"', "note: holds a line break"),
        ("revision = 2", 'revision = "2"', "revision: must be a whole number"),
    ],
)
def test_each_kind_of_bad_key_is_told_with_its_line(before: str, after: str, told: str) -> None:
    text = TOML.replace(before, after, 1)
    assert text != TOML
    (found,) = problems_of(lambda: read_toml(text, name="plan.toml"))
    assert told in found
    assert found.startswith("line ")


def test_the_second_row_has_lines_of_its_own() -> None:
    text = TOML.replace("reps = 6", "reps = 0")
    line = text.splitlines().index("reps = 0") + 1
    (found,) = problems_of(lambda: read_toml(text, name="plan.toml"))
    assert found == f"line {line}: session 2.1, reps: must be from 1 to 100, not 0"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sessions = 3",
        "sessions = [1]",
        "[sessions]\nreps = 1",
        "a = [" * 300,
        "\x00",
        "=",
        "[[a",
    ],
)
def test_toml_that_is_no_plan_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadFile):
        read_toml(text, name="plan.toml")
