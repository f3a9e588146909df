"""One case for a screen: the header at once, and what stands under it a window at a time."""

from datetime import date
from typing import NamedTuple

from casebook.domain.money import Cents
from casebook.domain.parameters import Parameters
from casebook.store.database import Database
from casebook.store.models.cases import CaseState, Channel, Closing, Outcome, TrackKind
from casebook.store.models.parties import PartyKind
from casebook.store.queries.listing import Key, Listing, Part
from casebook.store.rows import rows


class CaseCard(NamedTuple):
    """The header of a case. `version` is what a command that edits it says to have seen.

    What stands in the queue (`band` to `neglected`) is right for every day before `holds_until`.
    """

    case_id: int
    version: int
    number: str
    state: CaseState
    opened_on: date
    closed_on: date | None
    closed_as: Closing | None
    debtor_id: int
    name: str
    debtor_kind: PartyKind
    language: str | None
    owner_person_id: int | None
    owner_team_id: int | None
    owner: str
    next_kind: str | None
    next_on: date | None
    next_note: str
    moves: int
    sleeping: bool
    open_cents: Cents
    band: int
    by_on: date | None
    why: str
    why_parameters: Parameters
    why_source: str
    to_lead: bool
    neglected: bool
    holds_until: date


class SignalRow(NamedTuple):
    """A reason to look at a case; the first says why it stands where it does."""

    rank: int
    code: str
    parameters: Parameters
    source: str
    due_on: date | None
    red_on: date | None


class TrackRow(NamedTuple):
    """What goes on or went on in a case."""

    track_id: int
    version: int
    kind: TrackKind
    opened_on: date
    opened_because: str
    closed_on: date | None
    closed_because: str | None


class HoldRow(NamedTuple):
    """A time in which nothing is chased: in the case, in all of the debtor (`of_debtor`), or of the claim named."""

    hold_id: int
    version: int
    reason: str
    from_on: date
    until_on: date | None
    lifted_on: date | None
    of_debtor: bool
    claim_id: int | None
    claim: str | None


class NoteRow(NamedTuple):
    """What a colleague wrote down."""

    note_id: int
    version: int
    on_day: date
    person: str
    text: str

    @property
    def key(self) -> Key:
        """The place in the list."""
        return self.on_day, self.note_id


class ContactRow(NamedTuple):
    """A contact: with whom, by whom, how, and what came of it."""

    contact_id: int
    version: int
    on_day: date
    party_id: int
    party: str
    person: str | None
    channel: Channel
    incoming: bool
    outcome: Outcome
    caller_checked: bool
    text: str

    @property
    def key(self) -> Key:
        """The place in the list."""
        return self.on_day, self.contact_id


class ProposalRow(NamedTuple):
    """What a list says otherwise, for a person to accept or dismiss."""

    proposal_id: int
    version: int
    claim_id: int | None
    claim_number: str | None
    code: str
    parameters: Parameters
    cents: Cents | None

    @property
    def key(self) -> Key:
        """The place in the list."""
        return (self.proposal_id,)


HOLD_COLUMNS = """
    h.id, h.version, h.reason, h.from_on, h.until_on, h.lifted_on,
    CASE WHEN h.debtor_id IS NULL THEN 0 ELSE 1 END AS of_debtor, h.claim_id, k.number
"""
_CARD = """
    SELECT c.id, c.version, c.number, c.state, c.opened_on, c.closed_on, c.closed_as, c.debtor_id, p.name, p.kind,
           p.language, c.owner_person_id, c.owner_team_id, COALESCE(o.name, t.name, ''), c.next_kind, c.next_on,
           c.next_note, c.moves, c.sleeping, -n.amount_rank, n.band, NULLIF(n.by_on, '9999-12-31'), n.why,
           n.why_parameters, n.why_source, n.to_lead, n.neglected, n.holds_until
    FROM cases c JOIN case_now n ON n.case_id = c.id JOIN party p ON p.id = c.debtor_id
    LEFT JOIN person o ON o.id = c.owner_person_id LEFT JOIN team t ON t.id = c.owner_team_id
    WHERE c.id = ?
"""
_SIGNALS = "SELECT rank, code, parameters, source, due_on, red_on FROM signal WHERE case_id = ? ORDER BY case_id, rank"
_TRACKS = """
    SELECT id, version, kind, opened_on, opened_because, closed_on, closed_because
    FROM track WHERE case_id = ? ORDER BY id
"""
# Those that were placed in the case, and those of its debtor that were placed in another.
_HOLDS = f"""
    SELECT {HOLD_COLUMNS}
    FROM hold h LEFT JOIN claim k ON k.id = h.claim_id WHERE h.case_id = ?
    UNION SELECT {HOLD_COLUMNS}
    FROM cases c JOIN hold h ON h.debtor_id = c.debtor_id LEFT JOIN claim k ON k.id = h.claim_id WHERE c.id = ?
    ORDER BY 1
"""  # noqa: S608 our own text


def card(database: Database, case_id: int) -> CaseCard | None:
    """Return the header of a case, None where there is no such case."""
    return next(iter(rows(database, _CARD, CaseCard, (case_id,))), None)


def case_of(database: Database, number: str) -> int | None:
    """Return the case with a number, None where there is none."""
    found: int | None = database.value("SELECT id FROM cases WHERE number = ?", (number,))
    return found


def signals(database: Database, case_id: int) -> list[SignalRow]:
    """Return why a case needs work, the most urgent first."""
    return rows(database, _SIGNALS, SignalRow, (case_id,))


def tracks(database: Database, case_id: int) -> list[TrackRow]:
    """Return what goes on and went on in a case, in the order in which it began."""
    return rows(database, _TRACKS, TrackRow, (case_id,))


def holds(database: Database, case_id: int) -> list[HoldRow]:
    """Return the holds that reach a case, also those that are over."""
    return rows(database, _HOLDS, HoldRow, (case_id, case_id))


def notes(case_id: int) -> Listing[NoteRow]:
    """Return the notes of a case, the newest first."""
    return Listing(
        NoteRow,
        "m.id, m.version, m.on_day, o.name, m.text",
        "note m",
        "JOIN person o ON o.id = m.person_id",
        ("m.on_day", "m.id"),
        lambda row: row.key,
        (Part("m.case_id = ?", (case_id,)),),
        descending=True,
    )


def contacts(case_id: int) -> Listing[ContactRow]:
    """Return the contacts of a case, the newest first."""
    return Listing(
        ContactRow,
        "m.id, m.version, m.on_day, m.party_id, p.name, o.name, m.channel, m.incoming, m.outcome, m.caller_checked,"
        " m.text",
        "contact m",
        "JOIN party p ON p.id = m.party_id LEFT JOIN person o ON o.id = m.person_id",
        ("m.on_day", "m.id"),
        lambda row: row.key,
        (Part("m.case_id = ?", (case_id,)),),
        descending=True,
    )


def proposals(case_id: int) -> Listing[ProposalRow]:
    """Return what waits for a person to accept or dismiss, the oldest first."""
    return Listing(
        ProposalRow,
        "m.id, m.version, m.claim_id, k.number, m.code, m.parameters, m.cents",
        "proposal m",
        "LEFT JOIN claim k ON k.id = m.claim_id",
        ("m.id",),
        lambda row: row.key,
        (Part("m.case_id = ? AND m.state = 'proposed'", (case_id,)),),
    )
