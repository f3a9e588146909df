"""VAT in an unwinding: what of it is still open in the claims from before, of which the relief begins to be watched."""

from collections.abc import Iterator

from casebook.domain.insolvency.items import ItemKind, ItemOutcome
from casebook.store import unwound
from casebook.store.actions.unwinding_scene import Item, Scene
from casebook.store.facts_of import vat


def vat_items(scene: Scene) -> Iterator[Item]:
    """Yield the claims from before the first day with VAT that may still come back (Wet OB art. 29).

    It comes back when it is clear that it is lost, which a person says, and a year after it fell due at latest.
    """
    database, day = scene.tx.database, scene.tx.day
    claims = unwound.claims(database, scene.party_id, scene.since)
    earlier = {one.id for one in claims if one.ended_on is None and not one.cut(scene.since).is_after}
    for case_id, records in vat.load(database, scene.case_ids).items():
        for one in records:
            cents = vat.open_now(one.facts, day)
            if one.claim_id in earlier and cents > 0:
                yield Item(ItemKind.VAT, case_id, one.claim_id, ItemOutcome.VAT_STARTED, cents)
