"""Going on without a valid assessment from the form in which that was refused, by who may, with the reason."""

from casebook.errors import CasebookError
from casebook.ui.desk import Desk
from casebook.ui.widgets.fields import TextField

_ASSESSMENT = ("assessment.missing", "assessment.expired")


class Overriding:
    """The field for the reason; it is there once the store asked for an assessment."""

    def __init__(self, desk: Desk) -> None:
        self._asked = False
        self.field = TextField(desk.say("assessment.override"), when=lambda: self._asked)

    @property
    def reason(self) -> str:
        """Why it is done without, empty where nobody said so."""
        return self.field.value if self._asked else ""

    def refused(self, error: CasebookError) -> None:
        """Offer to say why where the assessment is what lacks."""
        if error.code in _ASSESSMENT:
            self._asked = True
