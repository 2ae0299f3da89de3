"""Cells of a CSV that no spreadsheet runs as a formula."""

from retroplan.core.text import clean

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "|")


def cell(value: object) -> object:
    """A value as it may stand in a cell; text that a spreadsheet would run gets an apostrophe before it."""
    if not isinstance(value, str):
        return value
    text = clean(value, longest=10_000)
    return f"'{text}" if _is_run(text) else text


def uncelled(text: str) -> str:
    """The text that `cell` wrote: without the apostrophe that only keeps it from being run."""
    return text[1:] if text.startswith("'") and _is_run(text[1:]) else text


def _is_run(text: str) -> bool:
    """Whether a spreadsheet takes it for a formula, or would once an apostrophe is taken off."""
    return text.lstrip("'").startswith(_FORMULA_STARTS)
