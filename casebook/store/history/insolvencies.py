"""Insolvencies from the past: the proceeding, an event for every case of the debtor, a track, and the trustee."""

from collections.abc import Sequence
from datetime import date

from casebook.domain.history import Insolvency
from casebook.domain.insolvency.facts import ACTING, EndKind, EventKind, Kind, Match, Source
from casebook.domain.insolvency.numbers import read_number
from casebook.domain.limitation.facts import Insolvency as InsolvencyEvent
from casebook.domain.search import fold, sort_name
from casebook.errors import InputError
from casebook.store import insolvency_rows
from casebook.store.actions.insolvency_bearing import add_happened, on_lists
from casebook.store.history.events import Happened, add_events, columns_of
from casebook.store.history.known import Known, look_up
from casebook.store.history.records import Left, Told, leaving, open_tracks
from casebook.store.history.records import Source as RunSource
from casebook.store.insolvency_rows import ORIGIN
from casebook.store.models.cases import TrackKind
from casebook.store.models.insolvency import Insolvency as Proceeding
from casebook.store.models.insolvency import InsolvencyPerson
from casebook.store.models.parties import Party, Representation, RepresentativeRole
from casebook.store.transaction import Transaction

_ROLES = {
    "bankruptcy": RepresentativeRole.CURATOR_BANKRUPTCY,
    "suspension_of_payments": RepresentativeRole.SUSPENSION_ADMINISTRATOR,
    "wsnp": RepresentativeRole.WSNP_ADMINISTRATOR,
}
_OWN = "SELECT id FROM cases WHERE debtor_id = ?"
_TOLD = """
    SELECT e.case_id FROM limitation_event e JOIN reach r ON r.event_id = e.id
    WHERE e.kind = 'insolvency' AND e.regime = ? AND e.on_day = ? AND r.party_id = ?
"""
_TRUSTEES = """
    SELECT p.name, r.id FROM representation r JOIN party p ON p.id = r.representative_id
    WHERE r.party_id = ? AND r.role = ? ORDER BY r.id
"""


def write(tx: Transaction, _source: RunSource, told: Sequence[Told[Insolvency]]) -> list[Left]:
    """Write insolvencies in every case in which the debtor owes something."""
    known = look_up(tx.database, (), [one.record.debtor for one in told])
    left: list[Left] = []
    found: list[tuple[Insolvency, int, set[int]]] = []
    for record, _ in told:
        with leaving(left, record.line):
            columns_of(tx, record.period)
            party_id = known.debtor(record.debtor)
            found.append((record, party_id, _cases(tx, known, party_id, record)))
    tx.lock({case_id for _, _, cases in found for case_id in cases})
    for record, party_id, cases in found:
        _write(tx, record, party_id, cases)
    return left


def _cases(tx: Transaction, known: Known, party_id: int, record: Insolvency) -> set[int]:
    own = {case_id for (case_id,) in tx.database.fetch(_OWN, (party_id,))}
    cases = own | {owed.case_id for owed in known.owed(party_id)}
    if not cases:
        raise InputError("import.history.no_case", number=record.debtor.number, creditor=record.debtor.creditor)
    return cases


def _write(tx: Transaction, record: Insolvency, party_id: int, cases: set[int]) -> None:
    """Write one insolvency; two entities may both tell it of the same debtor."""
    period = record.period
    there = {case_id for (case_id,) in tx.database.fetch(_TOLD, (period.regime, period.start, party_id))}
    proceeding_id = _proceeding(tx, record, party_id)
    columns = {**columns_of(tx, period), "origin": ORIGIN, "origin_id": proceeding_id, "note": record.number or ""}
    reaches = [(party_id, None)]
    add_events(tx, [Happened(case_id, columns, reaches, period.proof) for case_id in sorted(cases - there)])
    if period.until is None or period.until > tx.day:
        own = {case_id for (case_id,) in tx.database.fetch(_OWN, (party_id,))}
        open_tracks(tx, TrackKind.INSOLVENCY, own)
    if record.trustee:
        _appoint(tx, proceeding_id, party_id, record.trustee, period)


def _proceeding(tx: Transaction, record: Insolvency, party_id: int) -> int:
    """Return the proceeding of an insolvency, the one there is, else a new one with its first and its last day.

    Since when it was known nobody told: the house's own terms run from the day on which it came in.
    """
    period, kind = record.period, Kind(record.period.regime)
    for one in insolvency_rows.of_parties(tx.database, [party_id]):
        if one.row.kind is kind and one.proceeding.started_on == period.start and not one.proceeding.undone:
            return one.row.id
    read = read_number(record.number or "")
    id_ = tx.add(
        Proceeding,
        party_id=party_id,
        kind=kind,
        number=read.text if read else "",
        court=(read.court if read else None) or "",
        known_on=tx.day,
        confirmed_on=tx.day,
        matched_by=Match.PERSON,
        source=Source.IMPORT,
        note="" if read else record.number or "",
        next_due_on=date.max,
    )
    over = period.until is not None and period.until <= tx.day
    add_happened(tx, id_, EventKind.STARTED, period.start, until_on=None if over else period.until)
    if over and period.until is not None:
        how = EndKind.CLEAN_SLATE if period.clean_slate else None
        add_happened(tx, id_, EventKind.ENDED, period.until, outcome=how)
    on_lists(tx, insolvency_rows.of_ids(tx.database, [id_])[id_])
    return id_


def _appoint(tx: Transaction, proceeding_id: int, party_id: int, name: str, period: InsolvencyEvent) -> None:
    """Add who acts for the debtor in his insolvency, unless we know him already, by his name."""
    acting = InsolvencyPerson.select().where(InsolvencyPerson.insolvency_id == proceeding_id)
    if any(fold(one.name) == fold(name) for one in tx.find(acting)):
        return
    representation_id = _representation(tx, party_id, name, period)
    tx.add(
        InsolvencyPerson,
        insolvency_id=proceeding_id,
        role=ACTING[Kind(period.regime)],
        name=name,
        party_id=tx.get(Representation, representation_id).representative_id,
        representation_id=representation_id,
        from_on=period.start,
        until_on=period.until,
    )


def _representation(tx: Transaction, party_id: int, name: str, period: InsolvencyEvent) -> int:
    role = _ROLES[period.regime]
    for known_as, id_ in tx.database.fetch(_TRUSTEES, (party_id, role)):
        if fold(known_as) == fold(name):
            known = tx.get(Representation, id_)
            tx.change(known, from_on=known.from_on or period.start, until_on=known.until_on or period.until)
            return int(known.id)
    trustee = tx.add(Party, name=name, sort_name=sort_name(name))
    return tx.add(
        Representation,
        party_id=party_id,
        representative_id=trustee,
        role=role,
        from_on=period.start,
        until_on=period.until,
    )
