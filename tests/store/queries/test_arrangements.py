"""What an arrangement that was drafted needs, and its terms as somebody would change them."""

from datetime import date
from typing import Any

import pytest

from casebook.domain.arrangement.terms import PlanTerms, Rhythm
from casebook.domain.money import Cents
from casebook.store.actions.arrangements import DraftArrangement
from casebook.store.database import Database
from casebook.store.queries import arrangement_terms
from tests.store.actions.desk import Desk
from tests.store.queries.played import Play
from tests.store.queries.played_arrangements import arrangements as played
from tests.store.queries.test_timeline import story

FIRST = date(2026, 12, 31)


@pytest.mark.parametrize("given", [{"terms": 7}, {"total_cents": Cents(70_000), "terms": 7, "with_lapsed": True}])
def test_terms_are_given_back_as_they_were_given(desk: Desk, given: dict[str, Any]) -> None:
    terms = PlanTerms(desk.debtor, (desk.claim("1", 90_000),), Rhythm.WEEKLY, FIRST, reason="werk", **given)
    drafted = desk.act(DraftArrangement(desk.case, terms))
    assert arrangement_terms.terms_of(desk.database, drafted) == terms


STORY = [
    "dossier geopend · volgende actie: dossier bestuderen op 21-11-2026 · voor M. Jansen",
    "vordering RG-1 toegevoegd: € 900,00 · vervalt 01-07-2026",
    "ook aansprakelijk: B. Org (borg) · vordering RG-1",
    "regeling opgesteld · € 300,00 per maand vanaf 31-12-2026 · samen € 900,00 · vordering RG-1",
    "regeling gewijzigd · 5 termijnen per week vanaf 31-12-2026 · rente staat stil · vordering RG-1 | belde zelf",
    "regeling aangeboden op 21-11-2026 · geldig tot en met 01-12-2026",
    "aanbod van regeling afgewezen op 21-11-2026 | te veel per week",
    (
        "regeling opgesteld · per maand vanaf 31-12-2026 tot en met 30-04-2027 · samen € 914,01 · rente "
        "staat stil · regeling met B. Org · vordering RG-1"
    ),
    "regeling ingetrokken · regeling met B. Org | borg betaalt niet",
    (
        "regeling opgesteld · 4 termijnen per vier weken vanaf 31-12-2026 · samen € 864,01 · rente staat "
        "stil · € 50,00 kwijtschelding aan het eind · vordering RG-1"
    ),
    "regeling mag worden aangeboden | jaarcijfers volgen",
    "regeling aangeboden | jaarcijfers volgen",
    "regeling ingegaan op 21-11-2026 (aan de telefoon)",
    "ondertekende regeling ontvangen",
    (
        "regeling vervangen door een nieuwe · 5 termijnen per week vanaf 31-12-2026 · samen € 914,01 · rente "
        "staat stil · vordering RG-1 · regeling ingegaan op 21-11-2026 (per e-mail) | seizoen viel tegen / belde zelf"
    ),
]


def test_the_story_of_arrangements_is_told(database: Database) -> None:
    case = played(Play(database))
    assert story(database, case) == STORY
