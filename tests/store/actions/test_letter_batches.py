"""Letters released together: what the gate refuses stays, and what is beyond the mandate waits for another."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.standing import LetterState
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.money import Cents
from casebook.store.actions.approvals import DecideApproval, WithdrawApproval, asked_for
from casebook.store.actions.holds import PlaceHold
from casebook.store.actions.letter_batches import Released, ReleaseLetters, ToRelease
from casebook.store.actions.letters import ChangeWays, ReleaseLetter, WithdrawLetter
from casebook.store.actions.mandates import SetMandate
from casebook.store.actions.people import AddPerson
from casebook.store.actions.undo import UndoStep
from casebook.store.mandates import Act
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import approvals
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.outgoing import Post
from tests.store.actions.refusal import refused

S = LetterState
HANDLER = frozenset({Role.HANDLER})
# A claim of two years ago for which there is nearly no time left.
DUE, END = date(2021, 12, 20), date(2026, 12, 20)


@dataclass
class Office:
    """Letters to one debtor, a handler who may release two together, and a lead."""

    desk: Desk
    post: Post = field(init=False)
    handler: Actor = field(init=False)

    def __post_init__(self) -> None:
        self.post = Post(self.desk, TODAY)
        self.post.lives(self.desk.debtor)
        self.desk.act(SetMandate(Act.RELEASE, Role.HANDLER, Cents(3_000_00), 2, TODAY))
        self.handler = Actor(self.desk.act(AddPerson("h", "H", tuple(HANDLER))), HANDLER)

    def letters(self, count: int, kind: LetterKind = LetterKind.BALANCE_CONFIRMATION) -> list[int]:
        return [id_ for _ in range(count) for id_ in self.post.prepare(kind, ways=(DispatchWay.ORDINARY,))]

    def interruptions(self, count: int) -> list[int]:
        found = []
        for at in range(count):
            old = self.desk.claim(f"F-{at}", 1_000_00, due_on=DUE, invoice_on=DUE)
            found += self.post.interrupt([old])
        return found

    def wanted(self, letters: list[int]) -> ReleaseLetters:
        return ReleaseLetters(tuple(ToRelease(one, self.post.card(one).row.version) for one in letters))

    def release(self, letters: list[int], actor: Actor | None = None) -> Released:
        found: Released = perform(self.desk.database, actor or self.handler, TODAY, self.wanted(letters)).result
        return found

    def ask(self, letters: list[int], needed_by: date | None = None) -> int:
        asked = asked_for(self.wanted(letters), "alles in een keer", needed_by)
        id_: int = perform(self.desk.database, self.handler, TODAY, asked).result
        return id_

    def states(self, letters: list[int]) -> list[LetterState]:
        return [self.post.state(one) for one in letters]

    def why(self) -> tuple[str, int, bool]:
        ((code, band, to_lead),) = self.desk.database.fetch(
            "SELECT why, band, to_lead FROM case_now WHERE case_id = ?", (self.desk.case,)
        )
        return code, band, bool(to_lead)


@pytest.fixture
def office(desk: Desk) -> Office:
    return Office(desk)


def test_what_may_leave_is_released_and_what_the_gate_refuses_stays_with_its_reason(office: Office) -> None:
    office.desk.claim("F-1", 1_000_00)
    kept, *others = office.interruptions(1)
    (demand,) = office.post.prepare(LetterKind.DEMAND, last_day=TODAY + timedelta(7), ways=(DispatchWay.ORDINARY,))
    office.desk.act(PlaceHold(office.desk.case, "wacht op de afdeling", TODAY))
    found = office.release([demand, kept])
    assert found.letter_ids == (kept,)
    assert [(id_, why.code) for id_, why in found.refused] == [(demand, "stop.hold")]
    assert office.states([demand, kept, *others]) == [S.REFUSED, S.RELEASED]
    assert office.post.card(kept).released_by == "H"
    sound(office.desk)


def test_nothing_is_released_where_nothing_may_leave(office: Office) -> None:
    office.desk.claim("F-1", 1_000_00)
    (demand,) = office.post.prepare(LetterKind.DEMAND, last_day=TODAY + timedelta(7), ways=(DispatchWay.ORDINARY,))
    office.desk.act(PlaceHold(office.desk.case, "wacht", TODAY))
    refused("stop.hold", office.release, [demand])
    refused("letter.none", office.release, [])
    refused("letter.none", office.release, [demand, demand])


def test_what_changed_since_it_was_seen_stays(office: Office) -> None:
    first, second, third = office.interruptions(3)
    wanted = office.wanted([first, second, third])
    office.desk.act(ReleaseLetter(first, 1))
    office.desk.act(WithdrawLetter(second, 1, "anders"))
    found: Released = office.desk.act(wanted)
    assert [(id_, why.code) for id_, why in found.refused] == [(first, "letter.released"), (second, "letter.withdrawn")]
    assert found.letter_ids == (third,)


@pytest.mark.parametrize(("count", "beyond"), [(2, False), (3, True)])
def test_so_many_letters_are_for_another_to_release(office: Office, count: int, beyond: bool) -> None:
    letters = office.interruptions(count)
    if not beyond:
        assert office.release(letters).letter_ids == tuple(letters)
        return
    why = refused("mandate.release_many", office.release, letters)
    assert (why["count"], why["role"]) == (3, Role.LEAD)
    assert office.release(letters, office.desk.actor).letter_ids == tuple(letters)


def test_so_much_together_is_for_another_to_release(office: Office) -> None:
    office.desk.claim("F-1", 1_500_01)
    letters = [
        id_
        for kind in (LetterKind.REMINDER, LetterKind.NOT_REACHED)
        for id_ in office.post.prepare(kind, last_day=TODAY + timedelta(14), ways=(DispatchWay.ORDINARY,))
    ]
    asks = [office.post.card(one).row.asks_cents for one in letters]
    assert sum(asks) > 3_000_00 >= max(asks)
    refused("mandate.release", office.release, letters)
    # One alone is no batch.
    assert office.release(letters[:1]).letter_ids == (letters[0],)


def test_another_releases_exactly_what_was_asked_and_what_the_gate_refuses_then_stays(office: Office) -> None:
    letters = office.interruptions(3)
    asked = office.ask(letters, END)
    row = approvals.waiting(office.desk.database)[0]
    assert (row.code, row.parameters["count"], row.needed_by) == ("told.letters_released", 3, END)
    refused("actions.role", lambda one: perform(office.desk.database, office.handler, TODAY, one), yes(asked))
    # One went another way meanwhile, one was paid: the rest leaves.
    card = office.post.card(letters[0])
    office.desk.act(WithdrawLetter(letters[0], card.row.version, "betaald"))
    found: Released = office.desk.act(yes(asked))
    assert (found.letter_ids, [id_ for id_, _ in found.refused]) == (tuple(letters[1:]), [letters[0]])
    assert office.states(letters) == [S.WITHDRAWN, S.RELEASED, S.RELEASED]
    sound(office.desk)


def test_what_was_released_together_goes_back_together(office: Office) -> None:
    letters = office.interruptions(2)
    step = perform(office.desk.database, office.handler, TODAY, office.wanted(letters)).step
    assert step is not None
    perform(office.desk.database, office.handler, TODAY, UndoStep(step))
    assert office.states(letters) == [S.READY, S.READY]


def test_the_ways_may_change_while_it_waits_and_the_gate_sees_those(office: Office) -> None:
    letters = office.interruptions(2)
    asked = office.ask(letters)
    for one in letters:
        ways = tuple(office.post.card(one).row.ways)
        office.desk.act(ChangeWays(one, office.post.card(one).row.version, (DispatchWay.BAILIFF,), ways))
    found: Released = office.desk.act(yes(asked))
    assert found.letter_ids == tuple(letters)


def test_interruptions_that_wait_for_approval_are_the_leads_and_urgent_until_they_are_decided_on(
    office: Office,
) -> None:
    letters = office.interruptions(3)
    asked = office.ask(letters, END)
    signals = "SELECT due_on, red_on FROM signal WHERE case_id = ? AND code = 'signal.letter_approval'"
    found = office.desk.database.fetch(signals, (office.desk.case,))
    assert {(str(due), str(red)) for due, red in found} == {("2026-12-20", "2026-10-21")}
    assert len(found) == 3
    assert office.why()[1:] == (1, True)
    perform(office.desk.database, office.handler, TODAY, WithdrawApproval(asked, 1))
    assert office.desk.database.fetch(signals, (office.desk.case,)) == []
    again = office.ask(letters, END)
    office.desk.act(DecideApproval(again, 1, approve=False, reason="nee"))
    assert office.desk.database.fetch(signals, (office.desk.case,)) == []
    sound(office.desk)


def yes(approval: int) -> DecideApproval:
    return DecideApproval(approval, 1, approve=True, reason="akkoord")
