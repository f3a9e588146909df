"""A day with the bank: files that are brought in, or refused; what is proposed, assigned and taken back."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from casebook.domain.arrangement.terms import AgreedHow, PlanInterest, PlanTerms, Rhythm
from casebook.domain.money import Cents
from casebook.store.actions.arrangements import AgreeArrangement, DraftArrangement
from tests.acceptance.conftest import Book
from tests.acceptance.firm import Firm, Handler, Receipt, said, written
from tests.exchange.bank.camt_writer import OTHER

BEGAN, PAID, TODAY = date(2026, 9, 1), date(2026, 11, 19), date(2026, 11, 21)
ENTRIES, WAITING = "SELECT count(*) FROM bank_entry", "SELECT count(*) FROM entry_now"
ALIKE, THEIRS = "T. de Boer", "NL18RABO0123459876"
RIGHT = "\x1b[C"
RECEIVED = "SELECT coalesce(sum(cents), 0) FROM payment"
EVERYTHING = """
    SELECT (SELECT count(*) FROM log), (SELECT count(*) FROM import_run), (SELECT count(*) FROM bank_statement),
    (SELECT count(*) FROM bank_entry), (SELECT count(*) FROM entry_now)
"""
USED = "SELECT kind, cents, undone_on FROM bank_use WHERE case_id = ?"
BASES = """
    SELECT l.component, a.cents, a.basis FROM allocation a JOIN ledger_entry l ON l.id = a.entry_id
    JOIN payment p ON p.id = a.payment_id WHERE p.cents = 50000 ORDER BY a.id
