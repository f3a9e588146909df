"""How documents are told: what they are said to be, and what goes along with a letter."""

from casebook.store.actions.documents import DescribeDocument
from casebook.store.actions.enclosures import EncloseDocuments
from casebook.store.queries.told.shapes.cases import Document
from casebook.store.queries.told.shapes.letters import Letter
from casebook.store.queries.told.telling import Scene, Telling, teller


@teller
def _described(_scene: Scene, command: DescribeDocument) -> Telling:
    return Telling([("told.document_described", {"name": command.name})])


@teller
def _enclosed(scene: Scene, command: EncloseDocuments) -> Telling:
    letter = scene.records.get(Letter, command.letter_id)
    names = [scene.records.get(Document, id_).name for id_ in command.document_ids]
    code = "told.letter_encloses" if names else "told.letter_encloses_nothing"
    about = {"letter": f"letter_kind_{letter.kind}"}
    return Telling([(code, {**about, "names": names} if names else about)])
