"""What a completed scheme left is remitted on the screen: who stands beside is asked first, then the way of the VAT."""

from datetime import date

from casebook.domain.insolvency.facts import EndKind, Kind, Source
from casebook.domain.money import Cents
from casebook.store.actions.insolvencies import EndInsolvency, RecordInsolvency
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.models.claims import Relation
from casebook.ui.case_tabs.insolvency import InsolvencyTab
from casebook.ui.screens.case import CaseScreen
from tests.sample import Office
from tests.store.actions.desk import TODAY, Desk
from tests.ui.screen import SMALL
from tests.ui.work.limitation_cases import foreseen
from tests.ui.work.money_desk import money_screen

BEGAN = date(2026, 10, 5)


async def test_the_rest_of_a_composition_is_remitted_after_its_end(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    claim = desk.claim("2026-001", 200_00)
    desk.act(AddLiability(claim, Liable(desk.party("Borg Steller"), Relation.GUARANTOR, most_cents=Cents(50_00))))
    id_ = desk.act(RecordInsolvency(desk.debtor, Kind.WHOA, BEGAN, Source.LETTER, BEGAN))
    desk.act(EndInsolvency(id_, desk.version("insolvency", id_), TODAY, EndKind.COMPOSITION))
    async with money_screen(desk, size=SMALL) as screen:
        await screen.app.push_screen(CaseScreen(screen.app.desk, desk.case, InsolvencyTab.NAME))
        await screen.settled()
        await screen.press("I", "k", "m")
        assert screen.shows("Borg Steller")
        await screen.press(*"voor", "enter")
        assert screen.shows("Wij stemden niet")
        await screen.press(*"geen")
        await foreseen(screen)
        await screen.is_as("scheme-remission-80-nl")
        await screen.press("enter")
    left = desk.database.value("SELECT sum(cents) FROM ledger_entry WHERE claim_id = ?", (claim,))
    assert left == 0
    assert desk.database.value("SELECT vat_route FROM remission") == "no_vat"
