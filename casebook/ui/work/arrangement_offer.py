"""How an arrangement comes to be: offered with its letter, agreed and how, or declined, or withdrawn."""

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.arrangement.terms import AgreedHow
from casebook.domain.calendar import add
from casebook.domain.letters.kinds import LetterKind
from casebook.errors import CasebookError
from casebook.store.actions.arrangements import (
    AgreeArrangement,
    DeclineArrangement,
    LetPassArrangement,
    SignArrangement,
    WithdrawArrangement,
)
from casebook.store.perform import Done
from casebook.store.queries import arrangement_standing, choices
from casebook.store.queries.arrangement_standing import Standing
from casebook.store.queries.case import CaseCard
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.ask_approval import Asked, act_or_ask
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, LongTextField, TextField
from casebook.ui.widgets.menu import Entry, keyed
from casebook.ui.work import letter_known
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.arrangement_seen import about, ask_why, foreseen, heading, seen, version
from casebook.ui.work.documents import add as add_document
from casebook.ui.work.documents import signed_arrangement
from casebook.ui.work.kinds import words_of
from casebook.ui.work.letters import LetterForm

# What is refused that a lead may let pass, and what he may once a lawyer looked at it.
_OVER = ("gate.evidence_missing", "gate.insurer_ask", "gate.insurer_waits")
_REVIEW = ("gate.consumer_interest",)
# A document that is still to be added, among the ids of those there are.
_NEW = 0
_KEYS = "123456789"


class Leading:
    """The fields with which a lead goes on without evidence or consent, or after a lawyer looked, once asked."""

    def __init__(self, desk: Desk) -> None:
        self._over = self._review = False
        self.override = TextField(desk.say("arrangements.override"), when=lambda: self._over)
        self.review = TextField(desk.say("arrangements.legal_review"), when=lambda: self._review)

    @property
    def fields(self) -> tuple[TextField, TextField]:
        """The fields, to stand after those of the act."""
        return self.override, self.review

    @property
    def offers(self) -> bool:
        """Whether a lead could let it pass."""
        return self._over or self._review

    def refused(self, error: CasebookError) -> None:
        """Offer what lets a lead go on, where that is what lacks."""
        self._over = self._over or error.code in _OVER
        self._review = self._review or error.code in _REVIEW


class _Offer(NamedTuple):
    """What is asked before an arrangement is offered: until when, and why a lead lets it pass."""

    until: date
    override: str
    legal_review: str


