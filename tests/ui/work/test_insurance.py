"""Credit insurance of a debtor, from the case."""

from datetime import date

from casebook.domain.money import Cents
from casebook.store.actions.insurance import AddCover, AddPolicy, ChangeCover
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import case, insurance
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, session

# A case of the sample office with an open invoice of this year.
NUMBER = "2026-0121"


def covered(office: Office) -> tuple[int, int]:
    """Cover the debtor of the case, and return the case and the cover."""
    case_id = case.case_of(office.database, NUMBER)
    assert case_id is not None
    card = case.card(office.database, case_id)
    assert card is not None

    def act(command: object) -> int:
        result: int = perform(office.database, office.actor, TODAY, command).result
        return result

    creditor_id = office.database.value("SELECT creditor_id FROM claim WHERE case_id = ? ORDER BY id", (case_id,))
    insurer = act(AddParty(PartyFacts("Atradius")))
    since = date(2015, 1, 1)
    policy = act(AddPolicy(creditor_id, insurer, "AT-77", 60, 120, 90, consent_needed=True, from_on=since))
    return case_id, act(AddCover(policy, card.debtor_id, Cents(500_000), since))


async def test_overdue_is_reported_for_the_claims_that_are_chosen(office: Office) -> None:
    case_id, cover = covered(office)
    before = insurance.claims(office.database, case_id)
    assert before
    assert all(claim.duties.report_by for claim in before)
    async with session(*office, size=SMALL) as screen:
        await screen.press("F", *NUMBER, "enter", "S", "k")
        assert screen.shows("achterstand gemeld", "dekking toevoegen")
        await screen.press("r")
        await screen.is_as("insurance-report-80-nl")
        await screen.press("enter", "enter")
    found = insurance.claims(office.database, case_id)
    assert [claim.duties.report_by for claim in found] == [None] * len(before)
    assert {act.cover_id for act in insurance.acts(office.database, case_id)} == {cover}


async def test_the_insurer_is_told_by_a_letter(office: Office) -> None:
    """From the signal or from the covers: it says what is overdue, and is recorded once it left."""
    covered(office)
    async with session(*office, size=SMALL) as screen:
        await screen.press("F", *NUMBER, "enter", "S", "k")
        await screen.is_as("insurance-menu-80-nl")
        await screen.press("b")
        await screen.is_as("insurance-letter-80-nl")
        await screen.press("enter")
        assert screen.shows("AT-77", "dreigend verlies")
        await screen.press("+")
    found = office.database.fetch("SELECT kind, origin, released_on FROM letter", ())
    assert found == [("insurer_notice", "insurance_cover", None)]


async def test_who_is_no_lead_adds_no_policy(office: Office) -> None:
    handler = office.actor._replace(roles=frozenset({Role.HANDLER}))
    async with session(office.database, handler, size=SMALL) as screen:
        await screen.press("S", "k", "c")
        assert screen.shows("KH-20417")
        assert not screen.shows("nieuwe polis")
        await screen.press("escape")
    covered(office)
    async with session(office.database, handler, size=SMALL) as screen:
        await screen.press("F", *NUMBER, "enter", "S", "k")
        assert not screen.shows("einde van de polis vastleggen")


async def test_a_lead_ends_a_policy(office: Office) -> None:
    covered(office)
    async with session(*office, size=SMALL) as screen:
        await screen.press("F", *NUMBER, "enter", "S", "k", "e", "1")
        assert screen.shows("AT-77", "blijft gedekt")
        await screen.press(*"31-12-2026", "enter")
    (policy,) = [one for one in insurance.policies(office.database, TODAY) if one.number == "AT-77"]
    assert policy.until_on == date(2026, 12, 31)


async def test_a_limit_that_a_colleague_changed_meanwhile_is_shown_beside_the_own_one(office: Office) -> None:
    case_id, cover = covered(office)
    card = case.card(office.database, case_id)
    assert card is not None
    async with session(*office, size=SMALL) as screen:
        await screen.press("F", *NUMBER, "enter", "S", "k", "l", "ctrl+u", *"3000", "enter")
        assert screen.shows("3.000,00")
        perform(office.database, office.actor, TODAY, ChangeCover(cover, 1, Cents(400_000)))
        await screen.press("enter")
        assert screen.shows("5.000,00", "4.000,00", "3.000,00")
        await screen.press("enter", "enter")
    (row,) = [one for one in insurance.covers(office.database, card.debtor_id) if one.cover_id == cover]
    assert (row.limit, row.version) == (300_000, 3)
