"""An option is obeyed or refused, never dropped; and what is typed as text is text."""

import json
from collections.abc import Iterator

import pytest
import typer
from typer.main import get_command

from retroplan.cli.main import _DAYS, _WITH_VALUE, register_all, reordered
from retroplan.cli.root import app
from tests.cli.courses import MONDAY, begin
from tests.conftest import Run

register_all()


def commands(
    command: object = None, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], typer.core.TyperCommand]]:
    found = get_command(app) if command is None else command
    yield path, found  # type: ignore[misc]
    for name, below in sorted(getattr(found, "commands", {}).items()):
        yield from commands(below, (*path, name))


ALL = list(commands())
VALUES = [
    (path, option)
    for path, command in ALL
    for option in command.params
    if option.param_type_name == "option" and not option.is_flag  # type: ignore[attr-defined]
]
GROUPS = [(path, command) for path, command in ALL if path and hasattr(command, "commands")]


def test_the_options_with_a_value_are_those_of_the_parser() -> None:
    """`--as-planned` is one of `plan preview`, and a flag of `log`: what looks like an option is none of its values."""
    names = {name for _, option in VALUES for name in option.opts if name.startswith("--")}
    assert names - {"--as-planned"} == _WITH_VALUE


@pytest.mark.parametrize("words", ["-2d", "-1", "-4", "--plain", "--json", "-q"])
@pytest.mark.parametrize(
    ("path", "name"),
    [(path, option.opts[0]) for path, option in VALUES if option.opts[0] not in {*_DAYS, "--as-planned"}],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else each,
)  # fmt: skip
def test_the_value_of_an_option_stays_as_it_was_typed(
    path: tuple[str, ...], name: str, words: str
) -> None:
    assert reordered([*path, name, words, "mon"]) == [*path, name, words, "mon"]


@pytest.mark.parametrize("name", sorted(_DAYS))
def test_a_day_gone_by_may_be_so_many_days_ago(name: str) -> None:
    assert reordered(["sessions", name, "-14d"]) == ["sessions", name, "14d-ago"]


@pytest.mark.parametrize(("option", "words"), [("--note", ("log",)), ("--reason", ("skip",))])
def test_words_that_look_like_days_or_options_are_kept_as_words(
    run: Run, option: str, words: tuple[str, ...]
) -> None:
    begin(run)
    for said in ("-2d", "--plain"):
        told = ("--rpe", "3", "--pain", "0", "--near-falls", "0") if words == ("log",) else ()
        assert run(*words, *told, option, said, today=MONDAY).code == 0
        shown = json.loads(run("sessions", "show", "-1", "--json", today=MONDAY).out)
        assert shown["data"]["record"]["log"][option.removeprefix("--")] == said
        assert run("undo", today=MONDAY).code == 0


@pytest.mark.parametrize(
    "words",
    [("plan",), ("plan", "bounds"), ("plan", "history"), ("plan", "why", "1.1"), ("today",),
     ("sessions",), ("sessions", "show", "-1"), ("report",), ("protocols",), ("screen",)],
    ids=" ".join,
)  # fmt: skip
def test_json_is_obeyed_wherever_it_stands(run: Run, words: tuple[str, ...]) -> None:
    begin(run)
    assert run("log", "--rpe", "3", "--pain", "0", "--near-falls", "0", today=MONDAY).code == 0
    wanted = run(*words, "--json", today=MONDAY)
    assert json.loads(wanted.out)["retroplan"] == 1
    for place in range(len(words)):
        assert run(*words[:place], "--json", *words[place:], today=MONDAY).out == wanted.out


@pytest.mark.parametrize(
    ("path", "option", "below"),
    [
        (path, option.opts[0], below)
        for path, group in GROUPS
        for option in group.params
        if option.param_type_name == "option" and option.opts[0] != "--json"
        for below in group.commands
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else each,
)
def test_an_option_of_the_command_above_is_refused_by_the_one_below(
    run: Run, path: tuple[str, ...], option: str, below: str
) -> None:
    begin(run)
    answer = run(*path, option, "1", below, "1", today=MONDAY)
    assert answer.code == 2
    assert option in answer.err
