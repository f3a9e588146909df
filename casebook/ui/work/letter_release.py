"""Letters released together: what leaves in numbers, what stays and why, and beyond the mandate the approval of it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from casebook import format as form
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.standing import IN_THE_HOUSE
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.actions.letter_batches import Released, ReleaseLetters, ToRelease
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import outbox
from casebook.store.queries.outbox import OutboxRow
from casebook.ui.desk import Desk
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import EMPTY, Line, Span, line
from casebook.ui.widgets.fields import Field
from casebook.ui.work.bank_form import Foreseeing
from casebook.ui.work.bulk import CountField
from casebook.ui.work.letter_lines import kind_word
from casebook.ui.work.letter_many import Many, about, letter_line, report


async def release_all(desk: Desk, rows: Sequence[OutboxRow]) -> Many | None:
    """Show which of letters may be released, and release those as one step; None where one turned back.

    Beyond the mandate it says so, and asks for approval.
    """
    some = [row for row in rows if row.released_on is None and row.state in IN_THE_HOUSE]
    if not some:
        raise Refused("outbox.none_to_release", source=HOUSE_RULE)
    fields: list[Field[Any]] = [CountField(desk, len(some), "outbox.other_count")]

    def command() -> ReleaseLetters:
        return ReleaseLetters(tuple(ToRelease(row.letter_id, row.version) for row in some))

    async def act(wanted: object) -> Done:
        return await desk.meanwhile(desk.say("outbox.releasing", count=len(some)), desk.act(wanted))

    dialog = Foreseeing(
        desk,
        desk.say("outbox.release_all", count=len(some)),
        fields,
        command,
        about=[*_in_numbers(some, desk), *about(some, len(rows) - len(some), desk)],
        listed=[letter_line(row, desk) for row in some],
        act=act,
    )
    done = await desk.ask(dialog)
    if done is None:
        return None
    if not isinstance(done.result, Released):
        return Many((), desk.say("outbox.release_asked", count=len(some)))
    refused = dict(done.result.refused)
    if refused:
        told = report([(row, refused[row.letter_id]) for row in some if row.letter_id in refused], desk)
        await desk.ask(Reader(desk, desk.say("outbox.refused", count=len(refused)), told))
    return Many(set(refused), desk.say("outbox.released_all", count=len(done.result.letter_ids)))


def released_lines(database: Database, released: Released, desk: Desk) -> Iterator[Line]:
    """Yield what would leave in numbers, by kind, and what would stay, with the reason."""
    refused = dict(released.refused)
    rows = {row.letter_id: row for row in outbox.of_ids(database, [*released.letter_ids, *refused])}
    yield from _in_numbers([rows[id_] for id_ in released.letter_ids], desk)
    if refused:
        yield EMPTY
        yield line(Span(desk.say("outbox.stays", count=len(refused)), "due"), hang=2)
        yield from report([(rows[id_], why) for id_, why in refused.items()], desk)


def _in_numbers(rows: Collection[OutboxRow], desk: Desk) -> Iterator[Line]:
    """Yield how many letters there are and what they ask together, and below it the same by kind."""
    yield line(_counted("outbox.leave", rows, desk), hang=2)
    by_kind: dict[str, list[OutboxRow]] = defaultdict(list)
    for row in rows:
        by_kind[kind_word(row.kind, desk)].append(row)
    for kind, some in by_kind.items() if len(by_kind) > 1 else ():
        yield line(Span(f"  {kind}: {_counted('outbox.of_kind', some, desk)}", "quiet"), hang=4)


def _counted(code: str, rows: Collection[OutboxRow], desk: Desk) -> str:
    cents = Cents(sum(row.asks_cents for row in rows))
    if not cents:
        return desk.say("outbox.ask_nothing", count=len(rows))
    return desk.say(code, count=len(rows), cents=form.money(cents, desk.language))
