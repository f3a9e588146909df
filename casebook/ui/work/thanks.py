"""The letter that thanks somebody who paid all he owed, late but in full: prepared, and sent by a person or not."""

from collections.abc import Sequence

from casebook.store.actions.contacts import AddContact
from casebook.store.models.cases import Channel, Outcome
from casebook.store.queries import payees
from casebook.store.queries.case import CaseCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.fields import ChoiceField, DayField
from casebook.ui.work.kinds import words_of
from casebook.ui.work.letter_page import LetterPage
from casebook.words import LANGUAGES, say

_WRITTEN = (Channel.LETTER, Channel.MAIL)


async def thank(desk: Desk, card: CaseCard) -> bool:
    """Show the letter, and record as a contact that it went out."""
    to = await desk.read(payees.payees, card.case_id)
    names = list(dict.fromkeys(payee.name for payee in to.values()))
    heading = desk.say("thanks.heading", number=card.number, name=card.name)
    page = LetterPage(desk, heading, lambda _: _letter(card, names))
    await desk.ask(page)
    if not page.sent:
        return False
    on = DayField(desk.say("contact.on"), desk, desk.day, past=True)
    channel = ChoiceField(desk.say("contact.channel"), words_of(_WRITTEN, desk), Channel.LETTER)

    def command() -> AddContact:
        text = desk.say("thanks.sent")
        return AddContact(card.case_id, card.debtor_id, on.value, channel.value, Outcome.INFORMED, text=text)

    return await desk.ask(Form(desk, heading, [on, channel], command)) is not None


def _letter(card: CaseCard, names: Sequence[str]) -> list[str]:
    """Return the letter in the language of the debtor, in Dutch where he has another one or none is known."""
    language = card.language if card.language in LANGUAGES else LANGUAGES[0]

    def said(code: str, **parameters: object) -> str:
        return say(code, parameters, language)

    return [
        said("mail.thanks_subject", number=card.number),
        "",
        said("mail.arrangement_dear", name=card.name),
        "",
        said("mail.thanks_paid"),
        said("mail.thanks_done"),
        "",
        said("mail.arrangement_regards"),
        "",
        said("mail.arrangement_signed", names=names),
    ]
