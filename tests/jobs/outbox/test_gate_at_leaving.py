"""What comes to be known after a letter was released keeps it here, in whatever way it was to leave."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from casebook.domain.letters.standing import LetterState
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.jobs.outbox import Posted, Told, hand_over, posted, print_batch, send_mails
from casebook.store.actions.contact_blocks import PlaceContactBlock
from casebook.store.actions.dispatches import BeginDispatch, PutBack, SentDispatch
from casebook.store.actions.estates import OpenEstate
from casebook.store.actions.holds import PlaceHold
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.print_batches import PrintLetters, ToPrint
from casebook.store.actions.receipts import Receipt
from casebook.store.database import Database
from casebook.store.queries import leaving
from casebook.store.queries.letter_card import LetterCard
from casebook.store.transaction import Actor
from tests.channels.server import Taken, serving
from tests.jobs.outbox.letters import Office, settings
from tests.store.actions.desk import TODAY, sound

W = DispatchWay
BANKRUPT = date(2026, 11, 20)
# What happens after the release, and the rule of the gate that says it.
HAPPENS: dict[str, tuple[str, Callable[[LetterCard], object]]] = {
    "a payment arrives": (
        "stop.paid_since",
        lambda card: RecordPayment(card.row.case_id, Receipt(TODAY, Cents(1_000_00)), None),
    ),
    "a hold": ("stop.hold", lambda card: PlaceHold(card.row.case_id, "wacht op de afdeling", TODAY)),
    "the debtor dies": (
        "stop.deceased",
        lambda card: OpenEstate(card.party_id, date(2026, 11, 12), TODAY, "rouwkaart", "overleden"),
    ),
    "bankruptcy": (
        "stop.cut",
        lambda card: RecordEvent(
            card.row.case_id, EventFacts("insolvency", BANKRUPT, (Reached(card.party_id),), regime="bankruptcy")
        ),
    ),
    "a contact block": ("stop.blocked", lambda card: PlaceContactBlock(card.addressee_id, "bedreigd", TODAY)),
}


@pytest.fixture
def office(database: Database, actor: Actor) -> Office:
    return Office(database, actor)


def released(office: Office, way: DispatchWay) -> dict[str, int]:
    """Release a letter for each thing that may happen, to as many debtors."""
    return dict(zip(HAPPENS, office.all_released(["a@voorbeeld.nl"] * len(HAPPENS), way), strict=True))


def happens(office: Office, letters: dict[str, int]) -> None:
    """Let each happen, and see that the gate says so of its letter."""
    for what, letter in letters.items():
        rule, command = HAPPENS[what]
        office.desk.act(command(office.post.card(letter)))
        assert rule in rules(office, letter), what


def rules(office: Office, letter: int) -> set[str]:
    return {one.rule for one in office.post.card(letter).stops}


def stay(office: Office, letters: dict[str, int], state: LetterState = LetterState.RELEASED) -> None:
    assert all(one.sent_on is None for one in office.dispatches(*letters.values()))
    assert {office.post.state(letter) for letter in letters.values()} == {state}


def why(told: Refused) -> str:
    """Return the rule that a refusal of many names."""
    rule = told.parameters["why"]
    assert isinstance(rule, tuple)
    return str(rule[0])


def told(office: Office, found: Sequence[Told], letters: dict[str, int]) -> None:
    """Each that stayed is told with a rule of the gate that stops it."""
    assert {one.letter_id for one in found} == set(letters.values())
    assert all(one.code in rules(office, one.letter_id) for one in found)


def test_by_mail(office: Office) -> None:
    letters, taken = released(office, W.EMAIL), Taken()
    happens(office, letters)
    with serving(taken) as port:
        found = send_mails(office.database, office.actor, TODAY, settings(port))
    assert (found.sent, taken.mails) == (0, [])
    told(office, found.told, letters)
    stay(office, letters)
    sound(office.desk)


def test_a_mail_whose_sending_begins(office: Office) -> None:
    """The command itself asks: nothing depends on who gives it."""
    letters = released(office, W.EMAIL)
    happens(office, letters)
    for letter in letters.values():
        (one,) = office.dispatches(letter)
        with pytest.raises(Refused) as caught:
            office.desk.act(BeginDispatch(one.dispatch_id, one.version, f"<{letter}@voorbeeld.nl>", "ronde"))
        assert caught.value.code in rules(office, letter)
    assert leaving.under_way(office.database) == ()
    stay(office, letters)


def test_printed(office: Office) -> None:
    letters = released(office, W.ORDINARY)
    happens(office, letters)
    with pytest.raises(Refused) as caught:
        print_batch(office.database, office.actor, TODAY)
    assert (caught.value.code, caught.value.parameters["count"]) == ("sending.all_stopped", len(letters))
    for letter in letters.values():
        (one,) = office.dispatches(letter)
        with pytest.raises(Refused) as refused:
            office.desk.act(PrintLetters((ToPrint(one.dispatch_id, one.version),)))
        assert refused.value.code in rules(office, letter)
    stay(office, letters)


def test_handed_over(office: Office, tmp_path: Path) -> None:
    letters, folder = released(office, W.HAND_OVER), tmp_path / "overdracht"
    folder.mkdir()
    happens(office, letters)
    found = hand_over(office.database, office.actor, TODAY, settings(handover=folder))
    assert (found.letters, list(folder.iterdir())) == (0, [])
    told(office, found.left_out, letters)
    stay(office, letters)


def test_taken_to_the_post(office: Office) -> None:
    """Between printing and the post the pile is looked through again."""
    letters, other = released(office, W.ORDINARY), office.released(W.ORDINARY, name="Ander")
    made = print_batch(office.database, office.actor, TODAY)
    happens(office, letters)
    with pytest.raises(Refused) as caught:
        posted(office.database, office.actor, TODAY, Posted(made.batch_id, TODAY))
    numbers = sorted(office.post.card(letter).row.number for letter in letters.values())
    assert (caught.value.code, sorted(as_list(caught.value.parameters["numbers"]))) == ("batch.stopped", numbers)
    assert why(caught.value) in {rule for letter in letters.values() for rule in rules(office, letter)}
    stay(office, letters, LetterState.SENDING)
    for one in office.dispatches(*letters.values()):
        office.desk.act(PutBack(one.dispatch_id, one.version, "uit de stapel gehaald"))
    posted(office.database, office.actor, TODAY, Posted(made.batch_id, TODAY))
    stay(office, letters)
    assert office.post.state(other) is LetterState.SENT
    sound(office.desk)


def as_list(found: object) -> list[str]:
    assert isinstance(found, list)
    return found


def test_what_went_to_the_post_already_is_recorded_with_why(office: Office) -> None:
    letters = released(office, W.ORDINARY)
    made = print_batch(office.database, office.actor, TODAY)
    happens(office, letters)
    posted(office.database, office.actor, TODAY, Posted(made.batch_id, TODAY, because="vanochtend al gebracht"))
    assert {office.post.state(letter) for letter in letters.values()} == {LetterState.SENT}


@pytest.mark.parametrize("was_printed", [False, True])
def test_brought_by_hand(office: Office, was_printed: bool) -> None:
    letters = released(office, W.ORDINARY)
    if was_printed:
        print_batch(office.database, office.actor, TODAY)
    happens(office, letters)
    for letter in letters.values():
        (one,) = office.dispatches(letter)
        with pytest.raises(Refused) as caught:
            office.desk.act(SentDispatch(one.dispatch_id, one.version, TODAY))
        assert (why(caught.value) if was_printed else caught.value.code) in rules(office, letter)
    stay(office, letters, LetterState.SENDING if was_printed else LetterState.RELEASED)
    if was_printed:
        one = office.dispatches(*letters.values())[0]
        office.desk.act(SentDispatch(one.dispatch_id, one.version, TODAY, because="zelf gebracht"))
        assert office.post.state(one.letter_id) is LetterState.SENT
