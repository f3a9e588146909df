"""What came in waits until it is decided on; what it is filed with, and what follows from it, can be taken back."""

from datetime import date, timedelta

import pytest

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.proof import ReturnedAs
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.limitation.grade import Grade
from casebook.domain.money import Cents
from casebook.domain.post.candidates import PostMethod
from casebook.errors import Refused, Stale
from casebook.store import document_texts, documents
from casebook.store.actions.approvals import DecideApproval
from casebook.store.actions.contacts import Next
from casebook.store.actions.disputes import ContestedPart
from casebook.store.actions.letters import OverrideStop
from casebook.store.actions.parties import AddAccount
from casebook.store.actions.people import AddPerson
from casebook.store.actions.person_requests import WithdrawRequest
from casebook.store.actions.post import FilePost, PostNotOurs, ReceivedPart, ReceivePost, UndoPost
from casebook.store.actions.post_outcomes import (
    ComplaintByPost,
    DeadAddressByPost,
    DisputeByPost,
    ReplyByPost,
    RequestByPost,
    ReturnedByPost,
)
from casebook.store.actions.undo import RedoStep, UndoStep
from casebook.store.models.care import RequestKind
from casebook.store.models.cases import NextKind
from casebook.store.models.disputes import DisputeReason
from casebook.store.models.parties import AddressStatus
from casebook.store.models.people import Role
from casebook.store.models.post import PostDecision
from casebook.store.perform import perform
from casebook.store.post.taking import take
from casebook.store.queries import in_tray, letter_card, post_item, sent_letters
from casebook.store.queries.in_tray import InTray
from casebook.store.queries.post_item import PostCard
from casebook.store.stale import make_anew
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.outgoing import Post
from tests.store.actions.refusal import refused

TEXT = "Betreft uw brief. Ik ben het er niet mee eens."
SENT_ON = TODAY - timedelta(12)


def arrived(desk: Desk, text: str = TEXT, day: date = TODAY, **said: object) -> int:
    """Take in a mail with a letter attached, and return the item."""
    part = documents.keep(desk.database, b"bijlage bij " + text.encode())
    digest = documents.keep(desk.database, text.encode())
    document_texts.keep(desk.database, digest, [text], None)
    parts = (ReceivedPart("brief.pdf", "application/pdf", part),)
    command = ReceivePost("bericht.eml", "message/rfc822", digest, "/post/bericht.eml", parts=parts, **said)  # type: ignore[arg-type]  # by their names
    return take(desk.database, desk.actor, day, command).item_id


def card(desk: Desk, item: int) -> PostCard:
    found = post_item.item(desk.database, item)
    assert found is not None
    return found


def seen(desk: Desk, item: int) -> tuple[int, int]:
    return item, card(desk, item).row.version


def waits(desk: Desk) -> list[int]:
    return [row.item_id for row in in_tray.post(desk.database).after(desk.database).rows]


def decided(desk: Desk, item: int) -> tuple[PostDecision | None, int, set[int | None]]:
    """Return what was decided, the case, and the cases of its documents."""
    one = card(desk, item)
    ids = [one.row.document_id, *(part.document_id for part in one.parts)]
    cases = {desk.database.value("SELECT case_id FROM document WHERE id = ?", (id_,)) for id_ in ids}
    return one.row.decision, one.row.case_id, cases


def test_an_item_is_filed_with_all_that_is_attached_and_can_be_taken_back(desk: Desk) -> None:
    item = arrived(desk, from_name="J. Pietersen", subject="Uw brief")
    assert waits(desk) == [item]
    step = perform(
        desk.database, desk.actor, TODAY, FilePost(*seen(desk, item), desk.case, "Brief van J. Pietersen")
    ).step
    assert step is not None
    assert decided(desk, item) == (PostDecision.FILED, desk.case, {desk.case})
    assert card(desk, item).row.name == "Brief van J. Pietersen"
    assert waits(desk) == []
    assert [row.item_id for row in in_tray.of_case(desk.database, desk.case)] == [item]
    refused("post.decided", desk.act, PostNotOurs(*seen(desk, item), "reclame"))
    sound(desk)
    back = perform(desk.database, desk.actor, TODAY, UndoStep(step)).number
    assert back is not None
    assert decided(desk, item) == (None, 0, {None})
    assert waits(desk) == [item]
    desk.act(RedoStep(step))
    assert decided(desk, item)[0] is PostDecision.FILED
    desk.act(UndoPost(*seen(desk, item), "verkeerde dossier"))
    assert decided(desk, item) == (None, 0, {None})
    sound(desk)


