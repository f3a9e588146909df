"""Evidence of finances: asking for several pieces at once, and what became of each."""

from collections.abc import Callable, Sequence
from typing import Any

from casebook.domain.calendar import add
from casebook.domain.finance import FinanceStatus, Result
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions.finances import CheckFinance, ReceiveFinance, RequestFinances, RequireFinances, WaiveFinance
from casebook.store.models.assessment import FinanceKind, Supports
from casebook.store.models.cases import CaseState
from casebook.store.queries import choices, finances
from casebook.store.queries.case import CaseCard
from casebook.store.queries.finances import PieceRow, Standing
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, TextField, yes_field
from casebook.ui.widgets.menu import Entry, keyed
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.finance_words import WAITING, told
from casebook.ui.work.seen import SeenRow

# What is usually asked together, by the name of the set.
_SETS: dict[str, tuple[FinanceKind, ...]] = {
    "income_and_costs": (FinanceKind.INCOME, FinanceKind.FIXED_COSTS),
    "all_of_person": (
        FinanceKind.INCOME,
        FinanceKind.BENEFITS,
        FinanceKind.FIXED_COSTS,
        FinanceKind.HOUSEHOLD,
        FinanceKind.DEBTS,
        FinanceKind.BANK_STATEMENTS,
        FinanceKind.VTLB,
    ),
    "all_of_business": (
        FinanceKind.ANNUAL_ACCOUNTS,
        FinanceKind.INTERIM_FIGURES,
        FinanceKind.VAT_RETURNS,
        FinanceKind.TAX_ASSESSMENT,
        FinanceKind.DEBTS,
        FinanceKind.BANK_STATEMENTS,
        FinanceKind.CASH_FORECAST,
    ),
}


async def of_case(desk: Desk, card: CaseCard) -> bool:
    """Ask for which piece, or that more is required, and what became of it."""
    found = await desk.read(finances.pieces, card.case_id, desk.day)
    live = [one for one in found if one.status not in (FinanceStatus.WAIVED, FinanceStatus.EXPIRED)]
    entries: list[Entry[tuple[Standing | str]]] = []
    if card.state is not CaseState.CLOSED:
        entries.append(Entry(("require",), "n", desk.say("finances.require")))
        if any(one.status in WAITING for one in live):
            entries.append(Entry(("request",), "v", desk.say("finances.request")))
    entries += [Entry((one,), key, told(one, desk)) for key, one in keyed("123456789", live)]
    if not entries:
        raise Refused("finances.nothing", source=HOUSE_RULE)
    chosen = await desk.ask(Pick(desk, desk.say("finances.heading", number=card.number, name=card.name), entries))
    match chosen:
        case None:
            return False
        case ("require",):
            return await _require(desk, card)
        case ("request",):
            return await _request(desk, card, [one.row for one in live if one.status in WAITING])
        case (Standing() as one,):
            return await _go_on(desk, card, one)
        case other:
            raise ValueError(other)


async def _require(desk: Desk, card: CaseCard) -> bool:
    """Ask which pieces are needed, for what and by when."""
    sets = [
        Entry[tuple[FinanceKind, ...]](kinds, str(place), desk.say(f"finances.{name}"))
        for place, (name, kinds) in enumerate(_SETS.items(), 1)
    ]
    sets.append(Entry((), "4", desk.say("finances.own_choice")))
    chosen = await desk.ask(Pick(desk, desk.say("finances.which"), sets))
    if chosen is None:
        return False
    due = desk.session.database.law.defaults.finance_evidence.applied(desk.day).value.due
    needed_by = DayField(desk.say("finances.needed_by"), desk, add(desk.day, due))
    supports = AnswerField(desk, desk.say("finances.supports"), [(one, _for(one, desk)) for one in Supports])
    requested = yes_field(desk.say("finances.asked_now"), desk)
    waiting = {one.row.kind for one in await desk.read(finances.pieces, card.case_id, desk.day) if _is_waited_for(one)}
    kinds = {
        kind: yes_field(desk.say(f"word.finance_{kind}"), desk, yes=kind in chosen)
        for kind in FinanceKind
        if kind not in waiting
    }

    def command() -> RequireFinances:
        wanted = tuple(kind for kind, field in kinds.items() if field.value)
        return RequireFinances(card.case_id, wanted, supports.answer, needed_by.value, requested.value)

    fields: list[Field[Any]] = [supports, needed_by, requested, *kinds.values()]
    heading = desk.say("finances.require_heading", number=card.number, name=card.name)
    return await desk.ask(Form(desk, heading, fields, command)) is not None


