"""How it is told that claims were filed, what was answered, and what an estate paid."""

from decimal import Decimal

from casebook.store.actions.filings import AnswerFiling, FileClaims, ReceiveDistribution
from casebook.store.queries.told.shapes.parties import Insolvency
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, when, written


@teller
def _filed(scene: Scene, command: FileClaims) -> Telling:
    said = _said(scene, "told.claims_filed", command.id, rank=f"rank_{command.rank}", on=command.on_day)
    return Telling([said, *scene.claims(command.claim_ids)], written(command.text))


@teller
def _answered(scene: Scene, command: AnswerFiling) -> Telling:
    event = f"insolvency_event_{command.kind}"
    parts = [_said(scene, "told.insolvency_happened", command.id, event=event, on=command.on_day)]
    if command.cents is not None:
        parts.append(("told.rank_cents", {"rank": f"rank_{command.rank}", "cents": command.cents}))
    if command.hundredths is not None:
        parts.append(
            ("told.rank_percent", {"rank": f"rank_{command.rank}", "percent": Decimal(command.hundredths) / 100})
        )
    return Telling([*parts, *when("told.insolvency_until", until=command.until_on)], written(command.text))


@teller
def _distributed(scene: Scene, command: ReceiveDistribution) -> Telling:
    more = {"rank": f"rank_{command.rank}", "cents": command.cents, "on": command.on_day}
    return Telling([_said(scene, "told.distribution", command.id, **more)], written(command.reason))


def _said(scene: Scene, code: str, id_: int, **more: object) -> Said:
    found = scene.records.get(Insolvency, id_)
    return code, {"name": scene.party(found.party_id), "kind": found.kind, **more}
