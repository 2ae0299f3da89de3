"""What `init` shows at its end: what the answers mean, the first week, the first session, what next."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from retroplan.core.text import clean, counted, full_day_words
from retroplan.reports.plan import plan_screen, session_screen, week_screen
from retroplan.reports.screen import Screen, Style
from retroplan.reports.words import INTENDED_USE, goal_words
from retroplan.usecases.starting import Beginning

if TYPE_CHECKING:
    from retroplan.core.model.clearance import Clearance, Finding
    from retroplan.core.model.plan import Plan
    from retroplan.store.plans import StoredPlan

_MOST_FINDINGS = 6
_DATE = 10  # characters of an ISO date


def beginning_screen(made: Beginning) -> Screen:
    """Everything a person needs to begin."""
    plan = made.plan
    screen = Screen()
    if made.was_there:
        changed = "your profile was changed" if made.old_profile else "nothing was changed"
        return _add_whereabouts(screen.say(f"That plan is already there; {changed}.").gap(), made)
    if not made.is_kept:
        screen.say("A rehearsal: nothing is written.", Style.STRONG).gap()
    for remark in made.remarks:
        screen.say(clean(remark)).gap()
    _add_findings(screen, made.clearance)
    if made.is_kept:
        screen.say(_headline(plan), Style.STRONG).gap()
    else:
        screen.parts += plan_screen(plan, {}).gap().parts
    week = plan.weeks[0]
    screen.parts += week_screen(plan, week, {}).gap().parts
    if week.sessions:
        screen.say("The first session", Style.STRONG)
        screen.parts += session_screen(plan, week.sessions[0], {}).gap().parts
    return _add_whereabouts(screen.say(INTENDED_USE, Style.QUIET).gap(), made)


def document_of(made: Beginning) -> dict[str, object]:
    """`data` of `init --json`."""
    return {
        "profile_file": str(made.profile_file),
        "old_profile_file": str(made.old_profile) if made.old_profile else None,
        "is_kept": made.is_kept,
        "was_there": made.was_there,
        "remarks": made.remarks,
        "clearance": made.clearance,
        "plan": made.plan,
    }


def plan_words(stored: "StoredPlan") -> str:
    """A kept plan in a few words, without decoding it: `knee-pain from Monday 23 November 2026`."""
    day, rest = stored.plan_id[:_DATE], stored.plan_id[_DATE + 1 :]
    return f"{rest.rpartition('-')[0] or rest} from {full_day_words(dt.date.fromisoformat(day))}"


def _headline(plan: "Plan") -> str:
    weeks = counted(len(plan.weeks), "week")
    return f"{goal_words(plan.goal)} · {weeks} from {full_day_words(plan.start)}"


def _add_findings(screen: Screen, clearance: "Clearance") -> None:
    """Which limit came from which answer, the weightiest first."""
    if not clearance.findings:
        screen.say("Nothing in your answers limits the plan.").gap()
        return
    screen.say("What your answers mean", Style.STRONG)
    groups = _grouped(clearance.findings)
    for first, *others in groups[:_MOST_FINDINGS]:
        mark = " (agreed by a clinician)" if first.lifted else ""
        screen.say(f"{clean(first.sentence)}{mark}", indent=2)
        answers = " · ".join(clean(finding.answer) for finding in (first, *others))
        screen.say(f"because {answers}", Style.QUIET, indent=4)
    if len(groups) > _MOST_FINDINGS:
        screen.say("The others: retroplan screen", indent=2)
    screen.gap()


def _grouped(findings: "tuple[Finding, ...]") -> "list[list[Finding]]":
    """Findings that say the same, together; what is true of one answer is not said of another."""
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        key = (finding.severity, finding.lifted, finding.limits, finding.sentence)
        groups.setdefault(key, []).append(finding)
    return list(groups.values())


def _add_whereabouts(screen: Screen, made: Beginning) -> Screen:
    if not made.is_kept:
        return screen.point_at("It would be kept in", _shown(made.profile_file))
    screen.point_at("Your profile:", _shown(made.profile_file))
    if made.old_profile is not None:
        screen.point_at("The one before:", _shown(made.old_profile))
    return screen.say("Next:  retroplan today", Style.ACCENT, plain="Next: retroplan today").say(
        "All weeks:  retroplan plan", Style.ACCENT, plain="All weeks: retroplan plan"
    )


def _shown(path: Path) -> str:
    return clean(str(path))
