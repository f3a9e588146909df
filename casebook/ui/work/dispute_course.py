"""How a dispute ends: decided, credited, settled and closed, or given to the lead, or withdrawn."""

from typing import Any

from casebook.domain.component import Component
from casebook.domain.disputes import Decision
from casebook.store.actions.dispute_course import (
    CloseDispute,
    CreditDispute,
    DecideDispute,
    EscalateDispute,
    SettleDispute,
    WithdrawDispute,
)
from casebook.store.actions.disputes import ContestedPart
from casebook.store.queries import bookings
from casebook.store.queries.case import CaseCard
from casebook.store.queries.disputes import ContestedClaim, DisputeSheet
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import AmountField, ChoiceField, DayField, Field, LongTextField, TextField, yes_field
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.dispute_fields import PartsField, Whole, cause_field
from casebook.ui.work.dispute_seen import about, foreseen, seen, version
from casebook.ui.work.kinds import words_of


async def decide(desk: Desk, card: CaseCard, sheet: DisputeSheet) -> bool:
    """Ask whether the debtor is right, and decide."""
    row = seen(desk, card, sheet)
    claims = [Whole(one.claim_id, one.number, one.registered) for one in sheet.claims]
    decision = AnswerField[Decision](desk, desk.say("disputes.decision"), words_of(Decision, desk))

    def in_part() -> bool:
        return decision.value is Decision.PARTLY

    cents = AmountField(desk.say("disputes.accepted"), desk, when=lambda: in_part() and len(claims) == 1)
    parts = PartsField(
        desk.say("disputes.accepted"), desk, claims, required=True, when=lambda: in_part() and len(claims) > 1
    )
    cause = cause_field(desk, sheet.root_cause)
    text = LongTextField(desk.say("disputes.decision_text"), required=True)
    on = DayField(desk.say("disputes.on"), desk, desk.day, past=True)

    def accepted() -> tuple[ContestedPart, ...]:
        if not in_part():
            return ()
        return parts.value if len(claims) > 1 else (ContestedPart(claims[0].claim_id, cents.value),)

    def command() -> DecideDispute:
        return DecideDispute(
            sheet.dispute_id, version(row), decision.answer, text.value, on.value, accepted(), cause.value
        )

    fields: list[Field[Any]] = [decision, cents, parts, cause, text, on]
    dialog = Form(
        desk,
        desk.say("disputes.decide_heading", number=card.number, name=card.name),
        fields,
        command,
        about=about(desk, sheet),
        foresee=foreseen(desk, card.case_id, sheet.dispute_id),
        renew=row.renew,
    )
    return await desk.ask(dialog) is not None


async def credit(desk: Desk, card: CaseCard, sheet: DisputeSheet) -> bool:
    """Ask what is credited for a dispute, and credit it or ask for approval."""
    heading = desk.say("disputes.credit_heading", number=card.number, name=card.name)
    claim = await _pick(desk, heading, [one for one in sheet.claims if one.left])
    if claim is None:
        return False
    found = await desk.read(bookings.sheets, card.case_id, desk.day)
    balance = next(one.open for one in found if one.claim_id == claim.claim_id)
    owed = [one for one in Component if balance.of(one) > 0]
    component = ChoiceField(desk.say("money.component"), words_of(owed, desk), owed[0])
    cents = AmountField(desk.say("money.amount"), desk, claim.left)
    on = DayField(desk.say("money.day"), desk, desk.day, past=True)
    reason = TextField(desk.say("money.reason"), required=True)

    def command() -> CreditDispute:
        return CreditDispute(sheet.dispute_id, claim.claim_id, cents.value, on.value, reason.value, component.value)

    fields: list[Field[Any]] = [cents, component, on, reason]
    dialog = Form(
        desk,
        heading,
        fields,
        command,
        about=about(desk, sheet),
        foresee=foreseen(desk, card.case_id, sheet.dispute_id),
    )
    return await desk.ask(dialog) is not None


async def settle(desk: Desk, card: CaseCard, sheet: DisputeSheet) -> bool:
    """Ask how a dispute was settled, and settle it."""
    row = seen(desk, card, sheet)
    text = LongTextField(desk.say("disputes.how_settled"), required=True)
    on = DayField(desk.say("disputes.on"), desk, desk.day, past=True)
    otherwise = yes_field(desk.say("disputes.otherwise"), desk, when=lambda: sheet.left > 0)
    closing = yes_field(desk.say("disputes.close_too"), desk, yes=True)
    fields: list[Field[Any]] = [text, on, otherwise, closing]
    dialog = Form(
        desk,
        desk.say("disputes.settle_heading", number=card.number, name=card.name),
        fields,
        lambda: SettleDispute(sheet.dispute_id, version(row), text.value, on.value, otherwise.value, closing.value),
        about=about(desk, sheet),
        foresee=foreseen(desk, card.case_id, sheet.dispute_id),
        renew=row.renew,
    )
    return await desk.ask(dialog) is not None


async def close(desk: Desk, sheet: DisputeSheet) -> bool:
    """Close a dispute that is settled."""
    await desk.act(CloseDispute(sheet.dispute_id, sheet.version))
    return True


async def escalate(desk: Desk, card: CaseCard, sheet: DisputeSheet) -> bool:
    """Ask why the lead is to decide, and give it to him."""
    row = seen(desk, card, sheet)
    because = LongTextField(desk.say("disputes.why_lead"), required=True)
    dialog = Form(
        desk,
        desk.say("disputes.escalate_heading", number=card.number, name=card.name),
        [because],
        lambda: EscalateDispute(sheet.dispute_id, version(row), because.value),
        about=about(desk, sheet),
        renew=row.renew,
    )
    return await desk.ask(dialog) is not None


async def withdraw(desk: Desk, card: CaseCard, sheet: DisputeSheet) -> bool:
    """Ask why nothing is contested any more, and withdraw the dispute."""
    row = seen(desk, card, sheet)
    because = LongTextField(desk.say("disputes.why_withdrawn"), required=True)
    on = DayField(desk.say("disputes.on"), desk, desk.day, past=True)
    fields: list[Field[Any]] = [because, on]
    dialog = Form(
        desk,
        desk.say("disputes.withdraw_heading", number=card.number, name=card.name),
        fields,
        lambda: WithdrawDispute(sheet.dispute_id, version(row), because.value, on.value),
        about=about(desk, sheet),
        foresee=foreseen(desk, card.case_id, sheet.dispute_id),
        renew=row.renew,
    )
    return await desk.ask(dialog) is not None


async def _pick(desk: Desk, heading: str, claims: list[ContestedClaim]) -> ContestedClaim | None:
    if len(claims) == 1:
        return claims[0]
    entries = [Entry(one, "", desk.say("disputes.claim_left", number=one.number, cents=one.left)) for one in claims]
    return await desk.ask(Pick(desk, heading, entries, search=True))
