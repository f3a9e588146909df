"""The entities of ours: who they are, their return of VAT, what their letters show, and who may see their cases."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from casebook.domain import identifiers
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.vat.periods import VatPeriod
from casebook.errors import Refused
from casebook.store.actions.parties import AddAccount, ChangeCreditor, ReceiptsFrom
from casebook.store.queries import creditors
from casebook.store.queries.creditors import CreditorRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import ChoiceField, Field, TextField, yes_field
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.debtor_facts import who_it_is
from casebook.ui.work.debtor_fields import CheckedField
from casebook.ui.work.debtor_rows import key_at
from casebook.ui.work.kinds import words_of
from casebook.ui.work.letter_fields import LinesField
from casebook.ui.work.seen import SeenRow
from casebook.ui.work.sight import see_to_sight

_PERIODS: Mapping[VatPeriod, str] = {one: f"vat_{one}" for one in VatPeriod}


async def change_creditor(desk: Desk) -> bool:
    """Ask which entity of ours, and what of it."""
    found = await desk.read(creditors.creditors)
    if not found:
        raise Refused("creditors.none", source=HOUSE_RULE)
    row: CreditorRow | None = found[0]
    if len(found) > 1:
        entries = [Entry(one, key_at(at), _told(one)) for at, one in enumerate(found)]
        row = await desk.ask(Pick(desk, desk.say("creditors.which"), entries))
    return row is not None and await _see_to(desk, row)


async def see_to_creditor(desk: Desk, creditor_id: int) -> bool:
    """Ask what of an entity of ours is to be completed or changed."""
    found = await desk.read(creditors.creditors)
    return await _see_to(desk, next(one for one in found if one.creditor_id == creditor_id))


async def _see_to(desk: Desk, row: CreditorRow) -> bool:
    what = await desk.ask(
        Pick(
            desk,
            _told(row),
            [
                Entry("who", "n", desk.say("creditors.who")),
                Entry("books", "v", desk.say("creditors.books")),
                Entry("letters", "w", desk.say("creditors.letters")),
                Entry("account", "b", desk.say("creditors.account")),
                Entry("sight", "z", desk.say("creditors.sight")),
            ],
        )
    )
    match what:
        case "who":
            return await who_it_is(desk, row.party_id)
        case "books":
            return await _books(desk, row)
        case "letters":
            return await _change(desk, row)
        case "account":
            return await _account(desk, row)
        case "sight":
            return await see_to_sight(desk, row.creditor_id, clean_line(row.facts.code))
        case _:
            return False


async def _account(desk: Desk, row: CreditorRow) -> bool:
    iban = CheckedField(desk.say("debtor.iban"), identifiers.iban, required=True)
    return await desk.ask(Form(desk, _told(row), [iban], lambda: AddAccount(row.party_id, iban.value))) is not None


async def _books(desk: Desk, row: CreditorRow) -> bool:
    """Ask for which period it files its return of VAT, and which source books what it receives."""
    facts, say = row.facts, desk.say
    seen = _seen(desk, row, lambda now: _shown_books(now, desk))
    period = ChoiceField(say("creditors.vat_period"), words_of(VatPeriod, desk, _PERIODS), facts.vat_period)
    cash = yes_field(say("creditors.cash_scheme"), desk, yes=facts.cash_scheme)
    unity = TextField(say("creditors.fiscal_unity"), facts.fiscal_unity or "")
    receipts = ChoiceField(say("creditors.receipts_from"), words_of(ReceiptsFrom, desk), facts.receipts_from)

    def command() -> ChangeCreditor:
        now = seen.row or row
        changed = replace(
            now.facts,
            vat_period=period.value,
            cash_scheme=cash.value,
            fiscal_unity=unity.value or None,
            receipts_from=receipts.value,
        )
        return ChangeCreditor(now.creditor_id, now.version, changed)

    fields: list[Field[Any]] = [period, cash, unity, receipts]
    return await desk.ask(Form(desk, _told(row), fields, command, renew=seen.renew)) is not None


def _seen(desk: Desk, row: CreditorRow, shown: Callable[[CreditorRow], str]) -> SeenRow[CreditorRow]:
    async def again() -> CreditorRow | None:
        return next((one for one in await desk.read(creditors.creditors) if one.creditor_id == row.creditor_id), None)

    return SeenRow(desk, row, again, lambda now: shown(now) if now else desk.say("debtor.row_gone"))


async def _change(desk: Desk, row: CreditorRow) -> bool:
    facts, say = row.facts, desk.say
    seen = _seen(desk, row, _shown)
    phone, mail = TextField(say("people.phone"), facts.phone), TextField(say("people.mail"), facts.mail)
    website = TextField(say("creditors.website"), facts.website)
    complaints = TextField(say("creditors.complaints"), facts.complaints)
    letterhead = LinesField(say("creditors.letterhead"), _lines(facts.letterhead))
    signatories = LinesField(say("creditors.signatories"), _lines(facts.signatories))

    def command() -> ChangeCreditor:
        now = seen.row or row
        changed = replace(
            now.facts,
            phone=phone.value,
            mail=mail.value,
            website=website.value,
            complaints=complaints.value,
            letterhead="; ".join(letterhead.lines) or None,
            signatories="; ".join(signatories.lines) or None,
        )
        return ChangeCreditor(now.creditor_id, now.version, changed)

    fields: list[Field[Any]] = [phone, mail, website, complaints, letterhead, signatories]
    return await desk.ask(Form(desk, _told(row), fields, command, renew=seen.renew)) is not None


def _told(row: CreditorRow) -> str:
    return f"{clean_line(row.facts.code)} · {clean_line(row.name)}"


def _shown(row: CreditorRow) -> str:
    """Return how an entity is reached, on a line."""
    facts = row.facts
    known = (facts.phone, facts.mail, facts.website, facts.complaints, facts.letterhead, facts.signatories)
    return " · ".join(map(clean_line, filter(None, known)))


def _shown_books(row: CreditorRow, desk: Desk) -> str:
    """Return the return of VAT and the source of receipts of an entity, on a line."""
    facts, say = row.facts, desk.say
    period = say(f"word.{_PERIODS[facts.vat_period]}")
    cash = say("form.yes" if facts.cash_scheme else "form.no")
    told = {
        "creditors.vat_period": period,
        "creditors.cash_scheme": cash,
        "creditors.fiscal_unity": clean_line(facts.fiscal_unity or ""),
        "creditors.receipts_from": say(f"word.{facts.receipts_from}"),
    }
    return " · ".join(f"{say(code)}: {said}" for code, said in told.items() if said)


def _lines(text: str | None) -> str:
    return "\n".join(part.strip() for part in (text or "").split(";"))
