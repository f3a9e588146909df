"""Contacts and notes: what was said, and what a colleague should know."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions import given, promises, reminders
from casebook.store.actions.cases import open_one, outward_act, plan
from casebook.store.actions.holds import case_of
from casebook.store.actions.promises import Promised
from casebook.store.actions.reminders import CallStep
from casebook.store.commands import action
from casebook.store.models.cases import Case, Channel, Contact, NextKind, Note, Outcome
from casebook.store.models.parties import Party
from casebook.store.models.people import Person
from casebook.store.transaction import Transaction
from casebook.text import clean


@dataclass(frozen=True, slots=True)
class AddNote:
    """A note on a case."""

    case_id: int
    text: str


@dataclass(frozen=True, slots=True)
class ChangeNote:
    """What a note of one's own should say."""

    id: int
    version: int
    text: str


@dataclass(frozen=True, slots=True)
class Next:
    """What is done after a contact; `version` is that of the case as it was seen."""

    version: int
    on: date
    kind: NextKind
    note: str = ""


@dataclass(frozen=True, slots=True)
class AddContact:
    """A contact with a party, what it came to, and what is done next, if that changes.

    `caller_checked`: who it was had been checked before anything was said. It is recorded as it was; that it was not
    is no reason to lose the contact. What was `promised` goes with the outcome of that name. `steps` of reminder cycles
    are taken by it.
    """

    case_id: int
    party_id: int
    on_day: date
    channel: Channel
    outcome: Outcome
    incoming: bool = False
    caller_checked: bool = False
    text: str = ""
    next: Next | None = None
    promised: Promised | None = None
    steps: tuple[CallStep, ...] = ()


@action("note.add", cases=given.case_itself)
def add_note(tx: Transaction, command: AddNote) -> int:
    """Add a note and return its id."""
    case = tx.get(Case, command.case_id)
    assert tx.actor.person is not None
    return tx.add(Note, case_id=case.id, on_day=tx.day, person_id=tx.actor.person, text=_text(command.text))


@action("note.change", cases=case_of(Note))
def change_note(tx: Transaction, command: ChangeNote) -> None:
    """Change a note of one's own."""
    note = tx.get(Note, command.id, command.version)
    if note.person_id != tx.actor.person:
        raise Refused("note.of_other", source=HOUSE_RULE, name=tx.get(Person, note.person_id).name)
    tx.change(note, text=_text(command.text))


@action("contact.add", cases=given.case_itself)
def add_contact(tx: Transaction, command: AddContact) -> int:
    """Record a contact and return its id. Refused for a day ahead, and for a check that was both passed and refused."""
    then = command.next
    case = open_one(tx, command.case_id, then.version) if then else tx.get(Case, command.case_id)
    tx.get(Party, command.party_id)
    if command.caller_checked and command.outcome is Outcome.REFUSED_CHECK:
        raise Refused("contact.check", source=HOUSE_RULE)
    if command.promised is not None and command.outcome is not Outcome.PROMISE:
        raise Refused("contact.promised_alone", source=HOUSE_RULE)
    contact = tx.add(
        Contact,
        case_id=case.id,
        party_id=command.party_id,
        on_day=given.past(tx, command.on_day),
        person_id=tx.actor.person,
        channel=command.channel,
        incoming=int(command.incoming),
        outcome=command.outcome,
        caller_checked=int(command.caller_checked),
        text=clean(command.text).strip(),
    )
    if command.promised is not None:
        promises.make(tx, tx.get(Contact, contact), command.promised)
    for step in command.steps:
        reminders.called(tx, tx.get(Contact, contact), step)
    if then is not None:
        plan(tx, case, then.on, then.kind, then.note)
    outward_act(tx, case)
    return contact


def _text(text: str) -> str:
    cleaned = clean(text).strip()
    if not cleaned:
        raise Refused("note.empty", source=HOUSE_RULE)
    return cleaned
