"""The bank inbox: entries of the bank that somebody has to decide on, what was decided, and what the bank reported."""

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from casebook import format as form
from casebook.domain.filter.parse import parse
from casebook.domain.filter.terms import Field, Trouble
from casebook.jobs.lists.exported import Exported
from casebook.store.database import Database
from casebook.store.queries import bank_decided, bank_entry, bank_inbox, bank_statements
from casebook.store.queries.bank_decided import DecidedRow
from casebook.store.queries.bank_inbox import InboxOrder, InboxRow
from casebook.store.queries.bank_statements import AccountRow
from casebook.store.queries.listing import Listing
from casebook.store.queries.whole import Whole
from casebook.ui.desk import Desk
from casebook.ui.keys import place_key
from casebook.ui.prose import Line, Span
from casebook.ui.screens import bank_deciding, working
from casebook.ui.screens.bank_lists import accounts_shape, decided_shape, inbox_shape
from casebook.ui.screens.bank_title import Standing, counts, lists, read_standing
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.screens.narrowed import Narrowed
from casebook.ui.views import Part, Shown, Starter
from casebook.ui.widgets.bars import Bar
from casebook.ui.widgets.source import MOST_MARKED
from casebook.ui.widgets.text_page import TextPage
from casebook.ui.widgets.windowed_list import Shape, WindowedList


class Page(StrEnum):
    """What is shown. What waits is shown of all entities or, where there are several, of one (`of:3`)."""

    WAITING = "waiting"
    ACCOUNTS = "accounts"
    DECIDED = "decided"


_OF = "of:"
# So many statements of an account are named beside the list.
_FEW = 12
# In cells: where the title has room to say how far the bank is known.
_WIDE = 110
# What is done with other rows than entries that wait.
_ACTS = {Page.ACCOUNTS.value: "bank_gaps", Page.DECIDED.value: "bank_undo"}
# What can be done only where the rows are entries that wait.
_OF_ENTRIES = frozenset(
    {"filter", "layout", "views", "view", "mark", "mark_range", "mark_all", "clear_marks", "copy_rows", "accept"}
)


