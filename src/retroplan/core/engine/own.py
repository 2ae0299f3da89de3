"""A clinician's own protocol: in the place of the catalogue's for its goal, and carried by its plans.

The plan carries what it was made from, so that it can be adapted on another machine, or after the
file was changed or lost.
"""

import json
from collections import ChainMap
from collections.abc import Mapping

from retroplan.core.codec import decode, encode
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.plan import Plan
from retroplan.core.model.protocol import Protocol
from retroplan.core.model.vocabulary import GoalKind

LABEL = "your clinician's own, not from a study"


def with_own(evidence: Evidence, protocol: Protocol) -> Evidence:
    """The catalogue with an own protocol for its goal, and a rules version that tells its plans apart."""
    import hashlib  # only for an own protocol

    basis = json.dumps(encode(protocol), sort_keys=True).encode()
    digest = hashlib.sha256(basis).hexdigest()[:6]
    return evidence._replace(
        protocols=ChainMap({protocol.goal: protocol}, evidence.protocols),  # type: ignore[arg-type]  # only read
        rules_version=f"{evidence.rules_version.partition('+')[0]}+{protocol.name}.{digest}",
    )


def evidence_of(plan: Plan, evidence: Evidence) -> Evidence:
    """The catalogue as a plan rests on it: with the own protocol that it carries, if it carries one."""
    if plan.own_protocol is None:
        return evidence
    return with_own(evidence, decode(Protocol, plan.own_protocol))


def own_document(evidence: Evidence, goal: GoalKind) -> Mapping[str, object] | None:
    """What a plan for a goal has to carry of the catalogue that it is made from."""
    protocol = evidence.protocols[goal]
    document: Mapping[str, object] | None = encode(protocol) if protocol.name else None
    return document


def own_notices(protocol: Protocol) -> tuple[str, ...]:
    """What a plan that follows an own protocol says of it up front."""
    if not protocol.is_own:
        return ()
    source = f"Minutes, speeds and places follow “{protocol.title}” by {protocol.author}: {LABEL}."
    return (
        f"{source} Why: {protocol.reason}",
        "The limits of every plan hold all the same, with the tests and stop signs of its goal.",
    )


def own_reason(protocol: Protocol) -> tuple[str, ...]:
    """What each session of such a plan says of where its numbers come from."""
    if not protocol.is_own:
        return ()
    return (f"Its minutes and speed follow “{protocol.title}” by {protocol.author}: {LABEL}.",)
