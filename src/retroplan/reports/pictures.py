"""Small pictures in a line of text. Whatever they show is also said in words elsewhere."""

from collections.abc import Sequence

BLOCKS = "▁▂▃▄▅▆▇█"
DONE, TO_COME = "●", "○"


def sparkline(values: Sequence[float], *, highest: float) -> str:
    """One block a value, from 0 to `highest`; values outside are drawn at the ends."""
    return "".join(block(value, highest=highest) for value in values)


def block(value: float, *, highest: float) -> str:
    """The block for a share of `highest`; empty where there is nothing to compare with."""
    if highest <= 0:
        return ""
    step = round(value / highest * (len(BLOCKS) - 1))
    return BLOCKS[max(0, min(step, len(BLOCKS) - 1))]


def dots(done: int, planned: int) -> str:
    """`●●○`: sessions walked, sessions not."""
    return DONE * done + TO_COME * max(0, planned - done)
