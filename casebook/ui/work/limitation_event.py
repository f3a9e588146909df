"""Recording what happened to the clocks of a case, and correcting what was recorded wrongly."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from casebook.domain.letters.proof import grade_of
from casebook.domain.limitation.facts import RECEIVED, Outcome
from casebook.errors import InputError
from casebook.store.actions.limitation import (
    EXTENSION,
    INSOLVENCY,
    LEGAL_ACTION,
    CorrectEvent,
    EventFacts,
    Reached,
    RecordEvent,
)
from casebook.store.models.limitation import Grade
from casebook.store.queries import bookings, choices, recorded
from casebook.store.queries.bookings import ClaimSheet
from casebook.store.queries.choices import DocumentChoice
from casebook.store.queries.recorded import Recorded
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.fields import ChoiceField, Field, OptionalDayField, TextField, yes_field
from casebook.ui.work.kinds import words_of
from casebook.ui.work.limitation_dispatch import DispatchFields
from casebook.ui.work.limitation_reach import ReachFields
from casebook.ui.work.limitation_subject import Subject

V = TypeVar("V")

_CIVIL = "civil"
_WSNP = "wsnp"
_WRITTEN = ("demand", "public_demand")
_ENDED = (Outcome.GRANTED, Outcome.REJECTED, Outcome.WITHDRAWN)
_LOST = (Outcome.REJECTED, Outcome.WITHDRAWN)


class Offered(NamedTuple):
    """What the form offers to choose from, and who has an address that was verified."""

    claims: Sequence[ClaimSheet]
    documents: Sequence[DocumentChoice]
    verified: frozenset[int]


async def record(desk: Desk, subject: Subject) -> bool:
    """Ask what happened, and record it once it was shown what moves."""
    fields = EventFields(desk, subject, await _offered(desk, subject))

    def command() -> RecordEvent:
        return RecordEvent(subject.card.case_id, fields.facts(), fields.grade)

    heading = subject.heading("limitation_form.record", desk)
    return await desk.ask(Form(desk, heading, fields.all, command, foresee=subject.foresee(desk))) is not None


async def correct(desk: Desk, subject: Subject, event: Recorded) -> bool:
    """Ask what should have been recorded, and record that instead once it was shown what moves."""
    fields = EventFields(desk, subject, await _offered(desk, subject), event)
    reason = TextField(desk.say("limitation_form.reason"), required=True)

    def command() -> CorrectEvent:
        return CorrectEvent(event.event_id, fields.facts(), reason.value, fields.grade)

    heading = subject.heading("limitation_form.correct", desk)
    form = Form(desk, heading, [*fields.all, reason], command, foresee=subject.foresee(desk))
    return await desk.ask(form) is not None


async def _offered(desk: Desk, subject: Subject) -> Offered:
    case_id = subject.card.case_id
    return Offered(
        await desk.read(bookings.sheets, case_id, desk.day),
        await desk.read(choices.documents, case_id),
        await desk.read(recorded.with_verified_address, list(subject.names), desk.day),
    )


class EventFields:
    """The fields of an event, those of one that is known filled in.

    Of a new notice one says how it was sent, and how strong its proof is follows; of any other event, and in a
    correction, one says how strong its proof is. Acts that a bailiff draws up are proven by themselves.
    """

    def __init__(self, desk: Desk, subject: Subject, offered: Offered, known: Recorded | None = None) -> None:
        self._desk, self._verified, self._is_new = desk, offered.verified, known is None
        limitation = desk.session.database.law.limitation
        self._acts = limitation.acts[_CIVIL]
        facts = known.facts if known else EventFacts("demand", desk.day, (Reached(subject.card.debtor_id),))
        kinds = [(kind, desk.say(f"limitation_form.kind_{kind}")) for kind in (*self._acts, INSOLVENCY, EXTENSION)]
        self._kind = ChoiceField(desk.say("limitation_form.kind"), kinds, facts.kind)
        regimes = next(iter(limitation.insolvency.values()))
        self._regime = self._named("limitation_form.regime", regimes, facts.regime, INSOLVENCY)
        self._ground = self._named("limitation_form.ground", limitation.extension, facts.ground, EXTENSION)
        self._on = OptionalDayField(desk.say("limitation_form.on"), desk, facts.on_day, past=True)
        self._dispatches = DispatchFields(desk, lambda: self._is_new and self._is(*_WRITTEN))
        self._received = self._day("limitation_form.received", facts.received_on, *RECEIVED)
        self._until = self._day("limitation_form.until", facts.until_on, INSOLVENCY, EXTENSION)
        self._clean_slate = yes_field(
            desk.say("limitation_form.clean_slate"),
            desk,
            yes=bool(facts.clean_slate),
            when=lambda: self._is(INSOLVENCY) and self._regime.value == _WSNP,
        )
        self._outcome = ChoiceField(
            desk.say("limitation_form.outcome"),
            words_of(Outcome, desk),
            facts.outcome or Outcome.PENDING,
            when=lambda: self._is(LEGAL_ACTION),
        )
        self._ended = self._day_after("limitation_form.ended", facts.ended_on, _ENDED)
        self._followed_up = self._day_after("limitation_form.followed_up", facts.followed_up_on, _LOST)
        self._follow_up = ChoiceField(
            desk.say("limitation_form.follow_up"),
            words_of(Outcome, desk),
            facts.follow_up_outcome or Outcome.PENDING,
            when=lambda: _of(self._followed_up) is not None,
        )
        self._grade = ChoiceField(
            desk.say("limitation_form.proof"),
            grade_options(desk, (None, *Grade)),
            known.grade if known else None,
            when=self._asks_grade,
        )
        self._reach = ReachFields(desk, subject, offered.claims, facts.reaches)
        self._document = document_field(desk, offered.documents, facts.document_id)
        self._note = TextField(desk.say("limitation_form.note"), facts.note)

    @property
    def all(self) -> list[Field[Any]]:
        """The fields in their order."""
        happened: list[Field[Any]] = [self._kind, self._regime, self._ground, self._on]
        notice: list[Field[Any]] = [*self._dispatches.all, self._received]
        court: list[Field[Any]] = [self._outcome, self._ended, self._followed_up, self._follow_up]
        rest: list[Field[Any]] = [self._until, self._clean_slate, self._grade]
        return [*happened, *notice, *court, *rest, *self._reach.all, self._document, self._note]

    @property
    def grade(self) -> Grade | None:
        """How strong the proof is, None where nothing is known of that."""
        sent = self._dispatches.value
        if sent:
            return grade_of(sent, verified=self._verified.issuperset(self._reach.parties))
        return _of(self._grade)

    def facts(self) -> EventFacts:
        """Return what is typed and chosen. Raises `InputError`."""
        if self._on.value is None and not self._is(EXTENSION):
            raise InputError("form.required", place=self._desk.say("limitation_form.on"))
        note = [self._dispatches.told(), self._note.value]
        return EventFacts(
            kind=self._kind.value,
            on_day=self._on.value,
            reaches=self._reach.of(self._kind.value),
            received_on=_of(self._received),
            until_on=_of(self._until),
            regime=_of(self._regime),
            ground=_of(self._ground),
            clean_slate=1 if _of(self._clean_slate) else 0,
            outcome=_of(self._outcome),
            ended_on=_of(self._ended),
            followed_up_on=_of(self._followed_up),
            follow_up_outcome=_of(self._follow_up),
            document_id=self._document.value,
            note=". ".join(part for part in note if part),
        )

    def _is(self, *kinds: str) -> bool:
        return self._kind.value in kinds

    def _asks_grade(self) -> bool:
        if self._is(INSOLVENCY) or (self._is_new and self._is(*_WRITTEN)):
            return False
        rule = self._acts.get(self._kind.value)
        return rule is None or not rule.applied(self._desk.day).value.proven

    def _named(self, code: str, values: Iterable[str], value: str | None, kind: str) -> ChoiceField[str]:
        words = [(one, self._desk.say(f"word.{one}")) for one in values]
        return ChoiceField(self._desk.say(code), words, value or words[0][0], when=lambda: self._is(kind))

    def _day(self, code: str, on: Any, *kinds: str) -> OptionalDayField:
        return OptionalDayField(self._desk.say(code), self._desk, on, past=True, when=lambda: self._is(*kinds))

    def _day_after(self, code: str, on: Any, outcomes: Sequence[Outcome]) -> OptionalDayField:
        return OptionalDayField(
            self._desk.say(code),
            self._desk,
            on,
            past=True,
            when=lambda: self._is(LEGAL_ACTION) and self._outcome.value in outcomes,
        )


def grade_options(desk: Desk, grades: Iterable[Grade | None]) -> list[tuple[Grade | None, str]]:
    """Return how strong a proof may be, with what each grade means."""
    return [(grade, desk.say(f"limitation_form.grade_{grade or 'unknown'}")) for grade in grades]


def document_field(
    desk: Desk, documents: Sequence[DocumentChoice], document_id: int | None = None
) -> ChoiceField[int | None]:
    """Return a field for the document that something rests on, hidden where the case has none."""
    options = [(None, "-"), *((one.document_id, clean_line(one.name)) for one in documents)]
    return ChoiceField(desk.say("limitation_form.document"), options, document_id, when=lambda: bool(documents))


def _of(field: Field[V]) -> V | None:
    """Return the value of a field, None where it does not matter now."""
    return field.value if field.when is None or field.when() else None
