"""How cases ended, as tables for credit acceptance and for the results."""

import json
from datetime import date

from casebook.jobs import sheets
from casebook.jobs.case_end_sheets import Ends, sheet
from casebook.store.actions.cases import CloseCase
from casebook.store.database import Database
from casebook.store.models.cases import Closing
from casebook.store.models.relation import RelationOutcome
from tests.store.book import TODAY, act, grown


def test_lessons_and_outcomes(database: Database) -> None:
    book = grown(database)
    version = database.value("SELECT version FROM cases WHERE id = ?", (book.case,))
    close = CloseCase(book.case, version, Closing.TRANSFERRED, RelationOutcome.ENDED, "=eerst bellen")
    act(database, book.actor, close)
    lessons = sheet(database, Ends.LESSONS, TODAY, TODAY)
    number = database.value("SELECT number FROM cases WHERE id = ?", (book.case,))
    assert sheets.csv_text(lessons, "nl").splitlines() == [
        "gesloten op;dossier;debiteur;gesloten als;relatie;les voor acceptatie",
        f"21-11-2026;{number};Bakkerij De Vries;overgedragen;relatie beëindigd;'=eerst bellen",
    ]
    outcomes = sheet(database, Ends.OUTCOMES, date.min, TODAY)
    assert json.loads(sheets.json_text(outcomes)) == [
        {"closed_as": "transferred", "outcome": "relation_ended", "cases": 1}
    ]
