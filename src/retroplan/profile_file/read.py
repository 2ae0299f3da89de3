"""Reading a profile file: every problem at once, each with its line."""

import datetime as dt
from pathlib import Path

from retroplan.core.model.evidence import Evidence
from retroplan.core.model.profile import Profile
from retroplan.errors import BadFile
from retroplan.files.document import Document, mistakes, read_document
from retroplan.files.problems import Problem
from retroplan.files.reading import read_text as text_in
from retroplan.profile_file.shape import check_shape
from retroplan.profile_file.values import check_names, check_values, with_canonical_names

_HINT = "mend it and run this again; config.example.toml and docs/profile.md explain every key"


def read_profile(path: Path, *, evidence: Evidence, on: dt.date) -> Profile:
    """The profile that a file declares; `on` is the day against which dates are held.

    Raises:
        NotFound: there is no such file.
        BadFile: it cannot be read, or says something that cannot be; `problems` are all of them.
    """
    return parse_profile(read_text(path), name=str(path), evidence=evidence, on=on)


def parse_profile(text: str, *, name: str, evidence: Evidence, on: dt.date) -> Profile:
    """The profile that a text declares; `name` is what it is called in errors.

    Raises:
        BadFile: it is no profile; `problems` are all that is wrong with it.
    """
    document = read_document(text, name, what="profile")
    try:
        profile, problems = check_shape(document.values)
    except RecursionError:
        raise BadFile(f"{name} is nested too deeply", hint="mend it and run this again") from None
    problems += _unborn(document, problems)
    problems += check_names(document.values, evidence.conditions)
    told = {problem.path[:2] for problem in problems}
    problems += tuple(
        problem
        for problem in check_values(profile, bounds=evidence.bounds, on=on)
        if problem.beside not in told
    )
    if problems:
        raise mistakes(name, document, problems, hint=_HINT)
    return with_canonical_names(profile, evidence.conditions)


def _unborn(document: Document, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problem of a file that does not say when the person was born."""
    person = document.values.get("profile")
    told = {problem.path for problem in problems}
    if ("profile",) in told and person is not None:
        return ()
    if isinstance(person, dict) and {"birth_date", "birth_year"} & person.keys():
        return ()
    return (
        Problem(
            ("profile", "birth_date"),
            "is missing; write birth_date = 1966-04-02 or birth_year = 1966",
        ),
    )


def read_text(path: Path) -> str:
    """The text of a profile file as it is, not yet checked.

    Raises:
        NotFound: there is no such file.
        BadFile: it is no regular file, too large, or not UTF-8.
    """
    return text_in(path, what="profile", hint="make one with `retroplan init`")
