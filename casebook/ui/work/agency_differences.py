"""What is made of a difference between the list of an agency and ours: one key for each thing that can be."""

from collections.abc import Callable

from casebook import format as form
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.domain.placements.facts import PlacementEventKind
from casebook.domain.placements.inventory import DifferenceKind, Resolution
from casebook.errors import Refused
from casebook.store import placement_rows
from casebook.store.actions.agency_differences import RESOLUTIONS, AskDifference, ResolveDifference
from casebook.store.queries import case
from casebook.store.queries.agency_differences import DifferenceRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.fields import LongTextField
from casebook.ui.widgets.menu import Entry

_K, _R, _E = DifferenceKind, Resolution, PlacementEventKind


async def decide(desk: Desk, row: DifferenceRow) -> str | None:
    """Ask what is made of a difference, and do it; return what is said then, None where one turned back."""
    acts = {"+": accept, "-": leave, "a": ask, "t": end}
    offered = [key for key in acts if key != "t" or _R.RECALLED in RESOLUTIONS[row.kind]]
    offered = [key for key in offered if key != "+" or row.kind in (_K.PROPOSED, _K.AMOUNT)]
    entries = [Entry(key, key, desk.say(f"agency_differences.do_{_code(key, row)}")) for key in offered]
    name = " ".join(filter(None, (row.number or row.reference, clean_line(row.name))))
    key = await desk.ask(Pick(desk, name, entries, about=desk.say(f"word.difference_{row.kind}")))
    if key is None or not await acts[key](desk, row):
        return None
    return desk.say("agency_differences.saved", number=row.number or row.reference, name=row.name)


def _code(key: str, row: DifferenceRow) -> str:
    """Return how what a key does is called for a difference."""
    match key:
        case "+":
            return Resolution.SAME if row.kind is _K.PROPOSED else Resolution.NOTED
        case "-":
            return Resolution.NOT_SAME if row.kind is _K.PROPOSED else Resolution.IGNORED
        case "a":
            return "ask"
        case _:
            return "end"


async def accept(desk: Desk, row: DifferenceRow) -> bool:
    """Take over what the agency has: the same placement, or its amount as a note."""
    match row.kind:
        case _K.PROPOSED:
            await desk.act(ResolveDifference(row.id, row.version, _R.SAME))
            return True
        case _K.AMOUNT:
            amount = desk.say("agency_differences.their_amount", agency=row.agency, on=row.on_day, cents=row.theirs)
            return await _reason(desk, row, _R.NOTED, amount)
        case _:
            raise Refused("agency_differences.nothing_to_take_over", source=HOUSE_RULE)


async def leave(desk: Desk, row: DifferenceRow) -> bool:
    """Leave a difference as it is, with a reason; what seemed the same is not."""
    if row.kind is _K.PROPOSED:
        await desk.act(ResolveDifference(row.id, row.version, _R.NOT_SAME))
        return True
    return await _reason(desk, row, _R.IGNORED, row.note)


async def ask(desk: Desk, row: DifferenceRow) -> bool:
    """Record that the agency is asked about a difference, and what it is asked."""
    note = LongTextField(desk.say("agency_differences.note"), row.note)
    heading = desk.say("agency_differences.ask")
    return await _form(desk, row, heading, note, lambda: AskDifference(row.id, row.version, note.value))


async def end(desk: Desk, row: DifferenceRow) -> bool:
    """Recall or end our placement, and resolve the difference by that."""
    if row.placement_id is None or _R.RECALLED not in RESOLUTIONS[row.kind]:
        raise Refused("agency_differences.nothing_to_end", source=HOUSE_RULE)
    if await _ended(desk, row) is None:
        from casebook.ui.work.placement import placement

        card = await desk.read(case.card, row.case_id)
        if card is None or not await placement(desk, card):
            return False
    done = await _ended(desk, row)
    if done is not None:
        await desk.act(ResolveDifference(row.id, row.version, done))
    return True


async def _ended(desk: Desk, row: DifferenceRow) -> Resolution | None:
    """Return how our placement ended, None where it did not."""
    assert row.placement_id is not None
    found = await desk.read(placement_rows.of_ids, [row.placement_id])
    of = found[row.placement_id].placement
    if of.last(_E.CLOSED, _E.RETURNED, _E.DECLINED) is not None:
        return _R.CLOSED
    return _R.RECALLED if of.last(_E.RECALL_ANNOUNCED, _E.RECALLED) is not None else None


async def _reason(desk: Desk, row: DifferenceRow, resolution: Resolution, text: str) -> bool:
    note = LongTextField(desk.say("agency_differences.note"), text, required=True)
    heading = desk.say(f"agency_differences.{resolution}")
    return await _form(desk, row, heading, note, lambda: ResolveDifference(row.id, row.version, resolution, note.value))


async def _form(
    desk: Desk, row: DifferenceRow, heading: str, note: LongTextField, command: Callable[[], object]
) -> bool:
    dialog = Form(desk, heading, [note], command, about=difference_lines(row, desk))
    return await desk.ask(dialog) is not None


def difference_lines(row: DifferenceRow, desk: Desk) -> list[Line]:
    """Return what a difference is, as sentences."""
    name = " ".join(filter(None, (row.number, row.reference, clean_line(row.name))))
    lines = [line(Span(name, "strong"), f" · {desk.say(f'word.difference_{row.kind}')}", hang=2)]
    said = []
    if row.ours is not None or row.theirs is not None:
        amounts = {"ours": _amount(desk, row.ours), "theirs": _amount(desk, row.theirs)}
        said.append(desk.say("agency_differences.amounts", **amounts))
    if row.state is not None:
        said.append(desk.say("agency_differences.their_state", state=f"their_state_{row.state}"))
    if row.line is not None:
        said.append(desk.say("agency_differences.at_line", line=row.line))
    lines.append(line(" · ".join(said), hang=2))
    if row.asked_on is not None:
        asked = desk.say("agency_differences.asked", on=row.asked_on)
        lines.append(line(Span(asked, "due"), f" {clean_line(row.note, 300)}", hang=2))
    return lines


def _amount(desk: Desk, cents: Cents | None) -> str:
    return "-" if cents is None else form.money(cents, desk.language)
