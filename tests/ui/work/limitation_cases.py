"""An office with one case, to try limitation on: a firm that owes an invoice, with its partners where there are any."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from textual.widgets import Input

from casebook.domain.limitation.clocks import ClockKind
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.office import CreateOffice
from casebook.store.models.claims import Relation
from casebook.store.perform import perform
from casebook.store.queries.case import CaseCard, card
from casebook.store.queries.radar import ClockRow, clocks_of
from casebook.store.queries.timeline import Timeline, Told
from casebook.store.transaction import EVERY_ROLE, Actor
from casebook.ui.dialogs.form import Form
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.widgets.fields import ChoiceField, Field
from tests.databases import TODAY, made
from tests.store.actions.desk import Desk
from tests.ui.screen import Screen


class Firm(NamedTuple):
    """A firm that owes one claim."""

    desk: Desk
    claim: int

    @property
    def card(self) -> CaseCard:
        """The header of its case."""
        found = card(self.desk.database, self.desk.case)
        assert found is not None
        return found

    def ends(self, kind: ClockKind = ClockKind.PRINCIPAL) -> dict[str, tuple[date | None, date | None]]:
        """Return the safe and the claimed end of each clock of a kind, by against whom it runs."""
        return {row.debtor: (row.safe_until, row.claimed_until) for row in self.clocks if row.kind is kind}

    @property
    def clocks(self) -> Sequence[ClockRow]:
        """All clocks of the case."""
        return clocks_of(self.desk.case).after(self.desk.database).rows

    @property
    def last_told(self) -> Told:
        """The newest line of the timeline."""
        return Timeline(self.desk.case).after(self.desk.database).rows[0]


def firm(folder: Path, due_on: date, partners: Sequence[str] = ()) -> Firm:
    """Return an office with a firm that owes € 6.200,00, due on a day."""
    database = made(str(folder / "firm.db"))
    created = perform(
        database,
        Actor(None, EVERY_ROLE),
        TODAY,
        CreateOffice("Bijzonder Beheer", "Europe/Amsterdam", "m.jansen", "M. Jansen"),
    )
    desk = Desk(database, Actor(created.result, EVERY_ROLE))
    claim = desk.claim("2022-114", 620_000, invoice_on=due_on.replace(day=1), due_on=due_on)
    for name in partners:
        desk.act(AddLiability(claim, Liable(desk.party(name), Relation.PARTNER)))
    return Firm(desk, claim)


async def filled(screen: Screen, **values: str) -> None:
    """Fill the fields of a form, by the code of their label: a text, or the beginning of the value of a choice."""
    for name, text in values.items():
        label = screen.app.desk.say(f"limitation_form.{name}")
        field = next(one for one in screen.app.screen.query(Field) if one.label == label and one.display)
        field.editor.focus()
        await screen.settled()
        if isinstance(field, ChoiceField):
            field.editor.choose(next(value for value, said in field.editor.options if said.startswith(text)))
        else:
            assert isinstance(field.editor, Input)
            field.editor.value = text
        await screen.settled()


async def foreseen(screen: Screen) -> None:
    """Look at what a form would do, without waiting until nobody types."""
    form = screen.app.screen
    assert isinstance(form, Form)
    await form._look_ahead()
    await screen.settled()


async def rested(screen: Screen) -> None:
    """Show beside the list what it shows when the cursor rests, without waiting for that."""
    place = screen.app.screen
    assert isinstance(place, ListPlace)
    place.preview.show(await place.preview_of(place.case_id))
    await screen.settled()
