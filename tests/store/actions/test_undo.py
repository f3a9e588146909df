"""Undo and redo: after an undo everything is as it was, also what is only ever added to; never half."""

from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.component import Component
from casebook.domain.insolvency.facts import EventKind, Kind, Source
from casebook.domain.money import Cents
from casebook.domain.security.facts import SecurityEventKind, SecurityKind
from casebook.store import balances, insolvency_rows, log, security_rows
from casebook.store.actions.addresses import AddAddress, Place
from casebook.store.actions.cases import CloseCase, OpenCase, SetNextAction, SetSleeping
from casebook.store.actions.claims import WithdrawClaim
from casebook.store.actions.contacts import AddContact, AddNote, ChangeNote
from casebook.store.actions.evidence import SetEvidence
from casebook.store.actions.holds import OpenTrack, PlaceHold
from casebook.store.actions.insolvencies import RecordInsolvency
from casebook.store.actions.insolvency_events import CorrectInsolvencyEvent, RecordInsolvencyEvent, VoidInsolvencyEvent
from casebook.store.actions.ledger import ChargeCosts, CorrectEntry, CreditClaim, ReverseEntry
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.limitation import (
    CorrectEvent,
    EventFacts,
    ProveEvent,
    Reached,
    RecordEvent,
    VoidEvent,
)
from casebook.store.actions.owners import HandOverCase, TakeNext
from casebook.store.actions.parties import AddAlias, AddParty, ChangeParty, EndAlias, PartyFacts
from casebook.store.actions.payments import AllocateRest, CorrectPayment, RecordPayment, ReversePayment
from casebook.store.actions.people import AddPerson, AddTeam, JoinTeam
from casebook.store.actions.receipts import Receipt
from casebook.store.actions.securities import RegisterSecurity, SecurityFacts
from casebook.store.actions.security_events import RecordSecurityEvent, VoidSecurityEvent
from casebook.store.actions.tags import SetTags
from casebook.store.actions.undo import RedoStep, UndoStep, last_step
from casebook.store.actions.write_offs import ReverseWriteOff, WriteOff
from casebook.store.database import Database
from casebook.store.models import every
from casebook.store.models.base import Edited
from casebook.store.models.cases import Channel, Closing, NextKind, Outcome, TrackKind
from casebook.store.models.claims import EvidenceKind, EvidenceStatus, Relation
from casebook.store.models.limitation import Grade
from casebook.store.models.people import Role
from casebook.store.perform import Done, perform, perform_all
from casebook.store.tables import of
from casebook.store.transaction import Actor
from tests.databases import Databases, first_person
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.refusal import refused

NEXT_WEEK = TODAY + timedelta(days=7)
PAID_ON = date(2026, 11, 2)


