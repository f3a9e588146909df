"""What the gate is asked with, as it is read from the store: the trials of what is refused, for one letter and many."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.capacity import Capacity
from casebook.domain.costs import Letter as FourteenDay
from casebook.domain.costs import Wording
from casebook.domain.default import Agreed
from casebook.domain.gate import Outgoing, refused
from casebook.domain.letters.facts import StatedClaim
from casebook.domain.letters.kept import kept
from casebook.domain.letters.kinds import LetterKind, Tone
from casebook.domain.letters.proof import ReturnedAs
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.money import Cents
from casebook.domain.signals.clock_state import ClockState
from casebook.store.actions.addresses import AddAddress, CheckAddress, Place
from casebook.store.actions.care import RecordVulnerability
from casebook.store.actions.contact_blocks import PlaceContactBlock
from casebook.store.actions.disputes import ContestedPart, RegisterDispute
from casebook.store.actions.estates import AddHeir, OpenEstate
from casebook.store.actions.holds import HoldReach, OpenTrack, PlaceHold
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.parties import ChangeParty, PartyFacts
from casebook.store.actions.person_requests import ReceiveRequest
from casebook.store.actions.representations import Acting, AddRepresentation
from casebook.store.gate_facts import gate_facts, stops, stops_of
from casebook.store.models.care import RequestKind
from casebook.store.models.cases import Channel, TrackKind
from casebook.store.models.disputes import DisputeReason
from casebook.store.models.letters import Dispatch, Letter, LetterClaim
from casebook.store.models.parties import AddressStatus, Party, PartyKind, RepresentativeRole
from tests.letters.made import facts as made
from tests.store.actions.desk import TODAY, Desk

K, R = LetterKind, RepresentativeRole
PLACE = Place("Dorpsstraat", "1", "1234 AB", "Ons Dorp")
CONSUMER = {"capacity": Capacity.CONSUMER, "agreed": Agreed.CONDITIONS}


class Writing:
    """Letters of a desk: made up, and stored as they would be."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.database = desk, desk.database
        self.address: int = desk.act(AddAddress(desk.debtor, PLACE, AddressStatus.VERIFIED, "BRP", TODAY))

    def letter(self, kind: LetterKind, *claims: StatedClaim, **changed: Any) -> Outgoing:
        """Return a letter to the debtor by ordinary post; `to` somebody else, `beside` him in one bundle."""
        desk, extras = self.desk, changed.pop("extras", {})
        to, beside = changed.pop("to", desk.debtor), changed.pop("beside", ())
        last_day = TODAY + timedelta(days=16)
        said = made(kind, claims=claims, extras=extras, last_day=last_day, on=TODAY, tone=Tone.NEUTRAL)
        return Outgoing(
            letter=said,
            case_id=desk.case,
            party_id=desk.debtor,
            addressee_id=to,
            ways=changed.pop("ways", (DispatchWay.ORDINARY,)),
            asks=Cents(sum(claim.open for claim in claims)),
            address_id=self.address,
            bundle_to=frozenset({to, *beside}),
            **changed,
        )

    def rules(self, kind: LetterKind, *claims: StatedClaim, **changed: Any) -> set[str]:
        """Return the rules that stop a letter that is not stored."""
        (found,) = stops_of(self.database, [self.letter(kind, *claims, **changed)], TODAY)
        return {stop.rule for stop in refused(found)}

    def acts(self, role: RepresentativeRole, seen: date | None = None) -> int:
        other = self.desk.party("mr. De Wit")
        self.desk.act(AddRepresentation(self.desk.debtor, other, Acting(role, authority_seen_on=seen)))
        return other

    def stored(self, letter: Outgoing, sent_on: date | None = None, **dispatch: Any) -> int:
        """Store a letter, without the actions that prepare one."""
        said = letter.letter
        with self.database.peewee.atomic():
            tx = self.desk.transaction()
            id_ = tx.add(
                Letter,
                case_id=letter.case_id,
                kind=said.kind,
                language=said.language,
                tone=said.tone,
                party_id=letter.party_id,
                addressee_id=letter.addressee_id,
                address_id=letter.address_id,
                mail=letter.mail,
                creditor_id=self.desk.creditor,
                template="x",
                subject="x",
                facts=kept(said),
                body="x",
                asks_cents=letter.asks,
                prepared_on=TODAY,
                bundle_id=dispatch.pop("bundle_id", None),
            )
            rows = [{"letter_id": id_, "claim_id": one.claim_id, "stated_cents": one.open} for one in said.claims]
            tx.add_many(LetterClaim, rows)
            for way in letter.ways:
                tx.add(Dispatch, letter_id=id_, way=way, sent_on=sent_on, **dispatch)
        return id_