class BankInbox(ListPlace[InboxRow]):
    """Entries of the bank by what may become of them."""

    NAME = "place.bank"
    LIST = "bank-inbox"
    HINTS: ClassVar = (
        "app.goto", "bank.inbox_list", "case.proposals", "case.money", "place.open", "case.explain", "list.filter",
        "list.mark", "app.help",
    )  # fmt: skip
    CALLED: ClassVar = {"case.money": "bank_act"}
    ORDERS: ClassVar = tuple(order.value for order in InboxOrder)
    VIEWS: ClassVar = (
        Starter(1, "starter.all", Shown()),
        Starter(2, "starter.largest", Shown(sorting=InboxOrder.AMOUNT)),
        Starter(3, "starter.by_day", Shown(sorting=InboxOrder.DAY)),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("right_square_bracket", "part(1)", "bank.inbox_list"),
        place_key("left_square_bracket", "part(-1)", "bank.inbox_list_back"),
        # What they are elsewhere they are for an entry: whoever gave them other keys finds them there here too.
        Binding("plus", "accept", "key.bank_accept", id="case.proposals", priority=True),
        Binding("P", "act", "key.bank_act", id="case.money", priority=True),
        Binding("equals_sign", "why", "key.explain", id="case.explain", priority=True),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        # Many entries may be for one case, or for none: marks are of entries.
        self.narrowed = Narrowed(desk, self.list, lambda row: row.entry_id, self.tell)
        self._standing: Standing | None = None
        self._tables: dict[str, WindowedList[Any]] = {
            Page.ACCOUNTS: WindowedList(desk, accounts_shape(desk), id="accounts"),
            Page.DECIDED: WindowedList(desk, decided_shape(desk), id="decided"),
        }

    def body(self) -> ComposeResult:
        """Lay out the lists, of which one is shown, and the preview."""
        with Container(id="body"):
            with Container(id="lists"):
                yield self.list
                yield from self._tables.values()
            yield TextPage(id="preview")
        yield Bar(id="filter")

    def shape(self) -> Shape[InboxRow]:
        """Return the columns of the entries that wait."""
        return inbox_shape(self.desk)

    def windows(self, shown: Shown) -> Callable[[Database], Listing[InboxRow]]:
        """Return what makes the list of entries that wait."""
        return partial(self._listing, shown=shown)

    def _listing(self, database: Database, shown: Shown, *, ready: bool | None = None) -> Listing[InboxRow]:
        order = InboxOrder(shown.sorting or InboxOrder.READY)
        return bank_inbox.inbox(database, order, ready=ready, creditor_id=self._creditor_id, query=shown.filter)

    def first_part(self) -> Part:
        """Return all that waits."""
        return Part(Page.WAITING, "")

    async def parts(self) -> Sequence[Part]:
        """Return what waits, of all and of each entity, and the other lists; the title says how they are called."""
        creditors = self._standing.creditors if self._standing is not None else ()
        of_one = [Part(f"{_OF}{one.creditor_id}", "") for one in creditors] if len(creditors) > 1 else []
        return [self.first_part(), *of_one, *(Part(page, "") for page in self._tables)]

    @property
    def _creditor_id(self) -> int | None:
        return int(self.part.id.removeprefix(_OF)) if self.part.id.startswith(_OF) else None

    @property
    def mover(self) -> WindowedList[Any]:
        """The list that is shown."""
        return self._tables.get(self.part.id, self.list)

    @property
    def entry_id(self) -> int | None:
        """The entry that the cursor is on."""
        row = self.mover.chosen
        return row.entry_id if isinstance(row, InboxRow | DecidedRow) else None

    @property
    def case_id(self) -> int | None:
        """The case that an entry most likely is for, or went to; None where there is none."""
        row = self.mover.chosen
        return (row.case_id or None) if isinstance(row, InboxRow | DecidedRow) else None

    @property
    def chosen(self) -> Hashable:
        """The marks, where there are any, else the row the cursor is on."""
        marked, row = self.list.marked, self.mover.chosen
        if len(marked) and self.mover is self.list:
            return "marks", marked.changes
        return None if row is None else (self.part.id, self.mover.identify(row))

    def case_of(self, row: InboxRow) -> int:
        """Return the case that an entry most likely is for, 0 for none."""
        return row.case_id

    def marked_cases(self) -> list[int]:
        """Return the cases that marked entries most likely are for."""
        return [case_id for case_id in super().marked_cases() if case_id] if self.mover is self.list else []

    def copied(self, row: InboxRow) -> str:
        """Return an entry as a line."""
        day, amount = form.day(row.booked_on, self.desk.language), form.amount(row.rest, self.desk.language)
        return "\t".join((day, amount, row.name, row.iban or "", row.text or row.reference, row.number, row.debtor))

    def troubles(self, text: str) -> Sequence[Trouble]:
        """Return that words are all that can be asked for, where something else was."""
        desk = self.desk
        terms = parse(text, desk.day, desk.session.database.law.holidays).terms
        if any(term.negated or term.field not in (Field.WORD, Field.PHRASE) for term in terms):
            return [Trouble("bank_inbox.only_words", {}, 0, len(text))]
        return ()

    async def offered(self) -> None:
        """Offer nothing while a filter is typed: it takes words."""

    async def load(self) -> None:
        """Read the list that is shown from where the cursor is, and how much waits."""
        await self._stand()
        table = self._tables.get(self.part.id)
        if table is None:
            await super().load()
        elif table.loaded:
            await table.reload()
        else:
            await self.show_list()

    async def worked(self) -> None:
        """Show the list anew after an entry was decided on."""
        await self._stand()
        table = self._tables.get(self.part.id)
        await (super().worked() if table is None else table.reload(stay=True))

    async def show_list(self, near: InboxRow | None = None) -> None:
        """Show what is to be shown now, from its beginning or near a row."""
        await self._stand()
        table = self._tables.get(self.part.id)
        for one in (self.list, *self._tables.values()):
            one.display = one is (table or self.list)
        if table is None:
            await super().show_list(near)
        else:
            self.tell()
            await table.show(self._table)
        self.refresh_bindings()
        self.hint()

    def exported(self) -> Exported | None:
        """Return the list that is shown."""
        if self.part.id not in self._tables:
            return super().exported()
        return Exported("bank-accounts" if self.part.id == Page.ACCOUNTS else "bank-decided", self._table)

    def _table(self, _: Database) -> Listing[Any] | Whole[Any]:
        if self.part.id == Page.ACCOUNTS:
            return Whole(bank_statements.accounts, lambda row: (row.creditor, row.account, row.creditor_id))
        return bank_decided.decided()

    def called(self, id_: str) -> str:
        """Return what the hint of a key is called here: of other rows another thing than of entries that wait."""
        of_other_rows = _ACTS.get(self.part.id) if id_ == "case.money" else None
        return of_other_rows or super().called(id_)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let act on a list only what its rows are for."""
        if self.part.id not in self._tables:
            return super().check_action(action, parameters)
        if action in _OF_ENTRIES:
            return False
        if action == "act":
            return True
        if action in ("case", "why"):
            return self.part.id == Page.DECIDED
        return super().check_action(action, parameters)

    async def preview_of(self, case_id: int | None) -> Sequence[Line]:
        """Return what is shown of an entry."""
        from casebook.ui.work.bank_lines import preview
        from casebook.ui.work.bank_statement_lines import statement_lines

        row = self.mover.chosen
        if isinstance(row, AccountRow):
            found = await self.desk.read(bank_statements.newest, row.account, _FEW)
            return statement_lines(found, self.desk, briefly=True)
        if self.entry_id is None:
            return ()
        return preview(await self.desk.read(bank_entry.entry, self.entry_id), self.desk)

    async def action_open(self) -> None:
        """Open the page of the entry, or the statements of the account."""
        row = self.mover.chosen
        if isinstance(row, AccountRow):
            self.desk.flow(bank_deciding.show_statements(self.desk, row))
        elif self.entry_id is not None:
            self.desk.flow(bank_deciding.open_entry(self, self.entry_id))

    def action_accept(self) -> None:
        """Accept what is proposed: for the entry the cursor is on, or for those that are marked."""
        self.desk.flow(working.own(self, bank_deciding.accept(self)))

    def action_act(self) -> None:
        """Ask what is done with the entry, or with all that are ready."""
        self.desk.flow(working.own(self, bank_deciding.act(self)))

    def action_why(self) -> None:
        """Say by which methods it was looked for what the entry is, and what each found."""
        if self.entry_id is not None:
            self.desk.flow(bank_deciding.explain(self.desk, self.entry_id))

    def ready(self, database: Database) -> Sequence[InboxRow]:
        """Return all that is ready in what is shown."""
        return self._listing(database, self.now, ready=True).after(database, limit=MOST_MARKED).rows

    def done(self, refused: Collection[int]) -> None:
        """Take the marks away, but those of entries that were refused."""
        self.list.marked.keep(lambda row: row.entry_id in refused)
        self.list.refresh()
        self.narrowed.find_marked()

    async def _stand(self) -> None:
        self._standing = await self.desk.read(read_standing, self.desk.day, self._creditor_id)
        self.tell()

    def tell(self) -> None:
        """Say what is shown, and how much waits."""
        super().tell()
        is_narrowed = bool(self.view or self.now.filter)
        if self.part.id in self._tables:
            # What was filtered is the list of what waits, and not the one that is shown.
            is_narrowed = self.filter_bar.display = False
        if self._standing is not None and not is_narrowed:
            self.title_bar.right = tuple(counts(self._standing, self.desk, wide=self.size.width >= _WIDE))

    def titled(self) -> Iterator[Span]:
        """Yield the lists there are, and which of them is shown."""
        return lists(self._standing, self.part.id, self._creditor_id, self._tables, self.desk)

    def _view_said(self) -> Iterator[Span]:
        """Yield the view, and the order where it is not the one the list comes with: there is no room for more."""
        if self.part.id not in self._tables and (self.view is not None or self.now.sorting):
            yield from super()._view_said()
