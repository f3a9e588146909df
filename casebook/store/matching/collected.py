"""What a batch of direct debits brought in one amount: how it is divided over the collections."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.direct_debit import message_in, part_name
from casebook.domain.matching.candidate import Candidate, Method, Proposed, Why
from casebook.domain.matching.rules import MatchingRules
from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.matching.entries import Entry
from casebook.store.rows import many, rows

_SENT = "SELECT id, creditor_id, message FROM debit_batch WHERE sent_on IS NOT NULL AND message IN ({marks})"
_COLLECTIONS = """
    SELECT d.collect_on, m.one_off, a.case_id, a.id, d.cents,
           CASE WHEN d.returned_on IS NULL THEN 0 ELSE 1 END,
           CASE WHEN a.party_id = c.debtor_id THEN NULL ELSE a.party_id END,
           CASE WHEN r.receipts_from = 'ledger' THEN 1 ELSE 0 END,
           CASE WHEN p.died_on IS NOT NULL OR EXISTS (
               SELECT 1 FROM track t
               WHERE t.case_id = c.id AND t.closed_on IS NULL AND t.kind IN ('insolvency', 'estate')
           ) THEN 1 ELSE 0 END
    FROM debit_collection d JOIN debit_batch b ON b.id = d.batch_id JOIN debit_mandate m ON m.id = d.mandate_id
    JOIN arrangement a ON a.id = d.arrangement_id JOIN cases c ON c.id = a.case_id
    JOIN creditor r ON r.id = b.creditor_id JOIN party p ON p.id = a.party_id
    WHERE d.batch_id = ? AND d.left_out_on IS NULL ORDER BY d.id
"""
_COVERED = "SELECT arrangement_id, claim_id FROM arrangement_claim WHERE arrangement_id IN ({marks}) ORDER BY id"


class Sent(NamedTuple):
    """A batch that was sent."""

    batch_id: int
    creditor_id: int
    message: str


class Collected(NamedTuple):
    """What a collection brought, for which case and arrangement, and who paid it if not the debtor of the case.

    `by_ledger`: the ledger books what the entity receives; `stopped`: an insolvency or a death came between.
    """

    collect_on: date
    one_off: bool
    case_id: int
    arrangement_id: int
    cents: Cents
    returned: bool
    payer_id: int | None
    by_ledger: bool
    stopped: bool


class _Covered(NamedTuple):
    arrangement_id: int
    claim_id: int


def find(database: Database, entries: Sequence[Entry], rules: MatchingRules) -> dict[int, Candidate]:
    """Return for entries that the bank names by a batch of ours that they are what its collections brought.

    Only where the amount is just that.
    """
    named = {entry.entry_id: message for entry in entries if (message := message_in(entry.end_to_end))}
    sent = {one.message: one for one in many(database, _SENT, Sent, sorted(set(named.values())))}
    found: dict[int, Candidate] = {}
    for entry in entries:
        batch = sent.get(named.get(entry.entry_id, ""))
        if batch is None or batch.creditor_id != entry.creditor_id:
            continue
        if parts := _parts(database, batch, entry.end_to_end, entry.rest):
            found[entry.entry_id] = _candidate(entry, batch.message, parts, rules)
    return found


def parts_of(database: Database, end_to_end: str, rest: Cents) -> list[Collected]:
    """Return what each collection brought of an entry that is what a batch brought."""
    (sent,) = many(database, _SENT, Sent, [message_in(end_to_end)])
    return _parts(database, sent, end_to_end, rest)


def claims_of(database: Database, parts: Sequence[Collected]) -> dict[int, tuple[int, ...]]:
    """Return the claims that each arrangement covers, in their order."""
    claims: dict[int, tuple[int, ...]] = {}
    for one in many(database, _COVERED, _Covered, sorted({part.arrangement_id for part in parts})):
        claims[one.arrangement_id] = (*claims.get(one.arrangement_id, ()), one.claim_id)
    return claims


def _parts(database: Database, sent: Sent, end_to_end: str, rest: Cents) -> list[Collected]:
    """Return the collections that add up to an amount: all of them, or those that did not come back."""
    every = rows(database, _COLLECTIONS, Collected, (sent.batch_id,))
    # The bank reports the whole file, or what is collected on one day.
    day = [one for one in every if part_name(sent.message, one.collect_on, one_off=one.one_off) == end_to_end]
    some = every if end_to_end == sent.message else day
    for parts in (some, [one for one in some if not one.returned]):
        if parts and sum(one.cents for one in parts) == rest:
            return parts
    return []


def _candidate(entry: Entry, message: str, parts: Sequence[Collected], rules: MatchingRules) -> Candidate:
    by_ledger, stopped = any(one.by_ledger for one in parts), any(one.stopped for one in parts)
    why = [Why("bank.why_batch", {"message": message, "count": len(parts), "amount": entry.rest})]
    if stopped:
        why.append(Why("bank.why_batch_stopped", {}))
    cases = list(dict.fromkeys(one.case_id for one in parts))
    return Candidate(
        proposed=Proposed.AWAIT_LEDGER if by_ledger else Proposed.COLLECTED,
        case_id=cases[0],
        cents=entry.rest,
        confidence=rules.direct_debit,
        ready=not by_ledger and not stopped,
        method=Method.DIRECT_DEBIT,
        why=tuple(why),
        beside=tuple(cases[1:]),
    )
