"""The last list of open items of an entity against our ledger, item by item, with what explains a difference."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.journal import JournalKind
from casebook.domain.money import ZERO, Cents
from casebook.errors import InputError
from casebook.store import journal
from casebook.store.database import Database
from casebook.store.models.books import JournalSource
from casebook.store.rows import rows


class Standing(StrEnum):
    """How an item stands in the list and in our ledger."""

    EQUAL = "equal"
    OTHER_AMOUNT = "other_amount"
    ONLY_LISTED = "only_listed"
    ONLY_OURS = "only_ours"


class Entity(NamedTuple):
    """An entity of ours with its last list and its last batch of journal lines, None where there is none yet.

    `refused` rows of the list were not read.
    """

    creditor_id: int
    code: str
    name: str
    run_id: int | None
    listed_on: date | None
    items: int
    refused: int
    batch: int | None
    batch_on: date | None


class Reconciled(NamedTuple):
    """An item. `ours` is the principal that is open in our ledger without what is written off.

    What explains a difference: `unsent` journal lines on the principal that the books do not have yet, `since`: those
    that went on or after the day of the list; receipts on or after that day which the ledger has still to tell.
    `inbox` is what waits in the bank inbox and may be for the case.
    """

    claim_id: int
    number: str
    case_number: str
    debtor: str
    listed: Cents | None
    ours: Cents | None
    unsent: Cents = ZERO
    since: Cents = ZERO
    receipts: Cents = ZERO
    inbox: Cents = ZERO

    @property
    def standing(self) -> Standing:
        """How it stands in the list and in our ledger."""
        if self.listed is None:
            return Standing.ONLY_OURS
        if self.ours is None:
            return Standing.ONLY_LISTED
        return Standing.EQUAL if self.listed == self.ours else Standing.OTHER_AMOUNT

    @property
    def difference(self) -> Cents:
        """How much more is open with us than in the list."""
        return Cents((self.ours or ZERO) - (self.listed or ZERO))

    @property
    def unexplained(self) -> Cents:
        """What of the difference nothing explains that we have booked ourselves."""
        return Cents(self.difference - self.unsent - self.since - self.receipts)


class Reconciliation(NamedTuple):
    """The items of an entity on a day, by number."""

    entity: Entity
    day: date
    items: tuple[Reconciled, ...]

    def of(self, standing: Standing) -> list[Reconciled]:
        """Return the items that stand so."""
        return [item for item in self.items if item.standing is standing]


class Sums(NamedTuple):
    """How many items, and what they come to in the list and with us."""

    number: int
    listed: Cents
    ours: Cents


class _Item(NamedTuple):
    claim_id: int
    number: str
    case_number: str
    debtor: str
    case_id: int
    ended_on: date | None
    listed: Cents | None
    principal: Cents
    written_off: Cents
    receipts: Cents


class _Lines(NamedTuple):
    """What journal lines on a claim come to, and what of it those of write-offs."""

    cents: Cents = ZERO
    written_off: Cents = ZERO


class _OfClaim(NamedTuple):
    claim_id: int
    cents: Cents
    written_off: Cents


class _OfCase(NamedTuple):
    case_id: int
    cents: Cents


_ENTITIES = """
    SELECT r.id, r.code, p.name, u.id, u.on_day,
           (SELECT count(*) FROM listed_item i WHERE i.creditor_id = r.id AND i.run_id = u.id), COALESCE(u.refused, 0),
           b.number, b.made_on
    FROM creditor r JOIN party p ON p.id = r.party_id
    LEFT JOIN import_run u ON u.id = (
        SELECT max(i.run_id) FROM listed_item i JOIN import_run d ON d.id = i.run_id
        WHERE i.creditor_id = r.id AND d.state = 'done')
    LEFT JOIN journal_batch b ON b.id = (SELECT max(o.id) FROM journal_batch o WHERE o.creditor_id = r.id)
"""
# The write-offs of a claim that is written off in the books too: there it is no longer open.
_ITEMS = """
    SELECT k.id, k.number, c.number, p.name, c.id, k.ended_on, i.open_cents,
           CAST(COALESCE(l.principal, 0) AS BIGINT), CAST(COALESCE(w.cents, 0) AS BIGINT),
           CAST(COALESCE(l.receipts, 0) AS BIGINT)
    FROM claim k JOIN cases c ON c.id = k.case_id JOIN party p ON p.id = c.debtor_id
    LEFT JOIN listed_item i ON i.claim_id = k.id AND i.creditor_id = k.creditor_id AND i.run_id = ?
    LEFT JOIN (
        SELECT e.claim_id, sum(e.cents) AS principal,
               sum(CASE WHEN e.payment_id IS NOT NULL AND e.on_day >= ? AND y.source IN ('hand', 'bank')
                        THEN e.cents ELSE 0 END) AS receipts
        FROM claim o JOIN ledger_entry e ON e.claim_id = o.id LEFT JOIN payment y ON y.id = e.payment_id
        WHERE o.creditor_id = ? AND e.component = 'principal' AND e.on_day <= ? GROUP BY e.claim_id
    ) l ON l.claim_id = k.id
    LEFT JOIN (
        SELECT f.claim_id, sum(f.cents) AS cents FROM claim o JOIN write_off f ON f.claim_id = o.id
        WHERE o.creditor_id = ? AND f.on_day <= ? GROUP BY f.claim_id
    ) w ON w.claim_id = k.id
    WHERE k.creditor_id = ? AND k.foreign_cents IS NULL ORDER BY k.number, k.id
