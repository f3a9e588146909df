"""What has to be paid, on the screen: the figures of the store, what stands apart, another day, a text for a mail."""

from datetime import date
from pathlib import Path

import pytest

from casebook.domain.capacity import Capacity
from casebook.domain.component import Component
from casebook.domain.default import Agreed
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.money import Cents
from casebook.format import amount
from casebook.settings import Settings
from casebook.store.actions.claims import AddClaim
from casebook.store.actions.ledger import ChargeCosts
from casebook.store.actions.parties import AddAccount
from casebook.store.models.parties import Creditor
from casebook.store.queries.payoff import Payoff, payoff
from tests.databases import TODAY
from tests.sample import Office
from tests.store.actions.desk import DUE, FACTS, Desk
from tests.ui.screen import SMALL, USUAL
from tests.ui.work.leaving import last, lives
from tests.ui.work.payoff_screen import PayoffScreen, payoff_screen

IBAN = "NL91ABNA0417164300"
HOSTILE = "[/b][x=2]\x1b]0;titel\x07\x1b[31mF"
T1 = ((61280, 7), (24000, 8), (18640, 9), (9500, 10))


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office.database, office.actor)


def four_invoices(desk: Desk) -> None:
    for cents, month in T1:
        due = date(2026, month, 15)
        facts = {"capacity": Capacity.CONSUMER, "agreed": Agreed.CONDITIONS, "kind": "consumer_sale"}
        desk.claim(f"W-{month}", cents, invoice_on=due, due_on=due, **facts)


def party_of(desk: Desk, creditor: int) -> int:
    party: int = desk.database.value("SELECT party_id FROM creditor WHERE id = ?", (creditor,))
    return party


def second_creditor(desk: Desk) -> int:
    with desk.database.peewee.atomic():
        return desk.transaction().add(Creditor, party_id=desk.party("Zij B.V."), code="ZIJ")


def asked_on(desk: Desk, day: date = TODAY) -> Payoff:
    found = payoff(desk.database, desk.case, day)
    assert found is not None
    return found


def cents(text: str) -> int:
    return int(text.replace(".", "").replace(",", ""))


def claim_rows(screen: PayoffScreen) -> list[list[int]]:
    """Return the amounts of the rows of claims."""
    return [list(map(cents, words[-4:])) for words in map(str.split, screen.inside) if words and words[0][:2] == "W-"]


async def test_four_invoices_of_a_consumer_on_the_day_the_counsellor_asks(desk: Desk) -> None:
    """T1: 1,134.20 and 12.25 of interest on 16-11-2026."""
    four_invoices(desk)
    async with payoff_screen(desk.database, desk.actor) as screen:
        await screen.open(desk.case)
        await screen.other_day("16-11-2026")
        assert screen.row("Te betalen op ma 16-11-2026") == ["1.146,45"]
        assert screen.row("Samen") == ["1.134,20", "0,00", "12,25", "1.146,45"]
        assert [row[2] for row in claim_rows(screen)] == [826, 242, 125, 32]


async def test_what_is_on_the_screen_is_what_the_store_says_and_adds_up(desk: Desk) -> None:
    four_invoices(desk)
    claim = asked_on(desk).lines[0].claim_id
    desk.act(ChargeCosts(claim, Component.COLLECTION_COSTS, Cents(4000), DUE, "WIK"))
    found = asked_on(desk)
    async with payoff_screen(desk.database, desk.actor) as screen:
        await screen.open(desk.case)
        shown = claim_rows(screen)
        together = list(map(cents, screen.row("Samen")))
        assert [sum(column) for column in zip(*shown, strict=True)] == together
        assert all(sum(row[:3]) == row[3] for row in [*shown, together])
        assert together == [found.open.principal, 4000, found.interest_due, found.total]
        assert screen.row("rente per dag daarna") == [amount(found.per_day, "nl")]
        assert screen.row("Onder vermelding van") == [found.reference]
        for day in (date(2026, 11, 23), date(2026, 11, 28), date(2026, 11, 30), date(2026, 12, 5)):
            (line,) = [one for one in screen.inside if f"{day:%d-%m-%Y}" in one]
            assert cents(line.split()[-1]) == asked_on(desk, day).total


async def test_a_day_to_come_and_one_before_the_first_invoice(desk: Desk) -> None:
    four_invoices(desk)
    async with payoff_screen(desk.database, desk.actor) as screen:
        await screen.open(desk.case)
        await screen.other_day("31-12-2027")
        expected = asked_on(desk, date(2027, 12, 31)).total
        assert screen.row("Te betalen op vr 31-12-2027") == [amount(expected, "nl")]
        assert screen.shows("Als er tot die dag niets wordt betaald of geboekt.")
        await screen.other_day("1-1-2020")
        assert screen.shows("Op wo 01-01-2020 is er niets te betalen.")
        await screen.press("y")
        assert screen.shows("✗ Er is niets te betalen")
        assert screen.app.clipboard == ""


async def test_a_day_that_is_none_is_refused_and_what_was_typed_stays(desk: Desk) -> None:
    four_invoices(desk)
    async with payoff_screen(desk.database, desk.actor) as screen:
        await screen.open(desk.case)
        await screen.other_day("31-2-2027")
        assert screen.shows("✗", "31-2-2027", "Op welke dag?")
        await screen.press("escape")
        assert screen.row("Te betalen op za 21-11-2026")


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_a_case_in_which_nothing_is_open(desk: Desk, size: tuple[int, int]) -> None:
    async with payoff_screen(desk.database, desk.actor, size=size) as screen:
        await screen.open(desk.case)
        assert screen.shows("Op za 21-11-2026 is er niets te betalen.")
        await screen.press("s")
        assert screen.shows("Rekeningoverzicht", "Op za 21-11-2026 is er niets geboekt.")
        await screen.press("escape", "escape")
        assert not screen.shows("Te betalen · ")


