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
from casebook.domain.money import ZERO
from casebook.domain.parameters import Value
from casebook.domain.receivable import Item, ItemDebtor
from casebook.domain.search import fold, sort_name
from casebook.store import stale, tables
from casebook.store.actions.cases import new_numbers
from casebook.store.database import Database
from casebook.store.differences import SAME_DEBTOR, About, Proposals, facts_of, paid_on
from casebook.store.models.cases import Case, CaseState, NextKind, Track, TrackKind
from casebook.store.models.claims import Claim, ClaimDay
from casebook.store.models.imports import ImportedItem
from casebook.store.models.money import LedgerEntry
from casebook.store.models.parties import Address, Alias, ContactKind, ContactPoint, DebtorNumber, Party, PartyKind
from casebook.store.rows import many
from casebook.store.transaction import Transaction

_AT_ONCE = 400


class Source(NamedTuple):
    """Where items come from: the run, the entity of each code, the team that gets the cases, how debtors are found."""

    run_id: int
    creditors: Mapping[str, int]
    team_id: int
    by_kvk: bool
    flag_same_name: bool


@dataclass(slots=True)
class Written:
    """What became of items: how many are new, as they were, and how many proposals were made."""

    added: int = 0
    unchanged: int = 0
    proposed: int = 0


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


_KNOWN = """
    SELECT i.id, i.key, i.content, k.id, k.case_id
    FROM imported_item i JOIN claim k ON k.id = i.claim_id WHERE i.creditor_id = ? AND i.key IN ({marks})
"""
_BY_HAND = """
    SELECT k.number, k.id, k.case_id FROM claim k WHERE k.creditor_id = ? AND k.number IN ({marks})
    AND k.ended_on IS NULL AND NOT EXISTS (SELECT 1 FROM imported_item i WHERE i.claim_id = k.id)
"""
_DEBTORS = "SELECT number, party_id FROM debtor_number WHERE creditor_id = ? AND number IN ({marks})"
_BY_KVK = "SELECT kvk, min(id) FROM party WHERE kvk IN ({marks}) GROUP BY kvk"
_NAMES = """
    SELECT id, name FROM party WHERE id IN ({marks})
    UNION ALL SELECT party_id, name FROM alias WHERE party_id IN ({marks})
"""
_OPEN_CASES = (
    "SELECT debtor_id, min(id) FROM cases WHERE state <> 'closed' AND debtor_id IN ({marks}) GROUP BY debtor_id"
)
_NEIGHBOURS = """
    SELECT a.postcode, p.name, p.id FROM address a JOIN party p ON p.id = a.party_id WHERE a.postcode IN ({marks})
"""
_DISPUTED = "SELECT case_id FROM track WHERE kind = 'dispute' AND closed_on IS NULL AND case_id IN ({marks})"


def write(tx: Transaction, source: Source, told: Sequence[Told]) -> Written:
    """Write a chunk of items. Their cases wait to be made anew, because the next chunk may touch them again."""
    # Two lists at once could each find the same item new.
    tx.hold("import")
    chunk = _Chunk(tx, source, Proposals(tx, source.run_id))
    chunk.write(told)
    return chunk.written