class World(Desk):
    """A desk on which a bit of everything has happened."""

    def __init__(self, database: Database, actor: Actor) -> None:
        super().__init__(database, actor)
        self.debt, self.other = self.claim("1", 900_00), self.claim("2", 300_00)
        self.paid = self.pay(100_00, PAID_ON, designation=(self.debt,)).payment_id
        self.early = self.pay(50_00, date(2026, 8, 1)).payment_id
        self.costs = self.act(ChargeCosts(self.debt, Component.COURT_COSTS, Cents(80_00), PAID_ON, "griffierecht"))
        self.written = self.act(WriteOff(self.other, Cents(20_00), "geen verhaal"))
        self.demand = EventFacts("demand", PAID_ON, (Reached(self.debtor),), received_on=PAID_ON)
        self.event = self.act(RecordEvent(self.case, self.demand))
        self.note = self.act(AddNote(self.case, "eerst"))
        self.act(SetTags(self.case, ("oud",)))
        self.alias = self.act(AddAlias(self.debtor, "V.D. Bouw"))
        self.holding = self.party("Van Dam Holding")
        self.proceeding = self.act(RecordInsolvency(self.holding, Kind.BANKRUPTCY, TODAY, Source.LETTER, PAID_ON))
        pledge = RegisterSecurity(self.holding, self.creditor, SecurityKind.PLEDGE, SecurityFacts("voorraad"))
        self.pledge = self.act(pledge)
        self.second = self.act(AddPerson("p.devries", "P. de Vries", tuple(Role)))
        # The next action was put off, so that an outward act changes the case too.
        self.act(self.put_off(TODAY + timedelta(days=1)))

    def put_off(self, on: date) -> SetNextAction:
        return SetNextAction(self.case, self.version("cases", self.case), on, NextKind.FIRST_LOOK)

    def last(self, table: str) -> int:
        """Return the id of the last row of a table."""
        id_: int = self.database.value(f'SELECT max(id) FROM "{table}"')
        return id_

    def waiting(self) -> TakeNext:
        """Let a case of a team wait, and return what takes it."""
        team = self.act(AddTeam("Noord"))
        self.act(JoinTeam(team, self.actor.person or 0, TODAY))
        self.act(OpenCase(self.party("Wachtend"), TODAY, owner_team_id=team))
        return TakeNext()

    def do(self, command: object) -> int:
        """Perform a command and return its step."""
        step = perform(self.database, self.actor, TODAY, command).step
        assert step is not None
        return step

    def state(self) -> dict[str, Any]:
        """Return every row people edit, without its version, and what the rows that are only added to come to."""
        found: dict[str, Any] = {}
        for model in every.FACTS:
            if issubclass(model, Edited):
                table = of(model)
                columns = ", ".join(f'"{name}"' for name in table.columns if name != "version")
                found[table.name] = self.database.fetch(f'SELECT {columns} FROM "{table.name}" ORDER BY id')
        claims = [id_ for (id_,) in self.database.fetch("SELECT id FROM claim ORDER BY id")]
        for day in (date(2026, 8, 1), PAID_ON, TODAY):
            found[f"open {day}"] = balances.open_balances(self.database, claims, day)
        found["written off"] = balances.written_off(self.database, claims)
        found["received"] = self.database.fetch(
            "SELECT case_id, on_day, CAST(sum(cents) AS BIGINT) AS c FROM payment GROUP BY case_id, on_day"
            " HAVING sum(cents) <> 0 ORDER BY on_day"
        )
        found["allocated"] = self.database.fetch(
            "SELECT e.claim_id, e.component, CAST(sum(a.cents) AS BIGINT) FROM allocation a"
            " LEFT JOIN ledger_entry e ON e.id = a.entry_id GROUP BY e.claim_id, e.component"
            " HAVING sum(a.cents) <> 0 ORDER BY 3, 1, 2"
        )
        found["clocks"] = self.database.fetch(
            "SELECT claim_id, debtor_id, clock, state, safe_until, claimed_until, open_cents FROM clock_now"
            " WHERE open_cents > 0 ORDER BY 1, 2, 3"
        )
        proceeding = insolvency_rows.of_ids(self.database, [self.proceeding])[self.proceeding].proceeding
        found["proceeding"] = [(one.kind, one.on) for one in proceeding.events]
        pledge = security_rows.of_ids(self.database, [self.pledge])[self.pledge].security
        found["pledge"] = [(one.kind, one.on) for one in pledge.events]
        found["queue"] = self.database.fetch("SELECT case_id, band, by_on, amount_rank, why FROM case_now ORDER BY 1")
        return found

    def add_up(self) -> None:
        """The allocations of every payment add up to it, and the domain accepts the entries of every claim."""
        query = (
            "SELECT p.id, p.cents, coalesce((SELECT sum(a.cents) FROM allocation a WHERE a.payment_id = p.id), 0)"
            " FROM payment p"
        )
        assert [row for row in self.database.fetch(query) if row[1] != row[2]] == []
        for (claim,) in self.database.fetch("SELECT id FROM claim"):
            self.balance(claim)


@pytest.fixture
def world(databases: Databases) -> World:
    database, made = databases.like(_made)
    world = copy(made)
    world.database = database
    return world


def _made(database: Database) -> World:
    return World(database, first_person(database))


