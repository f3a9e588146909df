"""What insolvencies do to going to court against parties, and to taking from what they have."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from casebook.domain.court.stays import Stayed, Step, stay
from casebook.store import insolvency_rows
from casebook.store.database import Database


def of_parties(database: Database, party_ids: Collection[int], step: Step, on: date) -> list[Stayed]:
    """Return what the insolvencies of parties do to a step on a day, by the day on which these became known."""
    return [one for some in by_party(database, sorted(party_ids), [step], on).values() for one in some]


def by_party(
    database: Database, party_ids: Sequence[int], steps: Sequence[Step], on: date
) -> Mapping[int, list[Stayed]]:
    """Return what insolvencies do to some steps on a day, by their debtor; who is not insolvent is left out."""
    rules, insolvency = database.law.court.stays, database.law.insolvency
    found: dict[int, list[Stayed]] = defaultdict(list)
    for one in insolvency_rows.of_parties(database, party_ids):
        for step in steps:
            stays = stay(one.proceeding, step, on, rules, insolvency)
            if stays is not None:
                found[one.row.party_id].append(Stayed(one.row.party_id, one.row.party, stays))
    return found
