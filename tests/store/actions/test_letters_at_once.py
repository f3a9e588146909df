"""Two people with the same letter at the same moment: one does it, the other is told."""

from collections.abc import Callable
from datetime import date

import pytest

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.proof import ReturnedAs
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.limitation.grade import Grade
from casebook.store.actions.dispatch_proof import ProvenDispatch, ReturnedDispatch
from casebook.store.actions.dispatches import SentDispatch
from casebook.store.actions.letter_batches import ReleaseLetters, ToRelease
from casebook.store.actions.letters import ChangeWays, ReleaseLetter, WithdrawLetter
from casebook.store.actions.print_batches import BatchPosted, PrintLetters, ToPrint
from tests.store.actions.desk import TODAY, Desk, at_once, sound
from tests.store.actions.outgoing import Post

LATE = {"store.stale", "letter.released", "letter.withdrawn", "letter.changed_since", "dispatch.over"}


class Two:
    """A letter to one debtor, by registered post, and what two people do with it."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.post = desk, Post(desk, TODAY)
        self.post.lives(desk.debtor)
        claim = desk.claim("F-1", 125_000, due_on=date(2021, 12, 10), invoice_on=date(2021, 11, 10))
        wanted = (DispatchWay.REGISTERED,)
        (self.letter,) = self.post.prepare(LetterKind.INTERRUPTION, claim_ids=(claim,), ways=wanted)

    @property
    def version(self) -> int:
        return self.post.card(self.letter).row.version

    def dispatch(self) -> tuple[int, int]:
        one = self.post.dispatch(self.letter, "registered")
        return one.dispatch_id, one.version

    def released(self) -> None:
        self.post.release(self.letter)

    def printed(self) -> int:
        self.released()
        batch: int = self.desk.act(PrintLetters((ToPrint(*self.dispatch()),)))
        return batch

    def sent(self) -> None:
        self.released()
        self.post.send_all(self.letter)


def release_both(two: Two) -> tuple[object, object]:
    return ReleaseLetter(two.letter, two.version), ReleaseLetters((ToRelease(two.letter, two.version),))


def release_and_withdraw(two: Two) -> tuple[object, object]:
    return ReleaseLetters((ToRelease(two.letter, two.version),)), WithdrawLetter(two.letter, two.version, "betaald")


def print_twice(two: Two) -> tuple[object, object]:
    two.released()
    one = PrintLetters((ToPrint(*two.dispatch()),))
    return one, one


def print_and_send(two: Two) -> tuple[object, object]:
    two.released()
    return PrintLetters((ToPrint(*two.dispatch()),)), SentDispatch(*two.dispatch(), TODAY)


def print_and_change_ways(two: Two) -> tuple[object, object]:
    two.released()
    ways, seen = (DispatchWay.ORDINARY,), (DispatchWay.REGISTERED,)
    return PrintLetters((ToPrint(*two.dispatch()),)), ChangeWays(two.letter, two.version, ways, seen)


def post_and_send(two: Two) -> tuple[object, object]:
    batch = two.printed()
    version = two.desk.version("print_batch", batch)
    return BatchPosted(batch, version, TODAY), SentDispatch(*two.dispatch(), TODAY)


def return_twice(two: Two) -> tuple[object, object]:
    two.sent()
    back = [ReturnedDispatch(*two.dispatch(), TODAY, one) for one in (ReturnedAs.MOVED, ReturnedAs.UNKNOWN_THERE)]
    return back[0], back[1]


def return_and_prove(two: Two) -> tuple[object, object]:
    two.sent()
    back = ReturnedDispatch(*two.dispatch(), TODAY, ReturnedAs.MOVED)
    return back, ProvenDispatch(*two.dispatch(), Grade.STRONG, TODAY, "handtekening")


EACH = [
    release_both,
    release_and_withdraw,
    print_twice,
    print_and_send,
    print_and_change_ways,
    return_twice,
    return_and_prove,
]


@pytest.mark.parametrize("what", EACH, ids=lambda one: one.__name__)
def test_one_does_it_and_the_other_is_told(desk: Desk, what: Callable[[Two], tuple[object, object]]) -> None:
    two = Two(desk)
    outcomes = sorted(at_once(desk, what(two)))
    assert "done" in outcomes
    assert set(outcomes) - {"done"} <= LATE | {"store.no_record", "letter.leaving"}
    assert outcomes != ["done", "done"]
    sound(desk)


def test_a_batch_goes_to_the_post_without_what_went_already(desk: Desk) -> None:
    two = Two(desk)
    assert "done" in at_once(desk, post_and_send(two))
    (one,) = two.post.card(two.letter).dispatches
    assert one.sent_on == TODAY
    assert desk.database.value("SELECT count(*) FROM limitation_event WHERE origin = 'letter'") == 1
    sound(desk)