Make = Callable[[World], object]
UNDOABLE: dict[str, Make] = {
    "case.open": lambda w: OpenCase(w.party("Nieuw"), TODAY, owner_person_id=w.actor.person),
    "case.set_next": lambda w: w.put_off(NEXT_WEEK),
    "case.close": lambda w: CloseCase(w.case, w.version("cases", w.case), Closing.NOT_OURS),
    "case.hand_over": lambda w: HandOverCase(w.case, w.version("cases", w.case), owner_person_id=w.second),
    "case.hand_over, with a note": lambda w: HandOverCase(
        w.case, w.version("cases", w.case), owner_person_id=w.second, note="let op"
    ),
    "case.take_next": lambda w: w.waiting(),
    "tag.set": lambda w: SetTags(w.case, ("nieuw",), ("oud",)),
    "note.add": lambda w: AddNote(w.case, "nieuw"),
    "note.change": lambda w: ChangeNote(w.note, 1, "anders"),
    "contact.add": lambda w: AddContact(w.case, w.debtor, TODAY, Channel.PHONE, Outcome.PROMISE),
    "hold.place": lambda w: PlaceHold(w.case, "klacht", TODAY),
    "track.open": lambda w: OpenTrack(w.case, TrackKind.DISPUTE, "betwist"),
    "party.add": lambda _: AddParty(PartyFacts("Nieuw")),
    "party.change": lambda w: ChangeParty(w.debtor, 1, PartyFacts("Anders", birth_date=date(1970, 1, 1))),
    "party.add_alias": lambda w: AddAlias(w.debtor, "Van Damme"),
    "party.end_alias": lambda w: EndAlias(w.alias, 1),
    "address.add": lambda w: AddAddress(w.debtor, Place(city="Ons Dorp"), from_on=TODAY),
    "person.add": lambda _: AddPerson("x", "X"),
    "evidence.set": lambda w: SetEvidence(w.debt, EvidenceKind.AGREEMENT, EvidenceStatus.MISSING),
    "claim.withdraw": lambda w: WithdrawClaim(w.debt, w.version("claim", w.debt), "onterecht"),
    "claim.charge_costs": lambda w: ChargeCosts(w.debt, Component.COURT_COSTS, Cents(1), PAID_ON, "x"),
    "claim.credit": lambda w: CreditClaim(w.debt, Cents(10_00), TODAY, "korting"),
    "entry.reverse": lambda w: ReverseEntry(w.costs, "dubbel"),
    "entry.correct": lambda w: CorrectEntry(w.costs, Cents(90_00), PAID_ON, "te laag"),
    "payment.reverse": lambda w: ReversePayment(w.paid, "gestorneerd", TODAY),
    "payment.reverse, unallocated": lambda w: ReversePayment(w.early, "vergissing"),
    "payment.allocate_rest": lambda w: AllocateRest(w.early, (w.other,), "zo bedoeld"),
    "payment.correct": lambda w: CorrectPayment(w.paid, Receipt(PAID_ON, Cents(120_00)), "verkeerd bedrag"),
    "write_off.write": lambda w: WriteOff(w.debt, Cents(30_00), "geen verhaal"),
    "write_off.reverse": lambda w: ReverseWriteOff(w.written, "toch verhaal"),
    "event.record": lambda w: RecordEvent(w.case, w.demand),
    "event.prove": lambda w: ProveEvent(w.event, Grade.STRONG, "getekend retour"),
    "event.void": lambda w: VoidEvent(w.event, "nooit verzonden"),
    "event.correct": lambda w: CorrectEvent(w.event, replace(w.demand, received_on=TODAY), "andere dag"),
}


@pytest.mark.parametrize("name", UNDOABLE)
def test_after_an_undo_all_is_as_it_was_and_after_a_redo_as_it_had_become(world: World, name: str) -> None:
    command = UNDOABLE[name](world)
    before = world.state()
    step = world.do(command)
    after = world.state()
    assert after != before
    world.act(UndoStep(step))
    assert world.state() == before
    world.add_up()
    again = world.do(RedoStep(step))
    assert world.state() == after
    world.add_up()
    world.act(UndoStep(again))
    assert world.state() == before
    world.act(RedoStep(again))
    assert world.state() == after
    world.add_up()


