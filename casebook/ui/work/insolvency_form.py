"""A new proceeding from a letter or the register, and the confirmation of one that was signalled."""

from typing import Any

from casebook.domain.insolvency.facts import ACTING, REGISTERED, Kind, Match, PersonRole, Source
from casebook.store.actions.addresses import Place
from casebook.store.actions.insolvencies import ConfirmInsolvency, RecordInsolvency
from casebook.store.actions.insolvency_people import Appointed
from casebook.store.queries.case import CaseCard
from casebook.store.queries.insolvencies import InsolvencyCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, OptionalDayField, TextField, yes_field
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.kinds import words_of

# Those of which a court or a letter gives the last day.
_LASTS = frozenset({Kind.WSNP, Kind.SUSPENSION, Kind.MORATORIUM, Kind.PROTECTIVE_ADMINISTRATION})
_JUDGED = REGISTERED | {Kind.WHOA}


async def new(desk: Desk, card: CaseCard) -> bool:
    """Ask what a letter or the register says of a proceeding of the debtor, and record it; only what its kind needs."""
    say = desk.say
    kind = AnswerField[Kind](desk, say("insolvency.kind"), words_of(Kind, desk))
    sources = {one: f"insolvency_source_{one}" for one in Source}
    told = [one for one in Source if one is not Source.IMPORT]
    source = ChoiceField(say("insolvency.source"), words_of(told, desk, sources), Source.LETTER)
    known_on = DayField(say("insolvency.known_on"), desk, desk.day, past=True)

    def of(*kinds: Kind) -> bool:
        return kind.value in kinds

    number = TextField(say("insolvency.number_field"), when=lambda: of(*REGISTERED))
    started_on = OptionalDayField(say("insolvency.started_on"), desk, past=True)
    until_on = OptionalDayField(say("insolvency.until_on"), desk, when=lambda: of(*_LASTS))
    sure = yes_field(say("insolvency.sure"), desk, yes=True)
    acting = TextField(say("insolvency.acting"), when=lambda: kind.value is not None)
    street = TextField(say("insolvency.street"), when=lambda: bool(acting.value))
    house = TextField(say("insolvency.house_number"), when=lambda: bool(acting.value))
    postcode = TextField(say("insolvency.postcode"), when=lambda: bool(acting.value))
    city = TextField(say("insolvency.city"), when=lambda: bool(acting.value))
    judge = TextField(say("insolvency.judge"), when=lambda: of(*_JUDGED))

    def persons() -> tuple[Appointed, ...]:
        found = []
        if acting.value:
            place = Place(street.value, house.value, postcode.value, city.value)
            found.append(Appointed(ACTING[kind.answer], acting.value, place=place))
        if of(*_JUDGED) and judge.value:
            found.append(Appointed(PersonRole.JUDGE, judge.value))
        return tuple(found)

    def command() -> RecordInsolvency:
        return RecordInsolvency(
            card.debtor_id,
            kind.answer,
            known_on.value,
            source.value,
            started_on.value,
            until_on.value if of(*_LASTS) else None,
            number.value if of(*REGISTERED) else "",
            confirmed=sure.value,
            matched_by=Match.PERSON if sure.value else Match.NAME,
            persons=persons(),
        )

    fields: list[Field[Any]] = [
        kind, number, started_on, until_on, acting, street, house, postcode, city, judge, known_on, source, sure,
    ]  # fmt: skip
    heading = say("insolvency.new_heading", number=card.number, name=card.name)
    return await desk.ask(Form(desk, heading, fields, command)) is not None


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
