"""Rules over a walk: pain, effort, completion, stumbles and falls."""

from collections.abc import Callable
from enum import StrEnum

from retroplan.core.adaptation.fall_rules import fallen
from retroplan.core.adaptation.pain import Morning, Zone
from retroplan.core.adaptation.ruling import Ruling
from retroplan.core.adaptation.too_much import far_overdone, overdone
from retroplan.core.adaptation.walk_signals import (
    SessionSignals,
    day_of,
    done_of,
    planned_clock,
    ruled_of,
)
from retroplan.core.model.adjustment import FALL, Input
from retroplan.core.text import clock, listed


class Mark(StrEnum):
    """What a walk is for the row of clean sessions (I27)."""

    CLEAN = "clean"
    ACCEPTABLE = "acceptable"
    """Clean once the morning after is told."""
    OPEN = "open"
    """It neither counts nor breaks the row."""
    BROKEN = "broken"

    @property
    def is_steady(self) -> bool:
        """Whether the walk passes for the gate of its rung: that belongs to balance, the morning after has no say."""
        return self in (Mark.CLEAN, Mark.ACCEPTABLE)


def mark_of(signals: SessionSignals) -> Mark:
    """What a walk is for the row, its morning apart."""
    log = signals.log
    if (
        signals.zone not in (Zone.GREEN, Zone.ACCEPTABLE)
        or signals.unsaid
        or not signals.is_whole
        or log.near_falls
        or log.falls
        or effort_high(signals)
        or sore_before(signals)
        or far_overdone(signals)
    ):
        return Mark.BROKEN
    if any(rule(signals) for rule in (effort_above, overdone, painkiller, numb_feet)):
        return Mark.OPEN
    return Mark.CLEAN if signals.zone is Zone.GREEN else Mark.ACCEPTABLE


def red_pain(signals: SessionSignals) -> Ruling | None:
    """Pain above 5 while walking: 48 hours off, then half (thomee1997, silbernagel2007)."""
    pain, highest = signals.log.nprs_during, signals.pain.red_above
    if pain is None or pain <= highest:
        return None
    return ruled_of(
        signals, "red-pain",
        f"{_hurt(signals)}, which is too much: 48 hours off, then a smaller dose, and back by steps.",
        [_pain(signals)],
        f"With pain at {highest:g} or below the next session would not have been made smaller.",
        values=_pains(signals),
    )  # fmt: skip


def leg_signs(signals: SessionSignals) -> Ruling | None:
    """New pain or numbness in a leg counts as the highest zone (thomee1997)."""
    if not signals.pain.told_on(signals.log.date).has_leg_signs:
        return None
    return ruled_of(
        signals, "leg-signs",
        f"New pain or numbness in a leg on {day_of(signals)}: 48 hours off, then a smaller dose. "
        "If it spreads, or the leg grows weak, see a doctor at once.",
        [Input(date=signals.log.date, name="new pain or numbness in a leg", value="yes")],
        "Without it the next session would not have been made smaller.",
    )  # fmt: skip


def pain_hold(signals: SessionSignals) -> Ruling | None:
    """Pain of 3 to 5 well above usual, or elsewhere: the same dose again (I28; thomee1997, silbernagel2007)."""
    if signals.zone is not Zone.HOLD:
        return None
    log = signals.log
    most = max(
        signals.pain.measure(log.date)
        + signals.rulebook["two-clean"].numbers["points_above_usual"],
        signals.rulebook["two-clean"].numbers["green_at_most"],
    )
    where = " in another place than always" if signals.pain.told_on(log.date).is_elsewhere else ""
    return ruled_of(
        signals, "pain-hold",
        f"{_hurt(signals)}{where}, more than a point above your usual: the same dose again.",
        [_pain(signals)],
        f"With pain at {most:g} or below it would have counted towards the next step up.",
        values=_pains(signals),
    )  # fmt: skip


