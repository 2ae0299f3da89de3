"""A few walkers' courses drawn one by one: always the first of the cohort of whom something is true."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benches.cohort.assumptions import Assumptions
from benches.cohort.course import DAYS, Course, Walked
from benches.cohort.pictures import INK, PALE, PAPER, WIDTH, Sheet
from benches.cohort.policies import PolicyName, Refused, begin
from benches.cohort.run import Task, course_of, policy_of
from benches.cohort.tally import Row
from benches.cohort.walker import START, Habit, Joints, walker
from retroplan.core.model.vocabulary import Standing
from retroplan.evidence.load import load_evidence

LEFT, RIGHT, TOP, PANEL, HEIGHT = 56.0, WIDTH - 20.0, 112.0, 206.0, 120.0
MOST_MIN = 16.0
AWAY, HELD = "#e6e6e6", "#bdbdbd"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to look for."""

    title: str
    fits: Callable[[Row], bool]


def _is(row: Row, joints: Joints, habit: Habit) -> bool:
    return row.groups["joints"] == joints and row.groups["habit"] == habit


WANTED = (
    Wanted(
        "pain that settles, does as told, never red",
        lambda row: _is(row, Joints.SETTLING, Habit.AS_TOLD) and not row.counts["red"],
    ),
    Wanted(
        "pain that does not settle, does as told, a red session",
        lambda row: _is(row, Joints.STUBBORN, Habit.AS_TOLD) and "red-pain" in row.fired,
    ),
    Wanted(
        "pain that does not settle, says less than there is",
        lambda row: _is(row, Joints.STUBBORN, Habit.QUIET) and row.counts["red"] > 1,
    ),
    Wanted("a near-fall that was told", lambda row: "near-fall" in row.fired),
    Wanted(
        "no pain, forgets and is away",
        lambda row: (
            _is(row, Joints.PAINLESS, Habit.FORGETFUL)
            and bool({"days-off-shorter", "days-off-half"} & set(row.fired))
        ),
    ),
    Wanted("a fall that was told", lambda row: "fall" in row.fired),
)


@dataclass(frozen=True, slots=True)
class Single:
    """One walker with the course under retroplan and under the fixed table."""

    title: str
    own: Course
    table: Course


def chosen(rows: Sequence[Row], task: Task) -> list[Single]:
    """The first walker for each wish; `rows` are retroplan's, in order."""
    found: list[Single] = []
    for wanted in WANTED:
        known = {single.own.walker.number for single in found}
        fitting = (row for row in rows if wanted.fits(row) and row.number not in known)
        row = next(fitting, None)
        if row is not None:
            own, table = courses(row.number, task, (PolicyName.RETROPLAN, PolicyName.TABLE))
            found.append(Single(wanted.title, own, table))
    return found


def courses(number: int, task: Task, names: Sequence[PolicyName]) -> list[Course]:
    """One walker again, alone; nothing for somebody who got no plan."""
    evidence = load_evidence()
    who = walker(task.seed, number, task.assumptions)
    begun = begin(who, evidence, START)
    if isinstance(begun, Refused):
        return []
    return [
        course_of(who, name, policy_of(name, begun, evidence), evidence, task) for name in names
    ]


def singles_picture(title: str, singles: Sequence[Single]) -> str:
    """A panel for each walker: every walk as a mark, at its day and its backward minutes."""
    sheet = Sheet(TOP + PANEL * len(singles), title)
    sheet.text(20, 28, title, size=16, weight="bold")
    _legend(sheet)
    for number, single in enumerate(singles):
        _panel(sheet, TOP + number * PANEL, single)
    return sheet.svg()


def _legend(sheet: Sheet) -> None:
    x = 26.0
    for words, kind in (("pain 0–2", 0), ("pain 3–5", 1), ("pain above 5", 2)):
        _mark(sheet, x, 53, kind)
        sheet.text(x + 12, 57, words)
        x += 116
    sheet.line([(x - 4, 53), (x + 26, 53)], INK, width=1, dash="2 3")
    sheet.text(x + 34, 57, "what the fixed table asks for")
    x = 26.0
    sheet.text(x - 6, 83, "×", size=18, weight="bold")
    sheet.text(x + 12, 83, "near-fall")
    sheet.text(x + 110, 83, "▼")
    sheet.text(x + 128, 83, "fall")
    sheet.box(x + 232, 71, 22, 14, AWAY)
    sheet.text(x + 262, 83, "ill or away")
    sheet.box(x + 366, 71, 22, 14, HELD)
    sheet.text(x + 396, 83, "plan suspended")


