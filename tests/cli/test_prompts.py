"""Questions on a terminal, whatever is typed."""

import io
import sys

import pytest
import typer

from retroplan.cli.prompts import (
    BACK,
    Back,
    ask,
    ask_in_turn,
    ask_yes_no,
)
from retroplan.errors import UsageProblem


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the person types: write to it, then ask."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdin", stream)
    return stream


def will_type(stream: io.StringIO, text: str) -> None:
    stream.write(text)
    stream.seek(0)


def shout(text: str) -> str:
    if not text:
        raise UsageProblem("say something", hint="anything")
    return text.upper()


def test_an_answer_goes_through_the_parser(typed: io.StringIO) -> None:
    will_type(typed, "  hi \n")
    assert ask("Word?", parse=shout) == "HI"


def test_enter_takes_the_default_in_brackets(
    typed: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    will_type(typed, "\n")
    assert ask("Word?", default="yo", parse=shout, hint="short") == "YO"
    assert capsys.readouterr() == ("", "  Word?  [yo, short]  ")


def test_what_the_parser_refuses_is_asked_again_in_its_words(
    typed: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    will_type(typed, "\nhi\n")
    assert ask("Word?", parse=shout) == "HI"
    assert "Say something; anything" in capsys.readouterr().err


def test_a_question_mark_explains_and_a_bracket_steps_back(
    typed: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    will_type(typed, "?\n<\n")
    assert ask("Word?", parse=shout, why="Because.") is BACK
    assert "Because." in capsys.readouterr().err


@pytest.mark.parametrize(("text", "answer"), [("y\n", True), ("No\n", False), ("\n", False)])
def test_yes_and_no(typed: io.StringIO, text: str, answer: bool) -> None:
    will_type(typed, text)
    assert ask_yes_no("Sure?", default=False) is answer


def test_without_a_default_enter_is_neither_yes_nor_no(typed: io.StringIO) -> None:
    will_type(typed, "\nmaybe\nyes\n")
    assert ask_yes_no("Sure?") is True


def test_questions_in_turn_go_back_with_what_was_said(typed: io.StringIO) -> None:
    offered: list[str | None] = []

    def first(earlier: str | None) -> str | Back:
        offered.append(earlier)
        return ask("One?", default=earlier or "", parse=shout)

    will_type(typed, "a\n<\n\nb\n")
    answers = ask_in_turn([first, lambda _: ask("Two?", parse=shout)])
    assert answers == ["A", "B"]
    assert offered == [None, "A"]


@pytest.mark.parametrize("text", ["", "half a line"])
def test_the_end_of_the_input_stops_the_command(typed: io.StringIO, text: str) -> None:
    will_type(typed, text)
    if text:
        assert ask("Word?", parse=shout) == "HALF A LINE"
    with pytest.raises(typer.Abort):
        ask("Word?", parse=shout)


def test_a_closed_or_missing_input_stops_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = io.StringIO()
    closed.close()
    for stream in (closed, None):
        monkeypatch.setattr(sys, "stdin", stream)
        with pytest.raises(typer.Abort):
            ask("Word?", parse=shout)


def test_bytes_that_are_no_text_are_asked_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(io.StringIO):
        """Gives one undecodable line, as a terminal in another encoding does."""

        is_fresh = True

        def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # a narrower stub
            if self.is_fresh:
                self.is_fresh = False
                raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
            return super().readline(size)

    monkeypatch.setattr(sys, "stdin", Terminal("hi\n"))
    assert ask("Word?", parse=shout) == "HI"
    assert "could not be read" in capsys.readouterr().err


def test_what_is_typed_cannot_command_the_terminal(
    typed: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse_once(text: str) -> str:
        if text != "hi":
            raise UsageProblem(f"not {text}")
        return text

    will_type(typed, "\x1b[2J\nhi\n")
    assert ask("Word?", parse=refuse_once) == "hi"
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert "Not \\u001b[2J" in said


def test_a_remark_keeps_to_the_width_of_the_terminal(
    typed: io.StringIO, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    will_type(typed, "?\nhi\n")
    ask("Word?", parse=shout, why="because a long reason is only read where no word of it is cut")

    remark = capsys.readouterr().err.replace("  Word?  ", "")
    assert max(len(line) for line in remark.splitlines()) <= 40
