"""The three ways in which a person says who they are: questions, flags, a file."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from retroplan.cli.init_wizard import surroundings
from retroplan.cli.wizard_questions import questions
from retroplan.environment import Environment
from retroplan.evidence.load import load_evidence
from tests.conftest import TODAY

EVIDENCE = load_evidence()
AROUND = replace(
    surroundings(
        Environment(
            clock=lambda: dt.datetime(2026, 11, 25, tzinfo=dt.UTC), today=TODAY,
            profile_file=Path("profile.toml"), data_dir=Path(), is_interactive=True,
            is_plain=False, has_colour=False, is_quiet=False, width=80,
        ),
        EVIDENCE,
    ),
    zone="Europe/Berlin",
)  # fmt: skip
QUESTIONS = questions(AROUND)
