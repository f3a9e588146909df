"""What a scheme or composition left is remitted once it was completed: as it was voted, with the way of its VAT."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store import beside as beside_rows
from casebook.store import scheme_rest
from casebook.store.actions.scheme_remission import RemitRest
from casebook.store.database import Database
from casebook.store.models.arrangements import VatRoute
from casebook.store.perform import Done
from casebook.store.queries import bookings, claim_vat
from casebook.store.queries.case import CaseCard
from casebook.store.scheme_rest import Rest
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.fields import ChoiceField, TextField
from casebook.ui.work import beside
from casebook.ui.work.kinds import words_of
from casebook.ui.work.vat import unrated_lines

_ROUTE = {one: f"vat_{one}" for one in VatRoute}


async def remit(desk: Desk, card: CaseCard) -> bool:
    """Ask why and with which way of the VAT what is left is remitted, once each beside the debtor is answered."""
    found = [one for one in await desk.read(scheme_rest.of_case, card.case_id, desk.day) if one.parts]
    if not found:
        raise Refused("remission.nothing", source=HOUSE_RULE, number=card.number)
    rest = found[0]
    known = await desk.read(beside_rows.of_case, card.case_id, desk.day)
    if any(one.answer is None for one in known) and not await beside.answer(desk, card):
        return False
    voted = rest.vote.vat_route if rest.vote is not None else None
    vat = ChooseVat(desk, voted)
    reason = TextField(desk.say("arrangements.remark"), desk.say("remission.reason_completed"), required=True)

    def command() -> RemitRest:
        chosen = vat.value if vat.value is not voted else None
        return RemitRest(rest.row.id, rest.row.version, card.case_id, reason.value, chosen)

    before = {one.claim_id: one for one in await desk.read(bookings.sheets, card.case_id, desk.day)}

    def look(database: Database, done: Done) -> list[Line]:
        after = {one.claim_id: one for one in bookings.sheets(database, card.case_id, desk.day)}
        lines = []
        for id_, sheet in before.items():
            cents = sheet.open.total - after[id_].open.total
            if cents > 0:
                lines.append(line("→ ", desk.say("arrangements.will_remit", number=sheet.number, cents=Cents(cents))))
        return [*lines, line("→ ", Span(desk.say("remission.will_remit", cents=Cents(done.result)), "strong"))]

    heading = desk.say("remission.heading", number=card.number, name=card.name)
    unrated = [one for one in await desk.read(claim_vat.unrated, card.case_id) if one.claim_id in rest.claim_ids]
    about = [*rest_lines(rest, desk), *unrated_lines(desk, unrated)]
    dialog = Form(desk, heading, [vat, reason], command, about=about, foresee=look)
    return await desk.ask(dialog) is not None


class ChooseVat(ChoiceField[VatRoute | None]):
    """The way of the VAT on what is remitted; what was not chosen yet may stay so."""

    def __init__(self, desk: Desk, route: VatRoute | None = None, *, when: Callable[[], bool] | None = None) -> None:
        later = [(None, desk.say("remission.vat_later"))] if route is None else []
        super().__init__(desk.say("arrangements.vat"), [*later, *words_of(VatRoute, desk, _ROUTE)], route, when=when)


def rest_lines(rest: Rest, desk: Desk) -> Iterator[Line]:
    """Yield what is left and why, and what was voted."""
    yield line(desk.say(f"word.insolvency_effect_{rest.effect}"), f" ({rest.source})", hang=2)
    yield line(desk.say("remission.left", cents=rest.cents), hang=2)
    vote = rest.vote
    if vote is None:
        yield line(Span(desk.say("remission.no_vote"), "due"), hang=2)
        return
    told = {"on": vote.decided_on, "percent": Decimal(vote.percent)}
    if not vote.in_favour:
        yield line(Span(desk.say("remission.against", on=vote.decided_on), "due"), hang=2)
    elif vote.remission_cents is None:
        yield line(Span(desk.say("remission.voted_unsized", **told), "due"), hang=2)
    else:
        yield line(desk.say("remission.voted", cents=vote.remission_cents, **told), hang=2)
