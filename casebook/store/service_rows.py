"""Suspensions of a service as they are stored, with the days that their letters tell."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from casebook.domain.letters.kept import facts_of
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.service import OPEN, Course, LiftGround, Sector, ServiceState, state
from casebook.store.database import Database
from casebook.store.rows import many

# What a letter of a suspension says in its `origin`.
ORIGIN = "service_suspension"
_SUSPENSIONS = """
    SELECT case_id, id, version, sector, service, begun_on, municipality_on, medical_on, announced_on, effect_on,
           announcement_id, in_effect_on, passed_because, lifted_on, lifted_ground, lifted_because, withdrawn_on,
           withdrawn_because
    FROM service_suspension WHERE case_id IN ({marks}) ORDER BY id
"""
_CLAIMS = """
    SELECT s.suspension_id, s.claim_id, k.number FROM suspended_claim s JOIN claim k ON k.id = s.claim_id
    WHERE s.suspension_id IN ({marks}) ORDER BY s.suspension_id, s.claim_id
"""
# What came back was told to nobody.
_LETTERS = """
    SELECT l.origin_id, l.id, l.kind, l.facts,
           (SELECT min(d.sent_on) FROM dispatch d WHERE d.letter_id = l.id AND d.returned_on IS NULL)
    FROM letter l
    WHERE l.withdrawn_on IS NULL AND l.origin = 'service_suspension' AND l.origin_id IN ({marks}) ORDER BY l.id
"""


class SuspensionRow(NamedTuple):
    """A suspension as it is stored."""

    case_id: int
    id: int
    version: int
    sector: Sector
    service: str
    begun_on: date
    municipality_on: date | None
    medical_on: date | None
    announced_on: date | None
    effect_on: date | None
    announcement_id: int | None
    in_effect_on: date | None
    passed_because: str
    lifted_on: date | None
    lifted_ground: LiftGround | None
    lifted_because: str
    withdrawn_on: date | None
    withdrawn_because: str


class _Claim(NamedTuple):
    suspension_id: int
    claim_id: int
    number: str


class _Letter(NamedTuple):
    suspension_id: int
    letter_id: int
    kind: LetterKind
    facts: str
    sent_on: date | None


@dataclass(frozen=True, slots=True)
class Suspension:
    """A suspension with its claims (their numbers by id), its course, and the kinds of the letters there are of it."""

    row: SuspensionRow
    claims: Mapping[int, str]
    course: Course
    letters: frozenset[LetterKind]

    @property
    def state(self) -> ServiceState:
        """How far it is."""
        return state(self.course)


def of_cases(database: Database, case_ids: Sequence[int]) -> dict[int, tuple[Suspension, ...]]:
    """Return the suspensions of cases, the first first; a case without one is left out."""
    rows = many(database, _SUSPENSIONS, SuspensionRow, case_ids)
    if not rows:
        return {}
    ids = [row.id for row in rows]
    claims: dict[int, dict[int, str]] = defaultdict(dict)
    for claim in many(database, _CLAIMS, _Claim, ids):
        claims[claim.suspension_id][claim.claim_id] = claim.number
    letters: dict[int, list[_Letter]] = defaultdict(list)
    for letter in many(database, _LETTERS, _Letter, ids):
        letters[letter.suspension_id].append(letter)
    found: dict[int, list[Suspension]] = defaultdict(list)
    for row in rows:
        some = letters[row.id]
        kinds = frozenset(letter.kind for letter in some)
        found[row.case_id].append(Suspension(row, claims[row.id], _course(row, some), kinds))
    return {case_id: tuple(some) for case_id, some in found.items()}


def open_one(some: Sequence[Suspension]) -> Suspension | None:
    """Return the suspension that is neither lifted nor withdrawn: a case has one at a time."""
    return next((one for one in some if one.state in OPEN), None)


def _course(row: SuspensionRow, letters: Sequence[_Letter]) -> Course:
    announced_on, effect_on = row.announced_on, row.effect_on
    for letter in letters:
        # The last one says from when: it came in the place of those before it.
        if letter.kind is LetterKind.SUSPENSION_ANNOUNCED and letter.sent_on is not None and row.announced_on is None:
            said = facts_of(letter.facts).extras.get("takes_effect_on")
            announced_on, effect_on = letter.sent_on, said if isinstance(said, date) else effect_on
    return Course(announced_on, effect_on, row.in_effect_on, row.lifted_on, row.withdrawn_on)
