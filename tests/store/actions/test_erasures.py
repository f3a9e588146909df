"""Data of a person are erased for good: nothing of it is left anywhere, and what is left proves as before."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import peewee
import pytest

from casebook import words
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store import documents, log
from casebook.store.actions.addresses import AddAddress, AddContactPoint, Place
from casebook.store.actions.cases import CloseCase
from casebook.store.actions.contacts import AddContact, AddNote, ChangeNote
from casebook.store.actions.documents import AddDocument
from casebook.store.actions.erasures import ErasePerson, MarkErasure, WithdrawErasure
from casebook.store.actions.parties import AddAccount, AddAlias, ChangeParty, PartyFacts
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.people import AddPerson
from casebook.store.actions.person_requests import AnswerRequest, ReceiveRequest
from casebook.store.actions.receipts import Receipt
from casebook.store.actions.undo import UndoStep
from casebook.store.database import Database
from casebook.store.erasing.columns import undecided
from casebook.store.models import every
from casebook.store.models.care import RequestKind, RequestOutcome
from casebook.store.models.cases import Channel, Closing, Outcome
from casebook.store.models.parties import ContactKind
from casebook.store.models.people import Role
from casebook.store.models.trust import ErasureGround
from casebook.store.retention import due, standing_of
from casebook.store.transaction import EVERY_ROLE, Actor
from casebook.store.verify import Problem, verify
from tests.store import book
from tests.store.test_verify import without_guards

LATER = date(2035, 1, 2)
WORDS = ("Xylander", "Wilgenroos", "0612345678", "NL91ABNA0417164300", "geheimpje", "gesprekje", "Quist")


class Erasing:
    """A debtor whose case was paid and closed, of whom a bit of everything is known."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.actor = book.office(database)
        creditor = book.creditor(database, self.actor)
        self.debtor, self.case = book.case(database, self.actor, "P. Xylander")
        self.other, self.beside = book.case(database, self.actor, "Bakkerij Blijft")
        book.claim(database, self.actor, self.case, creditor, "2026-1", 100_00)
        book.claim(database, self.actor, self.beside, creditor, "2026-2", 70_00)
        self.act(ChangeParty(self.debtor, 1, PartyFacts("P.Q. Xylander-Quist", birth_date=date(1970, 5, 4))))
        self.act(AddAlias(self.debtor, "Xylander Klussen"))
        self.act(AddAddress(self.debtor, Place("Wilgenroos", "4", "1234 AB", "Ergens")))
        self.act(AddContactPoint(self.debtor, ContactKind.PHONE, "0612345678"))
        self.act(AddAccount(self.debtor, "NL91ABNA0417164300", own=True))
        note = self.act(AddNote(self.case, "een geheimpje"))
        self.act(ChangeNote(note, 1, "nog een geheimpje"))
        self.act(AddContact(self.case, self.debtor, book.TODAY, Channel.PHONE, Outcome.INFORMED, text="een gesprekje"))
        digest = documents.keep(database, b"Beste heer Xylander")
        self.act(AddDocument(self.case, "Xylander.txt", "text/plain", digest))
        self.act(RecordPayment(self.case, Receipt(book.TODAY, Cents(100_00), payer_name="Xylander")))
        self.act(CloseCase(self.case, 1, Closing.PAID))

    def act(self, command: object, day: date = book.TODAY) -> Any:
        return book.act(self.database, self.actor, command, day)

    def mark(self, day: date = LATER) -> int:
        found: int = self.act(MarkErasure(self.debtor, ErasureGround.TERM, "termijn voorbij"), day)
        return found

    def erase(self, day: date = LATER) -> None:
        self.act(ErasePerson(self.mark(day), 1), day)

    def wrong(self) -> list[Problem]:
        return [problem for problem in verify(self.database, LATER) if problem.wrong]


@pytest.fixture
def erasing(database: Database) -> Erasing:
    return Erasing(database)


def left(database: Database) -> Iterator[str]:
    """Every place in the database in which one of the words still stands."""
    for table in database.peewee.get_tables():
        for column in database.peewee.get_columns(table):
            stored = database.fetch(f'SELECT "{column.name}" FROM "{table}"')
            text = " ".join(str(bytes(one) if isinstance(one, memoryview) else one) for (one,) in stored)
            yield from (f"{table}.{column.name}: {word}" for word in WORDS if word.casefold() in text.casefold())


def test_nothing_of_it_is_left_and_the_rest_proves(erasing: Erasing) -> None:
    database = erasing.database
    sums = "SELECT claim_id, kind, sum(cents), max(on_day) FROM ledger_entry GROUP BY claim_id, kind ORDER BY 1, 2"
    before = database.fetch(sums)
    assert {place.split(".")[0] for place in left(database)} > {"party", "note", "log_body", "search_term"}
    assert [one.party_id for one in due(database, LATER)] == [erasing.debtor]
    erasing.erase()
    assert list(left(database)) == []
    assert database.fetch(sums) == before
    assert database.value("SELECT name FROM party WHERE id = ?", (erasing.other,)) == "Bakkerij Blijft"
    said = [problem for problem in verify(database, LATER) if problem.code != "verify.overdue"]
    assert [(problem.code, problem.wrong) for problem in said] == [("verify.erased_person", False)]
    assert (said[0].parameters["name"], said[0].parameters["on"]) == ("M. Jansen", LATER)
    for language in words.LANGUAGES:
        assert "M. Jansen" in words.say(said[0].code, said[0].parameters, language)
    assert list(due(database, LATER)) == []