"""


@pytest.fixture
def firm(blank: Book, tmp_path: Path) -> Iterator[Firm]:
    with closing(Firm(blank, tmp_path, BEGAN)) as one:
        yield one


def test_two_receipts_alike_without_a_reference(firm: Firm) -> None:
    """One claim of 512.30, one term of 500.00, three debtors of that name, and 500.00 twice on the same day."""
    value = firm.book.value
    _, first = firm.debtor(BEGAN, "A. de Boer")
    firm.claim(BEGAN, first, "2026-101", 51_230, due_on=date(2026, 8, 10))
    debtor, second = firm.debtor(BEGAN, "B. de Boer")
    covered = firm.claim(BEGAN, second, "2026-102", 150_000)
    terms = PlanTerms(debtor, (covered,), Rhythm.MONTHLY, PAID, each_cents=Cents(50_000), interest=PlanInterest.FROZEN)
    plan = firm.act(BEGAN, DraftArrangement(second, terms))
    firm.act(BEGAN, AgreeArrangement(plan, 1, BEGAN, AgreedHow.SIGNED))
    _, third = firm.debtor(BEGAN, "C. de Boer")
    firm.claim(BEGAN, third, "2026-103", 90_000)
    _, sure = firm.debtor(BEGAN, "Garage Lammerink")
    firm.claim(BEGAN, sure, "2026-104", 12_100, due_on=date(2026, 11, 10))
    firm.night(TODAY)
    alike = Receipt(PAID, "500.00", ALIKE, "betaling", THEIRS)
    receipts = [alike, alike, Receipt(PAID, "121.00", "Garage Lammerink", "factuur 2026-104", "NL91ABNA0417164300")]
    file = firm.file(date(2026, 11, 20), receipts)
    assert said("bank_import.count.added", count=3) in firm.brings_in(TODAY, file)
    # The very same file, and another that tells the same.
    assert said("bank_import.again", file=file.name, on=TODAY) in firm.brings_in(TODAY, file)
    file.write_bytes(file.read_bytes() + b"\n")
    assert said("bank_import.count.known", count=3) in firm.brings_in(TODAY, file)
    assert (value(ENTRIES), value(WAITING)) == (3, 3)
    with firm.on(TODAY) as desk:
        looked_at(desk)
        only_the_sure_one_is_accepted(desk)
        taken_back(desk)
        assigned(desk)
    assert firm.book.fetch(USED, first) == [("booked", 50_000, None)]
    assert firm.book.fetch("SELECT a.own FROM account a WHERE a.iban = ?", THEIRS) == [(0,)]
    assert not firm.amiss(TODAY)


def looked_at(desk: Handler) -> None:
    """Both stand there with who it may be, by what that was found and how sure it is; no key accepts them."""
    desk.do("gp", "20 Nov ✓", said("bank_inbox.ready", number="1"), "2026-0002 B. de Boer +2")
    assert desk.screen.text.count(f"500.00  {ALIKE}") == 2
    desk.do("j", f"€500.00 from {ALIKE}", "? 2026-0002 B. de Boer", "1 of 19 Nov 2026:")
    desk.do("+", "✗ ", said("bank_entry.none_ready"))
    by_name = said("bank_entry.by_name_alike")
    desk.do(
        "\r",
        f"? 2026-0002 B. de Boer · {by_name}, 58%",
        said("bank_entry.not_ready_unsure"),
        f"? 2026-0001 A. de Boer · {by_name}, 37%",
        "€500.00 of €512.30",
        f"? 2026-0003 C. de Boer · {by_name}, 37%",
    )
    desk.do("q")
    desk.screen.shows_no("37%")


def only_the_sure_one_is_accepted(desk: Handler) -> None:
    """All that are ready are accepted together; the two are not among them."""
    desk.do("P", said("bank_menu.all_ready"))
    desk.do("+", said("bank_entry.accept_all", count=1), "€121.00")
    assert desk.book.value(RECEIVED) == 0
    desk.do("\r", said("bank_entry.accepted", count=1), "€1,000.00")
    assert (desk.book.value(RECEIVED), desk.book.value(WAITING)) == (12_100, 2)


def taken_back(desk: Handler) -> None:
    """What was accepted is taken back by its reversal, and waits again; done again, it is booked."""
    desk.do("u", said("bank_inbox.ready", number="1"), "€1,121.00")
    assert (desk.book.value(RECEIVED), desk.book.value(WAITING)) == (0, 3)
    # What is said names the claim, and no case that it is not about.
    desk.do("U", said("bank_inbox.ready", number="0"), "✓ ", "2026-104")
    assert not [line for line in desk.screen.lines if "✓ " in line and "2026-0003" in line]
    assert (desk.book.value(RECEIVED), desk.book.value(WAITING)) == (12_100, 2)


def assigned(desk: Handler) -> None:
    """One of the two goes to a case that a person chose, with the basis of each line shown before it is saved."""
    desk.do("P", said("bank_menu.assign"))
    desk.do("a", said("bank_form.another_case"), "2026-0001 A. de Boer")
    desk.do("2026-0001\r", said("bank_form.account"), said("bank_form.account_nothing"))
    third = said("bank_form.account_third_party")
    desk.do("\t\t\t" + RIGHT * 2, third, "2026-101 interest", "2026-101 principal")
    desk.settled()
    assert desk.screen.text.count("BW 6:43") == 2
    assert "BW 6:44 lid 1" in desk.screen.text
    assert desk.book.value(WAITING) == 2
    desk.does("\r", WAITING, comes_to=1)
    assert [(component, cents) for component, cents, _ in desk.book.fetch(BASES)] == [
        ("interest", 561),
        ("principal", 49_439),
    ]
    assert all(basis for _, _, basis in desk.book.fetch(BASES))


def nothing_of_the_bank(_file: Path) -> bytes:
    return b"Factuur 2026-104 is betaald.\n"


def of_a_foreign_account(_file: Path) -> bytes:
    return written([], 1, (PAID, PAID), (Decimal(0), Decimal(0)), account=OTHER)


def with_a_broken_sum(_file: Path) -> bytes:
    return written([Receipt(PAID, "10.00", ALIKE, "betaling")], 2, (PAID, PAID), (Decimal(1000), Decimal(1000)))


def cut_off(file: Path) -> bytes:
    return file.read_bytes()[:-40]


@pytest.mark.parametrize(
    ("wrong", "names"),
    [
        (nothing_of_the_bank, "wrong.xml"),
        (of_a_foreign_account, OTHER),
        (with_a_broken_sum, "1,010.00"),
        (cut_off, "wrong.xml"),
    ],
)
def test_a_wrong_file_is_one_sentence_and_changes_nothing(
    firm: Firm, tmp_path: Path, wrong: Callable[[Path], bytes], names: str
) -> None:
    good = firm.file(date(2026, 11, 18), [Receipt(PAID, "500.00", ALIKE, "betaling", THEIRS)])
    before = firm.book.fetch(EVERYTHING)
    file = tmp_path / "wrong.xml"
    file.write_bytes(wrong(good))
    # Together with one that is right: all or none.
    done = firm.run(TODAY, "import", "bank", good, file)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert names in done.stderr
    assert firm.book.fetch(EVERYTHING) == before
