"""One case, made by the actions, as a screen shows it."""

from datetime import date, timedelta

import pytest

from casebook.domain.component import Balance
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.limitation.facts import Proof
from casebook.domain.money import Cents
from casebook.store.actions.contacts import AddContact
from casebook.store.actions.evidence import SetEvidence
from casebook.store.actions.holds import OpenTrack, PlaceHold
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.limitation import EventFacts, ProveEvent, Reached, RecordEvent
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.database import Database
from casebook.store.models.cases import CaseState, Channel, Outcome, TrackKind
from casebook.store.models.claims import EvidenceKind, EvidenceStatus, Relation
from casebook.store.models.imports import ImportRun, Proposal
from casebook.store.models.limitation import Grade
from casebook.store.queries import case, claims, events, log, queue, radar
from casebook.store.queries.explain import explain
from tests.store.book import DUE, TODAY, Book, act, grown
from tests.store.queries.recorded import asked
from tests.store.queries.shelf import put

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def book(database: Database) -> Book:
    return grown(database)


def test_the_header(database: Database, book: Book) -> None:
    card = case.card(database, book.case)
    assert card is not None
    assert (card.number, card.name, card.state) == ("2026-0001", "Bakkerij De Vries", CaseState.OPEN)
    assert (card.owner, card.next_on) == ("M. Jansen", TODAY + timedelta(days=3))
    # Two claims of 1,250.00 and 500.00, of which 400.00 was paid; a write-off leaves what is owed.
    assert card.open_cents == 135_000
    (row,) = queue.queue(queue.Whose(book.actor.person)).after(database).rows
    assert (card.band, card.by_on, card.why, card.why_parameters) == (
        row.band, row.by_on, row.why, row.why_parameters,
    )  # fmt: skip
    assert case.case_of(database, "2026-0001") == book.case
    assert case.card(database, book.case + 1) is None
    assert case.case_of(database, "2026-0002") is None


def test_claims_with_what_is_open_of_each(database: Database, book: Book) -> None:
    page = claims.claims(book.case).after(database)
    assert [(row.number, row.creditor, row.due_on) for row in page.rows] == [
        ("2026-017", "Molenaar Groothandel B.V.", DUE),
        ("2026-018", "Molenaar Groothandel B.V.", DUE),
    ]
    assert claims.open_on(database, page, DUE) == {
        book.claims[0]: Balance(Cents(125_000)),
        book.claims[1]: Balance(Cents(50_000)),
    }
    assert sum(balance.total for balance in claims.open_on(database, page, TODAY).values()) == 135_000
    second = claims.claims(book.case).after(database, page.rows[0].key)
    assert second.rows == page.rows[1:]


def test_the_ledger_adds_up_to_what_is_open(database: Database, book: Book) -> None:
    for claim_id in book.claims:
        entries = claims.ledger(claim_id).after(database).rows
        page = claims.claims(book.case).after(database)
        assert sum(entry.cents for entry in entries) == claims.open_on(database, page, TODAY)[claim_id].total
        assert [entry.key for entry in entries] == sorted(entry.key for entry in entries)


def test_who_else_is_liable_and_the_evidence(database: Database, book: Book) -> None:
    first, second = book.claims
    sister = act(database, book.actor, AddParty(PartyFacts("De Vries Holding B.V.")))
    act(database, book.actor, AddLiability(first, Liable(sister, Relation.JOINT)))
    act(database, book.actor, SetEvidence(second, EvidenceKind.DELIVERY, EvidenceStatus.MISSING))
    page = claims.claims(book.case).after(database)
    (other,) = claims.liable(database, page)
    assert (other.claim_id, other.relation) == (first, Relation.JOINT)
    assert other.name == "De Vries Holding B.V."
    missing = [row for row in claims.evidence(database, page) if row.status is EvidenceStatus.MISSING]
    assert (second, EvidenceKind.DELIVERY, None) in [(row.claim_id, row.kind, row.document) for row in missing]


