"""How reminder cycles are told: started, stopped, and each step that was taken or skipped."""

from collections.abc import Sequence

from casebook.domain.reminders.course import word
from casebook.store.actions.letters import Draft
from casebook.store.actions.reminders import (
    DoStep,
    ReleaseItself,
    RestartReminders,
    SkipStep,
    StartReminders,
    StopReminders,
)
from casebook.store.actions.term_reminders import RemindOfTerm
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, written


@teller
def _started(_: Scene, command: StartReminders) -> Telling:
    return Telling([("told.reminder_started", {"cycle": f"cycle_{command.cycle}"})])


@teller
def _stopped(_: Scene, command: StopReminders) -> Telling:
    return Telling([("told.reminder_stopped", {})], written(command.reason))


@teller
def _restarted(_: Scene, command: RestartReminders) -> Telling:
    return Telling([("told.reminder_restarted", {})], written(command.reason))


@teller
def _skipped(_: Scene, command: SkipStep) -> Telling:
    return Telling([("told.reminder_skipped", {"step": word(command.named)})], written(command.reason))


@teller
def _done(scene: Scene, command: DoStep) -> Telling:
    return Telling([("told.reminder_done", {"step": word(command.named)}), *_letters(scene, command.letters)])


@teller
def _by_itself(scene: Scene, command: ReleaseItself) -> Telling:
    return Telling([("told.reminder_by_itself", {"step": word(command.named)}), *_letters(scene, command.letters)])


@teller
def _term(scene: Scene, command: RemindOfTerm) -> Telling:
    return Telling([("told.term_reminded", {}), *_letters(scene, command.letters)])


def _letters(scene: Scene, drafts: Sequence[Draft]) -> list[Said]:
    return [
        ("told.letter_prepared", {"letter": f"letter_kind_{draft.kind}", "to": scene.party(draft.addressee_id)})
        for draft in drafts
    ]
