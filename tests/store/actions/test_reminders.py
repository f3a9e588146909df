"""Reminder cycles: started, taken through step by step, paused, restarted and stopped."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook import words
from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.reminders.cycle import CycleName
from casebook.errors import Refused
from casebook.jobs.letters import Wanted, composed
from casebook.store.actions.contacts import AddContact
from casebook.store.actions.holds import LiftHold, PlaceHold
from casebook.store.actions.letters import Draft, WithdrawLetter
from casebook.store.actions.reminders import (
    CallStep,
    DoStep,
    ReleaseItself,
    RestartReminders,
    SkipStep,
    StartReminders,
    StopReminders,
)
from casebook.store.actions.undo import UndoStep, last_step
from casebook.store.models.cases import Channel, Outcome
from casebook.store.perform import perform
from casebook.store.queries import reminders
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.outgoing import Post

# A Monday; the claims were due on 1 October.
MONDAY = date(2026, 11, 23)


class Cycle:
    """The cycle of the case of a desk, on a day."""

    def __init__(self, desk: Desk, post: Post, cycle: CycleName = CycleName.CONSUMER) -> None:
        self.desk, self.post, self.day = desk, post, MONDAY
        self.run: int = self.act(StartReminders(desk.case, cycle))

    def act(self, command: object) -> Any:
        return perform(self.desk.database, self.desk.actor, self.day, command).result

    def refused(self, command: object) -> Refused:
        """Expect that a command is refused, with a sentence in both languages."""
        return _refused(self.desk, command, self.day)

    @property
    def version(self) -> int:
        version: int = self.desk.database.value("SELECT version FROM reminder_run WHERE id = ?", (self.run,))
        return version

    def drafts(self, kind: LetterKind, days: int = 10) -> tuple[Draft, ...]:
        wanted = Wanted(last_day=self.day + timedelta(days))
        return composed(self.desk.database, self.day, self.desk.case, kind, wanted)

    def write(self, named: str, kind: LetterKind) -> int:
        """Take a step by its letter, and send that the same day."""
        self.act(self.letter(named, kind))
        letter: int = self.desk.database.value("SELECT max(id) FROM letter")
        self.post.day = self.day
        self.post.release(letter)
        self.post.send_all(letter)
        return letter

    def letter(self, named: str, kind: LetterKind) -> DoStep:
        return DoStep(self.desk.case, self.run, self.version, named, self.drafts(kind))

    def call(self, outcome: Outcome = Outcome.NOT_REACHED) -> Any:
        return self.act(AddContact(self.desk.case, self.desk.debtor, self.day, Channel.PHONE, outcome))

    def told(self) -> list[tuple[str, str]]:
        query = "SELECT code, parameters FROM signal WHERE case_id = ? AND code LIKE 'signal.reminder%' ORDER BY rank"
        return [(code, parameters) for code, parameters in self.desk.database.fetch(query, (self.desk.case,))]


def _refused(desk: Desk, command: object, day: date = MONDAY) -> Refused:
    with pytest.raises(Refused) as caught:
        perform(desk.database, desk.actor, day, command)
    for language in words.LANGUAGES:
        assert words.say(caught.value.code, caught.value.parameters, language)
    return caught.value


def why(refused: Refused) -> object:
    """Return the code of the reason why a cycle does not go on."""
    reason = refused.parameters["why"]
    assert isinstance(reason, tuple)
    return reason[0]


@pytest.fixture
def post(desk: Desk) -> Post:
    post = Post(desk, TODAY)
    post.lives(desk.debtor)
    return post


@pytest.fixture
def cycle(desk: Desk, post: Post) -> Cycle:
    desk.claim("F-1", 125_000, capacity=Capacity.CONSUMER)
    return Cycle(desk, post)


def test_a_cycle_runs_once_at_a_time(desk: Desk, cycle: Cycle) -> None:
    assert cycle.refused(StartReminders(desk.case, CycleName.CONSUMER)).code == "reminder.runs"
    cycle.act(StopReminders(cycle.run, cycle.version, "Regeling"))
    cycle.act(StartReminders(desk.case, CycleName.CONSUMER))
    sound(desk)


def test_no_cycle_runs_for_claims_of_the_other_capacity(desk: Desk, cycle: Cycle) -> None:
    assert why(cycle.refused(StartReminders(desk.case, CycleName.BUSINESS))) == "reminders.nothing_open"


def test_two_capacities_in_one_case_run_in_two_cycles(desk: Desk, post: Post) -> None:
    """T17 (b): the baker's flour is his business, the energy at his home is not."""
    flour = desk.claim("MEEL", 93_845, capacity=Capacity.BUSINESS)
    energy = desk.claim("ENERGIE", 28_000, kind="consumer_energy", capacity=Capacity.CONSUMER)
    both = reminders.proposed(desk.database, desk.case)
    assert both == (CycleName.CONSUMER, CycleName.BUSINESS)
    consumer = Cycle(desk, post, CycleName.CONSUMER)
    business = Cycle(desk, post, CycleName.BUSINESS)
    cards = reminders.of_case(desk.database, desk.case, MONDAY)
    assert [(one.cycle, one.claim_ids) for one in cards] == [
        (CycleName.CONSUMER, (energy,)),
        (CycleName.BUSINESS, (flour,)),
    ]
    # Each comes to its own step: the 14-day letter is for the consumer, the demand for the baker.
    for name in ("first_contact", "second_call", "reminder"):
        consumer.act(SkipStep(consumer.run, consumer.version, name, "Al gedaan"))
    for name in ("first_contact", "reminder"):
        business.act(SkipStep(business.run, business.version, name, "Al gedaan"))
    steps = [one.next.value for one in reminders.of_case(desk.database, desk.case, MONDAY)]
    assert [step.step.name for step in steps if step] == ["fourteen_day", "demand"]
    (_, running) = reminders.of_case(desk.database, desk.case, MONDAY)
    business.day = date(2026, 11, 30)
    asked = Wanted(running.claim_ids, last_day=date(2026, 12, 7))
    drafts = composed(desk.database, business.day, desk.case, LetterKind.DEMAND, asked)
    business.act(DoStep(desk.case, business.run, business.version, "demand", drafts))
    assert desk.database.fetch("SELECT claim_id FROM letter_claim") == [(flour,)]
    # The case is in the queue for each of them.
    consumer.day = date(2026, 12, 14)
    consumer.call(Outcome.LEFT_MESSAGE)
    assert '{"step":"reminder_step_fourteen_day"}' in [parameters for _, parameters in consumer.told()]
    sound(desk)


