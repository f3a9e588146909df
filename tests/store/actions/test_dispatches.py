"""Letters that leave: each at most once, in doubt where nobody knows, and what they do to the clocks."""

from datetime import UTC, date, datetime, timedelta

import pytest

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.proof import Doubt, ReturnedAs
from casebook.domain.letters.standing import LetterState
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.limitation.grade import Grade
from casebook.domain.money import Cents
from casebook.errors import Stale
from casebook.store.actions import dispatches
from casebook.store.actions.dispatch_proof import ProvenDispatch, ReturnedDispatch
from casebook.store.actions.dispatches import (
    BeginDispatch,
    DecideDoubt,
    FailedDispatch,
    MarkDoubt,
    PutBack,
    SentDispatch,
)
from casebook.store.actions.disputes import ContestedPart, RegisterDispute
from casebook.store.actions.holds import PlaceHold
from casebook.store.actions.letters import OverrideStop, WithdrawLetter
from casebook.store.actions.limitation import VoidEvent
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.print_batches import BatchPosted, PrintLetters, ToPrint, Tracking
from casebook.store.actions.representations import Acting, AddRepresentation
from casebook.store.models.disputes import DisputeReason
from casebook.store.models.parties import AddressStatus, RepresentativeRole
from casebook.store.perform import perform
from casebook.store.queries import leaving
from tests.store.actions.desk import TODAY, Desk, at_once, sound
from tests.store.actions.outgoing import Post
from tests.store.actions.refusal import refused

S = LetterState
SENT_ON = date(2026, 10, 12)


@pytest.fixture
def post(desk: Desk) -> Post:
    post = Post(desk, TODAY)
    post.lives(desk.debtor, AddressStatus.VERIFIED)
    return post


def mail(post: Post) -> int:
    """Return a reminder by e-mail that was released."""
    post.desk.claim("F-1", 125_000)
    post.reached_at(post.desk.debtor)
    (letter,) = post.prepare(LetterKind.REMINDER, last_day=TODAY + timedelta(10), ways=(DispatchWay.EMAIL,))
    for rule in post.card(letter).row.stops:
        post.act(OverrideStop(letter, post.card(letter).row.version, rule, "hij vroeg erom"))
    post.release(letter)
    return letter


def seen(post: Post, letter: int, way: str = "email") -> tuple[int, int]:
    one = post.dispatch(letter, way)
    return one.dispatch_id, one.version


def ends(desk: Desk, claim: int) -> tuple[date, date]:
    """Return the safe and the claimed end of a claim, as the radar has them."""
    ((safe, claimed),) = desk.database.fetch(
        "SELECT safe_until, claimed_until FROM clock_now WHERE claim_id = ? AND clock = 'principal' AND debtor_id = ?",
        (claim, desk.debtor),
    )
    return date.fromisoformat(str(safe)), date.fromisoformat(str(claimed))


def marks(desk: Desk) -> list[tuple[str, str | None]]:
    return desk.database.fetch(
        "SELECT m.proof, m.grade FROM limitation_event e JOIN proof_mark m ON m.event_id = e.id"
        " WHERE e.origin = 'letter' ORDER BY m.id"
    )


def signals(desk: Desk) -> list[str]:
    return [code for (code,) in desk.database.fetch("SELECT code FROM signal WHERE case_id = ?", (desk.case,))]


def test_an_email_is_sending_before_it_leaves_and_sent_after(desk: Desk, post: Post) -> None:
    letter = mail(post)
    refused("dispatch.message_id", desk.act, BeginDispatch(*seen(post, letter), "", "run 1"))
    post.begin(letter)
    assert post.state(letter) is S.SENDING
    assert [one.message_id for one in leaving.under_way(post.database)] == ["<1@voorbeeld.nl>"]
    refused("dispatch.begun", desk.act, BeginDispatch(*seen(post, letter), "<1@voorbeeld.nl>", "run 1"))
    desk.act(SentDispatch(*seen(post, letter), TODAY))
    assert post.state(letter) is S.SENT
    refused("dispatch.over", desk.act, BeginDispatch(*seen(post, letter), "<1@voorbeeld.nl>", "run 1"))
    assert leaving.under_way(post.database) == ()
    sound(desk)


