"""What was agreed in a contact, confirmed in writing: offered at once, and written only if that is wanted."""

from casebook import format as form
from casebook.domain.letters.kinds import LetterKind
from casebook.jobs.drafting import Wanted
from casebook.store.actions.contacts import AddContact
from casebook.store.models.cases import Channel
from casebook.store.queries.case import CaseCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.letters import write
from casebook.words import LANGUAGES, say

# What was agreed in writing is there in writing.
_SPOKEN = frozenset({Channel.PHONE, Channel.VISIT})


async def confirm(desk: Desk, card: CaseCard, done: AddContact) -> None:
    """Ask whether what was agreed is confirmed, and write the letter: what was promised, or what was noted of it."""
    if done.channel not in _SPOKEN:
        return
    entries = [Entry(True, "b", desk.say("contact.confirm")), Entry(False, "n", desk.say("contact.confirm_not"))]
    if not await desk.ask(Pick(desk, desk.say("contact.confirm_heading", number=card.number), entries)):
        return
    language = card.language if card.language in LANGUAGES else LANGUAGES[0]
    text = done.text
    if done.promised is not None:
        about = {"cents": done.promised.cents, "on": form.long_day(done.promised.on, language)}
        text = say("contact.promise_confirmed", about, language)
    await write(desk, card, LetterKind.PHONE_CONFIRMATION, Wanted(extras={"contact_on": done.on_day, "text": text}))
