"""People as the gate sees them: whether they can be reached, who acts for them, and what asks for care."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import add
from casebook.domain.estate import PURE, REJECTED
from casebook.domain.gate import AddressState, Block, Estate, Insolvency, Outgoing, Representative
from casebook.domain.insolvency.demands import demands
from casebook.domain.insolvency.facts import COUNSELLED, REGISTERED, UNTRACKED
from casebook.domain.letters.ways import POSTAL, DispatchWay
from casebook.store import insolvency_rows
from casebook.store.database import Database
from casebook.store.models.cases import Channel
from casebook.store.models.parties import AddressStatus, PartyKind
from casebook.store.rows import many

# What is blocked with a channel; somebody who is called or visited gets no letter by that.
WAYS_OF: Mapping[Channel, frozenset[DispatchWay]] = {
    Channel.LETTER: POSTAL,
    Channel.MAIL: frozenset({DispatchWay.EMAIL}),
}
_PARTIES = "SELECT id, language, channel, died_on, kind FROM party WHERE id IN ({marks})"
_ADDRESSES = """
    SELECT id, status, CASE WHEN until_on IS NOT NULL AND until_on < ? THEN 1 ELSE 0 END,
           CASE WHEN street <> '' AND city <> '' THEN 1 ELSE 0 END
    FROM address WHERE id IN ({marks})
"""
# What came back from a mail address since something last arrived there.
_BOUNCED = """
    SELECT d.mailed_to, max(d.returned_on) FROM dispatch d
    WHERE d.returned_as = 'bounced' AND d.mailed_to IN ({marks})
      AND NOT EXISTS (
          SELECT 1 FROM dispatch o
          WHERE o.mailed_to = d.mailed_to AND COALESCE(o.answered_on, o.received_on) > d.returned_on)
    GROUP BY d.mailed_to
"""
_BLOCKS = """
    SELECT party_id, channel, reason, until_on, from_on FROM contact_block
    WHERE lifted_on IS NULL AND from_on <= ? AND (until_on IS NULL OR until_on >= ?) AND party_id IN ({marks})
    ORDER BY id
"""
_REPRESENTATIVES = """
    SELECT r.party_id, r.representative_id, p.name, r.role, r.write_to, r.authority_seen_on
    FROM representation r JOIN party p ON p.id = r.representative_id
    WHERE (r.from_on IS NULL OR r.from_on <= ?) AND (r.until_on IS NULL OR r.until_on >= ?) AND r.party_id IN ({marks})
    ORDER BY r.id
"""
_INSOLVENCIES = """
    SELECT h.party_id, v.regime, v.on_day FROM limitation_event v JOIN reach h ON h.event_id = v.id
    WHERE v.kind = 'insolvency' AND v.on_day <= ? AND (v.until_on IS NULL OR v.until_on >= ?)
      AND COALESCE((SELECT m.proof FROM proof_mark m WHERE m.event_id = v.id ORDER BY m.id DESC LIMIT 1), '') <> 'void'
      AND h.party_id IN ({marks})
    ORDER BY v.on_day, v.id
"""
_ESTATES = "SELECT party_id, died_on FROM estate WHERE settled_on IS NULL AND party_id IN ({marks})"
_SETTLED = "SELECT party_id FROM estate WHERE settled_on IS NOT NULL AND party_id IN ({marks})"
_HEIRS = """
    SELECT e.party_id, h.party_id, h.acceptance FROM estate e JOIN heir h ON h.estate_id = e.id
    WHERE e.party_id IN ({marks}) ORDER BY h.id
"""
_VULNERABLE = """
    SELECT party_id FROM vulnerability WHERE ended_on IS NULL AND until_on >= ? AND party_id IN ({marks})
