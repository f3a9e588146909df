"""The story of a case, in words that people understand."""

from pathlib import Path

import pytest

from casebook import words
from casebook.domain.money import Cents
from casebook.store import commands, log
from casebook.store.actions.addresses import AddContactPoint, EndContactPoint
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim
from casebook.store.actions.contacts import AddContact, AddNote
from casebook.store.actions.ledger import CreditClaim
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.log import EraseWords
from casebook.store.actions.undo import RedoStep, UndoStep
from casebook.store.database import Database
from casebook.store.models.cases import Channel, Outcome
from casebook.store.models.parties import ContactKind
from casebook.store.perform import Done, perform, perform_all
from casebook.store.queries.timeline import Timeline, Told
from casebook.store.queries.told.telling import IMPORTS
from casebook.store.transaction import Actor
from tests.databases import Databases
from tests.jobs.test_history import Office
from tests.store.actions.desk import FACTS, TODAY, Desk
from tests.store.queries.played import played
from tests.store.queries.recorded import asked

# Behind the bar stands what somebody wrote, its lines apart by a stroke.
STORY = Path(__file__).with_name("story.nl.txt").read_text("utf-8")


def said(told: Told, language: str = "nl") -> str:
    return words.say(told.code, told.parameters, language).replace("\N{NO-BREAK SPACE}", " ")


def story(database: Database, case_id: int | None) -> list[str]:
    """Return what a story says, the oldest first."""
    rows = Timeline(case_id).after(database, limit=500).rows
    return [f"{said(row)} | {row.text}".removesuffix(" | ").replace("\n", " / ") for row in reversed(rows)]


def newest(desk: Desk, case_id: int | None = None) -> Told:
    return Timeline(case_id or desk.case).after(desk.database, limit=1).rows[0]


def step(desk: Desk, command: object) -> int:
    """Perform a command and return the step it is."""
    done: Done = perform(desk.database, desk.actor, TODAY, command)
    assert done.step is not None
    return done.step


def test_the_story_of_a_case(databases: Databases) -> None:
    play = played(databases)
    assert story(play.database, play.book.case) == STORY.splitlines()


def test_every_command_is_told_in_both_languages(databases: Databases) -> None:
    rows = Timeline().after(played(databases).database, limit=2_000).rows
    assert {row.command for row in rows} - set(IMPORTS) == set(commands.names())
    for row in rows:
        assert said(row, "en") != said(row, "nl"), row.command
        # Its name alone would tell nothing.
        assert row.code not in commands.names(), row.command


def test_what_names_no_case_is_told_of_the_case_it_changed(databases: Databases) -> None:
    play = played(databases)
    database = play.database
    (number,) = play.lines["case.take_next"]
    (row,) = Timeline().around(database, (number,), 1).rows
    taken = database.value("SELECT number FROM cases WHERE owner_person_id = ?", (play.colleague.person,))
    assert (row.case_number, said(row)) == (taken, "dossier genomen · was van Noord")


def test_windows_and_places(desk: Desk) -> None:
    for text in "abcd":
        desk.act(AddNote(desk.case, text))
    timeline = Timeline(desk.case)
    page = timeline.after(desk.database, limit=2)
    assert ([row.text for row in page.rows], page.before, page.after) == (["d", "c"], False, True)
    key = timeline.key(page.rows[1])
    assert [row.text for row in timeline.after(desk.database, key, 2).rows] == ["b", "a"]
    assert [row.text for row in timeline.before(desk.database, key).rows] == ["d"]
    assert [row.text for row in timeline.around(desk.database, key, 3).rows] == ["d", "c", "b"]
    assert timeline.count(desk.database).number == 5


def test_a_longer_window_asks_no_more_of_the_database(desk: Desk) -> None:
    for number in range(20):
        desk.act(AddNote(desk.case, str(number)))
    short, long = (
        len(asked(desk.database, lambda limit=limit: Timeline(desk.case).after(desk.database, limit=limit)))  # type: ignore[misc]  # mypy cannot type the defaults of a lambda
        for limit in (2, 20)
    )
    assert short == long


def test_what_was_taken_back_and_done_again(desk: Desk) -> None:
    first = step(desk, AddNote(desk.case, "te vroeg"))
    step(desk, UndoStep(first))
    again = step(desk, RedoStep(first))
    step(desk, UndoStep(again))
    found = Timeline(desk.case).after(desk.database, limit=4).rows
    assert [(said(row), row.text, row.undone) for row in found] == [
        ("ongedaan gemaakt: notitie", "te vroeg", False),
        ("opnieuw gedaan: notitie", "te vroeg", True),
        ("ongedaan gemaakt: notitie", "te vroeg", True),
        ("notitie", "te vroeg", True),
    ]


def test_of_a_step_over_many_cases_the_line_of_this_one(desk: Desk) -> None:
    there = desk.act(OpenCase(desk.party("Slagerij Bos"), TODAY, owner_person_id=desk.actor.person))
    notes = [AddNote(there, "daar"), AddNote(desk.case, "hier")]
    (first, _) = [done for _, done in perform_all(desk.database, desk.actor, TODAY, notes)]
    assert isinstance(first, Done)
    assert first.step is not None
    step(desk, UndoStep(first.step))
    assert newest(desk).text == "hier"
    assert newest(desk, there).text == "daar"


