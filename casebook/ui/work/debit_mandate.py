"""The mandates of the one who pays an arrangement by direct debit: recorded, revoked, and the form he signs."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from casebook import format as form
from casebook.domain.direct_debit import KNOWN_CODES, MandateState, word_of
from casebook.domain.letters.kinds import LetterKind
from casebook.jobs.drafting import Wanted
from casebook.store.actions.debit_returns import CollectionStands
from casebook.store.actions.direct_debit import RecordMandate, RevokeMandate
from casebook.store.database import Database
from casebook.store.queries import choices, direct_debit
from casebook.store.queries.arrangement_standing import Standing
from casebook.store.queries.case import CaseCard
from casebook.store.queries.direct_debit import CollectionRow, Collector, MandateRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import line
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, LongTextField, TextField, yes_field
from casebook.ui.widgets.menu import Entry, keyed
from casebook.ui.work.arrangement_seen import heading
from casebook.ui.work.debtor import party_of
from casebook.ui.work.debtor_rows import key_at
from casebook.ui.work.letters import write
from casebook.ui.work.payoff_lines import grouped

Act = Callable[[], Awaitable[bool]]
# So many of the last collections are shown.
_SHOWN = 6


async def mandate(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Ask what is done about the mandates of the one who pays, and do it."""
    found, collector, collections = await desk.read(_read, standing)
    entries = [
        Entry[Act](partial(_record, desk, card, standing, collector), "n", desk.say("debits.record")),
        Entry[Act](partial(_form, desk, card, standing, collector), "l", desk.say("debits.form")),
    ]
    live = [one for one in found if one.revoked_on is None]
    entries += [
        Entry[Act](partial(_revoke, desk, card, one), key_at(at), desk.say("debits.revoke", reference=one.reference))
        for at, one in enumerate(live)
    ]
    back = [one for one in collections if one.returned_on is not None]
    entries += [
        Entry[Act](partial(_stands, desk, card, one), key, desk.say("debits.stands", number=one.term))
        for key, one in keyed("stuv", reversed(back))
    ]
    lines = [*(_said(one, desk) for one in found), *(_collected(one, desk) for one in collections[-_SHOWN:])]
    about = "\n".join(lines) or desk.say("debits.none", name=clean_line(standing.plan.party))
    act = await desk.ask(Pick(desk, heading("debits.mandates", desk, card), entries, about=about))
    return act is not None and await act()


async def mandates_of(desk: Desk, card: CaseCard, party_id: int) -> bool:
    """Show the mandates that a party gave, to whom, and what came of each; let one be revoked."""
    found = await desk.read(direct_debit.mandates, party_id)
    live = [one for one in found if one.revoked_on is None]
    entries = [
        Entry[Act](partial(_revoke, desk, card, one), key_at(at), desk.say("debits.revoke", reference=one.reference))
        for at, one in enumerate(live)
    ]
    party = await party_of(desk, party_id)
    lines = [f"{one.code} · {_said(one, desk)}" for one in found]
    about = "\n".join(lines) or desk.say("debits.none", name=clean_line(party.card.name))
    act = await desk.ask(Pick(desk, heading("debits.mandates", desk, card), entries, about=about))
    return act is not None and await act()


def _read(database: Database, standing: Standing) -> tuple[list[MandateRow], Collector, list[CollectionRow]]:
    creditor_id = direct_debit.creditor_of_plan(database, standing.plan.id)
    (collector,) = (one for one in direct_debit.collectors(database) if one.creditor_id == creditor_id)
    mandates = direct_debit.mandates(database, standing.plan.party_id)
    own = [one for one in mandates if one.creditor_id == creditor_id]
    collections = direct_debit.of_plan(database, standing.plan.id)
    return own, collector, [one for one in collections if one.left_out_on is None]


