"""Leave-one-out: what is left out has no consequence, and nothing is walked twice."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benches.cohort.assumptions import Assumptions
from benches.cohort.leave import (
    Part,
    _beyond_invariants,
    _counts,
    by_price,
    changes_of,
    leave_one_out,
    pair,
    walk_part,
)
from benches.cohort.leave_tables import leave_kinds_table, leave_table
from benches.cohort.policies import PolicyName, Start, begin
from benches.cohort.run import Task
from benches.cohort.softer import LEFT_OUT, READ, Change, changes, leaving_out, noted
from benches.cohort.trade import settings_of, trade, trade_table
from benches.cohort.walker import START, Walker, walker
from retroplan.core.adaptation import adapt as adapting
from retroplan.core.adaptation.adapt import adapt
from retroplan.core.model.events import Declared, Event
from retroplan.core.screening.screen import screen
from retroplan.errors import Defect
from retroplan.evidence.load import load_evidence
from tests.builders import make_log, make_plan

EVIDENCE = load_evidence()
RULEBOOK = EVIDENCE.rulebook
ASSUMED = Assumptions()
SEED, ONLY = 1, "days-off-repeat"


# -- what can be left out -------------------------------------------------------------------------


def test_every_rule_can_be_left_out_and_every_number_of_it_changed() -> None:
    found = {(each.rule, each.what) for each in changes(RULEBOOK)}
    for rule in RULEBOOK.values():
        assert (rule.name, LEFT_OUT) in found
        assert {(rule.name, number) for number in rule.numbers} <= found
    names = [each.name for each in changes(RULEBOOK)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("change", changes(RULEBOOK), ids=lambda change: change.name)
def test_a_change_is_of_one_thing_alone(change: Change) -> None:
    other = change.made(EVIDENCE).rulebook
    assert [name for name in RULEBOOK if other[name] != RULEBOOK[name]] == (
        [] if change.what == LEFT_OUT else [change.rule]
    )
    if change.what == LEFT_OUT:
        return
    rule, was = other[change.rule], RULEBOOK[change.rule]
    if change.what in was.numbers:
        assert {key for key in was.numbers if rule.numbers[key] != was.numbers[key]} == {
            change.what
        }
        assert rule._replace(numbers=was.numbers) == was
    else:
        assert rule._replace(**{change.what: getattr(was, change.what)}) == was


def test_a_rule_left_out_fires_and_nothing_follows() -> None:
    who, start = _begun()
    session = start.plan.sessions[2]
    facts: list[Event] = [Declared(date=START, profile=who.profile),
             *(make_log(each, nprs_during=0) for each in start.plan.sessions[:2]),
             make_log(session, nprs_during=8)]  # fmt: skip
    usual, fired = adapt(start.plan, facts, EVIDENCE, session.date)
    assert "red-pain" in {found.rule for found in fired}
    with leaving_out(Change("red-pain")):
        without, fired = adapt(start.plan, facts, EVIDENCE, session.date)
    assert "red-pain" not in {found.rule for found in fired}
    assert without.weeks != usual.weeks
    assert adapt(start.plan, facts, EVIDENCE, session.date)[0] == usual


def test_what_was_read_of_a_rule_is_noted() -> None:
    rule = noted(EVIDENCE).rulebook["red-pain"]
    READ.clear()
    assert rule.minutes_share == RULEBOOK["red-pain"].minutes_share
    assert rule.numbers["pain_above"] == RULEBOOK["red-pain"].numbers["pain_above"]
    assert {("red-pain", "minutes_share"), ("red-pain", "pain_above")} <= READ
    assert ("red-pain", "days_off") not in READ
    assert rule == RULEBOOK["red-pain"]


# -- the walk -------------------------------------------------------------------------------------


def test_what_no_course_looked_at_would_have_changed_nothing() -> None:
    every = (*changes_of(EVIDENCE, ONLY)[:2], *changes_of(EVIDENCE, "fever"))
    part = Part(seed=SEED, numbers=range(1), changes=every)
    line = walk_part(part)
    task = Task(seed=SEED, numbers=range(0), assumptions=ASSUMED)
    for number, base in line["base"].items():
        who = walker(SEED, int(number), ASSUMED)
        start = begin(who, EVIDENCE, START)
        assert isinstance(start, Start)
        for change in every:
            counts = _counts(who, start, change.made(EVIDENCE), task, change)
            assert line["found"][change.name].get(number, base) == counts


def test_a_run_goes_on_where_another_stopped(tmp_path: Path) -> None:
    whole = leave_one_out(seed=SEED, walkers=1, again=2, top=1, jobs=1, state=None, only=ONLY)
    state = tmp_path / "state.jsonl"
    leave_one_out(seed=SEED, walkers=1, again=0, top=1, jobs=1, state=state, only=ONLY)
    state.write_text(state.read_text() + '\n{"of":"other","walkers":[0,9]}\n{"of":')
    parts: list[tuple[int, int]] = []
    rest = leave_one_out(seed=SEED, walkers=1, again=2, top=1, jobs=1, state=state, only=ONLY,
                         advance=lambda done, of: parts.append((done, of)))  # fmt: skip
    assert rest == whole
    assert parts
    parts.clear()
    again = leave_one_out(seed=SEED, walkers=1, again=2, top=1, jobs=1, state=state, only=ONLY,
                          advance=lambda done, of: parts.append((done, of)))  # fmt: skip
    assert again == whole
    assert not parts
    assert all(
        json.loads(line)["of"] for line in state.read_text().splitlines() if line.endswith("}")
    )
    every = changes_of(EVIDENCE, ONLY)
    assert all(change.name in leave_table(whole, every, RULEBOOK) for change in every)
    dearest = by_price(whole, every, range(1))[0]
    own, other = pair(whole, dearest)
    assert [row.number for row in own] == [row.number for row in other]
    assert by_price(whole, every)[0].name in leave_kinds_table(whole, every, 1)


def test_a_revision_beyond_an_invariant_is_counted_and_walked() -> None:
    plan = make_plan()
    first, second, *rest = plan.weeks[2].sessions
    clash = replace(plan.weeks[2], sessions=(first, replace(second, date=first.date), *rest))
    crowded = replace(plan, weeks=(*plan.weeks[:2], clash, *plan.weeks[3:]))
    who, _ = _begun()
    clearance = screen(who.profile, EVIDENCE, START)

    def check() -> None:
        vars(adapting)["check_ahead"](
            crowded, who.profile, clearance, EVIDENCE, today=plan.start, recorded=frozenset()
        )

    with pytest.raises(Defect):
        check()
    with _beyond_invariants() as broken:
        check()
    assert len(broken) == 1
    with pytest.raises(Defect):
        check()


# -- the trade ------------------------------------------------------------------------------------


def test_settings_are_read_as_their_kind_has_them() -> None:
    found = settings_of("two-reds.reds=2,3", EVIDENCE)
    assert found == [Change("two-reds", "reds", 2), Change("two-reds", "reds", 3)]
    assert settings_of("red-pain.stage_back=false", EVIDENCE)[0].value is False
    assert settings_of("two-reds.step=regress", EVIDENCE)[0].value == "regress"
    for wrong in ("two-reds", "no-rule.reds=2", "two-reds.nothing=2", "two-reds.reds=many"):
        with pytest.raises(ValueError, match=r"two-reds|no-rule|many"):
            settings_of(wrong, EVIDENCE)


def test_a_trade_holds_a_line_for_each_setting_and_the_rival() -> None:
    asked = settings_of("two-reds.reds=9", EVIDENCE)
    found = trade(asked, walkers=2, seed=SEED, jobs=1)
    assert [each.name for each in found] == ["as it is", asked[0].name, PolicyName.TEN_PER_CENT]
    assert len(trade_table(found).splitlines()) == 2 + len(found)


def _begun() -> tuple[Walker, Start]:
    for number in range(200):
        who = walker(SEED, number, ASSUMED)
        start = begin(who, EVIDENCE, START)
        if isinstance(start, Start) and start.plan.sessions[2].backward_s >= 240:
            return who, start
    raise AssertionError("nobody with so much to halve")
