"""Rules over a walk: pain, effort, completion, stumbles and falls."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import NamedTuple

from retroplan.core.adaptation.fall_rules import fallen
from retroplan.core.adaptation.ruling import Ruling, ruled
from retroplan.core.model.adjustment import FALL, Input
from retroplan.core.model.log import SessionLog
from retroplan.core.model.rulebook import Rule
from retroplan.core.model.vocabulary import Outcome
from retroplan.core.text import clock, day_words, listed


class SessionSignals(NamedTuple):
    """What the rules look at: one walk, and what went before it."""

    log: SessionLog
    rulebook: Mapping[str, Rule]
    earlier_pain: tuple[tuple[dt.date, int], ...] = ()
    """Pain while walking, NPRS 0-10, of the walks before, oldest first."""

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
        """Done to its end."""
        share = self.share_done
        return self.log.outcome is Outcome.DONE and share is not None and share >= _WHOLE

    @property
    def unsaid(self) -> tuple[str, ...]:
        """What a person did not tell, of what a rise rests on."""
        asked = {
            "effort": self.log.rpe,
            "pain": self.log.nprs_during,
            "stumbles": self.log.near_falls,
        }
        return tuple(name for name, value in asked.items() if value is None)


_WHOLE = 0.99
"""Rounding of typed minutes aside, all of it."""


def is_clean(signals: SessionSignals) -> bool:
    """Whether a walk counts towards a rise (I27): all of it told, and all of it well."""
    log, rule = signals.log, signals.rulebook["two-clean"]
    return (
        signals.is_whole
        and not signals.unsaid
        and log.nprs_during is not None
        and log.nprs_during <= rule.numbers["pain_at_most"]
        and log.rpe is not None
        and signals.target is not None
        and log.rpe <= signals.target
        and not log.near_falls
        and not log.falls
    )


def is_red(signals: SessionSignals) -> bool:
    """Whether pain while walking lay in the highest zone."""
    pain = signals.log.nprs_during
    return pain is not None and pain > signals.rulebook["red-pain"].numbers["pain_above"]


def red_pain(signals: SessionSignals) -> Ruling | None:
    """Pain above 5 while walking: 48 hours off, half, one step back (thomee1997, silbernagel2007)."""
    if not is_red(signals):
        return None
    highest = signals.rulebook["red-pain"].numbers["pain_above"]
    return _ruled(
        signals, "red-pain",
        f"{_hurt(signals)}, which is too much: 48 hours off, then half the backward minutes with "
        "one step more support.",
        [_pain(signals)],
        f"With pain at {highest:g} or below the next session would not have been halved.",
    )  # fmt: skip


def amber_pain(signals: SessionSignals) -> Ruling | None:
    """Pain of 3 to 5: the next session is the same (I28; thomee1997, silbernagel2007)."""
    pain = signals.log.nprs_during
    lowest = signals.rulebook["amber-pain"].numbers["pain_above"]
    if pain is None or pain <= lowest or is_red(signals):
        return None
    return _ruled(
        signals, "amber-pain",
        f"{_hurt(signals)}, which is acceptable if the morning after is like any other: the next "
        "session is the same again.",
        [_pain(signals)],
        f"With pain at {lowest:g} or below it would have counted towards the next step up.",
    )  # fmt: skip


def rising_pain(signals: SessionSignals) -> Ruling | None:
    """Pain that climbs over two weeks: the plan waits for a clinician (silbernagel2007)."""
    pain, numbers = signals.log.nprs_during, signals.rulebook["rising-pain"].numbers
    if pain is None or pain <= numbers["pain_above"]:
        return None
    since = signals.log.date - dt.timedelta(days=int(numbers["days_at_most"]))
    reports = [(day, value) for day, value in signals.earlier_pain if day >= since]
    climb = next(
        (
            chain
            for chain in _climbs([*reports, (signals.log.date, pain)])
            if len(chain) >= numbers["reports"]
            and (chain[-1][0] - chain[0][0]).days >= numbers["days_at_least"]
        ),
        None,
    )
    if climb is None:
        return None
    values = listed([str(value) for _, value in climb])
    return _ruled(
        signals, "rising-pain",
        f"Pain while walking has climbed since {day_words(climb[0][0])} ({values} of 10): the plan "
        "waits until a clinician has had a look.",
        [Input(date=day, name="pain while walking", value=f"{value} of 10") for day, value in climb],
        "Without the climb the plan would have gone on.",
    )  # fmt: skip


def _climbs(reports: list[tuple[dt.date, int]]) -> list[list[tuple[dt.date, int]]]:
    """Chains of reports, each higher than the one before, that end with the last: one of each length.

    Chains, not means: one more report can then never make a climb disappear. Of chains of one
    length, the one that began first.
    """
    ending: list[dict[int, list[tuple[dt.date, int]]]] = []
    for number, (day, value) in enumerate(reports):
        chains = {1: [(day, value)]}
        for earlier in range(number):
            if reports[earlier][1] >= value or reports[earlier][0] >= day:
                continue
            for length, chain in ending[earlier].items():
                known = chains.get(length + 1)
                if known is None or chain[0][0] < known[0][0]:
                    chains[length + 1] = [*chain, (day, value)]
        ending.append(chains)
    return list(ending[-1].values())


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
        f"{_harder(signals, rpe)}: the next sessions hold 15 to 20 % fewer backward minutes.",
        [_effort(signals)],
        f"With an effort of {limit:g} or below the minutes would have stayed.",
    )  # fmt: skip


def effort_above(signals: SessionSignals) -> Ruling | None:
    """One point harder than meant: nothing rises (foster2001)."""
    rpe, target = signals.log.rpe, signals.target
    if rpe is None or target is None or rpe <= target or effort_high(signals) is not None:
        return None
    return _ruled(
        signals, "effort-above",
        f"{_harder(signals, rpe)}: nothing rises yet.",
        [_effort(signals)],
        f"With an effort of {target} or below it would have counted towards the next step up.",
    )  # fmt: skip


def cut_short(signals: SessionSignals) -> Ruling | None:
    """Less than three quarters done: the next session holds what was done (judgement)."""
    share, done = signals.share_done, signals.log.backward_s
    least = signals.rulebook["cut-short"].numbers["share_below"]
    if share is None or done is None or share >= least:
        return None
    return _ruled(
        signals, "cut-short",
        f"You walked {clock(done)} of {_planned(signals)} minutes backward on {_day(signals)}: the "
        "next session holds about what was done.",
        [_done(signals)],
        f"With {100 * least:g} % or more of it done the next session would not have been shorter.",
        backward_s=done,
    )  # fmt: skip


def not_whole(signals: SessionSignals) -> Ruling | None:
    """Not done to its end: nothing rises on it (judgement)."""
    if signals.log.prescribed is None or signals.is_whole or cut_short(signals) is not None:
        return None
    return _ruled(
        signals, "not-whole",
        f"The session of {_day(signals)} was not walked to its end: nothing rises on it.",
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


SESSION_RULES: tuple[Callable[[SessionSignals], Ruling | None], ...] = (
    fall,
    rising_pain,
    red_pain,
    near_fall,
    cut_short,
    effort_high,
    amber_pain,
    effort_above,
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
) -> Ruling:
    return ruled(
        signals.rulebook[name],
        date=signals.log.date,
        sentence=sentence,
        inputs=inputs,
        otherwise=otherwise,
        session_id=signals.log.session_id or "",
        backward_s=backward_s,
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
