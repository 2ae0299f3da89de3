"""What holds a plan back, gathered: a pause, a suspension, news, days off; and whose word ends it."""

import datetime as dt
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from retroplan.core.adaptation.facts import sorted_facts
from retroplan.core.adaptation.falls import Fall, answering, open_fall
from retroplan.core.adaptation.new_rules import needs_yes
from retroplan.core.answers.course import AnswerChange
from retroplan.core.model.adjustment import RESTART, Adjustment
from retroplan.core.model.events import Declared, Event, News, Resume
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import ClinicianYes, Health, Profile
from retroplan.core.model.vocabulary import NewsKind, Standing
from retroplan.core.screening.agreement import answers_a_wait
from retroplan.core.text import day_words
from retroplan.environment import Environment
from retroplan.errors import NotFound, Unsafe
from retroplan.reports.words import NEWS
from retroplan.usecases.adapting import Adapted, adapted_in, facts
from retroplan.usecases.clock import clock_remarks
from retroplan.usecases.course.pausing import open_pause
from retroplan.usecases.course.rebuilding import answer_changes, declared_now
from retroplan.usecases.declaring import declared_in
from retroplan.usecases.planning import CurrentPlan, needed_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What the person says beside "go on"."""

    cleared_by: str = ""
    """The clinician who agreed."""
    clearance: ClinicianYes | None = None
    """Their yes, where it was told what it covers or opens."""
    is_all_told: bool = False
    """The profile says all that is new, although no answer about health has changed."""
    hurt: bool | None = None
    """Whether the fall that they told of hurt; None = not said."""
    seen: bool | None = None
    """Whether somebody qualified has looked at it."""


class NeedsClinician(Unsafe):
    """The plan was suspended for something that a clinician looks at first."""


class NeedsAnswers(Unsafe):
    """There were news, and no answer about health has changed since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A plan that is held back, with all that decides how it comes back."""

    environment: Environment
    evidence: Evidence
    current: CurrentPlan
    events: tuple[Event, ...]
    now: Adapted
    """Before anybody resumed it."""
    profile: Profile
    """As the file says it where a screening is due, else as it was declared."""
    is_screened: bool
    restart: Adjustment | None
    """The rule that asks for a plan from its first week; None where the plan goes on."""
    clearance: ClinicianYes | None = None
    """A yes that comes with the person's word."""

    @property
    def today(self) -> dt.date:
        return self.environment.today

    @property
    def fall(self) -> Fall | None:
        """The fall that holds it."""
        return open_fall(self.events, self.today)

    @property
    def answers(self) -> tuple[AnswerChange, ...]:
        return answer_changes(declared_now(self.events), self.profile)

    @property
    def known(self) -> Profile:
        """The profile, with the tests, pain and falls that were told since."""
        declared = Declared(date=self.today, profile=self.profile)
        resumed = Resume(date=self.today, clearance=self.clearance)
        return sorted_facts((*self.events, declared, resumed), self.today).profile


def held_plan(
    connection: sqlite3.Connection,
    environment: Environment,
    evidence: Evidence,
    clearance: ClinicianYes | None = None,
) -> Held:
    """What holds the current plan, and the yes that comes with the person's word.

    Raises:
        NotFound: there is no plan, or nothing holds it that a person's word could end.
        BadFile: a screening is due, and the profile file is none.
    """
    today = environment.today
    current = needed_in(connection, environment)
    events = facts(connection, current.stored.plan_id)
    now = adapted_in(connection, current, evidence=evidence, today=today)
    _refuse_nothing(now.after, events, current, today)
    profile = declared_now(events)
    is_screened = now.after.standing is Standing.SUSPENDED or bool(unheard(events))
    if is_screened:
        profile = _told(environment, evidence)
    pretended = (
        answering(events, today, hurt=False, seen=True),
        Declared(date=today, profile=profile),
        Resume(date=today, cleared_by="-"),
    )
    then = adapted_in(connection, current, evidence=evidence, today=today, pretended=pretended)
    restart = next((found for found in then.fired if found.rule == RESTART), None)
    if restart is not None and not is_screened:
        profile = _told(environment, evidence)
    return Held(
        environment=environment,
        evidence=evidence,
        current=current,
        events=events,
        now=now,
        profile=profile,
        is_screened=is_screened or restart is not None,
        restart=restart,
        clearance=clearance,
    )


