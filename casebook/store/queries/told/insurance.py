"""How credit insurance is told: policies, covers, and what was done towards the insurer."""

from casebook.store.actions.insurance import (
    AddCover,
    AddPolicy,
    ChangeCover,
    EndPolicy,
    RecordInsuranceStep,
    RemoveInsuranceStep,
)
from casebook.store.queries.told.shapes.parties import Cover, Policy
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, when, written


@teller
def _policy(scene: Scene, command: AddPolicy) -> Telling:
    said: Said = ("told.policy", {"number": command.number, "insurer": scene.party(command.insurer_id)})
    return Telling([said, ("told.since", {"on": command.from_on}), *when("told.until", on=command.until_on)])


@teller
def _policy_ended(scene: Scene, command: EndPolicy) -> Telling:
    number = scene.records.get(Policy, command.id).number
    return Telling([("told.policy_ended", {"number": number, "on": command.until_on})])


@teller
def _cover(scene: Scene, command: AddCover) -> Telling:
    number = scene.records.get(Policy, command.policy_id).number
    party = scene.party(command.party_id)
    said: Said = ("told.cover", {"party": party, "number": number, "limit": command.limit})
    return Telling([said, ("told.since", {"on": command.from_on}), *when("told.until", on=command.until_on)])


@teller
def _cover_changed(scene: Scene, command: ChangeCover) -> Telling:
    cover = scene.records.get(Cover, command.id)
    number = scene.records.get(Policy, cover.policy_id).number
    told = {"party": scene.party(cover.party_id), "number": number, "limit": command.limit}
    return Telling([("told.cover_changed", told), *when("told.until", on=command.until_on)])


@teller
def _step(scene: Scene, command: RecordInsuranceStep) -> Telling:
    number = scene.records.get(Policy, scene.records.get(Cover, command.cover_id).policy_id).number
    said: Said = (
        "told.insurance_step",
        {"step": f"insurance_{command.step}", "number": number, "on": command.on_day},
    )
    amount = when("told.insurance_amount", amount=command.cents)
    until = when("told.until", on=command.until_on)
    return Telling([said, *scene.claims(command.claim_ids), *amount, *until], written(command.text))


@teller
def _step_removed(scene: Scene, command: RemoveInsuranceStep) -> Telling:
    # The row is gone: this line is what is left of it.
    act = next(change["old"] for change in scene.changes if change.get("remove") == "insurance_act")
    said: Said = ("told.insurance_removed", {"step": f"insurance_{act['step']}"})
    return Telling([said, *scene.claims([act["claim_id"]])], written(command.reason))
