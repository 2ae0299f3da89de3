"""Plan files on disk: written whole or not at all, read whatever they were saved as."""

import codecs
from enum import StrEnum
from pathlib import Path

from retroplan.errors import BadFile, UsageProblem
from retroplan.files.reading import read_bytes
from retroplan.files.writing import check_target, replace_file
from retroplan.plan_file.content import PlanText


class Form(StrEnum):
    """How a plan is written as a file."""

    CSV = "csv"
    TOML = "toml"


def form_of(path: Path) -> Form:
    """The form that a file's name asks for.

    Raises:
        UsageProblem: the name ends otherwise.
    """
    suffix = path.suffix.lower().removeprefix(".")
    if suffix not in set(Form):
        raise UsageProblem(
            f"a plan is kept as .csv or .toml, not as {path.name}",
            hint="call the file plan.csv for a spreadsheet, or plan.toml for an editor",
        )
    return Form(suffix)


def write_plan_file(path: Path, text: str, *, replaces: bool) -> None:
    """Put a plan's text in place, for its owner only.

    Raises:
        UsageProblem: there is such a file and it is not to be replaced, or it is no regular file.
        BadFile: it could not be written; what was there is untouched.
    """
    try:
        check_target(path, hint="name a file of its own")
        if path.exists() and not replaces:
            raise UsageProblem(
                f"there is a file {path} already",
                hint="--force replaces it, or choose another name",
            )
        replace_file(path, text.encode())
    except OSError as error:
        raise BadFile(
            f"{path} could not be written: {error.strerror or error}",
            hint="is there such a folder, is it yours, and is there room?",
        ) from None


def read_plan_file(path: Path, *, name: str) -> PlanText:
    """What a plan file says; by its name, CSV or TOML.

    Raises:
        UsageProblem: its name is of neither.
        NotFound: there is no such file.
        BadFile: it is no plan; `problems` are all that is wrong with it, each with its line.
    """
    form = form_of(path)
    text, remarks = _decoded(
        read_bytes(path, what="plan", hint="`retroplan plan export` writes one"), name
    )
    if form is Form.TOML:
        from retroplan.plan_file.toml_form import read_toml

        return read_toml(text, name=name)
    from dataclasses import replace

    from retroplan.plan_file.csv_form import read_csv

    return replace(read_csv(text, name=name), remarks=remarks)


_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _decoded(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """UTF-8 with or without a mark, UTF-16 with one, or else what old spreadsheets write."""
    try:
        if data.startswith(_UTF_16):
            return data.decode("utf-16"), ()
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadFile(
            f"{name} is not written in UTF-8",
            hint="save it as UTF-8 and run this again",
            problems=(f"line {line}: a character that is not UTF-8",),
        ) from None
    return text, (f"{name} is not in UTF-8; it was read as Windows text, so look at its notes.",)
