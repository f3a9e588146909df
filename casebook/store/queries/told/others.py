"""How the rest is told: parties, people, approvals, the office and the log itself."""

from collections.abc import Sequence

from casebook.store.actions.addresses import (
    AddAddress,
    AddContactPoint,
    CheckAddress,
    EndAddress,
    EndContactPoint,
)
from casebook.store.actions.approvals import AskApproval, DecideApproval, WithdrawApproval
from casebook.store.actions.approvals_given import HandOverApproval, WithdrawForColleague
from casebook.store.actions.log import EraseWords
from casebook.store.actions.office import CreateOffice
from casebook.store.actions.parties import (
    AddAccount,
    AddAlias,
    AddCreditor,
    AddDebtorNumber,
    AddParty,
    ChangeAccount,
    ChangeCreditor,
    ChangeParty,
    ConfirmAlias,
    EndAlias,
)
from casebook.store.actions.people import (
    ActivatePerson,
    AddPerson,
    AddTeam,
    ChangePerson,
    DeactivatePerson,
    EndRole,
    GrantRole,
    JoinTeam,
    LeaveTeam,
    RenameTeam,
)
from casebook.store.actions.representations import AddRepresentation, ChangeRepresentation
from casebook.store.actions.undo import RedoStep, UndoStep
from casebook.store.queries.told.shapes.parties import Account, Address, Alias, ContactPoint, Creditor, Representation
from casebook.store.queries.told.shapes.people import Approval, Grant, Member, Person, Team
from casebook.store.queries.told.telling import Said, Scene, Telling, around, stored, teller, when, written


def _labelled(label: str, *names: str, also: Sequence[Said] = (), text: str = "") -> Telling:
    """Return what a command is called and what it was about, the names that say most first."""
    return Telling([(label, {}), *(part for name in names for part in when("told.text", text=name)), *also], text)


def _place(*parts: str) -> str:
    return " ".join(filter(None, parts))


@teller
def _address_added(scene: Scene, command: AddAddress) -> Telling:
    place = command.place
    where = _place(place.street, place.house_number, place.postcode, place.city)
    status: Said = ("told.word", {"word": command.status})
    return _labelled("address.add", scene.party(command.party_id), where, also=[status], text=written(command.source))


@teller
def _address_checked(scene: Scene, command: CheckAddress) -> Telling:
    found = scene.records.get(Address, command.id)
    where = _place(*found[2:])
    status: Said = ("told.word", {"word": command.status})
    return _labelled("address.check", scene.party(found.party_id), where, also=[status], text=written(command.source))


@teller
def _address_ended(scene: Scene, command: EndAddress) -> Telling:
    found = scene.records.get(Address, command.id)
    until: Said = ("told.until", {"on": command.until_on})
    return _labelled("address.end", scene.party(found.party_id), _place(*found[2:]), also=[until])


@teller
def _contact_point_added(scene: Scene, command: AddContactPoint) -> Telling:
    return _labelled("contact_point.add", scene.party(command.party_id), command.value, command.person_name)


@teller
def _contact_point_ended(scene: Scene, command: EndContactPoint) -> Telling:
    found = scene.records.get(ContactPoint, command.id)
    until: Said = ("told.until", {"on": command.until_on})
    return _labelled("contact_point.end", scene.party(found.party_id), found.value, also=[until])


@teller
def _party_added(_scene: Scene, command: AddParty) -> Telling:
    return _labelled("party.add", command.facts.name)


@teller
def _party_changed(scene: Scene, command: ChangeParty) -> Telling:
    changed = [f"column_{name}" for name in scene.old("party") if name not in ("version", "sort_name")]
    also: list[Said] = [("told.columns", {"names": changed})] if changed else []
    return _labelled("party.change", command.facts.name, also=also)


@teller
def _alias_added(scene: Scene, command: AddAlias) -> Telling:
    return _labelled("party.add_alias", scene.party(command.party_id), command.name)


@teller
def _alias_confirmed(scene: Scene, command: ConfirmAlias) -> Telling:
    return _labelled("party.confirm_alias", scene.records.get(Alias, command.id).name)


@teller
def _alias_ended(scene: Scene, _command: EndAlias) -> Telling:
    removed = (change["old"]["name"] for change in scene.changes if change.get("remove") == "alias")
    return _labelled("party.end_alias", *removed)


@teller
def _number_added(scene: Scene, command: AddDebtorNumber) -> Telling:
    code = scene.records.get(Creditor, command.creditor_id).code
    return _labelled("party.add_number", scene.party(command.party_id), code, command.number)


@teller
def _account_added(scene: Scene, command: AddAccount) -> Telling:
    return _labelled("party.add_account", scene.party(command.party_id), command.iban)


@teller
def _account_changed(scene: Scene, command: ChangeAccount) -> Telling:
    found = scene.records.get(Account, command.id)
    own: Said = ("told.account_own" if command.own else "told.account_of_other", {})
    return _labelled("party.change_account", scene.party(found.party_id), found.iban, also=[own])


@teller
def _representation_added(scene: Scene, command: AddRepresentation) -> Telling:
    role: Said = ("told.word", {"word": command.acting.role})
    names = (scene.party(command.representative_id), scene.party(command.party_id))
    return _labelled("representation.add", *names, also=[role])


