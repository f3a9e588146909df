"""Up to when receipts are known that the ledger books: by the lists of the entity itself."""

from datetime import date
from pathlib import Path

import pytest

from casebook.jobs.importing import Options
from casebook.store.actions.parties import ChangeCreditor, CreditorFacts, ReceiptsFrom
from casebook.store.bank_freshness import known_until
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.transaction import Actor
from tests.jobs.test_receivables import TODAY, Lists

BEFORE, EARLIER = date(2026, 11, 14), date(2026, 11, 7)
CONFIRMED = Options(confirm=True)


@pytest.fixture
def lists(database: Database, actor: Actor, tmp_path: Path) -> Lists:
    return Lists(database, actor, tmp_path)


def test_a_list_of_one_entity_tells_nothing_of_another(lists: Lists, database: Database, actor: Actor) -> None:
    theirs = {"Administratie": "B", "Factuurnummer": "F9", "Debiteurnummer": "900"}
    lists.bring_in({}, theirs, day=EARLIER)
    for creditor_id, code in database.fetch("SELECT id, code FROM creditor ORDER BY code"):
        facts = CreditorFacts(code, receipts_from=ReceiptsFrom.LEDGER)
        perform(database, actor, TODAY, ChangeCreditor(creditor_id, 1, facts))
    ids = [id_ for (id_,) in database.fetch("SELECT id FROM creditor ORDER BY code")]
    assert list(known_until(database, ids).values()) == [EARLIER, EARLIER]
    lists.bring_in({}, options=CONFIRMED, day=BEFORE)
    assert list(known_until(database, ids).values()) == [BEFORE, EARLIER]
    lists.bring_in(theirs, options=CONFIRMED, day=TODAY)
    assert list(known_until(database, ids).values()) == [BEFORE, TODAY]


def test_a_list_that_is_not_complete_tells_of_its_entity_too(lists: Lists, database: Database, actor: Actor) -> None:
    lists.bring_in({})
    (creditor_id,) = (id_ for (id_,) in database.fetch("SELECT id FROM creditor"))
    facts = CreditorFacts("A", receipts_from=ReceiptsFrom.LEDGER)
    perform(database, actor, TODAY, ChangeCreditor(creditor_id, 1, facts))
    database.transact(lambda: database.execute("DELETE FROM listed_item"))
    assert known_until(database, [creditor_id]) == {creditor_id: TODAY}
