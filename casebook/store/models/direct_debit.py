"""Direct debit: mandates, batches for the bank, and the collections in them."""

from peewee import SQL, BigIntegerField, DateField, TextField

from casebook.store.models.arrangements import Arrangement, Instalment
from casebook.store.models.base import Edited, ref
from casebook.store.models.claims import Document
from casebook.store.models.parties import Creditor, Party


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
    """What a debtor signed: we may collect from his account. `reference` is what the bank and he know it by."""

    creditor_id = ref(Creditor, index=False)
    party_id = ref(Party)
    reference = TextField(unique=True)
    iban = TextField()
    account_name = TextField()
    signed_on = DateField()
    document_id = ref(Document, null=True, index=False)
    revoked_on = DateField(null=True)
    revoked_because = TextField(default="")

    class Meta:
        table_name = "debit_mandate"


class DebitBatch(Edited):
    """A file of collections for the bank. `message` names it there; `sent_on`: it was handed to the bank."""

    creditor_id = ref(Creditor)
    message = TextField(unique=True)
    made_on = DateField()
    collect_on = DateField()
    sent_on = DateField(null=True)
    withdrawn_on = DateField(null=True)
    withdrawn_because = TextField(default="")

    class Meta:
        table_name = "debit_batch"


class DebitCollection(Edited):
    """One collection: of a term of an arrangement, by a mandate. `end_to_end` is what the bank reports it by.

    `returned_on` and `return_code` say that it came back, and why, as the bank says it.
    """

    batch_id = ref(DebitBatch)
    mandate_id = ref(DebitMandate)
    arrangement_id = ref(Arrangement)
    instalment_id = ref(Instalment)
    cents = BigIntegerField()
    end_to_end = TextField(unique=True)
    left_out_on = DateField(null=True)
    left_out_because = TextField(default="")
    returned_on = DateField(null=True)
    return_code = TextField(null=True)

    class Meta:
        table_name = "debit_collection"
        constraints = [SQL("CHECK (cents > 0)")]