@dataclass(slots=True)
class _Chunk:
    tx: Transaction
    source: Source
    proposals: Proposals
    written: Written = field(default_factory=Written)
    _new_debtors: dict[int, ItemDebtor] = field(default_factory=dict)

    def write(self, told: Sequence[Told]) -> None:
        known = self._known(told)
        met = [(one, known.get(_key(self.source, one.item))) for one in told]
        fresh = [one for one, claim in met if claim is None]
        changed = [(one, claim) for one, claim in met if claim is not None and claim.content != one.content]
        self.written.unchanged += len(told) - len(fresh) - len(changed)
        parties = self._parties(fresh)
        cases = self._cases_to_lock([claim for _, claim in changed], parties.values())
        self._compare(changed)
        self._add(fresh, parties, cases)
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
        """Propose what the list now says otherwise; the claims stay as they are until a person accepts."""
        ids = [claim.claim_id for _, claim in changed]
        facts, paid = facts_of(self.tx.database, ids), paid_on(self.tx.database, ids)
        for one, claim in changed:
            self.proposals.differences(one.item, facts[claim.claim_id], claim.case_id)
            self.proposals.payment(one.item, claim.case_id, claim.claim_id, paid.get(claim.claim_id, ZERO))
            record = self.tx.get(ImportedItem, claim.imported_id)
            self.tx.change(record, content=one.content, run_id=self.source.run_id)

    def _parties(self, fresh: Sequence[Told]) -> dict[tuple[int, str], int]:
        """Return the debtor of each number; those that are not known yet are added, other names as aliases."""
        debtors: dict[tuple[int, str], ItemDebtor] = {}
        for one in fresh:
            creditor_id = self.source.creditors[one.item.creditor]
            debtors.setdefault((creditor_id, one.item.debtor.number), one.item.debtor)
        parties: dict[tuple[int, str], int] = {}
        for creditor_id in {creditor_id for creditor_id, _ in debtors}:
            numbers = [number for creditor, number in debtors if creditor == creditor_id]
            for number, party_id in _fetch(self.tx.database, _DEBTORS, numbers, creditor_id):
                parties[creditor_id, number] = party_id
        self._add_aliases(fresh, parties)
        missing = {key: debtor for key, debtor in debtors.items() if key not in parties}
        parties |= self._add_debtors(missing)
        return parties

    def _add_aliases(self, fresh: Sequence[Told], parties: Mapping[tuple[int, str], int]) -> None:
        """Keep each further name under a number we know as an alias that somebody is to look at."""
        met: dict[int, dict[str, None]] = {}
        known: dict[int, set[str]] = {}
        for one in fresh:
            debtor = one.item.debtor
            party_id = parties.get((self.source.creditors[one.item.creditor], debtor.number))
            if party_id is not None and debtor.name != debtor.number:
                met.setdefault(party_id, {})[debtor.name] = None
        for party_id, name in _fetch(self.tx.database, _NAMES, sorted(met), twice=True):
            known.setdefault(party_id, set()).add(name)
        aliases = []
        for party_id, names in met.items():
            new = [name for name in names if name not in known[party_id]]
            folded = {fold(name) for name in known[party_id]} if new else set()
            for name in new:
                if fold(name) not in folded:
                    folded.add(fold(name))
                    aliases.append({"party_id": party_id, "name": name, "flagged": 1})
        self.tx.add_many(Alias, aliases)

    def _add_debtors(self, missing: Mapping[tuple[int, str], ItemDebtor]) -> dict[tuple[int, str], int]:
        by_kvk = self._by_kvk(missing.values()) if self.source.by_kvk else {}
        found = {key: by_kvk[debtor.kvk] for key, debtor in missing.items() if debtor.kvk and debtor.kvk in by_kvk}
        new = {key: debtor for key, debtor in missing.items() if key not in found}
        ids = self.tx.add_many(Party, [_party(debtor) for debtor in new.values()])
        found |= dict(zip(new, ids, strict=True))
        self.tx.add_many(
            DebtorNumber,
            [{"creditor_id": creditor, "number": number, "party_id": id_} for (creditor, number), id_ in found.items()],
        )
        added = [(found[key], debtor) for key, debtor in new.items()]
        self._new_debtors.update(added)
        self.tx.add_many(Address, [_address(id_, debtor) for id_, debtor in added if debtor.postcode or debtor.city])
        self.tx.add_many(ContactPoint, [point for id_, debtor in added for point in _contact_points(id_, debtor)])
        return found

    def _by_kvk(self, debtors: Iterable[ItemDebtor]) -> dict[str, int]:
        numbers = sorted({debtor.kvk for debtor in debtors if debtor.kvk})
        return dict(_fetch(self.tx.database, _BY_KVK, numbers))

    def _cases_to_lock(self, known: Iterable[_Known], parties: Iterable[int]) -> dict[int, int]:
        """Return the open case of each debtor that has one, with all of them locked."""
        debtors = sorted(set(parties))
        cases = dict(_fetch(self.tx.database, _OPEN_CASES, debtors))
        # A colleague could be opening a case for a debtor whom we find without one.
        without = [party for party in debtors if party not in cases and party not in self._new_debtors]
        for party in without:
            self.tx.hold(f"case of {party}")
        cases |= dict(_fetch(self.tx.database, _OPEN_CASES, without))
        self.tx.lock({claim.case_id for claim in known} | set(cases.values()))
        return cases

    def _add(self, fresh: Sequence[Told], parties: Mapping[tuple[int, str], int], cases: dict[int, int]) -> None:
        if not fresh:
            return
        self._open_cases(sorted({*parties.values()} - cases.keys()), cases)
        tx, day = self.tx, self.tx.day
        creditor_of = [self.source.creditors[one.item.creditor] for one in fresh]
        party_of = [parties[creditor, one.item.debtor.number] for creditor, one in zip(creditor_of, fresh, strict=True)]
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
        tx.add_rows(Claim, claims)
        tx.add_rows(LedgerEntry, entries)
        tx.add_rows(ImportedItem, items)
        days = [(id_, day) for id_, one in zip(claim_ids, fresh, strict=True) for day in one.item.days]
        tx.add_many(ClaimDay, [{"claim_id": id_, "name": name, "on_day": on} for id_, (name, on) in days])
        disputed = {cases[party] for party, one in zip(party_of, fresh, strict=True) if one.item.disputed}
        disputed -= {case_id for (case_id,) in _fetch(tx.database, _DISPUTED, sorted(disputed))}
        track = {"kind": TrackKind.DISPUTE, "opened_on": day, "opened_because": "import"}
        tx.add_many(Track, [{**track, "case_id": case_id} for case_id in sorted(disputed)])
        self.written.added += len(fresh)
        if self.source.flag_same_name:
            self._flag_same_names(cases)

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

    def _flag_same_names(self, cases: Mapping[int, int]) -> None:
        """Propose to look at new debtors with the name and postcode of one under another number; they stay two."""
        postcodes = sorted({debtor.postcode for debtor in self._new_debtors.values() if debtor.postcode})
        living: dict[tuple[str, str], list[int]] = {}
        for postcode, name, party_id in _fetch(self.tx.database, _NEIGHBOURS, postcodes):
            living.setdefault((postcode, fold(name)), []).append(party_id)
        for party_id, debtor in self._new_debtors.items():
            for other in living.get((debtor.postcode or "", fold(debtor.name)), ()):
                if other != party_id:
                    first, second = sorted((party_id, other))
                    parameters: dict[str, Value] = {"name": debtor.name, "party": party_id, "other": other}
                    key = f"same:{first}:{second}"
                    self.proposals.add(SAME_DEBTOR, key, About(cases[party_id]), parameters)


