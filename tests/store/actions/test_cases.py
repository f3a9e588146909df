"""Cases: one open case for each debtor, always with a next action and an owner who can work it."""

import dataclasses
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from peewee import IntegrityError

from casebook.errors import CasebookError, Stale
from casebook.store import address
from casebook.store.actions.cases import CloseCase, OpenCase, ReopenCase, SetNextAction, SetSleeping
from casebook.store.actions.claims import WithdrawClaim
from casebook.store.actions.contacts import AddContact, AddNote, Next
from casebook.store.actions.owners import HandOverCase, TakeCase
from casebook.store.actions.parties import ChangeParty, PartyFacts
from casebook.store.actions.people import AddPerson, AddTeam, DeactivatePerson
from casebook.store.actions.undo import UndoStep, last_step
from casebook.store.database import Database
from casebook.store.models.cases import Channel, Closing, NextKind, Outcome
from casebook.store.models.derived import Signal
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk, at_once
from tests.store.actions.refusal import refused

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
NEXT_WEEK = TODAY + timedelta(days=7)


def case(desk: Desk, columns: str) -> tuple[Any, ...]:
    (row,) = desk.database.fetch(f"SELECT {columns} FROM cases WHERE id = ?", (desk.case,))
    return tuple(row)


def moved(desk: Desk, on: date, kind: NextKind = NextKind.FIRST_LOOK, **more: Any) -> int:
    desk.act(SetNextAction(desk.case, desk.version("cases", desk.case), on, kind, **more))
    moves: int = case(desk, "moves")[0]
    return moves


def warn(desk: Desk, *signals: tuple[date | None, date | None]) -> None:
    """Put signals on the case, as (due_on, red_on)."""
    desk.database.execute("DELETE FROM signal")
    columns = ("case_id", "rank", "code", "parameters", "source", "due_on", "red_on")
    rows = [(desk.case, rank, "signal.limitation", "{}", "", *days) for rank, days in enumerate(signals)]
    desk.database.insert_many(Signal._meta.table_name, columns, rows)


def test_a_case_is_opened_with_a_number_an_owner_and_a_next_action(desk: Desk) -> None:
    team = desk.act(AddTeam("Noord"))
    debtor = desk.party("Ander")
    opened = desk.act(OpenCase(debtor, TOMORROW, NextKind.CALL, " bel\x07 na 10 ", owner_team_id=team))
    columns = "number, state, opened_on, next_kind, next_note, owner_person_id, owner_team_id"
    (row,) = desk.database.fetch(f"SELECT {columns} FROM cases WHERE id = ?", (opened,))
    assert [str(value) for value in row] == [
        "2026-0002", "open", "2026-11-21", "call", "bel na 10", "None", str(team)
    ]  # fmt: skip


def test_what_no_case_is_opened_with(desk: Desk) -> None:
    debtor, me = desk.party("Ander"), desk.actor.person
    refused("case.one_owner", desk.act, OpenCase(debtor, TODAY))
    refused("case.one_owner", desk.act, OpenCase(debtor, TODAY, owner_person_id=me, owner_team_id=1))
    refused("case.next_past", desk.act, OpenCase(debtor, YESTERDAY, owner_person_id=me))
    refused("store.no_record", desk.act, OpenCase(999, TODAY, owner_person_id=me))
    refused("store.no_record", desk.act, OpenCase(debtor, TODAY, owner_team_id=999))


def test_a_debtor_has_one_open_case(desk: Desk) -> None:
    again = OpenCase(desk.debtor, TODAY, owner_person_id=desk.actor.person)
    assert refused("case.open_already", desk.act, again)["number"] == "2026-0001"
    desk.act(CloseCase(desk.case, 1, Closing.PAID))
    desk.act(again)
    refused("case.open_already", desk.act, ReopenCase(desk.case, 2, TODAY, NextKind.CALL))


