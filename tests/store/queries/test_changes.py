"""What one line of the log did, for who wants to see it."""

import re
from collections.abc import Mapping

import pytest
from peewee import Model

from casebook import words
from casebook.domain.capacity import Capacity
from casebook.domain.insolvency.facts import EndKind, EventKind
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.limitation.facts import Outcome
from casebook.domain.matching.candidate import Method
from casebook.domain.money import Cents
from casebook.domain.placements.facts import CloseCode, Instruction, PlacementEventKind
from casebook.domain.security.facts import SecurityEventKind
from casebook.domain.vat.periods import VatPeriod
from casebook.store import log, tables
from casebook.store.actions.cases import SetNextAction
from casebook.store.actions.claim_days import CLAIM_DAYS
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.log import EraseWords
from casebook.store.actions.parties import AddAlias, EndAlias, ReceiptsFrom
from casebook.store.actions.people import AddPerson, ChangePerson
from casebook.store.actions.write_offs import WriteOff
from casebook.store.database import Database
from casebook.store.mandates import Act
from casebook.store.models import every
from casebook.store.models.cases import Channel, NextKind
from casebook.store.perform import perform
from casebook.store.queries import changes
from casebook.store.queries.changes import Changed, How, changes_of
from casebook.store.queries.log import lines
from casebook.store.queries.told.records import Records
from casebook.store.queries.told.values import Shown, columns_of, shown
from casebook.store.queries.told.words import WORDS
from casebook.store.transaction import Actor
from tests.databases import Databases
from tests.store.actions.desk import TODAY, Desk
from tests.store.queries.played import SOON, played


def did(desk: Desk, command: object, case_id: int | None = None) -> tuple[Changed, ...]:
    """Perform a command and return what its line changed."""
    number = perform(desk.database, desk.actor, TODAY, command).number
    assert number is not None
    found = changes_of(desk.database, number, case_id)
    assert found is not None
    return found.rows


def value(shown: Shown | None, language: str = "nl") -> str | None:
    if shown is None or shown.said is None:
        return shown and shown.text
    return words.say(*shown.said, language).replace("\N{NO-BREAK SPACE}", " ")


def columns(row: Changed) -> Mapping[str, tuple[str | None, str | None]]:
    """Return old and new of each column, by its name in Dutch."""
    return {words.say(f"word.{one.column}", {}, "nl"): (value(one.old), value(one.new)) for one in row.columns}


def test_what_changed_old_and_new(desk: Desk) -> None:
    command = SetNextAction(desk.case, 1, SOON, NextKind.CALL, "na 14 uur")
    (row,) = did(desk, command)
    assert (row.how, words.say(f"word.{row.record}", {}, "nl"), value(row.name)) == (
        How.CHANGED, "dossier", "2026-0001",
    )  # fmt: skip
    assert columns(row) == {
        "volgende actie op": ("21-11-2026", "27-11-2026"),
        "volgende actie": ("dossier bestuderen", "bellen"),
        "bij de volgende actie": (None, "na 14 uur"),
    }


def test_what_was_added_and_removed_with_names_for_ids(desk: Desk) -> None:
    claim = desk.claim("7001", 10_000)
    (added,) = did(desk, WriteOff(claim, Cents(1_000), "oninbaar"))
    assert (added.how, columns(added)) == (
        How.ADDED,
        {
            "vordering": (None, "7001"),
            "dag": (None, "21-11-2026"),
            "bedrag": (None, "€ 10,00"),
            "reden": (None, "oninbaar"),
            "vastgelegd op": (None, "21-11-2026"),
        },
    )
    alias = desk.act(AddAlias(desk.debtor, "Dam, van"))
    (removed,) = did(desk, EndAlias(alias, 1))
    assert removed.how is How.REMOVED
    assert columns(removed) == {
        "partij": ("Van Dam Bouw", None),
        "naam": ("Dam, van", None),
        "nog te bevestigen": ("nee", None),
    }


def test_only_what_is_of_a_case(desk: Desk) -> None:
    other = desk.second_case()
    assert len(did(desk, AddNote(other, "daar"), other)) == 1
    assert did(desk, AddNote(other, "daar"), desk.case) == ()


def test_of_a_file_only_what_is_of_the_case(desk: Desk) -> None:
    debtor = desk.party("Iemand anders")
    rows = [{"id": debtor, "name": "Iemand anders", "kind": "legal"}, {"id": desk.debtor, "name": "Van Dam Bouw"}]
    body = {
        "arguments": {},
        "changes": [{"add": "party", "columns": [*row], "rows": [[*row.values()]]} for row in rows],
    }
    entry = log.Entry(
        day=TODAY.isoformat(),
        person_id=desk.actor.person,
        on_behalf_of_id=None,
        command="import.parties",
        cases={desk.case},
        body=body,
    )
    with desk.database.peewee.atomic():
        number = log.append(desk.database, entry)
    everything, own = changes_of(desk.database, number), changes_of(desk.database, number, desk.case)
    assert everything is not None
    assert own is not None
    assert len(everything.rows) == 2
    assert own.rows == ()


def test_no_more_than_a_person_reads(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "MOST_SHOWN", 1)
    desk.claim("7001", 10_000)
    found = changes_of(desk.database, lines().after(desk.database, limit=1).rows[0].number)
    assert found is not None
    assert (len(found.rows), found.more, found.erased) == (1, True, False)


