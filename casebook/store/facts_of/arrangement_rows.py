"""What is stored about the arrangements of cases: the rows, and the queries that read them for many cases at once."""

from datetime import date
from typing import NamedTuple

from casebook.domain.arrangement.standing import PlanDays
from casebook.domain.money import Cents


class Arrangement(NamedTuple):
    """An arrangement, with what its case says of the one who pays.

    `known_entry` is the last entry that its terms reckon with. `expected` is the interest to come that is in them;
    `pays_interest`: they pay all that was open, interest to date and costs too.
    """

    id: int
    case_id: int
    party_id: int
    debtor_id: int
    by_direct_debit: bool
    agreed_how: str
    document_id: int | None
    no_thanks_because: str
    sales_told_on: date | None
    manager: str
    total: Cents
    remission: Cents
    known_entry: int
    expected: Cents
    pays_interest: bool
    drafted_on: date
    offered_on: date | None
    offer_until: date | None
    agreed_on: date | None
    declined_on: date | None
    withdrawn_on: date | None
    suspended_on: date | None
    resumed_on: date | None
    superseded_on: date | None
    broken_on: date | None
    completed_on: date | None
    thanked_on: date | None
    discharged_on: date | None

    @property
    def days(self) -> PlanDays:
        """What happened to it."""
        return PlanDays(*self[15:])

    @property
    def is_live(self) -> bool:
        """Whether it was agreed and did not end."""
        return self.agreed_on is not None and self.completed_on is None and self.days.ended_on is None


class Covered(NamedTuple):
    """A claim that an arrangement covers: what of it was open when the terms were reckoned, and when it ended."""

    arrangement_id: int
    claim_id: int
    creditor_id: int
    number: str
    open: Cents
    ended_on: date | None


class Spoken(NamedTuple):
    """The last day on which somebody spoke to a party of a case."""

    case_id: int
    party_id: int
    on_day: date


class Term(NamedTuple):
    """A term."""

    arrangement_id: int
    id: int
    number: int
    due_on: date
    cents: Cents
    waived: Cents
    waived_on: date | None


class Suspended(NamedTuple):
    """A suspension before the last one."""

    arrangement_id: int
    on: date
    resumed_on: date


class NoticeRow(NamedTuple):
    """A notice that was sent and counts."""

    arrangement_id: int
    id: int
    sent_on: date
    pay_until: date
    behind: Cents


class Money(NamedTuple):
    """An entry on a covered claim: a payment, a set-off, or another credit."""

    arrangement_id: int
    entry_id: int
    claim_id: int
    kind: str
    payer_id: int | None
    set_off_id: int | None
    own: bool
    on: date
    cents: Cents
    returned_on: date | None


class Waiting(NamedTuple):
    """A payment of which something stands nowhere yet."""

    case_id: int
    payer_id: int | None
    on_day: date


class Asked(NamedTuple):
    """A request for approval."""

    case_id: int
    arguments: str


class Stopped(NamedTuple):
    """Something that forbids asking a party anything, by its word."""

    case_id: int
    party_id: int
    by: str


