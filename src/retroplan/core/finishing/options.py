"""What may come after a plan, and which condition of it does not hold."""

from retroplan.core.finishing.reached import can_be_held
from retroplan.core.model.clearance import Clearance
from retroplan.core.model.ending import CleanWeeks, Ending, NextKind, Option
from retroplan.core.model.evidence import Bounds
from retroplan.core.model.profile import Health, Profile
from retroplan.core.model.vocabulary import GoalKind, Place, Tier
from retroplan.core.text import counted, full_day_words


def options(
    found: Ending, clean: CleanWeeks, health: Health, bounds: Bounds
) -> tuple[Option, ...]:
    """What may come next, the most careful first."""
    longest = bounds.weeks_max
    offered = [
        Option(
            NextKind.MAINTENANCE,
            "Hold what you reached: twice a week, and nothing rises above it.",
            _missing_level(found, bounds),
            "retroplan plan next --maintenance",
        ),
        Option(
            NextKind.NEW,
            "A new plan for the same goal or another, from its first week.",
            (),
            "retroplan plan next --goal " + found.goal.value,
        ),
    ]
    if found.weeks < longest and not _missing_steadiness(found, health):
        offered.append(
            Option(
                NextKind.CONTINUE,
                f"Go on with this plan to week {longest}, from where it stands.",
                (),
                "retroplan plan next --continue",
            )
        )
    if found.tier is Tier.A_PLUS:
        offered.append(
            Option(
                NextKind.JOG,
                "A new plan with a few short backward jogs in it.",
                _missing_clean(clean),
                "retroplan plan next --jog",
            )
        )
    return tuple(offered)


def missing(
    kind: NextKind,
    found: Ending,
    clean: CleanWeeks,
    profile: Profile,
    clearance: Clearance,
    bounds: Bounds,
) -> tuple[str, ...]:
    """The conditions of what was asked for that do not hold, each in a few words."""
    if kind is NextKind.MAINTENANCE:
        return _missing_level(found, bounds)
    if kind is NextKind.CONTINUE:
        is_full = found.weeks >= bounds.weeks_max
        longest = (f"a plan lasts {bounds.weeks_max} weeks at most",) if is_full else ()
        return (*longest, *_missing_steadiness(found, profile.health))
    if kind is NextKind.JOG:
        return (*_missing_person(profile, clearance, bounds), *_missing_clean(clean))
    return ()


def _missing_steadiness(found: Ending, health: Health) -> tuple[str, ...]:
    """A plan runs longer than wished for nobody who needs support or has fallen (4.4)."""
    conditions = (
        (found.tier is not Tier.C, "with support a plan ends as it was wished for"),
        (not health.falls_last_12_months, "after a fall a plan ends as it was wished for"),
    )
    return tuple(said for holds, said in conditions if not holds)


def _missing_level(found: Ending, bounds: Bounds) -> tuple[str, ...]:
    if found.reached is not None and can_be_held(found.reached, bounds):
        return ()
    if found.reached is not None:
        return ("what was reached leaves no room for a lighter week; a new plan builds it up",)
    return (
        "fewer than two whole sessions with their pain and stumbles told say what level was reached",
    )


def _missing_person(profile: Profile, clearance: Clearance, bounds: Bounds) -> tuple[str, ...]:
    """What the backward jog asks of a person, besides clean weeks."""
    limits = clearance.limits
    conditions = (
        (
            profile.goal.kind is GoalKind.ATHLETE,
            f"it belongs to the goal athlete, not to {profile.goal.kind}",
        ),
        (
            profile.plan.protocol is None,
            "it does not go with a clinician's own protocol, which your profile chooses",
        ),
        (
            limits.tier is Tier.A_PLUS,
            f"it is for trained people without a warning sign (tier A+), and your answers come to tier {limits.tier}",
        ),
        (
            limits.hands_free and limits.outdoors,
            "your answers ask for something to hold, or for staying indoors",
        ),
        (
            Place.TRACK in profile.equipment.places,
            "it needs a track, and your places name none",
        ),
        (
            profile.plan.weeks >= bounds.jog_first_week,
            f"it begins in week {bounds.jog_first_week}, and your profile wishes for {profile.plan.weeks} weeks",
        ),
    )
    return tuple(said for holds, said in conditions if not holds)


def _missing_clean(clean: CleanWeeks) -> tuple[str, ...]:
    if clean.is_enough:
        return ()
    if clean.last_walk is not None and not clean.is_recent:
        return (f"the last walk was on {full_day_words(clean.last_walk)}, which is too long ago",)
    counted_weeks = counted(clean.weeks, "clean week")
    why = ""
    if clean.broken_on is not None:
        why = f" (the week from {full_day_words(clean.broken_on)} had {clean.broken_by})"
    return (
        f"it asks for {clean.needed} clean weeks in a row, and there are {counted_weeks}{why}",
    )
