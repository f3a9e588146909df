"""Tags: words that people give to cases."""

from casebook.store.models.base import Edited, SortedText, ref
from casebook.store.models.cases import Case


class Tag(Edited):
    """A word that a case was given, as `domain.tags.word` makes it."""

    case_id = ref(Case, index=False)
    word = SortedText()

    class Meta:
        table_name = "tag"
        indexes = ((("case_id", "word"), True), (("word", "case_id"), False))