ARRANGEMENTS = """
    SELECT a.id, a.case_id, a.party_id, c.debtor_id, a.by_direct_debit, a.agreed_how, a.document_id,
           a.no_thanks_because, a.sales_told_on, COALESCE(u.manager_name, ''), a.total_cents, a.remission_cents,
           COALESCE(a.known_entry, 0), a.expected_cents,
           CASE WHEN a.pays_all = 1 AND a.costs_included = 1 AND a.interest <> 'waived' THEN 1 ELSE 0 END,
           a.drafted_on, a.offered_on, a.offer_until, a.agreed_on, a.declined_on,
           a.withdrawn_on, a.suspended_on, a.resumed_on, a.superseded_on, a.broken_on, a.completed_on,
           a.thanked_on, a.discharged_on
    FROM arrangement a JOIN cases c ON c.id = a.case_id LEFT JOIN customer u ON u.party_id = c.debtor_id
    WHERE a.case_id IN ({marks}) ORDER BY a.id
"""
COVERED = """
    SELECT k.arrangement_id, k.claim_id, c.creditor_id, c.number, k.open_cents, c.ended_on
    FROM arrangement_claim k JOIN claim c ON c.id = k.claim_id
    WHERE k.arrangement_id IN ({marks}) ORDER BY k.id
"""
SPOKEN = """
    SELECT case_id, party_id, max(on_day) FROM contact
    WHERE case_id IN ({marks}) AND outcome NOT IN ('not_reached', 'left_message') GROUP BY case_id, party_id
"""
TERMS = """
    SELECT arrangement_id, id, number, due_on, cents, waived_cents, waived_on FROM instalment
    WHERE arrangement_id IN ({marks}) ORDER BY arrangement_id, number
"""
SUSPENDED = """
    SELECT arrangement_id, suspended_on, resumed_on FROM arrangement_suspension
    WHERE arrangement_id IN ({marks}) ORDER BY id
"""
NOTICES = """
    SELECT arrangement_id, id, sent_on, pay_until, behind_cents FROM arrangement_notice
    WHERE arrangement_id IN ({marks}) AND sent_on IS NOT NULL AND pay_until IS NOT NULL AND withdrawn_on IS NULL
    ORDER BY id
"""
# A payment that is booked anew, since its return was taken back, was there all the time: from the day of the first.
MONEY = """
    SELECT k.arrangement_id, l.id, k.claim_id, l.kind, p.payer_id, l.set_off_id,
           CASE WHEN l.arrangement_id = k.arrangement_id THEN 1 ELSE 0 END,
           COALESCE(f.on_day, p.on_day, l.on_day), -l.cents,
           CASE WHEN q.id IS NOT NULL AND EXISTS (
                    SELECT 1 FROM payment n WHERE n.case_id = p.case_id AND n.id > p.id
                      AND n.anew_of_id = COALESCE(p.anew_of_id, p.id))
                THEN COALESCE(f.on_day, p.on_day) ELSE COALESCE(q.on_day, r.on_day) END
    FROM arrangement_claim k JOIN ledger_entry l ON l.claim_id = k.claim_id AND l.kind IN ('payment', 'credit')
    LEFT JOIN payment p ON p.id = l.payment_id LEFT JOIN payment q ON q.reverses_id = p.id
    LEFT JOIN payment f ON f.id = p.anew_of_id
    LEFT JOIN ledger_entry r ON r.reverses_id = l.id
    WHERE k.arrangement_id IN ({marks}) ORDER BY l.id, k.id
"""
# Money that came in in the case and stands nowhere yet.
WAITING = """
    SELECT p.case_id, p.payer_id, p.on_day FROM payment p JOIN allocation a ON a.payment_id = p.id
    WHERE p.case_id IN ({marks}) AND p.reverses_id IS NULL AND a.entry_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id)
    GROUP BY p.id, p.case_id, p.payer_id, p.on_day HAVING sum(a.cents) > 0 ORDER BY p.id
"""
ASKED = """
    SELECT case_id, arguments FROM approval
    WHERE case_id IN ({marks}) AND state = 'asked' AND command IN ('arrangement.offer', 'arrangement.agree')
"""
STOPPED = (
    """
    SELECT t.case_id, c.debtor_id, t.kind FROM track t JOIN cases c ON c.id = t.case_id
    WHERE t.case_id IN ({marks}) AND t.closed_on IS NULL AND t.kind IN ('insolvency', 'counselling', 'estate')
    """,
    """
    SELECT e.case_id, COALESCE(r.party_id, c.debtor_id), 'insolvency'
    FROM limitation_event e JOIN reach r ON r.event_id = e.id JOIN cases c ON c.id = e.case_id
    WHERE e.case_id IN ({marks}) AND e.kind = 'insolvency' AND e.until_on IS NULL
      AND (SELECT m.proof FROM proof_mark m WHERE m.event_id = e.id ORDER BY m.id DESC LIMIT 1) <> 'void'
    """,
    """
    SELECT a.case_id, a.party_id, 'estate' FROM arrangement a JOIN estate e ON e.party_id = a.party_id
    WHERE a.case_id IN ({marks}) AND e.settled_on IS NULL
    """,
)


class Collected(NamedTuple):
    """The day of the last collection of an arrangement that stands: it goes back from the day of the debit."""

    arrangement_id: int
    on: date


COLLECTED = """
    SELECT d.arrangement_id, max(d.collect_on) FROM debit_collection d JOIN debit_batch b ON b.id = d.batch_id
    WHERE d.arrangement_id IN ({marks}) AND b.sent_on IS NOT NULL AND d.left_out_on IS NULL AND d.returned_on IS NULL
    GROUP BY d.arrangement_id
"""
