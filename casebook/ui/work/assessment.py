"""Assessing a debtor: the call sheet with its questions in order, what was judged before, and the routes compared."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from casebook.domain.calendar import add
from casebook.domain.routes.facts import Scores, WhyUnpaid
from casebook.store.actions.assessment import Answer, CreditCheck, RecordAssessment
from casebook.store.database import Database
from casebook.store.models.assessment import CreditOutcome, Question
from casebook.store.models.cases import CaseState
from casebook.store.perform import Done
from casebook.store.queries import assessments, choices, finances, routes
from casebook.store.queries.case import CaseCard
from casebook.store.queries.choices import SpeakerChoice
from casebook.store.queries.finances import PieceRow
from casebook.store.queries.routes import Comparison
from casebook.store.reading import Interrupted
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Foresee, Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import Line
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, OptionalDayField, TextField, yes_field
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.answers import QuestionField
from casebook.ui.work.assessment_pages import past_lines, score_word, suggestion_lines
from casebook.ui.work.route_page import route_lines

_NEW, _PAST, _ROUTES = "new", "past", "routes"
# So many assessments are shown; nobody has more.
_MOST = 50
# So often the comparison begins again where something else was read first.
_GIVES_WAY = 5


class CallSheet(Form):
    """The questions of an assessment, in the order of the conversation, and what was made of it."""

    def __init__(self, desk: Desk, heading: str, sheet: "_Sheet", suggesting: Foresee) -> None:
        super().__init__(desk, heading, sheet.fields, sheet.command, foresee=suggesting)
        self._sheet = sheet

    async def _look_ahead(self) -> None:
        # An empty sheet is no mistake to be told of yet.
        if self._sheet.is_begun:
            await super()._look_ahead()
        else:
            self._tell_ahead(())


async def assessment(desk: Desk, card: CaseCard) -> bool:
    """Ask for a new assessment, or show those before it or the routes side by side."""
    heading = desk.say("assessment.heading", number=card.number, name=card.name)
    entries = [
        Entry(_PAST, "l", desk.say("assessment.past")),
        Entry(_ROUTES, "r", desk.say("assessment.routes")),
    ]
    if card.state is not CaseState.CLOSED:
        entries.insert(0, Entry(_NEW, "n", desk.say("assessment.new")))
    match await desk.ask(Pick(desk, heading, entries)):
        case "new":
            return await _assess(desk, card)
        case "past":
            found = await desk.read(assessments.told, card.case_id, _MOST)
            await desk.ask(Reader(desk, heading, past_lines(found, desk)))
        case "routes":
            comparison = await _compared(desk, card)
            title = desk.say("routes.heading", number=card.number, name=card.name)
            await desk.ask(Reader(desk, title, route_lines(comparison, desk)))
    return False


async def _compared(desk: Desk, card: CaseCard) -> Comparison:
    """Read the routes side by side. That reads much of the book: what is wanted meanwhile goes first, a few times."""
    for _ in range(_GIVES_WAY):
        with suppress(Interrupted):
            return await desk.search(routes.compared, card.case_id, desk.day)
    return await desk.read(routes.compared, card.case_id, desk.day)


async def _assess(desk: Desk, card: CaseCard) -> bool:
    speakers = await desk.read(choices.speakers, card.case_id, desk.day)
    pieces = await desk.read(finances.pieces, card.case_id, desk.day)
    came_in = [one.row for one in pieces if one.row.received_on is not None and one.row.waived_on is None]
    sheet = _Sheet(desk, card, speakers, came_in)
    heading = desk.say("assessment.new_heading", number=card.number, name=card.name)
    return await desk.ask(CallSheet(desk, heading, sheet, _suggesting(desk, card))) is not None


class _Sheet:
    """The fields of a call sheet, and the assessment that they make."""

    def __init__(
        self, desk: Desk, card: CaseCard, speakers: Sequence[SpeakerChoice], came_in: Sequence[PieceRow]
    ) -> None:
        say = desk.say
        self._card = card
        self._questions = {question: QuestionField(say(f"assessment.ask_{question}")) for question in Question}
        self._party: ChoiceField[int | None] = ChoiceField(
            say("assessment.with"),
            [(None, say("assessment.with_nobody")), *((one.party_id, clean_line(one.name)) for one in speakers)],
            None,
        )
        self._scores = {name: _score(desk, name) for name in Scores._fields}
        self._why: ChoiceField[WhyUnpaid | None] = ChoiceField(
            say("assessment.why"),
            [(None, say("assessment.unknown")), *((why, say(f"word.unpaid_{why}")) for why in WhyUnpaid)],
            None,
        )
        self._source = TextField(say("assessment.credit_source_field"))
        self._checked_on = OptionalDayField(say("assessment.credit_on"), desk, when=self._has_credit)
        self._outcome: ChoiceField[CreditOutcome | None] = ChoiceField(
            say("assessment.credit_outcome"),
            [(None, say("assessment.unknown")), *((one, say(f"word.credit_{one}")) for one in CreditOutcome)],
            None,
            when=self._has_credit,
        )
        self._score_text = TextField(say("assessment.credit_score"), when=self._has_credit)
        self._seen = [
            (piece.id, yes_field(say("assessment.seen", kind=f"finance_{piece.kind}"), desk)) for piece in came_in
        ]
        self._on = DayField(say("assessment.on"), desk, desk.day, past=True)
        term = desk.session.database.law.defaults.assessment.applied(desk.day).value
        self._until = DayField(say("assessment.valid_until_field"), desk, add(desk.day, term))

    @property
    def fields(self) -> list[Field[Any]]:
        """The fields in the order of the conversation, and then what is made of it."""
        return [
            *self._questions.values(),
            self._party,
            *self._scores.values(),
            self._why,
            self._source,
            self._checked_on,
            self._outcome,
            self._score_text,
            *(field for _, field in self._seen),
            self._on,
            self._until,
        ]

    @property
    def is_begun(self) -> bool:
        """Whether there is anything yet that an assessment could say."""
        judged = [self._why.value, *(field.value for field in self._scores.values())]
        return any(value is not None for value in judged) or any(one.value for one in self._questions.values())

    def command(self) -> RecordAssessment:
        """Return the assessment. Raises `InputError` for a day that is none."""
        credit = CreditCheck(self._source.value, self._checked_on.value, self._outcome.value, self._score_text.value)
        return RecordAssessment(
            self._card.case_id,
            self._on.value,
            **{name: field.value for name, field in self._scores.items()},
            why_unpaid=self._why.value,
            party_id=self._party.value,
            answers=tuple(Answer(question, field.value) for question, field in self._questions.items() if field.value),
            credit=credit if self._has_credit() else None,
            evidence_ids=tuple(id_ for id_, field in self._seen if field.value),
            valid_until=self._until.value,
        )

    def _has_credit(self) -> bool:
        return bool(self._source.value)


def _score(desk: Desk, name: str) -> ChoiceField[int | None]:
    """Return the field of a score: each number with what it means."""
    options: list[tuple[int | None, str]] = [(None, desk.say("assessment.unknown"))]
    options += [(score, score_word(name, score, desk)) for score in range(1, 6)]
    return ChoiceField(desk.say(f"word.score_{name}"), options, None)


def _suggesting(desk: Desk, card: CaseCard) -> Foresee:
    """Return what shows which route an assessment would suggest."""

    def look(database: Database, _done: Done) -> Sequence[Line]:
        row = assessments.newest(database, card.case_id)
        assert row is not None
        return suggestion_lines(assessments.suggestion(database, card.case_id, row, desk.day), desk)

    return look
