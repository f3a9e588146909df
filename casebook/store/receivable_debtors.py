"""The debtors of a list: found by their numbers, else added; under what other names and numbers they may be known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from casebook.domain.parameters import Value
from casebook.domain.receivable import ItemDebtor
from casebook.domain.search import fold, sort_name
from casebook.store.differences import SAME_DEBTOR, About, Proposals
from casebook.store.models.parties import Address, Alias, ContactKind, ContactPoint, DebtorNumber, Party, PartyKind
from casebook.store.rows import many
from casebook.store.transaction import Transaction

# The entity that a debtor has his number with, and the number.
Number = tuple[int, str]


class _Numbered(NamedTuple):
    number: str
    party_id: int


class _ByKvk(NamedTuple):
    kvk: str
    party_id: int


class _Named(NamedTuple):
    party_id: int
    name: str


class _Neighbour(NamedTuple):
    postcode: str
    name: str
    party_id: int


_NUMBERED = "SELECT number, party_id FROM debtor_number WHERE creditor_id = ? AND number IN ({marks})"
_BY_KVK = "SELECT kvk, min(id) FROM party WHERE kvk IN ({marks}) GROUP BY kvk"
_NAMES = "SELECT id, name FROM party WHERE id IN ({marks})"
_ALIASES = "SELECT party_id, name FROM alias WHERE party_id IN ({marks})"
_NEIGHBOURS = """
    SELECT a.postcode, p.name, p.id FROM address a JOIN party p ON p.id = a.party_id WHERE a.postcode IN ({marks})
"""


@dataclass(slots=True)
class Debtors:
    """The debtors of a chunk of a list; `new` are those that it adds."""

    tx: Transaction
    by_kvk: bool
    new: dict[int, ItemDebtor] = field(default_factory=dict)

    def find(self, listed: Sequence[tuple[Number, ItemDebtor]]) -> dict[Number, int]:
        """Return the party of each number; those that are not known yet are added, other names as aliases."""
        parties: dict[Number, int] = {}
        numbers: dict[int, set[str]] = {}
        for (creditor_id, number), _ in listed:
            numbers.setdefault(creditor_id, set()).add(number)
        for creditor_id, some in numbers.items():
            for found in many(self.tx.database, _NUMBERED, _Numbered, sorted(some), (creditor_id,)):
                parties[creditor_id, found.number] = found.party_id
        missing: dict[Number, ItemDebtor] = {}
        for key, debtor in listed:
            if key not in parties:
                missing.setdefault(key, debtor)
        parties |= self._add(missing)
        self._add_aliases(listed, parties)
        return parties

    def _add_aliases(self, listed: Sequence[tuple[Number, ItemDebtor]], parties: Mapping[Number, int]) -> None:
        """Keep each further name of a debtor as an alias that somebody is to look at."""
        met: dict[int, dict[str, None]] = {}
        for number, debtor in listed:
            if debtor.name != debtor.number:
                met.setdefault(parties[number], {})[debtor.name] = None
        known: dict[int, set[str]] = {}
        for sql in (_NAMES, _ALIASES):
            for party_id, name in many(self.tx.database, sql, _Named, sorted(met)):
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

    def _add(self, missing: Mapping[Number, ItemDebtor]) -> dict[Number, int]:
        """Add who has a number that we do not know, unless his KVK number says that we know him."""
        # Within the list too: who is the same may come with two numbers.
        same = {number: debtor.kvk if self.by_kvk and debtor.kvk else number for number, debtor in missing.items()}
        kvks = sorted({kvk for kvk in same.values() if isinstance(kvk, str)})
        known: dict[str | Number, int] = {}
        known |= many(self.tx.database, _BY_KVK, _ByKvk, kvks)
        new: dict[str | Number, ItemDebtor] = {}
        for number, debtor in missing.items():
            if same[number] not in known:
                new.setdefault(same[number], debtor)
        ids = self.tx.add_many(Party, [_party(debtor) for debtor in new.values()])
        known |= zip(new, ids, strict=True)
        found = {number: known[same[number]] for number in missing}
        self.tx.add_many(
            DebtorNumber,
            [{"creditor_id": creditor, "number": number, "party_id": id_} for (creditor, number), id_ in found.items()],
        )
        self.new = dict(zip(ids, new.values(), strict=True))
        places = [_address(id_, debtor) for id_, debtor in self.new.items() if debtor.postcode or debtor.city]
        self.tx.add_many(Address, places)
        points = [point for id_, debtor in self.new.items() for point in _contact_points(id_, debtor)]
        self.tx.add_many(ContactPoint, points)
        return found

    def flag_same_names(self, proposals: Proposals, cases: Mapping[int, int]) -> None:
        """Propose to look at new debtors with the name and postcode of one under another number; they stay two."""
        postcodes = sorted({debtor.postcode for debtor in self.new.values() if debtor.postcode})
        living: dict[tuple[str, str], list[int]] = {}
        for postcode, name, party_id in many(self.tx.database, _NEIGHBOURS, _Neighbour, postcodes):
            living.setdefault((postcode, fold(name)), []).append(party_id)
        for party_id, debtor in self.new.items():
            for other in living.get((debtor.postcode or "", fold(debtor.name)), ()):
                if other != party_id:
                    first, second = sorted((party_id, other))
                    parameters: dict[str, Value] = {"name": debtor.name, "party": party_id, "other": other}
                    proposals.add(SAME_DEBTOR, f"same:{first}:{second}", About(cases[party_id]), parameters)


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
