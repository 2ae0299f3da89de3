import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.model.clearance import Clearance
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import Verdict, Weekday
from retroplan.core.when import FURTHEST
from retroplan.environment import Environment
from retroplan.errors import Infeasible, StoreProblem, UsageProblem
from retroplan.evidence.load import load_evidence
from retroplan.store.database import reading
from retroplan.store.plans import current_document, list_plans
from retroplan.store.screenings import latest_screening
from retroplan.usecases.declaring import Declaration, declared, flattened, profile_of
from retroplan.usecases.drafts import draft_file, drop_draft, read_draft, save_draft
from retroplan.usecases.new_plans import first_day
from retroplan.usecases.starting import (
    Beginning,
    NotYet,
    begin,
    rehearse,
    would_agreement_help,
)

TODAY = dt.date(2026, 11, 25)  # a Wednesday
WELL = {
    "profile.birth_date": dt.date(1966, 4, 2),
    "goal.kind": "healthy-ageing",
    "health.conditions": (),
    "health.symptoms": (),
    "health.medications": (),
    "health.falls_last_12_months": 0,
}


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return load_evidence()


def declare(evidence: Evidence, **changes: object) -> Declaration:
    values = {**WELL, **{name.replace("__", "."): value for name, value in changes.items()}}
    return declared(values, base=None, name="me.toml", evidence=evidence, today=TODAY)


