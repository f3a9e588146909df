"""A program that writes to a database, run beside the tests: each line it prints names what was acknowledged.

It takes JSON: `address`, `person`, `cases`, `name`, `until` (how many commands) or `seconds`, `bulk`, `backwards`.
"""

import json
import sys
import time
from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any

from casebook.domain.money import Cents
from casebook.errors import CasebookError
from casebook.store import address
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.receipts import Receipt
from casebook.store.database import Database
from casebook.store.perform import perform, perform_all
from casebook.store.transaction import EVERY_ROLE, Actor

DAY = date(2026, 11, 21)


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def commands(asked: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """What this writer does: a note with a text of its own, and every third time a payment of a cent."""
    cases = asked["cases"][::-1] if asked.get("backwards") else asked["cases"]
    for turn in count():
        text, case = f"{asked['name']}-{turn}", cases[turn % len(cases)]
        if turn % 3 == 2:
            yield text, RecordPayment(case, Receipt(DAY, Cents(1), reference=text, another=True))
        else:
            yield text, AddNote(case, text)


def work(asked: dict[str, Any]) -> None:
    database = Database(address.read(asked["address"]))
    database.connect()
    actor = Actor(asked["person"], EVERY_ROLE)
    say("ready")
    sys.stdin.readline()
    end = time.monotonic() + asked.get("seconds", 1e9)
    until = asked.get("until", 1 << 60)
    if asked.get("bulk"):
        some = [pair for pair, _ in zip(commands(asked), range(until), strict=False)]
        texts = iter([text for text, _ in some])
        for _, outcome in perform_all(database, actor, DAY, (command for _, command in some)):
            if isinstance(outcome, CasebookError):
                raise outcome
            say(next(texts))
        return
    for turn, (text, command) in enumerate(commands(asked)):
        if turn >= until or time.monotonic() > end:
            return
        perform(database, actor, DAY, command)
        say(text)


if __name__ == "__main__":
    work(json.loads(sys.argv[1]))
