"""Lines for the books: each once, by whoever they are asked for, and together what changed in the ledger."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook.domain.component import Component
from casebook.domain.journal import JournalKind, JournalRow
from casebook.domain.money import Cents
from casebook.errors import Refused, Stale
from casebook.store import journal as unsent_lines
from casebook.store.actions.contra_items import AddContraItem
from casebook.store.actions.journal import MakeJournalBatch
from casebook.store.actions.ledger import ChargeCosts, CreditClaim, ReverseEntry
from casebook.store.actions.parties import ChangeCreditor, CreditorFacts, ReceiptsFrom
from casebook.store.actions.payments import RecordPayment, ReversePayment
from casebook.store.actions.receipts import Receipt
from casebook.store.actions.set_offs import SetOffClaim, SetOffShare, TakeBackSetOff
from casebook.store.actions.undo import UndoStep
from casebook.store.actions.write_offs import ReverseWriteOff, WriteOff
from casebook.store.models.bank import BankEntry, BankStatement, BankUse, UseKind
from casebook.store.models.books import ContraKind
from casebook.store.models.cases import Channel
from casebook.store.models.imports import ImportRun
from casebook.store.models.money import LedgerEntry
from casebook.store.perform import perform
from casebook.store.queries import journal
from casebook.store.verify import invariants
from tests.store.actions.desk import DUE, TODAY, Desk, at_once, undone
from tests.store.actions.refusal import refused

# The principal is not sent, so it is not counted.
CHANGED = """
    SELECT CAST(coalesce(sum(l.cents), 0) AS BIGINT)
    FROM ledger_entry l LEFT JOIN ledger_entry u ON u.id = l.reverses_id
    WHERE NOT (coalesce(u.kind, l.kind) = 'charge' AND l.component = 'principal')
