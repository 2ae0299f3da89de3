"""`retroplan plan export` and `plan apply`: out, edited by hand, and back under every rule."""

import csv
import datetime as dt
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from retroplan.environment import Environment
from retroplan.errors import ExitCode
from tests.cli.courses import begin, edit, plan, sessions
from tests.conftest import TODAY, Run

FRIDAY = dt.date(2026, 11, 27)


@pytest.fixture(autouse=True)
def begun(run: Run) -> None:
    """A plan of three sessions a week from Monday 23 November, the first done; today is the Wednesday after."""
    begin(run)
    walked = run("log", "--rpe", "3", "--pain", "0", "--near-falls", "0",
                 today=dt.date(2026, 11, 23))  # fmt: skip
    assert walked.code == 0


@pytest.fixture
def file(run: Run, tmp_path: Path) -> Path:
    """The plan as a CSV."""
    path = tmp_path / "plan.csv"
    assert run("plan", "export", str(path)).code == 0
    return path


def edited(path: Path, changes: dict[str, dict[str, str]]) -> Path:
    """The CSV with some cells of some sessions changed."""
    with path.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        row.update(changes.get(row["session_id"], {}))
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def line_of(path: Path, session_id: str) -> int:
    lines = path.read_text("utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if line.startswith(f"{session_id},"))


def stored(run: Run) -> Any:
    return json.loads(run("plan", "--json").out)["data"]


# -- export -----------------------------------------------------------------------------------


def test_a_file_is_for_its_owner_only(file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_row_says_what_became_of_a_session(run: Run, file: Path) -> None:
    with file.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["state"] for row in rows[:3]] == ["done", "to come", "to come"]
    assert [row["session_id"] for row in rows] == list(sessions(run))


def test_a_file_that_is_there_is_only_replaced_when_told(run: Run, file: Path) -> None:
    file.write_text("mine", "utf-8")

    refused = run("plan", "export", str(file))

    assert refused.code == ExitCode.USAGE
    assert "--force" in refused.err
    assert file.read_text("utf-8") == "mine"
    assert run("plan", "export", str(file), "--force").code == 0
    assert file.read_text("utf-8").startswith("session_id,")


def test_a_link_is_not_written_through(run: Run, file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to(file)
    refused = run("plan", "export", str(link), "--force")
    assert refused.code == ExitCode.USAGE
    assert "a link" in refused.err


def test_a_folder_that_is_not_there_is_said(run: Run, tmp_path: Path) -> None:
    refused = run("plan", "export", str(tmp_path / "none" / "plan.csv"))
    assert refused.code == ExitCode.BAD_FILE
    assert "could not be written" in refused.err


def test_a_name_that_says_no_form_is_asked_for_one(run: Run, tmp_path: Path) -> None:
    assert run("plan", "export", str(tmp_path / "plan.xlsx")).code == ExitCode.USAGE
    assert run("plan", "export", str(tmp_path / "plan"), "--format", "toml").code == 0
    assert run("plan", "export", str(tmp_path / "x"), "--format", "pdf").code == ExitCode.USAGE


def test_a_dash_is_the_screen(run: Run, file: Path) -> None:
    assert run("plan", "export", "-").code == ExitCode.USAGE
    answer = run("plan", "export", "-", "--format", "csv")
    assert answer.out.encode() == file.read_bytes().replace(b"\r\n", b"\n") or (
        answer.out.encode() == file.read_bytes()
    )


def test_there_is_nothing_to_export_before_the_first_plan(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    answer = run("plan", "export", str(tmp_path / "p.csv"), data_dir=empty,
                 profile_file=empty / "profile.toml")  # fmt: skip
    assert answer.code == ExitCode.NOT_FOUND
    assert not (tmp_path / "p.csv").exists()


# -- apply ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["again.csv", "again.toml"])
def test_an_unedited_file_changes_nothing(run: Run, tmp_path: Path, name: str) -> None:
    before = stored(run)
    path = tmp_path / name
    assert run("plan", "export", str(path)).code == 0

    answer = run("plan", "apply", str(path))

    assert answer.code == 0, answer.err
    assert "differs from the plan; nothing was changed" in answer.out
    assert stored(run) == before


LESS = {
    "5.1": {"reps": "4", "note": "shorter steps"},
    "5.2": {"reps": "4"},
    "5.3": {"reps": "4"},
}


def test_less_becomes_the_next_revision(run: Run, file: Path) -> None:
    before = sessions(run)

    answer = run("plan", "apply", str(edited(file, LESS)))

    assert answer.code == 0, answer.err
    assert answer.out.startswith("Saved: plan.csv changes 3 sessions (5.1, 5.2 and 5.3).")
    now, after = stored(run), sessions(run)
    assert now["revision"] == 2
    assert after["5.1"]["note"] == "shorter steps"
    assert [after[name]["backward_s"] for name in LESS] == [
        before[name]["backward_s"] * 4 // 5 for name in LESS
    ]
    assert {name: each for name, each in after.items() if name < "5.1"} == {
        name: each for name, each in before.items() if name < "5.1"
    }
    history = json.loads(run("plan", "history", "--json").out)["data"]["revisions"]
    assert history[-1]["cause"] == "applied from plan.csv"


def test_a_session_that_was_edited_says_so(run: Run, file: Path) -> None:
    run("plan", "apply", str(edited(file, LESS)))

    assert "Changed by hand: plan.csv." in sessions(run)["5.1"]["reasons"]


DOSE = ("backward_s", "speed_mps", "grade_pct")


def test_after_less_the_dose_before_comes_back_and_nothing_is_ever_more(
    run: Run, file: Path
) -> None:
    before = sessions(run)

    answer = run("plan", "apply", str(edited(file, LESS)), width=120)

    after = sessions(run)
    assert after.keys() == before.keys()
    for name, each in after.items():
        assert all(each[line] <= before[name][line] for line in DOSE), name
    for name in ("6.1", "7.1", "8.1"):
        assert [after[name][line] for line in DOSE] == [before[name][line] for line in DOSE]
    assert "5.1–5.3" in answer.out
    assert "What changes beside those follows from the rules" not in answer.out


def test_what_was_edited_holds_when_the_plan_adapts_later(run: Run, file: Path) -> None:
    run("plan", "apply", str(edited(file, LESS)))
    most = {name: each["backward_s"] for name, each in sessions(run).items()}
    for day in (TODAY, FRIDAY, dt.date(2026, 11, 30), dt.date(2026, 12, 2)):
        answer = run("log", "--rpe", "2", "--pain", "0", "--near-falls", "0", today=day)
        assert answer.code == 0, answer.err

    after = sessions(run, today=dt.date(2026, 12, 3))

    assert all(after[name]["backward_s"] <= most[name] for name in LESS)
    assert after["5.1"]["note"] == "shorter steps"


def test_a_whole_file_is_one_step_to_take_back(run: Run, file: Path) -> None:
    before = stored(run)
    run("plan", "apply", str(edited(file, LESS | {"2.1": {"note": "x"}})))

    answer = run("undo")

    assert "the changes of plan.csv to 4 sessions" in answer.out
    assert stored(run) == before
    assert run("redo").code == 0
    assert stored(run)["revision"] == 2


def test_a_rehearsal_writes_nothing(run: Run, file: Path) -> None:
    before = stored(run)
    answer = run("plan", "apply", str(edited(file, LESS)), "--dry-run")
    assert answer.code == 0
    assert "Nothing is" in answer.out
    assert stored(run) == before


def test_the_answer_for_programs_says_what_changes(run: Run, file: Path) -> None:
    answer = json.loads(run("plan", "apply", str(edited(file, LESS)), "--json").out)["data"]
    assert answer["is_kept"] is True
    assert answer["edited"] == ["5.1", "5.2", "5.3"]
    changed = [each["after"]["session_id"] for each in answer["changes"]["changed"]]
    assert changed[:3] == list(LESS)
    assert not answer["changes"]["added"]
    assert not answer["changes"]["removed"]


def test_a_session_may_move_within_its_week(run: Run, file: Path) -> None:
    answer = run("plan", "apply", str(edited(file, {"1.3": {"date": "2026-11-28"}})))
    assert answer.code == 0, answer.err
    assert sessions(run)["1.3"]["date"] == "2026-11-28"


def test_a_plan_by_toml_is_taken_as_well(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    run("plan", "export", str(path))
    head, row, tail = path.read_text("utf-8").partition('session_id = "6.1"')
    path.write_text(
        head + row + tail.replace('note = ""', 'note = "ask about the knee"', 1), "utf-8"
    )

    assert run("plan", "apply", str(path)).code == 0
    assert sessions(run)["6.1"]["note"] == "ask about the knee"


def refused(run: Run, path: Path, code: ExitCode) -> str:
    """What is said of a file that is not taken; nothing is kept of it."""
    before = stored(run)
    answer = run("plan", "apply", str(path))
    assert answer.code == code, answer.err
    assert answer.out == ""
    assert "hint: " in answer.err
    assert stored(run) == before
    return answer.err


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("5.1", {"reps": "9"}, "reps: 18:00 backward is more than the 10:00 that the rules give"),
        ("5.1", {"bout_s": "130"}, "bout_s: a stretch of 130 s is longer than the 120 s"),
        ("5.1", {"recovery_s": "5"}, "recovery_s: 5 s of rest after 120 s is less than the rules give"),
        ("5.1", {"speed_kmh": "5"}, "speed_kmh: 5 km/h is faster than the"),
        ("5.1", {"grade_pct": "2"}, "grade_pct: 2 % is steeper than the 0 that the rules give"),
        ("2.1", {"stage": "grass"}, "stage: grass is a step up from"),
    ],
)  # fmt: skip
def test_a_file_never_raises_the_plan(
    run: Run, file: Path, name: str, change: dict[str, str], told: str
) -> None:
    said = refused(run, edited(file, {name: change}), ExitCode.UNSAFE)
    assert f"line {line_of(file, name)}, session {name}, {told}" in said
    assert "a plan is edited to less, never to more" in said


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("2.1", {"warm_up_s": "60"}, "session 2.1: 1 min, and at least 3 min is allowed."),
        ("2.1", {"reps": "1"}, "session 2.1: 1 min, and at least 2 min is allowed."),
        ("5.1", {"speed_kmh": "0.3"}, "session 5.1, speed_kmh: is slower than any plan asks for"),
        ("5.1", {"speed_kmh": "1.55"}, "speed_kmh: the belt goes in steps, and 1.55 is none: write 1.5"),
        ("2.1", {"date": "2026-12-01"}, "session 2.1, date: "),
        ("2.1", {"date": "2026-12-09"}, "session 2.1, date: a session stays in its week"),
    ],
)  # fmt: skip
def test_every_rule_is_checked_again(
    run: Run, file: Path, name: str, change: dict[str, str], told: str
) -> None:
    said = refused(run, edited(file, {name: change}), ExitCode.UNSAFE)
    assert told in said
    assert f"line {line_of(file, name)}, " in said


