"""Placements from the past: claims that lie with an agency since a day, or lay there until another."""

from collections.abc import Sequence

from casebook.domain.history import HistoryPlacement
from casebook.domain.placements.facts import PlacementEventKind
from casebook.domain.search import sort_name
from casebook.errors import InputError
from casebook.store.actions import given
from casebook.store.actions.placement_bearing import add, keep
from casebook.store.actions.placements import RecordPlacement, record
from casebook.store.history.known import ClaimRow, Known, look_up
from casebook.store.history.records import Left, Source, Told, leaving
from casebook.store.models.agencies import Agency
from casebook.store.models.parties import Party, PartyKind
from casebook.store.transaction import Transaction

_AGENCY = "SELECT min(a.id) FROM agency a JOIN party p ON p.id = a.party_id WHERE p.sort_name = ?"


def write(tx: Transaction, _source: Source, told: Sequence[Told[HistoryPlacement]]) -> list[Left]:
    """Write placements, one for each case in which claims of it are; an agency that is new here is registered."""
    records = [one.record for one in told]
    known = look_up(tx.database, [claim for one in records for claim in one.claims], [one.debtor for one in records])
    left: list[Left] = []
    found: list[tuple[HistoryPlacement, list[ClaimRow]]] = []
    for one in records:
        with leaving(left, one.line):
            found.append((one, _claims(tx, known, one)))
    tx.lock({claim.case_id for _, claims in found for claim in claims})
    for one, claims in found:
        with leaving(left, one.line):
            _write(tx, one, claims)
    return left


def _claims(tx: Transaction, known: Known, one: HistoryPlacement) -> list[ClaimRow]:
    """Return the claims that were placed. Raises `InputError` where they are of another than the debtor."""
    for day in (one.sent_on, one.reported_on, one.ended_on):
        if day is not None:
            given.past(tx, day)
    party_id = known.debtor(one.debtor)
    claims = [known.claim(ref) for ref in one.claims]
    for claim in claims:
        if claim.debtor_id != party_id:
            raise InputError("import.history.title_debtor", number=one.debtor.number, claim=claim.number)
    return claims


def _write(tx: Transaction, one: HistoryPlacement, claims: Sequence[ClaimRow]) -> None:
    agency_id = tx.database.value(_AGENCY, (sort_name(one.agency),))
    if agency_id is None:
        party = {"name": one.agency, "sort_name": sort_name(one.agency), "kind": PartyKind.LEGAL}
        agency_id = tx.add(Agency, party_id=tx.add(Party, **party), kind=one.agency_kind)
    for case_id in dict.fromkeys(claim.case_id for claim in claims):
        ids = tuple(claim.id for claim in claims if claim.case_id == case_id)
        placed = RecordPlacement(case_id, agency_id, one.guard, one.sent_on, ids, one.reference, one.reported_on)
        placement_id = record(tx, placed)
        if one.ended_on is not None:
            closed = {"code": one.close_code, "text": one.note}
            add(tx, placement_id, PlacementEventKind.CLOSED, one.ended_on, **closed)
            keep(tx, placement_id)
