"""Receivables of a list, written chunk by chunk: new debtors, cases and claims, and what differs as proposals.

A list never changes a claim and never closes one: it adds what is new, and proposes the rest to a person.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.component import Component
from casebook.domain.ledger import EntryKind
from casebook.domain.limitation.facts import DUTCH_LAW
from casebook.domain.money import ZERO, Cents
from casebook.domain.receivable import Item
from casebook.store import claim_rates, listed, stale, tables
from casebook.store.actions.cases import new_numbers
from casebook.store.actions.insolvency_bearing import extend_to
from casebook.store.differences import Proposals, facts_of, paid_on
from casebook.store.models.cases import Case, CaseState, NextKind, Track, TrackKind
from casebook.store.models.claims import Claim, ClaimDay, Liability, Relation
from casebook.store.models.imports import ImportedItem
from casebook.store.models.money import LedgerEntry
from casebook.store.receivable_debtors import Debtors, Number
from casebook.store.rows import many
from casebook.store.transaction import Transaction


class Source(NamedTuple):
    """Where items come from: the run, the entity of each code, the team that gets the cases, how debtors are found.

    `complete`: the list holds every open item, so that the books can be reconciled with it.
    """

    run_id: int
    creditors: Mapping[str, int]
    team_id: int
    by_kvk: bool
    flag_same_name: bool
    complete: bool = False


@dataclass(slots=True)
class Written:
    """What became of items: how many are new, as they were, how many proposals were made, and rates filled in."""

    added: int = 0
    unchanged: int = 0
    proposed: int = 0
    rated: int = 0


class Told(NamedTuple):
    """An item with what identifies its facts."""

    item: Item
    content: str


class _Known(NamedTuple):
    """A claim that a list had before, as it was then."""

    imported_id: int
    key: str
    content: str
    claim_id: int
    case_id: int


class _ByHand(NamedTuple):
    number: str
    claim_id: int
    case_id: int


class _DebtorCase(NamedTuple):
    debtor_id: int
    case_id: int


class _Disputed(NamedTuple):
    case_id: int


class _Beside(NamedTuple):
    debtor_id: int
    party_id: int
    relation: Relation
    from_on: date | None
    until_on: date | None


_KNOWN = """
    SELECT i.id, i.key, i.content, k.id, k.case_id
    FROM imported_item i JOIN claim k ON k.id = i.claim_id WHERE i.creditor_id = ? AND i.key IN ({marks})
"""
_BY_HAND = """
    SELECT k.number, k.id, k.case_id FROM claim k WHERE k.creditor_id = ? AND k.number IN ({marks})
    AND k.ended_on IS NULL AND NOT EXISTS (SELECT 1 FROM imported_item i WHERE i.claim_id = k.id)
"""
_CASES = "SELECT debtor_id, id FROM cases WHERE debtor_id IN ({marks})"
_OPEN_CASES = (
    "SELECT debtor_id, min(id) FROM cases WHERE state <> 'closed' AND debtor_id IN ({marks}) GROUP BY debtor_id"
)
# Who is liable by law for what a debtor owes, with the period told last.
_BESIDE = """
    SELECT c.debtor_id, l.party_id, l.relation, l.from_on, l.until_on
    FROM cases c JOIN claim k ON k.case_id = c.id JOIN liability l ON l.claim_id = k.id
    WHERE c.debtor_id IN ({marks}) AND l.relation IN ('spouse', 'partner', 'heir') ORDER BY l.id
