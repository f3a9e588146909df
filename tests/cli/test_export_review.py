"""`casebook export review`: as a table, as a PDF that is the same each time, and as it was signed."""

import json
import pwd
from datetime import timedelta
from types import SimpleNamespace

import pypdfium2  # type: ignore[import-untyped]  # it has no types
import pytest

from casebook.cli.main import main
from casebook.errors import Refused
from casebook.jobs import review_sheets
from casebook.store import review_file
from casebook.store.actions.reviews import SignReview
from casebook.store.perform import perform
from casebook.store.queries import reviews
from tests.databases import TODAY
from tests.sample import Office


def test_a_review_as_it_was_signed_stays_whatever_happens_since(office: Office) -> None:
    database, scope = office.database, reviews.scope(office.database, TODAY)
    seen = review_file.digest(reviews.reviewed(database, scope), scope.day, scope.until)
    perform(database, office.actor, TODAY, SignReview(scope.until, seen, "de rest volgt"))
    signed = reviews.last(database)
    assert signed is not None
    assert signed.digest == seen
    first = review_sheets.review_pdf(database, scope, "nl", signed)
    database.execute("UPDATE clock_now SET open_cents = 1")
    assert review_sheets.review_pdf(database, scope, "nl", signed) == first
    assert first.startswith(b"%PDF")
    assert review_sheets.review_pdf(database, scope, "en", signed) != first
    now, then = review_sheets.sheet(database, scope), review_sheets.sheet(database, scope, signed)
    assert len(then.rows) == signed.clocks == len(now.rows)
    assert now.rows != then.rows


def test_each_clock_says_who_guards_it(office: Office) -> None:
    """Invariant 12: a claim that was placed is guarded by who has it, and every other by us; also once it is signed."""
    database, scope = office.database, reviews.scope(office.database, TODAY)

    def guards() -> dict[str, set[object]]:
        sheet = review_sheets.sheet(database, scope)
        found: dict[str, set[object]] = {}
        names = [column.key for column in sheet.columns]
        for row in sheet.rows:
            found.setdefault(str(row[names.index("claim")]), set()).add(row[names.index("guard")])
        return found

    database.execute("UPDATE claim SET placed = 0, version = version + 1 WHERE placed = 1")
    before = guards()
    assert set().union(*before.values()) == {"guard_own_desk"}
    number = next(iter(before))
    database.execute("UPDATE claim SET placed = 1, version = version + 1 WHERE number = ?", (number,))
    assert guards() == before | {number: {"guard_agency"}}
    seen = review_file.digest(reviews.reviewed(database, scope), scope.day, scope.until)
    perform(database, office.actor, TODAY, SignReview(scope.until, seen, "de rest volgt"))
    database.execute("UPDATE claim SET placed = 0, version = version + 1 WHERE number = ?", (number,))
    signed = review_sheets.sheet(database, scope, reviews.last(database))
    assert "guard_agency" in {value for row in signed.rows for value in row}


def test_on_the_command_line(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_name="m.jansen"))
    where = ["--database", office.database.address.text]
    assert main(["export", "review", "--format", "json", *where]) == 0
    rows = json.loads(capsysbinary.readouterr().out)
    assert {"case", "debtor", "safe_until", "guard", "decision", "lacks", "seen_by"} <= set(rows[0])
    for language, said in (("nl", b";ja;"), ("en", b",yes,")):
        assert main(["export", "review", "--lang", language, *where]) == 0
        assert said in capsysbinary.readouterr().out
    assert main(["export", "review", "--signed", *where]) == 1
    assert b"No review was signed yet" in capsysbinary.readouterr().err
    assert main(["export", "review", "--until", "2020-01-01", *where]) == 1
    assert b"choose a day from today on" in capsysbinary.readouterr().err


def test_on_paper_no_column_is_written_over_another_and_the_digest_can_be_copied(office: Office) -> None:
    database, scope = office.database, reviews.scope(office.database, TODAY)
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(review_sheets.review_pdf(database, scope, "nl"))]
    said = " ".join(" ".join(page.get_text_bounded() for page in pages).split())
    seen = review_file.digest(reviews.reviewed(database, scope), scope.day, scope.until)
    assert f"{seen[:32]} {seen[32:]}" in said
    for debtor in {row[4] for row in review_sheets.sheet(database, scope).rows}:
        assert f"{debtor} 20" in said, "the name stands whole before the number of the case"


def test_a_review_up_to_a_day_that_is_over_is_not_signed(office: Office) -> None:
    database, before = office.database, TODAY - timedelta(1)
    seen = review_file.digest(reviews.reviewed(database, reviews.scope(database, TODAY, before)), TODAY, before)
    with pytest.raises(Refused, match=r"review\.past"):
        perform(database, office.actor, TODAY, SignReview(before, seen))
