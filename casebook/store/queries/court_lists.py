"""The titles of the office, and the days of its proceedings, as lists."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, NamedTuple

from casebook.domain.court import proceeding as of_proceeding
from casebook.domain.court.dues import Due
from casebook.domain.court.facts import ProceedingKind, TitleKind
from casebook.domain.court.proceeding import ProceedingStage
from casebook.domain.court.title import TitleStage
from casebook.domain.money import ZERO, Cents
from casebook.store import court_rows
from casebook.store.database import Database
from casebook.store.queries.court import title_cards
from casebook.store.queries.listing import WINDOW, Key, Listing, Page, Part
from casebook.store.queries.narrowing import ALL, Narrowing, condition, in_bounds


class ListedTitles(StrEnum):
    """Which titles: those of which something may come still, or all."""

    LIVE = "live"
    ALL = "all"


class TitleListRow(NamedTuple):
    """A title as the list shows it: against whom it is, what is open, how far it is and what is next."""

    id: int
    case_id: int
    number: str
    name: str
    kind: TitleKind
    title_number: str
    given_on: date
    stage: TitleStage = TitleStage.GRANTED
    against: str = ""
    open: Cents = ZERO
    due: Due | None = None


class CourtDayRow(NamedTuple):
    """A proceeding that runs, by the day that is due next in it."""

    id: int
    case_id: int
    number: str
    name: str
    kind: ProceedingKind
    court: str
    court_number: str
    next_due_on: date
    stage: ProceedingStage = ProceedingStage.PREPARED
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class TitleListing(Listing[TitleListRow]):
    """A list of titles, of which the stage and what is due are read beside each window."""

    day: date = date.max
    # A case may have several.
    FOUND_BY: ClassVar[str] = "id"

    def after(
        self, database: Database, key: Key | None = None, limit: int = WINDOW, budget: int | None = None
    ) -> Page[TitleListRow]:
        """Return the window after a place, or the first one."""
        with database.snapshot():
            return self._filled(database, Listing.after(self, database, key, limit, budget))

    def before(
        self, database: Database, key: Key | None = None, limit: int = WINDOW, budget: int | None = None
    ) -> Page[TitleListRow]:
        """Return the window before a place, or the last one."""
        with database.snapshot():
            return self._filled(database, Listing.before(self, database, key, limit, budget))

    def around(
        self, database: Database, key: Key, limit: int = WINDOW, budget: int | None = None
    ) -> Page[TitleListRow]:
        """Return the window with a place in the middle of it."""
        with database.snapshot():
            return self._filled(database, Listing.around(self, database, key, limit, budget))

    def _filled(self, database: Database, page: Page[TitleListRow]) -> Page[TitleListRow]:
        return page._replace(rows=tuple(_titles(database, page.rows, self.day)))


@dataclass(frozen=True, slots=True)
class CourtDayListing(Listing[CourtDayRow]):
    """A list of proceedings, of which the stage and what is due are read beside each window."""

    FOUND_BY: ClassVar[str] = "id"

    def after(
        self, database: Database, key: Key | None = None, limit: int = WINDOW, budget: int | None = None
    ) -> Page[CourtDayRow]:
        """Return the window after a place, or the first one."""
        with database.snapshot():
            return self._filled(database, Listing.after(self, database, key, limit, budget))

    def before(
        self, database: Database, key: Key | None = None, limit: int = WINDOW, budget: int | None = None
    ) -> Page[CourtDayRow]:
        """Return the window before a place, or the last one."""
        with database.snapshot():
            return self._filled(database, Listing.before(self, database, key, limit, budget))

    def around(self, database: Database, key: Key, limit: int = WINDOW, budget: int | None = None) -> Page[CourtDayRow]:
        """Return the window with a place in the middle of it."""
        with database.snapshot():
            return self._filled(database, Listing.around(self, database, key, limit, budget))

    def _filled(self, database: Database, page: Page[CourtDayRow]) -> Page[CourtDayRow]:
        return page._replace(rows=tuple(_days(database, page.rows)))


def titles(database: Database, listed: ListedTitles, day: date, narrowing: Narrowing = ALL) -> TitleListing:
    """Return titles as they stand on `day`, the newest first."""
    where = Part(_OF_SOMEBODY + (" AND t.ended_on IS NULL" if listed is ListedTitles.LIVE else ""), ())
    part = condition(database, narrowing, "t.case_id")
    return TitleListing(
        TitleListRow,
        "t.id, t.case_id, c.number, p.name, t.kind, t.number, t.given_on, 'granted'",
        "title t",
        "JOIN cases c ON c.id = t.case_id JOIN party p ON p.id = c.debtor_id",
        ("t.given_on", "t.id"),
        lambda row: (row.given_on, row.id),
        (in_bounds(where, part) if part.where else where,),
        descending=True,
        day=day,
    )


def court_days(database: Database, narrowing: Narrowing = ALL) -> CourtDayListing:
    """Return the proceedings that run, by the day that is due next in them."""
    where = Part(_ASKED + " AND q.ended_on IS NULL", ())
    part = condition(database, narrowing, "q.case_id")
    return CourtDayListing(
        CourtDayRow,
        "q.id, q.case_id, c.number, p.name, q.kind, q.court, q.number, q.next_due_on, 'prepared'",
        "proceeding q",
        "JOIN cases c ON c.id = q.case_id JOIN party p ON p.id = c.debtor_id",
        ("q.next_due_on", "q.id"),
        lambda row: (row.next_due_on, row.id),
        (in_bounds(where, part) if part.where else where,),
    )


# One that was taken back, but stays because something happened with it, is of nobody any more.
_OF_SOMEBODY = "EXISTS (SELECT 1 FROM title_claim x WHERE x.title_id = t.id)"
_ASKED = "EXISTS (SELECT 1 FROM proceeding_claim x WHERE x.proceeding_id = q.id)"


def _titles(database: Database, rows: Sequence[TitleListRow], day: date) -> Iterator[TitleListRow]:
    found = court_rows.of_cases(database, list({row.case_id for row in rows}))
    listed = {row.id for row in rows}
    titles = [one for court in found.values() for one in court.titles if one.row.id in listed]
    cards = {card.recorded.row.id: card for card in title_cards(database, titles, day)}
    for row in rows:
        card = cards[row.id]
        against = ", ".join(dict.fromkeys(claim.party for claim in card.recorded.claims))
        due = card.dues[0] if card.dues else None
        yield row._replace(stage=card.standing.stage, against=against, open=card.open, due=due)


def _days(database: Database, rows: Sequence[CourtDayRow]) -> Iterator[CourtDayRow]:
    found = court_rows.of_cases(database, list({row.case_id for row in rows}))
    rules = database.law.court
    standings = {
        one.row.id: of_proceeding.standing(one.proceeding, rules)
        for court in found.values()
        for one in court.proceedings
    }
    for row in rows:
        standing = standings[row.id]
        yield row._replace(stage=standing.stage, due=standing.open[0] if standing.open else None)
