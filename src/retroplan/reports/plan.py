"""The plan as screens: weeks at a glance, one week, one session."""

from collections.abc import Mapping, Sequence

from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.plan import Plan, Session, Span, Week
from retroplan.core.model.vocabulary import Outcome, Standing, Units
from retroplan.core.quantities import spoken_distance, spoken_speed
from retroplan.core.text import clean, clock, counted, day_words, full_day_words, listed
from retroplan.reports.pictures import block, dots
from retroplan.reports.screen import Column, Screen, Style, Table, points
from retroplan.reports.session import add_session
from retroplan.reports.words import (
    STAGES,
    STANDINGS,
    goal_words,
    grade_words,
    minutes_number,
    minutes_words,
    short_day,
    span_words,
    speed_number,
    speed_unit,
    tests_words,
    weekday_and_short_day,
    where_words,
)

Outcomes = Mapping[str, Outcome]
"""What became of each session that has a record, by its id."""

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.DONE: "done",
    Outcome.PARTIAL: "done in part",
    Outcome.SKIPPED: "skipped",
    Outcome.EXTRA: "done",
}


def plan_screen(plan: Plan, outcomes: Outcomes, held: Sequence[Adjustment] = ()) -> Screen:
    """All weeks at a glance, the sums, and what a person should know.

    `held` is what lets no session come today.
    """
    waits = plan.standing is not Standing.ACTIVE
    length = "since" if waits else f"{counted(len(plan.weeks), 'week')} from"
    screen = Screen().title(
        f"{goal_words(plan.goal)} · {length} {full_day_words(plan.start)}",
        right=f"revision {plan.revision}",
    )
    _add_standing(screen, plan, held)
    if plan.weeks:
        screen.gap().table(_weeks(plan, outcomes))
        _add_changed(screen, plan, outcomes)
    _add_sums(screen.gap(), plan)
    if plan.notices:
        screen.gap().say("Good to know", Style.STRONG, indent=2)
        screen.table(points(plan.notices))
    return screen


def _add_standing(screen: Screen, plan: Plan, held: Sequence[Adjustment]) -> None:
    """Why no session comes, where none does: for as long as something holds the plan, or for some days."""
    said = []
    if plan.standing is not Standing.ACTIVE:
        said = [
            clean(plan.standing_reason),
            f"The plan {STANDINGS[plan.standing]}: what is still to come waits with it.",
        ]
    elif held:
        first = max(each.until for each in held if each.until is not None)
        said = [f"No session before {day_words(first)}."]
        said += dict.fromkeys(clean(each.sentence) for each in held)
    if said:
        screen.gap()
    for sentence in filter(None, said):
        screen.say(sentence, Style.WARNING, indent=2)
    if plan.standing in WAYS_BACK:
        what, command = WAYS_BACK[plan.standing]
        screen.say(f"{what}:  {command}", Style.ACCENT, indent=2, plain=f"{what}: {command}")


WAYS_BACK: Mapping[Standing, tuple[str, str]] = {
    Standing.RESTING: ("What ends it, once it is over", "retroplan checkin --no-fever"),
    Standing.PAUSED: ("What ends it", "retroplan plan resume"),
    Standing.SUSPENDED: ("What ends it, once that is done", "retroplan plan resume"),
}
"""How a plan that stands still goes on."""


def _add_changed(screen: Screen, plan: Plan, outcomes: Outcomes) -> None:
    """Which weeks still to come are not as they were planned, and what changed last."""
    numbers = [week.number for week in plan.weeks if _is_changed(week, outcomes)]
    if not numbers:
        return
    last = max(plan.adjustments, key=lambda each: (each.date, each.step.rank), default=None)
    verb = "is" if len(numbers) == 1 else "are"
    screen.gap().say(
        f"{_week_names(numbers)} {verb} changed by what you recorded."
        + (f" Last: {clean(last.sentence)}" if last is not None else ""),
        indent=2,
    )
    screen.say("All of it:  retroplan plan history", Style.ACCENT, indent=2,
               plain="All of it: retroplan plan history")  # fmt: skip


def _week_names(numbers: Sequence[int]) -> str:
    """`Week 3`, `Weeks 3 to 8`, `Weeks 3, 4 and 6`."""
    first, last = numbers[0], numbers[-1]
    if first == last:
        return f"Week {first}"
    is_run = last - first + 1 == len(numbers) and len(numbers) > 2
    return f"Weeks {f'{first} to {last}' if is_run else listed([str(each) for each in numbers])}"


