"""What a notice of default does to the term of its claims, also where it comes back."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.default import Agreed
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.proof import ReturnedAs
from casebook.domain.letters.ways import DispatchWay
from casebook.store.actions.dispatch_proof import ReturnedDispatch
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.representations import Acting, AddRepresentation
from casebook.store.models.claims import Relation
from casebook.store.models.parties import RepresentativeRole
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.outgoing import Post

LAST = date(2026, 12, 14)


@pytest.fixture
def notice(desk: Desk) -> tuple[Post, int, int]:
    """A notice of default that left by registered post and by mail, and the claim it is about."""
    post = Post(desk, TODAY)
    post.lives(desk.debtor)
    post.reached_at(desk.debtor)
    claim = desk.claim("F-1", 125_000, agreed=Agreed.INVOICE)
    ways = (DispatchWay.REGISTERED, DispatchWay.EMAIL)
    (letter,) = post.prepare(LetterKind.NOTICE_OF_DEFAULT, claim_ids=(claim,), last_day=LAST, ways=ways)
    post.release(letter)
    post.send_all(letter)
    return post, letter, claim


def to(post: Post, claim: int, **wanted: Any) -> int:
    """Send a notice of default by ordinary post and return it."""
    (letter,) = post.prepare(
        LetterKind.NOTICE_OF_DEFAULT,
        claim_ids=(claim,),
        **{"last_day": LAST, "ways": (DispatchWay.ORDINARY,), **wanted},
    )
    post.release(letter)
    post.send_all(letter)
    return letter


def term(post: Post, claim: int) -> date | None:
    found = post.database.value("SELECT notice_last_day FROM claim WHERE id = ?", (claim,))
    return None if found is None else date.fromisoformat(str(found))


def back(post: Post, letter: int, way: DispatchWay, returned_as: ReturnedAs) -> None:
    one = post.dispatch(letter, way)
    post.act(ReturnedDispatch(one.dispatch_id, one.version, TODAY, returned_as))


def test_one_that_came_back_in_one_way_has_effect_by_the_other(notice: tuple[Post, int, int]) -> None:
    post, letter, claim = notice
    assert term(post, claim) == LAST
    back(post, letter, DispatchWay.EMAIL, ReturnedAs.BOUNCED)
    assert term(post, claim) == LAST
    back(post, letter, DispatchWay.REGISTERED, ReturnedAs.UNKNOWN_THERE)
    assert term(post, claim) is None


def test_one_that_he_did_not_collect_has_effect(notice: tuple[Post, int, int]) -> None:
    post, letter, claim = notice
    back(post, letter, DispatchWay.EMAIL, ReturnedAs.BOUNCED)
    back(post, letter, DispatchWay.REGISTERED, ReturnedAs.UNCOLLECTED)
    assert term(post, claim) == LAST


def test_it_counts_from_when_it_is_presumed_received_and_the_first_stays(notice: tuple[Post, int, int]) -> None:
    post, _, claim = notice
    to(post, claim, last_day=LAST + timedelta(7))
    found = post.database.fetch("SELECT notice_received_on, notice_last_day FROM claim WHERE id = ?", (claim,))
    # Sent on a Saturday: the second day with post is Wednesday the 25th, and five days are waited beyond it.
    assert [tuple(map(str, row)) for row in found] == [("2026-11-30", "2026-12-14")]


def test_one_that_leaves_no_term_after_its_receipt_does_nothing(desk: Desk) -> None:
    post = Post(desk, TODAY)
    post.lives(desk.debtor)
    claim = desk.claim("F-1", 125_000, agreed=Agreed.INVOICE)
    to(post, claim, last_day=TODAY + timedelta(1))
    assert term(post, claim) is None


def test_one_to_a_co_debtor_is_none_to_the_debtor(desk: Desk) -> None:
    post = Post(desk, TODAY)
    claim, beside = desk.claim("F-1", 125_000, agreed=Agreed.INVOICE), desk.party("Vennoot")
    desk.act(AddLiability(claim, Liable(beside, Relation.JOINT)))
    for party in (desk.debtor, beside):
        post.lives(party)
    to(post, claim, parties=(beside,))
    assert term(post, claim) is None
    to(post, claim)
    other = to(post, claim, parties=(beside,))
    back(post, other, DispatchWay.ORDINARY, ReturnedAs.MOVED)
    assert term(post, claim) == LAST


def test_a_copy_to_his_lawyer_that_came_back_takes_nothing_back(desk: Desk) -> None:
    post = Post(desk, TODAY)
    claim, lawyer = desk.claim("F-1", 125_000, agreed=Agreed.INVOICE), desk.party("Advocaat")
    for party in (desk.debtor, lawyer):
        post.lives(party)
    desk.act(AddRepresentation(desk.debtor, lawyer, Acting(RepresentativeRole.LAWYER, write_to=True)))
    ways = (DispatchWay.ORDINARY,)
    letters = post.prepare(LetterKind.NOTICE_OF_DEFAULT, claim_ids=(claim,), last_day=LAST, ways=ways)
    assert len(letters) == 2
    for letter in letters:
        post.release(letter)
        post.send_all(letter)
    himself, copy = sorted(letters, key=lambda one: post.card(one).addressee_id == lawyer)
    back(post, copy, DispatchWay.ORDINARY, ReturnedAs.MOVED)
    assert term(post, claim) == LAST
    back(post, himself, DispatchWay.ORDINARY, ReturnedAs.MOVED)
    assert term(post, claim) is None
