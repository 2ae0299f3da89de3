"""A step that was taken back, or brought again, in a line."""

from retroplan.core.text import clean
from retroplan.reports.screen import Screen, Style


def taken_back_screen(sentence: str, remarks: tuple[str, ...]) -> Screen:
    """What was taken back, and how to have it again."""
    said = f"Taken back: {clean(sentence)}. `retroplan redo` brings it again."
    return _with_remarks(Screen().say(said), remarks)


def brought_again_screen(sentence: str, remarks: tuple[str, ...]) -> Screen:
    """What was brought again, and how to take it back."""
    said = f"Brought again: {clean(sentence)}. `retroplan undo` takes it back."
    return _with_remarks(Screen().say(said), remarks)


def _with_remarks(screen: Screen, remarks: tuple[str, ...]) -> Screen:
    for remark in remarks:
        screen.say(clean(remark), Style.QUIET)
    return screen
