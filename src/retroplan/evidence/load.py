"""The evidence catalogue, read from package data once and checked as it is read.

One function for each file, so that a command parses no more than it needs: the whole catalogue
costs more than a daily command may take. Each takes another folder for tests and raises
`Defect`, naming file and key, where the data is not of its shape.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from retroplan.core.model.evidence import (
    Bounds,
    Citation,
    Claim,
    Condition,
    Contraindication,
    EnergeticsConstants,
    Evidence,
    Fault,
    Guidance,
    Invariant,
)
from retroplan.core.model.protocol import Protocol, Rung, TierCaps
from retroplan.core.model.rulebook import Rule
from retroplan.core.model.vocabulary import GoalKind, Stage, Tier
from retroplan.errors import Defect
from retroplan.evidence.deferred import Deferred, EachDeferred
from retroplan.evidence.records import (
    Table,
    gathered,
    is_number,
    numbers,
    parse_toml,
    read_text,
    read_toml,
    record,
)

if TYPE_CHECKING:  # nouns that daily commands never need
    from retroplan.core.alarms import Alarm
    from retroplan.core.model.assessment import Assessment
    from retroplan.core.model.scales import Scales

# Not importlib.resources: importing it costs more than reading a file of ours does.
DATA = Path(__file__).parent / "data"

T = TypeVar("T")

_FIRST_NAME = re.compile(r'name = "([a-z0-9-]+)"\n')


@cache
def load_evidence(data: Path = DATA) -> Evidence:
    """The whole catalogue, as the core receives it; what few plans need is parsed when looked at."""
    return Evidence(
        rules_version=load_rules_version(data),
        protocols=EachDeferred(GoalKind, lambda goal: load_protocol(goal, data)),
        tiers=load_tiers(data),
        ladder=load_ladder(data),
        bounds=load_bounds(data),
        invariants=load_invariants(data),
        energetics=load_energetics(data),
        conditions=load_conditions(data),
        guidance=load_guidance(data),
        screening=load_screening(data),
        rulebook=Deferred(lambda: load_rulebook(data)),
        contraindications=Deferred(lambda: load_contraindications(data)),
        citations=Deferred(lambda: load_citations(data)),
        claims=Deferred(lambda: load_claims(data)),
    )


@cache
def load_protocol(goal: GoalKind, data: Path = DATA) -> Protocol:
    """The weekly curve of doses for one goal."""
    name = f"protocols/{goal.value}.toml"
    protocol = record(Protocol, read_toml(data / name), name)
    if protocol.goal is not goal:
        raise Defect(f"{name}: goal is {protocol.goal.value!r}")
    return protocol


@cache
def load_tiers(data: Path = DATA) -> dict[Tier, TierCaps]:
    """The caps of every tier."""
    found = _named(TierCaps, "tier", _tables(data / "tiers.toml"), "tiers.toml")
    return _complete(Tier, {caps.tier: caps for caps in found.values()}, "tiers.toml")


@cache
def load_ladder(data: Path = DATA) -> dict[Stage, Rung]:
    """Every rung of the exposure ladder, lowest first."""
    found = _named(Rung, "stage", _tables(data / "ladder.toml"), "ladder.toml")
    return _complete(Stage, {rung.stage: rung for rung in found.values()}, "ladder.toml")


@cache
def load_rules_version(data: Path = DATA) -> str:
    """The version of the rules that plans are made by."""
    version = _read(data / "invariants.toml").get("rules_version")
    if not isinstance(version, str):
        raise Defect("invariants.toml: missing key 'rules_version'")
    return version


@cache
def load_invariants(data: Path = DATA) -> dict[str, Invariant]:
    """The rules that no plan may break, by id."""
    tables: dict[str, Table] = {
        name: {key: value for key, value in table.items() if not is_number(value)}
        for name, table in _tables(data / "invariants.toml").items()
    }
    return _named(Invariant, "id", tables, "invariants.toml")


@cache
def load_bounds(data: Path = DATA) -> Bounds:
    """The numbers of the invariants."""
    return gathered(Bounds, "invariants.toml", _tables(data / "invariants.toml"))


@cache
def load_energetics(data: Path = DATA) -> EnergeticsConstants:
    """The constants of what walking costs."""
    return gathered(EnergeticsConstants, "energetics.toml", _tables(data / "energetics.toml"))


@cache
def load_conditions(data: Path = DATA) -> Mapping[str, Condition]:
    """The names that a profile may hold, and what follows from each; each row parsed when looked at.

    All of them cost more than everything else that a plan needs of the catalogue, and few are needed.
    """
    rows: dict[str, str] = {}
    _, *blocks = read_text(data / "conditions.toml").split("\n[[condition]]\n")
    for number, block in enumerate(blocks, 1):
        found = _FIRST_NAME.match(block)
        where = f"conditions.toml [[condition]] {number}"
        if found is None:
            raise Defect(f"{where}: missing key 'name', which comes first")
        if found[1] in rows:
            raise Defect(f"{where}: name {found[1]!r} is there twice")
        rows[found[1]] = block
    if not rows:
        raise Defect("conditions.toml: missing key 'condition'")

    @cache
    def parsed(name: str) -> Condition:
        table = parse_toml(rows[name], "conditions.toml")
        return record(Condition, table, f"conditions.toml [[condition]] {name}")

    return EachDeferred(rows, parsed)


@cache
def load_screening(data: Path = DATA) -> dict[str, float]:
    """The numbers of the screening rules, by name."""
    return dict(numbers("screening.toml", _tables(data / "screening.toml")))


@cache
def load_guidance(data: Path = DATA) -> Guidance:
    """What a session says: cues, stop signs, checklist."""
    return record(Guidance, _read(data / "guidance.toml"), "guidance.toml")


@cache
def load_faults(data: Path = DATA) -> dict[str, Fault]:
    """Common faults of technique, by name."""
    return _listed(Fault, "fault", data / "faults.toml", by="name")


@cache
def load_scales(data: Path = DATA) -> "Scales":
    """The words of the effort scale, and the zones of the pain scale."""
    from retroplan.core.model.scales import Scales

    return record(Scales, _read(data / "pain.toml"), "pain.toml")


@cache
def load_alarms(data: Path = DATA) -> "tuple[Alarm, ...]":
    """The words that are heard at any prompt, most urgent first."""
    from retroplan.core.alarms import Alarm

    return tuple(_listed(Alarm, "alarm", data / "alarms.toml", by="name").values())


@cache
def load_rulebook(data: Path = DATA) -> dict[str, Rule]:
    """What each rule of adaptation asks for, by name."""
    return _named(Rule, "name", _tables(data / "rulebook.toml"), "rulebook.toml")


@cache
def load_assessments(data: Path = DATA) -> "dict[str, Assessment]":
    """The tests with their norms, cut-offs and real changes, by name."""
    from retroplan.core.model.assessment import Assessment

    return _named(Assessment, "name", _tables(data / "norms.toml"), "norms.toml")


@cache
def load_contraindications(data: Path = DATA) -> dict[str, Contraindication]:
    """For whom a test is not, by the name of the test."""
    file = "contraindications.toml"
    return _named(Contraindication, "test", _tables(data / file), file)


@cache
def load_citations(data: Path = DATA) -> dict[str, Citation]:
    """Every source, by key."""
    return _named(Citation, "key", _tables(data / "citations.toml"), "citations.toml")


@cache
def load_topics(data: Path = DATA) -> dict[str, str]:
    """The title of every topic that claims are about, by its word."""
    return {name: str(title) for name, title in _tables(data / "claims.toml")["topics"].items()}


@cache
def load_claims(data: Path = DATA) -> dict[str, Claim]:
    """Every claim, by key, each of a known topic."""
    claims = _listed(Claim, "claim", data / "claims.toml", by="key")
    topics = load_topics(data)
    for key, claim in claims.items():
        if claim.topic not in topics:
            raise Defect(f"claims.toml {key}: unknown topic {claim.topic!r}")
    return claims


@cache
def _read(file: Path) -> dict[str, Any]:
    return read_toml(file)


def _tables(file: Path) -> dict[str, Table]:
    """The top-level tables of a file, by name."""
    return {name: table for name, table in _read(file).items() if isinstance(table, dict)}


def _named(kind: type[T], key: str, tables: dict[str, Table], file: str) -> dict[str, T]:
    """A record for each table, whose name is the record's `key`."""
    return {
        name: record(kind, {**table, key: name}, f"{file} [{name}]")
        for name, table in tables.items()
    }


def _listed(kind: type[T], name: str, file: Path, *, by: str) -> dict[str, T]:
    """A record for each row of the array `name`, by its key `by`, of which none is there twice."""
    rows = _read(file).get(name)
    if not isinstance(rows, list):
        raise Defect(f"{file.name}: missing key {name!r}")
    found: dict[str, T] = {}
    for number, row in enumerate(rows, 1):
        where = f"{file.name} [[{name}]] {number}"
        one = record(kind, row, where)
        if row[by] in found:
            raise Defect(f"{where}: {by} {row[by]!r} is there twice")
        found[row[by]] = one
    return found


def _complete(kind: type[Stage] | type[Tier], found: dict[Any, T], file: str) -> dict[Any, T]:
    """The records in the order of their enum, of which none may lack."""
    for word in kind:
        if word not in found:
            raise Defect(f"{file}: missing key {word.value!r}")
    return {word: found[word] for word in kind}
