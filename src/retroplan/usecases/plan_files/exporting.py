"""The plan as a file that a person or a clinician may edit."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from retroplan.core.adaptation.edits import row_of
from retroplan.core.answers.plan_files import Exported
from retroplan.core.codec import decode
from retroplan.core.model.plan import Plan
from retroplan.core.model.vocabulary import Outcome
from retroplan.environment import Environment
from retroplan.plan_file.content import WrittenRow
from retroplan.plan_file.exchange import Form, write_plan_file
from retroplan.usecases.planning import CurrentPlan
from retroplan.usecases.todays_plan import needed_plan_of_today

_STATES: Mapping[Outcome, str] = {
    Outcome.DONE: "done",
    Outcome.PARTIAL: "done in part",
    Outcome.SKIPPED: "skipped",
    Outcome.EXTRA: "done",
}


def plan_text(*, environment: Environment, form: Form) -> str:
    """The current plan in a form.

    Raises:
        NotFound: there is no plan.
    """
    return _text(needed_plan_of_today(environment=environment), form, environment.today)


def export_plan(*, environment: Environment, path: Path, form: Form, replaces: bool) -> Exported:
    """Write the current plan as a file.

    Raises:
        NotFound: there is no plan.
        UsageProblem: there is such a file and it is not to be replaced, or it is no regular file.
        BadFile: it could not be written.
    """
    current = needed_plan_of_today(environment=environment)
    write_plan_file(path, _text(current, form, environment.today), replaces=replaces)
    plan = decode(Plan, current.document)
    return Exported(
        file=str(path),
        plan_id=plan.plan_id,
        revision=plan.revision,
        sessions=len(plan.sessions),
        editable=len(plan.still_to_come(environment.today, current.outcomes)),
    )


def _text(current: CurrentPlan, form: Form, today: dt.date) -> str:
    plan = decode(Plan, current.document)
    rows = [
        WrittenRow(
            row=row_of(session), state=_state(current, session.session_id, session.date, today)
        )
        for session in plan.sessions
    ]
    if form is Form.CSV:
        from retroplan.plan_file.csv_form import as_csv

        return as_csv(rows, plan_id=plan.plan_id, revision=plan.revision)
    from retroplan.plan_file.toml_form import as_toml

    return as_toml(rows, plan_id=plan.plan_id, revision=plan.revision)


def _state(current: CurrentPlan, session_id: str, day: dt.date, today: dt.date) -> str:
    outcome = current.outcomes.get(session_id)
    if outcome is not None:
        return _STATES[outcome]
    return "past" if day < today else "to come"