def sore_before(signals: SessionSignals) -> Ruling | None:
    """Pain before a walk, two points above usual, says that the walk before it was not borne (silbernagel2007)."""
    pain = signals.log.nprs_before
    if pain is None or signals.pain.morning(pain, signals.log.date) is Morning.USUAL:
        return None
    usual = signals.pain.measure(signals.log.date)
    return ruled_of(
        signals, "pain-back",
        f"Pain was {pain} of 10 before the walk of {day_of(signals)}, {pain - usual} above your usual "
        f"{usual}: the next session is shorter, a little slower, and level.",
        [Input(date=signals.log.date, name="pain before", value=f"{pain} of 10")],
        "With a point less the next session would have stood as planned.",
        values={"pain_before": pain, "usual_pain": usual},
    )  # fmt: skip


def effort_high(signals: SessionSignals) -> Ruling | None:
    """Two points harder than meant, or 7: 15 to 20 % fewer minutes (foster2001)."""
    rpe, target = signals.log.rpe, signals.target
    rule = signals.rulebook["effort-high"]
    if rpe is None:
        return None
    is_far_above = target is not None and rpe - target >= rule.numbers["points_above_at_least"]
    if not is_far_above and rpe < rule.numbers["effort_at_least"]:
        return None
    limit = rule.numbers["effort_at_least"] - 1
    if target is not None:
        limit = min(limit, target + rule.numbers["points_above_at_least"] - 1)
    return ruled_of(
        signals, "effort-high",
        f"{_harder(signals, rpe)}: the next sessions hold 15 to 20 % fewer backward minutes, "
        "until two have gone well.",
        [_effort(signals)],
        f"With an effort of {limit:g} or below the minutes would have stayed.",
    )  # fmt: skip


def effort_above(signals: SessionSignals) -> Ruling | None:
    """One point harder than meant: neither counts nor holds (foster2001)."""
    rpe, target = signals.log.rpe, signals.target
    if rpe is None or target is None or rpe <= target or effort_high(signals) is not None:
        return None
    return ruled_of(
        signals, "effort-above",
        f"{_harder(signals, rpe)}: it does not count towards the next step up.",
        [_effort(signals)],
        f"With an effort of {target} or below it would have counted towards the next step up.",
    )  # fmt: skip


def cut_short(signals: SessionSignals) -> Ruling | None:
    """Less than three quarters done: the next sessions hold what was done (judgement)."""
    share, done = signals.share_done, signals.log.backward_s
    least = signals.rulebook["cut-short"].numbers["share_below"]
    if share is None or done is None or share >= least:
        return None
    return ruled_of(
        signals, "cut-short",
        f"You walked {clock(done)} of {planned_clock(signals)} minutes backward on {day_of(signals)}: the "
        "next sessions hold about what was done, until two have gone well.",
        [done_of(signals)],
        f"With {100 * least:g} % or more of it done the next session would not have been shorter.",
        backward_s=done,
    )  # fmt: skip


def not_whole(signals: SessionSignals) -> Ruling | None:
    """Less than nine tenths done: the same again (judgement)."""
    if signals.log.prescribed is None or signals.is_whole or cut_short(signals) is not None:
        return None
    return ruled_of(
        signals, "not-whole",
        f"The session of {day_of(signals)} was not walked to its end: the same again.",
        [done_of(signals)],
        "Walked to its end it would have counted towards the next step up.",
    )  # fmt: skip


def near_fall(signals: SessionSignals) -> Ruling | None:
    """A stumble: one step more support, 0.2 mph slower, two clean sessions to return (I31; judgement)."""
    if not signals.log.near_falls:
        return None
    number = signals.log.near_falls
    happened = "There was a stumble" if number == 1 else f"There were {number} stumbles"
    return ruled_of(
        signals, "near-fall",
        f"{happened} on {day_of(signals)}: one step more support and a little slower, until two "
        "sessions in a row have gone well.",
        [Input(date=signals.log.date, name="stumbles", value=str(signals.log.near_falls))],
        "Without a stumble place and speed would have stayed.",
    )  # fmt: skip


def fall(signals: SessionSignals) -> Ruling | None:
    """A fall: see `fallen`."""
    log = signals.log
    if not log.falls:
        return None
    rule = signals.rulebook[FALL]
    return fallen(log.date, rule, number=log.falls, session_id=log.session_id or "")


