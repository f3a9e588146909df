"""Going on without what the store asks for, from the form in which that was refused, by who may, with the reason."""

from collections.abc import Sequence

from casebook.errors import CasebookError
from casebook.ui.desk import Desk
from casebook.ui.widgets.fields import TextField

ASSESSMENT = ("assessment.missing", "assessment.expired")
ANNOUNCEMENT = ("handing_over.missing", "handing_over.runs")


class Overriding:
    """The field for the reason; it is there once the store refused by one of some codes."""

    def __init__(self, desk: Desk, codes: Sequence[str] = ASSESSMENT, label: str = "assessment.override") -> None:
        self._codes, self._asked = codes, False
        self.field = TextField(desk.say(label), when=lambda: self._asked)

    @property
    def reason(self) -> str:
        """Why it is done without, empty where nobody said so."""
        return self.field.value if self._asked else ""

    def answers(self, error: CasebookError) -> bool:
        """Tell whether a reason would pass a refusal."""
        return error.code in self._codes

    def refused(self, error: CasebookError) -> None:
        """Offer to say why where that is what lacks."""
        if self.answers(error):
            self._asked = True
