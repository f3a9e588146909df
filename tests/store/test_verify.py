"""What is lost or tampered with is found, and nothing else is said to be."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from casebook import words
from casebook.errors import Refused
from casebook.store import log
from casebook.store.actions.claims import FreezeInterest
from casebook.store.actions.contacts import AddNote, ChangeNote
from casebook.store.actions.log import EraseWords
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.verify import Checkpoint, Problem, checkpoint, verify
from tests.store.book import TODAY, Book, act, grown


@pytest.fixture
def book(database: Database) -> Book:
    return grown(database)


def codes(problems: list[Problem]) -> set[str]:
    """The codes of problems; each is said in both languages."""
    for problem in problems:
        for language in words.LANGUAGES:
            assert words.say(problem.code, problem.parameters, language)
    return {problem.code for problem in problems}


def found(database: Database, day: date = TODAY) -> set[str]:
    return codes(list(verify(database, day)))


def without_guards(database: Database, *statements: str) -> None:
    """Run statements as somebody would who may do everything with the database, and knows how."""
    if database.is_postgresql:
        database.execute("SET session_replication_role = replica")
    else:
        guards = database.fetch("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        database.execute("PRAGMA foreign_keys = 0")
        database.execute("PRAGMA ignore_check_constraints = 1")
        for name, _ in guards:
            database.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        database.execute(statement)
    if database.is_postgresql:
        database.execute("SET session_replication_role = origin")
    else:
        for _, sql in guards:
            database.execute(sql)
        database.execute("PRAGMA foreign_keys = 1")
        database.execute("PRAGMA ignore_check_constraints = 0")


@pytest.mark.usefixtures("book")
def test_a_database_that_was_only_used_is_clean(database: Database) -> None:
    assert list(verify(database, TODAY)) == []
    assert list(verify(database, TODAY, checkpoint(database))) == []


def test_an_empty_database_is_clean(database: Database) -> None:
    assert list(verify(database, TODAY, checkpoint(database))) == []


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("statement", "code"),
    [
        # The log.
        ("UPDATE log SET person_id = NULL WHERE number = 5", "verify.log_hash"),
        ("UPDATE log SET command = 'note.add' WHERE number = 5", "verify.log_hash"),
        ("DELETE FROM log WHERE number = 5", "verify.log_gap"),
        ("DELETE FROM log WHERE number = (SELECT max(number) FROM log)", "verify.log_head"),
        ("DELETE FROM log WHERE number = (SELECT max(number) FROM log)", "verify.words_without_line"),
        ("UPDATE log_body SET body = replace(body, '2026-017', '2026-071')", "verify.words_changed"),
        ("UPDATE log_body SET body = NULL, salt = NULL WHERE number = 5", "verify.words_missing"),
        ("DELETE FROM log_body WHERE number = 5", "verify.words_missing"),
        ("INSERT INTO log_erasure (number, erased_by, records) VALUES (5, 6, '{}')", "verify.words_still_there"),
        ("DELETE FROM log_case WHERE number = 8", "verify.row_missing"),
        # The tables against the log.
        ("UPDATE claim SET principal_cents = 1 WHERE number = '2026-017'", "verify.row_changed"),
        ("UPDATE claim SET due_on = '2026-03-02'", "verify.row_changed"),
        ("DELETE FROM alias", "verify.row_missing"),
        ("INSERT INTO team (id, version, name) VALUES (1, 1, 'Noord')", "verify.row_unlogged"),
        # What must hold whatever was done.
        ("UPDATE allocation SET cents = cents - 1 WHERE id = 1", "verify.payment_sum"),
        ("UPDATE ledger_entry SET cents = cents - 1 WHERE kind = 'payment'", "verify.entry_sum"),
        ("UPDATE allocation SET payment_id = 2 WHERE id = 1", "verify.allocation_entry"),
        ("UPDATE ledger_entry SET cents = 1 WHERE kind = 'charge'", "verify.below_zero"),
        ("UPDATE payment SET cents = cents - 1 WHERE reverses_id IS NOT NULL", "verify.payment_reversal"),
        ("UPDATE ledger_entry SET cents = cents + 1 WHERE kind = 'reversal'", "verify.entry_reversal"),
        (
            (
                "INSERT INTO write_off (id, claim_id, on_day, cents, reason, reverses_id)"
                " SELECT 9, claim_id, on_day, -1, reason, id FROM write_off"
            ),
            "verify.write_off_reversal",
        ),
        ("UPDATE case_number SET last = 0", "verify.case_number"),
        ("UPDATE cases SET number = 'A-12'", "verify.case_number"),
        ("UPDATE cases SET debtor_id = 99", "verify.refers_to_nothing"),
        # What follows.
        ("UPDATE case_now SET amount_rank = 0", "verify.derived"),
        ("UPDATE case_now SET holds_until = '2999-01-01'", "verify.derived"),
        ("DELETE FROM signal", "verify.derived"),
        ("DELETE FROM clock_now", "verify.derived"),
        ("DELETE FROM case_now", "verify.not_derived"),
        ("INSERT INTO signal VALUES (99, 0, 'x', '{}', 'x', NULL, NULL)", "verify.derived_of_nothing"),
        ("UPDATE case_now SET rule_version = 'other'", "verify.overdue"),
        ("UPDATE person SET inactive_since = '2026-10-01'", "verify.owner_gone"),
        ("DELETE FROM search_term WHERE kind = 'party'", "verify.search"),
        ("INSERT INTO search_term (term, kind, record_id) VALUES ('x', 'claim', 99)", "verify.search_of_nothing"),
    ],
)
def test_what_was_done_behind_our_back_is_found(database: Database, statement: str, code: str) -> None:
    without_guards(database, statement)
    assert code in found(database)


@pytest.mark.usefixtures("book")
def test_a_case_without_next_action_is_found(database: Database) -> None:
    if database.is_postgresql:
        checks = database.fetch(
            "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = 'cases'::regclass"
        )
        for (name,) in checks:
            database.execute(f"ALTER TABLE cases DROP CONSTRAINT {name}")
    without_guards(database, "UPDATE cases SET next_on = NULL")
    assert "verify.no_next_action" in found(database)


def test_a_document_whose_bytes_changed_is_found(database: Database) -> None:
    good, bad = "a" * 64, "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
    contents = "INSERT INTO document_content (id, sha256, content) VALUES (?, ?, ?)"
    database.execute(contents, (1, bad, b"foo"))
    assert found(database) == set()
    database.execute(contents, (2, good, b"bar"))
    assert "verify.content" in found(database)


def test_a_document_without_bytes_is_found(database: Database) -> None:
    document = "INSERT INTO document (id, version, name, media_type, sha256, size) VALUES (1, 1, 'x', 'y', 'z', 3)"
    database.execute(document)
    assert "verify.document_missing" in found(database)


@pytest.mark.usefixtures("book")
def test_rows_that_no_longer_hold_are_only_counted(database: Database) -> None:
    (holds_until,) = (row[0] for row in database.fetch("SELECT holds_until FROM case_now"))
    problems = list(verify(database, date.fromisoformat(str(holds_until))))
    assert [(problem.code, problem.wrong) for problem in problems] == [("verify.overdue", False)]
    assert found(database, date.fromisoformat(str(holds_until)) - timedelta(days=1)) == set()


def test_a_chain_that_was_made_anew_is_found_by_a_checkpoint_only(database: Database, book: Book) -> None:
    kept = checkpoint(database)
    act(database, book.actor, AddNote(book.case, "later"))
    assert list(verify(database, TODAY, kept)) == []
    # The words of a note are changed, in its row and in the log, and every later hash is made anew.
    row = "UPDATE note SET text = 'Belt nooit terug' WHERE text = 'Belt morgen terug'"
    body = "UPDATE log_body SET body = replace(body, 'Belt morgen terug', 'Belt nooit terug')"
    without_guards(database, row, body)
    previous = log.ORIGIN
    for *line, salt, text in database.fetch(
        f"SELECT {', '.join(f'l.{name}' for name in log.Line._fields)}, b.salt, b.body"
        " FROM log l JOIN log_body b ON b.number = l.number ORDER BY l.number"
    ):
        new = log.Line(*line)._replace(body_hash=log.hash_of_body(salt, text))
        previous = log.hash_of(previous, new)
        change = f"UPDATE log SET body_hash = '{new.body_hash}', hash = '{previous}' WHERE number = {new.number}"
        without_guards(database, change)
    database.execute("UPDATE log_head SET hash = ?", (previous,))
    assert list(verify(database, TODAY)) == []
    assert found_since(database, kept) == {"verify.checkpoint"}


def found_since(database: Database, kept: Checkpoint) -> set[str]:
    return codes(list(verify(database, TODAY, kept)))


@pytest.mark.usefixtures("book")
def test_lines_that_were_cut_off_are_found_by_a_checkpoint(database: Database) -> None:
    kept = checkpoint(database)
    without_guards(database, *(f"DELETE FROM {table} WHERE number = {kept.number}" for table in ("log", "log_body")))
    assert "verify.checkpoint_cut" in found_since(database, kept)


def test_erased_words_are_said_and_the_rest_is_still_compared(database: Database, book: Book) -> None:
    number = database.value("SELECT number FROM log WHERE command = 'note.add'")
    done = perform(database, book.actor, TODAY, EraseWords((number,), "verzoek om vergetelheid"))
    assert database.fetch("SELECT salt, body FROM log_body WHERE number = ?", (number,)) == [(None, None)]
    problems = list(verify(database, TODAY))
    assert [(problem.code, problem.wrong) for problem in problems] == [("verify.erased", False)]
    assert problems[0].parameters == {"by": str(done.number), "count": 1}
    # Also of what the erased line was about.
    without_guards(database, "UPDATE note SET text = 'iets anders'")
    assert "verify.row_changed" in found(database)


def test_lines_about_one_row_are_erased_together_and_apart(database: Database, book: Book) -> None:
    note = database.value("SELECT id FROM note")
    lines = [database.value("SELECT number FROM log WHERE command = 'note.add'")]
    for version, text in enumerate(("belt om drie uur", "belt niet terug", "is verhuisd"), start=1):
        done = perform(database, book.actor, TODAY, ChangeNote(note, version, text))
        assert done.number is not None
        lines.append(done.number)
    perform(database, book.actor, TODAY, EraseWords(tuple(lines[:2]), "verzoek om vergetelheid"))
    perform(database, book.actor, TODAY, EraseWords(tuple(lines[2:]), "verzoek om vergetelheid"))
    assert [problem.code for problem in verify(database, TODAY) if problem.wrong] == []


def test_what_cannot_be_erased_is_refused(database: Database, book: Book) -> None:
    number = database.value("SELECT number FROM log WHERE command = 'note.add'")
    done = perform(database, book.actor, TODAY, EraseWords((number,), "verzoek"))
    assert done.number
    for numbers, code in (
        ((number,), "log.erased_before"),
        ((done.number,), "log.erases_others"),
        ((999,), "log.no_line"),
        ((), "log.nothing_to_erase"),
    ):
        with pytest.raises(Refused, match=code.replace(".", r"\.")):
            perform(database, book.actor, TODAY, EraseWords(numbers, "verzoek"))


def test_erased_words_are_no_longer_in_the_file(database: Database, book: Book) -> None:
    if database.address.file is None:
        return  # PostgreSQL frees the room when it vacuums.
    secret = "ernstig ziek, zegt zijn vrouw"
    version = database.value("SELECT version FROM claim WHERE id = ?", (book.claims[0],))
    act(database, book.actor, FreezeInterest(book.claims[0], version, TODAY, secret))

    def in_file() -> bool:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return secret.encode() in Path(str(database.address.file)).read_bytes()

    assert in_file()
    act(database, book.actor, EraseWords((log.head(database),), "verzoek"))
    assert not in_file()


def test_a_table_or_column_that_is_gone_is_told_and_ends_the_check(database: Database) -> None:
    database.execute("DROP TABLE recourse_check")
    database.execute("ALTER TABLE note DROP COLUMN text")
    said = [(problem.code, problem.parameters.get("name")) for problem in verify(database, TODAY)]
    assert ("verify.schema_missing", "recourse_check") in said
    assert said[-1] == ("verify.rest_not_checked", None)


@pytest.mark.usefixtures("book")
def test_who_may_only_work_with_the_tables_checks_all_but_the_schema(database: Database) -> None:
    if not database.is_postgresql:
        return  # There are no roles in a file.
    database.execute("DROP ROLE IF EXISTS casebook_app")
    database.execute("CREATE ROLE casebook_app")
    database.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO casebook_app")
    try:
        database.execute("SET ROLE casebook_app")
        problems = list(verify(database, TODAY))
        assert [(problem.code, problem.wrong) for problem in problems] == [("verify.schema_not_checked", False)]
    finally:
        database.execute("RESET ROLE")
        database.execute("DROP OWNED BY casebook_app")
        database.execute("DROP ROLE casebook_app")
