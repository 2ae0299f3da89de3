"""What was: facts and walks, in the order of their days, taken to where a person stands."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from retroplan.core.adaptation.course_rules import missed
from retroplan.core.adaptation.facts import Pauses
from retroplan.core.adaptation.fall_rules import fallen, unseen
from retroplan.core.adaptation.new_rules import take_new_rules
from retroplan.core.adaptation.readback import dose_of
from retroplan.core.adaptation.ruling import Ruling, ruled
from retroplan.core.adaptation.too_much import week_overdone
from retroplan.core.adaptation.walkthrough import Walkthrough, WeekAhead
from retroplan.core.engine.schedule import DAYS_A_WEEK
from retroplan.core.model.adjustment import FALL, Input
from retroplan.core.model.events import CheckIn, Easier, Event, NewRules, News, Pause, Resume
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Week
from retroplan.core.model.rulebook import Rule
from retroplan.core.model.vocabulary import Outcome
from retroplan.core.text import day_words


def take_facts(walk: Walkthrough) -> None:
    """Everything that has happened, in order; a week turns with the first walk of one of its sessions."""
    turned = 0
    week_of = {s.session_id: week.number for week in walk.plan.weeks for s in week.sessions}
    for fact, entry in zip(walk.facts.happened, walk.facts.entries, strict=True):
        if isinstance(fact, SessionLog) and fact.is_walk and fact.outcome is not Outcome.EXTRA:
            week = week_of.get(fact.session_id or "", 0)
            _turn_up_to(walk, turned, week)
            turned = max(turned, week)
        _take(walk, fact, entry)
        walk.note_suspension(entry)
    _hold_for_a_fall(walk)
    _turn_up_to(walk, turned, walk.last_touched - 1)
    rulebook = walk.course.evidence.rulebook
    walk.course.rulings += pauses_told(walk.pauses, rulebook["paused"])
    walk.course.rulings += list(_weeks_overdone(walk))
    walk.course.rulings += [
        missed(session, rulebook["missed"], is_told=session.session_id in walk.facts.records)
        for session in walk.plan.sessions
        if walk.is_past(session) and not walk.facts.is_walked(session.session_id)
    ]


def _weeks_overdone(walk: Walkthrough) -> Iterator[Ruling]:
    """The weeks with walks that came to more than a week may rise by, walks outside the plan included (I46)."""
    weeks, evidence = walk.plan.weeks, walk.course.evidence
    for position, week in enumerate(weeks):
        ends = week.starts + dt.timedelta(days=DAYS_A_WEEK)
        logs = [log for log in walk.facts.logs if log.is_walk and week.starts <= log.date < ends]
        before = [each.backward_s for each in weeks[max(0, position - 2) : position]]
        recent = before or [week.backward_s]
        rule = evidence.rulebook["week-overdone"]
        found = week_overdone(week.number, logs, week.backward_s, recent, evidence.bounds, rule)
        if found is not None:
            yield found


def _hold_for_a_fall(walk: Walkthrough) -> None:
    """A fall holds the plan exactly as long as a question about it is open, and before all else."""
    rule, fall = walk.course.evidence.rulebook[FALL], walk.facts.open_fall
    falls = [held for held in walk.suspensions if held[0].rule.name == FALL]
    others = [held for held in walk.suspensions if held[0].rule.name != FALL]
    if fall is not None and (fall.hurt or not falls):
        asked = unseen(fall, rule) if fall.hurt else fallen(fall.date, rule)
        falls = [(walk.course.note(asked), 0)]
    walk.suspensions = others if fall is None else [*others, *falls]


def _turn_up_to(walk: Walkthrough, turned: int, last: int) -> None:
    for number in range(turned + 1, last + 1):
        _past_week(walk, number)


def _take(walk: Walkthrough, fact: Event, entry: int) -> None:
    course = walk.course
    if isinstance(fact, SessionLog):
        _walk(walk, fact)
    elif isinstance(fact, CheckIn):
        course.check_in(fact)
    elif isinstance(fact, Easier):
        course.wish(fact)
    elif isinstance(fact, News):
        course.news(fact)
    elif isinstance(fact, Pause):
        walk.pauses.begin(fact)
    elif isinstance(fact, Resume):
        walk.pauses.end(fact)
        _lift(walk, fact, entry)
    elif isinstance(fact, NewRules):
        take_new_rules(walk, fact, entry)


def _past_week(walk: Walkthrough, number: int) -> None:
    """The turn into a week that has begun, and its sessions as they were planned."""
    week = next((week for week in walk.plan.weeks if week.number == number), None)
    if week is None:
        return
    first = _first_walk(walk, week)
    if first is not None:
        walk.days_off(first.date, first.session_id or "")
    target = walk.turn(number, week.starts, is_past=True)
    slots = [walk.gone_by(session) for session in week.sessions if walk.is_past(session)]
    walk.weeks.append(
        WeekAhead(
            target=target,
            starts=week.starts,
            slots=slots,
            planned=walk.dosing.count(target, week.starts),
        )
    )
    if walk.course.footing.pending:
        walk.wish(walk.weeks[-1])


def _first_walk(walk: Walkthrough, week: Week) -> SessionLog | None:
    ids = {session.session_id for session in week.sessions}
    return next(
        (log for log in walk.facts.logs
         if log.session_id in ids and log.is_walk),
        None,
    )  # fmt: skip


def _walk(walk: Walkthrough, log: SessionLog) -> None:
    if not log.is_walk:
        return
    walk.days_off(log.date, log.session_id or "")
    prescribed = log.prescribed
    if prescribed is None and log.session_id is not None:
        prescribed = next(
            (each for each in walk.plan.sessions if each.session_id == log.session_id), None
        )
        log = replace(log, prescribed=prescribed)
    walk.course.walk(log, dose_of(prescribed) if prescribed is not None else None)


def _lift(walk: Walkthrough, fact: Resume, entry: int) -> None:
    """A suspension ends with a screening that holds nothing back; for pain with a clinician's yes.

    What was told after the return was not known to it, and goes on holding.
    """
    walk.suspensions = [
        (held, told)
        for held, told in walk.suspensions
        if entry < told
        or held.rule.name == FALL
        or (held.rule.numbers.get("needs_yes") and not _has_yes(walk, held, fact))
    ]


def _has_yes(walk: Walkthrough, held: Ruling, fact: Resume) -> bool:
    if fact.cleared_by:
        return True
    given = walk.facts.profile.health.clearance
    return given.given and given.on is not None and given.on >= held.adjustment.date


def pauses_told(pauses: Pauses, rule: Rule) -> list[Ruling]:
    """Each pause, until the day on which it ended or is to end."""
    found = []
    for begins, ends, pause in pauses.spans:
        until = f" until {day_words(ends)}" if ends else ""
        said = f" ({pause.reason})" if pause.reason else ""
        ruling = ruled(
            rule,
            date=begins,
            sentence=f"You paused the plan on {day_words(begins)}{until}{said}: its end moves with it.",
            inputs=[Input(date=begins, name="your pause", value=pause.reason or "a pause")],
            otherwise="Without the pause the sessions would have stayed on their days.",
        )
        found.append(ruling._replace(adjustment=replace(ruling.adjustment, until=ends)))
    return found
