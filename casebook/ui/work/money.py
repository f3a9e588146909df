"""The money of a case: a menu of what can be done with it now."""

from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

from casebook.store.beside import of_case
from casebook.store.contra import ContraRow
from casebook.store.database import Database
from casebook.store.models.cases import CaseState
from casebook.store.queries import bookings, choices, set_offs
from casebook.store.queries.bookings import Booking, ClaimSheet, Written
from casebook.store.queries.case import CaseCard
from casebook.store.queries.choices import PaymentChoice
from casebook.store.queries.set_offs import SetOffRow
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry
from casebook.ui.work import beside, claim, claim_course, contra, entry, payment, provision_rates, set_off, write_off
from casebook.ui.work.limitation_reliance import claim_days
from casebook.ui.work.limitation_subject import subject

Act = Callable[[], Awaitable[bool]]


class _Money(NamedTuple):
    """What there is in a case to work on."""

    sheets: Sequence[ClaimSheet]
    payments: Sequence[PaymentChoice]
    bookings: Sequence[Booking]
    write_offs: Sequence[Written]
    owed: Sequence[ContraRow]
    set_off: Sequence[SetOffRow]
    beside: bool


class _Offer(NamedTuple):
    key: str
    code: str
    act: Act
    applies: bool = True


async def money(desk: Desk, card: CaseCard) -> bool:
    """Ask what is done with the money of a case, and do it."""
    found = await desk.read(_found, card.case_id, desk)
    heading = desk.say("money.heading", number=card.number, name=card.name)
    offers = [offer for offer in _acts(desk, card, found) if offer.applies]
    entries = [Entry(offer.act, offer.key, desk.say(offer.code)) for offer in offers]
    act = await desk.ask(Pick(desk, heading, entries))
    return act is not None and await act()


def _found(database: Database, case_id: int, desk: Desk) -> _Money:
    with database.snapshot():
        return _Money(
            bookings.sheets(database, case_id, desk.day),
            choices.payments(database, case_id),
            bookings.bookings(database, case_id),
            bookings.write_offs(database, case_id),
            set_offs.owed_in(database, case_id),
            [one for one in set_offs.of_case(database, case_id) if one.taken_back_on is None],
            bool(of_case(database, case_id, desk.day)),
        )


def _acts(desk: Desk, card: CaseCard, found: _Money) -> list[_Offer]:
    """Return every act with the key that stands before it, and whether it applies now."""
    sheets, received = found.sheets, found.payments
    euro = [sheet for sheet in sheets if not sheet.foreign]
    rests = [one for one in received if one.rest]
    owed = any(sheet.open.total > 0 for sheet in sheets)
    reversible = any(entry.may_be_reversed(one) for one in found.bookings)
    may_go = any(claim_course.may_be_let_go(sheet) or sheet.not_pursued for sheet in sheets)
    we_owe = bool(found.owed)
    return [
        _Offer("p", "money.payment", lambda: payment.record(desk, card, sheets)),
        _Offer("c", "money.correct", lambda: payment.correct(desk, card, sheets, received), bool(received)),
        _Offer("r", "money.reverse", lambda: payment.reverse(desk, card, received), bool(received)),
        _Offer("a", "money.allocate", lambda: payment.allocate(desk, card, sheets, rests), bool(rests and euro)),
        _Offer("d", "money.credit", lambda: entry.credit(desk, card, sheets), owed),
        _Offer("o", "money.costs", lambda: entry.charge(desk, card, sheets), bool(euro)),
        _Offer("e", "money.correct_entry", lambda: entry.correct(desk, card, found.bookings), bool(found.bookings)),
        _Offer("x", "money.reverse_entry", lambda: entry.reverse(desk, card, found.bookings), reversible),
        _Offer("t", "money.contra_add", lambda: contra.add(desk, card)),
        _Offer("m", "money.contra_change", lambda: contra.change(desk, card, found.owed), we_owe),
        _Offer("y", "money.set_off", lambda: set_off.declare(desk, card, sheets, found.owed), owed and we_owe),
        _Offer("z", "money.set_off_back", lambda: set_off.take_back(desk, card, found.set_off), bool(found.set_off)),
        # A closed case is in nobody's queue, where the clocks of a new claim would be seen.
        _Offer("v", "money.add", lambda: claim.add(desk, card, sheets), card.state is not CaseState.CLOSED),
        _Offer("w", "money.change", lambda: claim.change(desk, card, sheets), bool(sheets)),
        _Offer("s", "money.set_day", lambda: _set_day(desk, card), bool(sheets)),
        _Offer("f", "money.freeze", lambda: claim_course.freeze(desk, card, sheets), bool(euro)),
        _Offer("b", "money.write_off", lambda: write_off.write(desk, card, sheets), any(one.left for one in sheets)),
        _Offer("u", "money.unwrite", lambda: write_off.reverse(desk, card, found.write_offs), bool(found.write_offs)),
        _Offer("i", "money.withdraw", lambda: claim_course.withdraw(desk, card, sheets), bool(sheets)),
        _Offer("g", "closing.own", lambda: provision_rates.own(desk, card), owed),
        _Offer("l", "beside.own", lambda: beside.answer(desk, card), found.beside),
        _Offer("n", "money.let_go", lambda: claim_course.let_go(desk, card, sheets), may_go),
    ]


async def _set_day(desk: Desk, card: CaseCard) -> bool:
    return await claim_days(desk, await subject(desk, card))
