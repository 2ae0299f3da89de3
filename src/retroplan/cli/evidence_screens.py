"""How `retroplan evidence` shows each kind of answer."""

from collections.abc import Callable, Mapping

from retroplan.cli.assessment_screens import say_test
from retroplan.core.model.evidence import Citation, Claim, Condition, Invariant
from retroplan.core.model.vocabulary import Severity
from retroplan.core.text import counted, listed
from retroplan.reports.screen import Column, Screen, Style, Table
from retroplan.reports.words import CERTAINTY
from retroplan.usecases.evidence import AnswerKind, EvidenceAnswer

FOLLOWS: Mapping[Severity, str] = {
    Severity.BLOCK: "no plan until it has been looked at",
    Severity.CLEAR: "a clinician's yes first",
    Severity.SUPPORT: "something to hold, and somebody beside you",
    Severity.CAP: "a plan with limits",
}

PROFILE_LISTS: Mapping[str, str] = {
    "condition": "conditions",
    "symptom": "symptoms",
    "medication": "medications",
}
"""The list of the profile that holds each group of names."""


def screen_of(found: EvidenceAnswer) -> Screen:
    """The screen of an answer, by its kind."""
    show: Mapping[AnswerKind, Callable[[Screen, EvidenceAnswer], None]] = {
        AnswerKind.OVERVIEW: _overview,
        AnswerKind.LIST: _list,
        AnswerKind.CONDITIONS: _conditions,
        AnswerKind.TOPIC: _topic,
        AnswerKind.CLAIM: _claim,
        AnswerKind.SOURCE: _source,
        AnswerKind.RULE: _rule,
        AnswerKind.TEST: _test,
        AnswerKind.CONDITION: _condition,
    }
    screen = Screen()
    show[found.kind](screen, found)
    return screen


def _overview(screen: Screen, found: EvidenceAnswer) -> None:
    screen.title("What is known about walking backward", counted(len(found.sources), "source"))
    for caveat in found.caveats:
        screen.gap().say(caveat, indent=2)
    screen.gap().table(
        Table(
            columns=(Column("topic"), Column("about"), Column("claims", numeric=True, spare=1)),
            rows=tuple(
                (topic.name, topic.title, str(len(topic.claims))) for topic in found.topics
            ),
        )
    )
    screen.gap().say("One topic:     retroplan evidence knee-pain", Style.QUIET, indent=2)
    screen.say("Every name:    retroplan evidence list", Style.QUIET, indent=2)
    screen.say("Health names:  retroplan evidence conditions", Style.QUIET, indent=2)


def _list(screen: Screen, found: EvidenceAnswer) -> None:
    screen.title("Every name that `retroplan evidence` knows")
    for topic in found.topics:
        _names(screen, f"{topic.name}: {topic.title}", topic.claims)
    _names(screen, "Rules that no plan may break", tuple(rule.id for rule in found.rules))
    _names(screen, "Tests", tuple(test.name for test in found.tests))
    _names(screen, "Sources", tuple(sorted(source.key for source in found.sources)))


def _names(screen: Screen, heading: str, names: tuple[str, ...]) -> None:
    screen.gap().say(heading, Style.STRONG, indent=2).say(" · ".join(names), indent=4)


def _topic(screen: Screen, found: EvidenceAnswer) -> None:
    screen.title(found.topics[0].title, counted(len(found.claims), "claim"))
    sources = {source.key: source for source in found.sources}
    for claim in found.claims:
        screen.gap().say(claim.sentence, indent=2)
        screen.say(f"But: {claim.caveat}", indent=4)
        names = listed([sources[key].short_name for key in claim.cites]) or "no source"
        screen.say(f"Certainty: {claim.certainty} · {names}", Style.QUIET, indent=4)
        screen.say(f"More: retroplan evidence {claim.key}", Style.QUIET, indent=4)
    if found.faults:
        screen.gap().say("Common faults, and what helps", Style.STRONG, indent=2)
    for fault in found.faults:
        screen.gap().say(f"{_capital(fault.name)}. Often: {fault.likely}.", indent=2)
        screen.say(fault.fix, indent=4)


def _claim(screen: Screen, found: EvidenceAnswer) -> None:
    claim = found.claims[0]
    screen.title(claim.key, claim.topic).gap().say(claim.sentence, indent=2)
    screen.gap().say(f"Certainty: {CERTAINTY[claim.certainty]}.", indent=2)
    screen.say(f"But: {claim.caveat}", indent=2)
    _judgement(screen, claim)
    _sources(screen, found)


