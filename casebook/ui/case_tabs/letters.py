"""The letters of a case: each with how it stands, the newest first; a row opens as the letter."""

from functools import partial

from casebook.store.queries import outbox
from casebook.store.queries.outbox import OutboxRow
from casebook.store.queries.whole import Whole
from casebook.ui.case_tabs.tab import ListTab
from casebook.ui.case_tabs.telling import day, day_width
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.source import Windows
from casebook.ui.widgets.windowed_list import Shape
from casebook.ui.work.letter_lines import SIGNS, STYLES, kind_word, said_of, ways_said


class LettersTab(ListTab[OutboxRow]):
    """The letters as a list; w writes another."""

    NAME = "letters"
    KEY = "case.letter"
    NEWEST_FIRST = True

    def shape(self) -> Shape[OutboxRow]:
        """Return the columns of the letters."""
        desk = self.desk
        return Shape(
            (
                Column("", 2, lambda row: SIGNS[row.state], style=_style),
                Column("outbox.prepared_on", day_width(desk), lambda row: day(row.prepared_on, desk)),
                Column("outbox.kind", 16, lambda row: kind_word(row.kind, desk), share=2),
                Column("outbox.to", 14, lambda row: row.addressee, share=2),
                Column("outbox.state", 18, lambda row: said_of(row, desk), share=1, style=_style),
                Column("outbox.proof", 8, lambda row: desk.say(f"word.{row.grade}") if row.grade else "", spare=2),
                Column("outbox.ways_by", 12, lambda row: ways_said(row.ways, desk), share=1, spare=1),
            ),
            lambda row: row.letter_id,
            "letters.none",
        )

    def windows(self) -> Windows[OutboxRow]:
        """Return the letters of the case."""
        return Whole(partial(outbox.of_case, case_id=self.case_id), lambda row: (-row.letter_id,))

    async def open(self) -> None:
        """Show the letter that is chosen, and do what is chosen there."""
        from casebook.ui.screens.place import Place
        from casebook.ui.work.letter_open import open_letter

        if self.list.chosen is not None and isinstance(self.screen, Place):
            await open_letter(self.screen, self.list.chosen.letter_id)


def _style(row: OutboxRow) -> str:
    return STYLES.get(row.state, "")
