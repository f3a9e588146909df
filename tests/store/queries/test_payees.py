"""To whom the claims of a case are paid."""

from casebook.domain.money import Cents
from casebook.store.actions.addresses import AddContactPoint
from casebook.store.actions.claims import AddClaim
from casebook.store.actions.parties import AddAccount
from casebook.store.database import Database
from casebook.store.models.parties import ContactKind, Creditor
from casebook.store.queries.payees import Payee, payees
from casebook.store.transaction import Actor
from tests.store.actions.desk import FACTS, Desk

FIRST, SECOND, THIRD = "NL91ABNA0417164300", "NL20INGB0001234567", "NL02ABNA0123456789"


def test_each_claim_has_its_creditor_with_its_own_accounts(database: Database, actor: Actor) -> None:
    desk = Desk(database, actor)
    party = database.value("SELECT party_id FROM creditor WHERE id = ?", (desk.creditor,))
    with database.peewee.atomic():
        other = desk.transaction().add(Creditor, party_id=desk.party("Zij"), code="ZIJ")
        desk.transaction().add(Creditor, party_id=desk.party("Niet van dit dossier"), code="NIET")
    claims = [desk.claim("A-1", 100), desk.claim("A-2", 100)]
    claims.append(desk.act(AddClaim(desk.case, other, Cents(100), FACTS)))
    for iban, own in ((FIRST, True), (SECOND, False), (THIRD, True)):
        desk.act(AddAccount(party, iban, own))
    desk.act(AddContactPoint(party, ContactKind.PHONE, "010 0000001"))
    desk.act(AddContactPoint(party, ContactKind.PHONE, "010 0000002"))
    ours, theirs = Payee(desk.creditor, "Wij", (FIRST, THIRD), "010 0000001"), Payee(other, "Zij", ())
    assert payees(database, desk.case) == dict(zip(claims, (ours, ours, theirs), strict=True))


def test_a_case_without_claims_has_none(database: Database, actor: Actor) -> None:
    assert payees(database, Desk(database, actor).case) == {}
