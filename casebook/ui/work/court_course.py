"""The course of a proceeding and of a title: begun, what happened, what was done, and what was recorded wrongly."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from casebook.domain.court.dues import Moved
from casebook.domain.court.facts import (
    AHEAD,
    OF_PROCEEDING,
    OF_TITLE,
    WITH_DAYS,
    WITH_UNTIL,
    CourtEventKind,
    Decision,
    ProceedingKind,
)
from casebook.domain.court.stays import BEGUN_BY
from casebook.errors import InputError
from casebook.store.actions.court_events import CorrectCourtEvent, Corrected, RecordCourtEvent, VoidCourtEvent
from casebook.store.actions.proceedings import Asked, ChangeProceeding, OpenProceeding, ProceedingFacts
from casebook.store.court_rows import CourtEventRow
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import court
from casebook.store.queries.case import CaseCard
from casebook.store.queries.court import CourtPage, ProceedingCard, TitleCard
from casebook.text import clean_line
from casebook.ui.case_tabs.court_lines import event_words, moved_lines, proceeding_short, title_short
from casebook.ui.case_tabs.telling import day
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Line
from casebook.ui.widgets.fields import (
    ChoiceField,
    DayField,
    Field,
    LongTextField,
    OptionalDayField,
    TextField,
)
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.court_stays import PassingStay
from casebook.ui.work.debtor_rows import key_at
from casebook.ui.work.kinds import words_of
from casebook.ui.work.security_form import ValueField

_E = CourtEventKind
EVENT_WORDS: Mapping[CourtEventKind, str] = {one: f"court_event_{one}" for one in CourtEventKind}
_AGAINST = ((True, "yes"), (False, "no"))
_KINDS: Mapping[ProceedingKind, str] = {one: f"proceeding_{one}" for one in ProceedingKind}


class DaysField(TextField):
    """A number of days."""

    @property
    def days(self) -> int | None:
        """The number, None where nothing is typed. Raises `InputError` for what is none."""
        text = self.value
        if not text:
            return None
        if not text.isdecimal() or int(text) == 0:
            raise InputError("court.days_typed", text=text)
        return int(text)

    def echo(self) -> str:
        """Check that it is a number."""
        self.days  # noqa: B018 reading it checks it
        return ""


def bailiff_field(desk: Desk, bailiffs: Sequence[court.Bailiff], known: int | None = None) -> ChoiceField[int | None]:
    """Return a field for the bailiff or lawyer, if any."""
    options = [(None, desk.say("court.no_bailiff")), *((one.id, clean_line(one.name)) for one in bailiffs)]
    there = known if known in {id_ for id_, _ in options} else None
    return ChoiceField[int | None](desk.say("court.bailiff"), options, there, when=lambda: bool(bailiffs))


def party_field(label: str, name: str, desk: Desk, when: Callable[[], bool] | None = None) -> ChoiceField[bool]:
    """Return a field for whether something is against somebody."""
    options = [(yes, desk.say(f"court.party_{word}", name=clean_line(name))) for yes, word in _AGAINST]
    return ChoiceField(label, options, True, when=when)


async def begin(desk: Desk, card: CaseCard, page: CourtPage, kind: ProceedingKind | None = None) -> bool:
    """Ask before which court what is asked of whom, and begin a proceeding; why, where nobody decided to."""
    suable = [one for one in await desk.read(court.suable, card.case_id) if not one.titled]
    decided = bool(page.decisions) and page.decisions[0].decision is Decision.GO
    kinds = [kind] if kind else [one for one in ProceedingKind if one is not ProceedingKind.CONSERVATORY]
    of = AnswerField[ProceedingKind](
        desk, desk.say("court.kind"), words_of(kinds, desk, _KINDS), kinds[0] if len(kinds) == 1 else None
    )
    where, number = TextField(desk.say("court.court")), TextField(desk.say("court.number"))
    bailiff = bailiff_field(desk, await desk.read(court.bailiffs))
    asked = [(one, party_field(clean_line(one.number), one.party, desk)) for one in suable]
    stayed = PassingStay(desk, {BEGUN_BY[one] for one in kinds})
    without = TextField(desk.say("court.without_decision"), when=lambda: not decided)
    unassessed = TextField(desk.say("court.without_assessment"))

    def command() -> OpenProceeding:
        facts = ProceedingFacts(where.value, number.value, bailiff.value)
        pairs = tuple(Asked(one.claim_id, one.party_id) for one, yes in asked if yes.value)
        undecided = "" if decided else without.value
        return OpenProceeding(
            card.case_id, of.answer, pairs, facts, undecided, unassessed.value, stayed.way, stayed.reason
        )

    heading = desk.say("court.begin_heading", number=card.number, name=card.name)
    fields: list[Field[Any]] = [of, where, number, bailiff, *(yes for _, yes in asked), without, unassessed]
    fields += stayed.fields
    return await desk.ask(Form(desk, heading, fields, command, refused=stayed.refused)) is not None


async def change(desk: Desk, one: ProceedingCard) -> bool:
    """Ask what is known of a proceeding as it should be."""
    row = one.recorded.row
    where, number = TextField(desk.say("court.court"), row.court), TextField(desk.say("court.number"), row.number)
    bailiff = bailiff_field(desk, await desk.read(court.bailiffs), row.bailiff_id)
    note = LongTextField(desk.say("court.text"), row.note)
    fee = ValueField(desk.say("court.fee_field"), desk, row.court_fee, zero=True)
    fee_on = OptionalDayField(
        desk.say("court.fee_on"), desk, row.court_fee_on or desk.day, past=True, when=lambda: fee.known
    )

    def command() -> ChangeProceeding:
        paid = (fee.value, fee_on.value) if fee.known else (None, None)
        facts = ProceedingFacts(where.value, number.value, bailiff.value, note.value, *paid)
        return ChangeProceeding(row.id, row.version, facts)

    heading = desk.say("court.change_heading", what=proceeding_short(one, desk))
    return await desk.ask(Form(desk, heading, [where, number, bailiff, fee, fee_on, note], command)) is not None


async def happened(desk: Desk, one: ProceedingCard) -> bool:
    """Ask what happened in a proceeding, and record it."""
    row = one.recorded.row
    return await _happened(desk, proceeding_short(one, desk), OF_PROCEEDING[row.kind], proceeding_id=row.id)


async def happened_with(desk: Desk, one: TitleCard) -> bool:
    """Ask what happened with a title, and record it; when it is over only a note."""
    kinds = (_E.NOTE,) if one.standing.over else OF_TITLE
    return await _happened(desk, title_short(one, desk), kinds, title_id=one.recorded.row.id)


async def _happened(
    desk: Desk,
    what: str,
    kinds: Sequence[CourtEventKind],
    *,
    proceeding_id: int | None = None,
    title_id: int | None = None,
) -> bool:
    kind = AnswerField[CourtEventKind](desk, desk.say("court.event"), words_of(kinds, desk, EVENT_WORDS))
    on = DayField(desk.say("court.on"), desk, desk.day)
    until = OptionalDayField(desk.say("court.until_field"), desk, when=lambda: kind.value in WITH_UNTIL)
    days = DaysField(desk.say("court.days_field"), when=lambda: kind.value in WITH_DAYS)
    text = LongTextField(desk.say("court.text"))

    def command() -> RecordCourtEvent:
        return RecordCourtEvent(
            kind.answer,
            on.value,
            proceeding_id,
            title_id,
            until.value if kind.answer in WITH_UNTIL else None,
            days.days if kind.answer in WITH_DAYS else None,
            text.value,
        )

    heading = desk.say("court.event_heading", what=what)
    return await desk.ask(Form(desk, heading, [kind, on, until, days, text], command)) is not None


def undone(one: ProceedingCard) -> list[CourtEventRow]:
    """Return the days of the court by which something is still to be done."""
    events = one.recorded.proceeding.events
    return [row for row in _standing(one) if row.kind in AHEAD and events.done(row.id) is None]


async def done(desk: Desk, one: ProceedingCard) -> bool:
    """Ask which of the days of the court was met, and when."""
    what = proceeding_short(one, desk)
    event = await _which(desk, desk.say("court.done_heading", what=what), undone(one))
    if event is None:
        return False
    on = DayField(desk.say("court.done_on"), desk, min(desk.day, event.on), past=True)
    text = LongTextField(desk.say("court.text"))

    def command() -> RecordCourtEvent:
        return RecordCourtEvent(_E.DONE, on.value, one.recorded.row.id, text=text.value, answers_id=event.id)

    heading = f"{desk.say('court.done_heading', what=what)} · {_event_told(event, desk)}"
    return await desk.ask(Form(desk, heading, [on, text], command)) is not None


async def correct_of(desk: Desk, one: ProceedingCard | TitleCard) -> bool:
    """Ask which event is to be recorded otherwise, how, and why; show which days move by that, before it is saved."""
    heading = desk.say("court.correct_heading", what=_short(one, desk))
    event = await _which(desk, heading, _standing(one))
    if event is None:
        return False
    on = DayField(desk.say("court.on"), desk, event.on)
    until = OptionalDayField(desk.say("court.until_field"), desk, event.until, when=lambda: event.kind in WITH_UNTIL)
    known = "" if event.days is None else str(event.days)
    days = DaysField(desk.say("court.days_field"), known, when=lambda: event.kind in WITH_DAYS)
    text = LongTextField(desk.say("court.text"), event.text)
    reason = TextField(desk.say("court.reason"), required=True)

    def command() -> CorrectCourtEvent:
        last = until.value if event.kind in WITH_UNTIL else None
        term = days.days if event.kind in WITH_DAYS else None
        return CorrectCourtEvent(event.id, on.value, reason.value, last, term, text.value)

    def look(_: Database, found: Done) -> list[Line]:
        corrected: Corrected = found.result
        return list(moved_lines(corrected.moved, desk))

    title = f"{heading} · {_event_told(event, desk)}"
    return await desk.ask(Form(desk, title, [on, until, days, text, reason], command, foresee=look)) is not None


async def void_of(desk: Desk, one: ProceedingCard | TitleCard) -> bool:
    """Ask which event did not happen and how that is known; show which days go by that, before it is saved."""
    heading = desk.say("court.void_heading", what=_short(one, desk))
    event = await _which(desk, heading, _standing(one))
    if event is None:
        return False
    reason = LongTextField(desk.say("court.reason"), required=True)

    def look(_: Database, found: Done) -> list[Line]:
        moved: tuple[Moved, ...] = found.result
        return list(moved_lines(moved, desk))

    def command() -> VoidCourtEvent:
        return VoidCourtEvent(event.id, reason.value)

    title = f"{heading} · {_event_told(event, desk)}"
    return await desk.ask(Form(desk, title, [reason], command, foresee=look)) is not None


def _short(one: ProceedingCard | TitleCard, desk: Desk) -> str:
    return proceeding_short(one, desk) if isinstance(one, ProceedingCard) else title_short(one, desk)


def _standing(one: ProceedingCard | TitleCard) -> list[CourtEventRow]:
    found = (row for row in one.recorded.events if row.id in one.stands)
    return sorted(found, key=lambda row: (row.on, row.id))


def _event_told(event: CourtEventRow, desk: Desk) -> str:
    return f"{day(event.on, desk)}  {event_words(event, desk)}"


async def _which(desk: Desk, heading: str, events: Sequence[CourtEventRow]) -> CourtEventRow | None:
    """Ask for one of some events; the only one is not asked for."""
    if len(events) == 1:
        return events[0]
    entries = [Entry(one, key_at(at), _event_told(one, desk)) for at, one in enumerate(events)]
    return await desk.ask(Pick(desk, heading, entries))
