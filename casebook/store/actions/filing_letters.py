"""The letter by which claims are filed: whether it may leave, and that they were filed once it left.

It names the proceeding by its origin; what it files is what it states of each claim.
"""

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.facts import EVENTS, EventKind
from casebook.domain.insolvency.filing import NAMED, Rank
from casebook.errors import Refused
from casebook.store import insolvency_rows
from casebook.store.actions import filing_records, filings
from casebook.store.actions.arrangement_letters import Matter
from casebook.store.actions.insolvency_bearing import add_happened, bear
from casebook.store.insolvency_rows import ORIGIN, Recorded
from casebook.store.transaction import Transaction


def refuse(tx: Transaction, matter: Matter) -> None:
    """Refuse to file in a proceeding that does not run, or from another day than its first."""
    recorded = _recorded(tx, matter)
    if recorded is None:
        return
    row, proceeding = recorded.row, recorded.proceeding
    if not proceeding.live:
        raise Refused("insolvency.not_live", source=HOUSE_RULE, number=row.number, kind=row.kind)
    filings.refuse_rank(recorded, _rank(matter))
    said = matter.facts.extras.get("opened_on")
    if said != proceeding.started_on:
        raise Refused("filing.other_start", source="Fw 23", on=proceeding.started_on)


def filed(tx: Transaction, matter: Matter) -> None:
    """Record that claims were filed, by the letter that left; once, by whichever way it left first."""
    recorded = _recorded(tx, matter)
    if recorded is None or _is_recorded(tx, matter) or EventKind.FILED not in EVENTS[recorded.row.kind]:
        return
    event_id = add_happened(tx, recorded.row.id, EventKind.FILED, matter.on_day)
    filing_records.write(tx, event_id, _rank(matter), matter.facts.claims, matter.letter.id)
    bear(tx, recorded.row.id, recorded.row.number)


def _recorded(tx: Transaction, matter: Matter) -> Recorded | None:
    letter = matter.letter
    if letter.origin != ORIGIN or letter.origin_id is None:
        return None
    return insolvency_rows.of_ids(tx.database, [int(letter.origin_id)]).get(int(letter.origin_id))


def _rank(matter: Matter) -> Rank:
    return NAMED.get(str(matter.facts.extras.get("rank")), Rank.CONCURRENT)


def _is_recorded(tx: Transaction, matter: Matter) -> bool:
    known = "SELECT count(*) FROM filed_claim WHERE letter_id = ?"
    return bool(tx.database.value(known, (matter.letter.id,)))
