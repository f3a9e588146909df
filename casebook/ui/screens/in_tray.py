"""The in-tray: what came in and waits for a decision, the oldest first, and what was decided."""

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from casebook.store.database import Database
from casebook.store.queries import in_tray, post_item
from casebook.store.queries.in_tray import InTray as Listed
from casebook.store.queries.in_tray import PostRow, Waiting
from casebook.store.queries.listing import Listing
from casebook.ui.desk import Desk
from casebook.ui.keys import place_key
from casebook.ui.prose import Line, Span
from casebook.ui.screens import working
from casebook.ui.screens.in_tray_lists import in_tray_shape, lists, oldest
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.screens.narrowed import Narrowed
from casebook.ui.views import Part, Shown
from casebook.ui.widgets.columns import arranged
from casebook.ui.widgets.windowed_list import Shape
from casebook.ui.work.post_keys import CALLED, act_keys

# In cells: where the title has room to say what is late.
_WIDE = 110
# The list is as long as what waits: there is nothing to narrow.
_NOT_HERE = frozenset({"filter"})
_OF_WAITING = frozenset({"item", "mark", "mark_range", "mark_all", "clear_marks"})
# What many items may get alike.
_OF_MANY = frozenset({"file", "not_ours"})


class InTray(ListPlace[PostRow]):
    """What came in by post and mail."""

    NAME = "place.in_tray"
    LIST = "in-tray"
    TELLS_POST = False
    HINTS: ClassVar = (
        "app.goto", "post.in_tray_list", "case.proposals", "post.post_act", "place.open", "case.note", "case.next",
        "case.arrangement", "list.mark", "app.help",
    )  # fmt: skip
    CALLED: ClassVar = CALLED
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("right_square_bracket", "part(1)", "post.in_tray_list"),
        place_key("left_square_bracket", "part(-1)", "post.in_tray_list_back"),
        place_key("T", "act", "post.post_act"),
        *act_keys("item"),
    ]
    # What the list is laid out for, until another part is shown and it is known what waits.
    part = Part(Listed.WAITING, "")
    _waiting: Waiting | None = None

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        # A case may have many items, and an item none.
        self.narrowed = Narrowed(desk, self.list, lambda row: row.item_id, self.tell)

    def shape(self) -> Shape[PostRow]:
        """Return the columns of the list that is shown."""
        return in_tray_shape(self._listed, self.desk, self._is_late)

    def windows(self, shown: Shown) -> Callable[[Database], Listing[PostRow]]:
        """Return what makes the list."""
        return partial(in_tray.post, which=self._listed)

    def first_part(self) -> Part:
        """Return what waits."""
        return Part(Listed.WAITING, "")

    async def parts(self) -> Sequence[Part]:
        """Return the lists; the title says how they are called."""
        return [Part(listed, "") for listed in Listed]

    def _is_late(self, row: PostRow) -> bool:
        waits = self._waiting
        return waits is not None and waits.late_from is not None and row.arrived_on <= waits.late_from

    @property
    def _listed(self) -> Listed:
        return Listed(self.part.id)

    @property
    def case_id(self) -> int | None:
        """The case that an item went to or is most likely for; None where there is none."""
        return super().case_id or None

    @property
    def pointed_at(self) -> Hashable:
        """The item the cursor is on."""
        row = self.list.chosen
        return None if row is None else row.item_id

    def marked_cases(self) -> list[int]:
        """Return no case: what is marked is post, and for which case it is waits to be decided."""
        return []

    def keep_marks(self, case_ids: Collection[int]) -> None:
        """Take all marks away."""
        self._keep(())

    def _keep(self, item_ids: Collection[int]) -> None:
        self.list.marked.keep(lambda row: row.item_id in item_ids)
        self.list.refresh()
        self.narrowed.find_marked()

    def case_of(self, row: PostRow) -> int:
        """Return the case of an item, 0 for none."""
        return row.case_id

    def copied(self, row: PostRow) -> str:
        """Return an item as a line."""
        return "\t".join((row.from_name or row.from_mail, row.subject or row.name, row.number, row.debtor))

    async def show_list(self, near: PostRow | None = None) -> None:
        """Show what is to be shown now, in the columns that it has."""
        self.list.lay_out(arranged(self.shape().columns, self.now.columns))
        await super().show_list(near)
        self.refresh_bindings()
        self.hint()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let only that be done which a list has: what was decided on is not filed once more."""
        if action in _NOT_HERE or (action in _OF_WAITING and self._listed is not Listed.WAITING):
            return False
        return super().check_action(action, parameters)

    async def preview_of(self, case_id: int | None) -> Sequence[Line]:
        """Return what is shown of the item the cursor is on."""
        from casebook.ui.work.post_lines import preview

        row = self.list.chosen
        card = None if row is None else await self.desk.read(post_item.glance, row.item_id)
        return () if card is None else preview(card, self.desk)

    async def action_open(self) -> None:
        """Open the page of the item."""
        if self.list.chosen is not None:
            self.desk.flow(self._open(self.list.chosen.item_id))

    async def action_part(self, by: int) -> None:
        """Show the next list, or the one before; marks are of the list they were made in."""
        self.clear_marks()
        await super().action_part(by)

    def action_item(self, name: str) -> None:
        """Do one thing with the item the cursor is on, or with those that are marked."""
        if self.list.chosen is not None or len(self.list.marked):
            self.desk.flow(working.own(self, self._act(name)))

    def action_case(self, name: str) -> None:
        """Begin work on the case that is proposed for the item; where items are marked it is not clear which."""
        if len(self.list.marked):
            self._one_at_a_time()
        else:
            super().action_case(name)

    def action_act(self) -> None:
        """Ask what is done with the item."""
        from casebook.ui.work.post_menu import act_on

        if len(self.list.marked):
            self._one_at_a_time()
        elif self.list.chosen is not None:
            self.desk.flow(working.own(self, act_on(self.desk, self.list.chosen.item_id)))

    async def _act(self, name: str) -> str | None:
        from casebook.ui.work.post_many import file_all, none_ours
        from casebook.ui.work.post_menu import act

        marked = self.list.marked_rows
        if marked:
            if name not in _OF_MANY:
                self._one_at_a_time()
                return None
            done = await (file_all if name == "file" else none_ours)(self.desk, marked)
            if done is None:
                return None
            self._keep(done.left)
            return done.said
        row = self.list.chosen
        return None if row is None else await act(self.desk, row.item_id, name)

    def _one_at_a_time(self) -> None:
        count = len(self.list.marked)
        self.desk.tell(self.desk.say("in_tray.one_at_a_time", count=count), trouble=True)

    async def _open(self, item_id: int) -> None:
        """Show an item and do what is chosen there, until one turns back or it is decided on."""
        from casebook.ui.screens.case import CaseScreen
        from casebook.ui.work.post_case import item_of
        from casebook.ui.work.post_menu import act, act_on
        from casebook.ui.work.post_page import PostPage

        card = await item_of(self.desk, item_id)
        while True:
            page = PostPage(self.desk, card)
            await self.desk.ask(page)
            match page.then:
                case "act":
                    await working.own(self, act_on(self.desk, item_id))
                case "case" if page.case_id is not None:
                    await self.app.push_screen(CaseScreen(self.desk, page.case_id))
                    return
                case "":
                    return
                case name:
                    await working.own(self, act(self.desk, item_id, name))
            before, card = card, await item_of(self.desk, item_id)
            if before.row.decision is not card.row.decision:
                return

    async def stand(self) -> None:
        """Read what the title says beside the list, and since when an item is late: its row says so too."""
        self._waiting = await self.desk.read(in_tray.waiting, self.desk.day)
        self.list.repaint_rows()
        self.tell()

    def tell(self) -> None:
        """Say what is shown, and since when the oldest item waits."""
        super().tell()
        if self._waiting is not None:
            self.title_bar.right = tuple(oldest(self._waiting, self.desk, wide=self.size.width >= _WIDE))

    def titled(self) -> Iterator[Span]:
        """Yield the lists there are, and which of them is shown."""
        return lists(self._waiting, self._listed, self.desk)
