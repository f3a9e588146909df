"""Mandates from the menu of an arrangement, and batches of direct debits from the list of arrangements."""

from datetime import date
from pathlib import Path

import pytest

from casebook.domain.letters.kinds import LetterKind
from casebook.store.actions.debit_batches import MakeBatch, SendBatch
from casebook.store.actions.debit_returns import CollectionRefused
from casebook.store.actions.direct_debit import RecordMandate, SetDebitIdentity
from casebook.store.actions.parties import AddAccount
from casebook.store.queries import direct_debit
from tests.sample import Office
from tests.store.actions.desk import TODAY
from tests.ui.screen import SMALL
from tests.ui.work.leaving import last, leave, lives
from tests.ui.work.money_desk import money_screen
from tests.ui.work.plans import Plan
from tests.ui.work.test_dispute import case_screen

OURS, HIS = "NL02ABNA0123456789", "NL20INGB0001234567"


async def test_a_mandate_is_recorded_from_the_arrangement_and_its_text_is_there(office: Office) -> None:
    made = Plan(office, by_direct_debit=True)
    made.agree()
    async with case_screen(made.desk, size=SMALL) as screen:
        await screen.press("R", "m", "l")
        assert screen.shows("Kenmerk machtiging")
        await screen.press("escape")
        await screen.press("R", "m", "n")
        await screen.fill("NL20 INGB 0001 2345 67")
        await screen.is_as("debit-mandate-80")
        await screen.press("enter")
        (row,) = direct_debit.mandates(office.database, made.desk.debtor)
        assert (row.iban, row.signed_on, row.creditor_id) == (HIS, TODAY, made.desk.creditor)
        await screen.press("R", "m", "1")
        await screen.to("Waarom")
        await screen.type("per brief")
        await screen.press("enter")
    (row,) = direct_debit.mandates(office.database, made.desk.debtor)
    assert (row.revoked_on, row.revoked_because) == (TODAY, "per brief")


async def test_a_batch_is_made_with_what_it_holds_shown_then_written_and_sent(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    made = Plan(office, by_direct_debit=True)
    made.agree()
    party = office.database.value("SELECT party_id FROM creditor WHERE id = ?", (made.desk.creditor,))
    made.desk.act(AddAccount(party, OURS))
    made.desk.act(SetDebitIdentity(made.desk.creditor, "NL69ZZZ123456780000", OURS))
    made.desk.act(RecordMandate(made.desk.creditor, made.desk.debtor, HIS, "Van Dam Bouw", TODAY))
    async with money_screen(made.desk, size=SMALL) as screen:
        await screen.press("g", "a")
        await screen.press("E", "n")
        await screen.fill("30-11-2026")
        await screen.press("enter")
        await screen.is_as("debit-new-80")
        await screen.press("enter")
        await screen.is_as("debit-batch-80")
        await screen.press("w")
        row, _ = direct_debit.batches(office.database)
        assert (row.collections, row.sent_on) == (4, None)
        (written,) = tmp_path.rglob("*.xml")
        assert written.name == f"{row.message}.xml"
        await screen.press("E", "1", "s", "enter")
    row, _ = direct_debit.batches(office.database)
    assert row.sent_on == TODAY


async def test_what_nobody_was_told_of_is_announced_with_the_batch(office: Office) -> None:
    made = Plan(office, by_direct_debit=True)
    made.agree()
    lives(made.desk)
    party = office.database.value("SELECT party_id FROM creditor WHERE id = ?", (made.desk.creditor,))
    for command in (
        AddAccount(party, OURS),
        SetDebitIdentity(made.desk.creditor, "NL69ZZZ123456780000", OURS),
        RecordMandate(made.desk.creditor, made.desk.debtor, HIS, "Van Dam Bouw", TODAY),
    ):
        made.desk.act(command)
    made.desk.act(MakeBatch(made.desk.creditor, date(2026, 11, 28)))
    async with money_screen(made.desk, size=SMALL) as screen:
        await screen.press("g", "a", "E", "1", "a")
        await screen.is_as("debit-announce-80")
        await screen.press("enter", "enter")
    letter = last(made.desk)
    assert (letter.row.kind, letter.row.released_on) == (LetterKind.PRE_NOTIFICATION, TODAY)
    leave(made.desk, release=False)
    (batch,) = (one.id for one in direct_debit.batches(office.database)[:1])
    card = direct_debit.batch(office.database, batch, TODAY)
    assert card is not None
    # They are told now, if late: no batch of so soon can be announced in time.
    assert set(card.untold.values()) == {TODAY}


async def test_the_menu_says_why_a_collection_came_back_and_the_mandate_ended(office: Office) -> None:
    made = Plan(office, by_direct_debit=True)
    made.agree()
    debtor, creditor = made.desk.debtor, made.desk.creditor
    party = office.database.value("SELECT party_id FROM creditor WHERE id = ?", (creditor,))
    for command in (
        AddAccount(party, OURS),
        SetDebitIdentity(creditor, "NL69ZZZ123456780000", OURS),
        RecordMandate(creditor, debtor, HIS, "Van Dam Bouw", TODAY),
    ):
        made.desk.act(command)
    batch = made.desk.act(MakeBatch(creditor, date(2026, 8, 28))).batch_id
    made.desk.act(SendBatch(batch, 1, TODAY))
    (collection,) = direct_debit.of_plan(office.database, made.id)
    made.desk.act(CollectionRefused(collection.id, collection.version, TODAY, "AC04"))
    async with case_screen(made.desk, size=SMALL) as screen:
        await screen.press("R", "m")
        await screen.is_as("debit-menu-80")
        await screen.press("s")
        await screen.type("verkeerde regel gelezen")
        await screen.press("enter")
    (mandate,) = direct_debit.mandates(office.database, debtor)
    assert mandate.revoked_on is None
