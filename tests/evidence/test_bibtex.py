"""BibTeX: entries that LaTeX can read, whatever is in the fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.model.evidence import Citation
from retroplan.evidence.bibtex import bibtex, escaped
from retroplan.evidence.load import load_citations


def test_an_article_has_its_parts() -> None:
    entry = bibtex([load_citations()["silbernagel2007"]])

    assert entry.startswith("@article{silbernagel2007,\n")
    assert "  author = {Silbernagel},\n" in entry
    assert "  journal = {American Journal of Sports Medicine},\n" in entry
    assert "  volume = {35},\n  pages = {897--906},\n  year = {2007},\n" in entry
    assert entry.endswith("}\n")


def test_authors_are_joined_and_bodies_are_kept_together() -> None:
    several = bibtex([load_citations()["yang2005"]])
    body = bibtex([load_citations()["acog-pregnancy"]])

    assert "author = {Yang, Y. R. and others}" in several
    assert "author = {{American College of Obstetricians and Gynecologists}}" in body


def test_what_was_not_seen_is_left_out() -> None:
    entry = bibtex([load_citations()["nct07649863"]])

    assert entry.startswith("@misc{nct07649863,\n")
    assert "author =" not in entry
    assert "title =" not in entry
    assert "year =" not in entry
    assert "Registry entry NCT07649863" in entry


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("10 % & more", r"10 \% \& more"),
        ("a_b #1 $5 {x}", r"a\_b \#1 \$5 \{x\}"),
        ("back\\slash ~ ^", r"back\textbackslash{}slash \textasciitilde{} \textasciicircum{}"),
        ("Doğan, Özden, Ardigò", r"Do{\u g}an, {\"O}zden, Ardig{\`o}"),
        ("Tromsø", r"Troms{\o}"),
        ("one\nline\ttext", "one line text"),
    ],
)
def test_special_characters_are_escaped(text: str, spelt: str) -> None:
    assert escaped(text) == spelt


def test_every_source_has_an_entry_with_a_doi_where_there_is_one() -> None:
    citations = load_citations().values()
    entries = bibtex(citations)

    for citation in citations:
        assert f"{{{citation.key},\n" in entries
        if citation.doi:
            assert f"  doi = {{{citation.doi}}},\n" in entries
    assert entries.count("\n@") == len(citations) - 1


@given(st.text(max_size=80))
def test_braces_balance_and_no_field_escapes_its_line(text: str) -> None:
    citation = Citation(key="a", authors="A, B", title=text, note=text, read="abstract")
    entry = bibtex([citation])

    depth = 0
    previous = ""
    for character in entry:
        if previous != "\\":
            depth += (character == "{") - (character == "}")
        assert depth >= 0
        previous = character if not (previous == "\\" and character == "\\") else ""
    assert depth == 0
    assert all(line.startswith(("@", "  ", "}")) for line in entry.splitlines())
