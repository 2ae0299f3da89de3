"""A clinician's own protocol: read strictly, and made one of the goal that it extends."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from retroplan.core.engine.own import LABEL
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.protocol import Protocol, WeekDose
from retroplan.core.model.units import MPS_PER_KMH, MPS_PER_MPH
from retroplan.core.model.vocabulary import GoalKind, Stage, Tier
from retroplan.core.text import clock
from retroplan.files.document import mistakes, read_document
from retroplan.files.fields import Choice, Field, Flag, Number, Whole, Words, check_fields
from retroplan.files.problems import Problem, did_you_mean, shown
from retroplan.files.reading import read_text

FEWEST_ROWS, MOST_ROWS = 4, 10
_LIGHTER_ROW = 4
_BEFORE_LIGHTER = (3, 7, 10)
"""The rows of weeks 3, 7 and 11: every fourth week is a lighter one, and only the first has a row of its own."""
_LONGEST_REST_S = 600
_KMH_PER_MPH = MPS_PER_MPH / MPS_PER_KMH
_HINT = (
    "mend it and run `retroplan protocols check` on it; docs/protocol-file.md explains every key"
)
_NO_EXPECTATION = "no study has tested this protocol; its author can say what to hope for."
_THE_GOALS = dict.fromkeys(
    (
        "asks_pain", "effort_rises", "total_backward_min_low", "total_backward_min_high",
        "assessments", "share_of_3m_walk", "pace_of", "pace_from_bmi", "pace_conditions",
        "trial",
    ),
    "is the goal's own and holds as it is; leave it out",
)  # fmt: skip
_NO_CITES = f"cannot stand here: these numbers are {LABEL}; say why in reason"
_OTHERS = {
    **_THE_GOALS,
    "goal": 'is called extends here: extends = "knee-pain", say',
    "name": "is the name of the file; leave it out",
    "cites": _NO_CITES,
}
_ROW_OTHERS = {"cites": _NO_CITES, "judgement": "goes without saying; leave it out"}


def read_own_protocol(path: Path, *, evidence: Evidence) -> Protocol:
    """The protocol in a file, named as the file is, in the place of the catalogue's for its goal.

    Raises:
        NotFound: there is no such file.
        BadFile: it is no protocol; `problems` are all that is wrong with it.
    """
    text = read_text(path, what="protocol", hint="`retroplan protocols` lists those there are")
    return parse_own_protocol(text, name=path.stem, called=str(path), evidence=evidence)


def parse_own_protocol(text: str, *, name: str, called: str, evidence: Evidence) -> Protocol:
    """The protocol in a text; `called` is what its file is called in errors.

    Raises:
        BadFile: it is no protocol; `problems` are all that is wrong with it.
    """
    document = read_document(text, called, what="protocol")
    problems = tuple(_problems(document.values, evidence))
    if problems:
        raise mistakes(called, document, problems, hint=_HINT)
    protocol = _protocol(document.values, name, evidence)
    if beyond := tuple(_beyond_the_goal(protocol, document.values, evidence)):
        raise mistakes(called, document, beyond, hint=_HINT)
    return protocol


def _problems(values: Mapping[str, Any], evidence: Evidence) -> Iterator[Problem]:
    """Types, ranges, and rows that are none."""
    own = {key: value for key, value in values.items() if key != "weeks"}
    yield from check_fields(own, _fields(), others=_OTHERS)
    rows = values.get("weeks")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        yield Problem(("weeks",), "is missing: a row a week, each under [[weeks]]", place="weeks")
        return
    if not FEWEST_ROWS <= len(rows) <= MOST_ROWS:
        told = f"must be {FEWEST_ROWS} to {MOST_ROWS} rows, not {len(rows)}"
        yield Problem(
            ("weeks",), f"{told}; a longer plan goes on with the last row", place="weeks"
        )
    for number, row in enumerate(rows, 1):
        yield from _row_problems(row, number, evidence)


def _fields() -> dict[str, Field]:
    return {
        "extends": Choice(words=tuple(GoalKind)),
        "title": Words(longest=80),
        "author": Words(longest=120),
        "reason": Words(longest=400),
        "tier": Choice(words=tuple(Tier), needed=False),
        "expects": Words(longest=400, needed=False),
        "notices": Words(longest=400, many=True, needed=False),
    }


def _row_fields(evidence: Evidence) -> dict[str, Field]:
    bounds = evidence.bounds
    slowest = bounds.lowest_speed_mph
    quickest = max(tier.speed_cap_mph for tier in evidence.tiers.values())
    steepest = max(tier.grade_cap_pct for tier in evidence.tiers.values())
    warm_up = Whole(low=bounds.warm_up_min_full_s, high=_LONGEST_REST_S, unit=" s", needed=False)
    return {
        "week": Whole(low=1, high=MOST_ROWS),
        "sessions": Whole(low=bounds.sessions_min, high=bounds.sessions_max),
        "warm_up_s": warm_up,
        "reps": Whole(low=1, high=60),
        "bout_s": Whole(low=10, high=bounds.backward_max_s, unit=" s"),
        "recovery_s": Whole(low=0, high=_LONGEST_REST_S, unit=" s"),
        "cool_down_s": replace(warm_up, low=bounds.cool_down_min_s),
        "speed_mph": Number(low=slowest, high=quickest, unit=" mph", needed=False),
        "speed_kmh": Number(
            low=round(slowest * _KMH_PER_MPH, 2), high=round(quickest * _KMH_PER_MPH, 2),
            unit=" km/h", needed=False,
        ),
        "grade_pct": Number(low=0, high=steepest, unit=" %", needed=False),
        "stages": Choice(words=tuple(Stage), many=True),
        "unload": Flag(),
        "task": Words(longest=120, needed=False),
        "recovery_task": Words(longest=120, needed=False),
        "reason": Words(longest=400, needed=False),
    }  # fmt: skip


def _row_problems(row: Mapping[str, Any], number: int, evidence: Evidence) -> Iterator[Problem]:
    path, place = ("weeks", number - 1), f"row {number}"
    found = tuple(
        check_fields(row, _row_fields(evidence), path=path, place=place, others=_ROW_OTHERS)
    )
    yield from found
    told = {problem.path[-1] for problem in found}

    def wrong(key: str, sentence: str) -> Iterator[Problem]:
        if key not in told:
            yield Problem((*path, key), sentence, place=f"{place}, {key}")

    if row.get("week") != number:
        yield from wrong("week", f"must be {number}, as the rows are in order")
    if ("speed_mph" in row) == ("speed_kmh" in row):
        yield from wrong("speed_kmh", "must be given once: as speed_kmh or as speed_mph")
    if row.get("unload", False) is not (number == _LIGHTER_ROW):
        lighter = f"must be true in row {_LIGHTER_ROW}, and only there"
        yield from wrong("unload", f"{lighter}: every fourth week of a plan is a lighter one")
    if not told & {"reps", "bout_s", "recovery_s"}:
        for key, sentence in _amount_mistakes(row, number, evidence):
            yield from wrong(key, sentence)


def _amount_mistakes(
    row: Mapping[str, Any], number: int, evidence: Evidence
) -> Iterator[tuple[str, str]]:
    bounds = evidence.bounds
    backward_s = row["reps"] * row["bout_s"]
    least = bounds.backward_min_s
    if number in _BEFORE_LIGHTER:  # it must leave room for the week after it to be lighter
        least = math.ceil(least / bounds.deload_share_max)
    if not least <= backward_s <= bounds.backward_max_s:
        wished = f"must be from {clock(least)} to {clock(bounds.backward_max_s)} backward minutes"
        yield "reps", f"reps times bout_s {wished} a session, not {clock(backward_s)}"
    total_s = (
        (
            row.get("warm_up_s", bounds.warm_up_min_s)
            + backward_s
            + row["reps"] * row["recovery_s"]
            + row.get("cool_down_s", bounds.cool_down_min_s)
        )
        if _are_whole(row, "warm_up_s", "cool_down_s")
        else 0
    )
    if total_s > bounds.total_max_s:
        yield (
            "reps",
            (
                f"the session would last {clock(total_s)} with warm-up, rests and cool-down; at most "
                f"{clock(bounds.total_max_s)}"
            ),
        )


def _are_whole(row: Mapping[str, Any], *keys: str) -> bool:
    return all(isinstance(row.get(key, 0), int) for key in keys)


def _protocol(values: Mapping[str, Any], name: str, evidence: Evidence) -> Protocol:
    base = evidence.protocols[GoalKind(values["extends"])]
    rows = [_row(row, values["reason"], evidence) for row in values["weeks"]]
    last = [row for row in rows if not row.unload][-1]
    rows += [last._replace(week=week) for week in range(len(rows) + 1, MOST_ROWS + 1)]
    return base._replace(
        name=name,
        title=values["title"].strip(),
        author=values["author"].strip(),
        reason=values["reason"].strip(),
        tier=Tier(values.get("tier", base.tier)),
        total_backward_min_low=0,  # the range of the goal holds as a ceiling; its floor binds no clinician
        expects=values.get("expects", _NO_EXPECTATION).strip(),
        notices=(*base.notices, *(notice.strip() for notice in values.get("notices", ()))),
        weeks=tuple(rows),
        cites=(),
        trial=None,
    )


def _row(row: Mapping[str, Any], reason: str, evidence: Evidence) -> WeekDose:
    bounds = evidence.bounds
    speed = row.get("speed_mph")
    return WeekDose(
        week=row["week"],
        sessions=row["sessions"],
        warm_up_s=row.get("warm_up_s", bounds.warm_up_min_s),
        reps=row["reps"],
        bout_s=row["bout_s"],
        recovery_s=row["recovery_s"],
        cool_down_s=row.get("cool_down_s", bounds.cool_down_min_s),
        speed_mph=float(speed if speed is not None else row["speed_kmh"] / _KMH_PER_MPH),
        grade_pct=float(row.get("grade_pct", 0.0)),
        stages=tuple(Stage(word) for word in row["stages"]),
        unload=row.get("unload", False),
        task=row.get("task", "").strip(),
        recovery_task=row.get("recovery_task", "").strip(),
        judgement=True,
        reason=row.get("reason", reason).strip(),
    )


def _beyond_the_goal(
    protocol: Protocol, values: Mapping[str, Any], evidence: Evidence
) -> Iterator[Problem]:
    """What only the goal's own protocol can tell: tier, incline, and the sum over eight weeks."""
    base = evidence.protocols[protocol.goal]
    if protocol.tier.rank > base.tier.rank:
        told = f"must be {base.tier} or lower, as for {base.goal}, not {protocol.tier}"
        yield Problem(("tier",), told, place="tier")
    steepest = max(row.grade_pct for row in base.weeks)
    for number, row in enumerate(protocol.weeks[: len(values["weeks"])], 1):
        if row.grade_pct > steepest:
            limit = f"at most {steepest:g} %" if steepest else "level"
            yield Problem(
                ("weeks", number - 1, "grade_pct"),
                f"plans for {base.goal} are {limit}, not {shown(row.grade_pct)} %",
                place=f"row {number}, grade_pct",
            )
    weeks = evidence.bounds.weeks_default
    total_min = sum(row.sessions * row.backward_s for row in protocol.weeks[:weeks]) / 60
    if total_min > base.total_backward_min_high:
        yield Problem(
            ("weeks",),
            f"come to {total_min:.0f} backward minutes over {weeks} weeks; for {base.goal} at most "
            f"{base.total_backward_min_high} (I37)",
            place="the rows",
        )


def own_protocol_files(folder: Path) -> tuple[Path, ...]:
    """The files of a folder that may be protocols, by name."""
    try:
        return tuple(sorted(file for file in folder.iterdir() if file.suffix == ".toml"))
    except OSError:
        return ()


def near_name(name: str, folder: Path) -> str:
    """`; did you mean dr-lee-knee?`, where one of the folder is called nearly so."""
    return did_you_mean(name, [file.stem for file in own_protocol_files(folder)], bare=True)
