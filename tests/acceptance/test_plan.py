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
from tests.acceptance.firm import SHOWN, Firm, Handler, Receipt, said

BEGAN, AGREED, STALE_ON, ENDED = date(2026, 8, 1), date(2026, 8, 14), date(2026, 11, 21), date(2026, 12, 9)
NUMBER, NAME, IBAN = "2026-0001", "Bakkerij De Vries", "NL91ABNA0417164300"
OPEN = "SELECT sum(cents) FROM ledger_entry WHERE claim_id = ?"
NOTICES = "SELECT count(*) FROM arrangement_notice"
PROPOSAL, CONFIRMED = "Voorstel voor een betalingsregeling", "Bevestiging van uw betalingsregeling"
NOTICE, ENDING = "U loopt achter met uw betalingsregeling", "Uw betalingsregeling is beëindigd"
THANKS = "Dank u wel voor uw betaling"
RIGHT, BACK = "\x1b[C", "\x1b"


@pytest.fixture
def firm(blank: Book, tmp_path: Path) -> Iterator[Firm]:
    with closing(Firm(blank, tmp_path, BEGAN)) as one:
        yield one


def pays(on: date, amount: str) -> Receipt:
    """A payment in which the debtor names his case."""
    return Receipt(on, amount, NAME, f"dossier {NUMBER}", IBAN)


def offered_and_agreed(firm: Firm, desk: Handler, term: str) -> None:
    """Offer what was drafted with its letter, go on without evidence as a lead may, and record that he signed."""
    desk.do("R", said("arrangements.offer"))
    desk.do("o", said("arrangements.offer_until"))
    desk.do("\r", said("arrangements.override"), "✗ ")
    desk.do("\thas shown his books")
    desk.do("\r", PROPOSAL, term, said("hint.prepare"))
    desk.do("+", f"+ {said('word.letter_kind_plan_proposal')}")
    assert desk.book.value("SELECT offered_on FROM arrangement") is None
    firm.sends(AGREED)
    desk.do("", f"· {said('word.plan_offered')}")
    desk.do("R", said("arrangements.agree"))
    desk.do("a", said("arrangements.agreed_how"))
    desk.do(f"\t{said('word.agreed_signed')[:2]}\t", f"→ {said('word.plan_agreed')}")
    desk.saves_at(CONFIRMED)
    desk.do("+", f"· {said('word.plan_agreed')}")
    desk.screen.shows_no(CONFIRMED)


def accepts(desk: Handler, term: str) -> None:
    """Accept the one entry that waits, having seen for which term it is and where it goes."""
    desk.do("gp", said("bank_inbox.ready", number="1"), term)
    desk.do("+", said("money.goes"), "BW 6:43 lid 1", said("bank_entry.all_used"))
    desk.do("\r", "✓ ", said("bank_inbox.empty"))


def test_a_kept_arrangement_from_offer_to_thanks(firm: Firm) -> None:
    debtor, case = firm.debtor(BEGAN, NAME)
    firm.lives(BEGAN, debtor)
    claim = firm.claim(BEGAN, case, "2026-017", 140_707)
    guarantor = firm.act(BEGAN, AddParty(PartyFacts("Bouwbeheer De Vries")))
    firm.act(BEGAN, AddLiability(claim, Liable(guarantor, Relation.GUARANTOR)))
    firm.night(AGREED)
    with firm.on(AGREED) as desk:
        desk.opens(NUMBER)
        desk.do("R", said("arrangements.draft"), said("plan_form.hint"))
        # What it comes to is there while one types: the number of terms, frozen interest, what is let go at the end.
        desk.do("\t2", "€709.06, €1,418.11", "Fri 28 Aug 2026", "Mon 28 Sep 2026")
        desk.do("\t\t\t\t" + RIGHT, "€706.78, €1,413.55")
        desk.do("\t\t100", "€656.78, €1,313.55", "€100.00")
        desk.do("\r", said("word.plan_evidence_pending"))
        offered_and_agreed(firm, desk, "656,78")
    signed = str(AGREED)
    assert firm.rows("SELECT offered_on, agreed_on, agreed_how, overridden_because FROM arrangement") == [
        (signed, signed, "signed", "has shown his books")
    ]
    seen = date(2026, 9, 1)
    firm.night(seen)
    firm.brings_in(seen, firm.file(date(2026, 8, 31), [pays(date(2026, 8, 28), "656.78")]))
    with firm.on(seen) as desk:
        accepts(desk, " 1 of 28 Aug 2026")
        desk.opens(NUMBER)
        desk.do("]]]", f"✓ {said('arrangements.paid_on', on=date(2026, 8, 28))}", "€656.78")
        desk.do("R", said("arrangements.suspend"))
        assert said("arrangements.complete") not in desk.screen.text
        desk.do(BACK)
        desk.screen.shows_no(said("arrangements.suspend"))
    last = date(2026, 9, 30)
    firm.brings_in(last, firm.file(date(2026, 9, 29), [pays(date(2026, 9, 28), "656.77")]))
    firm.night(last)
    with firm.on(last) as desk:
        accepts(desk, " 2 of 28 Sep 2026")
        completes(desk)
        assert firm.book.value(OPEN, claim) == 0
        thanks_and_gives_back(firm, desk)
    day = str(last)
    assert firm.rows(
        "SELECT r.beside, r.answer, r.text, a.vat_route, a.completed_on, a.thanked_on"
        " FROM remission_answer r JOIN arrangement a ON a.id = r.arrangement_id"
    ) == [("guarantor", "reserved", "guarantee stands", "credit_note", day, day)]
    assert firm.book.value("SELECT sum(cents) FROM ledger_entry WHERE kind = 'credit'") == -10_000
    assert firm.rows("SELECT state, closed_as FROM cases WHERE id = ?", case) == [("closed", "returned_to_regular")]
    assert firm.book.value("SELECT count(*) FROM watch WHERE case_id = ? AND ended_on IS NULL", case) == 1
    assert not firm.amiss(last)


