"""The areas that the health questions go through, and the names that each one offers.

Every row of the contraindication table is offered in exactly one of them; a name may be typed in any.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A health question with a list behind it."""

    id: str
    label: str
    names: tuple[str, ...]
    asks: str
    """The question of the screening whose reason it shares."""
    text: str = ""
    """Its own words, where the screening asks for more than one area at once."""


AREAS: tuple[Area, ...] = (
    Area(
        id="heart", asks="heart", label="Heart, pressure",
        names=(
            "hypertension", "heart-disease", "heart-attack", "acute-heart-attack", "stable-angina",
            "unstable-angina", "heart-failure", "acute-heart-failure", "arrhythmia",
            "uncontrolled-arrhythmia", "pacemaker", "heart-murmur-assessed", "aortic-stenosis",
            "myocarditis", "high-cholesterol",
        ),
    ),
    Area(
        id="vessels", asks="heart", label="Blood vessels",
        text="Has a doctor ever told you of a clot, or of a disease of the blood vessels?",
        names=(
            "dvt", "dvt-treated", "pulmonary-embolism", "peripheral-artery-disease",
            "aortic-dissection",
        ),
    ),
    Area(
        id="nerves", asks="long-term", label="Brain, nerves",
        text="A stroke, Parkinson's, MS, numb feet, or another problem of brain or nerves?",
        names=(
            "stroke", "stroke-under-3-months", "tia", "parkinson", "multiple-sclerosis",
            "ms-relapse", "peripheral-neuropathy", "foot-ulcer", "epilepsy", "migraine",
            "spinal-cord-injury", "cerebral-palsy", "cognitive-impairment",
        ),
    ),
    Area(
        id="joints", asks="joints", label="Joints",
        text="In the last 12 months, has a knee, hip, foot or another joint troubled you, or has one "
        "been operated on?",
        names=(
            "knee-osteoarthritis", "knee-pain", "patellofemoral-pain", "hip-osteoarthritis",
            "ankle-foot-pain", "rheumatoid-arthritis", "fibromyalgia", "knee-replacement",
            "hip-replacement", "acl-surgery", "recent-surgery", "amputation",
        ),
    ),
    Area(
        id="back", asks="joints", label="Back, bones",
        text="Back or neck pain, thin bones, or a broken bone?",
        names=(
            "back-pain", "disc-trouble", "neck-pain", "spinal-stenosis", "spondylolisthesis",
            "spinal-surgery", "osteoporosis", "severe-osteoporosis", "vertebral-fracture",
            "fracture-healing", "non-weight-bearing",
        ),
    ),
    Area(
        id="senses", asks="senses", label="Sight, balance",
        text="Poor sight or hearing even with an aid, vertigo or fainting in the past, or a walking "
        "stick?",
        names=(
            "uncorrected-vision", "hemianopia", "double-vision", "severe-hearing-loss",
            "walking-aid", "vertigo-assessed", "bppv", "menieres-disease", "fainting-assessed",
        ),
    ),
    Area(
        id="other", asks="long-term", label="Other conditions",
        text="Diabetes, asthma, or another long-term condition?",
        names=(
            "diabetes", "prediabetes", "kidney-disease", "thyroid-disease", "asthma", "copd",
            "cancer", "cancer-past", "obesity", "depression", "long-covid", "hay-fever",
            "other-condition",
        ),
    ),
    Area(
        id="supervised", asks="supervised", label="Supervised only",
        names=("medically-supervised-only",),
    ),
    Area(
        id="chest", asks="chest", label="Chest, breath",
        names=(
            "chest-pain", "breathlessness-at-rest", "orthopnoea", "ankle-swelling",
            "palpitations", "claudication", "unusual-fatigue", "heart-murmur",
        ),
    ),
    Area(id="dizzy", asks="dizzy", label="Dizziness", names=("dizziness", "syncope", "vertigo")),
    Area(
        id="unwell", asks="unwell", label="Unwell today",
        names=("fever", "calf-swelling", "new-weakness", "sudden-headache", "other-symptom"),
    ),
    Area(
        id="warning-signs", asks="warning-signs", label="Knee, back signs",
        names=(
            "knee-locking", "knee-giving-way", "hot-swollen-knee", "night-knee-pain",
            "cannot-bear-weight", "saddle-numbness", "bladder-bowel-change",
            "progressive-leg-weakness", "back-pain-after-trauma", "back-pain-with-cancer-history",
        ),
    ),
    Area(
        id="medicines", asks="medicines", label="Medicines",
        names=(
            "beta-blocker", "rate-limiting-medicine", "blood-pressure-medicine", "nitrate",
            "insulin", "sulfonylurea", "other-diabetes-medicine", "anticoagulant", "sedative",
            "opioid", "psychiatric-medicine", "oral-steroid", "statin", "painkiller",
            "home-oxygen", "other-medication",
        ),
    ),
)  # fmt: skip


def area_id(area: Area) -> str:
    """The id of an area's question; its answers belong to one of the profile's lists by their names."""
    return f"area.{area.id}"
