"""Claims are handed over only once that was announced, and the last day to pay is over."""

from datetime import date, timedelta

import pytest

from casebook.domain.letters.kinds import LetterKind
from casebook.errors import Refused
from casebook.store.actions.holds import OpenTrack
from casebook.store.handing_over import announcement
from casebook.store.models.cases import TrackKind
from casebook.store.perform import perform
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.outgoing import Post

LAST = TODAY + timedelta(7)


@pytest.fixture
def post(desk: Desk) -> Post:
    post = Post(desk, TODAY)
    post.lives(desk.debtor)
    return post


def hand_over(desk: Desk, day: date, unannounced: str = "") -> object:
    command = OpenTrack(desk.case, TrackKind.AGENCY, "uit handen", "spoed", unannounced)
    return perform(desk.database, desk.actor, day, command).result


def refused(desk: Desk, day: date) -> Refused:
    with pytest.raises(Refused) as caught:
        hand_over(desk, day)
    return caught.value


def test_what_was_not_announced_is_not_handed_over(desk: Desk, post: Post) -> None:
    desk.claim("F-1", 125_000)
    desk.claim("F-2", 50_000)
    told = refused(desk, TODAY)
    assert (told.code, told.parameters) == ("handing_over.missing", {"numbers": ("F-1", "F-2")})
    # Prepared is not sent.
    (letter,) = post.prepare(LetterKind.HANDING_OVER, last_day=LAST)
    assert refused(desk, TODAY).code == "handing_over.missing"
    post.release(letter)
    post.send_all(letter)
    told = refused(desk, LAST)
    assert (told.code, told.parameters) == ("handing_over.runs", {"until": LAST})
    assert not announcement(desk.database, desk.case, LAST).value
    hand_over(desk, LAST + timedelta(1))
    sound(desk)


def test_a_claim_of_after_the_announcement_was_not_announced(desk: Desk, post: Post) -> None:
    desk.claim("F-1", 125_000)
    (letter,) = post.prepare(LetterKind.HANDING_OVER, last_day=LAST)
    post.release(letter)
    post.send_all(letter)
    desk.claim("F-2", 50_000)
    assert refused(desk, LAST + timedelta(1)).parameters == {"numbers": ("F-2",)}


def test_a_lead_may_hand_over_without_and_says_why(desk: Desk) -> None:
    desk.claim("F-1", 125_000)
    hand_over(desk, TODAY, "verjaart morgen")
    assert desk.database.fetch("SELECT kind FROM track") == [("agency",)]