def everything_below(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def kept_plans(environment: Environment) -> list[str]:
    with reading(environment.store_file) as connection:
        return [stored.plan_id for stored in list_plans(connection)]


def screened(environment: Environment) -> Clearance | None:
    with reading(environment.store_file) as connection:
        return latest_screening(connection)


def test_a_beginning_keeps_profile_screening_and_plan(
    environment: Environment, evidence: Evidence
) -> None:
    declaration = declare(evidence)

    made = begin(environment=environment, declaration=declaration, evidence=evidence)

    assert made.is_kept
    assert environment.profile_file.read_text("utf-8") == declaration.text
    assert kept_plans(environment) == [made.plan.plan_id]
    assert screened(environment) == made.clearance


def test_profile_and_copies_are_for_their_owner_only(
    environment: Environment, evidence: Evidence
) -> None:
    begin(environment=environment, declaration=declare(evidence), evidence=evidence)
    other = declare(evidence, goal__kind="variety")
    made = begin(environment=environment, declaration=other, evidence=evidence)

    assert made.old_profile is not None
    for file in (environment.profile_file, made.old_profile):
        assert file.stat().st_mode & 0o777 == 0o600


def test_a_rehearsal_writes_nothing(environment: Environment, evidence: Evidence) -> None:
    made = rehearse(environment=environment, declaration=declare(evidence), evidence=evidence)

    assert not made.is_kept
    assert not environment.data_dir.exists()


def test_a_refusal_keeps_profile_and_screening_but_no_plan(
    environment: Environment, evidence: Evidence
) -> None:
    declaration = declare(evidence, health__conditions=("stroke",))

    with pytest.raises(NotYet) as caught:
        begin(environment=environment, declaration=declaration, evidence=evidence)

    assert "set clearance in me.toml" in caught.value.hint
    assert caught.value.hint.endswith("Your answers are kept.")
    assert environment.profile_file.read_text("utf-8") == declaration.text
    assert kept_plans(environment) == []
    clearance = screened(environment)
    assert clearance is not None
    assert clearance.verdict is Verdict.REFER


def test_a_refusal_in_spite_of_a_yes_says_why_it_does_not_count(
    environment: Environment, evidence: Evidence
) -> None:
    unnamed = {"health__clearance__given": True, "health__clearance__on": TODAY}
    declaration = declare(evidence, health__conditions=("stroke",), **unnamed)

    with pytest.raises(NotYet, match="no plan yet") as caught:
        begin(environment=environment, declaration=declaration, evidence=evidence)

    assert "does not say who gave it" in caught.value.hint


def test_a_refused_rehearsal_does_not_claim_that_anything_is_kept(
    environment: Environment, evidence: Evidence
) -> None:
    declaration = declare(evidence, health__conditions=("stroke",))

    with pytest.raises(NotYet) as caught:
        rehearse(environment=environment, declaration=declaration, evidence=evidence)

    assert "Nothing was written" in caught.value.hint
    assert "are kept" not in caught.value.hint
    assert not environment.data_dir.exists()


def test_a_pregnancy_near_its_end_keeps_the_answers_too(
    environment: Environment, evidence: Evidence
) -> None:
    declaration = declare(
        evidence,
        profile__birth_date=dt.date(1996, 4, 2),
        profile__sex="female",
        health__pregnancy_week=26,
        health__clearance__given=True,
        health__clearance__by="midwife",
        health__clearance__on=TODAY,
    )

    with pytest.raises(NotYet):
        begin(environment=environment, declaration=declaration, evidence=evidence)

    assert environment.profile_file.exists()
    assert kept_plans(environment) == []


def test_the_same_beginning_again_changes_no_byte(
    environment: Environment, evidence: Evidence
) -> None:
    declaration = declare(evidence)
    begin(environment=environment, declaration=declaration, evidence=evidence)
    before = everything_below(environment.data_dir)

    made = begin(environment=environment, declaration=declaration, evidence=evidence)

    assert made.was_there
    assert everything_below(environment.data_dir) == before


def test_two_that_begin_the_same_at_once_make_one_plan(
    environment: Environment, evidence: Evidence
) -> None:
    declaration = declare(evidence)
    made: list[Beginning] = []

    class Overtaken(str):
        """Words of a profile; while they are about to be kept, another command keeps them first."""

        __slots__ = ()

        def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
            if not made:
                made.append(
                    begin(environment=environment, declaration=declaration, evidence=evidence)
                )
            return super().encode(encoding, errors)

    slow = replace(declaration, text=Overtaken(declaration.text))
    second = begin(environment=environment, declaration=slow, evidence=evidence)

    assert second.was_there
    assert kept_plans(environment) == [second.plan.plan_id]
    assert environment.profile_file.read_text("utf-8") == declaration.text


def test_the_same_plan_in_other_words_changes_the_profile_only(
    environment: Environment, evidence: Evidence
) -> None:
    declaration = declare(evidence)
    made = begin(environment=environment, declaration=declaration, evidence=evidence)
    other = replace(declaration, text="# a remark of mine\n" + declaration.text)

    again = begin(environment=environment, declaration=other, evidence=evidence)

    assert again.was_there
    assert kept_plans(environment) == [made.plan.plan_id]
    assert environment.profile_file.read_text("utf-8") == other.text
    assert again.old_profile is not None


def test_a_new_plan_keeps_the_old_plan_and_the_old_profile(
    environment: Environment, evidence: Evidence
) -> None:
    first, second = declare(evidence), declare(evidence, goal__kind="variety")
    old = begin(environment=environment, declaration=first, evidence=evidence)
    new = begin(environment=environment, declaration=second, evidence=evidence)

    assert kept_plans(environment) == [old.plan.plan_id, new.plan.plan_id]
    assert new.old_profile == environment.profile_file.with_name("profile.toml.2026-11-25")
    assert new.old_profile is not None
    assert new.old_profile.read_text("utf-8") == first.text


def test_wishes_that_come_back_are_a_plan_of_their_own(
    environment: Environment, evidence: Evidence
) -> None:
    first, second = declare(evidence), declare(evidence, goal__kind="variety")
    made = [
        begin(environment=environment, declaration=declaration, evidence=evidence)
        for declaration in (first, second, first, second)
    ]

    assert len(set(kept_plans(environment))) == 4
    assert made[2].plan.plan_id == f"{made[0].plan.plan_id}-2"
    assert made[3].old_profile is not None
    assert made[3].old_profile.name == "profile.toml.2026-11-25-3"


def test_an_infeasible_wish_leaves_everything_as_it_was(
    environment: Environment, evidence: Evidence
) -> None:
    begin(environment=environment, declaration=declare(evidence), evidence=evidence)
    before = everything_below(environment.data_dir)
    wish = declare(evidence, availability__days=("mon",), plan__sessions_per_week=3)

    with pytest.raises(Infeasible):
        begin(environment=environment, declaration=wish, evidence=evidence)

    assert everything_below(environment.data_dir) == before


def test_where_no_store_can_be_made_no_profile_is_left(
    environment: Environment, evidence: Evidence
) -> None:
    environment.store_file.mkdir(parents=True)

    with pytest.raises(StoreProblem):
        begin(environment=environment, declaration=declare(evidence), evidence=evidence)

    assert everything_below(environment.data_dir) == {}


@pytest.mark.parametrize("conditions", [(), ("stroke",)])
def test_where_the_store_cannot_be_read_the_old_profile_stays(
    environment: Environment, evidence: Evidence, conditions: tuple[str, ...]
) -> None:
    begin(environment=environment, declaration=declare(evidence), evidence=evidence)
    environment.store_file.write_bytes(b"not a database" * 1000)
    before = everything_below(environment.data_dir)
    other = declare(evidence, goal__kind="variety", health__conditions=conditions)

    with pytest.raises(StoreProblem):
        begin(environment=environment, declaration=other, evidence=evidence)

    assert everything_below(environment.data_dir) == before


def test_where_the_store_cannot_be_written_the_old_profile_stays(
    environment: Environment, evidence: Evidence
) -> None:
    begin(environment=environment, declaration=declare(evidence), evidence=evidence)
    before = everything_below(environment.data_dir)

    def full_disk() -> dt.datetime:
        raise StoreProblem("the disk is full")

    broken = environment._replace(clock=full_disk)  # asked in the middle of keeping
    with pytest.raises(StoreProblem):
        begin(
            environment=broken,
            declaration=declare(evidence, goal__kind="variety"),
            evidence=evidence,
        )

    assert everything_below(environment.data_dir) == before


def test_a_profile_file_that_is_a_link_is_left_alone(
    environment: Environment, evidence: Evidence, tmp_path: Path
) -> None:
    target = tmp_path / "dotfiles.toml"
    target.write_text("# mine\n", "utf-8")
    environment.data_dir.mkdir()
    environment.profile_file.symlink_to(target)

    with pytest.raises(UsageProblem, match="link"):
        begin(environment=environment, declaration=declare(evidence), evidence=evidence)

    assert environment.profile_file.is_symlink()
    assert target.read_text("utf-8") == "# mine\n"
    assert [file.name for file in environment.data_dir.iterdir()] == ["profile.toml"]


def wishing(evidence: Evidence, start: dt.date | None, *days: str) -> Profile:
    return declare(
        evidence, plan__start=start, availability__days=days or ("mon", "wed", "fri")
    ).profile


def test_a_plan_begins_today_where_today_is_one_of_the_days(evidence: Evidence) -> None:
    assert first_day(wishing(evidence, None, "wed"), TODAY) == (TODAY, ())


def test_a_plan_begins_on_the_next_of_the_days(evidence: Evidence) -> None:
    assert first_day(wishing(evidence, None, "tue"), TODAY) == (dt.date(2026, 12, 1), ())


def test_a_start_gone_by_is_moved_and_said(evidence: Evidence) -> None:
    day, (remark,) = first_day(wishing(evidence, dt.date(2026, 11, 23)), TODAY)

    assert day == TODAY
    assert "Monday 23 November 2026" in remark
    assert "Wednesday 25 November 2026" in remark


def test_a_start_too_far_ahead_is_refused(evidence: Evidence) -> None:
    with pytest.raises(Infeasible, match="year"):
        first_day(wishing(evidence, TODAY + FURTHEST + dt.timedelta(days=1)), TODAY)


@given(
    days=st.sets(st.sampled_from(Weekday), min_size=1),
    shift=st.integers(0, 400),
    wished=st.none() | st.integers(-400, 0),
)
def test_no_plan_begins_in_the_past_and_unsaid_starts_fall_on_the_days(
    days: set[Weekday], shift: int, wished: int | None
) -> None:
    today = TODAY + dt.timedelta(days=shift)
    start = None if wished is None else today + dt.timedelta(days=wished)
    values = {
        **WELL,
        "availability.days": tuple(sorted(days, key=lambda day: day.rank)),
        "plan.start": start,
    }

    day, remarks = first_day(profile_of(values), today)

    assert today <= day < today + dt.timedelta(days=7)
    assert bool(remarks) == (start is not None and start < today)
    assert start == day or list(Weekday)[day.weekday()] in days


def test_a_yes_helps_after_a_stroke_and_not_against_chest_pain(evidence: Evidence) -> None:
    stroke = declare(evidence, health__conditions=("stroke",)).profile
    chest = declare(evidence, health__symptoms=("chest-pain",)).profile

    assert would_agreement_help(profile=stroke, evidence=evidence, today=TODAY)
    assert not would_agreement_help(profile=chest, evidence=evidence, today=TODAY)
    assert not would_agreement_help(
        profile=declare(evidence).profile, evidence=evidence, today=TODAY
    )


def test_values_over_a_file_keep_its_comments_and_all_else(evidence: Evidence) -> None:
    base = declare(evidence)
    text = base.text.replace("[goal]", "# my own remark\n[goal]")
    base = replace(base, text=text)

    changed = declared(
        {"goal.kind": "variety"}, base=base, name="x", evidence=evidence, today=TODAY
    )

    assert changed.text == text.replace('"healthy-ageing"\n', '"variety"\n')


def test_values_that_say_nothing_new_change_no_byte(evidence: Evidence) -> None:
    base = declare(evidence)

    same = declared(
        {"goal.kind": "healthy-ageing"}, base=base, name="x", evidence=evidence, today=TODAY
    )

    assert same.text == base.text


def test_values_that_contradict_one_another_are_refused(evidence: Evidence) -> None:
    with pytest.raises(UsageProblem, match="athlete"):
        declare(evidence, profile__athlete=True, profile__active=False)


def test_a_profile_is_the_sum_of_its_values(evidence: Evidence) -> None:
    profile = declare(
        evidence, equipment__places=("treadmill",), equipment__treadmill__rails=True
    ).profile

    assert profile_of(flattened(profile)) == profile


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"])),
        st.text(st.characters(exclude_categories=["Cs"])),
    )
)
def test_a_draft_comes_back_as_it_was_typed(
    tmp_path_factory: pytest.TempPathFactory, answers: dict[str, str]
) -> None:
    folder = tmp_path_factory.mktemp("draft")
    environment = Environment(
        clock=lambda: dt.datetime(2026, 11, 25, tzinfo=dt.UTC), today=TODAY,
        profile_file=folder / "profile.toml", data_dir=folder, is_interactive=False,
        is_plain=True, has_colour=False, is_quiet=False, width=80,
    )  # fmt: skip

    save_draft(environment=environment, answers=answers)

    assert read_draft(environment=environment) == answers
    assert draft_file(environment).stat().st_mode & 0o777 == 0o600
    drop_draft(environment=environment)
    drop_draft(environment=environment)
    assert not draft_file(environment).exists()


@pytest.mark.parametrize("damage", ["[answers", "answers = 3", '[answers]\n"a" = 1', "\udc80"])
def test_a_damaged_draft_is_no_draft(environment: Environment, damage: str) -> None:
    environment.data_dir.mkdir()
    draft_file(environment).write_bytes(damage.encode("utf-8", "surrogateescape"))

    assert read_draft(environment=environment) == {}


def test_current_plan_is_the_newest(environment: Environment, evidence: Evidence) -> None:
    begin(environment=environment, declaration=declare(evidence), evidence=evidence)
    made = begin(
        environment=environment,
        declaration=declare(evidence, goal__kind="variety"),
        evidence=evidence,
    )

    with reading(environment.store_file) as connection:
        current = current_document(connection)
    assert current is not None
    assert current.plan_id == made.plan.plan_id