def completes(desk: Handler) -> None:
    """Complete it, after the guarantor is answered and the VAT route chosen, having seen what is let go."""
    first = said("arrangements.answers_first")
    desk.opens(NUMBER)
    desk.do("", said("signal.plan_complete"))
    desk.do("R", f"{said('arrangements.complete')} · {first}")
    desk.do("f", "✗ ", first)
    desk.do("R", said("arrangements.answer"))
    desk.do("r", "Bouwbeheer De Vries · 2026-017", said("answer.choose"))
    answer, route = said("word.remission_reserved")[:3], said("word.vat_credit_note")[:2]
    desk.do(f"{answer}\tguarantee stands\t{route}", said("word.remission_reserved"), said("word.vat_credit_note"))
    desk.saves_at(said("signal.plan_complete"))
    desk.do("R", said("arrangements.complete"))
    desk.do("f", said("arrangements.remark"))
    desk.do("\r", "→ 2026-017: €100.00", f"→ {said('word.plan_completed')}", SHOWN)
    desk.do("\r", said("signal.plan_thank"))


def thanks_and_gives_back(firm: Firm, desk: Handler) -> None:
    """Read the thank-you; it goes out, and the case is given back."""
    desk.do("R", said("arrangements.thank"))
    desk.do("t", THANKS)
    desk.do("+", f"+ {said('word.letter_kind_thank_you')}")
    assert desk.book.value("SELECT thanked_on FROM arrangement") is None
    firm.sends(date(2026, 9, 30))
    desk.do("", said("signal.plan_return"))
    desk.do("R", said("arrangements.give_back"))
    desk.do("b", said("life.ground"), said("life.outcome"))
    ground, outcome = said("word.return_plan_kept")[:2], said("word.relation_stays")[:2]
    desk.do(f"{ground}\tprepaid\t{outcome}", said("word.relation_stays"))
    desk.saves_at(said("word.closed"))


def test_a_broken_arrangement_on_stale_and_fresh_bank_data_and_back(firm: Firm) -> None:
    debtor, case = firm.debtor(BEGAN, NAME)
    firm.lives(BEGAN, debtor)
    firm.claim(BEGAN, case, "2026-017", 298_626)
    firm.night(AGREED)
    with firm.on(AGREED) as desk:
        desk.opens(NUMBER)
        desk.do("R", said("arrangements.draft"))
        desk.do("\t12\t\t\t\t" + RIGHT, "€250.00, €3,000.00")
        desk.do("\r", said("word.plan_evidence_pending"))
        offered_and_agreed(firm, desk, "250,00")
    firm.brings_in(date(2026, 9, 30), firm.file(date(2026, 9, 29), [pays(date(2026, 8, 28), "250.00")]))
    firm.night(STALE_ON)
    with firm.on(STALE_ON) as desk:
        accepts(desk, " 1 of 28 Aug 2026")
        stale(desk)
    other = Receipt(date(2026, 10, 30), "250.00", "J. Smit", "betaling", "NL20INGB0007654321")
    firm.brings_in(STALE_ON, firm.file(date(2026, 11, 20), [other]))
    with firm.on(STALE_ON) as desk:
        not_breakable(desk)
        dismissed(desk)
        gives_notice(firm, desk)
    assert firm.rows("SELECT sent_on, channel, pay_until, behind_cents FROM arrangement_notice") == [
        (str(STALE_ON), "letter", "2026-12-02", "50000")
    ]
    firm.night(ENDED)
    firm.brings_in(ENDED, firm.file(date(2026, 12, 8)))
    with firm.on(ENDED) as desk:
        ends(desk)
        begins_anew(desk)
    assert firm.rows("SELECT broken_on, agreed_on FROM arrangement ORDER BY id") == [
        (str(ENDED), str(AGREED)),
        ("None", "None"),
    ]
    assert not firm.amiss(ENDED)


