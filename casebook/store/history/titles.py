"""Titles from the past: a judgment takes the place of the claim, whose money stays where it is.

The title is a claim of its own with its own clock and no principal: what it guards is what is open on the claim it
stands for, so that nothing is owed twice. Only its costs are charged on it.
"""

from collections.abc import Sequence

from casebook.domain.component import Component
from casebook.domain.court.facts import TitleKind
from casebook.domain.history import Title
from casebook.domain.ledger import EntryKind
from casebook.errors import InputError
from casebook.store.actions import given
from casebook.store.actions.titles_known import KIND_OF, Known, add_known
from casebook.store.case_titles import TITLES
from casebook.store.history.known import ClaimRow, look_up
from casebook.store.history.known import Known as KnownHere
from casebook.store.history.records import IMPORT, Left, Source, Told, leaving, open_tracks
from casebook.store.models.cases import TrackKind
from casebook.store.models.claims import Claim
from casebook.store.models.money import LedgerEntry
from casebook.store.transaction import Transaction

JUDGMENT = "judgment"


def write(tx: Transaction, _source: Source, told: Sequence[Told[Title]]) -> list[Left]:
    """Write titles, one claim for each claim that a title is for, and their service."""
    records = [one.record for one in told]
    known = look_up(
        tx.database,
        [ref for record in records for ref in record.claims],
        [record.debtor for record in records if record.debtor],
    )
    left: list[Left] = []
    found: list[tuple[Title, list[ClaimRow]]] = []
    for record in records:
        with leaving(left, record.line):
            found.append((record, _claims(tx, known, record)))
    cases = {claim.case_id for _, claims in found for claim in claims}
    tx.lock(cases)
    for record, claims in found:
        _write(tx, record, claims)
    open_tracks(tx, TrackKind.COURT, cases)
    return left


def _claims(tx: Transaction, known: KnownHere, record: Title) -> list[ClaimRow]:
    """Return the claims that a title is for. Raises `InputError` where it is against another than their debtor."""
    given.past(tx, record.judged_on)
    if record.served_on is not None:
        given.past(tx, record.served_on)
    claims = [known.claim(ref) for ref in record.claims]
    if record.debtor is not None:
        party_id = known.debtor(record.debtor)
        for claim in claims:
            if claim.debtor_id != party_id:
                raise InputError("import.history.title_debtor", number=record.debtor.number, claim=claim.number)
    return claims


def _write(tx: Transaction, record: Title, claims: Sequence[ClaimRow]) -> None:
    by_case: dict[int, list[tuple[ClaimRow, int]]] = {}
    titles = [(claim, _title(tx, record, claim)) for claim in claims]
    for claim, claim_id in titles:
        by_case.setdefault(claim.case_id, []).append((claim, claim_id))
    if record.costs:
        tx.add(
            LedgerEntry,
            claim_id=titles[0][1],
            on_day=record.judged_on,
            kind=EntryKind.CHARGE,
            component=Component.COURT_COSTS,
            cents=record.costs,
        )
    for case_id, some in by_case.items():
        _in_case(tx, record, case_id, some)


def _in_case(tx: Transaction, record: Title, case_id: int, titles: Sequence[tuple[ClaimRow, int]]) -> None:
    """Add the title as a case has it, with what happened with it, and let its clocks follow."""
    known = Known(
        KIND_OF.get(titles[0][0].kind, TitleKind.JUDGMENT),
        record.judged_on,
        record.court or "",
        record.number or "",
        record.served_on,
        final_on=record.final_on,
    )
    add_known(tx, case_id, known, [(id_, claim.debtor_id) for claim, id_ in titles], IMPORT)


def _title(tx: Transaction, record: Title, claim: ClaimRow) -> int:
    """Return the claim that is the title: a new one, unless the claim is known as a title already."""
    if claim.kind in TITLES:
        return claim.id
    return tx.add(
        Claim,
        case_id=claim.case_id,
        creditor_id=claim.creditor_id,
        # Without a number of its own it is known by that of the claim and its day.
        number=record.number or f"{claim.number} {record.judged_on.isoformat()}",
        kind=JUDGMENT,
        capacity=claim.capacity,
        law=claim.law,
        principal_cents=0,
        rate_kind=claim.rate_kind,
        rate=claim.rate,
        description=record.court or "",
        title_of_id=claim.id,
        imported=1,
    )
