"""The figure of disputes: how many there were, how much was contested, and how long it took to decide."""

from casebook.domain.figures.catalogue import By, lengths
from casebook.store.database import Database
from casebook.store.queries.figures.facts import Stored
from casebook.store.queries.figures.money import days_between
from casebook.store.queries.figures.scope import Scope

_DISPUTES = """
    SELECT d.case_id, d.row, q.part,
           CASE q.part WHEN 'registered' THEN 1 WHEN 'decided' THEN d.decided ELSE 0 END AS number,
           CAST(COALESCE(CASE q.part WHEN 'registered' THEN d.contested WHEN 'accepted' THEN d.accepted
                                     WHEN 'credited' THEN d.credited END, 0) AS BIGINT) AS cents,
           CASE q.part WHEN 'decided' THEN d.days ELSE 0 END AS days
    FROM (
        SELECT d.case_id, {row} AS row, CASE WHEN d.decided_on IS NULL THEN 0 ELSE 1 END AS decided,
               COALESCE({days}, 0) AS days,
               (SELECT sum(p.contested_cents) FROM disputed_claim p WHERE p.dispute_id = d.id) AS contested,
               (SELECT sum(p.accepted_cents) FROM disputed_claim p WHERE p.dispute_id = d.id) AS accepted,
               (SELECT -sum(l.cents) FROM disputed_claim p JOIN ledger_entry l ON l.claim_id = p.claim_id
                WHERE p.dispute_id = d.id AND l.dispute_id = d.id) AS credited
        FROM dispute d WHERE d.registered_on BETWEEN ? AND ? AND d.withdrawn_on IS NULL
    ) d CROSS JOIN (
        SELECT 'registered' AS part UNION ALL SELECT 'accepted' UNION ALL SELECT 'credited' UNION ALL SELECT 'decided'
    ) q
"""


def disputes(database: Database, scope: Scope, by: By) -> Stored:
    """Return the disputes that were registered, by root cause, department, how long deciding took, or time."""
    days = days_between(database, "d.decided_on", "d.registered_on")
    row = {
        By.CAUSE: "COALESCE(d.root_cause, '')",
        By.DEPARTMENT: "d.department",
        By.LENGTH: _length(days),
        By.TIME: "CAST(d.registered_on AS TEXT)",
    }[by]
    sql = _DISPUTES.replace("{row}", row).replace("{days}", days)
    return Stored(sql, (scope.period.since, scope.period.until))


def _length(days: str) -> str:
    """Return the class of length; of what is not decided an empty text."""
    classes = " ".join(
        f"WHEN {days} <= {most} THEN '{key}'" if most is not None else f"ELSE '{key}'" for key, most in lengths()
    )
    return f"CASE WHEN d.decided_on IS NULL THEN '' {classes} END"
