"""Deciding on entries of the bank from their list: accepting, assigning, looking at one and doing what it asks for."""

from typing import TYPE_CHECKING

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.queries import bank_entry, bank_statements
from casebook.store.queries.bank_statements import AccountRow
from casebook.ui.desk import Desk
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import EMPTY, Span, line
from casebook.ui.screens import working

if TYPE_CHECKING:
    from casebook.ui.screens.bank_inbox import BankInbox


async def accept(place: "BankInbox") -> str | None:
    """Accept what is proposed for the entry that is chosen, or for those that are marked; return what is said then."""
    from casebook.ui.work.bank_accept import accept, accept_all

    if not len(place.list.marked):
        return None if place.entry_id is None else await accept(place.desk, place.entry_id)
    done = await accept_all(place.desk, place.list.marked_rows)
    if done is None:
        return None
    place.done(done.left)
    return done.said


async def act(place: "BankInbox") -> str | None:
    """Ask what is done with the entry that is chosen, or with all that are ready, or with what an account misses.

    Returns what is said then.
    """
    from casebook.ui.work import bank_gaps
    from casebook.ui.work.bank_accept import accept_all
    from casebook.ui.work.bank_menu import act_on

    if isinstance(place.mover.chosen, AccountRow):
        return await bank_gaps.act_on(place.desk, place.mover.chosen)

    async def all_ready() -> str | None:
        done = await accept_all(place.desk, await place.desk.read(place.ready))
        return None if done is None else done.said

    is_list = place.mover is place.list
    if is_list and len(place.list.marked):
        raise Refused("bank_entry.one_at_a_time", source=HOUSE_RULE, count=len(place.list.marked))
    return await act_on(place.desk, place.entry_id, all_ready if is_list else None)


async def open_entry(place: "BankInbox", entry_id: int) -> None:
    """Show an entry and do what is chosen there, until one turns back or nothing is left of it."""
    from casebook.ui.screens.case import CaseScreen
    from casebook.ui.work.bank_accept import accept
    from casebook.ui.work.bank_menu import act_on
    from casebook.ui.work.bank_page import EntryPage

    desk = place.desk
    card = await desk.read(bank_entry.entry, entry_id)
    while True:
        page = EntryPage(desk, card)
        await desk.ask(page)
        match page.then:
            case "accept":
                await working.own(place, accept(desk, entry_id))
            case "act":
                await working.own(place, act_on(desk, entry_id))
            case "case" if page.case_id is not None:
                await place.app.push_screen(CaseScreen(desk, page.case_id))
                return
            case _:
                return
        before, card = card, await desk.read(bank_entry.entry, entry_id)
        if before.rest and not card.rest:
            return


async def explain(desk: Desk, entry_id: int) -> None:
    """Show by which methods it was looked for what an entry is, and what each found."""
    from casebook.ui.work.bank_page import why

    await why(desk, await desk.read(bank_entry.entry, entry_id))


async def show_statements(desk: Desk, account: AccountRow) -> None:
    """Show the statements of an account."""
    from casebook.ui.work.bank_statement_lines import statement_lines

    found = await desk.read(bank_statements.newest, account.account)
    heading = desk.say("bank_statement.heading", account=account.account, creditor=account.creditor)
    hint = line(Span(desk.say("bank_statement.hint"), "quiet"))
    await desk.ask(Reader(desk, heading, [hint, EMPTY, *statement_lines(found, desk)]))
