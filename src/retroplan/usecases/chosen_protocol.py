"""The catalogue that a plan is made from, with the clinician's own protocol where one is chosen."""

from retroplan.core.model.evidence import Evidence
from retroplan.core.model.profile import Profile
from retroplan.environment import Environment
from retroplan.errors import BadFile, NotFound


def evidence_for(profile: Profile, *, environment: Environment, evidence: Evidence) -> Evidence:
    """The catalogue that a plan for a profile is made from: with the own protocol that it chooses.

    Raises:
        NotFound: there is no protocol of that name.
        BadFile: it is none, or one for another goal.
    """
    name = profile.plan.protocol
    if name is None:
        return evidence
    # Only here: few plans follow one, and its reader costs what a first plan can do without.
    from retroplan.core.engine.own import with_own
    from retroplan.evidence.own_protocols import near_name, read_own_protocol

    path = environment.protocols_dir / f"{name}.toml"
    try:
        protocol = read_own_protocol(path, evidence=evidence)
    except NotFound:
        near = near_name(name, environment.protocols_dir)
        raise NotFound(
            f"your profile chooses the protocol {name}, and there is none at {path}{near}",
            hint="put its file there, or leave `protocol` out of [plan]; `retroplan protocols` "
            "lists those there are",
        ) from None
    if protocol.goal is not profile.goal.kind:
        raise BadFile(
            f"the protocol {name} extends {protocol.goal}, and the goal of your profile is "
            f"{profile.goal.kind}",
            hint=f'choose goal kind = "{protocol.goal}" in the profile, or leave `protocol` out',
        )
    return with_own(evidence, protocol)
