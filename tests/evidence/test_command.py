"""`retroplan evidence`, as people and programs use it."""

import json
from typing import Any

import jsonschema
import pytest

from docs.schemas import envelope
from retroplan.environment import Environment
from retroplan.errors import ExitCode
from retroplan.evidence import load
from retroplan.usecases.evidence import EvidenceAnswer
from tests.conftest import Run


def words_of(text: str) -> str:
    """The text without its line breaks and indents."""
    return " ".join(text.split())


def asked(run: Run, *argv: str) -> Any:
    """The data of the JSON answer."""
    ran = run("evidence", *argv, "--json")
    assert ran.code == ExitCode.OK, ran.err
    return json.loads(ran.out)["data"]


def test_without_a_word_it_says_what_to_carry_away_and_what_one_can_ask(run: Run) -> None:
    ran = run("evidence")

    assert ran.code == ExitCode.OK
    for caveat in load.load_guidance().caveats:
        assert caveat in words_of(ran.out)
    for topic, title in load.load_topics().items():
        assert topic in ran.out
        assert title in ran.out


def test_every_topic_shows_its_claims_with_caveat_and_certainty(run: Run) -> None:
    claims = load.load_claims().values()
    for topic in load.load_topics():
        shown = words_of(run("evidence", topic).out)
        for claim in claims:
            if claim.topic == topic:
                assert claim.sentence in shown
                assert claim.caveat in shown
                assert f"Certainty: {claim.certainty}" in shown


def test_a_claim_shows_each_source_and_how_it_was_read(run: Run) -> None:
    shown = words_of(run("evidence", "knee-ten-minutes").out)

    assert load.load_claims()["knee-ten-minutes"].sentence in shown
    assert "Certainty: low: more research is likely to change it." in shown
    assert "Alghadir, Anwer, Sarkar, Paul, Anwar 2019" in shown
    assert "randomised trial, three arms" in shown
    assert "68 people" in shown
    assert "doi 10.1186/s12891-019-2537-9" in shown
    assert "Read as: abstract" in shown


def test_a_judgement_says_that_it_is_one_and_why(run: Run) -> None:
    shown = words_of(run("evidence", "technique-look-behind").out)

    assert "Certainty: expert judgement: no study tested it." in shown
    assert f"Reason: {load.load_claims()['technique-look-behind'].reason}" in shown


def test_a_source_shows_what_rests_on_it(run: Run) -> None:
    shown = words_of(run("evidence", "kim2017").out)

    assert "Kim CY, Lee JS, Kim HD 2017" in shown
    assert load.load_claims()["stroke-sideways"].sentence in shown


@pytest.mark.parametrize("word", ["I11", "i11", " I11 "])
def test_a_rule_is_found_by_its_id(run: Run, word: str) -> None:
    shown = words_of(run("evidence", word).out)

    assert load.load_invariants()["I11"].sentence in shown
    assert "Nielsen 2014" in shown


def test_a_test_shows_steps_norms_cut_offs_and_changes(run: Run) -> None:
    shown = words_of(run("evidence", "tug").out)

    assert "1. An armchair, and a mark 3 m in front of it." in shown
    assert "70–79 9.2 (8.2–10.2) high" in shown
    assert "from 12 s: at risk of falling" in shown
    assert "3.5 s, Parkinson's disease: more than chance" in shown


def test_a_condition_is_found_by_any_of_its_names(run: Run) -> None:
    for name, condition in load.load_conditions().items():
        if condition.aliases:
            own, other = asked(run, name), asked(run, condition.aliases[0])
            assert own["kind"] == "condition"
            assert own == other
            break
    else:
        pytest.fail("no condition has another name")


def test_conditions_lists_every_name_with_what_follows(run: Run) -> None:
    shown = words_of(run("evidence", "conditions").out)

    for condition in load.load_conditions().values():
        assert f"{condition.name} ·" in shown
        assert condition.sentence in shown
    for group in ("conditions = [...]", "symptoms = [...]", "medications = [...]"):
        assert group in shown


