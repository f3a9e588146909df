"""Sharing out an entry of the bank: a form for each part, one after the other, and all of them saved together."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, NamedTuple

from casebook import format as form
from casebook.domain.finding import HOUSE_RULE, Caution
from casebook.domain.money import ZERO, Cents
from casebook.errors import CasebookError, InputError, Refused
from casebook.store.actions.bank_shares import Share
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import bookings, case, choices
from casebook.store.queries.bank_entry import EntryCard
from casebook.store.queries.bookings import ClaimSheet
from casebook.store.queries.case import CaseCard
from casebook.store.queries.choices import SpeakerChoice
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.fields import AmountField, ChoiceField, Field
from casebook.ui.work.bank_case import ask_case
from casebook.ui.work.bank_foreseen import foreseen
from casebook.ui.work.bank_form import EntryForm
from casebook.ui.work.bank_lines import heading, told
from casebook.ui.work.claim_fields import ClaimsField, DivisionField
from casebook.ui.work.payment_division import open_claims


class Found(NamedTuple):
    """A case that a part goes to."""

    card: CaseCard
    sheets: Sequence[ClaimSheet]
    payers: Sequence[SpeakerChoice]


class Part(NamedTuple):
    """A part that was shared out already, and what was typed for it."""

    found: Found
    share: Share
    raws: Sequence[str]


class PartFields:
    """The fields of one part. `left` is what the parts before it left, None where there is no such bound."""

    def __init__(self, desk: Desk, found: Found, named: str, left: Cents, *, bounded: bool) -> None:
        say = desk.say
        self._left, self._bounded = left, bounded
        self.cents = AmountField(say("bank_form.of_this"), desk, left if left > 0 else None)
        self.named = ClaimsField(say("money.named"), found.sheets, named)
        self.division = DivisionField(say("money.division"), desk, found.sheets)
        payers = [(one.party_id, clean_line(one.name)) for one in found.payers]
        self.payer = ChoiceField(say("money.payer"), payers, payers[0][0], when=lambda: len(payers) > 1)
        # What an agency passed on is booked whole: nothing of it stays.
        kind = "rest" if bounded else "more"
        options = [(False, say(f"bank_form.{kind}_no")), (True, say(f"bank_form.{kind}_yes"))]
        self.another = ChoiceField(say(f"bank_form.{kind}"), options, value=False, when=self._may_go_on)
        self._found = found

    @property
    def fields(self) -> list[Field[Any]]:
        """The fields, but the one that asks whether another part follows."""
        return [self.cents, self.named, self.division, self.payer]

    @property
    def case_id(self) -> int:
        """The case that the part goes to."""
        return self._found.card.case_id

    @property
    def goes_on(self) -> bool:
        """Whether another part is to be asked for."""
        return self._may_go_on() and self.another.value

    def share(self) -> Share:
        """Return the part. Raises `InputError`."""
        return Share(
            self._found.card.case_id,
            self.cents.value,
            self.named.value,
            None if self.payer.value == self._found.card.debtor_id else self.payer.value,
            self.division.value,
        )

    def _may_go_on(self) -> bool:
        try:
            return not self._bounded or self.cents.value < self._left
        except InputError:
            return False


class PartForm(EntryForm):
    """A form of a part. Where another part follows nothing is saved yet, and so nothing has to be shown first."""

    def __init__(self, *arguments: Any, goes_on: Callable[[], bool], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._goes_on = goes_on

    async def _was_shown(self, command: object) -> bool:
        return self._goes_on() or await super()._was_shown(command)

    async def _look_ahead(self) -> None:
        if self._goes_on():
            self._tell_ahead(())
        else:
            await super()._look_ahead()


class Asked(NamedTuple):
    """What is asked once for all parts: fields with the last part, and the command of them all."""

    fields: Sequence[Field[Any]]
    command: Callable[[tuple[Share, ...]], object]
    refused: Callable[[CasebookError], None] | None = None
    heed: Callable[[Sequence[Caution]], None] | None = None


class _Turn(NamedTuple):
    """A part that is asked for, `before` the parts before it, and `left` what those left of the entry."""

    found: Found
    before: tuple[Part, ...]
    left: Cents
    fields: PartFields
    asked: Asked

    def command(self) -> object:
        """Return the command of all parts, of which this is the last."""
        return self.asked.command((*(part.share for part in self.before), self.fields.share()))


async def share_out(
    desk: Desk,
    card: EntryCard,
    code: str,
    asks: Callable[[PartFields, Sequence[Share]], Awaitable[Asked]],
    *,
    bounded: bool,
) -> bool:
    """Ask for one part after the other and save them together; Esc goes back to the part before.

    `asks` returns what is asked beside the fields of a part, of which it is told, and of the parts before it.
    `bounded`: the parts cannot be more than what is left of the entry.
    """
    parts: list[Part] = []
    again: Part | None = None
    while True:
        found = again.found if again else await _found(desk, card)
        if found is None:
            if not parts:
                return False
            again = parts.pop()
            continue
        left = Cents(abs(card.rest) - sum((part.share.cents for part in parts), ZERO))
        fields = PartFields(desk, found, _named(card, found, parts), left, bounded=bounded)
        asked = await asks(fields, [part.share for part in parts])
        dialog = await _form(desk, card, code, _Turn(found, tuple(parts), left, fields, asked))
        if again is not None:
            dialog.begin_with(again.raws)
        again = None
        if await desk.ask(dialog) is None:
            if not parts:
                return False
            again = parts.pop()
        elif fields.goes_on:
            parts.append(Part(found, fields.share(), dialog.raws))
        else:
            return True


async def _form(desk: Desk, card: EntryCard, code: str, turn: _Turn) -> PartForm:
    async def act(made: Any) -> Done:
        return Done(None, None, None) if turn.fields.goes_on else await desk.act(made)

    return PartForm(
        desk,
        desk.say(code, heading=heading(card, desk)),
        [*turn.fields.fields, *turn.asked.fields, turn.fields.another],
        turn.command,
        about=_about(desk, card, turn.found, turn.before, turn.left),
        foresee=await foreseen(desk, card, turn.asked.heed),
        refused=turn.asked.refused,
        act=act,
        of=card,
        goes_on=lambda: turn.fields.goes_on,
    )


async def _found(desk: Desk, card: EntryCard) -> Found | None:
    case_id = await ask_case(desk, card, desk.say("bank_form.which_case", heading=heading(card, desk)))
    return None if case_id is None else await desk.read(_read, case_id, desk)


def _read(database: Database, case_id: int, desk: Desk) -> Found:
    with database.snapshot():
        known = case.card(database, case_id)
        if known is None:
            raise Refused("case.gone", source=HOUSE_RULE)
        sheets = bookings.sheets(database, case_id, desk.day)
        return Found(known, sheets, choices.speakers(database, case_id, desk.day))


def _named(card: EntryCard, found: Found, parts: Sequence[Part]) -> str:
    """Return the claims that the entry names in a case, as they are typed; a second part of the case names others."""
    if any(part.share.case_id == found.card.case_id for part in parts):
        return ""
    one = next((one for one in card.candidates if one.case_id == found.card.case_id), None)
    there = {sheet.claim_id for sheet in found.sheets}
    return ", ".join(claim.number for claim in one.claims if claim.claim_id in there) if one is not None else ""


def _about(desk: Desk, card: EntryCard, found: Found, parts: Sequence[Part], left: Cents) -> list[Line]:
    lines = told(card, desk)
    for part in parts:
        amount = form.money(part.share.cents, desk.language)
        lines.append(line(Span(f"✓ {amount} · {part.found.card.number} {clean_line(part.found.card.name)}", "quiet")))
    name = f"{found.card.number} {clean_line(found.card.name)}"
    lines.append(line(Span(desk.say("bank_form.part", case=name, left=left), "strong"), hang=2))
    return [*lines, *open_claims(desk, found.sheets)]