def test_one_call_is_a_step_of_both_cycles(desk: Desk, post: Post) -> None:
    desk.claim("MEEL", 93_845, capacity=Capacity.BUSINESS)
    desk.claim("ENERGIE", 28_000, capacity=Capacity.CONSUMER)
    cycles = [Cycle(desk, post, name) for name in CycleName]
    steps = tuple(CallStep(one.run, one.version, "first_contact") for one in cycles)
    cycles[0].act(AddContact(desk.case, desk.debtor, MONDAY, Channel.PHONE, Outcome.INFORMED, steps=steps))
    assert desk.database.value("SELECT count(*) FROM reminder_step") == 2
    sound(desk)


def test_steps_are_taken_in_order_and_on_days_of_their_own(desk: Desk, cycle: Cycle) -> None:
    contact = cycle.call()
    assert cycle.refused(DoStep(desk.case, cycle.run, cycle.version, "second_call", (), contact)).code == (
        "reminder.other_step"
    )
    cycle.act(DoStep(desk.case, cycle.run, cycle.version, "first_contact", (), contact))
    again = cycle.call()
    early = cycle.refused(DoStep(desk.case, cycle.run, cycle.version, "second_call", (), again))
    assert (early.code, early.parameters["on"]) == ("reminder.too_early", date(2026, 11, 24))
    sound(desk)


def test_the_letter_of_a_step_belongs_to_its_cycle_and_is_waited_for(desk: Desk, cycle: Cycle) -> None:
    cycle.act(cycle.letter("first_contact", LetterKind.REMINDER))
    assert desk.database.fetch("SELECT origin, origin_id FROM letter") == [("reminder_run", cycle.run)]
    cycle.day = date(2026, 12, 28)
    waits = cycle.refused(SkipStep(cycle.run, cycle.version, "second_call", "Niet nodig"))
    assert (waits.code, why(waits)) == ("reminder.no_step", "reminders.letter_waits")


def test_a_step_that_was_undone_or_whose_letter_was_withdrawn_comes_again(desk: Desk, cycle: Cycle) -> None:
    cycle.act(cycle.letter("first_contact", LetterKind.REMINDER))
    assert desk.actor.person is not None
    step = last_step(desk.database, desk.actor.person)
    assert step is not None
    perform(desk.database, desk.actor, MONDAY, UndoStep(step))
    assert desk.database.value("SELECT count(*) FROM letter") == 0
    cycle.act(cycle.letter("first_contact", LetterKind.REMINDER))
    letter: int = desk.database.value("SELECT id FROM letter")
    cycle.act(WithdrawLetter(letter, 1, "Fout bedrag"))
    cycle.act(cycle.letter("first_contact", LetterKind.REMINDER))
    sound(desk)


def test_letters_of_another_kind_or_without_a_last_day_are_no_step(desk: Desk, cycle: Cycle) -> None:
    other = cycle.refused(cycle.letter("first_contact", LetterKind.DEMAND))
    assert other.code == "reminder.other_letter"
    drafts = composed(desk.database, MONDAY, desk.case, LetterKind.REMINDER, Wanted())
    late = cycle.refused(DoStep(desk.case, cycle.run, cycle.version, "first_contact", drafts))
    assert late.code == "reminder.no_deadline"


