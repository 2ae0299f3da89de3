"""The safety questions in our own words, as data: who asks them decides how."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of the screening. `names` are what a yes may stand for in the field's list."""

    id: str
    text: str
    why: str
    field: str
    """The profile key that the answer fills, as `section.key`."""
    names: tuple[str, ...] = ()
    """Rows of the contraindication table to offer; empty for a number or a yes or no."""
    cites: tuple[str, ...] = ()


QUESTIONS: tuple[Question, ...] = (
    Question(
        id="active",
        text="Have you been moving for half an hour, three days a week, for the last three months?",
        why="Who is used to moderate activity may begin a little further on.",
        field="profile.active",
        cites=("acsm-2015-screening",),
    ),
    Question(
        id="heart",
        text="Has a doctor ever told you that you have a heart condition or high blood pressure?",
        why="The heart works harder backward than forward at the same speed.",
        field="health.conditions",
        names=("heart-disease", "heart-attack", "stable-angina", "heart-failure", "arrhythmia", "pacemaker",
               "heart-murmur-assessed", "hypertension", "peripheral-artery-disease", "tia"),
        cites=("parq-plus", "acsm-2015-screening"),
    ),
    Question(
        id="chest",
        text="Do you have chest pain or breathlessness: at rest, in daily life, or when you exert yourself?",
        why="These can be signs of the heart, and they are looked at before any exercise.",
        field="health.symptoms",
        names=("chest-pain", "breathlessness-at-rest", "orthopnoea", "ankle-swelling", "palpitations",
               "claudication", "unusual-fatigue", "heart-murmur"),
        cites=("parq-plus", "acsm-2015-screening"),
    ),
    Question(
        id="dizzy",
        text="In the last 12 months, have you lost your balance from dizziness, or fainted?",
        why="You cannot see where you are going: dizziness and walking backward do not go together.",
        field="health.symptoms",
        names=("dizziness", "syncope"),
        cites=("parq-plus",),
    ),
    Question(
        id="unwell",
        text="Today: a fever, a hot or swollen calf, or anything new and worrying?",
        why="Some signs mean not today; some mean help today.",
        field="health.symptoms",
        names=("fever", "calf-swelling", "new-weakness", "sudden-headache", "other-symptom"),
        cites=("acsm-contraindications",),
    ),
    Question(
        id="long-term",
        text="Do you have another long-term condition, such as diabetes, or one of the nerves, lungs or kidneys?",
        why="Some change how hard you should work, some how much you need to hold on.",
        field="health.conditions",
        names=("diabetes", "kidney-disease", "asthma", "copd", "cancer", "stroke", "stroke-under-3-months",
               "parkinson", "multiple-sclerosis", "peripheral-neuropathy", "epilepsy", "cerebral-palsy",
               "spinal-cord-injury", "vertigo", "bppv", "cognitive-impairment", "other-condition"),
        cites=("parq-plus", "acsm-2015-screening"),
    ),
    Question(
        id="senses",
        text="Is your sight or hearing poor, even with glasses or an aid?",
        why="Sight steadies you, and hearing is the only warning from behind.",
        field="health.conditions",
        names=("uncorrected-vision", "hemianopia", "double-vision", "severe-hearing-loss", "walking-aid"),
    ),
    Question(
        id="medicines",
        text="Do you take medicines that a doctor prescribed?",
        why="Some hold the pulse down, some make a fall more likely or worse.",
        field="health.medications",
        names=("beta-blocker", "insulin", "sulfonylurea", "sedative", "opioid", "anticoagulant",
               "blood-pressure-medicine", "oral-steroid", "other-medication"),
        cites=("parq-plus",),
    ),
    Question(
        id="joints",
        text="In the last 12 months, has a bone, joint or muscle troubled you: knee, hip, foot, back?",
        why="It decides where the plan begins and what pain means in it.",
        field="health.conditions",
        names=("knee-osteoarthritis", "knee-pain", "patellofemoral-pain", "hip-osteoarthritis", "back-pain",
               "disc-trouble", "ankle-foot-pain", "neck-pain", "spinal-stenosis", "spondylolisthesis", "osteoporosis",
               "severe-osteoporosis", "vertebral-fracture", "spinal-surgery", "fracture-healing", "recent-surgery",
               "acl-surgery", "hip-replacement", "knee-replacement"),
        cites=("parq-plus",),
    ),
    Question(
        id="warning-signs",
        text="Does a knee lock, give way, swell or wake you? With your back: numbness, weakness, bladder trouble?",
        why="These are looked at before they are trained.",
        field="health.symptoms",
        names=("knee-locking", "knee-giving-way", "hot-swollen-knee", "night-knee-pain", "cannot-bear-weight",
               "saddle-numbness", "bladder-bowel-change", "progressive-leg-weakness", "back-pain-after-trauma",
               "back-pain-with-cancer-history"),
    ),
    Question(
        id="supervised",
        text="Has a doctor told you to exercise only under supervision?",
        why="Then somebody agrees first, and is there.",
        field="health.conditions",
        names=("medically-supervised-only",),
        cites=("parq-plus",),
    ),
    Question(
        id="usual-pain",
        text="How much does it hurt on an ordinary day, from 0 (none) to 10?",
        why="Pain decides about every step of the plan, so it needs a starting point.",
        field="health.usual_pain",
    ),
    Question(
        id="pain-over-3-months",
        text="Has your back hurt for more than three months?",
        why="A back that has long hurt may have bad days; one that began to hurt lately is looked at sooner.",
        field="health.pain_over_3_months",
    ),
    Question(
        id="falls",
        text="How often did you fall in the last 12 months?",
        why="A fall means something to hold and somebody beside you.",
        field="health.falls_last_12_months",
        cites=("sherrington2011",),
    ),
    Question(
        id="injurious-falls",
        text="How many of those falls hurt you?",
        why="After a fall that hurt, a clinician agrees first.",
        field="health.injurious_falls_last_12_months",
        cites=("sherrington2011",),
    ),
    Question(
        id="pregnancy",
        text="Are you pregnant, and in which week (0 = no)?",
        why="The centre of mass shifts, and a fall would matter more.",
        field="health.pregnancy_week",
        cites=("acog-pregnancy",),
    ),
    Question(
        id="blood-pressure",
        text="Your blood pressure at rest, if you know it?",
        why="Above a limit there is no session that day.",
        field="health.resting_systolic_mmhg",
        cites=("acsm-contraindications",),
    ),
    Question(
        id="resting-heart-rate",
        text="Your heart rate at rest, if you know it?",
        why="A heart that is fast at rest is looked at first.",
        field="health.resting_hr_bpm",
        cites=("clinical-exercise-wales",),
    ),
)  # fmt: skip
"""In the order in which a person is asked; pregnancy is not asked of men."""
