"""T5: a bailiff who has had a claim for long says nothing, while its limitation comes near."""

from datetime import date, timedelta
from typing import NamedTuple

import pytest

from casebook.domain.gate import Severity
from casebook.domain.letters.extras import Value
from casebook.domain.money import Cents
from casebook.domain.placements.facts import (
    AgencyKind,
    CloseCode,
    FeeBasis,
    FeeEvent,
    Guard,
    Instruction,
    PlacementEventKind,
)
from casebook.domain.placements.standing import PlacementStage
from casebook.jobs import letter_offer, placement_letters
from casebook.jobs.drafting import HOUSE, Wanted
from casebook.jobs.letters import composed
from casebook.store.actions.agencies import AgencyFacts, RegisterAgency, SetAgencyFee
from casebook.store.actions.ledger import CreditClaim
from casebook.store.actions.letters import PrepareLetter
from casebook.store.actions.placement_events import (
    AnnounceRecall,
    RecordPlacementEvent,
    RecordReport,
    ReportFacts,
    ServedWrit,
)
from casebook.store.actions.placements import RecordPlacement
from casebook.store.placement_rows import ORIGIN
from casebook.store.queries import placement_lists, placements
from casebook.store.queries.placement_lists import PlacementsListed
from casebook.store.queries.placements import PlacementCard
from casebook.store.queries.radar import ClockRow
from tests.store.actions.refusal import refused
from tests.trials.office import HOME, SATURDAY, K, Office

OWED = 348_000
SENT, REPORTED = date(2026, 2, 2), date(2026, 8, 20)
# Five years after the last day of payment.
DUE, SAFE = date(2022, 1, 31), date(2027, 1, 31)
OVERDUE = date(2026, 9, 19)
E = PlacementEventKind


class Silent(NamedTuple):
    """A claim that lies with a bailiff who reported on 20-08 last."""

    office: Office
    bailiff: int
    case: int
    claim: int
    placement: int

    @property
    def clock(self) -> ClockRow:
        """Return the clock of the claim as the radar shows it."""
        (found,) = self.office.clocks(self.case).values()
        return found

    @property
    def stage(self) -> PlacementStage:
        """Return how far it is."""
        return self.card.standing.stage

    @property
    def card(self) -> PlacementCard:
        """Return the placement as its tab shows it."""
        found = placements.card(self.office.database, self.placement, self.office.day)
        assert found is not None
        return found


@pytest.fixture
def silent(office: Office) -> Silent:
    case = office.case(office.party("J. Pietersen"))
    claim = office.claim(case, "F-3480", OWED, DUE)
    facts = AgencyFacts(AgencyKind.BAILIFF, update_days=30)
    bailiff = office.act(RegisterAgency(facts, name="Deurwaarder Snel", place=HOME))
    office.act(SetAgencyFee(bailiff, date(2026, 1, 1), FeeEvent.RECALL, FeeBasis.SCALE, vat_percent="21"))
    placement = office.act(RecordPlacement(case, bailiff, Guard.AGENCY, SENT, reference="D-77", reported_on=REPORTED))
    return Silent(office, bailiff, case, claim, placement)


def test_the_update_is_overdue_since_19_09_for_63_days(silent: Silent) -> None:
    office, standing = silent.office, silent.card.standing
    assert standing.update is not None
    assert (standing.stage, standing.update.due_on, standing.update.reported_on) == (
        PlacementStage.ACTIVE,
        OVERDUE,
        REPORTED,
    )
    assert standing.overdue_days(SATURDAY) == 63
    assert (standing.update.chase_on, standing.update.escalate_on) == (date(2026, 9, 26), date(2026, 10, 10))
    (row,) = placement_lists.placements(office.database, PlacementsListed.OVERDUE, SATURDAY).after(office.database).rows
    assert (row.id, row.overdue, row.safe_until, row.guard) == (silent.placement, 63, SAFE, Guard.AGENCY)


def test_it_is_on_our_radar_in_band_1_with_its_guard_named(silent: Silent) -> None:
    office = silent.office
    assert office.why(silent.case) == (1, SAFE, "stuiten: veilig t/m 31-01-2027")
    assert "verslag van Deurwaarder Snel te laat sinds 19-09-2026: vraag erom" in office.signals(silent.case)
    clock = silent.clock
    assert (clock.placed, clock.safe_until, clock.guard, clock.agency) == (True, SAFE, Guard.AGENCY, "Deurwaarder Snel")
    assert silent.card.row.guard is Guard.AGENCY
    # It is urgent 90 days before, because it is placed; with us it would not be yet.
    assert clock.red_on == date(2026, 11, 2)
    other = office.case(office.party("S. Thuis"))
    office.claim(other, "F-1", OWED, DUE)
    ours = office.clocks(other)["F-1", "S. Thuis"]
    assert (ours.placed, ours.safe_until, ours.guard) == (False, SAFE, None)
    assert ours.red_on > SATURDAY
    assert office.queued(other).band > 1


