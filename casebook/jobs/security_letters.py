"""What the letters by which securities are invoked say of them: taken from their records."""

from collections.abc import Mapping
from datetime import date

from casebook.domain.letters.extras import EXTRAS, Value
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.money import ZERO, Cents
from casebook.domain.security.facts import SecurityEventKind
from casebook.domain.security.letters import KINDS
from casebook.domain.security.standing import SecurityStanding
from casebook.jobs.drafting import Wanted
from casebook.store import balances, security_rows
from casebook.store.database import Database
from casebook.store.security_rows import ORIGIN, RecordedSecurity


def which(database: Database, debtor_id: int, kind: LetterKind, day: date) -> RecordedSecurity | None:
    """Return the security of a debtor that a letter invokes: the first that is to be, else the first that is there."""
    there = [
        one
        for one in security_rows.of_parties(database, [debtor_id])
        if one.row.kind is KINDS[kind] and one.security.over is None
    ]
    stands = security_rows.standings(database, there, _open(database, there, day), day)
    return min(there, key=lambda one: (_asked_by(stands[one.row.id]), one.row.id), default=None)


def said(database: Database, of: RecordedSecurity, kind: LetterKind, day: date) -> Mapping[str, Value]:
    """Return the fields of a letter that a security tells; the amount is what of its value is open, and no more."""
    row, term = of.row, of.security.last(SecurityEventKind.TERM_SET)
    held = Cents(max(ZERO, (row.value or ZERO) - of.security.proceeds))
    owed = Cents(sum(_open(database, [of], day).values()))
    known: dict[str, Value] = {
        "goods": row.note or row.name,
        "collateral": row.name,
        "created_on": row.since_on,
        "term_until": term.until if term is not None else None,
        "guarantee": row.name,
        "guaranteed": held,
        "called": min(held, owed),
        "expires_on": row.expires_on,
        "statement": row.note,
        "deposit": row.name,
        "held": held,
        "kept": min(held, owed),
    }
    return {name: value for name, value in known.items() if name in EXTRAS[kind] and value}


def wanted(database: Database, security_id: int, case_id: int, kind: LetterKind, day: date) -> Wanted | None:
    """Return what the letter is wanted about that invokes a security for the claims of a case; None without it."""
    with database.snapshot():
        of = security_rows.of_ids(database, [security_id]).get(security_id)
        if of is None:
            return None
        claim_ids = tuple(one.claim_id for one in of.claims if one.case_id == case_id)
        known = said(database, of, kind, day)
        return Wanted(claim_ids=claim_ids, extras=known, origin=ORIGIN, origin_id=security_id)


def _open(database: Database, some: list[RecordedSecurity], day: date) -> dict[int, Cents]:
    """Return what is open on the claims that securities cover, their interest where one of them covers that."""
    interest = {claim.claim_id for one in some if one.row.with_interest for claim in one.claims}
    ids = sorted({claim.claim_id for one in some for claim in one.claims})
    found = balances.open_balances(database, ids, day)
    return {id_: one.total if id_ in interest else Cents(one.total - one.interest) for id_, one in found.items()}


def _asked_by(of: SecurityStanding) -> date:
    return of.next.on if of.next is not None else date.max