def test_erased_and_missing_lines(desk: Desk) -> None:
    number = perform(desk.database, desk.actor, TODAY, AddNote(desk.case, "geheim")).number or 0
    desk.act(EraseWords((number,), "verzoek"))
    assert changes_of(desk.database, number) == (True, (), False)
    assert changes_of(desk.database, 999) is None


def test_every_line_can_be_read_in_both_languages(databases: Databases) -> None:
    play = played(databases)
    for numbers in play.lines.values():
        for number in numbers:
            found = changes_of(play.database, number)
            assert found is not None
            for row in found.rows:
                for language in words.LANGUAGES:
                    assert words.say(f"word.{row.record}", {}, language)
                    assert all(words.say(f"word.{one.column}", {}, language) for one in row.columns)
                    for one in row.columns:
                        assert (value(one.old, language), value(one.new, language)) != (None, None)


def allowed(model: type[Model]) -> dict[str, set[str]]:
    """Return the values that the checks of a table allow, by column."""
    checks = [str(one.sql) for one in model._meta.constraints or ()]
    found = [re.match(r"CHECK \((\w+) in \((.*)\)\)", check) for check in checks]
    return {one[1]: set(re.findall(r"'(\w+)'", one[2])) for one in found if one}


def test_every_column_has_a_name_and_every_word_is_said(database: Database) -> None:
    acts = {*database.law.limitation.acts["civil"], "insolvency", "extension"}
    # What the checks of a table leave to the law book and to the actions.
    others: dict[tuple[str, str], set[str]] = {
        ("claim", "kind"): {*database.law.limitation.kinds, "unknown"},
        ("claim_day", "name"): set(CLAIM_DAYS),
        ("creditor", "vat_period"): set(VatPeriod),
        ("bank_use", "method"): set(Method),
        ("creditor", "receipts_from"): set(ReceiptsFrom),
        ("limitation_event", "kind"): acts,
        ("limitation_event", "regime"): set(next(iter(database.law.limitation.insolvency.values()))),
        ("limitation_event", "ground"): set(database.law.limitation.extension),
        ("limitation_event", "outcome"): set(Outcome),
        ("limitation_event", "follow_up_outcome"): set(Outcome),
        ("insolvency_event", "kind"): set(EventKind),
        ("security_event", "kind"): set(SecurityEventKind),
        ("placement_event", "kind"): set(PlacementEventKind),
        ("placement_event", "code"): {*Instruction, *CloseCode},
        ("insolvency_event", "outcome"): set(EndKind),
        ("party", "channel"): set(Channel),
        ("liability", "capacity"): set(Capacity),
        ("mandate", "act"): set(Act),
        ("reach", "clock"): set(ClockKind),
    }
    records = Records(database)
    for model in every.FACTS:
        table = tables.of(model).name
        values = allowed(model)
        for column in columns_of(table):
            assert words.say(f"word.column_{column}", {}, "nl")
            known = values.get(column) or others.get((table, column)) or set()
            assert known or column not in WORDS.get(table, ()), (table, column)
            for one in sorted(known):
                said = shown(table, column, {column: one}, records)
                assert value(said, "nl"), (table, column, one)


def test_every_column_of_an_amount_is_said_as_one(database: Database) -> None:
    records = Records(database)
    amounts = 0
    for model in every.FACTS:
        table = tables.of(model).name
        for column in columns_of(table):
            if column.endswith("cents") and column != "foreign_cents":
                said = shown(table, column, {column: 29_122}, records)
                assert value(said, "nl") == "€ 291,22", (table, column)
                amounts += 1
    assert amounts


def test_what_changed_since_is_told_column_by_column_beside_what_somebody_gives(desk: Desk) -> None:
    other = Actor(desk.act(AddPerson("n", "Nadia Smit")), desk.actor.roles)
    desk.act(SetNextAction(desk.case, 1, TODAY, NextKind.CALL, "eerst"))
    for note in ("dan", "nu"):
        version = desk.version("cases", desk.case)
        planned = SetNextAction(desk.case, version, SOON, NextKind.WRITE, note)
        perform(desk.database, other, TODAY, planned)
    mine = SetNextAction(desk.case, 2, TODAY, NextKind.VISIT, "eerst")
    found = {one.column: one for one in changes.since(desk.database, ("cases", desk.case, 2), mine)}
    assert set(found) >= {"column_next_on", "column_next_kind", "column_next_note"}
    text = found["column_next_note"]
    assert (text.was, text.now, text.given) == (Shown(None, "eerst"), Shown(None, "nu"), Shown(None, "eerst"))
    assert (text.person, found["column_next_kind"].given) == ("Nadia Smit", Shown(("value.word", {"word": "visit"})))


def test_what_changed_in_a_record_of_no_case_is_told_too(desk: Desk) -> None:
    person = desk.act(AddPerson("n", "Nadia"))
    desk.act(ChangePerson(person, 1, "n.smit", "Nadia"))
    (login,) = changes.since(desk.database, ("person", person, 1), ChangePerson(person, 1, "n", "Nadia Smit"))
    assert (login.column, login.was, login.now) == ("column_login", Shown(None, "n"), Shown(None, "n.smit"))
    assert changes.since(desk.database, ("person", person, 2), ChangePerson(person, 2, "n", "Nadia Smit")) == []
