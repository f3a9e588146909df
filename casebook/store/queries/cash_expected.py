"""What is expected to come in, by week: only what the bank told, what was agreed and what was promised."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.arrangement.standing import RUNNING
from casebook.domain.calendar import ONE_DAY, Term, add
from casebook.domain.money import Cents
from casebook.domain.promises import PromiseState
from casebook.store import promised
from casebook.store.database import Database
from casebook.store.facts_of import arrangements
from casebook.store.queries.results import results
from casebook.store.rows import many, rows

_AT_ONCE = 500
_CENT = Decimal(1)


class Surety(StrEnum):
    """How sure it is."""

    CERTAIN = "cash_certain"
    LIKELY = "cash_likely"
    POSSIBLE = "cash_possible"


class Ground(StrEnum):
    """What it rests on."""

    RECEIVED = "cash_received"
    COLLECTION = "cash_collection"
    TERM = "cash_term"
    TERM_BEHIND = "cash_term_behind"
    PROMISE = "cash_promise"


SURETY = {
    Ground.RECEIVED: Surety.CERTAIN,
    Ground.COLLECTION: Surety.LIKELY,
    Ground.TERM: Surety.LIKELY,
    Ground.TERM_BEHIND: Surety.POSSIBLE,
    Ground.PROMISE: Surety.POSSIBLE,
}


class Expected(NamedTuple):
    """An amount that is expected on a day; `case_id` 0 where it is of no case yet."""

    ground: Ground
    on_day: date
    cents: Cents
    case_id: int
    case_number: str
    debtor: str

    @property
    def week(self) -> date:
        """The Monday of its week."""
        return self.on_day - timedelta(days=self.on_day.weekday())


class Cash(NamedTuple):
    """What is expected, and the shares of terms and promises that were kept over a year, None where none was judged."""

    expected: tuple[Expected, ...]
    terms: Decimal | None
    promises: Decimal | None

    def share(self, ground: Ground) -> Decimal | None:
        """Return the share that counts for a ground, in percent."""
        if ground is Ground.RECEIVED:
            return Decimal(100)
        return self.promises if ground is Ground.PROMISE else self.terms


class _Case(NamedTuple):
    case_id: int


class _Named(NamedTuple):
    case_id: int
    number: str
    name: str


class _Received(NamedTuple):
    on_day: date
    cents: Cents
    case_id: int


class _Collected(NamedTuple):
    instalment_id: int
    collect_on: date


_RUNNING = """
    SELECT DISTINCT a.case_id FROM arrangement a
    WHERE a.agreed_on IS NOT NULL AND COALESCE(a.completed_on, a.broken_on, a.superseded_on, a.withdrawn_on) IS NULL
    ORDER BY a.case_id
"""
_PROMISED = "SELECT DISTINCT case_id FROM promise WHERE due_on >= ? AND withdrawn_on IS NULL ORDER BY case_id"
_RECEIVED = "SELECT value_on, rest_cents, case_id FROM entry_now WHERE rest_cents > 0 {of} ORDER BY entry_id"
_COLLECTED = """
    SELECT c.instalment_id, c.collect_on FROM debit_collection c
    WHERE c.collect_on >= ? AND c.left_out_on IS NULL AND c.returned_on IS NULL
"""
_NAMES = "SELECT c.id, c.number, p.name FROM cases c JOIN party p ON p.id = c.debtor_id WHERE c.id IN ({marks})"
_OF_ENTITY = "SELECT DISTINCT case_id FROM claim WHERE creditor_id = ?"


def expected_share(cents: Cents, share: Decimal | None) -> Cents | None:
    """Return what of an amount is expected by a share in percent, None where no share is known."""
    return None if share is None else Cents(int((cents * share / 100).quantize(_CENT, ROUND_HALF_UP)))


def cash(database: Database, day: date, creditor_id: int | None = None) -> Cash:
    """Return what is expected from `day` on."""
    with database.snapshot():
        own = None
        if creditor_id is not None:
            own = frozenset(row.case_id for row in rows(database, _OF_ENTITY, _Case, (creditor_id,)))
        some = [*_terms(database, day), *_promises(database, day), *_received(database, day, creditor_id)]
        kept = results(database, add(day, Term(-1, "years")) + ONE_DAY, day, day)
        names = {
            one.case_id: one for one in many(database, _NAMES, _Named, sorted({row.case_id for row in some} - {0}))
        }
    found = []
    for row in some:
        if own is None or row.case_id in own or row.ground is Ground.RECEIVED:
            named = names.get(row.case_id)
            found.append(row._replace(case_number=named.number, debtor=named.name) if named else row)
    return Cash(tuple(sorted(found, key=lambda row: row.on_day)), kept.terms.share, kept.promises.share)


def _terms(database: Database, day: date) -> Iterator[Expected]:
    """Yield what is still to be paid of terms; what is overdue of an arrangement is expected this week."""
    collected = {row.instalment_id for row in rows(database, _COLLECTED, _Collected, (day,))}
    for some in _parts([row.case_id for row in rows(database, _RUNNING, _Case)]):
        for case_id, records in arrangements.load(database, some).items():
            for record in records:
                now = record.on(day).value
                if now.state in RUNNING:
                    for term in now.terms:
                        if term.rest > 0:
                            behind = now.behind > 0
                            ground = Ground.TERM_BEHIND if behind else Ground.TERM
                            if term.id in collected:
                                ground = Ground.COLLECTION
                            yield Expected(ground, max(term.due_on, day), term.rest, case_id, "", "")


def _promises(database: Database, day: date) -> Iterator[Expected]:
    for some in _parts([row.case_id for row in rows(database, _PROMISED, _Case, (day,))]):
        for case_id, standings in promised.standings(database, some, day).items():
            for one in standings:
                rest = Cents(one.promise.cents - one.received)
                if one.state is PromiseState.OPEN and one.promise.due_on >= day and rest > 0:
                    yield Expected(Ground.PROMISE, one.promise.due_on, rest, case_id, "", "")


def _received(database: Database, day: date, creditor_id: int | None) -> Iterator[Expected]:
    """Yield what came in on the bank and is not booked on a claim yet."""
    of, asked = ("", ()) if creditor_id is None else ("AND creditor_id = ?", (creditor_id,))
    for row in rows(database, _RECEIVED.format(of=of), _Received, asked):
        yield Expected(Ground.RECEIVED, max(row.on_day, day), row.cents, row.case_id, "", "")


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
