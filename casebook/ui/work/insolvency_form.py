"""A new proceeding from a letter or the register, and the confirmation of one that was signalled."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.insolvency.facts import ACTING, OF_LEGAL, REGISTERED, Kind, Match, PersonRole, Source
from casebook.domain.insolvency.numbers import Number, read_number
from casebook.store.actions.insolvencies import ConfirmInsolvency, RecordInsolvency
from casebook.store.actions.insolvency_people import Appointed
from casebook.store.insolvencies_before import KnownBefore
from casebook.store.insolvency_rows import is_natural
from casebook.store.perform import Done
from casebook.store.queries import liabilities
from casebook.store.queries.case import CaseCard
from casebook.store.queries.insolvencies import InsolvencyCard
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, OptionalDayField, TextField, yes_field
from casebook.ui.work.acting_known import recognised
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.insolvency_fields import LASTS, PlaceFields, fitting
from casebook.ui.work.kinds import words_of

_JUDGED = REGISTERED | {Kind.WHOA}
# What a letter of a counsellor tells begins on the day of the letter.
_DATED = frozenset(Kind) - {Kind.COUNSELLING}


class Told(NamedTuple):
    """What a letter tells of a proceeding: since when we know of it, and its number where it names one."""

    on: date
    number: Number | None = None


async def new(desk: Desk, card: CaseCard, told: Told | None = None, before: KnownBefore | None = None) -> bool:
    """Ask what a letter or the register says of a proceeding, and record it; only what its kind needs.

    It is the debtor's, or that of somebody who is liable beside him. What is known from `before` stands there already.
    """
    others = await desk.read(liabilities.parties, card.case_id, desk.day)
    form = _New(desk, card, others, told, before)
    heading = desk.say("insolvency.new_heading", number=card.number, name=card.name)

    async def act(asked: RecordInsolvency) -> Done:
        return await desk.act(replace(asked, persons=await recognised(desk, asked.party_id, asked.persons)))

    return await desk.ask(Form(desk, heading, form.fields, form.command, act=act)) is not None


class _New:
    """The fields of a new proceeding; `others` are liable beside the debtor."""

    def __init__(
        self,
        desk: Desk,
        card: CaseCard,
        others: Sequence[tuple[int, str]],
        told: Told | None,
        before: KnownBefore | None,
    ) -> None:
        say, of = desk.say, self._of
        kinds = list(Kind) if others else fitting(Kind, natural=is_natural(card.debtor_kind))
        named = _number(kinds, told, before)
        known_kind = named.kind if named is not None else None
        if before is not None and before.kind in kinds:
            known_kind = before.kind
        self._kind = AnswerField[Kind](desk, say("insolvency.kind"), words_of(kinds, desk), known_kind)
        sources = {one: f"insolvency_source_{one}" for one in Source}
        ways = [one for one in Source if one is not Source.IMPORT]
        self._source = ChoiceField(say("insolvency.source"), words_of(ways, desk, sources), Source.LETTER)
        known_on = told.on if told is not None else desk.day
        self._known_on = DayField(say("insolvency.known_on"), desk, known_on, past=True)
        number = named.text if named is not None else ""
        self._number = TextField(say("insolvency.number_field"), number, when=lambda: of(REGISTERED))
        since = before.since if before is not None else None
        self._started_on = OptionalDayField(
            say("insolvency.started_on"), desk, since, past=True, when=lambda: of(_DATED - OF_LEGAL)
        )
        self._dissolved_on = OptionalDayField(
            say("insolvency.dissolved_on"), desk, since, past=True, when=lambda: of(OF_LEGAL)
        )
        self._until_on = OptionalDayField(say("insolvency.until_on"), desk, when=lambda: of(LASTS))
        self._sure = yes_field(say("insolvency.sure"), desk, yes=True)
        acts = clean_line(before.acting) if before is not None else ""
        self._acting = TextField(say("insolvency.acting"), acts, when=lambda: self._kind.value is not None)
        self._post = PlaceFields(desk, self._acting, when=lambda: self._kind.value is not None)
        self._judge = TextField(say("insolvency.judge"), when=lambda: of(_JUDGED))
        known = [(card.debtor_id, clean_line(card.name)), *((id_, clean_line(name)) for id_, name in others)]
        party = before.party_id if before is not None else card.debtor_id
        self._whose = ChoiceField(say("insolvency.whose"), known, party, when=lambda: bool(others))

    @property
    def fields(self) -> list[Field[Any]]:
        """The fields in their order."""
        days = (self._started_on, self._dissolved_on, self._until_on)
        acts = (self._acting, *self._post.fields, self._judge)
        return [self._kind, self._number, *days, *acts, self._known_on, self._source, self._sure, self._whose]

    def command(self) -> RecordInsolvency:
        """Return the command that records it. Raises `InputError`."""
        of, sure = self._of, self._sure.value
        return RecordInsolvency(
            self._whose.value,
            self._kind.answer,
            self._known_on.value,
            self._source.value,
            (self._dissolved_on if of(OF_LEGAL) else self._started_on).value if of(_DATED) else None,
            self._until_on.value if of(LASTS) else None,
            self._number.value if of(REGISTERED) else "",
            confirmed=sure,
            matched_by=Match.PERSON if sure else Match.NAME,
            persons=self._persons(),
        )

    def _of(self, kinds: Collection[Kind]) -> bool:
        return self._kind.value in kinds

    def _persons(self) -> tuple[Appointed, ...]:
        found = []
        if self._acting.value:
            found.append(Appointed(ACTING[self._kind.answer], self._acting.value, **self._post.reached))
        if self._of(_JUDGED) and self._judge.value:
            found.append(Appointed(PersonRole.JUDGE, self._judge.value))
        return tuple(found)


def _number(kinds: Collection[Kind], told: Told | None, before: KnownBefore | None) -> Number | None:
    """Return the number of the proceeding, as the letter names it or as it was noted before."""
    if before is not None and (read := read_number(before.noted)) is not None and read.kind is before.kind:
        return read
    return told.number if told is not None and told.number is not None and told.number.kind in kinds else None


async def confirm(desk: Desk, card: InsolvencyCard) -> bool:
    """Ask what the register says of a proceeding that was signalled, and confirm that it is this debtor."""
    row = card.row
    number = TextField(desk.say("insolvency.number_field"), row.number, when=lambda: row.kind in REGISTERED)
    started_on = OptionalDayField(desk.say("insolvency.started_on"), desk, card.standing.since, past=True)

    def command() -> ConfirmInsolvency:
        typed = number.value if row.kind in REGISTERED else ""
        return ConfirmInsolvency(row.id, row.version, started_on.value, typed)

    fields: list[Field[Any]] = [number, started_on]
    dialog = Form(desk, desk.say("insolvency.confirm_heading", name=row.party, kind=row.kind), fields, command)
    return await desk.ask(dialog) is not None
