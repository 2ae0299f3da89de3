"""The questions of `init`, in the order in which they are asked."""

from retroplan.cli.alarms import note_words
from retroplan.cli.wizard_answers import (
    Answers,
    Choice,
    Ranges,
    Span,
    decimal,
    free_text,
    height,
    mass,
    one_of,
    speed,
    whole,
    yes_no,
)
from retroplan.cli.wizard_dates import birth
from retroplan.cli.wizard_days import (
    Surroundings,
    day_questions,
    place_questions,
    plan_questions,
)
from retroplan.cli.wizard_health import health_questions
from retroplan.cli.wizard_question import (
    Question,
    Section,
    nothing_offered,
    offer,
)
from retroplan.cli.wizard_spelling import spell_height, spell_mass, spell_speed

UNITS = (
    Choice("metric", "metric (cm, kg, km/h)"),
    Choice("imperial", "imperial (feet, pounds, miles)"),
)
SEXES = (Choice("female", "female"), Choice("male", "male"), Choice("other", "other"))
EXPERIENCE = (
    Choice("none", "never, or hardly ever"),
    Choice("some", "now and then"),
    Choice("regular", "regularly"),
)
GOALS = (
    Choice("knee-pain", "knees that hurt less"),
    Choice("balance", "balance, fewer stumbles"),
    Choice("weight", "weight, along with other activity"),
    Choice("cardio", "heart and lungs"),
    Choice("focus", "focus and coordination"),
    Choice("stroke-gait", "walking after a stroke"),
    Choice("back-pain", "an easier back"),
    Choice("healthy-ageing", "staying on my feet as I age"),
    Choice("athlete", "stronger running"),
    Choice("variety", "something different"),
)


def questions(around: Surroundings) -> tuple[Question, ...]:
    """All questions, in order."""
    return (
        *_you(around),
        *_goal(),
        *health_questions(around.catalogue, around.today),
        *_tests(around.catalogue.ranges),
        *day_questions(around),
        *place_questions(around.catalogue.ranges),
        *plan_questions(around),
    )


def _you(around: Surroundings) -> tuple[Question, ...]:
    here, span = Section.YOU, around.catalogue.ranges
    return (
        Question(
            id="display.units", section=here, label="Units", flag="--units",
            text="Which units do you like?", choices=UNITS, read=one_of(UNITS),
            offer=offer("metric"),
            why="Only for what you type and read; you can change it at any time.",
        ),
        Question(
            id="profile.name", section=here, label="Name", flag="--name",
            text="What may I call you?", read=free_text(80),
            unsaid="left empty",
            why="It is shown back to you and used for nothing else. Leave it empty if you like.",
        ),
        Question(
            id="profile.birth_date", section=here, label="Born", flag="--birth-date",
            text="When were you born? Year-month-day, or only the year.",
            read=birth(around.today), offer=nothing_offered,
            why="Age decides how fast and how far a plan may go, and how carefully it begins.",
        ),
        Question(
            id="profile.sex", section=here, label="Sex", flag="--sex", text="Your sex?",
            choices=SEXES, read=one_of(SEXES),
            why="Test results and fitness are compared with people of the same sex. "
            "Where it is not known, the more careful value is used.",
        ),
        Question(
            id="profile.height_cm", section=here, label="Height", flag="--height",
            text="How tall are you, in cm?",
            imperial_text="How tall are you, in feet and inches, such as 5 ft 4?",
            read=height(span["profile.height_cm"]), spell=spell_height,
            why="With your weight it says whether a treadmill is a good place to begin.",
        ),
        Question(
            id="profile.mass_kg", section=here, label="Weight", flag="--mass",
            text="What do you weigh, in kg?", imperial_text="What do you weigh, in pounds?",
            read=mass(span["profile.mass_kg"]), spell=spell_mass,
            why="For the estimate of energy, and for how hard a speed is for you.",
        ),
        Question(
            id="profile.experience", section=here, label="Walked backward before",
            flag="--experience", text="Have you walked backward for exercise before?",
            choices=EXPERIENCE, read=one_of(EXPERIENCE), offer=offer("none"),
            why="Somebody new to it begins with a few supported steps.",
        ),
        Question(
            id="profile.active", section=here, label="Active", flag="--active",
            text="Have you been active for three months: half an hour that makes you breathe "
            "faster, on three days a week?",
            read=yes_no, offer=offer(value=False),
            why="Whoever is used to exercise can safely begin with a little more.",
        ),
        Question(
            id="profile.athlete", section=here, label="Trained athlete", flag="--athlete",
            text="Do you train for a sport?", read=yes_no, offer=offer(value=False),
            matters=lambda answers: answers.get("profile.active") is True,
            why="Trained athletes have higher limits, and hills later on.",
        ),
        Question(
            id="profile.comfortable_speed_mps", section=here, label="Walking speed",
            flag="--comfortable-speed",
            text="Your comfortable walking speed forward, in km/h, if you know it?",
            imperial_text="Your comfortable walking speed forward, in mph, if you know it?",
            read=speed(span["profile.comfortable_speed_mps"]), spell=spell_speed,
            why="You begin backward at no more than half of it.",
        ),
    )  # fmt: skip


