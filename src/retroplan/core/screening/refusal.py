"""What a person is told when the plan is withheld."""

from retroplan.core.model.adjustment import FALL
from retroplan.core.model.clearance import Clearance, Finding
from retroplan.core.model.vocabulary import Severity
from retroplan.core.text import counted
from retroplan.errors import Unsafe


def refusal(
    clearance: Clearance,
    *,
    profile_name: str = "your profile",
    opening: str = "no plan yet",
    command: str = "",
) -> Unsafe | None:
    """The refusal in kind words, with what to do next; None when a plan may be made.

    `profile_name` is what the person calls the file in which a clinician's yes is written down,
    `opening` what the answers lead to, `command` the one that takes a yes by itself, if there is one.
    """
    if not clearance.withholds:
        return None
    withheld = [
        finding for finding in clearance.findings if finding.severity.rank >= Severity.CLEAR.rank
    ]
    first = withheld[0]
    message = f"{opening}. {first.sentence}"
    if others := len(withheld) - 1:
        message += f" And {counted(others, 'more answer')}: `retroplan screen` shows all."
    next_step = _what_next(first, profile_name, command)
    return Unsafe(message, hint=f"{clearance.why_not_agreed} {next_step}".strip())


def _what_next(first: Finding, profile_name: str, command: str) -> str:
    if first.severity is Severity.CLEAR and command and first.about:
        return (
            "show them `retroplan screen --for-clinician`; once they agree: "
            f"`{command} --clearance WHO --covers {first.about[0]}`"
        )
    if first.severity is Severity.CLEAR:
        return (
            "show them `retroplan screen --for-clinician`; then set clearance in "
            f"{profile_name} and run this again."
        )
    if first.rule == "unanswered":
        return "change it in your profile file, or run `retroplan init`."
    if first.rule == FALL:
        return "say how many of your falls hurt you: `retroplan init --injurious-falls 0`, or the number."
    asked = f"ask: {first.ask} " if first.ask else ""
    return f"{asked}`retroplan screen` says more."
