"""What a person is told when the plan is withheld."""

from retroplan.core.model.clearance import Clearance, Finding
from retroplan.core.model.vocabulary import Severity
from retroplan.core.text import counted
from retroplan.errors import Unsafe


def refusal(clearance: Clearance) -> Unsafe | None:
    """The refusal in kind words, with what to do next; None when a plan may be made."""
    if not clearance.withholds:
        return None
    withheld = [
        finding for finding in clearance.findings if finding.severity.rank >= Severity.CLEAR.rank
    ]
    first = withheld[0]
    message = f"no plan yet. {first.sentence}"
    if others := len(withheld) - 1:
        message += f" And {counted(others, 'more answer')}: `retroplan screen` shows all."
    return Unsafe(message, hint=f"{clearance.why_not_agreed} {_what_next(first)}".strip())


def _what_next(first: Finding) -> str:
    kept = "Your answers are kept."
    if first.severity is Severity.CLEAR:
        return (
            "show them `retroplan screen --for-clinician`; when they agree, write it down as clearance in your "
            f"profile and run this again. {kept}"
        )
    if first.rule == "unanswered":
        return f"change it in your profile file, or run `retroplan init`. {kept}"
    if first.ask:
        return f"ask: {first.ask} `retroplan screen` says more. {kept}"
    return f"`retroplan screen` says more. {kept}"
