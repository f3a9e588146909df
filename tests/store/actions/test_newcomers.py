"""A new debtor with his case at once; moving house; who else is liable, for several claims at a time."""

from dataclasses import replace
from datetime import date, timedelta

from casebook.domain.money import Cents
from casebook.store.actions.addresses import AddAddress, AddContactPoint, ChangeContactPoint, MoveHouse, Place
from casebook.store.actions.cases import CloseCase
from casebook.store.actions.liabilities import AddLiabilities, AddLiability, ChangeLiability, Liable
from casebook.store.actions.newcomers import OpenNewCase
from casebook.store.actions.parties import PartyFacts
from casebook.store.models.cases import Closing
from casebook.store.models.claims import Relation
from casebook.store.models.parties import ContactKind, PartyKind
from casebook.store.queries import case
from casebook.store.queries.debtor import party
from casebook.store.queries.liabilities import clocks_by_party, liabilities
from casebook.store.queries.search import find
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.refusal import refused

OLD, NEW = Place("Oudeweg", "1", "1234 AB", "Delft"), Place("Nieuweweg", "2", "5678 CD", "Breda")
FACTS = PartyFacts("Bakkerij De Molen", PartyKind.VOF, kvk="12345678")


def test_a_new_debtor_comes_with_his_address_his_contact_and_his_case(desk: Desk) -> None:
    command = OpenNewCase(
        FACTS, TODAY, place=OLD, phone="06-12345678", mail="info@molen.nl", contact_name="Anna",
        owner_person_id=desk.actor.person,
    )  # fmt: skip
    card = case.card(desk.database, desk.act(command))
    assert card is not None
    assert card.name == "Bakkerij De Molen"
    debtor = party(desk.database, card.debtor_id)
    assert debtor is not None
    assert [one.postcode for one in debtor.addresses] == ["1234 AB"]
    assert [(one.kind, one.value, one.person_name) for one in debtor.contact_points] == [
        (ContactKind.PHONE, "06-12345678", "Anna"),
        (ContactKind.MAIL, "info@molen.nl", "Anna"),
    ]
    assert {row.case_id for text in ("molen", "12345678", "1234ab1") for row in find(desk.database, text)} == {
        card.case_id
    }


def test_a_debtor_who_has_an_open_case_is_not_new(desk: Desk) -> None:
    command = OpenNewCase(FACTS, TODAY, owner_person_id=desk.actor.person)
    card = case.card(desk.database, desk.act(command))
    assert card is not None
    told = refused("case.debtor_known", desk.act, replace(command, facts=replace(FACTS, name="De Molen vof")))
    assert told["number"] == card.number
    assert desk.database.value("SELECT count(*) FROM party WHERE kvk = '12345678'") == 1
    desk.act(CloseCase(card.case_id, card.version, Closing.NOT_OURS))
    desk.act(command)


def test_who_moves_house_has_one_address_the_day_before_and_another_from_then_on(desk: Desk) -> None:
    old = desk.act(AddAddress(desk.debtor, OLD, from_on=date(2020, 1, 1)))
    desk.act(MoveHouse(old, 1, date(2026, 11, 1), NEW))
    found = party(desk.database, desk.debtor)
    assert found is not None
    assert [(one.street, one.from_on, one.until_on) for one in found.addresses] == [
        ("Nieuweweg", date(2026, 11, 1), None),
        ("Oudeweg", date(2020, 1, 1), date(2026, 10, 31)),
    ]
    refused("address.ended", desk.act, MoveHouse(old, 2, TODAY, NEW))


def test_nobody_moves_from_a_house_before_he_came_there(desk: Desk) -> None:
    old = desk.act(AddAddress(desk.debtor, OLD, from_on=TODAY))
    refused("given.days_order", desk.act, MoveHouse(old, 1, TODAY, NEW))


def test_whose_number_it_is_can_be_said_later(desk: Desk) -> None:
    point = desk.act(AddContactPoint(desk.debtor, ContactKind.PHONE, "06-12345678"))
    desk.act(ChangeContactPoint(point, 1, "Anna", "administratie", "na 14 uur"))
    found = party(desk.database, desk.debtor)
    assert found is not None
    (one,) = found.contact_points
    assert (one.person_name, one.person_role, one.best_time) == ("Anna", "administratie", "na 14 uur")


def test_a_guarantor_of_several_claims_has_a_clock_of_his_own_on_each(desk: Desk) -> None:
    claims = tuple(desk.claim(number, 500) for number in ("1", "2"))
    guarantor = desk.party("Borg")
    desk.act(AddLiabilities(claims, Liable(guarantor, Relation.GUARANTOR, most_cents=Cents(400))))
    rows = liabilities(desk.database, desk.case)
    assert [(row.claim_id, row.party_id, row.most_cents) for row in rows] == [(one, guarantor, 400) for one in claims]
    clocks = clocks_by_party(desk.database, desk.case)
    assert {one.claim_id for one in clocks[guarantor]} == set(claims) == {one.claim_id for one in clocks[desk.debtor]}
    refused("liability.no_claim", desk.act, AddLiabilities((), Liable(guarantor, Relation.JOINT)))
    refused("claim.liable_twice", desk.act, AddLiabilities(claims, Liable(guarantor, Relation.GUARANTOR)))


def test_what_is_known_of_a_guarantee_changes_and_who_gave_it_does_not(desk: Desk) -> None:
    claim, guarantor = desk.claim("1", 500), desk.party("Borg")
    liable = Liable(guarantor, Relation.GUARANTOR, until_on=TODAY)
    first = desk.act(AddLiability(claim, liable))
    later = replace(liable, from_on=TODAY + timedelta(days=1), until_on=None)
    desk.act(AddLiability(claim, later))
    desk.act(ChangeLiability(first, 1, replace(liable, in_writing=1, notified_on=TODAY)))
    (row,) = [one for one in liabilities(desk.database, desk.case) if one.liability_id == first]
    assert (row.in_writing, row.notified_on) == (True, TODAY)
    refused("liability.another", desk.act, ChangeLiability(first, 2, replace(liable, relation=Relation.JOINT)))
    refused("claim.liable_twice", desk.act, ChangeLiability(first, 2, replace(liable, until_on=None)))