"""


class _Party(NamedTuple):
    id: int
    language: str | None
    channel: Channel | None
    died_on: date | None
    kind: PartyKind


class _Address(NamedTuple):
    id: int
    status: AddressStatus
    over: bool
    complete: bool


class _Bounced(NamedTuple):
    mail: str
    on: date


class _Block(NamedTuple):
    party_id: int
    channel: Channel | None
    reason: str
    until_on: date | None
    from_on: date


class _Representative(NamedTuple):
    party_id: int
    representative_id: int
    name: str
    role: str
    write_to: bool
    authority_seen_on: date | None


class _Insolvency(NamedTuple):
    party_id: int
    regime: str | None
    since: date


class _Died(NamedTuple):
    party_id: int
    on: date


class _Heir(NamedTuple):
    of_id: int
    party_id: int
    acceptance: str


class _Id(NamedTuple):
    id: int


@dataclass(frozen=True, slots=True)
class People:
    """What is known of those who owe and those who are written to, each by the id of the party or the address.

    `undated` are estates of which no day of death is recorded.
    """

    languages: Mapping[int, str | None]
    by_mail: frozenset[int]
    addresses: Mapping[int, AddressState]
    bounced: Mapping[str, date]
    blocks: Mapping[int, tuple[Block, ...]]
    representatives: Mapping[int, tuple[Representative, ...]]
    insolvencies: Mapping[int, Insolvency]
    proceedings: Mapping[int, Insolvency]
    estates: Mapping[int, Estate]
    undated: frozenset[int]
    vulnerable: frozenset[int]


def people(database: Database, letters: Sequence[Outgoing], day: date) -> People:
    """Return what is known on `day` of those whom letters are about and go to."""
    ids = sorted({id_ for letter in letters for id_ in (letter.party_id, letter.addressee_id)})
    owing, parties = sorted({letter.party_id for letter in letters}), many(database, _PARTIES, _Party, ids)
    places = sorted({letter.address_id for letter in letters if letter.address_id is not None})
    mails = sorted({letter.mail for letter in letters if letter.mail})
    blocks: dict[int, list[Block]] = defaultdict(list)
    for block in many(database, _BLOCKS, _Block, ids, (day, day)):
        ways = None if block.channel is None else WAYS_OF.get(block.channel, frozenset())
        blocks[block.party_id].append(Block(ways, block.reason, block.until_on, block.from_on))
    acting: dict[int, list[Representative]] = defaultdict(list)
    for one in many(database, _REPRESENTATIVES, _Representative, owing, (day, day)):
        acting[one.party_id].append(Representative(*one[1:]))
    insolvencies = many(database, _INSOLVENCIES, _Insolvency, owing, (day, day))
    return People(
        languages={party.id: party.language for party in parties},
        by_mail=frozenset(party.id for party in parties if party.channel is Channel.MAIL),
        addresses={
            one.id: AddressState(one.over or one.status is AddressStatus.DEAD, one.complete)
            for one in many(database, _ADDRESSES, _Address, places, (day,))
        },
        bounced={one.mail: one.on for one in many(database, _BOUNCED, _Bounced, mails)},
        blocks={id_: tuple(some) for id_, some in blocks.items()},
        representatives={id_: tuple(some) for id_, some in acting.items()},
        insolvencies={one.party_id: Insolvency(one.regime, one.since) for one in insolvencies},
        proceedings=_proceedings(database, owing, day),
        estates=_estates(database, owing, [party for party in parties if party.id in set(owing)]),
        undated=frozenset(one.id for one in parties if one.kind is PartyKind.ESTATE and one.died_on is None),
        vulnerable=frozenset(one.id for one in many(database, _VULNERABLE, _Id, ids, (day,))),
    )


def _proceedings(database: Database, ids: Sequence[int], day: date) -> dict[int, Insolvency]:
    """Return what runs of those no register publishes; of several the one that stops the most, since the first day."""
    found: dict[int, Insolvency] = {}
    for one in insolvency_rows.of_parties(database, ids):
        of = one.proceeding
        if not of.live or of.kind in REGISTERED or of.kind in COUNSELLED or of.kind in UNTRACKED:
            continue
        said = demands(of, day, database.law.insolvency)
        now = Insolvency(None, of.started_on or of.known_on, of.kind, said.stopped, said.source)
        before = found.get(one.row.party_id)
        if before is None or (now.stops and not before.stops):
            found[one.row.party_id] = now
    return found


def _estates(database: Database, ids: Sequence[int], parties: Sequence[_Party]) -> dict[int, Estate]:
    """Return what those who died left behind; one that was settled is none any more."""
    died = {one.party_id: one.on for one in many(database, _ESTATES, _Died, ids)}
    settled = {one.id for one in many(database, _SETTLED, _Id, ids)}
    died |= {one.id: one.died_on for one in parties if one.died_on and one.id not in died and one.id not in settled}
    heirs: dict[int, list[_Heir]] = defaultdict(list)
    for heir in many(database, _HEIRS, _Heir, sorted(died)):
        if heir.acceptance != REJECTED:
            heirs[heir.of_id].append(heir)
    respite = database.law.persons.estate_respite
    return {
        id_: Estate(
            on,
            add(on, respite.applied(on).value),
            frozenset(heir.party_id for heir in heirs[id_]),
            bool(heirs[id_]) and all(heir.acceptance == PURE for heir in heirs[id_]),
        )
        for id_, on in died.items()
    }
