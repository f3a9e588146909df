"""Approvals: what waits is performed as it was asked, under the mandate of whoever approves, never by who asked."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest

from casebook.domain.money import Cents
from casebook.errors import CasebookError, Refused
from casebook.store import balances
from casebook.store.actions.approvals import AskApproval, DecideApproval, WithdrawApproval, asked_for
from casebook.store.actions.approvals_talk import AskAnew, CommentApproval, HearApproval
from casebook.store.actions.cases import CloseCase, OpenCase
from casebook.store.actions.claims import WithdrawClaim
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.holds import ChangeHold, PlaceHold
from casebook.store.actions.ledger import CreditClaim
from casebook.store.actions.mandates import SetMandate
from casebook.store.actions.people import AddPerson, GrantRole
from casebook.store.actions.stand_ins import BeginStandIn
from casebook.store.actions.undo import UndoStep
from casebook.store.actions.write_offs import WriteOff
from casebook.store.case_facts import load
from casebook.store.database import Database
from casebook.store.foreseen import Moved
from casebook.store.mandates import Act
from casebook.store.models.cases import Closing
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import approvals
from casebook.store.refresh import standing_of
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.refusal import refused

TOMORROW = TODAY + timedelta(days=1)
HANDLER, LEAD = frozenset({Role.HANDLER}), frozenset({Role.HANDLER, Role.LEAD})


class Office(Desk):
    """A desk with a handler who asks and a lead who decides beside the first person."""

    def __init__(self, database: Database, actor: Actor) -> None:
        super().__init__(database, actor)
        self.debt = self.claim("1", 600_00)
        self.handler = Actor(self.act(AddPerson("h", "H", tuple(HANDLER))), HANDLER)
        self.lead = Actor(self.act(AddPerson("l", "L", tuple(LEAD))), LEAD)

    def as_(self, actor: Actor, command: object, day: Any = TODAY) -> Any:
        return perform(self.database, actor, day, command).result

    def ask(self, actor: Actor, cents: int = 500_00, **more: Any) -> int:
        asked: int = self.as_(actor, asked_for(WriteOff(self.debt, Cents(cents), "geen verhaal"), "te veel", **more))
        return asked

    def written_off(self) -> int:
        return balances.written_off(self.database, [self.debt])[self.debt]

    def states(self) -> list[Any]:
        return self.database.fetch("SELECT state, decided_by_id, decision FROM approval ORDER BY id")


@pytest.fixture
def office(database: Database, actor: Actor) -> Office:
    return Office(database, actor)


def test_what_is_beyond_the_mandate_happens_once_somebody_with_it_approves(office: Office) -> None:
    over = WriteOff(office.debt, Cents(500_00), "geen verhaal")
    refused("mandate.exceeded", lambda command: office.as_(office.handler, command), over)
    asked = office.ask(office.handler)
    assert office.written_off() == 0
    assert office.database.value("SELECT case_id FROM approval") == office.case
    office.as_(office.lead, DecideApproval(asked, 1, approve=True, reason="akkoord"))
    assert office.written_off() == 500_00
    assert office.states() == [("approved", office.lead.person, "akkoord")]
    cases = "SELECT cases FROM log ORDER BY number DESC LIMIT 1"
    assert office.database.value(cases) == f"[{office.case}]"


def test_a_refusal_leaves_everything_as_it_was(office: Office) -> None:
    asked = office.ask(office.handler)
    office.as_(office.lead, DecideApproval(asked, 1, approve=False, reason="nee"))
    assert (office.written_off(), office.states()[0][0]) == (0, "refused")
    for command in (DecideApproval(asked, 2, approve=True, reason="toch"), WithdrawApproval(asked, 2)):
        refused("approval.decided", lambda command: office.as_(office.lead, command), command)


def test_what_the_rules_refuse_cannot_be_asked_nor_be_saved_by_approval(office: Office) -> None:
    refused(
        "claim.write_off_too_much",
        lambda cents: office.ask(office.handler, cents),
        601_00,
    )
    beyond_all = office.claim("2", 20_000_00)
    refused(
        "mandate.nobody",
        lambda command: office.as_(office.handler, command),
        asked_for(WriteOff(beyond_all, Cents(10_000_01), "geen verhaal"), "te veel"),
    )
    asked = office.ask(office.handler, 600_00)
    office.act(WriteOff(office.debt, Cents(1_00), "ook"))
    decide = DecideApproval(asked, 1, approve=True, reason="akkoord")
    refused("claim.write_off_too_much", lambda command: office.as_(office.lead, command), decide)
    assert office.states() == [("asked", None, None)]


def test_who_asks_does_not_decide_once_somebody_else_could(office: Office) -> None:
    asked = office.ask(office.lead)
    decide = DecideApproval(asked, 1, approve=True, reason="akkoord")
    refused("approval.own", lambda command: office.as_(office.lead, command), decide)
    refused("actions.role", lambda command: office.as_(office.handler, command), decide)
    office.act(decide)
    assert office.written_off() == 500_00


def test_nor_for_whom_was_asked_nor_who_stands_in_for_one_of_them(office: Office) -> None:
    asked = office.ask(office.handler._replace(on_behalf_of=office.lead.person))
    decide = DecideApproval(asked, 1, approve=True, reason="akkoord")
    refused("approval.own", lambda command: office.as_(office.lead, command), decide)
    stand_in = office.actor._replace(on_behalf_of=office.handler.person)
    refused("approval.own", lambda command: office.as_(stand_in, command), decide)


def test_who_is_alone_decides_himself(database: Database, actor: Actor) -> None:
    desk = Desk(database, actor)
    asked = desk.act(asked_for(WriteOff(desk.claim("1", 600_00), Cents(600_00), "x"), "voor het dossier"))
    desk.act(DecideApproval(asked, 1, approve=True, reason="akkoord"))
    assert database.value("SELECT state FROM approval") == "approved"


def test_what_was_needed_by_a_day_that_is_past_can_only_be_refused(office: Office) -> None:
    refused(
        "approval.needed_past", office.act, asked_for(WriteOff(office.debt, Cents(1), "x"), "x", TODAY - timedelta(1))
    )
    asked = office.ask(office.handler, needed_by=TODAY)
    late = DecideApproval(asked, 1, approve=True, reason="akkoord")
    refused("approval.overdue", lambda command: office.as_(office.lead, command, TOMORROW), late)
    office.as_(office.lead, DecideApproval(asked, 1, approve=False, reason="te laat"), TOMORROW)


def test_only_who_asked_withdraws(office: Office) -> None:
    asked = office.ask(office.handler)
    refused("approval.of_other", lambda command: office.as_(office.lead, command), WithdrawApproval(asked, 1))
    office.as_(office.handler, WithdrawApproval(asked, 1))
    assert office.states()[0][0] == "withdrawn"
    with pytest.raises(Refused, match=r"approval\.decided"):
        office.as_(office.handler, WithdrawApproval(asked, 1))


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("no.such", "{}"),
        ("write_off.write", "{"),
        ("write_off.write", '{"claim": 1}'),
        ("write_off.write", "[]"),
        ("approval.decide", '{"id":1,"version":1,"approve":true,"reason":"x"}'),
        ("step.undo", '{"step":1}'),
    ],
)
def test_only_a_command_can_wait(office: Office, name: str, arguments: str) -> None:
    refused("approval.no_command", office.act, AskApproval(name, arguments, "x"))


def test_asking_and_deciding_take_a_reason(office: Office) -> None:
    refused("given.no_reason", office.act, asked_for(WriteOff(office.debt, Cents(1), "x"), " "))
    asked = office.ask(office.handler)
    refused("given.no_reason", office.act, DecideApproval(asked, 1, approve=True, reason=""))
    with pytest.raises(CasebookError, match=r"store\.no_record"):
        office.act(DecideApproval(asked + 1, 1, approve=True, reason="x"))


def test_undo_of_an_approval_takes_back_what_was_approved(office: Office) -> None:
    asked = office.ask(office.handler)
    done = perform(office.database, office.lead, TODAY, DecideApproval(asked, 1, approve=True, reason="akkoord"))
    assert done.step is not None
    office.as_(office.lead, UndoStep(done.step))
    assert (office.written_off(), office.states()) == (0, [("asked", None, None)])


def test_a_request_is_about_the_case_of_its_command_not_an_older_one_of_the_debtor(office: Office) -> None:
    office.act(CloseCase(office.case, office.version("cases", office.case), Closing.NOT_OURS))
    case: int = office.act(OpenCase(office.debtor, TODAY, owner_person_id=office.actor.person))
    office.as_(office.handler, asked_for(AddNote(case, "x"), "mag dit?"))
    assert office.database.fetch("SELECT case_id FROM approval") == [(case,)]


def test_what_is_needed_by_today_is_approved_today(office: Office) -> None:
    asked = office.ask(office.handler, needed_by=TODAY)
    office.as_(office.lead, DecideApproval(asked, 1, approve=True, reason="akkoord"))
    assert office.written_off() == 500_00


def test_a_request_is_in_the_queue_of_its_case_and_of_the_lead_a_working_day_before_it_is_needed(
    office: Office,
) -> None:
    wednesday = date(2026, 11, 25)
    asked = office.ask(office.handler, needed_by=wednesday)
    office.ask(office.handler)

    def told(day: date) -> list[tuple[str, bool]]:
        (record,) = load(office.database, [office.case])
        place = standing_of(record, (), day, office.database.law)
        return [(one.code, place.to_lead) for one in place.signals if one.code == "signal.approval"]

    assert told(wednesday - timedelta(2)) == []
    assert told(wednesday - timedelta(1)) == told(wednesday + timedelta(1)) == [("signal.approval", True)]
    office.as_(office.lead, DecideApproval(asked, 1, approve=False, reason="nee"))
    assert told(wednesday) == []


def test_who_approves_may_do_it_himself(office: Office) -> None:
    request = asked_for(AddPerson("x", "X", (Role.ADMINISTRATOR,)), "collega")
    asked = office.as_(office.handler, request)
    deciding = DecideApproval(asked, 1, approve=True, reason="akkoord")
    assert (
        refused("actions.role", lambda command: office.as_(office.lead, command), deciding)["role"] == "administrator"
    )
    office.act(deciding)


def test_what_would_do_something_else_by_now_is_refused_field_by_field(office: Office) -> None:
    credit = CreditClaim(office.debt, Cents(400_00), TODAY, "korting")
    changed = ChangeHold(office.act(PlaceHold(office.case, "wacht", TODAY)), 1, "langer", TODAY)
    asked = [office.as_(office.handler, asked_for(one, "graag")) for one in (credit, changed)]
    office.act(ChangeHold(changed.id, 1, "anders", TODAY))
    with pytest.raises(Moved, match=r"approval\.moved_record") as moved:
        office.as_(office.lead, DecideApproval(asked[1], 1, approve=True, reason="akkoord"))
    assert moved.value.row == ("hold", changed.id, 1)
    # Asked anew by who asked, it goes by the record as it is now.
    again = office.as_(office.handler, AskAnew(asked[1], 1, "graag"))
    refused("approval.decided", office.act, DecideApproval(asked[1], 2, approve=True, reason="akkoord"))
    office.as_(office.lead, DecideApproval(again, 1, approve=True, reason="akkoord"))
    assert office.database.value("SELECT reason FROM hold") == "langer"
    # The next day it is still the same: only days are other ones.
    office.as_(office.lead, DecideApproval(asked[0], 1, approve=True, reason="akkoord"), TOMORROW)


def test_a_change_that_names_no_version_is_seen_too(office: Office) -> None:
    withdrawn = WithdrawClaim(office.debt, office.version("claim", office.debt), "bestaat niet")
    asked = office.as_(office.handler, asked_for(withdrawn, "graag"))
    office.act(CreditClaim(office.debt, Cents(100_00), TODAY, "korting"))
    with pytest.raises(Moved) as moved:
        office.as_(office.lead, DecideApproval(asked, 1, approve=True, reason="akkoord"))
    assert [(one.table, one.column) for one in moved.value.differences] == [("ledger_entry", "cents")]
    ((one,),) = [moved.value.differences]
    assert one.was is not None
    assert one.now is not None
    assert (one.was["cents"], one.now["cents"]) == (-600_00, -500_00)
    assert office.states() == [("asked", None, None)]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("arguments", '{"cents":60000,"claim_id":1,"reason":"geen verhaal"}'),
        ("asked_by_id", 1),
        ("on_behalf_of_id", 1),
        ("needed_by", "2030-01-01"),
        ("foreseen", None),
        ("needs", "lead administrator"),
    ],
)
def test_a_request_that_was_changed_in_the_table_is_not_performed(office: Office, column: str, value: Any) -> None:
    asked = office.ask(office.handler)
    office.database.execute(f"UPDATE approval SET {column} = ?, version = 2 WHERE id = ?", (value, asked))
    decide = DecideApproval(asked, 2, approve=True, reason="akkoord")
    refused("approval.altered", lambda command: office.as_(office.lead, command), decide)
    assert office.written_off() == 0


def test_an_approval_is_performed_once_however_often_it_is_given(office: Office) -> None:
    asked = office.ask(office.handler)
    other = Actor(office.act(AddPerson("l2", "L2", tuple(LEAD))), LEAD)
    decide = DecideApproval(asked, 1, approve=True, reason="akkoord")
    start = Barrier(2)

    def approve(actor: Actor) -> str:
        # A connection of his own.
        second = Database(office.database.address)
        second.connect()
        start.wait()
        try:
            perform(second, actor, TODAY, decide)
        except CasebookError as error:
            return error.code
        finally:
            second.close()
        return "done"

    with ThreadPoolExecutor(2) as threads:
        outcomes = sorted(threads.map(approve, [office.lead, other]))
    assert outcomes == ["approval.decided", "done"]
    assert office.written_off() == 500_00
    for version in (1, 2):
        with pytest.raises(CasebookError, match=r"approval\.decided"):
            office.as_(other, DecideApproval(asked, version, approve=True, reason="nog eens"))
    again = office.ask(office.handler, 60_00)
    office.as_(office.handler, WithdrawApproval(again, 1))
    with pytest.raises(CasebookError, match=r"approval\.decided"):
        office.as_(office.lead, DecideApproval(again, 2, approve=True, reason="toch"))
    assert office.written_off() == 500_00


def test_who_asks_back_waits_for_the_answer_and_who_asked_hears_how_it_was_decided(office: Office) -> None:
    monday = date(2026, 11, 23)
    asked = office.ask(office.handler)

    def told(day: date) -> list[tuple[str, bool]]:
        (record,) = load(office.database, [office.case])
        place = standing_of(record, (), day, office.database.law)
        return [(one.code, place.to_lead) for one in place.signals if one.code.startswith("signal.appr")]

    # Nobody answered for three working days: Wednesday.
    assert (told(monday), told(date(2026, 11, 25))) == ([], [("signal.approval_unanswered", True)])
    office.as_(office.lead, CommentApproval(asked, "waarom nu?"), monday)
    assert told(date(2026, 11, 25)) == [("signal.approval_question", False)]
    office.as_(office.handler, CommentApproval(asked, "einde jaar"), monday)
    assert (told(monday), told(date(2026, 11, 26))) == ([], [("signal.approval_unanswered", True)])
    office.as_(office.lead, DecideApproval(asked, 1, approve=False, reason="nee"), monday)
    assert told(monday) == [("signal.approval_refused", False)]
    refused("approval.of_other", lambda command: office.as_(office.lead, command), HearApproval(asked, 2))
    again = office.as_(office.handler, AskAnew(asked, 2, "nu met bewijs", comment="zie map"), monday)
    assert told(monday) == []
    office.as_(office.lead, DecideApproval(again, 1, approve=True, reason="goed"), monday)
    assert (told(monday), told(date(2026, 11, 25))) == ([("signal.approved", False)], [])
    office.as_(office.handler, HearApproval(again, 2), monday)
    assert told(monday) == []
    refused("approval.decided", lambda command: office.as_(office.handler, command), CommentApproval(again, "dank"))


def test_who_could_decide_is_neither_who_asked_nor_who_stands_in_for_him(office: Office) -> None:
    asked = office.ask(office.handler)

    def could() -> set[int | None]:
        card = approvals.request(office.database, asked, TODAY)
        assert card is not None
        return {one.person_id for one in card.deciders}

    assert could() == {office.actor.person, office.lead.person}
    assert office.lead.person is not None
    assert office.handler.person is not None
    office.act(BeginStandIn(office.lead.person, office.handler.person, TODAY))
    assert could() == {office.actor.person}
    decide = DecideApproval(asked, 1, approve=True, reason="akkoord")
    refused("approval.own", lambda command: office.as_(office.lead, command), decide)


def test_who_stands_in_is_named_where_he_may_decide_himself(office: Office) -> None:
    person = office.act(AddPerson("w", "W. Neming", (Role.HANDLER,)))
    asked, lead = office.ask(office.handler), office.lead.person or 0
    office.act(BeginStandIn(person, lead, TODAY))

    def named() -> set[str]:
        card = approvals.request(office.database, asked, TODAY)
        assert card is not None
        return {name for one in card.deciders if one.person_id == lead for name in one.stand_ins}

    assert named() == set()
    office.act(GrantRole(person, Role.LEAD, TODAY))
    assert named() == {"W. Neming"}


def test_who_decides_needs_the_mandate_when_he_does(office: Office) -> None:
    asked = office.ask(office.handler)
    office.act(SetMandate(Act.WRITE_OFF, Role.LEAD, Cents(100_00), None, TODAY))
    decide = DecideApproval(asked, 1, approve=True, reason="akkoord")
    refused("mandate.nobody", lambda command: office.as_(office.lead, command), decide)
    assert office.written_off() == 0
