"""The outbox: letters by how they stand, what is released, sent and decided about them, alone or together."""

from collections.abc import Awaitable, Callable, Collection, Hashable, Iterator, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from casebook.domain.letters.standing import LetterState
from casebook.store.database import Database
from casebook.store.queries import letter_card, letter_counts, outbox
from casebook.store.queries.listing import Listing
from casebook.store.queries.outbox import Listed, OutboxRow
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.keys import place_key
from casebook.ui.letter_troubles import troubles
from casebook.ui.prose import Line, Span
from casebook.ui.screens import working
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.screens.narrowed import Narrowed
from casebook.ui.screens.outbox_lists import lists, outbox_shape
from casebook.ui.views import Part, Shown, Starter
from casebook.ui.widgets.menu import Entry
from casebook.ui.widgets.windowed_list import Shape

Act = Callable[[], Awaitable[str | None]]


class Outbox(ListPlace[OutboxRow]):
    """Letters, from prepared to proven."""

    NAME = "place.outbox"
    LIST = "outbox"
    HINTS: ClassVar = (
        "app.goto", "outbox.outbox_list", "case.proposals", "case.letter", "place.open", "list.mark", "list.filter",
        "app.help",
    )  # fmt: skip
    CALLED: ClassVar = {"case.proposals": "letter_release", "case.letter": "letter_act"}
    VIEWS: ClassVar = (
        Starter(1, "starter.letters", Shown()),
        Starter(2, "starter.to_release", Shown(part=Listed.TO_RELEASE)),
        Starter(3, "starter.proof", Shown(part=Listed.PROOF)),
        Starter(4, "starter.by_itself", Shown(part=Listed.BY_ITSELF)),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("right_square_bracket", "part(1)", "outbox.outbox_list"),
        place_key("left_square_bracket", "part(-1)", "outbox.outbox_list_back"),
        # What they are elsewhere they are for a letter: whoever gave them other keys finds them there here too.
        Binding("plus", "release", "key.letter_release", id="case.proposals", priority=True),
        Binding("w", "act", "key.letter_act", id="case.letter", priority=True),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        # A case may have many letters: marks are of letters.
        self.narrowed = Narrowed(desk, self.list, lambda row: row.letter_id, self.tell)
        self._counts: Mapping[LetterState, int] | None = None

    def shape(self) -> Shape[OutboxRow]:
        """Return the columns of letters."""
        return outbox_shape(self.desk)

    def windows(self, shown: Shown) -> Callable[[Database], Listing[OutboxRow]]:
        """Return what makes the list of letters."""
        narrowing, listed = self.narrowing(shown), self._listed
        return lambda database: outbox.outbox(database, listed, narrowing)

    def first_part(self) -> Part:
        """Return all about which something is to be done."""
        return Part(Listed.OPEN, "")

    async def parts(self) -> Sequence[Part]:
        """Return the lists; the title says how they are called."""
        return [Part(listed, "") for listed in Listed]

    @property
    def _listed(self) -> Listed:
        return Listed(self.part.id)

    @property
    def pointed_at(self) -> Hashable:
        """The letter the cursor is on."""
        row = self.list.chosen
        return None if row is None else row.letter_id

    def case_of(self, row: OutboxRow) -> int:
        """Return the case of a letter."""
        return row.case_id

    def copied(self, row: OutboxRow) -> str:
        """Return a letter as a line."""
        return "\t".join((row.number, row.addressee, self.desk.say(f"word.letter_kind_{row.kind}")))

    def on_screen_resume(self) -> None:
        """Tell what came of an errand meanwhile."""
        self.tell_of_errand()

    def tell_of_errand(self) -> None:
        """Tell what was printed, mailed or handed over, and what was not."""
        if self.desk.errand.came is not None:
            self.desk.flow(self.desk.errand.tell())

    async def preview_of(self, case_id: int | None) -> Sequence[Line]:
        """Return the page of the letter the cursor is on."""
        from casebook.ui.work.letter_open import page_lines

        row = self.list.chosen
        if row is None:
            return ()
        width = self.preview.size.width

        def read(database: Database) -> Sequence[Line]:
            card = letter_card.letter(database, row.letter_id, self.desk.day)
            return () if card is None else page_lines(card, self.desk, width)

        return await self.desk.read(read)

    async def action_open(self) -> None:
        """Open the page of the letter."""
        from casebook.ui.work.letter_open import open_letter

        if self.list.chosen is not None:
            self.desk.flow(open_letter(self, self.list.chosen.letter_id))

    def action_release(self) -> None:
        """Release the letter the cursor is on, or those that are marked."""
        self.desk.flow(working.own(self, self._release()))

    def action_act(self) -> None:
        """Ask what is done with the letter, with those that are marked, or with all that wait to leave."""
        self.desk.flow(working.own(self, self._act()))

    async def _release(self) -> str | None:
        from casebook.ui.work.letter_acts import card_of, release

        row = self.list.chosen
        if len(self.list.marked):
            return await self._all_marked("release_all")
        if row is None:
            return None
        card = await card_of(self.desk, row.letter_id)
        done = await release(self.desk, card)
        return self.desk.say("outbox.released", title=self.copied(row)) if done else None

    async def _all_marked(self, name: str) -> str | None:
        from casebook.ui.work.letter_many import withdraw_all
        from casebook.ui.work.letter_release import release_all

        work = release_all if name == "release_all" else withdraw_all
        done = await work(self.desk, self.list.marked_rows)
        if done is None:
            return None
        self._keep(done.left)
        return done.said

    async def _act(self) -> str | None:
        from casebook.ui.work.letter_acts import card_of
        from casebook.ui.work.letter_lines import title
        from casebook.ui.work.letter_open import entries

        desk, row = self.desk, self.list.chosen
        found: list[Entry[Act]] = []
        heading = desk.say("place.outbox")
        if len(self.list.marked):
            heading = desk.say("outbox.of_marked", count=len(self.list.marked))
            found += [
                Entry(partial(self._all_marked, "release_all"), "v", desk.say("outbox.release")),
                Entry(partial(self._all_marked, "withdraw_all"), "t", desk.say("outbox.withdraw")),
            ]
        elif row is not None:
            card = await card_of(desk, row.letter_id)
            heading = title(row, desk)
            some = entries(desk, card)
            found += [Entry(partial(self._one, one.value, heading), one.key, one.text) for one in some]
        act = await desk.ask(Pick(desk, heading, [*found, *self._leaving()]))
        return None if act is None else await act()

    async def _one(self, act: Callable[[], Awaitable[bool]], heading: str) -> str | None:
        return self.desk.say("outbox.saved", title=heading) if await act() else None

    def _leaving(self) -> Iterator[Entry[Act]]:
        """Yield how letters leave together: those that are marked, else all that wait."""
        from casebook.ui.work import letter_leaving as leaving

        desk = self.desk
        ids = {row.letter_id for row in self.list.marked_rows} if len(self.list.marked) else None
        yield Entry(partial(leaving.print_all, desk, ids), "P", desk.say("outbox.print_released"))
        yield Entry(partial(leaving.posted, desk), "N", desk.say("outbox.posted"))
        yield Entry(partial(leaving.mail_all, desk, ids), "E", desk.say("outbox.mail_released"))
        yield Entry(partial(leaving.saved_again, desk), "B", desk.say("outbox.save_again"))
        yield Entry(partial(leaving.hand_all, desk), "H", desk.say("outbox.hand_released"))

    def _keep(self, refused: Collection[int]) -> None:
        """Take the marks away, but those of letters that were refused."""
        self.list.marked.keep(lambda row: row.letter_id in refused)
        self.list.refresh()
        self.narrowed.find_marked()

    async def stand(self) -> None:
        """Read what the title says beside the list."""
        self._counts = await self.desk.read(letter_counts.counts)
        self.tell()

    def tell(self) -> None:
        """Say what is shown, and what waits for somebody to decide."""
        super().tell()
        if self._counts is not None:
            some = () if self.view or self.now.filter else troubles(self._counts, self.desk)
            self.title_bar.right = tuple(some)

    def titled(self) -> Iterator[Span]:
        """Yield the lists there are, the one that is shown first; beside the name of a view only that."""
        return lists(self._counts, self._listed, self.desk, alone=self.view is not None)
