"""The life of a case: closing it, opening it again, letting it sleep, and the tracks that begin and end in it."""

from collections.abc import Iterator
from typing import Any

from casebook.domain.calendar import add_working_days
from casebook.store.actions.cases import CloseCase, ReopenCase, SetSleeping
from casebook.store.actions.holds import CloseTrack, OpenTrack
from casebook.store.models.cases import CaseState, Closing, NextKind, TrackKind
from casebook.store.queries import case
from casebook.store.queries.case import CaseCard, TrackRow
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.kinds import words_of
from casebook.ui.work.seen import Seen

_CLOSE, _REOPEN, _SLEEP, _WAKE, _OPEN_TRACK = "close", "reopen", "sleep", "wake", "open_track"


async def life(desk: Desk, card: CaseCard) -> bool:
    """Ask what becomes of the case, and do it."""
    tracks = [one for one in await desk.read(case.tracks, card.case_id) if one.closed_on is None]
    entries = list(_entries(desk, card, tracks))
    heading = desk.say("life.heading", number=card.number, name=card.name)
    match await desk.ask(Pick[str | TrackRow](desk, heading, entries)):
        case None:
            return False
        case "close":
            return await _close(desk, card)
        case "reopen":
            return await _reopen(desk, card)
        case "open_track":
            return await _open_track(desk, card, {one.kind for one in tracks})
        case "sleep" | "wake" as chosen:
            await desk.act(SetSleeping(card.case_id, card.version, chosen == _SLEEP))
            return True
        case TrackRow() as track:
            return await _close_track(desk, card, track)
        case other:
            raise ValueError(other)


def _entries(desk: Desk, card: CaseCard, tracks: list[TrackRow]) -> Iterator[Entry[str | TrackRow]]:
    if card.state is CaseState.CLOSED:
        yield Entry(_REOPEN, "o", desk.say("life.reopen"))
        return
    yield Entry(_CLOSE, "c", desk.say("life.close"))
    yield Entry(_WAKE if card.sleeping else _SLEEP, "s", desk.say("life.wake" if card.sleeping else "life.sleep"))
    yield Entry(_OPEN_TRACK, "t", desk.say("life.open_track"))
    for place, one in enumerate(tracks, 1):
        yield Entry(one, str(place), desk.say("life.close_track", kind=f"track_{one.kind}", on=one.opened_on))


async def _close(desk: Desk, card: CaseCard) -> bool:
    seen = Seen(desk, card)
    closed_as = ChoiceField(desk.say("life.closed_as"), words_of(Closing, desk), Closing.PAID)
    return (
        await desk.ask(
            Form(
                desk,
                desk.say("life.close_heading", number=card.number, name=card.name),
                [closed_as],
                lambda: CloseCase(card.case_id, seen.card.version, closed_as.value),
                renew=seen.renew,
            )
        )
        is not None
    )


async def _reopen(desk: Desk, card: CaseCard) -> bool:
    seen = Seen(desk, card)
    tomorrow = add_working_days(desk.day, 1, desk.session.database.law.holidays)
    on = DayField(desk.say("next.on"), desk, tomorrow)
    kind = ChoiceField(desk.say("next.kind"), words_of(NextKind, desk), NextKind.FIRST_LOOK)
    note = TextField(desk.say("next.note"))
    fields: list[Field[Any]] = [on, kind, note]

    def command() -> ReopenCase:
        # Who opens it again works it, where nobody is left who had it.
        owned = seen.card.owner_person_id is not None or seen.card.owner_team_id is not None
        owner = None if owned else desk.session.actor.person
        return ReopenCase(card.case_id, seen.card.version, on.value, kind.value, note.value, owner_person_id=owner)

    heading = desk.say("life.reopen_heading", number=card.number, name=card.name)
    return await desk.ask(Form(desk, heading, fields, command, renew=seen.renew)) is not None


async def _open_track(desk: Desk, card: CaseCard, there: set[TrackKind]) -> bool:
    left = [kind for kind in TrackKind if kind not in there]
    kind = ChoiceField(desk.say("life.kind"), [(one, desk.say(f"word.track_{one}")) for one in left], left[0])
    reason = TextField(desk.say("life.reason"), required=True)
    fields: list[Field[Any]] = [kind, reason]
    heading = desk.say("life.track_heading", number=card.number, name=card.name)
    form = Form(desk, heading, fields, lambda: OpenTrack(card.case_id, kind.value, reason.value))
    return await desk.ask(form) is not None


async def _close_track(desk: Desk, card: CaseCard, track: TrackRow) -> bool:
    reason = TextField(desk.say("life.reason"), required=True)
    heading = desk.say("life.track_heading", number=card.number, name=card.name)
    form = Form(desk, heading, [reason], lambda: CloseTrack(track.track_id, track.version, reason.value))
    return await desk.ask(form) is not None
