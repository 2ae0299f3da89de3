"""Reading profile files: what is taken, what is refused, and in which words."""

import datetime as dt
import os
from pathlib import Path
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import GoalKind, Sex
from retroplan.errors import BadFile, ExitCode, NotFound
from retroplan.evidence.load import load_evidence
from retroplan.profile_file.read import parse_profile, read_profile
from tests.conftest import TODAY

EVIDENCE = load_evidence()
LEAST = '[profile]\nbirth_year = 1966\n[goal]\nkind = "weight"\n'


def parsed(text: str) -> Profile:
    return parse_profile(text, name="profile.toml", evidence=EVIDENCE, on=TODAY)


def read(path: Path) -> Profile:
    return read_profile(path, evidence=EVIDENCE, on=TODAY)


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(BadFile) as caught:
        parsed(text)
    assert caught.value.exit_code is ExitCode.BAD_FILE
    assert caught.value.hint
    return caught.value.problems


def with_line(section: str, line: str) -> str:
    """The least profile with one line more."""
    if f"[{section}]\n" in LEAST:
        return LEAST.replace(f"[{section}]\n", f"[{section}]\n{line}\n")
    return f"{LEAST}[{section}]\n{line}\n"


def test_birth_and_goal_are_all_that_is_needed() -> None:
    profile = parsed(LEAST)

    assert profile.goal.kind is GoalKind.WEIGHT
    assert profile.profile.birth_year == 1966
    assert profile.health.conditions is None
    assert profile.plan.weeks == 8


def test_what_is_missing_is_told_with_how_to_write_it() -> None:
    told = problems("")

    assert any("birth_date" in line and "is missing" in line for line in told)
    assert any("[goal]" in line and "knee-pain" in line for line in told)


def test_a_whole_profile_is_read(tmp_path: Path) -> None:
    file = tmp_path / "profile.toml"
    file.write_text(
        LEAST.replace("[goal]", 'sex = "female"\nmass_kg = 78\n[goal]')
        + '[health]\nsymptoms = []\nclearance = { given = true, by = "GP", on = 2026-11-01 }\n',
        "utf-8",
    )

    profile = read(file)

    assert profile.profile.sex is Sex.FEMALE
    assert profile.profile.mass_kg == pytest.approx(78)
    assert profile.health.symptoms == ()
    assert profile.health.clearance.on == dt.date(2026, 11, 1)


