"""What a decision on an entry of the bank would do, or did: where each part goes, and what stays in the bank inbox."""

from collections.abc import Callable, Iterator, Sequence

from casebook import format as form
from casebook.domain.finding import Caution
from casebook.domain.money import ZERO, Cents
from casebook.store.actions.payments import Booked
from casebook.store.database import Database
from casebook.store.models.bank import UseKind
from casebook.store.perform import Done
from casebook.store.queries import bank_entry, bookings, received
from casebook.store.queries.bank_entry import EntryCard, EntryUse
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import money
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Foresee
from casebook.ui.prose import Line, Span, labelled, line
from casebook.ui.work.bank_lines import use_said
from casebook.ui.work.payment_division import division_lines

_LABEL = 22

Heed = Callable[[Sequence[Caution]], None]


async def foreseen(desk: Desk, before: EntryCard, heed: Heed | None = None) -> Foresee:
    """Return what shows what a decision makes of an entry; `heed` is told what to beware of."""
    known = {use.use_id: use.undone_on for use in before.uses}
    last_entry = await desk.read(received.last_entry)

    def look(database: Database, done: Done) -> list[Line]:
        after = bank_entry.entry(database, before.entry_id)
        new = [use for use in after.uses if known.get(use.use_id, use) != use.undone_on]
        booked = _booked(done.result)
        if heed is not None:
            heed([caution for one in booked for caution in one.cautions])
        lines: list[Line] = []
        for use in new:
            cautions = [caution for one in booked if one.payment_id == use.payment_id for caution in one.cautions]
            lines += _use(use, desk, database, cautions)
        lines += _cases(new, desk, database, last_entry)
        said = desk.say("bank_entry.all_used") if after.rest == ZERO else money(after.rest, desk)
        return [*lines, labelled(desk.say("bank_entry.stays"), said, _LABEL)]

    return look


def _use(use: EntryUse, desk: Desk, database: Database, cautions: Sequence[Caution]) -> Iterator[Line]:
    undone = desk.say("bank_entry.taken_back") + " · " if use.undone_on is not None else ""
    yield line(Span(undone + use_said(use, desk), "strong"), hang=2)
    if use.case_id is None or use.payment_id is None or use.undone_on is not None:
        return
    if use.kind is UseKind.BOOKED:
        found = received.received(database, use.case_id, use.payment_id)
        yield from division_lines(desk, found.allocated, cautions)
    elif use.kind is UseKind.CONFIRMED:
        yield line("  ", desk.say("bank_entry.nothing_booked"), hang=2)
    elif use.kind is UseKind.RETURNED:
        found = received.received(database, use.case_id, use.payment_id)
        yield line("  ", desk.say("bank_entry.payment_back", on=found.row.on_day, amount=found.row.cents), hang=2)


def _cases(uses: Sequence[EntryUse], desk: Desk, database: Database, last_entry: int) -> Iterator[Line]:
    """Yield for each case the interest that is booked first, and what is open then; of several with their number."""
    numbers = {use.case_id: clean_line(use.number) for use in uses if use.case_id is not None}
    for case_id, number in numbers.items():
        of = f" {number}" if len(numbers) > 1 else ""
        interest = received.interest_since(database, case_id, last_entry)
        if interest:
            yield labelled(desk.say("money.interest_first") + of, form.money(interest, desk.language), _LABEL)
        owed = sum((sheet.open.total for sheet in bookings.sheets(database, case_id, desk.day)), ZERO)
        yield labelled(desk.say("money.open_then") + of, form.money(Cents(owed), desk.language), _LABEL)


def _booked(result: object) -> list[Booked]:
    """Return the payments that a decision resulted in."""
    several = result if isinstance(result, list | tuple) and not isinstance(result, Booked) else [result]
    return [one for one in several if isinstance(one, Booked)]
