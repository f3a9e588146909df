"""The VAT of claims and the lists for the returns, in the database: who files, what counts as paid, who was first."""

from datetime import date
from pathlib import Path

import pytest

from casebook.domain.money import Cents
from casebook.domain.vat.parts import Treatment
from casebook.domain.vat.periods import VatPeriod
from casebook.errors import Refused, Stale
from casebook.jobs import history, receivables
from casebook.jobs.import_report import Report
from casebook.jobs.importing import Import, Options
from casebook.store.actions.arrangement_end import ChooseVat, CompleteArrangement
from casebook.store.actions.contra_items import AddContraItem
from casebook.store.actions.ledger import CreditClaim
from casebook.store.actions.parties import ChangeCreditor, CreditorFacts
from casebook.store.actions.people import AddTeam
from casebook.store.actions.set_offs import SetOffClaim, SetOffShare
from casebook.store.actions.undo import RedoStep, UndoStep
from casebook.store.actions.vat import ChooseCreditNote, RatePart, StateCertain, StateVat
from casebook.store.actions.vat_lists import LockVatList
from casebook.store.database import Database
from casebook.store.models.arrangements import VatRoute
from casebook.store.models.books import ContraKind
from casebook.store.models.cases import Channel
from casebook.store.models.claims import Assignment
from casebook.store.models.vat import CertainGround
from casebook.store.perform import perform
from casebook.store.queries import vat
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk, at_once, sound
from tests.store.actions.refusal import refused
from tests.store.actions.test_arrangement_course import FIRST, Office

DUE, QUARTER = date(2025, 10, 1), date(2026, 12, 31)
WHOLE = (RatePart(Treatment.CHARGED, "21", Cents(121_00), Cents(21_00)),)
HEAD = "Administratie;Factuurnummer;Btw-regeling;Btw-tarief;Bedrag incl. btw;Btw;Teruggevraagd in;Teruggevraagd"


@pytest.fixture
def desk(database: Database, actor: Actor) -> Desk:
    return Desk(database, actor)


def with_vat(desk: Desk, number: str) -> int:
    claim = desk.claim(number, 121_00, due_on=DUE, invoice_on=DUE)
    desk.act(StateVat(claim, WHOLE))
    return claim


def totals(desk: Desk) -> list[tuple[str, date, int]]:
    return [(one.filer, one.until_on, one.total) for one in vat.returns(desk.database, TODAY)]


def test_entities_of_a_fiscal_unity_file_one_return_for_the_period_of_each(desk: Desk) -> None:
    with_vat(desk, "1")
    assert totals(desk) == [("WIJ", QUARTER, 21_00)]
    version = desk.version("creditor", desk.creditor)
    unity = CreditorFacts("WIJ", VatPeriod.MONTH, fiscal_unity="FE Samen")
    step = perform(desk.database, desk.actor, TODAY, ChangeCreditor(desk.creditor, version, unity)).step
    assert totals(desk) == [("FE Samen", date(2026, 10, 31), 21_00)]
    assert vat.filer_of(desk.database, "WIJ") == "FE Samen"
    assert step is not None
    desk.act(UndoStep(step))
    assert totals(desk) == [("WIJ", QUARTER, 21_00)]
    sound(desk)


def test_rates_are_said_anew_by_who_saw_them_and_taken_back(desk: Desk) -> None:
    claim = with_vat(desk, "1")
    low = (RatePart(Treatment.CHARGED, "9", Cents(121_00), Cents(9_99)),)
    with pytest.raises(Stale):
        desk.act(StateVat(claim, low))
    step = perform(desk.database, desk.actor, TODAY, StateVat(claim, low, (1,))).step
    assert totals(desk) == [("WIJ", QUARTER, 9_99)]
    assert step is not None
    desk.act(UndoStep(step))
    assert totals(desk) == [("WIJ", QUARTER, 21_00)]
    desk.act(RedoStep(step))
    assert totals(desk) == [("WIJ", QUARTER, 9_99)]
    refused("vat.not_the_principal", desk.act, StateVat(claim, WHOLE * 2, (1,)))
    refused("vat.percent", desk.act, StateVat(claim, (RatePart(Treatment.CHARGED, "x", Cents(1), Cents(0)),), (1,)))


def test_what_is_certain_credited_noted_and_assigned(desk: Desk) -> None:
    lost, credited, noted, assigned = (with_vat(desk, number) for number in "1234")
    desk.act(StateCertain(lost, date(2026, 2, 3), CertainGround.TRUSTEE, "verklaring van de curator"))
    desk.act(CreditClaim(credited, Cents(60_50), date(2026, 5, 1), "te veel berekend"))
    desk.act(ChooseCreditNote(noted, TODAY, "C 1", "goederen terug"))
    with desk.database.peewee.atomic():
        desk.transaction().add(
            Assignment, claim_id=assigned, from_creditor="Wij", to_creditor="Factor", on_day=date(2026, 1, 5)
        )
    desk.act(StateVat(assigned, WHOLE, (1,)))
    desk.act(StateCertain(assigned, date(2026, 8, 3), CertainGround.OTHER, "gebeld"))
    assert sorted(totals(desk)) == [("WIJ", date(2026, 3, 31), 21_00), ("WIJ", QUARTER, 10_50)]
    late = next(one for one in vat.returns(desk.database, TODAY) if one.until_on == date(2026, 3, 31))
    assert late.is_late