@pytest.mark.parametrize(
    ("section", "line", "words"),
    [
        ("profile", "height_cm = 79", "must be from 80 to 250 cm, not 79"),
        ("profile", "mass_kg = 900", "must be from 20 to 350 kg, not 900"),
        ("profile", "mass_kg = nan", "must be an ordinary number, not nan"),
        ("profile", "mass_kg = inf", "must be an ordinary number, not inf"),
        ("profile", "mass_kg = 1e308", "must be from 20 to 350 kg, not 1e+308"),
        ("profile", "mass_kg = 1e999", "must be an ordinary number, not inf"),
        ("profile", f"mass_kg = {10**400}", "must be an ordinary number"),
        ("profile", 'mass_kg = "78"', 'must be a number, without quotes, not "78"'),
        ("profile", "mass_kg = true", "must be a number"),
        ("profile", "mass_kg = [78]", "must be a number, without quotes, not a list"),
        ("profile", "active = 1", "must be true or false, not 1"),
        ("profile", 'active = "yes"', "must be true or false"),
        ("profile", "name = 7", "must be words in quotes, not 7"),
        ("profile", 'sex = "woman"', '"woman" is not known; one of female, male, other'),
        ("profile", 'sex = "femal"', 'did you mean "female"?'),
        ("profile", "sex = 1", "must be one of female, male, other, not 1"),
        ("profile", "athlete = true", "does not go with active = false"),
        ("profile", "comfortable_speed_mps = 5", "must be from 0.1 to 3 metres a second"),
        ("profile", "birth_date = 2027-01-01", "lies in the future: 2027-01-01"),
        ("profile", "birth_date = 1970-01-01", "is another year than that of birth_date"),
        ("profile", 'birth_date = "soon"', "must be a date such as 2026-11-23"),
        ("profile", "birth_date = 19660402", "must be a date such as 2026-11-23"),
        ("profile", "hieght_cm = 160", "is not known; did you mean height_cm?"),
        ("profile", "tug_s = 8", "it belongs in [tests]"),
        ("profile", "height_cm = 170\nmass_kg = 20", "do not go together"),
        ("goal", 'note = ["x"]', "must be words in quotes, not a list"),
        ("goal", "target = 3", "must be a section or a table in braces"),
        ("goal", 'target = { measure = "nprs", value = -1 }', "must be from 0 to 10000"),
        ("goal", "target = { value = 1 }", "target.measure: is missing"),
        ("health", "usual_pain = 12", "must be from 0 to 10, not 12"),
        ("health", "usual_pain = 4.5", "must be a whole number, not 4.5"),
        ("health", "usual_pain = true", "must be a whole number, not true"),
        ("health", "resting_systolic_mmhg = 301", "must be from 50 to 300 mmHg"),
        ("health", "resting_diastolic_mmhg = 29", "must be from 30 to 200 mmHg"),
        ("health", "resting_hr_bpm = 12", "must be from 25 to 250 beats a minute"),
        ("health", "falls_last_12_months = -1", "must be from 0 to 365"),
        ("health", "pregnancy_week = 43", "must be from 0 to 42"),
        ("health", 'conditions = "stroke"', "must be a list in brackets"),
        ("health", 'conditions = ["knee-osteoartritis"]', 'did you mean "knee-osteoarthritis"?'),
        ("health", 'conditions = ["knee-ostoa"]', "`retroplan evidence conditions` lists the names"),
        ("health", 'conditions = ["none"]', "for none, write conditions = []"),
        ("health", 'symptoms = ["chest-pian"]', 'did you mean "chest-pain"?'),
        ("health", 'medications = ["beta-bloker"]', 'did you mean "beta-blocker"?'),
        ("health", "clearance = { given = true, on = 2027-01-01 }", "clearance.on: lies in the future"),
        ("health", "clearance = { givn = true }", "clearance.givn: is not known; did you mean given?"),
        ("tests", "backward_walk_3m_s = 0", "must be from 0.5 to 120 seconds"),
        ("tests", "tug_s = 1e308", "must be from 2 to 300 seconds"),
        ("tests", "chair_stands_30s = 61", "must be from 0 to 60"),
        ("availability", 'days = ["mon", "funday"]', '"funday" is not known'),
        ("availability", 'days = ["mon", "mon"]', 'names "mon" twice'),
        ("availability", "days = []", "must name at least one"),
        ("availability", 'time = "25:00"', 'must be a time such as "18:00"'),
        ("availability", 'time = "6pm"', 'must be a time such as "18:00"'),
        ("availability", 'timezone = "Europe/Berln"', 'did you mean "Europe/Berlin"?'),
        ("availability", 'timezone = "../../etc/passwd"', "is no time zone"),
        ("availability", 'timezone = ""', "is no time zone"),
        ("equipment", 'places = ["tredmill"]', 'did you mean "treadmill"?'),
        ("equipment", "places = []", "must name at least one"),
        ("equipment", "treadmill = { max_grade_pct = 90 }", "treadmill.max_grade_pct: must be from 0 to 40"),
        ("equipment", "treadmill = true", "must be a section or a table in braces"),
        ("plan", "weeks = 3", "must be from 4 to 12, not 3"),
        ("plan", "weeks = 13", "must be from 4 to 12, not 13"),
        ("plan", "sessions_per_week = 6", "must be from 2 to 5"),
        ("plan", "start = 2026-11-23T08:00:00", "must be a date such as 2026-11-23"),
        ("display", 'units = "imperal"', 'did you mean "imperial"?'),
        ("helth", "usual_pain = 3", "is not a section; did you mean health?"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_plain_words(section: str, line: str, words: str) -> None:
    told = problems(with_line(section, line))

    assert [problem for problem in told if words in problem], told
    for jargon in ("Input should", "type=", "pydantic", "keyword", "dataclass", "tuple"):
        assert jargon not in " ".join(told)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            "falls_last_12_months = 1\ninjurious_falls_last_12_months = 2",
            "is more than all falls together (1)",
        ),
        ("resting_systolic_mmhg = 80\nresting_diastolic_mmhg = 120", "are they swapped?"),
    ],
)
def test_answers_that_contradict_one_another_are_told(lines: str, words: str) -> None:
    (told,) = problems(with_line("health", lines))

    assert words in told