def test_after_21_days_it_is_for_the_lead(silent: Silent) -> None:
    """Of a claim whose limitation is far away: that alone would make it the lead's."""
    office = silent.office
    case = office.case(office.party("S. Later"), date(2027, 6, 1))
    office.claim(case, "F-2", OWED, date(2026, 1, 5))
    reported_on = date(2026, 11, 20)
    placement = office.act(RecordPlacement(case, silent.bailiff, Guard.AGENCY, SENT, reported_on=reported_on))
    assert not office.queued(case).to_lead
    for days, late, lead in ((30, False, False), (37, True, False), (50, True, False), (51, True, True)):
        office.until(reported_on + timedelta(days))
        told = [said for said in office.signals(case) if "verslag" in said]
        assert bool(told) is late, days
        assert office.queued(case).to_lead is lead, days
    office.act(RecordReport(placement, ReportFacts(office.day, "ambtshandelingen")))
    assert not office.queued(case).to_lead
    assert [said for said in office.signals(case) if "verslag" in said] == []


def test_it_is_chased_by_a_letter_which_is_recorded_when_it_left(silent: Silent) -> None:
    office = silent.office
    found = placement_letters.chasers(office.database, office.day, [silent.placement], HOUSE)
    (letter,) = office.act(found.letters[silent.placement])
    text = office.text(letter)
    assert "Uw laatste verslag ging tot 20 augustus 2026" in text
    assert "19 september 2026" in text
    office.send([letter])
    update = silent.card.standing.update
    assert update is not None
    assert update.chased_on == SATURDAY
    assert "om gevraagd op 21-11-2026" in " ".join(office.signals(silent.case))


def test_we_may_interrupt_ourselves_though_it_is_placed(silent: Silent) -> None:
    """The gate warns or stops other letters to a debtor whose claim is placed, never this one."""
    office = silent.office
    (offered,) = office.offered([silent.claim]).prepare
    previewed = letter_offer.previewed(office.database, office.day, [offered])
    assert not [stop for one in previewed for stop in one.stops if stop.severity is Severity.STOPS]
    letter, copy = office.act(offered)
    assert [office.card(one).row.addressee for one in (letter, copy)] == ["J. Pietersen", "Deurwaarder Snel"]
    office.send([letter, copy])
    assert (office.state(letter), office.state(copy)) == ("sent", "sent")
    # The bailiff reads what the debtor was written; that it arrived there proves nothing against him.
    told = " ".join(office.text(copy).split())
    assert "Wij schrijven J. Pietersen zelf een brief waarmee wij de verjaring stuiten" in told
    assert "Wij behouden ons ondubbelzinnig het recht voor" in told
    assert "D-77" in told
    assert [event.kind for event in silent.card.events if event.letter_id == copy] == []
    assert any("uit handen" in said or "deurwaarder" in said for said in office.stops(silent.case, K.REMINDER))


def test_the_bailiff_hears_of_it_also_where_nothing_is_open_any_more(silent: Silent) -> None:
    """What is interrupted of a claim that was paid is what may be contested yet: whoever has the claim knows of it."""
    office = silent.office
    case = office.case(office.party("K. Klein"))
    claim = office.claim(case, "F-12", 20_000, DUE)
    office.act(RecordPlacement(case, silent.bailiff, Guard.AGENCY, SENT, reported_on=REPORTED))
    office.act(CreditClaim(claim, Cents(20_000), SATURDAY, "creditnota"))
    letters = office.write(case, K.INTERRUPTION, claim_ids=(claim,))
    assert [office.card(one).row.addressee for one in letters] == ["K. Klein", "Deurwaarder Snel"]


def test_a_writ_is_an_instruction_with_its_own_proof(silent: Silent) -> None:
    office = silent.office
    extras: dict[str, Value] = {"task": "Breng een stuitingsexploot uit.", "interruption": True, "before": SAFE}
    wanted = Wanted(
        claim_ids=(silent.claim,),
        to=silent.card.row.agency_party_id,
        extras=extras,
        origin=ORIGIN,
        origin_id=silent.placement,
    )
    drafts = composed(office.database, office.day, silent.case, K.BAILIFF_INSTRUCTION, wanted)
    (letter,) = office.act(PrepareLetter(silent.case, drafts))
    office.send([letter])
    told = silent.card.standing.writ
    assert told is not None
    assert (told.code, told.until) == (Instruction.WRIT, SAFE)
    # That it was told to is no proof.
    assert silent.clock.safe_until == SAFE
    office.act(ServedWrit(silent.placement, SATURDAY, text="exploot 12"))
    assert silent.card.standing.writ is None
    assert silent.clock.safe_until == date(2031, 11, 21)


def test_what_recall_costs_is_shown_before_and_it_is_the_leads(silent: Silent) -> None:
    office = silent.office
    cost = silent.card.recall
    # 15 % over 2.500,00 and 10 % over 980,00, with 21 % VAT.
    assert (cost.fee.net, cost.fee.vat, cost.fee.total) == (47_300, 9_933, 57_233)
    version = silent.card.row.version
    command = AnnounceRecall(silent.placement, version, SATURDAY, Cents(cost.fee.total), "doet niets")
    refused("mandate.none", office.act, command)
    office.act(command, office.lead)
    stages = [(silent.stage, silent.clock.placed)]
    office.act(RecordPlacementEvent(silent.placement, E.RECALLED, SATURDAY))
    stages.append((silent.stage, silent.clock.placed))
    office.act(RecordPlacementEvent(silent.placement, E.RECONCILED, SATURDAY))
    stages.append((silent.stage, silent.clock.placed))
    assert stages == [
        (PlacementStage.RECALL_ANNOUNCED, True),
        (PlacementStage.RECALLED, False),
        (PlacementStage.RECONCILED, False),
    ]
    refused(
        "placement.at_stage",
        office.act,
        RecordPlacementEvent(silent.placement, E.CLOSED, SATURDAY, code=CloseCode.PAID),
    )
