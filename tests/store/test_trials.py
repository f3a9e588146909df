"""Whole situations as a practitioner would check them, played through the actions, as far as the store decides them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import pytest

from casebook.domain.capacity import Capacity
from casebook.domain.component import Component
from casebook.domain.default import Agreed
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.money import Cents
from casebook.domain.signals.clock_state import ClockState
from casebook.errors import Refused
from casebook.store import balances
from casebook.store.actions.addresses import AddAddress, CheckAddress, Place
from casebook.store.actions.assessment import RecordAssessment
from casebook.store.actions.cases import OpenCase, SetNextAction
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.holds import LiftHold, OpenTrack, PlaceHold
from casebook.store.actions.ledger import CreditClaim
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.limitation import EventFacts, ProveEvent, Reached, RecordEvent
from casebook.store.actions.parties import AddAccount, AddCreditor, AddParty, CreditorFacts, PartyFacts
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.people import AddPerson
from casebook.store.actions.receipts import ChosenLine, Receipt
from casebook.store.actions.representations import Acting, AddRepresentation
from casebook.store.database import Database
from casebook.store.models.cases import NextKind, TrackKind
from casebook.store.models.claims import RateKind, Relation
from casebook.store.models.limitation import Grade
from casebook.store.models.parties import AddressStatus, PartyKind, RepresentativeRole
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.refresh import refresh
from casebook.store.rows import rows
from casebook.store.transaction import Actor
from tests.store.actions.refusal import refused

TODAY, NEXT_YEAR = date(2026, 11, 21), date(2027, 1, 4)
HANDLER, LEAD = frozenset({Role.HANDLER}), frozenset({Role.HANDLER, Role.LEAD})
HOME = Place("Dorpsstraat", "1", "3511 AB", "Utrecht")
RUNNING, POSSIBLY_LAPSED = ClockState.RUNNING, ClockState.POSSIBLY_LAPSED


class Clock(NamedTuple):
    """How a clock stands."""

    state: ClockState
    safe_until: date | None
    claimed_until: date | None


class _Row(NamedTuple):
    claim_id: int
    debtor_id: int
    clock: ClockKind
    state: ClockState
    safe_until: date | None
    claimed_until: date | None


class Shown(NamedTuple):
    """Where a case stands in the queue, and why."""

    band: int
    by_on: date
    why: str


class Office:
    """An office with a lead, who acts unless said otherwise, and a handler."""

    def __init__(self, database: Database, actor: Actor) -> None:
        self.database, self.actor = database, actor
        self.us: int = self.act(AddCreditor(self.party("Wij B.V.", PartyKind.LEGAL), CreditorFacts("WIJ")))
        self.handler = Actor(self.act(AddPerson("h", "H. Handler", (Role.HANDLER,))), HANDLER)

    def act(self, command: object, day: date = TODAY, actor: Actor | None = None) -> Any:
        return perform(self.database, actor or self.actor, day, command).result

    def party(self, name: str, kind: PartyKind = PartyKind.NATURAL) -> int:
        party: int = self.act(AddParty(PartyFacts(name, kind)))
        return party

    def case(self, debtor: int, next_on: date = TODAY) -> int:
        case: int = self.act(OpenCase(debtor, next_on, owner_person_id=self.actor.person))
        return case

    def claim(
        self, case: int, cents: int, due_on: date, kind: str, capacity: Capacity, *, agreed: Agreed, **facts: Any
    ) -> int:
        number = f"F-{cents}"
        given = ClaimFacts(number, kind, capacity, agreed, due_on=due_on, **facts)
        claim: int = self.act(AddClaim(case, self.us, Cents(cents), given))
        return claim

    def version(self, table: str, id_: int) -> int:
        version: int = self.database.value(f"SELECT version FROM {table} WHERE id = ?", (id_,))
        return version

    def clocks(self, case: int, day: date = TODAY) -> Mapping[tuple[int, int, str], Clock]:
        """Return the clocks of a case as they stand on a day, by claim, debtor and kind of clock."""
        refresh(self.database, [case], day)
        sql = "SELECT claim_id, debtor_id, clock, state, safe_until, claimed_until FROM clock_now WHERE case_id = ?"
        found = rows(self.database, sql, _Row, (case,))
        return {(row.claim_id, row.debtor_id, row.clock.value): Clock(*row[3:]) for row in found}

    def shown(self, case: int, day: date = TODAY) -> Shown:
        refresh(self.database, [case], day)
        (found,) = rows(self.database, "SELECT band, by_on, why FROM case_now WHERE case_id = ?", Shown, (case,))
        return found

    def signals(self, case: int) -> list[str]:
        codes = self.database.fetch("SELECT code FROM signal WHERE case_id = ? ORDER BY rank", (case,))
        return [code for (code,) in codes]


@pytest.fixture
def office(database: Database, actor: Actor) -> Office:
    return Office(database, actor)


def running(safe: date, claimed: date | None = None) -> Clock:
    return Clock(RUNNING, safe, claimed or safe)


def test_four_invoices_of_a_consumer_and_a_counsellor(office: Office) -> None:
    """T1: the request is due on 30-11, every claim ends after two years, and no hold lifts itself."""
    debtor, counsellor = office.party("K. Koper"), office.party("Kredietbank", PartyKind.LEGAL)
    case = office.case(debtor)
    due = [(61280, 7), (24000, 8), (18640, 9), (9500, 10)]
    claims = [
        office.claim(case, cents, date(2026, month, 15), "consumer_sale", Capacity.CONSUMER, agreed=Agreed.CONDITIONS)
        for cents, month in due
    ]
    asked_on, due_on = date(2026, 11, 16), date(2026, 11, 30)
    acting = Acting(RepresentativeRole.DEBT_COUNSELLOR, write_to=True, from_on=asked_on)
    office.act(AddRepresentation(debtor, counsellor, acting), asked_on)
    hold = office.act(PlaceHold(case, "schuldhulpverlening", asked_on, date(2027, 3, 30)), asked_on)
    version = office.version("cases", case)
    office.act(SetNextAction(case, version, due_on, NextKind.ANSWER_REQUEST, "saldo-opgave"), asked_on)
    open_then = balances.open_balances(office.database, claims, asked_on)
    assert sum(balance.total for balance in open_then.values()) == 113420
    assert all(balance.collection_costs == 0 for balance in open_then.values())
    assert office.clocks(case) == {
        (claim, debtor, "principal"): running(date(2028, month, 15))
        for claim, (_, month) in zip(claims, due, strict=True)
    }
    assert office.shown(case) == (3, due_on, "signal.next_action")
    assert office.shown(case, date(2027, 3, 31)).band == 2
    assert "signal.hold_ended" in office.signals(case)
    assert office.database.fetch("SELECT lifted_on FROM hold") == [(None,)]
    office.act(LiftHold(hold, office.version("hold", hold)), date(2027, 3, 31))
    office.shown(case, date(2027, 3, 31))
    assert "signal.hold_ended" not in office.signals(case)


def test_one_amount_twice_without_a_reference(office: Office) -> None:
    """T3: two genuine receipts are two, each key counts once, and a person assigns one by the statute."""
    debtor, daughter = office.party("J. de Wit"), office.party("M. de Wit")
    case = office.case(debtor)
    agreed = Agreed.CONDITIONS
    older = office.claim(case, 20000, date(2026, 9, 1), "consumer_sale", Capacity.CONSUMER, agreed=agreed)
    newer = office.claim(case, 51230, date(2026, 10, 1), "consumer_sale", Capacity.CONSUMER, agreed=agreed)
    iban = "NL91ABNA0417164300"
    receipt = Receipt(TODAY, Cents(50000), iban=iban, reference="betaling")
    booked = [office.act(RecordPayment(case, receipt, key)) for key in ("stmt-1/1", "stmt-1/2")]
    for key in ("stmt-1/1", "stmt-1/2"):
        assert refused("payment.booked", office.act, RecordPayment(case, receipt, key))["key"] == key
    lines = office.database.fetch(
        "SELECT l.claim_id, a.cents, a.basis, a.source FROM allocation a LEFT JOIN ledger_entry l ON l.id = a.entry_id"
        " ORDER BY a.id"
    )
    assert [(claim, cents) for claim, cents, *_ in lines] == [
        (older, 20000),
        (newer, 30000),
        (newer, 21230),
        (None, 28770),
    ]
    assert all(source.startswith("BW 6:4") for *_, source in lines[:3])
    assert [one.unallocated for one in booked] == [0, 28770]
    assert office.database.value("SELECT count(*) FROM account") == 0
    costs = (ChosenLine(newer, Component.COLLECTION_COSTS, Cents(4000)),)
    not_claimable = RecordPayment(case, Receipt(TODAY, Cents(50000), lines=costs, reason="kosten"))
    assert refused("payment.more_than_open", office.act, not_claimable)["most"] == 0
    office.act(AddAccount(daughter, iban, own=False))
    assert office.database.fetch("SELECT party_id, own FROM account") == [(daughter, 0)]


def test_a_vof_with_two_partners(office: Office) -> None:
    """T6: a letter to the firm alone saves the firm; the partners are safe a year, and live on after its bankruptcy."""
    firm = office.party("Vof De Waard", PartyKind.VOF)
    partners = [office.party("A. de Waard"), office.party("B. Hazelaar")]
    case = office.case(firm)
    due_on, received_on = date(2022, 12, 15), date(2026, 11, 10)
    claim = office.claim(case, 846025, due_on, "contract", Capacity.BUSINESS, agreed=Agreed.CONTRACT)
    for partner, left_on in zip(partners, (None, date(2024, 6, 30)), strict=True):
        office.act(AddLiability(claim, Liable(partner, Relation.PARTNER, until_on=left_on)))
    letter = EventFacts("demand", date(2026, 11, 9), (Reached(firm),), received_on=received_on)
    office.act(RecordEvent(case, letter, Grade.STRONG))
    saved = date(2031, 11, 10)
    partner_clocks = {(claim, one, "principal"): running(date(2027, 12, 15), saved) for one in partners}

    def principal() -> dict[tuple[int, int, str], Clock]:
        return {key: clock for key, clock in office.clocks(case).items() if key[2] == "principal"}

    assert principal() == {(claim, firm, "principal"): running(saved), **partner_clocks}
    bankrupt = EventFacts("insolvency", date(2026, 11, 17), (Reached(firm),), regime="bankruptcy")
    office.act(RecordEvent(case, bankrupt))
    after = principal()
    assert {key: clock for key, clock in after.items() if key[1] != firm} == partner_clocks
    assert after[claim, firm, "principal"].state in (RUNNING, ClockState.EXTENDED)
    booked = office.act(RecordPayment(case, Receipt(date(2026, 11, 18), Cents(100000))))
    assert booked.unallocated == 100000
    stranger = EventFacts("demand", received_on, (Reached(office.party("Ander")),), received_on=received_on)
    refused("event.not_liable", office.act, RecordEvent(case, stranger, Grade.STRONG))


def test_half_of_an_invoice_disputed(office: Office) -> None:
    """T10: in spite of dispute and hold the case is in band 1, and the interruption reaches the whole claim."""
    debtor = office.party("Afnemer B.V.", PartyKind.LEGAL)
    case = office.case(debtor, NEXT_YEAR)
    claim = office.claim(case, 620000, date(2022, 1, 12), "contract", Capacity.BUSINESS, agreed=Agreed.CONTRACT)
    disputed_on, end = date(2022, 3, 3), date(2027, 1, 12)
    office.act(OpenTrack(case, TrackKind.DISPUTE, "schade, 3.100,00 betwist"), disputed_on)
    office.act(PlaceHold(case, "dispuut", disputed_on), disputed_on)
    before = office.clocks(case)
    assert before[claim, debtor, "principal"] == running(end)
    assert office.shown(case)[:2] == (1, end)
    letter = EventFacts("demand", date(2026, 11, 23), (Reached(debtor, claim),), received_on=date(2026, 11, 24))
    office.act(RecordEvent(case, letter, Grade.STRONG), date(2026, 11, 25))
    after, saved = office.clocks(case, date(2026, 11, 25)), date(2031, 11, 24)
    assert after[claim, debtor, "principal"] == running(saved)
    assert {key: clock.safe_until for key, clock in after.items() if key[2] == "interest"} == {
        key: saved for key in before if key[2] == "interest"
    }
    assert office.shown(case, date(2026, 11, 25)).band == 3
    partly = CreditClaim(claim, Cents(100000), date(2026, 11, 25), "deels gegrond")
    refused("mandate.exceeded", lambda command: office.act(command, date(2026, 11, 25), office.handler), partly)
    office.act(partly, date(2026, 11, 25))
    assert balances.in_all(office.database, claim).principal == 520000
    assert office.clocks(case, date(2026, 11, 25))[claim, debtor, "principal"] == running(saved)


def test_an_energy_customer_under_protective_administration(office: Office) -> None:
    """T12: a Sunday is not moved, ordinary post is asserted only, sending moves nothing, and proof gives two years."""
    debtor, administrator = office.party("W. Bloem"), office.party("Bewindvoerder")
    case = office.case(debtor, NEXT_YEAR)
    office.act(RecordAssessment(case, TODAY, room=2))
    claim = office.claim(case, 84700, date(2024, 12, 20), "consumer_energy", Capacity.CONSUMER, agreed=Agreed.CONTRACT)
    acting = Acting(RepresentativeRole.PROTECTIVE_ADMINISTRATOR, write_to=True, from_on=date(2025, 3, 1))
    office.act(AddRepresentation(debtor, administrator, acting))
    old = office.act(AddAddress(debtor, HOME))
    office.act(CheckAddress(old, 1, AddressStatus.DEAD, "retour", TODAY))
    ordinary = EventFacts("demand", date(2025, 6, 1), (Reached(debtor),), received_on=date(2025, 6, 3))
    office.act(RecordEvent(case, ordinary, Grade.WEAK))
    principal, end = (claim, debtor, "principal"), date(2026, 12, 20)
    assert office.clocks(case)[principal] == running(end, date(2027, 6, 3))
    assert office.shown(case)[:2] == (1, end)
    assert (end - TODAY).days == 29
    sent_on = date(2026, 11, 27)
    registered = EventFacts("demand", sent_on, (Reached(debtor),))
    event = office.act(RecordEvent(case, registered), sent_on)
    sent = office.clocks(case, sent_on)[principal]
    assert sent.safe_until == end
    assert office.shown(case, sent_on).band == 1
    assert office.shown(case, sent_on).why == "signal.limitation_proof"
    received = ProveEvent(event, Grade.STRONG, "handtekening voor ontvangst", received_on=date(2026, 12, 1))
    office.act(received, date(2026, 12, 2))
    assert office.clocks(case, date(2026, 12, 2))[principal] == running(date(2028, 12, 1))
    assert office.shown(case, date(2026, 12, 2)).band == 3


def test_default_and_the_baker(office: Office) -> None:
    """T17: without an agreed term there is no default and no clock of interest; a baker has a capacity per claim."""
    consumer, baker = office.party("C. Consument"), office.party("Bakker Bol", PartyKind.SOLE_TRADER)
    first, second = office.case(consumer), office.case(baker)
    due_on = date(2026, 10, 1)
    by_invoice = office.claim(
        first, 10000, date(2026, 9, 30), "consumer_sale", Capacity.CONSUMER, agreed=Agreed.INVOICE
    )
    flour = office.claim(
        second,
        93845,
        due_on,
        "contract",
        Capacity.BUSINESS,
        agreed=Agreed.CONTRACT,
        rate_kind=RateKind.COMMERCIAL,
    )
    energy = office.claim(second, 28000, due_on, "consumer_energy", Capacity.CONSUMER, agreed=Agreed.CONTRACT)
    near = date(2028, 9, 15)
    assert office.clocks(first, near) == {(by_invoice, consumer, "principal"): running(date(2028, 9, 30))}
    assert office.clocks(second, near) == {
        (flour, baker, "principal"): running(date(2031, 10, 1)),
        (energy, baker, "principal"): running(date(2028, 10, 1)),
    }
    later = office.clocks(second, date(2031, 9, 1))
    assert (flour, baker, "interest") in later
    assert later[energy, baker, "principal"].state is POSSIBLY_LAPSED
    assert not [key for key in office.clocks(first, date(2031, 9, 1)) if key[2] == "interest"]
    capacity, agreed = Capacity.BUSINESS, Agreed.CONTRACT
    with pytest.raises(Refused, match=r"claim\.rate_kind"):
        office.claim(second, 1, due_on, "contract", capacity, agreed=agreed, rate="8")


def test_uncollected_and_unknown(office: Office) -> None:
    """T24: an uncollected letter moves no safe end, the answer of 03-11 does, and a dead address is band 1 sooner."""
    debtor = office.party("O. Onbereikbaar")
    case = office.case(debtor)
    claim = office.claim(case, 150000, date(2021, 12, 15), "contract", Capacity.BUSINESS, agreed=Agreed.CONTRACT)
    sent_on, answered_on = date(2026, 10, 12), date(2026, 11, 3)
    event = office.act(RecordEvent(case, EventFacts("demand", sent_on, (Reached(debtor),)), Grade.WEAK))
    principal, end = (claim, debtor, "principal"), date(2026, 12, 15)
    assert office.clocks(case)[principal] == running(end, date(2031, 10, 12))
    assert office.shown(case)[:2] == (1, end)
    refused("event.weak", office.act, ProveEvent(event, Grade.WEAK, "niet afgehaald", received_on=answered_on))
    medium = ProveEvent(event, Grade.MEDIUM, "e-mail beantwoord", received_on=answered_on)
    refused("event.lead_proves", lambda command: office.act(command, actor=office.handler), medium)
    refused("event.no_receipt", office.act, ProveEvent(event, Grade.STRONG, "zonder dag van ontvangst"))
    answer = ProveEvent(event, Grade.STRONG, "ik kom erop terug", received_on=answered_on)
    proven = office.act(answer, actor=office.handler)
    assert office.clocks(case)[principal] == running(date(2031, 11, 3))
    (who_and_why,) = office.database.fetch(
        "SELECT l.person_id, m.reason FROM log l, proof_mark m WHERE l.command = 'event.prove' AND m.event_id = ?"
        " AND m.proof = 'proven'",
        (proven,),
    )
    assert who_and_why == (office.handler.person, "ik kom erop terug")

    moved = office.party("V. Vertrokken")
    other = office.case(moved, NEXT_YEAR)
    address = office.act(AddAddress(moved, HOME, AddressStatus.VERIFIED, "BRP", TODAY))
    office.claim(other, 90000, date(2022, 2, 10), "contract", Capacity.BUSINESS, agreed=Agreed.CONTRACT)
    assert office.shown(other)[:2] == (2, date(2027, 2, 10))
    office.act(CheckAddress(address, 1, AddressStatus.DEAD, "retour: vertrokken", TODAY))
    assert office.shown(other)[:2] == (1, date(2027, 2, 10))
