"""When the debtor came into default on a claim, from what is stored of it."""

from datetime import date

from casebook.domain.default import DefaultFacts, Notice, default_date
from casebook.domain.finding import Finding
from casebook.law.book import Book
from casebook.store.case_rows import ClaimRow

# The kind of claim that interest is in the law of limitation.
RUNNING_INTEREST = "running_interest"


def default_of(claim: ClaimRow, law: Book) -> Finding[date | None] | None:
    """Return the first day of default with its reasons, None where capacity or agreement are not known.

    Raises `Refused` where a notice of default ends no later than it was received.
    """
    if claim.capacity is None or claim.agreed is None:
        return None
    notice = Notice(claim.notice_received_on, claim.notice_last_day) if claim.notice_last_day else None
    facts = DefaultFacts(
        capacity=claim.capacity,
        agreed=claim.agreed,
        due_on=claim.due_on,
        invoice_received_on=claim.received_on,
        notice=notice,
        refused_on=claim.refused_on,
        large_debtor_small_creditor=_known(claim.large_debtor_small_creditor),
        long_term_express=_known(claim.long_term_express),
    )
    return default_date(facts, law.default, law.holidays)


def _known(flag: int | None) -> bool | None:
    return None if flag is None else bool(flag)
