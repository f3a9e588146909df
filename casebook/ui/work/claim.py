"""Claims: added step by step with what follows from each answer, and their facts changed."""

from collections.abc import Sequence
from dataclasses import fields as parts_of
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.limitation.facts import UNKNOWN_KIND
from casebook.errors import Refused
from casebook.store.actions.claims import AddClaim, ChangeClaim, ClaimFacts
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import choices, claim_facts, received
from casebook.store.queries.bookings import ClaimSheet
from casebook.store.queries.case import CaseCard
from casebook.store.queries.claim_facts import StoredClaim
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.prose import Line
from casebook.ui.widgets.fields import AmountField, Field
from casebook.ui.work.claim_fields import ExplainedField, pick_claim
from casebook.ui.work.claim_form import ClaimFields
from casebook.ui.work.claim_outlook import outlook_lines
from casebook.ui.work.closed_month import late_lines

_NEW = ClaimFacts("", UNKNOWN_KIND, None, None)


async def add(desk: Desk, card: CaseCard, sheets: Sequence[ClaimSheet]) -> bool:
    """Ask what the claim is, show what follows from it, and add it."""
    creditors = await desk.read(choices.creditors)
    if not creditors:
        raise Refused("money.no_creditor", source=HOUSE_RULE)
    asked = ClaimFields(desk, _NEW, sheets, new=True)
    creditor = ExplainedField[int | None](
        desk.say("money.creditor"),
        [
            *([] if len(creditors) == 1 else [(None, desk.say("money.choose"))]),
            *((one.creditor_id, f"{clean_line(one.code)} {clean_line(one.name)}") for one in creditors),
        ],
        creditors[0].creditor_id if len(creditors) == 1 else None,
        lambda _: "",
        required=True,
    )
    cents = AmountField(desk.say("money.principal"), desk)

    def command() -> AddClaim:
        assert creditor.value is not None, "one is required"
        return AddClaim(card.case_id, creditor.value, cents.value, asked.facts, days=asked.days)

    def look(database: Database, done: Done) -> list[Line]:
        return [*late_lines(database, desk, card.case_id, before), *_outlook(desk, database, done.result)]

    before = await desk.read(received.last_entry)
    fields: list[Field[Any]] = [creditor, asked.number, asked.invoice_on, cents, *asked.fields]
    heading = desk.say("money.add_heading", number=card.number, name=card.name)
    return await desk.ask(Form(desk, heading, fields, command, foresee=look)) is not None


async def change(desk: Desk, card: CaseCard, sheets: Sequence[ClaimSheet]) -> bool:
    """Ask what the facts of a claim should be, show what follows, and change them."""
    heading = desk.say("money.change_heading", number=card.number, name=card.name)
    sheet = await pick_claim(desk, heading, sheets, lambda one: one.open.total)
    if sheet is None:
        return False
    seen = SeenClaim(desk, await desk.read(claim_facts.stored, sheet.claim_id))
    others = [one for one in sheets if one.claim_id != sheet.claim_id]
    asked = ClaimFields(desk, seen.claim.facts, others, new=False)
    before = await desk.read(received.last_entry)

    def look(database: Database, _done: Done) -> list[Line]:
        return [*late_lines(database, desk, card.case_id, before), *_outlook(desk, database, sheet.claim_id)]

    fields: list[Field[Any]] = [asked.number, asked.invoice_on, *asked.fields]
    dialog = Form(
        desk,
        heading,
        fields,
        lambda: ChangeClaim(sheet.claim_id, seen.claim.version, asked.facts),
        foresee=look,
        renew=seen.renew,
    )
    return await desk.ask(dialog) is not None


class SeenClaim:
    """A claim as a form has seen it: read again where a colleague changed it, with what is different in words."""

    def __init__(self, desk: Desk, claim: StoredClaim) -> None:
        self._desk = desk
        self.claim = claim

    async def renew(self) -> str:
        """Read the claim again and return what is different now; saving once more goes over it."""
        now = await self._desk.read(claim_facts.stored, self.claim.claim_id)
        was, self.claim = self.claim.facts, now
        changed = [
            self._desk.say(f"word.column_{part.name}")
            for part in parts_of(ClaimFacts)
            if getattr(was, part.name) != getattr(now.facts, part.name)
        ]
        return self._desk.say("seen.changed", changes=changed or [self._desk.say("money.elsewhere")])


def _outlook(desk: Desk, database: Database, claim_id: int) -> list[Line]:
    found = claim_facts.outlook(database, claim_id, desk.day)
    return list(outlook_lines(desk, found, claim_facts.stored(database, claim_id).facts))