def _panel(sheet: Sheet, top: float, single: Single) -> None:
    base = top + 28 + HEIGHT
    who = single.own.walker
    sheet.text(20, top + 14, f"{single.title[0].upper()}{single.title[1:]}", weight="bold")
    said = f"walker {who.number}: {who.profile.goal.kind.value}, usual pain {who.usual_pain:.0f}"
    sheet.text(RIGHT, top + 14, said, anchor="end", size=11)
    for away in who.life.aways:
        last = min(DAYS, away.first + away.days)
        sheet.box(_x(away.first), base - HEIGHT, _x(last) - _x(away.first), HEIGHT, AWAY)
    for first, last in _held(single.own.standings):
        sheet.box(_x(first), base - HEIGHT, _x(last) - _x(first), HEIGHT, HELD)
    for minutes in (0, 5, 10, 15):
        y = base - HEIGHT * minutes / MOST_MIN
        sheet.line([(LEFT, y), (RIGHT, y)], PALE)
        sheet.text(LEFT - 8, y + 4, f"{minutes}", anchor="end", size=11)
    for week in range(12):
        sheet.text(_x(week * 7 + 3), base + 16, f"week {week + 1}" if not week else f"{week + 1}",
                   anchor="middle", size=11)  # fmt: skip
    asked = [walk for walk in single.table.walks if walk.is_planned]
    sheet.line([(_x(w.day), base - HEIGHT * w.dose.backward_s / 60 / MOST_MIN) for w in asked],
               INK, dash="2 3")  # fmt: skip
    for walk in single.own.walks:
        _walk(sheet, walk, base)


def _walk(sheet: Sheet, walk: Walked, base: float) -> None:
    x, y = _x(walk.day), base - HEIGHT * min(MOST_MIN, walk.felt.backward_s / 60) / MOST_MIN
    _mark(sheet, x, y, 2 if walk.is_red else 1 if walk.is_amber else 0)
    if walk.felt.has_fallen:
        sheet.text(x, y - 9, "▼", anchor="middle")
    elif walk.felt.has_stumbled:
        sheet.text(x, y - 7, "×", anchor="middle", size=18, weight="bold")


def _mark(sheet: Sheet, x: float, y: float, kind: int) -> None:
    """An open circle, a grey one, a black square."""
    if kind == 2:
        sheet.box(x - 4.5, y - 4.5, 9, 9, "#a61c00", stroke=INK)
    else:
        sheet.dot(x, y, 4.5, "#f1c232" if kind else PAPER)


def _held(standings: Sequence[Standing]) -> list[tuple[int, int]]:
    """Stretches of days on which the plan was suspended: first day, and the day after the last."""
    spans: list[tuple[int, int]] = []
    for day, standing in enumerate(standings):
        if standing is not Standing.SUSPENDED:
            continue
        if spans and spans[-1][1] == day:
            spans[-1] = (spans[-1][0], day + 1)
        else:
            spans.append((day, day + 1))
    return spans


def _x(day: float) -> float:
    return LEFT + (RIGHT - LEFT) * (day + 1) / (DAYS + 2)


def told(course: Course, assumptions: Assumptions) -> list[str]:
    """A course in lines, a walk each, for somebody who looks for a fault."""
    who = course.walker
    head = (
        f"walker {who.number}, {course.policy}: {who.profile.goal.kind}, {who.joints}, {who.habit}, "
        f"{who.feet}, usual pain {who.usual_pain:.1f}, bears {who.tolerance_min:.1f} min "
        f"(growing {assumptions.tolerance_growth:.1%} a session)"
    )
    lines = [head]
    for walk in course.walks:
        dose, felt = walk.dose, walk.felt
        marks = [name for name, holds in (
            ("RED", walk.is_red), ("stumble", felt.has_stumbled), ("fall", felt.has_fallen),
            ("no gate", not walk.is_gated), ("extra", not walk.is_planned),
        ) if holds]  # fmt: skip
        lines.append(
            f"  day {walk.day:2} asked {dose.backward_s / 60:4.1f} min at {dose.speed_mps:.2f} m/s, "
            f"{dose.grade_pct:g} %, {dose.stage:16} walked {felt.backward_s / 60:4.1f}, "
            f"pain {felt.pain} (told {walk.told_pain}), effort {felt.effort} {' '.join(marks)}"
        )
    held = [f"days {first} to {last - 1}" for first, last in _held(course.standings)]
    return [*lines, f"  suspended: {', '.join(held) or 'never'}"]
