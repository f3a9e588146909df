"""What is proposed to be done next where something that came in goes to a case."""

from dataclasses import replace
from datetime import date, timedelta

from casebook.domain.documents import DocumentKind
from casebook.domain.post.nature import PostNature
from casebook.store.actions.cases import SetNextAction
from casebook.store.actions.contacts import Next
from casebook.store.models.cases import NextKind
from casebook.store.perform import perform
from casebook.store.queries import case, post_item
from casebook.store.queries.case import CaseCard
from casebook.store.queries.post_item import PostCard
from casebook.ui.work.post_next import proposed
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, session

IN_TWO_WORKING_DAYS = date(2026, 11, 24)


def item(office: Office, name: str) -> tuple[PostCard, CaseCard]:
    """The item with a file of that name, and the case that it is most likely for, with nothing planned soon."""
    item_id = office.database.value("SELECT id FROM post_item WHERE source = ?", (f"post/{name}",))
    found = post_item.item(office.database, item_id)
    assert found is not None
    of = case.card(office.database, found.candidates[0].case_id)
    assert of is not None
    return found, of._replace(next_on=TODAY + timedelta(30))


async def test_the_debtors_own_message_is_answered_before_a_right_is_lost_or_what_is_planned(office: Office) -> None:
    found, of = item(office, "betaald-visser.eml")
    office.database.execute("DELETE FROM signal WHERE case_id = ?", (of.case_id,))
    async with session(*office, size=SMALL) as screen:
        desk = screen.app.desk
        answer = Next(of.version, IN_TWO_WORKING_DAYS, NextKind.ANSWER_REQUEST, "Re: aanmaning")
        assert await proposed(desk, found, of, DocumentKind.MAIL) == answer
        assert await proposed(desk, found, of, DocumentKind.LETTER) == answer
        sooner = await proposed(desk, found, of._replace(next_on=TODAY + timedelta(1)), DocumentKind.MAIL)
        assert sooner == replace(answer, on=TODAY + timedelta(1))
        late = await proposed(desk, found, of._replace(next_on=TODAY - timedelta(9)), DocumentKind.MAIL)
        assert late == replace(answer, on=TODAY)
        red = TODAY + timedelta(2)
        office.database.execute(
            "INSERT INTO signal VALUES (?, 0, 'x', '{}', 'x', ?, ?)", (of.case_id, red.isoformat(), red.isoformat())
        )
        assert await proposed(desk, found, of, DocumentKind.MAIL) == replace(answer, on=red)


async def test_for_anything_else_it_stays_as_planned(office: Office) -> None:
    found, of = item(office, "betaald-visser.eml")
    by_nobody_known = found.candidates[0]._replace(party_id=None)
    automatic = found._replace(row=found.row._replace(nature=PostNature.AUTOMATIC))
    back, of_back = item(office, "retour-bloemsma.pdf")
    async with session(*office, size=SMALL) as screen:
        desk = screen.app.desk
        assert await proposed(desk, found, of, DocumentKind.SCAN) is None
        assert await proposed(desk, found._replace(candidates=(by_nobody_known,)), of, DocumentKind.MAIL) is None
        assert await proposed(desk, automatic, of, DocumentKind.MAIL) is None
        assert await proposed(desk, back, of_back, DocumentKind.LETTER) is None
        # Who tells of insolvency need not be known.
        curator, of_curator = item(office, "curator-waterwolf.eml")
        unknown = curator._replace(candidates=(curator.candidates[0]._replace(party_id=None),))
        assert await proposed(desk, unknown, of_curator, DocumentKind.MAIL) is not None


async def test_a_case_that_a_colleague_planned_meanwhile_is_seen_before_it_is_gone_over(office: Office) -> None:
    _, of = item(office, "betaald-visser.eml")
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "m", "j", "j", "+")
        colleague = SetNextAction(of.case_id, of.version, TODAY + timedelta(1), NextKind.CALL)
        perform(office.database, office.actor, TODAY, colleague)
        await screen.press("enter")
        assert screen.shows("24-11-2026")
        decided = "SELECT count(*) FROM post_item WHERE decision = 'filed' AND case_id = ?"
        before = office.database.value(decided, (of.case_id,))
        await screen.press("enter")
        assert office.database.value(decided, (of.case_id,)) == before + 1
    kind = office.database.value("SELECT next_kind FROM cases WHERE id = ?", (of.case_id,))
    assert kind == NextKind.ANSWER_REQUEST
