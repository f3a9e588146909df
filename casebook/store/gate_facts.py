"""What the gate is asked with, read for many letters in as many statements as for one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import Term, add
from casebook.domain.gate import NOTHING_DONE, ClaimNow, Earlier, GateFacts, Held, Insolvency, Outgoing, Stop, check
from casebook.domain.letters.kinds import SUSPENDS, LetterKind
from casebook.domain.service import Prepared
from casebook.store import service_facts
from casebook.store.database import Database
from casebook.store.gate_claims import claims_now
from casebook.store.gate_letters import outgoing_of
from casebook.store.gate_people import People, people
from casebook.store.models.cases import TrackKind
from casebook.store.rows import many

_A_YEAR = Term(-1, "years")
_CASES = "SELECT id, debtor_id, closed_on FROM cases WHERE id IN ({marks})"
_TRACKS = """
    SELECT case_id, kind, opened_on FROM track
    WHERE closed_on IS NULL AND kind IN ('insolvency', 'counselling') AND case_id IN ({marks}) ORDER BY id
"""
_COMPLAINTS = """
    SELECT case_id, min(received_on) FROM person_request
    WHERE kind = 'complaint' AND answered_on IS NULL AND withdrawn_on IS NULL AND case_id IN ({marks})
    GROUP BY case_id
"""
# What an insolvency holds up is what its debtor owes: whoever owes it beside him is asked (Fw 136; 160; HR 2015:251).
_HOLDS = """
    SELECT c.id, h.reason, h.until_on, h.claim_id, h.from_on,
           EXISTS (SELECT 1 FROM insolvency_item t
                   WHERE t.kind = 'hold' AND t.outcome = 'placed' AND t.record_id = h.id)
    FROM cases c JOIN hold h ON {whose}
    WHERE h.lifted_on IS NULL AND h.from_on <= ? AND (h.until_on IS NULL OR h.until_on >= ?) AND c.id IN ({marks})
    ORDER BY h.id
"""
_OF_CASE, _OF_DEBTOR = "h.case_id = c.id AND h.debtor_id IS NULL", "h.debtor_id = c.debtor_id"
_EARLIER = """
    SELECT l.id, COALESCE(l.bundle_id, l.id), l.case_id, l.party_id, l.addressee_id, l.kind, min(d.sent_on)
    FROM letter l JOIN dispatch d ON d.letter_id = l.id
    WHERE d.sent_on IS NOT NULL AND d.sent_on >= ? AND d.returned_on IS NULL AND l.addressee_id IN ({marks})
    GROUP BY l.id, l.bundle_id, l.case_id, l.party_id, l.addressee_id, l.kind ORDER BY l.id
