"""A plan that was written as a file, and one that came back edited."""

from retroplan.core.answers.plan_files import AppliedFile, Exported
from retroplan.core.text import clean, counted, listed
from retroplan.reports.plan_diff import add_diff
from retroplan.reports.screen import Screen, Style


def exported_screen(found: Exported, *, typed: str) -> Screen:
    """Where the file lies and what comes next; `typed` is how the person names it."""
    rows = f"{counted(found.sessions, 'session')}, {found.editable} of them still to come."
    screen = Screen().say(f"Revision {found.revision} is written: {rows}")
    screen.point_at("In", clean(found.file))
    apply = f"retroplan plan apply {clean(typed)}"
    return screen.say(f"After editing:  {apply}", Style.ACCENT, plain=f"After editing: {apply}")


def applied_screen(found: AppliedFile) -> Screen:
    """What the file changes, or would change in a rehearsal."""
    screen = Screen()
    for remark in found.remarks:
        screen.say(remark)
    if not found.edited:
        return screen.say(f"Nothing in {found.file} differs from the plan; nothing was changed.")
    sessions = f"{counted(len(found.edited), 'session')} ({listed(found.edited)})"
    if not found.is_kept:
        screen.say(f"A rehearsal: {found.file} would change {sessions}. Nothing is written.",
                   Style.STRONG)  # fmt: skip
    else:
        screen.say(f"Saved: {found.file} changes {sessions}. Every rule still holds.")
    add_diff(screen, found.changes, found.units)
    if {change.after.session_id for change in found.changes.changed} - set(found.edited):
        screen.say("What changes beside those follows from the rules and the days gone by.",
                   indent=2)  # fmt: skip
    if found.is_kept:
        screen.gap().say("Take it back: retroplan undo", Style.QUIET)
    return screen
