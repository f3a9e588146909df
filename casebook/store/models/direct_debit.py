"""Direct debit: mandates, batches for the bank, and the collections in them."""

from peewee import SQL, BigIntegerField, DateField, TextField

from casebook.store.models.arrangements import Arrangement, Instalment
from casebook.store.models.base import Edited, flag, one_of, ref
from casebook.store.models.cases import Channel
from casebook.store.models.claims import Document
from casebook.store.models.parties import Creditor, Party
from casebook.store.models.people import Person


class DebitIdentity(Edited):
    """With which identifier and account a creditor of ours collects."""

    creditor_id = ref(Creditor, index=False)
    identifier = TextField()
    iban = TextField()
    bic = TextField(default="")

    class Meta:
        table_name = "debit_identity"
        indexes = ((("creditor_id",), True),)


class DebitMandate(Edited):
    """What a debtor signed: we may collect from his account. `reference` is what the bank and he know it by.

    `one_off`: for one collection only. `revoked_because` says who ended it and why, or with which code the bank did.
    """

    creditor_id = ref(Creditor, index=False)
    party_id = ref(Party)
    reference = TextField(unique=True)
    iban = TextField()
    account_name = TextField()
    signed_on = DateField()
    one_off = flag()
    document_id = ref(Document, null=True, index=False)
    revoked_on = DateField(null=True)
    revoked_because = TextField(default="")

    class Meta:
        table_name = "debit_mandate"


class DebitBatch(Edited):
    """A file of collections for the bank. `message` names it there; `sent_on`: it was handed to the bank.

    `name`, `identifier`, `iban` and `bic` are those of the creditor when it was made, so that the file stays the same.
    """

    creditor_id = ref(Creditor)
    message = TextField(unique=True)
    made_on = DateField()
    name = TextField()
    identifier = TextField()
    iban = TextField()
    bic = TextField(default="")
    sent_on = DateField(null=True)
    withdrawn_on = DateField(null=True)
    withdrawn_because = TextField(default="")

    class Meta:
        table_name = "debit_batch"


class DebitCollection(Edited):
    """One collection: of a term of an arrangement, by a mandate. `end_to_end` is what the bank reports it by.

    `text` is what the debtor reads. One that is in a batch that was withdrawn is left out too. `returned_on` and
    `return_code` say that it came back, and why, as the bank says it; `stopped_mandate`: the mandate ended by that.
    """

    batch_id = ref(DebitBatch)
    mandate_id = ref(DebitMandate)
    arrangement_id = ref(Arrangement)
    instalment_id = ref(Instalment)
    collect_on = DateField()
    cents = BigIntegerField()
    end_to_end = TextField(unique=True)
    text = TextField()
    left_out_on = DateField(null=True)
    left_out_because = TextField(default="")
    returned_on = DateField(null=True)
    return_code = TextField(default="")
    stopped_mandate = flag()

    class Meta:
        table_name = "debit_collection"
        constraints = [SQL("CHECK (cents > 0)")]


# A term is collected once, as long as that stands.
DebitCollection.add_index(
    DebitCollection.index(
        DebitCollection.instalment_id,
        unique=True,
        name="debit_collection_standing",
        where=SQL("left_out_on IS NULL AND returned_on IS NULL"),
    )
)


class DebitNotice(Edited):
    """The debtor was told on a day that a term will be collected: when, and of how much. `person_id` told him.

    One that names another day or amount than the collection is none for it.
    """

    instalment_id = ref(Instalment)
    told_on = DateField()
    channel = TextField()
    person_id = ref(Person, index=False)
    collect_on = DateField()
    cents = BigIntegerField()

    class Meta:
        table_name = "debit_notice"
        constraints = [one_of("channel", Channel), SQL("CHECK (cents > 0)")]
