"""Direct debit as it is looked at: identities, mandates of a party, batches with their collections, and a file."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.direct_debit import DebitFile, DebitLine, Mandate, MandateState, told_on
from casebook.domain.money import Cents
from casebook.errors import InputError
from casebook.store import debit_notices, debit_terms
from casebook.store.database import Database
from casebook.store.debit_notices import Ahead
from casebook.store.debit_terms import DebitTerm
from casebook.store.queries.arrangement_standing import Standing
from casebook.store.rows import rows


class Collector(NamedTuple):
    """An entity of ours with what it collects by; all three are empty where nothing was set, and it has no version."""

    creditor_id: int
    code: str
    name: str
    identifier: str
    iban: str
    bic: str
    version: int | None


class MandateRow(NamedTuple):
    """A mandate of a party. `last_on` is the last collection by it."""

    id: int
    version: int
    creditor_id: int
    code: str
    reference: str
    iban: str
    account_name: str
    signed_on: date
    one_off: bool
    document: str | None
    revoked_on: date | None
    revoked_because: str
    last_on: date | None

    @property
    def facts(self) -> Mandate:
        """What its state follows from."""
        return Mandate(self.signed_on, self.one_off, self.last_on, self.revoked_on)


class BatchRow(NamedTuple):
    """A batch with how many collections it has, of how much in all, and how many came back."""

    id: int
    version: int
    creditor_id: int
    code: str
    message: str
    made_on: date
    sent_on: date | None
    withdrawn_on: date | None
    first_on: date | None
    collections: int
    cents: Cents
    returned: int


class CollectionRow(NamedTuple):
    """A collection in a batch; `left_out_because` is a word or what a person wrote."""

    id: int
    version: int
    batch_id: int
    case_id: int
    number: str
    name: str
    arrangement_id: int
    instalment_id: int
    term: int
    due_on: date
    collect_on: date
    cents: Cents
    mandate: str
    iban: str
    end_to_end: str
    left_out_on: date | None
    left_out_because: str
    returned_on: date | None
    return_code: str


class BatchCard(NamedTuple):
    """A batch with its collections; `stopped` says by id which of them may not go any more, and by which word why.

    `send_by` is the last day on which the bank can be handed it. `untold` has those of which the debtor was told too
    late, with the day, or not at all.
    """

    batch: BatchRow
    collections: tuple[CollectionRow, ...]
    stopped: dict[int, str]
    send_by: date | None
    untold: dict[int, date | None]


_COLLECTORS = """
    SELECT r.id, r.code, p.name, COALESCE(i.identifier, ''), COALESCE(i.iban, ''), COALESCE(i.bic, ''),
           i.version
    FROM creditor r JOIN party p ON p.id = r.party_id LEFT JOIN debit_identity i ON i.creditor_id = r.id
    ORDER BY r.code, r.id
"""
_MANDATES = """
    SELECT m.id, m.version, m.creditor_id, r.code, m.reference, m.iban, m.account_name, m.signed_on, m.one_off, d.name,
           m.revoked_on, m.revoked_because,
           (SELECT max(x.collect_on) FROM debit_collection x WHERE x.mandate_id = m.id AND x.left_out_on IS NULL)
    FROM debit_mandate m JOIN creditor r ON r.id = m.creditor_id LEFT JOIN document d ON d.id = m.document_id
    WHERE m.party_id = ? ORDER BY CASE WHEN m.revoked_on IS NULL THEN 0 ELSE 1 END, m.id DESC
