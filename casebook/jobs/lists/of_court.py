"""The columns of lists of what is before a court: titles, and proceedings by the day that is due next in them."""

from collections.abc import Sequence

from casebook.jobs.lists.columns import ListColumn, day, money, record, text, word
from casebook.store.queries.court_lists import CourtDayRow, TitleListRow

TITLES: Sequence[ListColumn[TitleListRow]] = (
    record("title_id", lambda row: row.id),
    record("case_id", lambda row: row.case_id),
    text("case", lambda row: row.number),
    text("debtor", lambda row: row.name),
    text("against", lambda row: row.against),
    word("title_kind", lambda row: row.kind, lambda kind: f"word.title_kind_{kind}"),
    text("title_number", lambda row: row.title_number),
    day("given_on", lambda row: row.given_on),
    word("title_stage", lambda row: row.stage, lambda stage: f"word.title_stage_{stage}"),
    money("open", lambda row: row.open),
    day("due_on", lambda row: row.due.on if row.due else None),
    word("due_kind", lambda row: row.due.kind if row.due else None, lambda kind: f"word.court_due_{kind}"),
    text("source", lambda row: row.due.source if row.due else None),
)

COURT_DAYS: Sequence[ListColumn[CourtDayRow]] = (
    record("proceeding_id", lambda row: row.id),
    record("case_id", lambda row: row.case_id),
    text("case", lambda row: row.number),
    text("debtor", lambda row: row.name),
    day("due_on", lambda row: row.due.on if row.due else None),
    word("due_kind", lambda row: row.due.kind if row.due else None, lambda kind: f"word.court_due_{kind}"),
    text("source", lambda row: row.due.source if row.due else None),
    word("proceeding_kind", lambda row: row.kind, lambda kind: f"word.proceeding_{kind}"),
    word("proceeding_stage", lambda row: row.stage, lambda stage: f"word.proceeding_stage_{stage}"),
    text("court", lambda row: row.court),
    text("proceeding_number", lambda row: row.court_number),
)
