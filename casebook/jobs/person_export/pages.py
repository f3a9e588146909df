"""The pages of an export of a person: what stands in each table, in his language, and how things came about."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from casebook.jobs.dossier.page import Page, Part
from casebook.jobs.sheets import Column, Kind, Sheet
from casebook.store.database import Database
from casebook.store.queries import assessments, case, intake
from casebook.store.queries.explain import explain
from casebook.store.queries.person_data.knowing import Known
from casebook.store.queries.person_data.portions import Rows, Subject
from casebook.store.queries.person_data.reading import HIS_TOO, Found, KeptBack, Row
from casebook.store.queries.statement import statement
from casebook.store.queries.told.records import Records
from casebook.store.queries.told.references import REFERRED, referred
from casebook.store.queries.told.shapes.parties import Party
from casebook.store.queries.told.values import columns_of, shown
from casebook.words import say

# More columns than this are read one under the other.
_MOST_COLUMNS = 7
# Of a column that holds one of a set of words, how the word is found that says it.
_WORDS = {
    ("arrangement", "rhythm"): "every_{}",
    ("arrangement", "agreed_how"): "agreed_{}",
    ("arrangement", "interest"): "interest_{}",
    ("arrangement", "vat_route"): "vat_{}",
    ("reminder_run", "cycle"): "cycle_{}",
}
# Columns that hold no or yes, beside those that every screen knows.
_FLAGS = frozenset({"pays_all", "costs_included", "with_lapsed", "by_direct_debit", "froze_interest"})
# Where he may be the one or the other.
_OF_TWO = frozenset({"representation"})
_BALANCE = (
    Column("claim", "dossier.claim"),
    Column("due", "dossier.due", Kind.DAY),
    Column("booked", "person_data.booked", Kind.MONEY),
    Column("interest", "person_data.interest", Kind.MONEY),
    Column("total", "dossier.balance", Kind.MONEY),
)
_WHAT, _VALUE = Column("what", "dossier.what"), Column("value", "person_data.value")


class Writer:
    """Writes the rows of tables in a language, as the person they are of may read them."""

    def __init__(self, database: Database, person: Known, language: str) -> None:
        self._database, self._person, self._language = database, person, language

    def parts(self, found: Found) -> list[Part]:
        """Return the rows of a table under its name; none where nothing is given of it."""
        readable = columns_of(found.table) or found.columns
        columns = [one for one in readable if one in found.columns and one not in ("id", "run_id")]
        return self._parts(found.table, columns, found.rows)

    def kept_back(self, one: KeptBack) -> Part:
        """Return what is kept back of a row, under the name of its table and the reason; who judges sees all of it."""
        readable = columns_of(one.table) or tuple(one.values)
        columns = [name for name in one.values if name in readable and name != "id"]
        (part, *_) = self._parts(one.table, columns, [dict(one.values)], alone=True) or [Part("")]
        heading = f"{self.say(f'word.table_{one.table}')} · {one.row_id}"
        return Part(heading, [self.say(one.why)], part.sheet)

    def say(self, code: str, **parameters: object) -> str:
        """Return a sentence."""
        return say(code, parameters, self._language)

    def own(self, text: str) -> str:
        """Return a sentence that was made of what stands in the book, where it names nobody else."""
        return self.say("person_data.blank") if self._person.names_another(text) else text

    def _parts(self, table: str, columns: Sequence[str], rows: Sequence[Row], *, alone: bool = False) -> list[Part]:
        records = Records(self._database)
        records.read(referred(list(rows)))
        himself = self._person.person.party_id
        # That it is of him need not be said.
        empty = (None, "", himself) if table not in _OF_TWO else (None, "")
        of_party = {one for one, shape in REFERRED.items() if shape is Party}
        filled = [
            one
            for one in columns
            if any(row.get(one) not in (empty if one in of_party else (None, "")) for row in rows)
        ]
        if not rows or not filled:
            return []
        heading = self.say(f"word.table_{table}")
        told = [[self._told(table, column, row, records, alone=alone) for column in filled] for row in rows]
        if len(filled) <= _MOST_COLUMNS and not alone:
            titles = [Column(one, f"word.column_{one}") for one in filled]
            return [Part(heading, (), Sheet(titles, told))]
        names = [self.say(f"word.column_{one}") for one in filled]
        return [
            Part(
                heading if len(rows) == 1 else f"{heading} · {number}",
                (),
                Sheet((_WHAT, _VALUE), [(name, said) for name, said in zip(names, one, strict=True) if said]),
            )
            for number, one in enumerate(told, 1)
        ]

    def _told(self, table: str, column: str, row: Row, records: Records, *, alone: bool) -> str:
        value = row.get(column)
        if value is None or value == "":
            return ""
        text = self._said(table, column, row, records)
        # What is said of a record that is referred to was not looked at with the row.
        open_too = alone or not column.endswith("_id") or (table, column) in HIS_TOO
        return text if open_too else self.own(text)

    def _said(self, table: str, column: str, row: Row, records: Records) -> str:
        value: Any = row[column]
        if (pattern := _WORDS.get((table, column))) is not None:
            return self.say(f"word.{pattern.format(value)}")
        if column.endswith("cents") and column != "foreign_cents":
            return self.say("value.money", cents=value)
        if column in _FLAGS:
            return self.say("value.yes" if value else "value.no")
        found = shown(table, column, row, records)
        if found is None:
            return ""
        return self.say(found.said[0], **found.said[1]) if found.said is not None else found.text


def subject_page(subject: Subject, parts: Sequence[Part], language: str) -> Page:
    """Return the page of a subject."""
    return Page(f"{subject}.html", say(f"person_data.subject_{subject}", {}, language), parts)


def logic_page(database: Database, person: Known, day: date, writer: Writer) -> Page:
    """Return how segment, scores, route and place in the queue of his cases came about (AVG art. 15(1)(h))."""
    parts = [Part("", [writer.say("person_data.logic_about")])]
    for case_id in person.own_cases:
        card = case.card(database, case_id)
        if card is not None:
            parts.append(Part(writer.say("person_data.of_case", number=card.number)))
            parts += _logic(database, case_id, day, writer)
    return Page("logic.html", writer.say("person_data.logic_title"), parts)


def _logic(database: Database, case_id: int, day: date, writer: Writer) -> Iterator[Part]:
    segment = intake.segment_why(database, case_id, day)
    lines = [writer.own(writer.say(step.code, **step.parameters)) for step in segment.steps]
    yield Part(writer.say("person_data.logic_segment", segment=f"segment_{segment.value}"), lines)
    newest = assessments.newest(database, case_id)
    if newest is not None:
        route = assessments.suggestion(database, case_id, newest, day)
        lines = [writer.say("person_data.scores_how")]
        lines += [writer.own(writer.say(step.code, **step.parameters)) for step in route.steps]
        lines += [writer.own(writer.say(one.code, **one.parameters)) for one in route.warnings]
        yield Part(writer.say("person_data.logic_route", on=newest.on_day), lines)


def queue_parts(database: Database, person: Known, day: date, writer: Writer) -> Iterator[Part]:
    """Yield why each of his cases asks for attention: what we may still lose is nobody's to give without a thought."""
    for case_id in person.own_cases:
        found, card = explain(database, case_id, day), case.card(database, case_id)
        if found is not None and card is not None and found.standing.signals:
            heading = (
                f"{writer.say('person_data.of_case', number=card.number)} · {writer.say('person_data.logic_queue')}"
            )
            lines = [writer.say(one.code, **one.parameters) for one in found.standing.signals]
            yield Part(heading, [writer.say("person_data.why_ours"), *lines])


def balance_parts(database: Database, person: Known, day: date, writer: Writer) -> Iterator[Part]:
    """Yield what is open on each claim that he owes, or owes beside another, by case."""
    his = set(person.ids[Rows.HIS_CLAIMS])
    for case_id in person.cases:
        found = statement(database, case_id, day)
        rows = [
            (one.number, one.due_on, one.open.total, one.interest.beside_booked, one.total)
            for one in (() if found is None else found.claims)
            if one.claim_id in his
        ]
        if found is not None and rows:
            heading = writer.say("person_data.balance", number=found.number, day=day)
            yield Part(heading, (), Sheet(_BALANCE, rows))
