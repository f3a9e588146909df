"""What an insolvency touched in the cases of its debtor, and what became of each."""

from peewee import SQL, BigIntegerField, DateField, TextField

from casebook.domain.insolvency.items import ItemKind, ItemOutcome
from casebook.store.models.base import Edited, one_of, ref
from casebook.store.models.cases import Case
from casebook.store.models.insolvency import Insolvency


class InsolvencyItem(Edited):
    """One record that an insolvency touched, by its kind and id, and what became of it.

    `cents` is an amount that goes with it, null where none does. The three meter readings, as text, are those by which
    a claim is cut; without them it is cut by days. `text` is why. `on_day` is the day of the outcome.
    """

    insolvency_id = ref(Insolvency, index=False)
    case_id = ref(Case)
    kind = TextField()
    record_id = BigIntegerField()
    outcome = TextField()
    cents = BigIntegerField(null=True)
    meter_first = TextField(null=True)
    meter_at = TextField(null=True)
    meter_last = TextField(null=True)
    text = TextField(default="")
    on_day = DateField()

    class Meta:
        table_name = "insolvency_item"
        constraints = [
            one_of("kind", ItemKind),
            one_of("outcome", ItemOutcome),
            SQL("CHECK ((meter_first IS NULL) = (meter_at IS NULL) AND (meter_at IS NULL) = (meter_last IS NULL))"),
        ]
        indexes = ((("insolvency_id", "kind", "record_id"), True), (("kind", "record_id"), False))
