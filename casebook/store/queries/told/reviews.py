"""How the review of expiring claims is told: what was decided about clocks, and what was signed."""

from casebook.store.actions.reviews import AcceptLapse, AssignClocks, EndLapseAcceptance, SeeClock, SignReview
from casebook.store.queries.told.shapes.cases import LapseAcceptance
from casebook.store.queries.told.telling import Said, Scene, Telling, next_action, teller, when, written


@teller
def _accepted(scene: Scene, command: AcceptLapse) -> Telling:
    said: Said = ("told.lapse_accepted", {"number": scene.number(command.claim_id), "clock": command.clock})
    return Telling([said, ("told.against", {"names": [scene.party(command.party_id)]})], written(command.reason))


@teller
def _guarded_again(scene: Scene, command: EndLapseAcceptance) -> Telling:
    row = scene.records.get(LapseAcceptance, command.acceptance_id)
    said: Said = ("told.lapse_ended", {"number": scene.number(row.claim_id), "clock": row.clock})
    return Telling([said, ("told.against", {"names": [scene.party(row.party_id)]})], written(command.reason))


@teller
def _seen(scene: Scene, command: SeeClock) -> Telling:
    said: Said = ("told.clock_seen", {"number": scene.number(command.claim_id), "clock": command.clock})
    return Telling([said, ("told.against", {"names": [scene.party(command.party_id)]})], written(command.note))


@teller
def _assigned(scene: Scene, command: AssignClocks) -> Telling:
    owner = scene.owner(command.owner_person_id, command.owner_team_id)
    return Telling(
        [
            ("told.clocks_assigned", {}),
            *scene.claims(one.claim_id for one in command.clocks),
            *when("told.for_owner", owner=owner),
            next_action(command.next_on, command.next_kind),
        ],
        written(command.next_note),
    )


@teller
def _signed(_scene: Scene, command: SignReview) -> Telling:
    said: Said = ("told.review_signed", {"until": command.until_on, "digest": command.sha256})
    return Telling([said], written(command.reason))
