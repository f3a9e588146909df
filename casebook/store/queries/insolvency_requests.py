"""What is asked of us in proceedings: of one case, and the board of all by the day on which each is answered."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.finding import Finding
from casebook.domain.insolvency.facts import EndKind, Kind
from casebook.domain.insolvency.offers import Weighed, weigh
from casebook.domain.insolvency.requests import AnswerBy, Course, RequestKind, Way, answer_by
from casebook.domain.letters.standing import LetterState
from casebook.domain.money import Cents
from casebook.store import balances
from casebook.store.database import Database
from casebook.store.models.arrangements import VatRoute
from casebook.store.queries.listing import Count, Listing, Part, count
from casebook.store.queries.narrowing import ALL, Narrowing, condition, in_bounds
from casebook.store.rows import rows


class Listed(StrEnum):
    """Which requests: those that wait for our answer, or all, the newest first."""

    OPEN = "open"
    ALL = "all"


class RequestRow(NamedTuple):
    """A request: in which case and proceeding, what is asked by whom, and what became of it.

    `letter_state` is how the letter that answered it stands, `represented_since` when it was seen that who asks may
    act for the debtor.
    """

    id: int
    version: int
    case_id: int
    number: str
    name: str
    insolvency_id: int
    insolvency: Kind
    party_id: int
    party: str
    kind: RequestKind
    received_on: date
    text: str
    reference: str
    as_of: date | None
    asked_by: date | None
    owner_person_id: int | None
    owner: str | None
    extended_until: date | None
    extended_because: str
    way: Way | None
    offered_percent: str | None
    expected_percent: str | None
    in_favour: int | None
    decided_on: date | None
    decided_because: str
    reviewed_on: date | None
    review: str
    answered_on: date | None
    answer: str
    letter_id: int | None
    letter_state: LetterState | None
    acknowledged_on: date | None
    withdrawn_on: date | None
    withdrawn_because: str
    next_due_on: date
    remission_cents: Cents | None
    vat_route: VatRoute | None

    @property
    def course(self) -> Course:
        """What happened with it."""
        return Course(
            self.kind,
            self.received_on,
            self.asked_by,
            self.extended_until,
            self.owner_person_id is not None,
            self.answered_on,
            self.acknowledged_on,
            self.withdrawn_on,
        )


class Assigned(NamedTuple):
    """How many requests a person is to answer, and by when the first; None where there are none."""

    number: int
    first_on: date | None


class Asking(NamedTuple):
    """Who acts in a live proceeding of the debtor, and may ask."""

    insolvency_id: int
    kind: Kind
    party_id: int
    name: str


_COLUMNS = """
    r.id, r.version, r.case_id, c.number, d.name, r.insolvency_id, i.kind, r.party_id, a.name, r.kind, r.received_on,
    r.text, r.reference, r.as_of, r.asked_by, r.owner_person_id, o.name, r.extended_until, r.extended_because, r.way,
    r.offered_percent, r.expected_percent, r.in_favour, r.decided_on, r.decided_because, r.reviewed_on, r.review,
    r.answered_on, r.answer, r.letter_id,
    (SELECT n.state FROM letter_now n WHERE n.letter_id = r.letter_id), r.acknowledged_on, r.withdrawn_on,
    r.withdrawn_because, r.next_due_on, r.remission_cents, r.vat_route
"""
_JOINED = """
    JOIN cases c ON c.id = r.case_id JOIN party d ON d.id = c.debtor_id JOIN insolvency i ON i.id = r.insolvency_id
    JOIN party a ON a.id = r.party_id LEFT JOIN person o ON o.id = r.owner_person_id
"""
_OF_CASE = f"""
    SELECT {_COLUMNS} FROM insolvency_request r {_JOINED} WHERE r.case_id = ? ORDER BY r.next_due_on, r.id DESC
"""  # noqa: S608 only constants
_ONE = f"SELECT {_COLUMNS} FROM insolvency_request r {_JOINED} WHERE r.id = ?"  # noqa: S608 only constants
_ASKING = """
    SELECT i.id, i.kind, p.party_id, p.name
    FROM cases c JOIN insolvency i ON i.party_id = c.debtor_id JOIN insolvency_person p ON p.insolvency_id = i.id
    WHERE c.id = ? AND i.confirmed_on IS NOT NULL AND i.ended_on IS NULL AND p.party_id IS NOT NULL
      AND (p.until_on IS NULL OR p.until_on >= ?)
    ORDER BY i.id DESC, p.id DESC
"""
_ASSIGNED = """
    SELECT count(*), min(next_due_on) FROM insolvency_request
    WHERE owner_person_id = ? AND answered_on IS NULL AND withdrawn_on IS NULL
"""
_CLAIMS = "SELECT id FROM claim WHERE case_id = ? ORDER BY id"


def requests(database: Database, listed: Listed, narrowing: Narrowing = ALL) -> Listing[RequestRow]:
    """Return requests: those that are open by the day on which they are answered, all of them the newest first."""
    bounds = Part("r.next_due_on < ?", (date.max,)) if listed is Listed.OPEN else Part()
    part = condition(database, narrowing, "r.case_id")
    part = in_bounds(bounds, part) if part.where else bounds
    column = "next_due_on" if listed is Listed.OPEN else "received_on"
    return Listing(
        RequestRow,
        _COLUMNS,
        "insolvency_request r",
        _JOINED,
        (f"r.{column}", "r.id"),
        lambda row: (getattr(row, column), row.id),
        (part,),
        descending=listed is Listed.ALL,
    )


def count_open(database: Database) -> Count:
    """Return how many requests wait for our answer."""
    return count(database, "SELECT 1 FROM insolvency_request WHERE next_due_on < ? ORDER BY next_due_on", (date.max,))


def assigned(database: Database, person: int) -> Assigned:
    """Return what a person was given to answer and did not yet."""
    return rows(database, _ASSIGNED, Assigned, (person,))[0]


def of_case(database: Database, case_id: int) -> list[RequestRow]:
    """Return the requests in a case, those that are open first."""
    return rows(database, _OF_CASE, RequestRow, (case_id,))


def request(database: Database, id_: int) -> RequestRow | None:
    """Return a request, None where there is none."""
    return next(iter(rows(database, _ONE, RequestRow, (id_,))), None)


def asking(database: Database, case_id: int, day: date) -> list[Asking]:
    """Return who may ask something in a case on a day."""
    return rows(database, _ASKING, Asking, (case_id, day))


def term_of(database: Database, row: RequestRow) -> AnswerBy:
    """Return by when a request is answered, and what says so."""
    return answer_by(row.course, database.law.insolvency)


def weighed(
    database: Database, row: RequestRow, day: date, offered: str | None, expected: str | None
) -> Finding[Weighed] | None:
    """Return what an offer comes to on what is open in the case, None where nobody said how much is offered."""
    if offered is None:
        return None
    ids = [id_ for (id_,) in database.fetch(_CLAIMS, (row.case_id,))]
    balance = Cents(sum(one.total for one in balances.payable(database, ids, day).values()))
    end = database.law.insolvency.effect.get(row.insolvency, {}).get(EndKind.COMPOSITION)
    bound_by = None if end is None else end.applied(day).source
    return weigh(balance, Decimal(offered), None if expected is None else Decimal(expected), bound_by)
