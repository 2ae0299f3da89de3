"""Days, places and the plan: the questions about when, where and how long."""

import datetime as dt
from dataclasses import dataclass

from retroplan.cli.wizard_answers import (
    Answers,
    Choice,
    Ranges,
    Reader,
    Span,
    clock_time,
    decimal,
    many_of,
    speed,
    timezone,
    whole,
    yes_no,
)
from retroplan.cli.wizard_catalogue import Catalogue
from retroplan.cli.wizard_dates import day_to_come
from retroplan.cli.wizard_question import (
    MISSING,
    Missing,
    Question,
    Section,
    offer,
)
from retroplan.cli.wizard_spelling import is_imperial, spell_speed
from retroplan.core.model.units import MPS_PER_KMH, MPS_PER_MPH

DAYS = (
    Choice("mon", "Monday"), Choice("tue", "Tuesday", ("tues",)), Choice("wed", "Wednesday", ("weds",)),
    Choice("thu", "Thursday", ("thur", "thurs")), Choice("fri", "Friday"), Choice("sat", "Saturday"),
    Choice("sun", "Sunday"),
)  # fmt: skip
PLACES = (
    Choice("counter", "a kitchen counter to hold"),
    Choice("hallway", "a hallway with a wall"),
    Choice("corridor", "a long corridor or empty room"),
    Choice("treadmill", "a treadmill"),
    Choice("track", "a running track"),
    Choice("grass", "even grass"),
    Choice("hill", "a gentle slope"),
)
HOME_DAYS = ("mon", "wed", "fri")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the questions need to know besides the answers."""

    today: dt.date
    latest_start: dt.date
    weeks: int
    """How long a plan is unless somebody says otherwise."""
    zone: str
    """The local time zone, empty where it cannot be named."""
    catalogue: Catalogue


def day_questions(around: Surroundings) -> tuple[Question, ...]:
    """On which days, when, in which zone."""
    here = Section.DAYS
    return (
        Question(
            id="availability.days", section=here, label="Days", flag="--days",
            text="On which days could you walk?", choices=DAYS, read=_days_in_order,
            offer=offer(HOME_DAYS),
            why="Sessions are put on these days with rest between them, so name all that suit.",
        ),
        Question(
            id="availability.time", section=here, label="Time", flag="--time",
            text="At what time, such as 18:00?", read=clock_time,
            unsaid="it varies",
            why="For reminders and calendars. Leave it empty if it varies.",
        ),
        Question(
            id="availability.timezone", section=here, label="Time zone", flag="--timezone",
            text="Your time zone?", read=timezone, offer=offer(around.zone or None),
            why="So that a reminder comes at the right hour all year.",
        ),
    )  # fmt: skip


def _days_in_order(text: str, answers: Answers) -> tuple[str, ...]:
    named = many_of(DAYS, least=1)(text, answers)
    return tuple(choice.word for choice in DAYS if choice.word in named)  # type: ignore[operator]  # a tuple


def _has_treadmill(answers: Answers) -> bool:
    places = answers.get("equipment.places")
    return isinstance(places, tuple) and "treadmill" in places


def place_questions(span: Ranges) -> tuple[Question, ...]:
    """Where, on what, and with whom beside."""
    here, belt = Section.PLACES, "equipment.treadmill"
    return (
        Question(
            id="equipment.places", section=here, label="Places", flag="--place",
            text="Where could you walk backward? Name all.", choices=PLACES,
            read=many_of(PLACES, least=1), offer=offer(("hallway",)),
            why="Every plan begins where you can hold on, and moves on from there.",
        ),
        Question(
            id="equipment.treadmill.rails", section=here, label="Treadmill rails",
            flag="--treadmill-rails", text="Has the treadmill side rails to hold?", read=yes_no,
            offer=offer(value=False), matters=_has_treadmill,
            why="Without rails to hold, the treadmill comes later or not at all.",
        ),
        Question(
            id="equipment.treadmill.min_speed_kmh", section=here, label="Slowest belt",
            flag="--treadmill-min", text="Its slowest speed, in km/h, such as 0.8?",
            imperial_text="Its slowest speed, in mph, such as 0.5?",
            read=_kmh(span[f"{belt}.min_speed_kmh"]), spell=_spell_kmh, matters=_has_treadmill,
            why="The first weeks are slow; a belt that cannot go as slowly comes later.",
        ),
        Question(
            id="equipment.treadmill.step_kmh", section=here, label="Speed step",
            flag="--treadmill-step", text="By how much does a press of its speed button change it?",
            read=_kmh(span[f"{belt}.step_kmh"]), spell=_spell_kmh, matters=_has_treadmill,
            why="So that you are told speeds that you can set.",
        ),
        Question(
            id="equipment.treadmill.max_grade_pct", section=here, label="Steepest incline",
            flag="--treadmill-max-grade", text="Its steepest incline, in per cent? 0 if it has none.",
            read=decimal(span[f"{belt}.max_grade_pct"], "%"), spell=lambda value, _: f"{value:g} %",
            matters=_has_treadmill, why="Some plans go gently uphill near their end.",
        ),
        Question(
            id="equipment.helper", section=here, label="Somebody beside you", flag="--helper",
            text="Could somebody stand by, at least in the first session?",
            read=yes_no,
            why="You cannot see where you are going; the first time, somebody should.",
        ),
    )  # fmt: skip


def _kmh(span: Span) -> Reader:
    read_mps = speed((span[0] * MPS_PER_KMH, span[1] * MPS_PER_KMH))

    def read(text: str, answers: Answers) -> float:
        return round(float(read_mps(text, answers)) / MPS_PER_KMH, 2)  # type: ignore[arg-type]  # a float

    return read


def _spell_kmh(value: object, answers: Answers) -> str:
    """As a belt shows it: a hundredth of a km/h that was lost to rounding is not said."""
    if isinstance(value, (int, float)) and is_imperial(answers):
        return f"{round(value * MPS_PER_KMH / MPS_PER_MPH, 2):g} mph"
    return spell_speed(value * MPS_PER_KMH if isinstance(value, (int, float)) else value, answers)


def plan_questions(around: Surroundings) -> tuple[Question, ...]:
    """How long, how often, from when."""
    here, span = Section.PLAN, around.catalogue.ranges
    fewest, most = span["plan.weeks"]

    def first_day(answers: Answers) -> dt.date | Missing:
        days = answers.get("availability.days")
        wanted = days if isinstance(days, tuple) and days else HOME_DAYS
        numbers = {index for index, choice in enumerate(DAYS) if choice.word in wanted}
        candidates = (around.today + dt.timedelta(days=ahead) for ahead in range(7))
        return next((one for one in candidates if one.weekday() in numbers), MISSING)

    return (
        Question(
            id="plan.weeks", section=here, label="Weeks", flag="--weeks",
            text=f"How many weeks, {fewest:g} to {most:g}?", read=whole(span["plan.weeks"]), offer=offer(around.weeks),
            why="Most studies ran six to eight weeks; fewer is shorter than most of them.",
        ),
        Question(
            id="plan.sessions_per_week", section=here, label="Sessions a week",
            flag="--sessions-per-week",
            text="How many sessions a week? Leave it empty for what your goal asks for.",
            read=whole(span["plan.sessions_per_week"]), unsaid="as your goal asks",
            why="Two or three is what most studies used.",
        ),
        Question(
            id="plan.start", section=here, label="Start", flag="--start",
            text="When would you like to begin? Year-month-day.",
            read=day_to_come(around.today, around.latest_start), offer=first_day,
            why="The first session is on this day, or on the next of your days.",
        ),
    )  # fmt: skip