def _is_changed(week: Week, outcomes: Outcomes) -> bool:
    """Whether rules have changed a session of the week that is still to come."""
    return any(
        session.adjusted_by and session.session_id not in outcomes for session in week.sessions
    )


def week_screen(plan: Plan, week: Week, outcomes: Outcomes) -> Screen:
    """The sessions of one week."""
    lighter = " · a lighter week" if week.is_deload else ""
    screen = Screen().title(
        f"Week {week.number} of {len(plan.weeks)}, from {day_words(week.starts)}{lighter}"
    )
    screen.gap().table(_sessions(plan, week, outcomes)).gap()
    if week.tests:
        screen.say(tests_words("Tests this week", week.tests, plan.tier), indent=2)
    if week.sessions:
        first = week.sessions[0].session_id
        screen.say(f"One in full:  retroplan plan --session {first}", Style.ACCENT, indent=2,
                   plain=f"One in full: retroplan plan --session {first}")  # fmt: skip
    return screen


def session_screen(plan: Plan, session: Session, outcomes: Outcomes) -> Screen:
    """One session in full, as on its day."""
    week = int(session.session_id.split(".")[0])
    screen = Screen().title(
        day_words(session.date),
        right=f"week {week} of {len(plan.weeks)} · session {session.number} of "
        f"{len(plan.sessions)}",
    )
    outcome = outcomes.get(session.session_id)
    if outcome is not None:
        screen.say(f"Already {OUTCOMES[outcome]}.", indent=2)
    add_session(screen.gap(), session, plan.units)
    if session.citations:
        keys = listed(session.citations)
        screen.gap().say(f"Sources: {keys}. See `retroplan evidence KEY`.", Style.QUIET, indent=2)
    return screen


def _weeks(plan: Plan, outcomes: Outcomes) -> Table:
    most = max((_session_backward_s(week) for week in plan.weeks), default=0)
    has_grade = any(session.grade_pct for session in plan.sessions)
    has_energy = any(session.energy_kcal for session in plan.sessions)
    columns = (
        Column("week", numeric=True),
        Column("from", spare=2),
        Column("done"),
        Column("backward", numeric=True),
        Column("total", numeric=True, spare=3),
        Column(speed_unit(plan.units), numeric=True),
        *((Column("incline", numeric=True, spare=1),) if has_grade else ()),
        *((Column("kcal", numeric=True, spare=4),) if has_energy else ()),
        Column("", spoken=False),
        Column("where", wraps=True),
    )
    return Table(
        columns=columns,
        rows=tuple(
            _week_row(week, plan.units, outcomes, most, has_grade=has_grade, has_energy=has_energy)
            for week in plan.weeks
        ),
        styles=tuple(
            Style.QUIET if _is_over(week, outcomes) else Style.PLAIN for week in plan.weeks
        ),
        spoken=tuple(_week_said(week, plan.units, outcomes) for week in plan.weeks),
    )


def _week_row(
    week: Week, units: Units, outcomes: Outcomes, most: int, *, has_grade: bool, has_energy: bool
) -> tuple[str, ...]:
    last = _last(week)
    backward_s = _session_backward_s(week)
    picture = block(backward_s, highest=most)
    return (
        str(week.number),
        short_day(week.starts),
        dots(_walked(week, outcomes), len(week.sessions)),
        clock(backward_s),
        clock(last.total_s) if last else "",
        speed_number(last.speed_mps, units) if last else "",
        *((f"{last.grade_pct:g} %" if last else "",) if has_grade else ()),
        *((_week_energy(week),) if has_energy else ()),
        f"{picture} lighter" if week.is_deload else picture,
        _places(week),
    )


def _week_said(week: Week, units: Units, outcomes: Outcomes) -> tuple[str, ...]:
    last = _last(week)
    head = f"Week {week.number}, from {day_words(week.starts)}"
    head += ", a lighter week" if week.is_deload else ""
    facts = [
        head,
        f"Sessions done: {_walked(week, outcomes)} of {len(week.sessions)}",
    ]
    if last is not None:
        facts += [
            f"Backward: {minutes_words(_session_backward_s(week))} a session",
            f"In all: {minutes_words(last.total_s)} a session",
            f"Speed: {spoken_speed(last.speed_mps, units)}, {grade_words(last.grade_pct)}",
            f"Where: {_places(week)}",
        ]
    energy = _week_energy(week).replace("–", " to ")
    return (*facts, *((f"Energy: {energy} kcal a session",) if energy else ()))


