"""What an arrangement lacks that a request is to let pass: the evidence or consent, or terms a lawyer looks at."""

from datetime import date

from casebook.domain.arrangement.gates import Gate, GateState
from casebook.errors import Refused, Stale
from casebook.store.actions.arrangement_terms import reckon, terms_of
from casebook.store.actions.arrangements import AgreeArrangement, LetPassArrangement, SupersedeArrangement
from casebook.store.database import Database
from casebook.store.models.arrangements import Arrangement
from casebook.store.transaction import NOBODY, Transaction

_LACKS = (GateState.OPEN, GateState.LEGAL)


def lacking(database: Database, command: object, day: date) -> tuple[Gate, ...]:
    """Return the gates that an arrangement does not pass of itself on `day`; none for any other command.

    Nothing lacks where it is not there any more, or can be no arrangement now: the command itself says so.
    """
    if not isinstance(command, LetPassArrangement | AgreeArrangement | SupersedeArrangement):
        return ()
    tx = Transaction(database, NOBODY, day)
    with database.snapshot():
        try:
            plan = tx.get(Arrangement, command.id)
            terms = command.terms if isinstance(command, SupersedeArrangement) else terms_of(tx, plan)
            gates = reckon(tx, plan.case_id, terms, plan.id).found.gates
        except (Refused, Stale):
            return ()
    return tuple(gate for gate in gates if gate.state in _LACKS)
