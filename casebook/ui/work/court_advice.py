"""The advice to go to court: what who asks knows, the sheet that comes of it, and the decision of a lead on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from casebook.domain.capacity import Capacity
from casebook.domain.court.facts import Decision
from casebook.domain.money import ZERO
from casebook.errors import CasebookError, InputError
from casebook.store.actions.court_advice import DecideCourt
from casebook.store.perform import Done
from casebook.store.queries import bookings, court, court_advice
from casebook.store.queries.case import CaseCard
from casebook.store.queries.court_advice import Advice, AdviceFacts, Consent, Known, MadeHow, Unfair
from casebook.text import clean_line
from casebook.ui.case_tabs.court_lines import sheet_lines
from casebook.ui.desk import Desk
from casebook.ui.dialogs.ask_approval import act_or_ask
from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.fields import AmountField, ChoiceField, Field, LongTextField, TextField
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.claim_fields import ClaimsField
from casebook.ui.work.kinds import words_of

_PERCENT = 100


class PercentField(TextField):
    """A whole percentage."""

    @property
    def percent(self) -> int:
        """The percentage. Raises `InputError` for what is none."""
        text = self.value.removesuffix("%").strip()
        if not text.isdecimal() or int(text) > _PERCENT:
            raise InputError("court.percent_typed", text=text)
        return int(text)

    def echo(self) -> str:
        """Return the percentage as it is read."""
        return f"→ {self.percent} %"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is decided, on which facts."""

    facts: AdviceFacts
    decision: Decision
    reason: str


class _AdviceForm(Form):
    """Shows the sheet that comes of the facts as soon as they are typed, and decides on that sheet only."""

    _advice: Advice | None = None

    def __init__(self, desk: Desk, card: CaseCard, asked: "_Fields") -> None:
        super().__init__(
            desk,
            desk.say("court.advice_heading", number=card.number, name=card.name),
            asked.all,
            lambda: asked.value,
            foresee=lambda _, __: (),
            act=self._decide,
        )
        self._case_id, self._asked = card.case_id, asked

    async def _look_ahead(self) -> None:
        try:
            facts = self._asked.facts
        except CasebookError:
            self._tell_ahead(())
        else:
            await self._show_sheet(facts)

    async def _show(self, command: object) -> None:
        await self._show_sheet(cast("_Asked", command).facts)

    async def _show_sheet(self, facts: AdviceFacts) -> None:
        self._advice = await self.desk.read(court_advice.sheet, self._case_id, facts, self.desk.day)
        lines = list(sheet_lines(self._advice.lines, self.desk))
        self._tell_ahead(lines)
        self._shown = facts, tuple(lines)
        self._arrange()

    async def _decide(self, command: object) -> Done:
        asked, advice = cast("_Asked", command), self._advice
        assert advice is not None, "it saves only what it has shown"
        facts = asked.facts
        decided = DecideCourt(
            self._case_id,
            asked.decision,
            court.sheet_text(advice.lines),
            facts.odds_percent,
            facts.recovery_percent,
            advice.expected.net,
            asked.reason,
        )
        return await act_or_ask(self.desk, decided) or Done(None, None, None)


class _Fields:
    """The fields of an advice; those about a contract only where a debtor is a consumer."""

    def __init__(self, desk: Desk, sheets: list[bookings.ClaimSheet], consumer: bool) -> None:
        say = desk.say
        numbers = ", ".join(clean_line(one.number) for one in sheets)

        def when() -> bool:
            return consumer

        self.claims = ClaimsField(say("court.claims"), sheets, numbers, required=True)
        self.odds = PercentField(say("court.odds"), "", required=True)
        self.recovery = PercentField(say("court.recovery"), "", required=True)
        self.lawyer = AmountField(say("court.lawyer"), desk, ZERO, zero=True)
        consents: Mapping[Consent, str] = {one: f"court_consent_{one}" for one in Consent}
        self.consent = ChoiceField(say("court.consent"), words_of(Consent, desk, consents), Consent.NOT_INSURED)
        made: Mapping[MadeHow, str] = {one: f"made_{one}" for one in MadeHow}
        self.made = ChoiceField(say("court.made"), words_of(MadeHow, desk, made), MadeHow.UNKNOWN, when=when)
        known: Mapping[Known, str] = {one: f"known_{one}" for one in Known}
        self.information = ChoiceField(say("court.information"), words_of(Known, desk, known), Known.UNKNOWN, when=when)
        self.proof = TextField(say("court.information_text"), when=when)
        unfair: Mapping[Unfair, str] = {one: f"unfair_{one}" for one in Unfair}
        self.unfair = ChoiceField(say("court.unfair"), words_of(Unfair, desk, unfair), Unfair.UNKNOWN, when=when)
        decisions: Mapping[Decision, str] = {one: f"court_decision_{one}" for one in Decision}
        self.decision = AnswerField[Decision](desk, say("court.decision"), words_of(Decision, desk, decisions))
        self.reason = LongTextField(say("court.reason"), required=True)
        self.all: list[Field[Any]] = [
            self.claims, self.odds, self.recovery, self.lawyer, self.consent, self.made, self.information, self.proof,
            self.unfair, self.decision, self.reason,
        ]  # fmt: skip

    @property
    def facts(self) -> AdviceFacts:
        """The facts that the sheet is of. Raises `InputError`."""
        return AdviceFacts(
            self.claims.value,
            self.odds.percent,
            self.recovery.percent,
            self.lawyer.value,
            self.consent.value,
            self.made.value,
            self.information.value,
            self.proof.value,
            self.unfair.value,
        )

    @property
    def value(self) -> _Asked:
        """What is decided, on which facts. Raises `InputError`."""
        return _Asked(self.facts, self.decision.answer, self.reason.value)


async def advise(desk: Desk, card: CaseCard) -> bool:
    """Ask what is known, show the sheet that comes of it, and have it decided: by a lead, or asked of one."""
    sheets = [one for one in await desk.read(bookings.sheets, card.case_id, desk.day) if one.open.total > 0]
    capacities = await desk.read(court.capacities, card.case_id)
    form = _AdviceForm(desk, card, _Fields(desk, sheets, Capacity.CONSUMER in capacities))
    done = await desk.ask(form)
    return done is not None and done.result is not None
