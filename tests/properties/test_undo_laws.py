"""After an undo the store equals what it was, byte for byte of content; whatever came before."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retroplan.core.model.events import CheckIn, Easier, News
from retroplan.core.model.vocabulary import NewsKind
from retroplan.core.recording import Report
from retroplan.environment import Environment
from retroplan.errors import NotFound, RetroplanError
from retroplan.evidence.load import load_evidence
from retroplan.store.database import reading
from retroplan.usecases.adapting import keep_event
from retroplan.usecases.declaring import Declaration
from retroplan.usecases.sessions import Edit, delete_session, edit_session
from retroplan.usecases.starting import NotYet, begin
from retroplan.usecases.training_log import log_session, skip_session
from retroplan.usecases.undoing import bring_again, take_back
from retroplan.usecases.which_session import Which
from tests.conftest import TODAY
from tests.people import sixty_with_knees, young_athlete
from tests.store.conftest import content

EVIDENCE = load_evidence()
ZONE = dt.timezone(dt.timedelta(hours=1))
Command = tuple[str, dict[str, Any]]


def world(folder: Path) -> Environment:
    """A Wednesday evening in an empty folder."""
    return Environment(
        clock=lambda: dt.datetime.combine(TODAY, dt.time(18, 30), ZONE), today=TODAY,
        profile_file=folder / "profile.toml", data_dir=folder, is_interactive=False,
        is_plain=False, has_colour=False, is_quiet=False, width=100,
    )  # fmt: skip


def on_day(environment: Environment, days: int) -> Environment:
    """So many days later, or earlier: clocks go backwards too."""
    now = environment.now() + dt.timedelta(days=days)
    return environment._replace(today=now.date(), clock=lambda: now)


def start(environment: Environment, *, who: int, words: str) -> None:
    profile = (sixty_with_knees(), young_athlete())[who]
    declaration = Declaration(profile=profile, text=f"# {words}", name="me.toml")
    begin(environment=environment, declaration=declaration, evidence=EVIDENCE)


def walk(environment: Environment, *, extra: bool, pain: int, minutes: int, note: str) -> None:
    which = Which(day=environment.today, is_extra=extra, is_again=True)
    report = Report(rpe=3, nprs_during=pain, near_falls=0, total_s=minutes * 60, note=note)
    log_session(environment=environment, which=which, report=report)


def leave_out(environment: Environment) -> None:
    skip_session(environment=environment, which=Which(day=environment.today), reason="a cold")


def fact(environment: Environment, *, kind: int, pain: int) -> None:
    today = environment.today
    event = (
        CheckIn(date=today, morning_pain=pain),
        Easier(date=today),
        News(date=today, kind=NewsKind.FALL),
    )[kind]
    keep_event(
        environment=environment, event=event, evidence=EVIDENCE, command="fact", sentence="a fact"
    )


def put_right(environment: Environment, *, number: int, pain: int, days: int, note: str) -> None:
    edit = Edit(
        Report(nprs_during=pain), date=environment.today - dt.timedelta(days=days), note=note
    )
    edit_session(environment=environment, number=number, edit=edit, evidence=EVIDENCE)


def delete(environment: Environment, *, number: int) -> None:
    delete_session(environment=environment, number=number, evidence=EVIDENCE)


def undo(environment: Environment) -> None:
    take_back(environment=environment)


def redo(environment: Environment) -> None:
    bring_again(environment=environment)


COMMANDS: dict[str, Callable[..., None]] = {
    each.__name__: each for each in (start, walk, leave_out, fact, put_right, delete, undo, redo)
}
PAIN = st.integers(0, 10)
NOTES = st.sampled_from(["", "wobbly", "ü [red] 😊", "'); DROP TABLE event--"])
NUMBERS = st.sampled_from([-3, -2, -1, 1, 2, 3, 9])
ARGUMENTS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "start": st.fixed_dictionaries({"who": st.integers(0, 1), "words": st.sampled_from("abc")}),
    "walk": st.fixed_dictionaries(
        {"extra": st.booleans(), "pain": PAIN, "minutes": st.integers(1, 30), "note": NOTES}
    ),
    "leave_out": st.just({}),
    "fact": st.fixed_dictionaries({"kind": st.integers(0, 2), "pain": PAIN}),
    "put_right": st.fixed_dictionaries(
        {"number": NUMBERS, "pain": PAIN, "days": st.integers(0, 3), "note": NOTES}
    ),
    "delete": st.fixed_dictionaries({"number": NUMBERS}),
    "undo": st.just({}),
    "redo": st.just({}),
}


@st.composite
def commands(draw: st.DrawFn) -> tuple[int, Command]:
    """A command with its day, as days after the first."""
    name = draw(st.sampled_from(["undo", "redo", "walk", *ARGUMENTS]))
    return draw(st.integers(-2, 12)), (name, draw(ARGUMENTS[name]))


def state(environment: Environment) -> tuple[object, bytes]:
    """What the store holds, and the profile."""
    return content(environment.store_file), environment.profile_file.read_bytes()


def journal_rows(environment: Environment) -> int:
    with reading(environment.store_file) as connection:
        found: int = connection.execute("SELECT count(*) FROM row_change").fetchone()[0]
        return found


@given(st.lists(commands(), min_size=1, max_size=14))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_every_undo_gives_back_what_was_and_every_redo_what_came_after(
    typed: list[tuple[int, Command]],
) -> None:
    with TemporaryDirectory() as name:
        environment = world(Path(name))
        start(environment, who=0, words="a")
        states, place = [state(environment)], 0
        for days, (command, given_) in typed:
            if command == "undo" and place == 0:  # the beginning itself is for the end
                continue
            refused = False
            try:
                COMMANDS[command](on_day(environment, days), **given_)
            except NotYet:
                pass  # the answers are kept all the same
            except RetroplanError:
                refused = True
            found = state(environment)
            if command == "undo":
                place -= 1
            elif command == "redo" and not refused:
                place += 1
            elif found != states[place]:
                assert not refused
                del states[place + 1 :]
                states.append(found)
                place += 1
            assert found == states[place]
        for expected in reversed(states[:place]):
            undo(environment)
            assert state(environment) == expected
        undo(environment)
        assert {len(rows) for rows in content(environment.store_file).values()} == {0}
        for expected in states:
            redo(environment)
            assert state(environment) == expected
        with pytest.raises(NotFound):
            redo(environment)


def live(environment: Environment, number: int) -> None:
    """One of two hundred changes, each of another kind than the one before."""
    there = on_day(environment, number // 3 + number // 40 * 2)  # a plan begins within two days
    if number % 40 == 39:
        with suppress(NotYet):  # the plan there is may wait; the answers are kept all the same
            start(there, who=(number // 40 + 1) % 2, words=f"{number}")
    elif number % 5 == 0:
        fact(there, kind=number % 2, pain=number % 4)
    elif number % 5 == 1:
        put_right(there, number=-1, pain=number % 6, days=0, note=f"{number}")
    elif number % 25 == 2:
        delete(there, number=-1)
    else:
        walk(there, extra=True, pain=number % 3, minutes=5, note=f"{number}")


def test_two_hundred_steps_go_back_to_the_beginning_and_come_again(tmp_path: Path) -> None:
    environment = world(tmp_path / "data")
    start(environment, who=0, words="a")
    walk(environment, extra=True, pain=0, minutes=5, note="first")
    states = [state(environment)]
    for number in range(200):
        live(environment, number)
        states.append(state(environment))
    assert len({repr(each) for each in states}) == 201
    kept = journal_rows(environment)
    for expected in reversed(states[:-1]):
        undo(environment)
        assert state(environment) == expected
    for expected in states[1:]:
        redo(environment)
        assert state(environment) == expected
    assert journal_rows(environment) == kept
