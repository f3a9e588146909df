"""Recording what a contact came to, what was said and with whom, and what is done next; and notes.

The outcome is chosen first: it proposes what is done next and when, so that a call takes a few keys.
"""

from datetime import date
from typing import Any

from casebook import format as form
from casebook.domain.follow_up import FollowUpDay, follow_up_day
from casebook.errors import InputError
from casebook.law.defaults import FollowUp
from casebook.store.actions.contacts import AddContact, AddNote, Next
from casebook.store.models.care import RequestKind
from casebook.store.models.cases import CaseState, Channel, NextKind, Outcome
from casebook.store.queries import choices, placements
from casebook.store.queries.case import CaseCard
from casebook.store.queries.choices import SpeakerChoice
from casebook.store.red_dates import red_dates
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, LongTextField, TextField, yes_field
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.contact_promise import PromiseFields
from casebook.ui.work.kinds import words_of
from casebook.ui.work.questions import fill, pick
from casebook.ui.work.reminder_call import CallSteps
from casebook.ui.work.seen import Seen

_NOT_SPOKEN = (Outcome.NOT_REACHED, Outcome.LEFT_MESSAGE, Outcome.REFUSED_CHECK)
# An agreement is also a piece of evidence, a visit also something to do next.
_OUTCOMES = {Outcome.AGREEMENT: "outcome_agreement"}
_CHANNELS = {Channel.VISIT: "channel_visit"}


async def contact(desk: Desk, card: CaseCard) -> bool:
    """Ask what a contact came to, what was said and what is done next, and record it."""
    heading = desk.say("contact.heading", number=card.number, name=card.name)
    # What is talked about has to be read before the call is over.
    steps = await CallSteps.read(desk, card)
    outcome = await _outcome(desk, card, heading, steps)
    if outcome is None:
        return False
    speakers = await desk.read(choices.speakers, card.case_id, desk.day)
    red = await desk.read(red_dates, [card.case_id], desk.day)
    seen = Seen(desk, card)
    said = LongTextField(desk.say("contact.not_reached" if outcome is Outcome.NOT_REACHED else "contact.said"))
    promise = await PromiseFields.read(desk, card) if outcome is Outcome.PROMISE else None
    checked = yes_field(desk.say("contact.checked"), desk)
    ahead = _Ahead(desk, card, outcome, promise.on if promise else None, red.get(card.case_id))
    channel = ChoiceField(desk.say("contact.channel"), words_of(Channel, desk, _CHANNELS), Channel.PHONE)
    incoming = ChoiceField(
        desk.say("contact.direction"),
        [(False, desk.say("contact.outgoing")), (True, desk.say("contact.incoming"))],
        value=False,
    )
    party = ChoiceField(
        desk.say("contact.with"),
        [(one.party_id, _named(one, desk)) for one in speakers],
        card.debtor_id,
        when=lambda: len(speakers) > 1,
    )
    on = DayField(desk.say("contact.on"), desk, desk.day, past=True)

    async def renew() -> str:
        if promise is not None:
            await promise.renew()
        return await seen.renew()

    def command() -> AddContact:
        return AddContact(
            card.case_id,
            party.value,
            on.value,
            channel.value,
            outcome,
            incoming=incoming.value,
            caller_checked=checked.value if outcome not in _NOT_SPOKEN else False,
            text=said.value,
            next=ahead.next(seen.card.version),
            promised=promise.given() if promise else None,
            steps=steps.taken(incoming=incoming.value),
        )

    fields: list[Field[Any]] = [
        said,
        *(promise.fields if promise else ()),
        *((checked,) if outcome not in _NOT_SPOKEN else ()),
        *ahead.fields,
        *steps.fields,
        channel,
        incoming,
        party,
        on,
    ]
    told = f"{heading} · {desk.say(f'word.{_OUTCOMES.get(outcome, outcome)}')}"
    asked = Form(desk, told, fields, command, about=steps.points(), renew=renew, changed=ahead.propose)
    if await fill(desk, asked) is None:
        return False
    if card.state is not CaseState.CLOSED:
        await _take_up(desk, card, command())
    return True


async def _outcome(desk: Desk, card: CaseCard, heading: str, steps: CallSteps) -> Outcome | None:
    """Ask what the contact came to, beside what is talked about and with whom claims of the case lie."""
    elsewhere = await desk.read(placements.lies_with, card.case_id)
    warned = desk.say("placement.lies_with", agencies=[clean_line(one) for one in elsewhere]) if elsewhere else ""
    entries = [
        Entry(outcome, desk.say(f"contact.key_{outcome}"), word) for outcome, word in words_of(Outcome, desk, _OUTCOMES)
    ]
    about = "\n".join(filter(None, (warned, steps.said())))
    return await pick(desk, Pick(desk, heading, entries, about=about))


