"""Words from people and files, made safe to show; and small words for numbers and days."""

import datetime as dt

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

_HIDDEN = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Cf"})


def clean(text: str, *, longest: int = 2000) -> str:
    """Text that no terminal obeys: control, bidi and private characters become codes such as `\\u202e`.

    Line breaks and tabs become spaces; what is longer than `longest` is cut with an ellipsis.
    """
    if text.isascii() and text.isprintable() and len(text) <= longest:
        return text
    shown = "".join(_shown(character) for character in text[:longest])
    return shown + ("…" if len(text) > longest else "")


def _shown(character: str) -> str:
    if character in "\n\r\t\v\f":
        return " "
    if is_hidden(character):
        number = ord(character)
        return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"
    return character


def is_hidden(character: str) -> bool:
    """Whether a terminal may obey this character instead of showing it."""
    import unicodedata  # a thousand kB that plain words can do without

    return unicodedata.category(character) in _HIDDEN


def counted(number: int, one: str, many: str = "") -> str:
    """`1 session`, `2 sessions`; `many` for words that do not just take an s."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(words: list[str] | tuple[str, ...], *, joint: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def clock(seconds: float) -> str:
    """Minutes and seconds, `13:00`."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def day_words(day: dt.date) -> str:
    """`Wednesday 25 November`."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def full_day_words(day: dt.date) -> str:
    """`Wednesday 25 November 2026`."""
    return f"{day_words(day)} {day.year}"
