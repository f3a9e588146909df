"""A party as a handler sees it."""

from datetime import date, timedelta

from casebook.store.actions.addresses import (
    AddAddress,
    AddContactPoint,
    CheckAddress,
    EndAddress,
    EndContactPoint,
    Place,
)
from casebook.store.actions.liabilities import AddLiability, EndLiability, Liable
from casebook.store.actions.parties import AddAccount, AddAlias, AddDebtorNumber, ChangeParty, PartyFacts
from casebook.store.actions.representations import Acting, AddRepresentation
from casebook.store.models.claims import Relation
from casebook.store.models.parties import AddressStatus, ContactKind, PartyKind, RepresentativeRole
from casebook.store.queries import debtor
from casebook.store.queries.debtor import LiableParty, Party
from tests.store.actions.desk import TODAY, Desk

YESTERDAY = TODAY - timedelta(days=1)
IBAN = "NL91ABNA0417164300"


def of_debtor(desk: Desk) -> Party:
    found = debtor.party(desk.database, desk.debtor)
    assert found is not None
    return found


def test_who_a_party_is(desk: Desk) -> None:
    holding = desk.party("Van Dam Holding")
    born = date(1980, 2, 29)
    facts = PartyFacts("Van Dam", PartyKind.SOLE_TRADER, born, kvk="69599084", language="nl", parent_id=holding)
    desk.act(ChangeParty(desk.debtor, 1, facts))
    card = of_debtor(desk).card
    assert (card.name, card.kind, card.birth_date, card.kvk, card.language, card.version) == (
        "Van Dam", PartyKind.SOLE_TRADER, born, "69599084", "nl", 2,
    )  # fmt: skip
    assert (card.parent_id, card.parent) == (holding, "Van Dam Holding")
    assert debtor.party(desk.database, 999) is None


def test_addresses_and_contact_points_that_hold_stand_in_front(desk: Desk) -> None:
    first = desk.act(AddAddress(desk.debtor, Place("Oude Weg", "1", city="Ede")))
    desk.act(AddAddress(desk.debtor, Place("Dorpsstraat", "2", "3511 AB", "Utrecht"), from_on=TODAY))
    desk.act(CheckAddress(first, 1, AddressStatus.DEAD, "post retour", YESTERDAY))
    desk.act(EndAddress(first, 2, YESTERDAY))
    phone = desk.act(AddContactPoint(desk.debtor, ContactKind.PHONE, "030 1234567"))
    desk.act(AddContactPoint(desk.debtor, ContactKind.MAIL, "j@bakker.nl", "J. Bakker", "eigenaar", "na 14 uur"))
    desk.act(EndContactPoint(phone, 1, TODAY))
    found = of_debtor(desk)
    assert [(row.street, row.status, row.source, row.checked_on, row.until_on) for row in found.addresses] == [
        ("Dorpsstraat", AddressStatus.PRESUMED, "", None, None),
        ("Oude Weg", AddressStatus.DEAD, "post retour", YESTERDAY, YESTERDAY),
    ]
    assert [(row.kind, row.value, row.person_role, row.best_time) for row in found.contact_points] == [
        (ContactKind.MAIL, "j@bakker.nl", "eigenaar", "na 14 uur"),
        (ContactKind.PHONE, "030 1234567", "", ""),
    ]


def test_who_acts_for_him_and_by_what_he_is_known(desk: Desk) -> None:
    lawyer = desk.party("mr. A. Kok")
    acting = Acting(RepresentativeRole.LAWYER, write_to=True, authority_seen_on=YESTERDAY, from_on=YESTERDAY)
    desk.act(AddRepresentation(desk.debtor, lawyer, acting))
    desk.act(AddAlias(desk.debtor, "Dam, van"))
    desk.act(AddAccount(desk.debtor, IBAN, own=False))
    desk.act(AddDebtorNumber(desk.creditor, desk.debtor, "D-77"))
    found = of_debtor(desk)
    (row,) = found.representatives
    assert (row.name, row.role, row.write_to, row.authority_seen_on, row.from_on, row.until_on) == (
        "mr. A. Kok", RepresentativeRole.LAWYER, True, YESTERDAY, YESTERDAY, None,
    )  # fmt: skip
    assert [(alias.name, alias.flagged) for alias in found.aliases] == [("Dam, van", False)]
    assert [(account.iban, account.own) for account in found.accounts] == [(IBAN, False)]
    assert [(one.code, one.creditor, one.number) for one in found.numbers] == [("WIJ", "Wij", "D-77")]


def test_other_cases_of_the_debtor(desk: Desk) -> None:
    other = desk.second_case()
    assert [row.number for row in debtor.other_cases(desk.debtor, desk.case).after(desk.database).rows] == ["2026-9999"]
    assert [row.number for row in debtor.other_cases(desk.debtor, other).after(desk.database).rows] == ["2026-0001"]


def test_who_else_is_liable_once_for_each_relation(desk: Desk) -> None:
    claims = [desk.claim(number, 10_000) for number in ("7001", "7002")]
    partner, heir = desk.party("P. van Dam"), desk.party("E. van Dam")
    first, _ = (desk.act(AddLiability(claim, Liable(partner, Relation.PARTNER))) for claim in claims)
    desk.act(EndLiability(first, 1, YESTERDAY, "uitgetreden"))
    gone = desk.act(AddLiability(claims[0], Liable(heir, Relation.HEIR)))
    desk.act(EndLiability(gone, 1, YESTERDAY, "verworpen"))
    desk.act(AddLiability(claims[0], Liable(partner, Relation.GUARANTOR)))
    assert debtor.liable(desk.database, desk.case) == [
        LiableParty(partner, "P. van Dam", Relation.PARTNER, 2, None),
        LiableParty(heir, "E. van Dam", Relation.HEIR, 1, YESTERDAY),
        LiableParty(partner, "P. van Dam", Relation.GUARANTOR, 1, None),
    ]
