"""A clinician's own protocols: those that a person keeps, and the one that a profile chooses."""

from pathlib import Path

from retroplan.core.answers.protocols import OwnProtocol, ProtocolRow, Shelf
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.protocol import Protocol, WeekDose
from retroplan.environment import Environment
from retroplan.errors import BadFile, NotFound, UsageProblem
from retroplan.evidence.own_protocols import (
    FEWEST_ROWS,
    own_protocol_files,
    read_own_protocol,
)


def shelf(*, environment: Environment, evidence: Evidence) -> Shelf:
    """Every own protocol that there is, and what is wrong with each."""
    folder = environment.protocols_dir
    chosen = _chosen(environment, evidence)
    return Shelf(
        folder=str(folder),
        protocols=tuple(
            _looked_at(file, evidence, is_chosen=file.stem == chosen)
            for file in own_protocol_files(folder)
        ),
    )


def checked_protocol(path: Path, *, evidence: Evidence) -> OwnProtocol:
    """One file, read and checked.

    Raises:
        NotFound: there is no such file.
        UsageProblem: its name is none that a profile can say.
        BadFile: it is no protocol; `problems` are all that is wrong with it.
    """
    protocol = read_own_protocol(path, evidence=evidence)
    if not _is_sayable(path):
        raise UsageProblem(
            f"a profile cannot name the file {path.name}",
            hint="call it by letters, digits, - and _ only, and .toml: dr-lee-knee.toml",
        )
    return _told(path, protocol)


def _looked_at(path: Path, evidence: Evidence, *, is_chosen: bool) -> OwnProtocol:
    try:
        protocol = read_own_protocol(path, evidence=evidence)
    except BadFile as bad:
        told = bad.problems or (bad.message,)
        return OwnProtocol(name=path.stem, file=str(path), is_chosen=is_chosen, problems=told)
    except NotFound as gone:  # between the look at the folder and the look at the file
        return OwnProtocol(name=path.stem, file=str(path), problems=(gone.message,))
    if not _is_sayable(path):
        wrong = "its name holds more than letters, digits, - and _, so no profile can choose it"
        return OwnProtocol(name=path.stem, file=str(path), problems=(wrong,))
    return _told(path, protocol, is_chosen=is_chosen)


def _is_sayable(path: Path) -> bool:
    from retroplan.profile_file.values import is_protocol_name

    return is_protocol_name(path.stem)


def _chosen(environment: Environment, evidence: Evidence) -> str | None:
    """The name that the profile file says; None where it says none, or cannot be read."""
    from retroplan.profile_file.read import read_profile

    try:
        found = read_profile(environment.profile_file, evidence=evidence, on=environment.today)
    except (NotFound, BadFile):
        return None
    return found.plan.protocol


def _told(path: Path, protocol: Protocol, *, is_chosen: bool = False) -> OwnProtocol:
    """What a protocol asks for, up to the row with which longer plans go on."""
    rows = list(protocol.weeks)
    while len(rows) > FEWEST_ROWS and _is_repeat(rows[-1], rows[-2]):
        rows.pop()
    return OwnProtocol(
        name=protocol.name,
        file=str(path),
        is_chosen=is_chosen,
        extends=protocol.goal,
        title=protocol.title,
        author=protocol.author,
        reason=protocol.reason,
        tier=protocol.tier,
        rows=tuple(
            ProtocolRow(
                week=row.week, sessions=row.sessions, reps=row.reps, bout_s=row.bout_s,
                recovery_s=row.recovery_s, backward_s=row.backward_s,
                speed_mps=round(row.speed_mps, 4), grade_pct=row.grade_pct, stages=row.stages,
                is_lighter=row.unload,
            )
            for row in rows
        ),
    )  # fmt: skip


def _is_repeat(row: WeekDose, before: WeekDose) -> bool:
    return row == before._replace(week=row.week)
