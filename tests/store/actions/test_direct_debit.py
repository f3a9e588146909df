"""Direct debit of terms: mandates, batches, what the bank reports of them, and what came back; trial T4 (d)."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.arrangement.standing import PlanState, TermState
from casebook.domain.direct_debit import MandateState
from casebook.domain.matching.candidate import Proposed
from casebook.errors import Refused, Stale
from casebook.exchange.direct_debit_file import pain
from casebook.store.actions.arrangement_course import SuspendArrangement
from casebook.store.actions.arrangement_end import CompleteArrangement
from casebook.store.actions.bank_acceptance import AcceptMatch
from casebook.store.actions.bank_undo import UndoUse
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.debit_batches import (
    BatchNotSent,
    ClearBatch,
    LeaveOut,
    MakeBatch,
    SendBatch,
    WithdrawBatch,
)
from casebook.store.actions.debit_notices import TellCollections
from casebook.store.actions.debit_returns import CollectionRefused, CollectionStands
from casebook.store.actions.direct_debit import RecordMandate, RevokeMandate, SetDebitIdentity
from casebook.store.actions.holds import OpenTrack, PlaceHold
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.receipts import Receipt
from casebook.store.actions.undo import RedoStep, UndoStep
from casebook.store.database import Database
from casebook.store.models.cases import Channel, TrackKind
from casebook.store.perform import perform
from casebook.store.queries import bank_entry, direct_debit
from casebook.store.queries.direct_debit import BatchCard
from casebook.store.transaction import Actor
from tests.jobs.statements import OURS
from tests.store.actions.refusal import refused
from tests.store.actions.statement import Bank
from tests.store.actions.test_arrangement_course import FIRST, TERM, Office

HIS = "NL20INGB0001234567"
IDENTIFIER = "NL69ZZZ123456780000"


class Collecting(Office):
    """The case of an arrangement of twelve terms of 250,00 from 28-08-2026 by direct debit."""

    def __init__(self, database: Database, actor: Actor) -> None:
        super().__init__(database, actor)
        self.act(SetDebitIdentity(self.bank.creditor, IDENTIFIER, OURS))
        self.plan = self.agree(by_direct_debit=True)
        self.day = date(2026, 8, 24)
        self.statement = Bank(database, actor, self.bank.creditor)

    def other(self) -> None:
        """Go on with the case of another debtor, who has an arrangement of the same terms."""
        self.debtor = self.act(AddParty(PartyFacts("De Wit")))
        self.case = self.act(OpenCase(self.debtor, self.day, owner_person_id=self.actor.person))
        self.claim, day = self.add_claim("2026-002"), self.day
        self.plan = self.agree(by_direct_debit=True)
        self.day = day

    def mandate(self, **more: Any) -> int:
        facts = {"iban": HIS, "account_name": "Van Dam Bouw", "signed_on": date(2026, 8, 20), **more}
        mandate: int = self.act(RecordMandate(self.bank.creditor, self.debtor, **facts))
        return mandate

    def make(self, until: date) -> BatchCard:
        return self.card(self.act(MakeBatch(self.bank.creditor, until)).batch_id)

    def card(self, batch: int) -> BatchCard:
        found = direct_debit.batch(self.database, batch, self.day)
        assert found is not None
        return found

    def sent(self, until: date) -> BatchCard:
        made = self.make(until)
        self.act(SendBatch(made.batch.id, made.batch.version, self.day))
        return self.card(made.batch.id)

    def entry(self, cents: int, on: date, **values: Any) -> int:
        self.day = max(self.day, on)
        return self.statement.entry(cents, on=on, **values)

    def accept(self, entry: int) -> Any:
        return self.act(AcceptMatch(entry, bank_entry.entry(self.database, entry).seen))

    def why_not(self, until: date) -> list[str]:
        return [one.why_not for one in direct_debit.due(self.database, self.bank.creditor, until, self.day)]

    def debits(self) -> list[str]:
        query = "SELECT code FROM signal WHERE case_id = ? ORDER BY rank"
        return [code for (code,) in self.database.fetch(query, (self.case,)) if code.startswith("signal.debit")]


@pytest.fixture
def office(database: Database, actor: Actor) -> Collecting:
    return Collecting(database, actor)


def test_what_identifies_a_creditor_is_checked(office: Collecting) -> None:
    creditor = office.bank.creditor
    refused("identifiers.creditor_identifier", office.act, SetDebitIdentity(creditor, "NL68ZZZ123456780000", OURS))
    refused("debit.account", office.act, SetDebitIdentity(creditor, IDENTIFIER, HIS))
    refused("identifiers.bic", office.act, SetDebitIdentity(creditor, IDENTIFIER, OURS, "ABNA"))
    with pytest.raises(Stale):
        office.act(SetDebitIdentity(creditor, IDENTIFIER, OURS, "INGBNL2A"))
    office.act(SetDebitIdentity(creditor, "NL 69 ZZZ 12345678 0000", OURS, "abnanl2a", version=1))
    with pytest.raises(Stale):
        office.act(SetDebitIdentity(creditor, IDENTIFIER, OURS, "INGBNL2A", version=1))
    (own,) = (one for one in direct_debit.collectors(office.database) if one.creditor_id == creditor)
    assert (own.identifier, own.bic) == (IDENTIFIER, "ABNANL2A")


def test_a_mandate_has_a_reference_of_its_own_that_banks_pass_on(office: Collecting) -> None:
    office.mandate(reference="REGELING 1")
    office.mandate()
    with pytest.raises(Refused, match="reference_used"):
        office.mandate(reference="REGELING 1")
    for reference in ("é", "/x", "a//b", "x" * 36):
        with pytest.raises(Refused, match=r"debit\.reference"):
            office.mandate(reference=reference)
    newest, oldest = direct_debit.mandates(office.database, office.debtor)
    assert oldest.reference == "REGELING 1"
    office.act(RevokeMandate(newest.id, newest.version, office.day, "per brief"))
    refused("debit.revoked", office.act, RevokeMandate(newest.id, newest.version + 1, office.day, "nogmaals"))
    assert direct_debit.mandates(office.database, office.debtor)[0].reference == "REGELING 1"


def test_a_term_is_collected_once_on_a_day_that_banks_settle(office: Collecting) -> None:
    refused("debit.nothing", office.act, MakeBatch(office.bank.creditor, FIRST))
    assert office.why_not(FIRST) == ["debit_no_mandate"]
    office.mandate()
    # The second term falls due on Monday 28-09, the third on Wednesday 28-10, the fourth on Saturday 28-11.
    made = office.make(date(2026, 11, 30))
    assert [(one.term, one.collect_on) for one in made.collections] == [
        (1, date(2026, 8, 28)),
        (2, date(2026, 9, 28)),
        (3, date(2026, 10, 28)),
        (4, date(2026, 11, 30)),
    ]
    assert made.send_by == date(2026, 8, 27)
    refused("debit.nothing", office.act, MakeBatch(office.bank.creditor, date(2026, 11, 30)))
    last = made.collections[-1]
    office.act(LeaveOut(last.id, last.version, "te vroeg"))
    assert [one.term for one in office.make(date(2026, 11, 30)).collections] == [4]
    again = office.card(made.batch.id)
    office.act(WithdrawBatch(made.batch.id, again.batch.version, "opnieuw"))
    assert [one.term for one in office.make(FIRST).collections] == [1]
    office.check()


def test_what_is_partly_paid_is_collected_for_the_rest(office: Collecting) -> None:
    office.mandate()
    office.pay(office.day, 10_000)
    made = office.make(FIRST)
    assert [one.cents for one in made.collections] == [15_000]
    office.pay(office.day, 5_000)
    card = office.card(made.batch.id)
    assert list(card.stopped.values()) == ["debit_less"]
    assert office.act(ClearBatch(card.batch.id, card.batch.version)) == 1
    assert [one.cents for one in office.make(FIRST).collections] == [10_000]


def test_nothing_is_collected_while_it_may_not_be(office: Collecting) -> None:
    office.mandate()
    hold = office.act(PlaceHold(office.case, "wacht op bericht", office.day, office.day + timedelta(days=10)))
    assert hold
    assert office.why_not(FIRST) == ["debit_held"]
    refused("debit.nothing", office.act, MakeBatch(office.bank.creditor, FIRST))


def test_an_insolvency_leaves_out_what_was_not_sent_and_recalls_what_was(office: Collecting) -> None:
    office.mandate()
    sent = office.sent(FIRST)
    later = office.make(date(2026, 9, 28))
    office.act(OpenTrack(office.case, TrackKind.INSOLVENCY, "faillissement"))
    assert sorted(office.debits()) == ["signal.debit_leave_out", "signal.debit_recall"]
    card = office.card(later.batch.id)
    assert list(card.stopped.values()) == ["debit_insolvency"]
    assert office.act(ClearBatch(card.batch.id, card.batch.version)) == 1
    (out,) = office.card(later.batch.id).collections
    assert out.left_out_because == "debit_insolvency"
    assert office.debits() == ["signal.debit_recall"]
    refused("debit.sent", office.act, ClearBatch(sent.batch.id, sent.batch.version))
    office.check()


def test_the_file_is_the_same_each_time(office: Collecting) -> None:
    office.mandate()
    made = office.sent(date(2026, 9, 28))
    first = pain(direct_debit.content(office.database, made.batch.id))
    office.act(SetDebitIdentity(office.bank.creditor, IDENTIFIER, OURS, "INGBNL2A", version=1))
    office.day = date(2027, 1, 4)
    assert pain(direct_debit.content(office.database, made.batch.id)) == first
    for written in (IDENTIFIER, made.batch.message, "<CtrlSum>500.00<", "<SeqTp>RCUR<", "2026-08-20", HIS):
        assert written.encode() in first


def test_sent_is_final_but_not_for_what_the_bank_never_had(office: Collecting) -> None:
    office.mandate()
    made = office.make(FIRST)
    done = perform(office.database, office.actor, office.day, SendBatch(made.batch.id, 1, office.day))
    assert done.step is not None
    refused("debit.sent_stays", office.act, UndoStep(done.step))
    card = office.card(made.batch.id)
    refused("debit.sent", office.act, WithdrawBatch(made.batch.id, card.batch.version, "toch niet"))
    office.act(BatchNotSent(made.batch.id, card.batch.version, "bank weigerde het bestand"))
    assert [one.term for one in office.make(FIRST).collections] == [1]


def test_the_total_of_a_batch_is_booked_for_each_case_at_once(office: Collecting) -> None:
    office.mandate()
    sent = office.sent(FIRST)
    part = f"{sent.batch.message}-0828R"
    entry = office.entry(TERM, FIRST, end_to_end=part)
    (found,) = bank_entry.candidates(office.database, entry)
    assert (found.proposed, found.ready, found.case_id) == (Proposed.COLLECTED, True, office.case)
    office.accept(entry)
    assert office.stands(office.plan).now.terms[0].state is TermState.PAID
    assert bank_entry.entry(office.database, entry).rest == 0
    refused("debit.reported", office.act, BatchNotSent(sent.batch.id, sent.batch.version, "toch niet"))
    # Another amount is nobody's by itself.
    assert bank_entry.candidates(office.database, office.entry(1_00, FIRST, end_to_end=part)) == ()
    office.check()


def test_a_batch_over_two_cases_is_accepted_in_both_and_one_comes_back(office: Collecting) -> None:
    office.mandate()
    first, plan = office.case, office.plan
    office.other()
    office.mandate(account_name="De Wit")
    card = office.sent(FIRST)
    assert [one.case_id for one in card.collections] == [first, office.case]
    entry = office.entry(2 * TERM, FIRST, end_to_end=card.batch.message)
    waits = "SELECT case_id FROM entry_candidate WHERE told = 1 ORDER BY case_id"
    assert office.database.fetch(waits) == [(first,), (office.case,)]
    office.accept(entry)
    assert office.database.fetch(waits) == []
    assert [office.stands(one).now.paid for one in (plan, office.plan)] == [TERM, TERM]
    back = office.entry(-TERM, date(2026, 9, 2), end_to_end=card.collections[1].end_to_end, return_code="MD06")
    (found,) = bank_entry.candidates(office.database, back)
    assert (found.case_id, found.ready) == (office.case, True)
    office.accept(back)
    assert [office.stands(one).now.paid for one in (plan, office.plan)] == [TERM, 0]
    office.check()


def test_what_comes_back_reopens_the_term_and_is_collected_once_more(office: Collecting) -> None:
    office.mandate()
    (collection,) = office.sent(FIRST).collections
    office.accept(office.entry(TERM, FIRST, end_to_end=collection.end_to_end))
    assert office.why_not(FIRST) == []
    back = office.entry(-TERM, date(2026, 9, 2), end_to_end=collection.end_to_end, return_code="AM04")
    (found,) = bank_entry.candidates(office.database, back)
    assert (found.proposed, found.ready) == (Proposed.RETURN, True)
    office.accept(back)
    assert office.stands(office.plan).now.terms[0].rest == TERM
    (row,) = direct_debit.of_plan(office.database, office.plan)
    assert (row.returned_on, row.return_code) == (date(2026, 9, 2), "AM04")
    assert office.debits() == ["signal.debit_collect"]
    # Once more, the next day that banks settle.
    (again,) = office.sent(FIRST).collections
    assert (again.collect_on, again.end_to_end) == (date(2026, 9, 3), collection.end_to_end[:-1] + "2")
    refused("debit.collected_again", office.act, CollectionStands(row.id, row.version, "toch betaald"))
    office.act(CollectionRefused(again.id, again.version, office.day, "am04"))
    assert office.why_not(FIRST) == ["debit_came_back"]
    assert office.debits() == ["signal.debit_mandate"]
    office.check()


def test_what_was_done_is_undone_and_done_again(office: Collecting) -> None:
    office.mandate()

    def step(command: object) -> int:
        done = perform(office.database, office.actor, office.day, command)
        assert done.step is not None
        return done.step

    made = step(MakeBatch(office.bank.creditor, FIRST))
    office.act(UndoStep(made))
    assert direct_debit.batches(office.database) == []
    office.act(RedoStep(made))
    ((batch, version),) = ((one.id, one.version) for one in direct_debit.batches(office.database))
    office.act(SendBatch(batch, version, office.day))
    (collection,) = office.card(batch).collections
    office.accept(office.entry(TERM, FIRST, end_to_end=collection.end_to_end))
    back = office.entry(-TERM, date(2026, 9, 2), end_to_end=collection.end_to_end, return_code="MD01")
    returned = step(AcceptMatch(back, bank_entry.entry(office.database, back).seen))
    office.act(UndoStep(returned))
    (mandate,) = direct_debit.mandates(office.database, office.debtor)
    assert (mandate.revoked_on, office.card(batch).batch.returned) == (None, 0)
    assert office.stands(office.plan).now.terms[0].state is TermState.PAID
    office.accept(back)
    (mandate,) = direct_debit.mandates(office.database, office.debtor)
    assert (mandate.revoked_because, office.card(batch).batch.returned) == ("MD01", 1)
    office.check()


def test_a_closed_account_ends_the_mandate_until_that_was_wrong(office: Collecting) -> None:
    office.mandate()
    (collection,) = office.sent(FIRST).collections
    office.accept(office.entry(TERM, FIRST, end_to_end=collection.end_to_end))
    back = office.entry(-TERM, date(2026, 9, 2), end_to_end=collection.end_to_end, return_code="AC04")
    office.accept(back)
    (mandate,) = direct_debit.mandates(office.database, office.debtor)
    assert (mandate.revoked_on, mandate.revoked_because) == (date(2026, 9, 2), "AC04")
    assert direct_debit.state_of(office.database, mandate, office.day) is MandateState.REVOKED
    # By a mandate for another account the term can be collected.
    assert office.why_not(FIRST) == ["debit_came_back"]
    other = office.mandate(iban="NL91ABNA0417164300")
    assert office.why_not(FIRST) == [""]
    office.act(RevokeMandate(other, 1, office.day, "vergissing"))
    (use,) = bank_entry.entry(office.database, back).uses
    office.act(UndoUse(use.use_id, use.version, "was een andere"))
    live, _ = direct_debit.mandates(office.database, office.debtor)
    assert (live.id, live.revoked_on) == (mandate.id, None)
    assert office.why_not(FIRST) == []
    office.check()


def test_a_mandate_lapses_and_a_single_one_is_used_up(office: Collecting) -> None:
    office.mandate(signed_on=date(2023, 8, 28))
    assert office.why_not(FIRST) == ["mandate_lapsed"]
    office.mandate(one_off=True)
    made = office.make(date(2026, 9, 28))
    assert b"<SeqTp>OOFF<" in pain(direct_debit.content(office.database, made.batch.id))
    assert office.why_not(date(2026, 10, 28)) == ["mandate_used"]


def test_nothing_is_collected_under_an_arrangement_that_is_suspended(office: Collecting) -> None:
    office.mandate()
    made = office.make(FIRST)
    office.change(SuspendArrangement, office.plan, "in overleg")
    assert list(office.card(made.batch.id).stopped.values()) == ["debit_not_asked"]
    assert office.debits() == ["signal.debit_leave_out"]


def test_a_plan_completes_when_the_last_collection_can_no_longer_go_back(office: Collecting) -> None:
    """Invariant 8, by direct debit. T4 (d): the last collection is of 28-07-2027, and goes back on 20-09-2027."""
    office.mandate()
    for term in office.stands(office.plan).now.terms:
        office.day = term.due_on - timedelta(days=5)
        (collection,) = office.sent(term.due_on).collections
        office.accept(office.entry(TERM, collection.collect_on, end_to_end=collection.end_to_end))
    assert collection.collect_on == date(2027, 7, 28)
    office.day = date(2027, 9, 20)
    assert office.stands(office.plan).now.completes_from == date(2027, 9, 22)
    refused("arrangement.returnable", office.act, CompleteArrangement(office.plan, office.version(office.plan)))
    back = office.entry(-TERM, office.day, end_to_end=collection.end_to_end, return_code="MD06")
    office.accept(back)
    now = office.stands(office.plan).now
    assert (now.state, now.rest, now.completes_from) == (PlanState.ACTIVE, TERM, None)
    # Paid by transfer since: nothing of that can go back, only the eleventh collection of 28-06-2027 could.
    office.act(RecordPayment(office.case, Receipt(office.day, TERM, payer_id=office.debtor, another=True)))
    assert office.stands(office.plan).now.completes_from == date(2027, 9, 20)
    office.check()


def test_what_the_debtor_was_not_told_in_time_shows_in_the_batch(office: Collecting) -> None:
    office.mandate()
    terms = [one for (one,) in office.database.fetch("SELECT id FROM instalment ORDER BY number")]
    refused("arrangement.not_written", office.act, TellCollections(office.plan, (terms[0],), office.day, Channel.PHONE))
    refused("debit.nothing_to_tell", office.act, TellCollections(office.plan, (), office.day, Channel.MAIL))
    assert office.act(TellCollections(office.plan, (terms[0], terms[1]), office.day, Channel.MAIL)) == 2
    first, second, third = office.make(date(2026, 10, 28)).collections
    card = office.card(first.batch_id)
    # 14 days before Friday 28-08 was the 14th; the second was told in time, the third not at all.
    assert card.untold == {first.id: office.day, third.id: None}
    query = "SELECT instalment_id, person_id, cents FROM debit_notice ORDER BY id"
    assert [tuple(one) for one in office.database.fetch(query)] == [
        (terms[0], office.actor.person, first.cents),
        (terms[1], office.actor.person, second.cents),
    ]