def test_two_senders_at_once_begin_it_once(desk: Desk, post: Post) -> None:
    letter = mail(post)
    commands = [BeginDispatch(*seen(post, letter), "<1@voorbeeld.nl>", f"run {run}") for run in (1, 2)]
    assert sorted(at_once(desk, commands)) == ["done", "store.stale"]


def test_what_was_cut_off_is_in_doubt_until_a_person_decides(
    desk: Desk, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = mail(post)
    post.begin(letter)
    # Another run may still be sending it; only after a while it cannot be any more.
    refused("dispatch.being_sent", desk.act, MarkDoubt(*seen(post, letter), "run 2"))
    later = datetime.now(UTC) + dispatches.LONGEST_SENDING

    monkeypatch.setattr(dispatches, "now", lambda: later)
    desk.act(MarkDoubt(*seen(post, letter), "run 2"))
    assert post.state(letter) is S.IN_DOUBT
    assert "signal.letter_in_doubt" in signals(desk)
    for command in (SentDispatch(*seen(post, letter), TODAY), PutBack(*seen(post, letter), "x")):
        refused("dispatch.in_doubt", desk.act, command)
    refused("dispatch.in_doubt", desk.act, FailedDispatch(*seen(post, letter), TODAY, "x"))
    desk.act(DecideDoubt(*seen(post, letter), was_sent=False, reason="niet in de verzonden post"))
    # It waits again, under the same message id: whoever got it twice after all sees that it is one.
    one = post.dispatch(letter, "email")
    assert (post.state(letter), one.waits, one.doubt, one.message_id) == (
        S.RELEASED,
        True,
        Doubt.NOT_SENT,
        "<1@voorbeeld.nl>",
    )
    refused("dispatch.message_id", desk.act, BeginDispatch(one.dispatch_id, one.version, "<2@voorbeeld.nl>", "run 3"))
    post.begin(letter)
    desk.act(MarkDoubt(*seen(post, letter), "run 1"))
    desk.act(DecideDoubt(*seen(post, letter), was_sent=True, reason="hij heeft hem"))
    assert (post.state(letter), post.dispatch(letter, "email").doubt) == (S.SENT, Doubt.WAS_SENT)
    sound(desk)


@pytest.mark.parametrize(("began_at", "sent_on"), [((21, 23, 30), 22), ((21, 22, 30), 21)])
def test_what_was_sent_after_all_left_on_the_day_it_was_in_the_office(
    desk: Desk, post: Post, monkeypatch: pytest.MonkeyPatch, began_at: tuple[int, int, int], sent_on: int
) -> None:
    # In November the office is an hour ahead of UTC.
    began = datetime(2026, 11, *began_at, tzinfo=UTC)
    letter = mail(post)
    monkeypatch.setattr(dispatches, "now", lambda: began)
    post.begin(letter)
    desk.act(MarkDoubt(*seen(post, letter), "run 1"))
    decide = DecideDoubt(*seen(post, letter), was_sent=True, reason="hij heeft hem")
    perform(desk.database, desk.actor, TODAY + timedelta(2), decide)
    assert post.dispatch(letter, "email").sent_on == date(2026, 11, sent_on)


def test_what_certainly_did_not_leave_waits_again(desk: Desk, post: Post) -> None:
    letter = mail(post)
    post.begin(letter)
    desk.act(PutBack(*seen(post, letter), "geen verbinding", "run 1"))
    assert [one.letter_id for one in leaving.to_go(post.database, {DispatchWay.EMAIL})] == [letter]
    post.begin(letter)
    desk.act(FailedDispatch(*seen(post, letter), TODAY, "adres bestaat niet", "run 1"))
    assert leaving.to_go(post.database, {DispatchWay.EMAIL}) == ()


def test_only_who_sends_a_mail_says_that_it_did_not_leave(desk: Desk, post: Post) -> None:
    letter = mail(post)
    post.begin(letter)
    for command in (PutBack(*seen(post, letter), "x"), FailedDispatch(*seen(post, letter), TODAY, "x", "run 2")):
        refused("dispatch.being_sent", desk.act, command)
    desk.act(SentDispatch(*seen(post, letter), TODAY))
    assert post.state(letter) is S.SENT


def test_the_gate_is_asked_again_when_it_leaves(desk: Desk, post: Post) -> None:
    """Invariant 10."""
    letter = mail(post)
    desk.pay(125_000 + 685)
    assert post.card(letter).stops
    rule = next(one.rule for one in post.card(letter).stops if one.rule.startswith("stop.paid"))
    refused(rule, desk.act, BeginDispatch(*seen(post, letter), "<1@voorbeeld.nl>", "run 1"))
    refused(rule, desk.act, SentDispatch(*seen(post, letter), TODAY))
    assert leaving.under_way(post.database) == ()


def test_a_batch_is_printed_whole_or_not_at_all(desk: Desk, post: Post) -> None:
    first, second = desk.claim("F-1", 125_000), desk.claim("F-2", 10_000)
    letters = [
        letter
        for claim in (first, second)
        for letter in post.prepare(LetterKind.INTERRUPTION, claim_ids=(claim,), ways=(DispatchWay.REGISTERED,))
    ]
    to_print = tuple(ToPrint(*seen(post, letter, "registered")) for letter in letters)
    refused("dispatch.not_released", desk.act, PrintLetters(to_print))
    for letter in letters:
        post.release(letter)
    batch = desk.act(PrintLetters(to_print))
    assert {post.state(letter) for letter in letters} == {S.SENDING}
    refused("dispatch.begun", desk.act, PrintLetters(tuple(ToPrint(*seen(post, one, "registered")) for one in letters)))
    desk.act(PutBack(*seen(post, letters[1], "registered"), "verkeerd gevouwen"))
    tracked = Tracking(post.dispatch(letters[0], "registered").dispatch_id, "3SABC")
    desk.act(BatchPosted(batch, desk.version("print_batch", batch), TODAY, (tracked,)))
    assert [post.state(letter) for letter in letters] == [S.SENT, S.RELEASED]
    assert post.dispatch(letters[0], "registered").tracking == "3SABC"
    refused("batch.is_posted", desk.act, BatchPosted(batch, desk.version("print_batch", batch), TODAY))
    sound(desk)


def test_an_interruption_is_asserted_when_sent_and_proven_by_proof(desk: Desk, post: Post) -> None:
    claim = desk.claim("F-1", 125_000, due_on=date(2021, 12, 10), invoice_on=date(2021, 11, 10))
    safe = ends(desk, claim)[0]
    assert safe == date(2026, 12, 10)
    (letter,) = post.interrupt([claim])
    assert (post.card(letter).row.needed_by, marks(desk)) == (safe, [])
    post.release(letter)
    post.send(letter, "ordinary")
    # Asserted, and no proof of it will come.
    assert marks(desk)[-1] == ("asserted", "weak")
    assert ends(desk, claim) == (safe, date(2031, 11, 21))
    post.send(letter, "registered")
    assert marks(desk)[-1] == ("asserted", None)
    registered = seen(post, letter, "registered")
    refused("event.weak", desk.act, ProvenDispatch(*registered, Grade.WEAK, TODAY, "x"))
    refused("event.lead_proves", desk.as_handler, ProvenDispatch(*registered, Grade.MEDIUM, TODAY, "x"))
    desk.act(ProvenDispatch(*registered, Grade.STRONG, TODAY, "handtekening"))
    assert (post.state(letter), ends(desk, claim)[0]) == (S.PROVEN, date(2031, 11, 21))
    event = desk.database.value("SELECT max(id) FROM limitation_event WHERE origin = 'letter'")
    refused("event.of_another", desk.act, VoidEvent(event, "x"))
    sound(desk)


def test_uncollected_and_unknown(desk: Desk) -> None:
    """T24: what is not collected stays asserted; an answer proves; unknown there voids, and the address is dead."""
    post = Post(desk, SENT_ON)
    address = post.lives(desk.debtor)
    post.reached_at(desk.debtor)
    claim = desk.claim("F-1", 125_000, due_on=date(2021, 12, 10), invoice_on=date(2021, 11, 10))
    (letter,) = post.interrupt([claim])
    post.release(letter)
    post.send_all(letter)
    safe = ends(desk, claim)[0]
    assert post.state(letter) is S.SENT
    returned = ReturnedDispatch(*seen(post, letter, "registered"), date(2026, 11, 2), ReturnedAs.UNCOLLECTED)
    desk.act(returned)
    assert (post.state(letter), marks(desk)[-1][0], ends(desk, claim)[0]) == (S.SENT, "asserted", safe)
    answered = date(2026, 11, 3)
    desk.act(ProvenDispatch(*seen(post, letter, "email"), Grade.STRONG, answered, "ik kom erop terug"))
    assert (post.state(letter), ends(desk, claim)[0]) == (S.PROVEN, date(2031, 11, 3))
    # Another letter to him comes back as unknown there.
    (other,) = post.prepare(LetterKind.INTERRUPTION, claim_ids=(claim,), ways=(DispatchWay.ORDINARY,))
    (waits,) = post.prepare(LetterKind.INTERRUPTION, claim_ids=(claim,), ways=(DispatchWay.ORDINARY,))
    for one in (other, waits):
        post.release(one)
    post.send(other, "ordinary")
    unknown = ReturnedDispatch(*seen(post, other, "ordinary"), date(2026, 11, 4), ReturnedAs.UNKNOWN_THERE)
    desk.act(unknown)
    assert (post.state(other), marks(desk)[-1][0]) == (S.RETURNED_UNDELIVERABLE, "void")
    assert desk.database.value("SELECT status FROM address WHERE id = ?", (address,)) == "dead"
    # Nothing else goes there: what was released is refused again, and that costs a right.
    assert (post.state(waits), post.card(waits).row.stops[0]) == (S.REFUSED, "stop.dead_address")
    assert "signal.letter_refused_right" in signals(desk)
    desk.act(WithdrawLetter(waits, post.card(waits).row.version, "adres dood"))
    assert {"signal.letter_refused_right", "signal.letter_returned"} & set(signals(desk)) == {"signal.letter_returned"}
    sound(desk)


def test_what_came_back_in_one_way_counts_by_the_other(desk: Desk, post: Post) -> None:
    claim = desk.claim("F-1", 125_000, due_on=date(2021, 12, 10), invoice_on=date(2021, 11, 10))
    post.reached_at(desk.debtor)
    (letter,) = post.interrupt([claim])
    post.release(letter)
    post.send_all(letter)
    desk.act(ReturnedDispatch(*seen(post, letter, "email"), TODAY, ReturnedAs.BOUNCED))
    assert marks(desk)[-1][0] == "asserted"
    # Nothing else goes to that mail address.
    assert desk.database.value("SELECT count(*) FROM contact_point WHERE until_on IS NULL") == 0
    for way in ("registered", "ordinary"):
        desk.act(ReturnedDispatch(*seen(post, letter, way), TODAY, ReturnedAs.UNKNOWN_THERE))
    assert marks(desk)[-1][0] == "void"
    refused("dispatch.known", desk.act, ProvenDispatch(*seen(post, letter, "ordinary"), Grade.STRONG, TODAY, "x"))


def test_a_dead_address_takes_back_only_what_was_to_go_there(desk: Desk) -> None:
    post = Post(desk, TODAY)
    post.lives(desk.debtor)
    post.reached_at(desk.debtor)
    desk.claim("F-1", 125_000)
    paper, by_mail, both = (DispatchWay.ORDINARY,), (DispatchWay.EMAIL,), (DispatchWay.EMAIL, DispatchWay.ORDINARY)
    kind = LetterKind.BALANCE_CONFIRMATION
    back, waits, mailed, left = (post.prepare(kind, ways=ways)[0] for ways in (paper, paper, by_mail, both))
    for letter in (back, waits, mailed, left):
        post.release(letter)
    post.send(left, "email")
    post.send(back, "ordinary")
    desk.act(ReturnedDispatch(*seen(post, back, "ordinary"), TODAY, ReturnedAs.MOVED))
    assert [post.card(letter).row.released_on for letter in (waits, mailed, left)] == [None, TODAY, TODAY]


def test_a_customer_under_administration(desk: Desk) -> None:
    """T12: the letter goes to him and to the administrator; two years from the receipt that is proven."""
    post = Post(desk, date(2026, 11, 24))
    administrator = desk.act(AddParty(PartyFacts("Bewindvoerder")))
    for party in (desk.debtor, administrator):
        post.lives(party)
        post.reached_at(party)
    acting = Acting(RepresentativeRole.PROTECTIVE_ADMINISTRATOR, from_on=date(2025, 3, 1))
    desk.act(AddRepresentation(desk.debtor, administrator, acting))
    claim = desk.claim(
        "E-1",
        84_700,
        kind="consumer_energy",
        capacity=Capacity.CONSUMER,
        agreed=Agreed.CONDITIONS,
        invoice_on=date(2024, 12, 1),
        due_on=date(2024, 12, 20),
    )
    assert ends(desk, claim)[0] == date(2026, 12, 20)
    letters = post.interrupt([claim])
    assert {post.card(letter).addressee_id for letter in letters} == {desk.debtor, administrator}
    for letter in letters:
        assert {one.way for one in post.card(letter).dispatches} >= {DispatchWay.REGISTERED, DispatchWay.EMAIL}
        post.release(letter)
        post.send_all(letter)
    # It is not solved by sending.
    assert ends(desk, claim)[0] == date(2026, 12, 20)
    for letter in letters:
        one = post.dispatch(letter, "registered")
        proven = ProvenDispatch(one.dispatch_id, one.version, Grade.STRONG, date(2026, 12, 1), "handtekening")
        post.act(proven, date(2026, 12, 2))
    assert ends(desk, claim)[0] == date(2028, 12, 1)


def test_a_disputed_half_is_not_asked_but_kept(desk: Desk, post: Post) -> None:
    """T10: the demand is for half, the interruption for all of it, and leaves in spite of dispute and hold."""
    claim = desk.claim("F-1", 620_000, due_on=date(2022, 1, 12), invoice_on=date(2021, 12, 12))
    desk.act(register(desk, claim))
    desk.act(PlaceHold(desk.case, "wacht op de afdeling", TODAY))
    (demand,) = post.prepare(LetterKind.DEMAND, last_day=TODAY + timedelta(7))
    assert [(one.principal, one.contested) for one in post.card(demand).text.facts.claims] == [(310_000, 310_000)]
    assert post.state(demand) is S.REFUSED
    (letter,) = post.interrupt([claim])
    (stated,) = post.card(letter).text.facts.claims
    assert (stated.principal, stated.interest > 0) == (620_000, True)
    post.release(letter)
    post.send(letter, "registered")
    assert marks(desk) == [("asserted", None)]


def register(desk: Desk, claim: int) -> RegisterDispute:
    return RegisterDispute(desk.case, DisputeReason.DAMAGED, (ContestedPart(claim, Cents(310_000)),), date(2022, 3, 3))


def test_a_stale_seen_dispatch_is_refused(desk: Desk, post: Post) -> None:
    letter = mail(post)
    before = seen(post, letter)
    post.begin(letter)
    with pytest.raises(Stale):
        desk.act(SentDispatch(*before, TODAY))
