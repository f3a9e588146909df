"""What is owed to the person behind the debt, as its screens show it: from his requests to his estate."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from casebook.domain import estate as estates
from casebook.domain.calendar import add
from casebook.domain.finding import Finding
from casebook.domain.person_request import RequestTerm, request_term
from casebook.store.database import Database
from casebook.store.models.care import Acceptance, Recourse, RequestKind, RequestOutcome
from casebook.store.request_rules import request_rules
from casebook.store.rows import rows


class RequestRow(NamedTuple):
    """A complaint or request about data, of whom, and what became of it."""

    request_id: int
    version: int
    party_id: int
    party: str
    kind: RequestKind
    received_on: date
    text: str
    acknowledged_on: date | None
    extended_on: date | None
    extended_because: str | None
    answered_on: date | None
    outcome: RequestOutcome | None
    answer: str | None
    withdrawn_on: date | None

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.answered_on is None and self.withdrawn_on is None


class VulnerabilityRow(NamedTuple):
    """What makes somebody vulnerable, as he agreed that it is kept."""

    vulnerability_id: int
    version: int
    text: str
    consent_on: date
    consent_how: str
    until_on: date


class EstateRow(NamedTuple):
    """An estate: when its owner died, how that is known, and who settles it."""

    estate_id: int
    version: int
    party_id: int
    died_on: date
    learned_on: date
    source: str
    notary_id: int | None
    notary: str | None
    claimed_on: date | None
    settled_on: date | None


class HeirRow(NamedTuple):
    """An heir, how he accepted, and his share: `parts` of `whole`."""

    heir_id: int
    version: int
    party_id: int
    name: str
    acceptance: Acceptance
    accepted_on: date | None
    parts: int | None
    whole: int | None


class BanRow(NamedTuple):
    """A ban on arrangements that nobody lifted."""

    ban_id: int
    version: int
    reason: str
    from_on: date
    until_on: date | None


class RecourseRow(NamedTuple):
    """A look at one source."""

    on_day: date
    source: str
    found: Recourse
    text: str


_REQUESTS = """
    SELECT r.id, r.version, r.party_id, p.name, r.kind, r.received_on, r.text, r.acknowledged_on, r.extended_on,
           r.extended_because, r.answered_on, r.outcome, r.answer, r.withdrawn_on
    FROM person_request r JOIN party p ON p.id = r.party_id WHERE r.case_id = ? ORDER BY r.received_on DESC, r.id DESC
"""
_VULNERABLE = """
    SELECT id, version, text, consent_on, consent_how, until_on FROM vulnerability
    WHERE party_id = ? AND ended_on IS NULL AND until_on >= ? ORDER BY id
"""
_NO_LONGER_AGREED = """
    SELECT id, version, text, consent_on, consent_how, until_on FROM vulnerability
    WHERE party_id = ? AND ended_on IS NULL AND until_on < ? ORDER BY id
"""
_ESTATE = """
    SELECT e.id, e.version, e.party_id, e.died_on, e.learned_on, e.source, e.notary_id, n.name, e.claimed_on,
           e.settled_on
    FROM estate e LEFT JOIN party n ON n.id = e.notary_id WHERE e.party_id = ?
"""
_HEIRS = """
    SELECT h.id, h.version, h.party_id, p.name, h.acceptance, h.accepted_on, h.parts, h.whole
    FROM heir h JOIN party p ON p.id = h.party_id WHERE h.estate_id = ? ORDER BY h.id
"""
_BANS = """
    SELECT id, version, reason, from_on, until_on FROM arrangement_ban
    WHERE party_id = ? AND lifted_on IS NULL AND (until_on IS NULL OR until_on >= ?) ORDER BY id
"""
_RECOURSE = """
    SELECT on_day, source, found, text FROM recourse_check WHERE case_id = ? ORDER BY on_day DESC, id
"""


def requests(database: Database, case_id: int) -> list[RequestRow]:
    """Return the complaints and requests of a case, the newest first."""
    return rows(database, _REQUESTS, RequestRow, (case_id,))


def term_of(database: Database, request: RequestRow) -> Finding[RequestTerm]:
    """Return by when a request is answered, and why."""
    law = database.law
    rules = request_rules(law, request.received_on)
    extended = request.extended_on is not None
    return request_term(request.kind, request.received_on, rules, law.holidays, extended=extended)


def vulnerable(database: Database, party_id: int, day: date) -> list[VulnerabilityRow]:
    """Return what makes a party vulnerable, as far as it may be shown on a day."""
    return rows(database, _VULNERABLE, VulnerabilityRow, (party_id, day))


def no_longer_agreed(database: Database, party_id: int, day: date) -> list[VulnerabilityRow]:
    """Return what is kept of a party though he agreed to it only until before a day: he is asked again, or it ends."""
    return rows(database, _NO_LONGER_AGREED, VulnerabilityRow, (party_id, day))


def estate(database: Database, party_id: int) -> EstateRow | None:
    """Return the estate of a party, None for one who is not known to have died."""
    return next(iter(rows(database, _ESTATE, EstateRow, (party_id,))), None)


def heirs(database: Database, estate_id: int) -> list[HeirRow]:
    """Return the known heirs."""
    return rows(database, _HEIRS, HeirRow, (estate_id,))


def demandable(database: Database, row: EstateRow, known: Sequence[HeirRow]) -> Finding[estates.Estate]:
    """Return of whom the debts of an estate can be demanded, and why."""
    respite = database.law.persons.estate_respite.applied(row.died_on).value
    return estates.demandable(
        [
            estates.Heir(
                one.party_id,
                one.acceptance,
                Fraction(one.parts, one.whole) if one.parts is not None and one.whole is not None else None,
            )
            for one in known
        ],
        add(row.died_on, respite),
    )


def bans(database: Database, party_id: int, day: date) -> list[BanRow]:
    """Return the bans on arrangements with a party that are not over on a day."""
    return rows(database, _BANS, BanRow, (party_id, day))


def recourse(database: Database, case_id: int) -> list[RecourseRow]:
    """Return what looks at recourse said, the last first."""
    return rows(database, _RECOURSE, RecourseRow, (case_id,))
