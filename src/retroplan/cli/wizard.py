"""The wizard on a terminal: shows a question, reads a line, keeps the answers, until it ends."""

from collections.abc import Callable
from dataclasses import replace

import typer

from retroplan.cli.output import put_question
from retroplan.cli.prompts import read_line
from retroplan.cli.wizard_look import opening_screen, prompt, question_screen, summary_screen
from retroplan.cli.wizard_question import Section
from retroplan.cli.wizard_walk import End, Walk, answered
from retroplan.core.text import clean
from retroplan.environment import Environment
from retroplan.reports.screen import Screen

UNREADABLE = "\N{REPLACEMENT CHARACTER}"
"""Stands for a line that is no text: an answer that no question takes."""


def walked(
    environment: Environment,
    walk: Walk,
    *,
    keep: Callable[[Walk], None],
    objection: Callable[[Walk], str],
) -> Walk:
    """The walk to its end: confirmed, or stopped by `q`, Ctrl-C or the end of the input.

    Args:
        environment: for the width and the manner of the terminal.
        walk: where to begin.
        keep: called after every answer, so that nothing typed is lost however this ends.
        objection: what is wrong with the answers together, asked at the confirmation; empty if nothing.
    """
    _put(environment, opening_screen())
    section: Section | None = None
    try:
        while walk.end is None:
            section = _show(environment, walk, section)
            put_question(prompt(walk, plain=environment.is_plain))
            before = walk
            line = read_line()
            walk, reply = answered(walk, UNREADABLE if line is None else line)
            if walk.given is not before.given:
                keep(walk)
            if walk.end is End.CONFIRMED and (reply := objection(walk)):
                walk = replace(walk, end=None)
            if reply:
                _put(environment, Screen().say(clean(reply), indent=4))
    except (KeyboardInterrupt, typer.Abort):
        put_question("\n")
        return replace(walk, end=End.STOPPED)
    return walk


def remark(environment: Environment, text: str) -> None:
    """A sentence beside the questions, wrapped to the terminal."""
    _put(environment, Screen().say(clean(text)))


def _show(environment: Environment, walk: Walk, section: Section | None) -> Section | None:
    """The question or the summary; returns the group it belongs to."""
    question = walk.question
    if question is None:
        _put(environment, summary_screen(walk))
        return None
    opens = question.section is not section and not walk.is_amending
    _put(environment, question_screen(walk, question, opens_section=opens))
    return question.section


def _put(environment: Environment, screen: Screen) -> None:
    text = screen.render(
        width=environment.width, plain=environment.is_plain, colour=environment.has_colour
    )
    put_question(text)