def test_what_is_done_next_goes_with_an_item_and_is_taken_back_with_it(desk: Desk) -> None:
    def planned() -> tuple[str, str, str]:
        return desk.database.fetch("SELECT next_on, next_kind, next_note FROM cases WHERE id = ?", (desk.case,))[0]

    before = planned()
    item = arrived(desk)
    on = TODAY + timedelta(3)
    version = desk.version("cases", desk.case)
    with pytest.raises(Stale):
        desk.act(FilePost(*seen(desk, item), desk.case, next=Next(version + 1, on, NextKind.ANSWER_REQUEST)))
    assert waits(desk) == [item]
    then = Next(version, on, NextKind.ANSWER_REQUEST, "Uw brief")
    step = perform(desk.database, desk.actor, TODAY, FilePost(*seen(desk, item), desk.case, next=then)).step
    assert step is not None
    assert (str(planned()[0]), *planned()[1:]) == (on.isoformat(), NextKind.ANSWER_REQUEST, "Uw brief")
    sound(desk)
    perform(desk.database, desk.actor, TODAY, UndoStep(step))
    assert planned() == before
    assert waits(desk) == [item]


def test_what_is_not_ours_says_why_and_stays_to_be_seen(desk: Desk) -> None:
    item = arrived(desk)
    refused("given.no_reason", desk.act, PostNotOurs(*seen(desk, item), " "))
    refused("post.undecided", desk.act, UndoPost(*seen(desk, item), "x"))
    desk.act(PostNotOurs(*seen(desk, item), "reclame"))
    (row,) = in_tray.post(desk.database, InTray.NOT_OURS).after(desk.database).rows
    assert (row.item_id, row.reason, row.decided_by) == (item, "reclame", "M. Jansen")
    assert in_tray.post(desk.database, InTray.DECIDED).after(desk.database).rows == ()
    assert in_tray.waiting(desk.database, TODAY).oldest_on is None


def test_the_same_content_is_one_item(desk: Desk) -> None:
    item = arrived(desk)
    desk.act(PostNotOurs(*seen(desk, item), "dubbel"))
    assert arrived(desk, day=TODAY + timedelta(1)) == item
    assert waits(desk) == []
    assert desk.database.value("SELECT count(*) FROM document") == 2


def test_a_request_and_a_complaint_have_their_term_from_the_day_they_were_received(desk: Desk) -> None:
    for number, command in enumerate((RequestByPost, ComplaintByPost)):
        item = arrived(desk, f"{TEXT} {number}", sent_on=TODAY - timedelta(3))
        assert card(desk, item).row.received_on == TODAY - timedelta(3)
        kind = (RequestKind.ACCESS,) if command is RequestByPost else ()
        received = card(desk, item).row.received_on
        request = desk.act(command(*seen(desk, item), desk.case, desk.debtor, *kind, received, "Wat weet u van mij?"))
        assert card(desk, item).request_id == request
        ((stored, on),) = desk.database.fetch("SELECT kind, received_on FROM person_request WHERE id = ?", (request,))
        assert stored == (RequestKind.ACCESS if kind else RequestKind.COMPLAINT)
        assert str(on) == received.isoformat()
        refused("post.stands", desk.act, UndoPost(*seen(desk, item), "x"))
        desk.act(WithdrawRequest(request, 1, TODAY))
        desk.act(UndoPost(*seen(desk, item), "ingetrokken"))
    sound(desk)


def test_a_dispute_is_registered_with_its_document(desk: Desk) -> None:
    claim = desk.claim("2026-017", 125_000)
    item = arrived(desk)
    too_much = (ContestedPart(claim, Cents(125_001)),)
    with pytest.raises(Refused):
        desk.act(DisputeByPost(*seen(desk, item), desk.case, DisputeReason.POOR_QUALITY, too_much, TODAY, TEXT))
    assert waits(desk) == [item]
    parts = (ContestedPart(claim, Cents(50_000)),)
    dispute = desk.act(DisputeByPost(*seen(desk, item), desk.case, DisputeReason.POOR_QUALITY, parts, TODAY, TEXT))
    assert card(desk, item).dispute_id == dispute
    assert decided(desk, item) == (PostDecision.DISPUTE, desk.case, {desk.case})
    sound(desk)


@pytest.fixture
def out(desk: Desk) -> Post:
    out = Post(desk, TODAY)
    out.lives(desk.debtor, AddressStatus.VERIFIED)
    return out


def mailed(out: Post) -> int:
    """Return a reminder that was sent by e-mail."""
    out.desk.claim("F-1", 125_000)
    out.reached_at(out.desk.debtor)
    (letter,) = out.prepare(LetterKind.REMINDER, last_day=TODAY + timedelta(10), ways=(DispatchWay.EMAIL,))
    for rule in out.card(letter).row.stops:
        out.act(OverrideStop(letter, out.card(letter).row.version, rule, "hij vroeg erom"))
    out.release(letter)
    out.begin(letter, "<1@ons.example>")
    out.send(letter, "email")
    return letter


