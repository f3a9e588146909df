"""T15: the VAT of a month-end, of a monthly filer: what comes back, what is locked, and what is due again later."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest

from casebook.domain.component import Component
from casebook.domain.money import Cents
from casebook.domain.vat.parts import Treatment, vat_in
from casebook.domain.vat.periods import VatPeriod
from casebook.jobs.vat.pack import FORMATS, lines_sheet, written
from casebook.store.actions.journal import MakeJournalBatch
from casebook.store.actions.parties import AddCreditor, AddParty, ChangeCreditor, CreditorFacts, PartyFacts
from casebook.store.actions.payments import RecordPayment, ReversePayment
from casebook.store.actions.receipts import ChosenLine, Receipt
from casebook.store.actions.vat import ChooseCreditNote, RatePart, StateRefunded, StateVat
from casebook.store.actions.vat_lists import DeclareVatList, LockVatList, UnlockVatList
from casebook.store.queries import creditors, vat
from casebook.store.queries.vat import ReturnSheet, ReturnState
from casebook.store.verify import verify
from tests.store.actions.refusal import refused
from tests.trials.office import Office

NOVEMBER, FEBRUARY = date(2026, 11, 30), date(2027, 2, 28)
HIGH, LOW = "21", "9"
CHARGED = Treatment.CHARGED


class MonthEnd(NamedTuple):
    """The claims of the trial, all in one case."""

    office: Office
    case: int
    a: int
    b: int
    c: int
    d: int
    e: int

    def rates(self, claim: int, *parts: tuple[Treatment, str, int]) -> None:
        rows = (
            RatePart(one, percent, Cents(gross), vat_in(Cents(gross), Decimal(percent)) if one is CHARGED else Cents(0))
            for one, percent, gross in parts
        )
        self.office.act(StateVat(claim, tuple(rows)))

    def paid(self, claim: int, cents: int, on: date) -> int:
        """Let something be received on the principal of a claim and return the payment."""
        line = ChosenLine(claim, Component.PRINCIPAL, Cents(cents))
        receipt = Receipt(on, Cents(cents), lines=(line,), reason="op de hoofdsom", another=True)
        booked = self.office.act(RecordPayment(self.case, receipt))
        payment: int = booked.payment_id
        return payment

    def sheet(self, until: date) -> ReturnSheet:
        found = vat.sheet(self.office.database, "WIJ", until, self.office.day)
        assert found is not None
        return found

    def lines(self, until: date) -> list[tuple[str, str, int]]:
        return [(one.number, one.percent, one.cents) for one in self.sheet(until).lines]

    def lock(self, until: date) -> int:
        row = self.sheet(until).row
        command = LockVatList("WIJ", until, row.number, row.open_cents)
        locked: int = self.office.act(command, self.office.lead)
        return locked


@pytest.fixture
def month(office: Office) -> MonthEnd:
    (ours,) = creditors.creditors(office.database)
    facts = ours.facts
    monthly = CreditorFacts(
        facts.code, VatPeriod.MONTH, letterhead=facts.letterhead, mail=facts.mail, receipts_from=facts.receipts_from
    )
    office.act(ChangeCreditor(ours.creditor_id, ours.version, monthly), office.lead)
    case = office.case(office.party("Bouwbedrijf Ter Horst B.V."))
    a = office.claim(case, "A", 24_200_00, date(2025, 11, 5))
    b = office.claim(case, "B", 2_300_00, date(2025, 11, 20))
    c = office.claim(case, "C", 1_210_00, date(2025, 3, 1))
    d = office.claim(case, "D", 1_000_00, date(2025, 11, 10))
    on_receipts = office.act(AddParty(PartyFacts("Kas B.V.")))
    cash = office.act(AddCreditor(on_receipts, CreditorFacts("KAS", VatPeriod.MONTH, cash_scheme=True)), office.lead)
    whole, office.creditor = office.creditor, cash
    e = office.claim(case, "E", 1_210_00, date(2025, 11, 10))
    office.creditor = whole
    made = MonthEnd(office, case, a, b, c, d, e)
    made.rates(a, (CHARGED, HIGH, 24_200_00))
    made.rates(b, (CHARGED, HIGH, 1_210_00), (CHARGED, LOW, 1_090_00))
    made.rates(c, (CHARGED, HIGH, 1_210_00))
    made.rates(d, (Treatment.REVERSE_CHARGED, "0", 1_000_00))
    made.rates(e, (CHARGED, HIGH, 1_210_00))
    made.paid(a, 6_050_00, date(2026, 3, 2))
    made.paid(b, 1_150_00, date(2026, 5, 4))
    office.act(StateRefunded(c, date(2025, 8, 15)))
    return made


def test_the_list_of_november(month: MonthEnd) -> None:
    """(a) 3.150,00, (b) 150,00 over two rates; nothing for what came back before, reverse-charged and cash scheme."""
    office = month.office
    assert month.lines(NOVEMBER) == [("A", HIGH, 3_150_00), ("B", HIGH, 105_00), ("B", LOW, 45_00)]
    row = month.sheet(NOVEMBER).row
    assert (row.state, row.total, row.file_until) == (ReturnState.RUNNING, 3_300_00, date(2026, 12, 31))
    assert [one.filer for one in vat.returns(office.database, office.day)] == ["WIJ"]
    told = refused("vat.refunded_twice", office.act, StateRefunded(month.c, date(2026, 1, 15)))
    assert told["until"] == date(2025, 8, 31)
    assert list(verify(office.database, office.day)) == []


def test_it_is_locked_by_the_lead_and_changes_only_by_a_supplement(month: MonthEnd) -> None:
    office = month.office
    seen = LockVatList("WIJ", NOVEMBER, 3, Cents(3_300_00))
    assert refused("mandate.none", office.act, seen)["role"] == "lead"
    refused("vat.changed", lambda one: office.act(one, office.lead), LockVatList("WIJ", NOVEMBER, 3, Cents(1)))
    first = month.lock(NOVEMBER)
    refused("vat.nothing", lambda one: office.act(one, office.lead), seen)
    office.act(UnlockVatList(first, 1, "een factuur vergeten"), office.lead)
    locked = month.lock(NOVEMBER)
    month.paid(month.a, 1_210_00, date(2026, 11, 19))
    row = month.sheet(NOVEMBER).row
    assert (row.state, row.open_cents, row.total) == (ReturnState.SUPPLEMENT, -210_00, 3_090_00)
    month.lock(NOVEMBER)
    note = ChooseCreditNote(month.a, office.day, "C 1", "anders afgesproken")
    assert refused("vat.came_back", office.act, note)["cents"] == 2_940_00
    office.act(DeclareVatList(locked, 1, office.day, "aangifte november"), office.lead)
    again = UnlockVatList(locked, 2, "toch niet")
    refused("vat.declared", lambda one: office.act(one, office.lead), again)
    for suffix in FORMATS:
        assert written(office.database, month.sheet(NOVEMBER), suffix, "nl", office.day)
    table = lines_sheet(month.sheet(NOVEMBER), "nl")
    assert [row[0] for row in table.rows] == ["lijst", "lijst", "lijst", "aanvulling 1"]


def test_what_the_trustee_pays_is_due_again_by_itself(month: MonthEnd) -> None:
    """Invariant 11. February 2027: 157,50 to pay; what he takes back in March comes back."""
    office = month.office
    office.act(DeclareVatList(month.lock(NOVEMBER), 1, office.day), office.lead)
    office.day = date(2027, 2, 10)
    payment = month.paid(month.a, 907_50, office.day)
    assert month.lines(FEBRUARY) == [("A", HIGH, -157_50)]
    month.lock(FEBRUARY)
    batch = office.act(MakeJournalBatch(office.creditor, FEBRUARY.replace(day=10)), office.lead)
    kinds = "SELECT kind, cents FROM journal_line WHERE batch_id = ? AND source = 'vat_line' ORDER BY id"
    assert office.database.fetch(kinds, (batch,)) == [
        ("vat_refund", 3_150_00), ("vat_refund", 105_00), ("vat_refund", 45_00),
    ]  # fmt: skip
    office.day = date(2027, 3, 4)
    office.act(ReversePayment(payment, "teruggestort"))
    assert [one.row.total for one in (month.sheet(FEBRUARY),)] == [0]
    assert list(verify(office.database, office.day)) == []


def test_money_on_what_came_back_before(month: MonthEnd) -> None:
    month.paid(month.c, 605_00, date(2026, 11, 20))
    assert ("C", HIGH, -105_00) in month.lines(NOVEMBER)


def test_what_was_forgotten_is_late_and_said_to_the_lead(month: MonthEnd) -> None:
    office = month.office
    assert office.queued(month.case).to_lead is False
    office.until(date(2026, 12, 21))
    band, by_on, said = office.why(month.case)
    assert (band, by_on) == (1, date(2026, 12, 31))
    assert said == "€\xa03.300,00 btw terugvragen in de aangifte tot en met 30-11-2026, uiterlijk 31-12-2026"
    assert office.queued(month.case).to_lead
    office.until(date(2027, 1, 1))
    row = month.sheet(NOVEMBER).row
    assert (row.is_late, row.ask_until) == (True, date(2031, 11, 30))
    assert any("ambtshalve verzoek" in one for one in office.signals(month.case))
