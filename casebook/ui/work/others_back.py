"""Where nobody is found at an address, the same letter that went there by other ways of post did not arrive either."""

from collections.abc import Callable, Sequence

from casebook.domain.letters.proof import NOT_THERE, ReturnedAs
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.limitation.grade import Grade
from casebook.store.queries.leaving import DispatchRow
from casebook.ui.case_tabs.telling import day
from casebook.ui.desk import Desk
from casebook.ui.widgets.fields import ChoiceField


class OthersBack:
    """Asks whether the dispatches of a letter that are out to the same address are taken as come back with one."""

    def __init__(
        self, desk: Desk, row: DispatchRow, all_of_it: Sequence[DispatchRow], as_what: Callable[[], ReturnedAs | None]
    ) -> None:
        # By post all of them go to the address of the letter.
        self._others = tuple(
            one
            for one in all_of_it
            if one.dispatch_id != row.dispatch_id
            and DispatchWay.EMAIL not in (one.way, row.way)
            and one.sent_on is not None
            and one.returned_on is None
            and one.grade not in (Grade.STRONG, Grade.MEDIUM)
        )
        self._as_what = as_what
        named = ", ".join(f"{desk.say(f'word.way_{one.way}')} {day(one.sent_on, desk)}" for one in self._others)
        options = [(True, named), (False, desk.say("dispatch.others_not_back"))]
        self.field = ChoiceField(desk.say("dispatch.others_back"), options, True, when=self._asked)

    @property
    def dispatch_ids(self) -> tuple[int, ...]:
        """The dispatches that came back as well."""
        return tuple(one.dispatch_id for one in self._others) if self._asked() and self.field.value else ()

    def _asked(self) -> bool:
        return bool(self._others) and self._as_what() in NOT_THERE
