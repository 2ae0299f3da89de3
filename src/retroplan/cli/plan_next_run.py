"""What `retroplan plan next` does: show the end, propose, ask, keep."""

from typing import NamedTuple

from retroplan.cli.alarms import keeping_signs
from retroplan.cli.output import show, show_json, tell
from retroplan.cli.plan_next_look import next_plan_screen
from retroplan.core.model.ending import NextKind
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.vocabulary import GoalKind
from retroplan.environment import Environment
from retroplan.errors import Unsafe, UsageProblem
from retroplan.evidence.load import load_evidence
from retroplan.reports.finish import ending_screen
from retroplan.usecases.course.next_plan import Ended, NextPlan, begin_next, ended, proposed

_NOTHING = "Nothing was written."


class Request(NamedTuple):
    """What was typed after `plan next`."""

    maintenance: bool
    goal: GoalKind | None
    go_on: bool
    jog: bool
    dry_run: bool
    yes: bool
    as_json: bool

    @property
    def kind(self) -> NextKind | None:
        """What was asked for; None where nothing was said."""
        if self.jog:
            return NextKind.JOG
        if self.maintenance:
            return NextKind.MAINTENANCE
        if self.go_on:
            return NextKind.CONTINUE
        return NextKind.NEW if self.goal is not None else None


def run(environment: Environment, request: Request) -> None:
    """From the end of a plan to the next one on disk, or to what it would be."""
    evidence = load_evidence()
    after = ended(environment=environment, evidence=evidence)
    if request.as_json:
        _answer_programs(environment, evidence, after, request)
        return
    asks = environment.is_interactive and not request.yes and not request.dry_run
    kind = request.kind
    if kind is None and request.yes:
        raise _unsaid()
    with keeping_signs(environment):
        if kind is None:
            show(environment, ending_screen(after.ending, after.options, after.clean))
            kind = _chosen(environment, after) if asks else None
        if kind is not None:
            _propose(environment, evidence, after, request, kind)


def _unsaid() -> UsageProblem:
    return UsageProblem(
        "say which plan comes next", hint="--maintenance, --continue, --goal WORD or --jog"
    )


def _propose(
    environment: Environment, evidence: Evidence, after: Ended, request: Request, kind: NextKind
) -> None:
    """Show the plan; keep it once somebody said yes."""
    asks = environment.is_interactive and not request.yes and not request.dry_run
    if not request.yes:
        made = proposed(
            environment=environment, evidence=evidence, after=after, kind=kind, goal=request.goal
        )
        show(environment, next_plan_screen(made, after))
        if not asks or not _agreed(environment, evidence, kind):
            tell(environment, _NOTHING if asks or request.dry_run else f"{_NOTHING} Add --yes.")
            return
    elif kind is NextKind.JOG:
        tell(environment, evidence.guidance.jog_warning)
    made = begin_next(
        environment=environment, evidence=evidence, after=after, kind=kind, goal=request.goal
    )
    show(environment, next_plan_screen(made, after))


def _chosen(environment: Environment, after: Ended) -> NextKind | None:
    """Which of the possible ones; None for none of them."""
    from retroplan.cli.prompts import BACK, ask

    possible = [option for option in after.options if not option.missing]
    for number, option in enumerate(possible, 1):
        tell(environment, f"  {number}  {option.sentence}")
    tell(environment, "  0  Nothing now.")

    def parse(typed: str) -> int:
        if typed.isdecimal() and int(typed) <= len(possible):
            return int(typed)
        raise UsageProblem(f"please type a number from 0 to {len(possible)}")

    answer = ask(
        "What comes next?",
        default="0",
        parse=parse,
        why="Whatever you choose is shown first, and kept only after your yes.",
    )
    if answer is BACK or answer == 0:
        tell(environment, _NOTHING)
        return None
    return possible[answer - 1].kind


def _agreed(environment: Environment, evidence: Evidence, kind: NextKind) -> bool:
    """A yes to the plan that is shown; to the jog a second one, after what it is."""
    from retroplan.cli.prompts import ask_yes_no

    if kind is NextKind.JOG:
        tell(environment, evidence.guidance.jog_warning)
        if ask_yes_no("Do you want the jogs all the same?") is not True:
            return False
    return ask_yes_no("Make this your plan?", default=False) is True


def _answer_programs(
    environment: Environment, evidence: Evidence, after: Ended, request: Request
) -> None:
    """The same for programs: never a question, and written only with --yes."""
    data: dict[str, object] = {
        "ending": after.ending, "clean_weeks": after.clean, "options": after.options, "next": None
    }  # fmt: skip
    kind = request.kind
    if kind is None:
        if request.yes:
            raise _unsaid()
        show_json("plan next", data)
        return
    make = begin_next if request.yes else proposed
    try:
        made = make(
            environment=environment, evidence=evidence, after=after, kind=kind, goal=request.goal
        )
    except Unsafe as refused:
        refused.data = data
        raise
    show_json("plan next", data | {"next": _document(made)}, findings=made.clearance.findings)


def _document(made: NextPlan) -> dict[str, object]:
    return {
        "kind": made.kind,
        "is_kept": made.is_kept,
        "plan": made.plan,
        "clearance": made.clearance,
        "answers": made.answers,
        "remarks": made.remarks,
        "profile_file": str(made.profile_file),
        "old_profile_file": str(made.old_profile) if made.old_profile else None,
    }
