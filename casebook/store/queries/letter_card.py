"""One letter with all that is known of it: what it says, what the gate says of it, and what became of it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.gate import Stop, let_pass
from casebook.domain.letters.facts import LetterText
from casebook.domain.letters.kept import facts_of
from casebook.domain.letters.kinds import Tone
from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.letters import gate
from casebook.store.models.people import Role
from casebook.store.queries import documents, leaving
from casebook.store.queries.documents import Enclosed
from casebook.store.queries.leaving import DispatchRow
from casebook.store.queries.letters_together import awaited
from casebook.store.queries.outbox import OutboxRow, of_ids
from casebook.store.rows import many, rows


class OverrideRow(NamedTuple):
    """A rule that a person let a letter pass, and why; `role` is the most he had that day, None where he has all."""

    rule: str
    reason: str
    person: str
    on_day: date
    role: Role | None = None


class Corrected(NamedTuple):
    """A letter that corrects another, or that is corrected by it."""

    letter_id: int
    prepared_on: date
    sent_on: date | None


class LetterCard(NamedTuple):
    """One letter: what it says, to whom it goes, what the gate says of it now, and what became of it."""

    row: OutboxRow
    text: LetterText
    party_id: int
    addressee_id: int
    address_id: int | None
    mail: str
    creditor_id: int
    last_day: date | None
    corrects_id: int | None
    origin: str | None
    origin_id: int | None
    released_by: str
    withdrawn_on: date | None
    withdrawn_because: str
    document_id: int | None
    stops: tuple[Stop, ...]
    overrides: tuple[OverrideRow, ...]
    dispatches: tuple[DispatchRow, ...]
    enclosed: tuple[Enclosed, ...]
    corrects: Corrected | None = None
    corrected_by: tuple[Corrected, ...] = ()
    bank_until: date | None = None
    awaited: tuple[str, ...] = ()

    @property
    def passed(self) -> dict[str, OverrideRow]:
        """The rules that it was let pass, with the last time that was: not those that say something new since."""
        last = {one.rule: one for one in self.overrides}
        standing = let_pass(self.stops, {rule: one.on_day for rule, one in last.items()})
        return {rule: one for rule, one in last.items() if rule in standing}


class _BankUntil(NamedTuple):
    bank_until: date


class _Text(NamedTuple):
    letter_id: int
    facts: str
    subject: str
    body: str
    asks_cents: Cents
    template: str
    tone: Tone
    party_id: int
    addressee_id: int
    address_id: int | None
    mail: str
    creditor_id: int
    last_day: date | None
    corrects_id: int | None
    origin: str | None
    origin_id: int | None
    released_by: str
    withdrawn_on: date | None
    withdrawn_because: str
    document_id: int | None


_TEXTS = """
    SELECT l.id, l.facts, l.subject, l.body, l.asks_cents, l.template, l.tone, l.party_id, l.addressee_id, l.address_id,
           l.mail, l.creditor_id, l.last_day, l.corrects_id, l.origin, l.origin_id, COALESCE(p.name, ''),
           l.withdrawn_on, l.withdrawn_because, l.document_id
    FROM letter l LEFT JOIN person p ON p.id = l.released_by_id WHERE l.id IN ({marks}) ORDER BY l.id
"""
_OVERRIDES = """
    SELECT o.rule, o.reason, p.name, o.on_day, (
        SELECT r.role FROM role r
        WHERE r.person_id = o.person_id AND r.from_on <= o.on_day AND (r.until_on IS NULL OR r.until_on >= o.on_day)
        ORDER BY CASE r.role WHEN 'lead' THEN 0 WHEN 'handler' THEN 1 ELSE 2 END LIMIT 1)
    FROM letter_override o JOIN person p ON p.id = o.person_id
    WHERE o.letter_id = ? ORDER BY o.id
"""
_BY_ITSELF = "SELECT bank_until FROM self_release WHERE letter_id = ?"
_CORRECTED = """
    SELECT l.id, l.prepared_on, (SELECT max(s.sent_on) FROM dispatch s WHERE s.letter_id = l.id) FROM letter l
"""
_CORRECTS = f"{_CORRECTED} WHERE l.id = ?"
_CORRECTED_BY = f"{_CORRECTED} WHERE l.corrects_id = ? AND l.withdrawn_on IS NULL ORDER BY l.id"


def letter(database: Database, letter_id: int, day: date) -> LetterCard | None:
    """Return a letter with what the gate says of it on `day`, None where there is none."""
    with database.snapshot():
        row = next(iter(of_ids(database, [letter_id])), None)
        if row is None:
            return None
        known = many(database, _TEXTS, _Text, [letter_id])[0]
        return LetterCard(
            row,
            _text(known),
            *known[7:],
            stops=gate.stops(database, [letter_id], day)[letter_id],
            overrides=tuple(rows(database, _OVERRIDES, OverrideRow, (letter_id,))),
            dispatches=leaving.dispatches_of(database, [letter_id]),
            enclosed=documents.enclosed(database, [letter_id]).get(letter_id, ()),
            corrects=next(iter(rows(database, _CORRECTS, Corrected, (known.corrects_id or 0,))), None),
            corrected_by=tuple(rows(database, _CORRECTED_BY, Corrected, (letter_id,))),
            bank_until=next((one.bank_until for one in rows(database, _BY_ITSELF, _BankUntil, (letter_id,))), None),
            awaited=awaited(database, letter_id, row.kind),
        )


def texts(database: Database, letter_ids: Sequence[int]) -> dict[int, LetterText]:
    """Return what letters say, by their ids."""
    return {known.letter_id: _text(known) for known in many(database, _TEXTS, _Text, letter_ids)}


def _text(known: _Text) -> LetterText:
    facts = facts_of(known.facts)
    return LetterText(
        facts, known.subject, known.body, known.asks_cents, "::specification" in known.body, known.template
    )
