"""What becomes of a claim: its interest frozen or running, the claim withdrawn, let go or taken up again."""

from collections.abc import Sequence
from typing import Any

from casebook import format as form
from casebook.store.actions.claims import FreezeInterest, MarkNotPursued, WithdrawClaim
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import claim_facts
from casebook.store.queries.bookings import ClaimSheet
from casebook.store.queries.case import CaseCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.prose import Line, labelled
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, TextField
from casebook.ui.work.claim import SeenClaim
from casebook.ui.work.claim_fields import of_claim, pick_claim
from casebook.ui.work.claim_outlook import interest_lines


async def freeze(desk: Desk, card: CaseCard, sheets: Sequence[ClaimSheet]) -> bool:
    """Ask from which day interest stands still, or that it runs again, and why."""
    heading = desk.say("money.freeze_heading", number=card.number, name=card.name)
    sheet = await pick_claim(desk, heading, [one for one in sheets if not one.foreign], lambda one: one.open.total)
    if sheet is None:
        return False
    seen = SeenClaim(desk, await desk.read(claim_facts.stored, sheet.claim_id))
    frozen = sheet.frozen_on is not None
    stops = ChoiceField(
        desk.say("money.interest"),
        [(True, desk.say("money.interest_stops")), (False, desk.say("money.interest_runs"))],
        not frozen,
    )
    on = DayField(desk.say("money.stops_on"), desk, sheet.frozen_on or desk.day, when=lambda: stops.value)
    reason = TextField(desk.say("money.reason"), required=True)

    def command() -> FreezeInterest:
        return FreezeInterest(sheet.claim_id, seen.claim.version, on.value if stops.value else None, reason.value)

    def look(database: Database, _done: Done) -> list[Line]:
        found = claim_facts.outlook(database, sheet.claim_id, desk.day)
        return list(interest_lines(desk, found, seen.claim.facts))

    about = of_claim(desk, sheet)
    if sheet.frozen_on is not None:
        about.append(labelled(desk.say("money.frozen_since"), form.day(sheet.frozen_on, desk.language)))
    fields: list[Field[Any]] = [stops, on, reason] if frozen else [on, reason]
    dialog = Form(desk, heading, fields, command, about=about, foresee=look, renew=seen.renew)
    return await desk.ask(dialog) is not None


async def withdraw(desk: Desk, card: CaseCard, sheets: Sequence[ClaimSheet]) -> bool:
    """Ask which claim is no longer maintained and why, and end it or ask for approval."""
    heading = desk.say("money.withdraw_heading", number=card.number, name=card.name)
    sheet = await pick_claim(desk, heading, sheets, lambda one: one.open.total)
    if sheet is None:
        return False
    seen = SeenClaim(desk, await desk.read(claim_facts.stored, sheet.claim_id))
    reason = TextField(desk.say("money.reason"), required=True)

    def command() -> WithdrawClaim:
        return WithdrawClaim(sheet.claim_id, seen.claim.version, reason.value)

    def look(_database: Database, _done: Done) -> list[Line]:
        return [labelled(desk.say("money.credited"), form.money(sheet.open.total, desk.language))]

    fields: list[Field[Any]] = [reason]
    dialog = Form(
        desk,
        heading,
        fields,
        command,
        about=[*of_claim(desk, sheet), labelled("", desk.say("money.withdraw_ends"))],
        foresee=look,
        renew=seen.renew,
    )
    return await desk.ask(dialog) is not None


async def let_go(desk: Desk, card: CaseCard, sheets: Sequence[ClaimSheet]) -> bool:
    """Ask which claim that is written off is let go, or taken up again, and why."""
    heading = desk.say("money.let_go_heading", number=card.number, name=card.name)
    sheet = await pick_claim(
        desk, heading, [one for one in sheets if may_be_let_go(one) or one.not_pursued], lambda one: one.written_off
    )
    if sheet is None:
        return False
    seen = SeenClaim(desk, await desk.read(claim_facts.stored, sheet.claim_id))
    reason = TextField(desk.say("money.reason"), required=True)
    told = "money.taken_up" if sheet.not_pursued else "money.let_go_quiet"
    dialog = Form(
        desk,
        heading,
        [reason],
        lambda: MarkNotPursued(sheet.claim_id, seen.claim.version, not sheet.not_pursued, reason.value),
        about=[*of_claim(desk, sheet), labelled("", desk.say(told))],
        renew=seen.renew,
    )
    return await desk.ask(dialog) is not None


def may_be_let_go(sheet: ClaimSheet) -> bool:
    """Tell whether a claim is written off in full."""
    return not sheet.foreign and not sheet.not_pursued and sheet.left == 0 and sheet.written_off > 0
