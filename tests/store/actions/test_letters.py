"""Letters in the house: prepared, released, withdrawn, changed; and what of that can be taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casebook.domain.letters.facts import StatedClaim
from casebook.domain.letters.kept import facts_of, kept
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.standing import LetterState
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.money import Cents
from casebook.errors import Refused, Stale
from casebook.jobs.letters import Wanted, composed
from casebook.store.actions.holds import PlaceHold
from casebook.store.actions.letters import (
    ChangeWays,
    Draft,
    OverrideStop,
    PrepareLetter,
    ReleaseLetter,
    Stated,
    WithdrawLetter,
)
from casebook.store.actions.people import AddPerson
from casebook.store.actions.undo import RedoStep, UndoStep, last_step
from casebook.store.models.parties import RepresentativeRole
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import leaving, letter_card, outbox
from casebook.store.queries.outbox import Listed, OutboxRow
from tests.store.actions.desk import TODAY, Desk, at_once, sound
from tests.store.actions.outgoing import Post
from tests.store.actions.refusal import refused

S = LetterState


@pytest.fixture
def post(desk: Desk) -> Post:
    post = Post(desk, TODAY)
    post.lives(desk.debtor)
    return post


def drafts(post: Post, kind: LetterKind = LetterKind.REMINDER) -> tuple[Draft, ...]:
    return composed(post.database, TODAY, post.desk.case, kind, Wanted(last_day=TODAY + timedelta(10)))


def reminder(post: Post) -> int:
    (letter,) = post.prepare(LetterKind.REMINDER, last_day=TODAY + timedelta(10))
    return letter


def test_a_letter_is_prepared_released_and_sent(desk: Desk, post: Post) -> None:
    desk.claim("F-1", 125_000)
    letter = reminder(post)
    card = post.card(letter)
    assert (card.row.state, card.stops) == (S.READY, ())
    assert [one.way for one in card.dispatches] == [DispatchWay.ORDINARY]
    post.release(letter)
    assert post.state(letter) is S.RELEASED
    assert [one.letter_id for one in leaving.to_go(post.database, {DispatchWay.ORDINARY})] == [letter]
    post.send(letter, "ordinary")
    assert post.state(letter) is S.SENT
    assert leaving.to_go(post.database, set(DispatchWay)) == ()
    sound(desk)


def test_what_it_states_is_what_the_ledger_has(desk: Desk, post: Post) -> None:
    desk.claim("F-1", 125_000)
    desk.claim("F-2", 10_000)
    desk.pay(25_000)
    (draft,) = drafts(post)
    stated = {one.claim_id: one.stated_cents for one in draft.claims}
    open_now = {claim_id: desk.total(claim_id) for claim_id in stated}
    interest = sum(one.interest for one in claims_in(draft))
    assert sum(stated.values()) == sum(open_now.values()) + interest
    assert draft.asks_cents == sum(stated.values())


def claims_in(draft: Draft) -> tuple[StatedClaim, ...]:
    return facts_of(draft.facts).claims


def test_one_that_says_something_else_is_refused(desk: Desk, post: Post) -> None:
    claim = desk.claim("F-1", 125_000)
    (draft,) = drafts(post)
    other = desk.party("Ander")
    for wrong, code in (
        (replace(draft, facts="{}"), "letter.unreadable"),
        (replace(draft, claims=(Stated(claim, Cents(1)),)), "letter.otherwise"),
        (replace(draft, kind=LetterKind.DEMAND), "letter.otherwise"),
        (replace(draft, party_id=other), "event.not_liable"),
        (replace(draft, addressee_id=other, address_id=None), "letter.no_role"),
        (replace(draft, addressee_id=other, role=RepresentativeRole.LAWYER), "letter.address_of_another"),
        (replace(draft, ways=()), "letter.no_way"),
        (replace(draft, ways=(DispatchWay.EMAIL,)), "letter.no_mail"),
        (replace(draft, origin="letter"), "letter.otherwise"),
    ):
        refused(code, desk.act, PrepareLetter(desk.case, (wrong,)))
    refused("letter.none", desk.act, PrepareLetter(desk.case, ()))


def test_what_keeps_a_right_keeps_all_of_it(desk: Desk, post: Post) -> None:
    claim = desk.claim("F-1", 125_000)
    (draft,) = drafts(post, LetterKind.INTERRUPTION)
    (one,) = claims_in(draft)
    less = replace(one, principal=Cents(124_999))
    facts = kept(replace(facts_of(draft.facts), claims=(less,)))
    wrong = replace(draft, facts=facts, claims=(Stated(claim, less.open),))
    assert refused("letter.less_than_all", desk.act, PrepareLetter(desk.case, (wrong,)))["number"] == "F-1"


def test_nothing_is_released_twice_or_once_it_is_withdrawn(desk: Desk, post: Post) -> None:
    desk.claim("F-1", 125_000)
    letter = reminder(post)
    post.release(letter)
    refused("letter.released", desk.act, ReleaseLetter(letter, post.card(letter).row.version))
    desk.act(WithdrawLetter(letter, post.card(letter).row.version, "anders"))
    assert post.state(letter) is S.WITHDRAWN
    for command in (ReleaseLetter, WithdrawLetter):
        more = ("x",) if command is WithdrawLetter else ()
        refused("letter.withdrawn", desk.act, command(letter, post.card(letter).row.version, *more))


def test_one_that_left_is_corrected_only_by_another(desk: Desk, post: Post) -> None:
    desk.claim("F-1", 125_000)
    letter = reminder(post)
    post.release(letter)
    post.send(letter, "ordinary")
    refused("letter.left", desk.act, WithdrawLetter(letter, post.card(letter).row.version, "fout"))
    (other,) = post.prepare(
        LetterKind.REMINDER, last_day=TODAY + timedelta(14), corrects_id=letter, ways=(DispatchWay.REGISTERED,)
    )
    assert post.state(letter) is S.SENT
    post.release(other)
    post.send(other, "registered")
    assert post.state(letter) is S.CORRECTED


def test_a_release_is_taken_back_until_it_left(desk: Desk, post: Post) -> None:
    desk.claim("F-1", 125_000)
    letter = reminder(post)
    other = desk.actor._replace(person=colleague(desk))
    release = perform(post.database, other, TODAY, ReleaseLetter(letter, 1)).step
    assert release is not None
    perform(post.database, other, TODAY, UndoStep(release))
    assert post.state(letter) is S.READY
    again = perform(post.database, other, TODAY, ReleaseLetter(letter, post.card(letter).row.version)).step
    assert again is not None
    post.send(letter, "ordinary")
    refused("letter.left", lambda step: perform(post.database, other, TODAY, step), UndoStep(again))
    last = last_step(post.database, desk.actor.person or 0)
    refused("letter.left_the_house", desk.act, UndoStep(last or 0))


def colleague(desk: Desk) -> int:
    person: int = desk.act(AddPerson("p.smit", "P. Smit", tuple(Role)))
    return person


def test_ways_are_changed_until_it_is_leaving(desk: Desk, post: Post) -> None:
    desk.claim("F-1", 125_000)
    post.reached_at(desk.debtor)
    letter = reminder(post)
    both = (DispatchWay.REGISTERED, DispatchWay.EMAIL)
    seen = tuple(one.way for one in post.card(letter).dispatches)
    desk.act(ChangeWays(letter, 1, both, seen))
    with pytest.raises(Stale):
        desk.act(ChangeWays(letter, 1, (DispatchWay.ORDINARY,), seen))
    assert {one.way: one.to for one in post.card(letter).dispatches} == {
        DispatchWay.REGISTERED: "",
        DispatchWay.EMAIL: "a@voorbeeld.nl",
    }
    post.release(letter)
    post.begin(letter)
    refused("letter.leaving", desk.act, ChangeWays(letter, post.card(letter).row.version, both, both))


def test_a_hold_refuses_a_reminder_until_a_person_overrides_what_may_be(desk: Desk, post: Post) -> None:
    """Invariant 10: an override names who and why."""
    desk.claim("F-1", 125_000)
    letter = reminder(post)
    desk.act(PlaceHold(desk.case, "wacht", TODAY, TODAY + timedelta(30)))
    card = post.card(letter)
    assert card.row.state is S.REFUSED
    stop = next(one for one in card.stops if one.rule == card.row.stops[0])
    with pytest.raises(Refused) as why:
        post.release(letter)
    assert (why.value.code, why.value.source) == (stop.rule, stop.source)
    refused("letter.no_stop", desk.act, OverrideStop(letter, card.row.version, "stop.nonsense", "x"))
    pass_it = OverrideStop(letter, card.row.version, stop.rule, "afgesproken")
    assert refused("letter.override_role", desk.as_handler, pass_it)["role"] == Role.LEAD
    desk.act(pass_it)
    assert post.state(letter) is S.READY
    assert [(one.rule, one.reason) for one in post.card(letter).overrides] == [(stop.rule, "afgesproken")]
    post.release(letter)
    sound(desk)


def test_a_hold_that_was_let_pass_lets_no_later_one_pass(desk: Desk, post: Post) -> None:
    desk.claim("F-1", 125_000)
    letter, later = reminder(post), TODAY + timedelta(2)
    desk.act(PlaceHold(desk.case, "wacht", TODAY, TODAY + timedelta(30)))
    desk.act(OverrideStop(letter, post.card(letter).row.version, "stop.hold_until", "afgesproken"))
    refused("letter.overridden", desk.act, OverrideStop(letter, post.card(letter).row.version, "stop.hold_until", "x"))
    assert post.state(letter) is S.READY
    perform(desk.database, desk.actor, later, PlaceHold(desk.case, "advocaat belde", later, TODAY + timedelta(30)))
    card = letter_card.letter(desk.database, letter, later)
    assert card is not None
    assert (card.passed, len(card.overrides)) == ({}, 1)
    release = ReleaseLetter(letter, card.row.version)
    with pytest.raises(Refused) as why:
        perform(desk.database, desk.actor, later, release)
    assert why.value.code == "stop.hold_until"
    perform(
        desk.database, desk.actor, later, OverrideStop(letter, card.row.version, "stop.hold_until", "gebeld: het mag")
    )
    card = letter_card.letter(desk.database, letter, later)
    assert card is not None
    assert [one.reason for one in card.passed.values()] == ["gebeld: het mag"]
    perform(desk.database, desk.actor, later, ReleaseLetter(letter, card.row.version))


def test_what_nobody_may_let_pass_is_not_overridden(desk: Desk, post: Post) -> None:
    """Invariant 10."""
    desk.claim("F-1", 125_000)
    letter = reminder(post)
    desk.pay(125_000)
    card = post.card(letter)
    assert card.row.stops == ("stop.paid_since",)
    refused("letter.no_override", desk.act, OverrideStop(letter, card.row.version, "stop.paid_since", "x"))


def test_lists_show_what_is_to_be_done(desk: Desk, post: Post) -> None:
    desk.claim("F-1", 125_000)
    letter = reminder(post)

    def listed(which: Listed) -> list[int]:
        return [row.letter_id for row in outbox.outbox(post.database, which).after(post.database).rows]

    assert listed(Listed.OPEN) == listed(Listed.TO_RELEASE) == listed(Listed.ALL) == [letter]
    post.release(letter)
    assert (listed(Listed.TO_RELEASE), listed(Listed.RELEASED)) == ([], [letter])
    post.send(letter, "ordinary")
    assert (listed(Listed.OPEN), listed(Listed.ALL), listed(Listed.PROOF)) == ([], [letter], [])
    assert [row.letter_id for row in outbox.of_case(post.database, desk.case)] == [letter]


def test_letters_that_keep_a_right_are_in_front_by_the_day_it_is_lost_however_it_is_read(
    desk: Desk, post: Post
) -> None:
    soon = desk.claim("F-1", 125_000, due_on=date(2022, 1, 10), invoice_on=date(2021, 12, 10))
    later = desk.claim("F-2", 125_000, due_on=date(2023, 1, 10), invoice_on=date(2022, 12, 10))
    first = reminder(post)
    (second,), (third,) = post.interrupt([later]), post.interrupt([soon])
    listing = outbox.outbox(post.database, Listed.OPEN)
    found: list[OutboxRow] = []
    key = None
    while True:
        page = listing.after(post.database, key, 1)
        found += page.rows
        if not page.after:
            break
        key = listing.key(page.rows[-1])
    assert [row.letter_id for row in found] == [third, second, first]
    assert [row.by for row in found[:2]] == [row.needed_by for row in found[:2]]
    assert listing.count(post.database).number == len(found)
    assert listing.before(post.database).rows == tuple(found)


def test_two_people_do_not_release_the_same_letter(desk: Desk, post: Post) -> None:
    desk.claim("F-1", 125_000)
    letter = reminder(post)
    outcomes = at_once(desk, [ReleaseLetter(letter, 1), ReleaseLetter(letter, 1)])
    assert sorted(outcomes) == ["done", "store.stale"]
    with pytest.raises(Stale):
        desk.act(WithdrawLetter(letter, 1, "x"))


def test_what_was_prepared_goes_back_and_comes_again(desk: Desk, post: Post) -> None:
    desk.claim("F-1", 125_000)
    command = PrepareLetter(desk.case, drafts(post))
    done = perform(post.database, desk.actor, TODAY, command)
    assert done.step is not None
    desk.act(UndoStep(done.step))
    assert outbox.of_case(post.database, desk.case) == ()
    assert post.database.value("SELECT count(*) FROM letter_now") == 0
    desk.act(RedoStep(done.step))
    assert [row.letter_id for row in outbox.of_case(post.database, desk.case)] == list(done.result)
    sound(desk)
