"""The form of an arrangement: with every key it shows what the terms come to, beside the fields where there is room."""

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll

from casebook.domain.arrangement.terms import PlanTerms
from casebook.errors import CasebookError, InputError
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form, Renew
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.fields import Field
from casebook.ui.widgets.text_page import TextPage
from casebook.ui.work.arrangement_fields import Derived, PlanFields
from casebook.ui.work.arrangement_preview import Preview, preview_lines

Judge = Callable[[PlanTerms], Preview]


class PlanForm(Form):
    """Asks for the terms of an arrangement. `judge` says what terms come to; it is quick, and reads nothing.

    `more` stands after the fields of the terms, `first` before what they come to; `command` makes the command from the
    terms.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]

    def __init__(  # noqa: PLR0913 each says another thing of a form
        self,
        desk: Desk,
        heading: str,
        fields: PlanFields,
        judge: Judge,
        command: Callable[[PlanTerms], object],
        *,
        more: Sequence[Field[Any]] = (),
        first: Sequence[Line] = (),
        renew: Renew | None = None,
        refused: Callable[[CasebookError], None] | None = None,
    ) -> None:
        super().__init__(
            desk,
            heading,
            [*fields.all, *more],
            lambda: command(fields.value),
            renew=renew,
            refused=refused,
            changed=self._follow,
        )
        self._terms, self._judge, self._first = fields, judge, first

    def body(self) -> ComposeResult:
        """Lay out the fields, and what the terms come to beside or below them."""
        with Container(id="beside"):
            with VerticalScroll(id="fields", can_focus=False):
                yield from self._fields
            yield TextPage(id="foreseen")

    def _follow(self) -> None:
        """Show what the terms come to, and let the fields that follow from others say so."""
        self._terms.changed(None)
        try:
            preview = self._judge(self._terms.value)
        except InputError:
            self._tell_ahead([line(Span(self.desk.say("plan_form.hint"), "quiet"))])
        except CasebookError as error:
            self._tell_ahead([line(Span("✗ " + self.desk.told(error), "urgent"), hang=2)])
        else:
            plan = preview.finding.value
            self._terms.changed(Derived(plan.each, len(plan.terms), plan.last.due_on))
            if any(one.code == "gate.lapsed" for one in preview.gates):
                self._terms.ask_of_lapsed()
            self._tell_ahead(self._lines(preview))

    def _lines(self, preview: Preview) -> Sequence[Line]:
        return [*self._first, *preview_lines(preview, self.desk)]
