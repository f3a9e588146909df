"""Two people who act on what they both saw: the second is refused, or adds to what the first did; nothing is lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from casebook.errors import CasebookError
from casebook.store import commands, replay
from casebook.store.database import Database
from casebook.store.perform import Done, rehearse
from casebook.store.transaction import Actor
from tests.store.book import TODAY
from tests.store.queries.played import Play, told

# Commands about money that name no version, and why nobody's work goes with them.
UNVERSIONED = {
    "arrangement.draft": "adds",
    "bank.accept": "what was seen",
    "bank.accept_gap": "only what stands",
    "bank.assign": "only what is left",
    "bank.confirm": "only what is left",
    "bank.hand_to_estate": "only what is left",
    "bank.not_ours": "only what is left",
    "bank.refund": "only what is left",
    "bank.remittance": "only what is left",
    "bank.return": "only what stands",
    "contact.add": "adds",
    "contra_item.add": "adds",
    "debit_batch.make": "only what is left",
    "debit_mandate.record": "adds",
    "document.add": "adds",
    "journal_batch.make": "only what is left",
    "payment.allocate_rest": "only what is left",
    "payment.correct": "only what stands",
    "payment.reallocate": "by the law alone",
    "payment.record": "adds",
    "payment.reverse": "only what stands",
    "set_off.declare": "only what is left",
}
ABOUT_MONEY = {one.partition(".")[0] for one in UNVERSIONED} | {"arrangement", "debit_collection", "debit_identity"}
# What adds a letter, or takes out what may no longer go, changes nothing of what was seen.
AGAIN = {"arrangement.send_notice", "debit_batch.clear"}
# What it books anew is the same whoever asks.
BY_LAW = {"payment.reallocate"}
# Not about money: another takes the place of the one there was, which stays to be seen.
IN_ITS_PLACE = {"agency.reach", "order_advice.give", "segment_choice.set"}
# Rows of which every step says something new, and loses nothing.
SHARED = {"cases"}


def touched(changes: Iterable[Mapping[str, Any]], *, added: bool) -> set[tuple[str, int]]:
    """Return the rows that a line of the log changed or removed, with `added` those that it added too."""
    found = {(one["change"], one["id"]) for one in changes if "change" in one}
    found |= {(one["remove"], one["id"]) for one in changes if "remove" in one}
    for one in changes if added else ():
        if "add" in one and "id" in one["columns"]:
            found |= {(one["add"], row[one["columns"].index("id")]) for row in one["rows"]}
    return {row for row in found if row[0] not in SHARED}


class Doubled(Play):
    """The story, told by two: after each command a colleague gives the same one, on what he saw before it."""

    passed: set[str]

    def done(self, command: object, actor: Actor | None = None, day: date = TODAY) -> Done:
        done = super().done(command, actor, day)
        if not hasattr(self, "colleague"):
            return done
        name = commands.action_for(command).name
        mine = self._lines(done)
        twin = self.book.actor._replace(person=self.colleague.person)
        try:
            his = rehearse(self.database, twin, day, command, lambda _, second: self._lines(second))
        except CasebookError:
            return done
        if getattr(command, "version", None) is not None and name not in AGAIN:
            self.passed.add(name)
        if name not in BY_LAW | IN_ITS_PLACE and touched(mine, added=True) & touched(his, added=False):
            self.passed.add(name)
        return done

    def _lines(self, done: Done) -> Sequence[Mapping[str, Any]]:
        line = replay.line(self.database, done.number) if done.number is not None else None
        return line.changes if line is not None else ()


def test_nobody_goes_over_what_a_colleague_did(database: Database) -> None:
    Doubled.passed = set()
    told(Doubled(database))
    assert Doubled.passed == set()


def test_what_is_about_money_names_what_was_seen() -> None:
    some = {name for name in commands.names() if name.partition(".")[0] in ABOUT_MONEY}

    def shape(name: str) -> set[str]:
        action = commands.action_named(name)
        assert action is not None
        return {field.name for field in fields(action.shape)}

    assert {name for name in some if "version" not in shape(name)} == UNVERSIONED.keys()