def test_many_whose_terms_are_over_are_found_with_as_few_questions_as_one(
    erasing: Erasing, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, asked = erasing.database, list[str]()
    execute = Database.execute

    def counted(self: Database, text: str, parameters: Sequence[Any] = ()) -> Any:
        asked.append(text)
        return execute(self, text, parameters)

    monkeypatch.setattr(Database, "execute", counted)
    assert [one.name for one in due(database, LATER)] == ["P.Q. Xylander-Quist"]
    alone = len(asked)
    for number in range(4):
        _, case = book.case(database, erasing.actor, f"Ook betaald {number}")
        erasing.act(CloseCase(case, 1, Closing.PAID))
    asked.clear()
    assert len(list(due(database, LATER))) == 5
    assert len(asked) == alone


def test_what_was_erased_is_not_undone_and_not_changed_again(erasing: Erasing) -> None:
    database = erasing.database
    step = log.head(database)
    erasing.erase()
    with pytest.raises(Refused, match="erased"):
        erasing.act(UndoStep(step))
    with pytest.raises(Refused, match="for_good"):
        erasing.act(UndoStep(log.head(database)))
    for statement in (
        "UPDATE payment SET payer_name = 'x'",
        "UPDATE log_body SET body = '{}', salt = 'x' WHERE number = 3",
        "DELETE FROM erased_row",
    ):
        with pytest.raises(peewee.IntegrityError, match="only ever added to"), database.peewee.atomic():
            database.execute(statement)


@pytest.mark.parametrize(
    ("statements", "codes"),
    [
        (("UPDATE ledger_entry SET cents = cents + 1 WHERE id = 1",), {"verify.row_changed"}),
        (("UPDATE party SET name = 'P. Xylander' WHERE name LIKE '#%'",), {"verify.row_changed", "verify.search"}),
        (("DELETE FROM erased_row WHERE name = 'note'",), {"verify.row_missing"}),
        (("UPDATE log_redaction SET words_hash = 'x'",), {"verify.words_changed", "verify.row_changed"}),
        (("DELETE FROM log_redaction",), {"verify.words_changed", "verify.row_missing"}),
        (("UPDATE log_body SET body = NULL, salt = NULL WHERE number = 3",), {"verify.words_missing"}),
        (("DELETE FROM log_body WHERE number = 4",), {"verify.words_missing"}),
    ],
)
def test_what_is_not_lawful_is_found_after_an_erasure_too(
    erasing: Erasing, statements: tuple[str, ...], codes: set[str]
) -> None:
    erasing.erase()
    assert erasing.wrong() == []
    without_guards(erasing.database, *statements)
    found = {problem.code for problem in erasing.wrong()}
    assert found & codes, found


def test_who_marks_does_not_erase_where_somebody_else_can(erasing: Erasing) -> None:
    mark = erasing.mark()
    erasing.act(AddPerson("h", "H. Hol", (Role.HANDLER,)))
    second = Actor(erasing.act(AddPerson("b", "B. Baas", (Role.LEAD,))), EVERY_ROLE)
    with pytest.raises(Refused, match="own_mark"):
        erasing.act(ErasePerson(mark, 1), LATER)
    erasing.act(WithdrawErasure(mark, 1, "toch niet"), LATER)
    with pytest.raises(Refused, match="withdrawn"):
        book.act(erasing.database, second, ErasePerson(mark, 2), LATER)
    book.act(erasing.database, second, ErasePerson(erasing.mark(), 1), LATER)
    assert list(left(erasing.database)) == []


def test_while_the_books_are_kept_a_request_erases_the_rest(erasing: Erasing) -> None:
    database = erasing.database
    with pytest.raises(Refused, match="records"):
        erasing.mark(book.TODAY)
    request = erasing.act(ReceiveRequest(erasing.case, erasing.debtor, RequestKind.ERASURE, book.TODAY, "wis alles"))
    with pytest.raises(Refused, match="no_request"):
        erasing.act(MarkErasure(erasing.debtor, ErasureGround.REQUEST, "verzoek"))
    mark = erasing.act(MarkErasure(erasing.debtor, ErasureGround.REQUEST, "verzoek", request))
    erasing.act(ErasePerson(mark, 1))
    places = list(left(database))
    assert not any("geheimpje" in one or "gesprekje" in one or "0612345678" in one for one in places)
    assert "party.name: Xylander" in places
    assert erasing.wrong() == []
    erasing.act(AnswerRequest(request, 2, book.TODAY, RequestOutcome.PARTLY, "de administratie blijft"))
    erasing.erase()
    assert list(left(database)) == []
    assert erasing.wrong() == []


def test_what_lives_is_not_erased(erasing: Erasing) -> None:
    database = erasing.database
    found = standing_of(database, erasing.other, LATER)
    assert [one.code for one in found.why][:1] == ["retention.case_open"]
    with pytest.raises(Refused, match="case_open"):
        erasing.act(MarkErasure(erasing.other, ErasureGround.TERM, "weg ermee"), LATER)


def test_every_text_is_erased_or_kept_for_a_reason() -> None:
    assert undecided(every.FACTS) == []
