"""Of each table: which rows are of whom, and which columns are overwritten. Amounts, days, kinds and numbers stay.

What the books rest on is kept as long as the books are; the rest may go before, where somebody asks for it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from peewee import Model, TextField

from casebook.domain.search import sort_name
from casebook.store import tables
from casebook.store.erasing.letter_words import without_texts, without_words
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
    trust,
    vat,
    views,
)
from casebook.store.models.base import Record

Overwrite = Callable[[int, Any], Any]


def emptied(_id: int, value: Any) -> Any:
    """Return nothing where there was something."""
    return None if value is None else ""


def gone(_id: int, _value: Any) -> None:
    """Return that nothing is known."""
    return


def numbered(id_: int, value: Any) -> Any:
    """Return the number of the row instead of a text that may not be empty or must be its own."""
    return None if value is None else f"#{id_}"


def sorted_number(id_: int, _value: Any) -> str:
    """Return how a numbered name sorts."""
    return sort_name(f"#{id_}")


def nothing_asked(_id: int, _value: Any) -> str:
    """Return the arguments of a command of which nothing is known."""
    return "{}"


class Erased(NamedTuple):
    """What of a table is erased: rows of which a column leads to what is his, and what becomes of their columns.

    `of` names these columns with the table whose rows they lead to; `id` leads to rows that are known by themselves.
    `books`: the books rest on it.
    """

    model: type[Record]
    of: Sequence[tuple[str, str]]
    columns: Mapping[str, Overwrite]
    books: bool = False


def _texts(*names: str, **others: Overwrite) -> dict[str, Overwrite]:
    return {**dict.fromkeys(names, emptied), **others}


_PARTY = (("party_id", "party"),)
_CASE = (("case_id", "cases"),)
_PROCEEDING = (("insolvency_id", "insolvency"),)
_CLAIM = (("claim_id", "claim"),)
_PLACEMENT = (("placement_id", "placement"),)

# In an order in which each leads to those before it only.
ERASED: Sequence[Erased] = (
    Erased(
        parties.Party,
        (),
        dict.fromkeys(("birth_date", "died_on", "kvk", "btw_id", "rsin"), gone)
        | {"name": numbered, "sort_name": sorted_number},
        books=True,
    ),
    Erased(parties.Alias, _PARTY, {"name": numbered}),
    Erased(parties.Account, _PARTY, {"iban": numbered}, books=True),
    Erased(parties.DebtorNumber, _PARTY, {"number": numbered}, books=True),
    Erased(parties.Address, _PARTY, _texts("street", "house_number", "postcode", "city", "source"), books=True),
    Erased(parties.AddressEnquiry, _PARTY, _texts("note", "answer")),
    Erased(
        parties.ContactPoint,
        _PARTY,
        _texts("value", "person_name", "person_role", "best_time", "consent_by", "consent_source"),
    ),
    Erased(care.Vulnerability, _PARTY, _texts("text", "consent_how")),
    Erased(care.Estate, _PARTY, _texts("source")),
    Erased(care.ArrangementBan, _PARTY, _texts("reason")),
    Erased(relation.SegmentChoice, _PARTY, _texts("reason")),
    Erased(letters.ContactBlock, _PARTY, _texts("reason")),
    Erased(cases.Case, (("debtor_id", "party"),), _texts("next_note")),
    Erased(cases.Track, _CASE, _texts("opened_because", "closed_because")),
    Erased(cases.Note, _CASE, _texts("text")),
    Erased(cases.Contact, (*_CASE, *_PARTY), _texts("text")),
    Erased(tags.Tag, _CASE, {"word": numbered}),
    Erased(holds.Hold, (*_CASE, ("debtor_id", "party")), _texts("reason")),
    Erased(
        relation.Intake,
        _CASE,
        _texts("handed_over_by", "tried", "promises", "documents", "sales_contact", "returned_because"),
    ),
    Erased(relation.SalesQuestion, _CASE, _texts("asked_of", "question", "answer", "decision", "withdrawn_because")),
    Erased(relation.OrderAdvice, _CASE, _texts("reason", "done_by", "ended_because")),
    Erased(relation.CaseEnd, _CASE, _texts("lesson", "order_terms")),
    Erased(relation.Watch, _CASE, _texts("found")),
    Erased(care.PersonRequest, (*_PARTY, *_CASE), _texts("text", "extended_because", "answer")),
    Erased(care.RecourseCheck, _CASE, _texts("text")),
    Erased(people.Approval, _CASE, {**_texts("reason", "decision", foreseen=gone), "arguments": nothing_asked}),
    Erased(people.ApprovalComment, (("approval_id", "approval"),), _texts("text")),
    Erased(claims.Document, (*_CASE, ("id", "document")), _texts("name", "who"), books=True),
    Erased(claims.Claim, _CASE, _texts("place", "order_number", "description"), books=True),
    Erased(claims.Evidence, _CLAIM, _texts("note")),
    Erased(vat.VatCertainty, _CLAIM, _texts("reason"), books=True),
    Erased(vat.VatCreditNote, _CLAIM, _texts("reason"), books=True),
    Erased(assessment.Assessment, _CASE, _texts("credit_source", "credit_score")),
    Erased(assessment.AssessmentAnswer, (("assessment_id", "assessment"),), _texts("text")),
    Erased(assessment.FinanceEvidence, _CASE, _texts("waived_because", "note")),
    Erased(insurance.InsuranceAct, _CASE, _texts("text")),
    Erased(
        money.Payment,
        (*_CASE, ("payer_id", "party")),
        _texts("reference", "payer_name", "reason", iban=gone),
        books=True,
    ),
    Erased(money.LedgerEntry, (*_CLAIM, ("payment_id", "payment")), _texts("reason"), books=True),
    Erased(money.WriteOff, _CLAIM, _texts("reason"), books=True),
    Erased(books.ContraItem, _PARTY, _texts("note", "withdrawn_because"), books=True),
    Erased(books.SetOff, _CASE, _texts("reason", "taken_back_because"), books=True),
    Erased(limitation.LimitationEvent, _CASE, _texts("note")),
    Erased(limitation.ProofMark, (("event_id", "limitation_event"),), _texts("reason")),
    Erased(limitation.Reliance, (*_CLAIM, *_PARTY), _texts("reason")),
    Erased(reviews.LapseAcceptance, (*_CLAIM, *_PARTY), _texts("reason")),
    Erased(reviews.ReviewMark, (*_CLAIM, *_PARTY), _texts("note")),
    Erased(closing.OwnProvision, _CASE, _texts("reason", "ended_because")),
    Erased(imports.Proposal, (*_CASE, *_CLAIM), {**_texts("reason"), "parameters": without_texts}),
    Erased(
        disputes.Dispute,
        _CASE,
        _texts("text", "answer", "decision_text", "escalated_because", "settled_by", "withdrawn_because"),
    ),
    Erased(
        bank.BankEntry,
        (("id", "bank_entry"),),
        _texts("name", "ultimate_name", "text", "reference", "end_to_end", "mandate", "bank_reference", iban=gone),
        books=True,
    ),
    Erased(bank.BankTelling, (("entry_id", "bank_entry"),), _texts("content", iban=gone), books=True),
    Erased(
        bank.BankUse,
        (*_CASE, ("entry_id", "bank_entry"), ("payment_id", "payment")),
        _texts("reason", "undone_because"),
        books=True,
    ),
    Erased(
        arrangements.Arrangement,
        (*_CASE, *_PARTY),
        _texts(
            "reason", "overridden_because", "legal_review", "ended_because", "suspended_because", "no_thanks_because"
        ),
    ),
    Erased(arrangements.Instalment, (("arrangement_id", "arrangement"),), _texts("waived_because")),
    Erased(arrangements.ArrangementSuspension, (("arrangement_id", "arrangement"),), _texts("suspended_because")),
    Erased(arrangements.ArrangementNotice, (("arrangement_id", "arrangement"),), _texts("withdrawn_because")),
    Erased(arrangements.RemissionAnswer, (("arrangement_id", "arrangement"),), _texts("text")),
    Erased(beside.BesideAnswer, _CASE, _texts("text")),
    Erased(
        direct_debit.DebitMandate,
        _PARTY,
        {**_texts("account_name", "revoked_because"), "reference": numbered, "iban": numbered},
        books=True,
    ),
    Erased(
        direct_debit.DebitCollection,
        (("mandate_id", "debit_mandate"),),
        {**_texts("text", "left_out_because"), "end_to_end": numbered},
        books=True,
    ),
    Erased(promises.Promise, (*_CASE, *_PARTY), _texts("withdrawn_because")),
    Erased(
        letters.Letter,
        (*_CASE, *_PARTY, ("addressee_id", "party")),
        {**_texts("mail", "subject", "body", "withdrawn_because"), "facts": without_words},
        books=True,
    ),
    Erased(letters.LetterOverride, (("letter_id", "letter"),), _texts("reason")),
    Erased(
        letters.Dispatch,
        (("letter_id", "letter"),),
        {**_texts("mailed_to", "tracking", "failed_because"), "message_id": gone},
        books=True,
    ),
    Erased(reminders.ReminderRun, _CASE, _texts("ended_because")),
    Erased(reminders.ReminderStep, (("run_id", "reminder_run"),), _texts("skipped_because")),
    Erased(
        post.PostItem,
        (*_CASE, ("document_id", "document"), ("dispatch_id", "dispatch"), ("request_id", "person_request")),
        _texts(
            "source", "from_name", "from_mail", "mailed_to", "subject", "message_id", "in_reply_to", "quoted", "reason"
        ),
        books=True,
    ),
    Erased(
        service.ServiceSuspension, _CASE, _texts("service", "passed_because", "lifted_because", "withdrawn_because")
    ),
    Erased(insolvency.Insolvency, _PARTY, _texts("note")),
    Erased(insolvency.InsolvencyPerson, _PARTY, _texts("name")),
    Erased(insolvency.InsolvencyEvent, _PROCEEDING, _texts("text", "reason")),
    Erased(insolvency_items.InsolvencyItem, _PROCEEDING, _texts("text")),
    Erased(register.RegisterDecision, _PARTY, _texts("because")),
    Erased(
        insolvency.InsolvencyRequest,
        _CASE,
        _texts("text", "reference", "extended_because", "decided_because", "review", "answer", "withdrawn_because"),
    ),
    Erased(remission.Remission, _CASE, _texts("reason"), books=True),
    Erased(securities.Security, _PARTY, _texts("name", "note")),
    Erased(securities.SecurityEvent, (("security_id", "security"),), _texts("text")),
    Erased(court.GoNoGo, _CASE, _texts("sheet", "reason")),
    Erased(court.Proceeding, _CASE, _texts("note")),
    Erased(court.CourtEvent, (("proceeding_id", "proceeding"), ("title_id", "title")), _texts("text", "reason")),
    Erased(court.Measure, _CASE, _texts("third_party", "next_step", "note")),
    Erased(agencies.Agency, _PARTY, _texts("contact", "note")),
    Erased(placements.Placement, _CASE, _texts("reference")),
    Erased(placements.PlacementEvent, _PLACEMENT, _texts("text", "reason")),
    Erased(placements.AgencyReport, _PLACEMENT, _texts("phase", "next_action")),
    Erased(fee_invoices.FeeInvoice, _PLACEMENT, _texts("reason")),
    Erased(agency_files.InventoryDifference, _PLACEMENT, _texts("reference", "name", "note")),
)

BY_TABLE: Mapping[str, Erased] = {one.model._meta.table_name: one for one in ERASED}

# Texts that stay: codes, what names a record of the books, and what is of the house and its people.
KEPT: Mapping[type[Model], frozenset[str]] = {
    parties.Party: frozenset({"language", "channel"}),
    parties.Address: frozenset({"country"}),
    cases.Case: frozenset({"number"}),
    claims.Document: frozenset({"media_type", "sha256", "proves"}),
    claims.Claim: frozenset({"number", "law", "currency", "product_group", "rate"}),
    care.RecourseCheck: frozenset({"source"}),
    people.Approval: frozenset({"command", "needs"}),
    reviews.LapseAcceptance: frozenset({"clock"}),
    reviews.ReviewMark: frozenset({"clock", "kind"}),
    money.Payment: frozenset({"key"}),
    books.ContraItem: frozenset({"number"}),
    limitation.LimitationEvent: frozenset({"kind", "regime", "ground", "outcome", "follow_up_outcome", "origin"}),
    insolvency.Insolvency: frozenset({"number", "court"}),
    insolvency.InsolvencyEvent: frozenset({"kind", "outcome"}),
    insolvency_items.InsolvencyItem: frozenset({"meter_first", "meter_at", "meter_last"}),
    insolvency.InsolvencyRequest: frozenset({"offered_percent", "expected_percent"}),
    register.RegisterDecision: frozenset({"reference", "digest"}),
    securities.Security: frozenset({"haircut"}),
    securities.SecurityEvent: frozenset({"kind"}),
    court.Proceeding: frozenset({"court", "number"}),
    court.Title: frozenset({"court", "number"}),
    court.CourtEvent: frozenset({"kind"}),
    agencies.Agency: frozenset({"wki_number", "report_profile", "inventory_profile"}),
    placements.PlacementEvent: frozenset({"kind", "code"}),
    fee_invoices.FeeInvoice: frozenset({"number"}),
    agency_files.InventoryDifference: frozenset({"number"}),
    imports.Proposal: frozenset({"code", "key"}),
    disputes.Dispute: frozenset({"department"}),
    bank.BankEntry: frozenset({"key", "account", "transaction_code", "return_code"}),
    bank.BankUse: frozenset({"method", "meant"}),
    direct_debit.DebitCollection: frozenset({"return_code"}),
    letters.Letter: frozenset({"language", "template", "origin"}),
    letters.LetterOverride: frozenset({"rule"}),
    letters.Dispatch: frozenset({"sending_at", "sending_by"}),
    reminders.ReminderStep: frozenset({"name"}),
    post.PostItem: frozenset({"sha256"}),
    vat.VatCreditNote: frozenset({"number"}),
}
# Tables of which no text is of a person outside the house, or is more than a code, a number or a digest.
OF_NOBODY = frozenset(
    {
        people.Office,
        people.Person,
        people.RoleGrant,
        people.Team,
        people.Membership,
        people.Mandate,
        parties.Creditor,
        parties.Representation,
        relation.Customer,
        claims.ClaimDay,
        claims.Liability,
        claims.Assignment,
        money.Allocation,
        limitation.Reach,
        imports.ImportRun,
        imports.ImportedItem,
        imports.ImportedRecord,
        views.View,
        closing.MonthClosing,
        closing.MonthAccepted,
        closing.MonthReopening,
        closing.ProvisionRate,
        vat.ClaimVat,
        vat.VatRefundedBefore,
        vat.VatList,
        vat.VatLine,
        digests.Digest,
        reviews.Review,
        sight.Sight,
        insurance.Policy,
        bank.BankStatement,
        bank.BankGap,
        direct_debit.DebitIdentity,
        direct_debit.DebitBatch,
        person_exports.PersonExport,
        agencies.AgencyFee,
        agency_files.InventoryRun,
        agency_files.AgencyMoney,
        placements.PlacementBatch,
        placements.PlacedClaim,
        ssh.PersonKey,
        ssh.SessionRefusal,
        trust.FiguresAgreement,
        trust.Erasure,
        trust.ErasedRow,
        trust.ReadingCut,
    }
)


def undecided(models: Sequence[type[Model]]) -> list[str]:
    """Return the texts of tables that are neither erased nor kept, as `table.column`."""
    found = []
    for model in models:
        table = tables.of(model)
        known = BY_TABLE.get(table.name)
        decided = (set(known.columns) if known else set()) | KEPT.get(model, frozenset())
        found += [
            f"{table.name}.{field.column_name}"
            for field in model._meta.sorted_fields
            if isinstance(field, TextField)
            and model not in OF_NOBODY
            and field.column_name not in decided
            and not _is_code(model, field.column_name)
        ]
    return found


def _is_code(model: type[Model], column: str) -> bool:
    """Tell whether the database holds a column to the values of an enumeration."""
    checks = " ".join(str(getattr(check, "sql", check)) for check in model._meta.constraints or ())
    return f"{column} in (" in checks