def test_another_case_of_the_debtor_is_named(desk: Desk) -> None:
    claim = desk.claim("7001", 10_000)
    other = desk.second_case()
    desk.act(AddNote(other, "daar"))
    desk.act(CreditClaim(claim, Cents(100), TODAY, "hier"))
    here, there = (Timeline(case).after(desk.database, limit=2).rows for case in (desk.case, other))
    assert [(row.text, row.case_number) for row in here] == [("hier", ""), ("daar", "2026-9999")]
    assert [(row.text, row.case_number) for row in there] == [("hier", "2026-0001"), ("daar", "")]
    assert [row.case_number for row in Timeline().after(desk.database, limit=2).rows] == ["2026-0001", "2026-9999"]


def test_many_claims_are_counted(desk: Desk) -> None:
    claims = [desk.claim(f"70{number}", 10_000) for number in range(6)]
    reaches = tuple(Reached(desk.debtor, claim) for claim in claims)
    for some in (reaches, reaches[:5]):
        desk.act(RecordEvent(desk.case, EventFacts("acknowledgement", TODAY, some)))
    assert [said(row, "en") for row in Timeline(desk.case).after(desk.database, limit=2).rows] == [
        "limitation: an acknowledgement of 21 Nov 2026 recorded · claims 700, 701, 702, 703, 704",
        "limitation: an acknowledgement of 21 Nov 2026 recorded · 6 claims",
    ]


def test_an_amount_in_another_currency_is_not_said_in_euro(desk: Desk) -> None:
    desk.act(AddClaim(desk.case, desk.creditor, Cents(10_000), FACTS, currency="USD"))
    assert said(newest(desk)) == "vordering 2026-001 toegevoegd, in USD · vervalt 01-10-2026"


def test_words_that_were_erased_are_said_to_be(desk: Desk) -> None:
    note = step(desk, AddNote(desk.case, "geheim"))
    step(desk, UndoStep(note))
    desk.act(EraseWords((note,), "verzoek"))
    undo, first = Timeline(desk.case).after(desk.database, limit=2).rows
    assert (said(first), first.text) == ("notitie toevoegen · inhoud gewist", "")
    assert (said(undo), undo.text) == ("ongedaan gemaakt: notitie toevoegen · inhoud gewist", "")


def test_what_people_wrote_is_never_markup_nor_control_codes_and_is_there_in_full(desk: Desk) -> None:
    long = "regel " * 100
    desk.act(AddNote(desk.case, f"[/b]{{x}}\x1b]0;t\x07\n{long}"))
    assert newest(desk).text == f"[/b]{{x}}\n{long}".strip()
    heir = desk.party("{on:day} [red]\x1b[2JX\u202e" + 100 * "x")
    desk.act(AddContact(desk.case, heir, TODAY, Channel.PHONE, Outcome.DISPUTE))
    sentence = said(newest(desk))
    assert sentence.startswith("telefoon, uitgaand: dispuut · met {on:day} [red]Xxxx")
    assert sentence.isprintable()
    assert len(sentence) < 120


def test_a_record_that_is_gone_leaves_what_the_command_is_called(desk: Desk) -> None:
    added = step(desk, AddContactPoint(desk.debtor, ContactKind.PHONE, "030 1234567"))
    point = desk.database.value("SELECT id FROM contact_point")
    ended = step(desk, EndContactPoint(point, 1, TODAY))
    assert said(newest(desk)).startswith("contactgegeven beëindigen · Van Dam Bouw · 030 1234567")
    step(desk, UndoStep(ended))
    step(desk, UndoStep(added))
    found = Timeline(desk.case).after(desk.database, limit=4).rows
    assert [said(row) for row in found[:3]] == [
        "ongedaan gemaakt: contactgegeven toevoegen · Van Dam Bouw · 030 1234567",
        "ongedaan gemaakt: contactgegeven beëindigen",
        "contactgegeven beëindigen",
    ]


@pytest.mark.parametrize(
    ("command", "arguments", "sentence"),
    [
        ("letter.send", {"case_id": 1}, "opdracht letter.send"),
        ("note.add", {"case_id": 1, "text": "hoi", "colour": "red"}, "notitie toevoegen"),
        ("contact.add", {"case_id": 1, "text": "hoi"}, "contact vastleggen"),
    ],
)
def test_a_line_of_another_version(desk: Desk, command: str, arguments: dict[str, object], sentence: str) -> None:
    entry = log.Entry(
        TODAY.isoformat(), desk.actor.person, None, command, [desk.case], {"arguments": arguments, "changes": []}
    )
    desk.database.transact(lambda: log.append(desk.database, entry))
    assert said(newest(desk)) == sentence


def test_what_an_import_brought_to_this_case(database: Database, actor: Actor, tmp_path: Path) -> None:
    office = Office(database, actor, tmp_path)
    office.owed(
        "100;De Molen;F1;01-03-2026;1.240,00;1.240,00;",
        "100;De Molen;F2;01-04-2026;100,00;100,00;",
        "200;De Gans;G1;01-05-2026;500,00;500,00;",
    )
    office.past("payments", "A;100;F1;01-06-2026;240,00;;hand", "A;200;G1;02-06-2026;10,00;;hand")
    case_id = database.value("SELECT case_id FROM claim WHERE number = 'F1'")
    assert story(database, case_id) == [
        "ingelezen uit list.csv · vordering: 2",
        "ingelezen uit payments.csv · betaling: 1 · verjaringsgebeurtenis: 1",
    ]
    assert "ingelezen uit list.csv · vordering: 3" in story(database, None)
