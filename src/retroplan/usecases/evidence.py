"""What the catalogue says about a word: a topic, a claim, a source, a rule, a test or a condition."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from retroplan.core.model.assessment import Assessment
from retroplan.core.model.evidence import Citation, Claim, Condition, Fault, Invariant
from retroplan.core.text import clean, listed
from retroplan.errors import NotFound
from retroplan.evidence import load

LONGEST_WORD = 60
"""Names are short; more of what was typed than this is neither compared nor shown."""

TECHNIQUE = "technique"
"""The topic that the faults belong to."""


class AnswerKind(StrEnum):
    """What the word turned out to be."""

    OVERVIEW = "overview"
    LIST = "list"
    CONDITIONS = "conditions"
    TOPIC = "topic"
    CLAIM = "claim"
    SOURCE = "source"
    RULE = "rule"
    TEST = "test"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A group of claims."""

    name: str
    title: str
    claims: tuple[str, ...]
    """Their keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceAnswer:
    """What was found. The lists that a kind of answer does not need stay empty."""

    kind: AnswerKind
    key: str = ""
    topics: tuple[Topic, ...] = ()
    claims: tuple[Claim, ...] = ()
    rules: tuple[Invariant, ...] = ()
    tests: tuple[Assessment, ...] = ()
    conditions: tuple[Condition, ...] = ()
    faults: tuple[Fault, ...] = ()
    """Common faults of technique, with their fixes; only with that topic."""
    sources: tuple[Citation, ...] = ()
    """What the rest of the answer cites; of `overview` and `list`, every source."""
    caveats: tuple[str, ...] = ()
    """The three that everybody should know; only with the overview."""


class _Citing(Protocol):
    """A record with the keys of its sources."""

    @property
    def cites(self) -> tuple[str, ...]: ...


C = TypeVar("C", bound=_Citing)


def answer(*, word: str) -> EvidenceAnswer:
    """What the catalogue holds under a word; an empty one asks for the overview.

    Raises:
        NotFound: nothing has that name; the hint has the nearest ones.
    """
    name = "-".join(word.strip().casefold().replace("_", " ").split())
    if not name:
        return _overview()
    if name == AnswerKind.LIST:
        return _list()
    if name == AnswerKind.CONDITIONS:
        return _about_conditions(AnswerKind.CONDITIONS, "", tuple(load.load_conditions().values()))
    for find in (_topic, _claim, _test, _source, _rule, _condition):
        found = find(name)
        if found is not None:
            return found
    raise _unknown(word, name)


def _overview() -> EvidenceAnswer:
    return EvidenceAnswer(
        kind=AnswerKind.OVERVIEW,
        topics=_topics(),
        caveats=load.load_guidance().caveats,
        sources=tuple(load.load_citations().values()),
    )


def _list() -> EvidenceAnswer:
    return EvidenceAnswer(
        kind=AnswerKind.LIST,
        topics=_topics(),
        claims=tuple(load.load_claims().values()),
        rules=tuple(load.load_invariants().values()),
        tests=tuple(load.load_assessments().values()),
        sources=tuple(load.load_citations().values()),
    )


def _topic(name: str) -> EvidenceAnswer | None:
    for topic in _topics():
        if topic.name == name:
            claims = tuple(load.load_claims()[key] for key in topic.claims)
            return EvidenceAnswer(
                kind=AnswerKind.TOPIC,
                key=name,
                topics=(topic,),
                claims=claims,
                faults=tuple(load.load_faults().values()) if name == TECHNIQUE else (),
                sources=_cited(claims),
            )
    return None


def _claim(name: str) -> EvidenceAnswer | None:
    claim = load.load_claims().get(name)
    if claim is None:
        return None
    return EvidenceAnswer(
        kind=AnswerKind.CLAIM, key=name, claims=(claim,), sources=_cited((claim,))
    )


def _source(name: str) -> EvidenceAnswer | None:
    """A source with the claims, rules, tests and conditions that rest on it."""
    citation = load.load_citations().get(name)
    if citation is None:
        return None
    return EvidenceAnswer(
        kind=AnswerKind.SOURCE,
        key=name,
        claims=_resting_on(name, load.load_claims().values()),
        rules=_resting_on(name, load.load_invariants().values()),
        tests=tuple(
            test
            for test in load.load_assessments().values()
            if any(name in part.cites for part in _parts(test))
        ),
        conditions=_resting_on(name, load.load_conditions().values()),
        sources=(citation,),
    )


def _rule(name: str) -> EvidenceAnswer | None:
    rule = next(
        (one for key, one in load.load_invariants().items() if key.casefold() == name), None
    )
    if rule is None:
        return None
    return EvidenceAnswer(
        kind=AnswerKind.RULE, key=rule.id, rules=(rule,), sources=_cited((rule,))
    )


def _test(name: str) -> EvidenceAnswer | None:
    test = load.load_assessments().get(name)
    if test is None:
        return None
    return EvidenceAnswer(
        kind=AnswerKind.TEST, key=name, tests=(test,), sources=_cited(_parts(test))
    )


def _condition(name: str) -> EvidenceAnswer | None:
    for condition in load.load_conditions().values():
        if name == condition.name or name in condition.aliases:
            return _about_conditions(AnswerKind.CONDITION, condition.name, (condition,))
    return None


def _about_conditions(
    kind: AnswerKind, key: str, conditions: tuple[Condition, ...]
) -> EvidenceAnswer:
    return EvidenceAnswer(kind=kind, key=key, conditions=conditions, sources=_cited(conditions))


def _topics() -> tuple[Topic, ...]:
    claims = load.load_claims().values()
    return tuple(
        Topic(name=name, title=title, claims=tuple(c.key for c in claims if c.topic == name))
        for name, title in load.load_topics().items()
    )


def _parts(test: Assessment) -> tuple[_Citing, ...]:
    return (test, *test.norms, *test.cut_offs, *test.changes)


def _resting_on(source: str, records: Iterable[C]) -> tuple[C, ...]:
    return tuple(record for record in records if source in record.cites)


def _cited(records: Iterable[_Citing]) -> tuple[Citation, ...]:
    """The sources of the records, each once, in the order in which they are named."""
    keys = dict.fromkeys(key for record in records for key in record.cites)
    citations = load.load_citations()
    return tuple(citations[key] for key in keys)


def _unknown(word: str, name: str) -> NotFound:
    import difflib

    nearest = difflib.get_close_matches(name[:LONGEST_WORD], _names(), n=3)
    near = f"near it: {listed(nearest, joint='or')}; " if nearest else ""
    return NotFound(
        f"nothing in the evidence is called “{clean(word.strip(), longest=LONGEST_WORD)}”",
        hint=f"{near}every name: `retroplan evidence list`",
    )


def _names() -> list[str]:
    """Everything that `answer` knows, other names of conditions included."""
    conditions = load.load_conditions().values()
    return [
        AnswerKind.LIST,
        AnswerKind.CONDITIONS,
        *load.load_topics(),
        *load.load_claims(),
        *load.load_citations(),
        *(key.casefold() for key in load.load_invariants()),
        *load.load_assessments(),
        *(name for condition in conditions for name in (condition.name, *condition.aliases)),
    ]
