"""Keys with which people come in over SSH, and what was refused to those who came."""

from dataclasses import dataclass
from datetime import date

from casebook.domain import ssh_keys
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.people import active_person
from casebook.store.commands import action
from casebook.store.models.people import Person, Role
from casebook.store.models.ssh import PersonKey, Refusal, SessionRefusal
from casebook.store.transaction import Transaction

# A log that is only added to is not somebody's to fill.
MOST_A_DAY = 100
# Of two who hand in the same key at once, one is refused.
_KEYS = "ssh keys"


@dataclass(frozen=True, slots=True)
class AddKey:
    """A public key with which a person may come in; `public_key` is the line of its `.pub` file."""

    person_id: int
    public_key: str


@dataclass(frozen=True, slots=True)
class RevokeKey:
    """A key with which nobody may come in any more."""

    id: int
    version: int


@dataclass(frozen=True, slots=True)
class RefuseSession:
    """What was refused to somebody who came in over SSH; `person_id` is None where the key is nobody's."""

    why: Refusal
    asked: str
    address: str = ""
    fingerprint: str = ""
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class TidyFolder:
    """Files that a person left in his folder too long, which were removed: how many, and together so many bytes.

    `before` is the day before which they were written.
    """

    person_id: int
    files: int
    size: int
    before: date


@action("person.add_key", role=Role.ADMINISTRATOR)
def add_key(tx: Transaction, command: AddKey) -> int:
    """Bind a key to a person and return its id. Raises `InputError` for what is no strong key."""
    tx.hold(_KEYS)
    person = active_person(tx, command.person_id)
    if not ssh_keys.fits_forced_command(person.login):
        raise Refused("ssh_key.login", source=HOUSE_RULE, login=person.login)
    key = ssh_keys.read(command.public_key)
    other = tx.first(PersonKey.select().where(PersonKey.fingerprint == key.fingerprint))
    if other is not None:
        name = tx.get(Person, other.person_id).name
        code = "ssh_key.taken" if other.revoked_on is None else "ssh_key.was_revoked"
        raise Refused(code, source=HOUSE_RULE, name=name, fingerprint=key.fingerprint)
    return tx.add(
        PersonKey,
        person_id=person.id,
        type=key.type,
        body=key.body,
        fingerprint=key.fingerprint,
        comment=given.line(key.comment),
        added_on=tx.day,
        added_by_id=tx.actor.person,
    )


@action("person.revoke_key", role=Role.ADMINISTRATOR)
def revoke_key(tx: Transaction, command: RevokeKey) -> None:
    """Let nobody come in with a key any more; a session that was begun with it ends."""
    tx.hold(_KEYS)
    key = tx.get(PersonKey, command.id, command.version)
    if key.revoked_on is not None:
        raise Refused("ssh_key.revoked", source=HOUSE_RULE, on=key.revoked_on)
    tx.change(key, revoked_on=tx.day, revoked_by_id=tx.actor.person)


@action("session.refuse", role=Role.ADMINISTRATOR, unattended=True, not_undoable="session.refused_stays")
def refuse_session(tx: Transaction, command: RefuseSession) -> int | None:
    """Record what was refused and return its id; of one key and one kind at most `MOST_A_DAY`, then None."""
    fingerprint = given.line(command.fingerprint)
    alike = SessionRefusal.select(SessionRefusal.id).where(
        SessionRefusal.fingerprint == fingerprint,
        SessionRefusal.on_day == tx.day,
        SessionRefusal.why == command.why,
    )
    if len(tx.find(alike.limit(MOST_A_DAY))) == MOST_A_DAY:
        return None
    return tx.add(
        SessionRefusal,
        person_id=command.person_id,
        fingerprint=fingerprint,
        why=command.why,
        asked=given.line(command.asked),
        address=given.line(command.address),
        on_day=tx.day,
    )


@action("folder.tidy", role=Role.ADMINISTRATOR, unattended=True, not_undoable="folder.tidied_stays")
def tidy_folder(tx: Transaction, command: TidyFolder) -> None:
    """Tell that files were removed."""
    tx.get(Person, command.person_id)
    tx.outside = True
