"""A debtor before a court who becomes insolvent: what rests and lapses is shown, and what is begun is stopped."""

from datetime import date

from casebook.domain.court.facts import CourtEventKind
from casebook.domain.court.proceeding import ProceedingStage
from casebook.domain.insolvency.facts import Kind, Source
from casebook.store.actions.court_events import RecordCourtEvent
from casebook.store.actions.insolvencies import RecordInsolvency
from casebook.store.actions.unwinding import UnwindInsolvency
from casebook.store.queries import court
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, session
from tests.ui.screens.case_desk import turned
from tests.ui.work.test_court import NUMBER, act, begun_again, judged, of_case, page


def bankrupt(office: Office, debtor: int) -> int:
    since = date(2026, 11, 19)
    return act(office, RecordInsolvency(debtor, Kind.BANKRUPTCY, since, Source.LETTER, since))


def under_way(office: Office) -> None:
    """Have a proceeding that is pending, and a title by which an account is attached."""
    judged(office)
    other = act(office, begun_again(office))
    act(office, RecordCourtEvent(CourtEventKind.SERVED, date(2026, 11, 2), other))
    act(office, RecordCourtEvent(CourtEventKind.HEARING, date(2026, 12, 10), other))


async def test_what_rests_and_what_lapsed_is_shown_with_the_article(office: Office) -> None:
    under_way(office)
    id_ = bankrupt(office, of_case(office).debtor_id)
    version = office.database.value("SELECT version FROM insolvency WHERE id = ?", (id_,))
    act(office, UnwindInsolvency(id_, version, "faillissement"))
    async with session(*office, size=SMALL) as screen:
        await screen.press("F", *NUMBER, "enter")
        await turned(screen, "court")
        await screen.is_as("court-stayed-80-nl")
    async with session(*office, size=USUAL, language="en") as screen:
        await screen.press("F", *NUMBER, "enter")
        await turned(screen, "court")
        await screen.is_as("court-stayed-120-en")
    assert {one.standing.stage for one in page(office).proceedings} == {
        ProceedingStage.GRANTED,
        ProceedingStage.SUSPENDED,
    }


# A debtor of whom nothing was asked in court yet.
_UNTITLED = """
    SELECT c.id, c.number, c.debtor_id FROM cases c
    WHERE c.state = 'open' AND NOT EXISTS (SELECT 1 FROM insolvency i WHERE i.party_id = c.debtor_id)
      AND (SELECT count(*) FROM claim k WHERE k.case_id = c.id AND k.ended_on IS NULL AND k.kind = 'contract') = 1
      AND (SELECT count(*) FROM claim k WHERE k.case_id = c.id AND k.ended_on IS NULL) = 1
      AND NOT EXISTS (SELECT 1 FROM liability l JOIN claim k ON k.id = l.claim_id WHERE k.case_id = c.id)
    ORDER BY c.id LIMIT 1
"""


async def test_a_claim_on_a_bankrupt_is_begun_by_a_way_of_the_law_only(office: Office) -> None:
    ((case_id, number, debtor),) = office.database.fetch(_UNTITLED)
    bankrupt(office, debtor)
    claims = [one for one in court.suable(office.database, case_id) if not one.titled]
    # The court, its number, who serves it where there is one, and of whom each claim is asked.
    between = ("tab",) * (2 + bool(court.bailiffs(office.database)) + len(claims))
    async with session(*office, size=SMALL) as screen:
        await screen.press("F", *number, "enter", "T", "n", *"kant", *between)
        await screen.press("tab", *"spoed", "tab", *"spoed", "enter")
        await screen.is_as("court-begin-stayed-80-nl")
        assert court.of_case(office.database, case_id, TODAY).proceedings == ()
        await screen.press("tab", *"boed", "tab", *"huur van na de datum", "enter")
    (proceeding,) = court.of_case(office.database, case_id, TODAY).proceedings
    assert proceeding.standing.stage is ProceedingStage.PREPARED
