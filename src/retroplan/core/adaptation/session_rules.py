"""Rules over a walk: pain, effort, completion, too much, stumbles and falls."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

from retroplan.core.adaptation.fall_rules import fallen
from retroplan.core.adaptation.pain import Morning, Pain, Zone
from retroplan.core.adaptation.ruling import Ruling, ruled
from retroplan.core.engine.caps import Caps
from retroplan.core.model.adjustment import FALL, Input
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.log import SessionLog
from retroplan.core.model.rulebook import Rule
from retroplan.core.model.vocabulary import Stage
from retroplan.core.text import clock, day_words, listed


class Allowed(NamedTuple):
    """What a walk may be at most for this person, whatever the day's session."""

    stages: frozenset[Stage]
    """Rungs that clearance, tier and places leave open."""
    grade_pct: float
    full_s: float | None = None
    """Backward seconds of the dose that stands; None where none was given yet."""
    full_mps: float | None = None


def allowed_of(caps: Caps, evidence: Evidence) -> Allowed:
    """What tier, clearance and places leave open to a person, the week apart."""
    stages = (
        stage
        for stage, rung in evidence.ladder.items()
        if stage.rank <= caps.highest_stage.rank
        and rung.lowest_tier.rank <= caps.tier.tier.rank
        and (caps.limits.hands_free or not rung.hands_free)
        and (caps.limits.outdoors or not rung.is_outdoors)
    )
    grade_pct = 0.0 if caps.limits.level_only else caps.tier.grade_cap_pct
    return Allowed(stages=frozenset(stages), grade_pct=grade_pct)


class SessionSignals(NamedTuple):
    """What the rules look at: one walk, and what it is compared with."""

    log: SessionLog
    rulebook: Mapping[str, Rule]
    pain: Pain
    allowed: Allowed | None = None
    has_numb_feet: bool = False

    @property
    def zone(self) -> Zone:
        return self.pain.zone(self.log)

    @property
    def target(self) -> int | None:
        """The top of the effort that was meant, CR10."""
        return self.log.prescribed.rpe.high if self.log.prescribed else None

    @property
    def share_done(self) -> float | None:
        """Of the backward time that was planned, 0 and more; None where nobody knows."""
        if self.log.prescribed is None or self.log.backward_s is None:
            return None
        return self.log.backward_s / self.log.prescribed.backward_s

    @property
    def is_whole(self) -> bool:
        """Nine tenths of it, and more."""
        share = self.share_done
        return share is not None and share >= self.rulebook["two-clean"].numbers["share_at_least"]

    @property
    def unsaid(self) -> tuple[str, ...]:
        """What a person did not tell, of what a rise rests on."""
        asked = {
            "effort": self.log.rpe,
            "pain": self.log.nprs_during,
            "stumbles": self.log.near_falls,
        }
        return tuple(name for name, value in asked.items() if value is None)


class Mark(StrEnum):
    """What a walk is for the row of clean sessions (I27)."""

    CLEAN = "clean"
    ACCEPTABLE = "acceptable"
    """Clean once the morning after is told."""
    OPEN = "open"
    """It neither counts nor breaks the row."""
    BROKEN = "broken"


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
        or far_overdone(signals)
    ):
        return Mark.BROKEN
    if any(rule(signals) for rule in (effort_above, overdone, painkiller, numb_feet)):
        return Mark.OPEN
    return Mark.CLEAN if signals.zone is Zone.GREEN else Mark.ACCEPTABLE


def is_steady(signals: SessionSignals) -> bool:
    """Whether a walk passes for the gate of its rung: the rung belongs to balance, the morning after has no say."""
    return mark_of(signals) in (Mark.CLEAN, Mark.ACCEPTABLE)


def red_pain(signals: SessionSignals) -> Ruling | None:
    """Pain above 5 while walking: 48 hours off, then half (thomee1997, silbernagel2007)."""
    pain, highest = signals.log.nprs_during, signals.pain.red_above
    if pain is None or pain <= highest:
        return None
    return _ruled(
        signals, "red-pain",
        f"{_hurt(signals)}, which is too much: 48 hours off, then half the backward minutes.",
        [_pain(signals)],
        f"With pain at {highest:g} or below the next session would not have been halved.",
        values=_pains(signals),
    )  # fmt: skip


def leg_signs(signals: SessionSignals) -> Ruling | None:
    """New pain or numbness in a leg counts as the highest zone (thomee1997)."""
    if not signals.pain.told_on(signals.log.date).has_leg_signs:
        return None
    return _ruled(
        signals, "leg-signs",
        f"New pain or numbness in a leg on {_day(signals)}: 48 hours off, then half the backward "
        "minutes. If it spreads, or the leg grows weak, see a doctor at once.",
        [Input(date=signals.log.date, name="new pain or numbness in a leg", value="yes")],
        "Without it the next session would not have been halved.",
    )  # fmt: skip