async def test_what_stands_apart_is_in_no_total(desk: Desk) -> None:
    desk.claim("L-1", 50000, due_on=date(2020, 6, 30), invoice_on=date(2020, 6, 1), kind="consumer_sale")
    desk.pay(500, date(2020, 1, 1), payer_name="Van Dam")
    open_claim = desk.claim("A-1", 10000)
    desk.act(AddClaim(desk.case, desk.creditor, Cents(99900), FACTS, currency="USD"))
    found = asked_on(desk)
    async with payoff_screen(desk.database, desk.actor) as screen:
        await screen.open(desk.case)
        assert found.designation == (open_claim,)
        assert screen.row("Vordering L-1") == ["500,00"]
        assert screen.row("Ontvangen op 01-01-2020 van Van Dam, niet toegerekend") == ["5,00"]
        assert screen.row("Te betalen als dat wordt verrekend") == [amount(found.after_contra, "nl")]
        assert screen.row("Te betalen op za 21-11-2026") == [amount(found.total, "nl")]
        assert screen.shows("USD 999,00, niet in het totaal", "rente wordt alleen over euro's berekend")


async def test_why_there_is_no_interest_is_said_once_with_the_article(desk: Desk) -> None:
    for number in ("A-1", "A-2"):
        desk.claim(number, 10000, capacity=None, agreed=None)
    desk.claim("B-1", 10000)
    async with payoff_screen(desk.database, desk.actor) as screen:
        await screen.open(desk.case)
        said = [line for line in screen.inside if "A-1, A-2: Niet bekend is" in line]
        assert len(said) == 1
        assert screen.shows("BW 6:82 lid 1")


async def test_a_text_for_a_mail(desk: Desk) -> None:
    four_invoices(desk)
    desk.act(AddAccount(party_of(desk, desk.creditor), IBAN))
    found = asked_on(desk)
    async with payoff_screen(desk.database, desk.actor) as screen:
        await screen.open(desk.case)
        await screen.press("y")
        assert screen.shows("✓ Tekst voor een mail gekopieerd")
        assert screen.shows("NL91 ABNA 0417 1643 00")
        text = screen.app.clipboard.replace("\N{NO-BREAK SPACE}", " ")
    total, per_day = amount(found.total, "nl"), amount(found.per_day, "nl")
    holds, reference = "Dit bedrag geldt bij betaling uiterlijk op 21-11-2026", found.reference
    assert text.splitlines() == [
        f"In dossier {reference} is op 21-11-2026 te betalen: € {total}.",
        f"{holds}; voor elke dag daarna komt er € {per_day} rente bij.",
        f"Maak € {total} over op NL91 ABNA 0417 1643 00 ten name van Wij, onder vermelding van {reference}.",
    ]


async def test_the_address_to_pay_online_is_copied_and_put_in_the_letter(desk: Desk, tmp_path: Path) -> None:
    four_invoices(desk)
    desk.act(AddAccount(party_of(desk, desk.creditor), IBAN))
    lives(desk)
    total = asked_on(desk).total
    own = Settings("nl", True, None, "dark", {}, tmp_path / "settings.toml", pay_link="https://b.nl/{case}?e={amount}")
    async with payoff_screen(desk.database, desk.actor, settings=own) as screen:
        await screen.open(desk.case)
        await screen.press("y")
        address = f"https://b.nl/2026-0251?e={total // 100}.{total % 100:02d}"
        assert f"Online betalen kan via {address}." in screen.app.clipboard
        await screen.press("w", "enter", "plus")
    letter = last(desk)
    assert (letter.row.kind, letter.last_day) == (LetterKind.UPDATED_STATEMENT, TODAY)
    assert letter.text.facts.pay_link == address


async def test_each_creditor_is_paid_on_its_own_account(desk: Desk) -> None:
    desk.claim("W-1", 10000)
    other = second_creditor(desk)
    desk.act(AddClaim(desk.case, other, Cents(5000), FACTS))
    desk.act(AddAccount(party_of(desk, desk.creditor), IBAN))
    ours, theirs = (line.total for line in asked_on(desk).lines)
    async with payoff_screen(desk.database, desk.actor, language="en") as screen:
        await screen.open(desk.case)
        assert screen.shows("By creditor", "no account recorded")
        await screen.press("y")
        assert screen.shows("without an account of Zij B.V.")
        text = screen.app.clipboard
    assert f"- €{amount(ours, 'en')} to NL91 ABNA 0417 1643 00 in the name of Wij" in text
    assert f"- €{amount(theirs, 'en')} to Zij B.V." in text


async def test_a_hostile_number_is_shown_as_it_is_without_control_codes(desk: Desk) -> None:
    desk.claim(HOSTILE, 10000)
    async with payoff_screen(desk.database, desk.actor) as screen:
        await screen.open(desk.case)
        assert screen.shows("[/b][x=2]F")
        await screen.press("s")
        assert screen.shows("Vordering [/b][x=2]F · Wij")
        assert "\x1b" not in screen.text


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("name", "size"), [("small", SMALL), ("usual", USUAL)])
async def test_pictures(desk: Desk, name: str, size: tuple[int, int], language: str) -> None:
    four_invoices(desk)
    desk.pay(500, date(2020, 1, 1), payer_name="Van Dam")
    desk.act(AddAccount(party_of(desk, desk.creditor), IBAN))
    async with payoff_screen(desk.database, desk.actor, size=size, language=language) as screen:
        await screen.open(desk.case)
        await screen.is_as(f"payoff-{name}-{language}")
        await screen.press("s")
        await screen.is_as(f"statement-{name}-{language}")