def not_said(signals: SessionSignals) -> Ruling | None:
    """Effort, pain or stumbles not told: nothing rises (judgement)."""
    if signals.log.prescribed is None or not signals.unsaid or not signals.is_whole:
        return None
    return ruled_of(
        signals, "not-said",
        f"Nothing was said of {listed(signals.unsaid, joint='or')} on {day_of(signals)}: nothing rises "
        "on that session.",
        [Input(date=signals.log.date, name=name, value="not told") for name in signals.unsaid],
        "Told, and all well, it would have counted towards the next step up.",
    )  # fmt: skip


def acceptable_pain(signals: SessionSignals) -> Ruling:
    """Pain in the acceptable zone: a walk that may count, for minutes alone (4.4; silbernagel2007)."""
    return ruled_of(
        signals, "acceptable-pain",
        f"{_hurt(signals)}, which is acceptable: with a good morning after it the walk counts, and a "
        "step up on it is of minutes alone.",
        [_pain(signals)],
        "With pain of 2 or less it would have counted at once, and for the whole step.",
        values=_pains(signals),
    )  # fmt: skip


def painkiller(signals: SessionSignals) -> Ruling | None:
    """More than usual taken against pain: the walk neither counts nor holds (judgement)."""
    if not signals.pain.told_on(signals.log.date).took_painkiller:
        return None
    return ruled_of(
        signals, "painkiller",
        f"You took more than usual against pain before the walk of {day_of(signals)}: it does not "
        "count towards the next step up.",
        [Input(date=signals.log.date, name="more taken against pain", value="yes")],
        "Without it the walk could have counted.",
    )  # fmt: skip


def numb_feet(signals: SessionSignals) -> Ruling | None:
    """Where feeling is lost, feet and joints are told to be as ever, or a walk does not count (judgement)."""
    if not signals.has_numb_feet or signals.pain.told_on(signals.log.date).limbs_as_ever:
        return None
    return ruled_of(
        signals, "numb-feet",
        f"The walk of {day_of(signals)} counts once you have looked at feet and joints and found them "
        "as ever.",
        [Input(date=signals.log.date, name="feet and joints as ever", value="not told")],
        "Told, it would have counted towards the next step up.",
    )  # fmt: skip


SESSION_RULES: tuple[Callable[[SessionSignals], Ruling | None], ...] = (
    fall,
    red_pain,
    leg_signs,
    sore_before,
    near_fall,
    cut_short,
    effort_high,
    pain_hold,
    far_overdone,
    overdone,
    effort_above,
    painkiller,
    numb_feet,
    not_whole,
    not_said,
)


def session_rulings(signals: SessionSignals) -> tuple[Ruling, ...]:
    """Every rule that fires over a walk, most careful first."""
    fired = [ruling for rule in SESSION_RULES if (ruling := rule(signals)) is not None]
    return tuple(sorted(fired, key=lambda ruling: -ruling.adjustment.step.rank))


def _hurt(signals: SessionSignals) -> str:
    return f"Pain was {signals.log.nprs_during} of 10 on {day_of(signals)}"


def _harder(signals: SessionSignals, rpe: int) -> str:
    meant = "" if signals.target is None else f", meant to be {signals.target} at most"
    return f"Effort was {rpe} of 10 on {day_of(signals)}{meant}"


def _pain(signals: SessionSignals) -> Input:
    value = f"{signals.log.nprs_during} of 10"
    return Input(date=signals.log.date, name="pain while walking", value=value)


def _effort(signals: SessionSignals) -> Input:
    value = f"{signals.log.rpe} of 10"
    if signals.target is not None:
        value += f", meant to be {signals.target} at most"
    return Input(date=signals.log.date, name="effort", value=value)


def _pains(signals: SessionSignals) -> dict[str, float | str]:
    pain = signals.log.nprs_during
    usual = signals.pain.measure(signals.log.date)
    return {"usual_pain": usual} if pain is None else {"pain": pain, "usual_pain": usual}
