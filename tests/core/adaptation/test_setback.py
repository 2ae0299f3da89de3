"""The way back from a step down: short where the setback was short (I33)."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.adaptation.footing import Footing
from retroplan.core.adaptation.ruling import Ruling, ruled
from retroplan.core.adaptation.setback import Setback
from retroplan.core.engine.doses import Level
from retroplan.core.model.plan import Session
from retroplan.core.model.profile import Profile
from tests.core.adaptation.lived import EVIDENCE, RUTH, plan_of
from tests.core.adaptation.test_pain_course import LONG, RED, WELL, following, live
from tests.core.adaptation.test_too_much import FALLER
from tests.histories import DAY, Walker
from tests.plans import START


def level(backward_s: float) -> Level:
    return Level(backward_s=backward_s, bout_s=60, speed_mps=0.5, grade_pct=0)


BEFORE = level(600)


def further(chain: Setback, left: float, share: float = 1.0, *, hurt: float = 600) -> None:
    """A step down to so many seconds; its way back leads first through a share of the dose that hurt."""
    chain.step_down(level(left), hurt, share=share, counts=False, is_wish=False)


def setback(left: float, share: float = 1.0) -> Setback:
    chain = Setback(before=BEFORE, returns=BEFORE, began=START, counts=False, is_wish=False)
    further(chain, left, share)
    return chain


def climbed(chain: Setback, clean: int) -> list[float]:
    """The most of the next session after each clean one."""
    found: list[float] = []
    for _ in range(clean):
        if chain.count(2):
            return [*found, BEFORE.backward_s]
        found.append(chain.level.backward_s)
    return found


# -- stairs -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "share", "doses"),
    [
        (480, 1.0, [480, 600]),  # back: two clean sessions, then the dose before
        (
            300,
            0.75,
            [300, 450, 450, 600],
        ),  # red: two, then three quarters; two more, then all of it
        (450, 0.75, [450, 600]),  # three quarters are there already
        (500, 0.75, [500, 600]),
        (600, 0.75, [600, 600]),
    ],
)
def test_the_way_back(left: float, share: float, doses: list[float]) -> None:
    assert climbed(setback(left, share), 9) == doses


def test_a_session_that_was_not_clean_begins_the_stair_anew() -> None:
    chain = setback(480)
    chain.count(2)
    chain.clean = 0

    assert climbed(chain, 9) == [480, 600]


# -- a further step of the chain --------------------------------------------------------------


def test_the_dose_before_the_first_of_a_chain_comes_back() -> None:
    chain = setback(480)
    chain.count(2)
    further(chain, 384)

    assert chain.level.backward_s == 384
    assert climbed(chain, 9) == [384, 600]


def test_of_several_rules_the_smallest_dose_holds() -> None:
    chain = setback(300, 0.75)
    further(chain, 480)

    assert chain.level.backward_s == 300
    assert climbed(chain, 9) == [300, 450, 450, 600]


def test_a_red_after_an_easier_step_leads_back_over_three_quarters() -> None:
    chain = setback(480)
    further(chain, 240, 0.75, hurt=480)

    assert climbed(chain, 9) == [240, 360, 360, 600]


def test_a_chain_with_a_red_in_it_never_leads_back_past_three_quarters() -> None:
    """75 % first after a red: also where a further step came once the stair was reached."""
    chain = setback(300, 0.75)
    assert climbed(chain, 2) == [300, 450]
    further(chain, 360)  # three quarters were too much

    assert climbed(chain, 9) == [360, 450, 450, 600]


@given(
    steps=st.lists(
        st.one_of(
            st.tuples(st.sampled_from([0.5, 0.8, 0.85]), st.sampled_from([0.75, 1.0])),
            st.none(),
        ),
        max_size=12,
    )
)
def test_a_chain_never_leads_above_the_dose_before_nor_up_without_two_clean_sessions(
    steps: list[tuple[float, float] | None],
) -> None:
    chain = setback(480)
    for step in steps:
        was, clean = chain.level.backward_s, chain.clean
        if step is None:
            if chain.count(2):
                return
            assert chain.level.backward_s == was or clean == 1
        else:
            further(chain, was * step[0], step[1], hurt=was)
            assert chain.level.backward_s <= was
        assert chain.level.backward_s <= BEFORE.backward_s
        assert chain.stairs[-1] == BEFORE


# -- in a plan --------------------------------------------------------------------------------

BACK: dict[str, Any] = {"nprs_before": 6}  # two above the usual 4: the last walk was not borne
HARD: dict[str, Any] = {"rpe": 6}
SHORT: dict[str, Any] = {"backward_s": 200}


def lived(person: Profile, *told: dict[str, Any]) -> list[Session]:
    return live(Walker(plan_of(person), person, EVIDENCE), *told)


@pytest.mark.parametrize("trouble", [BACK, HARD, SHORT])
def test_two_clean_sessions_give_back_the_dose_before(trouble: dict[str, Any]) -> None:
    """Sessions 7 and 8 held 8 minutes; after trouble in one, two go well and the next holds 8 again."""
    *_, hurt, first, second, third = lived(LONG, *[WELL] * 7, trouble, WELL, WELL, WELL)

    assert hurt.backward_s == 480
    assert max(first.backward_s, second.backward_s) < 480
    assert third.backward_s == 480


def test_after_a_red_three_quarters_come_first() -> None:
    *_, hurt, one, two, three, four, five = lived(LONG, *[WELL] * 7, RED, *[WELL] * 5)

    assert [each.backward_s for each in (hurt, one, two)] == [480, 240, 240]
    assert {three.backward_s, four.backward_s} == {360}
    assert five.backward_s == 480


def test_the_whole_of_a_short_setback_is_made_up_within_three_weeks() -> None:
    told = lived(LONG, *[WELL] * 7, RED, *[WELL] * 9)
    back = next(each for each in told[8:] if each.backward_s >= told[7].backward_s)

    assert (back.date - told[7].date).days <= 21


def test_after_a_red_in_a_lighter_week_shares_are_of_the_dose_that_hurt() -> None:
    """ "Of the dose that hurt or of the last full dose, whichever is less": its three quarters too."""
    told = lived(RUTH, *[WELL] * 9, RED, *[WELL] * 8)
    lighter, after = told[9], told[10:]
    assert lighter.session_id == "4.1"
    assert lighter.backward_s < told[8].backward_s

    assert max(each.backward_s for each in after[:2]) <= lighter.backward_s * 0.5
    assert max(each.backward_s for each in after[2:4]) <= lighter.backward_s * 0.75
    assert any(each.backward_s >= told[8].backward_s for each in after)


def test_a_way_back_that_takes_longer_than_four_weeks_is_a_rise() -> None:
    """Then it obeys the limits of any other: no more than two minutes or a quarter over what was."""
    who = Walker(plan_of(LONG), LONG, EVIDENCE)
    live(who, *[WELL] * 7)
    (hurt,) = live(who, RED)
    trouble: dict[str, Any] = {"rpe": None}
    while following(who).date <= hurt.date + 29 * DAY:
        live(who, trouble)
    left_s = following(who).backward_s
    doses = [each.backward_s for each in live(who, *[WELL] * 6)]

    assert left_s <= hurt.backward_s / 2
    assert max(doses[:3]) <= left_s + 120


def test_no_rung_is_new_after_a_step_down_until_the_one_below_was_walked_clean() -> None:
    who = Walker(plan_of(LONG), LONG, EVIDENCE)
    live(who, *[WELL] * 5)
    known = {each.stage for each in live(who, {"near_falls": 1}, WELL)}
    walked = {each.stage for each in who.revisions[0].sessions[:5]} | known
    for _ in range(8):
        (session,) = live(who, WELL)
        rung = EVIDENCE.ladder[session.stage]
        assert session.stage in walked or walked & set(rung.after)
        walked.add(session.stage)


def test_red_again_at_the_smallest_session_keeps_the_stair_before_the_dose_before() -> None:
    chain = Setback(
        before=level(240), returns=level(240), began=START, counts=False, is_wish=False
    )
    further(chain, 120, 0.75, hurt=240)
    further(chain, 120, 0.75, hurt=120)

    assert [chain.count(2) for _ in range(4)] == [False, False, False, True]


@pytest.mark.parametrize(("days", "comes_back"), [(20, True), (40, False)])
def test_what_was_not_walked_for_four_weeks_does_not_come_back_at_once(
    days: int, comes_back: bool
) -> None:
    footing = Footing(evidence=EVIDENCE, first_week_mps=0.5, first_week_s=240)
    footing.walked = [(START, level(600)), (START + 10 * DAY, level(240))]
    footing.full = level(600)
    day = START + days * DAY
    red = red_of(day)
    footing.lower(red, level(240))

    returns = footing.returns_to(day)
    assert returns is not None
    assert returns.backward_s == (600 if comes_back else 120)


def red_of(day: dt.date) -> Ruling:
    """A walk that hurt too much, on a day."""
    rule = EVIDENCE.rulebook["red-pain"]
    return ruled(rule, date=day, sentence="", inputs=[], otherwise="")


# -- where it cannot be made shorter ----------------------------------------------------------


def fallen_short(trouble: dict[str, Any]) -> Walker:
    """Somebody at the smallest session there is, with trouble in the first of three in a week."""
    who = Walker(plan_of(FALLER), FALLER, EVIDENCE)
    (first,) = live(who, trouble)
    assert first.backward_s == EVIDENCE.bounds.backward_min_s
    return who


@pytest.mark.parametrize(
    ("trouble", "left_out"),
    [(RED, 1), ({"nprs_before": 2}, 1), ({"near_falls": 1}, 0), ({"rpe": 7}, 0), (WELL, 0)],
)
def test_for_pain_alone_one_session_is_left_out_where_it_cannot_be_shorter(
    trouble: dict[str, Any], left_out: int
) -> None:
    who = fallen_short(trouble)
    week = who.plan.weeks[0]

    said = [each for each in who.plan.adjustments if each.rule == "left-out"]
    assert len(said) == left_out
    assert len(week.sessions) == 3 - left_out >= EVIDENCE.bounds.sessions_min