def test_of_two_who_lock_at_once_one_does(desk: Desk) -> None:
    with_vat(desk, "1")
    command = LockVatList("WIJ", QUARTER, 1, Cents(21_00))
    assert sorted(at_once(desk, [command, command])) == ["done", "vat.nothing"]


def test_the_past_says_rates_and_what_came_back(desk: Desk, tmp_path: Path) -> None:
    desk.claim("A", 230_00, due_on=date(2025, 6, 1), invoice_on=date(2025, 5, 1))
    desk.claim("B", 121_00, due_on=DUE, invoice_on=DUE)

    def bring_in(*rows: str) -> Report:
        file = tmp_path / "vat.csv"
        file.write_text("\n".join([HEAD, *rows, ""]), "utf-8")
        profile = receivables.load_profile(desk.database, "history-nl")
        return history.run(Import(desk.database, desk.actor, TODAY, file, profile, Options()), "vat")

    rows = (
        "WIJ;A;belast;21;121,00;;;",
        "WIJ;A;belast;9;109,00;9,00;2025-08;",
        "WIJ;B;verlegd;;121,00;;;",
        "WIJ;A;;;;;2026-K1;",
        "WIJ;B;belast;21;121,00;;;",
        "WIJ;C;belast;21;121,00;;;",
    )
    first = bring_in(*rows)
    assert (first.added, first.refused) == (3, 3)
    assert bring_in(*rows).added == 0
    before = "SELECT percent, gross_cents, vat_cents FROM vat_refunded_before ORDER BY id"
    assert desk.database.fetch(before) == [("21", 121_00, 21_00), ("9", 109_00, 9_00)]
    assert totals(desk) == []
    with pytest.raises(Refused):
        desk.act(ChooseCreditNote(1, TODAY, "C 1", "x"))
    desk.pay(115_00, designation=(1,))
    assert totals(desk) == [("WIJ", QUARTER, -15_00)]


def test_a_list_of_open_items_says_rates(desk: Desk, tmp_path: Path) -> None:
    """What is open of each rate is right from the first day on; a list that comes again says nothing twice."""
    desk.act(AddTeam("Bijzonder Beheer"))
    head = "Administratie;Debiteurnummer;Naam;Factuurnummer;Factuurdatum;Vervaldatum;Factuurbedrag;Openstaand;Valuta"
    vat_of = "Netto hoog;Btw hoog;Netto laag;Btw laag;Zonder btw;Btw verlegd"
    rows = (
        "WIJ;7;Bakker;L-1;01-09-2025;01-10-2025;1.000,00;1.000,00;EUR;500,00;105,00;300,00;27,00;68,00;",
        "WIJ;7;Bakker;L-2;01-09-2025;01-10-2025;50,00;50,00;EUR;;;;;;ja",
        "WIJ;7;Bakker;L-3;01-09-2025;01-10-2025;60,00;60,00;EUR;;;;;;",
    )
    file = tmp_path / "lijst.csv"
    file.write_text("\n".join([f"{head};{vat_of}", *rows, ""]), "cp1252")
    profile = receivables.load_profile(desk.database, "open-items-nl")
    for added in (3, 0):
        made = receivables.run(Import(desk.database, desk.actor, TODAY, file, profile, Options()))
        assert (made.added, made.refused) == (added, 0)
    told = """
        SELECT k.number, v.treatment, v.percent, v.gross_cents, v.vat_cents
        FROM claim_vat v JOIN claim k ON k.id = v.claim_id ORDER BY v.id
    """
    assert desk.database.fetch(told) == [
        ("L-1", "charged", "21", 605_00, 105_00),
        ("L-1", "charged", "9", 327_00, 27_00),
        ("L-1", "exempt", "0", 68_00, 0),
        ("L-2", "reverse_charged", "0", 50_00, 0),
    ]
    assert totals(desk) == [("WIJ", QUARTER, 132_00)]
    assert vat.without_rates(desk.database, TODAY) == 1


def test_set_off_counts_as_payment(desk: Desk) -> None:
    claim = with_vat(desk, "1")
    item = AddContraItem(desk.creditor, desk.debtor, ContraKind.CREDIT_NOTE, "C 9", Cents(60_50), date(2026, 1, 5))
    share = SetOffShare(claim, Cents(60_50))
    desk.act(SetOffClaim(desk.case, desk.act(item), (share,), TODAY, Channel.LETTER))
    ((filer, until, total),) = totals(desk)
    # What went to interest, which comes first, is still unpaid of the principal.
    assert (filer, until) == ("WIJ", QUARTER)
    assert 10_50 <= total < 21_00


@pytest.mark.parametrize(("route", "comes_back"), [(VatRoute.BAD_DEBT_RELIEF, True), (VatRoute.CREDIT_NOTE, False)])
def test_what_is_remitted_comes_back_in_its_period_unless_a_credit_note_takes_it(
    database: Database, actor: Actor, route: VatRoute, *, comes_back: bool
) -> None:
    office = Office(database, actor)
    whole = RatePart(Treatment.CHARGED, "21", Cents(300_000), Cents(52_066))
    office.act(StateVat(office.claim, (whole,)))
    plan = office.agree(total_cents=Cents(250_000), terms=1, remission_cents=Cents(50_000))
    office.day = date(2026, 9, 30)
    office.pay(FIRST, 250_000)
    office.change(ChooseVat, plan, route)
    office.change(CompleteArrangement, plan)
    found = {one.until_on: one.total for one in vat.returns(database, office.day)}
    assert (found.get(office.day, 0) > 0) is comes_back
