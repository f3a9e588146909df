"""Of each table what of it is of a person, or why nothing of it is."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from peewee import Model

from casebook.store.models import (
    agencies,
    agency_files,
    arrangements,
    assessment,
    bank,
    beside,
    books,
    care,
    cases,
    claims,
    closing,
    court,
    digests,
    direct_debit,
    disputes,
    fee_invoices,
    filing,
    holds,
    imports,
    insolvency,
    insolvency_items,
    insurance,
    letters,
    limitation,
    money,
    parties,
    people,
    person_exports,
    placements,
    post,
    promises,
    register,
    relation,
    reminders,
    remission,
    reviews,
    securities,
    service,
    sight,
    ssh,
    tags,
    team,
    trust,
    vat,
    views,
)


class Subject(StrEnum):
    """What a page of an export is about, in the order of the pages."""

    WHO = "who"
    CASES = "cases"
    CLAIMS = "claims"
    MONEY = "money"
    CONTACTS = "contacts"
    ASSESSMENTS = "assessments"
    ARRANGEMENTS = "arrangements"
    DISPUTES = "disputes"
    REQUESTS = "requests"
    LETTERS = "letters"
    LIMITATION = "limitation"
    SERVICE = "service"
    INSOLVENCY = "insolvency"
    ORIGIN = "origin"


class Rows(StrEnum):
    """Which rows a column leads to, beside those of a table that were found before.

    Claims are his where he is the debtor or liable beside him. What is `OF_ANOTHER` stands in a case of his, or came to
    him, and tells of another person.
    """

    PERSON = "person"
    OWN_CASES = "own_cases"
    HIS_CLAIMS = "his_claims"
    HIS_ENTRIES = "his_entries"
    HIS_APPROVALS = "his_approvals"
    HIS_EVENTS = "his_events"
    HIS_LETTERS = "his_letters"
    LETTERS_OF_ANOTHER = "letters_of_another"
    HIS_ANSWERS = "his_answers"
    ANSWERS_OF_ANOTHER = "answers_of_another"
    HIS_BANK_ENTRIES = "his_bank_entries"
    BANK_ENTRIES_OF_ANOTHER = "bank_entries_of_another"
    HIS_IMPORTS = "his_imports"


class Portion(NamedTuple):
    """What of a table is of a person: the rows of which one of the columns leads to what is his.

    `of` names these columns with what they lead to: `Rows`, or a table of which rows were found before. Somebody judges
    whether every row is given where `judge` says so, and of any row the columns `apart`. `whose` is the column with the
    party that a row is of, `named` the one with a name: where it is another, somebody judges the row, or where there
    are columns `blanked`, these are left empty. Without either they always are.
    """

    model: type[Model]
    subject: Subject
    of: Sequence[tuple[str, str]]
    whose: str = ""
    named: str = ""
    blanked: Sequence[str] = ()
    apart: Sequence[str] = ()
    judge: bool = False


_S, _R = Subject, Rows
_PARTY = (("party_id", _R.PERSON),)
_CASE = (("case_id", _R.OWN_CASES),)
_CLAIM = (("claim_id", _R.HIS_CLAIMS),)
_DELIBERATED = ("root_cause", "answer", "escalated_because")

# In an order in which each leads to those before it only.
PORTIONS: Sequence[Portion] = (
    Portion(parties.Party, _S.WHO, (("id", _R.PERSON),)),
    Portion(parties.Alias, _S.WHO, _PARTY),
    Portion(parties.Address, _S.WHO, _PARTY),
    Portion(parties.ContactPoint, _S.WHO, _PARTY),
    Portion(parties.Account, _S.WHO, _PARTY),
    Portion(parties.DebtorNumber, _S.WHO, _PARTY),
    Portion(parties.AddressEnquiry, _S.WHO, _PARTY),
    Portion(parties.Representation, _S.WHO, (*_PARTY, ("representative_id", _R.PERSON))),
    Portion(relation.Customer, _S.WHO, _PARTY, blanked=("manager_name", "manager_mail", "manager_phone")),
    Portion(care.Vulnerability, _S.WHO, _PARTY),
    Portion(care.Estate, _S.WHO, _PARTY),
    Portion(care.Heir, _S.WHO, _PARTY),
    Portion(agencies.Agency, _S.WHO, _PARTY, judge=True),
    Portion(cases.Case, _S.CASES, (("id", _R.OWN_CASES),), apart=("next_note",)),
    Portion(cases.Track, _S.CASES, _CASE),
    Portion(tags.Tag, _S.CASES, _CASE),
    Portion(holds.Hold, _S.CASES, (*_CASE, ("debtor_id", _R.PERSON)), whose="debtor_id"),
    Portion(relation.Intake, _S.CASES, _CASE, blanked=("handed_over_by", "sales_contact")),
    Portion(relation.OrderAdvice, _S.CASES, _CASE, blanked=("done_by",)),
    Portion(relation.SalesQuestion, _S.CASES, _CASE, judge=True),
    Portion(closing.OwnProvision, _S.CASES, _CASE, judge=True),
    Portion(relation.CaseEnd, _S.CASES, _CASE, apart=("lesson",)),
    Portion(relation.Watch, _S.CASES, _CASE),
    Portion(care.RecourseCheck, _S.CASES, _CASE),
    Portion(people.Approval, _S.CASES, _CASE, judge=True),
    Portion(people.ApprovalComment, _S.CASES, (("approval_id", _R.HIS_APPROVALS),), judge=True),
    Portion(claims.Claim, _S.CLAIMS, (("id", _R.HIS_CLAIMS),), apart=("not_pursued",)),
    Portion(claims.ClaimDay, _S.CLAIMS, _CLAIM),
    Portion(claims.Liability, _S.CLAIMS, _PARTY),
    Portion(claims.Assignment, _S.CLAIMS, _CLAIM),
    Portion(vat.ClaimVat, _S.CLAIMS, _CLAIM),
    Portion(vat.VatCertainty, _S.CLAIMS, _CLAIM, apart=("reason",)),
    Portion(vat.VatCreditNote, _S.CLAIMS, _CLAIM, apart=("reason",)),
    Portion(vat.VatRefundedBefore, _S.CLAIMS, _CLAIM),
    Portion(claims.Evidence, _S.CLAIMS, _CLAIM, apart=("note",)),
    Portion(insurance.Cover, _S.CLAIMS, _PARTY),
    Portion(insurance.InsuranceAct, _S.CLAIMS, (("cover_id", "insurance_cover"),)),
    Portion(securities.Security, _S.CLAIMS, _PARTY),
    Portion(securities.SecurityClaim, _S.CLAIMS, (("security_id", "security"),)),
    Portion(securities.SecurityEvent, _S.CLAIMS, (("security_id", "security"),)),
    Portion(court.GoNoGo, _S.CLAIMS, _CASE, judge=True),
    Portion(court.Proceeding, _S.CLAIMS, _CASE, apart=("note",)),
    Portion(court.ProceedingClaim, _S.CLAIMS, _PARTY),
    Portion(court.Title, _S.CLAIMS, _CASE),
    Portion(court.TitleClaim, _S.CLAIMS, _PARTY),
    Portion(court.TitleAward, _S.CLAIMS, _CLAIM),
    Portion(court.CourtEvent, _S.CLAIMS, (("proceeding_id", "proceeding"), ("title_id", "title"))),
    Portion(court.Measure, _S.CLAIMS, (*_CASE, ("party_id", _R.PERSON)), whose="party_id", apart=("next_step", "note")),
    Portion(placements.Placement, _S.CLAIMS, _CASE),
    Portion(placements.PlacedClaim, _S.CLAIMS, (("placement_id", "placement"),)),
    Portion(placements.PlacementEvent, _S.CLAIMS, (("placement_id", "placement"),), apart=("text", "reason")),
    Portion(agency_files.AgencyMoney, _S.CLAIMS, (("placement_id", "placement"),)),
    Portion(fee_invoices.FeeInvoice, _S.CLAIMS, (("placement_id", "placement"),), apart=("reason",)),
    Portion(agency_files.InventoryDifference, _S.CLAIMS, (("placement_id", "placement"),), apart=("note",)),
    Portion(placements.AgencyReport, _S.CLAIMS, (("placement_id", "placement"),), apart=("phase", "next_action")),
    Portion(
        money.Payment,
        _S.MONEY,
        (*_CASE, ("payer_id", _R.PERSON)),
        whose="payer_id",
        named="payer_name",
        blanked=("reference", "payer_name", "iban", "reason"),
    ),
    Portion(money.LedgerEntry, _S.MONEY, (("id", _R.HIS_ENTRIES),)),
    Portion(money.Allocation, _S.MONEY, (("payment_id", "payment"),)),
    Portion(money.WriteOff, _S.MONEY, _CLAIM, judge=True),
    Portion(bank.BankUse, _S.MONEY, (*_CASE, ("payment_id", "payment"))),
    Portion(bank.BankEntry, _S.MONEY, (("id", _R.HIS_BANK_ENTRIES),)),
    Portion(bank.BankEntry, _S.MONEY, (("id", _R.BANK_ENTRIES_OF_ANOTHER),), judge=True),
    Portion(direct_debit.DebitMandate, _S.MONEY, _PARTY),
    Portion(direct_debit.DebitCollection, _S.MONEY, (("mandate_id", "debit_mandate"),)),
    Portion(books.ContraItem, _S.MONEY, _PARTY),
    Portion(books.SetOff, _S.MONEY, (("contra_item_id", "contra_item"),)),
    Portion(cases.Contact, _S.CONTACTS, (*_PARTY, *_CASE), whose="party_id"),
    Portion(cases.Note, _S.CONTACTS, _CASE, judge=True),
    Portion(letters.ContactBlock, _S.CONTACTS, _PARTY),
    Portion(promises.Promise, _S.CONTACTS, _PARTY),
    Portion(assessment.Assessment, _S.ASSESSMENTS, _CASE),
    Portion(assessment.AssessmentAnswer, _S.ASSESSMENTS, (("id", _R.HIS_ANSWERS),)),
    Portion(assessment.AssessmentAnswer, _S.ASSESSMENTS, (("id", _R.ANSWERS_OF_ANOTHER),), judge=True),
    Portion(assessment.FinanceEvidence, _S.ASSESSMENTS, _CASE, apart=("note",)),
    Portion(relation.SegmentChoice, _S.ASSESSMENTS, _PARTY),
    Portion(arrangements.Arrangement, _S.ARRANGEMENTS, _PARTY, apart=("legal_review", "overridden_because")),
    Portion(arrangements.ArrangementClaim, _S.ARRANGEMENTS, (("arrangement_id", "arrangement"),)),
    Portion(arrangements.Instalment, _S.ARRANGEMENTS, (("arrangement_id", "arrangement"),)),
    Portion(arrangements.ArrangementSuspension, _S.ARRANGEMENTS, (("arrangement_id", "arrangement"),)),
    Portion(arrangements.ArrangementNotice, _S.ARRANGEMENTS, (("arrangement_id", "arrangement"),)),
    Portion(arrangements.RemissionAnswer, _S.ARRANGEMENTS, (("arrangement_id", "arrangement"),), judge=True),
    Portion(beside.BesideAnswer, _S.ARRANGEMENTS, _CASE, judge=True),
    Portion(direct_debit.DebitNotice, _S.ARRANGEMENTS, (("instalment_id", "instalment"),)),
    Portion(care.ArrangementBan, _S.ARRANGEMENTS, _PARTY),
    Portion(disputes.Dispute, _S.DISPUTES, _CASE, blanked=("department",), apart=_DELIBERATED),
    Portion(disputes.DisputedClaim, _S.DISPUTES, (("dispute_id", "dispute"),)),
    Portion(care.PersonRequest, _S.REQUESTS, _PARTY),
    Portion(trust.Erasure, _S.REQUESTS, _PARTY, judge=True),
    Portion(letters.Letter, _S.LETTERS, (("id", _R.HIS_LETTERS),), whose="addressee_id", blanked=("mail",)),
    Portion(letters.Letter, _S.LETTERS, (("id", _R.LETTERS_OF_ANOTHER),), judge=True),
    Portion(letters.LetterClaim, _S.LETTERS, (("letter_id", "letter"),)),
    Portion(letters.Dispatch, _S.LETTERS, (("letter_id", "letter"),)),
    Portion(letters.LetterOverride, _S.LETTERS, (("letter_id", "letter"),), judge=True),
    Portion(reminders.ReminderRun, _S.LETTERS, _CASE),
    Portion(reminders.ReminderStep, _S.LETTERS, (("run_id", "reminder_run"),)),
    Portion(reminders.SelfRelease, _S.LETTERS, (("letter_id", "letter"),)),
    Portion(limitation.LimitationEvent, _S.LIMITATION, (("id", _R.HIS_EVENTS),), apart=("note",)),
    Portion(limitation.ProofMark, _S.LIMITATION, (("event_id", "limitation_event"),), judge=True),
    Portion(limitation.Reliance, _S.LIMITATION, _PARTY, judge=True),
    Portion(reviews.LapseAcceptance, _S.LIMITATION, _PARTY, judge=True),
    Portion(reviews.ReviewMark, _S.LIMITATION, _PARTY, judge=True),
    Portion(service.ServiceSuspension, _S.SERVICE, _CASE, apart=("passed_because",)),
    Portion(service.SuspendedClaim, _S.SERVICE, (("suspension_id", "service_suspension"),)),
    Portion(insolvency.Insolvency, _S.INSOLVENCY, _PARTY),
    Portion(insolvency.InsolvencyPerson, _S.INSOLVENCY, (("insolvency_id", "insolvency"),), judge=True),
    Portion(insolvency.InsolvencyEvent, _S.INSOLVENCY, (("insolvency_id", "insolvency"),)),
    Portion(insolvency_items.InsolvencyItem, _S.INSOLVENCY, (("insolvency_id", "insolvency"),)),
    Portion(insolvency.InsolvencyRequest, _S.INSOLVENCY, _CASE, judge=True),
    Portion(remission.Remission, _S.INSOLVENCY, _CASE, judge=True),
    Portion(register.RegisterDecision, _S.INSOLVENCY, _PARTY, judge=True),
    Portion(filing.FiledClaim, _S.INSOLVENCY, (("insolvency_event_id", "insolvency_event"),)),
    Portion(filing.RankAmount, _S.INSOLVENCY, (("insolvency_event_id", "insolvency_event"),)),
    Portion(imports.ImportedItem, _S.ORIGIN, _CLAIM),
    Portion(imports.ImportRun, _S.ORIGIN, (("id", _R.HIS_IMPORTS),)),
    Portion(imports.Proposal, _S.ORIGIN, (*_CASE, *_CLAIM), judge=True),
)

# Why nothing of a table is in an export, by the code of a sentence.
LEFT_OUT: Mapping[type[Model], str] = {
    **dict.fromkeys((people.Office, parties.Creditor, digests.Digest), "person_data.of_house"),
    **dict.fromkeys(
        (
            people.Person,
            people.RoleGrant,
            people.Team,
            people.Membership,
            people.Mandate,
            team.StandIn,
            ssh.PersonKey,
            ssh.SessionRefusal,
            trust.FiguresAgreement,
            trust.ReadingCut,
            views.View,
        ),
        "person_data.of_colleagues",
    ),
    **dict.fromkeys(
        (
            bank.BankStatement,
            bank.BankTelling,
            bank.BankPart,
            bank.BankGap,
            direct_debit.DebitIdentity,
            direct_debit.DebitBatch,
            insurance.Policy,
            letters.PrintBatch,
        ),
        "person_data.of_many",
    ),
    **dict.fromkeys((books.JournalBatch, books.JournalLine, vat.VatLine), "person_data.in_books"),
    **dict.fromkeys(
        (
            closing.MonthClosing,
            closing.MonthAccepted,
            closing.MonthReopening,
            closing.ProvisionRate,
            agencies.AgencyFee,
            agency_files.InventoryRun,
            placements.PlacementBatch,
            reviews.Review,
            sight.Sight,
            vat.VatList,
        ),
        "person_data.of_house",
    ),
    **dict.fromkeys(
        (
            assessment.AssessmentEvidence,
            limitation.Reach,
            letters.LetterEnclosure,
            imports.ImportedRecord,
            trust.ErasedRow,
        ),
        "person_data.only_binds",
    ),
    **dict.fromkeys((claims.Document, post.PostItem, post.PostPart), "person_data.as_files"),
    person_exports.PersonExport: "person_data.of_exports",
}
