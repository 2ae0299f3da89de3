"""Citations as BibTeX, in plain ASCII wherever LaTeX has a spelling for it."""

import unicodedata
from collections.abc import Iterable

from retroplan.core.model.evidence import Citation

UNSEEN = "authors not seen"

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "&": r"\&",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "–": "--",
    "ø": r"{\o}",
    "Ø": r"{\O}",
    "ı": r"{\i}",
    "ł": r"{\l}",
    "Ł": r"{\L}",
    "ß": r"{\ss}",
    "æ": r"{\ae}",
    "Æ": r"{\AE}",
}

_ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0306": "u ",
    "\u0308": '"',
    "\u030a": "r ",
    "\u030c": "v ",
    "\u0327": "c ",
}


def bibtex(citations: Iterable[Citation]) -> str:
    """An entry for each source; what was not seen is left out, never guessed."""
    return "\n".join(_entry(citation) for citation in citations)


def escaped(text: str) -> str:
    """The text as LaTeX prints it: special characters escaped, accents spelt, line breaks as spaces."""
    return "".join(_spelt(character) for character in " ".join(text.split()))


def _spelt(character: str) -> str:
    if character in _SPECIAL:
        return _SPECIAL[character]
    parts = unicodedata.normalize("NFD", character)
    if len(parts) == 2 and parts[1] in _ACCENTS:
        return f"{{\\{_ACCENTS[parts[1]]}{parts[0]}}}"
    return character


def _entry(citation: Citation) -> str:
    kind = "article" if citation.journal else "misc"
    lines = [f"  {name} = {{{value}}}," for name, value in _fields(citation) if value]
    return "\n".join([f"@{kind}{{{citation.key},", *lines, "}"]) + "\n"


def _fields(citation: Citation) -> list[tuple[str, str]]:
    journal, volume, pages = _split(citation.journal)
    return [
        ("author", _authors(citation.authors)),
        ("title", escaped(citation.title)),
        ("journal", escaped(journal)),
        ("volume", escaped(volume)),
        ("pages", escaped(pages.replace("-", "–"))),
        ("year", "" if citation.year is None else str(citation.year)),
        ("doi", citation.doi),
        ("pmid", citation.pmid),
        (
            "howpublished",
            escaped(f"Registry entry {citation.registry}" if citation.registry else ""),
        ),
        ("note", escaped(_note(citation))),
    ]


def _note(citation: Citation) -> str:
    people = f"{citation.population}, {citation.n} people" if citation.n else citation.population
    parts = (citation.design, people, f"Read as: {citation.read}", citation.note.rstrip("."))
    return ". ".join(part[0].upper() + part[1:] for part in parts if part) + "."


def _split(journal: str) -> tuple[str, str, str]:
    """Name, volume and pages of `Name 12(3):45-67`; all of it as the name where it is not of that form."""
    name, _, place = journal.rpartition(" ")
    volume, colon, pages = place.partition(":")
    if name and colon and volume[:1].isdigit():
        return name, volume, pages
    return journal, "", ""


def _authors(authors: str) -> str:
    if authors == UNSEEN:
        return ""
    return " and ".join(_author(name) for name in _with_others(authors).split(", "))


def _with_others(authors: str) -> str:
    for ending in (" et al.", " and colleagues"):
        if authors.endswith(ending):
            return f"{authors.removesuffix(ending)}, others"
    return authors


def _author(name: str) -> str:
    """`Yang YR` as `Yang, Y. R.`; a name of several words, of a body or a person, kept together."""
    surname, _, initials = name.rpartition(" ")
    if surname and len(initials) <= 3 and initials.isalpha() and initials.isupper():
        return f"{_kept(surname)}, {' '.join(f'{letter}.' for letter in initials)}"
    return _kept(name)


def _kept(name: str) -> str:
    return f"{{{escaped(name)}}}" if " " in name else escaped(name)
