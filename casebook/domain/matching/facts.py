"""What matching goes by: an entry of the bank, what was found for it, and the cases it may be for."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from casebook.domain.matching.candidate import Method
from casebook.domain.money import Cents
from casebook.domain.parameters import Parameters


class Received(NamedTuple):
    """An entry of the bank of which `rest` is left, more than nothing, and the entity whose account it came in on.

    `came_back`: the bank says that it is no payment, but one of ours that came back, or an entry of its own taken back.
    """

    entry_id: int
    creditor_id: int
    rest: Cents
    value_on: date
    name: str
    ultimate_name: str = ""
    came_back: bool = False


class Hit(NamedTuple):
    """Something in an entry that points to a case: how, how sure that alone makes it, and in which words.

    `claim_id` is the claim it names. `payer_id` is whose account it came from, `third_party`: not the debtor's own.
    """

    case_id: int
    method: Method
    strength: int
    code: str
    parameters: Parameters
    claim_id: int | None = None
    payer_id: int | None = None
    third_party: bool = False


class Claimed(NamedTuple):
    """A claim of a case: what is open on it as booked. `safe_until` is the safe end of its limitation, where known."""

    claim_id: int
    number: str
    creditor_id: int
    open: Cents
    in_euro: bool = True
    safe_until: date | None = None


class Expected(NamedTuple):
    """A term of an arrangement that is not paid yet, with the claims the arrangement covers, in their order."""

    number: int
    due_on: date
    cents: Cents
    claim_ids: tuple[int, ...]


class BookedBefore(NamedTuple):
    """A payment that another source reported, and that no entry of the bank was confirmed with yet."""

    payment_id: int
    on_day: date
    cents: Cents
    claim_ids: tuple[int, ...]


class KnownCase(NamedTuple):
    """A case as far as matching goes by it. `names` are those of the debtor and of whoever else is liable.

    `by_ledger` are the entities whose receipts the ledger books. `insolvent_since` is the first day of an insolvency
    of the debtor, or of one of those liable; `estate`: the debtor is dead.
    """

    case_id: int
    number: str
    debtor_id: int
    names: tuple[str, ...]
    claims: tuple[Claimed, ...]
    expected: tuple[Expected, ...] = ()
    booked: tuple[BookedBefore, ...] = ()
    by_ledger: frozenset[int] = frozenset()
    insolvent_since: date | None = None
    estate: bool = False


Cases = Mapping[int, KnownCase]
