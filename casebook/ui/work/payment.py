"""Money received: recorded with where it goes, corrected, sent back, and what is left of it allocated."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from casebook import format as form
from casebook.domain.arrangement.meant import is_meant
from casebook.domain.arrangement.standing import LIVE
from casebook.domain.finding import Caution
from casebook.domain.money import Cents
from casebook.errors import CasebookError, InputError
from casebook.store.actions.payments import AllocateRest, Booked, CorrectPayment, RecordPayment, ReversePayment
from casebook.store.actions.receipts import Receipt
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import arrangement_standing, choices, received
from casebook.store.queries.arrangement_standing import Standing
from casebook.store.queries.bookings import ClaimSheet
from casebook.store.queries.case import CaseCard
from casebook.store.queries.choices import PaymentChoice, SpeakerChoice
from casebook.store.queries.payments import PaymentRow
from casebook.store.queries.received import Received
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Foresee, Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Line, labelled, line
from casebook.ui.widgets.fields import AmountField, ChoiceField, DayField, Field, TextField, yes_field
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.claim_fields import ClaimsField, DivisionField, line_text
from casebook.ui.work.closed_month import late_lines
from casebook.ui.work.payment_division import division_lines, open_claims, open_line

_INSOLVENCY, _WITHHELD = "payment.insolvency", "payment.insolvency_withheld"
_IN_LIST = "payment.in_list"
_DESIGNATED, _DEVIATION = "allocation.designated", "payment.deviation"


class AskedReceipt:
    """The fields of a receipt, and which of them matter by what was foreseen or refused."""

    def __init__(
        self,
        desk: Desk,
        sheets: Sequence[ClaimSheet],
        payers: Sequence[SpeakerChoice],
        known: Received | None = None,
        plans: Sequence[Standing] = (),
    ) -> None:
        self._desk = desk
        self._plans = plans
        # What was proposed as named, and by which arrangement.
        self._proposed: str = ""
        self._by: Standing | None = None
        self._withheld = self._in_list = False
        row = known.row if known else None
        self.on = DayField(desk.say("money.received_on"), desk, row.on_day if row else desk.day, past=True)
        self.cents = AmountField(desk.say("money.amount"), desk, row.cents if row else None)
        self.payer = ChoiceField(
            desk.say("money.payer"),
            _payers(payers, row, desk),
            row.payer_id if row else payers[0].party_id,
        )
        self.name = TextField(
            desk.say("money.payer_name"), row.payer_name if row else "", when=lambda: self.payer.value is None
        )
        self.reference = TextField(desk.say("money.reference"), row.reference if row else "")
        self.named = ClaimsField(desk.say("money.named"), sheets, _named(known))
        self.division = DivisionField(desk.say("money.division"), desk, sheets, _division(desk, known))
        self.accrue = yes_field(desk.say("money.accrue"), desk, yes=True)
        self.reason = TextField(desk.say("money.why_otherwise"), required=True, when=lambda: self.division.given)
        self.insolvency = TextField(
            desk.say("money.insolvency_choice"), when=lambda: self._withheld or bool(self.insolvency.editor.value)
        )
        self.another = yes_field(desk.say("money.another"), desk, when=lambda: self._in_list)
        self._iban = row.iban if row else None

    @property
    def fields(self) -> list[Field[Any]]:
        """The fields in the order in which one fills them in."""
        return [
            self.on,
            self.cents,
            self.payer,
            self.name,
            self.reference,
            self.named,
            self.division,
            self.reason,
            self.accrue,
            self.insolvency,
            self.another,
        ]

    def receipt(self, reason: str = "") -> Receipt:
        """Return what was received. Raises `InputError`."""
        return Receipt(
            self.on.value,
            self.cents.value,
            payer_id=self.payer.value,
            payer_name=self.name.value if self.payer.value is None else "",
            iban=self._iban,
            reference=self.reference.value,
            designation=self.named.value,
            lines=self.division.value,
            reason=reason or (self.reason.value if self.division.given else ""),
            insolvency_choice=self.insolvency.value,
            another=self._in_list and self.another.value,
        )

    def propose(self) -> None:
        """Let the claims of an arrangement that the money fits be named; what was typed stays."""
        if self.named.editor.value != self._proposed:
            return
        self._by = self._fitting()
        self._proposed = "" if self._by is None else ", ".join(one.number for one in self._by.claims)
        if self.named.editor.value != self._proposed:
            self.named.editor.value = self._proposed

    @property
    def by_plan(self) -> date | None:
        """The day of the arrangement that names the claims, None where it does not."""
        by = self._by if self._by is not None and self.named.editor.value == self._proposed else None
        return None if by is None else by.plan.agreed_on

    def _fitting(self) -> Standing | None:
        """Return the arrangement of who paid that the money fits; none where it says nothing that the law does not."""
        try:
            cents, text = self.cents.value, self.reference.value
        except InputError:
            return None
        house = self._desk.session.database.law.defaults.arrangement.applied(self._desk.day).value
        fitting = (
            one
            for one in self._plans
            if one.plan.party_id == self.payer.value and is_meant(one.now.terms, cents, text, house.tolerance)
        )
        return next(fitting, None)

    def heed(self, cautions: Sequence[Caution]) -> None:
        """Ask for the choice that money received during an insolvency needs."""
        self._withheld = any(caution.code == _INSOLVENCY for caution in cautions)

    def refused(self, error: CasebookError) -> None:
        """Offer to say that it is another payment than the one in a list."""
        self._in_list = self._in_list or error.code == _IN_LIST


async def record(desk: Desk, card: CaseCard, sheets: Sequence[ClaimSheet]) -> bool:
    """Ask what was received, show where it goes, and record it."""
    found = await desk.read(arrangement_standing.of_case, card.case_id, desk.day)
    open_now = {sheet.claim_id for sheet in sheets if sheet.open.total > 0}
    # Where it covers all that is open, the law divides a payment over the same claims.
    plans = [one for one in found if one.now.state in LIVE and open_now - {claim.claim_id for claim in one.claims}]
    asked = AskedReceipt(desk, sheets, await desk.read(choices.speakers, card.case_id, desk.day), plans=plans)
    dialog = Form(
        desk,
        desk.say("money.payment_heading", number=card.number, name=card.name),
        asked.fields,
        lambda: RecordPayment(card.case_id, asked.receipt(), accrue=asked.accrue.value),
        about=open_claims(desk, sheets),
        foresee=allocation(desk, card, asked, await desk.read(received.last_entry)),
        refused=asked.refused,
        changed=asked.propose,
        derive=False,
        whole=True,
    )
    return await desk.ask(dialog) is not None


async def correct(desk: Desk, card: CaseCard, sheets: Sequence[ClaimSheet], found: Sequence[PaymentChoice]) -> bool:
    """Ask what a payment should have been and why, show where it then goes, and correct it."""
    heading = desk.say("money.correct_heading", number=card.number, name=card.name)
    chosen = await _pick(desk, heading, found)
    if chosen is None:
        return False
    known = await desk.read(received.received, card.case_id, chosen.payment_id)
    asked = AskedReceipt(desk, sheets, await desk.read(choices.speakers, card.case_id, desk.day), known)
    reason = TextField(desk.say("money.reason"), required=True)
    dialog = Form(
        desk,
        heading,
        # One reason, for all that is different.
        [*(field for field in asked.fields if field is not asked.reason), reason],
        lambda: CorrectPayment(chosen.payment_id, asked.receipt(reason.value), reason.value, accrue=asked.accrue.value),
        about=list(_was(desk, known)),
        foresee=allocation(desk, card, asked, await desk.read(received.last_entry)),
        refused=asked.refused,
        whole=True,
    )
    return await desk.ask(dialog) is not None


async def reverse(desk: Desk, card: CaseCard, found: Sequence[PaymentChoice]) -> bool:
    """Ask whether a payment went back or never came in, and why, and reverse it."""
    heading = desk.say("money.reverse_heading", number=card.number, name=card.name)
    chosen = await _pick(desk, heading, found)
    if chosen is None:
        return False
    known = await desk.read(received.received, card.case_id, chosen.payment_id)
    went_back = ChoiceField(
        desk.say("money.what_happened"),
        [(True, desk.say("money.went_back")), (False, desk.say("money.never_came"))],
        value=True,
    )
    on = DayField(desk.say("money.went_back_on"), desk, desk.day, past=True, when=lambda: went_back.value)
    reason = TextField(desk.say("money.reason"), required=True)

    def command() -> ReversePayment:
        return ReversePayment(chosen.payment_id, reason.value, on.value if went_back.value else None)

    before = await desk.read(received.last_entry)

    def look(database: Database, _done: Done) -> list[Line]:
        return [*late_lines(database, desk, card.case_id, before), open_line(desk, database, card)]

    fields: list[Field[Any]] = [went_back, on, reason]
    dialog = Form(
        desk,
        heading,
        fields,
        command,
        about=list(_was(desk, known)),
        foresee=look,
        whole=True,
    )
    return await desk.ask(dialog) is not None


async def allocate(desk: Desk, card: CaseCard, sheets: Sequence[ClaimSheet], found: Sequence[PaymentChoice]) -> bool:
    """Ask to which claims goes what is not allocated of a payment and why, show it, and allocate it."""
    heading = desk.say("money.allocate_heading", number=card.number, name=card.name)
    chosen = await _pick(desk, heading, found, rest=True)
    if chosen is None:
        return False
    withheld = False
    named = ClaimsField(desk.say("money.to_claims"), sheets, required=True)
    reason = TextField(desk.say("money.reason"), required=True)
    insolvency = TextField(
        desk.say("money.insolvency_choice"), required=True, when=lambda: withheld or bool(insolvency.editor.value)
    )

    def command() -> AllocateRest:
        return AllocateRest(
            chosen.payment_id, named.value, reason.value, insolvency.value if insolvency.display else ""
        )

    def look(database: Database, done: Done) -> list[Line]:
        booked: Booked = done.result
        found = received.received(database, card.case_id, chosen.payment_id)
        lines = division_lines(desk, found.allocated, booked.cautions)
        return [*lines, open_line(desk, database, card)]

    def refused(error: CasebookError) -> None:
        nonlocal withheld
        withheld = withheld or error.code == _WITHHELD

    told = _told(desk, chosen.on_day, chosen.cents, chosen.payer, chosen.reference)
    about = [
        labelled(desk.say("money.payment"), told),
        labelled(desk.say("money.rest"), form.money(chosen.rest, desk.language)),
        *open_claims(desk, sheets),
    ]
    fields: list[Field[Any]] = [named, reason, insolvency]
    dialog = Form(desk, heading, fields, command, about=about, foresee=look, refused=refused, whole=True)
    return await desk.ask(dialog) is not None


def allocation(desk: Desk, card: CaseCard, asked: AskedReceipt, last_entry: int) -> Foresee:
    """Return what shows the interest that is booked before a payment, where the payment goes, and what is open then."""

    def look(database: Database, done: Done) -> list[Line]:
        booked: Booked = done.result
        asked.heed(booked.cautions)
        found = received.received(database, card.case_id, booked.payment_id)
        lines = list(division_lines(desk, found.allocated, booked.cautions))
        if asked.by_plan is not None:
            lines.append(line("→ ", desk.say("money.by_plan", on=asked.by_plan), hang=2))
        interest = received.interest_since(database, card.case_id, last_entry)
        if interest:
            lines.append(labelled(desk.say("money.interest_first"), form.money(interest, desk.language)))
        lines += late_lines(database, desk, card.case_id, last_entry)
        return [*lines, open_line(desk, database, card)]

    return look


async def _pick(
    desk: Desk, heading: str, found: Sequence[PaymentChoice], *, rest: bool = False
) -> PaymentChoice | None:
    if len(found) == 1:
        return found[0]
    entries = [
        Entry(one, "", _told(desk, one.on_day, one.rest if rest else one.cents, one.payer, one.reference))
        for one in found
    ]
    return await desk.ask(Pick(desk, heading, entries, search=True))


def _was(desk: Desk, known: Received) -> Iterator[Line]:
    row = known.row
    yield labelled(
        desk.say("money.was"), _told(desk, row.on_day, row.cents, row.payer or row.payer_name, row.reference)
    )
    parts = [
        f"{clean_line(one.claim_number)} {desk.say(f'word.{one.component}')} {form.amount(one.cents, desk.language)}"
        for one in known.allocated.parts
    ]
    if known.allocated.rest:
        parts.append(f"{desk.say('money.nowhere')} {form.amount(known.allocated.rest, desk.language)}")
    yield labelled(desk.say("money.went_to"), " · ".join(parts))


def _told(desk: Desk, on: date, cents: Cents, payer: str, reference: str) -> str:
    more = " · ".join(clean_line(text) for text in (payer, reference) if text)
    told = f"{form.day(on, desk.language)} · {form.money(cents, desk.language)}"
    return f"{told} · {more}" if more else told


def _payers(payers: Sequence[SpeakerChoice], row: PaymentRow | None, desk: Desk) -> list[tuple[int | None, str]]:
    """Return who may have paid: the parties of the case, whoever is known to have paid, and others."""
    known: dict[int | None, str] = {one.party_id: clean_line(one.name) for one in payers}
    if row is not None and row.payer_id is not None:
        known.setdefault(row.payer_id, clean_line(row.payer or ""))
    return [*known.items(), (None, desk.say("money.other_payer"))]


def _named(known: Received | None) -> str:
    """Return the claims that the debtor named when he paid, as they are typed."""
    parts = known.allocated.parts if known else ()
    return ", ".join(dict.fromkeys(one.claim_number for one in parts if one.basis == _DESIGNATED))


def _division(desk: Desk, known: Received | None) -> str:
    """Return how a person divided a payment otherwise than by statute, as it is typed."""
    parts = known.allocated.parts if known else ()
    chosen = [one for one in parts if one.basis == _DEVIATION]
    return "; ".join(line_text(one.claim_number, one.component, one.cents, desk) for one in chosen)
