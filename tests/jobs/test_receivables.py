"""A list of receivables: what is new comes in, what differs is proposed, and the same list twice is the list once."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.money import Cents
from casebook.domain.vat.parts import Treatment
from casebook.errors import CasebookError, InputError, Refused
from casebook.exchange import profile_reading as profiles
from casebook.jobs import receivables
from casebook.jobs.import_report import Report
from casebook.jobs.importing import Import, Options
from casebook.store import import_runs, log
from casebook.store.actions.cases import CloseCase, OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts, WithdrawClaim
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.proposals import AcceptProposal
from casebook.store.actions.receipts import Receipt
from casebook.store.actions.vat import RatePart, StateVat
from casebook.store.database import Database
from casebook.store.models.cases import Closing
from casebook.store.perform import perform
from casebook.store.transaction import Actor, Transaction
from casebook.store.verify import verify

TODAY = date(2026, 11, 21)
PLAIN = Options()
DUE = date(2026, 10, 31)
ROW = {
    "Administratie": "A",
    "Debiteurnummer": "100",
    "Naam": "Bakkerij De Molen",
    "KvK-nummer": "",
    "Postcode": "1234 AB",
    "Factuurnummer": "F1",
    "Factuurdatum": "01-10-2026",
    "Vervaldatum": "31-10-2026",
    "Factuurbedrag": "1.240,00",
    "Openstaand": "1.240,00",
    "Valuta": "EUR",
    "Plaats": "",
    "Betwist": "",
    "Klantsoort": "",
}
TITLES = ";".join(ROW)


class Lists:
    """Writes lists and imports them."""

    def __init__(self, database: Database, actor: Actor, folder: Path) -> None:
        self.database, self.actor, self._folder = database, actor, folder
        self._made = 0

    def of(self, *rows: dict[str, str]) -> Path:
        self._made += 1
        file = self._folder / f"list{self._made}.csv"
        lines = [";".join({**ROW, **row}.values()) for row in rows]
        file.write_text("\n".join([TITLES, *lines, ""]), "cp1252")
        return file

    def with_rates(self, *rows: dict[str, str]) -> Path:
        """Write a list that has the VAT at the high rate too."""
        file = self.of(*rows)
        lines = [";".join({**ROW, "Btw hoog": "", **row}.values()) for row in rows]
        file.write_text("\n".join([f"{TITLES};Btw hoog", *lines, ""]), "cp1252")
        return file

    def bring_in(self, *rows: dict[str, str], options: Options = PLAIN, day: date = TODAY) -> Report:
        return self.run(self.of(*rows), options, day)

    def run(self, file: Path, options: Options = PLAIN, day: date = TODAY, profile: str = "open-items-nl") -> Report:
        how = receivables.load_profile(self.database, profile)
        return receivables.run(Import(self.database, self.actor, day, file, how, options))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.database.fetch(sql)

    def proposals(self) -> list[tuple[Any, ...]]:
        return self.rows("SELECT code, cents FROM proposal ORDER BY id")


@pytest.fixture
def lists(database: Database, actor: Actor, tmp_path: Path) -> Lists:
    return Lists(database, actor, tmp_path)


def counted(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.unchanged, report.proposed, report.absent


def test_new_items_become_claims_in_one_case_of_the_debtor_with_a_first_look(lists: Lists) -> None:
    report = lists.bring_in(
        {}, {"Factuurnummer": "F2"}, {"Factuurnummer": "F3", "Debiteurnummer": "200", "Naam": "Café [/b]"}
    )
    assert counted(report) == (3, 0, 0, 0)
    assert report.new_creditors == ("A",)
    assert lists.rows("SELECT number, state, next_kind FROM cases ORDER BY id") == [
        ("2026-0001", "open", "first_look"),
        ("2026-0002", "open", "first_look"),
    ]
    assert lists.rows("SELECT t.name FROM cases c JOIN team t ON t.id = c.owner_team_id GROUP BY t.name") == [
        ("Bijzonder Beheer",)
    ]
    assert lists.rows("SELECT cents, kind FROM ledger_entry") == [(124000, "charge")] * 3
    # A claim of unknown kind is never called a contract by default.
    assert lists.rows("SELECT DISTINCT kind, capacity, agreed FROM claim") == [("unknown", None, None)]
    assert lists.rows("SELECT count(*) FROM case_now WHERE holds_until > '2026-11-21'") == [(2,)]
    assert list(verify(lists.database, TODAY)) == []


def test_the_same_list_twice_is_the_list_once(lists: Lists) -> None:
    rows: tuple[dict[str, str], ...] = ({}, {"Factuurnummer": "F2"}, {"Factuurnummer": "F3", "Openstaand": "240,00"})
    lists.bring_in(*rows)
    before = (
        lists.rows("SELECT count(*) FROM claim"),
        lists.proposals(),
        lists.rows("SELECT count(*) FROM ledger_entry"),
    )
    assert counted(lists.bring_in(*rows)) == (0, 3, 0, 0)
    assert before == (
        lists.rows("SELECT count(*) FROM claim"),
        lists.proposals(),
        lists.rows("SELECT count(*) FROM ledger_entry"),
    )


def test_two_alike_invoices_of_one_day_are_two_claims(lists: Lists) -> None:
    assert counted(lists.bring_in({}, {"Factuurnummer": "F2"})) == (2, 0, 0, 0)


@pytest.mark.parametrize(
    ("change", "proposed"),
    [
        ({"Vervaldatum": "15-11-2026"}, [("proposal.changed_day", None)]),
        ({"Factuurbedrag": "1.250,00", "Openstaand": "1.250,00"}, [("proposal.changed_amount", None)]),
        ({"Openstaand": "1.000,00"}, [("proposal.paid", 24000)]),
        (
            {"Vervaldatum": "15-11-2026", "Openstaand": "0,00"},
            [("proposal.changed_day", None), ("proposal.paid", 124000)],
        ),
    ],
)
def test_what_a_later_list_says_otherwise_is_proposed_and_the_claim_stays(
    lists: Lists, change: dict[str, str], proposed: list[tuple[str, int | None]]
) -> None:
    lists.bring_in({})
    before = lists.rows("SELECT * FROM claim"), lists.rows("SELECT * FROM ledger_entry")
    report = lists.bring_in(change)
    assert counted(report) == (0, 0, len(proposed), 0)
    assert lists.proposals() == proposed
    assert (lists.rows("SELECT * FROM claim"), lists.rows("SELECT * FROM ledger_entry")) == before
    # The same list again says nothing new.
    assert counted(lists.bring_in(change)) == (0, 1, 0, 0)


def test_a_settled_item_proposes_a_payment_once(lists: Lists, test_data: Path) -> None:
    file = test_data / "receivables" / "ibm-accounts-receivable.csv"
    report = lists.run(file, profile="ibm")
    assert counted(report) == (2466, 0, 2466, 0)
    assert lists.rows("SELECT count(*) FROM cases") == [(100,)]
    assert lists.rows("SELECT DISTINCT code FROM proposal") == [("proposal.settled",)]
    assert lists.rows("SELECT count(*) FROM payment") == [(0,)]
    # Claims of 2013 without any event are not possibly lapsed: their history is missing.
    assert lists.rows("SELECT DISTINCT state, listed FROM clock_now") == [("history_missing", "history_missing")]
    assert counted(lists.run(file, profile="ibm")) == (0, 2466, 0, 0)
    assert [problem for problem in verify(lists.database, TODAY) if problem.wrong] == []


def test_an_absent_item_closes_nothing(lists: Lists) -> None:
    lists.bring_in({}, {"Factuurnummer": "F2"}, {"Factuurnummer": "F3"})
    report = lists.bring_in({}, {"Factuurnummer": "F3"}, options=Options(confirm=True))
    assert counted(report) == (0, 2, 0, 1)
    assert lists.proposals() == [("proposal.absent", None)]
    assert lists.rows("SELECT count(*) FROM claim WHERE ended_on IS NOT NULL") == [(0,)]
    assert lists.rows("SELECT count(*) FROM cases WHERE state = 'closed'") == [(0,)]
    # Told once.
    assert lists.bring_in({}, {"Factuurnummer": "F3"}, options=Options(confirm=True)).absent == 0


def test_a_much_shorter_list_needs_confirmation_and_writes_nothing_before(lists: Lists) -> None:
    lists.bring_in(*({"Factuurnummer": f"F{n}"} for n in range(10)))
    head = log.head(lists.database)
    with pytest.raises(Refused, match=r"import\.shorter"):
        lists.bring_in(*({"Factuurnummer": f"F{n}"} for n in range(6)))
    assert log.head(lists.database) == head
    assert lists.bring_in(*({"Factuurnummer": f"F{n}"} for n in range(6)), options=Options(confirm=True)).absent == 4
    # What counts is the list before, not all there ever was.
    assert lists.bring_in(*({"Factuurnummer": f"F{n}"} for n in range(5))).items == 5


def test_another_name_under_a_number_is_an_alias_to_look_at(lists: Lists) -> None:
    lists.bring_in({}, {"Factuurnummer": "F2", "Naam": "BAKKERIJ DE MOLEN"})
    lists.bring_in({}, {"Factuurnummer": "F2"}, {"Factuurnummer": "F3", "Naam": "De Molen Brood B.V."})
    assert lists.rows("SELECT name, flagged FROM alias") == [("De Molen Brood B.V.", 1)]
    assert lists.rows("SELECT count(*) FROM cases") == [(1,)]


def test_a_trade_register_number_joins_debtors_and_name_with_postcode_only_flags_them(lists: Lists) -> None:
    lists.bring_in({"KvK-nummer": "12345678"})
    lists.bring_in({}, {"Factuurnummer": "F2", "Debiteurnummer": "300", "KvK-nummer": "12345678"})
    assert lists.rows("SELECT count(*) FROM cases") == [(1,)]
    lists.bring_in({}, {"Factuurnummer": "F2"}, {"Factuurnummer": "F9", "Debiteurnummer": "400"})
    assert lists.rows("SELECT count(*) FROM cases") == [(2,)]
    assert ("proposal.same_debtor", None) in lists.proposals()


def test_a_dry_run_tells_the_same_and_writes_nothing(lists: Lists) -> None:
    rows: tuple[dict[str, str], ...] = (
        {},
        {"Factuurnummer": "F2", "Openstaand": "40,00"},
        {"Factuurnummer": "F3", "Valuta": "USD"},
    )
    head = log.head(lists.database)
    tried = lists.bring_in(*rows, options=Options(dry_run=True))
    assert log.head(lists.database) == head
    assert lists.rows("SELECT count(*) FROM claim") == lists.rows("SELECT count(*) FROM import_run") == [(0,)]
    done = lists.bring_in(*rows)
    assert (counted(tried), tried.refused) == (counted(done), done.refused) == ((2, 0, 1, 0), 1)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"Valuta": "USD"}, "import.row.currency"),
        ({"Factuurbedrag": "=1+1"}, "import.row.amount"),
        ({"Factuurdatum": "31-02-2026"}, "import.row.day"),
        ({"Factuurbedrag": "0,00", "Openstaand": "0,00"}, "import.row.nothing"),
    ],
)
def test_a_row_that_is_refused_says_why_and_the_others_come_in(lists: Lists, row: dict[str, str], code: str) -> None:
    report = lists.bring_in({}, {"Factuurnummer": "F2", **row})
    assert (report.added, report.refused) == (1, 1)
    assert [(reason.line, reason.code) for reason in report.reasons] == [(3, code)]


def test_strict_writes_nothing_for_one_bad_row(lists: Lists) -> None:
    head = log.head(lists.database)
    with pytest.raises(Refused, match=r"import\.strict"):
        lists.bring_in({}, {"Factuurnummer": "F2", "Valuta": "USD"}, options=Options(strict=True))
    assert log.head(lists.database) == head


def test_a_file_that_breaks_off_writes_nothing(lists: Lists) -> None:
    file = lists.of(*({"Factuurnummer": f"F{n}"} for n in range(20)))
    file.write_bytes(file.read_bytes()[:-20] + b'A;"and no end')
    head = log.head(lists.database)
    with pytest.raises(InputError):
        lists.run(file)
    assert log.head(lists.database) == head


def test_a_run_that_was_killed_is_finished_by_running_it_again(lists: Lists, monkeypatch: pytest.MonkeyPatch) -> None:
    file = lists.of(*({"Factuurnummer": f"F{n}", "Debiteurnummer": str(n % 9)} for n in range(25)))
    monkeypatch.setattr(receivables, "CHUNK", 10)
    stop_after(monkeypatch, 2)
    with pytest.raises(ZeroDivisionError):
        lists.run(file)
    monkeypatch.undo()
    # They stand in the queue before anything else is known about them.
    assert lists.rows("SELECT count(*), min(why) FROM case_now") == [(9, "signal.next_action")]
    assert lists.rows("SELECT state FROM import_run") == [("running",)]
    assert lists.rows("SELECT count(*) FROM claim") == [(20,)]
    assert [problem for problem in verify(lists.database, TODAY) if problem.wrong] == []
    assert counted(lists.run(file)) == (5, 20, 0, 0)
    assert lists.rows("SELECT state, rows FROM import_run") == [("done", 25)]
    assert lists.rows("SELECT count(*) FROM case_now WHERE holds_until > '2026-11-21'") == [(9,)]
    assert list(verify(lists.database, TODAY)) == []


def stop_after(monkeypatch: pytest.MonkeyPatch, chunks: int) -> None:
    """Let the import break off before the chunk that follows so many."""
    write: Callable[..., Any] = import_runs.write
    done = iter(range(chunks))

    def written(*arguments: Any) -> Any:
        if next(done, None) is None:
            raise ZeroDivisionError
        return write(*arguments)

    monkeypatch.setattr(import_runs, "write", written)


def test_a_list_of_nothing_but_bad_rows_asks_for_the_right_profile(lists: Lists) -> None:
    with pytest.raises(CasebookError, match=r"import\.nothing"):
        lists.bring_in({"Valuta": "USD"})


def test_who_is_no_handler_is_refused(lists: Lists) -> None:
    lists.actor = Actor(lists.actor.person, frozenset())
    with pytest.raises(Refused, match=r"actions\.role"):
        lists.bring_in({})


def test_names_and_trade_register_numbers_within_one_list(lists: Lists) -> None:
    lists.bring_in(
        {"KvK-nummer": "12345678"},
        {"Factuurnummer": "F2", "Naam": "De Molen Brood"},
        {"Factuurnummer": "F3", "Debiteurnummer": "300", "KvK-nummer": "12345678"},
    )
    assert lists.rows("SELECT name, flagged FROM alias") == [("De Molen Brood", 1)]
    assert lists.rows("SELECT count(*) FROM cases") == [(1,)]


def test_a_new_case_of_a_debtor_makes_his_closed_one_anew(lists: Lists) -> None:
    lists.bring_in({"Factuurbedrag": "50,00", "Openstaand": "50,00"}, day=date(2026, 11, 1))
    ((case_id, version),) = lists.rows("SELECT id, version FROM cases")
    perform(lists.database, lists.actor, TODAY, CloseCase(case_id, version, Closing.RETURNED_TO_REGULAR))
    lists.bring_in({"Factuurbedrag": "50,00", "Openstaand": "50,00"}, {"Factuurnummer": "F2"})
    assert lists.rows("SELECT state FROM cases ORDER BY id") == [("closed",), ("open",)]
    assert list(verify(lists.database, TODAY)) == []


@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
@pytest.mark.parametrize("meanwhile", ["closed", "opened"])
def test_what_a_colleague_does_with_the_case_meanwhile_is_seen(
    lists: Lists, meanwhile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists.bring_in({"Factuurbedrag": "50,00", "Openstaand": "50,00"})
    ((case_id, version, debtor_id),) = lists.rows("SELECT id, version, debtor_id FROM cases")
    close = CloseCase(case_id, version, Closing.RETURNED_TO_REGULAR)
    if meanwhile == "opened":
        perform(lists.database, lists.actor, TODAY, close)
    command = close if meanwhile == "closed" else OpenCase(debtor_id, TODAY, owner_person_id=lists.actor.person)
    # On PostgreSQL several write at once, until the case is locked.
    lock = Transaction.lock

    def first(tx: Transaction, cases: Iterable[int]) -> None:
        monkeypatch.setattr(Transaction, "lock", lock)
        colleague = Database(lists.database.address)
        colleague.connect()
        perform(colleague, lists.actor, TODAY, command)
        colleague.close()
        lock(tx, cases)

    monkeypatch.setattr(Transaction, "lock", first)
    lists.bring_in({"Factuurbedrag": "50,00", "Openstaand": "50,00"}, {"Factuurnummer": "F2"})
    owed = "SELECT c.state FROM claim k JOIN cases c ON c.id = k.case_id ORDER BY k.id"
    assert lists.rows(owed) == [("closed",), ("open",)]
    assert lists.rows("SELECT count(*) FROM cases") == [(2,)]
    assert list(verify(lists.database, TODAY)) == []


def test_a_run_by_another_profile_is_another_run(lists: Lists, monkeypatch: pytest.MonkeyPatch) -> None:
    file = lists.of({})
    stop_after(monkeypatch, 0)
    with pytest.raises(ZeroDivisionError):
        lists.run(file)
    monkeypatch.undo()
    profile = receivables.load_profile(lists.database, "open-items-nl")
    other = replace(profile, name="eigen")
    receivables.run(Import(lists.database, lists.actor, TODAY, file, other))
    assert lists.rows("SELECT profile, state FROM import_run ORDER BY id") == [
        ("open-items-nl", "running"),
        ("eigen", "done"),
    ]


def test_a_case_whose_derived_rows_are_gone_comes_back(lists: Lists) -> None:
    lists.bring_in({"Factuurbedrag": "50,00", "Openstaand": "50,00"})
    ((case_id, version),) = lists.rows("SELECT id, version FROM cases")
    perform(lists.database, lists.actor, TODAY, CloseCase(case_id, version, Closing.RETURNED_TO_REGULAR))
    lists.database.execute("DELETE FROM case_now")
    lists.bring_in({"Factuurbedrag": "60,00", "Openstaand": "60,00"})
    assert list(verify(lists.database, TODAY)) == []


def test_a_claim_that_was_entered_by_hand_is_known_when_a_list_has_it(lists: Lists) -> None:
    lists.bring_in({})
    ((case_id, creditor_id),) = lists.rows("SELECT case_id, creditor_id FROM claim")
    facts = ClaimFacts("F2", "contract", Capacity.BUSINESS, Agreed.CONTRACT, invoice_on=DUE, due_on=DUE)
    by_hand = perform(lists.database, lists.actor, TODAY, AddClaim(case_id, creditor_id, Cents(100000), facts)).result
    # What the list does not know, such as the kind of claim, is no difference.
    assert counted(lists.bring_in({}, {"Factuurnummer": "F2", "Factuurdatum": "31-10-2026"})) == (0, 1, 1, 0)
    assert lists.proposals() == [("proposal.changed_amount", None)]
    assert counted(lists.bring_in({}, {"Factuurnummer": "F2", "Factuurdatum": "31-10-2026"})) == (0, 2, 0, 0)
    assert lists.rows("SELECT count(*) FROM claim") == [(2,)]
    perform(lists.database, lists.actor, TODAY, WithdrawClaim(by_hand, 1, "dubbel"))
    # What is ended is neither absent from a list, nor what a list means by its number.
    assert lists.bring_in({}, options=Options(confirm=True)).absent == 0
    assert lists.proposals() == [("proposal.changed_amount", None)]


def test_a_claim_that_was_withdrawn_is_not_what_a_list_means_by_its_number(lists: Lists) -> None:
    lists.bring_in({})
    ((case_id, creditor_id),) = lists.rows("SELECT case_id, creditor_id FROM claim")
    facts = ClaimFacts("F2", "contract", Capacity.BUSINESS, Agreed.CONTRACT, invoice_on=DUE, due_on=DUE)
    by_hand = perform(lists.database, lists.actor, TODAY, AddClaim(case_id, creditor_id, Cents(100000), facts)).result
    perform(lists.database, lists.actor, TODAY, WithdrawClaim(by_hand, 1, "verkeerde debiteur"))
    assert lists.bring_in({}, {"Factuurnummer": "F2"}).added == 1


def test_what_is_paid_or_of_another_entity_is_not_absent(lists: Lists) -> None:
    lists.bring_in({}, {"Factuurnummer": "F2"}, {"Factuurnummer": "F3", "Administratie": "B"})
    ((case_id, claim_id),) = lists.rows("SELECT case_id, id FROM claim WHERE number = 'F2'")
    paid = Receipt(TODAY, Cents(124000), designation=(claim_id,))
    perform(lists.database, lists.actor, TODAY, RecordPayment(case_id, paid))
    assert lists.bring_in({}, options=Options(confirm=True)).absent == 0


def test_a_fact_that_was_not_known_is_proposed_as_text(lists: Lists) -> None:
    lists.bring_in({})
    lists.bring_in({"Klantsoort": "zakelijk"})
    assert lists.proposals() == [("proposal.changed", None)]


def test_one_dispute_is_one_track(lists: Lists) -> None:
    lists.bring_in({"Betwist": "ja"})
    lists.bring_in({"Betwist": "ja"}, {"Factuurnummer": "F2", "Betwist": "ja"})
    assert lists.rows("SELECT kind FROM track") == [("dispute",)]


def test_an_invoice_of_a_day_ahead_is_charged_today(lists: Lists) -> None:
    lists.bring_in({"Factuurdatum": "01-12-2026", "Vervaldatum": "31-12-2026"})
    assert [str(day) for (day,) in lists.rows("SELECT on_day FROM ledger_entry")] == [str(TODAY)]


def test_a_number_is_no_name_and_a_place_is_an_address(lists: Lists) -> None:
    lists.bring_in({"Postcode": "", "Plaats": "Delft"})
    lists.bring_in({}, {"Factuurnummer": "F2", "Naam": "100"})
    assert lists.rows("SELECT count(*) FROM alias") == [(0,)]
    assert lists.rows("SELECT city FROM address") == [("Delft",)]


def test_complete_lists_of_two_profiles_say_nothing_of_each_other(lists: Lists, tmp_path: Path) -> None:
    lists.bring_in({}, {"Factuurnummer": "F2"})
    shipped = Path(profiles.__file__).parent / "profiles" / "open-items-nl.toml"
    own = tmp_path / "own.toml"
    own.write_text(shipped.read_text("utf-8").replace('"open-items-nl"', '"own"'), "utf-8")
    assert lists.run(lists.of({"Factuurnummer": "F3"}), profile=str(own)).absent == 0
    assert lists.bring_in({}, {"Factuurnummer": "F2"}).absent == 0


def test_a_list_with_a_row_that_cannot_be_read_tells_of_no_absent_items(lists: Lists) -> None:
    lists.bring_in({}, {"Factuurnummer": "F2"}, {"Factuurnummer": "F3"})
    unreadable = {"Factuurnummer": "F3", "Valuta": "USD"}
    report = lists.bring_in({}, {"Factuurnummer": "F2"}, unreadable, options=Options(confirm=True))
    assert (report.refused, report.absent) == (1, 0)


def test_a_list_with_rates_fills_those_of_claims_that_are_there_and_never_overwrites(lists: Lists) -> None:
    """What nobody said is filled in and logged; what a person said differs, and is done once it is accepted."""
    lists.bring_in({}, {"Factuurnummer": "F2"}, {"Factuurnummer": "F3"})
    mine = lists.rows("SELECT id FROM claim WHERE number = 'F2'")[0][0]
    stated = RatePart(Treatment.CHARGED, "9", Cents(1_240_00), Cents(102_39))
    perform(lists.database, lists.actor, TODAY, StateVat(mine, (stated,)))
    told = {"Btw hoog": "215,21"}
    report = lists.run(lists.with_rates(told, {"Factuurnummer": "F2", **told}, {"Factuurnummer": "F3"}))
    assert (report.rated, report.proposed, report.unchanged) == (1, 1, 1)
    rates = "SELECT k.number, v.percent, v.vat_cents FROM claim_vat v JOIN claim k ON k.id = v.claim_id ORDER BY 1"
    assert lists.rows(rates) == [("F1", "21", 215_21), ("F2", "9", 102_39)]
    assert lists.rows("SELECT count(*) FROM vat_now") == [(2,)]
    ((proposal,),) = lists.rows("SELECT id FROM proposal WHERE code = 'proposal.changed_vat'")
    perform(lists.database, lists.actor, TODAY, AcceptProposal(proposal, 1))
    assert lists.rows(rates) == [("F1", "21", 215_21), ("F2", "21", 215_21)]
    # What the list says once more is nothing new.
    again = lists.run(lists.with_rates(told, {"Factuurnummer": "F2", **told}, {"Factuurnummer": "F3"}))
    assert (again.rated, again.proposed, again.unchanged) == (0, 0, 3)
    assert list(verify(lists.database, TODAY)) == []


def test_rates_that_a_person_changed_since_are_not_put_by_what_was_proposed_before(lists: Lists) -> None:
    lists.bring_in({})
    ((claim,),) = lists.rows("SELECT id FROM claim")
    low = RatePart(Treatment.CHARGED, "9", Cents(1_240_00), Cents(102_39))
    perform(lists.database, lists.actor, TODAY, StateVat(claim, (low,)))
    lists.run(lists.with_rates({"Btw hoog": "215,21"}))
    exempt = RatePart(Treatment.EXEMPT, "0", Cents(1_240_00), Cents(0))
    perform(lists.database, lists.actor, TODAY, StateVat(claim, (exempt,), (1,)))
    ((proposal,),) = lists.rows("SELECT id FROM proposal")
    with pytest.raises(Refused, match=r"proposal\.outdated"):
        perform(lists.database, lists.actor, TODAY, AcceptProposal(proposal, 1))