async def _take_up(desk: Desk, card: CaseCard, done: AddContact) -> None:
    """Go on at once with what has a term or an amount of its own; the contact is recorded, whatever comes of it.

    What was agreed is confirmed in writing, if that is wanted.
    """
    if done.outcome is Outcome.DISPUTE:
        from casebook.ui.work.dispute_register import register

        await register(desk, card)
    elif done.outcome is Outcome.COMPLAINT:
        from casebook.ui.work.person_requests import receive

        await receive(desk, card, done.party_id, RequestKind.COMPLAINT, done.text)
    elif done.outcome in (Outcome.AGREEMENT, Outcome.PROMISE):
        from casebook.ui.work.contact_confirmed import confirm

        await confirm(desk, card, done)


class _ProposedDay(DayField):
    """A day that is proposed until another is typed."""

    def __init__(self, label: str, desk: Desk, **more: Any) -> None:
        super().__init__(label, desk, **more)
        self._proposal: FollowUpDay | None = None

    def propose(self, proposal: FollowUpDay | None) -> None:
        """Let another day be proposed; one that was typed stays."""
        before, self._proposal = _text(self._proposal), proposal
        if self._input.value == before != _text(proposal):
            self._input.value = _text(proposal)
            if proposal is not None:
                self.check(self._desk)

    def echo(self) -> str:
        """Return the day in full, and whether a later one would cost a right or money."""
        told, proposal = super().echo(), self._proposal
        if proposal is None or not proposal.latest or self.value != proposal.on:
            return told
        return f"{told} · {self._desk.say('contact.latest')}"


class _Ahead:
    """What is done next: proposed by the settings of the house for an outcome, and changed as one likes."""

    def __init__(
        self, desk: Desk, card: CaseCard, outcome: Outcome, promised: DayField | None, red: date | None
    ) -> None:
        self._desk, self._promised, self._red = desk, promised, red
        self._rule = _rule(outcome, desk)
        is_open = card.state is not CaseState.CLOSED
        kinds = [(None, desk.say("contact.as_planned")), *words_of(NextKind, desk)]
        proposed = NextKind(self._rule.action) if self._rule and is_open else None
        self._kind = ChoiceField(desk.say("contact.next"), kinds, proposed, when=lambda: is_open)

        def is_changed() -> bool:
            return is_open and self._kind.value is not None

        self._is_proposed, self._given_way = proposed is not None, False
        self._on = _ProposedDay(desk.say("contact.next_on"), desk, when=is_changed)
        self._note = TextField(desk.say("contact.next_note"), when=is_changed)

    @property
    def fields(self) -> tuple[Field[Any], ...]:
        """The fields in their order."""
        return self._kind, self._on, self._note

    def propose(self) -> None:
        """Propose the day anew: it follows the day that is promised."""
        begin = self._begin()
        if self._rule is None or begin is None:
            self._on.propose(None)
            return
        holidays = self._desk.session.database.law.holidays
        found = follow_up_day(begin, self._rule.wait, self._red, holidays)
        self._on.propose(found)
        # What is promised for later than a right is lost can not be waited for: what was planned comes first.
        action, too_late = NextKind(self._rule.action), found.on < begin
        if self._is_proposed and too_late and self._kind.value is action:
            self._kind.editor.choose(None)
            self._given_way = True
        elif self._given_way and not too_late and self._kind.value is None:
            self._kind.editor.choose(action)
            self._given_way = False

    def next(self, version: int) -> Next | None:
        """Return what is done next, None where that stays as planned. Raises `InputError`."""
        if self._kind.value is None:
            return None
        return Next(version, self._on.value, self._kind.value, self._note.value)

    def _begin(self) -> date | None:
        """Return the day to count from: that of the promise, or today."""
        if self._promised is None:
            return self._desk.day
        try:
            return self._promised.value
        except InputError:
            return None


async def note(desk: Desk, card: CaseCard) -> bool:
    """Ask for a note and keep it."""
    text = LongTextField(desk.say("note.text"), required=True)
    heading = desk.say("note.heading", number=card.number, name=card.name)
    asked = Form(desk, heading, [text], lambda: AddNote(card.case_id, text.value))
    return await fill(desk, asked) is not None


def _named(speaker: SpeakerChoice, desk: Desk) -> str:
    name, acting = clean_line(speaker.name), speaker.role or speaker.relation
    return f"{name} ({desk.say(f'word.{acting}')})" if acting else name


def _rule(outcome: Outcome, desk: Desk) -> FollowUp | None:
    rules = desk.session.database.law.defaults.follow_up.get(outcome)
    entry = None if rules is None else rules.in_force(desk.day)
    return None if entry is None else entry.value


def _text(proposal: FollowUpDay | None) -> str:
    return "" if proposal is None else form.day(proposal.on, "nl")
