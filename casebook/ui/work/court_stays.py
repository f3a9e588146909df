"""Going on against somebody whose insolvency stops that: by a way the law leaves, with why, once it was refused."""

from collections.abc import Collection, Mapping
from typing import Any

from casebook.domain.court.stays import StayRule, Step, Way
from casebook.domain.dated import Dated
from casebook.errors import CasebookError
from casebook.ui.desk import Desk
from casebook.ui.widgets.fields import ChoiceField, Field, TextField

# With one of these it was refused where the law leaves a way.
_LEAVE_A_WAY = frozenset({"stay.sue", "stay.attach", "stay.attach_unsure", "stay.petition", "stay.way"})


class PassingStay:
    """The fields for the way and the reason; they are there once the store refused."""

    def __init__(self, desk: Desk, steps: Collection[Step]) -> None:
        self._asked = False
        ways = {way for rules in desk.session.database.law.court.stays.values() for way in _ways(rules, steps)}
        named = [(way, desk.say(f"word.way_{way}")) for way in Way if way in ways]
        options: list[tuple[Way | None, str]] = [(None, desk.say("court.no_way")), *named]
        self._way = ChoiceField[Way | None](desk.say("court.way"), options, None, when=lambda: self._asked)
        self._reason = TextField(desk.say("court.despite"), when=lambda: self._asked)

    @property
    def fields(self) -> list[Field[Any]]:
        """The fields."""
        return [self._way, self._reason]

    @property
    def way(self) -> Way | None:
        """The way, None where none was asked for or chosen."""
        return self._way.value if self._asked else None

    @property
    def reason(self) -> str:
        """Why it is done all the same, empty where nobody said so."""
        return self._reason.value if self._asked else ""

    def refused(self, error: CasebookError) -> None:
        """Offer the ways where that is what stops it."""
        self._asked = self._asked or error.code in _LEAVE_A_WAY


def _ways(rules: Mapping[Step, Dated[StayRule]], steps: Collection[Step]) -> Collection[Way]:
    return {way for step in steps if step in rules for entry in rules[step].entries for way in entry.value.ways}
