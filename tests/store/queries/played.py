"""A story in which every command is given at least once, for what tells it afterwards."""

from copy import copy
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from casebook.domain.capacity import Capacity
from casebook.domain.component import Component
from casebook.domain.documents import Direction, DocumentKind, Proves
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.money import Cents
from casebook.store import commands, documents, refresh, review_file
from casebook.store.actions.addresses import (
    AddAddress,
    AddContactPoint,
    CheckAddress,
    EndAddress,
    EndContactPoint,
    Place,
)
from casebook.store.actions.approvals import DecideApproval, WithdrawApproval, asked_for
from casebook.store.actions.approvals_given import HandOverApproval, WithdrawForColleague
from casebook.store.actions.approvals_talk import AskAnew, CommentApproval, HearApproval
from casebook.store.actions.cases import CloseCase, OpenCase, ReopenCase, SetNextAction, SetSleeping
from casebook.store.actions.claim_days import SetClaimDay
from casebook.store.actions.claims import (
    AddClaim,
    ChangeClaim,
    ClaimFacts,
    FreezeInterest,
    MarkNotPursued,
    WithdrawClaim,
)
from casebook.store.actions.contacts import AddContact, AddNote, ChangeNote, Next
from casebook.store.actions.documents import AddDocument, DescribeDocument, Description
from casebook.store.actions.evidence import SetEvidence
from casebook.store.actions.holds import ChangeHold, CloseTrack, HoldReach, LiftHold, OpenTrack, PlaceHold
from casebook.store.actions.ledger import ChargeCosts, CorrectEntry, CreditClaim, ReverseEntry
from casebook.store.actions.liabilities import AddLiability, EndLiability, Liable
from casebook.store.actions.limitation import CorrectEvent, EventFacts, ProveEvent, Reached, RecordEvent, VoidEvent
from casebook.store.actions.log import EraseWords
from casebook.store.actions.mandates import SetMandate
from casebook.store.actions.owners import HandOverCase, TakeCase, TakeNext
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
)
from casebook.store.actions.payments import AllocateRest, CorrectPayment, RecordPayment, ReversePayment
from casebook.store.actions.people import (
    ActivatePerson,
    AddPerson,
    AddTeam,
    ChangePerson,
    DeactivatePerson,
    EndRole,
    GrantRole,
    JoinTeam,
    LeaveTeam,
    RenameTeam,
)
from casebook.store.actions.promises import Promised, WithdrawPromise
from casebook.store.actions.proposals import AcceptProposal, DismissProposal
from casebook.store.actions.receipts import ChosenLine, Receipt
from casebook.store.actions.reliance import EndReliance, RelyOn
from casebook.store.actions.representations import Acting, AddRepresentation, ChangeRepresentation
from casebook.store.actions.reviews import (
    AcceptLapse,
    AssignClocks,
    EndLapseAcceptance,
    SeeClock,
    SignReview,
    WhichClock,
)
from casebook.store.actions.ssh_keys import AddKey, RefuseSession, RevokeKey, TidyFolder
from casebook.store.actions.stand_ins import BeginStandIn, EndStandIn
from casebook.store.actions.tags import SetTags
from casebook.store.actions.undo import RedoStep, UndoStep
from casebook.store.actions.write_offs import ReverseWriteOff, WriteOff
from casebook.store.database import Database
from casebook.store.mandates import Act
from casebook.store.models.cases import Channel, Closing, NextKind, Outcome, TrackKind
from casebook.store.models.claims import EvidenceKind, EvidenceStatus, Relation
from casebook.store.models.imports import ImportRun, Proposal
from casebook.store.models.limitation import Grade
from casebook.store.models.parties import AddressStatus, ContactKind, PartyKind, RepresentativeRole
from casebook.store.models.people import Role
from casebook.store.models.ssh import Refusal
from casebook.store.perform import Done, perform
from casebook.store.queries import reviews
from casebook.store.transaction import Actor, Transaction
from tests.databases import Databases
from tests.store.book import DUE, TODAY, Book, grown
from tests.store.queries.played_agency_files import agency_files
from tests.store.queries.played_arrangements import arrangements
from tests.store.queries.played_books import books
from tests.store.queries.played_care import care, estate, insurance
from tests.store.queries.played_closing import closing
from tests.store.queries.played_course import course
from tests.store.queries.played_court import before_court
from tests.store.queries.played_debtor import debtor
from tests.store.queries.played_direct_debit import debits
from tests.store.queries.played_disputes import disputes
from tests.store.queries.played_filing import filings
from tests.store.queries.played_insolvency import insolvencies
from tests.store.queries.played_letters import letters
from tests.store.queries.played_placements import placements
from tests.store.queries.played_post import post
from tests.store.queries.played_register import registered
from tests.store.queries.played_relation import relation
from tests.store.queries.played_reminders import reminders
from tests.store.queries.played_requests import requests
from tests.store.queries.played_securities import securities
from tests.store.queries.played_service import suspensions
from tests.store.queries.played_unwinding import unwinding
from tests.store.queries.played_vat import vat
from tests.store.queries.played_views import views
from tests.store.queries.shelf import put

