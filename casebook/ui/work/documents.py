"""Adding a document to a case from a file, and saying what a document is."""

from casebook.domain.documents import Direction, DocumentKind
from casebook.jobs.documents import Scan, kept
from casebook.store.actions.documents import AddDocument, DescribeDocument, Description
from casebook.store.queries.case import CaseCard
from casebook.store.queries.documents import DocumentRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.ask_file import AskFile
from casebook.ui.dialogs.form import Form
from casebook.ui.work.document_fields import DescriptionFields, known_of

_LONGEST = 100


async def add(desk: Desk, card: CaseCard, about: Description | None = None) -> int | None:
    """Ask for a file and add it to the case; returns the id of the document, None where one turned back.

    What it is is asked, unless `about` says so already.
    """
    scan = await desk.ask(AskFile(desk, desk.say("documents.heading", number=card.number, name=card.name)))
    if scan is None:
        return None
    command = await desk.write(kept, card.case_id, scan)
    if about is not None:
        document: int = (await desk.act(_said(command, command.name, about))).result
    else:
        found = await _asked(desk, command, scan, card)
        if found is None:
            return None
        document = found
    desk.tell(desk.say("documents.added", file=scan.name))
    return document


async def add_to_case(desk: Desk, card: CaseCard) -> bool:
    """Add a document to the case, for what rests on it later."""
    return await add(desk, card) is not None


def signed_arrangement(card: CaseCard) -> Description:
    """Return what a signed arrangement is that comes in from the debtor of a case."""
    return Description(DocumentKind.ARRANGEMENT, None, Direction.INCOMING, card.name)


async def describe(desk: Desk, row: DocumentRow) -> bool:
    """Ask what a document is, and record it."""
    fields = DescriptionFields(desk, row.name, known_of(row))
    heading = desk.say("documents.describe", file=clean_line(row.name, _LONGEST))

    def command() -> DescribeDocument:
        return DescribeDocument(row.document_id, row.version, fields.name, fields.about)

    return await desk.ask(Form(desk, heading, fields.all, command, changed=fields.follow)) is not None


async def _asked(desk: Desk, command: AddDocument, scan: Scan, card: CaseCard) -> int | None:
    scanned = scan.media_type.startswith("image/")
    about = Description(DocumentKind.SCAN if scanned else None, None, Direction.INCOMING, card.name)
    fields = DescriptionFields(desk, command.name, about)
    heading = desk.say("documents.describe", file=clean_line(command.name, _LONGEST))
    form = Form(desk, heading, fields.all, lambda: _said(command, fields.name, fields.about), changed=fields.follow)
    done = await desk.ask(form)
    return None if done is None else int(done.result)


def _said(command: AddDocument, name: str, about: Description) -> AddDocument:
    return AddDocument(command.case_id, name, command.media_type, command.sha256, about)
