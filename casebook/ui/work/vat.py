"""The VAT in the claims of a case: its rates, when it is lost, a credit note instead, and how it stands."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from casebook import format as form
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import ZERO, Cents
from casebook.domain.vat.parts import Treatment, vat_in
from casebook.errors import CasebookError, Refused
from casebook.store.actions.vat import ChooseCreditNote, RatePart, StateCertain, StateRefunded, StateVat
from casebook.store.claim_rates import Unrated
from casebook.store.database import Database
from casebook.store.models.vat import CertainGround
from casebook.store.perform import Done
from casebook.store.queries import bookings, choices, claim_vat
from casebook.store.queries.case import CaseCard
from casebook.store.queries.claim_vat import CertainRow, ClaimVatSheet
from casebook.text import clean_line
from casebook.ui.case_tabs.about.vat import vat_lines
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Foresee, Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.bulk import CountField
from casebook.ui.work.claim_fields import pick_claim
from casebook.ui.work.kinds import words_of
from casebook.ui.work.letter_fields import OptionalAmountField
from casebook.ui.work.seen import SeenRow

# So many claims are named by their numbers.
_NAMED = 5


async def of_claim(desk: Desk, card: CaseCard, claim_id: int) -> bool:
    """Ask what is done about the VAT of a claim, and do it."""
    sheet = await desk.read(claim_vat.of_claim, claim_id)
    entries: list[Entry[str]] = [Entry("course", "g", desk.say("vat.see_course"))]
    entries.append(Entry("rates", "t", desk.say("vat.state_rates")))
    unrated = await desk.read(claim_vat.unrated, card.case_id)
    if not sheet.parts and len(unrated) > 1:
        entries.append(Entry("all", "a", desk.say("vat.of_unrated", count=len(unrated))))
    if sheet.parts:
        entries.append(Entry("certain", "z", desk.say("vat.state_certain")))
        if sheet.certain is not None:
            entries.append(Entry("uncertain", "n", desk.say("vat.not_certain")))
        entries.append(Entry("note", "c", desk.say("vat.choose_credit_note")))
        if sheet.credit_note is not None:
            entries.append(Entry("no_note", "d", desk.say("vat.no_credit_note_any_more")))
        if not sheet.came_back:
            entries.append(Entry("before", "v", desk.say("vat.state_refunded")))
    chosen = await desk.ask(Pick(desk, _heading(desk, card, sheet), entries))
    if chosen == "all":
        heading = desk.say("vat.all_heading", number=card.number, name=card.name)
        return await _rates_of_all(desk, heading, unrated)
    return chosen is not None and await _ACTS[chosen](desk, card, sheet)


async def see_claim(desk: Desk, card: CaseCard, claim_id: int) -> bool:
    """Show how the VAT of a claim stands and why: its rates, when it comes back, what came and what is to go where."""
    return await _see(desk, card, await desk.read(claim_vat.of_claim, claim_id))


async def _see(desk: Desk, card: CaseCard, sheet: ClaimVatSheet) -> bool:
    await desk.ask(Reader(desk, _heading(desk, card, sheet), list(vat_lines(sheet, desk))))
    return False


async def vat(desk: Desk, card: CaseCard) -> bool:
    """Ask of which claim it is about the VAT, and what is done about it."""
    sheets = await desk.read(bookings.sheets, card.case_id, desk.day)
    if not sheets:
        raise Refused("vat.no_claim", source=HOUSE_RULE, number=card.number)
    heading = desk.say("vat.of_which", number=card.number, name=card.name)
    euro = [sheet for sheet in sheets if not sheet.foreign]
    one = await pick_claim(desk, heading, euro, lambda sheet: sheet.open.total)
    return one is not None and await of_claim(desk, card, one.claim_id)


def unrated_lines(desk: Desk, unrated: Sequence[Unrated]) -> list[Line]:
    """Return of which claims the rates are not known, and what to do about that; nothing where all are."""
    if not unrated:
        return []
    numbers = [clean_line(one.number) for one in unrated[:_NAMED]]
    told = desk.say("vat.unrated", numbers=numbers, count=len(unrated))
    return [line(Span("! " + told, "due"), hang=2)]


async def _rates_of_all(desk: Desk, heading: str, unrated: Sequence[Unrated]) -> bool:
    """Ask how claims of which nothing is known are taxed, each as a whole, and say so of all of them as one step."""
    law = desk.session.database.law.vat
    words = [("high", desk.say("vat.all_high")), ("low", desk.say("vat.all_low"))]
    words += [(one, desk.say(f"word.vat_{one}")) for one in (Treatment.EXEMPT, Treatment.REVERSE_CHARGED)]
    how = AnswerField[str](desk, desk.say("vat.treatment"), words)

    def stated(one: Unrated) -> StateVat:
        if how.answer in ("high", "low"):
            dated = law.general_rate if how.answer == "high" else law.reduced_rate
            percent = dated.applied(one.invoice_on or desk.day).value
            vat_cents = vat_in(one.principal, percent)
            part = RatePart(Treatment.CHARGED, str(percent), one.principal, vat_cents)
        else:
            part = RatePart(Treatment(how.answer), "0", one.principal, ZERO)
        return StateVat(one.claim_id, (part,))

    async def act(many: Sequence[object]) -> Done:
        done = Done(None, None, None)
        for _, outcome in await desk.act_all(many, lambda _: None):
            if isinstance(outcome, CasebookError):
                raise outcome
            done = outcome
        return done

    about = [*unrated_lines(desk, unrated), line(desk.say("vat.all_about"), hang=2)]
    fields: list[Field[Any]] = [how, CountField(desk, len(unrated), "vat.other_count")]
    dialog = Form(desk, heading, fields, lambda: [stated(one) for one in unrated], about=about, act=act)
    return await desk.ask(dialog) is not None


async def _rates(desk: Desk, card: CaseCard, sheet: ClaimVatSheet) -> bool:
    """Ask how a claim is taxed and what of it is at which rate; the VAT follows from that unless it is typed."""
    law = desk.session.database.law.vat
    on = sheet.invoice_on or sheet.facts.due_on or desk.day
    high, low = law.general_rate.applied(on).value, law.reduced_rate.applied(on).value
    known = {(part.treatment, Decimal(part.percent)): part for part in sheet.parts}
    others = {part.treatment for part in sheet.parts} - {Treatment.CHARGED}
    options = [*words_of(Treatment, desk, {one: f"vat_{one}" for one in Treatment})]
    first = next(iter(others), Treatment.CHARGED) if len(sheet.parts) == len(others) and others else Treatment.CHARGED
    treatment: ChoiceField[Treatment] = ChoiceField(desk.say("vat.treatment"), options, first)

    def charged() -> bool:
        return treatment.value is Treatment.CHARGED

    pairs = []
    for percent in (high, low):
        part = known.get((Treatment.CHARGED, percent))
        told = form.percent(percent, desk.language)
        gross = part.gross if part else sheet.principal if not known and percent == high else None
        pairs.append(
            (
                percent,
                OptionalAmountField(desk.say("vat.gross_at", rate=told), desk, gross, when=charged),
                OptionalAmountField(desk.say("vat.vat_at", rate=told), desk, part.vat if part else None, when=charged),
            )
        )
    exempt = known.get((Treatment.EXEMPT, Decimal(0)))
    rest = OptionalAmountField(desk.say("vat.gross_exempt"), desk, exempt.gross if exempt else None, when=charged)

    def command() -> StateVat:
        versions = tuple(part.version for part in sheet.parts)
        if not charged():
            return StateVat(sheet.claim_id, (RatePart(treatment.value, "0", sheet.principal, ZERO),), versions)
        parts = [
            RatePart(Treatment.CHARGED, str(percent), gross.value, _or(tax.value, vat_in(gross.value, percent)))
            for percent, gross, tax in pairs
            if gross.value is not None
        ]
        if rest.value is not None:
            parts.append(RatePart(Treatment.EXEMPT, "0", rest.value, ZERO))
        return StateVat(sheet.claim_id, tuple(parts), versions)

    fields: list[Field[Any]] = [treatment, *(field for _, *two in pairs for field in two), rest]
    about = [line(desk.say("vat.rates_about", cents=sheet.principal), hang=2)]
    dialog = Form(
        desk, _heading(desk, card, sheet), fields, command, about=about, foresee=_course_then(desk, sheet.claim_id)
    )
    return await desk.ask(dialog) is not None


async def _certain(desk: Desk, card: CaseCard, sheet: ClaimVatSheet) -> bool:
    known = sheet.certain
    on = DayField(desk.say("vat.certain_on"), desk, known.on_day if known else desk.day, past=True)
    ground = ChoiceField(
        desk.say("vat.certain_ground"), words_of(CertainGround, desk), known.ground if known else CertainGround.TRUSTEE
    )
    reason = TextField(desk.say("money.reason"), known.reason if known else "", required=True)
    document = await _documents(desk, card, known.document_id if known else None)
    fields: list[Field[Any]] = [on, ground, reason, document]
    seen = SeenRow(desk, known, lambda: _again(desk, sheet), lambda row: _told(row, desk))

    def command() -> StateCertain:
        version = None if seen.row is None else seen.row.version
        return StateCertain(sheet.claim_id, on.value, ground.value, reason.value, document.value, version)

    dialog = Form(
        desk,
        _heading(desk, card, sheet),
        fields,
        command,
        about=[line(desk.say("vat.certain_about"), hang=2)],
        foresee=_course_then(desk, sheet.claim_id),
        renew=seen.renew,
    )
    return await desk.ask(dialog) is not None


async def _take_back_certain(desk: Desk, card: CaseCard, sheet: ClaimVatSheet) -> bool:
    known = sheet.certain
    assert known is not None, "it is offered only where there is one"
    command = StateCertain(sheet.claim_id, None, known.ground, "", version=known.version)
    return await _take_back(desk, card, sheet, command, desk.say("vat.uncertain_about", on=known.on_day))


async def _credit_note(desk: Desk, card: CaseCard, sheet: ClaimVatSheet) -> bool:
    known = sheet.credit_note
    on = DayField(desk.say("vat.credit_note_on"), desk, known.on_day if known else desk.day, past=True)
    number = TextField(desk.say("vat.credit_note_number"), known.number if known else "", required=True)
    reason = TextField(desk.say("money.reason"), known.reason if known else "", required=True)
    document = await _documents(desk, card, known.document_id if known else None)
    version = known.version if known else None
    fields: list[Field[Any]] = [on, number, reason, document]
    dialog = Form(
        desk,
        _heading(desk, card, sheet),
        fields,
        lambda: ChooseCreditNote(sheet.claim_id, on.value, number.value, reason.value, document.value, version),
        about=[line(desk.say("vat.credit_note_about"), hang=2)],
        foresee=_course_then(desk, sheet.claim_id),
    )
    return await desk.ask(dialog) is not None


async def _take_back_note(desk: Desk, card: CaseCard, sheet: ClaimVatSheet) -> bool:
    known = sheet.credit_note
    assert known is not None, "it is offered only where there is one"
    command = ChooseCreditNote(sheet.claim_id, None, known.number, "", version=known.version)
    return await _take_back(desk, card, sheet, command, desk.say("vat.no_note_about", number=known.number))


async def _refunded(desk: Desk, card: CaseCard, sheet: ClaimVatSheet) -> bool:
    on = DayField(desk.say("vat.refunded_in"), desk, past=True)
    cents = OptionalAmountField(desk.say("vat.refunded_cents"), desk)
    fields: list[Field[Any]] = [on, cents]
    dialog = Form(
        desk,
        _heading(desk, card, sheet),
        fields,
        lambda: StateRefunded(sheet.claim_id, on.value, cents.value),
        about=[line(desk.say("vat.refunded_about"), hang=2)],
        foresee=_course_then(desk, sheet.claim_id),
    )
    return await desk.ask(dialog) is not None


async def _take_back(
    desk: Desk, card: CaseCard, sheet: ClaimVatSheet, command: StateCertain | ChooseCreditNote, about: str
) -> bool:
    """Show how the VAT stands without what was said before, and take that back."""
    foresee = _course_then(desk, sheet.claim_id)
    heading, fields = _heading(desk, card, sheet), list[Field[Any]]()
    dialog = Form(desk, heading, fields, lambda: command, about=[line(about, hang=2)], foresee=foresee)
    return await desk.ask(dialog) is not None


def _course_then(desk: Desk, claim_id: int) -> Foresee:
    def look(database: Database, _done: Done) -> list[Line]:
        return list(vat_lines(claim_vat.of_claim(database, claim_id), desk))

    return look


async def _documents(desk: Desk, card: CaseCard, known: int | None) -> ChoiceField[int | None]:
    found = await desk.read(choices.documents, card.case_id)
    options: list[tuple[int | None, str]] = [(None, desk.say("evidence.no_document"))]
    options += [(one.document_id, clean_line(one.name)) for one in found]
    return ChoiceField(desk.say("evidence.document"), options, known, when=lambda: bool(found))


async def _again(desk: Desk, sheet: ClaimVatSheet) -> CertainRow | None:
    return (await desk.read(claim_vat.of_claim, sheet.claim_id)).certain


def _told(row: CertainRow | None, desk: Desk) -> str:
    if row is None:
        return desk.say("vat.not_certain")
    return desk.say("vat.certain", on=row.on_day)


def _or(given: Cents | None, otherwise: Cents) -> Cents:
    return otherwise if given is None else given


def _heading(desk: Desk, card: CaseCard, sheet: ClaimVatSheet) -> str:
    return desk.say("vat.claim_heading", claim=sheet.number, number=card.number, name=card.name)


_ACTS: Mapping[str, Callable[[Desk, CaseCard, ClaimVatSheet], Awaitable[bool]]] = {
    "course": _see,
    "rates": _rates,
    "certain": _certain,
    "uncertain": _take_back_certain,
    "note": _credit_note,
    "no_note": _take_back_note,
    "before": _refunded,
}