"""


class _Case(NamedTuple):
    id: int
    debtor_id: int
    closed_on: date | None


class _Track(NamedTuple):
    case_id: int
    kind: TrackKind
    opened_on: date


class _Day(NamedTuple):
    case_id: int
    on: date


class _Hold(NamedTuple):
    case_id: int
    reason: str
    until_on: date | None
    claim_id: int | None
    from_on: date
    by_insolvency: bool


class _Sent(NamedTuple):
    letter_id: int
    bundle: int
    case_id: int
    party_id: int
    addressee_id: int
    kind: LetterKind
    sent_on: date


@dataclass(slots=True)
class _OfCase:
    case: _Case
    tracks: dict[TrackKind, date] = field(default_factory=dict)
    complaint_on: date | None = None
    holds: list[_Hold] = field(default_factory=list)


class _World(NamedTuple):
    day: date
    people: People
    cases: Mapping[int, _OfCase]
    sent: Mapping[tuple[int, int], Sequence[_Sent]]
    suspensions: Mapping[int, Prepared]


def stops(database: Database, letter_ids: Sequence[int], day: date) -> dict[int, tuple[Stop, ...]]:
    """Return what the gate says of letters that are stored, by their ids, with the facts of this moment."""
    letters = outgoing_of(database, letter_ids)
    return dict(zip(letters, stops_of(database, list(letters.values()), day), strict=True))


def stops_of(database: Database, letters: Sequence[Outgoing], day: date) -> list[tuple[Stop, ...]]:
    """Return what the gate says of letters, also of some that are not stored yet, in the same order."""
    rules, facts = database.law.gate, gate_facts(database, letters, day)
    return [check(letter, known, rules) for letter, known in zip(letters, facts, strict=True)]


def gate_facts(database: Database, letters: Sequence[Outgoing], day: date) -> list[GateFacts]:
    """Return what is known of each letter on `day`, in the same order."""
    with database.snapshot():
        cases = _cases(database, letters, day)
        suspending = sorted({one.case_id for one in letters if one.kind in SUSPENDS})
        suspensions = service_facts.prepared(database, suspending, day) if suspending else {}
        world = _World(day, people(database, letters, day), cases, _sent(database, letters, day), suspensions)
        claims = claims_now(database, letters, {id_: one.case.debtor_id for id_, one in cases.items()}, day)
    return [_facts(letter, now, world) for letter, now in zip(letters, claims, strict=True)]


def _facts(letter: Outgoing, claims: Mapping[int, ClaimNow], world: _World) -> GateFacts:
    party, addressee, known = letter.party_id, letter.addressee_id, world.people
    of_case = world.cases[letter.case_id]
    case, of_debtor = of_case.case, of_case.case.debtor_id == party
    sent = [one for one in world.sent.get((party, addressee), ()) if one.letter_id != letter.letter_id]
    insolvency = known.insolvencies.get(party)
    if insolvency is None and of_debtor and TrackKind.INSOLVENCY in of_case.tracks:
        insolvency = known.proceedings.get(party) or Insolvency(None, of_case.tracks[TrackKind.INSOLVENCY])
    return GateFacts(
        day=world.day,
        claims=claims,
        address=None if letter.address_id is None else known.addresses.get(letter.address_id),
        bounced_on=known.bounced.get(letter.mail),
        mail_chosen=addressee in known.by_mail,
        language=known.languages.get(addressee),
        blocks=known.blocks.get(addressee, ()),
        representatives=known.representatives.get(party, ()),
        insolvency=insolvency,
        counselling_since=of_case.tracks.get(TrackKind.COUNSELLING) if of_debtor else None,
        estate=known.estates.get(party),
        death_undated=party in known.undated,
        vulnerable=party in known.vulnerable or addressee in known.vulnerable,
        complaint_on=of_case.complaint_on,
        holds=tuple(
            Held(one.reason, one.until_on, one.claim_id, one.from_on)
            for one in of_case.holds
            if of_debtor or not one.by_insolvency
        ),
        case_closed_on=case.closed_on,
        earlier=tuple(Earlier(one.kind, one.sent_on) for one in sent),
        suspension=world.suspensions.get(letter.case_id, NOTHING_DONE),
    )


def _cases(database: Database, letters: Sequence[Outgoing], day: date) -> dict[int, _OfCase]:
    ids = sorted({letter.case_id for letter in letters})
    found = {case.id: _OfCase(case) for case in many(database, _CASES, _Case, ids)}
    for track in many(database, _TRACKS, _Track, ids):
        found[track.case_id].tracks.setdefault(track.kind, track.opened_on)
    for complaint in many(database, _COMPLAINTS, _Day, ids):
        found[complaint.case_id].complaint_on = complaint.on
    for whose in (_OF_CASE, _OF_DEBTOR):
        for hold in many(database, _HOLDS.replace("{whose}", whose), _Hold, ids, (day, day)):
            found[hold.case_id].holds.append(hold)
    return found


def _sent(database: Database, letters: Sequence[Outgoing], day: date) -> Mapping[tuple[int, int], Sequence[_Sent]]:
    """Return what left in the last year about who owes to each addressee, by their ids."""
    found: dict[tuple[int, int], list[_Sent]] = defaultdict(list)
    for one in many(database, _EARLIER, _Sent, sorted({one.addressee_id for one in letters}), (add(day, _A_YEAR),)):
        found[one.party_id, one.addressee_id].append(one)
    return found