def test_pregnancy_does_not_go_with_a_man() -> None:
    text = with_line("profile", 'sex = "male"') + "[health]\npregnancy_week = 12\n"

    assert problems(text) == ('line 7: [health] pregnancy_week: does not go with sex = "male"',)


def test_a_key_before_the_first_section_is_told_where_it_belongs() -> None:
    assert problems("usual_pain = 3\n" + LEAST) == (
        "line 1: [usual_pain]: does not belong here; it belongs in [health]",
    )


@pytest.mark.parametrize(
    "text",
    [
        "profile = 3\ngoal = 4",
        "[[profile]]\nx = 1\n[[goal]]\nkind = 1",
        "[profile.birth_date]\nx = 1\n[goal.kind]\ny = 2",
        "health = []\n" + LEAST,
    ],
)
def test_sections_of_a_strange_shape_are_told(text: str) -> None:
    assert problems(text)


def test_a_child_is_no_problem_of_the_file() -> None:
    assert parsed(LEAST.replace("1966", "2018")).profile.birth_year == 2018


def test_somebody_too_old_to_be_is() -> None:
    assert "years old" in problems(LEAST.replace("1966", "1880"))[0]


def test_every_problem_is_told_at_once_with_its_line() -> None:
    told = problems(
        '[profile]\nbirth_date = 2030-01-01\nmass_kg = "78"\n\n[goal]\nkind = "knees"\n\n'
        "[health]\nusual_pain = 12\nconditions = [\n  'stroke',\n  'Diabetis', # sweet\n  7,\n]\n\n"
        '[availability]\ntimezone = "Mars/Olympus"\n[wishes]\nx = 1\n'
    )

    assert [line.split(":")[0] for line in told] == [
        f"line {number}" for number in (2, 3, 6, 9, 12, 13, 17, 18)
    ]


def test_an_answer_of_the_wrong_type_does_not_bring_a_second_complaint() -> None:
    (told,) = problems(with_line("profile", 'athlete = true\nactive = "yes"'))

    assert "active" in told


def test_quoted_dotted_and_inline_keys_have_their_lines_too() -> None:
    told = problems(
        "goal.kind = 'weight' # [not a section]\nprofile.\"birth_year\" = 1966\n"
        "'profile' . mass_kg = 900\nequipment = { places = [],\thelper = 3 }\n"
        'plan.weeks = 40\ntests.note = """\n[plan]\nstart = 5\n"""\n'
    )

    assert [line.split(" ")[1] for line in told] == ["3:", "4:", "4:", "5:", "6:"]


def test_names_are_taken_as_people_write_them() -> None:
    health = parsed(
        with_line(
            "health",
            'conditions = ["Knee Osteoarthritis", "knee_arthritis", "Parkinson\'s disease"]\n'
            'symptoms = []\nmedications = ["Bisoprolol"]',
        )
    ).health

    assert health.conditions == ("knee-osteoarthritis", "parkinson")
    assert health.medications == ("beta-blocker",)


def test_a_time_of_day_without_quotes_is_understood() -> None:
    assert parsed(with_line("availability", "time = 18:00:00")).availability.time == "18:00"


def test_a_mark_at_the_start_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "profile.toml"
    file.write_bytes(b"\xef\xbb\xbf" + LEAST.replace("\n", "\r\n").encode())

    assert read(file).goal.kind is GoalKind.WEIGHT


def test_lines_are_right_with_windows_line_ends() -> None:
    assert problems(LEAST.replace("\n", "\r\n").replace("1966", "1666"))[0].startswith("line 2:")


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no profile at") as caught:
        read(tmp_path / "profile.toml")
    assert "retroplan init" in caught.value.hint


