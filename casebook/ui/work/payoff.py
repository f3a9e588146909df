"""What has to be paid on a day to be done, said while the caller waits, and copied as a text for a mail."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.binding import BindingType

from casebook.domain.letters.kinds import LetterKind
from casebook.jobs.drafting import Wanted
from casebook.store.queries.case import CaseCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.day_page import DayPage
from casebook.ui.keys import place_key
from casebook.ui.prose import Line
from casebook.ui.work.letters import write
from casebook.ui.work.payoff_found import Found, find
from casebook.ui.work.payoff_lines import payoff_lines
from casebook.ui.work.payoff_mail import mail_text, without_account
from casebook.ui.work.statement import show_statement


async def payoff(desk: Desk, card: CaseCard) -> bool:
    """Show what has to be paid today. Nothing is ever changed by it."""
    found = await desk.read(find, card.case_id, desk.day)
    await desk.ask(PayoffPage(desk, card, found))
    return False


class PayoffPage(DayPage):
    """What has to be paid; s opens the statement to the same day, w writes it as a letter, y copies it for a mail."""

    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("s", "statement", "payoff.statement"),
        place_key("w", "letter", "payoff.letter"),
    ]
    HINTS = ("page.other_day", "payoff.statement", "reader.copy", "payoff.letter", "dialog.back")

    def __init__(self, desk: Desk, card: CaseCard, found: Found) -> None:
        heading = desk.say("payoff_page.heading", number=card.number, name=card.name)
        super().__init__(desk, heading, payoff_lines(found, desk))
        self._card = card
        self._found = found

    async def lines_on(self, day: date) -> Sequence[Line]:
        """Return what has to be paid on a day."""
        self._found = await self.desk.read(find, self._card.case_id, day)
        return payoff_lines(self._found, self.desk)

    def action_statement(self) -> None:
        """Show the statement."""
        self.desk.flow(show_statement(self.desk, self._card, self._found.payoff.day))

    def action_letter(self) -> None:
        """Write the letter that says what has to be paid until the day."""
        self.desk.flow(self._write())

    async def _write(self) -> None:
        wanted = Wanted(last_day=self._found.payoff.day)
        await write(self.desk, self._card, LetterKind.UPDATED_STATEMENT, wanted)

    def action_copy(self) -> None:
        """Copy the text for a mail to the clipboard of the terminal, also over SSH."""
        if not self._found.payoff.total:
            self.desk.tell(self.desk.say("payoff_mail.nothing"), trouble=True)
            return
        self.app.copy_to_clipboard(mail_text(self._found, self.desk))
        names = without_account(self._found)
        if names:
            self.desk.tell(self.desk.say("payoff_mail.copied_without", names=names), trouble=True)
        else:
            self.desk.tell(self.desk.say("payoff_mail.copied"))
