"""The life of a payment arrangement from its offer on: kept to the thank-you, and broken and back, day by day."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.models.claims import Relation
from tests.acceptance.conftest import Book
from tests.acceptance.firm import Firm, Handler, Receipt

BEGAN, AGREED = date(2026, 8, 1), date(2026, 8, 14)
NUMBER, NAME, IBAN = "2026-0001", "Bakkerij De Vries", "NL91ABNA0417164300"
OPEN = "SELECT sum(cents) FROM ledger_entry WHERE claim_id = ?"
RIGHT = "\x1b[C"


@pytest.fixture
def firm(blank: Book, tmp_path: Path) -> Iterator[Firm]:
    with closing(Firm(blank, tmp_path, BEGAN)) as one:
        yield one


def pays(on: date, amount: str) -> Receipt:
    """A payment in which the debtor names his case."""
    return Receipt(on, amount, NAME, f"dossier {NUMBER}", IBAN)


def offered_and_agreed(desk: Handler) -> None:
    """Offer what was drafted with its letter, go on without evidence as a lead may, and record that he signed."""
    desk.do("R", "offer the proposal")
    desk.do("o", "Betreft: betalingsregeling, kenmerk", "s sent: record")
    desk.do("s", "Proposal sent", "Still, because (lead)", "still need approved")
    desk.do("\t\thas shown his books", "→ offered")
    desk.saves_at("· offered")
    desk.do("R", "record that the debtor agreed")
    desk.do("a", "Agreed how")
    desk.do("\tsi\t", "→ agreed")
    desk.saves_at("Op 14-08-2026 hebben wij met u een betalingsregeling afgesproken.")
    desk.do("\x1b", "· agreed · next term")


def test_a_kept_arrangement_from_offer_to_thanks(firm: Firm) -> None:
    value = firm.book.value
    debtor, case = firm.debtor(BEGAN, NAME)
    claim = firm.claim(BEGAN, case, "2026-017", 140_707)
    guarantor = firm.act(BEGAN, AddParty(PartyFacts("Bouwbeheer De Vries")))
    firm.act(BEGAN, AddLiability(claim, Liable(guarantor, Relation.GUARANTOR)))
    firm.night(AGREED)
    with firm.on(AGREED) as desk:
        desk.opens(NUMBER)
        desk.do("R", "New arrangement", "the rest follows")
        # What it comes to is there while one types: the number of terms, frozen interest, what is let go at the end.
        desk.do("\t2", "2 × €709.06, €1,418.11 in all", "Fri 28 Aug 2026", "Mon 28 Sep 2026")
        desk.do("\t\t\t\t" + RIGHT, "2 × €706.78, €1,413.55 in all")
        desk.do("\t\t100", "2 × €656.78, €1,313.55 in all", "remitted €100.00")
        desk.do("\r", "waiting for evidence")
        offered_and_agreed(desk)
    assert firm.book.fetch("SELECT offered_on, agreed_on, agreed_how, overridden_because FROM arrangement") == [
        (str(AGREED), str(AGREED), "signed", "has shown his books")
    ]
    seen = date(2026, 9, 1)
    firm.night(seen)
    assert "1 new entry" in firm.brings_in(seen, firm.file(date(2026, 8, 31), [pays(date(2026, 8, 28), "656.78")]))
    with firm.on(seen) as desk:
        accepts(desk, "amount of term 1 of 28 Aug 2026")
        desk.opens(NUMBER)
        desk.do("]]]", "✓ paid on 28 Aug 2026", "€656.78 of €1,313.55 paid")
        desk.do("R", "suspend")
        assert "complete as kept" not in desk.screen.text
        desk.do("\x1b")
        desk.screen.shows_no("suspend")
    last = date(2026, 9, 30)
    firm.brings_in(last, firm.file(date(2026, 9, 29), [pays(date(2026, 9, 28), "656.77")]))
    firm.night(last)
    with firm.on(last) as desk:
        accepts(desk, "amount of term 2 of 28 Sep 2026")
        completes(desk)
        assert value(OPEN, claim) == 0
        thanks_and_gives_back(desk)
    day = str(last)
    assert firm.book.fetch(
        "SELECT r.beside, r.answer, r.text, a.vat_route, a.completed_on, a.thanked_on"
        " FROM remission_answer r JOIN arrangement a ON a.id = r.arrangement_id"
    ) == [("guarantor", "reserved", "guarantee stands", "credit_note", day, day)]
    assert value("SELECT sum(cents) FROM ledger_entry WHERE kind = 'credit'") == -10_000
    assert firm.book.fetch("SELECT state, closed_as FROM cases WHERE id = ?", case) == [
        ("closed", "returned_to_regular")
    ]
    assert value("SELECT count(*) FROM watch WHERE case_id = ? AND ended_on IS NULL", case) == 1
    assert firm.finds_nothing_amiss(last)


def accepts(desk: Handler, why: str) -> None:
    """Accept the one entry that waits, having seen where it goes."""
    desk.do("gp", "1 ready", why)
    desk.do("+", "How it is allocated", "BW 6:43 lid 1", "Stays in the inbox    nothing")
    desk.do("\r", "✓ Decided:", "Nothing waits here")


def completes(desk: Handler) -> None:
    """Complete it, after the guarantor is answered and the VAT route chosen, having seen what is let go."""
    desk.opens(NUMBER)
    desk.do("", "complete the arrangement: all is paid")
    desk.do("R", "complete as kept · first answer whom the remission reaches")
    desk.do("f", "✗ first answer whom the remission reaches")
    desk.do("R", "remission: whom it reaches")
    desk.do("r", "guarantor: Bouwbeheer De Vries", "(choose)")
    desk.do("re\tguarantee stands\tcr", "◂ credit note ▸")
    desk.do("\r", "saved")
    desk.do("R", "complete as kept")
    desk.do("f", "Complete as kept ·", "Remark")
    desk.do("\r", "2026-017: €100.00 remitted", "→ kept", "Enter saves it")
    desk.do("\r", "prepare thanks: arrangement kept")


def thanks_and_gives_back(desk: Handler) -> None:
    """Read the thank-you, record that it went out, and give the case back."""
    desk.do("R", "send a thank-you")
    desk.do("t", "Dank u wel dat u zich aan de afspraak heeft gehouden.", "€ 100,00")
    assert desk.book.value("SELECT thanked_on FROM arrangement") is None
    desk.do("s", "Sent on")
    desk.saves_at("return to regular: arrangement kept")
    desk.do("R", "back to regular credit control")
    desk.do("b", "Return to regular control")
    desk.do("pl\tprepaid\tst", "stays a customer")
    desk.saves_at("closed")


STALE = "cannot be judged: bank older than 1 Oct 2026"
HIS = "1 possible payment in the inbox"


def test_a_broken_arrangement_on_stale_and_fresh_bank_data_and_back(firm: Firm) -> None:
    value, today = firm.book.value, date(2026, 11, 21)
    debtor, case = firm.debtor(BEGAN, NAME)
    claim = firm.claim(BEGAN, case, "2026-017", 298_626)
    firm.night(AGREED)
    with firm.on(AGREED) as desk:
        desk.opens(NUMBER)
        desk.do("R", "New arrangement")
        desk.do("\t12\t\t\t\t" + RIGHT, "12 × €250.00, €3,000.00 in all")
        desk.do("\r", "waiting for evidence")
        offered_and_agreed(desk)
    firm.brings_in(date(2026, 9, 30), firm.file(date(2026, 9, 29), [pays(date(2026, 8, 28), "250.00")]))
    firm.night(today)
    with firm.on(today) as desk:
        accepts(desk, "amount of term 1 of 28 Aug 2026")
        stale(desk)
    other = Receipt(date(2026, 10, 30), "250.00", "J. Smit", "betaling", "NL20INGB0007654321")
    firm.brings_in(today, firm.file(date(2026, 11, 20), [other]))
    with firm.on(today) as desk:
        not_breakable(desk)
        dismissed(desk)
        gives_notice(desk)
    assert firm.book.fetch("SELECT sent_on, channel, pay_until, behind_cents FROM arrangement_notice") == [
        (str(today), "letter", "2026-11-28", 50_000)
    ]
    ended = date(2026, 12, 4)
    firm.night(ended)
    firm.brings_in(ended, firm.file(date(2026, 12, 3)))
    with firm.on(ended) as desk:
        ends(desk)
        begins_anew(desk)
    assert firm.book.fetch("SELECT id, broken_on, ended_because FROM arrangement ORDER BY id") == [
        (1, str(ended), "not kept"),
        (2, None, ""),
    ]
    assert firm.finds_nothing_amiss(ended)


def stale(desk: Handler) -> None:
    """Nobody can judge it: the screen says how old the bank is, and refuses both the notice and the end."""
    desk.do("gv", "bank to 29 Sep !")
    desk.opens(NUMBER)
    desk.do("]]]", STALE, "bank known up to 29 Sep 2026")
    for key in ("n", "B"):
        desk.do("R", f"send a notice · {STALE}", f"end the arrangement · {STALE}")
        desk.do(key, f"✗ {STALE}")
    desk.do("ga", "cannot be judged 1")
    assert desk.book.value("SELECT count(*) FROM arrangement_notice") == 0


def not_breakable(desk: Handler) -> None:
    """Two terms are late, but what came in could be one of them."""
    desk.opens(NUMBER)
    desk.do("]]]", "2 terms late, €500.00 behind", HIS)
    for key in ("n", "B"):
        desk.do("R", f"send a notice · {HIS}", f"end the arrangement · {HIS}")
        desk.do(key, f"✗ {HIS}")


def dismissed(desk: Handler) -> None:
    """What came in is none of ours, for a reason."""
    desk.do("gp", "J. Smit", "0 ready")
    desk.do("P", "not ours")
    desk.do("n", "Not ours ·", "Reason")
    desk.do("of our neighbours\r", "Stays in the inbox    nothing", "Enter saves it")
    desk.do("\r", "✓ Decided:", "Nothing waits here")


def gives_notice(desk: Handler) -> None:
    """Read the notice and record that it was sent: it is in notice, and cannot be ended yet."""
    desk.do("ga]", "behind 1", "2 late")
    desk.do("\r", "▸Arrangement", "! late, 54 days")
    desk.do("R", "send a notice", "end the arrangement · notice first")
    desk.do("n", "U loopt", "€ 500,00 achter", "s sent: record")
    assert desk.book.value("SELECT count(*) FROM arrangement_notice") == 0
    desk.do("s", "Notice sent", "To be paid by")
    desk.saves_at("in notice")


def ends(desk: Handler) -> None:
    """Its term has passed and the bank is known: to end it is proposed, and a person ends it, having seen what it does."""
    desk.do("ga]", "behind 1", "to be ended")
    desk.do("\r", "▸Arrangement", "the term of the notice has passed: to end it is proposed", "3 terms late, €750.00 behind")
    desk.do("R", "end the arrangement")
    desk.do("B", "interest runs after all", "the earlier tracks are offered again")
    desk.do("\r", "→ broken", "due at once: €2,784.12", "Enter saves it")
    assert desk.book.value("SELECT broken_on FROM arrangement") is None
    desk.do("\r", "hebben wij uw betalingsregeling gestopt")
    desk.do("\x1b", "broken")


def begins_anew(desk: Handler) -> None:
    """Another route is chosen: here other terms, which need a reason, as an arrangement is made once."""
    desk.do("[[[", "choose route on 4 Dec 2026", "not kept", "payoff €2,784.12")
    desk.do("R", "New arrangement")
    desk.do("\t6", "6 × €46", "! ")
    desk.do("\t" * 8 + "sold a van", "ZZ")
    desk.do("\r", "Payment arrangement")
