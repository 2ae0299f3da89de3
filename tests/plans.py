"""Plans that the engine made, for tests of what it makes of them later."""

import datetime as dt

from retroplan.core.engine.build import build
from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import Profile
from retroplan.core.screening.screen import screen
from retroplan.evidence.load import load_evidence
from tests.people import sixty_with_knees

START = dt.date(2026, 11, 23)
"""A Monday."""


def built(profile: Profile | None = None, start: dt.date = START) -> Plan:
    """The plan of a person, of the woman with sore knees unless told: Monday, Wednesday, Friday."""
    person = profile or sixty_with_knees()
    evidence = load_evidence()
    return build(person, person.goal, screen(person, evidence, start), evidence, start)
