"""What somebody over SSH tries that is not his to do: it stands on record, as what is refused at the door does."""

from datetime import date

from casebook.errors import CasebookError, Refused
from casebook.store.actions import given
from casebook.store.actions.ssh_keys import RefuseSession
from casebook.store.database import Database
from casebook.store.models.ssh import Refusal
from casebook.store.queries import ssh_keys
from casebook.store.transaction import Actor

# Anything else that is refused is a mistake, or what a colleague did first.
_WHY = {
    "actions.role": Refusal.COMMAND,
    "sight.unseen": Refusal.COMMAND,
    "approval.own": Refusal.COMMAND,
    "approval.decided": Refusal.COMMAND,
    "approval.of_other": Refusal.COMMAND,
    "person.left": Refusal.LEFT,
    "ssh_key.gone": Refusal.REVOKED,
}


def why_recorded(error: CasebookError) -> Refusal | None:
    """Return as what a refusal stands on record, None for one that does not."""
    return _WHY.get(error.code) if isinstance(error, Refused) else None


def to_record(database: Database, actor: Actor, day: date, why: Refusal, asked: str) -> RefuseSession | None:
    """Return the command that records what was refused to an actor, None where it is no record.

    That is so for who did not come in over SSH, and for what stands there already: once a day is enough.
    """
    if actor.key is None:
        return None
    key, asked = ssh_keys.key_of(database, actor.key), given.line(asked)
    fingerprint = key.fingerprint if key else ""
    if key and ssh_keys.is_told(database, fingerprint, day, why, asked):
        return None
    return RefuseSession(why, asked, "", fingerprint, actor.person)
