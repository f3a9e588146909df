"""What letting go of the claims of a case does to whoever, and whatever, stands beside its debtor."""

from peewee import BigIntegerField, TextField

from casebook.store.models.arrangements import Beside, RemissionAnswerKind
from casebook.store.models.base import Edited, one_of, ref
from casebook.store.models.cases import Case


class BesideAnswer(Edited):
    """The answer for one; `beside_id` is of a liability, a security or a cover, as `beside` says."""

    case_id = ref(Case, index=False)
    beside = TextField()
    beside_id = BigIntegerField()
    answer = TextField()
    text = TextField(default="")

    class Meta:
        table_name = "beside_answer"
        indexes = ((("case_id", "beside", "beside_id"), True),)
        constraints = [one_of("beside", Beside), one_of("answer", RemissionAnswerKind)]
