"""The letters to agencies of many placements: those by which claims are handed over, and those that ask for reports."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.documents import DocumentKind
from casebook.domain.letters.extras import Value
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.placements.facts import PlacementEventKind
from casebook.domain.placements.standing import POSSIBLE
from casebook.errors import Refused
from casebook.jobs.drafting import Settings, Wanted
from casebook.jobs.letters import composed
from casebook.store import placement_rows
from casebook.store.actions.letters import PrepareLetter
from casebook.store.database import Database
from casebook.store.placement_rows import ORIGIN, RecordedPlacement
from casebook.store.rows import rows
from casebook.words import say

_E = PlacementEventKind
# What an agency needs to collect, and no more: what is internal stays here.
_GIVEN = (
    DocumentKind.AGREEMENT,
    DocumentKind.TERMS,
    DocumentKind.ARRANGEMENT,
    DocumentKind.INVOICE,
    DocumentKind.DELIVERY_NOTE,
    DocumentKind.LETTER,
    DocumentKind.MAIL,
)
_DOSSIER = f"""
    SELECT d.id FROM document d
    WHERE d.case_id = ? AND d.kind IN ({", ".join(f"'{kind}'" for kind in _GIVEN)})
      AND EXISTS (SELECT 1 FROM document_content c WHERE c.sha256 = d.sha256)
    ORDER BY COALESCE(d.on_day, '1000-01-01'), d.id
"""  # noqa: S608 our own codes


class Unwritten(NamedTuple):
    """A placement of which no letter can be written, and why."""

    placement_id: int
    case_id: int
    why: Refused


class AgencyLetters(NamedTuple):
    """Letters of placements, by the placement, and those without any."""

    letters: Mapping[int, PrepareLetter]
    without: tuple[Unwritten, ...]


class _Document(NamedTuple):
    id: int


def dossier(database: Database, case_id: int) -> tuple[int, ...]:
    """Return the documents of a case that go along when its claims are handed over, the oldest first.

    They are what the claims rest on and what was written about them, also the 14-day letter and arrangements.
    """
    return tuple(one.id for one in rows(database, _DOSSIER, _Document, (case_id,)))


def transfers(database: Database, day: date, placement_ids: Sequence[int], settings: Settings) -> AgencyLetters:
    """Return the letters by which placements that wait for it are handed over."""

    def wanted(one: RecordedPlacement) -> Mapping[str, Value]:
        return {"text": say(f"placement.letter_guard_{one.row.guard}", {}, one.row.agency_language)}

    return _letters(database, day, placement_ids, _Of(LetterKind.AGENCY_TRANSFER, wanted, _E.SENT), settings)


def chasers(database: Database, day: date, placement_ids: Sequence[int], settings: Settings) -> AgencyLetters:
    """Return the letters that ask for reports that are overdue."""

    def wanted(one: RecordedPlacement) -> Mapping[str, Value]:
        due = one.standing(database, day).update
        said: dict[str, Value] = {"their_reference": one.row.reference}
        if due is not None:
            said["overdue_since"] = due.due_on
        if due is not None and due.reported_on is not None:
            said["reported_on"] = due.reported_on
        return said

    late = [one.row.id for one in _of(database, placement_ids) if one.standing(database, day).overdue_days(day)]
    return _letters(database, day, late, _Of(LetterKind.AGENCY_MESSAGE, wanted, _E.CHASED), settings)


class _Of(NamedTuple):
    """Letters of a kind: what they say of a placement, and what follows from one that left."""

    kind: LetterKind
    extras: Callable[[RecordedPlacement], Mapping[str, Value]]
    then: PlacementEventKind


def _letters(database: Database, day: date, placement_ids: Sequence[int], of: _Of, settings: Settings) -> AgencyLetters:
    letters: dict[int, PrepareLetter] = {}
    without: list[Unwritten] = []
    with database.snapshot():
        for one in _of(database, placement_ids):
            row = one.row
            if one.standing(database, day).stage not in POSSIBLE[of.then]:
                continue
            wanted = Wanted(
                claim_ids=one.claim_ids,
                to=row.agency_party_id,
                extras=of.extras(one),
                origin=ORIGIN,
                origin_id=row.id,
                settings=settings,
            )
            try:
                letters[row.id] = PrepareLetter(row.case_id, composed(database, day, row.case_id, of.kind, wanted))
            except Refused as refused:
                without.append(Unwritten(row.id, row.case_id, refused))
    return AgencyLetters(letters, tuple(without))


def _of(database: Database, placement_ids: Sequence[int]) -> list[RecordedPlacement]:
    return list(placement_rows.of_ids(database, placement_ids).values())
