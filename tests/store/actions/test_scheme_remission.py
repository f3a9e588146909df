"""What a scheme or composition left is remitted on completion: as it was voted, with the way of its VAT."""

from datetime import date

from casebook.domain.insolvency.facts import EndKind, EventKind, Kind, PersonRole, Source
from casebook.domain.insolvency.requests import RequestKind, Way
from casebook.domain.journal import JournalKind
from casebook.domain.money import Cents
from casebook.domain.vat.parts import Treatment
from casebook.store import journal, scheme_rest
from casebook.store.actions.beside import AnswerBeside
from casebook.store.actions.claims import WithdrawClaim
from casebook.store.actions.insolvencies import EndInsolvency, RecordInsolvency
from casebook.store.actions.insolvency_answers import AnswerInsolvencyRequest
from casebook.store.actions.insolvency_events import RecordInsolvencyEvent
from casebook.store.actions.insolvency_offers import VoteOnProposal
from casebook.store.actions.insolvency_people import Appointed
from casebook.store.actions.insolvency_requests import ReceiveInsolvencyRequest
from casebook.store.actions.ledger import ReverseEntry
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.mandates import SetMandate
from casebook.store.actions.scheme_remission import RemitRest
from casebook.store.actions.undo import UndoStep, last_step
from casebook.store.actions.vat import RatePart, StateVat
from casebook.store.mandates import Act
from casebook.store.models.arrangements import Beside, RemissionAnswerKind, VatRoute
from casebook.store.models.claims import Relation
from casebook.store.models.people import Role
from casebook.store.queries import case, vat
from casebook.store.roll_forward import roll_forward
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.refusal import refused

BEGAN, ENDED = date(2026, 10, 5), TODAY
RELIEF = VatRoute.BAD_DEBT_RELIEF


def voted(desk: Desk, kind: Kind, percent: str | None = "10", *, route: VatRoute | None = RELIEF) -> int:
    """Record a proceeding in which a lead voted for a percentage, answered it, and return its id."""
    roles = {Kind.COUNSELLING: PersonRole.COUNSELLOR, Kind.WHOA: PersonRole.EXPERT}
    acts = (Appointed(roles.get(kind, PersonRole.TRUSTEE), "Kredietbank"),)
    id_: int = desk.act(RecordInsolvency(desk.debtor, kind, BEGAN, Source.LETTER, BEGAN, persons=acts))
    if kind is Kind.COUNSELLING:
        desk.act(RecordInsolvencyEvent(id_, EventKind.AUTHORITY_SEEN, BEGAN))
    if percent is not None:
        who: int = desk.database.value("SELECT party_id FROM insolvency_person WHERE insolvency_id = ?", (id_,))
        way = Way.MEDIATION if kind is Kind.COUNSELLING else Way.COMPOSITION
        offer = ReceiveInsolvencyRequest(
            id_, desk.case, who, RequestKind.PROPOSAL, TODAY, way=way, offered_percent=percent
        )
        asked = desk.act(offer)
        desk.act(SetMandate(Act.REMISSION, Role.LEAD, Cents(5_000_00), None, TODAY))
        desk.act(VoteOnProposal(asked, 2, True, "meer dan elders", "5", vat_route=route))
        desk.act(AnswerInsolvencyRequest(asked, 3, TODAY, "akkoord"))
        # What is decided by the vote takes no mandate any more.
        desk.act(SetMandate(Act.REMISSION, Role.LEAD, Cents(100_00), None, TODAY, most_percent="25"))
        desk.act(SetMandate(Act.REMISSION, Role.HANDLER, Cents(1_00), None, TODAY))
    return id_


def rated(desk: Desk, claim: int, gross: int = 1_000_00, vat_cents: int = 173_55) -> int:
    """Say that all of a claim is at 21 per cent, and return it."""
    desk.act(StateVat(claim, (RatePart(Treatment.CHARGED, "21", Cents(gross), Cents(vat_cents)),)))
    return claim


def over(desk: Desk, id_: int, how: EndKind) -> None:
    desk.act(EndInsolvency(id_, desk.version("insolvency", id_), ENDED, how))


def remit(desk: Desk, id_: int, route: VatRoute | None = None) -> RemitRest:
    return RemitRest(id_, desk.version("insolvency", id_), desk.case, "regeling voltooid", route)


def told(desk: Desk) -> set[str]:
    return {one.code for one in case.signals(desk.database, desk.case)}


def test_what_was_voted_is_remitted_by_a_handler_once_the_scheme_is_completed(desk: Desk) -> None:
    """The approval of the vote covers it; it is a remission in the books and in the month, with its way of VAT."""
    claim = desk.claim("F-1", 1_210_00)
    rated(desk, claim, 1_210_00, 210_00)
    id_ = voted(desk, Kind.COUNSELLING)
    refused("remission.not_completed", desk.as_handler, remit(desk, id_))
    desk.pay(121_00)
    left = desk.total(claim)
    over(desk, id_, EndKind.DISCHARGED)
    assert "signal.insolvency_discharged" in told(desk)
    remitted = desk.as_handler(remit(desk, id_))
    assert remitted >= left
    assert desk.total(claim) == 0
    assert "signal.insolvency_discharged" not in told(desk)
    assert desk.database.value("SELECT ended_on FROM claim WHERE id = ?", (claim,)) is None
    lines = [one for one in journal.unsent(desk.database, desk.creditor, TODAY) if one.cents < 0]
    assert {one.kind for one in lines if one.kind is not JournalKind.RECEIPT} == {JournalKind.REMISSION}
    assert -sum(one.cents for one in lines if one.kind is JournalKind.REMISSION) == remitted
    month = roll_forward(desk.database, desk.creditor, TODAY.replace(day=1))
    assert {part.movement.value: part.cents for part in month.parts if part.movement}["roll_remissions"] == -remitted
    # Of the principal nine tenths stay unpaid: what is remitted keeps its VAT for the relief.
    principal: int = -desk.database.value(
        "SELECT sum(cents) FROM ledger_entry WHERE remission_id IS NOT NULL AND component = 'principal'"
    )
    (found,) = vat.returns(desk.database, TODAY)
    assert found.total == (principal * 210 + 605) // 1210
    refused("remission.nothing", desk.act, remit(desk, id_))
    sound(desk)


