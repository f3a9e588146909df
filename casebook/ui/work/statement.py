"""The statement of a case to a key date, past or to come: on the screen, and as a sheet in the person's own folder."""

import asyncio
import os
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType

from casebook import paths
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.jobs.exports import write_new
from casebook.jobs.statement import write_csv
from casebook.store.database import Database
from casebook.store.queries.case import CaseCard
from casebook.store.queries.statement import Statement, statement
from casebook.ui.desk import Desk
from casebook.ui.dialogs.day_page import DayPage
from casebook.ui.keys import place_key
from casebook.ui.prose import Line
from casebook.ui.work.statement_lines import statement_lines


async def show_statement(desk: Desk, card: CaseCard, day: date) -> None:
    """Show the statement to a day."""
    found = await desk.read(_find, card.case_id, day)
    await desk.ask(StatementPage(desk, card, found))


class StatementPage(DayPage):
    """The entries of each claim with the balance after each, and the interest; w writes them to a file."""

    BINDINGS: ClassVar[list[BindingType]] = [place_key("w", "write", "statement.write")]
    HINTS = ("page.other_day", "statement.write", "reader.copy", "dialog.back")
    PAST = True

    def __init__(self, desk: Desk, card: CaseCard, found: Statement) -> None:
        heading = desk.say("statement_page.heading", number=card.number, name=card.name)
        super().__init__(desk, heading, statement_lines(found, desk))
        self._case_id = card.case_id
        self._found = found

    async def lines_on(self, day: date) -> Sequence[Line]:
        """Return the statement to a day."""
        self._found = await self.desk.read(_find, self._case_id, day)
        return statement_lines(self._found, self.desk)

    def action_write(self) -> None:
        """Write the statement to a file, as it is shown."""
        self.desk.flow(self._write())

    async def _write(self) -> None:
        path = await asyncio.to_thread(_write, self._found, self.desk.language)
        self.desk.tell(self.desk.say("export.written", file=str(path)))


def _find(database: Database, case_id: int, day: date) -> Statement:
    found = statement(database, case_id, day)
    if found is None:
        raise Refused("case.gone", source=HOUSE_RULE)
    return found


def _write(found: Statement, language: str) -> Path:
    stem = f"{found.number}_{found.day.isoformat()}"
    return write_new(paths.exports(os.environ), stem, ".csv", partial(write_csv, found, language))
