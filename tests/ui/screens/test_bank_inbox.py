"""The place Bank inbox: what waits, accepting what is proposed, assigning, and taking a decision back."""

from datetime import date

import pytest
from textual import events

from casebook.domain.money import Cents
from casebook.store.actions.bank_assignments import AssignEntry
from casebook.store.actions.bank_refunds import DismissEntry
from casebook.store.actions.bank_shares import Share
from casebook.store.perform import perform
from casebook.store.queries import bank_entry
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, Screen, session
from tests.ui.screens.bank_desk import OURS, Owed, bring_in, nothing_waits, owed, received
from tests.ui.screens.lists import until

FIRST, SECOND = date(2026, 11, 19), date(2026, 11, 20)
STRANGER = "Stichting [b]Onbekend[/b]"


@pytest.fixture
def bank(office: Office) -> Office:
    """An office with seven entries that wait: three that are ready, one unsure, one unknown, and costs of the bank."""
    nothing_waits(office)
    claims = owed(office)
    one, two, three, four, five = claims[:5]
    bring_in(
        office,
        [
            received(one.cents, one.name, f"factuur {one.claim}", "NL91ABNA0417164300", FIRST),
            received(two.cents // 2, two.name, f"dossier {two.case_number}", "NL20INGB0001234567", FIRST),
            received(three.cents, "Hr X", "zonder kenmerk", None, FIRST),
            received(12_345, STRANGER, "gift", None, SECOND),
            received(four.cents, four.name, f"{four.claim} dank u", "NL02RABO0123456789", SECOND),
            received(-4_500, "Bankkosten", "betalingsverkeer", None, SECOND),
            received(five.cents + 20_000, f"Fam. {five.name}", "twee facturen", "NL69INGB0123456789", SECOND),
        ],
    )
    return office


def entry_of(office: Office, name: str) -> int:
    """The entry of somebody by name."""
    found: int = office.database.value("SELECT id FROM bank_entry WHERE name = ?", (name,))
    return found


def paid(office: Office, case_id: int) -> list[int]:
    """The payments of a case that came by bank and stand."""
    sql = """
        SELECT p.cents FROM payment p WHERE p.case_id = ? AND p.source = 'bank' AND p.reverses_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id) ORDER BY p.id
    """
    return [cents for (cents,) in office.database.fetch(sql, (case_id,))]


def waits(office: Office, name: str) -> int:
    """What is left of an entry."""
    sql = "SELECT sum(rest_cents) FROM entry_now WHERE entry_id = ?"
    return int(office.database.value(sql, (entry_of(office, name),)) or 0)


async def at_bank(screen: Screen) -> None:
    await screen.press("g", "p")


async def test_what_waits_with_what_is_proposed(bank: Office) -> None:
    async with session(*bank, size=SMALL) as screen:
        await at_bank(screen)
        await screen.is_as("bank-inbox-80-nl")
    async with session(*bank, size=USUAL, language="en") as screen:
        await at_bank(screen)
        await screen.is_as("bank-inbox-120-en")


async def test_the_page_of_an_entry_and_why_it_is_proposed(bank: Office) -> None:
    async with session(*bank, size=SMALL) as screen:
        await at_bank(screen)
        await screen.press("enter")
        await screen.is_as("bank-entry-80-nl")
        await screen.press("=")
        await screen.is_as("bank-why-80-nl")
        await screen.press("escape", "o")
        assert screen.shows(owed(bank)[0].case_number, "▸Overzicht")


async def test_plus_shows_where_it_goes_and_enter_accepts_it(bank: Office) -> None:
    one = owed(bank)[0]
    async with session(*bank, size=SMALL) as screen:
        await at_bank(screen)
        await screen.press("+")
        await screen.is_as("bank-accept-80-nl")
        assert paid(bank, one.case_id) == []
        await screen.press("enter")
        assert screen.shows("Verwerkt:")
        await screen.rests()
        assert not screen.shows(f"factuur {one.claim}")
        await screen.press("[", "enter", "o", "]", "]", "enter")
        assert screen.shows("Op de bank", f"factuur {one.claim}")
    assert paid(bank, one.case_id) == [one.cents]
    assert waits(bank, one.name) == 0


async def test_enter_that_was_typed_with_plus_accepts_nothing(bank: Office) -> None:
    async with session(*bank) as screen:
        await at_bank(screen)
        for key, letter in (("plus", "+"), ("enter", "\r")):
            screen.app.gate.take(events.Key(key, letter))
        await screen.settled()
        assert screen.shows("Zo wordt het toegerekend")
    assert paid(bank, owed(bank)[0].case_id) == []


async def test_plus_takes_nothing_that_is_not_ready(bank: Office) -> None:
    async with session(*bank) as screen:
        await at_bank(screen)
        await screen.press("j", "j", "j", "+")
        assert screen.shows("Er is geen voorstel dat met één toets kan worden aangenomen.")


async def test_marked_ones_are_accepted_as_one_step_but_those_that_are_not_ready(bank: Office) -> None:
    one, two, _, four = owed(bank)[:4]
    async with session(*bank, size=SMALL) as screen:
        await at_bank(screen)
        await screen.press("V", "+")
        await screen.is_as("bank-accept-all-80-nl")
        await screen.press("enter")
        assert screen.shows("3 voorstellen aangenomen.")
        assert [paid(bank, one.case_id) for one in (one, two, four)] == [[one.cents], [two.cents // 2], [four.cents]]
        await screen.press("u")
        assert [paid(bank, one.case_id) for one in (one, two, four)] == [[], [], []]


async def test_above_ten_the_number_is_typed_and_what_was_refused_is_told(office: Office) -> None:
    nothing_waits(office)
    some = owed(office)[:30]
    bring_in(office, [received(one.cents, one.name, f"factuur {one.claim}", None, SECOND) for one in some])
    ready: int = office.database.value("SELECT count(*) FROM entry_now WHERE not_ready = 0")
    assert ready > 10
    sql = "SELECT count(*) FROM bank_use WHERE kind = 'booked' AND undone_on IS NULL"
    first, before = some[0], office.database.value(sql)
    async with session(*office) as screen:
        await at_bank(screen)
        await screen.press("P", "+")
        assert screen.shows(f"{ready} voorstellen aannemen")
        await screen.press("enter")
        assert screen.shows("typ")
        act = DismissEntry(entry_of(office, first.name), "dubbel")
        perform(office.database, office.actor, TODAY, act)
        await screen.press(*str(ready), "enter")
        assert screen.shows("Eén voorstel is geweigerd", first.case_number)
    assert paid(office, first.case_id) == []
    assert office.database.value(sql) == before + ready - 1


async def test_a_colleague_was_first(bank: Office) -> None:
    one = owed(bank)[0]
    async with session(*bank) as screen:
        await at_bank(screen)
        await screen.press("+")
        perform(bank.database, bank.actor, TODAY, DismissEntry(entry_of(bank, one.name), "dubbel"))
        await screen.press("enter")
        assert screen.shows("✗ Dit is intussen door een collega verwerkt.")
        await screen.press("escape")
        await screen.app.look_for_news()
        await screen.rests()
        assert not screen.shows(f"factuur {one.claim}")
    assert paid(bank, one.case_id) == []


async def test_shared_out_over_two_cases_and_the_rest_waits(bank: Office) -> None:
    *_, five, six = owed(bank)[:6]
    name = f"Fam. {five.name}"
    async with session(*bank, size=SMALL) as screen:
        await at_bank(screen)
        await screen.press("G", "P", "a")
        await case_of(screen, five)
        await screen.type("100")
        await screen.press("shift+tab", "right")
        await screen.is_as("bank-split-80-nl")
        await screen.press("enter")
        await case_of(screen, six)
        await screen.type("50")
        await screen.press("enter")
        assert screen.shows("er staat meer: Enter leest verder")
        await screen.press("enter")
        assert screen.shows("Blijft in de inbox", "Enter opslaan")
        assert paid(bank, five.case_id) == []
        await screen.press("enter")
        assert screen.shows("Verwerkt:")
    assert (paid(bank, five.case_id), paid(bank, six.case_id)) == ([10_000], [5_000])
    assert waits(bank, name) == five.cents + 20_000 - 15_000


async def case_of(screen: Screen, one: Owed) -> None:
    """Choose a case: among those that were found, or by its number."""
    if not screen.shows(f"▸ {one.case_number}"):
        await screen.press("down", "enter", *one.case_number)
    await screen.press("enter")


async def test_not_ours_needs_a_reason_and_is_undone_from_what_was_decided(bank: Office) -> None:
    async with session(*bank, size=SMALL) as screen:
        await at_bank(screen)
        await screen.press("G", "k", "P", "n", "enter")
        assert waits(bank, "Bankkosten") == -4_500
        await screen.type("kosten")
        await screen.press("enter", "enter")
        assert waits(bank, "Bankkosten") == 0
        await screen.press("[")
        await screen.is_as("bank-decided-80-nl")
        await screen.press("P", "u", *"toch")
        await screen.press("enter", "enter")
    assert waits(bank, "Bankkosten") == -4_500


async def test_what_an_overpayment_did_not_need_is_told_and_offered_to_be_paid_back(bank: Office) -> None:
    five = owed(bank)[4]
    entry = entry_of(bank, f"Fam. {five.name}")
    share = Share(five.case_id, Cents(five.cents + 20_000))
    perform(bank.database, bank.actor, TODAY, AssignEntry(entry, (share,)))
    free = bank_entry.entry(bank.database, entry).free
    assert free
    async with session(*bank, size=SMALL) as screen:
        await at_bank(screen)
        await screen.press("[")
        await screen.rests()
        assert screen.shows("Niet toegerekend")
        await screen.press("P", "r", "tab")
        await screen.type("te veel")
        await screen.press("enter", "enter")
        await screen.press("P")
        assert screen.shows("terugdraaien wat ermee is gedaan")
        assert not screen.shows("terugbetaling")
        assert not screen.shows("afdragen")
    assert bank_entry.entry(bank.database, entry).free == 0
    assert bank.database.value("SELECT cents FROM bank_use WHERE kind = 'refunded'") == free


async def test_a_return_of_what_was_never_booked_says_what_to_do(bank: Office) -> None:
    one = owed(bank)[0]
    async with session(*bank, size=SMALL) as screen:
        await at_bank(screen)
        await screen.press("G", "k", "P", "b")
        await screen.type(one.case_number)
        await screen.press("enter")
        assert screen.shows(one.case_number, "heeft geen geboekte betaling", "niet van ons")
        assert waits(bank, "Bankkosten") == -4_500


async def test_a_filter_is_of_what_waits_only(bank: Office) -> None:
    perform(bank.database, bank.actor, TODAY, DismissEntry(entry_of(bank, STRANGER), "gift voor een ander"))
    async with session(*bank, size=SMALL) as screen:
        await at_bank(screen)
        await screen.press("/", *"bankkosten", "enter")
        assert screen.shows("/ bankkosten", "1 gevonden")
        await screen.press("[")
        await screen.rests()
        assert screen.shows("niet van ons", "gift voor een ander", "P terugdraaien")
        assert not screen.shows("gevonden")
        await screen.press("]")
        assert screen.shows("/ bankkosten", "1 gevonden")


async def test_accounts_with_how_far_each_is_known(bank: Office) -> None:
    bring_in(bank, [received(500, "Later", "x", None, TODAY)], "2026-222", 9_999)
    async with session(*bank, size=SMALL) as screen:
        await at_bank(screen)
        await screen.press("[", "[")
        await screen.is_as("bank-accounts-80-nl")
        await screen.press("j", "j", "enter")
        assert screen.shows("2026-220", "2026-222", "ontbreekt een afschrift")


async def test_a_gap_is_taken_as_known_and_that_is_withdrawn(bank: Office) -> None:
    bring_in(bank, [received(500, "Later", "x", None, TODAY)], "2026-222", 9_999)
    said = "SELECT reason, withdrawn_because FROM bank_gap WHERE account = ?"
    async with session(*bank, size=SMALL) as screen:
        await at_bank(screen)
        await screen.press("[", "[", "j", "j", "P")
        assert screen.shows("niet bekend: alles vóór 19-11-2026", "ontbreekt: tussen 20-11-2026 en 21-11-2026")
        await screen.press("2")
        await screen.type("nagekeken bij de bank")
        await screen.press("enter")
        await screen.is_as("bank-gap-80-nl")
        assert bank.database.fetch(said, (OURS,)) == []
        await screen.press("enter")
        await screen.rests()
        assert [tuple(row) for row in bank.database.fetch(said, (OURS,))] == [("nagekeken bij de bank", "")]
        assert not screen.shows("1 ontbreekt")
        await screen.press("enter")
        assert screen.shows("geldt als bekend", "nagekeken bij de bank", "Van vóór 19-11-2026 is niets bekend")
        await screen.press("escape", "P", "2")
        await screen.type("toch niet")
        await screen.press("enter", "enter")
        await screen.rests()
        assert screen.shows("1 ontbreekt")
    assert [tuple(row) for row in bank.database.fetch(said, (OURS,))] == [("nagekeken bij de bank", "toch niet")]


async def test_the_filter_takes_words_and_says_so(bank: Office) -> None:
    async with session(*bank, size=SMALL) as screen:
        await at_bank(screen)
        await screen.press("slash", *"handler:me")
        assert screen.shows("Hier filtert u alleen op woorden")
        await screen.press("escape", "slash", *"123,45", "enter")
        await until(screen, lambda: screen.shows(" 1 gevonden"))
        await screen.rests()
        assert screen.shows("[b]Onbekend")


async def test_what_was_typed_stays_when_it_is_refused(bank: Office) -> None:
    five = owed(bank)[4]
    share = Share(five.case_id, Cents(five.cents))
    perform(bank.database, bank.actor, TODAY, AssignEntry(entry_of(bank, f"Fam. {five.name}"), (share,)))
    async with session(*bank) as screen:
        await at_bank(screen)
        await screen.press("G", "P", "r")
        await screen.type("999999")
        await screen.press("tab", *"te veel", "enter")
        assert screen.shows("✗", "999999", "te veel")
    assert waits(bank, f"Fam. {five.name}") == 20_000
