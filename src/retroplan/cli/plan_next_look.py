"""What `plan next` shows of the plan that comes next."""

from retroplan.core.model.ending import NextKind
from retroplan.core.text import listed
from retroplan.reports.finish import level_words
from retroplan.reports.plan import plan_screen
from retroplan.reports.screen import Screen, Style
from retroplan.usecases.course.next_plan import Ended, NextPlan


def next_plan_screen(made: NextPlan, after: Ended) -> Screen:
    """The plan after this one: what it is, its weeks, and what it changes in the profile."""
    plan, ending, screen = made.plan, after.ending, Screen()
    head = _KEPT[made.kind] if made.is_kept else _PROPOSED[made.kind]
    screen.say(f"{head}.", Style.STRONG)
    if made.kind is NextKind.MAINTENANCE and ending.reached is not None:
        screen.say(f"What you reached: {level_words(ending.reached, ending.units)}.", indent=2)
    for remark in made.remarks:
        screen.say(remark, indent=2)
    if made.answers:
        verb = "Changed" if made.is_kept else "It would change"
        fields = listed([answer.field for answer in made.answers])
        screen.say(f"{verb} in your profile, to what is known now: {fields}.", indent=2)
    screen.gap()
    is_same = made.kind is NextKind.CONTINUE
    screen.parts += plan_screen(plan, after.known.current.outcomes if is_same else {}).parts
    if made.is_kept:
        screen.gap().say("Next:  retroplan today", Style.ACCENT, plain="Next: retroplan today")
        screen.say("Take it back:  retroplan undo", Style.ACCENT,
                   plain="Take it back: retroplan undo")  # fmt: skip
    return screen


_PROPOSED = {
    NextKind.MAINTENANCE: "A plan that holds what you reached",
    NextKind.NEW: "A new plan",
    NextKind.CONTINUE: "This plan, going on",
    NextKind.JOG: "A new plan with short backward jogs",
}
_KEPT = {kind: f"{words}: it is yours now" for kind, words in _PROPOSED.items()}
