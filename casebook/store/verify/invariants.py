"""What must hold whatever was done: amounts add up, reversals are opposite and single, nothing refers to nothing."""

import hashlib
import re
from collections.abc import Iterator
from typing import NamedTuple

from peewee import ForeignKeyField

from casebook.domain.money import Cents
from casebook.store import tables
from casebook.store.database import Database
from casebook.store.models import every
from casebook.store.verify.derived import batches
from casebook.store.verify.problem import Problem

_NUMBER = re.compile(r"(\d{4})-(\d+)")


class Rule(NamedTuple):
    """A query for what breaks a rule: its columns are the parameters, those in cents are amounts."""

    code: str
    sql: str
    columns: tuple[str, ...]
    wrong: bool = True


_RULES = (
    Rule(
        "verify.payment_sum",
        """
        SELECT p.id, p.cents, CAST(coalesce(sum(a.cents), 0) AS BIGINT)
        FROM payment p LEFT JOIN allocation a ON a.payment_id = p.id
        GROUP BY p.id, p.cents HAVING coalesce(sum(a.cents), 0) <> p.cents ORDER BY p.id
        """,
        ("id", "cents", "allocated_cents"),
    ),
    Rule(
        "verify.entry_sum",
        """
        SELECT e.id, e.cents, CAST(coalesce(sum(a.cents), 0) AS BIGINT)
        FROM ledger_entry e LEFT JOIN allocation a ON a.entry_id = e.id AND a.payment_id = e.payment_id
        WHERE e.payment_id IS NOT NULL OR e.kind = 'payment'
        GROUP BY e.id, e.cents HAVING coalesce(sum(a.cents), 0) <> -e.cents ORDER BY e.id
        """,
        ("id", "cents", "allocated_cents"),
    ),
    Rule(
        "verify.allocation_entry",
        """
        SELECT a.id, a.entry_id FROM allocation a JOIN ledger_entry e ON e.id = a.entry_id
        WHERE e.payment_id IS NULL OR e.payment_id <> a.payment_id ORDER BY a.id
        """,
        ("id", "entry"),
    ),
    Rule(
        "verify.below_zero",
        """
        SELECT k.number, e.component, CAST(sum(e.cents) AS BIGINT) FROM ledger_entry e JOIN claim k ON k.id = e.claim_id
        GROUP BY k.id, k.number, e.component HAVING sum(e.cents) < 0 ORDER BY k.id, e.component
        """,
        ("number", "component", "cents"),
        wrong=False,
    ),
    Rule(
        "verify.bank_sum",
        """
        SELECT s.number, s.account, CAST(coalesce(sum(e.cents), 0) AS BIGINT), s.closing_cents - s.opening_cents
        FROM bank_statement s JOIN import_run r ON r.id = s.run_id LEFT JOIN (
            SELECT statement_id, cents FROM bank_entry
            UNION ALL SELECT t.statement_id, o.cents FROM bank_telling t JOIN bank_entry o ON o.id = t.entry_id
        ) e ON e.statement_id = s.id
        WHERE r.state = 'done' AND s.opening_cents IS NOT NULL AND s.closing_cents IS NOT NULL
        GROUP BY s.id, s.number, s.account, s.closing_cents, s.opening_cents
        HAVING coalesce(sum(e.cents), 0) <> s.closing_cents - s.opening_cents ORDER BY s.id
        """,
        ("number", "account", "entries_cents", "balance_cents"),
    ),
    Rule(
        "verify.bank_key",
        """
        SELECT id, account FROM bank_entry
        WHERE key NOT LIKE account || '/' || CAST(booked_on AS TEXT) || '/' || CAST(cents AS TEXT) || '/%' ORDER BY id
        """,
        ("id", "account"),
    ),
    Rule(
        "verify.bank_used",
        """
        SELECT e.id FROM bank_entry e JOIN bank_use u ON u.entry_id = e.id AND u.undone_on IS NULL
        GROUP BY e.id, e.cents
        HAVING (e.cents > 0 AND sum(u.cents) > e.cents) OR (e.cents < 0 AND sum(u.cents) < e.cents)
        ORDER BY e.id
        """,
        ("id",),
    ),
    Rule(
        "verify.bank_payment",
        """
        SELECT u.entry_id FROM bank_use u JOIN payment p ON p.id = u.payment_id
        WHERE u.undone_on IS NULL AND (u.case_id <> p.case_id OR abs(u.cents) <> abs(p.cents)) ORDER BY u.id
        """,
        ("id",),
    ),
    Rule(
        "verify.payment_reversal",
        """
        SELECT r.id, r.reverses_id FROM payment r JOIN payment p ON p.id = r.reverses_id
        WHERE r.cents <> -p.cents OR r.case_id <> p.case_id
           OR EXISTS (SELECT 1 FROM payment o WHERE o.reverses_id = r.reverses_id AND o.id < r.id) ORDER BY r.id
        """,
        ("id", "reverses"),
    ),
    Rule(
        "verify.entry_reversal",
        """
        SELECT r.id, r.reverses_id FROM ledger_entry r JOIN ledger_entry e ON e.id = r.reverses_id
        WHERE r.cents <> -e.cents OR r.claim_id <> e.claim_id OR r.component <> e.component
           OR EXISTS (SELECT 1 FROM ledger_entry o WHERE o.reverses_id = r.reverses_id AND o.id < r.id) ORDER BY r.id
        """,
        ("id", "reverses"),
    ),
    Rule(
        "verify.write_off_reversal",
        """
        SELECT r.id, r.reverses_id FROM write_off r JOIN write_off w ON w.id = r.reverses_id
        WHERE r.cents <> -w.cents OR r.claim_id <> w.claim_id
           OR EXISTS (SELECT 1 FROM write_off o WHERE o.reverses_id = r.reverses_id AND o.id < r.id) ORDER BY r.id
        """,
        ("id", "reverses"),
    ),
    Rule(
        "verify.contra_sum",
        """
        SELECT i.number, i.cents, CAST(sum(s.cents) AS BIGINT) FROM contra_item i
        JOIN set_off s ON s.contra_item_id = i.id AND s.taken_back_on IS NULL
        GROUP BY i.id, i.number, i.cents, i.withdrawn_on
        HAVING sum(s.cents) > i.cents OR i.withdrawn_on IS NOT NULL ORDER BY i.id
        """,
        ("number", "cents", "set_off_cents"),
    ),
    Rule(
        "verify.set_off_sum",
        """
        SELECT n.id, CAST(sum(n.cents) AS BIGINT), CAST(sum(n.booked) AS BIGINT) FROM (
            SELECT id, cents, 0 AS booked FROM set_off WHERE taken_back_on IS NULL
            UNION ALL SELECT set_off_id, 0, -cents FROM ledger_entry WHERE set_off_id IS NOT NULL
        ) n GROUP BY n.id HAVING sum(n.cents) <> sum(n.booked) ORDER BY n.id
        """,
        ("id", "cents", "booked_cents"),
    ),
    Rule(
        "verify.batch_sum",
        """
        SELECT CAST(b.number AS TEXT), r.code, b.total_cents, CAST(coalesce(sum(j.cents), 0) AS BIGINT)
        FROM journal_batch b JOIN creditor r ON r.id = b.creditor_id LEFT JOIN journal_line j ON j.batch_id = b.id
        GROUP BY b.id, b.number, r.code, b.lines, b.total_cents
        HAVING coalesce(sum(j.cents), 0) <> b.total_cents OR count(j.id) <> b.lines ORDER BY b.id
        """,
        ("number", "code", "cents", "lines_cents"),
    ),
    Rule(
        "verify.vat_list_sum",
        """
        SELECT t.filer, CAST(t.until_on AS TEXT), t.refund_cents - t.correction_cents,
               CAST(coalesce(sum(l.vat_cents), 0) AS BIGINT)
        FROM vat_list t LEFT JOIN vat_line l ON l.list_id = t.id
        GROUP BY t.id, t.filer, t.until_on, t.refund_cents, t.correction_cents, t.lines
        HAVING coalesce(sum(l.vat_cents), 0) <> t.refund_cents - t.correction_cents OR count(l.id) <> t.lines
        ORDER BY t.id
        """,
        ("filer", "until", "cents", "lines_cents"),
    ),
    Rule(
        "verify.journal_source",
        """
        SELECT j.id, j.cents, coalesce(l.cents, -w.cents, v.vat_cents, 0) FROM journal_line j
        LEFT JOIN ledger_entry l ON j.source = 'ledger_entry' AND l.id = j.source_id
        LEFT JOIN write_off w ON j.source = 'write_off' AND w.id = j.source_id
        LEFT JOIN vat_line v ON j.source = 'vat_line' AND v.id = j.source_id
        WHERE j.source <> 'bank_use' AND j.cents <> coalesce(l.cents, -w.cents, v.vat_cents, 0) ORDER BY j.id
        """,
        ("id", "cents", "source_cents"),
    ),
    Rule(
        "verify.no_next_action",
        """
        SELECT number FROM cases
        WHERE state <> 'closed'
          AND (next_on IS NULL OR next_kind IS NULL OR (owner_person_id IS NULL) = (owner_team_id IS NULL)) ORDER BY id
        """,
        ("number",),
    ),
    Rule(
        "verify.owner_gone",
        """
        SELECT c.number, p.name FROM cases c JOIN person p ON p.id = c.owner_person_id
        WHERE c.state <> 'closed' AND p.inactive_since IS NOT NULL ORDER BY c.id
        """,
        ("number", "name"),
    ),
    Rule(
        "verify.document_missing",
        """
        SELECT d.id, d.name FROM document d LEFT JOIN document_content c ON c.sha256 = d.sha256
        WHERE (c.id IS NULL
               AND NOT EXISTS (SELECT 1 FROM erased_row r WHERE r.name = 'document' AND r.row_id = d.id))
           OR length(c.content) <> d.size ORDER BY d.id
        """,
        ("id", "name"),
    ),
    Rule(
        "verify.words_without_line",
        "SELECT number FROM log_body b WHERE NOT EXISTS (SELECT 1 FROM log l WHERE l.number = b.number) ORDER BY 1",
        ("number",),
    ),
    *(
        Rule(
            "verify.derived_of_nothing",
            f"SELECT DISTINCT n.case_id FROM {name} n LEFT JOIN cases c ON c.id = n.case_id WHERE c.id IS NULL",  # noqa: S608 ours
            ("id",),
        )
        for name in ("case_now", "signal", "clock_now")
    ),
    *(
        Rule(
            "verify.search_of_nothing",
            f"SELECT DISTINCT s.record_id FROM search_term s LEFT JOIN {table} t ON t.id = s.record_id"  # noqa: S608 ours
            f" WHERE s.kind = '{kind}' AND t.id IS NULL",
            ("id",),
        )
        for kind, table in (("party", "party"), ("case", "cases"), ("claim", "claim"))
    ),
)