async def _record(desk: Desk, card: CaseCard, standing: Standing, collector: Collector) -> bool:
    documents = await desk.read(choices.documents, card.case_id)
    plan = standing.plan
    iban = TextField(desk.say("debits.iban"), required=True)
    name = TextField(desk.say("debits.account_name"), clean_line(plan.party), required=True)
    signed = DayField(desk.say("debits.signed_on"), desk, desk.day, past=True)
    reference = TextField(desk.say("debits.reference"))
    one_off = yes_field(desk.say("debits.one_off"), desk)
    document = ChoiceField(
        desk.say("debits.document"),
        [(None, desk.say("arrangements.no_document")), *((one.document_id, clean_line(one.name)) for one in documents)],
        None,
        when=lambda: bool(documents),
    )
    fields: list[Field[Any]] = [iban, name, signed, reference, one_off, document]

    def command() -> RecordMandate:
        return RecordMandate(
            collector.creditor_id,
            plan.party_id,
            iban.value,
            name.value,
            signed.value,
            reference.value,
            one_off.value,
            document.value if documents else None,
        )

    about = [line(desk.say("debits.for", name=clean_line(collector.name), code=collector.code))]
    dialog = Form(desk, heading("debits.record", desk, card), fields, command, about=about)
    return await desk.ask(dialog) is not None


async def _revoke(desk: Desk, card: CaseCard, row: MandateRow) -> bool:
    on = DayField(desk.say("debits.revoked_on"), desk, desk.day, past=True)
    why = LongTextField(desk.say("arrangements.why"), required=True)
    dialog = Form(
        desk,
        heading("debits.revoke_heading", desk, card),
        [on, why],
        lambda: RevokeMandate(row.id, row.version, on.value, why.value),
        about=[line(_said(row, desk)), line(desk.say("debits.revoke_means"))],
    )
    return await desk.ask(dialog) is not None


async def _stands(desk: Desk, card: CaseCard, row: CollectionRow) -> bool:
    why = LongTextField(desk.say("arrangements.why"), required=True)
    dialog = Form(
        desk,
        heading("debits.stands_heading", desk, card),
        [why],
        lambda: CollectionStands(row.id, row.version, why.value),
        about=[line(_collected(row, desk))],
    )
    return await desk.ask(dialog) is not None


async def _form(desk: Desk, card: CaseCard, standing: Standing, collector: Collector) -> bool:
    """Write the letter with the form that is signed."""
    wanted = Wanted(parties=(standing.plan.party_id,), extras={"creditor_identifier": collector.identifier})
    return await write(desk, card, LetterKind.DEBIT_MANDATE, wanted)


def why_revoked(because: str, desk: Desk) -> str:
    """Return why a mandate ended: what a person wrote, or the code of the bank in words."""
    if because in KNOWN_CODES:
        return desk.say("debits.by_bank", code=because, why=word_of(because))
    return clean_line(because)


def _collected(row: CollectionRow, desk: Desk) -> str:
    """Return a collection in a line, with why it came back."""
    parts = [form.day(row.collect_on, desk.language), form.money(row.cents, desk.language)]
    parts.append(desk.say("debits.of_term", number=row.term))
    if row.returned_on is not None:
        about = {"on": row.returned_on, "code": row.return_code, "why": word_of(row.return_code)}
        parts.append(desk.say("debits.came_back", **about))
    return " · ".join(parts)


def _said(row: MandateRow, desk: Desk) -> str:
    state = row.facts.state(desk.day, desk.session.database.law.direct_debit)
    parts = [row.reference, grouped(row.iban), clean_line(row.account_name)]
    parts.append(desk.say("debits.signed", on=row.signed_on))
    if row.one_off:
        parts.append(desk.say("debits.single"))
    if row.last_on is not None and row.last_on <= desk.day:
        parts.append(desk.say("debits.last", on=row.last_on))
    if state is MandateState.REVOKED:
        on = form.day(row.revoked_on, desk.language) if row.revoked_on else ""
        parts.append(desk.say("debits.ended", on=on, why=why_revoked(row.revoked_because, desk)))
    else:
        parts.append(desk.say(f"word.{state}"))
    return " · ".join(parts)