async def offer(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Ask until when the offer holds, show the letter that makes it, and prepare it: once it left it is offered."""
    leading, plan_id = Leading(desk), standing.plan.id
    until = DayField(desk.say("arrangements.offer_until"), desk, _until(desk))
    fields: list[Field[Any]] = [until, *leading.fields]
    # Less than all in one payment is an offer of remission.
    at_once = len(standing.now.terms) == 1 and standing.plan.remission_cents > 0
    kind = LetterKind.REMISSION_OFFER if at_once else LetterKind.PLAN_PROPOSAL

    async def look(asked: _Offer) -> Done:
        """Ask whether it may be offered so, before anybody reads the letter."""
        if asked.override or asked.legal_review:
            now = await desk.read(arrangement_standing.standing, plan_id, desk.day)
            version_now = standing.plan.version if now is None else now.plan.version
            passing = LetPassArrangement(plan_id, version_now, asked.override, asked.legal_review)
            done = await act_or_ask(desk, passing)
            if done is None or isinstance(done.result, Asked):
                # It is offered once somebody let it pass.
                return Done(None, None, None)
        wanted = await desk.read(letter_known.plan_wanted, desk, plan_id, kind)
        extras = {**wanted.extras, "offer_until": asked.until}
        return Done(None, None, await letter_known.offered(desk, card, kind, replace(wanted, extras=extras)))

    dialog = LetterForm(
        desk,
        heading("arrangements.offer", desk, card),
        fields,
        lambda: _Offer(until.value, leading.override.value, leading.review.value),
        about=about(desk, standing),
        act=look,
        refused=leading.refused,
    )
    done = await desk.ask(dialog)
    if done is None or done.result is None:
        return done is not None
    return await letter_known.show(desk, card, done.result)


def _until(desk: Desk) -> date:
    """Return until when an offer of today holds, by the settings."""
    return add(desk.day, desk.session.database.law.defaults.offer.applied(desk.day).value.open_for)


async def agree(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Ask when and how the other side agreed, record it, and prepare the letter that confirms it."""
    documents = await desk.read(choices.documents, card.case_id)
    row, leading = seen(desk, card, standing), Leading(desk)
    on = DayField(desk.say("arrangements.agreed_on"), desk, desk.day, past=True)
    how = AnswerField[AgreedHow](
        desk,
        desk.say("arrangements.agreed_how"),
        words_of(AgreedHow, desk, {one: f"agreed_{one}" for one in AgreedHow}),
    )
    document = ChoiceField(
        desk.say("arrangements.document"),
        [(None, desk.say("arrangements.no_document")), *((one.document_id, clean_line(one.name)) for one in documents)],
        None,
        when=lambda: bool(documents) and how.value is not AgreedHow.PHONE,
    )
    fields: list[Field[Any]] = [on, how, document, *leading.fields]

    def command() -> object:
        signed = document.value if documents and how.value is not AgreedHow.PHONE else None
        return AgreeArrangement(
            standing.plan.id,
            version(row),
            on.value,
            how.answer,
            signed,
            leading.override.value,
            leading.review.value,
        )

    dialog = Form(
        desk,
        heading("arrangements.agree", desk, card),
        fields,
        command,
        about=about(desk, standing),
        foresee=foreseen(desk, card, standing.plan.id),
        refused=leading.refused,
        renew=row.renew,
    )
    done = await desk.ask(dialog)
    if done is None:
        return False
    if not isinstance(done.result, Asked):
        await letter_known.of_plan(desk, card, standing.plan.id, LetterKind.PLAN_CONFIRMATION)
    return True


async def confirm(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Show the letter that confirms what was agreed, and prepare it."""
    return await letter_known.of_plan(desk, card, standing.plan.id, LetterKind.PLAN_CONFIRMATION)


async def sign(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Ask which document is the signed arrangement, one of the case or a file, and record it."""
    documents = await desk.read(choices.documents, card.case_id)
    heading_of = heading("arrangements.sign", desk, card)
    entries = [Entry(one.document_id, key, clean_line(one.name)) for key, one in keyed(_KEYS, documents)]
    entries.append(Entry(_NEW, "f", desk.say("documents.from_file")))
    chosen = await desk.ask(Pick(desk, heading_of, entries)) if documents else _NEW
    document = await add_document(desk, card, signed_arrangement(card)) if chosen == _NEW else chosen
    if document is None:
        return False
    row = seen(desk, card, standing)
    dialog = Form(
        desk,
        heading_of,
        (),
        lambda: SignArrangement(standing.plan.id, version(row), document),
        about=about(desk, standing),
        renew=row.renew,
    )
    return await desk.ask(dialog) is not None


async def decline(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Ask why the other side does not want what was offered, and record it."""
    row = seen(desk, card, standing)
    on = DayField(desk.say("arrangements.declined_on"), desk, desk.day, past=True)
    reason = LongTextField(desk.say("arrangements.why"), required=True)
    fields: list[Field[Any]] = [reason, on]
    dialog = Form(
        desk,
        heading("arrangements.decline", desk, card),
        fields,
        lambda: DeclineArrangement(standing.plan.id, version(row), on.value, reason.value),
        about=about(desk, standing),
        foresee=foreseen(desk, card, standing.plan.id),
        renew=row.renew,
    )
    return await desk.ask(dialog) is not None


async def withdraw(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Ask why a draft or an offer is taken back, and withdraw it."""
    id_ = standing.plan.id
    return await ask_why(
        desk, card, standing, "arrangements.withdraw", lambda version, why: WithdrawArrangement(id_, version, why)
    )
