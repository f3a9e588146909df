"""The order in which receipts of the bank are divided in a case: by their days, whatever order they were told in."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from casebook.domain.money import Cents
from casebook.store import insolvent
from casebook.store.database import Database
from casebook.store.rows import many

# What stands of the bank and the law divided, no person; what came in during an insolvency stays where it is.
_DIVIDED = f"""
    SELECT p.case_id, p.id, COALESCE(p.anew_of_id, p.id), p.on_day, p.cents, p.payer_name, COALESCE(p.iban, ''),
           p.reference
    FROM payment p
    WHERE p.case_id IN ({{marks}}) AND p.source = 'bank' AND p.reverses_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id)
      AND NOT EXISTS (
          SELECT 1 FROM allocation a WHERE a.payment_id = p.id
            AND a.basis IN ('payment.deviation', 'payment.chosen', 'payment.insolvency_withheld'))
      AND NOT EXISTS (SELECT 1 {insolvent.OF_PAYMENT} AND v.on_day <= p.on_day)
    ORDER BY p.case_id, p.on_day, COALESCE(p.anew_of_id, p.id)
"""  # noqa: S608 only constants
_MEANT = """
    SELECT u.payment_id, u.meant FROM bank_use u
    WHERE u.undone_on IS NULL AND u.meant <> '' AND u.payment_id IN ({marks}) ORDER BY u.id
"""
_WENT = """
    SELECT a.payment_id, l.claim_id, CASE WHEN a.basis = 'allocation.designated' THEN 1 ELSE 0 END
    FROM allocation a LEFT JOIN ledger_entry l ON l.id = a.entry_id
    WHERE a.payment_id IN ({marks}) ORDER BY a.id
"""
_NOWHERE = None


class Divided(NamedTuple):
    """A payment of the bank that the law divided; `first_id` says when it was booked first."""

    case_id: int
    id: int
    first_id: int
    on_day: date
    cents: Cents
    payer_name: str
    iban: str
    reference: str


class _Meant(NamedTuple):
    payment_id: int
    claim_ids: str


class _Part(NamedTuple):
    payment_id: int
    claim_id: int | None
    is_designated: bool


class _OfDay(NamedTuple):
    """One of several payments of a day, with its place among them and the claims that it went to."""

    one: Divided
    place: tuple[Any, ...]
    claims: frozenset[int | None]


def in_order(database: Database, case_id: int, from_day: date) -> list[Divided]:
    """Return the payments of the bank since a day that the law divided, in the order in which it divides them."""
    found = [one for one in many(database, _DIVIDED, Divided, [case_id]) if one.on_day >= from_day]
    return [one.one for _, of_day in _by_day(database, found) for one in of_day]


def late_from(database: Database, case_ids: Sequence[int]) -> dict[int, date]:
    """Return the first day that might be divided otherwise, for cases in which payments were booked in another order.

    Payments of one day that went to other claims leave each other what they have, whichever came first.
    """
    found: dict[int, date] = {}
    least: dict[int, int] = {}
    divided = many(database, _DIVIDED, Divided, case_ids)
    for (case_id, day), of_day in reversed(list(_by_day(database, divided))):
        firsts = [one.one.first_id for one in of_day]
        if max(firsts) > least.get(case_id, max(firsts)) or _is_mixed_up(of_day):
            found[case_id] = day
        least[case_id] = min(least.get(case_id, firsts[0]), *firsts)
    return found


def _is_mixed_up(of_day: Sequence[_OfDay]) -> bool:
    """Tell whether payments of a day that go to the same claims were booked in another order than their own."""
    return any(
        one.place < other.place and one.one.first_id > other.one.first_id and _concern_each_other(one, other)
        for place, one in enumerate(of_day)
        for other in of_day[place + 1 :]
    )


def _concern_each_other(one: _OfDay, other: _OfDay) -> bool:
    """Tell whether one may go elsewhere for the other: what found nothing open any more may for each."""
    return _NOWHERE in one.claims | other.claims or not one.claims.isdisjoint(other.claims)


def _by_day(database: Database, divided: Sequence[Divided]) -> Iterator[tuple[tuple[int, date], list[_OfDay]]]:
    """Yield the payments of each case and day in their order.

    First what the debtor meant for claims, so that nothing he did not name takes its place, then the least. What is
    alike in all of it may stand for each other.
    """
    days = [(key, list(group)) for key, group in groupby(divided, lambda one: (one.case_id, one.on_day))]
    shared = [one.id for _, of_day in days if len(of_day) > 1 for one in of_day]
    # One that was taken back and done again has the uses of the first.
    named = sorted({id_ for _, of_day in days if len(of_day) > 1 for one in of_day for id_ in (one.id, one.first_id)})
    meant: Mapping[int, list[int]] = defaultdict(list)
    for said in many(database, _MEANT, _Meant, named):
        meant[said.payment_id] += map(int, said.claim_ids.split())
    claims: Mapping[int, set[int | None]] = defaultdict(set)
    for part in many(database, _WENT, _Part, shared):
        claims[part.payment_id].add(part.claim_id)
        if part.is_designated and part.claim_id is not None:
            meant[part.payment_id].append(part.claim_id)
    for key, of_day in days:
        placed = []
        for one in of_day:
            own = tuple(dict.fromkeys([*meant.get(one.first_id, ()), *meant.get(one.id, ())]))
            place = (not own, own, one.cents, one.payer_name, one.iban, one.reference)
            placed.append(_OfDay(one, place, frozenset(claims.get(one.id, ()))))
        yield key, sorted(placed, key=lambda one: (one.place, one.one.first_id))
