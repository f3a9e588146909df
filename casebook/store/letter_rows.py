"""What follows from the letters of cases: how they stand, for the lists and for the queue."""

from collections.abc import Sequence
from datetime import date

from casebook.domain.letters.standing import LetterStanding, ProofRules, standing
from casebook.domain.signals.letters import LetterMatter
from casebook.law.book import Book
from casebook.store.case_facts import CaseRecord
from casebook.store.database import Database, Row
from casebook.store.facts_of.letters import LetterRecord
from casebook.store.letters import gate

_NEVER = date.max


def ask_gate(database: Database, records: Sequence[CaseRecord], day: date) -> None:
    """Add to the letters of cases that were not released what refuses them on `day`."""
    ids = [one.letter_id for record in records for one in record.letters if _in_question(one)]
    if not ids:
        return
    found = gate.standing(database, ids, day)
    for record in records:
        record.letters = tuple(
            one._replace(days=one.days._replace(stops=tuple(stop.rule for stop in found[one.letter_id])))
            if one.letter_id in found
            else one
            for one in record.letters
        )


def asked_anew(record: CaseRecord) -> bool:
    """Tell whether the gate is asked again tomorrow: of what was not released yet."""
    return any(_in_question(one) for one in record.letters)


def facts(record: CaseRecord, day: date, law: Book) -> tuple[LetterMatter, ...]:
    """Return how the letters of a case stand, as the queue goes by it."""
    return tuple(
        LetterMatter(one.days.kind, one.addressee, now.state, now.due_on, one.days.needed_by, one.seen_to, one.asked)
        for one in record.letters
        for now in [_standing(one, day, law)]
    )


def rows(record: CaseRecord, day: date, law: Book) -> list[Row]:
    """Return the rows of the letters of a case, in the order of their columns."""
    return [_row(record, one, _standing(one, day, law)) for one in record.letters]


def _in_question(letter: LetterRecord) -> bool:
    return letter.days.released_on is None and letter.days.withdrawn_on is None


def _standing(letter: LetterRecord, day: date, law: Book) -> LetterStanding:
    leads = law.signals.on(day).leads
    return standing(letter.days, ProofRules(leads.by_writ, leads.without_proof, law.holidays))


def _row(record: CaseRecord, letter: LetterRecord, now: LetterStanding) -> Row:
    return (
        letter.letter_id,
        record.case.id,
        now.state.value,
        now.due_on or _NEVER,
        " ".join(letter.days.stops or ()),
        now.grade.value if now.grade else "",
    )
