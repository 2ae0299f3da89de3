"""Rules over pain of more than one day."""

import datetime as dt
from collections.abc import Sequence

from retroplan.core.adaptation.pain import Pain
from retroplan.core.adaptation.ruling import Ruling, ruled
from retroplan.core.model.adjustment import Adjustment, Input
from retroplan.core.model.log import SessionLog
from retroplan.core.model.rulebook import Rule
from retroplan.core.text import clock, day_words, listed

_PAGE = "The page for a clinician: retroplan screen --for-clinician."


def back_again(log: SessionLog, pain: Pain, rule: Rule) -> Ruling:
    """Two walks in a row well above usual pain: back by a fifth to a quarter (silbernagel2007)."""
    usual = pain.measure(log.date)
    return ruled(
        rule,
        date=log.date,
        session_id=log.session_id or "",
        sentence=f"Pain was well above your usual {usual} in two walks in a row, on "
        f"{day_words(log.date)} for the second time: the next session is shorter, a little slower, "
        "and level.",
        inputs=[
            Input(date=log.date, name="pain while walking", value=f"{log.nprs_during} of 10"),
            Input(date=log.date, name="usual pain", value=f"{usual} of 10"),
        ],
        otherwise=f"With pain of {usual + 1} or below the same dose would have come again.",
        values={"usual_pain": usual, "in_a_row": 2},
    )


def reds(days: Sequence[dt.date], rule: Rule) -> Ruling:
    """Days in the highest zone too close together: the plan waits (I30; judgement)."""
    named = listed([day_words(day) for day in days])
    return ruled(
        rule,
        date=days[-1],
        sentence=f"Too much pain, swelling or giving way on {named}: the plan waits until a "
        f"clinician has had a look. {_PAGE}",
        inputs=_red_days(days),
        otherwise="Further apart the plan would have gone on, at half the minutes.",
        values={"reds": len(days)},
    )


def flare(days: Sequence[dt.date], rule: Rule) -> Ruling:
    """Two red days of a joint or back that is known to hurt: a flare week (I30; silbernagel2007)."""
    named = listed([day_words(day) for day in days])
    return ruled(
        rule,
        date=days[-1],
        sentence=f"Too much pain on {named}: that looks like a flare. 72 hours off, then a small dose, "
        "and back by steps. Once more within six weeks, and the plan waits for a clinician. "
        f"{_PAGE}",
        inputs=_red_days(days),
        otherwise="Further apart the minutes would have been halved.",
        values={"reds": len(days)},
    )


def giving_way_again(first: dt.date, second: dt.date, rule: Rule) -> Ruling:
    """A joint that gave way twice within four weeks: the plan waits (I30; nevitt2016)."""
    return ruled(
        rule,
        date=second,
        sentence=f"A joint gave way on {day_words(first)} and again on {day_words(second)}: the plan "
        f"waits until a clinician has had a look. {_PAGE}",
        inputs=[Input(date=day, name="a joint", value="gave way") for day in (first, second)],
        otherwise="With more than four weeks between them the plan would have gone on, at half.",
        values={"days": (second - first).days},
    )


def rising(day: dt.date, first: float, last: float, rule: Rule) -> Ruling:
    """Pain that has risen since the plan began: back, and the page for a clinician (silbernagel2007)."""
    return ruled(
        rule,
        date=day,
        sentence=f"Pain while walking has risen, from {first:.1f} of 10 in your first walks to "
        f"{last:.1f} in the last three: the next session is shorter, a little slower, and level. Let "
        f"somebody look at it. {_PAGE}",
        inputs=_means(day, first, last),
        otherwise="Without the rise the dose would have stayed.",
        values={"first_mean": round(first, 2), "last_mean": round(last, 2)},
    )


def still_rising(day: dt.date, first: float, last: float, rule: Rule) -> Ruling:
    """Pain as high three walks later: the plan waits for a clinician (silbernagel2007)."""
    return ruled(
        rule,
        date=day,
        sentence=f"Pain while walking is still up, {last:.1f} of 10 in the last three walks against "
        f"{first:.1f} in the first: the plan waits until a clinician has had a look. {_PAGE}",
        inputs=_means(day, first, last),
        otherwise="With less pain the plan would have gone on.",
        values={"first_mean": round(first, 2), "last_mean": round(last, 2)},
    )


def saw_tooth(day: dt.date, until: dt.date, before_s: float, rule: Rule) -> Ruling:
    """A dose stepped down from for pain twice: it comes back at less of it for a while (judgement)."""
    share = rule.numbers["share"]
    return ruled(
        rule,
        date=day,
        sentence=f"The dose of {clock(int(before_s))} minutes was too much twice within four weeks: "
        f"until {day_words(until)} it comes back to {clock(int(before_s * share))} at most.",
        inputs=[Input(date=day, name="steps down for pain", value="two within four weeks")],
        otherwise="After one the whole dose would have come back.",
        values={"before_s": before_s, "share": share},
    )


def waits_for_usual(day: dt.date, rule: Rule, pain: Pain) -> Ruling:
    """Usual pain that is not known, or has risen: nothing rises (judgement)."""
    latest, measure = pain.latest(day), pain.usual(day)
    if latest is None:
        sentence = (
            "Before the next step up, say how much it hurts on an ordinary day: "
            "retroplan assess nprs 3, for a 3."
        )
    else:
        sentence = (
            f"Pain of an ordinary day is {latest} of 10 now, and was {measure} at first: nothing rises "
            f"until that has been looked at. {_PAGE}"
        )
    value = "not told" if latest is None else f"{latest} of 10"
    return ruled(
        rule,
        date=day,
        sentence=sentence,
        inputs=[Input(date=day, name="usual pain", value=value)],
        otherwise="Otherwise two good sessions in a row would have been enough.",
        values={"measure": measure, **({} if latest is None else {"usual_pain": latest})},
    )


def held_long(day: dt.date, rule: Rule, held_by: Sequence[Adjustment]) -> Ruling:
    """Weeks without a step up: what holds the plan, and what would let it rise (judgement)."""
    weeks = int(rule.numbers["weeks"])
    why = next((each for each in reversed(held_by) if each.rule not in _SAYS_ONLY), None)
    last = f" The last reason: {why.sentence}" if why else ""
    if rule.name == "held-four-weeks":
        sentence = (
            f"The plan has stopped rising: {weeks} weeks at one dose. That is no failure. Walking "
            f"forward, or keeping to this or to less, is as good. {_PAGE}"
        )
    else:
        sentence = (
            f"The plan has stood still for {weeks} weeks.{last} Two good sessions in a row let it rise: "
            "as planned, pain no more than a point above usual, and the morning after told, with "
            f"retroplan checkin. {_PAGE}"
        )
    return ruled(
        rule,
        date=day,
        sentence=sentence,
        inputs=[Input(date=day, name="weeks without a step up", value=str(weeks))],
        otherwise="With a step up in between nothing would have been said.",
        values={"weeks": weeks, "held_by": why.rule if why else ""},
    )


_SAYS_ONLY = frozenset({"too-soon", "held-two-weeks", "held-four-weeks"})


def _red_days(days: Sequence[dt.date]) -> list[Input]:
    return [Input(date=day, name="pain, swelling or giving way", value="too much") for day in days]


def _means(day: dt.date, first: float, last: float) -> list[Input]:
    return [
        Input(date=day, name="pain of the first three walks", value=f"{first:.1f} of 10"),
        Input(date=day, name="pain of the last three walks", value=f"{last:.1f} of 10"),
    ]
