"""What a list or file proposes is decided on in the case, and asked of somebody else beyond the mandate."""

from pathlib import Path

from casebook.domain.money import Cents
from casebook.jobs import invoices
from casebook.jobs.invoices import Import
from casebook.store.actions.mandates import SetMandate
from casebook.store.mandates import Act
from casebook.store.models.parties import Party
from casebook.store.models.people import Role
from casebook.ui.case_tabs.overview import OverviewTab
from casebook.ui.screens.case import CaseScreen
from tests.exchange.invoices.writer import ubl
from tests.sample import Office
from tests.store.actions.desk import TODAY, Desk
from tests.ui.work.money_desk import money_screen

VAT_ID, NUMBER = "NL123456782B12", "2026-001"


def with_credit_note(office: Office, folder: Path) -> tuple[Desk, int]:
    """Return a handler who may credit little, and a claim for which a file brought a credit note of more."""
    desk = Desk(office.database, office.actor)
    party = desk.database.value("SELECT party_id FROM creditor WHERE id = ?", (desk.creditor,))
    with desk.database.peewee.atomic():
        tx = desk.transaction()
        tx.change(tx.get(Party, party), btw_id=VAT_ID)
    claim = desk.claim(NUMBER, 1_210_00)
    desk.act(SetMandate(Act.CREDIT, Role.HANDLER, Cents(50_00), None, TODAY))
    note = ubl("C-1", ("S", "21", "100.00", "21.00"), root="CreditNote", code="381", due="", about=[NUMBER])
    (folder / "note.xml").write_bytes(note)
    invoices.run(Import(desk.database, desk.actor, TODAY, [folder], False))
    desk.actor = desk.actor._replace(roles=frozenset({Role.HANDLER}))
    return desk, claim


async def test_a_credit_note_beyond_the_mandate_is_asked_of_who_may_credit_it(office: Office, tmp_path: Path) -> None:
    desk, claim = with_credit_note(office, tmp_path)
    async with money_screen(desk) as screen:
        await screen.app.push_screen(CaseScreen(screen.app.desk, desk.case, OverviewTab.NAME))
        await screen.settled()
        await screen.press("plus", "enter")
        assert screen.shows("Goedkeuring vragen", "Waarom")
        await screen.type("klant is gecrediteerd")
        await screen.press("enter")
        assert screen.shows("Hierover beslist")
        await screen.press("enter")
        assert screen.shows("Goedkeuring gevraagd")
    waiting = desk.database.fetch("SELECT command, state FROM approval")
    assert [(name, state) for name, state in waiting] == [("proposal.accept", "asked")]
    assert desk.total(claim) == 1_210_00
