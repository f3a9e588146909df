"""The course of an arrangement on bank data as they come in: trial T4, cure, suspension, remission and aftercare."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.arrangement.standing import PlanState, TermState
from casebook.domain.arrangement.terms import AgreedHow, PlanInterest, PlanTerms, Rhythm
from casebook.domain.bank import BankLine
from casebook.domain.capacity import Capacity
from casebook.domain.component import Component
from casebook.domain.default import Agreed
from casebook.domain.ledger import EntryKind
from casebook.domain.money import ZERO, Cents
from casebook.domain.security.facts import SecurityEventKind, SecurityKind
from casebook.domain.vat.parts import Treatment
from casebook.errors import Stale
from casebook.store.actions.approvals import asked_for
from casebook.store.actions.arrangement_course import (
    BreakArrangement,
    ResumeArrangement,
    SendNotice,
    SuspendArrangement,
    WaiveTerm,
    WithdrawNotice,
)
from casebook.store.actions.arrangement_end import (
    AnswerRemission,
    ChooseVat,
    CompleteArrangement,
    DischargeArrangement,
    TellSales,
    ThankArrangement,
)
from casebook.store.actions.arrangement_reopening import ReopenArrangement
from casebook.store.actions.arrangements import AgreeArrangement, DraftArrangement, OfferArrangement
from casebook.store.actions.bank_assignments import AssignEntry
from casebook.store.actions.bank_refunds import DismissEntry
from casebook.store.actions.bank_shares import Share
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim, ChangeClaim, ClaimFacts, WithdrawClaim
from casebook.store.actions.contacts import AddContact
from casebook.store.actions.customers import CustomerFacts, SetCustomer
from casebook.store.actions.finances import RequireFinances, WaiveFinance
from casebook.store.actions.holds import OpenTrack
from casebook.store.actions.ledger import CreditClaim, ReverseEntry
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.parties import AddCreditor, AddParty, CreditorFacts, PartyFacts
from casebook.store.actions.payments import CorrectPayment, RecordPayment, ReversePayment
from casebook.store.actions.receipts import ChosenLine, Receipt
from casebook.store.actions.securities import RegisterSecurity, SecurityFacts
from casebook.store.actions.security_events import RecordSecurityEvent
from casebook.store.actions.undo import RedoStep, UndoStep
from casebook.store.actions.vat import RatePart, StateVat
from casebook.store.database import Database
from casebook.store.models.arrangements import Beside, RemissionAnswerKind, VatRoute
from casebook.store.models.assessment import FinanceKind, Supports
from casebook.store.models.cases import Channel, NextKind, Outcome, TrackKind
from casebook.store.models.claims import Relation
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import arrangement_standing
from casebook.store.queries.arrangement_standing import Listed, Standing
from casebook.store.transaction import Actor
from casebook.store.verify import verify
from tests.jobs.statements import FIRST as BANK_BEGINS
from tests.jobs.statements import Bank, Sheet
from tests.store.actions.refusal import refused

OPENED, AGREED, FIRST = date(2026, 8, 18), date(2026, 8, 20), date(2026, 8, 28)
TODAY = date(2026, 11, 21)
TERM = Cents(25_000)


class Office:
    """A case with an arrangement of twelve terms of 250,00 from 28-08-2026, and an account of ours."""

    def __init__(self, database: Database, actor: Actor) -> None:
        self.database, self.actor, self.day = database, actor, OPENED
        self.bank = Bank(database, actor)
        self.balance = 0
        self.debtor: int = self.act(AddParty(PartyFacts("Van Dam Bouw")))
        self.case: int = self.act(OpenCase(self.debtor, OPENED, owner_person_id=actor.person))
        self.claim = self.add_claim("2026-001")

    def add_claim(self, number: str, cents: int = 300_000, creditor: int | None = None) -> int:
        facts = ClaimFacts(
            number,
            "contract",
            Capacity.BUSINESS,
            Agreed.CONTRACT,
            invoice_on=date(2026, 6, 1),
            due_on=date(2026, 7, 1),
        )
        claim: int = self.act(AddClaim(self.case, creditor or self.bank.creditor, Cents(cents), facts))
        return claim

    def act(self, command: object) -> Any:
        return perform(self.database, self.actor, self.day, command).result

    def agree(self, how: AgreedHow = AgreedHow.SIGNED, **terms: Any) -> int:
        """Agree on the arrangement on 20-08."""
        values = {
            "party_id": self.debtor,
            "claim_ids": (self.claim,),
            "rhythm": Rhythm.MONTHLY,
            "first_on": FIRST,
            "total_cents": Cents(300_000),
            "terms": 12,
            "interest": PlanInterest.FROZEN,
        }
        self.day = AGREED
        plan: int = self.act(DraftArrangement(self.case, PlanTerms(**{**values, **terms})))
        self.act(AgreeArrangement(plan, self.version(plan), AGREED, how, override="bekende klant"))
        return plan

    def version(self, id_: int, table: str = "arrangement") -> int:
        version: int = self.database.value(f"SELECT version FROM {table} WHERE id = ?", (id_,))
        return version

    def change(self, shape: Any, plan: int, *more: Any, **named: Any) -> Any:
        """Perform a command about the arrangement as it is now."""
        return self.act(shape(plan, self.version(plan), *more, **named))

    def known(self, since: date, until: date, *received: tuple[date, int, str]) -> list[int]:
        """Bring in the statement of a period and return the ids of its entries."""
        lines = tuple(BankLine(on, on, Cents(cents), "line", name=name) for on, cents, name in received)
        first, last = ((day - BANK_BEGINS).days for day in (since, until))
        self.bank.bring_in(Sheet(first, last, self.balance, lines), day=max(self.day, until + timedelta(days=1)))
        self.balance += sum(line.cents for line in lines) // 100
        found = self.database.fetch("SELECT id FROM bank_entry ORDER BY id")
        return [id_ for (id_,) in found][-len(lines) :] if lines else []

    def pay(self, on: date, cents: int = TERM, **more: Any) -> int:
        """Record a payment by hand and return its id."""
        receipt = Receipt(on, Cents(cents), payer_id=self.debtor, another=True, **more)
        payment: int = self.act(RecordPayment(self.case, receipt)).payment_id
        return payment

    def stands(self, plan: int) -> Standing:
        found = arrangement_standing.standing(self.database, plan, self.day)
        assert found is not None
        return found

    def whys(self) -> list[str]:
        """Return the signals of the case, the first one first."""
        query = "SELECT code FROM signal WHERE case_id = ? ORDER BY rank"
        return [code for (code,) in self.database.fetch(query, (self.case,)) if code.startswith("signal.plan")]

    def listed(self, listed: Listed) -> list[int]:
        page = arrangement_standing.plans(self.database, listed, self.day).after(self.database)
        return [row.arrangement_id for row in page.rows]

    def check(self) -> None:
        assert [one for one in verify(self.database, self.day) if one.wrong] == []


@pytest.fixture
def office(database: Database, actor: Actor) -> Office:
    return Office(database, actor)


@pytest.fixture
def plan(office: Office) -> int:
    """The arrangement, of which the first term was paid; the bank is known to 29-09."""
    plan = office.agree()
    office.day = date(2026, 9, 1)
    (entry,) = office.known(date(2026, 8, 1), date(2026, 9, 29), (FIRST, TERM, "Van Dam Bouw"))
    office.day = TODAY
    office.act(AssignEntry(entry, (Share(office.case, TERM),)))
    return plan


def rated(office: Office) -> None:
    """Say that there is no VAT in the claim: that is known then."""
    principal = office.database.value("SELECT principal_cents FROM claim WHERE id = ?", (office.claim,))
    office.act(StateVat(office.claim, (RatePart(Treatment.EXEMPT, "0", principal, ZERO),)))


def test_old_bank_data_say_nothing(office: Office, plan: int) -> None:
    now = office.stands(plan).now
    assert (now.state, now.late_terms, now.judged_once) == (PlanState.ACTIVE, 0, date(2026, 10, 1))
    assert office.whys() == ["signal.plan_unjudged"]
    assert office.listed(Listed.UNJUDGED) == office.listed(Listed.ALL) == [plan]
    command = SendNotice(plan, office.version(plan), TODAY, Channel.LETTER)
    assert refused("arrangement.bank_old", office.act, command)["until"] == date(2026, 10, 1)
    refused("arrangement.bank_old", office.act, BreakArrangement(plan, office.version(plan), "x"))
    office.check()


@pytest.mark.parametrize("of_another", [False, True])
def test_every_account_that_it_may_be_paid_to_has_to_be_known(office: Office, *, of_another: bool) -> None:
    claims: tuple[int, ...] = (office.claim,)
    if of_another:
        party = office.act(AddParty(PartyFacts("Groothandel Zuid B.V.")))
        claims += (office.add_claim("Z-001", 10_000, office.act(AddCreditor(party, CreditorFacts("GZ")))),)
    plan = office.agree(claim_ids=claims)
    office.day = TODAY
    office.known(date(2026, 8, 1), date(2026, 11, 20))
    if not of_another:
        assert office.stands(plan).now.behind == 75_000
        office.bank.account()
    now = office.stands(plan).now
    assert (now.behind, now.judged_once) == (0, date(2026, 9, 2))
    refused("arrangement.bank_old", office.act, SendNotice(plan, office.version(plan), TODAY, Channel.MAIL))


def test_from_a_possible_receipt_to_the_end(office: Office, plan: int) -> None:
    (entry,) = office.known(date(2026, 9, 30), date(2026, 11, 20), (date(2026, 10, 30), TERM, "Iemand Anders"))
    now = office.stands(plan).now
    assert (now.late_terms, now.behind, now.possible, now.state) == (2, 50_000, 1, PlanState.ACTIVE)
    assert office.whys() == ["signal.plan_possible"]
    refused("arrangement.possible_receipt", office.act, BreakArrangement(plan, office.version(plan), "x"))
    refused("arrangement.possible_receipt", office.act, SendNotice(plan, office.version(plan), TODAY, Channel.MAIL))

    office.act(DismissEntry(entry, "van een andere klant"))
    assert office.stands(plan).now.is_behind
    assert office.listed(Listed.BEHIND) == [plan]
    refused("arrangement.no_notice", office.act, BreakArrangement(plan, office.version(plan), "x"))
    refused("arrangement.not_written", office.act, SendNotice(plan, office.version(plan), TODAY, Channel.PHONE))
    # Nor one from before the first term could be called late.
    early = SendNotice(plan, office.version(plan), date(2026, 10, 1), Channel.MAIL)
    refused("given.days_order", office.act, early)
    refused(
        "arrangement.notice_short",
        office.act,
        SendNotice(plan, office.version(plan), TODAY, Channel.MAIL, TODAY + timedelta(days=6)),
    )
    office.change(SendNotice, plan, TODAY, Channel.MAIL)
    now = office.stands(plan).now
    assert now.state is PlanState.IN_NOTICE
    assert now.notice is not None
    assert now.notice.pay_until == date(2026, 11, 28)
    assert office.listed(Listed.IN_NOTICE) == [plan]
    refused("arrangement.notice_runs", office.act, SendNotice(plan, office.version(plan), TODAY, Channel.MAIL))

    # Its term has passed, and the three working days after it, but the bank is not known so far.
    office.day = date(2026, 12, 3)
    assert office.stands(plan).now.judged_once == date(2026, 12, 2)
    refused("arrangement.bank_old", office.act, BreakArrangement(plan, office.version(plan), "x"))
    office.known(date(2026, 11, 21), date(2026, 12, 2))
    now = office.stands(plan).now
    assert (now.state, now.behind) == (PlanState.BREAK_PROPOSED, 75_000)
    assert (office.whys(), office.listed(Listed.TO_BREAK)) == (["signal.plan_break"], [plan])
    office.check()

    office.change(BreakArrangement, plan, "niet nagekomen")
    standing = office.stands(plan)
    assert standing.now.state is PlanState.BROKEN
    assert [one.state for one in standing.now.terms[:5]] == [
        TermState.PAID,
        TermState.MISSED,
        TermState.MISSED,
        TermState.MISSED,
        TermState.VOID,
    ]
    refused("arrangement.state", office.act, waive(standing.now.terms[1].id, standing.versions))
    kind = office.database.value("SELECT next_kind FROM cases WHERE id = ?", (office.case,))
    assert kind == NextKind.CHOOSE_ROUTE
    assert office.database.value("SELECT interest_frozen_on FROM claim WHERE id = ?", (office.claim,)) is None
    assert office.database.value("SELECT count(*) FROM track WHERE kind = 'arrangement' AND closed_on IS NULL") == 0
    assert office.whys() == []
    office.check()


def test_who_may_be_a_consumer_has_the_time_of_one(office: Office, plan: int) -> None:
    office.known(date(2026, 9, 30), date(2026, 11, 20))
    facts = ClaimFacts(
        "2026-001", "contract", None, Agreed.CONTRACT, invoice_on=date(2026, 6, 1), due_on=date(2026, 7, 1)
    )
    office.act(ChangeClaim(office.claim, office.version(office.claim, "claim"), facts))
    short = SendNotice(plan, office.version(plan), TODAY, Channel.MAIL, TODAY + timedelta(days=13))
    assert refused("arrangement.notice_short", office.act, short)["least"] == TODAY + timedelta(days=14)


def test_breaking_is_taken_back_whole(office: Office, plan: int) -> None:
    office.known(date(2026, 9, 30), date(2026, 11, 20))
    office.change(SendNotice, plan, TODAY, Channel.LETTER)
    office.day = date(2026, 12, 3)
    office.known(date(2026, 11, 21), date(2026, 12, 2))
    command = BreakArrangement(plan, office.version(plan), "niet nagekomen")
    done = perform(office.database, office.actor, office.day, command)
    assert done.step is not None
    office.act(UndoStep(done.step))
    assert office.stands(plan).now.state is PlanState.BREAK_PROPOSED
    assert office.database.value("SELECT interest_frozen_on FROM claim WHERE id = ?", (office.claim,)) is not None
    office.check()


def test_money_cures(office: Office, plan: int) -> None:
    office.known(date(2026, 9, 30), date(2026, 11, 20))
    notice = office.change(SendNotice, plan, TODAY, Channel.LETTER)
    payment = office.pay(TODAY, 50_000)
    assert office.stands(plan).now.state is PlanState.ACTIVE
    assert office.whys() == []
    # A kept arrangement is not neglected, however long nothing is done.
    office.day = date(2026, 11, 24)
    office.act(ReversePayment(payment, "teruggeboekt", office.day))
    now = office.stands(plan).now
    assert (now.state, now.behind) == (PlanState.ACTIVE, 50_000)
    office.act(WithdrawNotice(notice, office.version(notice, "arrangement_notice"), "nieuwe brief"))
    refused(
        "arrangement.notice_withdrawn",
        office.act,
        WithdrawNotice(notice, office.version(notice, "arrangement_notice"), "x"),
    )
    office.check()


def test_a_return_that_was_a_mistake_makes_no_term_late(office: Office, plan: int) -> None:
    payment = office.pay(date(2026, 9, 28))
    before = office.stands(plan).now.terms
    back = ReversePayment(payment, "gestorneerd", date(2026, 10, 20))
    step = perform(office.database, office.actor, office.day, back).step
    assert step is not None
    office.act(UndoStep(step))
    assert office.stands(plan).now.terms == before


def test_what_is_credited_or_waived_is_not_asked(office: Office, plan: int) -> None:
    office.known(date(2026, 9, 30), date(2026, 11, 20))
    mistake = office.act(CreditClaim(office.claim, Cents(5_000), TODAY, "verkeerde klant"))
    office.act(ReverseEntry(mistake, "verkeerde klant"))
    office.act(CreditClaim(office.claim, Cents(10_000), TODAY, "creditnota"))
    assert office.stands(plan).now.terms[-1].owed == 15_000
    terms, versions = office.stands(plan).now.terms, office.stands(plan).versions
    handler = as_handler(office)
    handler(waive(terms[1].id, versions))
    now = office.stands(plan).now
    assert (now.terms[1].state, now.behind) == (TermState.WAIVED, 25_000)
    # A handler may let go 250,00 in all.
    refused("mandate.exceeded", handler, waive(terms[2].id, versions))
    refused("arrangement.term_paid", office.act, waive(terms[0].id, versions))
    office.check()


def waive(term: int, versions: dict[int, int]) -> WaiveTerm:
    return WaiveTerm(term, versions[term], "coulance")


def as_handler(office: Office) -> Any:
    handler = office.actor._replace(roles=frozenset({Role.HANDLER}))

    def act(command: object) -> Any:
        return perform(office.database, handler, office.day, command).result

    return act


def test_suspended_and_resumed(office: Office, plan: int) -> None:
    office.known(date(2026, 9, 30), date(2026, 11, 20))
    office.act(OpenTrack(office.case, TrackKind.INSOLVENCY, "faillissement"))
    assert office.whys() == ["signal.plan_suspend"]
    refused("arrangement.stopped", office.act, SendNotice(plan, office.version(plan), TODAY, Channel.MAIL))
    office.change(SuspendArrangement, plan, "faillissement")
    assert (office.stands(plan).now.state, office.whys()) == (PlanState.SUSPENDED, [])
    assert office.listed(Listed.SUSPENDED) == [plan]
    refused("arrangement.state", office.act, SuspendArrangement(plan, office.version(plan), "x"))
    office.change(ResumeArrangement, plan, "vernietigd")
    assert office.stands(plan).now.state is PlanState.ACTIVE
    office.check()


def test_what_was_paid_before_the_terms_were_reckoned_is_not_paid_on_them(office: Office) -> None:
    office.day = AGREED
    deducted = office.pay(AGREED, 100_000)
    plan = office.agree(total_cents=None, terms=2, interest=PlanInterest.WAIVED)
    assert (office.stands(plan).plan.total_cents, office.stands(plan).now.paid) == (200_000, 0)
    # Booked anew it is no other payment; what comes in later on that day is one.
    receipt = Receipt(AGREED, Cents(100_000), payer_id=office.debtor, reference="termijn", another=True)
    moved = office.act(CorrectPayment(deducted, receipt, "kenmerk vergeten")).payment_id
    assert office.stands(plan).now.paid == 0
    office.pay(AGREED, 5_000)
    office.act(CreditClaim(office.claim, Cents(1_000), AGREED, "korting"))
    assert (office.stands(plan).now.paid, office.stands(plan).now.rest) == (5_000, 194_000)
    # What goes back after all is owed beside the terms.
    office.day = date(2026, 8, 27)
    office.act(ReversePayment(moved, "gestorneerd", office.day))
    assert office.stands(plan).now.paid == 5_000
    office.check()


@pytest.mark.parametrize("interest", [PlanInterest.RUNNING, PlanInterest.FROZEN, PlanInterest.WAIVED])
def test_a_claim_that_is_withdrawn_leaves_the_terms_with_its_interest(office: Office, interest: PlanInterest) -> None:
    other = office.add_claim("2026-002", 100_000)
    plan = office.agree(claim_ids=(office.claim, other), total_cents=None, terms=4, interest=interest)
    before = office.stands(plan).now
    office.day = date(2026, 9, 1)
    office.act(WithdrawClaim(other, office.version(other, "claim"), "dubbel gefactureerd"))
    now = office.stands(plan).now
    # Both claims are of one day and one rate: a quarter of all was about the other, and goes from the end.
    assert abs(now.rest - before.rest * 3 // 4) <= 2
    assert [term.owed for term in now.terms[:3]] == [term.owed for term in before.terms[:3]]
    assert office.whys()[0] == "signal.plan_withdrawn"
    office.act(AddContact(office.case, office.debtor, office.day, Channel.PHONE, Outcome.INFORMED))
    assert "signal.plan_withdrawn" not in office.whys()
    office.check()


def test_a_second_suspension_hides_nothing_of_the_first(office: Office, plan: int) -> None:
    office.day = date(2026, 9, 28)
    office.change(SuspendArrangement, plan, "faillissement aangevraagd")
    office.day = date(2026, 11, 17)
    office.change(ResumeArrangement, plan, "aanvraag ingetrokken")
    office.known(date(2026, 9, 30), date(2026, 11, 23))
    office.day = date(2026, 11, 18)
    office.change(SuspendArrangement, plan, "dispuut")
    office.day = date(2026, 11, 24)
    office.change(ResumeArrangement, plan, "afgehandeld")
    # Both terms fell in the first suspension; its grace was not over when the second began.
    assert {term.late_from for term in office.stands(plan).now.terms[1:3]} == {date(2026, 11, 28)}
    assert office.stands(plan).now.behind == 0
    step = office.database.value("SELECT max(step) FROM log")
    office.act(UndoStep(step))
    assert office.database.value("SELECT count(*) FROM arrangement_suspension") == 1
    office.check()


def test_a_kept_arrangement_runs_out_in_aftercare(office: Office) -> None:
    guarantor = office.act(AddParty(PartyFacts("J. Borg")))
    plan = office.agree(total_cents=Cents(50_000), terms=2, remission_cents=Cents(70_000))
    office.day = date(2026, 9, 30)
    liability = office.act(AddLiability(office.claim, Liable(guarantor, Relation.GUARANTOR)))
    office.act(SetCustomer(office.case, CustomerFacts(manager_name="V. Erkoop")))
    office.pay(FIRST)
    refused("arrangement.not_paid", office.act, CompleteArrangement(plan, office.version(plan)))
    office.pay(date(2026, 9, 28))
    assert office.whys() == ["signal.plan_complete"]
    refused("arrangement.unanswered", office.act, CompleteArrangement(plan, office.version(plan)))
    office.act(AnswerRemission(plan, Beside.GUARANTOR, liability, RemissionAnswerKind.RESERVED, "in de brief"))
    refused("arrangement.no_vat_route", office.act, CompleteArrangement(plan, office.version(plan)))
    handler = as_handler(office)
    refused("mandate.none", handler, ChooseVat(plan, office.version(plan), VatRoute.CREDIT_NOTE))
    office.change(ChooseVat, plan, VatRoute.CREDIT_NOTE)
    refused("mandate.exceeded", handler, CompleteArrangement(plan, office.version(plan)))
    refused("arrangement.state", office.act, ThankArrangement(plan, office.version(plan), office.day, Channel.MAIL))
    assert office.change(CompleteArrangement, plan) == 70_000
    booked = office.database.fetch(
        "SELECT kind, cents, arrangement_id FROM ledger_entry WHERE claim_id = ? AND kind = 'credit'", (office.claim,)
    )
    assert sum(cents for _, cents, _ in booked) == -70_000
    assert {(kind, of) for kind, _, of in booked} == {(EntryKind.CREDIT, plan)}
    assert office.stands(plan).now.state is PlanState.COMPLETED
    assert office.whys() == ["signal.plan_tell_sales", "signal.plan_thank"]
    office.change(ThankArrangement, plan, office.day, Channel.MAIL)
    office.change(TellSales, plan, office.day)
    assert (office.stands(plan).now.state, office.listed(Listed.AFTERCARE)) == (PlanState.AFTERCARE, [plan])
    # Of the claim more is open than was remitted.
    refused(
        "arrangement.still_open",
        office.act,
        DischargeArrangement(plan, office.version(plan), office.day, Channel.LETTER),
    )
    office.check()


def test_a_rest_below_the_tolerance_is_let_go_with_the_arrangement_where_somebody_says_so(office: Office) -> None:
    plan = office.agree(total_cents=None, terms=2, interest=PlanInterest.WAIVED)
    waived = office.database.value("SELECT waived_cents FROM arrangement")
    office.day = date(2026, 9, 30)
    office.pay(FIRST, 150_000)
    office.pay(date(2026, 9, 28), 149_963)
    now = office.stands(plan).now
    assert (now.rest, now.paid_on, now.completes_from) == (37, date(2026, 9, 28), date(2026, 9, 28))
    command = CompleteArrangement(plan, office.version(plan), "betalingsverschil", let_go_rest=True)
    # The rest takes the mandate for remission, and no choice about VAT.
    assert office.act(command) == waived + 37
    assert office.database.value("SELECT sum(cents) FROM ledger_entry") == 0
    office.change(ThankArrangement, plan, office.day, Channel.MAIL)
    assert office.whys() == ["signal.plan_return"]
    office.check()


def test_a_rest_stays_open_where_nobody_lets_it_go(office: Office) -> None:
    plan = office.agree(total_cents=Cents(50_000), terms=2)
    office.day = date(2026, 9, 30)
    office.pay(FIRST, 49_963)
    assert office.change(CompleteArrangement, plan) == 0
    assert office.stands(plan).now.rest == 37
    office.check()


def test_what_a_remission_does_to_a_security_is_answered_too(office: Office) -> None:
    plan = office.agree(total_cents=Cents(50_000), terms=2, remission_cents=Cents(70_000))
    facts = SecurityFacts("voorraad", claim_ids=(office.claim,))
    security = office.act(RegisterSecurity(office.debtor, office.bank.creditor, SecurityKind.PLEDGE, facts))
    (one,) = office.stands(plan).beside
    assert (one.beside, one.beside_id, one.name, one.answer) == (Beside.SECURITY, security, "voorraad", None)
    office.act(AnswerRemission(plan, Beside.SECURITY, security, RemissionAnswerKind.KEPT_BY_LAW))
    (one,) = office.stands(plan).beside
    assert one.answer is RemissionAnswerKind.KEPT_BY_LAW
    office.act(RecordSecurityEvent(security, SecurityEventKind.RELEASED, office.day))
    assert office.stands(plan).beside == ()


def test_two_answers_about_one_beside_the_debtor_are_not_lost(office: Office) -> None:
    guarantor = office.act(AddParty(PartyFacts("J. Borg")))
    liability = office.act(AddLiability(office.claim, Liable(guarantor, Relation.GUARANTOR)))
    plan = office.agree(total_cents=Cents(50_000), terms=2, remission_cents=Cents(70_000))

    def answer(kind: RemissionAnswerKind, version: int | None) -> AnswerRemission:
        return AnswerRemission(plan, Beside.GUARANTOR, liability, kind, "zo afgesproken", version)

    office.act(answer(RemissionAnswerKind.RESERVED, None))
    # Who saw none, or the one before, does not go over it.
    for seen in (None, 2):
        with pytest.raises(Stale):
            office.act(answer(RemissionAnswerKind.RELEASED, seen))
    step = perform(office.database, office.actor, office.day, answer(RemissionAnswerKind.RELEASED, 1)).step
    with pytest.raises(Stale):
        office.act(answer(RemissionAnswerKind.RESERVED, 1))
    assert step is not None
    office.act(UndoStep(step))
    (one,) = office.stands(plan).beside
    assert one.answer is RemissionAnswerKind.RESERVED
    office.act(RedoStep(step))
    (one,) = office.stands(plan).beside
    assert one.answer is RemissionAnswerKind.RELEASED
    office.check()


def test_all_of_a_claim_paid_and_remitted_is_discharged(office: Office) -> None:
    plan = office.agree(
        total_cents=Cents(250_000), terms=1, remission_cents=Cents(50_000), interest=PlanInterest.WAIVED
    )
    office.day = date(2026, 9, 30)
    payment = office.pay(FIRST, 250_000)
    office.change(ChooseVat, plan, VatRoute.BAD_DEBT_RELIEF)
    rated(office)
    done = perform(office.database, office.actor, office.day, CompleteArrangement(plan, office.version(plan)))
    assert done.result >= 50_000
    office.change(ThankArrangement, plan, office.day, None, "op verzoek geen brief")
    assert office.whys() == ["signal.plan_return"]
    office.change(DischargeArrangement, plan, office.day, Channel.LETTER)
    # What came back after all is told at once, all of it.
    office.act(ReversePayment(payment, "teruggeboekt", office.day))
    assert office.stands(plan).now.rest == 250_000
    refused("arrangement.not_paid", office.act, TellSales(plan, office.version(plan), office.day))
    assert office.whys() == ["signal.plan_returned"]
    office.check()


def test_interest_that_is_waived_is_let_go_though_payments_went_to_it_first(office: Office) -> None:
    plan = office.agree(total_cents=None, terms=2, interest=PlanInterest.WAIVED)
    waived = office.stands(plan).plan.remission_cents + office.database.value("SELECT waived_cents FROM arrangement")
    assert waived > 0
    office.day = date(2026, 9, 30)
    for on in (FIRST, date(2026, 9, 28)):
        receipt = Receipt(on, Cents(150_000), payer_id=office.debtor, another=True)
        office.act(RecordPayment(office.case, receipt, accrue=True))
    office.change(ChooseVat, plan, VatRoute.CREDIT_NOTE)
    assert office.change(CompleteArrangement, plan) == waived
    assert office.database.value("SELECT sum(cents) FROM ledger_entry") == 0
    office.change(DischargeArrangement, plan, office.day, Channel.LETTER)
    office.check()


def test_what_a_joint_debtor_agreed_stops_no_interest_of_the_debtor_and_the_track_closes_with_the_last(
    office: Office,
) -> None:
    other = office.act(AddParty(PartyFacts("M. Debiteur")))
    office.act(AddLiability(office.claim, Liable(other, Relation.JOINT)))
    mine = office.agree(total_cents=Cents(100_000), terms=4)
    his = office.agree(party_id=other, total_cents=Cents(100_000), terms=4)
    office.known(date(2026, 8, 1), date(2026, 11, 20))
    office.day = TODAY
    plans = mine, his
    for plan in plans:
        office.change(SendNotice, plan, TODAY, Channel.LETTER)
    office.day = date(2026, 12, 3)
    office.known(date(2026, 11, 21), date(2026, 12, 2))
    frozen = "SELECT interest_frozen_on FROM claim WHERE id = ?"
    tracks = "SELECT count(*) FROM track WHERE closed_on IS NULL"
    ends = []
    for plan in plans:
        office.change(BreakArrangement, plan, "niet nagekomen")
        runs = office.database.value(frozen, (office.claim,)) is None
        ends.append((runs, office.database.value(tracks)))
    # So the track is closed with the last of them.
    assert ends == [(True, 1), (True, 0)]
    office.check()


def test_money_of_a_third_that_stands_nowhere_may_be_a_term(office: Office, plan: int) -> None:
    office.known(date(2026, 9, 30), date(2026, 11, 20))
    mother = office.act(AddParty(PartyFacts("M. Moeder")))
    nothing = office.add_claim("2026-002", 100)
    receipt = Receipt(
        date(2026, 10, 28),
        TERM,
        payer_id=mother,
        another=True,
        lines=(ChosenLine(nothing, Component.PRINCIPAL, Cents(100)),),
        reason="eerst de kleine",
    )
    office.act(RecordPayment(office.case, receipt))
    now = office.stands(plan).now
    assert (now.behind, now.possible) == (50_000, 1)
    refused("arrangement.possible_receipt", office.act, SendNotice(plan, office.version(plan), TODAY, Channel.MAIL))


def test_waived_interest_and_waived_terms_take_the_mandate_together(office: Office) -> None:
    plan = office.agree(total_cents=None, terms=12, interest=PlanInterest.WAIVED)
    standing = office.stands(plan)
    # The term is 250,00, all that a handler may let go, and interest is let go already.
    refused("mandate.exceeded", as_handler(office), waive(standing.now.terms[0].id, standing.versions))


def test_interest_that_is_not_booked_keeps_it_from_being_discharged(office: Office) -> None:
    plan = office.agree(terms=1)
    office.day = date(2026, 9, 30)
    office.pay(FIRST, 300_000)
    assert office.database.value("SELECT sum(cents) FROM ledger_entry") == 0
    office.change(CompleteArrangement, plan)
    discharge = DischargeArrangement(plan, office.version(plan), office.day, Channel.LETTER)
    refused("arrangement.still_open", office.act, discharge)


def test_completing_is_taken_back_with_what_was_remitted(office: Office) -> None:
    plan = office.agree(total_cents=Cents(250_000), terms=1, remission_cents=Cents(50_000))
    office.day = date(2026, 9, 30)
    office.pay(FIRST, 250_000)
    office.change(ChooseVat, plan, VatRoute.BAD_DEBT_RELIEF)
    rated(office)
    before = office.database.value("SELECT sum(cents) FROM ledger_entry WHERE claim_id = ?", (office.claim,))
    done = perform(office.database, office.actor, office.day, CompleteArrangement(plan, office.version(plan)))
    assert done.step is not None
    office.act(UndoStep(done.step))
    after = office.database.value("SELECT sum(cents) FROM ledger_entry WHERE claim_id = ?", (office.claim,))
    assert (after, office.stands(plan).now.state) == (before, PlanState.ACTIVE)
    office.check()


def test_a_return_after_completion_reopens_it_with_what_was_remitted(office: Office) -> None:
    plan = office.agree(total_cents=Cents(250_000), terms=1, remission_cents=Cents(50_000))
    office.day = date(2026, 9, 30)
    payment = office.pay(FIRST, 250_000)
    office.change(ChooseVat, plan, VatRoute.BAD_DEBT_RELIEF)
    rated(office)
    owed = "SELECT sum(cents) FROM ledger_entry WHERE claim_id = ?"
    before = office.database.value(owed, (office.claim,))
    office.change(CompleteArrangement, plan)
    refused("arrangement.nothing_returned", office.act, ReopenArrangement(plan, office.version(plan), "vergissing"))
    office.act(ReversePayment(payment, "storno", office.day))
    assert "signal.plan_returned" in office.whys()
    office.change(ReopenArrangement, plan, "storno na afronding")
    now = office.stands(plan).now
    assert (now.rest, now.paid_on) == (250_000, None)
    assert now.state not in (PlanState.COMPLETED, PlanState.AFTERCARE)
    # What was booked of interest to date stays owed.
    interest = office.database.value(
        "SELECT sum(cents) FROM ledger_entry WHERE claim_id = ? AND kind = 'charge' AND component = 'interest'",
        (office.claim,),
    )
    assert office.database.value(owed, (office.claim,)) == before + interest + 250_000
    assert "signal.plan_returned" not in office.whys()
    office.check()
    # And it may be kept after all.
    office.pay(office.day, 250_000)
    office.change(CompleteArrangement, plan)
    assert office.database.value(owed, (office.claim,)) == before + interest - 50_000
    office.check()


def test_a_collected_plan_waits_for_what_can_come_back(office: Office) -> None:
    plan = office.agree(by_direct_debit=True)
    payments = []
    for term in office.stands(plan).now.terms:
        office.day = term.due_on
        payments.append(office.pay(term.due_on))
    office.day = date(2027, 9, 21)
    assert office.stands(plan).now.completes_from == date(2027, 9, 22)
    refused("arrangement.returnable", office.act, CompleteArrangement(plan, office.version(plan)))
    # Returned on 20-09: the term is simply open again.
    office.act(ReversePayment(payments[-1], "storno", date(2027, 9, 20)))
    now = office.stands(plan).now
    assert (now.completes_from, now.rest) == (None, 25_000)
    office.pay(office.day)
    office.day = date(2027, 11, 16)
    refused("arrangement.returnable", office.act, CompleteArrangement(plan, office.version(plan)))
    office.known(date(2026, 8, 1), date(2027, 11, 16))
    office.change(CompleteArrangement, plan)
    office.check()


def test_what_an_offer_waits_for(office: Office) -> None:
    office.day = AGREED
    terms = PlanTerms(office.debtor, (office.claim,), Rhythm.MONTHLY, FIRST, terms=8)
    plan = office.act(DraftArrangement(office.case, terms))
    assert (office.stands(plan).now.state, office.whys()) == (PlanState.EVIDENCE_PENDING, ["signal.plan_evidence"])
    kinds = (FinanceKind.INCOME, FinanceKind.FIXED_COSTS)
    office.act(RequireFinances(office.case, kinds, Supports.PLAN, office.day))
    for (piece,) in office.database.fetch("SELECT id FROM finance_evidence"):
        office.act(WaiveFinance(piece, office.version(piece, "finance_evidence"), "klant van jaren"))
    assert (office.stands(plan).now.state, office.whys()) == (PlanState.DRAFT, ["signal.plan_draft"])
    assert office.listed(Listed.PENDING) == [plan]
    handler = as_handler(office)
    handler(asked_for(OfferArrangement(plan, office.version(plan)), "graag akkoord"))
    assert office.stands(plan).now.state is PlanState.APPROVAL_PENDING
    office.change(OfferArrangement, plan)
    assert office.stands(plan).now.state is PlanState.OFFERED
    assert office.listed(Listed.OFFERED) == [plan]
    office.day = date(2026, 9, 30)
    assert office.stands(plan).now.state is PlanState.EXPIRED
    office.check()


@pytest.mark.parametrize("small", [0, 10_000])
def test_who_pays_what_he_was_offered_agrees_to_it(office: Office, small: int) -> None:
    claims = (office.claim, office.add_claim("2026-002", small)) if small else (office.claim,)
    office.day = AGREED
    terms = PlanTerms(office.debtor, claims, Rhythm.MONTHLY, FIRST, terms=6, interest=PlanInterest.FROZEN)
    plan = office.act(DraftArrangement(office.case, terms))
    office.act(OfferArrangement(plan, office.version(plan), override="bekende klant"))
    office.day = FIRST
    first = office.stands(plan).now.terms[0].cents
    office.act(RecordPayment(office.case, Receipt(FIRST, first, designation=claims[::-1]), accrue=True))
    office.act(AgreeArrangement(plan, office.version(plan), FIRST, AgreedHow.MAIL))
    now = office.stands(plan).now
    assert (now.paid, now.terms[0].state, now.next_due_on) == (first, TermState.PAID, date(2026, 9, 28))
    office.check()


def test_what_was_agreed_by_telephone_is_asked_for_on_paper(office: Office) -> None:
    office.agree(AgreedHow.PHONE)
    office.day = date(2026, 9, 4)
    office.pay(FIRST)
    assert office.whys() == ["signal.plan_document"]


def test_each_step_goes_back_and_comes_again(office: Office, plan: int) -> None:
    office.known(date(2026, 9, 30), date(2026, 11, 20))
    term = office.stands(plan).now.terms[2]
    commands: tuple[Callable[[int], object], ...] = (
        lambda version: SendNotice(plan, version, TODAY, Channel.LETTER),
        lambda _: WaiveTerm(term.id, 1, "coulance"),
        lambda version: SuspendArrangement(plan, version, "dispuut"),
        lambda version: ChooseVat(plan, version, VatRoute.NO_VAT),
    )
    for command in commands:
        before = office.stands(plan).now
        step = perform(office.database, office.actor, office.day, command(office.version(plan))).step
        assert step is not None
        after = office.stands(plan).now
        office.act(UndoStep(step))
        assert office.stands(plan).now == before
        again = perform(office.database, office.actor, office.day, RedoStep(step)).step
        assert office.stands(plan).now == after
        assert again is not None
        office.act(UndoStep(again))
    office.check()


def test_co_debtors_with_plans_of_their_own_pay_their_own(office: Office) -> None:
    other = office.act(AddParty(PartyFacts("M. Debiteur")))
    office.act(AddLiability(office.claim, Liable(other, Relation.JOINT)))
    mine = office.agree(total_cents=Cents(100_000), terms=4)
    his = office.agree(party_id=other, total_cents=Cents(100_000), terms=4)
    office.day = TODAY
    office.pay(FIRST)
    office.act(RecordPayment(office.case, Receipt(FIRST, Cents(20_000), payer_id=other, another=True)))
    office.act(RecordPayment(office.case, Receipt(FIRST, Cents(1_000), another=True)))
    assert (office.stands(mine).now.paid, office.stands(his).now.paid) == (26_000, 20_000)
    office.check()


def test_what_a_guarantor_need_not_pay_the_debtor_still_owes(office: Office) -> None:
    guarantor = office.act(AddParty(PartyFacts("J. Borg")))
    office.act(AddLiability(office.claim, Liable(guarantor, Relation.GUARANTOR)))
    plan = office.agree(party_id=guarantor, total_cents=Cents(50_000), terms=2)
    office.day = date(2026, 9, 30)
    office.act(RecordPayment(office.case, Receipt(FIRST, TERM, payer_id=guarantor, another=True)))
    standing = office.stands(plan)
    office.act(waive(standing.now.terms[1].id, standing.versions))
    assert office.change(CompleteArrangement, plan) == 0
    assert office.database.value("SELECT sum(cents) FROM ledger_entry") == 275_000
    office.check()


def test_money_of_nobody_pays_only_one_of_two_co_debtors(office: Office) -> None:
    plans = []
    for name in ("A. Vennoot", "B. Vennoot"):
        other = office.act(AddParty(PartyFacts(name)))
        office.act(AddLiability(office.claim, Liable(other, Relation.JOINT)))
        plans.append(office.agree(party_id=other, total_cents=Cents(100_000), terms=4))
    office.day = TODAY
    office.act(RecordPayment(office.case, Receipt(FIRST, Cents(1_000), another=True)))
    assert [office.stands(plan).now.paid for plan in plans] == [1_000, 0]


def test_vat_is_not_asked_back_of_a_claim_of_which_the_rates_are_not_known(office: Office) -> None:
    """It would come back for nothing, unseen: what is remitted is told by its rates first (Wet OB art. 29)."""
    plan = office.agree(total_cents=Cents(250_000), terms=1, remission_cents=Cents(50_000))
    office.day = date(2026, 9, 30)
    office.pay(FIRST, 250_000)
    office.change(ChooseVat, plan, VatRoute.BAD_DEBT_RELIEF)
    found = refused("vat.rates_unknown", office.act, CompleteArrangement(plan, office.version(plan)))
    assert found["count"] == 1
    rated(office)
    assert office.change(CompleteArrangement, plan) >= 50_000
    office.check()
