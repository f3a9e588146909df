"""What forms offer to choose from."""

from datetime import timedelta

from casebook.store.actions.evidence import SetEvidence
from casebook.store.actions.holds import LiftHold, PlaceHold
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.limitation import EventFacts, ProveEvent, Reached, RecordEvent
from casebook.store.actions.payments import ReversePayment
from casebook.store.actions.people import AddPerson, AddTeam, DeactivatePerson
from casebook.store.actions.representations import Acting, AddRepresentation
from casebook.store.database import Database
from casebook.store.models.claims import Document, EvidenceKind, EvidenceStatus, Relation
from casebook.store.models.limitation import Grade
from casebook.store.models.parties import RepresentativeRole
from casebook.store.models.people import Role
from casebook.store.queries import choices
from casebook.store.queries.choices import Choice, CreditorChoice, DocumentChoice
from casebook.store.queries.office import office
from tests.store.actions.desk import TODAY, Desk
from tests.store.queries.shelf import put

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def test_people_who_work_here_teams_and_creditors(desk: Desk) -> None:
    smit = desk.act(AddPerson("p.smit", "A. Smit"))
    desk.act(DeactivatePerson(smit, 1))
    bos = desk.act(AddPerson("k.bos", "K. Bos"))
    leaves = desk.act(AddPerson("l", "L. Gaat"))
    desk.act(DeactivatePerson(leaves, 1, TOMORROW))
    # Who only looks is given no work, who has no role yet may be.
    desk.act(AddPerson("v", "V. Kijker", (Role.VIEWER,)))
    both, none = desk.act(AddPerson("x", "X", (Role.VIEWER, Role.HANDLER))), desk.act(AddPerson("y", "Y", ()))
    north, south = desk.act(AddTeam("Zuid")), desk.act(AddTeam("Noord"))
    me = desk.actor.person
    staying = [Choice(bos, "K. Bos"), Choice(me or 0, "M. Jansen"), Choice(both, "X"), Choice(none, "Y")]
    assert choices.persons(desk.database, TODAY) == staying
    assert choices.teams(desk.database) == [Choice(south, "Noord"), Choice(north, "Zuid")]
    assert choices.creditors(desk.database) == [CreditorChoice(desk.creditor, "WIJ", "Wij")]


def test_whom_to_speak_with_each_once_the_debtor_first(desk: Desk) -> None:
    claims = [desk.claim(number, 10_000) for number in ("7001", "7002")]
    lawyer, partner, gone = desk.party("mr. A. Kok"), desk.party("P. van Dam"), desk.party("C. Oud")
    for party, acting in (
        (gone, Acting(RepresentativeRole.LAWYER, until_on=YESTERDAY)),
        (lawyer, Acting(RepresentativeRole.LAWYER, from_on=TODAY, until_on=TODAY)),
        (partner, Acting(RepresentativeRole.AUTHORISED)),
    ):
        desk.act(AddRepresentation(desk.debtor, party, acting))
    for claim in claims:
        for party in (partner, gone):
            desk.act(AddLiability(claim, Liable(party, Relation.PARTNER)))
    assert [(one.name, one.role, one.relation) for one in choices.speakers(desk.database, desk.case, TODAY)] == [
        ("Van Dam Bouw", None, None),
        ("mr. A. Kok", RepresentativeRole.LAWYER, None),
        ("P. van Dam", RepresentativeRole.AUTHORISED, None),
        ("C. Oud", None, Relation.PARTNER),
    ]


def test_documents_that_the_case_rests_on(desk: Desk) -> None:
    names = ("overeenkomst.pdf", "bon.pdf", "brief.pdf", "retour.pdf", "vreemd.pdf")
    kept = {"media_type": "application/pdf", "sha256": "x", "size": 1}
    put(desk.database, Document, [{"id": id_, "name": name, **kept} for id_, name in enumerate(names, 1)])
    claim = desk.claim("7001", 10_000, agreed_in_id=1)
    desk.act(SetEvidence(claim, EvidenceKind.DELIVERY, EvidenceStatus.PRESENT, 2))
    facts = EventFacts("acknowledgement", TODAY, (Reached(desk.debtor, claim),), document_id=3)
    event = desk.act(RecordEvent(desk.case, facts))
    desk.act(ProveEvent(event, Grade.STRONG, "antwoord", document_id=4))
    assert choices.documents(desk.database, desk.case) == [
        DocumentChoice(2, "bon.pdf", "delivery"),
        DocumentChoice(3, "brief.pdf"),
        DocumentChoice(1, "overeenkomst.pdf"),
        DocumentChoice(4, "retour.pdf"),
    ]


def test_payments_that_stand(desk: Desk) -> None:
    desk.claim("7001", 10_000)
    stands, gone = desk.pay(12_000).payment_id, desk.pay(1_000).payment_id
    desk.act(ReversePayment(gone, "verkeerde debiteur"))
    assert [(one.payment_id, one.cents, one.rest) for one in choices.payments(desk.database, desk.case)] == [
        (stands, 12_000, 2_000)
    ]


def test_holds_that_nobody_lifted(desk: Desk) -> None:
    for reason, first, last in (("nu", YESTERDAY, TODAY), ("straks", TOMORROW, None), ("weg", TODAY, None)):
        hold = desk.act(PlaceHold(desk.case, reason, first, last))
    desk.act(LiftHold(hold, 1))
    assert [one.reason for one in choices.holds(desk.database, desk.case)] == ["nu", "straks"]


def test_claims_that_have_not_ended(desk: Desk) -> None:
    first, second = desk.claim("7002", 10_000), desk.claim("7001", 10_000)
    desk.database.execute("UPDATE claim SET ended_on = ?, version = 2 WHERE id = ?", (TODAY, desk.claim("7003", 1)))
    assert choices.claims(desk.database, desk.case) == [Choice(second, "7001"), Choice(first, "7002")]


def test_the_office(desk: Desk) -> None:
    card = office(desk.database)
    assert card is not None
    assert (card.name, card.time_zone) == ("Bijzonder Beheer", "Europe/Amsterdam")


def test_no_office_yet(database: Database) -> None:
    assert office(database) is None