def test_everything_that_list_names_can_be_asked_for(run: Run) -> None:
    found = asked(run, "list")
    shown = run("evidence", "list").out
    names = [topic["name"] for topic in found["topics"]]
    names += [claim["key"] for claim in found["claims"]]
    names += [rule["id"] for rule in found["rules"]]
    names += [test["name"] for test in found["tests"]]
    names += [source["key"] for source in found["sources"]]

    assert len(names) > 250
    for name in names:
        assert name in shown
        assert run("evidence", name).code == ExitCode.OK, name


@pytest.mark.parametrize("word", ["knee pain", "Knee_Pain", "KNEE-PAIN"])
def test_spaces_capitals_and_underscores_do_not_matter(run: Run, word: str) -> None:
    assert asked(run, word)["key"] == "knee-pain"


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("list",),
        ("conditions",),
        ("energy",),
        ("knee-why",),
        ("fritz2013",),
        ("I02",),
        ("tug",),
    ],
)
def test_json_keeps_to_its_schema(run: Run, words: tuple[str, ...]) -> None:
    ran = run("evidence", *words, "--json")

    jsonschema.validate(json.loads(ran.out), envelope("evidence", "evidence", EvidenceAnswer))


def test_bibtex_gives_the_sources_of_the_answer_and_nothing_else(run: Run) -> None:
    ran = run("evidence", "knee-ten-minutes", "--bibtex")

    assert ran.out.startswith("@article{alghadir2019,")
    assert ran.out.count("@") == len(load.load_claims()["knee-ten-minutes"].cites)
    assert ran.err == ""


def test_json_and_bibtex_together_are_a_usage_problem(run: Run) -> None:
    assert run("evidence", "--json", "--bibtex").code == ExitCode.USAGE


def test_a_word_that_nothing_is_called_names_the_nearest(run: Run) -> None:
    ran = run("evidence", "alghadir2018")

    assert ran.code == ExitCode.NOT_FOUND
    assert ran.out == ""
    assert "alghadir2018" in ran.err
    assert "near it: alghadir2019" in ran.err


def test_a_word_that_is_near_nothing_says_where_the_names_are(run: Run) -> None:
    ran = run("evidence", "qqqq")

    assert ran.code == ExitCode.NOT_FOUND
    assert "hint: every name: `retroplan evidence list`" in ran.err


@pytest.mark.parametrize(
    "word", ["\x1b[31mred", "[red]x[/red]", "a\nb\r\x07", "\u202eevil", "x" * 100_000]
)
def test_hostile_words_are_refused_and_neutralised(run: Run, word: str) -> None:
    ran = run("evidence", word)

    assert ran.code == ExitCode.NOT_FOUND
    assert not {"\x1b", "\r", "\x07", "\u202e"} & set(ran.err)
    assert len(ran.err) < 500
    assert len(ran.err.splitlines()) <= 2


def test_markup_in_a_word_is_shown_as_it_is(run: Run) -> None:
    assert "[red]x[/red]" in run("evidence", "[red]x[/red]").err


@pytest.mark.parametrize("word", ["knee-pain", "knee-why", "tug", "conditions", "list", "I11"])
def test_plain_has_one_fact_a_line_and_no_drawing(run: Run, word: str) -> None:
    ran = run("evidence", word, is_plain=True)

    assert ran.code == ExitCode.OK
    assert " · " not in ran.out
    assert all(line == line.strip() and line for line in ran.out.splitlines())


@pytest.mark.parametrize("word", ["", "knee-pain", "tug", "conditions", "I11", "list"])
def test_it_fits_a_narrow_terminal(run: Run, word: str) -> None:
    ran = run("evidence", word, width=40)

    longest = max(ran.out.splitlines(), key=len)
    assert len(longest) <= 40 or " " not in longest.strip()


def test_it_needs_no_profile_and_leaves_nothing_behind(run: Run, environment: Environment) -> None:
    assert run("evidence", "safety").code == ExitCode.OK
    assert not environment.data_dir.exists()
