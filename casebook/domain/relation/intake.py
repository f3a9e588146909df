"""The criteria for special handling, and which of them what is known of a debtor meets."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.calendar import Term, add
from casebook.domain.finding import HOUSE_RULE, Finding, Step
from casebook.domain.relation.kept_promises import PromisedAmount, promises
from casebook.domain.signals.rules import WorkingDays


class Criterion(StrEnum):
    """Why regular credit control hands a debtor over."""

    OVERDUE = "overdue"
    BROKEN_PROMISES = "broken_promises"
    DISTRESS = "distress"
    INSOLVENCY = "insolvency"


class IntakeRules(NamedTuple):
    """The criteria, and our own terms: how long an intake may wait, and the first assessment after it.

    `promise_within` is the time in which a payment keeps a promise.
    """

    overdue: Term
    broken_promises: int
    promise_within: Term
    decision: WorkingDays
    first_assessment: WorkingDays


class IntakeFacts(NamedTuple):
    """What is known of a debtor: the oldest last day of payment of what is open, and what he did or said since.

    `distress_on` is the last day on which he said that he cannot pay, `insolvency_on` the day an insolvency or debt
    counselling began that has not ended.
    """

    oldest_due_on: date | None = None
    promised_on: tuple[date, ...] = ()
    paid_on: tuple[date, ...] = ()
    distress_on: date | None = None
    insolvency_on: date | None = None
    amounts: tuple[PromisedAmount, ...] = ()


def criteria(facts: IntakeFacts, rules: IntakeRules, day: date) -> Finding[tuple[Criterion, ...]]:
    """Return the criteria that are met on `day`, each with the fact that it rests on."""
    met: list[Criterion] = []
    steps: list[Step[tuple[Criterion, ...]]] = []

    def weigh(criterion: Criterion, code: str, parameters: dict[str, object], *, on: date | None, holds: bool) -> None:
        if holds:
            met.append(criterion)
        steps.append(Step(code, parameters, HOUSE_RULE, on, tuple(met)))

    due = facts.oldest_due_on
    if due is None or due >= day:
        weigh(Criterion.OVERDUE, "intake.nothing_overdue", {"term": rules.overdue}, on=None, holds=False)
    else:
        late = day > add(due, rules.overdue)
        told = {"due": due, "count": (day - due).days, "term": rules.overdue}
        code = "intake.overdue_long" if late else "intake.overdue_short"
        weigh(Criterion.OVERDUE, code, told, on=due, holds=late)
    broken = promises(facts.promised_on, facts.paid_on, rules.promise_within, day, facts.amounts).broken
    many = broken >= rules.broken_promises
    code = "intake.promises_enough" if many else "intake.promises_few"
    told = {"count": broken, "most": rules.broken_promises, "term": rules.promise_within}
    weigh(Criterion.BROKEN_PROMISES, code, told, on=None, holds=many)
    for criterion, on in ((Criterion.DISTRESS, facts.distress_on), (Criterion.INSOLVENCY, facts.insolvency_on)):
        if on is None:
            weigh(criterion, f"intake.no_{criterion}", {}, on=None, holds=False)
        else:
            weigh(criterion, f"intake.{criterion}_known", {"on": on}, on=on, holds=True)
    return Finding(tuple(met), tuple(steps))
