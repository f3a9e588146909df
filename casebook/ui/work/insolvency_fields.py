"""What the forms about a proceeding share."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from casebook.domain.insolvency.facts import OF_LEGAL, OF_NATURAL, Kind
from casebook.store.actions.addresses import Place
from casebook.store.queries.insolvencies import InsolvencyCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.fields import Field, TextField

# Those of which a court or a letter gives the last day.
LASTS = frozenset({Kind.WSNP, Kind.SUSPENSION, Kind.MORATORIUM, Kind.PROTECTIVE_ADMINISTRATION})


def last_day_label(desk: Desk) -> str:
    """Return how the last day that a court sets is called."""
    return desk.say("insolvency.until_on")


def fitting(kinds: Iterable[Kind], *, natural: bool | None) -> list[Kind]:
    """Return which kinds a debtor can be in: a natural person, a legal one, or all where that is not known."""
    other = frozenset[Kind]() if natural is None else OF_LEGAL if natural else OF_NATURAL
    return [one for one in kinds if one not in other]


class PlaceFields:
    """Where post goes to who acts: asked once somebody is named, and `when` says so."""

    def __init__(self, desk: Desk, name: TextField, when: Callable[[], bool]) -> None:
        def named() -> bool:
            return bool(name.editor.value.strip()) and when()

        names = ("street", "house_number", "postcode", "city")
        self.fields = [TextField(desk.say(f"insolvency.{one}"), when=named) for one in names]

    @property
    def place(self) -> Place:
        """What is typed."""
        return Place(*(field.value for field in self.fields))


async def ask(desk: Desk, card: InsolvencyCard, code: str, fields: Sequence[Field[Any]], command: Any) -> bool:
    """Ask what a command about a proceeding needs, and perform it; return whether it was."""
    heading = desk.say(code, name=card.row.party, kind=card.row.kind)
    return await desk.ask(Form(desk, heading, fields, command)) is not None
