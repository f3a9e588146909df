"""What is done next and when, putting off, holds, and handing over to a colleague."""

from typing import Any

from casebook.domain.calendar import add_working_days
from casebook.store.actions.cases import HandOverCase, SetNextAction, TakeCase
from casebook.store.actions.holds import LiftHold, PlaceHold
from casebook.store.models.cases import CaseState, NextKind
from casebook.store.queries import choices
from casebook.store.queries.case import CaseCard, HoldRow
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, OptionalDayField, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.kinds import words_of
from casebook.ui.work.seen import Seen


async def next(desk: Desk, card: CaseCard) -> bool:  # noqa: A001 what the key is called
    """Ask what is done next and when."""
    if not _open(desk, card):
        return False
    seen = Seen(desk, card)
    kind = ChoiceField(desk.say("next.kind"), words_of(NextKind, desk), NextKind(card.next_kind or NextKind.CALL))
    on = DayField(desk.say("next.on"), desk, card.next_on)
    note = TextField(desk.say("next.note"), card.next_note)
    fields: list[Field[Any]] = [on, kind, note]
    return (
        await desk.ask(
            Form(
                desk,
                desk.say("next.heading", number=card.number, name=card.name),
                fields,
                lambda: SetNextAction(card.case_id, seen.card.version, on.value, kind.value, note.value),
                renew=seen.renew,
            )
        )
        is not None
    )


async def snooze(desk: Desk, card: CaseCard) -> bool:
    """Ask until when the case is put off; what is done then stays as it was."""
    if not _open(desk, card):
        return False
    seen = Seen(desk, card)
    tomorrow = add_working_days(desk.day, 1, desk.session.database.law.holidays)
    until = DayField(desk.say("snooze.until"), desk, tomorrow)

    def command() -> SetNextAction:
        now = seen.card
        kind = NextKind(now.next_kind) if now.next_kind else NextKind.OTHER
        return SetNextAction(now.case_id, now.version, until.value, kind, now.next_note)

    heading = desk.say("snooze.heading", number=card.number, name=card.name)
    return await desk.ask(Form(desk, heading, [until], command, renew=seen.renew)) is not None


async def hold(desk: Desk, card: CaseCard) -> bool:
    """Place a hold; where one is in force, ask whether to lift that instead."""
    held = await desk.read(choices.holds, card.case_id, desk.day)
    if not held:
        return await _place_hold(desk, card)
    entries: list[Entry[tuple[HoldRow | None]]] = [
        Entry((one,), str(place), _lifting(one, desk)) for place, one in enumerate(held[:9], 1)
    ]
    entries.append(Entry((None,), "n", desk.say("hold.another")))
    heading = desk.say("hold.heading", number=card.number, name=card.name)
    chosen = await desk.ask(Pick(desk, heading, entries))
    if chosen is None:
        return False
    (row,) = chosen
    if row is None:
        return await _place_hold(desk, card)
    await desk.act(LiftHold(row.hold_id, row.version))
    return True


async def hand_over(desk: Desk, card: CaseCard) -> bool:
    """Ask who takes the case over: a colleague or a team, or whoever asks."""
    if not _open(desk, card):
        return False
    persons = await desk.read(choices.persons, desk.day)
    teams = await desk.read(choices.teams)
    entries = [
        *(Entry((one.id, None), "", one.name) for one in persons if one.id != card.owner_person_id),
        *(Entry((None, one.id), "", desk.say("hand_over.team", name=one.name)) for one in teams),
    ]
    heading = desk.say("hand_over.heading", number=card.number, name=card.name, owner=card.owner)
    chosen = await desk.ask(Pick[tuple[int | None, int | None]](desk, heading, entries, search=True))
    if chosen is None:
        return False
    person, team = chosen
    if person is not None and person == desk.session.actor.person:
        await desk.act(TakeCase(card.case_id, card.version))
    else:
        await desk.act(HandOverCase(card.case_id, card.version, person, team))
    return True


async def _place_hold(desk: Desk, card: CaseCard) -> bool:
    if not _open(desk, card):
        return False
    reason = TextField(desk.say("hold.reason"), required=True)
    since = DayField(desk.say("hold.from"), desk, desk.day, past=True)
    until = OptionalDayField(desk.say("hold.until"), desk)
    heading = desk.say("hold.heading", number=card.number, name=card.name)
    form = Form(
        desk, heading, [reason, since, until], lambda: PlaceHold(card.case_id, reason.value, since.value, until.value)
    )
    return await desk.ask(form) is not None


def _open(desk: Desk, card: CaseCard) -> bool:
    """Say whether a case is open, and tell the person where it is not."""
    if card.state is CaseState.CLOSED:
        desk.tell(desk.say("case.is_closed", number=card.number), trouble=True)
        return False
    return True


def _lifting(one: HoldRow, desk: Desk) -> str:
    code = "hold.lift_until" if one.until_on else "hold.lift_open"
    return desk.say(code, reason=one.reason, since=one.from_on, until=one.until_on)
