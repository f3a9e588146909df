"""Who stands in for whom: beginning and ending it."""

from typing import Any

from casebook.store.actions.stand_ins import BeginStandIn, EndStandIn
from casebook.store.queries import choices, people
from casebook.store.queries.people import PersonRow, StandInRow
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import period
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import DayField, Field, OptionalDayField
from casebook.ui.widgets.menu import Entry, keyed
from casebook.ui.work.answers import AnswerField

_KEYS = "123456789"


def standing_in(row: StandInRow, desk: Desk) -> str:
    """Return who stands in for whom, from when until when."""
    said = desk.say("stand_in.said", name=clean_line(row.person), other=clean_line(row.other))
    return f"{said} {period(row.from_on, row.until_on, desk)}"


async def see_to_stand_ins(desk: Desk, person: PersonRow) -> bool:
    """Ask which standing in of or for a person ends, or who stands in for him."""
    found = [
        one
        for one in await desk.read(people.stand_ins, desk.day)
        if person.person_id in (one.person_id, one.for_id) and (one.until_on is None or one.until_on > desk.day)
    ]
    if not found:
        return await begin(desk, person.person_id, person.name)
    entries: list[Entry[StandInRow | str]] = [
        Entry(one, key, desk.say("people.end_stand_in", said=standing_in(one, desk)))
        for key, one in keyed(_KEYS, found)
    ]
    heading = desk.say("stand_in.heading", name=clean_line(person.name))
    chosen = await desk.ask(Pick(desk, heading, [*entries, Entry("begin", "n", desk.say("people.stand_in"))]))
    if isinstance(chosen, StandInRow):
        return await end(desk, chosen)
    return chosen is not None and await begin(desk, person.person_id, person.name)


async def begin(desk: Desk, person_id: int, name: str) -> bool:
    """Ask who stands in for a person, and from when until when."""
    others = [one for one in await desk.read(choices.persons, desk.day) if one.id != person_id]
    if not others:
        desk.tell(desk.say("stand_in.nobody"), trouble=True)
        return False
    who = AnswerField[int](desk, desk.say("stand_in.who"), [(one.id, clean_line(one.name)) for one in others])
    since, until = (
        DayField(desk.say("stand_in.from"), desk, desk.day),
        OptionalDayField(desk.say("stand_in.until"), desk),
    )
    fields: list[Field[Any]] = [who, since, until]
    heading = desk.say("stand_in.heading", name=clean_line(name))
    form = Form(desk, heading, fields, lambda: BeginStandIn(who.answer, person_id, since.value, until.value))
    return await desk.ask(form) is not None


async def end(desk: Desk, row: StandInRow) -> bool:
    """Ask for the last day of standing in."""
    until = DayField(desk.say("stand_in.last"), desk, desk.day)
    heading = desk.say("stand_in.end_heading", said=standing_in(row, desk))
    form = Form(desk, heading, [until], lambda: EndStandIn(row.stand_in_id, row.version, until.value))
    return await desk.ask(form) is not None