_CLAIM, _ENTRY, _ITEM = tables.of(Claim), tables.of(LedgerEntry), tables.of(ImportedItem)


def _key(source: Source, item: Item) -> tuple[int, str]:
    return source.creditors[item.creditor], item.invoice_number


def _party(debtor: ItemDebtor) -> dict[str, Any]:
    return {
        "kind": debtor.party_kind or PartyKind.UNKNOWN,
        "name": debtor.name,
        "sort_name": sort_name(debtor.name),
        "birth_date": debtor.birth_date,
        "kvk": debtor.kvk,
        "btw_id": debtor.btw_id,
        "language": debtor.language,
    }


def _address(party_id: int, debtor: ItemDebtor) -> dict[str, Any]:
    return {
        "party_id": party_id,
        "street": debtor.street or "",
        "house_number": debtor.house_number or "",
        "postcode": debtor.postcode or "",
        "city": debtor.city or "",
        "country": debtor.country or "NL",
        "source": "import",
    }


def _contact_points(party_id: int, debtor: ItemDebtor) -> list[dict[str, Any]]:
    found = ((ContactKind.PHONE, debtor.phone), (ContactKind.MAIL, debtor.email))
    return [{"party_id": party_id, "kind": kind, "value": value} for kind, value in found if value]


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
    }


def _fetch(
    database: Database, sql: str, values: Sequence[Any], *before: Any, twice: bool = False
) -> list[tuple[Any, ...]]:
    """Return the rows of a query over many values, some at a time."""
    found: list[tuple[Any, ...]] = []
    for start in range(0, len(values), _AT_ONCE):
        some = values[start : start + _AT_ONCE]
        marked = sql.replace("{marks}", ", ".join("?" * len(some)))
        found += database.fetch(marked, (*before, *some, *(some if twice else ())))
    return found