@pytest.fixture
def writing(desk: Desk) -> Writing:
    return Writing(desk)


def stated(claim_id: int, principal: int, interest: int = 0, costs: int = 0) -> StatedClaim:
    amounts = (Cents(principal), Cents(interest), Cents(costs))
    return StatedClaim(claim_id, "F-1", "", None, None, Cents(principal), *amounts)


def test_who_has_a_counsellor_is_not_pressed_and_not_written_to_alone(desk: Desk, writing: Writing) -> None:
    """T1: no reminder, no letter to the debtor alone, no answer before the authority was seen."""
    claim = stated(desk.claim("F-1", 61_280, kind="consumer_sale", **CONSUMER), 61_280)
    assert writing.rules(K.REMINDER, claim) == set()
    counsellor = writing.acts(R.DEBT_COUNSELLOR)
    desk.act(OpenTrack(desk.case, TrackKind.COUNSELLING, "brief van de schuldhulpverlener"))
    assert writing.rules(K.REMINDER, claim) == {"stop.counselling", "stop.write_as_well"}
    assert writing.rules(K.BALANCE_CONFIRMATION, claim) == {"stop.write_as_well"}
    assert writing.rules(K.BALANCE_CONFIRMATION, claim, beside=(counsellor,)) == set()
    assert writing.rules(K.BALANCE_CONFIRMATION, claim, to=counsellor) == {"stop.authority_unseen"}
    seen = writing.acts(R.DEBT_COUNSELLOR, seen=TODAY)
    assert writing.rules(K.BALANCE_CONFIRMATION, claim, to=seen) == set()
    assert writing.rules(K.INTERRUPTION, claim) == set()


def test_half_of_a_claim_is_chased_and_all_of_it_interrupted(desk: Desk, writing: Writing) -> None:
    """T10: 3.100,00 of 6.200,00 is contested; the interruption is about the whole, in spite of dispute and hold."""
    claim = desk.claim("F-1", 620_000, due_on=date(2022, 1, 12), invoice_on=date(2021, 12, 12))
    part = ContestedPart(claim, Cents(310_000))
    desk.act(RegisterDispute(desk.case, DisputeReason.DAMAGED, (part,), date(2022, 3, 3)))
    assert writing.rules(K.DEMAND, stated(claim, 620_000)) == {"stop.contested"}
    assert writing.rules(K.DEMAND, stated(claim, 310_000)) == set()
    desk.act(PlaceHold(desk.case, "dispuut", TODAY))
    desk.act(PlaceContactBlock(desk.debtor, "bedreiging", TODAY))
    assert writing.rules(K.DEMAND, stated(claim, 310_000)) == {"stop.hold", "stop.blocked"}
    assert writing.rules(K.INTERRUPTION, stated(claim, 620_000)) == set()
    (found,) = stops_of(desk.database, [writing.letter(K.INTERRUPTION, stated(claim, 310_000))], TODAY)
    assert [stop.rule for stop in found] == ["stop.not_whole"]


