"""What follows from the arrangements of a case: what the queue goes by, and the rows of the lists."""

from datetime import date

from casebook.domain.arrangement.standing import KEPT, PlanNow
from casebook.domain.signals.arrangement import CasePlan
from casebook.store.case_facts import CaseRecord
from casebook.store.database import Row
from casebook.store.models.cases import CaseState

_NEVER = date.max


def facts(record: CaseRecord, day: date) -> tuple[CasePlan, ...]:
    """Return the arrangements of a case as they stand on `day`."""
    if not record.plans:
        return ()
    owed = {claim_id for claim_id, cents in record.open_cents.items() if cents > 0}
    return tuple(
        CasePlan(
            plan.on(day).value,
            plan.history.days,
            owed <= plan.claims,
            plan.document_due_on,
            plan.manager,
            plan.withdrawn,
            plan.withdrawn_on,
        )
        for plan in record.plans
    )


def rows(record: CaseRecord, day: date) -> list[Row]:
    """Return the rows of the arrangements of a case on `day`, in the order of their columns."""
    return [_row(record, plan.id, plan.on(day).value) for plan in record.plans]


def _row(record: CaseRecord, id_: int, now: PlanNow) -> Row:
    return (
        id_,
        record.case.id,
        now.state.value,
        now.next_due_on or _NEVER,
        now.late_terms,
        now.behind,
        now.paid,
        now.rest,
        now.judged_once or _NEVER,
        now.possible,
        _NEVER if now.notice is None else now.notice.pay_until,
        int(now.state in KEPT and record.case.state != CaseState.CLOSED),
    )
