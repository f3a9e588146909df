"""An amount that an agency passed on, shared out by the specification it sent."""

from collections.abc import Iterator

from casebook import format as form
from casebook.domain.money import Cents
from casebook.jobs import agency_remittances
from casebook.jobs.agency_remittances import Specification
from casebook.store.queries.bank_entry import EntryCard
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.ask_file import AskPath
from casebook.ui.dialogs.find import find_party
from casebook.ui.prose import Line, Span, labelled, line
from casebook.ui.widgets.fields import TextField
from casebook.ui.work.bank_agency import fee_said
from casebook.ui.work.bank_foreseen import foreseen
from casebook.ui.work.bank_form import EntryForm
from casebook.ui.work.bank_lines import heading, told

_LABEL = 22
# So many lines are shown; of more only what they come to.
_MOST = 200


async def specification(desk: Desk, card: EntryCard) -> bool:
    """Ask which agency passed an amount on, and for its specification; show what that comes to, and book it."""
    agency = await find_party(desk, desk.say("bank_form.which_agency"), card.name)
    if agency is None:
        return False
    profile = await desk.read(agency_remittances.profile_of, agency)
    title = desk.say("bank_form.which_file", heading=heading(card, desk))
    rows = await desk.ask(AskPath(desk, title, lambda path: agency_remittances.read(path, profile)))
    if rows is None:
        return False
    found = await desk.read(agency_remittances.specified, card, agency, rows)
    remark = TextField(desk.say("bank_form.remark"))
    dialog = EntryForm(
        desk,
        desk.say("bank_form.remittance", heading=heading(card, desk)),
        [remark],
        lambda: found.command(card.entry_id, remark.value),
        about=[*told(card, desk), *_lines(desk, card, found)],
        foresee=await foreseen(desk, card),
        of=card,
    )
    return await desk.ask(dialog) is not None


def _lines(desk: Desk, card: EntryCard, found: Specification) -> Iterator[Line]:
    """Yield what all of it comes to, and each line beside the terms; what differs from them stands first."""
    yield labelled(
        desk.say("bank_form.in_all"), desk.say("bank_form.kept_of", gross=found.gross, fee=found.fee), _LABEL
    )
    lacking = Cents(found.gross - found.fee - card.rest)
    if lacking:
        yield labelled(desk.say("bank_form.does_not_fit"), Span(form.money(lacking, desk.language), "due"), _LABEL)
    in_order = sorted(found.lines, key=lambda one: one.fee == one.expected)
    for one in in_order[:_MOST]:
        name = f"{one.placement.number} {clean_line(one.placement.debtor)}"
        kept = desk.say("bank_form.kept_of", gross=one.gross, fee=one.fee)
        yield line(Span(name, "strong"), f" · {kept}", hang=2)
        code, parameters = fee_said(one.fee, one.expected)
        yield line("  ", Span(desk.say(code, **parameters), "due" if one.expected != one.fee else "quiet"), hang=4)
    if (more := len(found.lines) - _MOST) > 0:
        yield line(Span(desk.say("bank_form.more_lines", count=more), "quiet"))
