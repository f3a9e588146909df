"""The letter of a reminder step: seen as it will read, and prepared with one key more."""

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.jobs import letter_offer, reminder_letters
from casebook.jobs.drafting import Wanted
from casebook.store.queries.case import CaseCard
from casebook.store.queries.reminders import CycleCard
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.work.letter_lines import kind_word
from casebook.ui.work.letter_prepared import Composed, PreparedPage, prepare_read
from casebook.ui.work.letter_settings import letter_settings


async def write_step(desk: Desk, card: CaseCard, running: CycleCard) -> bool:
    """Show the letter of the step that is due, and take the step with it. Raises `Refused` where none is due."""
    step = running.due(desk.day)
    if step is None or step.letter is None:
        raise Refused("reminders.no_letter", source=HOUSE_RULE)
    kind, settings = step.letter, letter_settings(desk)

    async def compose(asked: Wanted) -> Composed:
        found = await desk.read(reminder_letters.one, desk.day, card.case_id, running, asked)
        return Composed(found.command, found.letters)

    async def begin() -> tuple[letter_offer.Offer, Wanted, Composed]:
        offer = await desk.read(letter_offer.offer, desk.day, card.case_id, kind, settings)
        wanted = await desk.read(reminder_letters.wanted, desk.day, card.case_id, running.run_id, settings)
        return offer, wanted, await compose(wanted)

    offer, wanted, first = await desk.meanwhile(desk.say("letter_page.composing"), begin())
    said = kind_word(kind, desk)
    heading = f"{said[:1].upper()}{said[1:]} · {card.number} {clean_line(card.name)}"
    page = PreparedPage(desk, heading, wanted, first, compose, offer=offer)
    await desk.ask(page)
    if not page.prepares:
        return False
    await prepare_read(desk, card, page)
    return True