def pain_hold(signals: SessionSignals) -> Ruling | None:
    """Pain of 3 to 5 well above usual, or elsewhere: the same dose again (I28; thomee1997, silbernagel2007)."""
    if signals.zone is not Zone.HOLD:
        return None
    log = signals.log
    most = max(
        signals.pain.measure(log.date) + signals.rulebook["two-clean"].numbers["points_above_usual"],
        signals.rulebook["two-clean"].numbers["green_at_most"],
    )
    where = " in another place than always" if signals.pain.told_on(log.date).is_elsewhere else ""
    return _ruled(
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
    return _ruled(
        signals, "pain-back",
        f"Pain was {pain} of 10 before the walk of {_day(signals)}, {pain - usual} above your usual "
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
    return _ruled(
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
    return _ruled(
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
    return _ruled(
        signals, "cut-short",
        f"You walked {clock(done)} of {_planned(signals)} minutes backward on {_day(signals)}: the "
        "next sessions hold about what was done, until two have gone well.",
        [_done(signals)],
        f"With {100 * least:g} % or more of it done the next session would not have been shorter.",
        backward_s=done,
    )  # fmt: skip


def not_whole(signals: SessionSignals) -> Ruling | None:
    """Less than nine tenths done: the same again (judgement)."""
    if signals.log.prescribed is None or signals.is_whole or cut_short(signals) is not None:
        return None
    return _ruled(
        signals, "not-whole",
        f"The session of {_day(signals)} was not walked to its end: the same again.",
        [_done(signals)],
        "Walked to its end it would have counted towards the next step up.",
    )  # fmt: skip


def near_fall(signals: SessionSignals) -> Ruling | None:
    """A stumble: one step more support, 0.2 mph slower, two clean sessions to return (I31; judgement)."""
    if not signals.log.near_falls:
        return None
    number = signals.log.near_falls
    happened = "There was a stumble" if number == 1 else f"There were {number} stumbles"
    return _ruled(
        signals, "near-fall",
        f"{happened} on {_day(signals)}: one step more support and a little slower, until two "
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
    return _ruled(
        signals, "not-said",
        f"Nothing was said of {listed(signals.unsaid, joint='or')} on {_day(signals)}: nothing rises "
        "on that session.",
        [Input(date=signals.log.date, name=name, value="not told") for name in signals.unsaid],
        "Told, and all well, it would have counted towards the next step up.",
    )  # fmt: skip


def overdone(signals: SessionSignals) -> Ruling | None:
    """More than planned by over 15 % and a minute, or faster by over 15 % (I46; judgement)."""
    if far_overdone(signals) is not None or not _is_over(signals):
        return None
    return _ruled(
        signals, "overdone",
        f"That was more than planned on {_day(signals)}: {_extent(signals)}. It is kept as it was and "
        "holds nothing back, but the planned session comes again: it is the plan that has to be borne.",
        [_done(signals)],
        "Walked as planned it would have counted towards the next step up.",
        values=_overs(signals),
    )  # fmt: skip


def far_overdone(signals: SessionSignals) -> Ruling | None:
    """Above 150 %, steeper, or on a rung or place that the plan does not lead to (I46; judgement)."""
    reasons = _far(signals)
    if not reasons:
        return None
    return _ruled(
        signals, "far-overdone",
        f"That was much more than your plan allows on {_day(signals)}: {listed(list(reasons))}. It is "
        "kept as it was; the next step up is counted anew from here, and the planned session comes "
        "again." + _support(signals),
        [_done(signals)],
        "Walked as planned it would have counted towards the next step up.",
        values={**_overs(signals), "beyond": ",".join(reasons.values())},
    )  # fmt: skip


def _support(signals: SessionSignals) -> str:
    """For who needs support, that it is there for a reason."""
    allowed = signals.allowed
    if allowed is None or Stage.TREADMILL_FREE in allowed.stages:
        return ""
    return " Keep a hand on something firm, and somebody beside you: falling is the main risk."


def painkiller(signals: SessionSignals) -> Ruling | None:
    """More than usual taken against pain: the walk neither counts nor holds (judgement)."""
    if not signals.pain.told_on(signals.log.date).took_painkiller:
        return None
    return _ruled(
        signals, "painkiller",
        f"You took more than usual against pain before the walk of {_day(signals)}: it does not "
        "count towards the next step up.",
        [Input(date=signals.log.date, name="more taken against pain", value="yes")],
        "Without it the walk could have counted.",
    )  # fmt: skip


def numb_feet(signals: SessionSignals) -> Ruling | None:
    """Where feeling is lost, feet and joints are told to be as ever, or a walk does not count (judgement)."""
    if not signals.has_numb_feet or signals.pain.told_on(signals.log.date).limbs_as_ever:
        return None
    return _ruled(
        signals, "numb-feet",
        f"The walk of {_day(signals)} counts once you have looked at feet and joints and found them "
        "as ever.",
        [Input(date=signals.log.date, name="feet and joints as ever", value="not told")],
        "Told, it would have counted towards the next step up.",
    )  # fmt: skip


def _is_over(signals: SessionSignals) -> bool:
    numbers, log, planned = signals.rulebook["overdone"].numbers, signals.log, _planned_dose(signals)
    if planned is None:
        return False
    seconds, speed = planned
    more_s = 0 if log.backward_s is None else log.backward_s - seconds
    is_longer = more_s > numbers["seconds_above"] and more_s > (numbers["share_above"] - 1) * seconds
    is_faster = log.speed_mps is not None and log.speed_mps > speed * numbers["share_above"] + _SPEED
    return is_longer or is_faster


def _planned_dose(signals: SessionSignals) -> tuple[float, float] | None:
    """Backward seconds and speed that were asked for; of a walk outside the plan, those that stand."""
    planned, allowed = signals.log.prescribed, signals.allowed
    if planned is not None:
        return planned.backward_s, planned.speed_mps
    if allowed is None or allowed.full_s is None or allowed.full_mps is None:
        return None
    return allowed.full_s, allowed.full_mps


def _far(signals: SessionSignals) -> dict[str, str]:
    """Why a walk lay far beyond the plan: in words, each with its code."""
    log, planned, allowed = signals.log, _planned_dose(signals), signals.allowed
    share = signals.rulebook["far-overdone"].numbers["share_above"]
    least_s = signals.rulebook["overdone"].numbers["seconds_above"]
    found = {}
    if planned is not None:
        seconds, speed = planned
        if log.backward_s is not None and log.backward_s > max(share * seconds, seconds + least_s):
            found[f"{clock(log.backward_s)} minutes backward instead of {clock(int(seconds))}"] = "minutes"
        if log.speed_mps is not None and log.speed_mps > share * speed + _SPEED:
            found[f"{log.speed_mps / speed:.1f} times the speed"] = "speed"
    grade = log.prescribed.grade_pct if log.prescribed else 0.0
    steepest = max(grade, allowed.grade_pct if allowed else grade)
    if log.grade_pct is not None and log.grade_pct > steepest + _GRADE:
        found[f"{log.grade_pct:g} % uphill"] = "incline"
    is_planned = log.prescribed is not None and log.stage is log.prescribed.stage
    if log.stage is not None and allowed and log.stage not in allowed.stages and not is_planned:
        found["a place without the support that your plan asks for"] = "stage"
    return found


_SPEED = 1e-3
_GRADE = 0.05
"""Rounding of typed speeds and inclines apart."""


def _extent(signals: SessionSignals) -> str:
    log, planned = signals.log, _planned_dose(signals)
    seconds, speed = planned or (0.0, 0.0)
    parts = []
    if log.backward_s is not None and log.backward_s > seconds:
        parts.append(f"{clock(log.backward_s)} minutes backward instead of {clock(int(seconds))}")
    if log.speed_mps is not None and speed and log.speed_mps > speed + _SPEED:
        parts.append(f"{log.speed_mps / speed:.1f} times the speed")
    return listed(parts)


def _overs(signals: SessionSignals) -> dict[str, float | str]:
    log, planned = signals.log, _planned_dose(signals)
    told = {"backward_s": log.backward_s, "speed_mps": log.speed_mps, "grade_pct": log.grade_pct,
            "stage": log.stage.value if log.stage else None,
            "planned_backward_s": planned[0] if planned else None,
            "planned_speed_mps": planned[1] if planned else None}  # fmt: skip
    return {name: value for name, value in told.items() if value is not None}


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


def _ruled(
    signals: SessionSignals,
    name: str,
    sentence: str,
    inputs: list[Input],
    otherwise: str,
    backward_s: int | None = None,
    values: Mapping[str, float | str] | None = None,
) -> Ruling:
    return ruled(
        signals.rulebook[name],
        date=signals.log.date,
        sentence=sentence,
        inputs=inputs,
        otherwise=otherwise,
        session_id=signals.log.session_id or "",
        backward_s=backward_s,
        values=values,
    )


def _day(signals: SessionSignals) -> str:
    return day_words(signals.log.date)


def _hurt(signals: SessionSignals) -> str:
    return f"Pain was {signals.log.nprs_during} of 10 on {_day(signals)}"


def _harder(signals: SessionSignals, rpe: int) -> str:
    meant = "" if signals.target is None else f", meant to be {signals.target} at most"
    return f"Effort was {rpe} of 10 on {_day(signals)}{meant}"


def _planned(signals: SessionSignals) -> str:
    prescribed = signals.log.prescribed
    return clock(prescribed.backward_s) if prescribed else ""


def _pain(signals: SessionSignals) -> Input:
    value = f"{signals.log.nprs_during} of 10"
    return Input(date=signals.log.date, name="pain while walking", value=value)


def _effort(signals: SessionSignals) -> Input:
    value = f"{signals.log.rpe} of 10"
    if signals.target is not None:
        value += f", meant to be {signals.target} at most"
    return Input(date=signals.log.date, name="effort", value=value)


def _done(signals: SessionSignals) -> Input:
    done = signals.log.backward_s
    value = "part of it" if done is None else f"{clock(done)} of {_planned(signals)}"
    return Input(date=signals.log.date, name="backward time", value=value)


def _pains(signals: SessionSignals) -> dict[str, float | str]:
    pain = signals.log.nprs_during
    usual = signals.pain.measure(signals.log.date)
    return {"usual_pain": usual} if pain is None else {"pain": pain, "usual_pain": usual}
