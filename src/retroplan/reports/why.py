"""Why a session is as it is, as a screen: one block for each rule that made it so."""

from collections.abc import Mapping

from retroplan.core.answers.explanation import Explained, Grounds, SourceUse, Why
from retroplan.core.model.adjustment import Input
from retroplan.core.model.comparison import SessionGlance
from retroplan.core.model.vocabulary import Standing, Units
from retroplan.core.quantities import spoken_speed
from retroplan.core.text import clean, day_words
from retroplan.reports.plan import OUTCOMES
from retroplan.reports.screen import Screen, Style
from retroplan.reports.session import labelled
from retroplan.reports.words import (
    CERTAINTY,
    STAGES,
    STANDINGS,
    grade_words,
    minutes_number,
    minutes_words,
)

LABEL = len("Otherwise")

Part = tuple[str, tuple[str, ...]]
"""A label with its items."""


WAYS_BACK: Mapping[Standing, tuple[str, str]] = {
    Standing.RESTING: ("What ends it, once it is over", "retroplan checkin --no-fever"),
    Standing.PAUSED: ("What ends it", "retroplan plan resume"),
    Standing.SUSPENDED: ("What ends it, once that is done", "retroplan plan resume"),
}
"""How a plan that stands still goes on."""


def why_screen(found: Why) -> Screen:
    """The session in a line and what made it so; or why no session comes."""
    screen = Screen()
    if found.session is not None:
        _add_session(screen, found, found.session)
    else:
        screen.title(f"The plan {STANDINGS[found.standing]}")
        if found.standing_reason not in {each.adjustment.sentence for each in found.adjusted}:
            screen.gap().say(clean(found.standing_reason), indent=2)
    for each in found.adjusted:
        _add_adjustment(screen.gap(), each)
    if found.session is not None and not found.adjusted:
        screen.gap().say(
            "Nothing that happened has changed it. It is as it was planned:", indent=2
        )
        screen.table(labelled(("Why", found.reasons), *_source_parts(found.sources), width=LABEL))
    _add_rise(screen, found)
    return _add_end(screen, found)


def _add_session(screen: Screen, found: Why, session: SessionGlance) -> None:
    screen.title(
        f"Why session {session.session_id} is as it is", right=day_words(session.date)
    ).gap()
    screen.say(" · ".join(dose_words(session, found.units)), indent=2)
    if found.outcome is not None:
        screen.say(f"Already {OUTCOMES[found.outcome]}.", indent=2)
    if found.standing is not Standing.ACTIVE:
        screen.say(
            f"The plan {STANDINGS[found.standing]} now: {clean(found.standing_reason)}", indent=2
        )


def dose_words(session: SessionGlance, units: Units) -> tuple[str, ...]:
    """`13 minutes, 4 of them backward`, `1.6 km/h, level`, `corridor, fingertips on the wall`."""
    minutes = (
        f"{minutes_words(session.total_s)}, {minutes_number(session.backward_s)} of them backward"
    )
    speed = f"{spoken_speed(session.speed_mps, units)}, {grade_words(session.grade_pct)}"
    return minutes, speed, session.where or STAGES[session.stage]


def _add_adjustment(screen: Screen, each: Explained) -> None:
    adjustment, grounds = each.adjustment, each.grounds
    screen.say(clean(adjustment.sentence), Style.STRONG, indent=2)
    screen.table(
        labelled(
            ("Because", tuple(_input_words(one) for one in adjustment.inputs)),
            ("Otherwise", (clean(adjustment.otherwise),) if adjustment.otherwise else ()),
            *_ground_parts(grounds),
            width=LABEL,
        )
    )


def _input_words(one: Input) -> str:
    return f"{clean(one.name)}: {clean(one.value)}, {day_words(one.date)}"


def _ground_parts(grounds: Grounds) -> tuple[Part, ...]:
    return (
        ("Rule", (grounds.rule,) if grounds.rule else ()),
        *_source_parts(grounds.sources),
        ("Judgement", (clean(grounds.judgement),) if grounds.judgement else ()),
    )


def _source_parts(sources: tuple[SourceUse, ...]) -> tuple[Part, ...]:
    """Each source in a line, then what the words for how sure one can be mean."""
    levels = dict.fromkeys(each.certainty for each in sources if each.certainty)
    return (
        ("Source" if len(sources) == 1 else "Sources", tuple(_source_words(s) for s in sources)),
        ("Certainty", tuple(f"{CERTAINTY[level].replace(':', ',')}." for level in levels)),
    )


def _source_words(each: SourceUse) -> str:
    """`Silbernagel et al. 2007 (silbernagel2007), certainty low.`"""
    name = each.name if each.name.endswith(f"({each.key})") else f"{each.name} ({each.key})"
    return clean(f"{name}, certainty {each.certainty}." if each.certainty else f"{name}.")


def _add_rise(screen: Screen, found: Why) -> None:
    """What comes next if all goes well; and by which rule."""
    if found.session is None or found.rising is None or found.next_rise is None:
        return
    rise = found.next_rise
    dose = ", ".join(_rise_words(found.session, rise, found.units))
    when = f"From {day_words(rise.date)} (session {rise.session_id})"
    screen.gap().say("What would change it next", Style.STRONG, indent=2)
    screen.table(
        labelled(
            ("More", (f"{when}, if it goes well: {dose}.",)),
            ("Rule", (found.rising.rule,)),
            ("Less", ("Say so at any time: `retroplan easier`.",)),
            width=LABEL,
        )
    )  # fmt: skip


def _rise_words(now: SessionGlance, rise: SessionGlance, units: Units) -> list[str]:
    found = []
    if rise.backward_s > now.backward_s:
        found.append(
            f"{minutes_words(rise.backward_s)} backward instead of {minutes_number(now.backward_s)}"
        )
    if rise.speed_mps > now.speed_mps:
        found.append(spoken_speed(rise.speed_mps, units))
    if rise.grade_pct > now.grade_pct:
        found.append(grade_words(rise.grade_pct))
    if rise.stage.rank > now.stage.rank:
        found.append(STAGES[rise.stage])
    return found


def _add_end(screen: Screen, found: Why) -> Screen:
    if found.standing in WAYS_BACK:
        what, command = WAYS_BACK[found.standing]
        screen.gap().say(f"{what}:  {command}", Style.ACCENT, indent=2, plain=f"{what}: {command}")
    if not found.is_kept:
        screen.gap().say(
            "This is how the plan stands today; it is kept with the next thing that you record.",
            Style.QUIET,
            indent=2,
        )
    keys = [each.key for one in found.adjusted for each in one.grounds.sources]
    keys += [each.key for each in found.sources]
    if keys:
        screen.gap().say(f"More about a source:  retroplan evidence {keys[0]}", Style.ACCENT,
                         indent=2, plain=f"More about a source: retroplan evidence {keys[0]}")  # fmt: skip
    return screen
