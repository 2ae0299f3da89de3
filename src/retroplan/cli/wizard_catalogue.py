"""What the health questions take from the evidence and the profile's rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from retroplan.cli.wizard_answers import Answers, Choice, Ranges


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the health questions take from the evidence and the profile's rules."""

    choices: Mapping[str, tuple[Choice, ...]]
    """By list of the profile: `health.conditions`, `health.symptoms`, `health.medications`."""
    ranges: Ranges
    oldest_pregnant: int
    """The age up to which pregnancy is asked about, in years."""
    asked_how_long: frozenset[str]
    """Conditions of which it matters for how long they have hurt."""
    asks_agreement: Callable[[Answers], bool]
    """Whether a clinician's yes would change what the answers so far allow."""

    @property
    def everything(self) -> tuple[Choice, ...]:
        """All names, whatever their list."""
        return tuple(choice for choices in self.choices.values() for choice in choices)
