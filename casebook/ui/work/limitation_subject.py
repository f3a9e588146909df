"""What all work on the clocks of a case knows of it: who is liable, how they stand, and what an act would move."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import debtor, explain, recorded
from casebook.store.queries.case import CaseCard
from casebook.store.queries.debtor import LiableParty
from casebook.store.queries.explain import Explanation
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Foresee
from casebook.ui.prose import Line
from casebook.ui.work.limitation_moves import moved, proof_line


class Subject(NamedTuple):
    """A case, how it stands before the act, and who is liable beside its debtor."""

    card: CaseCard
    before: Explanation
    liable: Sequence[LiableParty]

    @property
    def names(self) -> Mapping[int, str]:
        """The names of who is liable, the debtor first."""
        return {self.card.debtor_id: self.card.name} | {one.party_id: one.name for one in self.liable}

    def heading(self, code: str, desk: Desk) -> str:
        """Return the heading of a dialog about the case."""
        return f"{desk.say(code)} · {self.card.number} {clean_line(self.card.name)}"

    def foresee(self, desk: Desk, *, event: bool = True) -> Foresee:
        """Return what shows which clocks an act moves; of an act on an event also how far that is proven then."""

        def look(database: Database, done: Done) -> list[Line]:
            after = explain.explain(database, self.card.case_id, desk.day)
            assert after is not None, "the case was locked for the act"
            lines = moved(self.before, after, self.names, desk)
            if not event:
                return lines
            known = recorded.events(database, self.card.case_id)
            return [*(proof_line(one, desk) for one in known if one.event_id == done.result), *lines]

        return look


async def subject(desk: Desk, card: CaseCard) -> Subject:
    """Read how the clocks of a case stand. Raises `Refused` where it is gone."""
    before = await desk.read(explain.explain, card.case_id, desk.day)
    if before is None:
        raise Refused("case.gone", source=HOUSE_RULE)
    return Subject(card, before, await desk.read(debtor.liable, card.case_id))
