"""The balance that is told on a day: what the letters of all creditors state together, with the costs of each."""

import pytest

from casebook.domain.capacity import Capacity
from casebook.domain.insolvency.facts import Kind, PersonRole, Source
from casebook.domain.letters.kept import facts_of
from casebook.domain.letters.kinds import LetterKind
from casebook.jobs.balance_answer import balance_answer
from casebook.jobs.drafting import Wanted
from casebook.jobs.letters import composed
from casebook.store.actions.insolvencies import RecordInsolvency
from casebook.store.actions.insolvency_people import Appointed
from casebook.store.database import Database
from casebook.store.models.parties import Creditor
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk


@pytest.fixture
def desk(database: Database, actor: Actor) -> Desk:
    return Desk(database, actor)


def test_the_balance_is_what_the_letters_state_and_costs_are_of_each_creditor(desk: Desk) -> None:
    """BW 6:96 lid 7: what is added up is of one creditor; of two with 100,00 each the costs are 40,00 twice."""
    acts = (Appointed(PersonRole.COUNSELLOR, "Kredietbank"),)
    desk.act(RecordInsolvency(desk.debtor, Kind.COUNSELLING, TODAY, Source.LETTER, persons=acts))
    to: int = desk.database.value("SELECT party_id FROM insolvency_person")
    desk.claim("W-1", 60_00, kind="consumer_sale", capacity=Capacity.CONSUMER)
    desk.claim("W-2", 40_00, kind="consumer_sale", capacity=Capacity.CONSUMER)
    with desk.database.peewee.atomic():
        desk.creditor = desk.transaction().add(Creditor, party_id=desk.party("Zij"), code="ZIJ")
    desk.claim("Z-1", 100_00, kind="consumer_sale", capacity=Capacity.CONSUMER)
    found = balance_answer(desk.database, TODAY, desk.case, to, TODAY)
    assert (found.principal, found.costs, found.scale) == (200_00, 0, 80_00)
    wanted = Wanted(to=to, extras={"text": "-", "balance_on": TODAY})
    drafts = composed(desk.database, TODAY, desk.case, LetterKind.TRUSTEE_ANSWER, wanted)
    letters = [facts_of(one.facts) for one in drafts]
    assert len(letters) == 2
    assert sum(one.total for one in letters) == found.principal + found.interest + found.costs
