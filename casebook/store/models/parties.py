"""Parties: debtors, those who act for them, creditors and everybody else with a name and an address."""

from enum import StrEnum

from peewee import SQL, DateField, TextField

from casebook.store.models.base import Edited, SortedText, flag, one_of, ref


class PartyKind(StrEnum):
    """What a party is in law."""

    NATURAL = "natural"
    SOLE_TRADER = "sole_trader"
    VOF = "vof"
    MAATSCHAP = "maatschap"
    LEGAL = "legal"
    ESTATE = "estate"
    UNKNOWN = "unknown"


class AddressStatus(StrEnum):
    """How sure we are that post arrives."""

    VERIFIED = "verified"
    PRESUMED = "presumed"
    DEAD = "dead"


class ContactKind(StrEnum):
    """By what a party can be reached."""

    PHONE = "phone"
    MAIL = "mail"


class EnquiryAt(StrEnum):
    """Where it is asked where somebody lives or has his seat."""

    BRP = "brp"
    MUNICIPALITY = "municipality"
    TRADE_REGISTER = "register_of_trade"
    TRACE_AGENCY = "trace_agency"
    ABROAD = "register_abroad"
    LANDLORD = "landlord"
    ELSEWHERE = "elsewhere"


class EnquiryResult(StrEnum):
    """What an enquiry about an address came to."""

    NEW_ADDRESS = "new_address"
    CONFIRMED = "address_confirmed"
    LEFT = "left_unknown"
    MOVED_ABROAD = "moved_abroad"
    DECEASED = "is_deceased"
    NOT_FOUND = "not_found"


class RepresentativeRole(StrEnum):
    """In what role somebody acts for a party."""

    CURATOR_BANKRUPTCY = "curator_bankruptcy"
    CURATOR_GUARDIANSHIP = "curator_guardianship"
    WSNP_ADMINISTRATOR = "wsnp_administrator"
    SUSPENSION_ADMINISTRATOR = "suspension_administrator"
    PROTECTIVE_ADMINISTRATOR = "protective_administrator"
    DEBT_COUNSELLOR = "debt_counsellor"
    RESTRUCTURING_EXPERT = "restructuring_expert"
    LIQUIDATOR = "liquidator"
    EXECUTOR = "executor"
    HEIR = "heir"
    PARENT_OR_GUARDIAN = "parent_or_guardian"
    LAWYER = "lawyer"
    AUTHORISED = "authorised"
    MENTOR = "mentor"
    BUDGET_COACH = "budget_coach"


class Party(Edited):
    """A person or organisation. No BSN is stored: there is no column for it."""

    kind = TextField(default=PartyKind.UNKNOWN)
    name = TextField()
    sort_name = SortedText()
    birth_date = DateField(null=True)
    died_on = DateField(null=True)
    kvk = TextField(null=True, index=True)
    btw_id = TextField(null=True)
    rsin = TextField(null=True)
    language = TextField(null=True)
    channel = TextField(null=True)
    parent_id = ref("self", null=True)

    class Meta:
        table_name = "party"
        constraints = [one_of("kind", PartyKind)]


class Alias(Edited):
    """Another name a party is known by; `flagged` where it came by itself and nobody has looked at it."""

    party_id = ref(Party)
    name = TextField()
    flagged = flag()

    class Meta:
        table_name = "alias"


class Creditor(Edited):
    """A legal entity of ours that claims are owed to.

    `receipts_from` says which source books money: `bank` or `ledger`. `cash_scheme`: it owes VAT on receipts.
    `complaints` is where complaints go.
    """

    party_id = ref(Party)
    code = TextField(unique=True)
    vat_period = TextField(default="quarter")
    cash_scheme = flag()
    fiscal_unity = TextField(null=True)
    receipts_from = TextField(default="bank")
    letterhead = TextField(null=True)
    signatories = TextField(null=True)
    phone = TextField(default="", constraints=[SQL("DEFAULT ''")])
    mail = TextField(default="", constraints=[SQL("DEFAULT ''")])
    website = TextField(default="", constraints=[SQL("DEFAULT ''")])
    complaints = TextField(default="", constraints=[SQL("DEFAULT ''")])

    class Meta:
        table_name = "creditor"


class Account(Edited):
    """A bank account; `own` is 0 where it is known to belong to a third party."""

    party_id = ref(Party)
    iban = TextField(index=True)
    own = flag()

    class Meta:
        table_name = "account"


class DebtorNumber(Edited):
    """The number a creditor knows a debtor by."""

    creditor_id = ref(Creditor, index=False)
    party_id = ref(Party)
    number = TextField()

    class Meta:
        table_name = "debtor_number"
        indexes = ((("creditor_id", "number"), True),)


class Address(Edited):
    """An address of a party for a period, and how sure we are of it."""

    party_id = ref(Party)
    street = TextField(default="")
    house_number = TextField(default="")
    postcode = TextField(default="", index=True)
    city = TextField(default="", index=True)
    country = TextField(default="NL")
    status = TextField(default=AddressStatus.PRESUMED)
    source = TextField(default="")
    checked_on = DateField(null=True)
    from_on = DateField(null=True)
    until_on = DateField(null=True)

    class Meta:
        table_name = "address"
        constraints = [one_of("status", AddressStatus)]


class AddressEnquiry(Edited):
    """A question where a party is to be found, and the answer; `address_id` is the address that is doubted."""

    party_id = ref(Party)
    address_id = ref(Address, null=True, index=False)
    asked_at = TextField()
    asked_on = DateField()
    answer_due_on = DateField()
    note = TextField(default="")
    answered_on = DateField(null=True)
    result = TextField(null=True)
    answer = TextField(default="")

    class Meta:
        table_name = "address_enquiry"
        constraints = [
            one_of("asked_at", EnquiryAt),
            one_of("result", EnquiryResult),
            SQL("CHECK ((answered_on IS NULL) = (result IS NULL))"),
        ]


class ContactPoint(Edited):
    """A telephone number or mail address of a party, of whom, and when is the best time.

    `consent_on`: the day on which he agreed to get his letters there, which `consent_by` said, as is known from
    `consent_source`. After he took it back `consent_on` is null and `consent_ended_on` that day; then they are of that.
    """

    party_id = ref(Party)
    kind = TextField()
    value = TextField()
    person_name = TextField(default="")
    person_role = TextField(default="")
    best_time = TextField(default="")
    until_on = DateField(null=True)
    consent_on = DateField(null=True)
    consent_by = TextField(default="", constraints=[SQL("DEFAULT ''")])
    consent_source = TextField(default="", constraints=[SQL("DEFAULT ''")])
    consent_ended_on = DateField(null=True)

    class Meta:
        table_name = "contact_point"
        constraints = [one_of("kind", ContactKind)]


class Representation(Edited):
    """Somebody who acts for a party for a period; `write_to`: letters go to him too."""

    party_id = ref(Party)
    representative_id = ref(Party)
    role = TextField()
    write_to = flag()
    authority_seen_on = DateField(null=True)
    from_on = DateField(null=True)
    until_on = DateField(null=True)

    class Meta:
        table_name = "representation"
        constraints = [
            one_of("role", RepresentativeRole),
            SQL("CHECK (party_id <> representative_id)"),
        ]
