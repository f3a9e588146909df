"""What an arrangement, a direct debit or a set-off says of its letters, and what follows once one left; trial T4."""

from datetime import date
from functools import partial
from typing import Any

import pytest

from casebook.domain.arrangement.standing import PlanState
from casebook.domain.arrangement.terms import AgreedHow, PlanTerms, Rhythm
from casebook.domain.letters.extras import NamedAmount, Value
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.proof import ReturnedAs
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.money import Cents
from casebook.jobs import plan_letters
from casebook.jobs.drafting import Wanted
from casebook.jobs.letters import composed
from casebook.store.actions.addresses import AddAddress, AddContactPoint
from casebook.store.actions.arrangement_course import BreakArrangement
from casebook.store.actions.arrangement_end import CompleteArrangement
from casebook.store.actions.arrangements import (
    AgreeArrangement,
    DraftArrangement,
    LetPassArrangement,
)
from casebook.store.actions.bank_assignments import AssignEntry
from casebook.store.actions.bank_refunds import DismissEntry
from casebook.store.actions.bank_shares import Share
from casebook.store.actions.contra_items import AddContraItem, PayOutContraItem
from casebook.store.actions.direct_debit import RecordMandate, SetDebitIdentity
from casebook.store.actions.dispatch_proof import ReturnedDispatch
from casebook.store.actions.dispatches import BeginDispatch, SentDispatch
from casebook.store.actions.finances import RequireFinances
from casebook.store.actions.letters import PrepareLetter, ReleaseLetter, WithdrawLetter
from casebook.store.actions.people import AddPerson
from casebook.store.actions.set_off_letters import ORIGIN
from casebook.store.actions.undo import UndoStep, last_step
from casebook.store.database import Database
from casebook.store.models.assessment import FinanceKind, Supports
from casebook.store.models.books import ContraKind
from casebook.store.models.parties import AddressStatus, ContactKind
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import arrangement_standing, direct_debit, letter_card, set_offs
from casebook.store.queries.leaving import DispatchRow
from casebook.store.queries.letter_card import LetterCard
from casebook.store.transaction import Actor
from tests.jobs.statements import OURS
from tests.store.actions.outgoing import HERE
from tests.store.actions.refusal import refused
from tests.store.actions.test_arrangement_course import AGREED, FIRST, OPENED, TERM, TODAY, Office

K = LetterKind
_OWN = ("arrangement.", "debit.", "set_off.")
POSTED = (DispatchWay.ORDINARY,)
BOTH = (DispatchWay.REGISTERED, DispatchWay.ORDINARY)


class Writing(Office):
    """An office that writes its letters about an arrangement, to a debtor who lives somewhere."""

    def __init__(self, database: Database, actor: Actor) -> None:
        super().__init__(database, actor)
        self.act(AddAddress(self.debtor, HERE, AddressStatus.VERIFIED, "BRP", OPENED))

    def letters(
        self, plan: int, kind: LetterKind, ways: tuple[DispatchWay, ...] = POSTED, **more: Any
    ) -> PrepareLetter:
        standing = arrangement_standing.standing(self.database, plan, self.day)
        assert standing is not None
        wanted = plan_letters.wanted(self.database, standing, kind, self.day)
        extras = {**wanted.extras, **more}
        values = {name: getattr(wanted, name) for name in ("claim_ids", "parties", "last_day", "origin", "origin_id")}
        asked = Wanted(**values, extras=extras, ways=ways)
        return PrepareLetter(self.case, composed(self.database, self.day, self.case, kind, asked))

    def write(self, plan: int, kind: LetterKind, ways: tuple[DispatchWay, ...] = POSTED, **more: Any) -> int:
        (letter,) = self.act(self.letters(plan, kind, ways, **more))
        return int(letter)

    def card(self, letter: int) -> LetterCard:
        found = letter_card.letter(self.database, letter, self.day)
        assert found is not None
        return found

    def release(self, letter: int) -> None:
        self.act(ReleaseLetter(letter, self.card(letter).row.version))

    def dispatch(self, letter: int, way: DispatchWay = DispatchWay.ORDINARY) -> DispatchRow:
        return next(one for one in self.card(letter).dispatches if one.way is way)

    def posting(self, letter: int, way: DispatchWay = DispatchWay.ORDINARY) -> SentDispatch:
        one = self.dispatch(letter, way)
        return SentDispatch(one.dispatch_id, one.version, self.day)

    def send(self, letter: int) -> None:
        self.release(letter)
        self.act(self.posting(letter))

    def rules(self, letter: int) -> list[str]:
        return [one.rule for one in self.card(letter).stops if one.rule.startswith(_OWN)]

    def end(self, plan: int) -> BreakArrangement:
        return BreakArrangement(plan, self.version(plan), "niet nagekomen")


