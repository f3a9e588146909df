"""How is told what is owed to the person behind the debt: requests, vulnerability, estates, bans, recourse."""

from casebook.store.actions.care import (
    BanArrangements,
    CheckRecourse,
    EndVulnerability,
    LiftBan,
    RecordVulnerability,
)
from casebook.store.actions.estates import AddHeir, ChangeEstate, ChangeHeir, OpenEstate
from casebook.store.actions.person_requests import (
    AcknowledgeRequest,
    AnswerRequest,
    ExtendRequest,
    ReceiveRequest,
    WithdrawRequest,
)
from casebook.store.queries.told.shapes.parties import Ban, Estate, Heir, PersonRequest, Vulnerability
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, when, written


@teller
def _received(scene: Scene, command: ReceiveRequest) -> Telling:
    said: Said = ("told.request_received", {"kind": command.kind, "on": command.received_on})
    of_debtor = scene.is_debtor(command.case_id, command.party_id)
    whose: list[Said] = [] if of_debtor else [("told.request_of", {"party": scene.party(command.party_id)})]
    return Telling([said, *whose], written(command.text))


@teller
def _acknowledged(scene: Scene, command: AcknowledgeRequest) -> Telling:
    return Telling([("told.request_acknowledged", {**_of(scene, command.id), "on": command.on_day})])


@teller
def _extended(scene: Scene, command: ExtendRequest) -> Telling:
    said: Said = ("told.request_extended", {**_of(scene, command.id), "on": command.on_day})
    return Telling([said], written(command.reason))


@teller
def _answered(scene: Scene, command: AnswerRequest) -> Telling:
    told = {**_of(scene, command.id), "on": command.on_day, "outcome": f"request_{command.outcome}"}
    return Telling([("told.request_answered", told)], written(command.answer))


@teller
def _withdrawn(scene: Scene, command: WithdrawRequest) -> Telling:
    return Telling([("told.request_withdrawn", {**_of(scene, command.id), "on": command.on_day})])


def _of(scene: Scene, id_: int) -> dict[str, object]:
    request = scene.records.get(PersonRequest, id_)
    return {"kind": request.kind, "received": request.received_on}


@teller
def _vulnerable(scene: Scene, command: RecordVulnerability) -> Telling:
    said: Said = ("told.vulnerability", {"party": scene.party(command.party_id), "until": command.until_on})
    # What it is stands nowhere but where it ends with the consent.
    return Telling([said, ("told.consent", {"on": command.consent_on})], written(command.consent_how))


@teller
def _vulnerability_ended(scene: Scene, command: EndVulnerability) -> Telling:
    party_id = scene.records.get(Vulnerability, command.id).party_id
    return Telling([("told.vulnerability_ended", {"party": scene.party(party_id)})])


@teller
def _banned(scene: Scene, command: BanArrangements) -> Telling:
    said: Said = ("told.ban", {"party": scene.party(command.party_id), "since": command.from_on})
    return Telling([said, *when("told.until", on=command.until_on)], written(command.reason))


@teller
def _ban_lifted(scene: Scene, command: LiftBan) -> Telling:
    ban = scene.records.get(Ban, command.id)
    return Telling([("told.ban_lifted", {"party": scene.party(ban.party_id)})], written(command.reason, ban.reason))


@teller
def _recourse(_scene: Scene, command: CheckRecourse) -> Telling:
    sources = [f"source_{one.source}" for one in command.looked]
    said: Said = ("told.recourse", {"on": command.on_day, "sources": sources})
    return Telling([said], written(*(one.text for one in command.looked)))


@teller
def _estate(scene: Scene, command: OpenEstate) -> Telling:
    said: Said = ("told.estate", {"party": scene.party(command.party_id), "on": command.died_on})
    return Telling([said], written(command.source, command.hold_reason))


@teller
def _estate_changed(scene: Scene, command: ChangeEstate) -> Telling:
    party = scene.party(scene.records.get(Estate, command.id).party_id)
    parts: list[Said] = [("told.estate_changed", {"party": party, "on": command.died_on})]
    parts += when("told.estate_claimed", on=command.claimed_on)
    return Telling([*parts, *when("told.estate_settled", on=command.settled_on)], written(command.source))


@teller
def _heir_added(scene: Scene, command: AddHeir) -> Telling:
    return Telling([("told.heir", {"party": scene.party(command.party_id)}), *_share(command)])


@teller
def _heir_changed(scene: Scene, command: ChangeHeir) -> Telling:
    party = scene.party(scene.records.get(Heir, command.id).party_id)
    return Telling([("told.heir_changed", {"party": party}), *_share(command)])


def _share(command: AddHeir | ChangeHeir) -> list[Said]:
    accepted: Said = ("told.accepted", {"acceptance": f"acceptance_{command.acceptance}"})
    return [accepted, *when("told.share", parts=command.parts, whole=command.whole)]
