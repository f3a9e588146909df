"""What stands in the fields of a form, and which of it a person typed there and has saved nowhere."""

from collections.abc import Sequence
from typing import Any

from textual.widgets import Input, TextArea

from casebook.ui.drafts import Drafts
from casebook.ui.widgets.fields import Field


class Typed:
    """The texts of fields, as `raw` has them: what they began with, and what was typed since."""

    def __init__(self, fields: Sequence[Field[Any]]) -> None:
        self._fields = fields
        self._given: Sequence[str] = ()
        self._is_given_saved = False
        self._begun: list[str] = []
        self._by_hand: set[Field[Any]] = set()

    @property
    def raws(self) -> list[str]:
        """What stands in each field."""
        return [field.raw for field in self._fields]

    @property
    def is_changed(self) -> bool:
        """Whether something else stands there than at the beginning."""
        return self.raws != self._begun

    @property
    def would_be_lost(self) -> bool:
        """Whether the person typed something that stands here and is saved nowhere; what he chose is chosen again."""
        return any(
            field in self._by_hand and raw.strip() and raw != begun
            for field, raw, begun in zip(self._fields, self.raws, self._begun, strict=True)
        )

    def give(self, raws: Sequence[str], *, saved: bool) -> None:
        """Let the first fields begin with what was typed elsewhere, `saved` or not."""
        self._given, self._is_given_saved = raws, saved

    def begin(self) -> None:
        """Begin with what stands there, and what was given."""
        self._begun = self.raws
        self._put(self._given)
        if self._is_given_saved:
            self._begun = self.raws

    def restore(self, drafts: Drafts | None, heading: str) -> bool:
        """Put back what was typed under a heading when the app ended; return whether there was anything."""
        kept = drafts.take(heading) if drafts is not None else None
        if kept is None or len(kept) != len(self._fields):
            return False
        self._put(kept)
        return True

    def by_hand(self, field: Field[Any]) -> None:
        """Note that the person typed in a field; what is chosen in one is not typed."""
        if isinstance(field.editor, Input | TextArea):
            self._by_hand.add(field)

    def _put(self, raws: Sequence[str]) -> None:
        for field, raw in zip(self._fields, raws, strict=False):
            field.restore(raw)
            self.by_hand(field)
