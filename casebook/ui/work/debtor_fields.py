"""Fields of a party and an address, with what is checked while one types."""

from collections.abc import Callable, Sequence
from typing import Any

from casebook.domain import identifiers
from casebook.errors import InputError, Refused
from casebook.store.actions.addresses import HOME, Place
from casebook.store.models.parties import AddressStatus, PartyKind
from casebook.ui.case_tabs.telling import kind_of
from casebook.ui.desk import Desk
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, TextField
from casebook.ui.work.kinds import words_of

When = Callable[[], bool]


class CheckedField(TextField):
    """A number that is checked while one types, and shown as it is kept; it may be left open."""

    def __init__(
        self,
        label: str,
        check: Callable[[str], str],
        text: str = "",
        *,
        required: bool = False,
        when: When | None = None,
    ) -> None:
        super().__init__(label, text, required=required, when=when)
        self._check = check

    @property
    def value(self) -> str:
        """The number as it is kept, empty where none is typed. Raises `InputError`."""
        text = super().value
        if not text:
            return ""
        try:
            return self._check(text)
        except Refused as refused:
            raise InputError(refused.code, **refused.parameters) from refused

    def echo(self) -> str:
        """Return the number as it is kept, where it was typed otherwise."""
        kept = self.value
        return f"→ {kept}" if kept and kept != self.editor.value.strip() else ""


class PlaceFields:
    """The fields of an address."""

    def __init__(self, desk: Desk, *, required: bool = True, when: When | None = None) -> None:
        self._required = required
        self.street = TextField(desk.say("place.street"), when=when)
        self.house_number = TextField(desk.say("place.house_number"), when=when)
        self.country = TextField(desk.say("place.country"), HOME, when=when)
        self.postcode = CheckedField(desk.say("place.postcode"), self._postcode, when=when)
        self.city = TextField(desk.say("place.city"), required=required, when=when)

    @property
    def fields(self) -> Sequence[Field[Any]]:
        """The fields, in the order in which an address is written."""
        return self.street, self.house_number, self.postcode, self.city, self.country

    @property
    def value(self) -> Place | None:
        """The address, None where nothing of it is typed. Raises `InputError`."""
        parts = (self.street.value, self.house_number.value, self.postcode.value, self.city.value)
        return Place(*parts, self.country.value) if any(parts) else None

    @property
    def place(self) -> Place:
        """The address. Raises `InputError` where nothing of it is typed."""
        return self.value or Place()

    def _postcode(self, text: str) -> str:
        return identifiers.postcode(text) if self.country.value.upper() == HOME else text


class StatusFields:
    """How sure an address is: verified or dead with who says so and when, or only presumed."""

    def __init__(
        self, desk: Desk, status: AddressStatus = AddressStatus.PRESUMED, source: str = "", *, when: When | None = None
    ) -> None:
        self.status = ChoiceField(desk.say("place.status"), words_of(AddressStatus, desk), status, when=when)
        self.source = TextField(desk.say("place.source"), source, required=True, when=self._is_known(when))
        self.on = DayField(desk.say("place.checked_on"), desk, desk.day, past=True, when=self._is_known(when))

    @property
    def fields(self) -> Sequence[Field[Any]]:
        """The fields."""
        return self.status, self.source, self.on

    @property
    def known(self) -> bool:
        """Whether somebody says so, and did on a day."""
        return self.status.value is not AddressStatus.PRESUMED

    def _is_known(self, when: When | None) -> When:
        return lambda: (when is None or when()) and self.known


def kind_field(desk: Desk, kind: PartyKind, *, when: When | None = None) -> ChoiceField[PartyKind]:
    """Return a field for what a party is in law."""
    return ChoiceField(desk.say("party_form.kind"), [(one, kind_of(one, desk)) for one in PartyKind], kind, when=when)


def is_person(kind: PartyKind) -> bool:
    """Tell whether a party was born."""
    return kind in (PartyKind.NATURAL, PartyKind.SOLE_TRADER, PartyKind.ESTATE, PartyKind.UNKNOWN)


def is_registered(kind: PartyKind) -> bool:
    """Tell whether a party may stand in the trade register."""
    return kind not in (PartyKind.NATURAL, PartyKind.ESTATE)
