"""Adding a document to a case from a file."""

from casebook.jobs.documents import kept
from casebook.store.queries.case import CaseCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.ask_file import AskFile


async def add(desk: Desk, card: CaseCard) -> int | None:
    """Ask for a file and add it to the case; returns the id of the document, None where one turned back."""
    scan = await desk.ask(AskFile(desk, desk.say("documents.heading", number=card.number, name=card.name)))
    if scan is None:
        return None
    command = await desk.write(kept, card.case_id, scan)
    document: int = (await desk.act(command)).result
    desk.tell(desk.say("documents.added", file=scan.name))
    return document


async def add_to_case(desk: Desk, card: CaseCard) -> bool:
    """Add a document to the case, for what rests on it later."""
    return await add(desk, card) is not None