def test_what_came_back_can_be_reversed_again(world: World) -> None:
    before = world.state()
    world.act(UndoStep(world.do(ReversePayment(world.paid, "gestorneerd"))))
    again = world.database.value("SELECT max(id) FROM payment WHERE cents = 10000")
    assert again != world.paid
    assert world.allocated(again)[0][2] == world.allocated(world.paid)[0][2]
    world.act(UndoStep(world.do(ReversePayment(again, "toch"))))
    costs = world.do(ReverseEntry(world.costs, "dubbel"))
    world.act(UndoStep(costs))
    entry = world.database.value("SELECT max(id) FROM ledger_entry WHERE kind = 'charge'")
    world.act(UndoStep(world.do(ReverseEntry(entry, "dubbel"))))
    assert world.state() == before
    world.add_up()


def test_a_payment_that_is_taken_back_gives_its_acknowledgement_back_too(world: World) -> None:
    before = world.state()
    step = world.do(CorrectPayment(world.paid, Receipt(PAID_ON, Cents(100_00)), "andere omschrijving"))
    world.act(UndoStep(step))
    assert world.state() == before
    marks = world.database.fetch("SELECT proof FROM proof_mark ORDER BY id DESC LIMIT 2")
    assert sorted(marks) == [("asserted",), ("void",)]


def test_a_claim_that_is_taken_back_owes_nothing_and_leaves_the_rest_as_it_was(world: World) -> None:
    queue = world.state()["queue"]
    step = perform(world.database, world.actor, TODAY, _claim(world)).step
    assert step is not None
    world.act(UndoStep(step))
    claim = world.database.value("SELECT max(id) FROM claim")
    assert world.total(claim) == 0
    assert world.database.value("SELECT ended_on FROM claim WHERE id = ?", (claim,)) is not None
    assert world.state()["queue"] == queue


def test_a_claim_that_was_paid_since_is_not_taken_back(world: World) -> None:
    step = world.do(_claim(world))
    claim = world.database.value("SELECT max(id) FROM claim")
    other = Actor(world.second, world.actor.roles)
    perform(world.database, other, TODAY, ChargeCosts(claim, Component.COURT_COSTS, Cents(5), TODAY, "x"))
    head = log.head(world.database)
    refused("undo.changed_since", world.act, UndoStep(step))
    assert log.head(world.database) == head


def _claim(world: World) -> object:
    from casebook.store.actions.claims import AddClaim
    from tests.store.actions.desk import FACTS

    return AddClaim(world.case, world.creditor, Cents(10_00), replace(FACTS, number="3"))


def test_a_bulk_is_taken_back_whole(world: World) -> None:
    before = world.state()
    parties = [world.party(name) for name in ("A", "B", "C")]
    baseline = world.state()
    many: list[object] = [OpenCase(party, TODAY, owner_person_id=world.actor.person) for party in parties]
    many += [world.put_off(NEXT_WEEK), AddNote(world.case, "x"), OpenCase(world.debtor, TODAY)]
    outcomes = [done for _, done in perform_all(world.database, world.actor, TODAY, many)]
    (step,) = {done.step for done in outcomes if isinstance(done, Done)}
    assert step is not None
    after = world.state()
    world.act(UndoStep(step))
    assert world.state() == baseline != before
    world.act(RedoStep(step))
    assert world.state() == after


def test_commands_of_one_bulk_on_one_row_are_taken_back_and_done_again(world: World) -> None:
    before, version = world.state(), world.version("cases", world.case)
    many = [
        SetNextAction(world.case, version, NEXT_WEEK, NextKind.CALL),
        SetSleeping(world.case, version + 1, sleeping=True),
    ]
    outcomes = [done for _, done in perform_all(world.database, world.actor, TODAY, many)]
    assert all(isinstance(done, Done) for done in outcomes)
    step = last_step(world.database, world.actor.person or 0)
    assert step is not None
    after = world.state()
    world.act(UndoStep(step))
    assert world.state() == before
    world.act(RedoStep(step))
    assert world.state() == after


