"""How a notice was sent, and how strong the proof is that this gives."""

from collections.abc import Callable, Collection
from enum import StrEnum

from casebook.store.models.limitation import Grade
from casebook.ui.desk import Desk
from casebook.ui.widgets.fields import ChoiceField


class Dispatch(StrEnum):
    """A way in which a notice was sent, and what is known of its arrival."""

    REGISTERED = "registered"
    SIGNED_FOR = "signed_for"
    RETURNED = "returned"
    ORDINARY = "ordinary"
    EMAIL = "email"
    EMAIL_ANSWERED = "email_answered"
    QUOTED = "quoted"
    WRIT = "writ"


# Nothing is known yet of a registered letter under way, or of an e-mail that may still be answered.
GRADES: dict[Dispatch, Grade | None] = {
    Dispatch.REGISTERED: None,
    Dispatch.SIGNED_FOR: Grade.STRONG,
    Dispatch.RETURNED: Grade.WEAK,
    Dispatch.ORDINARY: Grade.WEAK,
    Dispatch.EMAIL: None,
    Dispatch.EMAIL_ANSWERED: Grade.MEDIUM,
    Dispatch.QUOTED: Grade.STRONG,
    Dispatch.WRIT: Grade.STRONG,
}
_THREEFOLD = {Dispatch.REGISTERED, Dispatch.ORDINARY, Dispatch.EMAIL}


def grade_of(dispatches: Collection[Dispatch], *, verified: bool) -> Grade | None:
    """Return how strong the proof of a notice is: the strongest of its dispatches counts.

    Registered, by ordinary post and by e-mail, all to an address that is `verified`, is of medium strength together.
    None where nothing is known, or proof may still come in.
    """
    grades = [GRADES[one] for one in dispatches]
    if Grade.STRONG in grades:
        return Grade.STRONG
    if Grade.MEDIUM in grades or (verified and set(dispatches) >= _THREEFOLD):
        return Grade.MEDIUM
    return Grade.WEAK if grades and None not in grades else None


class DispatchFields:
    """The fields in which one says how a notice was sent: one way, and as many more as there are, to three."""

    def __init__(self, desk: Desk, when: Callable[[], bool]) -> None:
        self._desk = desk
        ways = [(one, self._with_grade(one)) for one in Dispatch]
        nothing: tuple[Dispatch | None, str] = (None, desk.say("limitation_form.sent_unknown"))
        first = ChoiceField(desk.say("limitation_form.sent"), [*ways, nothing], Dispatch.REGISTERED, when=when)
        none: tuple[Dispatch | None, str] = (None, "-")
        second = ChoiceField(
            desk.say("limitation_form.sent_too"),
            [none, *ways],
            None,
            when=lambda: when() and first.value is not None,
        )
        third = ChoiceField(
            desk.say("limitation_form.sent_too"),
            [none, *ways],
            None,
            when=lambda: when() and first.value is not None and second.value is not None,
        )
        self.all = (first, second, third)

    @property
    def value(self) -> tuple[Dispatch, ...]:
        """The ways that are chosen, each once, none where the notice was not sent or nothing is known of it."""
        chosen = [field.value for field in self.all if field.when is None or field.when()]
        return tuple(dict.fromkeys(one for one in chosen if one is not None))

    def told(self) -> str:
        """Return the ways that are chosen in words, to be kept with the event."""
        return "; ".join(self._desk.say(f"limitation_form.sent_{one}") for one in self.value)

    def _with_grade(self, dispatch: Dispatch) -> str:
        way, grade = self._desk.say(f"limitation_form.sent_{dispatch}"), GRADES[dispatch]
        return f"{way} · {self._desk.say(f'word.{grade}')}" if grade else way
