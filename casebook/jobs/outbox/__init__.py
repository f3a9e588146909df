"""Letters leave: by mail, on paper, and by a folder. Only what was released, and passes the gate as it leaves."""

from casebook.jobs.outbox.handing_over import HandedOver, hand_over
from casebook.jobs.outbox.leaving import Told
from casebook.jobs.outbox.mailing import ALL, Mailed, Some, send_mails
from casebook.jobs.outbox.posting import Posted, posted, tracking_in
from casebook.jobs.outbox.printing import PrintedBatch, by_hand, print_batch, printed_before

__all__ = [
    "ALL",
    "HandedOver",
    "Mailed",
    "Posted",
    "PrintedBatch",
    "Some",
    "Told",
    "by_hand",
    "hand_over",
    "posted",
    "print_batch",
    "printed_before",
    "send_mails",
    "tracking_in",
]
