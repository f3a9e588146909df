"""Contact blocks: who is not written to or called, from the menu of the debtor."""

from casebook.store.actions.contact_blocks import LiftContactBlock, PlaceContactBlock
from casebook.store.models.cases import Channel
from casebook.store.queries import contact_blocks
from casebook.store.queries.case import CaseCard
from casebook.store.queries.contact_blocks import BlockRow
from casebook.store.queries.told.words import channel_word
from casebook.text import clean_line
from casebook.ui.case_tabs.about.contact_blocks import way_of
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.fields import ChoiceField, DayField, LongTextField, OptionalDayField
from casebook.ui.work.debtor_rows import Another, pick_row

# So much of a reason stands in a menu, in characters.
_LONGEST = 40


async def blocks(desk: Desk, card: CaseCard, party_id: int) -> bool:
    """Place a contact block on a party, or lift one."""
    known = await desk.read(contact_blocks.of_party, party_id, desk.day)
    heading = f"{desk.say('block.heading')} · {card.number} {clean_line(card.name)}"

    def lifting(row: BlockRow) -> str:
        return desk.say("block.lift", way=way_of(row, desk), reason=clean_line(row.reason, _LONGEST))

    chosen = await pick_row(desk, heading, known, lifting, desk.say("block.another"))
    reason = LongTextField(desk.say("block.reason"), required=True)
    match chosen:
        case None:
            return False
        case BlockRow():
            form = Form(
                desk, heading, [reason], lambda: LiftContactBlock(chosen.block_id, chosen.version, reason.value)
            )
        case Another():
            return await _place(desk, heading, party_id, reason)
    return await desk.ask(form) is not None


async def _place(desk: Desk, heading: str, party_id: int, reason: LongTextField) -> bool:
    ways: list[tuple[Channel | None, str]] = [(None, desk.say("block.any_way"))]
    ways += [(one, desk.say(f"word.{channel_word(one)}")) for one in Channel]
    way = ChoiceField[Channel | None](desk.say("block.way"), ways, None)
    since = DayField(desk.say("block.since"), desk, desk.day)
    until = OptionalDayField(desk.say("block.until"), desk)

    def command() -> PlaceContactBlock:
        return PlaceContactBlock(party_id, reason.value, since.value, way.value, until.value)

    return await desk.ask(Form(desk, heading, [reason, way, since, until], command)) is not None