def test_every_breach_is_told_in_the_order_of_its_lines(run: Run, file: Path) -> None:
    changes = {"6.1": {"reps": "9"}, "2.1": {"warm_up_s": "60"}, "3.2": {"speed_kmh": "5"}}
    said = refused(run, edited(file, changes), ExitCode.UNSAFE)
    lines = [int(each.split()[1].rstrip(",")) for each in said.splitlines() if "  line " in each]
    assert lines == sorted(lines)
    assert {line_of(file, name) for name in changes} <= set(lines)


def test_a_week_that_no_longer_fits_the_one_before_is_told_with_its_rule(
    run: Run, file: Path
) -> None:
    changes = {name: {"reps": "3", "warm_up_s": "300"} for name in ("3.1", "3.2", "3.3")}
    said = refused(run, edited(file, changes), ExitCode.UNSAFE)
    assert f"line {line_of(file, '4.1')}, week 4: " in said
    assert "(I17)" in said


def test_what_is_past_stays_as_it_was(run: Run, file: Path) -> None:
    said = refused(run, edited(file, {"1.1": {"reps": "6"}}), ExitCode.BAD_FILE)
    assert "line 2, session 1.1, reps: it has a record; what is past stays as it was" in said
    moved = run("plan", "apply", str(file), today=dt.date(2026, 11, 24))
    assert moved.code == ExitCode.BAD_FILE


