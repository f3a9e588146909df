"""Letters that leave: begun, sent, failed, and what nobody knows of one whose sending was cut off."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from casebook.domain.documents import DocumentKind
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.proof import Doubt
from casebook.domain.letters.ways import DispatchWay
from casebook.errors import Refused
from casebook.store.actions import given, interruption, letter_matters, went_out
from casebook.store.actions.cases import outward_act
from casebook.store.actions.documents import Kept
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.letters import gate
from casebook.store.letters.leaving import began, is_over
from casebook.store.models.cases import Case
from casebook.store.models.letters import Dispatch, Letter, PrintBatch
from casebook.store.people import day_of
from casebook.store.transaction import Transaction

# What was begun so long ago is no longer being sent: no server is waited for that long.
LONGEST_SENDING = timedelta(minutes=10)
LEFT = "letter.left_the_house"
_CASE = "SELECT l.case_id FROM dispatch d JOIN letter l ON l.id = d.letter_id WHERE d.id = ?"


@dataclass(frozen=True, slots=True)
class BeginDispatch:
    """An e-mail is about to be sent, by a run of the program, under a message id that it keeps; `mail` is all of it."""

    dispatch_id: int
    version: int
    message_id: str
    run_name: str
    mail: Kept | None = None


@dataclass(frozen=True, slots=True)
class PutBack:
    """What was begun or printed did not leave, and waits again; of a mail only the run knows that sends it."""

    dispatch_id: int
    version: int
    because: str
    run_name: str = ""


@dataclass(frozen=True, slots=True)
class MarkDoubt:
    """Nobody knows whether an e-mail left whose sending was cut off: of one's own run, or of one long over."""

    dispatch_id: int
    version: int
    run_name: str


@dataclass(frozen=True, slots=True)
class SentDispatch:
    """A letter left by one of its ways, with the number by which the carrier tracks it, where there is one.

    `file` is what left, where that was not kept when its sending began. `because` says why it did, where the gate
    refuses what was printed before it did.
    """

    dispatch_id: int
    version: int
    on_day: date
    tracking: str = ""
    file: Kept | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class FailedDispatch:
    """A letter cannot leave by one of its ways; of a mail that is being sent only the run knows that sends it."""

    dispatch_id: int
    version: int
    on_day: date
    because: str
    run_name: str = ""


@dataclass(frozen=True, slots=True)
class DecideDoubt:
    """What a person found out of an e-mail that was in doubt. One that was not sent waits again."""

    dispatch_id: int
    version: int
    was_sent: bool
    reason: str


def case_of_dispatch(database: Database, command: Any) -> Iterable[int]:
    """Return the case of the dispatch that a command names."""
    return [case_id for (case_id,) in database.fetch(_CASE, (command.dispatch_id,))]


@action("dispatch.begin", cases=case_of_dispatch, not_undoable=LEFT)
def begin(tx: Transaction, command: BeginDispatch) -> None:
    """Commit that an e-mail is being sent, before it is. Refused as the gate refuses it, asked anew."""
    dispatch, letter = _released(tx, command.dispatch_id, command.version)
    if DispatchWay(dispatch.way) is not DispatchWay.EMAIL:
        raise Refused("dispatch.not_mail", source=HOUSE_RULE)
    message_id = given.line(command.message_id)
    if not message_id or dispatch.message_id not in (None, message_id):
        raise Refused("dispatch.message_id", source=HOUSE_RULE)
    if tx.first(Dispatch.select().where(Dispatch.message_id == message_id, Dispatch.id != dispatch.id)):
        raise Refused("dispatch.message_id", source=HOUSE_RULE)
    gate.refuse(tx, letter.id, [DispatchWay.EMAIL])
    mail = went_out.keep(tx, dispatch, letter, command.mail, DocumentKind.MAIL) if command.mail else None
    tx.change(
        dispatch,
        document_id=mail or dispatch.document_id,
        message_id=message_id,
        sending_at=now().isoformat(timespec="seconds"),
        sending_by=given.line(command.run_name),
        doubt=None,
    )


@action("dispatch.put_back", cases=case_of_dispatch, not_undoable=LEFT)
def put_back(tx: Transaction, command: PutBack) -> None:
    """Let a dispatch wait again that was begun or printed and certainly did not leave."""
    dispatch = _begun(tx, command.dispatch_id, command.version)
    if dispatch.doubt == Doubt.OPEN:
        raise Refused("dispatch.in_doubt", source=HOUSE_RULE)
    _refuse_sending(dispatch, command.run_name)
    _wait_again(tx, dispatch, given.reason(command.because))


@action("dispatch.doubt", cases=case_of_dispatch, not_undoable=LEFT, unattended=True)
def mark_doubt(tx: Transaction, command: MarkDoubt) -> None:
    """Mark an e-mail as in doubt. Refused while another run may still be sending it."""
    dispatch = _begun(tx, command.dispatch_id, command.version)
    if dispatch.sending_at is None:
        raise Refused("dispatch.not_mail", source=HOUSE_RULE)
    since = datetime.fromisoformat(dispatch.sending_at)
    if given.line(command.run_name) != dispatch.sending_by and now() - since < LONGEST_SENDING:
        raise Refused("dispatch.being_sent", source=HOUSE_RULE)
    tx.change(dispatch, doubt=Doubt.OPEN)


