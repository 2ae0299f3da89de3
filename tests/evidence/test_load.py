"""The loader: what it gives, and that it refuses data which is not of its shape."""

import shutil
from pathlib import Path

import pytest

from retroplan.core.model.vocabulary import GoalKind, Stage, Tier
from retroplan.errors import Defect
from retroplan.evidence import load


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the catalogue that a test may spoil."""
    return Path(shutil.copytree(load.DATA, tmp_path / "catalogue"))


def spoil(data: Path, file: str, old: str, new: str) -> None:
    """Replace the first `old` in a file of the copy."""
    text = (data / file).read_text("utf-8")
    assert old in text
    (data / file).write_text(text.replace(old, new, 1), "utf-8")


def everything(data: Path) -> tuple[object, ...]:
    """Look at all of a catalogue, so that every file is read."""
    evidence = load.load_evidence(data)
    rules = (dict(evidence.rulebook), dict(evidence.conditions))
    parts = (dict(evidence.protocols), dict(evidence.citations), dict(evidence.claims))
    return (*rules, *parts, load.load_assessments(data), load.load_faults(data))


def test_the_whole_catalogue_is_read() -> None:
    evidence = load.load_evidence()

    assert set(evidence.protocols) == set(GoalKind)
    assert list(evidence.tiers) == list(Tier)
    assert list(evidence.ladder) == list(Stage)
    assert "I11" in evidence.invariants
    assert evidence.conditions
    assert evidence.screening
    assert evidence.claims
    assert evidence.rules_version


def test_the_catalogue_is_read_once() -> None:
    assert load.load_evidence() is load.load_evidence()


def test_what_few_plans_need_is_parsed_when_looked_at(data: Path) -> None:
    for name in ("claims.toml", "citations.toml", "protocols/focus.toml"):
        (data / name).unlink()
    evidence = load.load_evidence(data)

    assert evidence.protocols[GoalKind.KNEE_PAIN].goal is GoalKind.KNEE_PAIN
    with pytest.raises(Defect, match=r"focus\.toml"):
        evidence.protocols[GoalKind.FOCUS]
    with pytest.raises(Defect, match=r"citations\.toml"):
        len(evidence.citations)


def test_a_goal_or_key_that_does_not_exist_is_a_key_error() -> None:
    evidence = load.load_evidence()

    assert "no-such-goal" not in evidence.protocols
    assert "no-such-key" not in evidence.citations
    assert len(evidence.protocols) == len(GoalKind)


def test_a_file_can_be_read_without_the_others(data: Path) -> None:
    for file in data.rglob("*.toml"):
        if file.name != "pain.toml":
            file.unlink()

    assert load.load_scales(data).zones


def test_a_missing_file_is_a_defect_that_names_it(data: Path) -> None:
    (data / "guidance.toml").unlink()

    with pytest.raises(Defect, match=r"guidance\.toml"):
        load.load_guidance(data)


def test_a_file_that_is_no_toml_is_a_defect_that_names_it(data: Path) -> None:
    spoil(data, "faults.toml", "[[fault]]", "[[fault")

    with pytest.raises(Defect, match=r"faults\.toml"):
        load.load_faults(data)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("tiers.toml", "\nspeed_cap_mph", "\nspede_cap_mph", "unknown key 'spede_cap_mph'"),
        ("ladder.toml", "\nwhere = ", "\n# where = ", "missing key 'where'"),
        ("ladder.toml", '["counter"]', '["conter"]', "conter"),
        ("claims.toml", 'topic = "knee-pain"', 'topic = "knees"', "unknown topic 'knees'"),
        ("claims.toml", 'key = "knee-strength"', 'key = "knee-why"', "'knee-why' is there twice"),
        ("citations.toml", "\nread = ", "\nraed = ", "unknown key 'raed'"),
        ("conditions.toml", 'severity = "block"', 'severity = "blok"', "blok"),
        (
            "conditions.toml",
            'severity = "block"\n',
            'hand_free = false\nseverity = "block"\n',
            "'hand_free'",
        ),
        ("guidance.toml", "\nfirst_steps", "\nfirst_step", "unknown key 'first_step'"),
        ("norms.toml", "\nbetter = ", "\nbest = ", "unknown key 'best'"),
        ("norms.toml", "\nsense = ", "\nsence = ", "unknown key 'sence'"),
        ("invariants.toml", "rules_version", "rule_version", "missing key 'rules_version'"),
        ("energetics.toml", "rail_factor", "rails_factor", "'rails_factor'"),
        ("energetics.toml", "\nrail_factor = ", "\nbackward_factor = ", "is there twice"),
        ("protocols/knee-pain.toml", "\nbout_s", "\nbouts", "weeks[1]: unknown key 'bouts'"),
        ("protocols/knee-pain.toml", "\nreps = 8\n", "\n", "weeks[1]: missing key 'reps'"),
        ("protocols/knee-pain.toml", '"knee-pain"', '"balance"', "goal is 'balance'"),
    ],
)
def test_a_key_that_is_wrong_is_a_defect_that_names_file_and_key(
    data: Path, file: str, old: str, new: str, said: str
) -> None:
    spoil(data, file, old, new)

    with pytest.raises(Defect) as caught:
        everything(data)

    assert file in caught.value.message
    assert said in caught.value.message


def test_a_list_that_is_missing_is_a_defect(data: Path) -> None:
    (data / "faults.toml").write_text("", "utf-8")

    with pytest.raises(Defect, match=r"faults\.toml: missing key 'fault'"):
        load.load_faults(data)


def test_a_tier_that_is_missing_is_a_defect(data: Path) -> None:
    spoil(data, "tiers.toml", '["A+"]', '["A"]'.replace("A", "D"))

    with pytest.raises(Defect, match=r"tiers\.toml"):
        load.load_tiers(data)
