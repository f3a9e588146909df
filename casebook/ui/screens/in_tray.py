"""The in-tray: what came in and waits for a decision, the oldest first, and what was decided."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from casebook.store.database import Database
from casebook.store.queries import post
from casebook.store.queries.listing import Listing
from casebook.store.queries.post import InTray as Listed
from casebook.store.queries.post import PostRow, Waiting
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

# In cells: where the title has room to say what is late.
_WIDE = 110
# Each item is decided on by itself, and the list is as long as what waits.
_NOT_HERE = frozenset({"filter", "mark", "mark_range", "mark_all", "clear_marks"})


class InTray(ListPlace[PostRow]):
    """What came in by post and mail."""

    NAME = "place.in_tray"
    HINTS: ClassVar = (
        "app.goto", "post.in_tray_list", "case.proposals", "post.post_act", "place.open", "app.help",
    )  # fmt: skip
    CALLED: ClassVar = {"case.proposals": "post_file"}
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("right_square_bracket", "part(1)", "post.in_tray_list"),
        place_key("left_square_bracket", "part(-1)", "post.in_tray_list_back"),
        # What it is elsewhere it is for an item: whoever gave it another key finds it there here too.
        Binding("plus", "accept", "key.post_file", id="case.proposals", priority=True),
        place_key("T", "act", "post.post_act"),
    ]
    # What the list is laid out for, until another part is shown.
    part = Part(Listed.WAITING, "")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        # A case may have many items, and an item none.
        self.narrowed = Narrowed(desk, self.list, lambda row: row.item_id, self.tell)
        self._waiting: Waiting | None = None

    def shape(self) -> Shape[PostRow]:
        """Return the columns of the list that is shown."""
        return in_tray_shape(self._listed, self.desk)

    def windows(self, shown: Shown) -> Callable[[Database], Listing[PostRow]]:
        """Return what makes the list."""
        return partial(post.post, which=self._listed)

    def first_part(self) -> Part:
        """Return what waits."""
        return Part(Listed.WAITING, "")

    async def parts(self) -> Sequence[Part]:
        """Return the lists; the title says how they are called."""
        return [Part(listed, "") for listed in Listed]

    @property
    def _listed(self) -> Listed:
        return Listed(self.part.id)

    @property
    def case_id(self) -> int | None:
        """The case that an item went to or is most likely for; None where there is none."""
        return super().case_id or None

    @property
    def chosen(self) -> Hashable:
        """The item the cursor is on."""
        return None if self.list.chosen is None else self.list.chosen.item_id

    def case_of(self, row: PostRow) -> int:
        """Return the case of an item, 0 for none."""
        return row.case_id

    def copied(self, row: PostRow) -> str:
        """Return an item as a line."""
        return "\t".join((row.from_name or row.from_mail, row.subject or row.name, row.number, row.debtor))

    async def load(self) -> None:
        """Read the list from where the cursor is, and how much waits."""
        await self._stand()
        await super().load()

    async def worked(self) -> None:
        """Show the list anew after an item was decided on."""
        await self._stand()
        await super().worked()

    async def show_list(self, near: PostRow | None = None) -> None:
        """Show what is to be shown now, in the columns that it has."""
        self.list.lay_out(arranged(self.shape().columns, self.now.columns))
        await super().show_list(near)
        self.refresh_bindings()
        self.hint()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let only that be done which a list has: what was decided on is not filed once more."""
        if action in _NOT_HERE or (action == "accept" and self._listed is not Listed.WAITING):
            return False
        return super().check_action(action, parameters)

    async def preview_of(self, case_id: int | None) -> Sequence[Line]:
        """Return what is shown of the item the cursor is on."""
        from casebook.ui.work.post_lines import preview

        row = self.list.chosen
        card = None if row is None else await self.desk.read(post.item, row.item_id, self.desk.day)
        return () if card is None else preview(card, self.desk)

    async def action_open(self) -> None:
        """Open the page of the item."""
        if self.list.chosen is not None:
            self.desk.flow(self._open(self.list.chosen.item_id))

    def action_accept(self) -> None:
        """File the item with the case that is proposed."""
        from casebook.ui.work.post_filing import accept

        if self.list.chosen is not None:
            self.desk.flow(working.own(self, accept(self.desk, self.list.chosen.item_id)))

    def action_act(self) -> None:
        """Ask what is done with the item."""
        from casebook.ui.work.post_menu import act_on

        if self.list.chosen is not None:
            self.desk.flow(working.own(self, act_on(self.desk, self.list.chosen.item_id)))

    async def _open(self, item_id: int) -> None:
        """Show an item and do what is chosen there, until one turns back or it is decided on."""
        from casebook.ui.screens.case import CaseScreen
        from casebook.ui.work.post_case import item_of
        from casebook.ui.work.post_filing import accept
        from casebook.ui.work.post_menu import act_on
        from casebook.ui.work.post_page import PostPage

        card = await item_of(self.desk, item_id)
        while True:
            page = PostPage(self.desk, card)
            await self.desk.ask(page)
            match page.then:
                case "accept":
                    await working.own(self, accept(self.desk, item_id))
                case "act":
                    await working.own(self, act_on(self.desk, item_id))
                case "case" if page.case_id is not None:
                    await self.app.push_screen(CaseScreen(self.desk, page.case_id))
                    return
                case _:
                    return
            before, card = card, await item_of(self.desk, item_id)
            if before.row.decision is not card.row.decision:
                return

    async def _stand(self) -> None:
        self._waiting = await self.desk.read(post.waiting, self.desk.day)
        self.tell()

    def tell(self) -> None:
        """Say what is shown, and since when the oldest item waits."""
        super().tell()
        if self._waiting is not None:
            self.title_bar.right = tuple(oldest(self._waiting, self.desk, wide=self.size.width >= _WIDE))

    def titled(self) -> Iterator[Span]:
        """Yield the lists there are, and which of them is shown."""
        return lists(self._waiting, self._listed, self.desk)
