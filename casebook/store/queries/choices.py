"""What forms offer to choose from: people and teams, creditors, and the records of one case."""

from datetime import date
from typing import NamedTuple

from casebook.domain.money import Cents
from casebook.store.case_documents import OF_CASE, TIMES
from casebook.store.database import Database
from casebook.store.models.claims import Relation
from casebook.store.models.parties import RepresentativeRole
from casebook.store.queries import case
from casebook.store.queries.case import HoldRow
from casebook.store.rows import rows


class Choice(NamedTuple):
    """Somebody or something with a name."""

    id: int
    name: str


class CreditorChoice(NamedTuple):
    """An entity of ours."""

    creditor_id: int
    code: str
    name: str


class SpeakerChoice(NamedTuple):
    """A party to speak with about a case: its debtor, somebody who acts for him, or who is liable for a claim.

    The debtor himself has neither a `role` nor a `relation`.
    """

    party_id: int
    name: str
    role: RepresentativeRole | None
    relation: Relation | None


class DocumentChoice(NamedTuple):
    """A document that something of a case rests on; `proves` is what it may prove, as `domain.documents` reads it."""

    document_id: int
    name: str
    proves: str | None = None


class PaymentChoice(NamedTuple):
    """A payment that stands, and what of it is not allocated."""

    payment_id: int
    on_day: date
    cents: Cents
    rest: Cents
    payer: str
    reference: str


_STAYING = """
    SELECT id, name FROM person
    WHERE inactive_since IS NULL AND id NOT IN (
        SELECT person_id FROM role WHERE from_on <= ? AND (until_on IS NULL OR until_on >= ?)
        GROUP BY person_id HAVING {without})
    ORDER BY name, id
"""
_ONLY_VIEWS = _STAYING.format(without="min(role) = 'viewer' AND max(role) = 'viewer'")
_WORKS_NO_CASES = _STAYING.format(without="count(CASE WHEN role IN ('handler', 'lead') THEN 1 END) = 0")
_TEAMS = "SELECT id, name FROM team ORDER BY name, id"
_CREDITORS = "SELECT c.id, c.code, p.name FROM creditor c JOIN party p ON p.id = c.party_id ORDER BY c.code"
_DEBTOR = """
    SELECT p.id, p.name, NULL, NULL FROM cases c JOIN party p ON p.id = c.debtor_id WHERE c.id = ?
"""
_ACTING = """
    SELECT p.id, p.name, r.role, NULL
    FROM cases c JOIN representation r ON r.party_id = c.debtor_id JOIN party p ON p.id = r.representative_id
    WHERE c.id = ? AND (r.from_on IS NULL OR r.from_on <= ?) AND (r.until_on IS NULL OR r.until_on >= ?) ORDER BY r.id
"""
_LIABLE = """
    SELECT p.id, p.name, NULL, l.relation
    FROM claim k JOIN liability l ON l.claim_id = k.id JOIN party p ON p.id = l.party_id
    WHERE k.case_id = ? GROUP BY p.id, p.name, l.relation ORDER BY min(l.id)
"""
_CLAIMS = "SELECT id, number FROM claim WHERE case_id = ? AND ended_on IS NULL ORDER BY number, id"
_DOCUMENTS = f"SELECT d.id, d.name, d.proves FROM document d WHERE d.id IN ({OF_CASE}) ORDER BY d.name, d.id"  # noqa: S608 our own text
_PAYMENTS = """
    SELECT p.id, p.on_day, p.cents,
           CAST(COALESCE((SELECT sum(a.cents) FROM allocation a
                          WHERE a.payment_id = p.id AND a.entry_id IS NULL), 0) AS BIGINT),
           COALESCE(q.name, p.payer_name), p.reference
    FROM payment p LEFT JOIN party q ON q.id = p.payer_id
    WHERE p.case_id = ? AND p.reverses_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id)
    ORDER BY p.on_day DESC, p.id DESC
"""


def persons(database: Database, day: date) -> list[Choice]:
    """Return who stays and does more than look on `day`, by name."""
    return rows(database, _ONLY_VIEWS, Choice, (day, day))


def receivers(database: Database, day: date) -> list[Choice]:
    """Return who can be given work on `day`: he stays, and works cases; by name."""
    return rows(database, _WORKS_NO_CASES, Choice, (day, day))


def teams(database: Database) -> list[Choice]:
    """Return the teams, by name."""
    return rows(database, _TEAMS, Choice)


def creditors(database: Database) -> list[CreditorChoice]:
    """Return the entities claims are owed to, by code."""
    return rows(database, _CREDITORS, CreditorChoice)


def speakers(database: Database, case_id: int, day: date) -> list[SpeakerChoice]:
    """Return with whom one may speak about a case: the debtor first, then who acts for him on `day`, then the liable.

    Somebody who is more than one of these is there once, by the first.
    """
    with database.snapshot():
        found = [
            *rows(database, _DEBTOR, SpeakerChoice, (case_id,)),
            *rows(database, _ACTING, SpeakerChoice, (case_id, day, day)),
            *rows(database, _LIABLE, SpeakerChoice, (case_id,)),
        ]
    first: dict[int, SpeakerChoice] = {}
    for one in found:
        first.setdefault(one.party_id, one)
    return list(first.values())


def claims(database: Database, case_id: int) -> list[Choice]:
    """Return the claims of a case that have not ended, by number."""
    return rows(database, _CLAIMS, Choice, (case_id,))


def documents(database: Database, case_id: int) -> list[DocumentChoice]:
    """Return the documents of a case: added to it, or named by its claims, evidence and events; by name."""
    return rows(database, _DOCUMENTS, DocumentChoice, (case_id,) * TIMES)


def payments(database: Database, case_id: int) -> list[PaymentChoice]:
    """Return the payments of a case that stand, the newest first."""
    return rows(database, _PAYMENTS, PaymentChoice, (case_id,))


def holds(database: Database, case_id: int) -> list[HoldRow]:
    """Return the holds that reach a case and that nobody lifted, the first to begin in front.

    Those that have ended are among them: they wait for somebody to decide how to go on.
    """
    standing = [one for one in case.holds(database, case_id) if one.lifted_on is None]
    return sorted(standing, key=lambda one: (one.from_on, one.hold_id))