def test_an_energy_customer_under_protective_administration(desk: Desk, writing: Writing) -> None:
    """T12: to debtor and administrator; nothing to the old address; no disconnection out of the blue."""
    facts = {"kind": "consumer_energy", "due_on": date(2024, 12, 20), "invoice_on": date(2024, 12, 1), **CONSUMER}
    claim = stated(desk.claim("F-1", 84_700, **facts), 84_700)
    administrator = writing.acts(R.PROTECTIVE_ADMINISTRATOR)
    assert writing.rules(K.REMINDER, claim) == {"stop.write_as_well"}
    assert writing.rules(K.INTERRUPTION, claim) == {"stop.no_representative"}
    both = {"beside": (administrator,)}
    assert writing.rules(K.INTERRUPTION, claim, **both) == set()
    service = {"service": "stroom", "takes_effect_on": TODAY + timedelta(days=30)}
    assert writing.rules(K.SUSPENSION_ANNOUNCED, claim, extras=service, **both) == {
        "stop.suspension_reminders_days",
        "stop.suspension_contact",
        "stop.suspension_offer",
        "stop.suspension_municipality",
    }
    desk.act(CheckAddress(writing.address, 1, AddressStatus.DEAD, "post terug", TODAY))
    assert writing.rules(K.REMINDER, claim, **both) == {"stop.dead_address"}
    assert writing.rules(K.INTERRUPTION, claim, **both) == {"stop.dead_address"}
    assert writing.rules(K.INTERRUPTION, claim, ways=(DispatchWay.BAILIFF,), **both) == set()


def test_default_and_the_baker(desk: Desk, writing: Writing) -> None:
    """T17: capacity and default are of the claim; the scale is for contracts; 140,77 over flour without a letter."""
    term = {"capacity": Capacity.CONSUMER, "agreed": Agreed.INVOICE}
    early = stated(desk.claim("A", 30_000, **term), 30_000)
    assert "stop.not_in_default" in writing.rules(K.FOURTEEN_DAY, early, extras={"costs_after": Cents(4_500)})
    assert writing.rules(K.NOTICE_OF_DEFAULT, early) == set()
    assert "stop.interest_before_default" in writing.rules(K.REMINDER, replace(early, interest=Cents(100)))
    flour = stated(desk.claim("B", 93_845), 93_845, costs=14_077)
    assert writing.rules(K.DEMAND, flour) == set()
    home = desk.claim("C", 28_000, kind="consumer_energy", **CONSUMER)
    assert writing.rules(K.DEMAND, stated(home, 28_000, costs=4_200)) == {"stop.costs_no_letter"}
    assert writing.rules(K.FOURTEEN_DAY, stated(home, 28_000), extras={"costs_after": Cents(4_200)}) == set()
    harm = stated(desk.claim("D", 50_000, kind="damages", **CONSUMER), 50_000)
    assert writing.rules(K.FOURTEEN_DAY, harm, extras={"costs_after": Cents(7_500)}) == {"stop.fourteen_no_contract"}


def test_costs_follow_on_the_letter_that_was_sent(desk: Desk, writing: Writing) -> None:
    claim = desk.claim("F-1", 28_000, **CONSUMER)
    announced = writing.letter(K.FOURTEEN_DAY, stated(claim, 28_000), extras={"costs_after": Cents(4_200)})
    writing.stored(announced, sent_on=date(2026, 10, 6), received_on=date(2026, 10, 8))
    demand = writing.letter(K.DEMAND, stated(claim, 28_000, costs=4_200))
    (known,) = gate_facts(desk.database, [demand], TODAY)
    sent = FourteenDay(date(2026, 10, 6), date(2026, 10, 8), Wording.AFTER_RECEIPT)
    assert (known.claims[claim].fourteen_day, known.claims[claim].scale_base) == (sent, 28_000)
    assert writing.rules(K.DEMAND, stated(claim, 28_000, costs=4_200)) == set()
    assert writing.rules(K.DEMAND, stated(claim, 28_000, costs=4_201)) == {"stop.costs_above_scale"}


def test_what_was_paid_since_is_asked_no_more(desk: Desk, writing: Writing) -> None:
    claim = desk.claim("F-1", 93_845)
    assert writing.rules(K.REMINDER, stated(claim, 93_845)) == set()
    desk.pay(1_00)
    assert writing.rules(K.REMINDER, stated(claim, 93_845)) == {"stop.paid_since"}