@action("dispatch.sent", cases=case_of_dispatch, not_undoable=LEFT)
def sent(tx: Transaction, command: SentDispatch) -> None:
    """Record that a letter left. Of an e-mail the gate was asked when its sending began, of all others it is now.

    What was printed left all the same where it is said why.
    """
    dispatch, letter = _released(tx, command.dispatch_id, command.version, waits=False)
    if dispatch.doubt == Doubt.OPEN:
        raise Refused("dispatch.in_doubt", source=HOUSE_RULE)
    if not began(dispatch):
        gate.refuse(tx, letter.id, [DispatchWay(dispatch.way)])
    elif dispatch.batch_id is not None and not given.line(command.because):
        gate.refuse_printed(tx, [(letter.id, DispatchWay(dispatch.way))])
    if command.file is not None and not began(dispatch):
        document_id = went_out.keep(tx, dispatch, letter, command.file, DocumentKind.LETTER)
        tx.change(dispatch, document_id=document_id)
    left(tx, dispatch, letter, given.past(tx, command.on_day), given.line(command.tracking))


@action("dispatch.failed", cases=case_of_dispatch, not_undoable=LEFT)
def failed(tx: Transaction, command: FailedDispatch) -> None:
    """Record that a letter cannot leave by one of its ways; it may by another."""
    dispatch = _under_way(tx, command.dispatch_id, command.version)
    if dispatch.doubt == Doubt.OPEN:
        raise Refused("dispatch.in_doubt", source=HOUSE_RULE)
    _refuse_sending(dispatch, command.run_name)
    tx.change(dispatch, failed_on=given.past(tx, command.on_day), failed_because=given.reason(command.because))


@action("dispatch.decide_doubt", cases=case_of_dispatch, not_undoable=LEFT)
def decide_doubt(tx: Transaction, command: DecideDoubt) -> None:
    """Decide whether an e-mail in doubt was sent: on the day its sending began, or not at all."""
    dispatch = _begun(tx, command.dispatch_id, command.version)
    if dispatch.doubt != Doubt.OPEN or dispatch.sending_at is None:
        raise Refused("dispatch.no_doubt", source=HOUSE_RULE)
    reason = given.reason(command.reason)
    if command.was_sent:
        day = min(tx.day, day_of(tx.database, datetime.fromisoformat(dispatch.sending_at)))
        tx.change(dispatch, doubt=Doubt.WAS_SENT, failed_because=reason)
        left(tx, dispatch, tx.get(Letter, dispatch.letter_id), day)
    else:
        _wait_again(tx, dispatch, reason)
        tx.change(dispatch, doubt=Doubt.NOT_SENT)


def left(tx: Transaction, dispatch: Dispatch, letter: Letter, on_day: date, tracking: str = "") -> None:
    """Record that a letter left by one of its ways, and what follows from it."""
    given.in_order(prepared_on=letter.prepared_on, sent_on=on_day)
    letter_matters.sent(tx, dispatch, letter, on_day)
    tx.change(dispatch, sent_on=on_day, tracking=tracking or dispatch.tracking)
    outward_act(tx, tx.get(Case, letter.case_id))
    interruption.sent(tx, letter, on_day)
    interruption.regrade(tx, letter)


def now() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)


def released(tx: Transaction, letter_id: int) -> Letter:
    """Return a letter that may leave. Raises `Refused` for one that was not released, or was withdrawn."""
    letter = tx.get(Letter, letter_id)
    if letter.released_on is None or letter.withdrawn_on is not None:
        raise Refused("dispatch.not_released", source=HOUSE_RULE)
    return letter


def _released(tx: Transaction, dispatch_id: int, version: int, *, waits: bool = True) -> tuple[Dispatch, Letter]:
    dispatch = _under_way(tx, dispatch_id, version)
    if waits and began(dispatch):
        raise Refused("dispatch.begun", source=HOUSE_RULE)
    return dispatch, released(tx, dispatch.letter_id)


def _under_way(tx: Transaction, dispatch_id: int, version: int) -> Dispatch:
    """Return a dispatch that neither left nor failed."""
    dispatch = tx.get(Dispatch, dispatch_id, version)
    if is_over(dispatch):
        raise Refused("dispatch.over", source=HOUSE_RULE)
    return dispatch


def _begun(tx: Transaction, dispatch_id: int, version: int) -> Dispatch:
    dispatch = _under_way(tx, dispatch_id, version)
    if not began(dispatch):
        raise Refused("dispatch.not_begun", source=HOUSE_RULE)
    return dispatch


def _refuse_sending(dispatch: Dispatch, run_name: str) -> None:
    """Refuse that anybody but its own run says of a mail that it did not leave: it may be with the server already."""
    if dispatch.sending_at is not None and given.line(run_name) != dispatch.sending_by:
        raise Refused("dispatch.being_sent", source=HOUSE_RULE)


def _wait_again(tx: Transaction, dispatch: Dispatch, because: str) -> None:
    batch_id = dispatch.batch_id
    tx.change(dispatch, sending_at=None, sending_by="", batch_id=None, failed_because=because)
    if dispatch.pages is not None:
        tx.change(dispatch, document_id=None, first_page=None, pages=None)
    if batch_id is not None:
        batch = tx.get(PrintBatch, batch_id)
        tx.change(batch, letters=batch.letters - 1)
