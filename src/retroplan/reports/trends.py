"""What may honestly be said of the weeks, in sentences: never more than the numbers carry."""

from retroplan.core.model.plan import Span
from retroplan.core.model.progress import Progress, Trend, Verdict
from retroplan.core.model.vocabulary import Theme
from retroplan.core.text import counted, day_words, full_day_words
from retroplan.reports.week_facts import number
from retroplan.reports.words import (
    minutes_words,
    span_words,
    test_value_words,
    test_words,
    tests_words,
)

PAIN_DURING = "Pain while walking"
PAIN_BEFORE = "Pain before walking"


def sentences(progress: Progress, theme: Theme | None) -> tuple[str, ...]:
    """The sentences under the table, those of one theme or of all."""
    said = {
        Theme.DOSE: (_dose(progress), _whole(progress), _trial(progress), _energy(progress)),
        Theme.EFFORT: (effort_sentence(progress.trends["effort"]),),
        Theme.PAIN: _pain(progress),
        Theme.STUMBLES: _stumbles(progress),
        Theme.NOTES: (),
    }
    if theme is not None:
        return tuple(text for text in said[theme] if text)
    texts = [text for part in said.values() for text in part]
    texts += [_aim(progress), _tests(progress), _room(progress)]
    return tuple(text for text in texts if text)


def _pain(progress: Progress) -> tuple[str, ...]:
    during, before = progress.trends["pain_during"], progress.trends["pain_before"]
    said = [pain_sentence(PAIN_DURING, during)]
    if before.verdict is not Verdict.TOO_EARLY:
        said.append(pain_sentence(PAIN_BEFORE, before))
    return tuple(said)


def pain_sentence(what: str, trend: Trend) -> str:
    """What may be said of pain, with the change that people can feel; empty without an answer."""
    if trend.sessions == 0:
        return ""
    if trend.verdict is Verdict.TOO_EARLY:
        return (
            f"{what}: too early to say. {counted(trend.sessions, 'answer')} so far, "
            f"{trend.needed} are needed."
        )
    if trend.verdict is Verdict.STEADY:
        return f"{what} has stayed about {number(trend.late)} of 10."
    change = f"from {number(trend.early)} to {number(trend.late)} of 10"
    felt = "" if trend.smallest is None else f"{_points(trend.smallest)} is what people can feel"
    if trend.verdict is Verdict.UNCERTAIN:
        doubt = f"{felt}, so this may be chance" if felt else "this may be chance"
        return f"{what} went {change}; {doubt}."
    if trend.verdict is Verdict.FELL:
        return f"{what} fell {change}; {felt}."
    return f"{what} rose {change}; {felt}. Speak with a clinician before you do more."


def _points(points: float) -> str:
    return "a change of 1 point" if points == 1 else f"a change of {number(points)} points"


def effort_sentence(trend: Trend) -> str:
    """What may be said of effort; empty without an answer."""
    if trend.sessions == 0:
        return ""
    if trend.verdict is Verdict.TOO_EARLY:
        return (
            f"Effort: too early to say. {counted(trend.sessions, 'answer')} so far, "
            f"{trend.needed} are needed."
        )
    if trend.verdict is Verdict.STEADY:
        return f"Effort has stayed about {number(trend.late)} of 10."
    return (
        f"Effort went from {number(trend.early)} to {number(trend.late)} of 10; "
        "how much of that is chance, nobody has measured."
    )


def _dose(progress: Progress) -> str:
    walked = sum(week.backward_s for week in progress.weeks)
    planned = sum(week.planned_backward_s for week in progress.weeks)
    if not walked:
        return ""
    if not planned:
        return f"You walked {minutes_words(walked)} backward."
    return f"You walked {minutes_words(walked)} backward; the plan so far holds {minutes_words(planned)}."


def _whole(progress: Progress) -> str:
    """The plan as it was first made, beside what is left of it."""
    whole = progress.whole
    first = f"{counted(whole.first_sessions, 'session')} and {minutes_words(whole.first_backward_s)} backward"
    if (whole.sessions, whole.backward_s) == (whole.first_sessions, whole.first_backward_s):
        return f"The whole plan: {first}, as it was first made."
    now = f"{counted(whole.sessions, 'session')} and {minutes_words(whole.backward_s)}"
    share = round(100 * whole.walked_backward_s / whole.first_backward_s)
    return (
        f"The plan as it was first made: {first}; as it stands: {now}. "
        f"What you walked of it is {share} % of the first minutes."
    )


def _trial(progress: Progress) -> str:
    """What a study gave, so that a dose can be seen beside it."""
    trial = progress.trial
    if trial is None:
        return ""
    rising = f" rising to {trial.minutes_later}" if trial.minutes_later else ""
    return (
        f"In the study it follows most closely, {trial.who} walked {trial.minutes} minutes{rising} a session, "
        f"{trial.sessions} times a week for {trial.weeks} weeks: retroplan evidence {trial.cites[0]}"
    )


def _energy(progress: Progress) -> str:
    """A range, because the estimate is one (invariant I39)."""
    spans = [week.energy_kcal for week in progress.weeks if week.energy_kcal is not None]
    if not spans:
        return ""
    whole = Span(low=sum(span.low for span in spans), high=sum(span.high for span in spans))
    return f"Energy: about {span_words(whole)} kcal in all, an estimate."


def _stumbles(progress: Progress) -> tuple[str, ...]:
    known = [week.near_falls for week in progress.weeks if week.near_falls is not None]
    falls = sum(week.falls for week in progress.weeks)
    walks = progress.counts.walked + progress.counts.extra
    said = []
    if known:
        amount = counted(sum(known), "stumble") if sum(known) else "No stumbles"
        said.append(f"{amount} recorded in {counted(walks, 'walk')}.")
    if falls:
        said.append(
            f"{counted(falls, 'fall')}: a fall changes what is safe, so whether it hurt and was looked at "
            "comes before the next session."
        )
    return tuple(said)


def _aim(progress: Progress) -> str:
    aim = progress.aim
    if aim is None:
        return ""
    by = f" by {full_day_words(aim.by)}" if aim.by else ""
    value = test_value_words(aim.measure, aim.value)
    target = f"Your goal for {test_words(aim.measure)}: {value}{by}"
    if aim.latest is None:
        return f"{target}."
    return f"{target}; the last three sessions averaged {number(aim.latest)}."


def _tests(progress: Progress) -> str:
    due = progress.next_tests
    if due is None:
        return ""
    return tests_words(f"Next tests, by {day_words(due.date)}", due.names, progress.tier)


def _room(progress: Progress) -> str:
    """Days to spare instead of a streak: a missed session is no setback, and is not made up for."""
    room = progress.slack
    if room is None:
        return ""
    missed = progress.counts.missed
    calm = f"{counted(missed, 'missed session')} {'is' if missed == 1 else 'are'} no setback. "
    left = (
        f"{counted(room.sessions_left, 'session')} left this week, {_spare(room.days)} to spare."
    )
    return (calm if missed else "") + (left if room.sessions_left else "This week is complete.")


def _spare(days: int) -> str:
    return counted(days, "day") if days else "no day"
