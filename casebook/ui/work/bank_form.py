"""Forms about an entry of the bank: they say so where a colleague has decided on it meanwhile."""

from collections.abc import Sequence
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import CasebookError, Refused
from casebook.store.queries import bank_entry
from casebook.store.queries.bank_entry import EntryCard
from casebook.ui.dialogs.form import Form
from casebook.ui.prose import Line


class EntryForm(Form):
    """A form about an entry as it was read."""

    def __init__(self, *arguments: Any, of: EntryCard | None = None, **more: Any) -> None:
        # What moves money is seen to its end before it is saved.
        super().__init__(*arguments, whole=True, **more)
        self._of = of

    async def _was_shown(self, command: object) -> bool:
        try:
            return await super()._was_shown(command)
        except CasebookError:
            await self._refuse_decided()
            raise

    async def _refuse_decided(self) -> None:
        """Raise `Refused` where less is left of the entry than was, or more."""
        if self._of is None:
            return
        rest = (await self.desk.read(bank_entry.entry, self._of.entry_id)).rest
        if rest != self._of.rest:
            code = "bank_entry.left_otherwise" if rest else "bank_entry.decided_meanwhile"
            raise Refused(code, source=HOUSE_RULE, amount=rest)


class Foreseeing(EntryForm):
    """A form that shows at once what would be done, or the lines that are `listed`, and drops what was typed before."""

    def __init__(self, *arguments: Any, listed: Sequence[Line] = (), **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._listed = listed

    def on_mount(self) -> None:
        """Show it before anything can be saved."""
        super().on_mount()
        self.desk.flow(self._first())

    async def _first(self) -> None:
        if self._listed:
            self._tell_ahead(self._listed)
        else:
            await self._look_ahead()
        # Whoever typed Enter together with the key before has not seen it.
        await self.desk.gate.painted()
        self.desk.gate.forget()
