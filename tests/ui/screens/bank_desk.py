"""What tests of the bank inbox begin with: entries of the bank, brought in as a file brings them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.bank import BankLine, Closed, Opened, StatementKind, Told
from casebook.domain.money import Cents
from casebook.jobs import bank
from casebook.jobs.bank import Import, Source
from casebook.store.actions.parties import AddAccount
from casebook.store.perform import perform
from casebook.store.runs import File
from tests.databases import TODAY
from tests.sample import Office

OURS, OPENING = "NL86INGB0002445588", 100_000
# Open claims of one case each, the oldest cases first, of the entity whose account it is.
_OWED = """
    SELECT c.id, c.number, p.name, k.id, k.number, CAST(sum(l.cents) AS BIGINT)
    FROM cases c JOIN party p ON p.id = c.debtor_id JOIN claim k ON k.case_id = c.id
    JOIN ledger_entry l ON l.claim_id = k.id
    WHERE k.creditor_id = ? AND c.state <> 'closed' AND k.ended_on IS NULL AND k.foreign_cents IS NULL
    AND (SELECT count(*) FROM claim o WHERE o.case_id = c.id) = 1
    GROUP BY c.id, c.number, p.name, k.id, k.number HAVING sum(l.cents) > 0 ORDER BY c.id LIMIT 60
"""
_CREDITOR = "SELECT id, party_id FROM creditor WHERE receipts_from = 'bank' ORDER BY id LIMIT 1"


class Owed(NamedTuple):
    """A claim that is open in a case that has no other."""

    case_id: int
    case_number: str
    name: str
    claim_id: int
    claim: str
    cents: int


def nothing_waits(office: Office) -> None:
    """Take what the sample has out of the bank inbox, and give the first entity an account that tells nothing yet."""
    for table in ("entry_now", "entry_candidate"):
        office.database.execute(f"DELETE FROM {table}")
    ((_, party_id),) = office.database.fetch(_CREDITOR)
    perform(office.database, office.actor, TODAY, AddAccount(party_id, OURS))


def owed(office: Office) -> list[Owed]:
    """The claims that are open on the first entity."""
    ((creditor_id, _),) = office.database.fetch(_CREDITOR)
    return [Owed(*row) for row in office.database.fetch(_OWED, (creditor_id,))]


def received(cents: int, name: str, text: str, iban: str | None = None, on: date = TODAY, **more: str) -> BankLine:
    """An entry as the bank tells it."""
    return BankLine(on, on, Cents(cents), "a.xml", name=name, iban=iban, text=text, **more)  # type: ignore[arg-type]  # texts


def bring_in(office: Office, lines: Sequence[BankLine], number: str = "2026-220", opening: int = OPENING) -> None:
    """Bring a statement of one account in, as a file does."""
    days = sorted(line.booked_on for line in lines)
    closing = Cents(opening + sum(line.cents for line in lines))

    def told() -> Iterator[Told]:
        yield Opened(StatementKind.STATEMENT, OURS, "EUR", number, "a.xml", days[0], days[-1], Cents(opening))
        yield from lines
        yield Closed(closing=closing)

    file = File(f"camt-{number}.xml", f"sha-{number}", "")
    bank.run(Import(office.database, office.actor, TODAY, [Source(file, told)]))
