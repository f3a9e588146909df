"""The letter that thanks somebody who paid all he owed, late but in full: shown, and prepared or not."""

from casebook.domain.letters.kinds import LetterKind
from casebook.jobs.drafting import Wanted
from casebook.store.queries.case import CaseCard
from casebook.ui.desk import Desk
from casebook.ui.work import letter_known
from casebook.ui.work.letter_settings import letter_settings


async def thank(desk: Desk, card: CaseCard) -> bool:
    """Show the letter, and prepare it."""
    return await letter_known.prepare(desk, card, LetterKind.THANK_YOU, Wanted(settings=letter_settings(desk)))
