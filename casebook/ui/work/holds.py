"""Holds of a case, of its debtor or of one of its claims: placing, putting right, ending and lifting them."""

from collections.abc import Iterator, Sequence
from typing import Any

from casebook.store.actions.holds import ChangeHold, HoldReach, LiftHold, PlaceHold
from casebook.store.queries import choices
from casebook.store.queries.case import CaseCard, HoldRow
from casebook.store.queries.choices import Choice
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import hold_said
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, OptionalDayField, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.planning import is_open
from casebook.ui.work.questions import fill

# So many have a figure as their key; of more one types a part of the reason.
_FIGURES = 9
_LIFT, _CHANGE = "lift", "change"


async def hold(desk: Desk, card: CaseCard) -> bool:
    """Place a hold; where some stand, ask first which of them to lift or to put right, or to place another."""
    held = await desk.read(choices.holds, card.case_id)
    if not held:
        return await _place(desk, card)
    heading = desk.say("hold.heading", number=card.number, name=card.name)
    search = len(held) > _FIGURES
    entries: list[Entry[tuple[HoldRow | None]]] = [
        Entry((one,), "" if search else str(place), hold_said(one, desk)) for place, one in enumerate(held, 1)
    ]
    entries.append(Entry((None,), "" if search else "n", desk.say("hold.another")))
    chosen = await desk.ask(Pick(desk, heading, entries, search=search))
    if chosen is None:
        return False
    (row,) = chosen
    return await _place(desk, card) if row is None else await _decide(desk, card, row)


async def _decide(desk: Desk, card: CaseCard, row: HoldRow) -> bool:
    entries = [Entry(_LIFT, "l", desk.say("hold.lift_now")), Entry(_CHANGE, "w", desk.say("hold.put_right"))]
    chosen = await desk.ask(Pick(desk, desk.say("hold.one", number=card.number, hold=hold_said(row, desk)), entries))
    if chosen == _LIFT:
        await desk.act(LiftHold(row.hold_id, row.version))
    return chosen == _LIFT or (chosen == _CHANGE and await _change(desk, card, row))


async def _place(desk: Desk, card: CaseCard) -> bool:
    if not is_open(desk, card.state, card.number):
        return False
    placing = HoldFields(desk, await desk.read(choices.claims, card.case_id))
    heading = desk.say("hold.heading", number=card.number, name=card.name)
    form = Form(desk, heading, placing.fields, lambda: placing.command(card.case_id))
    return await fill(desk, form) is not None


class HoldFields:
    """The fields of a hold: why, from when, until when, and of what; of one of the `claims`, if there are any."""

    def __init__(self, desk: Desk, claims: Sequence[Choice] = ()) -> None:
        self._reason, self._since, self._until = _fields(desk)
        self._what = ChoiceField(desk.say("hold.what"), list(_reaches(desk, claims)), HoldReach.CASE)
        self._claim = ChoiceField[int | None](
            desk.say("hold.claim"),
            [(one.id, clean_line(one.name)) for one in claims] or [(None, "")],
            claims[0].id if claims else None,
            when=lambda: self._what.value is HoldReach.CLAIM,
        )

    @property
    def fields(self) -> Sequence[Field[Any]]:
        """The fields in their order."""
        return self._reason, self._since, self._until, self._what, self._claim

    def command(self, case_id: int) -> PlaceHold:
        """Return what places a hold on a case. Raises `InputError`."""
        reach = self._what.value
        claim = self._claim.value if reach is HoldReach.CLAIM else None
        return PlaceHold(case_id, self._reason.value, self._since.value, self._until.value, reach, claim)


async def _change(desk: Desk, card: CaseCard, row: HoldRow) -> bool:
    reason, since, until = _fields(desk, row)
    fields: list[Field[Any]] = [reason, since, until]
    heading = desk.say("hold.one", number=card.number, hold=hold_said(row, desk))
    form = Form(
        desk, heading, fields, lambda: ChangeHold(row.hold_id, row.version, reason.value, since.value, until.value)
    )
    return await fill(desk, form) is not None


def _fields(desk: Desk, row: HoldRow | None = None) -> tuple[TextField, DayField, OptionalDayField]:
    reason = TextField(desk.say("hold.reason"), row.reason if row else "", required=True)
    since = DayField(desk.say("hold.from"), desk, row.from_on if row else desk.day, past=True)
    return reason, since, OptionalDayField(desk.say("hold.until"), desk, row.until_on if row else None)


def _reaches(desk: Desk, claims: Sequence[Choice]) -> Iterator[tuple[HoldReach, str]]:
    yield HoldReach.CASE, desk.say("hold.reach_case")
    yield HoldReach.DEBTOR, desk.say("hold.reach_debtor")
    if claims:
        yield HoldReach.CLAIM, desk.say("hold.reach_claim")
