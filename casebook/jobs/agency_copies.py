"""What interrupts the limitation of a claim that lies with an agency goes to the agency too, so that it knows of it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from casebook.domain.letters.kinds import LetterKind
from casebook.jobs.drafting import Wanted, Writing
from casebook.letters.plain import prose
from casebook.store.actions.letters import Draft
from casebook.store.database import Database
from casebook.store.placement_rows import ORIGIN
from casebook.store.rows import many
from casebook.words import say

_HOLDERS = """
    SELECT k.case_id, k.id, p.id, a.party_id, p.reference
    FROM claim k JOIN placed_claim c ON c.claim_id = k.id JOIN placement p ON p.id = c.placement_id
    JOIN agency a ON a.id = p.agency_id
    WHERE k.placed = 1 AND c.ended_on IS NULL AND p.ended_on IS NULL AND k.case_id IN ({marks})
    ORDER BY p.id, k.id
"""


class Holder(NamedTuple):
    """A claim that lies with an agency: in which placement, and under which reference of the agency."""

    case_id: int
    claim_id: int
    placement_id: int
    party_id: int
    reference: str


def holders(database: Database, case_ids: Sequence[int]) -> list[Holder]:
    """Return the claims of cases that lie with an agency."""
    return many(database, _HOLDERS, Holder, case_ids)


def copies(written: Writing, own: Sequence[Draft], held: Sequence[Holder]) -> Iterator[Draft]:
    """Yield the letters by which each agency gets the text of letters that interrupt claims it has."""
    placements: dict[int, list[Holder]] = {}
    for one in held:
        if one.case_id == written.case.case_id:
            placements.setdefault(one.placement_id, []).append(one)
    for of_one in placements.values():
        ids = tuple(one.claim_id for one in of_one)
        about = [draft for draft in own if any(stated.claim_id in ids for stated in draft.claims)]
        if about:
            copied = written._replace(kind=LetterKind.AGENCY_MESSAGE, wanted=_wanted(written, about, of_one))
            yield from copied.drafts()


def _wanted(written: Writing, about: Sequence[Draft], held: Sequence[Holder]) -> Wanted:
    first, one = about[0], held[0]
    names = tuple(dict.fromkeys(written.known.people[draft.addressee_id].name for draft in about))
    text = f"{say('placement.letter_copy', {'names': names}, first.language)}\n\n{prose(first.body)}"
    claims = {stated.claim_id for draft in about for stated in draft.claims}
    return Wanted(
        claim_ids=tuple(holder.claim_id for holder in held if holder.claim_id in claims),
        to=one.party_id,
        language=first.language,
        extras={"text": text, "their_reference": one.reference},
        origin=ORIGIN,
        origin_id=one.placement_id,
        settings=written.wanted.settings,
    )
