"""What speaks against a plan that was edited by hand, each with the line that it is about."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from retroplan.core.adaptation.edits import Misfit
from retroplan.core.adaptation.facts import sorted_facts
from retroplan.core.engine.caps import personal_caps
from retroplan.core.engine.checks import breaches, breaches_ahead
from retroplan.core.engine.dose import Dosing
from retroplan.core.engine.own import evidence_of
from retroplan.core.engine.readings import Reading
from retroplan.core.model.clearance import Clearance
from retroplan.core.model.events import Event
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import Profile
from retroplan.core.screening.refusal import refusal
from retroplan.core.screening.screen import screen
from retroplan.reports.bounds import bound_use

Told = tuple[int, str]
"""A sentence, and the line that it is about; 0 for the whole file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """What an edited plan is held against: who it is for, as everything known says, and every rule."""

    plan: Plan
    """As it was before it was edited."""
    profile: Profile
    clearance: Clearance
    evidence: Evidence
    recorded: Collection[str]
    """Ids of the sessions that have a record."""
    today: dt.date

    @property
    def dosing(self) -> Dosing:
        """The planner for this person.

        Raises:
            Infeasible: nothing can be planned for them now.
        """
        start = self.plan.start
        caps = personal_caps(self.profile, self.plan.goal, self.clearance, self.evidence, start)
        return Dosing(self.profile, caps, self.evidence, start)

    def breaches(self, edited: Plan, lines: Mapping[str, int], ids: Collection[str]) -> list[Told]:
        """Each rule that the edit breaks, with the line of the row that it is about, and what is allowed.

        Args:
            edited: the plan as the file would have it.
            lines: of each session's row.
            ids: of the sessions that the file changes.
        """
        before = self._broken(self.plan)
        told = []
        for name, value in self._broken(edited):
            if (name, value) in before:
                continue
            use = bound_use(name, self.evidence.invariants[name].sentence, value, edited.units)
            amounts = f"{use.reached}, and {use.limit} is allowed. " if use.limit else ""
            line = _line_of(value.where, edited, lines, ids)
            told.append((line, f"{value.where}: {amounts}{use.sentence} ({name})"))
        return told

    def _broken(self, plan: Plan) -> tuple[tuple[str, Reading], ...]:
        """What does not hold. What can only be said of a new plan is not asked of one that was adapted."""
        plan = replace(plan, rules_version=self.evidence.rules_version)
        if not plan.adjustments:
            return breaches(plan, self.profile, self.clearance, self.evidence)
        return breaches_ahead(
            plan, self.profile, self.clearance, self.evidence,
            today=self.today, recorded=self.recorded,
        )  # fmt: skip


def judge(
    plan: Plan,
    events: Sequence[Event],
    *,
    evidence: Evidence,
    recorded: Collection[str],
    today: dt.date,
) -> Judge:
    """The judge of a plan, by the facts up to today.

    Raises:
        Unsafe: screening withholds a plan now.
    """
    known = sorted_facts(events, today)
    clearance = screen(known.profile, evidence, known.judged_on)
    if refused := refusal(clearance, opening="the plan waits"):
        raise refused
    return Judge(
        plan=plan, profile=known.profile, clearance=clearance,
        evidence=evidence_of(plan, evidence), recorded=recorded, today=today,
    )  # fmt: skip


def in_order(told: Iterable[Told]) -> tuple[str, ...]:
    """`line 14, session 3.2, bout_s: …`, by line."""
    by_line = sorted(told, key=lambda each: each[0])
    return tuple(f"line {line}, {said}" if line else said for line, said in by_line)


def told(wrong: Iterable[Misfit], lines: Mapping[str, int]) -> list[Told]:
    return [
        (
            lines.get(each.session_id, 0),
            f"{', '.join(filter(None, (f'session {each.session_id}', each.field)))}: {each.sentence}",
        )
        for each in wrong
    ]


def _line_of(where: str, plan: Plan, lines: Mapping[str, int], edited: Collection[str]) -> int:
    """Of a session its row; of a week the first row of it that was edited, or else its first; else 0."""
    kind, _, name = where.partition(" ")
    if kind == "session":
        return lines.get(name, 0)
    ids = [
        session.session_id for week in plan.weeks if where == f"week {week.number}"
        for session in week.sessions
    ]  # fmt: skip
    first = next((each for each in ids if each in edited), ids[0] if ids else "")
    return lines.get(first, 0)
