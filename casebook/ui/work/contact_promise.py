"""What somebody promised in a contact: by when how much, for which claim, and whether instead of what was promised."""

from typing import Any, Self

from casebook.domain.arrangement.standing import LIVE
from casebook.store.actions.promises import Promised
from casebook.store.queries import arrangement_standing, bookings, promises
from casebook.store.queries.bookings import ClaimSheet
from casebook.store.queries.case import CaseCard
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.widgets.fields import AmountField, ChoiceField, DayField, Field, yes_field


class PromiseFields:
    """The fields of a promise in a case; `on` is its day."""

    def __init__(self, desk: Desk, card: CaseCard, owed: list[ClaimSheet], newest: int | None, *, beside: bool) -> None:
        self._desk, self._case_id, self._newest = desk, card.case_id, newest
        self.on = DayField(desk.say("contact.promised"), desk)
        due = card.open_cents if card.open_cents > 0 else None
        self._amount = AmountField(desk.say("contact.promised_amount"), desk, due)
        self._claim = ChoiceField[int | None](
            desk.say("contact.promised_for"),
            [(None, desk.say("contact.promised_any")), *((one.claim_id, clean_line(one.number)) for one in owed)],
            None,
            when=lambda: beside,
        )
        self._instead = yes_field(desk.say("contact.promised_instead"), desk, when=lambda: self._newest is not None)

    @classmethod
    async def read(cls, desk: Desk, card: CaseCard) -> Self:
        """Return the fields with what is known: what is owed, what was promised before, and what an arrangement covers.

        Beside an arrangement it has to be said whether its terms are meant, which he pays anyhow.
        """
        newest = await desk.read(promises.open_in, card.case_id, desk.day)
        sheets = await desk.read(bookings.sheets, card.case_id, desk.day)
        owed = [sheet for sheet in sheets if sheet.open.total > 0]
        plans = await desk.read(arrangement_standing.of_case, card.case_id, desk.day) if len(owed) > 1 else ()
        covered = {claim.claim_id for one in plans if one.now.state in LIVE for claim in one.claims}
        beside = bool(covered) and any(sheet.claim_id not in covered for sheet in owed)
        return cls(desk, card, owed, newest, beside=beside)

    @property
    def fields(self) -> tuple[Field[Any], ...]:
        """The fields in their order."""
        return self.on, self._amount, self._claim, self._instead

    async def renew(self) -> None:
        """Read again what was promised before."""
        self._newest = await self._desk.read(promises.open_in, self._case_id, self._desk.day)

    def given(self) -> Promised:
        """Return what was promised. Raises `InputError`."""
        instead = self._newest is not None and self._instead.value
        return Promised(
            self.on.value, self._amount.value, instead=instead, newest=self._newest, claim_id=self._claim.value
        )