@teller
def _representation_changed(scene: Scene, command: ChangeRepresentation) -> Telling:
    found = scene.records.get(Representation, command.id)
    also: list[Said] = [("told.word", {"word": command.acting.role})]
    also += when("told.until", on=command.acting.until_on)
    return _labelled("representation.change", scene.party(found.representative_id), also=also)


@teller
def _creditor_added(scene: Scene, command: AddCreditor) -> Telling:
    return _labelled("creditor.add", command.facts.code, scene.party(command.party_id))


@teller
def _creditor_changed(_scene: Scene, command: ChangeCreditor) -> Telling:
    return _labelled("creditor.change", command.facts.code)


@teller
def _asked(scene: Scene, command: AskApproval) -> Telling:
    waiting = stored(command.command, command.arguments, scene)
    needed = when("told.needed_by", on=command.needed_by)
    return around("told.approval_asked", waiting, command.reason, also=needed)


@teller
def _decided(scene: Scene, command: DecideApproval) -> Telling:
    code = "told.approved" if command.approve else "told.refused"
    asked_by = scene.records.get(Approval, command.id).asked_by_id
    decided = [change["new"] for change in scene.changes if change.get("change") == "approval"]
    own: list[Said] = (
        [("told.approval_alone", {})] if any(one.get("decided_by_id") == asked_by for one in decided) else []
    )
    return around(code, _waiting(scene, command.id), command.reason, also=own)


@teller
def _asked_no_longer(scene: Scene, command: WithdrawApproval) -> Telling:
    return around("told.approval_withdrawn", _waiting(scene, command.id))


@teller
def _asked_no_longer_for(scene: Scene, command: WithdrawForColleague) -> Telling:
    return around("told.approval_withdrawn", _waiting(scene, command.id), command.reason)


@teller
def _asked_by_another(scene: Scene, command: HandOverApproval) -> Telling:
    name = scene.records.get(Person, command.person_id).name
    return around("told.approval_handed_over", _waiting(scene, command.id), also=[("told.text", {"text": name})])


def _waiting(scene: Scene, approval_id: int) -> Telling:
    approval = scene.records.get(Approval, approval_id)
    return stored(approval.command, approval.arguments, scene)


@teller
def _person_added(_scene: Scene, command: AddPerson) -> Telling:
    return _labelled("person.add", command.name, also=[("told.words", {"words": list(command.roles)})])


@teller
def _person_changed(_scene: Scene, command: ChangePerson) -> Telling:
    return _labelled("person.change", command.name)


@teller
def _person_left(scene: Scene, command: DeactivatePerson) -> Telling:
    name = scene.records.get(Person, command.id).name
    return _labelled("person.deactivate", name, also=when("told.since", on=command.from_on))


@teller
def _person_is_back(scene: Scene, command: ActivatePerson) -> Telling:
    return _labelled("person.activate", scene.records.get(Person, command.id).name)


@teller
def _role_granted(scene: Scene, command: GrantRole) -> Telling:
    name = scene.records.get(Person, command.person_id).name
    return _labelled("person.grant_role", name, also=[("told.word", {"word": command.role})])


@teller
def _role_ended(scene: Scene, command: EndRole) -> Telling:
    grant = scene.records.get(Grant, command.id)
    also: list[Said] = [("told.word", {"word": grant.role}), ("told.until", {"on": command.until_on})]
    return _labelled("person.end_role", scene.records.get(Person, grant.person_id).name, also=also)


@teller
def _team_added(_scene: Scene, command: AddTeam) -> Telling:
    return _labelled("team.add", command.name)


@teller
def _team_renamed(_scene: Scene, command: RenameTeam) -> Telling:
    return _labelled("team.rename", command.name)


@teller
def _joined(scene: Scene, command: JoinTeam) -> Telling:
    names = scene.records.get(Person, command.person_id).name, scene.records.get(Team, command.team_id).name
    return _labelled("team.join", *names)


@teller
def _left(scene: Scene, command: LeaveTeam) -> Telling:
    member = scene.records.get(Member, command.id)
    names = scene.records.get(Person, member.person_id).name, scene.records.get(Team, member.team_id).name
    return _labelled("team.leave", *names, also=[("told.until", {"on": command.until_on})])


@teller
def _office_made(_scene: Scene, command: CreateOffice) -> Telling:
    return _labelled("office.create", command.name)


@teller
def _erased(_scene: Scene, command: EraseWords) -> Telling:
    lines: Said = ("told.lines", {"numbers": [str(number) for number in sorted(set(command.numbers))]})
    return _labelled("log.erase", also=[lines], text=written(command.reason))


@teller
def _undone(scene: Scene, command: UndoStep) -> Telling:
    return _of_step(scene, "told.undone", "step.undo", command.step)


@teller
def _redone(scene: Scene, command: RedoStep) -> Telling:
    return _of_step(scene, "told.redone", "step.redo", command.step)


def _of_step(scene: Scene, code: str, label: str, step: int) -> Telling:
    inner = scene.steps.get(step)
    return Telling([(label, {})]) if inner is None else around(code, inner)
