"""Invoices as files: filed with their claim, what nobody said filled in, the rest for a person; twice is once."""

from dataclasses import replace
from pathlib import Path

import pytest

from casebook.domain.money import Cents
from casebook.domain.vat.parts import Treatment
from casebook.errors import InputError, Refused
from casebook.jobs import invoices
from casebook.jobs.invoices import Became, FileReport, Import
from casebook.store.actions.claims import AddClaim
from casebook.store.actions.proposals import AcceptProposal
from casebook.store.actions.vat import RatePart, StateVat
from casebook.store.database import Database
from casebook.store.models.parties import Party
from casebook.store.models.people import Role
from casebook.store.queries import claim_vat, documents
from casebook.store.transaction import Actor
from tests.exchange.invoices.writer import HIGH, Rate, ubl
from tests.store.actions.desk import FACTS, TODAY, Desk, sound

VAT_ID, NUMBER = "NL123456782B12", "2026-001"
LOW: Rate = ("S", "9", "1000.00", "90.00")


class Invoices:
    """An office with a claim, and files of invoices that are brought in."""

    def __init__(self, database: Database, actor: Actor, folder: Path) -> None:
        self.desk, self.folder = Desk(database, actor), folder
        party = database.value("SELECT party_id FROM creditor WHERE id = ?", (self.desk.creditor,))
        with database.peewee.atomic():
            tx = self.desk.transaction()
            tx.change(tx.get(Party, party), btw_id=VAT_ID, kvk="12345678")
        self.claim = self.desk.claim(NUMBER, 1_210_00)

    def bring(self, *contents: bytes, dry_run: bool = False) -> list[FileReport]:
        for place, content in enumerate(contents):
            (self.folder / f"{place}.xml").write_bytes(content)
        desk = self.desk
        return invoices.run(Import(desk.database, desk.actor, TODAY, [self.folder], dry_run))

    def became(self, *contents: bytes) -> list[Became | str]:
        return [one.taken.became if one.taken else one.code for one in self.bring(*contents)]

    def rates(self) -> list[tuple[str, str, int, int]]:
        sheet = claim_vat.of_claim(self.desk.database, self.claim)
        return [(one.treatment, one.percent, one.gross, one.vat) for one in sheet.parts]

    def proposals(self) -> list[str]:
        return [code for (code,) in self.desk.database.fetch("SELECT code FROM proposal ORDER BY id")]

    def accept(self) -> None:
        for id_, version in self.desk.database.fetch(
            "SELECT id, version FROM proposal WHERE state = 'proposed' ORDER BY id"
        ):
            self.desk.act(AcceptProposal(id_, version))


@pytest.fixture
def brought(database: Database, actor: Actor, tmp_path: Path) -> Invoices:
    folder = tmp_path / "facturen"
    folder.mkdir()
    return Invoices(database, actor, folder)


def test_an_invoice_fills_in_what_nobody_said_and_is_filed_with_the_case(brought: Invoices) -> None:
    (report,) = brought.bring(ubl(period=("2026-08-01", "2026-08-31"), order="PO-7"))
    found = report.taken
    assert found is not None
    assert (found.became, found.claim, found.rated, found.proposed) == (Became.TAKEN, NUMBER, True, 0)
    assert found.filled == ("supplied_from", "supplied_until", "order_number")
    assert brought.rates() == [(Treatment.CHARGED, "21", 1_210_00, 210_00)]
    (filed,) = documents.of_case(brought.desk.database, brought.desk.case)
    assert (filed.name, filed.kind) == ("0.xml", "invoice")
    sound(brought.desk)


def test_the_same_invoice_twice_is_it_once(brought: Invoices) -> None:
    assert brought.became(ubl(due="2026-10-15"), ubl("X", vat_id="NL1")) == [Became.TAKEN, Became.NO_ENTITY]
    counts = (
        "SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM proposal), (SELECT count(*) FROM import_run)"
    )
    once = brought.desk.database.fetch(counts)
    assert brought.became() == [Became.KNOWN, Became.NO_ENTITY]
    assert brought.desk.database.fetch(counts) == once


