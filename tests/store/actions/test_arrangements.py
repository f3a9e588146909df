"""How arrangements come about: reckoned, gated, offered, agreed with what follows, replaced, and taken back."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from casebook.domain.arrangement.gates import GateKind
from casebook.domain.arrangement.terms import AgreedHow, PlanInterest, PlanTerms, Rhythm
from casebook.domain.capacity import Capacity
from casebook.domain.component import Component
from casebook.domain.finance import Result
from casebook.domain.money import Cents
from casebook.store import planning
from casebook.store.actions.approvals import DecideApproval, asked_for
from casebook.store.actions.arrangements import (
    AgreeArrangement,
    ChangeArrangement,
    DeclineArrangement,
    DraftArrangement,
    OfferArrangement,
    SignArrangement,
    SupersedeArrangement,
    WithdrawArrangement,
)
from casebook.store.actions.care import BanArrangements
from casebook.store.actions.claims import AddClaim, ChangeClaim, FreezeInterest
from casebook.store.actions.disputes import ContestedPart, RegisterDispute
from casebook.store.actions.finances import CheckFinance, ReceiveFinance, RequireFinances
from casebook.store.actions.holds import CloseTrack, OpenTrack
from casebook.store.actions.insurance import AddCover, AddPolicy, RecordInsuranceStep
from casebook.store.actions.ledger import ChargeCosts
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.people import AddPerson
from casebook.store.actions.undo import RedoStep, UndoStep
from casebook.store.database import Database
from casebook.store.models.assessment import FinanceKind, Supports
from casebook.store.models.cases import Track, TrackKind
from casebook.store.models.claims import Document, RateKind, Relation
from casebook.store.models.disputes import DisputeReason
from casebook.store.models.insurance import InsuranceStep
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.transaction import Actor
from tests.store.actions.desk import DUE, FACTS, TODAY, Desk
from tests.store.actions.refusal import refused

DAY = timedelta(days=1)
FIRST = date(2026, 12, 31)
HANDLER, LEAD = frozenset({Role.HANDLER}), frozenset({Role.HANDLER, Role.LEAD})


class Office(Desk):
    """A desk with one claim, a handler and a lead."""

    def __init__(self, database: Database, actor: Actor) -> None:
        super().__init__(database, actor)
        self.owed = self.claim("2026-001", 120_000)
        self.handler = Actor(self.act(AddPerson("h", "H", tuple(HANDLER))), HANDLER)
        self.lead = Actor(self.act(AddPerson("l", "L", tuple(LEAD))), LEAD)

    def terms(self, *claims: int, **given: Any) -> PlanTerms:
        values: dict[str, Any] = {"party_id": self.debtor, "interest": PlanInterest.FROZEN, "terms": 6, **given}
        return PlanTerms(claim_ids=claims or (self.owed,), rhythm=Rhythm.MONTHLY, first_on=FIRST, **values)

    def draft(self, *claims: int, **given: Any) -> int:
        drafted: int = self.by(self.handler, DraftArrangement(self.case, self.terms(*claims, **given)))
        return drafted

    def by(self, who: Actor, command: object, day: date = TODAY) -> Any:
        return perform(self.database, who, day, command).result

    def as_handler(self, command: object) -> Any:
        return self.by(self.handler, command)

    def offer(self, id_: int, **more: Any) -> OfferArrangement:
        return OfferArrangement(id_, self.version("arrangement", id_), **more)

    def agree(self, id_: int, **more: Any) -> AgreeArrangement:
        return AgreeArrangement(
            id_, self.version("arrangement", id_), **{"on_day": TODAY, "how": AgreedHow.MAIL, **more}
        )

    def agreed(self, *claims: int, **given: Any) -> int:
        drafted = self.draft(*claims, **given)
        self.as_handler(self.agree(drafted))
        return drafted

    def row(self, id_: int, *columns: str) -> tuple[Any, ...]:
        (found,) = self.database.fetch(f"SELECT {', '.join(columns)} FROM arrangement WHERE id = ?", (id_,))
        return tuple(str(one) if isinstance(one, date) else one for one in found)

    def instalments(self, id_: int) -> list[tuple[str, int]]:
        query = "SELECT due_on, cents FROM instalment WHERE arrangement_id = ? ORDER BY number"
        return [(str(on), cents) for on, cents in self.database.fetch(query, (id_,))]

    def frozen(self, claim: int) -> str | None:
        found = self.database.value("SELECT interest_frozen_on FROM claim WHERE id = ?", (claim,))
        return None if found is None else str(found)

    def tracks(self) -> list[tuple[str, bool]]:
        query = "SELECT kind, closed_on FROM track WHERE case_id = ? ORDER BY id"
        return [(kind, on is None) for kind, on in self.database.fetch(query, (self.case,))]

    def events(self) -> list[tuple[Any, ...]]:
        query = """
            SELECT e.kind, e.on_day, e.origin_id, r.party_id, r.claim_id,
                   (SELECT m.proof FROM proof_mark m WHERE m.event_id = e.id ORDER BY m.id DESC LIMIT 1)
            FROM limitation_event e JOIN reach r ON r.event_id = e.id
            WHERE e.case_id = ? AND e.origin = 'arrangement' ORDER BY e.id, r.id
        """
        return [(kind, str(on), *rest) for kind, on, *rest in self.database.fetch(query, (self.case,))]

    def undo(self, command: object) -> int:
        """Perform a command, take it back, and return its step."""
        step = perform(self.database, self.actor, TODAY, command).step
        assert step is not None
        self.act(UndoStep(step))
        return step


@pytest.fixture
def office(database: Database, actor: Actor) -> Office:
    return Office(database, actor)


def open_today(office: Office) -> int:
    found = planning.planning(office.database, office.case, office.debtor, TODAY)
    return found.facts.claims[0].debt.open.total


def test_a_draft_has_its_claims_and_terms_and_a_change_rewrites_them(office: Office) -> None:
    owed = open_today(office)
    assert owed > 120_000, "interest has run"
    drafted = office.draft(terms=3)
    assert office.row(drafted, "total_cents", "pays_all", "terms", "interest", "drafted_on") == (
        owed,
        1,
        3,
        "frozen",
        str(TODAY),
    )
    before = office.instalments(drafted)
    assert [on for on, _ in before] == ["2026-12-31", "2027-01-31", "2027-02-28"]
    assert sum(cents for _, cents in before) == owed
    other = office.claim("2026-002", 50_000)
    ids = office.database.fetch("SELECT id FROM instalment WHERE arrangement_id = ? ORDER BY number", (drafted,))
    changed = office.terms(office.owed, other, each_cents=Cents(20_000), terms=None, total_cents=Cents(40_000))
    step = office.undo(ChangeArrangement(drafted, 1, changed))
    assert office.instalments(drafted) == before
    office.act(RedoStep(step))
    assert office.instalments(drafted) == [("2026-12-31", 20_000), ("2027-01-31", 20_000)]
    again = office.database.fetch("SELECT id FROM instalment WHERE arrangement_id = ? ORDER BY number", (drafted,))
    assert again == ids[:2]
    covered = "SELECT claim_id, open_cents FROM arrangement_claim WHERE arrangement_id = ? ORDER BY claim_id"
    assert [claim for claim, _ in office.database.fetch(covered, (drafted,))] == [office.owed, other]
    assert office.row(drafted, "pays_all", "each_cents") == (0, 20_000)


def test_agreeing_opens_the_track_stops_interest_and_may_acknowledge(office: Office) -> None:
    drafted = office.draft()
    office.as_handler(office.offer(drafted))
    assert office.row(drafted, "offered_on", "offer_until") == (str(TODAY), str(TODAY + 14 * DAY))
    step = office.undo(office.agree(drafted))
    assert (office.tracks(), office.frozen(office.owed)) == ([], None)
    assert [proof for *_, proof in office.events()] == ["void"]
    office.act(RedoStep(step))
    assert office.row(drafted, "agreed_on", "agreed_how", "document_id") == (str(TODAY), "mail", None)
    assert office.tracks() == [("arrangement", True)]
    assert office.frozen(office.owed) == str(TODAY)
    assert office.events()[-1] == (
        "acknowledgement", str(TODAY), drafted, office.debtor, office.owed, "asserted",
    )  # fmt: skip
    ((next_on, kind),) = office.database.fetch("SELECT next_on, next_kind FROM cases WHERE id = ?", (office.case,))
    assert (str(next_on), kind) == ("2027-01-06", "check_payment")
    refused("arrangement.agreed", office.as_handler, office.agree(drafted))
    refused(
        "arrangement.agreed",
        office.as_handler,
        ChangeArrangement(drafted, office.version("arrangement", drafted), office.terms()),
    )
    refused("gate.claim_elsewhere", office.as_handler, DraftArrangement(office.case, office.terms()))
    track = office.database.value("SELECT id FROM track WHERE case_id = ?", (office.case,))
    refused("track.plan_open", office.as_handler, CloseTrack(track, 1, "klaar"))


def test_running_interest_goes_on(office: Office) -> None:
    drafted = office.agreed(interest=PlanInterest.RUNNING)
    assert office.frozen(office.owed) is None
    assert office.row(drafted, "expected_cents")[0] > 0


def test_a_document_may_come_later(office: Office) -> None:
    drafted = office.draft()
    with office.database.peewee.atomic():
        document = office.transaction().add(
            Document, name="regeling.pdf", media_type="application/pdf", sha256="0" * 64, size=1
        )
    refused("arrangement.not_agreed", office.as_handler, SignArrangement(drafted, 1, document))
    office.as_handler(office.agree(drafted, how=AgreedHow.PHONE))
    office.as_handler(SignArrangement(drafted, office.version("arrangement", drafted), document))
    assert office.row(drafted, "agreed_how", "document_id") == ("signed", document)


def test_an_offer_ends_and_may_be_made_again(office: Office) -> None:
    drafted = office.draft()
    refused(
        "arrangement.offer_past",
        office.as_handler,
        office.offer(drafted, on_day=TODAY - 9 * DAY, offer_until=TODAY - DAY),
    )
    office.as_handler(office.offer(drafted, on_day=TODAY, offer_until=TODAY + DAY))
    later = TODAY + 2 * DAY
    late = replace(office.agree(drafted), on_day=later)
    refused("arrangement.expired", lambda one: office.by(office.handler, one, later), late)
    # Another may be drafted once an offer was not taken up in time, and the old one may be offered again.
    office.by(office.handler, office.offer(drafted), later)
    office.by(office.handler, replace(late, version=office.version("arrangement", drafted)), later)
    assert office.row(drafted, "agreed_on") == (str(later),)
    assert office.frozen(office.owed) == str(TODAY), "interest stops where the terms were reckoned"


@pytest.mark.parametrize("offered", [True, False])
def test_what_is_declined_or_withdrawn_leaves_the_claims_free(office: Office, offered: bool) -> None:
    drafted = office.draft()
    if offered:
        refused("arrangement.not_offered", office.as_handler, DeclineArrangement(drafted, 1, TODAY, "te veel"))
        office.as_handler(office.offer(drafted))
        office.as_handler(DeclineArrangement(drafted, office.version("arrangement", drafted), TODAY, "te veel"))
    else:
        office.as_handler(WithdrawArrangement(drafted, 1, "verkeerd"))
    refused("arrangement.ended", office.as_handler, office.offer(drafted))
    office.agreed()


def test_a_handler_offers_within_his_mandate_and_a_lead_approves_what_is_beyond(office: Office) -> None:
    big = office.claim("2026-002", 600_000)
    waive(office)
    drafted = office.draft(big, terms=4)
    offer = office.offer(drafted)
    assert refused("mandate.exceeded", office.as_handler, offer)["most"] == 500_000
    asked = office.as_handler(asked_for(offer, "goede klant"))
    refused("actions.role", office.as_handler, DecideApproval(asked, 1, approve=True, reason="akkoord"))
    office.by(office.lead, DecideApproval(asked, 1, approve=True, reason="akkoord"))
    assert office.row(drafted, "offered_on") == (str(TODAY),)
    # What was for the lead to decide was decided with the offer.
    office.as_handler(office.agree(drafted))


def test_what_is_agreed_without_an_offer_passes_the_gates_too(office: Office) -> None:
    waive(office)
    drafted = office.draft(terms=13)
    refused("mandate.none", office.as_handler, office.agree(drafted))
    office.by(office.lead, office.agree(drafted))


def test_the_one_who_asks_cannot_approve(office: Office) -> None:
    big = office.claim("2026-002", 600_000)
    waive(office)
    offer = office.offer(office.draft(big, terms=4))
    asked = office.by(office.lead, asked_for(offer, "goede klant"))
    refused(
        "approval.own", lambda one: office.by(office.lead, one), DecideApproval(asked, 1, approve=True, reason="ja")
    )


@pytest.mark.parametrize(("count", "who"), [(12, "handler"), (13, "lead"), (36, "lead"), (37, "nobody")])
def test_long_arrangements_are_for_a_lead(office: Office, count: int, who: str) -> None:
    waive(office)
    offer = office.offer(office.draft(terms=count))
    if who == "handler":
        office.as_handler(offer)
    else:
        refused("mandate.none" if who == "lead" else "mandate.nobody", office.as_handler, offer)
    if who == "lead":
        office.by(office.lead, offer)


@pytest.mark.parametrize(
    ("remission", "interest", "handler", "lead"),
    [
        (25_000, PlanInterest.FROZEN, None, None),
        (25_001, PlanInterest.FROZEN, "mandate.exceeded", None),
        (40_000, PlanInterest.FROZEN, "mandate.nobody", "mandate.nobody"),
        # The interest that ran is let go beside it.
        (25_000, PlanInterest.WAIVED, "mandate.exceeded", None),
    ],
)
def test_what_is_let_go_takes_the_mandate_for_remission(
    office: Office, remission: int, interest: PlanInterest, handler: str | None, lead: str | None
) -> None:
    waive(office)
    offer = office.offer(office.draft(remission_cents=Cents(remission), interest=interest))
    for code, who in ((handler, office.handler), (lead, office.lead)):
        if code is not None:
            refused(code, partial(office.by, who), offer)
        else:
            office.by(who, offer)
            return


def waive(office: Office) -> None:
    """Let there be all evidence of finances."""
    kinds = (FinanceKind.INCOME, FinanceKind.FIXED_COSTS, FinanceKind.DEBTS, FinanceKind.BANK_STATEMENTS)
    office.act(RequireFinances(office.case, kinds, Supports.PLAN, TODAY))
    for (id_,) in office.database.fetch(
        "SELECT id FROM finance_evidence WHERE case_id = ? ORDER BY id", (office.case,)
    ):
        office.act(ReceiveFinance(id_, 1, TODAY))
        office.act(CheckFinance(id_, 2, Result.SUFFICIENT))


def test_evidence_has_to_be_there_and_still_to_count(office: Office) -> None:
    drafted = office.draft(terms=7)
    offer = office.offer(drafted)
    missing = refused("gate.evidence_missing", office.as_handler, offer)["missing"]
    assert missing == ["evidence_income", "evidence_costs"]
    refused("mandate.none", office.as_handler, replace(offer, override="kent hem"))
    waive(office)
    office.as_handler(offer)
    # Evidence counts for six months; the offer was made on what was there then.
    late = TODAY + timedelta(days=200)
    office.by(office.handler, office.offer(drafted, offer_until=late))
    agree = replace(office.agree(drafted), on_day=late)
    refused("gate.evidence_missing", lambda one: office.by(office.handler, one, late), agree)


def test_a_lead_may_let_evidence_pass_for_a_reason_that_stays(office: Office) -> None:
    drafted = office.draft(terms=7)
    office.by(office.lead, office.offer(drafted, override="kent hem al jaren"))
    assert office.row(drafted, "overridden_because") == ("kent hem al jaren",)
    office.as_handler(office.agree(drafted))
    other = office.draft(office.claim("2026-002", 60_000), terms=7, reason="tweede factuur")
    assert office.row(other, "overridden_because") == ("",)


def test_what_a_lead_let_pass_was_for_those_terms(office: Office) -> None:
    drafted = office.draft(terms=8)
    office.by(office.lead, office.offer(drafted, override="bekende klant"))
    changed = ChangeArrangement(drafted, office.version("arrangement", drafted), office.terms(terms=9))
    office.as_handler(changed)
    refused("gate.evidence_missing", office.as_handler, office.agree(drafted))
    refused("mandate.none", office.as_handler, office.agree(drafted, override="bekende klant"))


def test_interest_that_was_stopped_before_stays_so(office: Office) -> None:
    before = TODAY - DAY * 5
    office.act(FreezeInterest(office.owed, office.version("claim", office.owed), before, "afgesproken"))
    office.agreed()
    assert office.frozen(office.owed) == str(before)


def test_nothing_is_agreed_before_it_is_offered(office: Office) -> None:
    drafted = office.draft()
    office.as_handler(office.offer(drafted))
    refused("given.days_order", office.as_handler, office.agree(drafted, on_day=TODAY - DAY))


def test_a_second_arrangement_is_for_a_lead(office: Office) -> None:
    office.agreed()
    other = office.claim("2026-002", 60_000)
    refused("gate.again_reason", office.as_handler, office.offer(office.draft(other)))
    drafted = office.draft(office.claim("2026-003", 60_000), reason="nieuw werk")
    refused("mandate.none", office.as_handler, office.offer(drafted))
    office.by(office.lead, office.offer(drafted))


def test_with_a_ban_nothing_is_drafted(office: Office) -> None:
    office.act(BanArrangements(office.debtor, "drie keer\ngebroken", TODAY))
    refused("ban.holds", office.as_handler, DraftArrangement(office.case, office.terms()))


def test_no_track_of_an_arrangement_is_opened_by_hand_but_one_from_before_is_closed(office: Office) -> None:
    refused("track.by_arrangement", office.act, OpenTrack(office.case, TrackKind.ARRANGEMENT, "belde"))
    with office.database.peewee.atomic():
        track = office.transaction().add(Track, case_id=office.case, kind=TrackKind.ARRANGEMENT, opened_on=TODAY)
    office.as_handler(CloseTrack(track, 1, "van vroeger"))
    assert office.tracks() == [("arrangement", False)]


def test_an_insurer_is_asked_first(office: Office) -> None:
    insurer = office.party("Atradius")
    policy = office.act(
        AddPolicy(office.creditor, insurer, "P-1", 60, 120, 90, consent_needed=True, from_on=date(2026, 1, 1))
    )
    cover = office.act(AddCover(policy, office.debtor, Cents(500_000), date(2026, 1, 1)))
    drafted = office.draft()

    def step(kind: InsuranceStep, until: date | None = None) -> None:
        office.act(RecordInsuranceStep(office.case, cover, (office.owed,), kind, TODAY, until_on=until))

    refused("gate.insurer_ask", office.as_handler, office.offer(drafted))
    step(InsuranceStep.CONSENT_ASKED)
    refused("gate.insurer_waits", office.as_handler, office.agree(drafted))
    step(InsuranceStep.CONSENT_REFUSED)
    refused("mandate.none", office.as_handler, office.offer(drafted))
    step(InsuranceStep.CONSENT_GIVEN, TODAY + DAY)
    office.as_handler(office.offer(drafted))
    later = TODAY + 2 * DAY
    refused(
        "gate.insurer_ask",
        lambda one: office.by(office.handler, one, later),
        replace(office.agree(drafted), on_day=later),
    )


def test_interest_of_a_consumer_beyond_the_statutory_goes_past_a_lawyer(office: Office) -> None:
    claim = office.claim("2026-002", 60_000, capacity=Capacity.CONSUMER, rate_kind=RateKind.CONTRACTUAL, rate="9")
    drafted = office.draft(claim, interest=PlanInterest.RUNNING)
    refused("gate.consumer_interest", office.as_handler, office.offer(drafted))
    refused("mandate.none", office.as_handler, office.offer(drafted, legal_review="mag: zie advies"))
    office.by(office.lead, office.offer(drafted, legal_review="mag: zie advies"))
    assert office.row(drafted, "legal_review") == ("mag: zie advies",)


def test_who_turns_out_to_be_a_consumer_after_the_offer_goes_past_a_lawyer_too(office: Office) -> None:
    facts = replace(FACTS, number="2026-002", rate_kind=RateKind.CONTRACTUAL, rate="9")
    claim = office.act(AddClaim(office.case, office.creditor, Cents(60_000), facts))
    drafted = office.draft(claim, interest=PlanInterest.RUNNING)
    office.as_handler(office.offer(drafted))
    consumer = replace(facts, capacity=Capacity.CONSUMER)
    office.act(ChangeClaim(claim, office.version("claim", claim), consumer))
    refused("gate.consumer_interest", office.as_handler, office.agree(drafted))
    office.by(office.lead, office.agree(drafted, legal_review="mag: zie advies"))
    assert office.row(drafted, "legal_review") == ("mag: zie advies",)


def test_a_co_debtor_pays_what_he_is_liable_for(office: Office) -> None:
    other = office.party("P. Borg")
    refused("gate.not_liable", office.as_handler, DraftArrangement(office.case, office.terms(party_id=other)))
    office.act(AddLiability(office.owed, Liable(other, Relation.GUARANTOR, most_cents=Cents(50_000))))
    whole = DraftArrangement(office.case, office.terms(party_id=other))
    assert refused("gate.liable_most", office.as_handler, whole)["most"] == 50_000
    drafted = office.draft(party_id=other, total_cents=Cents(50_000))
    # The debtor himself may have one beside it on the same claim.
    office.agreed()
    office.as_handler(office.agree(drafted))
    assert [event[3] for event in office.events()] == [office.debtor, other]
    assert office.tracks() == [("arrangement", True)]


def test_a_guarantor_of_several_claims_promises_no_more_than_his_maximum_of_them_together(office: Office) -> None:
    other, second = (
        office.party("P. Borg"),
        office.act(AddClaim(office.case, office.creditor, Cents(60_000), replace(FACTS, number="T-2"))),
    )
    for claim in (office.owed, second):
        office.act(AddLiability(claim, Liable(other, Relation.GUARANTOR, most_cents=Cents(50_000))))
    terms = office.terms(office.owed, second, party_id=other)
    assert refused("gate.liable_most", office.as_handler, DraftArrangement(office.case, terms))["most"] == 50_000


def test_interest_that_stops_for_a_co_debtor_runs_on_for_the_debtor(office: Office) -> None:
    other = office.party("P. Borg")
    office.act(AddLiability(office.owed, Liable(other, Relation.JOINT)))
    frozen = "SELECT interest_frozen_on FROM claim WHERE id = ?"
    drafted = office.draft(party_id=other, interest=PlanInterest.FROZEN)
    office.as_handler(office.agree(drafted))
    assert office.database.value(frozen, (office.owed,)) is None
    known = planning.planning(office.database, office.case, other, TODAY, drafted)
    terms = office.terms(party_id=other, interest=PlanInterest.FROZEN)
    found = planning.foreseen(known, terms, office.lead.roles, office.database.law)
    assert "plan.runs_beside" in [caution.code for caution in found.finding.warnings]
    # With the debtor himself it stops, and one with a co-debtor does not keep it so.
    own = office.draft(interest=PlanInterest.FROZEN)
    office.as_handler(office.agree(own))
    assert office.database.value(frozen, (office.owed,)) is not None
    running = office.terms(interest=PlanInterest.RUNNING)
    version = office.database.value("SELECT version FROM arrangement WHERE id = ?", (own,))
    office.by(office.lead, SupersedeArrangement(own, version, running, "rente loopt weer", agreed_on=TODAY))
    assert office.database.value(frozen, (office.owed,)) is None


def test_what_is_disputed_is_left_out(office: Office) -> None:
    owed = open_today(office)
    office.act(
        RegisterDispute(office.case, DisputeReason.WRONG_PRICE, (ContestedPart(office.owed, Cents(20_000)),), TODAY)
    )
    drafted = office.draft()
    assert office.row(drafted, "total_cents") == (owed - 20_000,)


def test_a_claim_that_possibly_lapsed_takes_a_confirmation(office: Office) -> None:
    old = office.claim("2018-001", 60_000, invoice_on=date(2018, 1, 1), due_on=date(2018, 2, 1))
    refused("gate.lapsed", office.as_handler, office.offer(office.draft(old)))
    found = planning.planning(
        office.database, office.case, office.debtor, TODAY, office.database.value("SELECT max(id) FROM arrangement")
    )
    assert [claim.lapse for claim in found.facts.claims] == ["safe", "possibly_lapsed"]
    office.as_handler(WithdrawArrangement(office.database.value("SELECT max(id) FROM arrangement"), 1, "anders"))
    office.as_handler(office.offer(office.draft(old, with_lapsed=True)))


def test_costs_are_in_it_or_stay(office: Office) -> None:
    office.act(ChargeCosts(office.owed, Component.COURT_COSTS, Cents(9_000), DUE, "griffierecht"))
    owed = open_today(office)
    drafted = office.draft(costs_included=False)
    assert office.row(drafted, "total_cents", "costs_included") == (owed - 9_000, 0)


def test_other_terms_take_the_place_of_those_that_run_at_once(office: Office) -> None:
    old = office.agreed()
    other = office.claim("2026-002", 60_000)
    terms = office.terms(office.owed, other, terms=5)
    version = office.version("arrangement", old)
    new = office.by(office.lead, SupersedeArrangement(old, version, terms, "baan verloren", agreed_on=TODAY))
    assert office.row(old, "superseded_on", "superseded_by_id", "ended_because") == (str(TODAY), new, "baan verloren")
    assert office.row(new, "agreed_on", "agreed_how", "reason") == (str(TODAY), "signed", "baan verloren")
    assert len(office.instalments(old)) == 6, "the old one stays as it was"
    froze = "SELECT claim_id, froze_interest FROM arrangement_claim WHERE arrangement_id = ? ORDER BY claim_id"
    assert office.database.fetch(froze, (new,)) == [(office.owed, 1), (other, 1)]
    assert (office.frozen(office.owed), office.tracks()) == (str(TODAY), [("arrangement", True)])
    refused(
        "arrangement.ended",
        office.as_handler,
        SupersedeArrangement(old, office.version("arrangement", old), terms, "x"),
    )


def test_interest_that_stays_stopped_was_stopped_when_it_first_was(office: Office) -> None:
    old, later = office.agreed(), TODAY + DAY * 9
    other = SupersedeArrangement(old, office.version("arrangement", old), office.terms(), "ziek", agreed_on=later)
    office.by(office.lead, other, later)
    assert office.frozen(office.owed) == str(TODAY)


def test_other_terms_that_run_let_the_interest_run_again(office: Office) -> None:
    old = office.agreed()
    running = office.terms(interest=PlanInterest.RUNNING, terms=5)
    version = office.version("arrangement", old)
    known = planning.planning(office.database, office.case, office.debtor, TODAY, old)
    shown = planning.foreseen(known, running, HANDLER, office.database.law).plan
    new = office.as_handler(SupersedeArrangement(old, version, running, "anders", agreed_on=TODAY, how=AgreedHow.PHONE))
    assert office.row(new, "total_cents", "expected_cents") == (shown.total, shown.expected)
    assert office.frozen(office.owed) is None
    assert office.row(new, "expected_cents")[0] > 0


def test_other_terms_as_a_draft_wait_until_they_are_agreed(office: Office) -> None:
    old = office.agreed()
    version = office.version("arrangement", old)
    new = office.as_handler(SupersedeArrangement(old, version, office.terms(terms=5), "baan verloren"))
    assert office.row(old, "superseded_on", "superseded_by_id") == (None, new)
    refused(
        "arrangement.replaced_already", office.as_handler, SupersedeArrangement(old, version + 1, office.terms(), "x")
    )
    office.as_handler(WithdrawArrangement(new, 1, "toch niet"))
    assert office.row(old, "superseded_by_id", "ended_because") == (None, "")
    version = office.version("arrangement", old)
    new = office.as_handler(SupersedeArrangement(old, version, office.terms(terms=5), "baan verloren"))
    office.as_handler(office.agree(new))
    assert office.row(old, "superseded_on") == (str(TODAY),)
    assert office.frozen(office.owed) == str(TODAY)


def test_the_gates_say_who_may(office: Office) -> None:
    big = office.claim("2026-002", 600_000)
    known = planning.planning(office.database, office.case, office.debtor, TODAY)
    terms = office.terms(big, terms=4, remission_cents=Cents(10_000))
    for roles, codes in ((HANDLER, {"mandate.exceeded", "gate.mandate"}), (LEAD, {"gate.mandate"})):
        found = planning.foreseen(known, terms, roles, office.database.law)
        mandates = [one.code for one in found.gates if one.kind in (GateKind.MANDATE, GateKind.REMISSION)]
        assert (len(mandates), set(mandates)) == (2, codes)


def test_replacing_one_is_taken_back_and_done_again(office: Office) -> None:
    old = office.agreed()
    version = office.version("arrangement", old)
    terms = office.terms(interest=PlanInterest.RUNNING, terms=5)
    step = office.undo(SupersedeArrangement(old, version, terms, "baan verloren", agreed_on=TODAY))
    assert office.row(old, "superseded_on", "superseded_by_id", "ended_because") == (None, None, "")
    assert office.frozen(office.owed) == str(TODAY)
    office.act(RedoStep(step))
    assert office.row(old, "superseded_on") == (str(TODAY),)
    assert office.frozen(office.owed) is None
    assert office.database.value("SELECT count(*) FROM arrangement") == 2
