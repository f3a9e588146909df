"""What an item is proposed as: a mail or a letter of ours that came back, or the answer to one that needs proof."""

from datetime import timedelta

import pytest

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.proof import ReturnedAs
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.limitation.grade import Grade
from casebook.domain.post.nature import PostNature
from casebook.domain.post.unread import Unread
from casebook.store import document_texts, documents
from casebook.store.actions.letters import OverrideStop
from casebook.store.actions.post import ReceivePost
from casebook.store.actions.post_outcomes import ReplyByPost, ReturnedByPost
from casebook.store.database import Database
from casebook.store.models.parties import AddressStatus
from casebook.store.models.post import PostDecision
from casebook.store.post.refresh import look_anew
from casebook.store.post.taking import take
from casebook.store.queries import post_item
from casebook.store.queries.post_item import PostCard
from casebook.store.transaction import Actor
from casebook.store.verify.in_tray import check
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.outgoing import Post
from tests.store.actions.refusal import refused

OURS = "<1@ons.example>"
SENT_ON = TODAY - timedelta(20)


@pytest.fixture
def desk(database: Database, actor: Actor) -> Desk:
    return Desk(database, actor)


@pytest.fixture
def out(desk: Desk) -> Post:
    out = Post(desk, TODAY)
    out.lives(desk.debtor, AddressStatus.VERIFIED)
    out.reached_at(desk.debtor)
    return out


def arrived(desk: Desk, text: str = "Dank voor uw brief.", name: str = "bericht.eml", **said: object) -> PostCard:
    digest = documents.keep(desk.database, text.encode() or b"plaatje")
    document_texts.keep(desk.database, digest, [text] if text else [], None if text else Unread.NO_TEXT)
    media_type = "message/rfc822" if name.endswith("eml") else "application/pdf"
    unread = None if text else Unread.NO_TEXT
    command = ReceivePost(name, media_type, digest, f"/post/{name}", unread=unread, **said)  # type: ignore[arg-type]  # by their names
    found = post_item.item(desk.database, take(desk.database, desk.actor, TODAY, command).item_id)
    assert found is not None
    assert found == post_item.glance(desk.database, found.row.item_id)
    return found


def mailed(out: Post, kind: LetterKind = LetterKind.REMINDER) -> int:
    """Return a letter that was sent by mail and by post."""
    out.desk.claim("F-1", 125_000)
    ways = (DispatchWay.EMAIL, DispatchWay.ORDINARY)
    (letter,) = out.prepare(kind, last_day=TODAY + timedelta(20), ways=ways)
    for rule in out.card(letter).row.stops:
        out.act(OverrideStop(letter, out.card(letter).row.version, rule, "hij vroeg erom"))
    out.release(letter)
    out.begin(letter, OURS)
    out.send_all(letter)
    return letter


def test_a_mail_that_did_not_arrive_is_proposed_by_its_message_id_alone(desk: Desk, out: Post) -> None:
    letter = mailed(out)
    # That it quotes another of ours makes no difference.
    said = {"in_reply_to": OURS, "quoted": f"{OURS} <2@ons.example>", "nature": PostNature.BOUNCED}
    card = arrived(desk, **said)
    assert card.proposal is not None
    (returned,) = card.proposal.letters
    assert (card.proposal.decision, card.proposal.returned_as) == (PostDecision.RETURNED, ReturnedAs.BOUNCED)
    assert (returned.letter_id, returned.way, card.proposal.sure) == (letter, DispatchWay.EMAIL, True)
    row = card.row
    desk.act(
        ReturnedByPost(row.item_id, row.version, returned.dispatch_id, returned.version, ReturnedAs.BOUNCED, TODAY)
    )
    assert out.dispatch(letter, "email").returned_as is ReturnedAs.BOUNCED
    until_on = "SELECT until_on FROM contact_point WHERE party_id = ?"
    assert desk.database.value(until_on, (desk.debtor,)) is not None
    # Said once more, it is no news.
    again = arrived(desk, "nogmaals", **said)
    assert again.proposal is None


