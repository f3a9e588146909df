"""The securities of a debtor as a case shows them: how they stand, what they cover, and what they leave uncovered."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.maximum import Maximum
from casebook.domain.money import Cents
from casebook.domain.security.coverage import Coverage, Debt, Held, coverage
from casebook.domain.security.facts import SecurityKind
from casebook.domain.security.lapse import Lapsing, lapsing
from casebook.domain.security.standing import SecurityStanding
from casebook.store import balances, security_rows
from casebook.store.database import Database
from casebook.store.maxima import maxima
from casebook.store.models.claims import Relation
from casebook.store.queries import insurance, liabilities
from casebook.store.queries.insurance import ActRow, CoverRow, InsuredClaim
from casebook.store.queries.liabilities import LiabilityRow
from casebook.store.rows import rows
from casebook.store.security_rows import CoveredClaim, RecordedSecurity, SecurityEventRow, SecurityRow

_DEBTOR = "SELECT debtor_id FROM cases WHERE id = ?"
# The case of a debtor is the newest of his, the one that is open if there is one.
_OWNERS = """
    SELECT p.id, p.name, (
        SELECT o.id FROM cases o WHERE o.debtor_id = p.id ORDER BY o.closed_on IS NOT NULL, o.id DESC LIMIT 1), (
        SELECT o.number FROM cases o WHERE o.debtor_id = p.id ORDER BY o.closed_on IS NOT NULL, o.id DESC LIMIT 1)
    FROM party p WHERE EXISTS (
        SELECT 1 FROM security s WHERE s.party_id = p.id AND s.withdrawn_on IS NULL AND s.ended_on IS NULL)
    ORDER BY p.sort_name, p.id
"""


class SecurityCard(NamedTuple):
    """A security: what is recorded, how it stands, and what it covers in cents.

    `events` are all of them, also those that were made void; `stands` are the ids of the others.
    """

    row: SecurityRow
    events: tuple[SecurityEventRow, ...]
    stands: frozenset[int]
    claims: tuple[CoveredClaim, ...]
    standing: SecurityStanding
    covers: int
    proceeds: int


class GuarantorRow(NamedTuple):
    """A guarantor of claims under one maximum, None where he agreed to none; `notified` tells whether he was told."""

    name: str
    numbers: tuple[str, ...]
    maximum: Maximum | None
    notified: bool
    until_on: date | None


class SecuritiesPage(NamedTuple):
    """Everything beside the debtor that may pay: his securities, his guarantors and the covers of credit insurance."""

    cards: tuple[SecurityCard, ...]
    coverage: Coverage
    guarantors: tuple[GuarantorRow, ...]
    covers: tuple[CoverRow, ...]
    insured: tuple[InsuredClaim, ...]
    acts: tuple[ActRow, ...]


class ListedSecurity(NamedTuple):
    """A security of the office that is not over, with its debtor and the case in which he is worked."""

    debtor: str
    case_id: int
    number: str
    card: SecurityCard


class SecuredBy(NamedTuple):
    """A pledge or mortgage that secures a claim, and how both lapse."""

    kind: SecurityKind
    name: str
    lapsing: Lapsing


class _Owner(NamedTuple):
    party_id: int
    name: str
    case_id: int
    number: str


def listed(database: Database, day: date) -> list[ListedSecurity]:
    """Return the securities of the office that are not over on a day, by the names of the debtors."""
    with database.snapshot():
        owners = {one.party_id: one for one in rows(database, _OWNERS, _Owner)}
        found: list[ListedSecurity] = []
        by_party: dict[int, list[RecordedSecurity]] = {id_: [] for id_ in owners}
        for one in security_rows.of_parties(database, list(owners)):
            by_party[one.row.party_id].append(one)
        for party_id, recorded in by_party.items():
            owner = owners[party_id]
            cards, _ = _cards(database, recorded, day)
            of_owner = (owner.name, owner.case_id, owner.number)
            open_cards = (card for card, one in zip(cards, recorded, strict=True) if one.security.over is None)
            found += [ListedSecurity(*of_owner, card) for card in open_cards]
        return found


def of_case(database: Database, case_id: int, day: date) -> SecuritiesPage:
    """Return the securities of the debtor of a case on a day; they cover his claims in every case."""
    with database.snapshot():
        debtor_id = database.value(_DEBTOR, (case_id,))
        recorded = security_rows.of_parties(database, [debtor_id])
        cards, found = _cards(database, recorded, day)
        liable = liabilities.liabilities(database, case_id)
        return SecuritiesPage(
            cards,
            found,
            tuple(_guarantors(database, [one for one in liable if one.relation is Relation.GUARANTOR], day)),
            tuple(insurance.covers(database, debtor_id)),
            tuple(insurance.claims(database, case_id)),
            tuple(insurance.acts(database, case_id)),
        )


def secured_by(database: Database, case_id: int, day: date) -> dict[tuple[int, int], list[SecuredBy]]:
    """Return which pledges and mortgages that are there secure claims of a case, by the claim and who gave them."""
    found: dict[tuple[int, int], list[SecuredBy]] = defaultdict(list)
    for one in security_rows.of_parties(database, [database.value(_DEBTOR, (case_id,))]):
        lapses = lapsing(one.row.kind, one.row.since_on, database.law.securities, day)
        if lapses is None or one.security.over is not None:
            continue
        for claim in one.claims:
            if claim.case_id == case_id:
                found[claim.claim_id, one.row.party_id].append(SecuredBy(one.row.kind, one.row.name, lapses))
    return dict(found)


def _guarantors(database: Database, liable: Sequence[LiabilityRow], day: date) -> Iterator[GuarantorRow]:
    """Yield guarantors, the claims together that share a maximum."""
    agreed = {party_id: maxima(database, party_id, day) for party_id in {one.party_id for one in liable}}
    alike: dict[tuple[object, ...], list[LiabilityRow]] = defaultdict(list)
    for one in liable:
        under = agreed[one.party_id].by_liability.get(one.liability_id)
        alike[one.party_id, under, one.notified_on is None, one.until_on].append(one)
    for some in alike.values():
        first = some[0]
        under = agreed[first.party_id].by_liability.get(first.liability_id)
        maximum = None if under is None else agreed[first.party_id].of[under]
        numbers = tuple(dict.fromkeys(one.claim_number for one in some))
        yield GuarantorRow(first.name, numbers, maximum, first.notified_on is not None, first.until_on)


def _cards(
    database: Database, recorded: list[RecordedSecurity], day: date
) -> tuple[tuple[SecurityCard, ...], Coverage]:
    claims = {claim.claim_id: claim for one in recorded for claim in one.claims}
    ordered = sorted(claims.values(), key=lambda claim: (claim.due_on or date.max, claim.claim_id))
    owed = balances.open_balances(database, [claim.claim_id for claim in ordered], day)
    open_cents = {claim_id: balance.total for claim_id, balance in owed.items()}
    standings = security_rows.standings(database, recorded, open_cents, day)
    held = [
        Held(
            one.row.id,
            standings[one.row.id].worth,
            frozenset(claim.claim_id for claim in one.claims),
            one.row.with_interest,
        )
        for one in recorded
        if one.security.over is None
    ]
    debts = [
        Debt(claim_id, Cents(balance.total - balance.interest), balance.interest) for claim_id, balance in owed.items()
    ]
    found = coverage(held, debts)
    cards = tuple(
        SecurityCard(
            one.row,
            one.events,
            frozenset(event.id for event in one.security.events),
            one.claims,
            standings[one.row.id],
            found.covers.get(one.row.id, 0),
            one.security.proceeds,
        )
        for one in recorded
    )
    return cards, found
