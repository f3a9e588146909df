"""How the relation with a debtor is told: coming in, going back, his segment, what sales is asked and advised."""

from casebook.store.actions.customers import SetCustomer
from casebook.store.actions.intakes import AcceptIntake, RefuseIntake, RegisterIntake
from casebook.store.actions.order_advice import AdviseOrders, ConfirmOrderAdvice, EndOrderAdvice, ProlongOrderAdvice
from casebook.store.actions.returns import ReturnCase
from casebook.store.actions.sales_questions import (
    AnswerSalesQuestion,
    AskSales,
    DecideSalesQuestion,
    WithdrawSalesQuestion,
)
from casebook.store.actions.segments import EndSegment, SetSegment
from casebook.store.actions.watches import EndWatch, SetWatch
from casebook.store.models.relation import RelationOutcome
from casebook.store.queries.relation import advice_said
from casebook.store.queries.told.shapes.cases import OrderAdvice, SalesQuestion, Watch
from casebook.store.queries.told.shapes.parties import SegmentChoice
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, when, written


@teller
def _registered(scene: Scene, command: RegisterIntake) -> Telling:
    parts: list[Said] = [
        ("told.intake", {"name": command.handed_over_by, "on": command.handed_over_on}),
        ("told.intake_criterion", {"criterion": f"criterion_{command.criterion}"}),
    ]
    owner = scene.owner(command.owner_person_id, command.owner_team_id)
    return Telling([*parts, *when("told.for_owner", owner=owner)], written(command.tried, command.promises))


@teller
def _accepted(scene: Scene, command: AcceptIntake) -> Telling:
    owner = scene.owner(command.owner_person_id, command.owner_team_id)
    return Telling([("told.intake_accepted", {}), *when("told.for_owner", owner=owner)])


@teller
def _refused(_scene: Scene, command: RefuseIntake) -> Telling:
    return Telling([("told.intake_refused", {})], written(command.reason))


@teller
def _returned(_scene: Scene, command: ReturnCase) -> Telling:
    parts: list[Said] = [("told.case_returned", {"ground": f"return_{command.ground}"})]
    parts += outcome_parts(command.outcome)
    parts += when("told.watch_set", on=command.watch_on)
    return Telling(parts, written(command.order_terms, command.lesson))


def outcome_parts(outcome: RelationOutcome | None) -> list[Said]:
    """Return what became of the customer, if that was said."""
    return [] if outcome is None else [("told.relation_outcome", {"outcome": f"relation_{outcome}"})]


@teller
def _customer_set(_scene: Scene, command: SetCustomer) -> Telling:
    facts = command.facts
    return Telling([
        ("customer.set", {}),
        *when("told.text", text=facts.manager_name),
        *([] if facts.sector is None else [("told.word", {"word": f"sector_{facts.sector}"})]),
        *when("told.customer_since", on=facts.since_on),
    ])  # fmt: skip


@teller
def _segment_set(_scene: Scene, command: SetSegment) -> Telling:
    parts: list[Said] = [("told.segment", {"segment": f"segment_{command.segment}"})]
    return Telling([*parts, *when("told.until", on=command.until_on)], written(command.reason))


@teller
def _segment_ended(scene: Scene, command: EndSegment) -> Telling:
    segment = scene.records.get(SegmentChoice, command.id).segment
    return Telling([("told.segment_ended", {"segment": f"segment_{segment}"})])


@teller
def _asked(_scene: Scene, command: AskSales) -> Telling:
    said: Said = ("told.sales_asked", {"name": command.asked_of, "by": command.answer_by})
    return Telling([said], written(command.question))


@teller
def _answered(scene: Scene, command: AnswerSalesQuestion) -> Telling:
    name = scene.records.get(SalesQuestion, command.id).asked_of
    said: Said = ("told.sales_answered", {"name": name, "on": command.answered_on})
    return Telling([said], written(command.answer, command.decision))


@teller
def _decided(scene: Scene, command: DecideSalesQuestion) -> Telling:
    name = scene.records.get(SalesQuestion, command.id).asked_of
    return Telling([("told.sales_decided", {"name": name})], written(command.decision))


@teller
def _withdrawn(scene: Scene, command: WithdrawSalesQuestion) -> Telling:
    name = scene.records.get(SalesQuestion, command.id).asked_of
    return Telling([("told.sales_withdrawn", {"name": name})], written(command.reason))


@teller
def _advised(_scene: Scene, command: AdviseOrders) -> Telling:
    said = advice_said(command.kind, command.amount_cents, command.term_days)
    return Telling([("told.advised", {}), said, *when("told.until", on=command.until_on)], written(command.reason))


@teller
def _done(scene: Scene, command: ConfirmOrderAdvice) -> Telling:
    said: Said = ("told.advice_done", {"name": command.done_by, "on": command.done_on})
    return Telling([said, _advice(scene, command.id)])


@teller
def _prolonged(scene: Scene, command: ProlongOrderAdvice) -> Telling:
    parts: list[Said] = [("told.advice_prolonged", {}), _advice(scene, command.id)]
    return Telling([*parts, *when("told.until", on=command.until_on)], written(command.reason))


@teller
def _advice_ended(scene: Scene, command: EndOrderAdvice) -> Telling:
    return Telling([("told.advice_ended", {}), _advice(scene, command.id)], written(command.reason))


def _advice(scene: Scene, advice_id: int) -> Said:
    row = scene.records.get(OrderAdvice, advice_id)
    return advice_said(row.kind, row.amount_cents, row.term_days)


@teller
def _watch_set(_scene: Scene, command: SetWatch) -> Telling:
    return Telling([("told.watch_set", {"on": command.watch_on})])


@teller
def _watch_ended(scene: Scene, command: EndWatch) -> Telling:
    parts: list[Said] = [("told.watched", {"on": scene.records.get(Watch, command.id).on_day})]
    return Telling([*parts, *when("told.watch_set", on=command.watch_on)], written(command.found))