def test_a_mail_that_is_only_late_is_never_returned(desk: Desk, out: Post) -> None:
    mailed(out)
    card = arrived(desk, in_reply_to=OURS, quoted=OURS, nature=PostNature.DELAYED)
    assert card.proposal is None
    (sent,) = card.answers
    row = card.row
    command = ReturnedByPost(row.item_id, row.version, sent.dispatch_id, sent.version, ReturnedAs.BOUNCED, TODAY)
    refused("post.may_arrive", desk.act, command)


def test_what_no_person_wrote_is_no_proof_of_an_interruption(desk: Desk, out: Post) -> None:
    letter = mailed(out, LetterKind.INTERRUPTION)
    card = arrived(desk, in_reply_to=OURS, quoted=OURS, nature=PostNature.AUTOMATIC)
    assert card.proposal is None
    (sent,) = card.answers
    row = card.row
    for grade in (Grade.MEDIUM, Grade.STRONG):
        command = ReplyByPost(row.item_id, row.version, sent.dispatch_id, sent.version, grade, TODAY, "x")
        refused("post.no_answer", desk.act, command)
    written = arrived(desk, "Ik kom erop terug.", in_reply_to=OURS, quoted=OURS)
    assert written.proposal is not None
    assert (written.proposal.decision, written.proposal.sure) == (PostDecision.REPLY, True)
    assert written.proposal.letters[0].letter_id == letter


def test_an_answer_to_a_reminder_is_filed(desk: Desk, out: Post) -> None:
    mailed(out)
    card = arrived(desk, in_reply_to=OURS, quoted=OURS)
    assert len(card.answers) == 1
    assert card.proposal is None


def test_an_envelope_that_came_back_is_proposed_by_its_reference_and_address(desk: Desk, out: Post) -> None:
    letter = mailed(out)
    number, name = desk.database.fetch(
        "SELECT c.number, p.name FROM cases c JOIN party p ON p.id = c.debtor_id WHERE c.id = ?", (desk.case,)
    )[0]
    text = f"RETOUR AFZENDER\nvertrokken\n{name}\nDorpsstraat 1\n1234 AB  Ons Dorp\nDossier {number}"
    card = arrived(desk, text, "envelop.pdf")
    assert card.proposal is not None
    (returned,) = card.proposal.letters
    assert (returned.letter_id, returned.way) == (letter, DispatchWay.ORDINARY)
    assert (card.proposal.returned_as, card.proposal.sure) == (ReturnedAs.MOVED, True)
    # Of a picture only its name tells of which case it is, and which letter is for a person to say.
    picture = arrived(desk, "", f"retour_afzender_{number}_niet_afgehaald.pdf")
    assert [one.case_id for one in picture.candidates] == [desk.case]
    assert picture.proposal is not None
    assert (picture.proposal.returned_as, picture.proposal.sure) == (ReturnedAs.UNCOLLECTED, False)
    # Somebody who writes of it did not send it back.
    assert arrived(desk, text + "!").proposal is None


def test_proposals_that_somebody_changed_are_found_and_what_is_only_old_is_counted(desk: Desk) -> None:
    def wrong() -> list[tuple[str, bool]]:
        return [(one.code, one.wrong) for one in check(desk.database, TODAY)]

    number = desk.database.value("SELECT number FROM cases WHERE id = ?", (desk.case,))
    card = arrived(desk, f"Betreft dossier {number}.")
    assert [one.case_id for one in card.candidates] == [desk.case]
    assert wrong() == []
    # What is known only later waits for the night.
    late = arrived(desk, "Over factuur E-77001")
    desk.claim("E-77001", 10_000)
    assert wrong() == [("verify.in_tray_overdue", False)]
    list(look_anew(desk.database, TODAY))
    assert wrong() == []
    desk.database.execute("UPDATE post_candidate SET told = 0 WHERE item_id = ?", (late.row.item_id,))
    assert wrong() == [("verify.in_tray", True)]