def test_vat_that_is_to_come_back_is_known_before_it_is_remitted(desk: Desk) -> None:
    claim = desk.claim("F-1", 1_210_00)
    id_ = voted(desk, Kind.COUNSELLING)
    desk.pay(121_00)
    over(desk, id_, EndKind.DISCHARGED)
    assert refused("vat.rates_unknown", desk.act, remit(desk, id_))["numbers"] == ["F-1"]
    rated(desk, claim, 1_210_00, 210_00)
    desk.act(remit(desk, id_))
    assert desk.total(claim) == 0
    sound(desk)


def test_more_than_was_voted_is_for_who_has_the_mandate(desk: Desk) -> None:
    rated(desk, desk.claim("F-1", 1_000_00))
    id_ = voted(desk, Kind.COUNSELLING)
    desk.pay(50_00)
    over(desk, id_, EndKind.DISCHARGED)
    refused("mandate.nobody", desk.as_handler, remit(desk, id_))
    desk.act(SetMandate(Act.REMISSION, Role.LEAD, Cents(5_000_00), None, TODAY))
    refused("mandate.exceeded", desk.as_handler, remit(desk, id_))
    desk.act(remit(desk, id_))
    sound(desk)


def test_a_composition_that_binds_us_without_our_vote_takes_the_mandate_and_a_route(desk: Desk) -> None:
    """Fw 157; 161: what is from after the first day is not touched."""
    before = desk.claim("F-1", 80_00)
    after = desk.claim("F-2", 40_00, invoice_on=date(2026, 11, 2), due_on=date(2026, 11, 16))
    id_ = voted(desk, Kind.BANKRUPTCY, None)
    over(desk, id_, EndKind.COMPOSITION)
    refused("remission.no_vat_route", desk.act, remit(desk, id_))
    refused("mandate.none", desk.as_handler, remit(desk, id_, VatRoute.NO_VAT))
    desk.act(remit(desk, id_, VatRoute.NO_VAT))
    assert (desk.total(before), desk.total(after)) == (0, 40_00)
    sound(desk)


def test_a_whoa_plan_is_remitted_once_a_guarantor_is_answered_and_no_claim_is_withdrawn_for_it(desk: Desk) -> None:
    """Fw 370 lid 2; BW 6:14: what is left stays for him; a withdrawal would let it go by another mandate."""
    claim, guarantor = desk.claim("F-1", 100_00), desk.party("Borg")
    liability = desk.act(AddLiability(claim, Liable(guarantor, Relation.GUARANTOR)))
    desk.act(AnswerBeside(desk.case, Beside.GUARANTOR, liability, RemissionAnswerKind.RESERVED))
    id_ = voted(desk, Kind.WHOA, route=None)
    other = desk.act(AddLiability(claim, Liable(desk.party("Vennoot"), Relation.PARTNER)))
    over(desk, id_, EndKind.COMPOSITION)
    gone = WithdrawClaim(claim, desk.version("claim", claim), "akkoord")
    assert refused("claim.rest_of_scheme", desk.act, gone) == {"number": "F-1"}
    assert refused("case.beside_unanswered", desk.act, remit(desk, id_))["name"] == "Vennoot"
    desk.act(AnswerBeside(desk.case, Beside.CO_DEBTOR, other, RemissionAnswerKind.KEPT_BY_LAW))
    refused("remission.no_vat_route", desk.act, remit(desk, id_))
    desk.pay(10_00)
    desk.act(remit(desk, id_, VatRoute.CREDIT_NOTE))
    assert desk.total(claim) == 0
    sound(desk)


def test_a_remission_is_taken_back_whole_or_entry_by_entry(desk: Desk) -> None:
    claim = rated(desk, desk.claim("F-1", 100_00), 100_00, 17_36)
    id_ = voted(desk, Kind.COUNSELLING)
    desk.pay(10_00)
    over(desk, id_, EndKind.DISCHARGED)
    before = desk.total(claim)
    desk.act(remit(desk, id_))
    desk.act(UndoStep(last_step(desk.database, desk.actor.person or 0) or 0))
    assert desk.total(claim) == before
    assert [one.claim_ids for one in scheme_rest.of_case(desk.database, desk.case, TODAY)] == [(claim,)]
    desk.act(remit(desk, id_))
    entry = desk.database.value("SELECT max(id) FROM ledger_entry WHERE component = 'principal' AND kind = 'credit'")
    desk.act(ReverseEntry(entry, "te vroeg"))
    assert desk.total(claim) > 0
    sound(desk)
