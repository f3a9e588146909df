"""The log, the law in force with what is due for checking, who works here, how far they may go, and the books."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one
from textual.widget import Widget

from casebook import format as form
from casebook.jobs.lists.exported import Exported
from casebook.law.checking import Due
from casebook.store.database import Database
from casebook.store.queries import case, people, reconciliation
from casebook.store.queries.listing import Count
from casebook.store.queries.mandates import MandateLine
from casebook.store.queries.people import PersonRow
from casebook.store.queries.readings import ReadRow
from casebook.store.queries.reconciliation import Entity
from casebook.store.queries.timeline import Timeline, Told
from casebook.store.retention import TermOver
from casebook.ui.desk import Desk
from casebook.ui.keys import place_key
from casebook.ui.law_page import due_of, law_lines
from casebook.ui.prose import Span
from casebook.ui.screens import log_books, log_lines, log_mandates, log_people, log_trust, working
from casebook.ui.screens.place import CASE_KEYS, Place
from casebook.ui.widgets.bars import BRAND
from casebook.ui.widgets.text_page import TextPage
from casebook.ui.widgets.windowed_list import WindowedList


class Page(StrEnum):
    """What is shown."""

    LOG = "log"
    LAW = "law"
    BOOKS = "books"
    PEOPLE = "people"
    MANDATES = "mandates"
    READ = "read"
    KEPT = "kept"


class LogAndRules(Place):
    """What was done by whom, what holds, who works here, and how the books of our entities stand."""

    NAME = "place.log"
    HINTS: ClassVar = ("app.goto", "log.page", "place.open", "log.creditor", "place.reload", "app.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("right_square_bracket", "page(1)", "log.page"),
        place_key("left_square_bracket", "page(-1)", "log.page_back"),
        place_key("E", "creditor", "log.creditor"),
        place_key("O", "figures", "log.figures"),
        place_key("Y", "export_list", "list.export_list"),
        *CASE_KEYS,
    ]

    law = query_one("#law", TextPage)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list: WindowedList[Told] = WindowedList(desk, log_lines.shape(desk), id="list")
        self._people: WindowedList[PersonRow] = WindowedList(desk, log_people.shape(desk), id="people")
        self._books: WindowedList[Entity] = WindowedList(desk, log_books.shape(desk), id="books")
        self._mandates: WindowedList[MandateLine] = WindowedList(desk, log_mandates.shape(desk), id="mandates")
        self._read: WindowedList[ReadRow] = WindowedList(desk, log_trust.read_shape(desk), id="read")
        self._kept: WindowedList[TermOver] = WindowedList(desk, log_trust.kept_shape(desk), id="kept")
        self._page = Page.LOG
        self._counts: dict[Page, str] = {}
        self._law_on: date | None = None
        self._due: Sequence[Due] = ()

    def body(self) -> ComposeResult:
        """Lay out the pages, of which one is shown."""
        yield self.list
        yield TextPage(id="law")
        yield self._people
        yield self._books
        yield self._mandates
        yield self._read
        yield self._kept

    @property
    def mover(self) -> WindowedList[Any] | TextPage:
        """What is shown."""
        pages: dict[Page, WindowedList[Any] | TextPage] = {
            Page.MANDATES: self._mandates,
            Page.LAW: self.law,
            Page.PEOPLE: self._people,
            Page.BOOKS: self._books,
        }
        return pages.get(self._page, self.list)

    async def load(self) -> None:
        """Read all pages; who looks at the newest line goes on to see the newest."""
        desk = self.desk
        window = self.list.window
        if self.list.loaded and (window.before or window.cursor):
            await self.list.reload()
        else:
            await self.list.show(lambda _: Timeline())
        if self._law_on != desk.day:
            book = desk.session.database.law
            self._due = await desk.read(lambda _: due_of(book, desk.day))
            self.law.show(await desk.read(lambda _: law_lines(book, desk.day, desk.language)))
            self._law_on = desk.day
        persons = await desk.read(people.persons, desk.day)
        mandate_lines = log_mandates.lines(desk)
        whole = log_people.persons(desk)
        await self._load_shown()
        await (self._people.reload() if self._people.loaded else self._people.show(lambda _: whole))
        await (self._books.reload() if self._books.loaded else self._books.show(lambda _: log_books.entities()))
        await (self._mandates.reload() if self._mandates.loaded else self._mandates.show(lambda _: mandate_lines))
        of_books = await desk.read(lambda database: len(reconciliation.entities(database)))
        count = await desk.read(_count)
        active = sum(person.inactive_since is None or person.inactive_since > desk.day for person in persons)
        self._counts = {
            Page.LOG: form.number(count.number, desk.language) + ("+" if count.more else ""),
            Page.LAW: desk.say("log.due", count=len(self._due)),
            Page.PEOPLE: str(active),
            Page.BOOKS: str(of_books),
        }
        self._tell()

    async def _load_shown(self) -> None:
        """Read what takes long in a large book only where it is shown."""
        desk = self.desk
        if self._page is Page.READ:
            await (self._read.reload() if self._read.loaded else self._read.show(lambda _: log_trust.read_lines(desk)))
        elif self._page is Page.KEPT:
            await (self._kept.reload() if self._kept.loaded else self._kept.show(lambda _: log_trust.kept_lines(desk)))

    async def action_page(self, by: int) -> None:
        """Show the next page, or the one before."""
        pages = list(Page)
        self._page = pages[(pages.index(self._page) + by) % len(pages)]
        self._tell()
        await self._load_shown()

    @property
    def case_id(self) -> int | None:
        """None: a line of the log names a case by its number."""
        return None

    @property
    def chosen(self) -> Hashable:
        """The line that names the case, or the person, or the entity."""
        match self._page:
            case Page.PEOPLE:
                return self._people.chosen
            case Page.BOOKS:
                return self._books.chosen
            case Page.MANDATES:
                return self._mandates.chosen
            case Page.READ:
                return self._read.chosen
            case Page.KEPT:
                return self._kept.chosen
            case _:
                return self.list.chosen

    @property
    def _widgets(self) -> Mapping[Page, Widget]:
        return {
            Page.LOG: self.list,
            Page.LAW: self.law,
            Page.PEOPLE: self._people,
            Page.BOOKS: self._books,
            Page.MANDATES: self._mandates,
            Page.READ: self._read,
            Page.KEPT: self._kept,
        }

    def _tell(self) -> None:
        for page, widget in self._widgets.items():
            widget.display = page is self._page
        self.title_bar.left = (
            BRAND,
            Span(f" {self.desk.say('place.log')} ▸ "),
            *self._pages(),
        )
        self.hint()

    def _pages(self) -> Iterator[Span]:
        """Yield the pages, from the one that is shown on: it is in sight on the smallest terminal."""
        pages = list(Page)
        at = pages.index(self._page)
        for place, page in enumerate((*pages[at:], *pages[:at])):
            yield Span(" · " if place else "", "quiet")
            said = self.desk.say(f"log.page_{page}", number=self._counts.get(page, ""))
            yield Span(said, "strong" if page is self._page else "quiet")

    async def action_open(self) -> None:
        """Show what a line of the log changed, what there is to do about a person, or how the books agree."""
        from casebook.ui.screens.case import CaseScreen

        if self._page is Page.LOG and self.list.chosen is not None:
            self.desk.flow(log_lines.read(self.desk, self.list.chosen))
        elif self._page is Page.PEOPLE and self._people.chosen is not None:
            self.desk.flow(self._see_to(self._people.chosen.person_id))
        elif self._page is Page.BOOKS and self._books.chosen is not None:
            self.desk.flow(self._compare(self._books.chosen))
        elif self._page is Page.MANDATES and self._mandates.chosen is not None:
            self.desk.flow(self._mandate(self._mandates.chosen))
        elif self._page is Page.READ and self._read.chosen is not None and self._read.chosen.case_id is not None:
            await self.app.push_screen(CaseScreen(self.desk, self._read.chosen.case_id))
        elif self._page is Page.KEPT and self._kept.chosen is not None:
            self.desk.flow(self._erase(self._kept.chosen))

    async def on_windowed_list_opened(self) -> None:
        """Open the row that was clicked on."""
        await self.action_open()

    async def _see_to(self, person_id: int) -> None:
        from casebook.ui.work.people import of_person

        if await of_person(self.desk, person_id):
            await self.shown(self.load())

    def action_export_list(self) -> None:
        """Write all rows of the list that is shown to a file in the person's own folder."""
        from casebook.ui.work.list_export import export

        self.desk.flow(export(self.desk, self.NAME, self._exported()))

    def _exported(self) -> Exported | None:
        desk = self.desk
        match self._page:
            case Page.LAW:
                return None
            case Page.PEOPLE:
                return Exported("people", lambda _: log_people.persons(desk))
            case Page.BOOKS:
                return Exported("books", lambda _: log_books.entities())
            case Page.MANDATES:
                return Exported("mandates", lambda _: log_mandates.lines(desk))
            case Page.READ:
                return Exported("read-log", lambda _: log_trust.read_lines(desk))
            case Page.KEPT:
                return Exported("term-over", lambda _: log_trust.kept_lines(desk))
            case _:
                return Exported("timeline", lambda _: Timeline())

    def action_figures(self) -> None:
        """Show what was agreed on figures per person."""
        self.desk.flow(self._figures())

    async def _figures(self) -> None:
        from casebook.ui.work.figures import agreement

        if await agreement(self.desk):
            await self.shown(self.load())

    async def _erase(self, row: TermOver) -> None:
        from casebook.ui.work.erasing import see_to

        if await see_to(self.desk, row):
            await self.shown(self.load())

    async def _mandate(self, row: MandateLine) -> None:
        from casebook.ui.work.mandates import see_to

        if await see_to(self.desk, row):
            await self.shown(self.load())

    def action_creditor(self) -> None:
        """Complete or change the entity the cursor is on."""
        if self._books.chosen is not None:
            self.desk.flow(self._see_to_creditor(self._books.chosen.creditor_id))

    async def _see_to_creditor(self, creditor_id: int) -> None:
        from casebook.ui.work.creditors import see_to_creditor

        if await see_to_creditor(self.desk, creditor_id):
            await self.shown(self.load())

    async def _compare(self, row: Entity) -> None:
        from casebook.ui.dialogs.reader import Reader

        desk = self.desk
        lines = await desk.read(lambda database: log_books.page(database, desk, row.creditor_id))
        await desk.ask(Reader(desk, desk.say("books.heading", code=row.code), lines))

    def action_case(self, name: str) -> None:
        """Begin a piece of work on the case that a line of the log is about."""
        row = self.list.chosen
        if row is not None and row.case_number:
            self.desk.flow(self._work_on(name, row.case_number))
        else:
            super().action_case(name)

    async def _work_on(self, name: str, number: str) -> None:
        case_id = await self.desk.read(case.case_of, number)
        if case_id is not None:
            await working.on_case(self, name, case_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only lines of the log are of a case, only books of an entity; the law is a page, not a list."""
        if action == "creditor":
            return self._page is Page.BOOKS
        if action == "export_list":
            return self._page is not Page.LAW
        return super().check_action(action, parameters) if action != "case" else self._page is Page.LOG


def _count(database: Database) -> Count:
    return Timeline().count(database)