def test_interest_that_ran_may_be_asked_and_no_more(desk: Desk, writing: Writing) -> None:
    claim = desk.claim("F-1", 1_000_000)
    (known,) = gate_facts(desk.database, [writing.letter(K.DEMAND, stated(claim, 1_000_000, interest=1))], TODAY)
    interest = known.claims[claim].askable.interest
    assert interest > 0
    assert writing.rules(K.DEMAND, stated(claim, 1_000_000, interest=interest)) == set()
    assert writing.rules(K.DEMAND, stated(claim, 1_000_000, interest=interest + 1)) == {"stop.paid_since"}


def test_letters_that_went_are_counted_about_one_debtor_only(desk: Desk, writing: Writing) -> None:
    claim = stated(desk.claim("F-1", 93_845), 93_845)
    reminder = writing.letter(K.REMINDER, claim)
    for days in (20, 10, 5):
        writing.stored(reminder, sent_on=TODAY - timedelta(days=days))
    writing.stored(reminder)
    assert writing.rules(K.REMINDER, claim) == {"stop.too_often"}
    elsewhere = replace(reminder, party_id=desk.party("Een ander"), role="curator_bankruptcy")
    (known,) = gate_facts(desk.database, [elsewhere], TODAY)
    assert known.earlier == ()


def test_a_stored_letter_is_asked_about_with_its_bundle_and_the_ways_still_open(desk: Desk, writing: Writing) -> None:
    claim = stated(desk.claim("F-1", 93_845), 93_845)
    administrator = writing.acts(R.PROTECTIVE_ADMINISTRATOR)
    alone = writing.stored(writing.letter(K.REMINDER, claim))
    first = writing.stored(writing.letter(K.REMINDER, claim))
    writing.stored(writing.letter(K.REMINDER, claim, to=administrator), bundle_id=first)
    found = {id_: [stop.rule for stop in some] for id_, some in stops(desk.database, [alone, first], TODAY).items()}
    assert found == {alone: ["stop.write_as_well"], first: []}


def test_mail_that_bounced_leads_nowhere(desk: Desk, writing: Writing) -> None:
    claim = stated(desk.claim("F-1", 93_845), 93_845)
    mailed = writing.letter(K.REMINDER, claim, ways=(DispatchWay.EMAIL,), mail="a@example.org")
    back = {"returned_on": TODAY, "returned_as": ReturnedAs.BOUNCED}
    assert writing.rules(K.REMINDER, claim, ways=(DispatchWay.EMAIL,), mail="a@example.org") == set()
    writing.stored(mailed, sent_on=TODAY, mailed_to="a@example.org", **back)
    assert writing.rules(K.REMINDER, claim, ways=(DispatchWay.EMAIL,), mail="a@example.org") == {"stop.mail_bounced"}


def test_an_insolvency_cuts_by_supply_and_wants_a_trustee(desk: Desk, writing: Writing) -> None:
    old = stated(desk.claim("F-1", 10_000), 10_000)
    new = stated(desk.claim("F-2", 10_000, supplied_from=date(2026, 11, 10)), 10_000)
    trustee = writing.acts(R.CURATOR_BANKRUPTCY)
    happened = EventFacts("insolvency", date(2026, 11, 1), (Reached(desk.debtor),), regime="bankruptcy")
    desk.act(RecordEvent(desk.case, happened))
    assert writing.rules(K.REMINDER, old) == {"stop.write_instead", "stop.cut"}
    assert writing.rules(K.REMINDER, new, to=trustee) == set()
    assert writing.rules(K.CLAIM_FILING, old, to=trustee) == set()
    assert writing.rules(K.INTERRUPTION, old) == {"stop.no_representative"}
    assert writing.rules(K.INTERRUPTION, old, beside=(trustee,)) == set()


def test_of_an_estate_nothing_is_asked_while_the_day_of_death_is_not_recorded(desk: Desk, writing: Writing) -> None:
    claim = stated(desk.claim("F-1", 10_000), 10_000)
    with desk.database.peewee.atomic():
        tx = desk.transaction()
        tx.change(tx.get(Party, desk.debtor), kind=PartyKind.ESTATE)
    assert "stop.death_undated" in writing.rules(K.REMINDER, claim)
    assert "stop.death_undated" not in writing.rules(K.INTERRUPTION, claim)
    desk.act(OpenEstate(desk.debtor, date(2026, 10, 12), TODAY, "rouwkaart", "overleden"))
    found = writing.rules(K.REMINDER, claim)
    assert "stop.death_undated" not in found
    assert "stop.estate_respite" in found


