"""How a notice was sent: the fields in which one says so."""

from collections.abc import Callable

from casebook.domain.letters.proof import GRADES, Arrival
from casebook.ui.desk import Desk
from casebook.ui.widgets.fields import ChoiceField


class DispatchFields:
    """The fields in which one says how a notice was sent: one way, and as many more as there are, to three."""

    def __init__(self, desk: Desk, when: Callable[[], bool]) -> None:
        self._desk = desk
        ways = [(one, self._with_grade(one)) for one in Arrival]
        nothing: tuple[Arrival | None, str] = (None, desk.say("limitation_form.sent_unknown"))
        first = ChoiceField(desk.say("limitation_form.sent"), [*ways, nothing], Arrival.REGISTERED, when=when)
        none: tuple[Arrival | None, str] = (None, "-")
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
    def value(self) -> tuple[Arrival, ...]:
        """The ways that are chosen, each once, none where the notice was not sent or nothing is known of it."""
        chosen = [field.value for field in self.all if field.when is None or field.when()]
        return tuple(dict.fromkeys(one for one in chosen if one is not None))

    def told(self) -> str:
        """Return the ways that are chosen in words, to be kept with the event."""
        return "; ".join(self._desk.say(f"limitation_form.sent_{one}") for one in self.value)

    def _with_grade(self, dispatch: Arrival) -> str:
        way, grade = self._desk.say(f"limitation_form.sent_{dispatch}"), GRADES[dispatch]
        return f"{way} · {self._desk.say(f'word.{grade}')}" if grade else way