@pytest.fixture
def office(database: Database, actor: Actor) -> Writing:
    return Writing(database, actor)


@pytest.fixture
def late(office: Writing) -> int:
    """An arrangement of which two terms are late, as the bank tells it."""
    plan = office.agree()
    office.day = date(2026, 9, 1)
    (entry,) = office.known(date(2026, 8, 1), date(2026, 9, 29), (FIRST, TERM, "Van Dam Bouw"))
    office.day = TODAY
    office.act(AssignEntry(entry, (Share(office.case, TERM),)))
    refused("arrangement.bank_old", lambda _: office.write(plan, K.PLAN_NOTICE), None)
    (entry,) = office.known(date(2026, 9, 30), date(2026, 11, 20), (date(2026, 10, 30), TERM, "Iemand Anders"))
    refused("arrangement.possible_receipt", lambda _: office.write(plan, K.PLAN_NOTICE), None)
    office.act(DismissEntry(entry, "van een andere klant"))
    return plan


def test_the_notice_runs_from_the_letter_that_left(office: Writing, late: int) -> None:
    letter = office.write(late, K.PLAN_NOTICE)
    assert (office.stands(late).now.state, office.rules(letter)) == (PlanState.ACTIVE, [])
    refused("arrangement.no_notice", office.act, office.end(late))
    office.release(letter)
    refused("arrangement.no_notice", office.act, office.end(late))
    assert "signal.plan_behind" in office.whys()
    office.act(office.posting(letter))
    now = office.stands(late).now
    assert now.state is PlanState.IN_NOTICE
    assert now.notice is not None
    # The term of a business of seven days, and the time a letter is under way.
    assert (now.notice.sent_on, now.notice.behind) == (TODAY, 50_000)
    assert now.notice.pay_until == office.card(letter).last_day
    refused("arrangement.notice_time", office.act, office.end(late))
    refused("arrangement.notice_runs", lambda _: office.write(late, K.PLAN_NOTICE), None)


def test_what_left_is_not_taken_back(office: Writing, late: int) -> None:
    person = office.actor.person or 0
    letter = office.write(late, K.PLAN_NOTICE)
    office.act(UndoStep(last_step(office.database, person) or 0))
    assert letter_card.letter(office.database, letter, TODAY) is None
    office.send(office.write(late, K.PLAN_NOTICE))
    refused("letter.left_the_house", office.act, UndoStep(last_step(office.database, person) or 0))
    assert office.stands(late).now.state is PlanState.IN_NOTICE


def test_an_end_that_was_told_stays(office: Writing, late: int) -> None:
    office.send(office.write(late, K.PLAN_NOTICE))
    who = office.actor
    colleague: int = office.act(AddPerson("p.bakker", "P. Bakker", (Role.HANDLER,)))
    office.day = date(2026, 12, 21)
    office.known(date(2026, 11, 21), date(2026, 12, 18))
    office.act(office.end(late))
    ended = last_step(office.database, office.actor.person or 0) or 0
    # A colleague writes the letter, and sends it.
    office.actor = Actor(colleague, frozenset({Role.HANDLER}))
    office.send(office.write(late, K.PLAN_ENDED))
    office.actor = who
    refused("letter.left", office.act, UndoStep(ended))
    assert office.stands(late).now.state is PlanState.BROKEN


def test_what_is_paid_meanwhile_keeps_a_notice_in_the_house(office: Writing, late: int) -> None:
    letter = office.write(late, K.PLAN_NOTICE)
    office.release(letter)
    office.pay(TODAY, TERM)
    assert office.rules(letter) == ["arrangement.notice_otherwise"]
    refused("stop.paid_since", office.act, office.posting(letter))
    office.pay(TODAY, TERM)
    assert office.rules(letter) == ["arrangement.not_behind"]
    assert office.stands(late).now.notices == 0


