"""An office whose receipts the bank and a list tell of: what happens on its account day by day, and files of that."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from casebook.domain.bank import BankLine, Closed, Opened, StatementKind, Told
from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.money import ZERO, Cents
from casebook.jobs.bank import Source
from casebook.store import balances
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.parties import AddAccount, AddCreditor, AddParty, CreditorFacts, PartyFacts, ReceiptsFrom
from casebook.store.database import Database
from casebook.store.models.claims import Relation
from casebook.store.perform import perform
from casebook.store.runs import File
from casebook.store.transaction import Actor
from tests.jobs.statements import OURS, Bank

ONE_DAY = timedelta(days=1)
IBANS = ("NL20INGB0001234567", "NL86INGB0002445588", "NL44RABO0123456789")
NAMES = ("Van Dam Bouw", "Bakkerij De Vries", "Kaya Transport")
INVOICED, DUE = date(2026, 9, 1), date(2026, 10, 1)
AMOUNTS = (30_000, 52_500, 40_000, 30_000, 12_345)


class Debtor(NamedTuple):
    """A case with its claims by number."""

    case_id: int
    party_id: int
    name: str
    iban: str
    claims: dict[str, int]


class World:
    """Two entities of ours, one that goes by its bank and one that goes by its ledger, and three debtors.

    The first debtor has somebody beside him on his first claim, the last owes both entities.
    """

    def __init__(self, database: Database, actor: Actor, day: date) -> None:
        self.database, self.actor, self.day = database, actor, day
        self.bank = Bank(database, actor)
        party = self.act(AddParty(PartyFacts("Molenaar Zuid B.V.")))
        self.by_ledger: int = self.act(AddCreditor(party, CreditorFacts("MZ", receipts_from=ReceiptsFrom.LEDGER)))
        self.agency: int = self.act(AddParty(PartyFacts("Incasso Snel B.V.")))
        self.debtors = [self._debtor(place) for place in range(len(NAMES))]
        guarantor = self.act(AddParty(PartyFacts("Van Dam Beheer")))
        self.act(AddLiability(self.claim_ids[0], Liable(guarantor, Relation.JOINT)))

    def _debtor(self, place: int) -> Debtor:
        party = self.act(AddParty(PartyFacts(NAMES[place])))
        self.act(AddAccount(party, IBANS[place]))
        case_id = self.act(OpenCase(party, self.day, owner_person_id=self.actor.person))
        claims = {}
        for number in range(2):
            name = f"2026-7{place}{number}1"
            creditor_id = self.by_ledger if (place, number) == (2, 1) else self.bank.creditor
            facts = ClaimFacts(name, "contract", Capacity.BUSINESS, Agreed.CONTRACT, invoice_on=INVOICED, due_on=DUE)
            cents = Cents(AMOUNTS[(2 * place + number) % len(AMOUNTS)])
            claims[name] = self.act(AddClaim(case_id, creditor_id, cents, facts))
        return Debtor(case_id, party, NAMES[place], IBANS[place], claims)

    def act(self, command: object) -> Any:
        """Perform a command today and return its result."""
        return perform(self.database, self.actor, self.day, command).result

    @property
    def claim_ids(self) -> list[int]:
        return [id_ for debtor in self.debtors for id_ in debtor.claims.values()]

    def open_on(self, claim_id: int) -> Cents:
        return balances.in_all(self.database, claim_id).total

    def fetch(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.database.fetch(sql, values)]

    def version(self, table: str, id_: int) -> int:
        version: int = self.database.value(f"SELECT version FROM {table} WHERE id = ?", (id_,))
        return version

    def bring_in(self, *pages: "Page") -> None:
        """Import one file."""
        self.bank.run([file(*pages)], day=self.day)


class Days:
    """What happened on the account of the entity that goes by its bank, by the day of its booking."""

    def __init__(self) -> None:
        self.of: defaultdict[date, list[BankLine]] = defaultdict(list)

    def lines(self, first: date, last: date) -> tuple[BankLine, ...]:
        """Return what was booked from one day to another."""
        return tuple(line for day in sorted(self.of) if first <= day <= last for line in self.of[day])

    def statement(self, first: date, last: date) -> "Page":
        """Return the statement of some days, with its balances."""
        before = sum(line.cents for line in self.lines(date.min, first - ONE_DAY))
        return Page(self.lines(first, last), (first, last), Cents(before))

    def notice(self, day: date, places: Iterable[int]) -> "Page":
        """Return a notice of some entries of a day."""
        lines = self.of[day]
        return Page(tuple(lines[place] for place in sorted(set(places)) if place < len(lines)))


class Page(NamedTuple):
    """A statement of some days from an opening balance; a notice has neither."""

    lines: tuple[BankLine, ...]
    days: tuple[date, date] | None = None
    opening: Cents = ZERO

    def told(self) -> Iterator[Told]:
        """Yield it as a reader does."""
        if self.days is None:
            yield Opened(StatementKind.NOTICE, OURS, "EUR", "", "file: notice")
            yield from self.lines
            yield Closed()
            return
        yield Opened(StatementKind.STATEMENT, OURS, "EUR", "", "file: statement", *self.days, self.opening)
        yield from self.lines
        yield Closed(closing=Cents(self.opening + sum(one.cents for one in self.lines)))


def file(*pages: Page) -> Source:
    """Return a file of statements and notices."""

    def told() -> Iterator[Told]:
        for page in pages:
            yield from page.told()

    sha256 = hashlib.sha256(repr(list(told())).encode()).hexdigest()
    return Source(File("bank.xml", sha256, ""), told)


def line(day: date, cents: int, **said: Any) -> BankLine:
    """Return an entry of a day."""
    return BankLine(day, day, Cents(cents), "line", **said)


def reference(number: str) -> str:
    """Return the payment reference of an invoice with its check (ISO 11649)."""
    digits = "".join(str(int(letter, 36)) for letter in f"{number.replace('-', '')}RF00")
    return f"RF{98 - int(digits) % 97:02}{number.replace('-', '')}"


def divided(database: Database) -> dict[tuple[Any, ...], list[tuple[Any, ...]]]:
    """Return where each receipt of the bank went, by what the bank says of it."""
    sql = """
        SELECT e.value_on, e.cents, e.name, e.text, k.number, l.component, sum(a.cents), a.basis
        FROM bank_use u JOIN bank_entry e ON e.id = u.entry_id JOIN allocation a ON a.payment_id = u.payment_id
        LEFT JOIN ledger_entry l ON l.id = a.entry_id LEFT JOIN claim k ON k.id = l.claim_id
        WHERE u.undone_on IS NULL GROUP BY u.id, e.value_on, e.cents, e.name, e.text, k.number, l.component, a.basis
    """
    found: defaultdict[tuple[Any, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for on, cents, name, text, *went in database.fetch(sql):
        found[str(on), cents, name, text].append(tuple(map(str, went)))
    return {key: sorted(went) for key, went in found.items()}
