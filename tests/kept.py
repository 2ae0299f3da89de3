"""A store that already holds a plan, for tests of what comes after."""

from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan
from retroplan.environment import Environment
from retroplan.store.database import create_store, writing
from retroplan.store.logs import add_log
from retroplan.store.plans import save_plan
from tests.builders import make_plan


def keep_plan(
    environment: Environment, plan: Plan | None = None, *, profile: object = None
) -> Plan:
    """Keep a plan, the everyday one unless another is given, as the current one."""
    kept = plan or make_plan()
    create_store(environment.store_file)
    with writing(environment.store_file) as connection:
        save_plan(
            connection,
            kept,
            cause="a test",
            at=environment.now(),
            profile_document=profile or {"profile": {}},
        )
    return kept


def keep_logs(environment: Environment, plan: Plan, *logs: SessionLog) -> None:
    """Keep records, each with the plan that was current."""
    with writing(environment.store_file) as connection:
        for log in logs:
            add_log(
                connection,
                log,
                plan_id=plan.plan_id,
                revision=plan.revision,
                at=environment.now(),
            )