"""
_DISPUTED = "SELECT case_id FROM track WHERE kind = 'dispute' AND closed_on IS NULL AND case_id IN ({marks})"


def write(tx: Transaction, source: Source, told: Sequence[Told]) -> Written:
    """Write a chunk of items. Their cases wait to be made anew, because the next chunk may touch them again."""
    # Two lists at once could each find the same item new.
    tx.hold("import")
    chunk = _Chunk(tx, source, Debtors(tx, source.by_kvk), Proposals(tx, source.run_id))
    chunk.write(told)
    return chunk.written


@dataclass(slots=True)
class _Chunk:
    tx: Transaction
    source: Source
    debtors: Debtors
    proposals: Proposals
    written: Written = field(default_factory=Written)
    listed: dict[tuple[int, int], Cents] = field(default_factory=dict)

    def write(self, told: Sequence[Told]) -> None:
        known = self._known(told)
        met = [(one, known.get(_key(self.source, one.item))) for one in told]
        fresh = [one for one, claim in met if claim is None]
        changed = [(one, claim) for one, claim in met if claim is not None and claim.content != one.content]
        self.written.unchanged += len(told) - len(fresh) - len(changed)
        parties = self.debtors.find([(self._number(one.item), one.item.debtor) for one in fresh])
        cases = self._lock([claim for _, claim in changed], parties.values())
        self._compare(changed)
        self._add(fresh, parties, cases)
        if self.source.complete:
            for one, claim in met:
                if claim is not None:
                    self._list(one.item, claim.claim_id)
            listed.write(self.tx.database, self.source.run_id, self.listed)
        self.written.proposed += self.proposals.write()
        stale.mark(self.tx.database, sorted(self.tx.cases), self.tx.day)

    def _known(self, told: Sequence[Told]) -> dict[tuple[int, str], _Known]:
        """Return the claims that the items are about: imported before, or entered by hand and now met in a list."""
        database, found = self.tx.database, dict[tuple[int, str], _Known]()
        for creditor_id in set(self.source.creditors.values()):
            numbers = [
                one.item.invoice_number for one in told if self.source.creditors[one.item.creditor] == creditor_id
            ]
            for claim in many(database, _KNOWN, _Known, numbers, (creditor_id,)):
                found[creditor_id, claim.key] = claim
            rest = [number for number in numbers if (creditor_id, number) not in found]
            by_hand = many(database, _BY_HAND, _ByHand, rest, (creditor_id,))
            entity = {"creditor_id": creditor_id, "run_id": self.source.run_id}
            linked = [{**entity, "key": number, "claim_id": claim_id, "content": ""} for number, claim_id, _ in by_hand]
            for id_, (number, claim_id, case_id) in zip(self.tx.add_many(ImportedItem, linked), by_hand, strict=True):
                found[creditor_id, number] = _Known(id_, number, "", claim_id, case_id)
        return found

    def _compare(self, changed: Sequence[tuple[Told, _Known]]) -> None:
        """Propose what the list now says otherwise; the claims stay as they are until a person accepts.

        Only rates of VAT of which nobody said anything are filled in: they take the place of nothing.
        """
        ids = [claim.claim_id for _, claim in changed]
        facts, paid = facts_of(self.tx.database, ids), paid_on(self.tx.database, ids)
        records = {record.id: record for record in self._imported([claim.imported_id for _, claim in changed])}
        for one, claim in changed:
            self.proposals.differences(one.item, facts[claim.claim_id], claim.case_id)
            self.proposals.payment(one.item, claim.case_id, claim.claim_id, paid.get(claim.claim_id, ZERO))
            self.tx.change(records[claim.imported_id], content=one.content, run_id=self.source.run_id)
        told_of = {claim.claim_id: (one.item, claim.case_id) for one, claim in changed}
        rated = claim_rates.fill(self.tx, {claim_id: item.vat for claim_id, (item, _) in told_of.items()})
        self.written.rated += len(rated.filled)
        for found in rated.differs:
            item, case_id = told_of[found.claim_id]
            self.proposals.rates(item.invoice_number, found, case_id)

    def _imported(self, ids: Sequence[int]) -> list[ImportedItem]:
        return self.tx.find(ImportedItem.select().where(ImportedItem.id.in_(ids)))

    def _list(self, item: Item, claim_id: int) -> None:
        self.listed[self.source.creditors[item.creditor], claim_id] = listed.open_on(item)

    def _number(self, item: Item) -> Number:
        return self.source.creditors[item.creditor], item.debtor.number

    def _lock(self, known: Iterable[_Known], parties: Iterable[int]) -> dict[int, int]:
        """Lock what the chunk touches, and return the open case of each debtor that has one."""
        tx, debtors = self.tx, sorted(set(parties) - self.debtors.new.keys())
        every = {case.case_id for case in many(tx.database, _CASES, _DebtorCase, debtors)}
        tx.lock({claim.case_id for claim in known} | every)
        # Only now: until it was locked, a colleague could close a case.
        cases = dict(many(tx.database, _OPEN_CASES, _DebtorCase, debtors))
        without = [party for party in debtors if party not in cases]
        for party in without:
            tx.hold(f"case of {party}")
        cases |= many(tx.database, _OPEN_CASES, _DebtorCase, without)
        if opened := set(cases.values()) - tx.cases:
            tx.lock(opened)
        return cases

    def _add(self, fresh: Sequence[Told], parties: Mapping[tuple[int, str], int], cases: dict[int, int]) -> None:
        if not fresh:
            return
        self._open_cases(sorted({*parties.values()} - cases.keys()), cases)
        tx, day = self.tx, self.tx.day
        creditor_of = [self.source.creditors[one.item.creditor] for one in fresh]
        party_of = [parties[self._number(one.item)] for one in fresh]
        claim_ids = tx.new_ids(Claim, len(fresh))
        claims, entries, items = [], [], []
        entry_ids, item_ids = tx.new_ids(LedgerEntry, len(fresh)), tx.new_ids(ImportedItem, len(fresh))
        for index, one in enumerate(fresh):
            claim_id, case_id = claim_ids[index], cases[party_of[index]]
            claims.append(_CLAIM.row(_claim(one.item, claim_id, case_id, creditor_of[index])))
            entries.append(_ENTRY.row(_charge(one.item, entry_ids[index], claim_id, day)))
            item = {"id": item_ids[index], "creditor_id": creditor_of[index], "key": one.item.invoice_number}
            items.append(
                _ITEM.row({**item, "claim_id": claim_id, "content": one.content, "run_id": self.source.run_id})
            )
            self.proposals.payment(one.item, case_id, claim_id)
            self._list(one.item, claim_id)
        tx.add_rows(Claim, claims)
        tx.add_rows(LedgerEntry, entries)
        tx.add_rows(ImportedItem, items)
        days = [(id_, day) for id_, one in zip(claim_ids, fresh, strict=True) for day in one.item.days]
        tx.add_many(ClaimDay, [{"claim_id": id_, "name": name, "on_day": on} for id_, (name, on) in days])
        claim_rates.add(tx, [(id_, part) for id_, one in zip(claim_ids, fresh, strict=True) for part in one.item.vat])
        disputed = {cases[party] for party, one in zip(party_of, fresh, strict=True) if one.item.disputed}
        disputed -= {case.case_id for case in many(tx.database, _DISPUTED, _Disputed, sorted(disputed))}
        track = {"kind": TrackKind.DISPUTE, "opened_on": day, "opened_because": "import"}
        tx.add_many(Track, [{**track, "case_id": case_id} for case_id in sorted(disputed)])
        self._add_liable(claim_ids, party_of, fresh)
        extend_to(tx, sorted({cases[party] for party in party_of}))
        self.written.added += len(fresh)
        if self.source.flag_same_name:
            self.debtors.flag_same_names(self.proposals, cases)

    def _add_liable(self, claim_ids: Sequence[int], party_of: Sequence[int], fresh: Sequence[Told]) -> None:
        """Add who by law owes all that the debtor owes, such as a partner, unless he left before the invoice."""
        debtors = sorted({*party_of} - self.debtors.new.keys())
        beside: dict[int, dict[tuple[int, Relation], _Beside]] = {}
        for one in many(self.tx.database, _BESIDE, _Beside, debtors):
            beside.setdefault(one.debtor_id, {})[one.party_id, one.relation] = one
        self.tx.add_many(
            Liability,
            [
                _liability(claim_id, liable)
                for claim_id, party_id, told in zip(claim_ids, party_of, fresh, strict=True)
                for liable in beside.get(party_id, {}).values()
                if liable.until_on is None or liable.until_on >= told.item.invoice_on
            ],
        )

    def _open_cases(self, debtors: Sequence[int], cases: dict[int, int]) -> None:
        """Open a case with a first look for each debtor without one."""
        tx = self.tx
        numbers = new_numbers(tx, len(debtors)) if debtors else []
        ids = tx.add_many(
            Case,
            [
                {
                    "number": number,
                    "debtor_id": debtor,
                    "state": CaseState.OPEN,
                    "opened_on": tx.day,
                    "owner_team_id": self.source.team_id,
                    "next_on": tx.day,
                    "next_kind": NextKind.FIRST_LOOK,
                }
                for number, debtor in zip(numbers, debtors, strict=True)
            ],
        )
        cases.update(zip(debtors, ids, strict=True))
        tx.cases.update(ids)


_CLAIM, _ENTRY, _ITEM = tables.of(Claim), tables.of(LedgerEntry), tables.of(ImportedItem)


def _key(source: Source, item: Item) -> tuple[int, str]:
    return source.creditors[item.creditor], item.invoice_number


def _claim(item: Item, claim_id: int, case_id: int, creditor_id: int) -> dict[str, Any]:
    return {
        "id": claim_id,
        "case_id": case_id,
        "creditor_id": creditor_id,
        "number": item.invoice_number,
        "kind": item.kind,
        "capacity": item.capacity,
        "agreed": item.agreed,
        "principal_cents": item.amount,
        "invoice_on": item.invoice_on,
        "due_on": item.due_on,
        "supplied_from": item.supplied_from,
        "supplied_until": item.supplied_until,
        "order_number": item.order or "",
        "product_group": item.product_group or "",
        "description": item.description or "",
        "law": item.law or DUTCH_LAW,
        "imported": 1,
    }


def _charge(item: Item, entry_id: int, claim_id: int, day: date) -> dict[str, Any]:
    return {
        "id": entry_id,
        "claim_id": claim_id,
        "on_day": min(item.invoice_on, day),
        "kind": EntryKind.CHARGE,
        "component": Component.PRINCIPAL,
        "cents": item.amount,
        "recorded_on": day,
    }


def _liability(claim_id: int, liable: _Beside) -> dict[str, Any]:
    return {
        "claim_id": claim_id,
        "party_id": liable.party_id,
        "relation": liable.relation,
        "from_on": liable.from_on,
        "until_on": liable.until_on,
    }