"""
_BATCHES = """
    SELECT b.id, b.version, b.creditor_id, r.code, b.message, b.made_on, b.sent_on, b.withdrawn_on,
           min(CASE WHEN d.left_out_on IS NULL THEN d.collect_on END),
           CAST(COALESCE(sum(CASE WHEN d.left_out_on IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT),
           CAST(COALESCE(sum(CASE WHEN d.left_out_on IS NULL THEN d.cents ELSE 0 END), 0) AS BIGINT),
           CAST(COALESCE(sum(CASE WHEN d.returned_on IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT)
    FROM debit_batch b JOIN creditor r ON r.id = b.creditor_id LEFT JOIN debit_collection d ON d.batch_id = b.id
    {where}
    GROUP BY b.id, b.version, b.creditor_id, r.code, b.message, b.made_on, b.sent_on, b.withdrawn_on
    ORDER BY b.id DESC LIMIT 200
"""
_COLLECTIONS = """
    SELECT d.id, d.version, d.batch_id, a.case_id, c.number, m.account_name, d.arrangement_id, i.id, i.number, i.due_on,
           d.collect_on, d.cents, m.reference, m.iban, d.end_to_end, d.left_out_on, d.left_out_because, d.returned_on,
           d.return_code
    FROM debit_collection d JOIN arrangement a ON a.id = d.arrangement_id JOIN cases c ON c.id = a.case_id
    JOIN debit_mandate m ON m.id = d.mandate_id JOIN instalment i ON i.id = d.instalment_id
    WHERE d.{column} = ? ORDER BY d.collect_on, d.id
"""
_OF_PLAN = """
    SELECT min(c.creditor_id) FROM arrangement_claim k JOIN claim c ON c.id = k.claim_id WHERE k.arrangement_id = ?
"""
_HEAD = "SELECT message, made_on, name, identifier, iban, bic FROM debit_batch WHERE id = ?"
_LINES = """
    SELECT d.end_to_end, d.cents, d.collect_on, m.one_off, m.reference, m.signed_on, m.account_name, m.iban, d.text
    FROM debit_collection d JOIN debit_mandate m ON m.id = d.mandate_id
    WHERE d.batch_id = ? AND d.left_out_on IS NULL ORDER BY d.collect_on, d.id
"""
_OF_MESSAGE = "SELECT id FROM debit_batch WHERE message = ?"
_OF_CODE = "SELECT id FROM creditor WHERE code = ?"


class _Head(NamedTuple):
    message: str
    made_on: date
    name: str
    identifier: str
    iban: str
    bic: str


def collectors(database: Database) -> list[Collector]:
    """Return every entity with what it collects by."""
    return rows(database, _COLLECTORS, Collector)


def creditor_of(database: Database, code: str) -> int:
    """Return the entity with a code. Raises `InputError` for one there is not."""
    found: int | None = database.value(_OF_CODE, (code,))
    if found is None:
        raise InputError("debit.no_creditor", code=code)
    return found


def creditor_of_plan(database: Database, arrangement_id: int) -> int:
    """Return the entity that collects the terms of an arrangement."""
    found: int = database.value(_OF_PLAN, (arrangement_id,))
    return found


def mandates(database: Database, party_id: int) -> list[MandateRow]:
    """Return the mandates a party gave: those that are not revoked first, then the newest."""
    return rows(database, _MANDATES, MandateRow, (party_id,))


def state_of(database: Database, mandate: MandateRow, day: date) -> MandateState:
    """Return whether anything can be collected by a mandate on a day."""
    return mandate.facts.state(day, database.law.direct_debit)


def due(database: Database, creditor_id: int, until: date, day: date) -> list[DebitTerm]:
    """Return what is to be collected up to a day, and what may not be, with the reason."""
    with database.snapshot():
        return debit_terms.due(database, creditor_id, until, day)


def batches(database: Database) -> list[BatchRow]:
    """Return the last batches, the newest first."""
    return rows(database, _BATCHES.replace("{where}", ""), BatchRow)


def batch_named(database: Database, message: str) -> int:
    """Return the batch that the bank knows by a name. Raises `InputError` for one there is not."""
    found: int | None = database.value(_OF_MESSAGE, (message,))
    if found is None:
        raise InputError("debit.no_batch", message=message)
    return found


def batch(database: Database, batch_id: int, day: date) -> BatchCard | None:
    """Return a batch as it stands on a day, None where there is none any more."""
    with database.snapshot():
        found = rows(database, _BATCHES.replace("{where}", "WHERE b.id = ?"), BatchRow, (batch_id,))
        if not found:
            return None
        collections = rows(database, _COLLECTIONS.replace("{column}", "batch_id"), CollectionRow, (batch_id,))
        stopped: dict[int, str] = {}
        (row,) = found
        if row.sent_on is None and row.withdrawn_on is None:
            cases = sorted({one.case_id for one in collections})
            every = debit_terms.stopped(database, cases, day)
            stopped = {one.id: every[one.id] for one in collections if one.id in every}
        send_by = None if row.first_on is None else database.law.direct_debit.send_by(row.first_on)
        untold = _untold(database, collections)
    return BatchCard(row, tuple(collections), stopped, send_by, untold)


def _untold(database: Database, collections: Sequence[CollectionRow]) -> dict[int, date | None]:
    known = debit_notices.told(database, sorted({one.instalment_id for one in collections}))
    found = {}
    for one in collections:
        was = told_on(known.get(one.instalment_id, ()), one.collect_on, one.cents)
        if one.left_out_on is None and (was is None or was > database.law.direct_debit.tell_by(one.collect_on)):
            found[one.id] = was
    return found


def ahead(database: Database, standing: Standing, day: date) -> list[Ahead]:
    """Return the terms of an arrangement of which the debtor can be told that they are collected."""
    with database.snapshot():
        return list(debit_notices.ahead(database, standing.now, day))


def of_plan(database: Database, arrangement_id: int) -> list[CollectionRow]:
    """Return every collection of the terms of an arrangement."""
    return rows(database, _COLLECTIONS.replace("{column}", "arrangement_id"), CollectionRow, (arrangement_id,))


def content(database: Database, batch_id: int) -> DebitFile:
    """Return what the file of a batch says: the same each time, as long as nothing is left out."""
    with database.snapshot():
        (head,) = rows(database, _HEAD, _Head, (batch_id,))
        return DebitFile(*head, tuple(rows(database, _LINES, DebitLine, (batch_id,))))
