"""The letter that thanks somebody who paid all he owed, late but in full: prepared, and sent by a person or not."""

from collections.abc import Sequence

from casebook.store.queries import payees
from casebook.store.queries.case import CaseCard
from casebook.store.queries.payees import Payee
from casebook.ui.desk import Desk
from casebook.ui.work.letter_page import LetterPage
from casebook.ui.work.letter_parts import signed
from casebook.ui.work.letter_sent import record
from casebook.words import LANGUAGES, say


async def thank(desk: Desk, card: CaseCard) -> bool:
    """Show the letter, and record as a contact that it went out."""
    to = await desk.read(payees.payees, card.case_id)
    heading = desk.say("thanks.heading", number=card.number, name=card.name)
    page = LetterPage(desk, heading, lambda _: _letter(card, list(to.values())))
    await desk.ask(page)
    if not page.sent:
        return False
    return await record(desk, card, card.debtor_id, heading, "thanks.sent")


def _letter(card: CaseCard, payees: Sequence[Payee]) -> list[str]:
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
        *signed(payees, said),
    ]
