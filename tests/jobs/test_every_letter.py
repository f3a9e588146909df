"""Each template is written for cases of the whole sample office in both languages: what it states is the ledger's."""

from collections.abc import Mapping, Set
from datetime import timedelta
from typing import NamedTuple

import pytest

from casebook.domain.letters.extras import EXTRAS, Extra, ExtraKind, NamedAmount, StatedTerm, Value
from casebook.domain.letters.facts import LetterFacts, LetterText
from casebook.domain.letters.kinds import ASKS, KEEPS_A_RIGHT, THREATENS, TO_OTHERS, LetterKind
from casebook.domain.money import ZERO, Cents
from casebook.errors import Refused
from casebook.jobs.letter_offer import text_of
from casebook.jobs.letters import Wanted, composed_all
from casebook.letters.typeset import pdf
from casebook.store.database import Database
from casebook.store.queries.payoff import PayoffLine, payoff
from casebook.store.rows import rows
from tests.databases import TODAY
from tests.sample import Office

E = ExtraKind
LANGUAGES = ("nl", "en")
# Every so many cases of the office, unless all are asked for.
EVERY = 9
AT_ONCE = 20
FILED = (LetterKind.CLAIM_FILING, LetterKind.VAT_STATEMENT)
GUARANTEED = (LetterKind.GUARANTOR_NOTICE, LetterKind.GUARANTOR_DEMAND)
WORDS = {
    "rhythm": "monthly",
    "plan_interest": "frozen",
    "sector": "energy",
    "insurance_step": "handed_over",
    "rank": "rank_ordinary",
    "relation": "joint",
    "corrected_kind": "letter_kind_reminder",
    "decision": "rejected",
}
FILLED: Mapping[ExtraKind, Value] = {
    E.LINE: "Naam & <regel> #x",
    E.TEXT: "Een alinea.\n\nNog één, met *sterren*.",
    E.MONEY: Cents(12_345),
    E.DAY: TODAY + timedelta(14),
    E.NUMBER: 3,
    E.YES: True,
    E.LINES: ("Een", "Twee"),
    E.AMOUNTS: (NamedAmount("F-1", Cents(500)), NamedAmount("F-2", Cents(700))),
    E.TERMS: (StatedTerm(1, TODAY + timedelta(10), Cents(500)), StatedTerm(2, TODAY + timedelta(40), Cents(700))),
}


# Claims on who is bankrupt or in debt restructuring, of which nobody has stopped the interest yet.
STOPPED = """
    SELECT k.id FROM claim k JOIN cases c ON c.id = k.case_id JOIN insolvency i ON i.party_id = c.debtor_id
    WHERE i.kind IN ('bankruptcy', 'wsnp') AND i.confirmed_on IS NOT NULL AND k.interest_frozen_on IS NULL
"""


class _Case(NamedTuple):
    id: int
    debtor_id: int


def filled(kind: LetterKind) -> Mapping[str, Value]:
    """Return something for each field of a kind that nobody but its writer knows."""
    worked_out = {"main_debtor", "as_of", "known_address", "costs_after", "vat_in_costs", "not_meant"}
    fields: Mapping[str, Extra] = EXTRAS.get(kind, {})
    values = {name: WORDS[name] if extra.kind is E.WORD else FILLED[extra.kind] for name, extra in fields.items()}
    # The interest of what is filed runs until that day.
    values |= {"opened_on": TODAY} if kind in FILED else {}
    # What stood open is asked of a day that has been.
    values |= {"balance_on": TODAY} if kind is LetterKind.TRUSTEE_ANSWER else {}
    return {name: value for name, value in values.items() if name not in worked_out}


def ledger(database: Database, cases: list[_Case]) -> dict[int, PayoffLine]:
    """Return what the ledger has of each claim, by claim."""
    found = (payoff(database, case.id, TODAY) for case in cases)
    return {line.claim_id: line for one in found if one for line in (*one.lines, *one.lapsed)}


def check(facts: LetterFacts, of: Mapping[int, PayoffLine], stopped: Set[int]) -> None:
    """Check each amount of a letter beside the ledger; what keeps a right has all interest, also what may have gone.

    On `stopped` who settles an insolvency is told no interest of since it began (Fw 128; 303).
    """
    for claim in facts.claims:
        line = of.get(claim.claim_id)
        if line is None:
            # Nothing is open of it: it is thanked for, or the judgment that took its place is.
            assert claim.open == 0
            continue
        contested = claim.contested if facts.kind in ASKS | THREATENS else ZERO
        assert (claim.principal + contested, claim.costs) == (line.open.principal, line.open.costs)
        if facts.kind in KEEPS_A_RIGHT:
            assert claim.interest >= line.interest_due
        elif facts.kind in GUARANTEED:
            # A guarantor owes statutory interest from his own default on (BW 7:856), and none of these is in default.
            assert claim.interest in (0, line.interest_due)
        elif facts.kind is LetterKind.TRUSTEE_ANSWER and claim.claim_id in stopped:
            assert claim.interest <= line.interest_due
        else:
            assert claim.interest == line.interest_due


def written(database: Database, cases: list[_Case], kind: LetterKind, language: str) -> list[LetterText]:
    """Return the letters of a kind about cases, each checked beside the ledger."""
    of, stopped = ledger(database, cases), {id_ for (id_,) in database.fetch(STOPPED)}
    wanted = {
        case.id: Wanted(
            to=case.debtor_id if kind in TO_OTHERS else None,
            language=language,
            last_day=TODAY + timedelta(16),
            extras=filled(kind),
        )
        for case in cases
    }
    texts: list[LetterText] = []
    for found in composed_all(database, TODAY, wanted, kind).values():
        if isinstance(found, Refused):
            assert found.code in ("letter.no_claims", "letter.field_missing"), found
            continue
        for draft in found:
            text = text_of(draft)
            check(text.facts, of, stopped)
            assert draft.asks_cents in (0, text.asks)
            texts.append(text)
    return texts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LetterKind)
def test_each_template_fits_the_whole_office(
    office: Office, request: pytest.FixtureRequest, kind: LetterKind, language: str
) -> None:
    cases = rows(office.database, "SELECT id, debtor_id FROM cases ORDER BY id", _Case)
    whole = request.config.getoption("--long")
    texts = written(office.database, cases if whole else cases[::EVERY], kind, language)
    assert len(texts) > len(cases) // EVERY // 3
    printed = texts if whole else texts[:1]
    for first in range(0, len(printed), AT_ONCE):
        assert pdf(printed[first : first + AT_ONCE]).startswith(b"%PDF")
