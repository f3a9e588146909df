"""What is asked of a claim beside what nearly every claim needs: supply, notice of default, size of the parties."""

from collections.abc import Callable
from typing import Any

from casebook.store.actions.claims import ClaimFacts
from casebook.ui.desk import Desk
from casebook.ui.widgets.fields import ChoiceField, Field, OptionalDayField, TextField

_YES, _NO = 1, 0
_DAYS = ("supplied_from", "supplied_until", "notice_received_on", "notice_last_day", "refused_on")
_TEXTS = ("order_number", "place", "product_group")
_SIZES = ("large_debtor_small_creditor", "long_term_express")


class BesideFields:
    """The fields, asked where `asked` says so; those of the size of the parties only between businesses."""

    def __init__(
        self, desk: Desk, facts: ClaimFacts, asked: Callable[[], bool], in_business: Callable[[], bool]
    ) -> None:
        unsure = [(None, desk.say("money.unknown")), (_YES, desk.say("form.yes")), (_NO, desk.say("form.no"))]
        self._by_name: dict[str, Field[Any]] = {
            name: OptionalDayField(desk.say(f"money.{name}"), desk, getattr(facts, name), past=True, when=asked)
            for name in _DAYS
        }
        for name in _SIZES:
            self._by_name[name] = ChoiceField[int | None](
                desk.say(f"money.{name}"), unsure, getattr(facts, name), when=lambda: asked() and in_business()
            )
        for name in _TEXTS:
            self._by_name[name] = TextField(desk.say(f"money.{name}"), getattr(facts, name), when=asked)

    @property
    def fields(self) -> list[Field[Any]]:
        """The fields in their order."""
        return list(self._by_name.values())

    @property
    def facts(self) -> dict[str, Any]:
        """What was answered, by the names of the facts. Raises `InputError`."""
        return {name: field.value for name, field in self._by_name.items()}
