"""What all kinds of history share: a record with its key, where it comes from, and why one does not come in."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Generic, NamedTuple, TypeVar

from casebook.domain.history import DebtorRef, Record
from casebook.errors import CasebookError, InputError, Refused
from casebook.store.models.cases import Track, TrackKind
from casebook.store.rows import marks
from casebook.store.transaction import Transaction

R = TypeVar("R", bound=Record)

# Where nobody wrote down why.
IMPORT = "import"
_OPEN_TRACKS = "SELECT case_id FROM track WHERE kind = ? AND closed_on IS NULL AND case_id IN ({marks})"


class Told(NamedTuple, Generic[R]):
    """A record with the key by which it is recognised: alike for alike facts, but for the second of two in one file."""

    record: R
    key: str


def nobody(_debtor: DebtorRef) -> bool:
    """Tell that a debtor did not come before, where what came before is in the database."""
    return False


class Source(NamedTuple):
    """The run that records come from, and the name of its file.

    Where they are only tried, `came_before` tells which debtors chunks before would have brought in.
    """

    run_id: int
    file_name: str
    came_before: Callable[[DebtorRef], bool] = nobody


class Left(NamedTuple):
    """A record that does not come in, and why; `payment_id` where it is here already, told by another source."""

    line: int
    error: CasebookError
    payment_id: int | None = None


Write = Callable[[Transaction, Source, Sequence[Told[R]]], list[Left]]


@contextmanager
def leaving(left: list[Left], line: int) -> Iterator[None]:
    """Let a record that names what is not there, or says what cannot be, be left out with its reason."""
    try:
        yield
    except (InputError, Refused) as error:
        left.append(Left(line, error))


def open_tracks(tx: Transaction, kind: TrackKind, cases: Iterable[int]) -> None:
    """Open a track in each case that has none of its kind."""
    wanted = sorted(set(cases))
    if not wanted:
        return
    there = tx.database.fetch(_OPEN_TRACKS.replace("{marks}", marks(len(wanted))), (kind, *wanted))
    new = [case_id for case_id in wanted if (case_id,) not in there]
    track = {"kind": kind, "opened_on": tx.day, "opened_because": IMPORT}
    tx.add_many(Track, [{**track, "case_id": case_id} for case_id in new])
