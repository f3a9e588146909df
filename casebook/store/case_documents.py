"""Which documents are those of a case: added to it, or named by what stands in it."""

from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.rows import rows

# What was kept to leave and did not is nobody's document.
OF_CASE = """
    SELECT o.id FROM document o WHERE o.case_id = ? AND NOT EXISTS (
        SELECT 1 FROM letter l JOIN dispatch x ON x.letter_id = l.id
        WHERE l.case_id = o.case_id AND x.document_id = o.id AND x.sent_on IS NULL
          AND (x.failed_on IS NOT NULL OR (x.sending_at IS NULL AND x.batch_id IS NULL)))
    UNION SELECT k.agreed_in_id FROM claim k WHERE k.case_id = ?
    UNION SELECT v.document_id FROM claim k JOIN evidence v ON v.claim_id = k.id WHERE k.case_id = ?
    UNION SELECT e.document_id FROM limitation_event e WHERE e.case_id = ?
    UNION SELECT m.document_id FROM limitation_event e JOIN proof_mark m ON m.event_id = e.id WHERE e.case_id = ?
    UNION SELECT x.proof_id FROM letter l JOIN dispatch x ON x.letter_id = l.id WHERE l.case_id = ?
"""
# How often the case is asked for in it.
TIMES = OF_CASE.count("?")


class _Id(NamedTuple):
    document_id: int | None


def documents_of(database: Database, case_id: int) -> frozenset[int]:
    """Return the ids of the documents of a case."""
    found = rows(database, OF_CASE, _Id, (case_id,) * TIMES)
    return frozenset(one.document_id for one in found if one.document_id is not None)
