"""Claims of a debtor of the sample office in the hands of others, as whoever works on them drives that by keys."""

import re
from datetime import date

from casebook.domain.placements.standing import PlacementStage
from casebook.store.queries import court, placements
from casebook.store.queries.court import CourtPage
from casebook.store.queries.placements import PlacementCard
from casebook.ui.screens.agency_lists import LISTS
from tests.acceptance.debtor import TODAY, Debtor, day

_COURT_EVENTS = "SELECT count(*) FROM court_event"


class Placed(Debtor):
    """A debtor of the sample office whose claims go to others, and whoever sees to that by keys."""

    @property
    def card(self) -> PlacementCard:
        """The newest placement of the case."""
        return max(placements.of_case(self.database, self.case[0], TODAY).cards, key=lambda one: one.row.id)

    @property
    def stage(self) -> PlacementStage:
        return self.card.standing.stage

    @property
    def court(self) -> CourtPage:
        """What is before a court in the case."""
        return court.of_case(self.database, self.case[0], TODAY)

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
        number = self.case[2]
        self.desk.do(f"F{number}\r", f" {number} ")
        self.desk.settled()
        while f"▸{tab}" not in self.desk.screen.text:
            self.desk.do("]")
            self.desk.settled()

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
        self.desk.do(f"{event}\t\x15{day(on)}{fields}")
        self.until("\r", lambda: self.value(_COURT_EVENTS) > before, f"{event} is to be recorded")
