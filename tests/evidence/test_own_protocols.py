"""A clinician's own protocol: read strictly, and bound by the goal that it extends."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.engine.own import LABEL, evidence_of, own_document, with_own
from retroplan.core.model.protocol import Protocol
from retroplan.core.model.vocabulary import GoalKind, Stage, Tier
from retroplan.errors import BadFile, NotFound
from retroplan.evidence.load import load_evidence
from retroplan.evidence.own_protocols import parse_own_protocol, read_own_protocol
from tests.builders import make_plan
from tests.own_protocol import OWN, own_text

EVIDENCE = load_evidence()


def parsed(text: str) -> Protocol:
    return parse_own_protocol(
        text, name="dr-lee-knee", called="dr-lee-knee.toml", evidence=EVIDENCE
    )


def problems_of(read: Callable[[], object]) -> tuple[str, ...]:
    with pytest.raises(BadFile) as caught:
        read()
    assert caught.value.hint
    return caught.value.problems


def test_what_it_does_not_say_is_its_goals() -> None:
    own, base = parsed(OWN), EVIDENCE.protocols[GoalKind.KNEE_PAIN]
    same = {"goal", "asks_pain", "effort_rises", "assessments", "tier", "total_backward_min_high"}
    assert {name: getattr(own, name) for name in same} == {
        name: getattr(base, name) for name in same
    }
    assert own.notices[: len(base.notices)] == base.notices


def test_it_cites_no_study_and_says_whose_it_is() -> None:
    own = parsed(OWN)
    assert own.is_own
    assert own.cites == ()
    assert all(row.judgement and row.reason and not row.cites for row in own.weeks)
    assert "no study" in own.expects


def test_the_floor_of_the_goals_range_does_not_bind_it_and_the_ceiling_does() -> None:
    own = parsed(OWN)
    assert own.total_backward_min_low == 0
    (found,) = problems_of(lambda: parsed(own_text(sessions=5, reps=10, bout_s=60)))
    assert found.endswith(
        "the rows: come to 385 backward minutes over 8 weeks; for knee-pain at most 260 (I37)"
    )


def test_plans_longer_than_its_rows_go_on_with_the_last() -> None:
    own = parsed(OWN)
    assert [row.week for row in own.weeks] == list(range(1, 11))
    assert [row.reps for row in own.weeks[5:]] == [own.weeks[4].reps] * 5
    assert [row.unload for row in own.weeks] == [number == 4 for number in range(1, 11)]


def test_speed_may_be_said_either_way() -> None:
    kmh, mph = (
        parsed(own_text()),
        parsed(own_text().replace("speed_kmh = 1.609344", "speed_mph = 1")),
    )
    assert kmh.weeks[0].speed_mph == pytest.approx(mph.weeks[0].speed_mph)


def changed(before: str, after: str) -> str:
    assert before in OWN
    return OWN.replace(before, after, 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (changed('author = "Dr Lee, physiotherapist"\n', ""), "author: is missing"),
        (changed('author = "Dr Lee, physiotherapist"', 'author = " "'), "author: must say something"),
        (changed("reason =", "reasn ="), "reasn: is not known; did you mean reason?"),
        (changed('"knee-pain"', '"kneepain"'), 'did you mean "knee-pain"?'),
        (changed("extends =", "goal ="), "goal: is called extends here"),
        (changed("title =", 'cites = ["lin2025"]\ntitle ='), "your clinician's own, not from a study"),
        (changed("title =", "asks_pain = false\ntitle ="), "asks_pain: is the goal's own"),
        (changed("title =", "jogs = true\ntitle ="), "jogs: is not known"),
        (changed("title =", 'tier = "A"\ntitle ='), "tier: must be B or lower, as for knee-pain, not A"),
        (changed("week = 2", "week = 3"), "row 2, week: must be 2, as the rows are in order"),
        (changed("sessions = 3", "sessions = 6"), "sessions: must be from 2 to 5, not 6"),
        (changed("reps = 4", "reps = 1"), "row 1, reps: reps times bout_s must be from 2:00"),
        (changed("reps = 4", "reps = 28"), "the session would last"),
        (changed("reps = 4", 'reps = "4"'), "row 1, reps: must be a whole number"),
        (changed("unload = true\n", ""), "row 4, unload: must be true in row 4, and only there"),
        (changed("sessions = 3", "unload = true\nsessions = 3"), "row 1, unload: must be true in row 4"),
        (changed("speed_kmh = 1.609344\n", ""), "row 1, speed_kmh: must be given once"),
        (changed("speed_kmh = 1.609344", "speed_kmh = 0.1"), "row 1, speed_kmh: must be from 0.64"),
        (changed('stages = ["corridor"]', 'stages = ["coridor"]'), 'did you mean "corridor"?'),
        (changed('stages = ["corridor"]', "stages = []"), "stages: must name 1 to 20, not 0"),
        (changed('stages = ["corridor"]', 'stages = "corridor"'), "stages: must be a list"),
        (changed("grade_pct = 0", "grade_pct = 2"), "plans for knee-pain are level, not 2 %"),
        (changed("grade_pct = 0", "judgement = true"), "judgement: goes without saying"),
        (changed('"Knees after a rest"', '"a\\u001b[31m"'), "title: holds a line break or a character"),
        (changed('"Knees after a rest"', f'"{"x" * 81}"'), "title: has 81 characters; 80 can be kept"),
        ("\n".join(OWN.split("[[weeks]]")[:1]), "weeks: is missing"),
        ("[[weeks]]".join(OWN.split("[[weeks]]")[:4]), "weeks: must be 4 to 10 rows, not 3"),
        (OWN.replace("[[weeks]]", "[weeks]", 1).split("[[weeks]]")[0], "weeks: is missing"),
    ],
)  # fmt: skip
def test_each_kind_of_mistake_is_told_with_its_line(text: str, told: str) -> None:
    found = problems_of(lambda: parsed(text))
    assert any(told in problem for problem in found), found
    assert all(problem.startswith("line ") or "missing" in problem for problem in found), found


def test_a_mistake_in_a_later_row_has_the_line_of_that_row() -> None:
    text = OWN.replace("reps = 5", "reps = 99", 1)
    line = text.splitlines().index("reps = 99") + 1
    assert f"line {line}: row 3, reps: must be from 1 to 60, not 99" in problems_of(
        lambda: parsed(text)
    )


@pytest.mark.parametrize(
    "text", ["", "=", "a = [" * 500, '"' * 50, "weeks = 3", "\x00", "x.y.z = 1"]
)
def test_toml_that_is_no_protocol_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadFile):
        parsed(text)


@given(st.text(max_size=200))
def test_no_text_is_more_than_a_bad_file(text: str) -> None:
    try:
        parsed(text)
    except BadFile as bad:
        assert bad.message


@given(st.data())
def test_no_line_that_is_spoilt_is_more_than_a_bad_file(data: st.DataObject) -> None:
    lines = OWN.splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    key = lines[at].partition(" = ")[0]
    value = data.draw(
        st.sampled_from(["-1", "1e400", "true", "[]", "{}", '"x"', "1979-05-27", "nan"])
    )
    lines[at] = data.draw(st.sampled_from(["", f"{key} = {value}", "[weeks]", "[[weeks.reps]]"]))
    try:
        parsed("\n".join(lines))
    except BadFile as bad:
        assert bad.message


def test_a_file_that_is_none_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no protocol"):
        read_own_protocol(tmp_path / "none.toml", evidence=EVIDENCE)
    with pytest.raises(BadFile, match="regular file"):
        read_own_protocol(tmp_path, evidence=EVIDENCE)


def test_the_example_of_the_document_is_a_protocol() -> None:
    text = (Path(__file__).parents[2] / "docs/protocol-file.md").read_text("utf-8")
    example = text.split("```toml\n")[2].partition("```")[0]
    assert [row.unload for row in parsed(example).weeks[:4]] == [False, False, False, True]


def test_its_content_is_part_of_the_rules_version() -> None:
    once, again = (with_own(EVIDENCE, parsed(OWN)).rules_version for _ in range(2))
    other = with_own(EVIDENCE, parsed(own_text(reps=5))).rules_version
    assert once == again
    assert len({once, other, EVIDENCE.rules_version}) == 3
    assert once.startswith(f"{EVIDENCE.rules_version}+dr-lee-knee.")


def test_a_plan_carries_it_whole() -> None:
    made = with_own(EVIDENCE, parsed(OWN))
    plan = make_plan(own_protocol=own_document(made, GoalKind.KNEE_PAIN))
    carried = evidence_of(plan, EVIDENCE)
    assert carried.rules_version == made.rules_version
    assert evidence_of(plan, carried).rules_version == made.rules_version
    own, again = made.protocols[GoalKind.KNEE_PAIN], carried.protocols[GoalKind.KNEE_PAIN]
    assert own.weeks == again.weeks
    assert again.weeks[0].stages == (Stage.CORRIDOR,)
    assert again.tier is Tier.B
    assert EVIDENCE.protocols[GoalKind.KNEE_PAIN].author == ""


def test_a_plan_of_the_catalogue_carries_none() -> None:
    assert own_document(EVIDENCE, GoalKind.KNEE_PAIN) is None
    assert evidence_of(make_plan(), EVIDENCE) is EVIDENCE
    assert "not from a study" in LABEL
