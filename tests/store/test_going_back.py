"""Every command once: taken back, everything is as it was before it; done again, as it was after it."""

import re
from collections import Counter
from datetime import date
from typing import Any

from casebook.errors import Refused
from casebook.store import commands, tables
from casebook.store.actions.undo import RedoStep, UndoStep
from casebook.store.database import Database
from casebook.store.models import every
from casebook.store.models.base import Edited
from casebook.store.models.derived import CaseNow, ClockNow, Signal
from casebook.store.perform import Done, perform, rehearse
from casebook.store.transaction import Actor
from tests.store.book import TODAY
from tests.store.queries import played as story
from tests.store.queries.played import Play

# What cannot be taken back, and what it says then.
FINAL = {
    **dict.fromkeys(
        (
            "batch.posted",
            "dispatch.begin",
            "dispatch.decide_doubt",
            "dispatch.doubt",
            "dispatch.failed",
            "dispatch.put_back",
            "dispatch.sent",
        ),
        "letter.left_the_house",
    ),
    "approval.comment": "approval.said_stays",
    "debit_batch.send": "debit.sent_stays",
    "digest.record": "digest.sent_stays",
    "journal_batch.make": "journal.sent",
    "insolvency.renew": "insolvency.renewed",
    "log.erase": "log.erased_for_good",
    "month.close": "closing.reopen_instead",
    "month.reopen": "closing.close_again",
    "vat_list.lock": "vat.unlock_instead",
    "vat_list.unlock": "vat.lock_again",
    "person_export.record": "person_export.made",
    "review.sign": "review.signed_stays",
    "post.receive": "post.received",
    "session.refuse": "session.refused_stays",
    "folder.tidy": "folder.tidied_stays",
    "set_off.declare": "set_off.sent_stays",
    "step.undo": "undo.of_undo",
    **dict.fromkeys(("erasure.erase", "erasure.again"), "erasure.for_good"),
    "readings.remove": "readings.for_good",
}
DERIVED = (CaseNow, Signal, ClockNow)
CLAIM_ID = re.compile(r'"claim":\d+')
LEFT_OUT_OF_ALL = {"version", "computed_on", "claim_id", "payment_id", "insolvency_id", "predecessor_id", "security_id"}
LEFT_OUT_OF_ALL |= {"proceeding_id", "title_id", "placement_id"}
LEFT_OUT = {
    "claim": {"id", "version"},
    "insolvency": {"id", "version", "predecessor_id"},
    "security": {"id", "version"},
    "proceeding": {"id", "version"},
    "title": {"id", "version", "proceeding_id"},
    "placement": {"id", "version"},
}
# Which payment is kept apart: that one too is booked anew.
SHOWN_AS = {("insolvency_item", "record_id"): "CASE WHEN kind = 'receipt' THEN 0 ELSE record_id END"}
# A clock that nobody watches is of a claim that was taken back.
THERE = {
    "claim": "ended_on IS NULL",
    "insolvency": "confirmed_on IS NOT NULL OR ended_on IS NULL",
    "security": "withdrawn_on IS NULL",
    "proceeding": "EXISTS (SELECT 1 FROM proceeding_claim x WHERE x.proceeding_id = proceeding.id)",
    "title": "EXISTS (SELECT 1 FROM title_claim x WHERE x.title_id = title.id)",
    "placement": "EXISTS (SELECT 1 FROM placed_claim x WHERE x.placement_id = placement.id)",
    "clock_now": "listed <> 'quiet'",
}
Shown = dict[str, Counter[tuple[Any, ...]]]


class Wavering(Play):
    """Somebody who takes back each command right after it, and does it again, before the story goes on."""

    def __init__(self, database: Database) -> None:
        self.wavered: set[str] = set()
        self.refused: dict[str, str] = {}
        super().__init__(database)

    def done(self, command: object, actor: Actor | None = None, day: date = TODAY) -> Done:
        self._waver(command, actor or self.book.actor, day)
        return super().done(command, actor, day)

    def _waver(self, command: object, actor: Actor, day: date) -> None:
        name = commands.action_for(command).name
        # How the engines differ shows when it is taken back once; on SQLite it is each time that it is given.
        if self.database.is_postgresql and (name in self.refused or name in self.wavered - FINAL.keys()):
            return
        before = shown(self.database)

        def back_and_again(_: Database, done: Done) -> None:
            assert done.step is not None
            after = shown(self.database)
            try:
                perform(self.database, actor, day, UndoStep(done.step))
            except Refused as refused:
                self.refused[name] = refused.code
                return
            assert shown(self.database) == before, f"{command} is taken back"
            perform(self.database, actor, day, RedoStep(done.step))
            assert shown(self.database) == after, f"{command} is done again"
            self.wavered.add(name)

        # The rows of the story keep their versions.
        rehearse(self.database, actor, day, command, back_and_again)


def shown(database: Database) -> Shown:
    """Return what follows from the facts, and every row that people edit, without its version.

    A claim that is done again gets another id, because the one taken back stays, ended, with its entries; so does a
    payment.
    """
    found = {}
    for model in (*DERIVED, *(one for one in every.FACTS if issubclass(one, Edited))):
        table = tables.of(model)
        columns = [name for name in table.columns if name not in LEFT_OUT.get(table.name, LEFT_OUT_OF_ALL)]
        parts = ", ".join(SHOWN_AS.get((table.name, name), name) for name in columns)
        query = f'SELECT {parts} FROM "{table.name}" WHERE {THERE.get(table.name, "1 = 1")}'
        found[table.name] = Counter(
            tuple(CLAIM_ID.sub("", value) if isinstance(value, str) else value for value in row)
            for row in database.fetch(query)
        )
    return found


def test_every_command_is_taken_back_and_done_again(database: Database) -> None:
    play = story.told(Wavering(database))
    every_name = set(commands.names()) - {"office.create", "approval.ask"}
    assert every_name - play.wavered - play.refused.keys() == set()
    assert play.refused == FINAL
