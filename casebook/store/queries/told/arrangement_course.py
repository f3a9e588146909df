"""How the course of an arrangement is told."""

from collections.abc import Sequence
from datetime import date

from casebook.domain.money import Cents
from casebook.store.actions.arrangement_course import (
    BreakArrangement,
    ResumeArrangement,
    SendNotice,
    SuspendArrangement,
    WaiveTerm,
    WithdrawNotice,
)
from casebook.store.actions.arrangement_end import (
    AnswerRemission,
    ChooseVat,
    CompleteArrangement,
    DischargeArrangement,
    TellSales,
    ThankArrangement,
)
from casebook.store.actions.arrangement_reopening import ReopenArrangement
from casebook.store.actions.beside import AnswerBeside
from casebook.store.queries.told.shapes.money import Arrangement, ArrangementNotice, Instalment
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, when, written
from casebook.store.queries.told.words import channel_word


@teller
def _notice_sent(scene: Scene, command: SendNotice) -> Telling:
    said: Said = ("told.plan_notice", {"on": command.on_day, "channel": channel_word(command.channel)})
    notices = scene.added("arrangement_notice")
    until = [
        ("told.plan_until", {"cents": Cents(one["behind_cents"]), "until": date.fromisoformat(one["pay_until"])})
        for one in notices
    ]
    return Telling([said, *until, *whose(scene, command.id)])


@teller
def _notice_withdrawn(scene: Scene, command: WithdrawNotice) -> Telling:
    sent_on = scene.records.get(ArrangementNotice, command.id).sent_on
    return Telling([("told.plan_notice_withdrawn", {"on": sent_on})], written(command.reason))


@teller
def _broken(scene: Scene, command: BreakArrangement) -> Telling:
    return Telling([("told.plan_broken", {}), *whose(scene, command.id)], written(command.reason))


@teller
def _waived(scene: Scene, command: WaiveTerm) -> Telling:
    number = scene.records.get(Instalment, command.instalment_id).number
    return Telling([("told.plan_term_waived", {"number": number})], written(command.reason))


@teller
def _suspended(scene: Scene, command: SuspendArrangement) -> Telling:
    return Telling([("told.plan_suspended", {}), *whose(scene, command.id)], written(command.reason))


@teller
def _resumed(scene: Scene, command: ResumeArrangement) -> Telling:
    return Telling([("told.plan_resumed", {}), *whose(scene, command.id)], written(command.reason))


@teller
def _answered(_scene: Scene, command: AnswerRemission) -> Telling:
    about = {"beside": f"beside_{command.beside}", "answer": f"remission_{command.answer}"}
    return Telling([("told.plan_answered", about)], written(command.text))


@teller
def _answered_beside(_scene: Scene, command: AnswerBeside) -> Telling:
    about = {"beside": f"beside_{command.beside}", "answer": f"remission_{command.answer}"}
    return Telling([("told.beside_answered", about)], written(command.text))


@teller
def _vat_chosen(_scene: Scene, command: ChooseVat) -> Telling:
    return Telling([("told.plan_vat", {"route": f"vat_{command.vat_route}"})])


@teller
def _completed(scene: Scene, command: CompleteArrangement) -> Telling:
    remitted = Cents(-sum(row["cents"] for row in scene.added("ledger_entry") if row["kind"] == "credit"))
    parts: list[Said] = [("told.plan_completed", {})]
    if remitted:
        parts.append(("told.plan_remitted", {"cents": remitted}))
    return Telling([*parts, *whose(scene, command.id)], written(command.reason))


@teller
def _thanked(_scene: Scene, command: ThankArrangement) -> Telling:
    if command.channel is None:
        return Telling([("told.plan_no_thanks", {})], written(command.reason))
    said: Said = ("told.plan_thanked", {"on": command.on_day, "channel": channel_word(command.channel)})
    return Telling([said], written(command.reason))


@teller
def _sales_told(_scene: Scene, command: TellSales) -> Telling:
    return Telling([("told.plan_sales_told", {"on": command.on_day})])


@teller
def _reopened(_scene: Scene, command: ReopenArrangement) -> Telling:
    return Telling([("told.plan_reopened", {})], written(command.reason))


@teller
def _discharged(_scene: Scene, command: DischargeArrangement) -> Telling:
    about = {"on": command.on_day, "channel": channel_word(command.channel)}
    return Telling([("told.plan_discharged", about)])


def whose(scene: Scene, arrangement_id: int) -> Sequence[Said]:
    """Return with whom an arrangement is, where that is not the debtor of the case."""
    plan = scene.records.get(Arrangement, arrangement_id)
    if scene.is_debtor(plan.case_id, plan.party_id):
        return ()
    return when("told.plan_of", name=scene.party(plan.party_id))
