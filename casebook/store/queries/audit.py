"""What an auditor asks of a period: who let pass what was refused, who decided on money, and who might do what."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.money import Cents
from casebook.store import mandates
from casebook.store.database import Database
from casebook.store.mandates import Act
from casebook.store.models.people import ApprovalState, Role
from casebook.store.people import roles_of
from casebook.store.rows import rows


class CaseMoney(NamedTuple):
    """A case that something was open on, or booked on in a period, and what it is weighed by."""

    case_id: int
    number: str
    debtor: str
    open_cents: Cents
    moved_cents: Cents


class OverrideRow(NamedTuple):
    """What was refused and let pass all the same: by which rule, by whom and why."""

    on_day: date
    case_number: str
    what: str
    rule: str
    person: str
    reason: str


class DecisionRow(NamedTuple):
    """A write-off, remission or credit: by whom, after whose request, and how far his mandate went on that day."""

    on_day: date
    kind: str
    case_number: str
    claim_number: str
    cents: Cents
    person: str
    roles: str
    mandate: Cents | None
    unlimited: bool
    asked_by: str
    reason: str
    line: int


class ApprovalRow(NamedTuple):
    """A request for approval, and what became of it; `own`: the one who asked decided himself."""

    approval_id: int
    command: str
    case_number: str
    asked_on: date
    asked_by: str
    on_behalf_of: str
    reason: str
    needed_by: date | None
    state: ApprovalState
    decided_on: date | None
    decided_by: str
    decision: str
    own: bool


class GrantRow(NamedTuple):
    """A role somebody had, a team, for whom he stood in, a key he came in with, or an entity he or a team might see.

    From when until when; of an entity that is not among them everybody might see the cases.
    """

    person: str
    kind: str
    what: str
    from_on: date
    until_on: date | None


class RuleRow(NamedTuple):
    """A mandate or rate that the office set: from when, and how far it goes."""

    from_on: date
    kind: str
    what: str
    of: str
    cents: Cents | None
    number: int | None


class _Line(NamedTuple):
    number: int
    day: date
    person_id: int | None
    person: str
    body: str


class _Claim(NamedTuple):
    claim_id: int
    number: str
    case_number: str


_CASES = """
    SELECT c.id, c.number, p.name, CAST(sum(CASE WHEN l.on_day <= ? THEN l.cents ELSE 0 END) AS BIGINT),
           CAST(sum(CASE WHEN l.on_day BETWEEN ? AND ? THEN abs(l.cents) ELSE 0 END) AS BIGINT)
    FROM claim k JOIN ledger_entry l ON l.claim_id = k.id JOIN cases c ON c.id = k.case_id
    JOIN party p ON p.id = c.debtor_id WHERE l.on_day <= ? GROUP BY c.id, c.number, p.name ORDER BY c.number
"""
_OVERRIDES = """
    SELECT o.on_day, c.number, 'audit_letter', o.rule, p.name, o.reason
    FROM letter_override o JOIN letter l ON l.id = o.letter_id JOIN cases c ON c.id = l.case_id
    JOIN person p ON p.id = o.person_id WHERE o.on_day BETWEEN ? AND ?
    UNION ALL
    SELECT COALESCE(a.offered_on, a.agreed_on, a.drafted_on), c.number, 'audit_arrangement', '', '',
           a.overridden_because
    FROM arrangement a JOIN cases c ON c.id = a.case_id
    WHERE a.overridden_because <> '' AND COALESCE(a.offered_on, a.agreed_on, a.drafted_on) BETWEEN ? AND ?
    ORDER BY 1, 2, 3, 4, 6
"""
# Every line that wrote off, remitted or credited has such a row in its words.
_LINES = """
    SELECT g.number, g.day, g.person_id, COALESCE(p.name, ''), b.body
    FROM log g JOIN log_body b ON b.number = g.number LEFT JOIN person p ON p.id = g.person_id
    WHERE g.day BETWEEN ? AND ? AND b.body IS NOT NULL
      AND (b.body LIKE '%"add":"write_off"%' OR (b.body LIKE '%"add":"ledger_entry"%' AND b.body LIKE '%"credit"%'))
    ORDER BY g.number
"""
_CLAIMS = "SELECT k.id, k.number, c.number FROM claim k JOIN cases c ON c.id = k.case_id"
_APPROVALS = """
    SELECT a.id, a.command, COALESCE(c.number, ''), a.asked_on, p.name, COALESCE(b.name, ''), a.reason, a.needed_by,
           a.state, a.decided_on, COALESCE(d.name, ''), COALESCE(a.decision, ''),
           CASE WHEN a.state IN ('approved', 'refused') AND a.decided_by_id IN (a.asked_by_id, a.on_behalf_of_id)
                THEN 1 ELSE 0 END
    FROM approval a JOIN person p ON p.id = a.asked_by_id LEFT JOIN person b ON b.id = a.on_behalf_of_id
    LEFT JOIN person d ON d.id = a.decided_by_id LEFT JOIN cases c ON c.id = a.case_id
    WHERE a.asked_on BETWEEN ? AND ? OR a.decided_on BETWEEN ? AND ? ORDER BY a.id