def test_a_reply_to_our_mail_is_proof_that_a_lead_decides_on(desk: Desk, out: Post) -> None:
    letter = mailed(out)
    item = arrived(desk, in_reply_to="<1@ons.example>", quoted="<1@ons.example>")
    (answered,) = card(desk, item).answers
    assert (answered.letter_id, answered.answered) == (letter, True)
    (first, *_) = card(desk, item).candidates
    assert (first.case_id, first.method, first.party_id) == (desk.case, PostMethod.REPLY, desk.debtor)
    reply = ReplyByPost(
        *seen(desk, item), answered.dispatch_id, answered.version, Grade.MEDIUM, TODAY, "Hij antwoordt op onze mail"
    )
    approval = desk.as_handler(reply)
    assert decided(desk, item) == (PostDecision.REPLY, desk.case, {desk.case})
    assert letter_card.letter(desk.database, letter, TODAY).dispatches[0].grade is None  # type: ignore[union-attr]  # it is there
    other = desk.act(AddPerson("a.lead", "A. Lead", (Role.LEAD, Role.HANDLER)))
    lead = desk.actor._replace(person=other)
    perform(desk.database, lead, TODAY, DecideApproval(approval, 1, approve=True, reason="gezien"))
    (sent,) = out.card(letter).dispatches
    assert (sent.grade, sent.answered_on, sent.proof_id) == (Grade.MEDIUM, TODAY, card(desk, item).row.document_id)
    refused("post.stands", desk.act, UndoPost(*seen(desk, item), "x"))
    sound(desk)


def test_a_reply_whose_proof_was_refused_can_be_taken_up_again(desk: Desk, out: Post) -> None:
    mailed(out)
    item = arrived(desk)
    (sent,) = sent_letters.in_case(desk.database, desk.case)
    reply = ReplyByPost(*seen(desk, item), sent.dispatch_id, sent.version, Grade.MEDIUM, TODAY, "Hij antwoordt")
    approval = desk.as_handler(reply)
    refused("post.stands", desk.act, UndoPost(*seen(desk, item), "x"))
    other = desk.act(AddPerson("a.lead", "A. Lead", (Role.LEAD, Role.HANDLER)))
    lead = desk.actor._replace(person=other)
    perform(desk.database, lead, TODAY, DecideApproval(approval, 1, approve=False, reason="dat is een ander"))
    desk.act(UndoPost(*seen(desk, item), "geen antwoord"))
    assert decided(desk, item) == (None, 0, {None})
    sound(desk)


def test_a_reply_that_quotes_the_letter_is_proof_by_itself(desk: Desk, out: Post) -> None:
    letter = mailed(out)
    item = arrived(desk)
    (sent,) = sent_letters.in_case(desk.database, desk.case)
    desk.as_handler(
        ReplyByPost(*seen(desk, item), sent.dispatch_id, sent.version, Grade.STRONG, TODAY, "Hij citeert onze brief")
    )
    assert out.card(letter).dispatches[0].grade is Grade.STRONG


def test_returned_mail_does_what_the_return_of_the_letter_does(desk: Desk, out: Post) -> None:
    letter = mailed(out)
    item = arrived(desk, quoted="<1@ons.example>")
    (sent,) = card(desk, item).answers
    command = ReturnedByPost(*seen(desk, item), sent.dispatch_id, sent.version, ReturnedAs.BOUNCED, TODAY)
    desk.act(command)
    assert out.card(letter).dispatches[0].returned_as is ReturnedAs.BOUNCED
    assert decided(desk, item) == (PostDecision.RETURNED, desk.case, {desk.case})
    sound(desk)


def test_an_address_from_which_an_unknown_letter_came_back_is_dead(desk: Desk, out: Post) -> None:
    address = out.lives(desk.debtor, AddressStatus.VERIFIED)
    item = arrived(desk)
    version = desk.version("address", address)
    desk.act(DeadAddressByPost(*seen(desk, item), desk.case, address, version, TODAY))
    assert desk.database.value("SELECT status FROM address WHERE id = ?", (address,)) == AddressStatus.DEAD
    sound(desk)


def told_in_case(desk: Desk) -> bool:
    codes = [code for (code,) in desk.database.fetch("SELECT code FROM signal WHERE case_id = ?", (desk.case,))]
    return "signal.post" in codes


@pytest.mark.parametrize(("days", "late", "to_lead"), [(0, False, False), (5, True, False), (15, True, True)])
def test_what_waits_for_long_is_told_in_the_case_and_to_the_lead(
    desk: Desk, days: int, late: bool, to_lead: bool
) -> None:
    desk.act(AddAccount(desk.debtor, "NL20INGB0001234567"))
    item = arrived(desk, "Graag storten op NL20 INGB 0001 2345 67.")
    day = TODAY + timedelta(days)
    list(make_anew(desk.database, day))
    told = in_tray.waiting(desk.database, day)
    assert (told.late_from is not None and told.late_from >= TODAY) is late
    assert (told.items.number, told.oldest_on, told.late, told.to_lead) == (1, TODAY, late, to_lead)
    assert told_in_case(desk) is late
    to_leads = desk.database.value("SELECT to_lead FROM case_now WHERE case_id = ?", (desk.case,))
    assert bool(to_leads) is to_lead
    desk.act(FilePost(*seen(desk, item), desk.case))
    assert not told_in_case(desk)
