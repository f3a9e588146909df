"""What an insolvency touches in the cases of its debtor, and what becomes of it: nothing is left without an outcome."""

from enum import StrEnum


class ItemKind(StrEnum):
    """What an item is; its id is that of the record of that kind."""

    CLAIM = "claim"
    LIABILITY = "liability"
    ARRANGEMENT = "arrangement"
    PROMISE = "promise"
    MANDATE = "mandate"
    COLLECTION = "collection"
    LETTER = "letter"
    REMINDERS = "reminders"
    SERVICE = "service"
    DISPUTE = "dispute"
    TRACK = "track"
    PLACED = "placed"
    CONTRA = "contra"
    ORDERS = "orders"
    HOLD = "hold"
    RECEIPT = "receipt"
    EARLIER_RECEIPT = "earlier_receipt"
    VAT = "vat"
    MEASURE = "measure"
    PROCEEDING = "proceeding"


class ItemOutcome(StrEnum):
    """What became of an item. `APART` and `TO_DO` wait for a person, and so does nothing else."""

    COVERED = "covered"
    SECURED = "secured"
    SPLIT = "split"
    LATER = "later"
    KEPT_LIVE = "kept_live"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    HELD = "held"
    PARKED = "parked"
    LAPSED = "lapsed"
    SET_OFF_OPEN = "set_off_open"
    NO_SET_OFF = "no_set_off"
    ADVISED = "advised"
    VAT_STARTED = "vat_started"
    ALREADY_SENT = "already_sent"
    PLACED = "placed"
    LISTED = "listed"
    APART = "apart"
    ESTATE_PAYMENT = "estate_payment"
    HANDED_OVER = "handed_over"
    KEPT = "kept"
    THIRD_PARTY = "third_party"
    DISTRIBUTION = "distribution"
    TO_DO = "to_do"
    DONE = "done"
    RESTORED = "restored"


WAITING = frozenset({ItemOutcome.APART, ItemOutcome.TO_DO})
# What a person may choose for money that came in on the day of an insolvency or after it.
CHOICES = (
    ItemOutcome.ESTATE_PAYMENT,
    ItemOutcome.HANDED_OVER,
    ItemOutcome.KEPT,
    ItemOutcome.THIRD_PARTY,
    ItemOutcome.DISTRIBUTION,
)