def test_a_notice_by_two_ways_is_one_and_comes_back_only_with_both(office: Writing, late: int) -> None:
    letter = office.write(late, K.PLAN_NOTICE, BOTH)
    office.release(letter)
    for way in BOTH:
        office.act(office.posting(letter, way))
    assert office.stands(late).now.notices == 1
    for way, left in ((DispatchWay.REGISTERED, 1), (DispatchWay.ORDINARY, 0)):
        one = office.dispatch(letter, way)
        office.act(ReturnedDispatch(one.dispatch_id, one.version, TODAY, ReturnedAs.MOVED))
        assert office.stands(late).now.notices == left


def test_the_same_is_not_prepared_twice(office: Writing, late: int) -> None:
    letter = office.write(late, K.PLAN_NOTICE)
    refused("letter.prepared_already", lambda _: office.write(late, K.PLAN_NOTICE), None)
    office.act(WithdrawLetter(letter, 1, "andere datum"))
    office.write(late, K.PLAN_NOTICE)


def test_only_what_was_ended_is_said_to_be_ended(office: Writing, late: int) -> None:
    refused("arrangement.not_broken", lambda _: office.write(late, K.PLAN_ENDED), None)


def test_an_offer_is_made_by_the_letter_that_left(office: Writing) -> None:
    office.day = AGREED
    terms = PlanTerms(office.debtor, (office.claim,), Rhythm.MONTHLY, FIRST, terms=12)
    plan: int = office.act(DraftArrangement(office.case, terms))
    office.act(LetPassArrangement(plan, office.version(plan), "bekende klant"))
    letter = office.write(plan, K.PLAN_PROPOSAL, offer_until=date(2026, 8, 27))
    assert office.stands(plan).plan.offered_on is None
    office.send(letter)
    card = office.stands(plan).plan
    assert (card.offered_on, card.offer_until) == (AGREED, date(2026, 8, 27))
    assert office.stands(plan).now.state is PlanState.OFFERED
    office.act(AgreeArrangement(plan, office.version(plan), AGREED, AgreedHow.SIGNED))
    office.send(office.write(plan, K.PLAN_CONFIRMATION))
    refused("arrangement.state", lambda _: office.write(plan, K.PLAN_PROPOSAL), None)


def test_a_lead_lets_an_offer_pass_and_releasing_takes_the_mandate(office: Writing) -> None:
    office.day = AGREED
    claim = office.add_claim("2026-002", 2_000_000)
    office.act(RequireFinances(office.case, (FinanceKind.INTERIM_FIGURES,), Supports.PLAN, AGREED))
    plan: int = office.act(
        DraftArrangement(office.case, PlanTerms(office.debtor, (claim,), Rhythm.MONTHLY, FIRST, terms=36))
    )
    refused("gate.evidence_missing", lambda _: office.write(plan, K.PLAN_PROPOSAL), None)
    let_pass = LetPassArrangement(plan, office.version(plan), "cijfers bekend uit het vorige dossier")
    handler = office.actor._replace(roles=frozenset({Role.HANDLER}))
    refused("mandate.none", lambda one: perform(office.database, handler, office.day, one), let_pass)
    office.act(let_pass)
    letter = office.write(plan, K.PLAN_PROPOSAL)
    releasing = ReleaseLetter(letter, office.card(letter).row.version)
    refused("mandate.exceeded", lambda one: perform(office.database, handler, office.day, one), releasing)
    office.act(releasing)
    office.act(office.posting(letter))
    assert office.stands(plan).now.state is PlanState.OFFERED


