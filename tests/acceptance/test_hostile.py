"""Names, notes and file names that hold control codes or markup: shown as they are, and never acted upon."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.acceptance.conftest import Book
from tests.acceptance.terminal import ANSWER, ANSWERING, USUAL, terminal

HOSTILE = (
    "Zz\x1b]52;c;ZXZpbA==\x07\x1b]0;title\x07\x9b31m\x90q\x9c\x1bPq\x1b\\\x1b[2J\x1b[31m"
    "\u202eabc\u2066\x00\x08 [/b] A [x=2] $x [bold]"
)
SHOWN = "[/b] A [x=2] $x"
# As if it had come in before there was any cleaning: straight into every column of text that a person fills.
COLUMNS = {
    "person": ("name",),
    "team": ("name",),
    "party": ("name", "sort_name"),
    "alias": ("name",),
    "creditor": ("letterhead", "signatories"),
    "address": ("street", "city", "source"),
    "contact_point": ("value", "person_name", "best_time"),
    "cases": ("next_note",),
    "hold": ("reason",),
    "note": ("text",),
    "contact": ("text",),
    "document": ("name",),
    "claim": ("number", "description", "order_number", "product_group", "place"),
    "payment": ("reference", "payer_name", "reason"),
    "ledger_entry": ("reason",),
    "write_off": ("reason",),
    "evidence": ("note",),
    "limitation_event": ("note",),
    "proof_mark": ("reason",),
    "import_run": ("profile", "file_name"),
    "dispute": ("text", "department", "answer", "decision_text"),
    "assessment": ("credit_source", "credit_score"),
    "finance_evidence": ("waived_because", "note"),
    "vulnerability": ("text", "consent_how"),
    "estate": ("source",),
    "person_request": ("text", "answer"),
    "sales_question": ("asked_of", "question"),
    "order_advice": ("reason", "done_by"),
    "insurance_policy": ("number",),
    "intake": ("handed_over_by", "tried", "promises", "documents", "sales_contact"),
    "arrangement_ban": ("reason",),
    "contact_block": ("reason",),
    "recourse_check": ("text",),
    "tag": ("word",),
    "case_now": ("sort_name",),
}
# What the app itself may say beside text and the CSI sequences that paint: the shape of the pointer.
_OSC = re.compile(r"\x1b\](.*?)(?:\x07|\x1b\\)", re.DOTALL)
_CSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_PAINTS = "mHhlup"
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_TOUR = (
    "gv", "\r", "]", "]", "]", "]", "=", "\x1b", "$", "\x1b", "\x1b",
    "gc", "j", "\r", "]", "]", "]", "]", "\x1b", "gj", "j", "gl", "\r", "\x1b", "gv",
    *(key for pair in "cnfzhm#aeDACKSLP+=WOF?" for key in (pair, "\x1b")),
    "gd", "j", "\r", "]", "]", "]", "D", "\x1b", "\x1b", "]", "]", "gt", "]", "]", "]", "]", "\r", "\x1b",
    "F2026-0090\r", "G", "A", "\x1b", "F2026-0087\r", "G", "al", "\x1b", "ef", "\x1b",
    "F2026-0006\r", "Cv", "\x1b", "F2026-0078\r", "Ce", "\x1b",
)  # fmt: skip


@pytest.fixture
def hostile(book: Book) -> Book:
    with closing(sqlite3.connect(book.file, isolation_level=None)) as database:
        triggers = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            database.execute(f'DROP TRIGGER "{name}"')
        for table, columns in COLUMNS.items():
            for column in columns:
                database.execute(f"UPDATE OR IGNORE {table} SET {column} = ? || ' ' || rowid", (HOSTILE,))
    return book


def strange(sent: str) -> Iterator[str]:
    """Yield what was sent to the terminal that is neither text nor painting."""
    for found in _OSC.finditer(sent):
        if not found[1].startswith("22;") and found[0] != ANSWER.decode():
            yield found[0]
    rest = _OSC.sub("", sent)
    yield from (found[0] for found in _CSI.finditer(rest) if found[0][-1] not in _PAINTS)
    rest = _CSI.sub("", rest)
    yield from re.findall(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", rest)
    yield from _BIDI.findall(rest)


def test_no_place_lets_a_control_code_through_or_reads_markup(hostile: Book) -> None:
    with terminal(size=USUAL, environment=hostile.environment, program=ANSWERING) as screen:
        screen.shows("▸  !!")
        seen = set()
        for keys in _TOUR:
            screen.type(keys)
            screen.rests()
            assert screen.process.isalive(), f"{keys!r}: {screen.text}"
            if SHOWN in screen.text:
                seen.add(screen.lines[0])
        screen.type("\x1b\x1b")
        screen.rests()
        screen.type("Q")
        assert screen.ends() == 0
    assert len(seen) > 3
    assert list(strange(screen.sent.decode())) == []