def test_what_a_person_said_stays_and_differs(brought: Invoices) -> None:
    """What was entered is never overwritten: it is shown, and done once a person accepts it."""
    stated = RatePart(Treatment.CHARGED, "9", Cents(1_210_00), Cents(99_91))
    brought.desk.act(StateVat(brought.claim, (stated,)))
    (report,) = brought.bring(ubl(due="2026-10-15"))
    assert report.taken is not None
    assert not report.taken.rated
    assert brought.rates() == [(Treatment.CHARGED, "9", 1_210_00, 99_91)]
    assert sorted(brought.proposals()) == ["proposal.changed_day", "proposal.changed_vat"]
    brought.accept()
    assert brought.rates() == [(Treatment.CHARGED, "21", 1_210_00, 210_00)]
    assert str(brought.desk.database.value("SELECT due_on FROM claim")) == "2026-10-15"
    sound(brought.desk)


def test_another_amount_is_accepted_before_its_vat(brought: Invoices) -> None:
    (report,) = brought.bring(ubl(NUMBER, HIGH, LOW))
    assert report.taken is not None
    assert (report.taken.rated, brought.rates()) == (False, [])
    assert sorted(brought.proposals()) == ["proposal.changed_amount", "proposal.new_vat"]
    query = "SELECT id FROM proposal WHERE code = 'proposal.new_vat'"
    with pytest.raises(Refused, match=r"vat\.not_the_principal"):
        brought.desk.act(AcceptProposal(brought.desk.database.value(query), 1))
    brought.accept()
    assert [one[1:] for one in brought.rates()] == [("21", 1_210_00, 210_00), ("9", 1_090_00, 90_00)]


def test_of_what_was_paid_in_advance_nobody_knows_the_rate(brought: Invoices) -> None:
    (report,) = brought.bring(ubl(NUMBER, HIGH, LOW, prepaid="1090.00"))
    assert report.taken is not None
    assert (report.taken.unrated, brought.rates(), brought.proposals()) == ("invoice_import.prepaid", [], [])


def test_a_credit_note_is_proposed_for_the_claim_it_names_and_booked_when_it_is_accepted(brought: Invoices) -> None:
    note = ubl("C-1", ("S", "21", "100.00", "21.00"), root="CreditNote", code="381", due="", about=[NUMBER])
    lost = ubl("C-2", root="CreditNote", code="381", due="", about=["nergens"])
    assert brought.became(note, lost) == [Became.TAKEN, Became.NO_CLAIM]
    assert (brought.proposals(), brought.desk.total(brought.claim)) == (["proposal.credit_note"], 1_210_00)
    brought.accept()
    assert brought.desk.total(brought.claim) == 1_089_00
    assert brought.became() == [Became.KNOWN, Became.NO_CLAIM]
    sound(brought.desk)


def test_what_is_of_no_claim_makes_none_and_is_named(brought: Invoices) -> None:
    assert brought.became(ubl("onbekend"), b"geen factuur", ubl(vat_id="", kvk="12345678")) == [
        Became.NO_CLAIM,
        "invoice_file.broken",
        Became.TAKEN,
    ]
    assert brought.desk.database.value("SELECT count(*) FROM claim") == 1


def test_one_that_may_be_of_several_claims_is_left_to_a_person(brought: Invoices) -> None:
    note = ubl("C-1", root="CreditNote", code="381", due="", about=[NUMBER, "2026-002"])
    brought.desk.claim("2026-002", 1_210_00)
    assert brought.became(note) == [Became.SEVERAL]


def test_a_claim_in_another_currency_gets_no_rates(brought: Invoices) -> None:
    desk = brought.desk
    desk.act(AddClaim(desk.case, desk.creditor, Cents(1_210_00), replace(FACTS, number="USD-1"), "USD"))
    (report,) = brought.bring(ubl("USD-1", currency="USD"))
    assert report.taken is not None
    assert (report.taken.became, report.taken.unrated) == (Became.TAKEN, "invoice_import.foreign")
    assert desk.database.value("SELECT count(*) FROM claim_vat") == 0


def test_trying_out_leaves_nothing(brought: Invoices) -> None:
    (report,) = brought.bring(ubl(), dry_run=True)
    assert report.taken is not None
    assert report.taken.became is Became.TAKEN
    assert brought.desk.database.value("SELECT count(*) FROM document") == 0


def test_a_path_that_is_not_there_and_who_may_not_are_refused(brought: Invoices) -> None:
    desk = brought.desk
    with pytest.raises(InputError, match=r"import\.no_file"):
        invoices.run(Import(desk.database, desk.actor, TODAY, [brought.folder / "weg"]))
    lead = desk.actor._replace(roles=frozenset({Role.LEAD}))
    with pytest.raises(Refused, match=r"actions\.role"):
        invoices.run(Import(desk.database, lead, TODAY, [brought.folder]))
