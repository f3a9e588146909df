"""What an estate pays and the VAT of it, to the cent: three rates, a part payment, a credit note, two distributions."""

from datetime import date

from casebook.domain.component import Component
from casebook.domain.insolvency.facts import EventKind, Kind, Source
from casebook.domain.money import Cents
from casebook.domain.vat.parts import Treatment
from casebook.store.actions.filings import AnswerFiling, FileClaims, ReceiveDistribution
from casebook.store.actions.insolvencies import RecordInsolvency
from casebook.store.actions.ledger import CreditClaim
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.receipts import ChosenLine, Receipt
from casebook.store.actions.vat import RatePart, StateCertain, StateVat
from casebook.store.actions.vat_lists import LockVatList
from casebook.store.models.vat import CertainGround
from casebook.store.queries import insolvencies, vat
from tests.store.actions.desk import TODAY, Desk

DUE, BEGAN = date(2025, 10, 1), date(2026, 3, 2)
SECOND, THIRD, FOURTH = date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)
CHARGED, EXEMPT = Treatment.CHARGED, Treatment.EXEMPT


def lines(desk: Desk, until: date) -> list[tuple[str, str, int, int]]:
    found = vat.sheet(desk.database, "WIJ", until, TODAY)
    assert found is not None
    return [(one.number, one.percent, one.gross, one.cents) for one in found.lines]


def test_two_distributions_over_the_end_of_a_period_correct_what_came_back(desk: Desk) -> None:
    """Wet OB art. 29; Fw 128; BW 6:44. Invariant 11: each correction is there by itself, in the return of its receipt.

    A is 1.000,00: 605,00 with 105,00 at 21 %, 327,00 with 27,00 at 9 %, 68,00 exempt; 200,00 is paid and 100,00 is
    credited, so that 700,00 is filed. B is 218,00 with 18,00 at 9 %. The estate pays 15,25 % of 918,00 (139,995: half a
    cent up), on the last day of a quarter, and 43,71 the day after.
    """
    days = {"invoice_on": DUE, "due_on": DUE}
    a, b = desk.claim("A", 1_000_00, **days), desk.claim("B", 218_00, **days)
    # Without interest all that is paid goes to the principal.
    desk.database.execute("UPDATE claim SET interest_frozen_on = ?, version = version + 1", (DUE,))
    of_a = (
        RatePart(CHARGED, "21", Cents(605_00), Cents(105_00)),
        RatePart(CHARGED, "9", Cents(327_00), Cents(27_00)),
        RatePart(EXEMPT, "0", Cents(68_00), Cents(0)),
    )
    desk.act(StateVat(a, of_a))
    desk.act(StateVat(b, (RatePart(CHARGED, "9", Cents(218_00), Cents(18_00)),)))
    part = (ChosenLine(a, Component.PRINCIPAL, Cents(200_00)),)
    desk.act(RecordPayment(desk.case, Receipt(date(2025, 11, 3), Cents(200_00), lines=part, reason="op A")))
    desk.act(CreditClaim(a, Cents(100_00), date(2026, 2, 10), "te veel berekend"))
    id_ = desk.act(RecordInsolvency(desk.debtor, Kind.BANKRUPTCY, BEGAN, Source.LETTER, BEGAN, number="F.13/26/7"))
    for claim in (a, b):
        desk.act(StateCertain(claim, date(2026, 5, 15), CertainGround.TRUSTEE, "verklaring van de curator"))
    # Of A 300,00 is gone: 181,50 and 98,10 of both rates.
    assert lines(desk, SECOND) == [("A", "21", 423_50, 73_50), ("A", "9", 228_90, 18_90), ("B", "9", 218_00, 18_00)]
    desk.act(LockVatList("WIJ", SECOND, 3, Cents(110_40)))

    desk.act(FileClaims(id_, desk.case, TODAY))
    desk.act(AnswerFiling(id_, EventKind.DISTRIBUTION_LIST, TODAY, hundredths=1_525))
    (position,) = insolvencies.of_case(desk.database, desk.case)[0].filing.positions
    assert (position.filed, position.expected) == (918_00, 140_00)
    first = desk.act(ReceiveDistribution(id_, desk.case, THIRD, Cents(140_00), "eerste uitdeling"))
    assert [(claim, cents) for claim, cents, _ in desk.allocated(first.payment_id)] == [(a, 106_75), (b, 33_25)]
    # Of A 406,75 is gone: 246,08, 133,01 and 27,66, with 42,71 and 10,98 of VAT. Of B 33,25 is, with 2,75.
    third = [("A", "21", -64_58, -11_21), ("A", "9", -34_91, -2_88), ("B", "9", -33_25, -2_75)]
    assert lines(desk, THIRD) == third

    later = desk.act(ReceiveDistribution(id_, desk.case, date(2026, 10, 1), Cents(43_71), "slotuitdeling"))
    assert [(claim, cents) for claim, cents, _ in desk.allocated(later.payment_id)] == [(a, 33_33), (b, 10_38)]
    # 440,08: 266,25, 143,90 and 29,93; the cent too many is taken from 9 %. Of B 43,63, with 3,60.
    assert lines(desk, THIRD) == third
    assert lines(desk, FOURTH) == [("A", "21", -20_17, -3_50), ("A", "9", -10_89, -90), ("B", "9", -10_38, -85)]
    # What stayed with us is the VAT in what is still unpaid, and nothing else.
    (row,) = [one for one in vat.returns(desk.database, TODAY) if one.until_on == SECOND]
    assert row.total == 110_40
    assert 110_40 - 16_84 - 5_25 == 58_79 + 15_12 + 14_40
