"""What is owed to the debtors of cases: their open requests, an estate, and consents that end."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import add, add_working_days
from casebook.domain.estate import PURE, REJECTED
from casebook.domain.person_request import request_term
from casebook.domain.signals.care import Care, OpenEstate, OpenRequest
from casebook.law.book import Book
from casebook.store.database import Database
from casebook.store.models.care import Acceptance, RequestKind
from casebook.store.request_rules import request_rules
from casebook.store.rows import many


class _Request(NamedTuple):
    case_id: int
    kind: RequestKind
    received_on: date
    acknowledged_on: date | None
    extended_on: date | None


class _Estate(NamedTuple):
    case_id: int
    died_on: date
    learned_on: date
    claimed_on: date | None


class _Heir(NamedTuple):
    case_id: int
    acceptance: Acceptance


class _Until(NamedTuple):
    case_id: int
    until_on: date


_REQUESTS = """
    SELECT case_id, kind, received_on, acknowledged_on, extended_on FROM person_request
    WHERE case_id IN ({marks}) AND answered_on IS NULL AND withdrawn_on IS NULL ORDER BY id
"""
_ESTATES = """
    SELECT c.id, e.died_on, e.learned_on, e.claimed_on FROM cases c JOIN estate e ON e.party_id = c.debtor_id
    WHERE c.id IN ({marks}) AND e.settled_on IS NULL
"""
_HEIRS = """
    SELECT c.id, h.acceptance FROM cases c JOIN estate e ON e.party_id = c.debtor_id JOIN heir h ON h.estate_id = e.id
    WHERE c.id IN ({marks}) ORDER BY h.id
"""
_VULNERABLE = """
    SELECT c.id, v.until_on FROM cases c JOIN vulnerability v ON v.party_id = c.debtor_id
    WHERE c.id IN ({marks}) AND v.ended_on IS NULL ORDER BY v.id
"""


@dataclass(slots=True)
class _Gathered:
    requests: list[OpenRequest] = field(default_factory=list)
    estate: OpenEstate | None = None
    vulnerable_until: list[date] = field(default_factory=list)


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, Care]:
    """Return what is owed to the debtors of cases; a case of which there is nothing to say is left out."""
    law, found = database.law, defaultdict[int, _Gathered](_Gathered)
    for request in many(database, _REQUESTS, _Request, case_ids):
        found[request.case_id].requests.append(_open_request(request, law))
    heirs: dict[int, list[str]] = defaultdict(list)
    estates = many(database, _ESTATES, _Estate, case_ids)
    for heir in many(database, _HEIRS, _Heir, [estate.case_id for estate in estates]):
        heirs[heir.case_id].append(heir.acceptance)
    for estate in estates:
        found[estate.case_id].estate = _open_estate(estate, heirs[estate.case_id], law)
    for vulnerable in many(database, _VULNERABLE, _Until, case_ids):
        found[vulnerable.case_id].vulnerable_until.append(vulnerable.until_on)
    return {
        case_id: Care(tuple(some.requests), some.estate, tuple(some.vulnerable_until))
        for case_id, some in found.items()
    }


def _open_request(request: _Request, law: Book) -> OpenRequest:
    rules = request_rules(law, request.received_on)
    extended = request.extended_on is not None
    term = request_term(request.kind, request.received_on, rules, law.holidays, extended=extended)
    acknowledge_by = term.value.acknowledge_by if request.acknowledged_on is None else None
    return OpenRequest(request.kind, request.received_on, term.value.answer_by, acknowledge_by, term.steps[0].source)


def _open_estate(estate: _Estate, acceptances: Sequence[str], law: Book) -> OpenEstate:
    sharing = [one for one in acceptances if one != REJECTED]
    return OpenEstate(
        estate.died_on,
        add(estate.died_on, law.persons.estate_respite.applied(estate.died_on).value),
        add_working_days(estate.learned_on, law.defaults.heirs.applied(estate.learned_on).value.found, law.holidays),
        len(acceptances),
        bool(sharing) and all(one == PURE for one in sharing),
        estate.claimed_on is not None,
    )
