"""Recording what was said, with whom and what it came to, and what is done next; and notes."""

from typing import Any

from casebook.store.actions.contacts import AddContact, AddNote, Next
from casebook.store.models.cases import CaseState, Channel, NextKind, Outcome
from casebook.store.queries import choices
from casebook.store.queries.case import CaseCard
from casebook.store.queries.choices import SpeakerChoice
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, LongTextField, TextField, yes_field
from casebook.ui.work.kinds import words_of
from casebook.ui.work.seen import Seen

_SPOKEN = (Outcome.INFORMED, Outcome.PROMISE, Outcome.AGREEMENT, Outcome.DISPUTE, Outcome.COMPLAINT)
# An agreement is also a piece of evidence, a visit also something to do next.
_OUTCOMES = {Outcome.AGREEMENT: "outcome_agreement"}
_CHANNELS = {Channel.VISIT: "channel_visit"}


async def contact(desk: Desk, card: CaseCard) -> bool:
    """Ask what was said and what is done next, and record it."""
    speakers = await desk.read(choices.speakers, card.case_id, desk.day)
    seen = Seen(desk, card)
    said = TextField(desk.say("contact.said"))
    outcome = ChoiceField(desk.say("contact.outcome"), words_of(Outcome, desk, _OUTCOMES), Outcome.INFORMED)
    channel = ChoiceField(desk.say("contact.channel"), words_of(Channel, desk, _CHANNELS), Channel.PHONE)
    incoming = ChoiceField(
        desk.say("contact.direction"),
        [(False, desk.say("contact.outgoing")), (True, desk.say("contact.incoming"))],
        value=False,
    )
    party = ChoiceField(
        desk.say("contact.with"),
        [(one.party_id, _named(one, desk)) for one in speakers],
        card.debtor_id,
        when=lambda: len(speakers) > 1,
    )
    checked = yes_field(desk.say("contact.checked"), desk, when=lambda: outcome.value in _SPOKEN)
    on = DayField(desk.say("contact.on"), desk, desk.day, past=True)
    is_open = card.state is not CaseState.CLOSED
    then = ChoiceField(
        desk.say("contact.next"),
        [(None, desk.say("contact.as_planned")), *words_of(NextKind, desk)],
        None,
        when=lambda: is_open,
    )
    next_on = DayField(
        desk.say("contact.next_on"),
        desk,
        max(desk.day, card.next_on or desk.day),
        when=lambda: is_open and then.value is not None,
    )
    next_note = TextField(desk.say("contact.next_note"), when=lambda: is_open and then.value is not None)

    def command() -> AddContact:
        planned = then.value if is_open else None
        return AddContact(
            card.case_id,
            party.value,
            on.value,
            channel.value,
            outcome.value,
            incoming=incoming.value,
            caller_checked=checked.value if outcome.value in _SPOKEN else False,
            text=said.value,
            next=None if planned is None else Next(seen.card.version, next_on.value, planned, next_note.value),
        )

    fields: list[Field[Any]] = [said, outcome, channel, incoming, party, checked, on, then, next_on, next_note]
    heading = desk.say("contact.heading", number=card.number, name=card.name)
    return await desk.ask(Form(desk, heading, fields, command, renew=seen.renew)) is not None


async def note(desk: Desk, card: CaseCard) -> bool:
    """Ask for a note and keep it."""
    text = LongTextField(desk.say("note.text"), required=True)
    heading = desk.say("note.heading", number=card.number, name=card.name)
    form = Form(desk, heading, [text], lambda: AddNote(card.case_id, text.value))
    return await desk.ask(form) is not None


def _named(speaker: SpeakerChoice, desk: Desk) -> str:
    name, acting = clean_line(speaker.name), speaker.role or speaker.relation
    return f"{name} ({desk.say(f'word.{acting}')})" if acting else name