def test_who_died_is_not_written_to_nor_a_relative_who_is_no_heir(desk: Desk, writing: Writing) -> None:
    claim = stated(desk.claim("F-1", 10_000), 10_000)
    estate = desk.act(OpenEstate(desk.debtor, date(2026, 10, 12), TODAY, "rouwkaart", "overleden"))
    assert {"stop.deceased", "stop.estate_respite"} <= writing.rules(K.REMINDER, claim)
    heir, niece = desk.party("Zoon"), desk.party("Nicht")
    desk.act(AddHeir(estate, heir))
    assert "stop.not_an_heir" in writing.rules(K.HEIRS, to=niece)
    assert writing.rules(K.HEIRS, to=heir) == set()
    assert writing.rules(K.INTERRUPTION, claim) == {"stop.no_representative_of_estate"}
    assert writing.rules(K.INTERRUPTION, claim, to=heir) == set()


def test_facts_are_those_of_the_day(desk: Desk, writing: Writing) -> None:
    claim = desk.claim("F-1", 10_000)
    late, week = TODAY + timedelta(days=30), timedelta(days=7)
    desk.act(PlaceHold(desk.case, "belofte", TODAY + week, TODAY + 2 * week, HoldReach.CLAIM, claim))
    desk.act(PlaceContactBlock(desk.debtor, "ziek", TODAY, Channel.LETTER, TODAY + week))
    desk.act(RecordVulnerability(desk.debtor, "slecht ter been", TODAY, "per mail", late))
    desk.act(ReceiveRequest(desk.case, desk.debtor, RequestKind.COMPLAINT, TODAY, "te vaak gebeld"))
    who = PartyFacts("Van Dam", PartyKind.NATURAL, language="en", channel=Channel.MAIL)
    desk.act(ChangeParty(desk.debtor, desk.version("party", desk.debtor), who))
    letter = writing.letter(K.REMINDER, stated(claim, 10_000))

    def known(day: date) -> tuple[object, ...]:
        (one,) = gate_facts(desk.database, [letter], day)
        return len(one.holds), len(one.blocks), one.vulnerable, one.complaint_on, one.language, one.mail_chosen

    assert known(TODAY) == (0, 1, True, TODAY, "en", True)
    assert known(TODAY + week) == (1, 1, True, TODAY, "en", True)
    assert known(late + week) == (0, 0, False, TODAY, "en", True)


def test_a_clock_that_ended_since_it_was_last_read_has_ended(desk: Desk, writing: Writing) -> None:
    claim = desk.claim("F-1", 10_000, due_on=date(2021, 12, 1), invoice_on=date(2021, 11, 1))
    letter = writing.letter(K.DEMAND, stated(claim, 10_000))

    def clock(day: date) -> ClockState:
        (known,) = gate_facts(desk.database, [letter], day)
        return known.claims[claim].clock

    assert [clock(date(2026, 12, day)) for day in (1, 2)] == [ClockState.RUNNING, ClockState.POSSIBLY_LAPSED]


def test_many_letters_are_read_in_as_many_statements_as_one(
    desk: Desk, writing: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = [desk.claim(f"F-{at}", 10_000 + at, **CONSUMER) for at in range(12)]
    writing.acts(R.PROTECTIVE_ADMINISTRATOR)
    ids = [writing.stored(writing.letter(K.DEMAND, stated(claim, 10_000, interest=1))) for claim in claims]
    run: list[str] = []
    execute = type(desk.database).execute

    def counted(database: Any, text: str, parameters: Iterable[Any] = ()) -> Any:
        run.append(text)
        return execute(database, text, tuple(parameters))

    monkeypatch.setattr(type(desk.database), "execute", counted)
    alone = stops(desk.database, ids[:1], TODAY)
    one = len(run)
    together = stops(desk.database, ids, TODAY)
    assert len(run) - one == one
    assert together[ids[0]] == alone[ids[0]]
    assert len(together) == len(ids)