def _add_sums(screen: Screen, plan: Plan) -> None:
    backward_s = sum(session.backward_s for session in plan.sessions)
    longest = max((session.backward_s for session in plan.sessions), default=0)
    so_far = "In all" if plan.standing is Standing.ACTIVE else "So far"
    screen.say(
        f"{so_far} {counted(len(plan.sessions), 'session')}, {minutes_words(backward_s)} backward, "
        f"at most {minutes_number(longest)} a session.",
        indent=2,
    )
    _add_moved_end(screen, plan)
    rise = _largest_rise_s(plan)
    if rise > 0:
        screen.say(
            f"No session holds more than {minutes_words(rise)} above the two weeks before it: "
            "retroplan plan bounds",
            indent=2,
        )
    tests = [f"week {week.number}" for week in plan.weeks if week.tests]
    if len(tests) > 1:
        screen.say(f"Tests in {listed(tests)} show what has changed.", indent=2)


def _add_moved_end(screen: Screen, plan: Plan) -> None:
    """When the plan ends, where days off have moved its weeks."""
    if plan.standing is not Standing.ACTIVE or not plan.sessions:
        return
    last = plan.weeks[-1]
    days = (last.starts - plan.start).days - 7 * (last.number - 1)
    if days > 0:
        end = full_day_words(max(session.date for session in plan.sessions))
        screen.say(f"Its last session is on {end}: days off have moved the weeks by "
                   f"{counted(days, 'day')}.", indent=2)  # fmt: skip


def _sessions(plan: Plan, week: Week, outcomes: Outcomes) -> Table:
    columns = (
        Column("session"),
        Column("day"),
        Column("backward", numeric=True),
        Column("total", numeric=True, spare=1),
        Column("speed", numeric=True),
        Column("effort", numeric=True, spare=2),
        Column("", spoken=False),
        Column("where", wraps=True),
    )
    rows = tuple(
        (
            session.session_id,
            weekday_and_short_day(session.date),
            clock(session.backward_s),
            clock(session.total_s),
            spoken_speed(session.speed_mps, plan.units),
            span_words(session.rpe),
            OUTCOMES[outcomes[session.session_id]] if session.session_id in outcomes else "",
            where_words(session),
        )
        for session in week.sessions
    )
    spoken = tuple(_session_said(session, plan.units, outcomes) for session in week.sessions)
    return Table(columns=columns, rows=rows, spoken=spoken)


def _session_said(session: Session, units: Units, outcomes: Outcomes) -> tuple[str, ...]:
    outcome = outcomes.get(session.session_id)
    return (
        f"Session {session.session_id}, {day_words(session.date)}",
        *((f"Already {OUTCOMES[outcome]}",) if outcome else ()),
        f"Backward: {minutes_words(session.backward_s)}",
        f"Distance backward: {spoken_distance(session.distance_m, units)}",
        f"In all: {minutes_words(session.total_s)}",
        f"Speed: {spoken_speed(session.speed_mps, units)}, {grade_words(session.grade_pct)}",
        f"Effort: {span_words(session.rpe).replace('–', ' to ')} of 10",
        f"Where: {where_words(session)}",
    )


def _last(week: Week) -> Session | None:
    return week.sessions[-1] if week.sessions else None


def _session_backward_s(week: Week) -> int:
    return max((session.backward_s for session in week.sessions), default=0)


def _walked(week: Week, outcomes: Outcomes) -> int:
    walked = (Outcome.DONE, Outcome.PARTIAL)
    return sum(outcomes.get(session.session_id) in walked for session in week.sessions)


def _is_over(week: Week, outcomes: Outcomes) -> bool:
    return all(session.session_id in outcomes for session in week.sessions)


def _places(week: Week) -> str:
    """Where the week's sessions are, in the order in which they come."""
    names = dict.fromkeys(STAGES[session.stage] for session in week.sessions)
    return ", then ".join(names)


def _week_energy(week: Week) -> str:
    """The range of a session's energy over the week; empty where it is not known."""
    spans = [session.energy_kcal for session in week.sessions if session.energy_kcal is not None]
    if not spans:
        return ""
    return span_words(
        Span(low=min(span.low for span in spans), high=max(span.high for span in spans))
    )


def _largest_rise_s(plan: Plan) -> int:
    """The most by which a session's backward time exceeds that of the two weeks before it (I11)."""
    times = [_session_backward_s(week) for week in plan.weeks]
    rises = (
        now - max(times[max(0, number - 2) : number]) for number, now in enumerate(times) if number
    )
    return max(rises, default=0)
