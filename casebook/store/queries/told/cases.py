"""How the work on a case is told: its life, its owner, contacts, notes and tracks."""

from datetime import date

from casebook.domain.reminders.course import word
from casebook.store.actions.cases import CloseCase, OpenCase, ReopenCase, SetNextAction, SetSleeping
from casebook.store.actions.contacts import AddContact, AddNote, ChangeNote
from casebook.store.actions.documents import AddDocument
from casebook.store.actions.holds import CloseTrack, OpenTrack
from casebook.store.actions.owners import HandOverCase, TakeCase, TakeNext
from casebook.store.actions.promises import WithdrawPromise
from casebook.store.models.cases import NextKind
from casebook.store.queries.told.relation import outcome_parts
from casebook.store.queries.told.shapes.cases import Promise, Track
from casebook.store.queries.told.telling import Said, Scene, Telling, next_action, teller, when, written
from casebook.store.queries.told.words import channel_word, outcome_word


@teller
def _opened(scene: Scene, command: OpenCase) -> Telling:
    owner = scene.owner(command.owner_person_id, command.owner_team_id)
    parts = [("told.case_opened", {}), next_action(command.next_on, command.next_kind)]
    return Telling([*parts, *when("told.for_owner", owner=owner)], written(command.next_note))


@teller
def _planned(scene: Scene, command: SetNextAction) -> Telling:
    owner = scene.owner(command.owner_person_id, command.owner_team_id)
    said = next_action(command.next_on, command.next_kind)
    return Telling([said, *_was_next(scene, command), *when("told.for_owner", owner=owner)], written(command.next_note))


def _was_next(scene: Scene, command: SetNextAction) -> list[Said]:
    """Return the next action there was: the log keeps only the columns that changed."""
    old = scene.old("cases")
    if "next_on" not in old and "next_kind" not in old:
        return []
    on = date.fromisoformat(old["next_on"]) if old.get("next_on") else command.next_on
    return [("told.was_next", {"kind": NextKind(old.get("next_kind") or command.next_kind), "on": on})]


@teller
def _closed(_scene: Scene, command: CloseCase) -> Telling:
    parts: list[Said] = [("told.case_closed", {"closed_as": command.closed_as})]
    parts += outcome_parts(command.outcome)
    return Telling([*parts, *when("told.watch_set", on=command.watch_on)], written(command.lesson))


@teller
def _reopened(scene: Scene, command: ReopenCase) -> Telling:
    owner = scene.owner(command.owner_person_id, command.owner_team_id)
    parts = [("told.case_reopened", {}), next_action(command.next_on, command.next_kind)]
    return Telling([*parts, *when("told.for_owner", owner=owner)], written(command.next_note))


@teller
def _taken(scene: Scene, _command: TakeCase) -> Telling:
    return Telling([("told.case_taken", {}), *_was_of(scene)])


@teller
def _taken_next(scene: Scene, _command: TakeNext) -> Telling:
    return Telling([("told.case_taken", {}), *_was_of(scene)])


@teller
def _handed_over(scene: Scene, command: HandOverCase) -> Telling:
    owner = scene.owner(command.owner_person_id, command.owner_team_id)
    return Telling([("told.case_handed_over", {"owner": owner}), *_was_of(scene)], written(command.note))


def _was_of(scene: Scene) -> list[Said]:
    old = scene.old("cases")
    return when("told.was_of", owner=scene.owner(old.get("owner_person_id"), old.get("owner_team_id")))


@teller
def _sleeping(_scene: Scene, command: SetSleeping) -> Telling:
    return Telling([("told.case_sleeps" if command.sleeping else "told.case_woken", {})])


@teller
def _noted(_scene: Scene, command: AddNote) -> Telling:
    return Telling([("told.note", {})], written(command.text))


@teller
def _note_changed(_scene: Scene, command: ChangeNote) -> Telling:
    return Telling([("told.note_changed", {})], written(command.text))


@teller
def _contacted(scene: Scene, command: AddContact) -> Telling:
    head = "told.contact_in" if command.incoming else "told.contact_out"
    outcome = outcome_word(command.outcome, command.channel)
    parts: list[Said] = [(head, {"channel": channel_word(command.channel), "outcome": outcome})]
    if not scene.is_debtor(command.case_id, command.party_id):
        parts.append(("told.with", {"party": scene.party(command.party_id)}))
    if command.on_day != scene.day:
        parts.append(("told.on", {"on": command.on_day}))
    if command.caller_checked:
        parts.append(("told.caller_checked", {}))
    if command.promised is not None:
        parts.append(("told.promised", {"amount": command.promised.cents, "due": command.promised.on}))
    parts += [("told.reminder_done", {"step": word(step.named)}) for step in command.steps]
    if command.next is None:
        return Telling(parts, written(command.text))
    return Telling([*parts, next_action(command.next.on, command.next.kind)], written(command.text, command.next.note))


@teller
def _promise_withdrawn(scene: Scene, command: WithdrawPromise) -> Telling:
    promise = scene.records.get(Promise, command.id)
    parameters = {"amount": promise.cents, "due": promise.due_on}
    return Telling([("told.promise_withdrawn", parameters)], written(command.reason))


@teller
def _document_added(_scene: Scene, command: AddDocument) -> Telling:
    return Telling([("told.document_added", {"name": command.name})])


@teller
def _track_opened(_scene: Scene, command: OpenTrack) -> Telling:
    text = written(command.reason, command.without_assessment, command.unannounced)
    return Telling([("told.track_opened", {"kind": f"track_{command.kind}"})], text)


@teller
def _track_closed(scene: Scene, command: CloseTrack) -> Telling:
    kind = scene.records.get(Track, command.id).kind
    return Telling([("told.track_closed", {"kind": f"track_{kind}"})], written(command.reason))