async def _request(desk: Desk, card: CaseCard, waiting: Sequence[PieceRow]) -> bool:
    """Ask which of the pieces that are waited for were asked for now, and by when they are to be there."""
    due = desk.session.database.law.defaults.finance_evidence.applied(desk.day).value.due
    needed_by = DayField(desk.say("finances.needed_by"), desk, add(desk.day, due))
    asked = [
        (row.id, yes_field(desk.say(f"word.finance_{row.kind}"), desk, yes=row.requested_on is None)) for row in waiting
    ]

    def command() -> RequestFinances:
        ids = tuple(id_ for id_, field in asked if field.value)
        return RequestFinances(card.case_id, ids, needed_by.value)

    heading = desk.say("finances.request_heading", number=card.number, name=card.name)
    fields: list[Field[Any]] = [needed_by, *(field for _, field in asked)]
    return await desk.ask(Form(desk, heading, fields, command)) is not None


async def _go_on(desk: Desk, card: CaseCard, one: Standing) -> bool:
    """Ask what became of a piece."""
    entries: list[Entry[str]] = []
    if one.status in WAITING:
        entries.append(Entry("receive", "o", desk.say("finances.receive")))
    if one.status is FinanceStatus.RECEIVED:
        entries.append(Entry("check", "c", desk.say("finances.check")))
    if one.status is not FinanceStatus.SUFFICIENT:
        entries.append(Entry("waive", "x", desk.say("finances.waive")))
    if not entries:
        desk.tell(told(one, desk))
        return False
    match await desk.ask(Pick(desk, told(one, desk), entries)):
        case "receive":
            return await _receive(desk, card, one)
        case "check":
            return await _check(desk, card, one)
        case "waive":
            return await _waive(desk, card, one)
    return False


async def _receive(desk: Desk, card: CaseCard, one: Standing) -> bool:
    documents = await desk.read(choices.documents, card.case_id)
    on = DayField(desk.say("finances.received_on"), desk, desk.day, past=True)
    document: ChoiceField[int | None] = ChoiceField(
        desk.say("evidence.document"),
        [(None, desk.say("evidence.no_document")), *((row.document_id, clean_line(row.name)) for row in documents)],
        None,
        when=lambda: bool(documents),
    )
    seen = _seen(desk, card, one)
    return await _ask(
        desk, one, [on, document], lambda: ReceiveFinance(one.row.id, _version(seen), on.value, document.value), seen
    )


async def _check(desk: Desk, card: CaseCard, one: Standing) -> bool:
    result = AnswerField(
        desk, desk.say("finances.result"), [(found, desk.say(f"word.finance_{found}")) for found in Result]
    )
    text = TextField(desk.say("finances.text"))
    seen = _seen(desk, card, one)
    return await _ask(
        desk, one, [result, text], lambda: CheckFinance(one.row.id, _version(seen), result.answer, text.value), seen
    )


async def _waive(desk: Desk, card: CaseCard, one: Standing) -> bool:
    reason = TextField(desk.say("finances.because"), required=True)
    seen = _seen(desk, card, one)
    return await _ask(desk, one, [reason], lambda: WaiveFinance(one.row.id, _version(seen), reason.value), seen)


async def _ask(
    desk: Desk, one: Standing, fields: list[Field[Any]], command: Callable[[], object], seen: SeenRow[Standing]
) -> bool:
    return await desk.ask(Form(desk, told(one, desk), fields, command, renew=seen.renew)) is not None


def _seen(desk: Desk, card: CaseCard, one: Standing) -> SeenRow[Standing]:
    async def again() -> Standing | None:
        found = await desk.read(finances.pieces, card.case_id, desk.day)
        return next((other for other in found if other.row.id == one.row.id), None)

    return SeenRow(desk, one, again, lambda row: told(row or one, desk))


def _version(seen: SeenRow[Standing]) -> int:
    return seen.row.row.version if seen.row else 0


def _is_waited_for(one: Standing) -> bool:
    return one.status in (*WAITING, FinanceStatus.RECEIVED)


def _for(one: Supports, desk: Desk) -> str:
    return desk.say(f"word.supports_{one}")
