"""Writing profile files: nothing lost, comments kept, the old file or the new one."""

import datetime as dt
import os
import stat
import tomllib
from dataclasses import fields, replace
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.model.profile import (
    Availability,
    ClinicianYes,
    Display,
    Equipment,
    Goal,
    Health,
    KnownTests,
    Person,
    PlanWishes,
    Profile,
    Target,
    Treadmill,
)
from retroplan.core.model.vocabulary import (
    Experience,
    GoalKind,
    Place,
    Sex,
    Units,
    Verdict,
    Weekday,
)
from retroplan.core.screening.screen import screen
from retroplan.errors import StoreProblem, UsageProblem
from retroplan.evidence.load import load_evidence
from retroplan.profile_file.read import parse_profile, read_profile
from retroplan.profile_file.write import edited_profile_text, new_profile_text, write_profile
from tests.conftest import TODAY

EVIDENCE = load_evidence()
EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def parsed(text: str) -> Profile:
    return parse_profile(text, name="profile.toml", evidence=EVIDENCE, on=TODAY)


def maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy


def numbers(low: float, high: float) -> st.SearchStrategy[object]:
    return maybe(st.floats(low, high) | st.integers(int(low) + 1, int(high)).map(float))


def some_of(words: object, least: int = 0) -> st.SearchStrategy[object]:
    return st.lists(st.sampled_from(words), unique=True, min_size=least, max_size=4).map(tuple)  # type: ignore[call-overload]  # enums and lists


# what people paste, and what breaks writers: quotes, escapes, line breaks, emoji, marks that turn text round
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(
    ['"""', "'''", "\\", '\\"', "\r\n", "a\nb", "\x7f\x00\x1b[31m", "…" * 50, "[" * 60, "." * 60, "# no", "\ufeff",
     "\u202egnihtyna", "{}", "@name", "\u2028"]
)  # fmt: skip
births = st.one_of(
    st.dates(dt.date(1910, 1, 1), TODAY).map(lambda day: {"birth_date": day}),
    st.integers(1910, TODAY.year).map(lambda year: {"birth_year": year}),
)


@st.composite
def persons(draw: st.DrawFn) -> Person:
    active = draw(st.booleans())
    return Person(
        name=draw(texts),
        **draw(births),
        sex=draw(maybe(st.sampled_from(Sex))),  # type: ignore[arg-type]  # a maybe of it
        height_cm=draw(numbers(120, 210)),  # type: ignore[arg-type]  # the same
        mass_kg=draw(numbers(45, 140)),  # type: ignore[arg-type]  # the same
        experience=draw(st.sampled_from(Experience)),
        active=active,
        athlete=active and draw(st.booleans()),
        comfortable_speed_mps=draw(numbers(0.1, 3)),  # type: ignore[arg-type]  # the same
    )


@st.composite
def healths(draw: st.DrawFn) -> Health:
    rows = EVIDENCE.conditions.values()
    hurt = draw(st.integers(0, 3))
    return Health(
        conditions=draw(maybe(some_of([row.name for row in rows if row.group == "condition"]))),  # type: ignore[arg-type]  # the same
        symptoms=draw(maybe(some_of([row.name for row in rows if row.group == "symptom"]))),  # type: ignore[arg-type]  # the same
        medications=draw(maybe(some_of([row.name for row in rows if row.group == "medication"]))),  # type: ignore[arg-type]  # the same
        usual_pain=draw(maybe(st.integers(0, 10))),  # type: ignore[arg-type]  # the same
        falls_last_12_months=draw(maybe(st.integers(hurt, 20))),  # type: ignore[arg-type]  # the same
        injurious_falls_last_12_months=draw(maybe(st.just(hurt))),  # type: ignore[arg-type]  # the same
        pregnancy_week=draw(st.sampled_from([None, 0])),
        resting_systolic_mmhg=draw(maybe(st.integers(121, 200))),  # type: ignore[arg-type]  # the same
        resting_diastolic_mmhg=draw(maybe(st.integers(40, 120))),  # type: ignore[arg-type]  # the same
        resting_hr_bpm=draw(maybe(st.integers(40, 120))),  # type: ignore[arg-type]  # the same
        clearance=draw(
            st.builds(
                ClinicianYes, given=st.booleans(), by=texts, note=texts,
                on=maybe(st.dates(dt.date(2020, 1, 1), TODAY)),
            )
        ),
    )  # fmt: skip


profiles = st.builds(
    Profile,
    profile=persons(),
    goal=st.builds(
        Goal,
        kind=st.sampled_from(GoalKind),
        note=texts,
        target=maybe(st.builds(Target, measure=texts, value=st.floats(0, 1000), by=maybe(st.dates()))),
    ),
    health=healths(),
    tests=st.builds(
        KnownTests,
        backward_walk_3m_s=numbers(1, 20),
        tug_s=numbers(3, 60),
        chair_stands_30s=maybe(st.integers(0, 40)),
        tandem_s=numbers(0, 60),
        single_leg_s=numbers(0, 60),
        gait_speed_10m_mps=numbers(0.1, 3),
        six_minute_walk_m=numbers(10, 900),
    ),
    availability=st.builds(
        Availability,
        days=some_of(Weekday, 1),
        time=maybe(st.times().map(lambda time: time.strftime("%H:%M"))),
        timezone=maybe(st.sampled_from(sorted(available_timezones()))),
    ),
    equipment=st.builds(
        Equipment,
        places=some_of(Place, 1),
        treadmill=maybe(
            st.builds(
                Treadmill, rails=st.booleans(), min_speed_kmh=numbers(0.1, 6), step_kmh=numbers(0.05, 2),
                max_grade_pct=numbers(0, 40),
            )
        ),
        helper=maybe(st.booleans()),
    ),
    plan=st.builds(
        PlanWishes,
        weeks=st.integers(4, 12),
        start=maybe(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))),
        sessions_per_week=maybe(st.integers(2, 5)),
        protocol=maybe(st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True)),
    ),
    display=st.builds(Display, units=st.sampled_from(Units)),
)  # fmt: skip


