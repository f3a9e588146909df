"""Parties from the past: who they are, where they live, what they stand in for and for whom they speak."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from casebook.domain.history import DebtorRef
from casebook.domain.history import Party as HistoryParty
from casebook.domain.search import fold, sort_name
from casebook.errors import InputError
from casebook.store.history.known import Known, look_up
from casebook.store.history.records import Left, Source, Told, leaving
from casebook.store.history.relations import REPRESENTATIVE, add_relations, claims_of, same_representative
from casebook.store.models.parties import Address, Alias, ContactKind, ContactPoint, DebtorNumber, Party, PartyKind
from casebook.store.rows import many
from casebook.store.transaction import Transaction

_BY_KVK = "SELECT kvk, min(id) FROM party WHERE kvk IN ({marks}) GROUP BY kvk"
_CASES = "SELECT debtor_id, id FROM cases WHERE debtor_id IN ({marks})"
_FACTS = ("birth_date", "died_on", "kvk", "btw_id", "rsin", "language")
_PLACE = ("street", "house_number", "postcode", "city", "country")


class _ByKvk(NamedTuple):
    kvk: str
    party_id: int


class _Case(NamedTuple):
    party_id: int
    case_id: int


def write(tx: Transaction, source: Source, told: Sequence[Told[HistoryParty]]) -> list[Left]:
    """Write parties with their addresses and relations; what we know of them already stays as it is."""
    chunk = _Chunk(tx, source, [one.record for one in told])
    chunk.write()
    return chunk.left


@dataclass(slots=True)
class _Chunk:
    tx: Transaction
    source: Source
    records: list[HistoryParty]
    left: list[Left] = field(default_factory=list)

    def write(self) -> None:
        refs = [record.debtor for record in self.records]
        refs += [record.relation.to for record in self.records if record.relation]
        known = look_up(self.tx.database, (), refs)
        self._try_without_relations_to_who_came_before(known)
        ids = known.known_debtors()
        self._find_by_kvk(ids)
        self._leave_what_relates_to_nobody(known, ids)
        self._lock(known, ids)
        before = set(ids.values())
        self._add_parties(known, ids)
        self._fill_in(ids, before)
        self._add_addresses(ids)
        self._add_contact_points(ids)
        add_relations(self.tx, known, self.records, ids)

    def _try_without_relations_to_who_came_before(self, known: Known) -> None:
        """Where chunks are only tried, who came with one before is not here to relate to, and nothing is wrong."""
        there = {*known.known_debtors(), *(record.debtor for record in self.records)}
        self.records = [
            replace(record, relation=None)
            if record.relation and record.relation.to not in there and self.source.came_before(record.relation.to)
            else record
            for record in self.records
        ]

    def _find_by_kvk(self, ids: dict[DebtorRef, int]) -> None:
        """Recognise who is known under another number by his KVK number."""
        new = [record for record in self.records if record.debtor not in ids and record.kvk]
        found = dict(many(self.tx.database, _BY_KVK, _ByKvk, sorted({record.kvk for record in new if record.kvk})))
        for record in new:
            if record.kvk in found:
                ids[record.debtor] = found[record.kvk]

    def _leave_what_relates_to_nobody(self, known: Known, ids: Mapping[DebtorRef, int]) -> None:
        """Leave out records whose relation is to nobody we know, and then those that relate to who was left out."""
        while True:
            there = {*known.known_debtors(), *(record.debtor for record in self.records)}
            before = len(self.left)
            for record in self.records:
                with leaving(self.left, record.line):
                    _check(known, ids, there, record)
            if len(self.left) == before:
                return
            lines = {left.line for left in self.left}
            self.records = [record for record in self.records if record.line not in lines]

    def _lock(self, known: Known, ids: Mapping[DebtorRef, int]) -> None:
        parties = sorted(set(ids.values()))
        cases = {case.case_id for case in many(self.tx.database, _CASES, _Case, parties)}
        self.tx.lock(cases | {owed.case_id for party in parties for owed in known.owed(party)})

    def _add_parties(self, known: Known, ids: dict[DebtorRef, int]) -> None:
        """Add who is not known yet, once for one KVK number, and give everybody the numbers he is met under."""
        tx, numbered = self.tx, known.known_debtors()
        new: dict[tuple[str | DebtorRef, ...], HistoryParty] = {}
        for record in self.records:
            if record.debtor not in ids and (same := same_representative(tx, record, ids)):
                ids[record.debtor] = same
            if record.debtor not in ids:
                new.setdefault(_key(record), record)
        added = tx.add_many(Party, [_party(record) for record in new.values()])
        for key, party_id in zip(new, added, strict=True):
            ids.update({record.debtor: party_id for record in self.records if _key(record) == key})
        fresh = [ref for ref in dict.fromkeys(record.debtor for record in self.records) if ref not in numbered]
        tx.add_many(
            DebtorNumber,
            [
                {"creditor_id": known.creditors[ref.creditor], "party_id": ids[ref], "number": ref.number}
                for ref in fresh
            ],
        )

    def _fill_in(self, ids: Mapping[DebtorRef, int], before: Iterable[int]) -> None:
        """Fill in what we did not know of a party, and keep other names as aliases that somebody is to look at."""
        tx = self.tx
        parties = {party.id: party for party in tx.find(Party.select().where(Party.id.in_(sorted(set(ids.values())))))}
        aliases = tx.find(Alias.select().where(Alias.party_id.in_(sorted(parties))))
        names = {(party.id, fold(party.name)) for party in parties.values()}
        names |= {(alias.party_id, fold(alias.name)) for alias in aliases}
        for record in self.records:
            party = parties[ids[record.debtor]]
            facts = {name: getattr(record, name) for name in _FACTS if party.__data__[name] is None}
            if party.kind == PartyKind.UNKNOWN and record.kind:
                facts["kind"] = record.kind
            tx.change(party, **{name: value for name, value in facts.items() if value is not None})
            name = (party.id, fold(record.name))
            if name not in names and party.id in before:
                names.add(name)
                tx.add(Alias, party_id=party.id, name=record.name, flagged=1)

    def _add_addresses(self, ids: Mapping[DebtorRef, int]) -> None:
        """Add addresses; of one we have we learn how sure we are of it, and from when to when it was his."""
        tx = self.tx
        there = {
            _place_key(address.party_id, address.__data__): address
            for address in tx.find(Address.select().where(Address.party_id.in_(sorted(set(ids.values())))))
        }
        new: dict[tuple[Any, ...], dict[str, Any]] = {}
        for record in self.records:
            if record.address is None:
                continue
            told = record.address
            place = {name: getattr(told, name) or "" for name in _PLACE} | {"country": told.country or "NL"}
            known = {"status": told.status, "from_on": told.since, "until_on": told.until}
            known = {name: value for name, value in known.items() if value is not None}
            key = _place_key(ids[record.debtor], place)
            if key in there:
                tx.change(there[key], **known)
            else:
                new[key] = {"party_id": ids[record.debtor], **place, **known, "source": "import"}
        tx.add_many(Address, list(new.values()))

    def _add_contact_points(self, ids: Mapping[DebtorRef, int]) -> None:
        tx = self.tx
        points = tx.find(ContactPoint.select().where(ContactPoint.party_id.in_(sorted(set(ids.values())))))
        there = {(point.party_id, point.kind, point.value) for point in points}
        new = dict.fromkeys(
            (ids[record.debtor], kind.value, value)
            for record in self.records
            for kind, value in ((ContactKind.PHONE, record.phone), (ContactKind.MAIL, record.email))
            if value
        )
        tx.add_many(
            ContactPoint,
            [dict(zip(("party_id", "kind", "value"), point, strict=True)) for point in new if point not in there],
        )


def _check(known: Known, ids: Mapping[DebtorRef, int], there: set[DebtorRef], record: HistoryParty) -> None:
    """Raise `InputError` where a party cannot come in as it is told."""
    known.creditor(record.debtor.creditor)
    relation = record.relation
    if relation is None:
        return
    if relation.to not in there:
        raise InputError("import.history.no_debtor", number=relation.to.number, creditor=relation.to.creditor)
    to = ids.get(relation.to)
    if to is not None and to == ids.get(record.debtor):
        code = "representation.himself" if relation.kind == REPRESENTATIVE else "claim.debtor_himself"
        raise InputError(code, name=record.name)
    if relation.kind != REPRESENTATIVE and not list(claims_of(known, relation, to)):
        raise InputError("import.history.no_claims", number=relation.to.number, creditor=relation.to.creditor)


def _key(record: HistoryParty) -> tuple[str | DebtorRef, ...]:
    """Return by what parties that are new are the same: their KVK number, else their number."""
    return ("kvk", record.kvk) if record.kvk else ("number", record.debtor)


def _party(record: HistoryParty) -> dict[str, Any]:
    facts = {name: getattr(record, name) for name in _FACTS}
    return {**facts, "kind": record.kind or PartyKind.UNKNOWN, "name": record.name, "sort_name": sort_name(record.name)}


def _place_key(party_id: int, place: Mapping[str, Any]) -> tuple[Any, ...]:
    return party_id, *(fold(place[name]) for name in _PLACE)