def _told(environment: Environment, evidence: Evidence) -> Profile:
    """What the profile file says now."""
    path = environment.profile_file
    return declared_in(path, name=str(path), evidence=evidence, today=environment.today).profile


def unheard(events: tuple[Event, ...]) -> tuple[News, ...]:
    """News that no resumption has answered yet; a fall has questions of its own (`falling`).

    What stands later was entered later.
    """
    resumed = [at for at, event in enumerate(events) if isinstance(event, Resume)]
    last = resumed[-1] if resumed else 0
    return tuple(
        event
        for event in events[last:]
        if isinstance(event, News) and event.kind is not NewsKind.FALL
    )


def health_before(news: News, events: tuple[Event, ...]) -> Health:
    """What was declared of a person's health before there was news."""
    at = events.index(news)
    declared = [(number, event) for number, event in enumerate(events)
                if isinstance(event, Declared)]  # fmt: skip
    before = [event for number, event in declared if number < at]
    return (before[-1] if before else declared[0][1]).profile.health


def _refuse_nothing(
    plan: Plan, events: tuple[Event, ...], current: CurrentPlan, today: dt.date
) -> None:
    """Ends here where nothing holds the plan, or only what a check-in ends."""
    if open_pause(events, today) is not None or plan.standing is Standing.SUSPENDED:
        return
    if plan.standing is Standing.RESTING:
        raise NotFound("the plan is not paused, it rests", hint=plan.standing_reason)
    coming = plan.still_to_come(today, current.outcomes)
    hint = "`retroplan report` shows how it went"
    if coming:
        hint = f"the next session is on {day_words(coming[0].date)}: `retroplan today`"
    raise NotFound("nothing holds the plan back, so there is nothing to resume",
                   hint=" ".join([hint, *clock_remarks(events[1:], today)]))  # fmt: skip


def refuse_unheard(held: Held, word: Word) -> None:
    """Ends here where news were told that the answers about health know nothing of."""
    if word.cleared_by or word.is_all_told:
        return
    first = unanswered(held.events, held.profile)
    if first is not None:
        raise NeedsAnswers(
            told_unheard(first),
            hint=f"write what is new into {held.environment.profile_file}, or name the clinician "
            "who agreed: --clearance GP",
        )


def unanswered(events: tuple[Event, ...], profile: Profile) -> News | None:
    """The first of the news since which the answers about health have stayed as they were."""
    first = next(iter(unheard(events)), None)
    if first is None or profile.health != health_before(first, events):
        return None
    return first


def told_unheard(news: News) -> str:
    """That there was news, and that the profile knows nothing of it."""
    return (
        f"there was {NEWS[news.kind]} on {day_words(news.date)}, and your profile says of your health what "
        "it said before"
    )


def refuse_without_yes(held: Held, word: Word) -> None:
    """Ends here where a clinician has to look first, and none has agreed."""
    if word.cleared_by:
        return
    latest = latest_yes(held.events, held.profile, held.today)
    found = waits_for_yes(held.now, held.evidence, latest)
    if found is not None:
        raise NeedsClinician(
            f"the plan waits for a clinician. {found.sentence}",
            hint="show them `retroplan screen --for-clinician`; once they agree: "
            "`retroplan plan resume --clearance GP`",
        )


def waits_for_yes(now: Adapted, evidence: Evidence, latest: dt.date) -> Adjustment | None:
    """The first rule that asks for a clinician's yes later than the latest there is."""
    for found in now.fired:
        if found.date > latest and needs_yes(found, evidence.rulebook):
            return found
    return None


def latest_yes(events: Iterable[Event], profile: Profile, today: dt.date) -> dt.date:
    """The day on which a clinician agreed last, by the profile or when the plan was resumed."""
    yeses = [event.date for event in events if isinstance(event, Resume) and event.cleared_by]
    agreed = profile.health.clearance.on
    if agreed is not None and answers_a_wait(profile, today):
        yeses.append(agreed)
    return max(yeses, default=dt.date.min)