@given(profiles)
def test_what_is_written_is_read_back(profile: Profile) -> None:
    assert parsed(new_profile_text(profile)) == profile


@given(profiles, profiles)
def test_editing_every_key_gives_the_other_profile_with_all_comments(
    one: Profile, other: Profile
) -> None:
    text = new_profile_text(one)
    changes = {
        f"{section.name}.{key.name}": getattr(getattr(other, section.name), key.name)
        for section in fields(Profile)
        for key in fields(getattr(other, section.name))
    }

    edited = edited_profile_text(text, changes)

    assert parsed(edited) == other
    kept = [line for line in text.splitlines() if line.startswith("# ") and " = " not in line]
    assert [line for line in kept if line not in edited.splitlines()] == []


def test_the_example_is_what_the_program_writes() -> None:
    text = EXAMPLE.read_text("utf-8")

    assert new_profile_text(parsed(text)) == text


def test_the_example_screens_without_refusal_on_any_day() -> None:
    example = parsed(EXAMPLE.read_text("utf-8"))

    assert example.plan.start is None
    for year in range(2026, 2031):
        clearance = screen(example, EVIDENCE, dt.date(year, 11, 25))
        assert clearance.verdict is Verdict.MODIFY


def test_the_example_explains_every_key() -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines()
    keys = {
        (section.name, key)
        for section in fields(Profile)
        for key in section.type.__dataclass_fields__  # type: ignore[union-attr]  # a dataclass
    }
    found, section = set(), ""
    for line in lines:
        if line.startswith("["):
            section = line.strip("[]")
        found.add((section, line.removeprefix("# ").split(" = ")[0]))
        if " = " not in line:
            assert line == "" or line.startswith(("[", "# ")), line

    assert keys <= found
    assert sum("Left out" in line or "Needed" in line for line in lines) >= len(keys) - 14
    assert max(map(len, lines)) <= 120


def test_an_edit_keeps_comments_order_and_what_people_added() -> None:
    text = EXAMPLE.read_text("utf-8").replace(
        "usual_pain = 4\n", "usual_pain = 4   # worse in the evening\n# my own words\n"
    )

    edited = edited_profile_text(text, {"health.usual_pain": 2, "tests.tug_s": None})

    assert "usual_pain = 2   # worse in the evening\n# my own words\n" in edited
    assert parsed(edited).tests.tug_s is None
    assert len(edited.splitlines()) == len(text.splitlines()) - 1


def test_a_key_that_stands_there_as_an_example_is_written_in_its_place() -> None:
    text = EXAMPLE.read_text("utf-8")

    edited = edited_profile_text(text, {"plan.start": dt.date(2027, 1, 4)})

    assert edited == text.replace("# start = 2026-11-23", "start = 2027-01-04")


def test_a_section_that_is_not_there_is_added() -> None:
    edited = edited_profile_text(
        '[profile]\nbirth_year = 1966\n[goal]\nkind = "weight"', {"plan.weeks": 6}
    )

    assert parsed(edited).plan.weeks == 6


def test_a_file_is_written_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "profile.toml"
    write_profile(file, EXAMPLE.read_text("utf-8"))

    assert file.read_text("utf-8") == EXAMPLE.read_text("utf-8")
    assert read_profile(file, evidence=EVIDENCE, on=TODAY).goal.kind is GoalKind.KNEE_PAIN
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "profile.toml"
    write_profile(file, "old = 1\n")
    write_profile(file, "new = 1\n")

    assert file.read_text("utf-8") == "new = 1\n"
    assert [path.name for path in tmp_path.iterdir()] == ["profile.toml"]


def test_a_link_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("mine = 1\n", "utf-8")
    (tmp_path / "profile.toml").symlink_to(tmp_path / "mine.toml")

    with pytest.raises(UsageProblem, match="is a link"):
        write_profile(tmp_path / "profile.toml", "new = 1\n")
    assert (tmp_path / "mine.toml").read_text("utf-8") == "mine = 1\n"


def test_a_folder_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "profile.toml").mkdir()

    with pytest.raises(UsageProblem, match="no regular file"):
        write_profile(tmp_path / "profile.toml", "new = 1\n")


def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "profile.toml"
    write_profile(file, "old = 1\n")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreProblem, match="No space left on device") as caught:
        write_profile(file, "new = 1\n")
    assert "untouched" in caught.value.hint
    assert file.read_text("utf-8") == "old = 1\n"
    assert [path.name for path in tmp_path.iterdir()] == ["profile.toml"]


def test_a_place_that_cannot_be_made_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")

    with pytest.raises(StoreProblem, match="could not be written"):
        write_profile(tmp_path / "file" / "profile.toml", "new = 1\n")


def test_a_profile_that_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="shorten"):
        write_profile(tmp_path / "profile.toml", "# " + "x" * 70_000)
    assert list(tmp_path.iterdir()) == []


def test_half_a_character_from_a_strange_terminal_does_not_stop_the_writer() -> None:
    profile = replace(
        parsed(EXAMPLE.read_text("utf-8")), goal=Goal(kind=GoalKind.WEIGHT, note="a\udcffb")
    )

    assert tomllib.loads(new_profile_text(profile))["goal"]["note"] == "a?b"
