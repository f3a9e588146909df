"""A new proceeding from a letter or the register, and the confirmation of one that was signalled."""

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


class Told(NamedTuple):
    """What a letter tells of a proceeding: since when we know of it, and its number where it names one."""

    on: date
    number: Number | None = None


async def new(desk: Desk, card: CaseCard, told: Told | None = None, before: KnownBefore | None = None) -> bool:
    """Ask what a letter or the register says of a proceeding, and record it; only what its kind needs.

    It is the debtor's, or that of somebody who is liable beside him. What is known from `before` stands there already.
    """
    say, others = desk.say, await desk.read(liabilities.parties, card.case_id, desk.day)
    kinds = list(Kind) if others else fitting(Kind, natural=is_natural(card.debtor_kind))
    named = told.number if told is not None and told.number is not None and told.number.kind in kinds else None
    if before is not None and (read := read_number(before.noted)) is not None and read.kind is before.kind:
        named = read
    known_kind = named.kind if named is not None else None
    if before is not None and before.kind in kinds:
        known_kind = before.kind
    kind = AnswerField[Kind](desk, say("insolvency.kind"), words_of(kinds, desk), known_kind)
    sources = {one: f"insolvency_source_{one}" for one in Source}
    ways = [one for one in Source if one is not Source.IMPORT]
    source = ChoiceField(say("insolvency.source"), words_of(ways, desk, sources), Source.LETTER)
    known_on = DayField(say("insolvency.known_on"), desk, told.on if told is not None else desk.day, past=True)

    def of(*kinds: Kind) -> bool:
        return kind.value in kinds

    known_number = named.text if named is not None else ""
    number = TextField(say("insolvency.number_field"), known_number, when=lambda: of(*REGISTERED))
    # What a letter tells begins on the day of the letter.
    dated = frozenset(Kind) - {Kind.COUNSELLING}
    since = before.since if before is not None else None
    judged = dated - OF_LEGAL
    started_on = OptionalDayField(say("insolvency.started_on"), desk, since, past=True, when=lambda: of(*judged))
    dissolved_on = OptionalDayField(say("insolvency.dissolved_on"), desk, since, past=True, when=lambda: of(*OF_LEGAL))
    until_on = OptionalDayField(say("insolvency.until_on"), desk, when=lambda: of(*LASTS))
    sure = yes_field(say("insolvency.sure"), desk, yes=True)
    acts = clean_line(before.acting) if before is not None else ""
    acting = TextField(say("insolvency.acting"), acts, when=lambda: kind.value is not None)
    post = PlaceFields(desk, acting, when=lambda: kind.value is not None)
    judge = TextField(say("insolvency.judge"), when=lambda: of(*_JUDGED))
    known = [(card.debtor_id, clean_line(card.name)), *((id_, clean_line(name)) for id_, name in others)]
    party = before.party_id if before is not None else card.debtor_id
    whose = ChoiceField(say("insolvency.whose"), known, party, when=lambda: bool(others))

    def persons() -> tuple[Appointed, ...]:
        found = []
        if acting.value:
            found.append(Appointed(ACTING[kind.answer], acting.value, **post.reached))
        if of(*_JUDGED) and judge.value:
            found.append(Appointed(PersonRole.JUDGE, judge.value))
        return tuple(found)

    def command() -> RecordInsolvency:
        return RecordInsolvency(
            whose.value,
            kind.answer,
            known_on.value,
            source.value,
            (dissolved_on if of(*OF_LEGAL) else started_on).value if of(*dated) else None,
            until_on.value if of(*LASTS) else None,
            number.value if of(*REGISTERED) else "",
            confirmed=sure.value,
            matched_by=Match.PERSON if sure.value else Match.NAME,
            persons=persons(),
        )

    fields: list[Field[Any]] = [
        kind, number, started_on, dissolved_on, until_on, acting, *post.fields, judge, known_on, source, sure, whose,
    ]  # fmt: skip
    heading = say("insolvency.new_heading", number=card.number, name=card.name)

    async def act(asked: RecordInsolvency) -> Done:
        return await desk.act(replace(asked, persons=await recognised(desk, asked.party_id, asked.persons)))

    return await desk.ask(Form(desk, heading, fields, command, act=act)) is not None


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