"""


def batch(desk: Desk, until: date = TODAY) -> list[JournalRow]:
    return journal.lines(desk.database, desk.act(MakeJournalBatch(desk.creditor, until)))


def told(lines: list[JournalRow]) -> list[tuple[str, int]]:
    return [(line.kind.value, line.cents) for line in lines]


def test_everything_that_the_books_do_not_know_leaves_once(desk: Desk) -> None:
    claim = desk.claim("1", 100000)
    desk.act(RecordPayment(desk.case, Receipt(TODAY, Cents(30000)), accrue=True))
    desk.act(ChargeCosts(claim, Component.COURT_COSTS, Cents(500), DUE, "griffierecht"))
    desk.act(CreditClaim(claim, Cents(1000), TODAY, "retour"))
    desk.act(WriteOff(claim, Cents(2000), "klein"))
    owed = desk.act(AddContraItem(desk.creditor, desk.debtor, ContraKind.DEPOSIT, "9", Cents(400), DUE))
    desk.act(SetOffClaim(desk.case, owed, (SetOffShare(claim, Cents(400)),), TODAY, Channel.MAIL))
    lines = batch(desk)
    kinds = {kind for kind, _ in told(lines)}
    assert kinds == {"interest", "receipt", "costs", "credit", "set_off", "write_off"}
    assert sum(line.cents for line in lines if line.kind is JournalKind.RECEIPT) == -30000
    assert [line.line for line in lines] == list(range(1, len(lines) + 1))
    assert {(line.claim, line.debtor) for line in lines} == {("1", "Van Dam Bouw")}
    assert sum(line.cents for line in lines) == desk.database.value(CHANGED) - 2000
    refused("journal.nothing", desk.act, MakeJournalBatch(desk.creditor, TODAY))
    assert list(invariants.check(desk.database)) == []


def test_a_remission_that_is_reversed_goes_to_the_account_it_came_from(desk: Desk) -> None:
    claim = desk.claim("1", 100000)
    with desk.database.peewee.atomic():
        remitted = {"kind": "credit", "component": "principal", "on_day": TODAY, "arrangement_id": 1}
        entry = desk.transaction().add(LedgerEntry, claim_id=claim, cents=-1000, **remitted)
    desk.act(ReverseEntry(entry, "toch niet"))
    assert told(batch(desk)) == [("remission", -1000), ("remission", 1000)]


def test_what_was_sent_and_is_taken_back_leaves_again_as_its_opposite(desk: Desk) -> None:
    claim = desk.claim("1", 100000)
    entry = desk.act(ChargeCosts(claim, Component.COURT_COSTS, Cents(500), DUE, "griffierecht"))
    write_off = desk.act(WriteOff(claim, Cents(2000), "klein"))
    assert told(batch(desk)) == [("costs", 500), ("write_off", -2000)]
    desk.act(ReverseEntry(entry, "toch niet"))
    desk.act(ReverseWriteOff(write_off, "toch betaald"))
    assert told(batch(desk)) == [("costs", -500), ("write_off", 2000)]


def test_receipts_that_the_ledger_told_of_stay_here(desk: Desk) -> None:
    desk.claim("1", 100000)
    facts = CreditorFacts("WIJ", receipts_from=ReceiptsFrom.LEDGER)
    desk.act(ChangeCreditor(desk.creditor, desk.version("creditor", desk.creditor), facts))
    desk.pay(1000)
    refused("journal.nothing", desk.act, MakeJournalBatch(desk.creditor, TODAY))


def test_lines_of_later_days_wait(desk: Desk) -> None:
    claim = desk.claim("1", 100000)
    desk.act(ChargeCosts(claim, Component.COURT_COSTS, Cents(500), DUE, "griffierecht"))
    desk.act(CreditClaim(claim, Cents(1000), TODAY, "retour"))
    assert told(batch(desk, DUE)) == [("costs", 500)]
    assert told(batch(desk)) == [("credit", -1000)]


def test_a_batch_stays_what_it_was_and_is_not_undone(desk: Desk) -> None:
    claim = desk.claim("1", 100000)
    desk.act(CreditClaim(claim, Cents(1000), TODAY, "retour"))
    done = perform(desk.database, desk.actor, TODAY, MakeJournalBatch(desk.creditor, TODAY))
    before = journal.lines(desk.database, done.result)
    refused("journal.sent", desk.act, UndoStep(done.step or 0))
    desk.act(CreditClaim(claim, Cents(50), TODAY, "retour"))
    assert journal.lines(desk.database, done.result) == before
    last = journal.last(desk.database, desk.creditor)
    assert last is not None
    assert (last.number, last.lines, last.total) == (1, 1, -1000)


def test_two_people_at_once_get_one_batch(desk: Desk) -> None:
    claim = desk.claim("1", 100000)
    desk.act(CreditClaim(claim, Cents(1000), TODAY, "retour"))
    make = MakeJournalBatch(desk.creditor, TODAY)
    assert at_once(desk, [make, make]) == ["done", "journal.nothing"]
    assert desk.database.value("SELECT count(*) FROM journal_line") == 1


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["pay", "costs", "credit", "write off", "set off", "take back", "reverse", "return", "send"]),
        st.integers(1, 9000).map(Cents),
        st.integers(0, 40),
    ),
    min_size=3,
    max_size=14,
)


def command(step: tuple[str, Cents, int], desk: Desk, claim: int, owed: int) -> object:
    what, cents, back = step
    day = TODAY - timedelta(days=back)

    def nth(query: str) -> int:
        ids = [id_ for (id_,) in desk.database.fetch(query)]
        return ids[cents % len(ids)] if ids else 0

    match what:
        case "pay":
            return RecordPayment(desk.case, Receipt(day, cents, another=True), accrue=bool(back % 2))
        case "costs":
            return ChargeCosts(claim, Component.COURT_COSTS, cents, day, "x")
        case "credit":
            return CreditClaim(claim, cents, day, "x")
        case "write off":
            return WriteOff(claim, cents, "x")
        case "set off":
            return SetOffClaim(desk.case, owed, (SetOffShare(claim, cents),), day, Channel.MAIL)
        case "take back":
            id_ = nth("SELECT id FROM set_off ORDER BY id")
            return TakeBackSetOff(id_, 1, "x")
        case "reverse":
            return ReverseEntry(nth("SELECT id FROM ledger_entry ORDER BY id"), "x")
        case "return":
            return ReversePayment(nth("SELECT id FROM payment ORDER BY id"), "x", TODAY if back % 2 else None)
        case _:
            return MakeJournalBatch(desk.creditor, TODAY)


@given(steps=STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lines_come_to_what_changed_in_the_ledger_whenever_they_are_sent(desk: Desk, steps: list[Any]) -> None:
    with undone(desk.database):
        claim = desk.claim("1", 20000)
        owed = desk.act(AddContraItem(desk.creditor, desk.debtor, ContraKind.CREDIT_NOTE, "9", Cents(9000), DUE))
        for step in [*steps, ("send", Cents(1), 0)]:
            with suppress(Refused, Stale), desk.database.peewee.atomic():
                desk.act(command(step, desk, claim, owed))
        sent = desk.database.value("SELECT CAST(coalesce(sum(cents), 0) AS BIGINT) FROM journal_line")
        written = desk.database.value("SELECT CAST(coalesce(sum(cents), 0) AS BIGINT) FROM write_off")
        assert sent == desk.database.value(CHANGED) - written
        assert unsent_lines.unsent(desk.database, desk.creditor, TODAY) == []
        assert list(invariants.check(desk.database)) == []


def test_a_fee_of_an_agency_leaves_and_comes_back_however_it_is_taken_back(desk: Desk) -> None:
    with desk.database.peewee.atomic():
        tx = desk.transaction()
        run = tx.add(ImportRun, kind="bank", profile="", file_name="x", sha256="x", on_day=TODAY)
        account = {"account": "NL91ABNA0417164300", "creditor_id": desk.creditor}
        statement = tx.add(BankStatement, run_id=run, key="s", kind="statement", **account)
        days = {"booked_on": TODAY, "value_on": TODAY}
        entry = tx.add(BankEntry, statement_id=statement, key="e", cents=9300, **account, **days)
        fees = [
            tx.add(BankUse, entry_id=entry, kind=UseKind.AGENCY_FEE, cents=-cents, on_day=TODAY) for cents in (700, 50)
        ]
    assert told(batch(desk)) == [("agency_fee", 700), ("agency_fee", 50)]
    with desk.database.peewee.atomic():
        tx = desk.transaction()
        tx.change(tx.get(BankUse, fees[0]), undone_on=TODAY)
        tx.remove(tx.get(BankUse, fees[1]))
    assert told(batch(desk)) == [("agency_fee", -700), ("agency_fee", -50)]
    with desk.database.peewee.atomic():
        tx = desk.transaction()
        tx.change(tx.get(BankUse, fees[0]), undone_on=None)
    assert told(batch(desk)) == [("agency_fee", 700)]
    assert unsent_lines.unsent(desk.database, desk.creditor, TODAY) == []
