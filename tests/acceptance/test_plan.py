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
    assert firm.book.fetch(
        "SELECT r.beside, r.beside_id, r.answer, r.text, a.vat_route, a.completed_on, a.thanked_on"
        " FROM remission_answer r JOIN arrangement a ON a.id = r.arrangement_id"
    ) == []
    assert value("SELECT state FROM cases WHERE id = ?", case) == "closed"
    assert firm.is_clean(last)


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
