"""A written demand interrupts too, though it reserves nothing (BW 3:317 lid 1): asserted when sent, proven by proof."""

from datetime import date, timedelta

import pytest

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.proof import ReturnedAs
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.limitation.grade import Grade
from casebook.domain.money import Cents
from casebook.store.actions.dispatch_proof import ProvenDispatch, ReturnedDispatch
from casebook.store.actions.disputes import ContestedPart, RegisterDispute
from casebook.store.models.disputes import DisputeReason
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.outgoing import Post

K = LetterKind
END, MOVED = date(2026, 12, 10), date(2031, 11, 21)
REGISTERED = (DispatchWay.REGISTERED,)


@pytest.fixture
def post(desk: Desk) -> Post:
    post = Post(desk, TODAY)
    post.lives(desk.debtor)
    return post


def old(post: Post) -> int:
    return post.desk.claim("F-1", 1_250_00, due_on=date(2021, 12, 10), invoice_on=date(2021, 11, 10))


def demand(post: Post, kind: LetterKind = K.DEMAND) -> int:
    (letter,) = post.prepare(kind, last_day=TODAY + timedelta(7), ways=REGISTERED)
    post.release(letter)
    post.send(letter, "registered")
    return letter


def ends(post: Post, claim: int, clock: str = "principal") -> tuple[str, str]:
    """Return the safe and the claimed end."""
    query = "SELECT safe_until, claimed_until FROM clock_now WHERE claim_id = ? AND clock = ? AND debtor_id = ?"
    ((safe, claimed),) = post.database.fetch(query, (claim, clock, post.desk.debtor))
    return str(safe), str(claimed)


def why(post: Post) -> str:
    code: str = post.database.value("SELECT why FROM case_now WHERE case_id = ?", (post.desk.case,))
    return code


@pytest.mark.parametrize("kind", [K.DEMAND, K.NOTICE_OF_DEFAULT])
def test_a_demand_moves_the_claimed_end_and_its_proof_the_safe_one(post: Post, kind: LetterKind) -> None:
    claim = old(post)
    letter = demand(post, kind)
    assert ends(post, claim) == (str(END), str(MOVED))
    one = post.dispatch(letter, "registered")
    post.act(ProvenDispatch(one.dispatch_id, one.version, Grade.STRONG, TODAY, "handtekening"))
    assert ends(post, claim) == (str(MOVED), str(MOVED))
    sound(post.desk)


def test_the_claim_is_guarded_as_if_no_letter_was_sent_until_it_is_proven(post: Post) -> None:
    """A demand reserves nothing on what it does not ask: the letter that keeps the right is still to be sent."""
    old(post)
    demand(post)
    assert why(post) == "signal.limitation"


def test_one_that_came_back_did_nothing(post: Post) -> None:
    claim = old(post)
    letter = demand(post)
    one = post.dispatch(letter, "registered")
    post.act(ReturnedDispatch(one.dispatch_id, one.version, TODAY, ReturnedAs.MOVED))
    assert ends(post, claim) == (str(END), str(END))


def test_a_demand_for_a_part_is_taken_to_do_nothing(post: Post) -> None:
    """What it does to the rest is not certain."""
    claim = old(post)
    part = ContestedPart(claim, Cents(250_00))
    post.desk.act(RegisterDispute(post.desk.case, DisputeReason.DAMAGED, (part,), date(2026, 11, 3)))
    demand(post)
    assert ends(post, claim) == (str(END), str(END))


@pytest.mark.parametrize("kind", [K.REMINDER, K.UPDATED_STATEMENT])
def test_a_friendly_letter_is_no_demand(post: Post, kind: LetterKind) -> None:
    claim = old(post)
    demand(post, kind)
    assert ends(post, claim) == (str(END), str(END))
