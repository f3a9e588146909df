"""T12: a customer of energy under protective administration; two years are nearly over, on a Sunday."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pytest

from casebook.domain.capacity import Capacity
from casebook.domain.limitation.facts import Proof
from casebook.store.actions.addresses import AddAddress, CheckAddress
from casebook.store.actions.letters import OverrideStop
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.representations import Acting, AddRepresentation
from casebook.store.models.limitation import Grade
from casebook.store.models.parties import AddressStatus, PartyKind, RepresentativeRole
from tests.store.actions.refusal import refused
from tests.trials.office import EMAIL, HOME, ORDINARY, REGISTERED, SATURDAY, K, Office

SAFE = date(2026, 12, 20)
NUMBER, DEBTOR, ADMINISTRATOR = "E-847", "W. Bloem", "Rietveen Bewind"
SUSPENSION = {"service": "levering van stroom", "takes_effect_on": date(2027, 1, 4), "sector": "energy"}


class Bloem(NamedTuple):
    """The case of the trial: his old address is dead, and there he had one letter by ordinary post."""

    office: Office
    debtor: int
    administrator: int
    case: int
    claim: int

    @property
    def ends(self) -> tuple[date | None, date | None]:
        row = self.office.clocks(self.case)[NUMBER, DEBTOR]
        return row.safe_until, row.claimed_until


@pytest.fixture
def bloem(office: Office) -> Bloem:
    debtor = office.party(DEBTOR, home=False, mail="w@bloem.example")
    administrator = office.party(ADMINISTRATOR, PartyKind.LEGAL, mail="post@rietveen.example")
    case = office.case(debtor)
    claim = office.claim(case, NUMBER, 84_700, date(2024, 12, 20), "consumer_energy", capacity=Capacity.CONSUMER)
    acting = Acting(RepresentativeRole.PROTECTIVE_ADMINISTRATOR, from_on=date(2025, 3, 1))
    office.act(AddRepresentation(debtor, administrator, acting))
    old = office.act(AddAddress(debtor, HOME, from_on=date(2020, 1, 1)))
    office.act(CheckAddress(old, 1, AddressStatus.DEAD, "BRP", SATURDAY))
    office.act(RecordEvent(case, EventFacts("demand", date(2025, 6, 1), (Reached(debtor),)), Grade.WEAK))
    new = AddAddress(debtor, replace(HOME, street="Kerkstraat"), AddressStatus.VERIFIED, "BRP", SATURDAY)
    office.act(new)
    return Bloem(office, debtor, administrator, case, claim)


def test_the_term_ends_on_a_sunday_and_ordinary_post_saves_nothing(bloem: Bloem) -> None:
    office, row = bloem.office, bloem.office.clocks(bloem.case)[NUMBER, DEBTOR]
    assert SAFE.isoweekday() == 7
    assert (SAFE - SATURDAY).days == 29
    assert bloem.ends == (SAFE, date(2027, 6, 1))
    assert row.last_proof is Proof.ASSERTED
    assert office.why(bloem.case) == (1, SAFE, "stuiten: veilig t/m 20-12-2026")
    assert office.queued(bloem.case).to_lead
    assert (NUMBER, DEBTOR) in office.on_radar()


def test_both_get_a_letter_by_every_way_there_is(bloem: Bloem) -> None:
    office = bloem.office
    letters = office.interrupt([bloem.claim])
    cards = [office.card(letter) for letter in letters]
    assert [card.row.addressee for card in cards] == [DEBTOR, ADMINISTRATOR]
    assert {card.row.ways for card in cards} == {(REGISTERED, ORDINARY, EMAIL)}
    assert [card.text.facts.addressee.lines[1] for card in cards] == ["Kerkstraat 1", "Dorpsstraat 1"]
    assert "bewindvoerder" in office.text(letters[1])
    office.send(letters)
    assert sorted(to for to, _ in office.taken.mails) == ["post@rietveen.example", "w@bloem.example"]


def test_sent_is_not_solved_proof_is_looked_for_and_else_a_writ(bloem: Bloem) -> None:
    office = bloem.office
    office.until(date(2026, 11, 27))
    letters = office.interrupt([bloem.claim])
    office.send(letters)
    assert bloem.ends[0] == SAFE
    band, by_on, why = office.why(bloem.case)
    assert (band, by_on) == (1, date(2026, 12, 8))
    assert "11-12-2026" in why
    office.until(date(2026, 12, 11))
    assert office.why(bloem.case)[0] == 1
    assert (NUMBER, DEBTOR) in office.on_radar()
    assert bloem.ends[0] == SAFE


def test_proof_gives_two_years_from_receipt(bloem: Bloem) -> None:
    office = bloem.office
    office.until(date(2026, 11, 27))
    to_him, to_administrator = office.interrupt([bloem.claim])
    office.send([to_him, to_administrator])
    office.until(date(2026, 12, 2))
    office.signed_for(to_him, date(2026, 12, 1))
    # That the administrator got his is still to be shown, and without it the letter has no effect.
    assert office.proof_outstanding() == [ADMINISTRATOR]
    assert bloem.ends[0] == SAFE
    assert office.card(to_him).awaited == (ADMINISTRATOR,)
    assert office.why(bloem.case)[0] == 1
    office.signed_for(to_administrator, date(2026, 12, 1))
    assert bloem.ends == (date(2028, 12, 1), date(2028, 12, 1))
    assert office.why(bloem.case)[0] == 3


def test_mail_that_is_answered_is_for_a_lead_to_say(bloem: Bloem) -> None:
    office = bloem.office
    letters = office.interrupt([bloem.claim])
    office.send(letters)
    office.until(date(2026, 11, 24))
    mailed = office.dispatch(letters[0], EMAIL)
    item = office.arrives("Ik heb uw brief gezien.", sender="w@bloem.example", answers=mailed)
    assert [one.dispatch_id for one in item.answers] == [mailed.dispatch_id]
    approval = office.replied(item, mailed, Grade.MEDIUM, office.day)
    assert isinstance(approval, int)
    assert bloem.ends[0] == SAFE


def test_without_the_administrator_it_does_not_leave(bloem: Bloem) -> None:
    """A missing representative is one of the three that may stop an interruption, and that is red."""
    office = bloem.office
    (command,) = office.offered([bloem.claim]).prepare
    (alone,) = office.act(replace(command, letters=command.letters[:1]))
    assert office.state(alone) == "refused"
    assert ADMINISTRATOR in office.stopped(alone)[0]
    assert office.why(bloem.case)[0] == 1


def test_supply_is_not_cut_before_all_that_has_to_come_first(bloem: Bloem) -> None:
    office = bloem.office
    said = office.stops(bloem.case, K.SUSPENSION_ANNOUNCED, extras=SUSPENSION, last_day=date(2026, 12, 30))
    told = " ".join(said)
    for what in ("3 herinneringen", "contact", "betalingsregeling", "gemeente"):
        assert what in told
    letters = office.write(bloem.case, K.SUSPENSION_ANNOUNCED, extras=SUSPENSION, last_day=date(2026, 12, 30))
    card = office.card(letters[0])
    rule = next(stop.rule for stop in card.stops if stop.rule.startswith("stop.suspension_reminders"))
    refused(
        "letter.no_override",
        lambda command: office.act(command, office.lead),
        OverrideStop(letters[0], card.row.version, rule, "haast"),
    )
