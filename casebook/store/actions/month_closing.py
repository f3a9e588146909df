"""Closing a month of an entity: what stood then is kept with its digest, and what comes later is shown as such."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casebook.domain.closing import Checked, Movement, RollForward, digest, month_end, month_of, next_month
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import ZERO, Cents
from casebook.errors import Refused
from casebook.store import log, mandates, month_checks, roll_forward, standing_closings
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.models.closing import MonthAccepted, MonthClosing, MonthReopening
from casebook.store.models.parties import Creditor
from casebook.store.models.people import Role
from casebook.store.queries import provisions
from casebook.store.queries.as_at import Asked, Knowledge
from casebook.store.transaction import LEDGER, Transaction

# Whoever closes a month may handle no cases.
LEAD = frozenset({Role.LEAD})
_TURN = "SELECT COALESCE(max(turn), 0) FROM month_closing WHERE creditor_id = ? AND month = ?"


@dataclass(frozen=True, slots=True)
class Accepted:
    """What does not agree, as it was seen, and why the month is closed all the same."""

    code: str
    number: int
    cents: Cents
    reason: str


@dataclass(frozen=True, slots=True)
class CloseMonth:
    """The month of an entity that is closed, by its first day, with all that does not agree accepted."""

    creditor_id: int
    month: date
    accepted: tuple[Accepted, ...] = ()


@dataclass(frozen=True, slots=True)
class ReopenMonth:
    """A closing that is to stand no more, and why."""

    closing_id: int
    reason: str


@action("month.close", also=LEAD, not_undoable="closing.reopen_instead")
def close(tx: Transaction, command: CloseMonth) -> int:
    """Close a month and return the id of the closing.

    Refused for a month that is not over or not the next one, to who has no mandate for it, and where something does
    not agree that was not accepted as it is now. Of two who close one month at once the second is refused.
    """
    creditor = tx.get(Creditor, command.creditor_id)
    month, last = month_of(command.month), month_end(month_of(command.month))
    if last >= tx.day:
        raise Refused("closing.not_over", source=HOUSE_RULE, until=last)
    mandates.check(tx, mandates.Act.MONTH_CLOSING, ZERO)
    _hold(tx)
    _refuse_out_of_turn(tx, creditor, month)
    _refuse_not_accepted(month_checks.checks(tx.database, creditor.id, month, last, tx.day), command.accepted)
    known = roll_forward.last_rows(tx.database)
    rolled = roll_forward.roll_forward(tx.database, creditor.id, month, known)
    standings = roll_forward.standings(tx.database, creditor.id, last, known)
    closing_id = tx.add(
        MonthClosing,
        creditor_id=creditor.id,
        month=month,
        until_on=last,
        turn=tx.database.value(_TURN, (creditor.id, month)) + 1,
        closed_on=tx.day,
        person_id=tx.actor.person,
        last_entry=known.last_entry,
        last_write_off=known.last_write_off,
        claims=sum(1 for one in standings if one.open_cents or one.written_off),
        digest=digest(standings),
        provision_cents=provisions.total(tx.database, Asked(last, Knowledge.NOW, tx.day, creditor.id)),
        **_amounts(rolled),
    )
    tx.add_many(
        MonthAccepted,
        [
            {
                "closing_id": closing_id,
                "code": one.code,
                "number": one.number,
                "cents": one.cents,
                "reason": given.reason(one.reason),
            }
            for one in command.accepted
        ],
    )
    return closing_id


@action("month.reopen", also=LEAD, not_undoable="closing.close_again")
def reopen(tx: Transaction, command: ReopenMonth) -> int:
    """Let a closing stand no more and return the id of that fact. Only the last month that is closed is reopened."""
    row = tx.get(MonthClosing, command.closing_id)
    mandates.check(tx, mandates.Act.MONTH_CLOSING, ZERO)
    reason = given.reason(command.reason)
    _hold(tx)
    last = standing_closings.last_closed(tx.database, row.creditor_id)
    if tx.first(MonthReopening.select().where(MonthReopening.closing_id == row.id)) is not None:
        raise Refused("closing.reopened", source=HOUSE_RULE, month=row.until_on)
    if last is not None and last.closing_id != row.id:
        raise Refused("closing.reopen_last", source=HOUSE_RULE, month=last.until_on)
    return tx.add(MonthReopening, closing_id=row.id, reopened_on=tx.day, person_id=tx.actor.person, reason=reason)


def _hold(tx: Transaction) -> None:
    """Let nobody book or close anything until this is done: what has a higher number was recorded after it."""
    tx.hold(LEDGER)
    log.lock_head(tx.database)


def _refuse_out_of_turn(tx: Transaction, creditor: Creditor, month: date) -> None:
    last = standing_closings.last_closed(tx.database, creditor.id)
    if last is None:
        return
    if month <= last.month:
        raise Refused("closing.closed", source=HOUSE_RULE, month=month_end(month), on=last.closed_on)
    if month != next_month(last.month):
        raise Refused("closing.in_order", source=HOUSE_RULE, month=month_end(next_month(last.month)))


def _refuse_not_accepted(found: Sequence[Checked], accepted: Sequence[Accepted]) -> None:
    """Refuse where something does not agree that nobody accepted, or is not as it was when it was accepted."""
    seen = {one.code: Checked(one.code, one.number, one.cents) for one in accepted}
    for one in found:
        if seen.get(one.code) != one:
            code = "closing.not_accepted" if one.code not in seen else "closing.changed"
            raise Refused(code, source=HOUSE_RULE, what=(one.code, {"count": one.number, "cents": one.cents}))


def _amounts(rolled: RollForward) -> dict[str, Cents]:
    """Return the figures of a roll-forward by the columns they are kept in."""
    moved = {f"{movement.removeprefix('roll_')}_cents": rolled.of(movement) for movement in Movement}
    return {
        **moved,
        "opening_cents": rolled.opening,
        "later_cents": rolled.later,
        "closing_cents": rolled.closing,
        "unsent_cents": rolled.unsent,
    }
