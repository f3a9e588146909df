"""A letter that no record of its own tells of: that it went out is recorded as a contact."""

from casebook.store.actions.contacts import AddContact
from casebook.store.models.cases import Channel, Outcome
from casebook.store.queries.case import CaseCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.fields import ChoiceField, DayField
from casebook.ui.work.kinds import words_of

_WRITTEN = (Channel.LETTER, Channel.MAIL)


async def record(desk: Desk, card: CaseCard, party_id: int, heading: str, code: str) -> bool:
    """Ask when and how a letter went out, and record it as a contact with a party that says `code`."""
    on = DayField(desk.say("contact.on"), desk, desk.day, past=True)
    channel = ChoiceField(desk.say("contact.channel"), words_of(_WRITTEN, desk), Channel.LETTER)

    def command() -> AddContact:
        return AddContact(card.case_id, party_id, on.value, channel.value, Outcome.INFORMED, text=desk.say(code))

    return await desk.ask(Form(desk, heading, [on, channel], command)) is not None
