"""The text of a document that came another way than by post is read beside everything else, and kept once."""

import threading

from casebook.domain.post.unread import Unread
from casebook.jobs.document_reading import DocumentReading, keep
from casebook.store import document_texts, documents
from casebook.store.actions.documents import AddDocument
from casebook.store.database import Database
from casebook.store.queries import document_card
from casebook.store.transaction import Actor
from tests.exchange.post.pdfs import pdf
from tests.store import book
from tests.store.book import act


def test_a_document_is_read_and_its_text_is_kept(database: Database, actor: Actor) -> None:
    _, case = book.case(database, actor)
    content = pdf(["Blad een", "Blad twee"])
    digest = documents.keep(database, content)
    document = act(database, actor, AddDocument(case, "akte.pdf", "application/pdf", digest))
    card = document_card.card(database, document)
    assert card is not None
    assert card.pages == ()
    keep(database, DocumentReading().read(card, content))
    assert [page.text.strip() for page in document_texts.pages(database, digest)] == ["Blad een", "Blad twee"]


def test_who_gives_up_ends_the_reading() -> None:
    card = document_card.DocumentCard(1, None, "akte.pdf", "application/pdf", "", 1, ())
    reading = DocumentReading()
    reading.give_up()
    found = []
    thread = threading.Thread(target=lambda: found.append(reading.read(card, pdf(["Blad een"]))))
    thread.start()
    thread.join(30)
    assert [one.unread for one in found] == [Unread.TOO_HARD]
