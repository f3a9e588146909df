"""What left is kept byte for byte as it leaves, and is a document of its case from then on."""

from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no types
import pytest

from casebook.channels.smtp import Fate, Outcome
from casebook.domain.documents import Direction, DocumentKind
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.standing import LetterState
from casebook.domain.letters.ways import DispatchWay
from casebook.errors import Stale
from casebook.jobs.documents import Scan
from casebook.jobs.letters import Wanted, composed
from casebook.jobs.originals import original
from casebook.jobs.outbox import by_hand, hand_over, print_batch, send_mails
from casebook.letters import typeset
from casebook.store import documents
from casebook.store.actions.dispatches import PutBack, SentDispatch
from casebook.store.actions.documents import DescribeDocument, Description
from casebook.store.actions.enclosures import EncloseDocuments
from casebook.store.actions.letters import PrepareLetter
from casebook.store.database import Database
from casebook.store.queries import letter_card
from casebook.store.queries.documents import DocumentRow, enclosed, of_case
from casebook.store.transaction import Actor
from tests.channels.server import Taken, serving
from tests.jobs.outbox.letters import Office, settings
from tests.store.actions.desk import TODAY
from tests.store.actions.refusal import refused

BILL = Scan("factuur.pdf", "application/pdf", b"%PDF-1.7 factuur")


@pytest.fixture
def office(database: Database, actor: Actor) -> Office:
    return Office(database, actor)


def left(office: Office, letter: int) -> tuple[DocumentRow, ...]:
    """What is kept of a letter, among the documents of its case."""
    found = of_case(office.database, office.post.card(letter).row.case_id)
    return tuple(one for one in found if one.letter_id == letter)


def text(content: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]


def mailed(office: Office) -> tuple[Taken, int]:
    taken = Taken()
    with serving(taken) as port:
        return taken, send_mails(office.database, office.actor, TODAY, settings(port)).sent


def test_a_mail_is_kept_as_the_server_got_it_with_what_went_along(office: Office) -> None:
    letter = office.released(DispatchWay.EMAIL, along=[BILL])
    assert left(office, letter) == ()
    taken, sent = mailed(office)
    (kept,) = left(office, letter)
    assert (sent, kept.kind, kept.direction, kept.on_day) == (1, DocumentKind.MAIL, Direction.OUTGOING, TODAY)
    content = documents.content(office.database, kept.sha256)
    assert content is not None
    ((_, got),) = taken.mails
    assert got.rstrip() == content.rstrip()
    *_, along = message_from_bytes(content, policy=policy.default).iter_attachments()
    assert (along.get_filename(), along.get_content()) == ("1-factuur.pdf", BILL.content)


