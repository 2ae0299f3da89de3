"""The flags of `init` as values of a profile, read as the wizard reads answers."""

from collections.abc import Mapping

from retroplan.cli.agreement_questions import opening_questions
from retroplan.cli.wizard_answers import Value, WantsList
from retroplan.cli.wizard_catalogue import Catalogue
from retroplan.cli.wizard_health import list_questions
from retroplan.cli.wizard_profile import AGREED, AGREED_BY, BORN, values_of
from retroplan.cli.wizard_question import Question
from retroplan.core.text import listed
from retroplan.errors import UsageProblem

Flags = Mapping[str, object]
"""What was typed, by the name of the parameter; None where nothing was."""


def flag_values(
    flags: Flags, questions: tuple[Question, ...], catalogue: Catalogue, *, units: str
) -> dict[str, object]:
    """The values that the flags say, by the keys of the profile.

    Raises:
        UsageProblem: what cannot be taken, all of it at once.
    """
    answers: dict[str, Value] = {"display.units": units}
    problems: list[str] = []
    for question in (
        *questions, *list_questions(catalogue), *opening_questions(catalogue.ranges),
    ):  # fmt: skip
        for flag in _flags_of(question):
            typed = _typed(flags.get(_parameter(flag)))
            if typed is None:
                continue
            try:
                answers[question.id] = question.read(typed, answers)
            except WantsList:
                problems.append(f"{flag}: say which, or none")
            except UsageProblem as problem:
                problems.append(f"{flag}: {problem.message}")
    problems += _conflicts(flags)
    if problems:
        raise UsageProblem("; ".join(problems), hint="see `retroplan init --help`")
    if _parameter_is_missing(flags, "units"):
        del answers["display.units"]
    if AGREED_BY in answers:
        answers[AGREED] = True
    return values_of(answers, catalogue)


def refuse_missing(values: Mapping[str, object]) -> None:
    """Without a birthday and a goal there is no profile at all.

    Raises:
        UsageProblem: which flags are missing, at once.
    """
    missing = []
    if values.get(BORN) is None and values.get("profile.birth_year") is None:
        missing.append("--birth-date (or --birth-year)")
    if values.get("goal.kind") is None:
        missing.append("--goal")
    if missing:
        raise UsageProblem(
            f"without a terminal to ask in, init needs {listed(missing)}",
            hint="or everything from a file: --from FILE; `retroplan init --help` has all flags",
        )


def _conflicts(flags: Flags) -> list[str]:
    found = []
    if not _parameter_is_missing(flags, "birth_date") and not _parameter_is_missing(
        flags, "birth_year"
    ):
        found.append("give --birth-date or --birth-year, not both")
    lacks = {name: _parameter_is_missing(flags, name) for name in ("cleared_by", "cleared_on")}
    if lacks["cleared_by"] != lacks["cleared_on"]:
        missing = "--cleared-by" if lacks["cleared_by"] else "--cleared-on"
        found.append(f"a clinician's yes needs who and when: {missing} is missing")
    return found


def _flags_of(question: Question) -> tuple[str, ...]:
    if not question.flag:
        return ()
    return (question.flag, "--birth-year") if question.id == BORN else (question.flag,)


def _parameter(flag: str) -> str:
    return flag.removeprefix("--").replace("-", "_")


def _parameter_is_missing(flags: Flags, name: str) -> bool:
    return _typed(flags.get(name)) is None


def _typed(value: object) -> str | None:
    """A flag's value as it would be typed; repeated ones apart by commas."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(part) for part in value) if value else None
    return None if value is None else str(value).strip()