def test_notice_of_default_comes_before_the_14_day_letter(desk: Desk, post: Post) -> None:
    """T17 (a): a term that nobody agreed on is not fatal."""
    desk.claim("F-1", 125_000, capacity=Capacity.CONSUMER, agreed=Agreed.NONE)
    cycle = Cycle(desk, post)
    for name in ("first_contact", "second_call", "reminder"):
        cycle.act(SkipStep(cycle.run, cycle.version, name, "Al gedaan"))
    early = cycle.refused(SkipStep(cycle.run, cycle.version, "fourteen_day", "x"))
    assert (early.code, early.parameters["step"]) == ("reminder.other_step", "reminder_step_notice_of_default")
    cycle.day = date(2026, 11, 25)
    cycle.write("notice_of_default", LetterKind.NOTICE_OF_DEFAULT)
    # Its letter says by when: before that day is over there is no default, and no 14-day letter.
    cycle.day = date(2026, 12, 7)
    early = cycle.refused(cycle.letter("fourteen_day", LetterKind.FOURTEEN_DAY))
    assert (early.code, early.parameters["on"]) == ("reminder.too_early", date(2026, 12, 8))
    cycle.day = date(2026, 12, 8)
    cycle.act(cycle.letter("fourteen_day", LetterKind.FOURTEEN_DAY))


def test_a_contact_records_the_call_step_it_is(desk: Desk, cycle: Cycle) -> None:
    step = CallStep(cycle.run, cycle.version, "first_contact")
    said = AddContact(desk.case, desk.debtor, MONDAY, Channel.PHONE, Outcome.INFORMED, steps=(step,))
    contact = cycle.act(said)
    query = "SELECT name, contact_id FROM reminder_step"
    assert desk.database.fetch(query) == [("first_contact", contact)]
    assert cycle.refused(said).code == "reminder.other_step"
    assert desk.actor.person is not None
    taken = last_step(desk.database, desk.actor.person)
    assert taken is not None
    cycle.act(UndoStep(taken))
    assert desk.database.fetch(query) == []
    assert desk.database.value("SELECT count(*) FROM contact") == 0
    sound(desk)


def test_a_call_from_the_debtor_is_no_step(desk: Desk, cycle: Cycle) -> None:
    step = CallStep(cycle.run, cycle.version, "first_contact")
    called = AddContact(desk.case, desk.debtor, MONDAY, Channel.PHONE, Outcome.INFORMED, incoming=True, steps=(step,))
    assert cycle.refused(called).code == "reminder.other_contact"
    assert desk.database.value("SELECT count(*) FROM contact") == 0


def test_after_a_hold_a_person_restarts(desk: Desk, cycle: Cycle) -> None:
    hold = cycle.act(PlaceHold(desk.case, "Ziekte", MONDAY))
    held = cycle.refused(cycle.letter("first_contact", LetterKind.REMINDER))
    assert why(held) == "reminders.paused"
    assert cycle.refused(RestartReminders(cycle.run, cycle.version, "x")).code == "reminder.no_step"
    cycle.day = date(2026, 11, 30)
    cycle.act(LiftHold(hold, 1))
    over = cycle.refused(cycle.letter("first_contact", LetterKind.REMINDER))
    assert why(over) == "reminders.wants_restart"
    assert cycle.told() == [("signal.reminder_restart", "{}")]
    cycle.act(RestartReminders(cycle.run, cycle.version, "Weer beter"))
    cycle.act(cycle.letter("first_contact", LetterKind.REMINDER))
    sound(desk)


def test_no_cycle_starts_during_a_hold_nor_without_anything_open(desk: Desk) -> None:
    start = StartReminders(desk.case, CycleName.CONSUMER)
    assert why(_refused(desk, start)) == "reminders.nothing_open"
    desk.claim("F-1", 125_000, capacity=Capacity.CONSUMER)
    perform(desk.database, desk.actor, MONDAY, PlaceHold(desk.case, "Ziekte", MONDAY))
    assert why(_refused(desk, start)) == "reminders.paused"
    assert desk.database.value("SELECT count(*) FROM reminder_run") == 0


def test_a_step_stands_in_the_queue_from_its_first_day_on(desk: Desk, cycle: Cycle) -> None:
    assert cycle.told() == [("signal.reminder_step", '{"step":"reminder_step_first_contact"}')]
    query = "SELECT count(*) FROM signal WHERE code = 'signal.reminder_step' AND due_on = ?"
    assert desk.database.value(query, (date(2026, 11, 30),)) == 1
    cycle.act(SkipStep(cycle.run, cycle.version, "first_contact", "Al gesproken"))
    # The next one may be taken tomorrow.
    assert cycle.told() == []


def test_nothing_is_released_by_itself_where_the_house_does_not_want_it(desk: Desk, cycle: Cycle) -> None:
    command = ReleaseItself(desk.case, cycle.run, cycle.version, "first_contact", cycle.drafts(LetterKind.REMINDER))
    with pytest.raises(Refused) as caught:
        cycle.act(command)
    assert caught.value.code == "reminder.by_person"
    assert desk.database.value("SELECT count(*) FROM letter") == 0
