"""The page of results on Team."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from casebook.domain.money import Cents
from casebook.domain.results import FirstMoney, Plans, Rate
from casebook.domain.routes.facts import Basis
from casebook.store.actions.contacts import AddContact
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.promises import Promised
from casebook.store.actions.receipts import Receipt
from casebook.store.models.cases import Channel, Outcome
from casebook.store.perform import perform
from casebook.store.queries import case
from casebook.store.queries.results import results
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, session


async def test_the_results_are_a_page_and_a_file(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    case_id = case.case_of(office.database, "2026-0077")
    assert case_id is not None
    card = case.card(office.database, case_id)
    assert card is not None
    said = AddContact(
        case_id, card.debtor_id, TODAY, Channel.PHONE, Outcome.PROMISE, promised=Promised(TODAY, Cents(5000))
    )
    perform(office.database, office.actor, TODAY, said)
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "t", "left_square_bracket")
        await screen.is_as("team-results-80")
        await screen.press("o")
        assert screen.shows("resultaten_2026-11-21.csv")
        (file,) = tmp_path.rglob("*.csv")
        assert "termijnen;op tijd nagekomen;12;63,2" in file.read_text("utf-8-sig")
        await screen.press("right_square_bracket")
        assert screen.shows("Niets wacht op goedkeuring.")


async def test_the_figures_of_the_sample_office_agree_with_a_count_by_hand(office: Office) -> None:
    for number, days in (("2026-0213", 10), ("2026-0077", 21)):
        on = TODAY + timedelta(days)
        case_id = case.case_of(office.database, number)
        assert case_id is not None
        perform(office.database, office.actor, on, RecordPayment(case_id, Receipt(on, Cents(1_000))))
    found = results(office.database, date(2025, 11, 22), TODAY, TODAY)
    # Terms due in the year, by the arrangements of desk.toml in their order: paid on the day or within the grace; not
    # paid, or collected and returned; not to be judged yet (due today, suspended, or a receipt in the bank inbox may be
    # it).
    paid, unpaid, waiting = (3 + 1 + 1 + 0 + 3 + 1 + 1 + 1 + 1), (1 + 2 + 3 + 1), (1 + 1 + 1)
    assert found.terms == Rate(kept=paid, partly=0, broken=unpaid, waiting=waiting)
    assert found.terms.share == Decimal("63.2")
    # Ten were agreed, one of them is paid in full; two are not agreed yet.
    assert found.plans == Plans(agreed=10, kept=1, broken=0, running=9)
    # Ten and twenty-one days.
    assert found.first == FirstMoney(cases=250, paid=2, days=Decimal("15.5"))
    past = dict(found.routes)[Basis.PLAN]
    # Three terms of 225,00; 250,00; 275,00; all there was of 632,45, which was paid with its interest; 338,14; 294,39;
    # 300,00; and 275,72 that was collected and stands.
    assert past.cases == 10
    assert past.received == 3 * 22_500 + 25_000 + 27_500 + 63_245 + 33_814 + 29_439 + 30_000 + 27_572
