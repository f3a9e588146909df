"""Everything that letters about cases are written from, read for many cases at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from casebook.domain.finding import Finding
from casebook.domain.letters.addressees import Addressed, Owing, addressees
from casebook.domain.letters.facts import Sender, Writer
from casebook.domain.letters.kinds import ASKS, LetterKind, Tone
from casebook.domain.letters.tone import ToneFacts, tone
from casebook.domain.money import ZERO
from casebook.domain.promises import PromiseStanding, PromiseState
from casebook.domain.relation.segment import NOTHING_KNOWN, SegmentFacts
from casebook.domain.routes.facts import Scores, WhyUnpaid
from casebook.store.case_facts import debtors_open
from casebook.store.database import Database
from casebook.store.facts_of import letters, promises, segments
from casebook.store.facts_of.letters import LetterRecord
from casebook.store.letters.parties import Person, people, senders, writers
from casebook.store.letters.stated import CaseClaims, claims_of
from casebook.store.rows import many

_ASSESSED = """
    SELECT case_id, beliefs, self_direction, concession, room, why_unpaid FROM assessment
    WHERE case_id IN ({marks}) ORDER BY on_day, id
"""


class _Assessed(NamedTuple):
    case_id: int
    beliefs: int | None
    self_direction: int | None
    concession: int | None
    room: int | None
    why_unpaid: WhyUnpaid | None


@dataclass(frozen=True, slots=True)
class Known:
    """What letters are written from on a day: cases by their ids, parties and creditors by theirs."""

    day: date
    cases: Mapping[int, CaseClaims]
    people: Mapping[int, Person]
    senders: Mapping[int, Sender]
    writers: Mapping[int, Writer]
    assessed: Mapping[int, tuple[Scores, WhyUnpaid | None]]
    promises: Mapping[int, Sequence[PromiseStanding]]
    letters: Mapping[int, Sequence[LetterRecord]]
    customers: Mapping[int, SegmentFacts]

    def addressees(self, database: Database, party_id: int, kind: LetterKind) -> tuple[Addressed, ...]:
        """Return to whom a letter to one who owes goes."""
        one = self.people[party_id]
        owing = Owing(party_id, one.acting, died=one.died_on is not None)
        return addressees(owing, kind, self.day, database.law.gate.representation)

    def tone(self, database: Database, case_id: int, party_id: int, kind: LetterKind) -> Tone:
        """Return the tone that is proposed for a letter."""
        return self.toned(database, case_id, party_id, kind).value

    def toned(self, database: Database, case_id: int, party_id: int, kind: LetterKind) -> Finding[Tone]:
        """Return the tone that is proposed for a letter, with the reasons."""
        case = self.cases[case_id]
        scores, why = self.assessed.get(case_id, (Scores(), None))
        broken = sum(one.state is PromiseState.BROKEN for one in self.promises.get(case_id, ()))
        asked = [
            one
            for one in self.letters.get(case_id, ())
            if one.days.kind in ASKS and any(sent.counts for sent in one.days.dispatches)
        ]
        return tone(
            ToneFacts(
                kind=kind,
                consumer=case.is_consumer(case.owed_by(party_id)),
                segment=segments.segment_of(self.customers.get(case_id, NOTHING_KNOWN), database.law, self.day).value,
                scores=scores,
                why=why,
                earlier=len(asked),
                broken=broken,
                vulnerable=self.people[party_id].vulnerable,
            )
        )


def known(database: Database, case_ids: Sequence[int], day: date, others: Sequence[int] = ()) -> Known:
    """Return what letters about cases are written from on `day`; `others` are parties they go to besides.

    In as many queries for many cases as for one. A case that is not there is left out.
    """
    with database.snapshot():
        cases = claims_of(database, case_ids, day)
        owing = {one.debtor_id for one in cases.values()}
        owing |= {liable.party_id for one in cases.values() for liable in one.accounts.record.liable}
        owed = debtors_open(database, sorted({one.debtor_id for one in cases.values()}))
        creditors = sorted({claim.creditor_id for one in cases.values() for claim in one.claims.values()})
        return Known(
            day,
            cases,
            people(database, [*owing, *others], day),
            senders(database, creditors, day),
            writers(database, list(cases)),
            {
                one.case_id: (Scores(*one[1:5]), one.why_unpaid)
                for one in many(database, _ASSESSED, _Assessed, list(cases))
            },
            promises.load(database, list(cases)),
            letters.load(database, list(cases)),
            segments.load(database, {case_id: owed.get(one.debtor_id, ZERO) for case_id, one in cases.items()}),
        )