P = TypeVar("P", bound="Play")
SOON, LATER = TODAY + timedelta(days=6), TODAY + timedelta(days=40)
SENT, RECEIVED = date(2026, 11, 3), date(2026, 11, 5)
IBAN = "NL91ABNA0417164300"
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIL5v71B1rZh28WTXWoAinYBp50495F88RD1KbFE60ej3 laptop"
FINGERPRINT = "SHA256:yAgSvao4qWWJWNTvWpCxB78rt5YlbIVrMGiop0DWxGg"


class Play:
    """Somebody with every role, who gives commands, and a colleague to ask him things."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.book: Book = grown(database)
        self.lines: dict[str, list[int]] = {}
        self.colleague = Actor(self(AddPerson("p.smit", "P. Smit", (Role.HANDLER,))), frozenset({Role.HANDLER}))

    def done(self, command: object, actor: Actor | None = None, day: date = TODAY) -> Done:
        done = perform(self.database, actor or self.book.actor, day, command)
        assert done.number is not None, command
        self.lines.setdefault(commands.action_for(command).name, []).append(done.number)
        return done

    def __call__(self, command: object, actor: Actor | None = None) -> int:
        result: int = self.done(command, actor).result
        return result

    def version(self, table: str, id_: int) -> int:
        version: int = self.database.value(f"SELECT version FROM {table} WHERE id = ?", (id_,))
        return version

    @property
    def case_version(self) -> int:
        return self.version("cases", self.book.case)

    def propose(self, id_: int, code: str, parameters: str, claim_id: int) -> None:
        run_id = self.database.value("SELECT min(id) FROM import_run")
        if run_id is None:
            run = {"kind": "receivables", "profile": "p", "file_name": "lijst.csv", "sha256": "x", "on_day": TODAY}
            tx = Transaction(self.database, self.book.actor, TODAY)
            run_id = self.database.transact(lambda: tx.add(ImportRun, **run))
        of_case = {"run_id": run_id, "case_id": self.book.case, "claim_id": claim_id, "key": f"k{id_}"}
        put(self.database, Proposal, [{"id": id_, "code": code, "parameters": parameters, **of_case}])
        self.database.transact(lambda: refresh.refresh(self.database, [self.book.case], TODAY))


def work(play: Play) -> None:
    """Work a case: contacts, notes, its next action and owner, holds and tracks."""
    case, me = play.book.case, play.book.actor
    follow = Next(play.case_version, SOON, NextKind.CALL, "na 14 uur")
    said = "belt vrijdag terug"
    play(AddContact(case, play.book.debtor, TODAY, Channel.PHONE, Outcome.INFORMED, text=said, next=follow))
    digest = documents.keep(play.database, b"%PDF-1.7")
    about = Description(DocumentKind.AGREEMENT, TODAY, Direction.INCOMING, "J. Bakker", (Proves.AGREEMENT,))
    offer = play(AddDocument(case, "offerte.pdf", "application/pdf", digest, about))
    about = Description(DocumentKind.OTHER, None, Direction.OWN)
    play(DescribeDocument(offer, play.version("document", offer), "offerte 2.pdf", about))
    holding = play(AddParty(PartyFacts("Bakker Beheer B.V.")))
    promised = Promised(SOON, Cents(5000))
    play(AddContact(case, play.book.debtor, TODAY, Channel.PHONE, Outcome.PROMISE, promised=promised))
    play(WithdrawPromise(play.database.value("SELECT max(id) FROM promise"), 1, "toch niet"))
    asked = AddContact(case, holding, SENT, Channel.VISIT, Outcome.AGREEMENT, incoming=True, caller_checked=True)
    play(asked)
    note = play(AddNote(case, "[/b]{x} \x1b]0;t\x07kort"))
    play(ChangeNote(note, play.version("note", note), "twee\nregels"))
    play(SetNextAction(case, play.case_version, LATER, NextKind.WRITE, "brief 2"))
    hold = play(PlaceHold(case, "wacht op curator", TODAY, SOON))
    play(ChangeHold(hold, 1, "wacht op bewindvoerder", TODAY))
    play(LiftHold(hold, play.version("hold", hold)))
    play(PlaceHold(case, "bewind", TODAY, None, HoldReach.DEBTOR))
    play(PlaceHold(case, "betwist", TODAY, SOON, HoldReach.CLAIM, play.book.claims[0]))
    track = play(OpenTrack(case, TrackKind.ESTATE, "overleden"))
    play(CloseTrack(track, play.version("track", track), "erfgenamen betalen"))
    play(SetSleeping(case, play.case_version, sleeping=True))
    team = play(AddTeam("Noord"))
    play(HandOverCase(case, play.case_version, owner_team_id=team))
    play(TakeCase(case, play.case_version))
    member = play(JoinTeam(team, play.colleague.person or 0, TODAY))
    waiting = play(OpenCase(play(AddParty(PartyFacts("Wachtend"))), TODAY, owner_team_id=team))
    play(SetTags(waiting, ("spoed",), ("vip",)))
    play(TakeNext(), play.colleague)
    south = play(AddTeam("Zuid"))
    play(JoinTeam(south, play.colleague.person or 0, TODAY))
    play(LeaveTeam(member, 1, LATER))
    play(RenameTeam(south, 1, "Zuidwest"))
    play(SetMandate(Act.WRITE_OFF, Role.HANDLER, Cents(10_000), None, TODAY), me)


def money(play: Play) -> None:
    """Book, correct and take back payments, entries and write-offs, and decide about what a list says."""
    case, (first, second) = play.book.case, play.book.claims
    third = play(AddClaim(case, play.book.creditor, Cents(30_000), facts("2026-019")))
    play(ChangeClaim(third, 1, facts("2026-019", order_number="PO 7")))
    play(SetClaimDay(third, "known_on", SENT))
    play(FreezeInterest(third, play.version("claim", third), TODAY, "afgesproken"))
    cost = play(ChargeCosts(first, Component.COLLECTION_COSTS, Cents(4000), TODAY, "incasso"))
    corrected = play(CorrectEntry(cost, Cents(5000), TODAY, "tarief"))
    play(ReverseEntry(corrected, "coulance"))
    play(CreditClaim(first, Cents(1000), TODAY, "retour"))
    paid = play.done(RecordPayment(case, Receipt(SENT, Cents(50_000), reference="F 17", payer_name="J. Bakker")))
    wrong = play.done(CorrectPayment(paid.result.payment_id, Receipt(RECEIVED, Cents(51_000)), "typefout"))
    play(ReversePayment(wrong.result.payment_id, "gestorneerd", TODAY))
    lines = (ChosenLine(first, Component.PRINCIPAL, Cents(100)),)
    part = play.done(RecordPayment(case, Receipt(TODAY, Cents(900), lines=lines, reason="zo bedoeld", another=True)))
    play.done(AllocateRest(part.result.payment_id, (second,), "zelfde klant"))
    written = play(WriteOff(first, Cents(2000), "oninbaar"))
    play(ReverseWriteOff(written, "toch betaald"))
    play(WithdrawClaim(third, play.version("claim", third), "dubbel"))
    fourth = play(AddClaim(case, play.book.creditor, Cents(1000), facts("2026-020")))
    play(WriteOff(fourth, Cents(1000), "klein"))
    play(MarkNotPursued(fourth, play.version("claim", fourth), not_pursued=True, reason="te klein"))
    play.propose(1, "proposal.absent", '{"number":"2026-017"}', first)
    play.propose(
        2, "proposal.changed_day", '{"field":"due_on","now":{"$day":"2026-03-02"},"was":{"$day":"2026-03-01"}}', first
    )
    play(AcceptProposal(1, 1))
    play(DismissProposal(2, 1, "lijst klopt niet"))
    play(SetEvidence(first, EvidenceKind.DELIVERY, EvidenceStatus.MISSING, note="navragen"))


def facts(number: str, order_number: str = "") -> ClaimFacts:
    dated = ClaimFacts(number, "contract", Capacity.BUSINESS, None, invoice_on=DUE, due_on=DUE)
    return replace(dated, order_number=order_number)


def limitation(play: Play) -> None:
    """Record, prove, correct and void events, with somebody else who is liable, and rely on an end."""
    case, (first, second), debtor = play.book.case, play.book.claims, play.book.debtor
    holding = play(AddParty(PartyFacts("De Vries Holding B.V.")))
    liability = play(AddLiability(first, Liable(holding, Relation.JOINT)))
    reaches = (Reached(debtor, first), Reached(debtor, second))
    demand = EventFacts("demand", SENT, reaches, received_on=RECEIVED, note="aangetekend")
    play(RecordEvent(case, demand, Grade.STRONG))
    unproven = play(RecordEvent(case, EventFacts("demand", SENT, (Reached(holding, first),))))
    play(ProveEvent(unproven, Grade.STRONG, "antwoord", received_on=RECEIVED))
    other = play(RecordEvent(case, EventFacts("acknowledgement", SENT, reaches)))
    better = play(CorrectEvent(other, EventFacts("acknowledgement", RECEIVED, reaches), "verkeerde dag"))
    play(VoidEvent(better, "was geen erkenning"))
    play(RecordEvent(case, EventFacts("extension", None, reaches, ground="concealment")))
    reliance = play(RelyOn(first, debtor, ClockKind.PRINCIPAL, "brief bekend", LATER))
    play(EndReliance(reliance, 1, "toch niet"))
    acceptance = play(AcceptLapse(second, debtor, ClockKind.PRINCIPAL, "geen verhaal"))
    play(EndLapseAcceptance(acceptance, 1, "toch verhaal"))
    play(SeeClock(first, debtor, ClockKind.PRINCIPAL, "betaalt vrijdag"))
    clocks = (WhichClock(first, debtor, ClockKind.PRINCIPAL), WhichClock(second, debtor, ClockKind.PRINCIPAL))
    given = AssignClocks(case, play.case_version, clocks, TODAY, NextKind.INTERRUPT, "stuiten", play.book.actor.person)
    play(given)
    scope = reviews.scope(play.database, TODAY)
    seen = review_file.digest(reviews.reviewed(play.database, scope), scope.day, scope.until)
    play(SignReview(scope.until, seen, "de rest volgt"))
    play(EndLiability(liability, 1, TODAY, "uitgekocht"))


def parties(play: Play) -> None:
    """Say who the debtor is, how he is reached, and who acts for him."""
    debtor, creditor = play.book.debtor, play.book.creditor
    play(ChangeParty(debtor, 1, PartyFacts("Bakkerij De Vries", PartyKind.SOLE_TRADER, language="nl")))
    alias = play(AddAlias(debtor, "Brood De Vries"))
    play(EndAlias(alias, 1))
    flagged = play(AddAlias(debtor, "Vries, de"))
    play.database.execute("UPDATE alias SET flagged = 1, version = version + 1 WHERE id = ?", (flagged,))
    play(ConfirmAlias(flagged, 2))
    play(AddDebtorNumber(creditor, debtor, "D-77"))
    account = play(AddAccount(debtor, IBAN))
    play(ChangeAccount(account, 1, own=False))
    address = play(AddAddress(debtor, Place("Dorpsstraat", "1", "3511 AB", "Utrecht")))
    play(CheckAddress(address, 1, AddressStatus.DEAD, "post retour", TODAY))
    play(EndAddress(address, 2, TODAY))
    phone = play(AddContactPoint(debtor, ContactKind.PHONE, "030 1234567", "J. Bakker", "eigenaar", "na 14 uur"))
    play(EndContactPoint(phone, 1, TODAY))
    lawyer = play(AddParty(PartyFacts("mr. A. Kok")))
    acting = play(AddRepresentation(debtor, lawyer, Acting(RepresentativeRole.LAWYER, write_to=True)))
    play(ChangeRepresentation(acting, 1, Acting(RepresentativeRole.LAWYER, until_on=LATER)))
    ours = play(AddParty(PartyFacts("Molenaar Zuid B.V.")))
    zuid = play(AddCreditor(ours, CreditorFacts("MZ")))
    play(ChangeCreditor(zuid, 1, CreditorFacts("MZU")))


def people(play: Play) -> None:
    """Ask for approvals, and let people come and go."""
    case, (first, _) = play.book.case, play.book.claims
    command = WriteOff(first, Cents(3000), "oninbaar")
    asked = play(asked_for(command, "boven mijn bevoegdheid", SOON), play.colleague)
    play(DecideApproval(asked, 1, approve=True, reason="akkoord"))
    again = play(asked_for(AddNote(case, "mag dit?"), "twijfel"), play.colleague)
    play(DecideApproval(again, 1, approve=False, reason="nee"))
    last = play(asked_for(AddNote(case, "of dit?"), "twijfel"), play.colleague)
    play(CommentApproval(last, "waarom?"))
    play(WithdrawApproval(last, 1), play.colleague)
    play(HearApproval(asked, 2), play.colleague)
    anew = play(AskAnew(again, 2, "nu wel", SOON), play.colleague)
    play(WithdrawApproval(anew, 1), play.colleague)
    for_her = play(asked_for(AddParty(PartyFacts("Derde")), "twijfel"), play.colleague)
    play(HandOverApproval(for_her, 1, play.book.actor.person or 0))
    play(WithdrawForColleague(for_her, 2, "gaat uit dienst"))
    person = play(AddPerson("k.bos", "K. Bos"))
    play(ChangePerson(person, 1, "k.bos", "Kim Bos"))
    grant = play(GrantRole(person, Role.LEAD, TODAY))
    play(EndRole(grant, 1, TODAY))
    stand_in = play(BeginStandIn(person, play.colleague.person or 0, TODAY))
    play(EndStandIn(stand_in, 1, TODAY))
    key = play(AddKey(person, KEY))
    play(RevokeKey(key, 1))
    play(RefuseSession(Refusal.REVOKED, "get ../x", "192.0.2.7", FINGERPRINT, person))
    play(TidyFolder(person, 3, 12_000, SENT))
    play(DeactivatePerson(person, 2))
    play(ActivatePerson(person, 3))
    play(DeactivatePerson(person, 4, LATER))


def ends(play: Play) -> None:
    """Take back and do again, erase, close and reopen."""
    case, me = play.book.case, play.book.actor
    step = play.done(AddNote(case, "te vroeg")).step or 0
    undone = play.done(UndoStep(step)).step or 0
    redone = play.done(RedoStep(step)).step or 0
    assert undone < redone
    secret = play.done(AddNote(case, "geheim")).number or 0
    play(EraseWords((secret,), "verzoek van betrokkene"))
    play(CloseCase(case, play.case_version, Closing.TRANSFERRED))
    play(ReopenCase(case, play.case_version, SOON, NextKind.CLOSE, "nog afronden"))
    debtor = play(AddParty(PartyFacts("Slagerij Bos")))
    play(OpenCase(debtor, SOON, owner_person_id=me.person))


def played(databases: Databases) -> Play:
    """Return a story in which every command was given, in a database of its own; it is told once for each engine."""
    database, play = databases.like(_played)
    own = copy(play)
    own.database = database
    return own


def _played(database: Database) -> Play:
    return told(Play(database))


def told(play: P) -> P:
    """Tell the story."""
    # It begins with what stands here.
    from tests.store.queries.played_assessment import assess
    from tests.store.queries.played_bank import receipts
    from tests.store.queries.played_trust import trust

    about_case = (work, money, disputes, limitation, assess)
    for part in (
        *about_case,
        parties,
        debtor,
        people,
        relation,
        care,
        estate,
        insurance,
        books,
        arrangements,
        course,
        debits,
        views,
        receipts,
        letters,
        reminders,
        post,
        suspensions,
        insolvencies,
        registered,
        unwinding,
        securities,
        placements,
        agency_files,
        before_court,
        filings,
        requests,
        closing,
        vat,
        ends,
        trust,
    ):
        part(play)
    return play
