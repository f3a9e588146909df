"""How parties of the past stand to debtors: who is liable beside them, and who speaks for them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from casebook.domain.history import DebtorRef, Relation
from casebook.domain.history import Party as HistoryParty
from casebook.domain.search import fold
from casebook.store.history.known import Known, Owed
from casebook.store.models.claims import Liability
from casebook.store.models.claims import Relation as Liable
from casebook.store.models.parties import Representation
from casebook.store.transaction import Transaction

REPRESENTATIVE = "representative"
# Who is liable by law is so for every claim, who promised it for those of the entity he promised it to.
_BY_LAW = frozenset({Liable.SPOUSE, Liable.PARTNER, Liable.HEIR})
_REPRESENTATIVES = """
    SELECT p.name, p.id FROM representation r JOIN party p ON p.id = r.representative_id
    WHERE r.party_id = ? AND r.role = ? ORDER BY r.id
"""


def claims_of(known: Known, relation: Relation, to: int | None) -> Iterator[Owed]:
    """Yield the claims on a debtor that a relation of liability to him is about."""
    if to is None:
        return
    by_law = relation.kind in _BY_LAW
    for owed in known.owed(to):
        if owed.relation is None and (by_law or owed.creditor_id == known.creditors[relation.to.creditor]):
            yield owed


def same_representative(tx: Transaction, record: HistoryParty, ids: Mapping[DebtorRef, int]) -> int | None:
    """Return who speaks for the same debtor in the same role under the same name: an insolvency named him before."""
    relation = record.relation
    if relation is None or relation.kind != REPRESENTATIVE or relation.to not in ids:
        return None
    found = tx.database.fetch(_REPRESENTATIVES, (ids[relation.to], relation.role))
    return next((party_id for name, party_id in found if fold(name) == fold(record.name)), None)


def add_relations(tx: Transaction, known: Known, records: Sequence[HistoryParty], ids: Mapping[DebtorRef, int]) -> None:
    """Add who is liable, on each claim, and who speaks for whom; what is there already gets no second row."""
    liabilities: dict[tuple[int, int, str], dict[str, Any]] = {}
    representations: dict[tuple[int, int, str], dict[str, Any]] = {}
    for record in records:
        relation, party_id = record.relation, ids[record.debtor]
        if relation is None:
            continue
        period = {"from_on": relation.since, "until_on": relation.until}
        if relation.kind == REPRESENTATIVE:
            assert relation.role is not None
            to = ids[relation.to]
            row = {"party_id": to, "representative_id": party_id, "role": relation.role, **period}
            representations.setdefault((to, party_id, relation.role), row)
            continue
        amount = {"most_cents": relation.maximum, "share": f"{relation.share:f}" if relation.share else None}
        for owed in claims_of(known, relation, ids[relation.to]):
            row = {"claim_id": owed.claim_id, "party_id": party_id, "relation": relation.kind, **amount, **period}
            liabilities.setdefault((owed.claim_id, party_id, relation.kind), row)
    claims, debtors = ({key[0] for key in rows} for rows in (liabilities, representations))
    for liability in tx.find(Liability.select().where(Liability.claim_id.in_(sorted(claims)))):
        liabilities.pop((liability.claim_id, liability.party_id, liability.relation), None)
    for known_one in tx.find(Representation.select().where(Representation.party_id.in_(sorted(debtors)))):
        key = (known_one.party_id, known_one.representative_id, known_one.role)
        if (told := representations.pop(key, None)) is not None:
            dates = {name: told[name] for name in ("from_on", "until_on") if known_one.__data__[name] is None}
            tx.change(known_one, **dates)
    tx.add_many(Liability, list(liabilities.values()))
    tx.add_many(Representation, list(representations.values()))
