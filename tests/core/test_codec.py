"""Documents: what goes out comes back the same, and what is of another shape is refused."""

import datetime as dt
import json
from typing import Any, NamedTuple

import pytest
from hypothesis import given

from retroplan.core.codec import decode, encode
from retroplan.core.model.clearance import Limits
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Segment, Session, Span
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import Outcome, Stage, Tier
from tests.builders import make_log, make_session
from tests.strategies import limits, people


@given(profile=people)
def test_a_profile_survives_json(profile: Profile) -> None:
    assert decode(Profile, json.loads(json.dumps(encode(profile)))) == profile


@given(limit=limits)
def test_limits_survive_json(limit: Limits) -> None:
    assert decode(Limits, json.loads(json.dumps(encode(limit)))) == limit


def test_a_log_survives_json_with_the_session_that_was_prescribed() -> None:
    log = make_log(make_session(), near_falls=0, stage=Stage.WALL)
    assert decode(SessionLog, json.loads(json.dumps(encode(log)))) == log


class Pair(NamedTuple):
    """A record that is a named tuple."""

    day: dt.date
    tiers: dict[Tier, tuple[Outcome, ...]]


def test_every_kind_of_value_has_its_spelling() -> None:
    pair = Pair(dt.date(2026, 11, 25), {Tier.A_PLUS: (Outcome.DONE, Outcome.SKIPPED)})
    assert encode(pair) == {"day": "2026-11-25", "tiers": {"A+": ["done", "skipped"]}}
    assert encode((None, True, 1.5, [Span(low=1, high=2)])) == [
        None, True, 1.5, [{"low": 1, "high": 2}],
    ]  # fmt: skip


def test_keys_of_a_later_program_are_overlooked() -> None:
    assert decode(Span, {"low": 1, "high": 2, "since": "0.9"}) == Span(low=1, high=2)


def test_a_whole_number_is_taken_where_any_number_may_stand() -> None:
    document = encode(make_session().segments[0]) | {"speed_mps": 1}
    assert isinstance(decode(Segment, document).speed_mps, float)


def without(name: str) -> dict[str, Any]:
    """A session's document that lacks a key."""
    return {key: value for key, value in encode(make_session()).items() if key != name}


@pytest.mark.parametrize(
    "document",
    [
        without("total_s"),
        encode(make_session()) | {"stage": "moon"},
        encode(make_session()) | {"date": "2026-02-30"},
        encode(make_session()) | {"segments": 3},
        encode(make_session()) | {"speed_mps": "fast"},
        encode(make_session()) | {"rpe": {"low": 1}},
    ],
)
def test_a_document_of_another_shape_is_refused(document: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        decode(Session, document)