"""
_GRANTS = """
    SELECT p.name, 'audit_role', r.role, r.from_on, r.until_on FROM role r JOIN person p ON p.id = r.person_id
    UNION ALL
    SELECT p.name, 'audit_team', t.name, m.from_on, m.until_on
    FROM team_member m JOIN person p ON p.id = m.person_id JOIN team t ON t.id = m.team_id
    UNION ALL
    SELECT p.name, 'audit_stand_in', q.name, s.from_on, s.until_on
    FROM stand_in s JOIN person p ON p.id = s.person_id JOIN person q ON q.id = s.for_id
    UNION ALL
    SELECT p.name, 'audit_key', k.fingerprint, k.added_on, k.revoked_on
    FROM person_key k JOIN person p ON p.id = k.person_id
    UNION ALL
    SELECT COALESCE(t.name, p.name), 'audit_sight', c.code, s.from_on, s.withdrawn_on
    FROM creditor_sight s JOIN creditor c ON c.id = s.creditor_id LEFT JOIN team t ON t.id = s.team_id
    LEFT JOIN person p ON p.id = s.person_id
    UNION ALL
    SELECT name, 'audit_left', login, inactive_since, NULL FROM person WHERE inactive_since IS NOT NULL
    ORDER BY 1, 2, 4, 3, 5 NULLS LAST
"""
_RULES = """
    SELECT m.from_on, 'audit_mandate', m.act, m.role, m.most_cents, m.most_terms FROM mandate m
    WHERE m.from_on <= ?
    UNION ALL
    SELECT v.from_on, 'audit_provision', v.basis, COALESCE(r.code, ''), NULL, v.percent
    FROM provision_rate v LEFT JOIN creditor r ON r.id = v.creditor_id WHERE v.from_on <= ?
    ORDER BY 1, 2, 3, 4
"""
_ACTS = {"write_off": Act.WRITE_OFF, "remission": Act.REMISSION, "credit": Act.CREDIT}


def cases(database: Database, since: date, until: date) -> list[CaseMoney]:
    """Return the cases with anything open at the end of a period or booked in it."""
    found = rows(database, _CASES, CaseMoney, (until, since, until, until))
    return [row for row in found if row.open_cents or row.moved_cents]


def overrides(database: Database, since: date, until: date) -> list[OverrideRow]:
    """Return what was let pass in a period though it was refused."""
    return rows(database, _OVERRIDES, OverrideRow, (since, until, since, until))


def decisions(database: Database, since: date, until: date) -> list[DecisionRow]:
    """Return the write-offs, remissions and credits that were recorded in a period, as the log has them.

    What is taken back is in it with the other sign. Of lines whose words were erased nothing can be said.
    """
    claims = {row.claim_id: row for row in rows(database, _CLAIMS, _Claim)}
    found: list[DecisionRow] = []
    for line in rows(database, _LINES, _Line, (since.isoformat(), until.isoformat())):
        body = json.loads(line.body)
        roles = roles_of(database, line.day).get(line.person_id or 0, frozenset())
        asked_by = _asked_by(database, body)
        for kind, row in _decided(body):
            limit = _limit(database, kind, roles, line.day)
            claim = claims.get(row["claim_id"])
            found.append(
                DecisionRow(
                    line.day,
                    f"audit_{kind}",
                    claim.case_number if claim else "",
                    claim.number if claim else "",
                    Cents(row["cents"]),
                    line.person,
                    ", ".join(sorted(roles)),
                    limit[0],
                    limit[1],
                    asked_by,
                    row.get("reason") or "",
                    line.number,
                )
            )
    return found


def approvals(database: Database, since: date, until: date) -> list[ApprovalRow]:
    """Return the requests that were made or decided in a period."""
    return rows(database, _APPROVALS, ApprovalRow, (since, until, since, until))


def grants(database: Database, until: date) -> list[GrantRow]:
    """Return who might do what, from when until when, as far as it began by a day."""
    return [row for row in rows(database, _GRANTS, GrantRow) if row.from_on <= until]


def rules(database: Database, until: date) -> list[RuleRow]:
    """Return the mandates and rates that the office set, as far as they are in force by a day."""
    return rows(database, _RULES, RuleRow, (until, until))


def _decided(body: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows of a line that wrote off, remitted or credited."""
    for change in body.get("changes", ()):
        for values in change.get("rows", ()) if change.get("add") in ("write_off", "ledger_entry") else ():
            row = dict(zip(change["columns"], values, strict=True))
            if change["add"] == "write_off":
                yield "write_off", row
            elif row["kind"] == "credit" and row.get("set_off_id") is None:
                remitted = any(row.get(by) is not None for by in ("arrangement_id", "remission_id"))
                yield "remission" if remitted else "credit", row


def _limit(database: Database, kind: str, roles: frozenset[Role], day: date) -> tuple[Cents | None, bool]:
    """Return how far the widest mandate of some roles went, and whether it had no end."""
    limits = [mandates.limit(database, _ACTS[kind], role, day) for role in roles]
    if any(one.most_cents is None for one in limits):
        return None, True
    amounts = [one.most_cents for one in limits if one.most_cents is not None and one.most_cents >= 0]
    return max(amounts, default=Cents(0)), False


def _asked_by(database: Database, body: Mapping[str, Any]) -> str:
    """Return who asked for what a line approved, nothing where nobody did."""
    decided = [change["id"] for change in body.get("changes", ()) if change.get("change") == "approval"]
    if not decided:
        return ""
    query = "SELECT p.name FROM approval a JOIN person p ON p.id = a.asked_by_id WHERE a.id = ?"
    return str(database.value(query, (decided[0],)) or "")
