"""What a bailiff is instructed to do by a title, what came of it, what it cost, and what is next; and a writ."""

from typing import Any

from casebook.domain.court.facts import WITH_EXEMPT, WITH_STATEMENT, MeasureKind, MeasureOutcome
from casebook.domain.court.stays import Step
from casebook.domain.money import ZERO, Cents
from casebook.store.actions.measures import ChangeMeasure, MeasureFacts, TakeMeasure
from casebook.store.court_rows import MeasureRow
from casebook.store.queries import court
from casebook.store.queries.case import CaseCard
from casebook.store.queries.court import Bailiff, MeasureCard, Suable, TitleCard
from casebook.text import clean_line
from casebook.ui.case_tabs.court_lines import measure_short, title_short
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import (
    AmountField,
    ChoiceField,
    DayField,
    Field,
    LongTextField,
    OptionalDayField,
    TextField,
)
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.court_course import bailiff_field
from casebook.ui.work.court_stays import PassingStay
from casebook.ui.work.debtor_rows import key_at
from casebook.ui.work.kinds import words_of

_KINDS = {one: f"measure_{one}" for one in MeasureKind}
_OUTCOMES = {one: f"measure_outcome_{one}" for one in MeasureOutcome}


class _Fields:
    """The fields of a measure; those its kind does not need are not asked. Of a new one no outcome is asked."""

    def __init__(
        self, desk: Desk, kinds: list[MeasureKind], bailiffs: list[Bailiff], row: MeasureRow | None = None
    ) -> None:
        say = desk.say
        known = kinds[0] if len(kinds) == 1 else None
        self.kind = AnswerField[MeasureKind](desk, say("court.measure_kind"), words_of(kinds, desk, _KINDS), known)
        self._new = row is None
        self.on = DayField(say("court.measure_on"), desk, row.on if row else desk.day, past=True)
        self.bailiff = bailiff_field(desk, bailiffs, row.bailiff_id if row else None)
        self.third = TextField(say("court.third_party"), row.third_party if row else "", when=self._speaks)
        self.by = OptionalDayField(
            say("court.statement_by"), desk, row.statement_by if row else None, when=self._speaks
        )
        self.spoke = OptionalDayField(
            say("court.statement_on"),
            desk,
            row.statement_on if row else None,
            past=True,
            when=lambda: not self._new and self._speaks(),
        )
        self.exempt = AmountField(
            say("court.exempt_cents"), desk, (row.exempt if row else None) or ZERO, zero=True, when=self._exempts
        )
        self.exempt_from = OptionalDayField(
            say("court.exempt_from"), desk, row.exempt_from if row else None, past=True, when=self._exempts
        )
        self.cost = AmountField(say("court.cost"), desk, row.cost if row else ZERO, zero=True)
        self.charged = AmountField(say("court.charged"), desk, row.charged if row else ZERO, zero=True)
        outcomes = [(None, say("court.measure_runs")), *words_of(MeasureOutcome, desk, _OUTCOMES)]
        self.outcome = ChoiceField[MeasureOutcome | None](
            say("court.outcome"), outcomes, row.outcome if row else None, when=lambda: not self._new
        )
        self.outcome_on = OptionalDayField(
            say("court.outcome_on"),
            desk,
            (row.outcome_on if row else None) or desk.day,
            past=True,
            when=lambda: self.outcome.value is not None,
        )
        self.step = TextField(say("court.next_step"), row.next_step if row else "")
        self.next_on = OptionalDayField(say("court.next_on"), desk, row.next_on if row else None)
        self.ended_on = OptionalDayField(
            say("court.ended_on"), desk, row.ended_on if row else None, past=True, when=lambda: not self._new
        )
        self.note = LongTextField(say("court.text"), row.note if row else "")

    @property
    def all(self) -> list[Field[Any]]:
        """The fields after the kind, in the order in which one fills them in."""
        return [
            self.on, self.bailiff, self.third, self.by, self.spoke, self.exempt, self.exempt_from, self.cost,
            self.charged, self.outcome, self.outcome_on, self.step, self.next_on, self.ended_on, self.note,
        ]  # fmt: skip

    @property
    def facts(self) -> MeasureFacts:
        """The facts that are typed. Raises `InputError`."""
        speaks, exempts = self._speaks(), self._exempts() and self.exempt.value > ZERO
        exempt: Cents | None = self.exempt.value if exempts else None
        return MeasureFacts(
            on_day=self.on.value,
            bailiff_id=self.bailiff.value,
            third_party=self.third.value if speaks else "",
            statement_by=self.by.value if speaks else None,
            statement_on=self.spoke.value if speaks and not self._new else None,
            exempt_cents=exempt,
            exempt_from=(self.exempt_from.value or self.on.value) if exempts else None,
            cost_cents=self.cost.value,
            charged_cents=self.charged.value,
            outcome=self.outcome.value,
            outcome_on=self.outcome_on.value if self.outcome.value is not None else None,
            next_step=self.step.value,
            next_on=self.next_on.value,
            note=self.note.value,
            ended_on=self.ended_on.value if not self._new else None,
        )

    def _speaks(self) -> bool:
        return self.kind.value in WITH_STATEMENT

    def _exempts(self) -> bool:
        return self.kind.value in WITH_EXEMPT


async def take(desk: Desk, card: CaseCard, title: TitleCard | None, kind: MeasureKind | None = None) -> bool:
    """Ask what a bailiff is to do against whom, and record the instruction; a writ interrupts any claim."""
    found = await _against(desk, card, title, kind)
    if found is None:
        return False
    kinds: list[MeasureKind] = [one for one in MeasureKind if one is not MeasureKind.INTERRUPTION]
    kinds = kinds if kind is None else [kind]
    fields = _Fields(desk, kinds, await desk.read(court.bailiffs))
    stayed = PassingStay(desk, (Step.ATTACH, Step.PETITION))

    def command() -> TakeMeasure:
        return TakeMeasure(found.claim_id, found.party_id, fields.kind.answer, fields.facts, stayed.way, stayed.reason)

    of = title_short(title, desk) if title else _told(found)
    heading = desk.say("court.measure_heading", what=of)
    asked = fields.all if kind else [fields.kind, *fields.all]
    form = Form(desk, heading, [*asked, *stayed.fields], command, refused=stayed.refused)
    return await desk.ask(form) is not None


async def change(desk: Desk, measure: MeasureCard) -> bool:
    """Ask what came of a measure, what it cost and what is next."""
    row = measure.row
    fields = _Fields(desk, [row.kind], await desk.read(court.bailiffs), row)

    def command() -> ChangeMeasure:
        return ChangeMeasure(row.id, row.version, fields.facts)

    heading = desk.say("court.measure_change_heading", what=measure_short(measure, desk))
    return await desk.ask(Form(desk, heading, fields.all, command)) is not None


async def _against(desk: Desk, card: CaseCard, title: TitleCard | None, kind: MeasureKind | None) -> Suable | None:
    """Ask against whom, for which claim; the only one is not asked for."""
    suable = await desk.read(court.suable, card.case_id)
    if title is not None:
        own = {claim.claim_id for claim in title.recorded.claims}
        suable = [one for one in suable if one.claim_id in own]
    if len(suable) == 1:
        return suable[0]
    heading = desk.say("court.against_heading") if kind is None else desk.say("court.interrupt_heading")
    return await desk.ask(Pick(desk, heading, [Entry(one, key_at(at), _told(one)) for at, one in enumerate(suable)]))


def _told(one: Suable) -> str:
    return f"{clean_line(one.number)} · {clean_line(one.party)}"
