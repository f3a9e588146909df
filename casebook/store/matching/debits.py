"""Which payments of before debits on our accounts may take back, looked up for many at once."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.matching.facts import Hit
from casebook.domain.matching.returns import FoundBy, Paid
from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.matching.entries import Entry
from casebook.store.rows import many

# Payments that stand, with the entry of the bank that brought them.
_BROUGHT = """
    SELECT e.{column}, e.creditor_id, p.id, p.case_id, p.on_day, p.cents
    FROM bank_entry e JOIN bank_use u ON u.entry_id = e.id AND u.undone_on IS NULL AND u.kind IN ('booked', 'confirmed')
    JOIN payment b ON b.id = u.payment_id
    JOIN payment p ON p.case_id = b.case_id AND COALESCE(p.anew_of_id, p.id) = COALESCE(b.anew_of_id, b.id)
    WHERE e.{column} IN ({marks}) AND e.cents > 0 AND p.reverses_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id)
"""
_IN_CASES = """
    SELECT p.case_id, p.id, p.on_day, p.cents FROM payment p
    WHERE p.case_id IN ({marks}) AND p.reverses_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id)
"""


# What a collection of ours brought, also within the total of its batch.
_COLLECTED = """
    SELECT d.end_to_end, b.creditor_id, p.id, p.case_id, p.on_day, p.cents
    FROM debit_collection d JOIN debit_batch b ON b.id = d.batch_id JOIN arrangement a ON a.id = d.arrangement_id
    JOIN payment p ON p.case_id = a.case_id AND p.cents = d.cents AND p.on_day >= d.collect_on
    JOIN bank_use u ON u.payment_id = p.id AND u.undone_on IS NULL AND u.kind IN ('booked', 'confirmed')
    JOIN bank_entry e ON e.id = u.entry_id AND (e.end_to_end = d.end_to_end OR e.end_to_end = b.message
        OR e.end_to_end LIKE b.message || '-%')
    WHERE d.end_to_end IN ({marks}) AND d.left_out_on IS NULL AND p.reverses_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id)
    ORDER BY d.id, p.id
"""


class _Brought(NamedTuple):
    by: str
    creditor_id: int
    payment_id: int
    case_id: int
    on_day: date
    cents: Cents


class _InCase(NamedTuple):
    case_id: int
    payment_id: int
    on_day: date
    cents: Cents


def find(database: Database, entries: Sequence[Entry], hits: dict[int, list[Hit]]) -> dict[int, list[Paid]]:
    """Return the payments of just the amount that debits may take back.

    By what the bank calls the payment, by the account it came from, and in the cases that the entry names.
    """
    rules = database.law.direct_debit
    names = {entry.end_to_end for entry in entries if entry.end_to_end}
    by_name = _brought(database, "end_to_end", names)
    for collected in many(database, _COLLECTED, _Brought, sorted(names)):
        by_name[collected.by].append(collected)
    by_account = _brought(database, "iban", {entry.iban for entry in entries if entry.iban})
    in_case: dict[int, list[_InCase]] = defaultdict(list)
    named = {hit.case_id for entry in entries for hit in hits.get(entry.entry_id, ())}
    for one in many(database, _IN_CASES, _InCase, sorted(named)):
        in_case[one.case_id].append(one)
    found: dict[int, list[Paid]] = {}
    for entry in entries:
        how: dict[int, set[FoundBy]] = defaultdict(set)
        known: dict[int, tuple[int, date]] = {}
        for by, some in (
            (FoundBy.END_TO_END, by_name.get(entry.end_to_end, ()) if entry.end_to_end else ()),
            (FoundBy.ACCOUNT, by_account.get(entry.iban or "", ())),
        ):
            for brought in some:
                if brought.cents == -entry.rest and brought.creditor_id == entry.creditor_id:
                    how[brought.payment_id].add(by)
                    known[brought.payment_id] = brought.case_id, brought.on_day
        for case_id in {hit.case_id for hit in hits.get(entry.entry_id, ())}:
            for paid in in_case[case_id]:
                if paid.cents == -entry.rest:
                    how[paid.payment_id].add(FoundBy.TEXT)
                    known[paid.payment_id] = paid.case_id, paid.on_day
        found[entry.entry_id] = [
            Paid(payment_id, *known[payment_id], frozenset(by))
            for payment_id, by in how.items()
            # No debit takes back what came in longer ago, with a mandate or without.
            if entry.value_on <= rules.unauthorised_until(known[payment_id][1])
        ]
    return found


def _brought(database: Database, column: str, values: set[str]) -> dict[str, list[_Brought]]:
    found: dict[str, list[_Brought]] = defaultdict(list)
    for one in many(database, _BROUGHT.replace("{column}", column), _Brought, sorted(values)):
        found[one.by].append(one)
    return found