"""
_SENT = """
    SELECT j.claim_id, CAST(sum(j.cents) AS BIGINT),
           CAST(sum(CASE WHEN j.kind = 'write_off' THEN j.cents ELSE 0 END) AS BIGINT)
    FROM journal_batch b JOIN journal_line j ON j.batch_id = b.id
    WHERE b.creditor_id = ? AND b.made_on >= ? AND j.on_day <= ? AND (j.component = 'principal' OR j.kind = 'write_off')
    GROUP BY j.claim_id
"""
_INBOX = """
    SELECT case_id, CAST(sum(rest_cents) AS BIGINT) FROM entry_now
    WHERE creditor_id = ? AND case_id > 0 AND rest_cents > 0 GROUP BY case_id
"""


def entities(database: Database) -> list[Entity]:
    """Return the entities of ours by code."""
    return rows(database, f"{_ENTITIES} ORDER BY r.code", Entity)


def entity(database: Database, code: str) -> int:
    """Return the id of the entity with a code. Raises `InputError`, which names those there are."""
    known: dict[str, int] = dict(database.fetch("SELECT code, id FROM creditor ORDER BY code"))
    if code not in known:
        raise InputError("export.no_creditor", code=code, codes=tuple(known))
    return known[code]


def reconciliation(database: Database, creditor_id: int, day: date) -> Reconciliation:
    """Return every item of the last complete list of an entity, and every claim of it, as they stand on a day.

    Raises `InputError` where no complete list was imported yet.
    """
    with database.snapshot():
        (found,) = rows(database, f"{_ENTITIES} WHERE r.id = ?", Entity, (creditor_id,))
        if found.run_id is None or found.listed_on is None:
            raise InputError("reconciliation.no_list", code=found.code)
        of_bank = database.value("SELECT receipts_from FROM creditor WHERE id = ?", (creditor_id,)) == "bank"
        asked = (found.run_id, found.listed_on, creditor_id, day, creditor_id, day, creditor_id)
        items = rows(database, _ITEMS, _Item, asked)
        sent = {
            one.claim_id: _Lines(one.cents, one.written_off)
            for one in rows(database, _SENT, _OfClaim, (creditor_id, found.listed_on, day))
        }
        unsent = _unsent(database, creditor_id, day)
        inbox = dict(rows(database, _INBOX, _OfCase, (creditor_id,)))
    told = []
    for item in items:
        lines = unsent.get(item.claim_id, _Lines()), sent.get(item.claim_id, _Lines())
        of_item, since = _of_item(*lines, Cents(item.written_off - _off_principal(item)))
        one = Reconciled(
            claim_id=item.claim_id,
            number=item.number,
            case_number=item.case_number,
            debtor=item.debtor,
            listed=item.listed,
            ours=None if item.ended_on is not None else _ours(item),
            unsent=of_item,
            since=since,
            # Receipts of an entity whose receipts the bank books are journal lines already.
            receipts=ZERO if of_bank else item.receipts,
            inbox=inbox.get(item.case_id, ZERO),
        )
        told.append(one)
    return Reconciliation(found, day, tuple(item for item in told if _counts(item)))


def sums(items: Sequence[Reconciled]) -> Sums:
    """Return how many items there are and what they come to on both sides."""
    return Sums(
        len(items),
        Cents(sum(item.listed or ZERO for item in items)),
        Cents(sum(item.ours or ZERO for item in items)),
    )


def _ours(item: _Item) -> Cents:
    """Return the principal that is open and not written off; a write-off may be of interest and costs too."""
    return Cents(item.principal - _off_principal(item))


def _off_principal(item: _Item) -> Cents:
    return min(item.written_off, max(ZERO, item.principal))


def _of_item(unsent: _Lines, since: _Lines, beside: Cents) -> tuple[Cents, Cents]:
    """Return what lines come to on the principal: without what write-offs took of interest and costs `beside` it."""
    now = min(beside, max(ZERO, -unsent.written_off))
    before = min(beside - now, max(ZERO, -since.written_off))
    return Cents(unsent.cents + now), Cents(since.cents + before)


def _counts(item: Reconciled) -> bool:
    """Tell whether an item is open anywhere: what is settled with us and in no list is no difference."""
    return item.listed is not None or bool(item.ours)


def _unsent(database: Database, creditor_id: int, day: date) -> dict[int, _Lines]:
    found: dict[int, _Lines] = {}
    for line in journal.unsent(database, creditor_id, day):
        # VAT that comes back changes nothing of what is owed.
        owed = line.component in (None, "principal") and line.source is not JournalSource.VAT_LINE
        if line.claim_id is not None and owed:
            before = found.get(line.claim_id, _Lines())
            of_write_off = line.cents if line.kind is JournalKind.WRITE_OFF else ZERO
            found[line.claim_id] = _Lines(Cents(before.cents + line.cents), Cents(before.written_off + of_write_off))
    return found