def test_nobody_is_thanked_or_discharged_before_it_is_completed(office: Writing) -> None:
    plan = office.agree(terms=1)
    office.day = date(2026, 9, 30)
    office.pay(FIRST, 300_000)
    for kind in (K.THANK_YOU, K.DISCHARGE):
        about = Wanted(claim_ids=(office.claim,))
        command = PrepareLetter(office.case, composed(office.database, office.day, office.case, kind, about))
        refused("arrangement.not_completed", office.act, command)
        refused("arrangement.state", partial(office.write, plan), kind)
    office.change(CompleteArrangement, plan)
    letter = office.write(plan, K.THANK_YOU)
    assert "signal.plan_thank" in office.whys()
    office.send(letter)
    assert office.stands(plan).plan.thanked_on == office.day
    assert "signal.plan_thank" not in office.whys()


def test_a_collection_is_announced_by_the_letter_that_left(office: Writing) -> None:
    office.act(SetDebitIdentity(office.bank.creditor, "NL69ZZZ123456780000", OURS))
    plan = office.agree(by_direct_debit=True)
    office.act(RecordMandate(office.bank.creditor, office.debtor, "NL20INGB0001234567", "Van Dam Bouw", AGREED))
    standing = office.stands(plan)
    first = direct_debit.ahead(office.database, standing, AGREED)[0]
    said: dict[str, Any] = dict(plan_letters.announced(office.database, standing, [first.term], AGREED))
    letter = office.write(plan, K.PRE_NOTIFICATION, **said)
    assert direct_debit.ahead(office.database, standing, AGREED)[0].told_on is None
    office.release(letter)
    office.day = first.collect_on
    assert office.rules(letter) == ["debit.told_otherwise"]
    office.day = AGREED
    office.act(office.posting(letter))
    assert direct_debit.ahead(office.database, standing, AGREED)[0].told_on == AGREED


def owed(office: Writing) -> int:
    office.day = TODAY
    item = AddContraItem(office.bank.creditor, office.debtor, ContraKind.CREDIT_NOTE, "CN-7", Cents(40_000), AGREED)
    item_id: int = office.act(item)
    return item_id


def declaration(office: Writing, item_id: int, cents: int, ways: tuple[DispatchWay, ...] = BOTH) -> PrepareLetter:
    extras: dict[str, Value] = {
        "ours": (NamedAmount("creditnota CN-7", Cents(40_000)),),
        "set_off": Cents(cents),
        "shares": (NamedAmount("2026-001", Cents(cents)),),
        "left": Cents(260_000),
    }
    wanted = Wanted((office.claim,), extras=extras, origin=ORIGIN, origin_id=item_id, ways=ways)
    return PrepareLetter(office.case, composed(office.database, TODAY, office.case, K.SET_OFF, wanted))


def test_what_cannot_be_set_off_any_more_once_it_left_is_for_a_lawyer(office: Writing) -> None:
    office.act(AddContactPoint(office.debtor, ContactKind.MAIL, "a@voorbeeld.nl"))
    item_id = owed(office)
    (letter,) = office.act(declaration(office, item_id, 40_000, (DispatchWay.EMAIL,)))
    office.release(letter)
    one = office.dispatch(letter, DispatchWay.EMAIL)
    office.act(BeginDispatch(one.dispatch_id, one.version, "<1@voorbeeld.nl>", "run"))
    # While the server takes it, somebody pays out what is set off.
    office.act(PayOutContraItem(item_id, 1, TODAY))
    office.act(office.posting(letter, DispatchWay.EMAIL))
    assert set_offs.of_case(office.database, office.case) == []
    found = office.database.fetch("SELECT next_kind, next_note FROM cases WHERE id = ?", (office.case,))
    assert [tuple(row) for row in found] == [("legal_review", "CN-7")]


def test_a_set_off_is_booked_when_its_declaration_left(office: Writing) -> None:
    item_id = owed(office)
    refused("set_off.too_much", office.act, declaration(office, item_id, 40_001))
    (letter,) = office.act(declaration(office, item_id, 40_000))
    (other,) = office.act(declaration(office, item_id, 30_000))
    office.release(letter)
    office.release(other)
    assert set_offs.of_case(office.database, office.case) == []
    for way in BOTH:
        office.act(office.posting(letter, way))
    (booked,) = set_offs.of_case(office.database, office.case)
    assert (booked.cents, booked.declared_on) == (40_000, TODAY)
    # What is set off is not there any more for another declaration.
    assert office.rules(other) == ["set_off.too_much"]
    refused("set_off.too_much", office.act, office.posting(other))