def test_events_with_every_mark_of_their_proof_and_their_reach(database: Database, book: Book) -> None:
    sent = date(2026, 10, 1)
    facts = EventFacts("demand", sent, (Reached(book.debtor, book.claims[0]),), received_on=sent)
    event = act(database, book.actor, RecordEvent(book.case, facts))
    act(database, book.actor, ProveEvent(event, Grade.STRONG, "bevestiging van ontvangst"))
    page = events.events(book.case).after(database)
    found = events.about(database, page)[event]
    assert [row.key for row in page.rows] == sorted((row.key for row in page.rows), reverse=True)
    assert (sent, event) in [row.key for row in page.rows]
    assert [(mark.proof, mark.grade) for mark in found.marks][-1] == (Proof.PROVEN, Grade.STRONG)
    assert [(one.name, one.claim_number) for one in found.reach] == [("Bakkerij De Vries", "2026-017")]


def test_notes_and_contacts_newest_first(database: Database, book: Book) -> None:
    for day, outcome in ((TODAY, Outcome.INFORMED), (TODAY - timedelta(days=9), Outcome.NOT_REACHED)):
        command = AddContact(book.case, book.debtor, day, Channel.PHONE, outcome, caller_checked=True)
        act(database, book.actor, command)
    found = case.contacts(book.case).after(database).rows
    assert [(row.on_day, row.outcome) for row in found] == [
        (TODAY, Outcome.INFORMED),
        (TODAY - timedelta(days=9), Outcome.NOT_REACHED),
    ]
    assert (found[0].party, found[0].person, found[0].caller_checked) == ("Bakkerij De Vries", "M. Jansen", True)
    assert case.contacts(book.case).after(database, found[0].key).rows == found[1:]
    assert case.contacts(book.case).before(database, found[1].key).rows == found[:1]
    (note,) = case.notes(book.case).after(database).rows
    assert (note.text, note.person) == ("Belt morgen terug", "M. Jansen")


def test_holds_tracks_and_proposals(database: Database, book: Book) -> None:
    act(database, book.actor, PlaceHold(book.case, "wacht op curator", TODAY, TOMORROW))
    act(database, book.actor, OpenTrack(book.case, TrackKind.INSOLVENCY, "surseance"))
    run = {"id": 1, "kind": "receivables", "profile": "p", "file_name": "f", "sha256": "x", "on_day": TODAY}
    put(database, ImportRun, [run])
    asked_of_us = {"run_id": 1, "case_id": book.case, "code": "proposal.absent", "parameters": '{"x":1}'}
    put(database, Proposal, [
        {"id": 1, "key": "a", **asked_of_us},
        {"id": 2, "key": "b", **asked_of_us, "state": "accepted"},
        {"id": 3, "key": "c", **asked_of_us, "claim_id": book.claims[1], "cents": 7},
    ])  # fmt: skip
    (hold,) = case.holds(database, book.case)
    assert (hold.reason, hold.until_on, hold.lifted_on) == ("wacht op curator", TOMORROW, None)
    assert [track.kind for track in case.tracks(database, book.case)] == [TrackKind.INSOLVENCY]
    assert [
        (row.proposal_id, row.claim_number, row.cents) for row in case.proposals(book.case).after(database).rows
    ] == [
        (1, None, None),
        (3, "2026-018", 7),
    ]


def test_the_log_of_a_case_newest_first(database: Database, book: Book) -> None:
    lines = log.lines_of(book.case).after(database).rows
    assert [line.number for line in lines] == sorted((line.number for line in lines), reverse=True)
    assert {line.person for line in lines} == {"M. Jansen"}
    assert all(book.case in line.cases for line in lines)
    assert log.lines_of(book.case).after(database, lines[2].key).rows == lines[3:]
    assert log.lines_of(book.case).before(database, lines[2].key).rows == lines[:2]


def test_the_explanation_is_that_of_the_lists(database: Database, book: Book) -> None:
    found = explain(database, book.case, TODAY)
    assert found is not None
    assert [signal.code for signal in found.standing.signals] == [row.code for row in case.signals(database, book.case)]
    assert {(clock.claim.id, clock.kind) for clock in found.clocks} == {
        (claim, ClockKind.PRINCIPAL) for claim in book.claims
    }
    shown = {row.claim_id: row for row in radar.clocks_of(book.case).after(database).rows}
    for clock in found.clocks:
        assert clock.finding.steps
        assert clock.finding.value.ends.safe_until == shown[clock.claim.id].safe_until
        assert clock.state == shown[clock.claim.id].state
    assert explain(database, book.case + 1, TODAY) is None


def test_a_header_reads_one_row_whatever_the_size_of_the_case(database: Database, book: Book) -> None:
    assert len(asked(database, lambda: case.card(database, book.case))) == 1
