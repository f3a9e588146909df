"""Days of an account that no statement tells: taken as known by somebody who answers for it, or no longer."""

from collections.abc import Sequence

from casebook import format as form
from casebook.domain.bank_cover import Stretch
from casebook.store import bank_freshness
from casebook.store.actions.bank_gaps import AcceptGap, WithdrawGap
from casebook.store.bank_freshness import GapRow
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import arrangement_standing, bank_statements
from casebook.store.queries.arrangement_standing import Listed
from casebook.store.queries.bank_statements import AccountRow
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import day
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Foresee, Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Line, labelled, line
from casebook.ui.widgets.fields import TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.debtor_rows import key_at

_LABEL = 22
_COUNTED = {Listed.UNJUDGED: "bank_gap.unjudged", Listed.BEHIND: "bank_gap.behind"}


async def act_on(desk: Desk, account: AccountRow) -> str | None:
    """Ask which days of an account are taken as known, or no longer; return what is said then."""
    missing = await desk.read(bank_statements.missing, account.account)
    some: list[Stretch | GapRow] = [*missing.gaps, *missing.accepted]
    if not some:
        return desk.say("bank_gap.nothing")
    entries = [Entry(one, key_at(at), _said(one, desk)) for at, one in enumerate(some)]
    chosen = await desk.ask(Pick(desk, desk.say("bank_gap.heading", account=account.account), entries))
    if chosen is None:
        return None
    before = await desk.read(_counts, desk)
    reason = TextField(
        desk.say("bank_gap.reason" if isinstance(chosen, Stretch) else "bank_gap.withdraw_reason"), required=True
    )

    def command() -> AcceptGap | WithdrawGap:
        if isinstance(chosen, Stretch):
            return AcceptGap(account.account, chosen.after, chosen.from_on, reason.value)
        return WithdrawGap(chosen.id, chosen.version, reason.value)

    about = [line(_said(chosen, desk), hang=2)]
    if isinstance(chosen, Stretch):
        about.append(line(desk.say("bank_gap.about")))
    dialog = Form(
        desk,
        desk.say("bank_gap.heading", account=account.account),
        [reason],
        command,
        about=about,
        foresee=_foreseen(desk, account, before),
    )
    return None if await desk.ask(dialog) is None else desk.say("bank_gap.saved")


def _said(one: Stretch | GapRow, desk: Desk) -> str:
    if isinstance(one, Stretch):
        code = "bank_gap.accept_beginning" if one.after is None else "bank_gap.accept"
        return desk.say(code, after=one.after, begins=one.from_on)
    code = "bank_gap.withdraw_beginning" if one.after_on is None else "bank_gap.withdraw"
    return desk.say(code, after=one.after_on, begins=one.from_on, by=clean_line(one.by))


def _counts(database: Database, desk: Desk) -> Sequence[str]:
    counts = (arrangement_standing.plans(database, one, desk.day).count(database) for one in _COUNTED)
    return [form.number(count.number, desk.language) + ("+" if count.more else "") for count in counts]


def _foreseen(desk: Desk, account: AccountRow, before: Sequence[str]) -> Foresee:
    """Return what shows up to when the account is known then, and how many arrangements are judged otherwise."""

    def look(database: Database, _: Done) -> list[Line]:
        found = bank_freshness.covers(database, [account.creditor_id])
        until = next((one.until_on for one in found if one.iban == account.account), None)
        known = desk.say("bank_inbox.never") if until is None else day(until, desk)
        changed = zip(_COUNTED.values(), before, _counts(database, desk), strict=True)
        return [
            labelled(desk.say("bank_gap.until"), known, _LABEL),
            *(labelled(desk.say(code), was if was == now else f"{was} → {now}", _LABEL) for code, was, now in changed),
        ]

    return look
