"""Asking for approval from the form in which an act was refused as beyond the mandate."""

from collections.abc import Sequence
from datetime import date

from casebook.errors import CasebookError
from casebook.store.actions.approvals import asked_for
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Foresee
from casebook.ui.prose import Line, line
from casebook.ui.widgets.fields import ChoiceField, OptionalDayField, yes_field

_BEYOND = ("mandate.exceeded", "mandate.none", "mandate.release", "mandate.release_many")


def beyond_mandate(error: CasebookError) -> bool:
    """Tell whether an act was refused because the mandate does not suffice."""
    return error.code in _BEYOND


class Asking:
    """The fields with which approval is asked; they are there once the store refused, and where it is asked.

    `needed_by` is the day they begin with.
    """

    def __init__(self, desk: Desk, needed_by: date | None = None) -> None:
        self._desk = desk
        self._beyond = False
        self.ask: ChoiceField[bool] = yes_field(desk.say("money.ask"), desk, when=lambda: self._beyond)
        self.needed_by = OptionalDayField(desk.say("money.needed_by"), desk, needed_by, when=lambda: self.asks)

    @property
    def fields(self) -> tuple[ChoiceField[bool], OptionalDayField]:
        """The fields, to stand after those of the act."""
        return self.ask, self.needed_by

    @property
    def offers(self) -> bool:
        """Whether approval can be asked."""
        return self._beyond

    @property
    def asks(self) -> bool:
        """Whether approval is asked instead of acting."""
        return self._beyond and self.ask.value

    def refused(self, error: CasebookError) -> None:
        """Offer to ask where the mandate does not suffice."""
        if beyond_mandate(error):
            self._beyond = True

    def instead_of(self, command: object, reason: str) -> object:
        """Return the command, or what asks for its approval. Raises `InputError` for a day that is none."""
        return asked_for(command, reason, self.needed_by.value) if self.asks else command

    def foreseen(self, lines: Foresee) -> Foresee:
        """Return what shows what the act would do, or that approval is asked instead."""

        def look(database: Database, done: Done) -> Sequence[Line]:
            if not self.asks:
                return lines(database, done)
            by = self.needed_by.value
            told = self._desk.say("money.asked_by", on=by) if by else self._desk.say("money.asked")
            return [line("→ ", told)]

        return look
