"""What the database itself refuses, whoever asks: changing what is only ever added to."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from copy import copy
from typing import Any

import peewee
import pytest

from casebook.domain.court.facts import CourtEventKind, ProceedingKind
from casebook.domain.insolvency.facts import EventKind, Kind, Source
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.money import Cents
from casebook.domain.placements.facts import AgencyKind, FeeBasis, FeeEvent, Guard, PlacementEventKind
from casebook.domain.security.facts import SecurityEventKind, SecurityKind
from casebook.store import guards
from casebook.store.actions.agencies import AgencyFacts, RegisterAgency, SetAgencyFee
from casebook.store.actions.approvals import asked_for
from casebook.store.actions.approvals_talk import CommentApproval
from casebook.store.actions.court_events import RecordCourtEvent
from casebook.store.actions.filings import AnswerFiling, FileClaims
from casebook.store.actions.insolvencies import RecordInsolvency
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.placement_events import RecordPlacementEvent, RecordReport, ReportFacts
from casebook.store.actions.placements import MakePlacementBatch, PreparePlacement
from casebook.store.actions.proceedings import Asked, OpenProceeding, ProceedingFacts
from casebook.store.actions.reliance import RelyOn
from casebook.store.actions.securities import RegisterSecurity, SecurityFacts
from casebook.store.actions.security_events import RecordSecurityEvent
from casebook.store.actions.write_offs import WriteOff
from casebook.store.database import Database
from casebook.store.models import every
from casebook.store.models.bank import BankEntry, BankStatement, BankTelling
from casebook.store.models.books import JournalBatch, JournalLine
from casebook.store.models.claims import Document, DocumentContent
from casebook.store.models.closing import MonthAccepted, MonthClosing, MonthReopening
from casebook.store.models.imports import ImportedRecord, ImportRun
from casebook.store.models.reviews import Review
from casebook.store.models.ssh import Refusal, SessionRefusal
from casebook.store.models.trust import ErasedRow, Erasure, ErasureGround, LogRedaction, ReadingCut
from casebook.store.models.vat import VatLine, VatList
from tests.databases import Databases, first_person
from tests.store.actions.desk import DUE, TODAY, Desk

TABLES = [model._meta.table_name for model in every.APPEND_ONLY]
EDITED = ["cases", "claim", "party", "person", "reliance"]


class Undone(Exception):
    """Ends an attempt that should have been refused, without leaving anything of it."""


@pytest.fixture
def filled(databases: Databases) -> Desk:
    """A database with a row in every table that is only added to."""
    database, made = databases.like(_filled)
    desk = copy(made)
    desk.database = database
    return desk


def _filled(database: Database) -> Desk:
    actor = first_person(database)
    desk = Desk(database, actor)
    claim = desk.claim("1", 10000)
    desk.pay(5000)
    desk.act(WriteOff(claim, Cents(100), "geen verhaal"))
    desk.act(RecordEvent(desk.case, EventFacts("demand", DUE, (Reached(desk.debtor),))))
    desk.act(RecordInsolvency(desk.debtor, Kind.COUNSELLING, TODAY, Source.LETTER))
    pledge = RegisterSecurity(desk.debtor, desk.creditor, SecurityKind.PLEDGE, SecurityFacts("voorraad"))
    desk.act(RecordSecurityEvent(desk.act(pledge), SecurityEventKind.VERIFIED, TODAY))
    facts = ProceedingFacts()
    asked_of = (Asked(claim, desk.debtor),)
    summons = desk.act(OpenProceeding(desk.case, ProceedingKind.KANTON, asked_of, facts, "spoed", "spoed"))
    bankruptcy = desk.act(RecordInsolvency(desk.debtor, Kind.BANKRUPTCY, TODAY, Source.LETTER, TODAY))
    desk.act(FileClaims(bankruptcy, desk.case, TODAY))
    desk.act(AnswerFiling(bankruptcy, EventKind.VERIFIED, TODAY))
    desk.act(RelyOn(claim, desk.debtor, ClockKind.PRINCIPAL, "x", TODAY.replace(year=2027)))
    asked = desk.act(asked_for(WriteOff(claim, Cents(200), "geen verhaal"), "te groot voor mij"))
    desk.act(CommentApproval(asked, "waarom nu?"))
    desk.act(RecordCourtEvent(CourtEventKind.SERVED, TODAY, summons))
    agency = desk.act(RegisterAgency(AgencyFacts(AgencyKind.BAILIFF), name="Deurwaarder"))
    batch = desk.act(MakePlacementBatch("x", agency))
    desk.act(SetAgencyFee(agency, TODAY, FeeEvent.RECALL, FeeBasis.SCALE))
    passed: dict[str, Any] = dict.fromkeys(("without_assessment", "unannounced", "without_evidence"), "spoed")
    placement = desk.act(PreparePlacement(desk.case, agency, Guard.US, placement_batch_id=batch, **passed))
    desk.act(RecordPlacementEvent(placement, PlacementEventKind.SENT, TODAY))
    desk.act(RecordReport(placement, ReportFacts(TODAY)))
    with database.peewee.atomic():
        tx = desk.transaction()
        run = tx.add(ImportRun, kind="k", profile="p", file_name="f", sha256="0", on_day=TODAY)
        tx.add(ImportedRecord, kind="k", key="1", run_id=run)
        tx.add(DocumentContent, sha256="0", content=b"x")
        account = {"account": "NL91ABNA0417164300", "creditor_id": desk.creditor}
        told = {"run_id": run, "key": "1", "kind": "statement"} | account
        statement, other = tx.add(BankStatement, **told), tx.add(BankStatement, **told | {"key": "2"})
        days = {"booked_on": TODAY, "value_on": TODAY}
        entry = tx.add(BankEntry, statement_id=statement, key="1", cents=100, **account, **days)
        tx.add(BankTelling, statement_id=other, entry_id=entry, content="")
        books = {"creditor_id": desk.creditor, "number": 1, "made_on": TODAY, "lines": 1, "total_cents": 100}
        line = {"source": "write_off", "source_id": 1, "kind": "write_off", "on_day": TODAY, "cents": 100}
        tx.add(JournalLine, batch_id=tx.add(JournalBatch, **books), **line)
        tx.add(SessionRefusal, fingerprint="", why=next(iter(Refusal)), asked="sh", address="", on_day=TODAY)
        database.execute("INSERT INTO log_erasure (number, erased_by, records) VALUES (1, 2, '{}')")
        erasure = tx.add(Erasure, party_id=desk.debtor, ground=ErasureGround.TERM, reason="x", marked_on=TODAY)
        tx.add(ErasedRow, erasure_id=erasure, name="payment", row_id=1, line=1)
        tx.add(ReadingCut, number=1, hash="", on_day=TODAY)
        month = {"creditor_id": desk.creditor, "month": DUE, "until_on": TODAY, "turn": 1, "closed_on": TODAY}
        cents = (one for one in vars(MonthClosing) if one.endswith("_cents"))
        numbers = ("last_entry", "last_write_off", "claims", *cents)
        closing = tx.add(MonthClosing, **month, **dict.fromkeys(numbers, 0), digest="")
        tx.add(MonthAccepted, closing_id=closing, code="x", number=1, cents=1, reason="x")
        tx.add(MonthReopening, closing_id=closing, reopened_on=TODAY, reason="x")
        seen = tx.add(Document, name="x", media_type="text/plain", sha256="0", size=1)
        signed = {"on_day": TODAY, "until_on": TODAY, "person_id": actor.person, "document_id": seen}
        tx.add(Review, **signed, clocks=0, undecided=0, counts="{}", marks_to=0)
        period = {"filer": "MG", "from_on": DUE, "until_on": TODAY, "turn": 0, "locked_on": TODAY, "lines": 1}
        vat = tx.add(VatList, **period, refund_cents=1, correction_cents=0)
        line = {"percent": "21", "kind": "vat_refund", "gross_cents": 2, "vat_cents": 1, "why": "x", "on_day": TODAY}
        tx.add(VatLine, list_id=vat, claim_id=claim, **line)
        tx.add_rows(LogRedaction, [(2, 3, "x")])
    for table in TABLES:
        assert database.value(f"SELECT count(*) FROM {table}") > 0, table
    return desk


@contextmanager
def refused(database: Database) -> Iterator[None]:
    """Expect the database to refuse, with the words of a guard."""
    with pytest.raises(peewee.PeeweeException, match="casebook: "), database.peewee.atomic():
        yield


def columns(table: str) -> tuple[str, str]:
    """Return the column that finds a row, and one to change."""
    key = "case_id" if table == "log_case" else "number" if table.startswith("log") else "id"
    model = next(model for model in every.ALL if model._meta.table_name == table)
    return key, next(field.column_name for field in model._meta.sorted_fields if field.column_name != key)


@pytest.mark.parametrize("table", TABLES)
def test_what_is_only_added_to_is_not_changed_deleted_or_replaced(filled: Desk, table: str) -> None:
    database, (key, other) = filled.database, columns(table)
    before = database.fetch(f"SELECT * FROM {table} ORDER BY 1, 2")
    with refused(database):
        database.execute(f"UPDATE {table} SET {other} = {other}")
    with refused(database):
        database.execute(f"DELETE FROM {table} WHERE {key} IS NOT NULL")
    with refused(database):
        replace(database, table, key, other)
    if database.is_postgresql:
        with refused(database):
            database.execute(f"TRUNCATE {table} CASCADE")
    assert database.fetch(f"SELECT * FROM {table} ORDER BY 1, 2") == before


def replace(database: Database, table: str, key: str, other: str) -> None:
    """Try to put the last row of a table in the place of itself."""
    last = f"SELECT * FROM {table} WHERE {key} = (SELECT max({key}) FROM {table})"
    if database.is_postgresql:
        target = f"{key}, {other}" if table in {"log_case", "log_redaction"} else key
        clause = f"ON CONFLICT ({target}) DO UPDATE SET {other} = EXCLUDED.{other}"
        database.execute(f"INSERT INTO {table} {last} {clause}")
    else:
        database.execute(f"INSERT OR REPLACE INTO {table} {last}")


def test_a_connection_that_forgot_its_settings_replaces_nothing_either(filled: Desk) -> None:
    database = filled.database
    if not database.is_postgresql:
        database.execute("PRAGMA recursive_triggers = 0")
    for table in TABLES:
        with refused(database):
            replace(database, table, *columns(table))


@pytest.mark.parametrize("table", EDITED)
def test_a_row_with_a_version_is_changed_only_by_who_saw_it(filled: Desk, table: str) -> None:
    database = filled.database
    for change in (
        "id = id",
        "version = version + 2",
        "version = version - 1",
        "id = id + 1000, version = version + 1",
    ):
        with refused(database):
            database.execute(f"UPDATE {table} SET {change}")
    with suppress(Undone), database.peewee.atomic():
        database.execute(f"UPDATE {table} SET version = version + 1")
        raise Undone


@pytest.mark.parametrize("cents", [1, -5001])
def test_no_more_is_allocated_than_was_paid(filled: Desk, cents: int) -> None:
    with refused(filled.database):
        filled.database.execute(
            "INSERT INTO allocation (payment_id, cents, basis, source) VALUES (1, ?, 'x', 'x')", (cents,)
        )


def test_guards_that_were_dropped_come_back(filled: Desk) -> None:
    database = filled.database
    before = triggers(database)
    name, table = before[0]
    database.execute(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if database.is_postgresql else ""))
    assert triggers(database) != before
    with database.peewee.atomic():
        guards.apply(database)
    assert triggers(database) == before


def triggers(database: Database) -> list[tuple[Any, ...]]:
    if database.is_postgresql:
        return database.fetch(
            "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT t.tgisinternal ORDER BY 1"
        )
    return database.fetch("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' ORDER BY 1")
