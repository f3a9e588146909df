"""Who may see the cases of an entity of ours: letting a team or a person, and no longer."""

from typing import Any

from casebook.store.actions.sight import GiveSight, WithdrawSight
from casebook.store.queries import choices, people, sights
from casebook.store.queries.sights import SightRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import line
from casebook.ui.widgets.fields import DayField, Field, LongTextField
from casebook.ui.widgets.menu import Entry, keyed
from casebook.ui.work.answers import AnswerField

_KEYS = "123456789"
_Who = tuple[int | None, int | None]


async def see_to_sight(desk: Desk, creditor_id: int, code: str) -> bool:
    """Ask which team or person may see the cases of an entity no longer, or who may from now on."""
    found = [one for one in await desk.read(sights.standing) if one.creditor_id == creditor_id]
    if not found:
        return await _give(desk, creditor_id, code, first=True)
    entries: list[Entry[SightRow | str]] = [
        Entry(one, key, desk.say("sight.withdraw_one", name=_name(desk, one), on=one.from_on))
        for key, one in keyed(_KEYS, found)
    ]
    heading = desk.say("sight.heading", code=code)
    chosen = await desk.ask(Pick(desk, heading, [*entries, Entry("give", "n", desk.say("sight.new"))]))
    if isinstance(chosen, SightRow):
        return await _withdraw(desk, chosen, last=len(found) == 1)
    return chosen is not None and await _give(desk, creditor_id, code, first=False)


async def _give(desk: Desk, creditor_id: int, code: str, *, first: bool) -> bool:
    teams, day = await desk.read(choices.teams), desk.day
    here = [one for one in await desk.read(people.persons, day) if not one.inactive_since or one.inactive_since > day]
    whom = AnswerField[_Who](
        desk,
        desk.say("sight.whom"),
        [
            *(((one.id, None), desk.say("sight.team", name=clean_line(one.name))) for one in teams),
            *(((None, one.person_id), desk.say("sight.person", name=clean_line(one.name))) for one in here),
        ],
    )
    since = DayField(desk.say("sight.from"), desk, day)
    reason = LongTextField(desk.say("sight.why"), required=True)
    fields: list[Field[Any]] = [whom, since, reason]
    about = [line(desk.say("sight.nobody_yet"), hang=2)] if first else []

    def command() -> GiveSight:
        return GiveSight(creditor_id, *whom.answer, since.value, reason.value)

    return await desk.ask(Form(desk, desk.say("sight.heading", code=code), fields, command, about=about)) is not None


async def _withdraw(desk: Desk, row: SightRow, *, last: bool) -> bool:
    reason = LongTextField(desk.say("sight.why"), required=True)
    about = [line(desk.say("sight.last"), hang=2)] if last else []
    heading = desk.say("sight.withdraw_heading", name=_name(desk, row), code=clean_line(row.code))
    form = Form(desk, heading, [reason], lambda: WithdrawSight(row.sight_id, row.version, reason.value), about=about)
    return await desk.ask(form) is not None


def _name(desk: Desk, row: SightRow) -> str:
    return desk.say("sight.team" if row.is_team else "sight.person", name=clean_line(row.name))
