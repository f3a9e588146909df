"""What was recorded for the clocks of a case, to be proven, corrected or taken back."""

from datetime import date

from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.limitation.facts import Outcome, Proof
from casebook.store.actions.addresses import AddAddress, EndAddress, Place
from casebook.store.actions.claim_days import SetClaimDay
from casebook.store.actions.limitation import EventFacts, ProveEvent, Reached, RecordEvent, VoidEvent
from casebook.store.actions.reliance import EndReliance, RelyOn
from casebook.store.models.limitation import Grade
from casebook.store.models.parties import AddressStatus
from casebook.store.queries import recorded
from tests.store.actions.desk import TODAY, Desk


def test_an_event_comes_back_as_it_was_recorded_with_its_last_proof(desk: Desk) -> None:
    claim = desk.claim("K-1", 10_000)
    action = EventFacts(
        "legal_action",
        date(2024, 2, 1),
        (Reached(desk.debtor, claim, ClockKind.PRINCIPAL), Reached(desk.debtor, claim, ClockKind.INTEREST)),
        outcome=Outcome.REJECTED,
        ended_on=date(2024, 9, 1),
        followed_up_on=date(2024, 10, 1),
        follow_up_outcome=Outcome.PENDING,
        note="rolnummer 24/7",
    )
    letter = EventFacts("demand", date(2025, 1, 5), (Reached(desk.debtor),), received_on=date(2025, 1, 7))
    first = desk.act(RecordEvent(desk.case, action))
    second = desk.act(RecordEvent(desk.case, letter, Grade.MEDIUM))
    desk.act(ProveEvent(second, Grade.STRONG, "antwoord"))
    gone = desk.act(RecordEvent(desk.case, letter))
    desk.act(VoidEvent(gone, "dubbel"))

    newest, oldest = recorded.events(desk.database, desk.case)
    assert (newest.event_id, newest.facts, newest.proof, newest.grade) == (second, letter, Proof.PROVEN, Grade.STRONG)
    assert (oldest.event_id, oldest.facts, oldest.proof, oldest.grade) == (first, action, Proof.ASSERTED, None)


def test_an_acknowledgement_of_a_payment_names_its_origin(desk: Desk) -> None:
    desk.claim("K-1", 10_000)
    desk.pay(4_000)
    assert [event.origin for event in recorded.events(desk.database, desk.case)] == ["payment"]


def test_only_what_is_relied_on_now_is_told(desk: Desk) -> None:
    claim = desk.claim("K-1", 10_000)
    desk.act(RelyOn(claim, desk.debtor, ClockKind.PRINCIPAL, "brief van 2024", date(2027, 1, 1)))
    (row,) = recorded.reliances(desk.database, desk.case)
    assert (row.claim_number, row.debtor, row.clock) == ("K-1", "Van Dam Bouw", ClockKind.PRINCIPAL)
    desk.act(EndReliance(row.reliance_id, row.version, "stuk is zoek"))
    assert recorded.reliances(desk.database, desk.case) == []


def test_the_days_of_a_claim_are_those_that_were_set(desk: Desk) -> None:
    claim = desk.claim("K-1", 10_000)
    desk.act(SetClaimDay(claim, "known_on", date(2025, 3, 1)))
    assert [(row.name, row.on_day) for row in recorded.days(desk.database, claim)] == [("known_on", date(2025, 3, 1))]


def test_an_address_counts_as_verified_while_it_lasts(desk: Desk) -> None:
    other = desk.party("A. de Waard")
    for party, status in ((desk.debtor, AddressStatus.VERIFIED), (other, AddressStatus.PRESUMED)):
        desk.act(AddAddress(party, Place("Kade", "1", "1011 AB", "Amsterdam"), status, "BRP", TODAY))
    assert recorded.with_verified_address(desk.database, [desk.debtor, other], TODAY) == {desk.debtor}
    (address, version) = desk.database.fetch("SELECT id, version FROM address WHERE status = 'verified'")[0]
    desk.act(EndAddress(address, version, date(2026, 1, 1)))
    assert recorded.with_verified_address(desk.database, [desk.debtor, other], TODAY) == frozenset()