def test_earlier_steps_follow_one_by_one_and_come_back_in_order(world: World) -> None:
    before = world.state()
    opened = world.do(OpenCase(world.party("Nieuw"), TODAY, owner_person_id=world.actor.person))
    case = world.database.value("SELECT max(id) FROM cases")
    noted = world.do(AddNote(case, "x"))
    after = world.state()
    refused("undo.not_last", world.act, UndoStep(opened))
    world.act(UndoStep(noted))
    world.act(UndoStep(opened))
    assert {**world.state(), "party": None} == {**before, "party": None}
    world.act(RedoStep(opened))
    world.act(RedoStep(noted))
    assert world.state() == after


def test_the_insolvency_of_who_is_liable_again_keeps_the_claim_again(world: World) -> None:
    """Fw 36: what an undo made void bears no more, so that it is borne anew when the liability is there again."""
    events = """
        SELECT count(*) FROM limitation_event e WHERE e.case_id = ? AND e.origin = 'insolvency'
          AND (SELECT m.proof FROM proof_mark m WHERE m.event_id = e.id ORDER BY m.id DESC LIMIT 1) <> 'void'
    """
    borne = []
    step = world.do(AddLiability(world.debt, Liable(world.holding, Relation.JOINT)))
    borne.append(world.database.value(events, (world.case,)))
    world.act(UndoStep(step))
    borne.append(world.database.value(events, (world.case,)))
    world.act(RedoStep(step))
    borne.append(world.database.value(events, (world.case,)))
    assert borne == [1, 0, 1]


CHAINS: dict[str, tuple[Make, ...]] = {
    "edits of one row": (
        lambda w: ChangeNote(w.note, w.version("note", w.note), "een"),
        lambda w: ChangeNote(w.note, w.version("note", w.note), "twee"),
        lambda w: ChangeNote(w.note, w.version("note", w.note), "drie"),
    ),
    "a party, then changes of it": (
        lambda _: AddParty(PartyFacts("Nieuw")),
        lambda w: ChangeParty(w.database.value("SELECT max(id) FROM party"), 1, PartyFacts("Nieuwer")),
        lambda w: AddAlias(w.database.value("SELECT max(id) FROM party"), "Nieuw"),
    ),
    "a payment, then back": (
        lambda w: RecordPayment(w.case, Receipt(PAID_ON, Cents(75_00), designation=(w.other,))),
        lambda w: ReversePayment(w.database.value("SELECT max(id) FROM payment"), "vergissing"),
    ),
    "costs, then corrected, then gone": (
        lambda w: ChargeCosts(w.debt, Component.COURT_COSTS, Cents(5), PAID_ON, "x"),
        lambda w: CorrectEntry(w.database.value("SELECT max(id) FROM ledger_entry"), Cents(6), PAID_ON, "zes"),
        lambda w: ReverseEntry(w.database.value("SELECT max(id) FROM ledger_entry"), "toch niet"),
    ),
    "an event, proven, then void": (
        lambda w: RecordEvent(w.case, w.demand),
        lambda w: ProveEvent(w.database.value("SELECT max(id) FROM limitation_event"), Grade.STRONG, "getekend"),
        lambda w: VoidEvent(w.database.value("SELECT max(id) FROM limitation_event"), "vals"),
    ),
    "an event, then corrected": (
        lambda w: RecordEvent(w.case, w.demand),
        lambda w: CorrectEvent(w.last("limitation_event"), replace(w.demand, received_on=TODAY), "andere dag"),
        lambda w: CorrectEvent(w.last("limitation_event"), w.demand, "toch die dag"),
    ),
    "an event of a proceeding, corrected, then void": (
        lambda w: RecordInsolvencyEvent(w.proceeding, EventKind.MEETING, NEXT_WEEK),
        lambda w: CorrectInsolvencyEvent(w.last("insolvency_event"), NEXT_WEEK + timedelta(days=1), "verzet"),
        lambda w: VoidInsolvencyEvent(w.last("insolvency_event"), "gaat niet door"),
    ),
    "an event of a security, then void": (
        lambda w: RecordSecurityEvent(w.pledge, SecurityEventKind.INVOKED, TODAY),
        lambda w: VoidSecurityEvent(w.last("security_event"), "nog niet verstuurd"),
    ),
    "a write-off, then back": (
        lambda w: WriteOff(w.debt, Cents(30_00), "geen verhaal"),
        lambda w: ReverseWriteOff(w.database.value("SELECT max(id) FROM write_off"), "toch verhaal"),
    ),
}


