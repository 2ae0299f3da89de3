"""Why a session is as it is, as a screen: one block for each rule that made it so."""

from collections.abc import Sequence

from retroplan.core.answers.explanation import Explained, SourceUse, Why
from retroplan.core.model.adjustment import Adjustment, Input
from retroplan.core.model.comparison import SessionGlance
from retroplan.core.model.vocabulary import Standing, Units
from retroplan.core.quantities import spoken_speed
from retroplan.core.text import clean, counted, day_words
from retroplan.reports.changes import instead_of
from retroplan.reports.folding import folded
from retroplan.reports.plan import OUTCOMES, WAYS_BACK
from retroplan.reports.screen import Screen, Style
from retroplan.reports.session import labelled
from retroplan.reports.words import (
    CERTAINTY,
    PLACES,
    STAGES,
    STANDINGS,
    grade_words,
    minutes_number,
    minutes_words,
)

LABEL = len("Otherwise")

Part = tuple[str, tuple[str, ...]]
"""A label with its items."""


def why_screen(found: Why) -> Screen:
    """The session in a line and what made it so, the most decisive in full; or why no session comes."""
    screen = Screen()
    if found.session is not None:
        _add_session(screen, found, found.session)
    else:
        screen.title(f"The plan {STANDINGS[found.standing]}")
        if found.standing_reason not in {each.adjustment.sentence for each in found.adjusted}:
            screen.gap().say(clean(found.standing_reason), indent=2)
    told = _told(found)
    if told:
        _add_decisive(screen, told[0])
    _add_others(screen, told[1:])
    if found.session is not None:
        _add_own_reasons(screen, found)
    _add_rise(screen, found)
    return _add_end(screen, found)


def _told(found: Why) -> list[Explained]:
    """The rules that have a say, what repeats folded."""
    grounds = {each.adjustment.key: each.grounds for each in found.adjusted}
    told = folded([each.adjustment for each in found.adjusted])
    return [Explained(adjustment=each, grounds=grounds[each.key]) for each in told]


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


def _add_decisive(screen: Screen, each: Explained) -> None:
    """The rule that weighs most, with all that stands behind it."""
    adjustment, grounds = each.adjustment, each.grounds
    screen.gap().say(clean(adjustment.sentence), Style.STRONG, indent=2)
    screen.table(
        labelled(
            ("Because", _inputs(adjustment)),
            ("Otherwise", (clean(adjustment.otherwise),) if adjustment.otherwise else ()),
            ("Rule", _rule(each)),
            *_source_parts(grounds.sources),
            ("Judgement", (clean(grounds.judgement),) if grounds.judgement else ()),
            width=LABEL,
        )
    )


MOST_OTHERS = 3
"""Further reasons that are told one by one; the history of the plan has them all."""


def _add_others(screen: Screen, others: Sequence[Explained]) -> None:
    """The rest, each in short; they still count, but less."""
    if not others:
        return
    screen.gap().say("What else counts", Style.STRONG, indent=2)
    for each in others[:MOST_OTHERS]:
        screen.say(clean(each.adjustment.sentence), indent=2)
        if each.adjustment.otherwise:
            otherwise = clean(each.adjustment.otherwise)
            screen.table(labelled(("Otherwise", (otherwise,)), width=LABEL))
    left = len(others) - MOST_OTHERS
    if left > 0:
        text = f"and {counted(left, 'earlier reason')}:  retroplan plan history"
        screen.say(text, Style.QUIET, indent=2, plain=text.replace(":  ", ": "))


def _inputs(adjustment: Adjustment) -> tuple[str, ...]:
    """The facts that the rule looked at; none where its sentence names each with its day."""
    said = clean(adjustment.sentence)
    words = said.replace(":", " ").replace(",", " ").split()
    is_said = all(
        day_words(one.date) in said
        and (one.value in said or one.value in _ALONE or one.value.removesuffix(" of 10") in words)
        for one in adjustment.inputs
    )
    return () if is_said else tuple(_input_words(one) for one in adjustment.inputs)


