"""Securities from the past, with the claims they cover, and when they were invoked."""

from collections.abc import Sequence

from casebook.domain.history import HistorySecurity
from casebook.domain.security.facts import SecurityEventKind
from casebook.store.actions import given
from casebook.store.actions.parties import cases_of_party
from casebook.store.actions.securities import SecurityFacts, add_security, check
from casebook.store.history.known import Known, look_up
from casebook.store.history.records import Left, Source, Told, leaving
from casebook.store.models.securities import SecurityEvent
from casebook.store.transaction import Transaction


def write(tx: Transaction, _source: Source, told: Sequence[Told[HistorySecurity]]) -> list[Left]:
    """Write securities of debtors for what they owe the entity that the file names."""
    records = [one.record for one in told]
    known = look_up(tx.database, [claim for one in records for claim in one.claims], [one.debtor for one in records])
    left: list[Left] = []
    found: list[tuple[HistorySecurity, int, int, SecurityFacts]] = []
    for record in records:
        with leaving(left, record.line):
            party_id, creditor_id = known.debtor(record.debtor), known.creditor(record.debtor.creditor)
            facts = _facts(record, known)
            check(tx, party_id, creditor_id, record.kind, facts)
            if record.invoked_on is not None:
                given.past(tx, record.invoked_on)
            found.append((record, party_id, creditor_id, facts))
    tx.lock({case_id for _, party_id, _, _ in found for case_id in cases_of_party(tx.database, party_id)})
    for record, party_id, creditor_id, facts in found:
        id_ = add_security(tx, party_id, creditor_id, record.kind, facts)
        if record.invoked_on is not None:
            invoked = {"kind": SecurityEventKind.INVOKED, "on_day": record.invoked_on, "recorded_on": tx.day}
            tx.add(SecurityEvent, security_id=id_, **invoked)
    return left


def _facts(record: HistorySecurity, known: Known) -> SecurityFacts:
    return SecurityFacts(
        record.name,
        record.value,
        record.valued_on,
        None if record.haircut is None else f"{record.haircut:f}",
        record.rank,
        tuple(known.claim(claim).id for claim in record.claims),
        bool(record.with_interest),
        record.since_on,
        record.expires_on,
        note=record.note or "",
    )
