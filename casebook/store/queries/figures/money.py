"""The figures of money: what came in, by which route and how late, what is open by age, and what agencies brought."""

from casebook.domain.figures.catalogue import ROUTES, By, ages
from casebook.store.database import Database
from casebook.store.queries.figures.facts import Stored
from casebook.store.queries.figures.scope import Scope
from casebook.store.queries.listing import Part

# A payment that did not go back, in the parts in which it went to claims or still waits to.
_RECEIVED = """
    SELECT p.case_id, {row} AS row, 'received' AS part, 1 AS number, CAST(sum(a.cents) AS BIGINT) AS cents, 0 AS days
    FROM payment p JOIN allocation a ON a.payment_id = p.id LEFT JOIN ledger_entry l ON l.id = a.entry_id
    LEFT JOIN claim k ON k.id = l.claim_id
    WHERE p.on_day BETWEEN ? AND ? AND p.reverses_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id){entity}
    GROUP BY p.case_id, p.id, {row} HAVING sum(a.cents) <> 0
"""
# Of several routes at once that one which is furthest.
_ROUTE = """COALESCE((
    SELECT min({ranks}) FROM track t
    WHERE t.case_id = p.case_id AND t.opened_on <= p.on_day AND (t.closed_on IS NULL OR t.closed_on >= p.on_day)
), {last})"""
_OPEN = """
    SELECT k.case_id, {row} AS row, 'open' AS part, 1 AS number, CAST(sum(l.cents) AS BIGINT) AS cents, 0 AS days
    FROM claim k JOIN ledger_entry l ON l.claim_id = k.id{joined}
    WHERE l.component = 'principal' AND l.on_day <= ? AND (k.ended_on IS NULL OR k.ended_on > ?){entity}
    GROUP BY k.case_id, k.id, {row} HAVING sum(l.cents) <> 0
"""
_PAID = """
    SELECT CAST(COALESCE(sum(p.cents), 0) AS BIGINT) FROM payment p
    WHERE p.case_id = t.case_id AND p.on_day > t.opened_on AND p.on_day <= ?
      AND (t.closed_on IS NULL OR p.on_day <= t.closed_on) AND p.reverses_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id)
"""
_HANDED = """
    SELECT CAST(COALESCE(sum(l.cents), 0) AS BIGINT) FROM claim k JOIN ledger_entry l ON l.claim_id = k.id
    WHERE k.case_id = t.case_id AND l.on_day <= t.opened_on
"""
_AGENCY = f"""
    SELECT t.case_id, CAST(t.opened_on AS TEXT) AS row, 'placed' AS part, 1 AS number, ({_HANDED}) AS cents, 0 AS days
    FROM track t WHERE t.kind = 'agency' AND t.opened_on BETWEEN ? AND ?
    UNION ALL
    SELECT t.case_id, CAST(t.opened_on AS TEXT), 'received', 0, ({_PAID}), 0
    FROM track t WHERE t.kind = 'agency' AND t.opened_on BETWEEN ? AND ?
"""  # noqa: S608 our own text


def received(database: Database, scope: Scope, by: By) -> Stored:
    """Return what came in, by the route of the case on that day, by time, by how late, or by our entity."""
    row = {
        By.ROUTE: _route(),
        By.TIME: "CAST(p.on_day AS TEXT)",
        By.AGE: _age(days_between(database, "p.on_day", "k.due_on")),
        By.ENTITY: "COALESCE(CAST(k.creditor_id AS TEXT), '')",
    }[by]
    of = _of_claims(scope)
    sql = _RECEIVED.replace("{row}", row).replace("{entity}", of.where)
    return Stored(sql, (scope.period.since, scope.period.until, *of.parameters))


def ageing(_: Database, scope: Scope, by: By) -> Stored:
    """Return the principal that is open at the end of the period, by its last day of payment, entity or segment."""
    row, joined = {
        By.AGE: ("COALESCE(CAST(k.due_on AS TEXT), '')", ""),
        By.ENTITY: ("CAST(k.creditor_id AS TEXT)", ""),
        By.SEGMENT: ("n.segment", " JOIN case_now n ON n.case_id = k.case_id"),
    }[by]
    of, until = _of_claims(scope), scope.period.until
    sql = _OPEN.replace("{row}", row).replace("{joined}", joined).replace("{entity}", of.where)
    return Stored(sql, (until, until, *of.parameters))


def agency(_: Database, scope: Scope, by: By) -> Stored:
    """Return the cases that were placed with an agency, what was open then, and what came in while it had them."""
    del by
    period = (scope.period.since, scope.period.until)
    return Stored(_AGENCY, (*period, scope.day, *period))


def days_between(database: Database, later: str, earlier: str) -> str:
    """Return the expression for the days from one column of days to another."""
    if database.is_postgresql:
        return f"({later} - {earlier})"
    return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"


def _of_claims(scope: Scope) -> Part:
    """Return the condition on claims `k`: those of the entity that is asked for."""
    if scope.creditor_id is None:
        return Part()
    return Part(" AND k.creditor_id = ?", (scope.creditor_id,))


def _route() -> str:
    ranks = "CASE t.kind " + " ".join(f"WHEN '{route}' THEN {rank}" for rank, route in enumerate(ROUTES)) + " END"
    rank = _ROUTE.replace("{ranks}", ranks).replace("{last}", str(len(ROUTES) - 1))
    return f"CASE {rank} " + " ".join(f"WHEN {rank} THEN '{route}'" for rank, route in enumerate(ROUTES)) + " END"


def _age(days: str) -> str:
    """Return the class of age of a claim without a last day of payment as an empty text."""
    classes = " ".join(
        f"WHEN {days} <= {most} THEN '{key}'" if most is not None else f"ELSE '{key}'" for key, most in ages()
    )
    return f"CASE WHEN k.due_on IS NULL THEN '' {classes} END"