def test_a_file_that_is_not_utf_8_names_the_line(tmp_path: Path) -> None:
    file = tmp_path / "profile.toml"
    file.write_bytes(LEAST.encode() + "[profil]\nname = 'Zoë'".encode("latin-1"))

    with pytest.raises(BadFile, match="not written in UTF-8") as caught:
        read(file)
    assert caught.value.problems == ("line 6: a character that is not UTF-8",)


def test_a_file_that_is_no_toml_names_the_line() -> None:
    (told,) = problems("[profile]\nbirth_year 1966\n")

    assert told.startswith("line 2: ")


@pytest.mark.parametrize("text", ["[profile", 'name = "', "a = 1\na = 2", "x = '''", "\x00"])
def test_broken_toml_is_one_clear_problem(text: str) -> None:
    (told,) = problems(text)

    assert told.startswith("line ")


def test_a_folder_is_no_profile(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"not a regular file|cannot be read"):
        read(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(BadFile, match="not a regular file"):
        read(tmp_path / "pipe")


def test_a_name_with_a_null_is_refused() -> None:
    with pytest.raises(BadFile, match="cannot be read"):
        read(Path("pro\0file.toml"))


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "profile.toml"
    file.write_text(LEAST + "# " + "x" * 70_000, "utf-8")

    with pytest.raises(BadFile, match="larger than 64 KiB"):
        read(file)


@pytest.mark.parametrize(
    "bomb",
    [
        "x = " + "[" * 20_000,
        "x = " + "[" * 900 + "]" * 900,
        "a." * 15_000 + "a = 1",
        "x = " + "{a=" * 5_000,
        't = { k = """\n""", ' + "a." * 15_000 + 'a = 1, b = "" }',
        '# "\n' + "[" + "a." * 15_000 + "a]",
    ],
)
def test_a_nesting_bomb_is_refused(bomb: str) -> None:
    (told,) = problems(bomb)

    assert "too many dots or brackets" in told


def test_dots_and_brackets_in_words_are_no_bomb() -> None:
    note = "... [and] {so} on. " * 20

    assert parsed(with_line("goal", f'note = "{note}"')).goal.note == note


@given(st.text(alphabet=st.sampled_from("\"'[]{}=.,#\\\n\tab1 "), max_size=60))
def test_any_scribble_is_read_or_refused_never_more(scribble: str) -> None:
    try:
        parsed(LEAST + scribble)
    except BadFile as refused:
        assert refused.message


def test_a_file_full_of_mistakes_does_not_fill_the_screen() -> None:
    told = problems(
        LEAST + "[tests]\n" + "".join(f"nonsense_{number} = 1\n" for number in range(500))
    )

    assert len(told) == 51
    assert told[-1] == "and 450 more"


def test_what_is_quoted_back_is_short() -> None:
    told = problems(with_line("health", f'conditions = ["{"x" * 5_000}"]'))

    assert max(map(len, told)) < 200


def values_of_wrong_types() -> list[str]:
    return [
        "true",
        "1",
        "1.5",
        '"text"',
        "[]",
        "[1]",
        "{}",
        "{ a = 1 }",
        "2026-01-01",
        "18:00:00",
        "nan",
    ]


KEYS = [
    (section, key)
    for section, kind in get_type_hints(Profile).items()
    for key in get_type_hints(kind)
]


@pytest.mark.parametrize(("section", "key"), KEYS)
def test_no_value_of_any_type_breaks_the_reader(section: str, key: str) -> None:
    base = {"profile": "birth_year = 1966", "goal": 'kind = "weight"'}
    for value in values_of_wrong_types():
        lines = {
            name: line
            for name, line in base.items()
            if not (name == section and line.startswith(f"{key} "))
        }
        tables = {name: [line] for name, line in lines.items()}
        tables.setdefault(section, []).append(f"{key} = {value}")
        text = "".join(f"[{name}]\n" + "\n".join(found) + "\n" for name, found in tables.items())
        try:
            parsed(text)
        except BadFile as refused:
            assert all("cannot be used here" not in told for told in refused.problems), (
                value,
                refused.problems,
            )
