"""The life of a case: its intake, closing and going back, opening again, sleep, aftercare, tracks and segment."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.calendar import add_working_days
from casebook.errors import CasebookError
from casebook.store.actions.cases import ReopenCase, SetSleeping
from casebook.store.actions.holds import CloseTrack, OpenTrack
from casebook.store.database import Database
from casebook.store.models.cases import CaseState, Closing, NextKind, TrackKind
from casebook.store.queries import case, promises, relation
from casebook.store.queries import service as services
from casebook.store.queries.case import CaseCard, TrackRow
from casebook.store.queries.relation import ChoiceRow, WatchRow
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import line
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, TextField
from casebook.ui.widgets.menu import Entry, keyed
from casebook.ui.work import case_closing, intake, reminders, segment, service
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.care import recourse
from casebook.ui.work.kinds import words_of
from casebook.ui.work.overriding import ANNOUNCEMENT, Overriding
from casebook.ui.work.promises import withdraw
from casebook.ui.work.seen import Seen
from casebook.ui.work.thanks import thank


class _Known(NamedTuple):
    """What the menu depends on beside the case itself."""

    tracks: list[TrackRow]
    promised: bool
    watches: list[WatchRow]
    choice: ChoiceRow | None
    suspended: bool


async def life(desk: Desk, card: CaseCard) -> bool:
    """Ask what becomes of the case, and do it."""
    known = await desk.read(_read, card, desk.day)
    heading = desk.say("life.heading", number=card.number, name=card.name)
    match await desk.ask(Pick[Any](desk, heading, list(_entries(desk, card, known)))):
        case None:
            return False
        case "reopen":
            return await _reopen(desk, card)
        case "open_track":
            return await _open_track(desk, card, {one.kind for one in known.tracks})
        case "sleep" | "wake" as chosen:
            return await _set_sleeping(desk, card, chosen == "sleep")
        case TrackRow() as track:
            return await _close_track(desk, card, track)
        case WatchRow() as watch:
            return await case_closing.watched(desk, card, watch)
        case ChoiceRow() as choice:
            return await segment.end(desk, choice)
        case work:
            done: bool = await work(desk, card)
            return done


def _read(database: Database, card: CaseCard, day: date) -> _Known:
    with database.snapshot():
        return _Known(
            [one for one in case.tracks(database, card.case_id) if one.closed_on is None],
            promises.open_in(database, card.case_id, day) is not None,
            [one for one in relation.watches(database, card.case_id) if one.ended_on is None],
            relation.choice(database, card.debtor_id),
            bool(services.of_case(database, card.case_id, day)),
        )


def _entries(desk: Desk, card: CaseCard, known: _Known) -> Iterator[Entry[Any]]:
    say = desk.say
    if card.state is CaseState.CLOSED:
        yield Entry("reopen", "o", say("life.reopen"))
        yield Entry(intake.register, "i", say("life.intake"))
        if card.closed_as is Closing.PAID:
            yield Entry(thank, "t", say("life.thank"))
        for key, watch in keyed("wvu", known.watches):
            yield Entry(watch, key, say("life.watched", on=watch.on_day))
        yield Entry(case_closing.watch, "n", say("life.watch"))
        if known.suspended:
            yield Entry(service.suspend, "l", say("life.service"))
    else:
        yield from _of_open(desk, card, known)
    if known.choice is None:
        yield Entry(segment.choose, "m", say("life.segment"))
    else:
        yield Entry(segment.choose, "m", say("life.segment_other"))
        yield Entry(known.choice, "e", say("life.segment_end", segment=f"segment_{known.choice.segment}"))


def _of_open(desk: Desk, card: CaseCard, known: _Known) -> Iterator[Entry[Any]]:
    say = desk.say
    if card.state is CaseState.INTAKE:
        yield Entry(intake.accept, "a", say("life.accept"))
        yield Entry(intake.refuse, "b", say("life.refuse"))
    else:
        yield Entry(case_closing.give_back, "b", say("life.return"))
    yield Entry(case_closing.close, "c", say("life.close"))
    sleeping = card.sleeping
    yield Entry("wake" if sleeping else "sleep", "s", say("life.wake" if sleeping else "life.sleep"))
    yield Entry(recourse, "r", say("life.recourse"))
    yield Entry(reminders.cycle, "h", say("life.reminders"))
    yield Entry(service.suspend, "l", say("life.service"))
    if known.promised:
        yield Entry(withdraw, "w", say("life.promise"))
    if len(known.tracks) < len(TrackKind):
        yield Entry("open_track", "t", say("life.open_track"))
    for place, one in enumerate(known.tracks, 1):
        yield Entry(one, str(place), say("life.close_track", kind=f"track_{one.kind}", on=one.opened_on))


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


async def _set_sleeping(desk: Desk, card: CaseCard, sleeping: bool) -> bool:
    seen = Seen(desk, card)
    heading = desk.say("life.sleep_heading" if sleeping else "life.wake_heading", number=card.number, name=card.name)
    about = [line(desk.say("life.sleep_about" if sleeping else "life.wake_about"))]

    def command() -> SetSleeping:
        return SetSleeping(card.case_id, seen.card.version, sleeping)

    return await desk.ask(Form(desk, heading, (), command, about=about, renew=seen.renew)) is not None


async def _open_track(desk: Desk, card: CaseCard, there: set[TrackKind]) -> bool:
    left = [(one, desk.say(f"word.track_{one}")) for one in TrackKind if one not in {*there, TrackKind.ARRANGEMENT}]
    kind = AnswerField[TrackKind](desk, desk.say("life.kind"), left)
    reason = TextField(desk.say("life.reason"), required=True)
    overriding = Overriding(desk)
    unannounced = Overriding(desk, ANNOUNCEMENT, "handing_over.override")
    fields: list[Field[Any]] = [kind, reason, overriding.field, unannounced.field]
    heading = desk.say("life.track_heading", number=card.number, name=card.name)

    def command() -> OpenTrack:
        return OpenTrack(
            card.case_id,
            kind.answer,
            reason.value,
            without_assessment=overriding.reason,
            unannounced=unannounced.reason,
        )

    def refused(error: CasebookError) -> None:
        overriding.refused(error)
        unannounced.refused(error)

    form = Form(desk, heading, fields, command, refused=refused)
    return await desk.ask(form) is not None


async def _close_track(desk: Desk, card: CaseCard, track: TrackRow) -> bool:
    reason = TextField(desk.say("life.reason"), required=True)
    heading = desk.say("life.track_heading", number=card.number, name=card.name)
    form = Form(desk, heading, [reason], lambda: CloseTrack(track.track_id, track.version, reason.value))
    return await desk.ask(form) is not None
