"""The letter by which a security is invoked: whether it may leave, and that it was invoked once it left.

It names the security by its origin.
"""

from casebook.domain.letters.proof import NOT_ARRIVED
from casebook.domain.security.facts import SecurityEventKind
from casebook.store import security_rows, stale
from casebook.store.actions.arrangement_letters import Matter
from casebook.store.actions.parties import cases_of_party
from casebook.store.actions.security_events import recorded, refuse_over
from casebook.store.letters.leaving import dispatches
from casebook.store.models.letters import Letter
from casebook.store.models.securities import SecurityEvent
from casebook.store.security_rows import ORIGIN, RecordedSecurity
from casebook.store.transaction import Transaction

_E = SecurityEventKind


def refuse(tx: Transaction, matter: Matter) -> None:
    """Refuse to invoke a security that is over, or was entered by mistake."""
    if matter.letter.origin == ORIGIN and matter.letter.origin_id is not None:
        refuse_over(recorded(tx, int(matter.letter.origin_id)))


def sent(tx: Transaction, matter: Matter) -> None:
    """Record that a security was invoked by a letter that left, by whichever way it left first."""
    found = _of(tx, matter.letter)
    if found is None or found.security.over is not None or found.security.last(_E.INVOKED) is not None:
        return
    _add(tx, found, kind=_E.INVOKED, on_day=matter.on_day, text=matter.letter.subject)


def not_arrived(tx: Transaction, letter: Letter) -> None:
    """Let a security wait to be invoked again of which no letter reached anybody by any of its ways."""
    found = _of(tx, letter)
    invoked = found.security.last(_E.INVOKED) if found is not None else None
    if found is None or invoked is None or _arrives(tx, found.row.id):
        return
    row = tx.get(SecurityEvent, invoked.id)
    if row.text == letter.subject:
        _add(tx, found, kind=_E.VOID, on_day=tx.day, text=letter.subject, cancels_id=row.id)


def _of(tx: Transaction, letter: Letter) -> RecordedSecurity | None:
    if letter.origin != ORIGIN or letter.origin_id is None:
        return None
    return security_rows.of_ids(tx.database, [int(letter.origin_id)]).get(int(letter.origin_id))


def _arrives(tx: Transaction, security_id: int) -> bool:
    letters = tx.find(Letter.select().where(Letter.origin == ORIGIN, Letter.origin_id == security_id))
    ways = (way for letter in letters for way in dispatches(tx, letter.id))
    return any(one.sent_on is not None and one.returned_as not in NOT_ARRIVED for one in ways)


def _add(tx: Transaction, found: RecordedSecurity, **values: object) -> None:
    tx.add(SecurityEvent, security_id=found.row.id, recorded_on=tx.day, **values)
    # It stands for claims in other cases of the debtor too.
    stale.mark(tx.database, cases_of_party(tx.database, found.row.party_id), tx.day)
