"""The tables of the pack: what was let pass, decided and asked, what was in force, and who might do what."""

from collections.abc import Iterator
from datetime import date

from casebook.jobs.sheets import Column, Kind, Sheet
from casebook.law import wording
from casebook.law.listing import rules_of
from casebook.store import commands, roll_forward
from casebook.store.database import Database
from casebook.store.queries import audit, month_closings, reconciliation
from casebook.store.queries.audit import GrantRow, RuleRow
from casebook.store.verify import checkpoint, verify
from casebook.words import say

_DAY, _CASE, _REASON = (
    Column("day", "audit.day", Kind.DAY),
    Column("case", "closing.head_by_case"),
    Column("reason", "audit.reason"),
)
_CREDITOR = Column("creditor", "closing.head_creditor")
_OVERRIDES = (
    _DAY,
    _CASE,
    Column("what", "audit.what", Kind.WORD),
    Column("rule", "audit.rule"),
    Column("person", "audit.person"),
    _REASON,
)
_DECISIONS = (
    _DAY,
    Column("kind", "audit.what", Kind.WORD),
    _CASE,
    Column("claim", "closing.head_by_claim"),
    Column("amount", "closing.head_amount", Kind.MONEY),
    Column("person", "audit.person"),
    Column("roles", "audit.roles"),
    Column("mandate", "audit.mandate", Kind.MONEY),
    Column("unlimited", "audit.unlimited", Kind.NUMBER),
    Column("asked_by", "audit.asked_by"),
    _REASON,
    Column("line", "audit.line", Kind.NUMBER),
)
_APPROVALS = (
    Column("number", "audit.number", Kind.NUMBER),
    Column("command", "audit.command"),
    _CASE,
    Column("asked_on", "audit.asked_on", Kind.DAY),
    Column("asked_by", "audit.asked_by"),
    Column("on_behalf_of", "audit.on_behalf_of"),
    _REASON,
    Column("needed_by", "audit.needed_by", Kind.DAY),
    Column("state", "audit.state", Kind.WORD),
    Column("decided_on", "audit.decided_on", Kind.DAY),
    Column("decided_by", "audit.decided_by"),
    Column("decision", "audit.decision"),
    Column("same_person", "audit.same_person", Kind.NUMBER),
)
_GRANTS = (
    Column("person", "audit.person"),
    Column("kind", "audit.what", Kind.WORD),
    Column("value", "audit.value"),
    Column("from", "audit.from", Kind.DAY),
    Column("until", "audit.until", Kind.DAY),
)
_RULES = (
    Column("from", "audit.from", Kind.DAY),
    Column("kind", "audit.what", Kind.WORD),
    Column("value", "audit.value"),
    Column("of", "audit.of"),
    Column("amount", "closing.head_amount", Kind.MONEY),
    Column("number", "audit.number", Kind.NUMBER),
)
_LAW = (
    Column("file", "audit.file"),
    Column("rule", "audit.rule"),
    Column("from", "audit.from", Kind.DAY),
    Column("value", "audit.value"),
    Column("source", "audit.source"),
    Column("confidence", "audit.confidence"),
)
_CLOSINGS = (
    _CREDITOR,
    Column("until", "closing.head_month", Kind.DAY),
    Column("turn", "audit.turn", Kind.NUMBER),
    Column("closed_on", "closing.head_closed_on", Kind.DAY),
    Column("person", "audit.person"),
    Column("opening", "audit.opening", Kind.MONEY),
    Column("left", "closing.head_left", Kind.MONEY),
    Column("provision", "closing.head_provision", Kind.MONEY),
    Column("unsent", "closing.head_unsent", Kind.MONEY),
    Column("accepted", "closing.head_accepted", Kind.NUMBER),
    Column("since", "closing.head_since", Kind.MONEY),
    Column("reopened_on", "audit.reopened_on", Kind.DAY),
    Column("reopened_by", "audit.reopened_by"),
    _REASON,
    Column("digest", "audit.sha256"),
    Column("agrees", "audit.agrees", Kind.NUMBER),
)
_ACCEPTED = (
    _CREDITOR,
    Column("until", "closing.head_month", Kind.DAY),
    Column("turn", "audit.turn", Kind.NUMBER),
    Column("code", "audit.what"),
    Column("number", "audit.number", Kind.NUMBER),
    Column("amount", "closing.head_amount", Kind.MONEY),
    _REASON,
)
_LATER = (
    _CREDITOR,
    _DAY,
    Column("recorded_on", "audit.recorded_on", Kind.DAY),
    _CASE,
    Column("claim", "closing.head_by_claim"),
    Column("amount", "closing.head_amount", Kind.MONEY),
    _REASON,
)
_VERIFIED = (Column("code", "audit.what"), Column("wrong", "audit.wrong", Kind.NUMBER), Column("told", "audit.value"))