@pytest.mark.parametrize("name", CHAINS)
def test_steps_that_follow_one_another_go_back_one_by_one_and_come_again_in_order(world: World, name: str) -> None:
    states, steps = [world.state()], []
    for make in CHAINS[name]:
        steps.append(world.do(make(world)))
        states.append(world.state())
    for step, before in zip(reversed(steps), reversed(states[:-1]), strict=True):
        world.act(UndoStep(step))
        assert world.state() == before
        world.add_up()
    for step in steps[1:]:
        refused("undo.redo_later", world.act, RedoStep(step))
    for step, after in zip(steps, states[1:], strict=True):
        world.act(RedoStep(step))
        assert world.state() == after
        world.add_up()


def test_what_a_colleague_did_and_undid_since_is_no_change(world: World) -> None:
    step, other = world.do(ChangeNote(world.note, 1, "anders")), Actor(world.second, world.actor.roles)
    before = world.state()
    theirs = perform(world.database, other, TODAY, ChargeCosts(world.debt, Component.COURT_COSTS, Cents(5), TODAY, "x"))
    hers = perform(
        world.database, other, TODAY, AddContact(world.case, world.debtor, TODAY, Channel.SMS, Outcome.INFORMED)
    )
    for done in (hers, theirs):
        assert done.step is not None
        perform(world.database, other, TODAY, UndoStep(done.step))
    assert world.state() == before
    world.act(UndoStep(step))
    assert world.database.value("SELECT text FROM note WHERE id = ?", (world.note,)) == "eerst"


def test_an_undo_says_which_step_it_took_back_and_a_redo_which_undo(world: World) -> None:
    step = world.do(AddNote(world.case, "x"))
    undone = world.do(UndoStep(step))
    redone = world.do(RedoStep(step))
    query = "SELECT number, command, undoes, cases FROM log WHERE number >= ? ORDER BY number"
    cases = f"[{world.case}]"
    assert world.database.fetch(query, (step,)) == [
        (step, "note.add", None, cases),
        (undone, "step.undo", step, cases),
        (redone, "step.redo", undone, cases),
    ]
    assert last_step(world.database, world.actor.person or 0) == redone


def test_what_cannot_be_taken_back(world: World) -> None:
    step = world.do(AddNote(world.case, "x"))
    refused("undo.not_undone", world.act, RedoStep(step))
    other = Actor(world.second, world.actor.roles)
    for command in (UndoStep(step), RedoStep(step)):
        refused("undo.of_other", lambda command: perform(world.database, other, TODAY, command), command)
    undone = world.do(UndoStep(step))
    refused("undo.undone", world.act, UndoStep(step))
    refused("undo.of_undo", world.act, UndoStep(undone))
    world.act(RedoStep(step))
    refused("undo.redone", world.act, RedoStep(step))
    refused("undo.no_step", world.act, UndoStep(999))


def test_the_first_step_of_an_office_stays(database: Database, actor: Actor) -> None:
    nobody = Actor(None, actor.roles)
    refused("undo.office", lambda command: perform(database, nobody, TODAY, command), UndoStep(1))


def test_who_lost_the_role_takes_nothing_back_with_it(world: World) -> None:
    step = world.do(AddTeam("Noord"))
    assert refused("actions.role", world.as_handler, UndoStep(step))["role"] == Role.ADMINISTRATOR


def test_an_administrator_who_handles_no_cases_takes_back_what_is_his(world: World) -> None:
    administrator = Actor(world.second, frozenset({Role.ADMINISTRATOR}))
    step = perform(world.database, administrator, TODAY, AddTeam("Noord")).step
    assert step is not None
    perform(world.database, administrator, TODAY, UndoStep(step))
    assert world.database.value("SELECT count(*) FROM team") == 0


