"""What would come of what is pretended, as a screen."""

from collections.abc import Sequence

from retroplan.core.answers.changes import Preview
from retroplan.core.model.adjustment import Adjustment
from retroplan.core.text import clean
from retroplan.reports.folding import folded
from retroplan.reports.plan_diff import add_diff
from retroplan.reports.screen import Screen, Style, points


def preview_screen(found: Preview) -> Screen:
    """What would come of what is pretended, and that nothing of it is kept."""
    screen = Screen().title("What if", right="nothing of this is kept").gap()
    screen.table(points(tuple(f"{text[:1].upper()}{text[1:]}." for text in found.pretended)))
    fired = folded(found.fired)
    _add_rules(screen, fired)
    if found.diff.is_same:
        counts = "No session would change: the plan counts on this already."
        stays = "The plan would stay as it is."
        return screen.gap().say(counts if found.fired else stays, indent=2)
    said = [adjustment.sentence for adjustment in found.fired]
    return add_diff(screen, found.diff, found.units, said=said)


def _add_rules(screen: Screen, fired: Sequence[Adjustment]) -> None:
    if not fired:
        screen.gap().say("No rule would ask for a change.", indent=2)
        return
    for adjustment in fired:
        screen.gap().say(clean(adjustment.sentence), Style.STRONG, indent=2)
        if adjustment.otherwise:
            screen.say(clean(adjustment.otherwise), Style.QUIET, indent=4)
