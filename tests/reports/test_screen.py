"""How screens are laid out, and how they are read aloud."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.reports.screen import Column, Screen, Style, Table, points

WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=60)


def rendered(screen: Screen, *, width: int = 80, plain: bool = False, colour: bool = False) -> str:
    return screen.render(width=width, plain=plain, colour=colour)


def test_what_belongs_at_the_right_margin_stands_there_where_there_is_room() -> None:
    assert rendered(Screen().title("Left", right="right"), width=12) == "Left   right\n"


def test_what_belongs_at_the_right_margin_follows_below_where_there_is_no_room() -> None:
    assert (
        rendered(Screen().title("A long left", right="right"), width=12) == "A long left\nright\n"
    )


def test_read_aloud_dots_and_dashes_become_lines_and_words() -> None:
    screen = Screen().say("Weeks 1–3 · 2–3 of 10", plain=None)

    assert rendered(screen, plain=True) == "Weeks 1 to 3\n2 to 3 of 10\n"


def test_a_dot_never_begins_a_line() -> None:
    text = rendered(Screen().say("one two · three four · five six"), width=20)

    assert not any(line.startswith("·") for line in text.splitlines())
    assert text.replace("\n", " ").split() == [
        "one",
        "two",
        "·",
        "three",
        "four",
        "·",
        "five",
        "six",
    ]


def test_spare_columns_give_way_before_the_table_does() -> None:
    table = Table(
        columns=(Column("week"), Column("needed"), Column("spare", spare=1)),
        rows=(("1", "yes", "perhaps"),),
    )

    assert "perhaps" in rendered(Screen().table(table), width=30)
    narrow = rendered(Screen().table(table), width=20)
    assert "perhaps" not in narrow
    assert "week" in narrow.splitlines()[0]


def test_a_table_too_wide_for_the_terminal_becomes_facts() -> None:
    table = Table(columns=(Column("week"), Column("speed")), rows=(("1", "1.6 km/h"),))

    assert rendered(Screen().table(table), width=12) == "  week 1\n  speed:\n    1.6 km/h\n"


def test_a_wrapping_cell_keeps_to_its_column() -> None:
    table = Table(columns=(Column("", wraps=False), Column("", wraps=True)),
                  rows=(("Why", "because it is so and not otherwise"),))  # fmt: skip
    lines = rendered(Screen().table(table), width=25).splitlines()

    assert lines[0].startswith("  Why  because")
    assert all(line.startswith("       ") for line in lines[1:])


def test_points_are_read_aloud_without_their_dots() -> None:
    assert rendered(Screen().table(points(("one", "two"))), plain=True) == "one\ntwo\n"


def test_colour_is_only_there_when_it_is_asked_for() -> None:
    screen = Screen().say("Stop", Style.WARNING)

    assert "\x1b" not in rendered(screen)
    assert rendered(screen, colour=True) == "\x1b[33mStop\x1b[0m\n"


@given(texts=st.lists(WORDS, min_size=1, max_size=4), width=st.integers(20, 100))
def test_no_line_is_ever_wider_than_the_terminal(texts: list[str], width: int) -> None:
    columns = (Column("a", spare=1), Column("b"), Column("c", wraps=True))
    table = Table(columns=columns, rows=tuple((text[:5], text[:9], text) for text in texts))
    screen = Screen().title(texts[0], right=texts[-1]).table(table)
    for text in texts:
        screen.say(text, indent=2)

    assert all(len(line) <= width for line in rendered(screen, width=width).splitlines())


@pytest.mark.parametrize("plain", [True, False])
def test_no_line_ends_in_blanks(plain: bool) -> None:  # a parameter of the test
    table = Table(columns=(Column("a"), Column("b")), rows=(("x", ""), ("long", "y")))
    text = rendered(Screen().title("T ").table(table), plain=plain)

    assert text == "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def test_a_span_in_a_table_is_read_aloud_as_a_span() -> None:
    table = Table(columns=(Column("people"), Column("seconds")), rows=(("20–29", "7.1–9"),))

    assert rendered(Screen().table(table), plain=True) == "people 20 to 29\nseconds: 7.1 to 9\n"


def test_a_number_stays_with_what_it_counts_and_a_command_with_its_words() -> None:
    text = "It is clear for 6 m, then: retroplan plan --session 3.1"

    assert rendered(Screen().say(text), width=18).splitlines() == [
        "It is clear for", "6 m, then:", "retroplan plan", "--session 3.1",
    ]  # fmt: skip
    assert rendered(Screen().say(text), width=30).splitlines() == [
        "It is clear for 6 m, then:", "retroplan plan --session 3.1",
    ]  # fmt: skip
