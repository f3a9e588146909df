"""The entities of ours: what their letters show of them, how they are reached, and who may see their cases."""

from dataclasses import replace
from typing import Any

from casebook.domain import identifiers
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions.parties import AddAccount, ChangeCreditor
from casebook.store.queries import creditors
from casebook.store.queries.creditors import CreditorRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import Field, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.debtor_fields import CheckedField
from casebook.ui.work.debtor_rows import key_at
from casebook.ui.work.letter_fields import LinesField
from casebook.ui.work.seen import SeenRow
from casebook.ui.work.sight import see_to_sight


async def change_creditor(desk: Desk) -> bool:
    """Ask which entity of ours, and what its letters show."""
    found = await desk.read(creditors.creditors)
    if not found:
        raise Refused("creditors.none", source=HOUSE_RULE)
    row: CreditorRow | None = found[0]
    if len(found) > 1:
        entries = [Entry(one, key_at(at), _told(one)) for at, one in enumerate(found)]
        row = await desk.ask(Pick(desk, desk.say("creditors.which"), entries))
    if row is None:
        return False
    what = await desk.ask(
        Pick(
            desk,
            _told(row),
            [
                Entry("letters", "w", desk.say("creditors.letters")),
                Entry("account", "b", desk.say("creditors.account")),
                Entry("sight", "z", desk.say("creditors.sight")),
            ],
        )
    )
    match what:
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


async def _change(desk: Desk, row: CreditorRow) -> bool:
    facts, say = row.facts, desk.say

    async def again() -> CreditorRow | None:
        return next((one for one in await desk.read(creditors.creditors) if one.creditor_id == row.creditor_id), None)

    seen = SeenRow(desk, row, again, lambda now: _shown(now) if now else say("debtor.row_gone"))
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


def _lines(text: str | None) -> str:
    return "\n".join(part.strip() for part in (text or "").split(";"))
