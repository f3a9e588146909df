"""The list of evidence: for each claim what is there, what is missing and what is not needed."""

from collections.abc import Sequence
from typing import Any

from casebook.domain.documents import Proves
from casebook.domain.documents import read as proves_read
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions.evidence import SetEvidence
from casebook.store.models.claims import EvidenceKind, EvidenceStatus
from casebook.store.queries import bookings, choices, claims
from casebook.store.queries.case import CaseCard
from casebook.store.queries.choices import DocumentChoice
from casebook.store.queries.claims import EvidenceRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import ChoiceField, Field, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work import finances
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.claim_fields import pick_claim
from casebook.ui.work.documents import add_to_case
from casebook.ui.work.kinds import words_of
from casebook.ui.work.seen import SeenRow

_SIGNS = {EvidenceStatus.PRESENT: "✓", EvidenceStatus.MISSING: "✗", EvidenceStatus.NOT_NEEDED: "·"}


async def evidence(desk: Desk, card: CaseCard) -> bool:
    """Ask whether it is about evidence of a claim or of finances, and work on that."""
    heading = desk.say("evidence.heading", number=card.number, name=card.name)
    entries = [
        Entry(_of_claims, "v", desk.say("evidence.of_claims")),
        Entry(finances.of_case, "f", desk.say("evidence.of_finances")),
        Entry(add_to_case, "d", desk.say("documents.from_file")),
    ]
    chosen = await desk.ask(Pick(desk, heading, entries))
    return await chosen(desk, card) if chosen is not None else False


async def _of_claims(desk: Desk, card: CaseCard) -> bool:
    """Ask for a claim and a piece of evidence, and how that stands."""
    sheets = await desk.read(bookings.sheets, card.case_id, desk.day)
    if not sheets:
        raise Refused("evidence.no_claim", source=HOUSE_RULE, number=card.number)
    sheet = await pick_claim(desk, desk.say("evidence.of_which"), sheets, lambda one: one.open.total)
    if sheet is None:
        return False
    claim_id = sheet.claim_id
    known = await _known(desk, claim_id)
    entries = [
        Entry(kind, str(place), _told(desk, kind, known.get(kind))) for place, kind in enumerate(EvidenceKind, 1)
    ]
    heading = desk.say("evidence.heading", number=card.number, name=card.name)
    kind = await desk.ask(Pick(desk, heading, entries))
    if kind is None:
        return False
    return await _set(desk, card, claim_id, kind, known.get(kind))


def _proving(documents: Sequence[DocumentChoice], kind: EvidenceKind) -> int | None:
    """Return the first document that is said to prove it."""
    return next((one.document_id for one in documents if Proves(kind) in proves_read(one.proves)), None)


async def _known(desk: Desk, claim_id: int) -> dict[EvidenceKind, EvidenceRow]:
    return {row.kind: row for row in await desk.read(claims.evidence_of, [claim_id])}


async def _set(desk: Desk, card: CaseCard, claim_id: int, kind: EvidenceKind, known: EvidenceRow | None) -> bool:
    documents = await desk.read(choices.documents, card.case_id)
    status = AnswerField(
        desk, desk.say("evidence.status"), words_of(EvidenceStatus, desk), known.status if known else None
    )
    document = ChoiceField(
        desk.say("evidence.document"),
        [(None, desk.say("evidence.no_document")), *((one.document_id, clean_line(one.name)) for one in documents)],
        known.document_id if known else _proving(documents, kind),
        when=lambda: bool(documents) and status.value is EvidenceStatus.PRESENT,
    )
    note = TextField(desk.say("evidence.note"), known.note if known else "")
    fields: list[Field[Any]] = [status, document, note]

    async def again() -> EvidenceRow | None:
        return (await _known(desk, claim_id)).get(kind)

    seen = SeenRow(desk, known, again, lambda row: _told(desk, kind, row))

    def command() -> SetEvidence:
        there = status.value is EvidenceStatus.PRESENT
        return SetEvidence(
            claim_id,
            kind,
            status.answer,
            document.value if there else None,
            note.value,
            seen.row.version if seen.row else None,
        )

    heading = desk.say("evidence.set_heading", kind=kind, number=card.number)
    return await desk.ask(Form(desk, heading, fields, command, renew=seen.renew)) is not None


def _told(desk: Desk, kind: EvidenceKind, row: EvidenceRow | None) -> str:
    status = row.status if row else EvidenceStatus.MISSING
    note = f" · {clean_line(row.note)}" if row and row.note else ""
    return f"{_SIGNS[status]} {desk.say('evidence.line', kind=kind, status=status)}{note}"
