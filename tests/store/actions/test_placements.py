"""Claims are placed with an agency, and never out of sight."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

import peewee
import pytest

from casebook.domain.money import Cents
from casebook.domain.placements.facts import (
    AgencyKind,
    Arm,
    CloseCode,
    FeeBasis,
    FeeEvent,
    Guard,
    Instruction,
    PlacementEventKind,
)
from casebook.domain.placements.standing import POSSIBLE, PlacementStage
from casebook.errors import Refused
from casebook.store import placement_rows
from casebook.store.actions.addresses import Place
from casebook.store.actions.agencies import (
    AgencyFacts,
    ChangeAgency,
    EndAgency,
    ReachAgency,
    RegisterAgency,
    SetAgencyFee,
)
from casebook.store.actions.approvals import DecideApproval, asked_for
from casebook.store.actions.assessment import RecordAssessment
from casebook.store.actions.cases import CloseCase
from casebook.store.actions.evidence import SetEvidence
from casebook.store.actions.people import AddPerson
from casebook.store.actions.placement_events import (
    AnnounceRecall,
    RecordPlacementEvent,
    RecordReport,
    ReportFacts,
    ServedWrit,
    TellDirectPayment,
    VoidPlacementEvent,
)
from casebook.store.actions.placements import ChangePlacement, MakePlacementBatch, PreparePlacement, RecordPlacement
from casebook.store.actions.undo import UndoStep
from casebook.store.database import Database
from casebook.store.letters.parties import people
from casebook.store.models.cases import Closing
from casebook.store.models.claims import EvidenceKind, EvidenceStatus
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import agencies, placement_lists, placements
from casebook.store.queries.placement_lists import PlacementsListed
from casebook.store.queries.placements import PlacementCard
from casebook.store.refresh import refresh
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.refusal import refused

E = PlacementEventKind
UNANNOUNCED: dict[str, Any] = {"unannounced": "geen tijd"}


@dataclass
class Placing:
    """A desk with a claim that is ready to be placed but for the announcement, and a bailiff."""

    desk: Desk
    claim: int
    bailiff: int

    def prepare(self, **more: Any) -> int:
        placement: int = self.desk.act(
            PreparePlacement(self.desk.case, self.bailiff, Guard.US, **{**UNANNOUNCED, **more})
        )
        return placement

    def sent(self) -> int:
        placement = self.prepare()
        self.happened(placement, E.SENT)
        return placement

    def happened(self, placement: int, kind: PlacementEventKind, **more: Any) -> int:
        event: int = self.desk.act(RecordPlacementEvent(placement, kind, TODAY, **more))
        return event

    def card(self, placement: int) -> PlacementCard:
        found = placements.card(self.desk.database, placement, TODAY)
        assert found is not None
        return found

    def stage(self, placement: int) -> PlacementStage:
        return self.card(placement).standing.stage

    def placed(self) -> bool:
        return bool(self.desk.database.value("SELECT placed FROM claim WHERE id = ?", (self.claim,)))

    def tracks(self) -> list[str]:
        query = "SELECT kind FROM track WHERE case_id = ? AND closed_on IS NULL"
        return [kind for (kind,) in self.desk.database.fetch(query, (self.desk.case,))]


@pytest.fixture
def placing(desk: Desk) -> Placing:
    claim = desk.claim("U-1", 60_000)
    desk.act(RecordAssessment(desk.case, TODAY, room=2))
    desk.act(SetEvidence(claim, EvidenceKind.AGREEMENT, EvidenceStatus.PRESENT))
    bailiff = desk.act(RegisterAgency(AgencyFacts(AgencyKind.BAILIFF), name="Deurwaarder Snel"))
    return Placing(desk, claim, bailiff)


def agency(desk: Desk, until: date | None) -> int:
    facts = AgencyFacts(AgencyKind.AGENCY, "WKI-1", until)
    found: int = desk.act(RegisterAgency(facts, name=f"Incasso {until}"))
    return found


def test_what_is_prepared_lies_with_nobody_until_it_is_sent(placing: Placing) -> None:
    placement = placing.prepare()
    assert (placing.stage(placement), placing.placed(), placing.tracks()) == (PlacementStage.APPROVED, False, [])
    assert [(one.principal, one.number) for one in placing.card(placement).claims] == [(60_000, "U-1")]
    placing.happened(placement, E.SENT)
    assert (placing.stage(placement), placing.placed(), placing.tracks()) == (PlacementStage.SENT, True, ["agency"])
    placing.happened(placement, E.DECLINED, text="te klein")
    assert (placing.stage(placement), placing.placed(), placing.tracks()) == (PlacementStage.DECLINED, False, [])
    sound(placing.desk)


def test_nothing_is_placed_without_assessment_announcement_evidence_and_registration(desk: Desk) -> None:
    claim = desk.claim("U-1", 60_000)
    over = agency(desk, TODAY - timedelta(days=1))
    command = PreparePlacement(desk.case, over, Guard.AGENCY)
    refused("assessment.missing", desk.act, command)
    desk.act(RecordAssessment(desk.case, TODAY, room=2))
    assert refused("handing_over.missing", desk.act, command)["numbers"] == ("U-1",)
    command = PreparePlacement(desk.case, over, Guard.AGENCY, unannounced="geen tijd")
    assert refused("placement.no_evidence", desk.act, command)["numbers"] == ["U-1"]
    desk.act(SetEvidence(claim, EvidenceKind.AGREEMENT, EvidenceStatus.MISSING))
    assert refused("placement.registration_over", desk.act, command)["until"] == TODAY - timedelta(days=1)
    unknown = agency(desk, None)
    refused("placement.unregistered", desk.act, PreparePlacement(desk.case, unknown, Guard.US, unannounced="geen tijd"))
    valid = agency(desk, TODAY)
    desk.act(PreparePlacement(desk.case, valid, Guard.AGENCY, unannounced="geen tijd"))


def test_a_lead_passes_each_with_a_reason_that_is_kept_and_a_handler_does_not(placing: Placing) -> None:
    desk = placing.desk
    over = agency(desk, TODAY - timedelta(days=1))
    command = PreparePlacement(desk.case, over, Guard.US, unannounced="geen tijd", unregistered="aanvraag loopt")
    refused("mandate.none", desk.as_handler, command)
    placement = desk.act(command)
    prepared = next(one for one in placing.card(placement).events if one.kind is E.PREPARED)
    assert prepared.reason.splitlines() == ["geen tijd", "aanvraag loopt"]


def test_above_the_mandate_a_second_person_approves(placing: Placing, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = placing.desk
    desk.claim("U-2", 1_100_000)
    person = desk.act(AddPerson("h.andel", "H. Andelaar", (Role.HANDLER,)))
    handler = Actor(person, frozenset({Role.HANDLER}))
    for (claim,) in desk.database.fetch("SELECT id FROM claim WHERE number = 'U-2'"):
        desk.act(SetEvidence(claim, EvidenceKind.AGREEMENT, EvidenceStatus.PRESENT))
    monkeypatch.setattr("casebook.store.actions.placements.check_announced", lambda *_: None)
    command = PreparePlacement(desk.case, placing.bailiff, Guard.US)
    with pytest.raises(Refused) as caught:
        perform(desk.database, handler, TODAY, command)
    assert (caught.value.code, caught.value.parameters["cents"]) == ("mandate.exceeded", 1_160_000)
    asked = perform(desk.database, handler, TODAY, asked_for(command, "groot bedrag")).result
    desk.act(DecideApproval(asked, 1, approve=True, reason="akkoord"))
    (one,) = placements.of_case(desk.database, desk.case, TODAY).cards
    assert (one.standing.stage, one.total) == (PlacementStage.APPROVED, 1_160_000)


def test_a_claim_lies_with_one_agency_at_a_time(placing: Placing) -> None:
    placing.prepare()
    desk = placing.desk
    again = PreparePlacement(desk.case, placing.bailiff, Guard.US, (placing.claim,), **UNANNOUNCED)
    assert refused("placement.placed_already", desk.act, again)["numbers"] == ["U-1"]
    refused("placement.no_claims", desk.act, PreparePlacement(desk.case, placing.bailiff, Guard.US, **UNANNOUNCED))


def test_the_database_knows_no_placement_without_a_guard(placing: Placing) -> None:
    placement = placing.prepare()
    for guard in ("NULL", "'nobody'"):
        with pytest.raises(peewee.IntegrityError), placing.desk.database.peewee.atomic():
            placing.desk.database.execute(
                f"UPDATE placement SET guard = {guard}, version = version + 1 WHERE id = ?", (placement,)
            )


def test_what_happened_by_mistake_is_made_void_and_what_was_changed_follows(placing: Placing) -> None:
    placement = placing.sent()
    closed = placing.happened(placement, E.CLOSED, code=CloseCode.NO_RECOURSE)
    assert not placing.placed()
    placing.desk.act(VoidPlacementEvent(closed, "ander dossier"))
    assert (placing.stage(placement), placing.placed(), placing.tracks()) == (PlacementStage.SENT, True, ["agency"])
    refused("placement.event_void", placing.desk.act, VoidPlacementEvent(closed, "nog eens"))
    first = placing.card(placement).events[0].id
    refused("placement.start_stays", placing.desk.act, VoidPlacementEvent(first, "toch niet"))


def test_what_ended_is_not_taken_up_again_once_it_lies_elsewhere(placing: Placing) -> None:
    first = placing.sent()
    returned = placing.happened(first, E.RETURNED)
    second = placing.prepare()
    assert refused("placement.placed_already", placing.desk.act, VoidPlacementEvent(returned, "toch niet"))
    placing.happened(second, E.SENT)
    # Settling the first leaves the second as it is.
    placing.happened(first, E.RECONCILED)
    assert (placing.placed(), placing.tracks()) == (True, ["agency"])


def test_each_thing_is_recorded_only_where_it_can_have_happened(placing: Placing) -> None:
    placement = placing.prepare()
    for kind, stages in POSSIBLE.items():
        if PlacementStage.APPROVED not in stages:
            command: object = RecordPlacementEvent(placement, kind, TODAY)
            refused("placement.at_stage", placing.desk.act, command)
    placing.happened(placement, E.SENT)
    refused("placement.no_code", placing.desk.act, RecordPlacementEvent(placement, E.CLOSED, TODAY, code="x"))
    refused("placement.no_until", placing.desk.act, RecordPlacementEvent(placement, E.ACCEPTED, TODAY, TODAY))
    refused("placement.apart", placing.desk.act, RecordPlacementEvent(placement, E.RECALL_ANNOUNCED, TODAY))
    early = RecordPlacementEvent(placement, E.ACCEPTED, TODAY - timedelta(days=1))
    refused("given.days_order", placing.desk.act, early)


def test_recall_costs_what_was_agreed_when_it_is_announced(placing: Placing) -> None:
    desk = placing.desk
    assert placing.card(placing.sent()).recall.terms is None
    (one,) = placements.of_case(desk.database, desk.case, TODAY).cards
    desk.act(
        SetAgencyFee(placing.bailiff, TODAY - timedelta(days=9), FeeEvent.RECALL, FeeBasis.FIXED, cents=Cents(5_000))
    )
    desk.act(SetAgencyFee(placing.bailiff, TODAY + timedelta(days=1), FeeEvent.RECALL, FeeBasis.PERCENT, "15"))
    cost = placing.card(one.row.id).recall
    assert (cost.fee.total, cost.open) == (5_000, 60_000)
    refused(
        "mandate.none", desk.as_handler, AnnounceRecall(one.row.id, one.row.version, TODAY, cost.fee.total, "traag")
    )
    desk.act(AnnounceRecall(one.row.id, placing.card(one.row.id).row.version, TODAY, cost.fee.total, "traag"))
    assert placing.placed()
    placing.happened(one.row.id, E.RECALLED)
    assert not placing.placed()


@pytest.mark.parametrize(
    ("fee", "code"),
    [
        ({"basis": FeeBasis.PERCENT}, "agency.fee_percent"),
        ({"basis": FeeBasis.PERCENT, "percent": "101"}, "agency.percent"),
        ({"basis": FeeBasis.SCALE, "percent": "15"}, "agency.fee_percent"),
        ({"basis": FeeBasis.FIXED}, "agency.fee_amount"),
        ({"basis": FeeBasis.SCALE, "vat_percent": "veel"}, "agency.percent"),
    ],
)
def test_a_fee_that_says_too_little_or_too_much_is_refused(placing: Placing, fee: dict[str, Any], code: str) -> None:
    refused(code, placing.desk.act, SetAgencyFee(placing.bailiff, TODAY, FeeEvent.RECEIVED, **fee))


def test_an_agency_reports_as_often_as_was_agreed(placing: Placing) -> None:
    desk, placement = placing.desk, placing.sent()
    placing.happened(placement, E.ACCEPTED, reference="D-1")
    due = placing.card(placement).standing.update
    assert due is not None
    assert due.due_on == TODAY + timedelta(days=30)
    desk.act(ChangeAgency(placing.bailiff, 1, AgencyFacts(AgencyKind.BAILIFF, update_days=14)))
    query = "SELECT next_due_on FROM placement WHERE id = ?"
    assert str(desk.database.value(query, (placement,))) == str(TODAY + timedelta(days=14))
    desk.act(RecordReport(placement, ReportFacts(TODAY, "dagvaarding", received_cents=Cents(100))))
    (report,) = placing.card(placement).reports
    assert (report.phase, report.received_cents, report.open_cents) == ("dagvaarding", 100, None)
    right = desk.act(RecordReport(placement, ReportFacts(TODAY - timedelta(days=0), "sommatie"), report.id))
    assert [one.id for one in placing.card(placement).reports] == [right]


def test_what_was_paid_to_us_is_told_to_the_agency_once(placing: Placing) -> None:
    desk, placement = placing.desk, placing.sent()
    paid = desk.pay(10_000).payment_id
    (untold,) = placing.card(placement).untold
    assert (untold.payment_id, untold.cents) == (paid, 10_000)
    desk.act(TellDirectPayment(placement, paid, TODAY))
    assert placing.card(placement).untold == ()
    refused("placement.told_already", desk.act, TellDirectPayment(placement, paid, TODAY))


def test_a_writ_that_was_served_is_proven(placing: Placing) -> None:
    desk, placement = placing.desk, placing.sent()
    placing.happened(placement, E.INSTRUCTED, code=Instruction.WRIT, until_on=TODAY)
    desk.act(ServedWrit(placement, TODAY, text="exploot"))
    kind, proof = desk.database.fetch(
        "SELECT e.kind, m.proof FROM limitation_event e JOIN proof_mark m ON m.event_id = e.id WHERE e.case_id = ?",
        (desk.case,),
    )[0]
    assert (kind, proof) == ("demand", "proven")
    safe = desk.database.value(
        "SELECT safe_until FROM clock_now WHERE claim_id = ? AND clock = 'principal'", (placing.claim,)
    )
    assert str(safe) == str(date(2031, 11, 21))


def test_what_lay_there_before_is_completed(placing: Placing) -> None:
    desk = placing.desk
    desk.database.execute("UPDATE claim SET placed = 1, version = version + 1 WHERE id = ?", (placing.claim,))
    refresh(desk.database, [desk.case], TODAY)
    (before,) = placements.of_case(desk.database, desk.case, TODAY).before
    assert before.number == "U-1"
    (row,) = placement_lists.placed_before(desk.database).after(desk.database).rows
    assert (row.case_id, row.claims) == (desk.case, 1)
    sent_on = TODAY - timedelta(days=100)
    placement = desk.act(RecordPlacement(desk.case, placing.bailiff, Guard.AGENCY, sent_on, reference="D-9"))
    assert placements.of_case(desk.database, desk.case, TODAY).before == ()
    assert placement_lists.placed_before(desk.database).after(desk.database).rows == ()
    card = placing.card(placement)
    assert (card.standing.stage, card.standing.overdue_days(TODAY)) == (PlacementStage.ACTIVE, 70)


def test_a_case_is_not_closed_while_something_lies_with_an_agency(placing: Placing) -> None:
    placing.sent()
    desk = placing.desk
    version = desk.version("cases", desk.case)
    refused("case.placed", desk.act, CloseCase(desk.case, version, Closing.TRANSFERRED))


def test_nothing_is_placed_with_an_agency_that_was_ended(placing: Placing) -> None:
    desk = placing.desk
    desk.act(EndAgency(placing.bailiff, 1))
    refused("agency.ended", desk.act, PreparePlacement(desk.case, placing.bailiff, Guard.US, **UNANNOUNCED))
    assert agencies.in_use(desk.database) == []
    desk.act(EndAgency(placing.bailiff, 2, again=True))
    assert [one.name for one in agencies.in_use(desk.database)] == ["Deurwaarder Snel"]


def test_a_preparation_that_is_taken_back_leaves_nothing(placing: Placing) -> None:
    desk = placing.desk
    command = PreparePlacement(desk.case, placing.bailiff, Guard.US, **UNANNOUNCED)
    done = perform(desk.database, desk.actor, TODAY, command)
    assert done.step is not None
    desk.act(UndoStep(done.step))
    assert placing.card(done.result).standing.stage is PlacementStage.WITHDRAWN
    placing.prepare()
    sound(desk)


def test_the_guard_changes_with_a_reason_and_is_in_every_list(placing: Placing) -> None:
    desk, placement = placing.desk, placing.sent()
    desk.act(ChangePlacement(placement, placing.card(placement).row.version, Guard.AGENCY, "D-2", "zo afgesproken"))
    for listed in (PlacementsListed.LIVING, PlacementsListed.ALL):
        (row,) = placement_lists.placements(desk.database, listed, TODAY).after(desk.database).rows
        assert (row.guard, row.reference, row.open) == (Guard.AGENCY, "D-2", 60_000)


def test_a_split_batch_names_its_challenger(placing: Placing) -> None:
    desk = placing.desk
    other = agency(desk, TODAY)
    refused("placement.batch_split", desk.act, MakePlacementBatch("x", placing.bailiff, other))
    refused("placement.batch_split", desk.act, MakePlacementBatch("x", placing.bailiff, other, 101, 1))
    batch = desk.act(MakePlacementBatch("x", placing.bailiff, other, 50, 1))
    whole = desk.act(MakePlacementBatch("y", placing.bailiff))
    wrong = (
        {"arm": Arm.CHAMPION},
        {"arm": Arm.CHAMPION, "placement_batch_id": whole},
        {"arm": Arm.CHALLENGER, "placement_batch_id": batch},
    )
    for given in wrong:
        command = PreparePlacement(desk.case, placing.bailiff, Guard.US, **UNANNOUNCED, **given)
        refused("placement.arm_agency", desk.act, command)
    placing.prepare(arm=Arm.CHAMPION, placement_batch_id=batch)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_happens_the_radar_never_loses_a_claim(placing: Placing, seed: int) -> None:
    """What can happen next is tried at random: placed is what lies there, and its clock is always watched."""
    desk, random = placing.desk, Random(seed)
    for _ in range(14):
        found = placement_rows.of_cases(desk.database, [desk.case])
        living = [one for one in found if one.row.ended_on is None]
        if not living:
            placing.prepare()
            continue
        one = living[-1]
        kinds = [kind for kind, stages in POSSIBLE.items() if placing.stage(one.row.id) in stages]
        kind = random.choice([kind for kind in kinds if kind not in (E.RECALL_ANNOUNCED, E.DIRECT_PAYMENT)] or kinds)
        code = {E.CLOSED: "paid", E.INSTRUCTED: "writ", E.CARRIED_OUT: "writ"}.get(kind)
        event = placing.happened(one.row.id, kind, code=code)
        if random.random() < 0.3 and kind is not E.WITHDRAWN:
            desk.act(VoidPlacementEvent(event, "vergissing"))
        now = placement_rows.of_ids(desk.database, [one.row.id])[one.row.id]
        assert placing.placed() is (now.placement.over is None and now.placement.last(E.SENT) is not None)
        assert (placing.tracks() == ["agency"]) is placing.placed()
        listed = desk.database.value(
            "SELECT listed FROM clock_now WHERE claim_id = ? AND clock = 'principal'", (placing.claim,)
        )
        assert listed == "radar"
    sound(desk)


def test_the_list_of_agencies_says_what_lies_there(placing: Placing, database: Database) -> None:
    placing.sent()
    (row,) = agencies.agencies(database).after(database).rows
    assert (row.name, row.placed, row.placed_cents, row.case_id) == (
        "Deurwaarder Snel",
        1,
        60_000,
        placing.desk.case,
    )


def test_where_post_goes_to_an_agency_is_one_place_and_one_mail(placing: Placing) -> None:
    desk, kade = placing.desk, Place("Kade", "1", "1011 AA", "Amsterdam")

    def reached() -> tuple[object, ...]:
        card = agencies.card(desk.database, placing.bailiff, TODAY)
        assert card is not None
        to = people(desk.database, [card.row.party_id], TODAY)[card.row.party_id]
        assert to.place is not None
        assert (to.place.lines[0], to.mail) == (f"{card.reached.street} {card.reached.house_number}", card.reached.mail)
        return card.reached

    def known() -> tuple[int, int]:
        counts = [desk.database.value(f"SELECT count(*) FROM {one}") for one in ("address", "contact_point")]
        return counts[0], counts[1]

    before = known()
    desk.act(ReachAgency(placing.bailiff, kade, "in@snel.example"))
    assert reached() == ("Kade", "1", "1011 AA", "Amsterdam", "in@snel.example")
    # What is known already, and what is left empty, changes nothing.
    desk.act(ReachAgency(placing.bailiff, Place("KADE", "1", "1011AA", "Amsterdam"), "IN@snel.example"))
    desk.act(ReachAgency(placing.bailiff, Place(), ""))
    assert known() == (before[0] + 1, before[1] + 1)
    # Another takes its place from today on; what was is kept with its last day.
    desk.act(ReachAgency(placing.bailiff, Place("Gracht", "2", "1012 AB", "Amsterdam"), "post@snel.example"))
    assert reached() == ("Gracht", "2", "1012 AB", "Amsterdam", "post@snel.example")
    ended = "SELECT until_on FROM {} WHERE until_on IS NOT NULL"
    yesterday = (TODAY - timedelta(days=1),)
    for table in ("address", "contact_point"):
        assert list(desk.database.fetch(ended.format(table))) in ([yesterday], [(str(yesterday[0]),)])