def check(database: Database) -> Iterator[Problem]:
    """Yield what breaks a rule."""
    for rule in (*_RULES, *_references()):
        for row in database.fetch(rule.sql):
            named = zip(rule.columns, row, strict=True)
            parameters = {name: Cents(value) if "cents" in name else str(value) for name, value in named}
            yield Problem(rule.code, parameters, rule.wrong)
    yield from _numbers(database)
    yield from _contents(database)
    if not database.is_postgresql:
        for (said,) in database.fetch("PRAGMA integrity_check"):
            if said != "ok":
                yield Problem("verify.damaged", {"reason": said})


def _references() -> Iterator[Rule]:
    """Yield a rule for each reference: a guard of the database that was off for a while leaves no trace."""
    for model in every.ALL:
        table = model._meta.table_name
        for field in model._meta.sorted_fields:
            if isinstance(field, ForeignKeyField):
                column, other = field.column_name, field.rel_model._meta.table_name
                key = tables.of(model).key[0]
                sql = (
                    f"SELECT 'table_{table}', o.{key}, '{column}', o.{column}"  # noqa: S608 names of models
                    f' FROM "{table}" o LEFT JOIN "{other}" t ON t.id = o.{column}'
                    f" WHERE o.{column} IS NOT NULL AND t.id IS NULL"
                )
                yield Rule("verify.refers_to_nothing", sql, ("record", "id", "column", "to"))


def _numbers(database: Database) -> Iterator[Problem]:
    """Yield the cases whose number was never given out."""
    given: dict[int, int] = dict(database.fetch("SELECT year, last FROM case_number"))
    for ids in batches(database, "cases"):
        marks = ", ".join("?" * len(ids))
        for (number,) in database.fetch(f"SELECT number FROM cases WHERE id IN ({marks}) ORDER BY id", ids):  # noqa: S608 ours
            form = _NUMBER.fullmatch(number)
            if form is None or int(form[2]) > given.get(int(form[1]), 0):
                yield Problem("verify.case_number", {"number": number})


def _contents(database: Database) -> Iterator[Problem]:
    """Yield the documents whose bytes are not those that were stored, one in memory at a time."""
    for ids in batches(database, "document_content"):
        for id_ in ids:
            ((sha256, content),) = database.fetch("SELECT sha256, content FROM document_content WHERE id = ?", (id_,))
            if hashlib.sha256(content).hexdigest() != sha256:
                yield Problem("verify.content", {"sha256": sha256})