def refused(desk: Handler, why: str) -> None:
    """The notice and the end stand in the menu with why they cannot be now; who chooses them is told so."""
    for key in ("n", "B"):
        desk.do("R", f"{said('arrangements.notice')} · {why}", f"{said('arrangements.break')} · {why}")
        desk.do(key, "✗ ", why)
        desk.screen.shows_no(said("arrangements.supersede"))
    assert desk.book.value(NOTICES) == 0


def stale(desk: Handler) -> None:
    """Nobody can judge it: the screen says how old the bank is, and refuses both the notice and the end."""
    desk.do("gv", "29 Sep")
    why = said("arrangements.unjudged", on=date(2026, 10, 1))
    desk.opens(NUMBER)
    desk.do("]]]", why, said("arrangements.bank_until", on=date(2026, 9, 29)))
    refused(desk, why)
    desk.do("ga", f"{said('arrangement_list.in_unjudged')} 1")


def not_breakable(desk: Handler) -> None:
    """Two terms are late, but what came in could be one of them."""
    desk.opens(NUMBER)
    why = said("arrangements.possible", count=1)
    desk.do("]]]", "€500.00", why)
    refused(desk, why)


def dismissed(desk: Handler) -> None:
    """What came in is none of ours, for a reason."""
    desk.do("gp", "J. Smit", said("bank_inbox.ready", number="0"))
    desk.do("P", said("bank_menu.not_ours"))
    desk.do("n", said("bank_form.reason"))
    desk.do("of our neighbours", said("bank_entry.all_used"))
    desk.do("\r", "✓ ", said("bank_inbox.empty"))


def gives_notice(firm: Firm, desk: Handler) -> None:
    """Read the notice; it is sent: it is in notice, and cannot be ended yet."""
    desk.do("ga]", f"{said('arrangement_list.in_behind')} 1", NAME, "500.00")
    desk.do("\r", said("arrangements.days_late", what=said("word.term_late"), count=54))
    desk.do("R", said("arrangements.notice"), f"{said('arrangements.break')} · {said('arrangements.notice_first')}")
    desk.do("n", NOTICE, "500,00", said("hint.prepare"))
    desk.do("+", f"✓ {NUMBER}")
    assert desk.book.value(NOTICES) == 0
    firm.sends(STALE_ON)
    desk.do("", said("word.plan_in_notice"))


def ends(desk: Handler) -> None:
    """The time of the notice has passed and the bank is known: a person ends it, having seen what that does."""
    desk.do("ga]", f"{said('arrangement_list.in_behind')} 1", said("word.plan_break_proposed"))
    desk.do("\r", said("arrangements.break_proposed"), "€750.00")
    desk.do("R", said("arrangements.break"))
    desk.do("B", said("arrangements.will_offer_tracks"))
    desk.do("\r", f"→ {said('word.plan_broken')}", "€2,785.63", SHOWN)
    assert desk.book.value("SELECT broken_on FROM arrangement") is None
    desk.do("\r", ENDING, "750,00")
    desk.do(BACK, said("word.plan_broken"))


def begins_anew(desk: Handler) -> None:
    """Another route is chosen: here other terms, which need a reason, as an arrangement is made once."""
    desk.do("[[[", said("word.choose_route"), "€2,785.63")
    desk.do("R", said("arrangements.draft"))
    before = said("gate.again_reason", on=AGREED, ending="plan_broken")
    desk.do("\t6", "€468.85, €2,813.06", before)
    desk.do("\t" * 8 + "sold a van", before, said("plan_form.gate_lead")[:8])
    desk.do("\r", said("word.plan_evidence_pending"), "€468.85")