def test_a_session_that_has_gone_by_without_a_record_is_past_too(run: Run, file: Path) -> None:
    path = edited(file, {"1.2": {"reps": "6"}})
    answer = run("plan", "apply", str(path), today=dt.date(2026, 11, 26))
    assert answer.code == ExitCode.BAD_FILE
    assert "session 1.2, reps: it was on Wednesday 25 November" in answer.err


def test_every_session_has_one_row(run: Run, file: Path) -> None:
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:3] + lines[4:]), "utf-8")
    assert "session 1.3: is missing" in refused(run, file, ExitCode.BAD_FILE)
    file.write_text("".join([*lines, lines[3]]), "utf-8")
    assert "stands twice" in refused(run, file, ExitCode.BAD_FILE)
    file.write_text("".join([*lines, lines[3].replace("1.3,3", "9.9,99")]), "utf-8")
    assert "session 9.9: the plan holds no such session" in refused(run, file, ExitCode.BAD_FILE)


def test_a_sum_cannot_be_set_by_itself(run: Run, file: Path) -> None:
    said = refused(run, edited(file, {"5.1": {"backward_s": "300"}}), ExitCode.BAD_FILE)
    assert "session 5.1, backward_s: follows from reps times bout_s, 600 s" in said


def test_a_file_of_an_older_revision_is_not_taken(run: Run, file: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.csv"
    old.write_bytes(file.read_bytes())
    run("plan", "apply", str(edited(file, LESS)))
    said = refused(run, edited(old, {"6.1": {"reps": "4"}}), ExitCode.BAD_FILE)
    assert "is of revision 1, and the plan is at revision 2" in said


def test_a_file_of_another_plan_is_not_taken(run: Run, file: Path) -> None:
    changes = {name: {"plan_id": "2025-01-01-knee-pain-abcdef"} for name in sessions(run)}
    assert "is of another plan" in refused(run, edited(file, changes), ExitCode.BAD_FILE)


def test_a_spreadsheet_may_have_had_it(run: Run, file: Path) -> None:
    """A German one: its own delimiter, dates, decimals and code page; ids taken for dates."""
    text = edited(file, {"5.1": {"note": "Übung"}}).read_text("utf-8")
    rows = list(csv.reader(text.splitlines()))
    header = rows[0]
    for row in rows[1:]:
        day = dt.date.fromisoformat(row[header.index("date")])
        row[header.index("date")] = f"{day:%d.%m.%Y}"
        row[header.index("session_id")] = "01. Feb"
        at = header.index("speed_kmh")
        row[at] = row[at].replace(".", ",")
    file.write_bytes("\r\n".join(";".join(row) for row in rows).encode("cp1252"))

    answer = run("plan", "apply", str(file))

    assert answer.code == 0, answer.err
    assert "read as Windows text" in answer.out
    assert sessions(run)["5.1"]["note"] == "Übung"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marks_of_an_encoding_are_understood(run: Run, file: Path, encoding: str) -> None:
    file.write_bytes(edited(file, {"5.1": {"note": "Übung"}}).read_text("utf-8").encode(encoding))
    assert run("plan", "apply", str(file)).code == 0
    assert sessions(run)["5.1"]["note"] == "Übung"


@pytest.mark.parametrize(
    "data", [b"", b"\0\0", b"\xff\xfe", b"a" * 70_000, b"session_id\n1.1\n", b"\x81\x8d"]
)
@pytest.mark.parametrize("suffix", [".csv", ".toml"])
def test_a_file_that_is_no_plan_is_refused_in_words(
    run: Run, tmp_path: Path, data: bytes, suffix: str
) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_bytes(data)
    refused(run, path, ExitCode.BAD_FILE)


def test_a_file_that_is_not_there_is_said(run: Run, tmp_path: Path) -> None:
    assert run("plan", "apply", str(tmp_path / "no.csv")).code == ExitCode.NOT_FOUND
    assert run("plan", "apply", str(tmp_path / "no.txt")).code == ExitCode.USAGE


def test_programs_get_every_problem_too(run: Run, file: Path) -> None:
    answer = run("plan", "apply", str(edited(file, {"5.1": {"reps": "9"}})), "--json")
    assert answer.code == ExitCode.UNSAFE
    (error,) = json.loads(answer.out)["errors"]
    assert error["kind"] == "safety"
    assert any("session 5.1, reps" in problem for problem in error["problems"])


def test_words_in_a_note_are_shown_and_never_obeyed(run: Run, file: Path) -> None:
    run("plan", "apply", str(edited(file, {"5.1": {"note": "=HYPERLINK(1) [red]"}})))
    again = run("plan", "export", "-", "--format", "csv").out
    assert "'=HYPERLINK(1) [red]" in again
    assert "=HYPERLINK(1) [red]" in run("plan", "--session", "5.1").out
    assert plan(run)["revision"] == 2


def test_answers_that_the_plan_does_not_know_yet_count_all_the_same(
    run: Run, environment: Environment, file: Path
) -> None:
    edit(environment, "usual_pain = 4", "usual_pain = 3")
    assert "plan rebuild" in run("plan", "apply", str(edited(file, LESS)), "--dry-run").out
    edit(environment, "symptoms = []", 'symptoms = ["chest-pain"]')
    said = refused(run, file, ExitCode.UNSAFE)
    assert "the plan waits" in said