def _goal() -> tuple[Question, ...]:
    here = Section.GOAL
    return (
        Question(
            id="goal.kind", section=here, label="Goal", flag="--goal",
            text="What would you like most?", choices=GOALS, read=one_of(GOALS),
            offer=nothing_offered,
            why="Each goal has its own weekly curve, from the studies made for it.",
        ),
        Question(
            id="goal.note", section=here, label="In your words", flag="--goal-note",
            text="What would you like to be able to do, in your own words?",
            read=free_text(500),
            remark=lambda value: note_words(str(value)),
            unsaid="left empty",
            why="To remind you what it is for. Leave it empty if you like.",
        ),
    )  # fmt: skip


def _knows_tests(answers: Answers) -> bool:
    return answers.get("tests") is True


def _tests(span: Ranges) -> tuple[Question, ...]:
    return (
        Question(
            id="tests", section=Section.TESTS, label="Tests known",
            text="Do you know a result of a walking or balance test?",
            read=yes_no, offer=offer(value=False),
            why="Results let the plan fit your steps; without them it stays more careful.",
        ),
        _test("backward_walk_3m_s", "3 m backward walk", "--backward-walk-3m", span["tests.backward_walk_3m_s"], "s",
              "Walking 3 m backward: how many seconds?"),
        _test("tug_s", "Up and go", "--tug", span["tests.tug_s"], "s",
              "Rising, walking 3 m and back, sitting down (TUG): how many seconds?"),
        Question(
            id="tests.chair_stands_30s", section=Section.TESTS, label="Chair stands",
            flag="--chair-stands", text="Standing up from a chair in 30 seconds: how many times?",
            read=whole(span["tests.chair_stands_30s"]), matters=_knows_tests, why=_TEST_WHY,
        ),
        _test("tandem_s", "Heel to toe", "--tandem", span["tests.tandem_s"], "s",
              "Standing heel to toe: how many seconds?"),
        _test("single_leg_s", "On one leg", "--single-leg", span["tests.single_leg_s"], "s",
              "Standing on one leg: how many seconds?"),
        Question(
            id="tests.gait_speed_10m_mps", section=Section.TESTS, label="10 m walk",
            flag="--gait-speed", text="The 10 m walk: your speed in km/h, or with its unit?",
            imperial_text="The 10 m walk: your speed in mph, or with its unit?",
            read=speed(span["tests.gait_speed_10m_mps"]), spell=spell_speed, matters=_knows_tests, why=_TEST_WHY,
        ),
        _test("six_minute_walk_m", "6-minute walk", "--six-minute-walk", span["tests.six_minute_walk_m"], "m",
              "The 6-minute walk: how many metres?"),
    )  # fmt: skip


_TEST_WHY = "It sets how fast you begin and how much support; leave it empty if not known."


def _test(name: str, label: str, flag: str, span: Span, unit: str, text: str) -> Question:
    return Question(
        id=f"tests.{name}", section=Section.TESTS, label=label, flag=flag, text=text,
        read=decimal(span, unit), spell=lambda value, _: f"{value:g} {unit}",
        matters=_knows_tests, why=_TEST_WHY,
    )  # fmt: skip
