"""What an end of a proceeding left of claims, for which nobody asks any more: written off and let go, as one step."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.rules import Effect
from casebook.errors import CasebookError, Refused
from casebook.store import commands, unwound
from casebook.store.actions.claims import MarkNotPursued
from casebook.store.actions.write_offs import WriteOff
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import bookings, clean_slate
from casebook.store.queries.bookings import ClaimSheet
from casebook.store.queries.case import CaseCard
from casebook.store.queries.insolvencies import InsolvencyCard
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.prose import line
from casebook.ui.widgets.fields import Field, TextField, yes_field

_NAME = 20


class _Left(NamedTuple):
    """A claim of which something may be let go, and whether its end proposes that."""

    sheet: ClaimSheet
    proposed: bool


def is_left(sheets: Sequence[ClaimSheet]) -> bool:
    """Tell whether something of claims may be let go: what is open, or was written off and is still pursued."""
    return any(_may_go(sheet) for sheet in sheets)


async def let_go(desk: Desk, card: CaseCard, of: InsolvencyCard) -> bool:
    """Ask which claims are let go and why; what is open of each is written off with it.

    What the end does not cover is not proposed. Where one may not, those before it are let go all the same. Refused to
    who is no lead, before anything is typed.
    """
    found = await desk.read(_left, card.case_id, of, desk.day)
    if not found:
        raise Refused("insolvency.nothing_left", source=HOUSE_RULE, number=card.number)
    # Before anything is typed: else what is written off is, and nothing is let go.
    first = found[0].sheet
    letting_go = MarkNotPursued(first.claim_id, first.version, not_pursued=True, reason="")
    commands.check_role(commands.action_for(letting_go), desk.session.actor)
    asked = [(one.sheet, yes_field(clean_line(one.sheet.number, _NAME), desk, yes=one.proposed)) for one in found]
    reason = TextField(desk.say("money.reason"), required=True)
    done: set[tuple[type, int]] = set()

    def wanted() -> list[WriteOff | MarkNotPursued]:
        because = reason.value
        some: list[WriteOff | MarkNotPursued] = []
        for sheet, chosen in asked:
            if chosen.value and sheet.left:
                some.append(WriteOff(sheet.claim_id, sheet.left, because))
            if chosen.value:
                some.append(MarkNotPursued(sheet.claim_id, sheet.version, not_pursued=True, reason=because))
        left = [one for one in some if (type(one), one.claim_id) not in done]
        if not left:
            raise Refused("insolvency.none_let_go", source=HOUSE_RULE)
        return left

    async def act(some: Sequence[WriteOff | MarkNotPursued]) -> Done:
        last = Done(None, None, None)
        outcomes = await desk.act_all(some, lambda _: None)
        done.update(
            (type(one), one.claim_id) for one, (_, made) in zip(some, outcomes, strict=True) if isinstance(made, Done)
        )
        for _, made in outcomes:
            if isinstance(made, CasebookError):
                raise made
            last = made
        return last

    fields: list[Field[Any]] = [reason, *(chosen for _, chosen in asked)]
    told = [{"number": one.number, "creditor": one.creditor, "cents": one.left} for one, _ in asked]
    about = [line(desk.say("money.claim", **each), hang=2) for each in told]
    heading = desk.say("insolvency.let_go_heading", number=card.number, name=card.name)
    return await desk.ask(Form(desk, heading, fields, wanted, about=about, act=act)) is not None


def _may_go(sheet: ClaimSheet) -> bool:
    return not sheet.foreign and not sheet.not_pursued and (sheet.left > 0 or sheet.written_off > 0)


def _left(database: Database, case_id: int, of: InsolvencyCard, day: date) -> list[_Left]:
    """Return the claims of a case of which something may be let go.

    A clean slate covers what is from before the proceeding and is not excepted; who is no more owes nothing at all.
    """
    with database.snapshot():
        sheets = [one for one in bookings.sheets(database, case_id, day) if _may_go(one)]
        since, outcome = of.standing.since, of.standing.outcome
        if since is None or outcome is None or outcome.effect is Effect.CEASED:
            return [_Left(one, proposed=True) for one in sheets]
        after = {one.claim.id for one in unwound.cuts(database, of.row.party_id, since) if one.cut.is_after}
        spared = after | clean_slate.excepted(database, case_id).keys()
        return [_Left(one, proposed=one.claim_id not in spared) for one in sheets]