def test_of_two_who_open_a_case_of_one_debtor_at_once_one_does(desk: Desk) -> None:
    debtor, barrier = desk.party("Ander"), Barrier(2)
    outcomes: list[str] = []

    def open_it() -> None:
        database = Database(address.read(desk.database.address.text))
        database.connect()
        barrier.wait()
        try:
            perform(database, desk.actor, TODAY, OpenCase(debtor, TODAY, owner_person_id=desk.actor.person))
            outcomes.append("opened")
        except CasebookError as error:
            outcomes.append(error.code)
        finally:
            database.close()

    threads = [Thread(target=open_it) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["case.open_already", "opened"]


def test_a_next_action_that_is_only_put_off_counts_as_a_move(desk: Desk) -> None:
    assert moved(desk, TOMORROW) == 1
    assert moved(desk, NEXT_WEEK) == 2
    assert moved(desk, TOMORROW) == 2, "brought forward"
    assert moved(desk, NEXT_WEEK, NextKind.CALL) == 2, "another action"
    assert moved(desk, NEXT_WEEK + timedelta(days=1), NextKind.CALL, next_note="ander nummer") == 2
    assert moved(desk, NEXT_WEEK + timedelta(days=2), NextKind.CALL, next_note="ander nummer") == 3


def test_a_contact_lets_the_moves_count_anew_also_with_its_own_next_action(desk: Desk) -> None:
    moved(desk, TOMORROW)
    contact = AddContact(desk.case, desk.debtor, TODAY, Channel.PHONE, Outcome.NOT_REACHED)
    desk.act(contact)
    assert case(desk, "moves") == (0,)
    moved(desk, NEXT_WEEK)
    version = desk.version("cases", desk.case)
    later = Next(version, NEXT_WEEK + timedelta(days=1), NextKind.FIRST_LOOK)
    desk.act(AddContact(desk.case, desk.debtor, TODAY, Channel.PHONE, Outcome.NOT_REACHED, next=later))
    assert case(desk, "moves") == (0,)


def test_a_next_action_is_never_in_the_past_nor_after_a_right_is_lost(desk: Desk) -> None:
    refused("case.next_past", desk.act, SetNextAction(desk.case, 1, YESTERDAY, NextKind.CALL))
    warn(desk, (None, TODAY), (NEXT_WEEK, TODAY), (TOMORROW, None), (YESTERDAY, YESTERDAY))
    late = SetNextAction(desk.case, 1, NEXT_WEEK + timedelta(days=1), NextKind.CALL)
    assert refused("case.beyond_red", desk.act, late)["red"] == NEXT_WEEK
    moved(desk, NEXT_WEEK, NextKind.CALL)


def test_what_a_lead_derived_stops_a_snooze(desk: Desk) -> None:
    """A claim whose limitation ends in three weeks, refreshed by the actions themselves."""
    due = date(2021, 12, 11)
    desk.claim("1", 10_000_00, invoice_on=due - timedelta(days=30), due_on=due)
    end = date(2026, 12, 11)
    version = desk.version("cases", desk.case)
    late = SetNextAction(desk.case, version, end + timedelta(days=1), NextKind.CALL)
    assert refused("case.beyond_red", desk.act, late)["red"] == end
    moved(desk, end, NextKind.CALL)


def test_the_next_action_may_come_with_another_owner(desk: Desk) -> None:
    team = desk.act(AddTeam("Noord"))
    moved(desk, TOMORROW, owner_team_id=team)
    assert case(desk, "owner_person_id, owner_team_id, moves") == (None, team, 0)
    version = desk.version("cases", desk.case)
    both = SetNextAction(
        desk.case, version, TOMORROW, NextKind.CALL, owner_person_id=desk.actor.person, owner_team_id=team
    )
    refused("case.one_owner", desk.act, both)
    with pytest.raises(Stale):
        desk.act(SetNextAction(desk.case, version - 1, TOMORROW, NextKind.CALL))


def test_a_case_is_taken_from_the_team_and_handed_over(desk: Desk) -> None:
    team, other = desk.act(AddTeam("Noord")), desk.act(AddPerson("p.devries", "P. de Vries"))
    desk.act(HandOverCase(desk.case, 1, owner_team_id=team))
    perform(desk.database, Actor(other, desk.actor.roles), TODAY, TakeCase(desk.case, 2))
    assert case(desk, "owner_person_id, owner_team_id") == (other, None)
    refused("case.one_owner", desk.act, HandOverCase(desk.case, 3))
    with pytest.raises(Stale):
        desk.act(TakeCase(desk.case, 2))


def test_a_case_sleeps_and_wakes(desk: Desk) -> None:
    desk.act(SetSleeping(desk.case, 1, sleeping=True))
    assert case(desk, "sleeping") == (1,)
    desk.act(SetSleeping(desk.case, 2, sleeping=False))
    assert case(desk, "sleeping") == (0,)


def test_a_closed_case_waits_until_it_is_opened_again(desk: Desk) -> None:
    refused("case.not_closed", desk.act, ReopenCase(desk.case, 1, TODAY, NextKind.CALL))
    moved(desk, TOMORROW)
    desk.act(SetSleeping(desk.case, 2, sleeping=True))
    desk.act(CloseCase(desk.case, 3, Closing.NOT_OURS))
    assert case(desk, "state, closed_as, next_on, next_kind, moves, sleeping") == (
        "closed", "not_ours", None, None, 0, 0
    )  # fmt: skip
    for command in (
        SetNextAction(desk.case, 4, TODAY, NextKind.CALL),
        CloseCase(desk.case, 4, Closing.PAID),
        TakeCase(desk.case, 4),
        HandOverCase(desk.case, 4, owner_person_id=desk.actor.person),
        SetSleeping(desk.case, 4, sleeping=True),
    ):
        assert refused("case.closed", desk.act, command) == {"number": "2026-0001"}
    refused("case.next_past", desk.act, ReopenCase(desk.case, 4, YESTERDAY, NextKind.CALL))
    desk.act(ReopenCase(desk.case, 4, TOMORROW, NextKind.CALL, "weer"))
    assert case(desk, "state, closed_on, closed_as, next_kind, next_note, owner_person_id") == (
        "open", None, None, "call", "weer", desk.actor.person
    )  # fmt: skip


def test_a_kind_of_action_there_is_not_is_kept_out_by_the_database(desk: Desk) -> None:
    with pytest.raises(IntegrityError), desk.database.peewee.atomic():
        desk.database.execute("UPDATE cases SET next_kind = 'somewhen', version = version + 1")


class Colleague:
    """Somebody who works beside the first person."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.person: int = desk.act(AddPerson("p.devries", "P. de Vries", (Role.HANDLER,)))
        self.actor = Actor(self.person, frozenset({Role.HANDLER}))

    def act(self, command: object) -> Any:
        return perform(self.desk.database, self.actor, TODAY, command).result

    def undo(self) -> None:
        step = last_step(self.desk.database, self.person)
        assert step is not None
        self.act(UndoStep(step))


def test_undo_gives_no_case_to_who_left_since(desk: Desk) -> None:
    colleague, gone = Colleague(desk), desk.act(AddPerson("weg", "Weg"))
    desk.act(HandOverCase(desk.case, 1, owner_person_id=gone))
    colleague.act(TakeCase(desk.case, 2))
    desk.act(DeactivatePerson(gone, 1))
    assert refused("person.inactive", lambda _: colleague.undo(), None)["name"] == "Weg"


def test_undo_of_closing_opens_no_second_case_of_the_debtor(desk: Desk) -> None:
    colleague = Colleague(desk)
    colleague.act(CloseCase(desk.case, 1, Closing.NOT_OURS))
    desk.act(OpenCase(desk.debtor, TODAY, owner_person_id=desk.actor.person))
    refused("case.open_already", lambda _: colleague.undo(), None)


def test_undo_of_withdrawing_brings_no_number_back_that_was_given_again(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    lead = Actor(desk.act(AddPerson("lead", "Lead", (Role.LEAD,))), frozenset({Role.LEAD}))
    step = perform(desk.database, lead, TODAY, WithdrawClaim(claim, 1, "opnieuw gefactureerd")).step
    desk.claim("1", 9000)
    assert step is not None
    refused("claim.number_used", lambda command: perform(desk.database, lead, TODAY, command), UndoStep(step))


def test_who_left_changes_nothing_in_a_session_that_is_still_open(desk: Desk) -> None:
    colleague = Colleague(desk)
    colleague.act(AddNote(desk.case, "laatste notitie"))
    desk.act(DeactivatePerson(colleague.person, 1))
    assert refused("person.left", colleague.act, AddNote(desk.case, "nog een"))["name"] == "P. de Vries"


def test_a_case_handed_over_while_somebody_leaves_is_never_of_who_left(desk: Desk) -> None:
    for number in range(4):
        person = desk.act(AddPerson(f"p{number}", f"P. {number}"))
        handing = HandOverCase(desk.case, desk.version("cases", desk.case), owner_person_id=person)
        assert at_once(desk, [handing, DeactivatePerson(person, 1)]) in (
            ["done", "person.inactive"],
            ["done", "person.open_work"],
        )


def test_a_name_that_changes_while_a_case_opens_is_that_of_the_case(desk: Desk) -> None:
    for number in range(4):
        party = desk.party("Oud")
        opening = OpenCase(party, TODAY, owner_person_id=desk.actor.person)
        assert at_once(desk, [opening, ChangeParty(party, 1, PartyFacts(f"Nieuw {number}"))]) == ["done", "done"]
    names = "SELECT count(*) FROM case_now n JOIN cases c ON c.id = n.case_id JOIN party p ON p.id = c.debtor_id"
    assert desk.database.value(f"{names} WHERE n.sort_name <> p.sort_name") == 0


def test_the_other_cases_of_the_debtor_are_touched_too(desk: Desk) -> None:
    second = desk.second_case()
    desk.act(AddNote(desk.case, "belt morgen"))
    assert desk.database.value("SELECT cases FROM log ORDER BY number DESC LIMIT 1") == f"[{desk.case},{second}]"


def test_the_same_day_again_is_no_move(desk: Desk) -> None:
    again = SetNextAction(desk.case, 1, TODAY, NextKind.FIRST_LOOK, "nog eens")
    desk.act(again)
    desk.act(dataclasses.replace(again, version=2))
    assert desk.database.fetch("SELECT moves FROM cases") == [(0,)]


def test_what_is_lost_today_is_not_put_off_until_tomorrow(desk: Desk) -> None:
    desk.claim("1", 100_00, invoice_on=date(2021, 11, 1), due_on=TODAY.replace(year=2021))
    beyond = SetNextAction(desk.case, desk.version("cases", desk.case), TOMORROW, NextKind.CALL)
    assert refused("case.beyond_red", desk.act, beyond)["red"] == TODAY
