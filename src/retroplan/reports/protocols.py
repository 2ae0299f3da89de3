"""A clinician's own protocols: those there are, and one week by week."""

from retroplan.core.answers.protocols import OwnProtocol, ProtocolRow, Shelf
from retroplan.core.model.vocabulary import Units
from retroplan.core.quantities import spoken_speed
from retroplan.core.text import clean, clock, counted
from retroplan.reports.screen import Column, Screen, Style, Table, points
from retroplan.reports.words import STAGES, grade_words, length_words


def shelf_screen(found: Shelf) -> Screen:
    """The folder, and each protocol in it with what is wrong with it."""
    screen = Screen().title("Protocols of your clinician's own")
    if not found.protocols:
        screen.gap().say("There is none yet.", indent=2)
        screen.point_at("  A protocol is a .toml file in", clean(found.folder))
        return screen.say(
            "docs/protocol-file.md shows one. Your plan follows the protocol that retroplan has "
            "for your goal.",
            indent=2,
        )
    for each in found.protocols:
        chosen = "your profile chooses it" if each.is_chosen else ""
        screen.gap().say(clean(each.name) + (f" · {chosen}" if chosen else ""), Style.STRONG)
        if each.problems:
            screen.say("It cannot be used:", Style.WARNING, indent=2)
            screen.table(points(tuple(clean(problem) for problem in each.problems)))
        else:
            screen.say(f"{each.title}, by {each.author}: {_rows_words(each)}", indent=2)
            screen.say(f"Why: {each.reason}", indent=2)
    screen.gap().say(
        "To use one, write its name under [plan] in your profile, as in "
        'protocol = "dr-lee-knee", then run `retroplan init`.'
    )
    return screen.point_at("They lie in", clean(found.folder))


def _rows_words(each: OwnProtocol) -> str:
    rows = counted(len(each.rows), "week")
    return f"{rows} for {each.extends}; longer plans go on with the last of them."


def protocol_screen(found: OwnProtocol, units: Units) -> Screen:
    """What a protocol asks for, week by week."""
    screen = Screen().title(f"{found.title}, by {found.author}", right="can be used").gap()
    screen.table(
        Table(
            columns=(
                Column("week", numeric=True),
                Column("sessions", numeric=True, spare=2),
                Column("stretches", numeric=True, spare=1),
                Column("backward", numeric=True),
                Column("speed"),
                Column("incline", spare=3),
                Column("where, as it can be", wraps=True),
            ),
            rows=tuple(_row(row, units) for row in found.rows),
            spoken=tuple(_said(row, units) for row in found.rows),
        )
    )
    screen.gap().say(f"Why: {found.reason}", indent=2)
    return screen.say(
        "A longer plan goes on with the last week. The limits of every plan still hold, so a "
        "week may hold less than this.",
        indent=2,
    )


def _row(row: ProtocolRow, units: Units) -> tuple[str, ...]:
    return (
        str(row.week),
        str(row.sessions),
        f"{row.reps} × {clock(row.bout_s)}",
        clock(row.backward_s),
        spoken_speed(row.speed_mps, units),
        grade_words(row.grade_pct),
        "lighter" if row.is_lighter else _where(row),
    )


def _said(row: ProtocolRow, units: Units) -> tuple[str, ...]:
    stretches = f"{row.reps} times {length_words(row.bout_s)}"
    return (
        f"Week {row.week}{', a lighter week' if row.is_lighter else ''}",
        f"Sessions: {row.sessions}",
        f"Backward: {stretches}, {length_words(row.backward_s)} in all",
        f"Speed: {spoken_speed(row.speed_mps, units)}, {grade_words(row.grade_pct)}",
        f"Where: {_where(row)}",
    )


def _where(row: ProtocolRow) -> str:
    return ", then ".join(STAGES[stage] for stage in row.stages)
