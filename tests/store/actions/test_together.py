"""Letters that have effect only together: none is proven by one of them alone, whoever else has a copy."""

from datetime import date, timedelta
from itertools import permutations

import pytest

from casebook.domain.limitation.grade import Grade
from casebook.store.actions.dispatch_proof import ProvenDispatch
from casebook.store.actions.letters import WithdrawLetter
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.representations import Acting, AddRepresentation, ChangeRepresentation
from casebook.store.models.parties import RepresentativeRole
from casebook.store.queries.letter_clocks import letter_clocks
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.outgoing import Post

ADMINISTRATOR, LAWYER = RepresentativeRole.PROTECTIVE_ADMINISTRATOR, RepresentativeRole.LAWYER
SAFE, PROVEN = date(2026, 12, 10), date(2031, 11, 21)


def interrupted(
    desk: Desk, *acting: RepresentativeRole, stays: tuple[str, ...] = ()
) -> tuple[Post, int, dict[str, int]]:
    """Send an interruption to a debtor and those who act for him; return the letters by the role of who gets it."""
    post = Post(desk, TODAY)
    post.lives(desk.debtor)
    for role in acting:
        party = desk.act(AddParty(PartyFacts(role)))
        post.lives(party)
        desk.act(AddRepresentation(desk.debtor, party, Acting(role, write_to=True, authority_seen_on=TODAY)))
    claim = desk.claim("F-1", 125_000, due_on=date(2021, 12, 10), invoice_on=date(2021, 11, 10))
    letters = {post.card(letter).row.role or "himself": letter for letter in post.interrupt([claim])}
    assert letters.keys() == {"himself", *acting}
    for who, letter in letters.items():
        if who not in stays:
            post.release(letter)
            post.send_all(letter)
    return post, claim, letters


def prove(post: Post, letter: int) -> None:
    one = post.dispatch(letter, "registered")
    post.act(ProvenDispatch(one.dispatch_id, one.version, Grade.STRONG, TODAY, "handtekening"))


def safe(post: Post, claim: int) -> date:
    found = post.database.value("SELECT safe_until FROM clock_now WHERE claim_id = ? AND clock = 'principal'", (claim,))
    return date.fromisoformat(found) if isinstance(found, str) else found


@pytest.mark.parametrize("order", list(permutations(("himself", ADMINISTRATOR, LAWYER))))
def test_a_lawyer_stands_for_the_debtor_but_not_for_his_administrator(desk: Desk, order: tuple[str, ...]) -> None:
    post, claim, letters = interrupted(desk, ADMINISTRATOR, LAWYER)
    had: set[str] = set()
    for who in order:
        prove(post, letters[who])
        had.add(who)
        whole = ADMINISTRATOR in had and len(had) > 1
        assert safe(post, claim) == (PROVEN if whole else SAFE), had


def test_who_has_a_lawyer_is_reached_by_him(desk: Desk) -> None:
    post, claim, letters = interrupted(desk, LAWYER)
    prove(post, letters[LAWYER])
    assert safe(post, claim) == PROVEN


def test_a_letter_to_his_administrator_that_stays_in_the_house_proves_nothing(desk: Desk) -> None:
    post, claim, letters = interrupted(desk, ADMINISTRATOR, stays=(ADMINISTRATOR,))
    desk.act(WithdrawLetter(letters[ADMINISTRATOR], 1, "adres klopt niet"))
    prove(post, letters["himself"])
    assert safe(post, claim) == SAFE
    assert letter_clocks(post.database, letters["himself"]).awaited == (str(ADMINISTRATOR),)


def test_who_acts_no_more_is_not_waited_for(desk: Desk) -> None:
    post, claim, letters = interrupted(desk, ADMINISTRATOR, stays=(ADMINISTRATOR,))
    ((id_, version),) = desk.database.fetch("SELECT id, version FROM representation")
    desk.act(ChangeRepresentation(id_, version, Acting(ADMINISTRATOR, until_on=TODAY - timedelta(1))))
    desk.act(WithdrawLetter(letters[ADMINISTRATOR], 1, "bewind opgeheven"))
    prove(post, letters["himself"])
    assert safe(post, claim) == PROVEN
