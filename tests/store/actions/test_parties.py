"""Parties: names, numbers and identifiers, addresses and those who act for them."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.capacity import Capacity
from casebook.domain.vat.periods import VatPeriod
from casebook.errors import Stale
from casebook.store.actions.addresses import (
    AddAddress,
    AddContactPoint,
    CheckAddress,
    EndAddress,
    EndContactPoint,
    Place,
)
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.parties import (
    AddAccount,
    AddAlias,
    AddCreditor,
    AddDebtorNumber,
    AddParty,
    ChangeAccount,
    ChangeCreditor,
    ChangeParty,
    ConfirmAlias,
    CreditorFacts,
    EndAlias,
    PartyFacts,
    ReceiptsFrom,
    cases_of_party,
)
from casebook.store.actions.representations import Acting, AddRepresentation, ChangeRepresentation
from casebook.store.models.cases import Channel
from casebook.store.models.claims import Relation
from casebook.store.models.parties import AddressStatus, Alias, ContactKind, PartyKind, RepresentativeRole
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.refusal import refused

AHEAD, PAST = TODAY + timedelta(days=1), date(2026, 1, 2)
IBAN = "NL91 ABNA 0417 1643 00"


def row(desk: Desk, columns: str, table: str, id_: int) -> tuple[Any, ...]:
    (found,) = desk.database.fetch(f"SELECT {columns} FROM {table} WHERE id = ?", (id_,))
    return tuple(found)


def test_a_party_has_clean_names_and_checked_numbers(desk: Desk) -> None:
    facts = PartyFacts(
        "J. van  der\x1b]0;t\x07 Berg",
        PartyKind.SOLE_TRADER,
        birth_date=date(1970, 5, 1),
        kvk="12.34.56.78",
        btw_id="nl 8186 43778 B01",
        language="nl",
        channel=Channel.PHONE,
    )
    party = desk.act(AddParty(facts))
    expected = ("J. van der Berg", "berg j van der", "sole_trader", "12345678", "NL818643778B01", "nl", "phone")
    assert row(desk, "name, sort_name, kind, kvk, btw_id, language, channel", "party", party) == expected
    desk.act(ChangeParty(party, 1, PartyFacts("Berg Holding", PartyKind.LEGAL, rsin="818643778")))
    assert row(desk, "sort_name, kvk, rsin, birth_date", "party", party) == ("berg holding", None, "818643778", None)


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("party.no_name", {"name": " "}),
        ("party.language", {"language": "fr"}),
        ("identifiers.kvk", {"kvk": "123"}),
        ("identifiers.btw_id", {"btw_id": "NL1B01"}),
        ("identifiers.rsin", {"rsin": "818643779"}),
        ("given.day_ahead", {"birth_date": AHEAD}),
        ("given.days_order", {"birth_date": TODAY, "died_on": PAST}),
        ("store.no_record", {"parent_id": 999}),
    ],
)
def test_what_a_party_cannot_be(desk: Desk, code: str, facts: dict[str, Any]) -> None:
    refused(code, desk.act, AddParty(PartyFacts(**{"name": "X", **facts})))
    refused(code, desk.act, ChangeParty(desk.debtor, 1, PartyFacts(**{"name": "X", **facts})))


def test_a_party_does_not_belong_to_itself(desk: Desk) -> None:
    refused("party.own_parent", desk.act, ChangeParty(desk.debtor, 1, PartyFacts("X", parent_id=desk.debtor)))
    with pytest.raises(Stale):
        desk.act(ChangeParty(desk.debtor, 9, PartyFacts("X")))


def test_a_change_touches_every_case_the_party_has_a_part_in(desk: Desk) -> None:
    claim, other, lawyer = desk.claim("1", 100), desk.party("Borg"), desk.party("Mr. Visser")
    desk.act(AddLiability(claim, Liable(other, Relation.GUARANTOR, capacity=Capacity.CONSUMER)))
    own = desk.act(OpenCase(other, TODAY, owner_person_id=desk.actor.person))
    desk.act(AddRepresentation(other, lawyer, Acting(RepresentativeRole.LAWYER)))
    assert cases_of_party(desk.database, desk.debtor) == [desk.case]
    assert sorted(cases_of_party(desk.database, other)) == [desk.case, own]
    assert cases_of_party(desk.database, lawyer) == [own]
    desk.act(ChangeParty(lawyer, 1, PartyFacts("Mr. de Visser")))
    assert desk.database.value("SELECT cases FROM log ORDER BY number DESC LIMIT 1") == f"[{own}]"


def test_other_names_come_are_confirmed_and_go(desk: Desk) -> None:
    alias = desk.act(AddAlias(desk.debtor, "V.D. Bouw"))
    for name in ("Van Dam Bouw", "V.D. Bouw "):
        refused("party.name_known", desk.act, AddAlias(desk.debtor, name))
    refused("party.no_name", desk.act, AddAlias(desk.debtor, ""))
    with desk.database.peewee.atomic():
        flagged = desk.transaction().add(Alias, party_id=desk.debtor, name="Van Damme", flagged=1)
    desk.act(ConfirmAlias(flagged, 1))
    desk.act(EndAlias(alias, 1))
    assert desk.database.fetch("SELECT name, flagged FROM alias") == [("Van Damme", 0)]
    with pytest.raises(Stale):
        desk.act(EndAlias(flagged, 1))


def test_a_debtor_number_is_of_one_party(desk: Desk) -> None:
    desk.act(AddDebtorNumber(desk.creditor, desk.debtor, "40639"))
    other = desk.party("Ander")
    taken = refused("party.number_taken", desk.act, AddDebtorNumber(desk.creditor, other, " 40639"))
    assert taken["name"] == "Van Dam Bouw"
    refused("party.no_number", desk.act, AddDebtorNumber(desk.creditor, other, ""))


def test_an_account_is_checked_and_known_once(desk: Desk) -> None:
    account = desk.act(AddAccount(desk.debtor, IBAN))
    refused("party.account_known", desk.act, AddAccount(desk.debtor, "NL91ABNA0417164300"))
    refused("identifiers.iban", desk.act, AddAccount(desk.debtor, "NL91ABNA0417164301"))
    desk.act(AddAccount(desk.party("Ander"), IBAN, own=False))
    desk.act(ChangeAccount(account, 1, own=False))
    assert desk.database.fetch("SELECT iban, own FROM account ORDER BY id") == [("NL91ABNA0417164300", 0)] * 2


def test_a_creditor_has_a_code_of_its_own(desk: Desk) -> None:
    party = desk.party("Zuster B.V.")
    creditor = desk.act(AddCreditor(party, CreditorFacts("ZUS", VatPeriod.MONTH, cash_scheme=True)))
    refused("creditor.code_taken", desk.act, AddCreditor(party, CreditorFacts("WIJ")))
    refused("creditor.code_taken", desk.act, ChangeCreditor(creditor, 1, CreditorFacts("WIJ")))
    refused("creditor.no_code", desk.act, AddCreditor(party, CreditorFacts("")))
    desk.act(ChangeCreditor(creditor, 1, CreditorFacts("ZUS", receipts_from=ReceiptsFrom.LEDGER)))
    columns = "code, vat_period, cash_scheme, receipts_from"
    assert row(desk, columns, "creditor", creditor) == ("ZUS", "quarter", 0, "ledger")
    refused("actions.role", desk.as_handler, AddCreditor(party, CreditorFacts("X")))


def test_an_address_says_how_sure_we_are_and_why(desk: Desk) -> None:
    place = Place("Dorpsstraat", "12", "1234ab", "Ons Dorp", "nl")
    address = desk.act(AddAddress(desk.debtor, place, from_on=PAST))
    assert row(desk, "postcode, country, status", "address", address) == ("1234 AB", "NL", "presumed")
    refused("address.source", desk.act, CheckAddress(address, 1, AddressStatus.VERIFIED, "", TODAY))
    refused("given.day_ahead", desk.act, CheckAddress(address, 1, AddressStatus.DEAD, "retour", AHEAD))
    desk.act(CheckAddress(address, 1, AddressStatus.DEAD, "retour gekomen", TODAY))
    refused("given.days_order", desk.act, EndAddress(address, 2, date(2025, 1, 1)))
    desk.act(EndAddress(address, 2, TODAY))
    assert row(desk, "status, source", "address", address) == ("dead", "retour gekomen")


@pytest.mark.parametrize(
    ("code", "address"),
    [
        ("address.empty", AddAddress(1, Place())),
        ("address.country", AddAddress(1, Place(city="X", country="Nederland"))),
        ("identifiers.postcode", AddAddress(1, Place(postcode="B-1000"))),
        ("address.source", AddAddress(1, Place(city="X"), AddressStatus.VERIFIED)),
    ],
)
def test_what_is_no_address(desk: Desk, code: str, address: AddAddress) -> None:
    refused(code, desk.act, AddAddress(desk.debtor, address.place, address.status))


def test_a_postcode_abroad_is_kept_as_it_is(desk: Desk) -> None:
    address = desk.act(AddAddress(desk.debtor, Place(postcode="B-1000", city="Brussel", country="BE")))
    assert row(desk, "postcode, country", "address", address) == ("B-1000", "BE")


def test_how_a_party_is_reached(desk: Desk) -> None:
    point = desk.act(AddContactPoint(desk.debtor, ContactKind.PHONE, "+31 6 12345678", "Anna", "boekhouding"))
    desk.act(AddContactPoint(desk.debtor, ContactKind.MAIL, "a@b.nl"))
    for value in ("a.b.nl", "a b@c.nl", "a@b"):
        refused("contact_point.mail", desk.act, AddContactPoint(desk.debtor, ContactKind.MAIL, value))
    refused("contact_point.phone", desk.act, AddContactPoint(desk.debtor, ContactKind.PHONE, "12345"))
    desk.act(EndContactPoint(point, 1, TODAY))
    assert row(desk, "value, person_name", "contact_point", point) == ("+31 6 12345678", "Anna")


def test_somebody_acts_for_a_party_for_a_period(desk: Desk) -> None:
    curator = desk.party("Mr. Visser")
    acting = Acting(RepresentativeRole.CURATOR_BANKRUPTCY, write_to=True, authority_seen_on=PAST, from_on=PAST)
    found = desk.act(AddRepresentation(desk.debtor, curator, acting))
    refused("representation.himself", desk.act, AddRepresentation(desk.debtor, desk.debtor, acting))
    seen_ahead = Acting(RepresentativeRole.LAWYER, authority_seen_on=AHEAD)
    refused("given.day_ahead", desk.act, AddRepresentation(desk.debtor, curator, seen_ahead))
    backwards = Acting(RepresentativeRole.LAWYER, from_on=TODAY, until_on=PAST)
    refused("given.days_order", desk.act, ChangeRepresentation(found, 1, backwards))
    desk.act(ChangeRepresentation(found, 1, Acting(RepresentativeRole.LAWYER, from_on=PAST, until_on=TODAY)))
    assert row(desk, "role, write_to", "representation", found) == ("lawyer", 0)


def test_who_says_that_an_address_is_dead_is_recorded(desk: Desk) -> None:
    address = desk.act(AddAddress(desk.debtor, Place("Kade", "1")))
    refused("address.source", desk.act, CheckAddress(address, 1, AddressStatus.DEAD, " ", TODAY))
