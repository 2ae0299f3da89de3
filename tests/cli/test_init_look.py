"""What `init` says of the answers: one sentence for all of which it is true."""

from pathlib import Path

import pytest

from retroplan.cli.init_look import beginning_screen
from retroplan.core.model.clearance import Clearance, Finding, Limits
from retroplan.core.model.vocabulary import Severity, Tier, Verdict
from retroplan.usecases.starting import Beginning
from tests.builders import make_plan

GENERAL = Limits(tier=Tier.B)


def finding(
    answer: str,
    limits: Limits = GENERAL,
    *,
    sentence: str = "Keep it gentle.",
    lifted: bool = False,
) -> Finding:
    return Finding(
        rule=answer, severity=Severity.CAP, answer=f"{answer} = yes", sentence=sentence,
        limits=limits, lifted=lifted,
    )  # fmt: skip


def shown(*findings: Finding) -> list[str]:
    """The lines about the answers."""
    clearance = Clearance(verdict=Verdict.MODIFY, limits=GENERAL, findings=findings)
    made = Beginning(
        clearance=clearance, plan=make_plan(), profile_file=Path("p.toml"), is_kept=True
    )
    lines = beginning_screen(made).render(width=100, plain=False, colour=False).splitlines()
    return [line.strip() for line in lines[: lines.index("")]]


def test_answers_of_which_the_same_is_true_share_a_sentence() -> None:
    assert shown(finding("age"), finding("mass")) == [
        "What your answers mean", "Keep it gentle.", "because age = yes · mass = yes",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        finding("eyes", Limits(outdoors=False)),
        finding("eyes", sentence="Stay where you see well."),
        finding("eyes", lifted=True),
    ],
)
def test_an_answer_of_which_something_else_is_true_speaks_for_itself(other: Finding) -> None:
    lines = shown(finding("age"), other, finding("mass"))
    assert "because age = yes · mass = yes" in lines
    assert "because eyes = yes" in lines


def test_an_answer_that_a_clinician_agreed_to_says_so() -> None:
    assert "Keep it gentle. (agreed by a clinician)" in shown(finding("heart", lifted=True))


def test_no_more_than_six_sentences_and_a_word_on_where_the_rest_is() -> None:
    many = [finding(f"answer {number}", Limits(highest_rpe=number)) for number in range(3, 10)]
    lines = shown(*many)
    assert lines.count("Keep it gentle.") == 6
    assert lines[-1].endswith("retroplan screen")
    assert not shown(*many[:6])[-1].endswith("retroplan screen")
