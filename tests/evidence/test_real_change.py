"""The one number that reports read of the catalogue is the catalogue's."""

from pathlib import Path

import pytest

from retroplan.errors import Defect
from retroplan.evidence.load import load_assessments
from retroplan.evidence.real_change import smallest_felt_change


def test_it_says_for_every_test_what_the_catalogue_says() -> None:
    for name, assessment in load_assessments().items():
        for unit in {change.unit for change in assessment.changes}:
            known = [
                change.value for change in assessment.changes
                if change.kind == "mcid" and change.unit == unit
            ]  # fmt: skip
            assert smallest_felt_change(name, unit) == min(known, default=None)


def test_two_points_of_pain_are_what_people_can_feel() -> None:
    assert smallest_felt_change("nprs", "points") == 2


def test_an_unknown_test_has_none() -> None:
    assert smallest_felt_change("no-such-test", "points") is None


def test_a_missing_file_is_a_defect(tmp_path: Path) -> None:
    with pytest.raises(Defect, match="cannot be read"):
        smallest_felt_change("nprs", "points", tmp_path / "norms.toml")