_ALONE = frozenset({"yes", "1"})
"""Values that say no more than that it was so."""


def _rule(each: Explained) -> tuple[str, ...]:
    """The rule in its own words; what it is for alone, where the sentence has said what follows."""
    rule = each.grounds.rule
    condition, _, follows = rule.partition(": ")
    if follows and follows in each.adjustment.sentence:
        return (f"For {condition[:1].lower()}{condition[1:]}.",)
    return (rule,) if rule else ()


def _add_own_reasons(screen: Screen, found: Why) -> None:
    """What the protocol and the limits say of the session, beside what the rules say."""
    rules = {each.adjustment.sentence for each in found.adjusted}
    own = tuple(reason for reason in found.reasons if reason not in rules)
    if not found.adjusted:
        screen.gap().say("No rule has changed what it holds:", indent=2)
        screen.table(labelled(("Why", own), *_source_parts(found.sources), width=LABEL))
    elif own:
        screen.gap().table(labelled(("Besides", own), width=LABEL))


def _input_words(one: Input) -> str:
    return f"{clean(one.name)}: {clean(one.value)}, {day_words(one.date)}"


def _source_parts(sources: tuple[SourceUse, ...]) -> tuple[Part, ...]:
    """Each source in a line, and how sure one can be: of each, where they differ."""
    levels = tuple(dict.fromkeys(each.certainty for each in sources if each.certainty))
    is_one = len(levels) == 1 and all(each.certainty for each in sources)
    names = tuple(_source_words(each, with_certainty=not is_one) for each in sources)
    return (
        ("Source" if len(sources) == 1 else "Sources", names),
        ("Certainty", tuple(f"{CERTAINTY[level].replace(':', ',')}." for level in levels)),
    )


def _source_words(each: SourceUse, *, with_certainty: bool) -> str:
    """`Silbernagel et al. 2007 (silbernagel2007)`, and how sure one can be of it."""
    name = each.name if each.name.endswith(f"({each.key})") else f"{each.name} ({each.key})"
    certainty = f", certainty {each.certainty}." if each.certainty and with_certainty else ""
    return clean(f"{name}{certainty}")


def _add_rise(screen: Screen, found: Why) -> None:
    """What comes next if all goes well; and by which rule."""
    if found.session is None or found.rising is None or found.next_rise is None:
        return
    rise = found.next_rise
    is_said = any(each.grounds.rule == found.rising.rule for each in found.adjusted[:1])
    rule = () if is_said else (found.rising.rule,)
    dose = ", ".join(_rise_words(found.session, rise, found.units))
    when = f"Session {rise.session_id} on {day_words(rise.date)}"
    screen.gap().say("What comes next", Style.STRONG, indent=2)
    screen.table(
        labelled(
            ("More", (f"{when}, if all goes well: {dose}.", *rule)),
            ("Less", ("Any time you ask for it: `retroplan easier`.",)),
            width=LABEL,
        )
    )  # fmt: skip


def _rise_words(now: SessionGlance, rise: SessionGlance, units: Units) -> list[str]:
    found = []
    if rise.backward_s > now.backward_s:
        minutes = f"{minutes_words(rise.backward_s)} backward"
        found.append(instead_of(minutes, f"{minutes_words(now.backward_s)} backward"))
    if rise.speed_mps > now.speed_mps:
        speeds = (spoken_speed(each.speed_mps, units) for each in (rise, now))
        found.append(instead_of(*speeds))
    if rise.grade_pct > now.grade_pct:
        found.append(grade_words(rise.grade_pct))
    if rise.stage.rank > now.stage.rank:
        found.append(PLACES[rise.stage])
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
    adjusted = found.adjusted[0].grounds.sources if found.adjusted else found.sources
    keys = [each.key for each in adjusted]
    if keys:
        screen.gap().say(f"More about a source:  retroplan evidence {keys[0]}", Style.ACCENT,
                         indent=2, plain=f"More about a source: retroplan evidence {keys[0]}")  # fmt: skip
    return screen
