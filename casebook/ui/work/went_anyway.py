"""Why a letter that was printed left all the same, asked once the gate refused what is recorded of it."""

from casebook.errors import CasebookError
from casebook.ui.desk import Desk
from casebook.ui.widgets.fields import TextField

_STOPPED = "batch.stopped"


class WentAnyway:
    """The field for the reason: it is there once the gate refused."""

    def __init__(self, desk: Desk) -> None:
        self._stopped = False
        self.because = TextField(desk.say("dispatch.went_anyway"), required=True, when=lambda: self._stopped)

    @property
    def said(self) -> str:
        """The reason, empty where none is asked. Raises `InputError` where it is asked and there is none."""
        return self.because.value if self._stopped else ""

    def refused(self, error: CasebookError) -> None:
        """Ask for the reason where the gate refuses."""
        if error.code == _STOPPED:
            self._stopped = True
