"""Alarming words at a prompt: heard as the sign they are, whatever was asked."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from retroplan.core.alarms import FALL, falls_told, heard
from retroplan.environment import Environment
from retroplan.errors import NotFound, Unsafe
from retroplan.evidence.load import load_alarms, load_conditions

if TYPE_CHECKING:
    from retroplan.core.alarms import Alarm


class Heard(Unsafe):
    """What was typed is no answer but a sign that comes first: `signs` are rows of the table.

    Whoever asks keeps what was heard; where nobody does, the hint says how.
    """

    def __init__(self, typed: str, alarms: "Iterable[Alarm]", *, hint: str = "") -> None:
        self.typed, self.alarms = typed, tuple(alarms)
        self.signs = tuple(each.name for each in self.alarms if each.name != FALL)
        self.falls = falls_told(typed) if FALL in {each.name for each in self.alarms} else 0
        tells = [f"`retroplan checkin --symptom {name}`" for name in self.signs]
        tells += ["`retroplan news fall`"] if self.falls else []
        super().__init__(what_to_do(self.alarms), hint=hint or f"then tell it: {', '.join(tells)}")


def listen(typed: str) -> None:
    """Nothing, where there is no alarming word in what was typed.

    Raises:
        Heard: there is one.
    """
    if alarms := heard(typed, load_alarms()):
        raise Heard(typed, alarms)


def note_words(note: str) -> str:
    """What to say of a note that holds an alarming word; empty for any other."""
    alarms = heard(note, load_alarms())
    return f"If that is new: {what_to_do(alarms)}" if alarms else ""


def what_to_do(alarms: "Iterable[Alarm]") -> str:
    """What to do now, most urgent first: the words of the table."""
    from retroplan.core.adaptation.day import AT_ONCE  # with its rules, only where one is heard

    said: list[str] = []
    for alarm in alarms:
        row = None if alarm.name == FALL else load_conditions()[alarm.name]
        said += [alarm.now] if alarm.now else []
        said += [AT_ONCE] if row is not None and row.urgent else []
        said += [row.sentence] if row is not None else []
    return " ".join(dict.fromkeys(said))


@contextmanager
def keeping_signs(environment: Environment, *, keeps: bool = True) -> Iterator[None]:
    """Keeps what is heard at a prompt within, where there is a plan, before the command ends.

    Raises:
        Heard: as it was heard, saying what became of it.
    """
    try:
        yield
    except Heard as sign:
        if not keeps or not _keep(environment, sign):
            raise
        hint = "it is kept, and the plan takes it in: `retroplan today`; back: `retroplan undo`"
        raise Heard(sign.typed, sign.alarms, hint=hint) from None


def _keep(environment: Environment, sign: Heard) -> bool:
    """A sign of today kept with the plan; False where there is none that it could hold up."""
    from retroplan.cli.checkin_values import with_signs
    from retroplan.core.model.events import CheckIn
    from retroplan.evidence.load import load_evidence
    from retroplan.usecases.checking_in import keep_check_in

    said = with_signs(CheckIn(date=environment.today), sign.signs)
    try:
        keep_check_in(
            environment=environment, evidence=load_evidence(), said=said, falls=sign.falls
        )
    except NotFound:
        return False
    return True