def every(database: Database, since: date, until: date, day: date, language: str) -> Iterator[tuple[str, Sheet]]:
    """Yield the tables of a period with their names; the database is verified as it is on `day`."""
    yield "overrides", Sheet(_OVERRIDES, audit.overrides(database, since, until))
    decided = audit.decisions(database, since, until)
    rows = [(*row[:6], _words(row.roles, language), row.mandate, int(row.unlimited), *row[9:]) for row in decided]
    yield "write-offs-and-remissions", Sheet(_DECISIONS, rows)
    asked = [
        (row.approval_id, _command(row.command, language), *row[2:12], int(row.own))
        for row in audit.approvals(database, since, until)
    ]
    yield "approvals", Sheet(_APPROVALS, asked)
    yield "people", Sheet(_GRANTS, [_grant(row, language) for row in audit.grants(database, until)])
    yield "mandates-and-rates", Sheet(_RULES, [_rule(row, language) for row in audit.rules(database, until)])
    yield "law-and-settings", Sheet(_LAW, list(_law(database, until, language)))
    yield from _closings(database, since, until, language)
    yield "verify", Sheet(_VERIFIED, list(_verified(database, day, language)))


def _words(text: str, language: str) -> str:
    """Return roles as they are called."""
    return ", ".join(say(f"word.{one}", {}, language) for one in text.split(", ") if one)


def _command(name: str, language: str) -> str:
    """Return what was asked for; of what a version after this one knows, its name."""
    return say(name, {}, language) if commands.action_named(name) is not None else name


def _grant(row: GrantRow, language: str) -> GrantRow:
    return row._replace(what=_words(row.what, language)) if row.kind == "audit_role" else row


def _rule(row: RuleRow, language: str) -> RuleRow:
    if row.kind == "audit_mandate":
        return row._replace(what=_words(f"act_{row.what}", language), of=_words(row.of, language))
    return row._replace(what=_words(row.what, language))


def _closings(database: Database, since: date, until: date, language: str) -> Iterator[tuple[str, Sheet]]:
    found = [row for row in month_closings.closings(database) if row.until_on >= since and row.month <= until]
    codes = {one.creditor_id: one.code for one in reconciliation.entities(database)}
    sheets = {row.closing_id: month_closings.sheet(database, row.closing_id) for row in found}
    rows = [
        (
            *(codes[row.creditor_id], row.until_on, row.turn, row.closed_on, row.person, row.opening, row.closing),
            *(row.provision, row.unsent, row.accepted, row.since_cents, row.reopened_on, row.reopened_by),
            *(row.reopened_because, row.digest, int(sheets[row.closing_id].agrees)),
        )
        for row in found
    ]
    yield "month-closings", Sheet(_CLOSINGS, rows)
    accepted = [
        (
            *(codes[row.creditor_id], row.until_on, row.turn),
            *(say(one.code, {"count": one.number, "cents": one.cents}, language), *one[1:]),
        )
        for row in found
        for one in sheets[row.closing_id].accepted
    ]
    yield "accepted-at-closing", Sheet(_ACCEPTED, accepted)
    later = [
        (codes[row.creditor_id], one.on_day, one.recorded_on, one.case_number, one.claim_number, one.cents, one.reason)
        for row in found
        if row.stands
        for one in roll_forward.since_closing(database, row.creditor_id, row.closing_id)
    ]
    yield "later-entries-in-closed-months", Sheet(_LATER, later)


def _law(database: Database, until: date, language: str) -> Iterator[tuple[object, ...]]:
    for file in database.law.files():
        for rule in rules_of(file, until):
            if rule.entry.start <= until:
                value = wording.value(rule, language)
                yield file.name, rule.key, rule.entry.start, value, rule.entry.source, rule.entry.confidence


def _verified(database: Database, day: date, language: str) -> Iterator[tuple[object, ...]]:
    now = checkpoint(database)
    yield "checkpoint", 0, f"{now.number} {now.hash}"
    for problem in verify(database, day):
        yield problem.code, int(problem.wrong), say(problem.code, problem.parameters, language)