CHANGED_SINCE: dict[str, tuple[Make, Make]] = {
    "row": (
        lambda w: ChangeParty(w.debtor, 1, PartyFacts("Anders")),
        lambda w: ChangeParty(w.debtor, 2, PartyFacts("X")),
    ),
    "reversed": (
        lambda w: ChargeCosts(w.debt, Component.COURT_COSTS, Cents(5), PAID_ON, "x"),
        lambda w: ReverseEntry(w.database.value("SELECT max(id) FROM ledger_entry"), "dubbel"),
    ),
    "allocated": (
        lambda w: AllocateRest(w.early, (w.other,), "zo bedoeld"),
        lambda w: ReversePayment(w.early, "vergissing"),
    ),
    "written off": (
        lambda w: ReverseWriteOff(w.written, "toch verhaal"),
        lambda w: WriteOff(w.other, Cents(balances.in_all(w.database, w.other).total), "geen verhaal"),
    ),
    "proof": (
        lambda w: RecordEvent(w.case, w.demand),
        lambda w: ProveEvent(w.database.value("SELECT max(id) FROM limitation_event"), Grade.STRONG, "getekend"),
    ),
    "corrected": (
        lambda w: RecordEvent(w.case, w.demand),
        lambda w: CorrectEvent(w.database.value("SELECT max(id) FROM limitation_event"), w.demand, "andere dag"),
    ),
}


@pytest.mark.parametrize("name", CHANGED_SINCE)
def test_what_somebody_changed_since_is_not_taken_back_nor_half_of_it(world: World, name: str) -> None:
    first, then = CHANGED_SINCE[name]
    step = world.do(first(world))
    perform(world.database, Actor(world.second, world.actor.roles), TODAY, then(world))
    before, head = world.state(), log.head(world.database)
    refused("undo.changed_since", world.act, UndoStep(step))
    assert (world.state(), log.head(world.database)) == (before, head)


def test_a_bulk_of_which_one_row_changed_since_stays_whole(world: World) -> None:
    other = world.act(AddNote(world.case, "tweede"))
    many = [ChangeNote(world.note, 1, "een"), ChangeNote(other, 1, "twee")]
    list(perform_all(world.database, world.actor, TODAY, many))
    step = last_step(world.database, world.actor.person or 0)
    assert step is not None
    world.database.execute("UPDATE note SET text = 'elders', version = 3 WHERE id = ?", (world.note,))
    before = world.state()
    refused("undo.changed_since", world.act, UndoStep(step))
    assert world.state() == before


def test_what_others_rest_on_is_not_removed(world: World) -> None:
    step = world.do(OpenCase(world.party("Nieuw"), TODAY, owner_person_id=world.actor.person))
    case = world.database.value("SELECT max(id) FROM cases")
    perform(world.database, Actor(world.second, world.actor.roles), TODAY, AddNote(case, "x"))
    assert refused("undo.referred_to", world.act, UndoStep(step))["record"] == "table_cases"
    assert world.database.value("SELECT count(*) FROM cases WHERE id = ?", (case,)) == 1


def test_what_was_changed_since_the_undo_is_not_done_again(world: World) -> None:
    step = world.do(ChangeNote(world.note, 1, "anders"))
    world.act(UndoStep(step))
    world.database.execute("UPDATE note SET text = 'elders', version = 4 WHERE id = ?", (world.note,))
    refused("undo.changed_since", world.act, RedoStep(step))


def test_what_is_unique_and_was_given_away_does_not_come_back(world: World) -> None:
    from casebook.store.actions.people import ChangePerson

    step = world.do(ChangePerson(world.second, 1, "pdv", "P. de Vries"))
    other = Actor(world.second, world.actor.roles)
    perform(world.database, other, TODAY, AddPerson("p.devries", "Petra de Vries"))
    refused("undo.changed_since", world.act, UndoStep(step))
