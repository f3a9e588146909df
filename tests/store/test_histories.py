"""Whatever people do, in whatever order: the log tells all of it, and what was taken back is gone from the lists."""

import re
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from casebook.errors import CasebookError, Refused, Stale
from casebook.jobs import daily
from casebook.store import commands, log, refresh, tables
from casebook.store.actions.undo import RedoStep, UndoStep
from casebook.store.matching.refresh import refresh_entries
from casebook.store.models.derived import CaseNow, ClockNow, Signal
from casebook.store.perform import Done, perform, perform_all
from casebook.store.replay import replay
from casebook.store.verify import verify
from tests.store.actions.statement import Bank
from tests.store.book import TODAY, case, claim, creditor, office
from tests.store.commands import IBANS, LEFT_OUT, Drawing
from tests.store.conftest import Databases
from tests.store.test_replay import facts

CLAIM_ID = re.compile(r'"claim":\d+')
MONEY = ("payment", "entry", "write_off")
CLOCKS = ("event", "reliance", "liability")
CASES = ("case", "note", "contact", "hold", "track", "tag")
# What commands are about, by the first part of their names; what is new here joins at the end.
PLANS = ("arrangement", "bank", "contra_item", "set_off", "promise")
LETTERS = ("letter", "dispatch", "batch")
KNOWN = (MONEY, ("claim", "evidence"), CASES, CLOCKS, PLANS, LETTERS)
ABOUT = (
    *KNOWN,
    tuple(sorted({name.partition(".")[0] for name in commands.names()} - {part for some in KNOWN for part in some})),
)
TRIES = 5
# So often a command is drawn until one goes through.
DRAWN = 25
# So many commands are drawn before, in one office after another.
HAPPENED = (200, 1_000)
# One number for a whole command: hypothesis would else draw the same few again and again.
RANDOM = st.integers(0, 2**32).map(Random)
Lists = dict[str, set[tuple[Any, ...]]]


class Taken(NamedTuple):
    """A step, and the lists before and after it, as far as nothing else changed them since."""

    step: int
    before: Lists
    after: Lists


class Histories(RuleBasedStateMachine):
    """A small office in which anything is done."""

    def __init__(self, databases: Databases, performed: Counter[str]) -> None:
        super().__init__()
        self.databases, self.performed = databases, performed
        self.database, self.day = databases.empty(), TODAY
        self.actor = office(self.database)
        entity = creditor(self.database, self.actor)
        for number in range(2):
            _, case_id = case(self.database, self.actor, f"Debiteur {number}")
            claim(self.database, self.actor, case_id, entity, f"F-{number}", 125_000)
        bank = Bank(self.database, self.actor, entity)
        for cents, text in ((125_000, "factuur F-0"), (5_000, "Debiteur 1"), (4_000, ""), (99, ""), (-5_000, "storno")):
            bank.entry(cents, text, iban=IBANS[0], name="Debiteur 0")
        self.steps: list[Taken] = []
        self.undone: list[Taken] = []

    @rule(random=RANDOM, about=st.sampled_from(ABOUT))
    def do(self, random: Random, about: tuple[str, ...]) -> None:
        """One command."""
        self._do(random, about)

    @rule(random=RANDOM)
    def pay(self, random: Random) -> None:
        """One command about money, which rests most on what was done before."""
        self._do(random, MONEY)

    @rule(random=RANDOM)
    def happen(self, random: Random) -> None:
        """One command about a clock."""
        self._do(random, CLOCKS)

    def _do(self, random: Random, about: tuple[str, ...]) -> None:
        """Try some commands until one is not refused; a refusal changes nothing."""
        before, head = self._lists(), log.head(self.database)
        for _ in range(TRIES):
            command = self._drawn(random, about)
            if command is None:
                continue
            try:
                done = perform(self.database, self.actor, self.day, command)
            except (Refused, Stale):
                assert log.head(self.database) == head
                assert self._lists() == before
            else:
                self._remember(done, before)
                self.performed[commands.action_for(command).name] += 1
                return

    @rule(random=RANDOM)
    def do_many(self, random: Random) -> None:
        """Several commands as one step, of which some are refused."""
        drawn = [command for about in ABOUT[:3] if (command := self._drawn(random, about)) is not None]
        before = self._lists()
        outcomes = [outcome for _, outcome in perform_all(self.database, self.actor, self.day, drawn)]
        assert all(isinstance(outcome, Done | CasebookError) for outcome in outcomes)
        done = next((outcome for outcome in outcomes if isinstance(outcome, Done) and outcome.step), None)
        if done:
            self._remember(done, before)

    @precondition(lambda self: self.steps)
    @rule()
    def undo(self) -> None:
        """The last step taken back: the lists are as they were before it."""
        last = self.steps[-1]
        try:
            perform(self.database, self.actor, self.day, UndoStep(last.step))
        except Refused:
            self.steps, self.undone = [], []
            return
        self.steps.pop()
        assert self._shown(last.before) == self._shown(self._lists())
        self.undone.append(last)
        self.performed["step.undo"] += 1

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        """The step that was taken back last done again: the lists are as they were after it."""
        last = self.undone.pop()
        before = self._lists()
        try:
            done = perform(self.database, self.actor, self.day, RedoStep(last.step))
        except (Refused, Stale):
            self.steps, self.undone = [], []
            return
        assert done.step is not None
        assert _without_claims(self._shown(last.after)) == _without_claims(self._shown(self._lists()))
        self.steps.append(Taken(done.step, before, self._lists()))
        self.performed["step.redo"] += 1

    @rule(days=st.sampled_from([1, 30, 365]))
    def later(self, days: int) -> None:
        """Time passes, and the lists are made anew where they no longer hold."""
        self.day += timedelta(days)
        due = self.database.fetch("SELECT case_id FROM case_now WHERE holds_until <= ?", (self.day,))
        self.database.transact(lambda: refresh.refresh(self.database, sorted(id_ for (id_,) in due), self.day))
        self.steps, self.undone = [], []

    def teardown(self) -> None:
        """The log tells all of it, and nothing is wrong."""
        again = self.databases.empty()
        try:
            # What else an entry of the bank may be by now is found at night.
            daily.run(self.database, self.day, workers=1)
            assert list(verify(self.database, self.day)) == []
            replay(self.database, again)
            assert facts(again) == facts(self.database)
        finally:
            again.close()
            self.database.close()

    def _drawn(self, random: Random, about: tuple[str, ...]) -> object | None:
        some = [name for name in commands.names() if name.partition(".")[0] in about and name not in LEFT_OUT]
        name = random.choice(some)
        command = Drawing(random, self.database, self.day).command(name)
        note(f"{name}: {command}")
        if command is not None:
            # As it is stored and read again: approvals and redo rest on that.
            assert commands.decode(name, commands.encode(command)) == command
        return command

    def _perform(self, command: object) -> int | None:
        return perform(self.database, self.actor, self.day, command).step

    def _remember(self, done: Done, before: Lists) -> None:
        self.undone = []
        if done.step is not None:
            self.steps.append(Taken(done.step, before, self._lists()))

    def _lists(self) -> Lists:
        """What is shown of every case, but for the day on which it was worked out."""
        self._propose()
        found = {}
        for model in (CaseNow, Signal, ClockNow):
            table = tables.of(model)
            columns = ", ".join(name for name in table.columns if name != "computed_on")
            found[table.name] = {tuple(row) for row in self.database.fetch(f"SELECT {columns} FROM {table.name}")}
        return found

    def _propose(self) -> None:
        """Find what entries of the bank may be by now, which is else done at night."""
        entries = [id_ for (id_,) in self.database.fetch("SELECT id FROM bank_entry")]

        def anew() -> None:
            refresh_entries(self.database, entries, self.day)
            due = self.database.fetch("SELECT case_id FROM case_now WHERE holds_until <= ?", (self.day,))
            refresh.refresh(self.database, sorted(id_ for (id_,) in due), self.day)

        self.database.transact(anew)

    def _shown(self, lists: Lists) -> Lists:
        """Lists without the clocks that nobody watches, such as those of a claim that was taken back."""
        listed = tables.of(ClockNow).columns.index("listed")
        return {**lists, "clock_now": {row for row in lists["clock_now"] if row[listed] != "quiet"}}