def _source(screen: Screen, found: EvidenceAnswer) -> None:
    screen.title(found.key).gap()
    _say_source(screen, found.sources[0])
    if found.claims:
        screen.gap().say("What rests on it", Style.STRONG, indent=2)
    for claim in found.claims:
        screen.say(claim.sentence, indent=4)
        screen.say(f"Certainty: {claim.certainty} · {claim.key}", Style.QUIET, indent=6)
    names = [rule.id for rule in found.rules]
    names += [test.name for test in found.tests]
    names += [condition.name for condition in found.conditions]
    if names:
        _names(screen, "Rules, tests and conditions that use it", tuple(names))


def _rule(screen: Screen, found: EvidenceAnswer) -> None:
    rule = found.rules[0]
    screen.title(f"Rule {rule.id}").gap().say(rule.sentence, indent=2)
    _judgement(screen, rule)
    _sources(screen, found)


def _test(screen: Screen, found: EvidenceAnswer) -> None:
    say_test(screen, found.tests[0])
    _sources(screen, found)


def _conditions(screen: Screen, found: EvidenceAnswer) -> None:
    screen.title("Names for your profile, and what follows", f"{len(found.conditions)} names")
    screen.say("One with what to ask:  retroplan evidence chest-pain", Style.QUIET, indent=2)
    for group, key in PROFILE_LISTS.items():
        screen.gap().say(f"{key} = [...]", Style.STRONG, indent=2)
        for condition in found.conditions:
            if condition.group == group:
                screen.gap().say(f"{condition.name} · {FOLLOWS[condition.severity]}", indent=4)
                screen.say(condition.sentence, Style.QUIET, indent=6)


def _condition(screen: Screen, found: EvidenceAnswer) -> None:
    condition = found.conditions[0]
    screen.title(condition.title, condition.name).gap().say(condition.sentence, indent=2)
    screen.gap().say(f"What follows: {FOLLOWS[condition.severity]}.", indent=2)
    if condition.severity.rank >= Severity.CLEAR.rank:
        screen.say(_after_a_yes(condition), indent=2)
    if condition.ask:
        screen.say(f"To ask the clinician: {condition.ask}", indent=2)
    key = PROFILE_LISTS[condition.group]
    screen.gap().say(f'In the profile: {key} = ["{condition.name}"]', Style.QUIET, indent=2)
    if condition.aliases:
        screen.say(f"Also understood: {', '.join(condition.aliases)}", Style.QUIET, indent=2)
    if condition.judgement:
        screen.gap().say(f"Expert judgement: {condition.reason}", indent=2)
    _sources(screen, found)


def _after_a_yes(condition: Condition) -> str:
    if condition.after_clearance is Severity.BLOCK:
        return "No yes given earlier lifts this, as long as it is there."
    return f"After a clinician's yes: {FOLLOWS[condition.after_clearance]}."


def _judgement(screen: Screen, record: Claim | Invariant) -> None:
    if record.judgement:
        screen.say(f"Reason: {record.reason}", indent=2)


def _sources(screen: Screen, found: EvidenceAnswer) -> None:
    if found.sources:
        screen.gap().say("Sources", Style.STRONG, indent=2)
    for number, source in enumerate(found.sources):
        if number:
            screen.gap()
        _say_source(screen, source)


def _say_source(screen: Screen, source: Citation) -> None:
    """Who, how, on whom, where to find it, and how far it was read."""
    screen.say(f"{_capital(source.authors)} {source.year or '(year not seen)'}", indent=4)
    if source.title:
        screen.say(f"“{source.title}”", indent=6)
    people = [source.population, f"{source.n:,} people" if source.n else ""]
    screen.say(_joined([source.design, *people]), indent=6)
    where = [
        source.journal,
        f"doi {source.doi}" if source.doi else "",
        f"PMID {source.pmid}" if source.pmid else "",
        source.registry,
    ]
    if any(where):
        screen.say(_joined(where), indent=6)
    screen.say(_joined([f"Read as: {source.read}", source.key]), Style.QUIET, indent=6)
    if source.note:
        screen.say(source.note, Style.QUIET, indent=6)


def _joined(facts: list[str]) -> str:
    return " · ".join(fact for fact in facts if fact)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
