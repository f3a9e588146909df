"""Claims of a debtor of the sample office in the hands of others, as whoever works on them drives that by keys."""

import re
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.placements.standing import PlacementStage
from casebook.store.database import Database
from casebook.store.people import today_in
from casebook.store.queries import case, court, placements
from casebook.store.queries.court import CourtPage
from casebook.store.queries.placements import PlacementCard
from casebook.ui.screens.agency_lists import LISTS
from tests.acceptance.firm import Handler

TODAY = today_in("Europe/Amsterdam")
BACK = "\x1b"
_CASE = "SELECT c.number FROM cases c JOIN party p ON p.id = c.debtor_id WHERE p.name = ?"
_COURT_EVENTS = "SELECT count(*) FROM court_event"
_SENT = "SELECT count(*) FROM dispatch WHERE sent_on IS NOT NULL"


class Placed(NamedTuple):
    """A debtor of the sample office whose claims go to others, and whoever sees to that by keys."""

    desk: Handler
    database: Database
    name: str

    def value(self, statement: str, *parameters: object) -> Any:
        """Return the first value that a statement finds."""
        return self.database.value(statement, parameters)

    @property
    def number(self) -> str:
        found: str = self.value(_CASE, self.name)
        return found

    @property
    def case_id(self) -> int:
        found = case.case_of(self.database, self.number)
        assert found is not None
        return found

    @property
    def card(self) -> PlacementCard:
        """The newest placement of the case."""
        return max(placements.of_case(self.database, self.case_id, TODAY).cards, key=lambda one: one.row.id)

    @property
    def stage(self) -> PlacementStage:
        return self.card.standing.stage

    @property
    def court(self) -> CourtPage:
        """What is before a court in the case."""
        return court.of_case(self.database, self.case_id, TODAY)

    def goes(self, key: str, title: str) -> None:
        """Go to a place, and out of the case that may be open there."""
        self.desk.do(f"g{key}")
        self.desk.settled()
        while title not in self.desk.screen.lines[0]:
            self.desk.do(BACK)
            self.desk.settled()

    def turns(self, title: str) -> None:
        """Turn to a list of the place of agencies and court."""
        for _ in LISTS:
            self.desk.settled()
            if f"Agencies and court ▸ {title}" in self.desk.screen.lines[0]:
                return
            self.desk.do("]")
        self.desk.do("", title)

    def opens(self, tab: str) -> None:
        """Open the case at a tab, from wherever one is."""
        self.goes("v", "Today ▸")
        self.desk.do(f"F{self.number}\r", f" {self.number} ")
        self.desk.settled()
        while f"▸{tab}" not in self.desk.screen.text:
            self.desk.do("]")
            self.desk.settled()

    def until(self, keys: str, condition: Any, what: str) -> None:
        """Type keys all at once, when all before them is done, and wait until something is so."""
        self.desk.settled()
        self.desk.screen.type(keys)
        self.desk.screen.wait(condition, f"{self.name}: {keys!r}: {what}")

    def comes_to(self, keys: str, stage: PlacementStage) -> None:
        """Save a form, after which the placement is as far as this."""
        self.until(keys, lambda: self.stage is stage, f"it is to be {stage}")

    def happens(self, event: str, stage: PlacementStage, fields: str = "") -> None:
        """Record an event as one types it."""
        self.desk.do("Xg", "What happened")
        self.desk.do(event + fields)
        self.comes_to("\r", stage)

    def key_of(self, text: str) -> str:
        """Return the key of the entry of a menu that says something."""
        found = re.search(rf"[│▸] +(\S)  [^│]*{re.escape(text)}", self.desk.screen.text)
        assert found, f"{text}:\n{self.desk.screen.text}"
        return found[1]

    def picks(self, matter: str, *shown: str) -> None:
        """Open the menu of a proceeding, a title or a measure."""
        self.desk.do("T", "Court and title")
        self.desk.do("", matter)
        self.desk.do(self.key_of(matter), *shown)

    def occurs(self, matter: str, event: str, on: date, fields: str = "") -> None:
        """Record what happened in a proceeding or with a title, as one types it."""
        before = self.value(_COURT_EVENTS)
        self.picks(matter, "record an event")
        self.desk.do("g", "What happened")
        self.desk.do(f"{event}\t\x15{on:%d-%m-%Y}{fields}")
        self.until("\r", lambda: self.value(_COURT_EVENTS) > before, f"{event} is to be recorded")

    def sends(self) -> None:
        """Release in the outbox what is ready, and record that it was sent by hand."""
        before = self.value(_SENT)
        self.goes("o", "Outbox ▸ to do 1")
        self.desk.settled()
        if "to release 1" in self.desk.screen.text:
            self.desk.do("+", "Release", "nothing stops the letter")
            self.desk.do("\r", "released 1")
        self.desk.do("w", "Sent by hand")
        self.desk.do("s", "Sent on")
        self.until("\r", lambda: self.value(_SENT) > before, "it is to be sent")
        self.desk.do("", "Outbox ▸ to do 0")