def _without_claims(lists: Lists) -> dict[str, Counter[Any]]:
    """Lists without the ids of claims: one that is added again gets another, because it keeps its entries."""
    left_out = {"clock_now": tables.of(ClockNow).columns.index("claim_id")}
    return {
        name: Counter(
            tuple(
                CLAIM_ID.sub("", value) if isinstance(value, str) else value
                for place, value in enumerate(row)
                if place != left_out.get(name)
            )
            for row in rows
        )
        for name, rows in lists.items()
    }


def _is_about_people(name: str) -> bool:
    return name.startswith("person.")


def test_any_history(databases: Databases, request: pytest.FixtureRequest) -> None:
    long = request.config.getoption("--long")
    performed: Counter[str] = Counter()
    run_state_machine_as_test(
        lambda: Histories(databases, performed),  # type: ignore[arg-type]  # anything that makes one will do
        settings=settings(
            max_examples=400 if long else 15,
            stateful_step_count=40 if long else 20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    # Commands that are drawn are about something and go through.
    assert len(performed) > 10, performed


def test_every_command_goes_back_and_comes_again(databases: Databases) -> None:
    """Each that goes through in an office where little has happened, or else in one where much has."""
    random, came_back = Random(20261123), set[str]()
    names = {name for name in commands.names() if name not in LEFT_OUT}
    for happened in HAPPENED:
        history = Histories(databases, Counter())
        for name in random.choices(sorted(name for name in names if not _is_about_people(name)), k=happened):
            command = Drawing(random, history.database, history.day).command(name)
            with suppress(Refused, Stale):
                if command is not None:
                    history._perform(command)
        # Last those after which the only person here may do nothing any more.
        for name in sorted(names - came_back, key=lambda name: (_is_about_people(name), name)):
            if _goes_and_comes(history, random, name):
                came_back.add(name)
        history.teardown()
    # Nobody asks for approval here: a request holds another command.
    can = {name for name in names if _can_go_back(name) and not name.startswith("approval.")}
    assert len(came_back) > len(can) / 2, sorted(can - came_back)


def _goes_and_comes(history: Histories, random: Random, name: str) -> bool:
    """Tell whether a command of that name went through, went back and came again; False where none did."""
    before = history._shown(history._lists())
    for _ in range(DRAWN):
        command = Drawing(random, history.database, history.day).command(name)
        if command is None:
            return False
        try:
            step = history._perform(command)
        except (Refused, Stale):
            continue
        if step is None:
            before = history._shown(history._lists())
            continue
        after = history._shown(history._lists())
        try:
            history._perform(UndoStep(step))
        except Refused:
            # Such as an approval of what cannot be taken back.
            before = after
            continue
        assert history._shown(history._lists()) == before, command
        history._perform(RedoStep(step))
        assert _without_claims(history._shown(history._lists())) == _without_claims(after), command
        return True
    return False


def _can_go_back(name: str) -> bool:
    found = commands.action_named(name)
    return found is not None and found.not_undoable is None
