"""A clinician's own protocol as a text, every row the same unless a test says otherwise."""

HEAD = """\
extends = "knee-pain"
title = "Knees after a rest"
author = "Dr Lee, physiotherapist"
reason = "Half the usual minutes after six weeks off your feet."
"""


def own_text(*, sessions: int = 3, reps: int = 6, bout_s: int = 30, rows: int = 5) -> str:
    """Rows alike, the fourth lighter."""
    return HEAD + "".join(
        row_text(week, sessions, reps if week != 4 else max(4, reps * 3 // 4), bout_s)
        for week in range(1, rows + 1)
    )


def row_text(week: int, sessions: int, reps: int, bout_s: int) -> str:
    """One row of the file."""
    lines = [
        "", "[[weeks]]", f"week = {week}", f"sessions = {sessions}", f"reps = {reps}",
        f"bout_s = {bout_s}", "recovery_s = 30", "speed_kmh = 1.609344", "grade_pct = 0",
        'stages = ["corridor"]', *(["unload = true"] if week == 4 else []), "",
    ]  # fmt: skip
    return "\n".join(lines)


OWN = HEAD + "".join(
    row_text(week, 3, reps, bout_s)
    for week, (reps, bout_s) in enumerate([(4, 30), (6, 30), (5, 40), (4, 40), (5, 60)], 1)
)
