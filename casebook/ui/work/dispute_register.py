"""Registering a dispute: which claims, how much of each, why, and who is to answer."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.actions.disputes import ContestedPart, RegisterDispute
from casebook.store.database import Database
from casebook.store.models.disputes import DisputeReason
from casebook.store.queries import bookings, choices, disputes
from casebook.store.queries.bookings import ClaimSheet
from casebook.store.queries.case import CaseCard
from casebook.store.queries.choices import Choice
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.fields import AmountField, DayField, Field, LongTextField, OptionalDayField
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.claim_fields import of_claim, pick_claim
from casebook.ui.work.dispute_fields import DepartmentField, PartsField, Whole, cause_field, owner_field
from casebook.ui.work.dispute_seen import foreseen
from casebook.ui.work.kinds import words_of


def _as_asked(command: RegisterDispute) -> object:
    return command


async def register(
    desk: Desk,
    card: CaseCard,
    *,
    contested_on: date | None = None,
    made: Callable[[RegisterDispute], object] = _as_asked,
) -> bool:
    """Ask what the debtor contests and register it; return whether that was done.

    `made` makes of it the command by which it is registered where it came in another way than by what one was told.
    """
    sheets, known, persons = await desk.read(_found, card.case_id, desk.day)
    owed = [sheet for sheet in sheets if sheet.open.total > 0 and not sheet.foreign]
    if not owed:
        raise Refused("disputes.nothing_open", source=HOUSE_RULE, number=card.number)
    heading = desk.say("disputes.register_heading", number=card.number, name=card.name)
    sheet = await pick_claim(desk, heading, owed, lambda one: one.open.total)
    if sheet is None:
        return False
    others = [_whole(one) for one in owed if one is not sheet]
    cents = AmountField(desk.say("disputes.amount"), desk, sheet.open.total)
    more = PartsField(desk.say("disputes.more_claims"), desk, others, when=lambda: bool(others))
    reason = AnswerField[DisputeReason](desk, desk.say("disputes.reason"), words_of(DisputeReason, desk))
    text = LongTextField(desk.say("disputes.text"))
    since = DayField(desk.say("disputes.contested_since"), desk, contested_on or desk.day, past=True)
    department = DepartmentField(desk, known)
    asked = OptionalDayField(desk.say("disputes.asked_on"), desk, past=True)
    cause = cause_field(desk, None)
    owner = owner_field(desk, persons)

    def command() -> object:
        return made(
            RegisterDispute(
                card.case_id,
                reason.answer,
                (ContestedPart(sheet.claim_id, cents.value), *(more.value if others else ())),
                since.value,
                text.value,
                department.value,
                asked.value,
                cause.value,
                owner.value,
            )
        )

    fields: list[Field[Any]] = [cents, more, reason, text, since, *department.fields, asked, cause, owner]
    dialog = Form(desk, heading, fields, command, about=of_claim(desk, sheet), foresee=foreseen(desk, card.case_id))
    return await desk.ask(dialog) is not None


def _found(database: Database, case_id: int, day: date) -> tuple[Sequence[ClaimSheet], list[str], list[Choice]]:
    with database.snapshot():
        return (
            bookings.sheets(database, case_id, day),
            disputes.departments(database),
            choices.receivers(database, day),
        )


def _whole(sheet: ClaimSheet) -> Whole:
    return Whole(sheet.claim_id, sheet.number, Cents(sheet.open.total))
