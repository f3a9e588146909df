"""Suspending a service: one path from its conditions by the announcement to the day it is lifted."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial
from typing import Any

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.service import LiftGround, Sector, ServiceState, earliest, unmet
from casebook.errors import CasebookError
from casebook.jobs import service_letters
from casebook.store.actions.service import (
    AnnounceSuspension,
    ChangeSuspension,
    LiftSuspension,
    MedicalStatement,
    PrepareSuspension,
    ReportMunicipality,
    TakeEffect,
    WithdrawSuspension,
)
from casebook.store.database import Database
from casebook.store.models.cases import CaseState
from casebook.store.perform import Done
from casebook.store.queries import bookings, choices, service
from casebook.store.queries.bookings import ClaimSheet
from casebook.store.queries.case import CaseCard
from casebook.store.queries.service import ServiceSheet
from casebook.text import clean_line
from casebook.ui.case_tabs.service_lines import condition_lines, days, title
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import EMPTY, Line, line
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work import letter_known, letters
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.claim_fields import ClaimsField
from casebook.ui.work.letter_settings import letter_settings
from casebook.ui.work.planning import is_open
from casebook.ui.work.seen import SeenRow

Act = Callable[[], Awaitable[bool]]
_S = ServiceState
_K = LetterKind
_LETTER_OF = {_S.PREPARED: _K.SUSPENSION_ANNOUNCED, _S.ANNOUNCED: _K.SUSPENSION_ANNOUNCED}
_LETTER_OF |= {_S.IN_EFFECT: _K.SUSPENSION_IN_EFFECT, _S.LIFTED: _K.SUSPENSION_LIFTED}

# What is not met any more, and the ground to lift that it is.
_GROUNDS = {
    "owed": LiftGround.PAID,
    "planned": LiftGround.PLAN,
    "medical": LiftGround.MEDICAL,
    "counselling": LiftGround.COUNSELLING,
    "helped": LiftGround.COUNSELLING,
    "bankrupt": LiftGround.BANKRUPT,
}


async def suspend(desk: Desk, card: CaseCard) -> bool:
    """Ask what is done about the suspension of a service of a case, and do it."""
    found = await desk.read(service.of_case, card.case_id, desk.day)
    last = next((one for one in reversed(found) if one.suspension.state is not _S.WITHDRAWN), None)
    if last is None:
        return is_open(desk, card.state, card.number) and await _prepare(desk, card)
    about = " · ".join(filter(None, (title(last.suspension, desk), days(last, desk))))
    menu = Pick(desk, _heading(desk, card), list(_entries(desk, card, last)), about=about)
    act = await desk.ask(menu)
    return act is not None and await act()


def _entries(desk: Desk, card: CaseCard, sheet: ServiceSheet) -> Iterator[Entry[Act]]:
    state, closed = sheet.suspension.state, card.state is CaseState.CLOSED

    def entry(key: str, code: str, act: Callable[[Desk, CaseCard, ServiceSheet], Awaitable[bool]]) -> Entry[Act]:
        return Entry[Act](partial(act, desk, card, sheet), key, desk.say(code))

    if state is _S.IN_EFFECT:
        yield entry("l", "service.resume", _lift)
    if state is _S.ANNOUNCED and not closed:
        yield entry("e", "service.start_effect", _take_effect)
    said = desk.say("service.write", letter=f"letter_kind_{_LETTER_OF[state]}")
    yield Entry[Act](partial(_write, desk, card, sheet), "w", said)
    if state is not _S.LIFTED:
        yield entry("v", "service.conditions", _read)
    if state is not _S.LIFTED and not closed:
        yield entry("g", "service.report", _report)
        yield entry("a", "service.statement", _statement)
    if state is _S.PREPARED and not closed:
        yield entry("k", "service.announced_otherwise", _announce)
        yield entry("c", "service.correct", _change)
    if state in (_S.PREPARED, _S.ANNOUNCED):
        yield entry("x", "service.give_up", _withdraw)
    if state is _S.LIFTED and not closed:
        yield Entry[Act](partial(_prepare, desk, card), "n", desk.say("service.another"))


async def _prepare(desk: Desk, card: CaseCard) -> bool:
    """Ask what is supplied and for which claims it is to be suspended, with what has to come before that."""
    sheets = await desk.read(bookings.sheets, card.case_id, desk.day)
    fields = _About(desk, sheets)

    def look(database: Database, _: Done) -> Sequence[Line]:
        return _foreseen(desk, service.of_case(database, card.case_id, desk.day)[-1])

    form = Form(
        desk,
        _heading(desk, card),
        fields.all,
        lambda: PrepareSuspension(card.case_id, fields.sector.answer, fields.service.value, fields.claims.value),
        foresee=look,
    )
    return await desk.ask(form) is not None


async def _change(desk: Desk, card: CaseCard, sheet: ServiceSheet) -> bool:
    sheets = await desk.read(bookings.sheets, card.case_id, desk.day)
    fields, reason = _About(desk, sheets, sheet), TextField(desk.say("service.reason"), required=True)

    def command(id_: int, version: int) -> ChangeSuspension:
        sector, said = fields.sector.answer, fields.service.value
        return ChangeSuspension(id_, version, sector, said, fields.claims.value, reason.value)

    return await _ask(desk, card, sheet, [*fields.all, reason], command)


async def _report(desk: Desk, card: CaseCard, sheet: ServiceSheet) -> bool:
    on = DayField(desk.say("service.municipality_on"), desk, sheet.suspension.row.municipality_on, past=True)
    document = await _document(desk, card)
    return await _ask(
        desk,
        card,
        sheet,
        [on, document],
        lambda id_, version: ReportMunicipality(id_, version, on.value, document.value),
    )


async def _statement(desk: Desk, card: CaseCard, sheet: ServiceSheet) -> bool:
    on = DayField(desk.say("service.medical_on"), desk, sheet.suspension.row.medical_on, past=True)
    document = await _document(desk, card)
    return await _ask(
        desk, card, sheet, [on, document], lambda id_, version: MedicalStatement(id_, version, on.value, document.value)
    )


async def _announce(desk: Desk, card: CaseCard, sheet: ServiceSheet) -> bool:
    notice = desk.session.database.law.defaults.suspension_notice.applied(desk.day).value
    on = DayField(desk.say("service.announced_on"), desk, desk.day, past=True)
    effect = DayField(desk.say("service.effect_on"), desk, earliest(desk.day, notice))
    # How long before it is announced is for a lead too.
    passed = _let_pass(desk, needed=True)

    def command(id_: int, version: int) -> AnnounceSuspension:
        return AnnounceSuspension(id_, version, on.value, effect.value, let_pass=passed.value)

    return await _ask(desk, card, sheet, [on, effect, passed], command)


async def _take_effect(desk: Desk, card: CaseCard, sheet: ServiceSheet) -> bool:
    on = DayField(desk.say("service.effect_on"), desk, desk.day, past=True)
    passed = _let_pass(desk, needed=any(one.by_lead for one in unmet(sheet.conditions)))

    def command(id_: int, version: int) -> TakeEffect:
        return TakeEffect(id_, version, on.value, passed.value)

    if not await _ask(desk, card, sheet, [on, passed], command):
        return False
    return await _tell(desk, card)


async def _lift(desk: Desk, card: CaseCard, sheet: ServiceSheet) -> bool:
    on = DayField(desk.say("service.lifted_on"), desk, desk.day, past=True)
    grounds = [(one, desk.say(f"word.lift_{one}")) for one in LiftGround]
    ground = AnswerField(desk, desk.say("service.ground"), grounds, _ground(sheet))
    text = TextField(desk.say("service.text"))

    def command(id_: int, version: int) -> LiftSuspension:
        return LiftSuspension(id_, version, on.value, ground.answer, text.value)

    if not await _ask(desk, card, sheet, [on, ground, text], command):
        return False
    return await _tell(desk, card)


def _ground(sheet: ServiceSheet) -> LiftGround | None:
    """Return why it is lifted, as far as what is not met any more says so."""
    missing = {one.name for one in sheet.conditions if not one.met}
    return next((ground for name, ground in _GROUNDS.items() if name in missing), None)


async def _withdraw(desk: Desk, card: CaseCard, sheet: ServiceSheet) -> bool:
    reason = TextField(desk.say("service.reason"), required=True)
    return await _ask(desk, card, sheet, [reason], lambda id_, version: WithdrawSuspension(id_, version, reason.value))


async def _tell(desk: Desk, card: CaseCard) -> bool:
    """Show the letter that tells the debtor what was done; turned back or refused, the queue asks for it."""
    sheet = (await desk.read(service.of_case, card.case_id, desk.day))[-1]
    try:
        await _write(desk, card, sheet)
    except CasebookError as error:
        desk.tell(desk.told(error), trouble=True)
    return True


async def _write(desk: Desk, card: CaseCard, sheet: ServiceSheet) -> bool:
    """Write the letter that its state asks for: the gate says on it what is not met."""
    kind, settings = _LETTER_OF[sheet.suspension.state], letter_settings(desk)
    wanted = await desk.read(service_letters.wanted, card.case_id, kind, desk.day, settings)
    if wanted is None or kind is _K.SUSPENSION_ANNOUNCED:
        # From when on is for a person to say.
        return await letters.write(desk, card, kind, wanted)
    return await letter_known.prepare(desk, card, kind, wanted)


async def _read(desk: Desk, card: CaseCard, sheet: ServiceSheet) -> bool:
    await desk.ask(Reader(desk, _heading(desk, card), _foreseen(desk, sheet)))
    return False


async def _ask(
    desk: Desk,
    card: CaseCard,
    sheet: ServiceSheet,
    fields: Sequence[Field[Any]],
    command: Callable[[int, int], object],
) -> bool:
    """Ask the fields of what is done to a suspension, with how it stands then, and do it."""
    id_ = sheet.suspension.row.id

    async def again() -> ServiceSheet | None:
        found = await desk.read(service.of_case, card.case_id, desk.day)
        return next((one for one in found if one.suspension.row.id == id_), None)

    def look(database: Database, _: Done) -> Sequence[Line]:
        found = service.of_case(database, card.case_id, desk.day)
        return [told for one in found if one.suspension.row.id == id_ for told in _foreseen(desk, one)]

    seen = SeenRow(desk, sheet, again, lambda row: title((row or sheet).suspension, desk))
    form = Form(
        desk,
        _heading(desk, card),
        fields,
        lambda: command(id_, (seen.row or sheet).version),
        foresee=look,
        renew=seen.renew,
    )
    return await desk.ask(form) is not None


def _foreseen(desk: Desk, sheet: ServiceSheet) -> list[Line]:
    """Return how a suspension stands, and while it may still be announced or begin each condition."""
    lines = [line("→ ", title(sheet.suspension, desk), hang=2)]
    if sheet.suspension.state in (_S.LIFTED, _S.WITHDRAWN):
        return lines
    missing = len(unmet(sheet.conditions))
    code = "service.not_met" if missing else "service.all_met"
    return [*lines, line(desk.say(code, count=missing)), EMPTY, *condition_lines(sheet.conditions, desk)]


class _About:
    """The fields for what is supplied and for which claims."""

    def __init__(self, desk: Desk, sheets: Sequence[ClaimSheet], sheet: ServiceSheet | None = None) -> None:
        one = sheet.suspension if sheet is not None else None
        sectors = [(sector, desk.say(f"word.service_{sector}")) for sector in Sector]
        numbers = list(one.claims.values()) if one else [each.number for each in sheets if each.open.total > 0]
        # Nothing is proposed: what is chosen by mistake would pass over the rules of the sector.
        self.sector = AnswerField(desk, desk.say("service.sector"), sectors, one.row.sector if one else None)
        self.service = TextField(desk.say("service.what"), one.row.service if one else "", required=True)
        text = ", ".join(clean_line(number) for number in numbers)
        self.claims = ClaimsField(desk.say("service.claims"), sheets, text, required=True)

    @property
    def all(self) -> list[Field[Any]]:
        """The fields."""
        return [self.sector, self.service, self.claims]


async def _document(desk: Desk, card: CaseCard) -> ChoiceField[int | None]:
    known = await desk.read(choices.documents, card.case_id)
    options: list[tuple[int | None, str]] = [(None, desk.say("service.no_document"))]
    options += [(one.document_id, clean_line(one.name)) for one in known]
    return ChoiceField(desk.say("service.document"), options, None, when=lambda: bool(known))


def _let_pass(desk: Desk, *, needed: bool) -> TextField:
    """Return the field for why a lead lets pass what he may, where there is such."""
    return TextField(desk.say("service.let_pass"), when=lambda: needed)


def _heading(desk: Desk, card: CaseCard) -> str:
    return f"{desk.say('service.heading')} · {card.number} {clean_line(card.name)}"
