"""A letter that corrects another: to who got it, and to who should not have got it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from casebook.domain.letters.extras import Value
from casebook.domain.letters.kept import facts_of
from casebook.domain.letters.kinds import LetterKind
from casebook.errors import Refused
from casebook.jobs.letters import Wanted, composed
from casebook.letters import plain
from casebook.store.actions.addresses import AddAddress, Place
from casebook.store.actions.letters import PrepareLetter
from casebook.store.database import Database
from casebook.store.queries import letter_log, outbox
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.outgoing import Post

K = LetterKind
WORDS: Mapping[str, Value] = {"was_wrong": "Het bedrag.", "holds_now": "Er staat minder open."}


@pytest.fixture
def post(database: Database, actor: Actor) -> Post:
    post = Post(Desk(database, actor), TODAY)
    post.lives(post.desk.debtor)
    post.desk.claim("F-1", 125_000)
    return post


def first(post: Post, kind: K = K.BALANCE_CONFIRMATION, to: int | None = None) -> int:
    (letter,) = post.prepare(kind, to=to, **({"extras": {"text": "Ter informatie."}} if to else {}))
    post.release(letter)
    post.send_all(letter)
    return letter


def corrects(post: Post, letter: int, extras: Mapping[str, Value], to: int | None = None) -> int:
    wanted = {"corrected_on": TODAY, "corrected_kind": f"letter_kind_{post.card(letter).row.kind}", **extras}
    (made,) = post.prepare(K.CORRECTIVE, to=to, corrects_id=letter, extras=wanted)
    return made


def test_it_refers_to_the_first_and_says_what_holds(post: Post) -> None:
    letter = first(post)
    made = post.card(corrects(post, letter, WORDS))
    assert "saldobevestiging" in made.text.body
    assert "Er staat minder open." in made.text.body
    assert made.corrects is not None
    assert (made.corrects.letter_id, post.card(letter).corrected_by[0].letter_id) == (letter, made.row.letter_id)


@pytest.mark.parametrize("left_out", sorted(WORDS))
def test_it_says_what_was_wrong_and_what_holds(post: Post, left_out: str) -> None:
    letter = first(post)
    with pytest.raises(Refused) as refused:
        corrects(post, letter, {name: text for name, text in WORDS.items() if name != left_out})
    assert refused.value.parameters["field"] == left_out


def test_who_should_not_have_got_it_hears_nothing_of_the_case(post: Post) -> None:
    letter = first(post)
    stranger = post.desk.party("Buur")
    post.act(AddAddress(stranger, Place("Dorpsstraat", "3", "1234 AB", "Ons Dorp")))
    made = post.card(corrects(post, letter, {"not_meant": True}, stranger))
    said = "\n".join(plain.lines(made.text, 80))
    assert "niet voor u bedoeld" in said
    assert not any(told in said for told in ("F-1", "Van Dam Bouw", "1.250", "Betalingskenmerk", "€"))
    assert made.stops == ()
    post.release(made.row.letter_id)


def test_claims_are_never_told_to_him(post: Post) -> None:
    letter = first(post)
    stranger = post.desk.party("Buur")
    wanted = Wanted(to=stranger, corrects_id=letter, extras={"corrected_on": TODAY, **WORDS})
    (draft,) = composed(post.database, TODAY, post.desk.case, K.CORRECTIVE, wanted)
    facts = draft.facts.replace('"extras.corrected_on"', '"extras.not_meant": true, "extras.corrected_on"')
    assert facts_of(facts).extras["not_meant"]
    with pytest.raises(Refused, match=r"letter\.not_meant_claims"):
        post.act(PrepareLetter(post.desk.case, (replace(draft, facts=facts),)))


def test_what_corrects_a_letter_to_another_goes_to_him(post: Post) -> None:
    agency = post.desk.party("Bureau")
    post.lives(agency)
    letter = first(post, K.ACCOUNT_MANAGER_NOTE, agency)
    made = post.card(corrects(post, letter, WORDS, agency))
    assert (made.addressee_id, made.stops) == (agency, ())


def test_its_log_tells_of_it_alone(post: Post) -> None:
    letter, other = first(post), first(post)
    corrects(post, letter, WORDS)
    commands = [row.command for row in letter_log.of_letter(post.database, letter)]
    assert commands == ["letter.prepare", "letter.release", "dispatch.sent", "letter.prepare"]
    assert len(letter_log.of_letter(post.database, other)) == 3
    assert letter_log.of_letter(post.database, 0) == ()


def test_abroad_the_country_stands_below_in_capitals(post: Post) -> None:
    abroad = post.desk.party("Müller")
    post.act(AddAddress(abroad, Place("Hauptstraße", "1", "10115", "Berlin", "DE")))
    letter = first(post, K.ACCOUNT_MANAGER_NOTE, abroad)
    assert post.card(letter).text.facts.addressee.lines[-1] == "DUITSLAND"
    assert outbox.of_ids(post.database, [letter])[0].addressee == "Müller"
