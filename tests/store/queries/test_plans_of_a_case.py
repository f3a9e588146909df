"""How the engines read what a case shows: by its indexes, whatever else the book holds."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from peewee import Model

from casebook.store.database import Database
from casebook.store.models.cases import Note
from casebook.store.models.claims import Evidence, Liability
from casebook.store.models.holds import Hold
from casebook.store.models.limitation import LimitationEvent, ProofMark, Reach, Reliance
from casebook.store.models.log import LogBody, LogCase, LogLine
from casebook.store.models.money import Allocation, LedgerEntry, Payment, WriteOff
from casebook.store.models.parties import (
    Account,
    Address,
    Alias,
    ContactPoint,
    Creditor,
    DebtorNumber,
    Representation,
)
from casebook.store.queries import bookings, choices, debtor, payments, recorded
from casebook.store.queries.changes import changes_of
from casebook.store.queries.entries import entries
from casebook.store.queries.payees import payees
from casebook.store.queries.timeline import Timeline
from tests.store.queries.recorded import asked
from tests.store.queries.shelf import CREDITOR, PERSONS, TODAY, logged, put, shelve, some
from tests.store.queries.test_plans import plan

CASES = 10_000
CASE = 17
LINES = 20_000
_KEPT = (
    "account|address|alias|allocation|cases|claim|contact_point|debtor_number|evidence|hold|ledger_entry|liability"
    "|limitation_event|log|log_body|log_case|note|party|payment|proof_mark|reach|reliance|representation|write_off"
)
WHOLE = {
    "sqlite": re.compile(r"SCAN (?!counted|\(|CONSTANT)"),
    "postgresql": re.compile(rf"Seq Scan on ({_KEPT})\b"),
}


def fill(database: Database) -> None:
    """Put a book into the tables in which each case has its share of everything, by an id that is that of the case."""
    shelve(database, some(CASES))

    def every(model: type[Model], *refers: str, **more: Any) -> None:
        put(database, model, [{"id": n, **dict.fromkeys(refers, n), **more} for n in range(1, CASES + 1)])

    money = {"on_day": TODAY, "cents": 100}
    with database.peewee.atomic():
        put(database, Creditor, [{"id": n, "party_id": n, "code": f"C{n}"} for n in range(1, 501)])
        every(Payment, "case_id", source="hand", **money)
        every(LedgerEntry, "claim_id", kind="charge", component="principal", **money)
        put(database, Allocation, [
            {"id": n, "payment_id": n, "entry_id": n, "cents": 100, "basis": "payment.chosen", "source": ""}
            for n in range(1, CASES + 1)
        ])  # fmt: skip
        every(WriteOff, "claim_id", reason="x", **money)
        every(Reliance, "claim_id", "party_id", clock="principal", reason="x", review_on=TODAY)
        every(Liability, "claim_id", "party_id", relation="joint")
        every(Evidence, "claim_id", kind="price", status="missing")
        every(Hold, "case_id", reason="x", from_on=TODAY)
        every(Note, "case_id", on_day=TODAY, person_id=PERSONS[0], text="x")
        every(LimitationEvent, "case_id", kind="demand", on_day=TODAY)
        put(database, ProofMark, [
            {"id": n, "event_id": n, "proof": "asserted", "on_day": TODAY} for n in range(1, CASES + 1)
        ])  # fmt: skip
        put(database, Reach, [{"id": n, "event_id": n, "party_id": n, "claim_id": n} for n in range(1, CASES + 1)])
        every(Address, "party_id")
        every(ContactPoint, "party_id", kind="phone", value="1", person_name="x")
        every(Alias, "party_id", name="x")
        every(Account, "party_id", iban="x")
        put(database, DebtorNumber, [
            {"id": n, "creditor_id": CREDITOR, "party_id": n, "number": str(n)} for n in range(1, CASES + 1)
        ])  # fmt: skip
        put(database, Representation, [
            {"id": n, "party_id": n, "representative_id": n % CASES + 1, "role": "lawyer"} for n in range(1, CASES + 1)
        ])  # fmt: skip
        lines = [logged(n, n % 1000) for n in range(1, LINES + 1)]
        put(
            database,
            LogLine,
            [{**line, "command": "step.undo"} if line["number"] // 1000 % 2 else line for line in lines],
        )
        put(database, LogCase, [{"case_id": n % 1000, "number": n} for n in range(1, LINES + 1)])
        put(database, LogBody, [{"number": n, "salt": "", "body": body(n)} for n in range(1, LINES + 1)])
    database.execute("VACUUM ANALYZE" if database.is_postgresql else "ANALYZE")


def body(number: int) -> str:
    """Return a note on a case, or that the one before it was taken back."""
    if number // 1000 % 2:
        return f'{{"arguments":{{"step":{number - 1000}}},"changes":[]}}'
    return f'{{"arguments":{{"case_id":{number % 1000},"text":"x"}},"changes":[]}}'


def works(database: Database) -> Iterator[tuple[str, Callable[[], object]]]:
    yield "party", lambda: debtor.party(database, CASE)
    yield "other cases", lambda: debtor.other_cases(CASE, 0).after(database)
    yield "liable", lambda: debtor.liable(database, CASE)
    for name, listing in (
        ("payments", payments.payments(CASE)),
        ("entries", entries(CASE)),
        ("timeline", Timeline(CASE)),
    ):
        page: Any = listing.after(database)
        key = page.rows[0].key
        yield f"{name}, first", partial(listing.after, database)
        yield f"{name}, after", partial(listing.after, database, key)
        yield f"{name}, before", partial(listing.before, database, key)
        yield f"{name}, count", partial(listing.count, database)
    yield "allocated", lambda: payments.allocated(database, payments.payments(CASE).after(database))
    yield "changes", lambda: changes_of(database, CASE)
    for of_case in (
        choices.documents,
        choices.holds,
        choices.claims,
        choices.payments,
        bookings.bookings,
        bookings.write_offs,
    ):
        yield of_case.__name__, partial(of_case, database, CASE)
    for of_clocks in (recorded.events, recorded.reliances, payees):
        yield of_clocks.__name__, partial(of_clocks, database, CASE)
    for on_day in (choices.speakers, bookings.sheets):
        yield on_day.__name__, partial(on_day, database, CASE, TODAY)


def test_a_case_is_read_by_indexes(database: Database) -> None:
    fill(database)
    found = [
        f"{title}: {line.strip()} — {' '.join(statement.split())}"
        for title, work in works(database)
        for statement, parameters in asked(database, work)
        for line in plan(database, statement, parameters)
        if WHOLE[database.engine].search(line)
    ]
    assert not found, "\n".join(found)
