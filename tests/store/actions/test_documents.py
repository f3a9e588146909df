"""What a document is: said when it is added, changed later, taken back, and told by what it was used for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casebook.domain.documents import Direction, DocumentKind, Proves, kept, likely, read
from casebook.store import documents as contents
from casebook.store.actions.documents import AddDocument, DescribeDocument, Description
from casebook.store.actions.evidence import SetEvidence
from casebook.store.actions.post import FilePost, ReceivedPart, ReceivePost
from casebook.store.actions.undo import UndoStep, last_step
from casebook.store.database import Database
from casebook.store.models.claims import EvidenceKind, EvidenceStatus
from casebook.store.queries.documents import CameBy, DocumentRow, of_case
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.refusal import refused

NOTE = Description(DocumentKind.DELIVERY_NOTE, TODAY, Direction.INCOMING, "J. Bakker", (Proves.DELIVERY,))
OFFICE = Description(DocumentKind.OTHER, None, Direction.OWN)


@pytest.fixture
def desk(database: Database, actor: Actor) -> Desk:
    return Desk(database, actor)


def add(desk: Desk, name: str = "bon.pdf", about: Description = NOTE) -> int:
    digest = contents.keep(desk.database, name.encode())
    document: int = desk.act(AddDocument(desk.case, name, "application/pdf", digest, about))
    return document


def row(desk: Desk, document: int) -> DocumentRow:
    (found,) = (one for one in of_case(desk.database, desk.case) if one.document_id == document)
    return found


def test_what_it_is_is_said_changed_and_taken_back(desk: Desk) -> None:
    document = add(desk)
    first = row(desk, document)
    assert (first.kind, first.on_day, first.direction, first.who, first.proves) == tuple(
        getattr(NOTE, name) for name in ("kind", "on_day", "direction", "who", "proves")
    )
    assert first.came_by is CameBy.FILE
    desk.act(DescribeDocument(document, first.version, "  offerte\x1b[31m.pdf ", OFFICE))
    second = row(desk, document)
    assert (second.kind, second.on_day, second.direction, second.proves) == (
        DocumentKind.OTHER,
        None,
        Direction.OWN,
        (),
    )
    assert "\x1b" not in second.name
    desk.act(UndoStep(last_step(desk.database, desk.actor.person or 0) or 0))
    assert row(desk, document)._replace(version=first.version) == first


def test_a_day_ahead_and_no_name_are_refused(desk: Desk) -> None:
    document = add(desk)
    ahead = replace(NOTE, on_day=TODAY + timedelta(1))
    refused("given.day_ahead", desk.act, DescribeDocument(document, 1, "bon.pdf", ahead))
    refused("document.no_name", desk.act, DescribeDocument(document, 1, " ", NOTE))


def test_what_is_evidence_proves_it_from_then_on(desk: Desk) -> None:
    document = add(desk)
    claim = desk.claim("7001", 10_000)
    desk.act(SetEvidence(claim, EvidenceKind.PRICE, EvidenceStatus.PRESENT, document))
    assert row(desk, document).proves == (Proves.DELIVERY, Proves.PRICE)
    desk.act(SetEvidence(claim, EvidenceKind.DELIVERY, EvidenceStatus.PRESENT, document))
    assert row(desk, document).proves == (Proves.DELIVERY, Proves.PRICE)


def test_what_comes_in_says_what_it_is_and_filing_says_better(desk: Desk) -> None:
    digests = [contents.keep(desk.database, one) for one in (b"mail", b"foto", b"akte")]
    parts = (ReceivedPart("foto.png", "image/png", digests[1]), ReceivedPart("akte.pdf", "application/pdf", digests[2]))
    sent = TODAY - timedelta(3)
    mail = ReceivePost("m.eml", "message/rfc822", digests[0], "/post/m.eml", "A. Bos", sent_on=sent, parts=parts)
    item = desk.act(mail)
    about = Description(DocumentKind.COMPLAINT, sent, Direction.INCOMING, "A. Bos", (Proves.ADDRESS,))
    desk.act(FilePost(item, 1, desk.case, "klacht.eml", about))
    found = {one.name: one for one in of_case(desk.database, desk.case)}
    assert {name: (one.kind, one.on_day, one.who, one.proves) for name, one in found.items()} == {
        "klacht.eml": (DocumentKind.COMPLAINT, sent, "A. Bos", (Proves.ADDRESS,)),
        "foto.png": (DocumentKind.SCAN, sent, "A. Bos", ()),
        "akte.pdf": (DocumentKind.LETTER, sent, "A. Bos", ()),
    }
    assert {(one.came_by, one.direction) for one in found.values()} == {(CameBy.POST, Direction.INCOMING)}


def test_a_mail_from_a_day_ahead_bears_no_day(desk: Desk) -> None:
    digest = contents.keep(desk.database, b"mail")
    mail = ReceivePost("m.eml", "message/rfc822", digest, "/post/m.eml", sent_on=TODAY + timedelta(30))
    desk.act(FilePost(desk.act(mail), 1, desk.case))
    (one,) = of_case(desk.database, desk.case)
    # Then it is the day on which it came in.
    assert (one.on_day, one.kind) == (TODAY, DocumentKind.MAIL)


def test_what_it_proves_is_kept_once_and_in_order() -> None:
    assert read(kept([Proves.DEATH, Proves.PRICE, Proves.DEATH])) == (Proves.PRICE, Proves.DEATH)
    assert (read(None), kept(())) == ((), "")
    assert {kind.value for kind in EvidenceKind} <= {one.value for one in Proves}
    assert (likely(DocumentKind.TERMS), likely(DocumentKind.SCAN)) == (Proves.CONDITIONS, None)
