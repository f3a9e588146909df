"""What the forms about a proceeding share."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from casebook.domain import identifiers
from casebook.domain.insolvency.facts import OF_LEGAL, OF_NATURAL, Kind
from casebook.store.actions.addresses import Place, contact_value
from casebook.store.models.parties import ContactKind
from casebook.store.queries.insolvencies import InsolvencyCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.fields import Field, TextField
from casebook.ui.work.debtor_fields import CheckedField

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
    """Where post and mail go to who acts, and his number: asked once somebody is named, and `when` says so."""

    def __init__(self, desk: Desk, name: TextField, when: Callable[[], bool]) -> None:
        def named() -> bool:
            return bool(name.editor.value.strip()) and when()

        street, house_number, city = (
            TextField(desk.say(f"insolvency.{one}"), when=named) for one in ("street", "house_number", "city")
        )
        postcode = CheckedField(desk.say("insolvency.postcode"), identifiers.postcode, when=named)
        self._place = (street, house_number, postcode, city)
        self._mail, self._phone = (
            CheckedField(desk.say(f"insolvency.{kind}"), partial(contact_value, kind), when=named)
            for kind in (ContactKind.MAIL, ContactKind.PHONE)
        )
        self.fields = [*self._place, self._mail, self._phone]

    @property
    def place(self) -> Place:
        """What is typed."""
        return Place(*(field.value for field in self._place))

    @property
    def reached(self) -> dict[str, Any]:
        """What is typed, as it is kept of who acts."""
        return {"place": self.place, "mail": self._mail.value, "phone": self._phone.value}


async def ask(desk: Desk, card: InsolvencyCard, code: str, fields: Sequence[Field[Any]], command: Any) -> bool:
    """Ask what a command about a proceeding needs, and perform it; return whether it was."""
    return await desk.ask(Form(desk, heading(desk, card, code), fields, command)) is not None


def heading(desk: Desk, card: InsolvencyCard, code: str) -> str:
    """Return the heading of a form about a proceeding."""
    return desk.say(code, name=card.row.party, kind=card.row.kind)