def test_a_mail_is_kept_before_anybody_else_has_it(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = office.released(DispatchWay.EMAIL)
    seen: list[bytes | None] = []

    def sending(*_: object) -> Outcome:
        (dispatch,) = office.dispatches(letter)
        (kept,) = left(office, letter)
        assert dispatch.sending_at is not None
        seen.append(documents.content(office.database, kept.sha256))
        return Outcome(Fate.NOT_NOW, "sending.not_now", "later")

    with monkeypatch.context() as patch:
        patch.setattr("casebook.channels.smtp.Connection.send", sending)
        mailed(office)
    # It did not leave: it is no document of the case, and makes room for what does.
    assert left(office, letter) == ()
    mailed(office)
    (kept,) = left(office, letter)
    assert office.database.value("SELECT count(*) FROM document WHERE kind = 'mail'") == 1
    # What left stays as it was kept.
    describe = DescribeDocument(kept.document_id, kept.version, "anders.eml", Description())
    refused("document.left", office.desk.act, describe)
    assert seen[0] is not None
    assert seen[0] != documents.content(office.database, kept.sha256)


def test_too_much_does_not_go_along_with_a_mail(office: Office) -> None:
    large = Scan("groot.pdf", "application/pdf", b"%PDF" + bytes(6 * 2**20))
    letter = office.released(DispatchWay.EMAIL, along=[large, large._replace(name="ook.pdf")])
    taken, sent = mailed(office)
    assert (sent, taken.mails) == (0, [])
    (dispatch,) = office.dispatches(letter)
    assert dispatch.failed_because == "De bijlagen zijn samen groter dan 10 MB. Verstuur de brief op een andere manier."


def test_a_letter_of_a_batch_is_its_own_pages_only(office: Office) -> None:
    mails = [f"{number}@voorbeeld.nl" for number in range(22)]
    letters = office.all_released(mails, DispatchWay.ORDINARY, along=[BILL])
    made = print_batch(office.database, office.actor, TODAY, letters)
    assert made.enclosing == len(letters)
    assert made.listed.content.decode("utf-8-sig").count("factuur.pdf") == len(letters)
    whole = text(made.pdf.content)
    for at, letter in enumerate(letters):
        (kept,) = left(office, letter)
        assert (kept.shared, kept.first_page, kept.pages) == (True, at, 1)
        found = original(office.database, kept)
        assert found is not None
        assert not found.whole
        assert text(found.content) == [whole[at]]
        number = office.post.card(letter).row.number
        assert number in whole[at]
    (first, *_) = office.dispatches(letters[0])
    office.desk.act(PutBack(first.dispatch_id, first.version, "verkeerd"))
    assert left(office, letters[0]) == ()


def test_of_a_batch_without_pages_the_letter_is_made_anew(office: Office) -> None:
    letter = office.released(DispatchWay.ORDINARY)
    print_batch(office.database, office.actor, TODAY)
    (kept,) = left(office, letter)
    said = letter_card.texts(office.database, [letter])[letter]
    found = original(office.database, kept._replace(first_page=None, pages=None))
    assert found is not None
    assert found.content == typeset.pdf([said])


def test_the_bailiff_gets_the_file_that_is_kept(office: Office, tmp_path: Path) -> None:
    letter = office.released(DispatchWay.BAILIFF, along=[BILL])
    (folder,) = hand_over(office.database, office.actor, TODAY, settings(handover=tmp_path)).folders
    (kept,) = left(office, letter)
    assert not kept.shared
    assert (folder / kept.name).read_bytes() == documents.content(office.database, kept.sha256)


def test_what_somebody_posts_by_himself_is_kept_too(office: Office) -> None:
    letter = office.released(DispatchWay.ORDINARY)
    (dispatch,) = office.dispatches(letter)
    file = by_hand(office.database, dispatch)
    office.desk.act(SentDispatch(dispatch.dispatch_id, dispatch.version, TODAY, file=file))
    (kept,) = left(office, letter)
    assert (kept.sha256, kept.kind, office.post.state(letter)) == (file.sha256, DocumentKind.LETTER, LetterState.SENT)


def test_only_documents_of_the_case_go_along_and_only_before_it_is_released(office: Office) -> None:
    letter, other = office.released(DispatchWay.EMAIL, along=[BILL]), office.released(DispatchWay.EMAIL, along=[BILL])
    (mine,) = (one.document_id for one in of_case(office.database, office.post.card(letter).row.case_id))
    (strange,) = (one.document_id for one in of_case(office.database, office.post.card(other).row.case_id))
    version = office.post.card(letter).row.version
    refused("letter.enclosed_before", office.desk.act, EncloseDocuments(letter, version, (), (mine,)))
    case = office.post.card(letter).row.case_id
    drafts = composed(office.database, TODAY, case, LetterKind.REMINDER, Wanted(last_day=TODAY + timedelta(10)))
    (fresh,) = office.desk.act(PrepareLetter(case, drafts))
    version = office.post.card(fresh).row.version
    refused("letter.document_of_another", office.desk.act, EncloseDocuments(fresh, version, (strange,)))
    with pytest.raises(Stale):
        office.desk.act(EncloseDocuments(fresh, version, (mine,), (mine,)))
    office.desk.act(EncloseDocuments(fresh, version, (mine, mine)))
    assert [one.document_id for one in enclosed(office.database, [fresh])[fresh]] == [mine]
