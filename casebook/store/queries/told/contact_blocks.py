"""How it is told that somebody is not contacted, and that he is again."""

from casebook.store.actions.contact_blocks import LiftContactBlock, PlaceContactBlock
from casebook.store.queries.told.shapes.parties import Block
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, when, written
from casebook.store.queries.told.words import channel_word


@teller
def _placed(scene: Scene, command: PlaceContactBlock) -> Telling:
    about = {"party": scene.party(command.party_id), "since": command.from_on}
    said: Said = ("told.block", about)
    if command.channel is not None:
        said = ("told.block_channel", {**about, "channel": channel_word(command.channel)})
    return Telling([said, *when("told.until", on=command.until_on)], written(command.reason))


@teller
def _lifted(scene: Scene, command: LiftContactBlock) -> Telling:
    block = scene.records.get(Block, command.id)
    return Telling(
        [("told.block_lifted", {"party": scene.party(block.party_id)})], written(command.reason, block.reason)
    )
