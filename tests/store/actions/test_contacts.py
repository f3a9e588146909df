"""Contacts and notes."""

from datetime import timedelta

import pytest

from casebook.errors import Stale
from casebook.store.actions.cases import CloseCase
from casebook.store.actions.contacts import AddContact, AddNote, ChangeNote, Next
from casebook.store.actions.people import AddPerson
from casebook.store.models.cases import Channel, Closing, NextKind, Outcome
from casebook.store.perform import perform
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.refusal import refused

TOMORROW = TODAY + timedelta(days=1)


def called(desk: Desk, outcome: Outcome = Outcome.INFORMED) -> AddContact:
    return AddContact(desk.case, desk.debtor, TODAY, Channel.PHONE, outcome)


def test_a_note_is_changed_by_who_wrote_it(desk: Desk) -> None:
    note = desk.act(AddNote(desk.case, "Belt\r\nterug \x1b[2J"))
    assert desk.database.value("SELECT text FROM note") == "Belt\nterug"
    other = Actor(desk.act(AddPerson("p.devries", "P. de Vries")), desk.actor.roles)
    refused("note.of_other", lambda command: perform(desk.database, other, TODAY, command), ChangeNote(note, 1, "x"))
    refused("note.empty", desk.act, AddNote(desk.case, " \n"))
    refused("note.empty", desk.act, ChangeNote(note, 1, ""))
    desk.act(ChangeNote(note, 1, "Belt morgen"))
    assert desk.database.value("SELECT text FROM note") == "Belt morgen"
    with pytest.raises(Stale):
        desk.act(ChangeNote(note, 1, "te laat"))


def test_a_contact_is_recorded_as_it_was(desk: Desk) -> None:
    desk.act(AddContact(desk.case, desk.debtor, TODAY, Channel.CHAT, Outcome.PROMISE, True, True, "vrijdag"))
    desk.act(called(desk))
    columns = "channel, outcome, incoming, caller_checked, text, person_id"
    me = desk.actor.person
    assert desk.database.fetch(f"SELECT {columns} FROM contact ORDER BY id") == [
        ("chat", "promise", 1, 1, "vrijdag", me),
        ("phone", "informed", 0, 0, "", me),
    ]


def test_what_no_contact_can_be(desk: Desk) -> None:
    both = AddContact(desk.case, desk.debtor, TODAY, Channel.PHONE, Outcome.REFUSED_CHECK, caller_checked=True)
    refused("contact.check", desk.act, both)
    refused("given.day_ahead", desk.act, AddContact(desk.case, desk.debtor, TOMORROW, Channel.SMS, Outcome.INFORMED))
    refused("store.no_record", desk.act, AddContact(desk.case, 999, TODAY, Channel.SMS, Outcome.INFORMED))


def test_what_comes_next_goes_with_the_contact_or_neither_does(desk: Desk) -> None:
    def and_then(next_: Next) -> AddContact:
        return AddContact(desk.case, desk.debtor, TODAY, Channel.PHONE, Outcome.PROMISE, next=next_)

    refused("case.next_past", desk.act, and_then(Next(1, TODAY - timedelta(days=1), NextKind.CALL)))
    with pytest.raises(Stale):
        desk.act(and_then(Next(7, TOMORROW, NextKind.CHECK_PROMISE)))
    assert desk.database.value("SELECT count(*) FROM contact") == 0
    desk.act(and_then(Next(1, TOMORROW, NextKind.CHECK_PROMISE, "€ 500")))
    assert desk.database.fetch("SELECT next_kind, next_note FROM cases") == [("check_promise", "€ 500")]


def test_a_contact_on_a_closed_case_is_kept_but_plans_nothing(desk: Desk) -> None:
    desk.act(CloseCase(desk.case, 1, Closing.PAID))
    desk.act(called(desk))
    planned = AddContact(
        desk.case, desk.debtor, TODAY, Channel.PHONE, Outcome.INFORMED, next=Next(2, TOMORROW, NextKind.CALL)
    )
    refused("case.closed", desk.act, planned)
