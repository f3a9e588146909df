"""What the bank reports: statements with their entries, which are never changed, and what became of each entry."""

from enum import StrEnum

from peewee import SQL, BigIntegerField, CompositeKey, DateField, IntegerField, Model, TextField

from casebook.domain.bank import StatementKind
from casebook.store.models.base import Edited, Record, SortedText, flag, one_of, ref
from casebook.store.models.cases import Case
from casebook.store.models.imports import ImportRun
from casebook.store.models.money import Payment
from casebook.store.models.parties import Creditor
from casebook.store.models.people import Person


class UseKind(StrEnum):
    """What became of an entry of the bank, or of a part of it."""

    BOOKED = "booked"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    REFUNDED = "refunded"
    HANDED_TO_ESTATE = "handed_to_estate"
    AGENCY_FEE = "agency_fee"
    NOT_OURS = "not_ours"


class BankStatement(Record):
    """A statement of an account of ours, as one file has it. `key` is made of what it says, so that it is kept once.

    `account` is the IBAN, or the number as the bank writes it where there is no IBAN. Balances are null where the file
    has none; an overdrawn account has a negative one.
    """

    run_id = ref(ImportRun)
    key = TextField(unique=True)
    kind = TextField()
    account = TextField()
    creditor_id = ref(Creditor)
    number = TextField(default="")
    currency = TextField(default="EUR")
    from_on = DateField(null=True)
    until_on = DateField(null=True)
    opening_cents = BigIntegerField(null=True)
    closing_cents = BigIntegerField(null=True)

    class Meta:
        table_name = "bank_statement"
        indexes = ((("account", "until_on", "id"), False), (("creditor_id", "until_on"), False))
        constraints = [one_of("kind", StatementKind)]


class BankEntry(Record):
    """An amount that came in (more than nothing) or went out. `key` names it: two files that tell of it give one row.

    The key is the account, the day, the amount, and which of the like entries of that day it is.
    `text` is what the payer wrote, `reference` a payment reference with its check. `return_code` says why money came
    back, such as `MS03`; `is_reversal`: the bank takes an entry of its own back.
    """

    statement_id = ref(BankStatement)
    key = TextField(unique=True)
    account = TextField()
    creditor_id = ref(Creditor)
    booked_on = DateField()
    value_on = DateField()
    cents = BigIntegerField()
    name = TextField(default="")
    ultimate_name = TextField(default="")
    iban = TextField(null=True)
    text = TextField(default="")
    reference = TextField(default="")
    end_to_end = TextField(default="")
    mandate = TextField(default="")
    bank_reference = TextField(default="")
    transaction_code = TextField(default="")
    return_code = TextField(null=True)
    is_reversal = flag()

    class Meta:
        table_name = "bank_entry"
        indexes = (
            (("account", "booked_on", "cents"), False),
            (("creditor_id", "cents", "value_on"), False),
            (("end_to_end",), False),
            (("iban",), False),
        )
        constraints = [SQL("CHECK (cents <> 0)")]


class BankTelling(Record):
    """A statement that tells of an entry another told of first. `content` is what it says of the entry, as a hash.

    `iban` is the account of the other side as it names it.
    """

    statement_id = ref(BankStatement)
    entry_id = ref(BankEntry)
    content = TextField()
    iban = TextField(null=True)

    class Meta:
        table_name = "bank_telling"


class BankPart(Edited):
    """An entry that one statement shows as one amount and another in parts: a part of the whole."""

    whole_id = ref(BankEntry)
    part_id = ref(BankEntry)

    class Meta:
        table_name = "bank_part"


class BankGap(Edited):
    """Days of an account that statements do not tell, and that a person takes as known: nothing came in that we miss.

    They lie between `after_on`, the last day that is told before them, and `from_on`, the first after; where `after_on`
    is null nothing is told before, and all before `from_on` is known otherwise. One that turned out wrong has
    `withdrawn_on`.
    """

    account = TextField(index=True)
    creditor_id = ref(Creditor, index=False)
    after_on = DateField(null=True)
    from_on = DateField()
    reason = TextField()
    person_id = ref(Person, null=True, index=False)
    said_on = DateField()
    withdrawn_on = DateField(null=True)
    withdrawn_because = TextField(default="")

    class Meta:
        table_name = "bank_gap"


class BankUse(Edited):
    """So much of an entry went there: to a payment of ours, back to the payer, to an estate, or it is not ours.

    An amount has the sign of its entry, so that those that stand add up to what is used of it; only the cost that an
    agency kept has the other sign, since it was never in the entry: gross booked less cost is what came in.
    `payment_id` is the payment that was booked for it, that it confirms because the ledger reported it first, or that
    came back; `meant` has the ids of the claims the debtor meant, also where nothing was open on them. One that
    turned out wrong has `undone_on`.
    """

    entry_id = ref(BankEntry)
    case_id = ref(Case, null=True)
    kind = TextField()
    cents = BigIntegerField()
    payment_id = ref(Payment, null=True)
    on_day = DateField()
    method = TextField(default="")
    meant = TextField(default="")
    reason = TextField(default="")
    undone_on = DateField(null=True)
    undone_because = TextField(default="")

    class Meta:
        table_name = "bank_use"
        constraints = [one_of("kind", UseKind), SQL("CHECK (cents <> 0)")]


class EntryNow(Model):
    """An entry of which something is left, and what it may be: the rows of the bank inbox, derived.

    `rest_cents` is what is left, with the sign of the entry; `confidence` 0 to 100 and `method` how it was found, 0 and
    empty where nothing was; `not_ready` is 0 where it may be accepted with one key. `case_id` is 0 for none.
    `candidates` is JSON, as `casebook.store.matching.stored` reads it.
    `amount_rank` is minus what is left, so that every order ascends.
    """

    entry_id = BigIntegerField(primary_key=True)
    creditor_id = BigIntegerField()
    account = TextField()
    value_on = DateField()
    rest_cents = BigIntegerField()
    amount_rank = BigIntegerField()
    sort_name = SortedText()
    case_id = BigIntegerField(index=True)
    method = TextField()
    confidence = IntegerField()
    not_ready = IntegerField()
    candidates = TextField()
    computed_on = DateField()

    class Meta:
        table_name = "entry_now"
        legacy_table_names = False
        indexes = (
            (("not_ready", "value_on", "entry_id"), False),
            (("value_on", "entry_id"), False),
            (("amount_rank", "entry_id"), False),
            (("sort_name", "entry_id"), False),
            (("creditor_id", "rest_cents", "value_on"), False),
        )


class EntryCandidate(Model):
    """A case that an entry in the bank inbox may be for, derived: so that what bears on the case is found from it.

    `told`: likely enough that the case itself says so, and `strong`: so likely that it may not wait for long.
    `since_on` is the day on which the entry was imported.
    """

    entry_id = BigIntegerField()
    case_id = BigIntegerField(index=True)
    confidence = IntegerField()
    told = IntegerField()
    strong = IntegerField()
    rest_cents = BigIntegerField()
    since_on = DateField()

    class Meta:
        table_name = "entry_candidate"
        primary_key = CompositeKey("entry_id", "case_id")
        legacy_table_names = False
