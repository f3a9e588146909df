"""The fields with the facts of a claim: which of them matter follows from the answers before them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.limitation.facts import UNKNOWN_KIND
from casebook.store.actions.claim_days import CLAIM_DAYS, NamedDay
from casebook.store.actions.claims import ClaimFacts
from casebook.store.case_titles import TITLES
from casebook.store.models.claims import RateKind
from casebook.store.queries.bookings import ClaimSheet
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.widgets.fields import ChoiceField, Field, OptionalDayField, TextField, yes_field
from casebook.ui.work.claim_beside import BesideFields
from casebook.ui.work.claim_fields import ExplainedField
from casebook.ui.work.kinds import words_of

_GUARANTEE = "guarantee"


class ClaimFields:
    """The facts of a claim as they are asked. The days that a term runs from are asked of a new claim only."""

    def __init__(self, desk: Desk, facts: ClaimFacts, others: Sequence[ClaimSheet], *, new: bool) -> None:
        say = desk.say
        self._desk, self._facts, self._new = desk, facts, new
        self._kinds = desk.session.database.law.limitation.kinds
        self.number = TextField(say("money.number"), facts.number, required=True)
        self.invoice_on = OptionalDayField(say("money.invoice_on"), desk, facts.invoice_on, past=True)
        self.capacity = ExplainedField[Capacity | None](
            say("money.capacity"),
            [(None, say("money.unknown")), *((one, say(f"money.capacity_{one}")) for one in Capacity)],
            facts.capacity,
            lambda chosen: say(f"money.follows_{chosen or 'no_capacity'}"),
        )
        self.agreed = ExplainedField[Agreed | None](
            say("money.agreed"),
            [(None, say("money.unknown")), *((one, say(f"money.agreed_{one}")) for one in Agreed)],
            facts.agreed,
            self._follows_agreed,
        )
        self.due_on = OptionalDayField(say("money.due_on"), desk, facts.due_on, past=True)
        self.received_on = OptionalDayField(
            say("money.invoice_received"), desk, facts.received_on, past=True, when=self.in_business
        )
        kinds = sorted(((one, say(f"word.{one}")) for one in self._kinds), key=lambda option: option[1])
        self.kind = ExplainedField(
            say("money.kind"), [(UNKNOWN_KIND, say("money.unknown")), *kinds], facts.kind, self._follows_kind
        )
        self._days = {
            name: OptionalDayField(say(f"money.day_{name}"), desk, past=True, when=partial(self._runs, name))
            for name in CLAIM_DAYS
        }
        self._title_of = _other(say("money.title_of"), desk, others, facts.title_of_id, self._is_title)
        self._main = _other(say("money.main"), desk, others, facts.main_id, self._is_guarantee)
        self.rate_kind = ExplainedField(
            say("money.rate_kind"),
            words_of(RateKind, desk),
            facts.rate_kind,
            lambda chosen: say(f"money.follows_{chosen}"),
        )
        self.rate = TextField(
            say("money.rate"),
            facts.rate or "",
            required=True,
            when=lambda: self.rate_kind.value is RateKind.CONTRACTUAL,
        )
        self.description = TextField(say("money.description"), facts.description)
        self.law = TextField(say("money.law"), facts.law, required=True)
        self.more = yes_field(say("money.more"), desk)
        self._beside = BesideFields(desk, facts, lambda: self.more.value, self.in_business)

    @property
    def fields(self) -> list[Field[Any]]:
        """The fields in the order of the questions, after who it is owed to and the number."""
        return [
            self.capacity,
            self.agreed,
            self.due_on,
            self.received_on,
            self.kind,
            *self._days.values(),
            self._title_of,
            self._main,
            self.rate_kind,
            self.rate,
            self.law,
            self.description,
            self.more,
            *self._beside.fields,
        ]

    @property
    def facts(self) -> ClaimFacts:
        """What was answered. Raises `InputError`."""
        return replace(
            self._facts,
            number=self.number.value,
            kind=self.kind.value,
            capacity=self.capacity.value,
            agreed=self.agreed.value,
            law=self.law.value,
            invoice_on=self.invoice_on.value,
            received_on=self.received_on.value,
            due_on=self.due_on.value,
            description=self.description.value,
            rate_kind=self.rate_kind.value,
            rate=_rate(self.rate.value) if self.rate_kind.value is RateKind.CONTRACTUAL else None,
            title_of_id=self._title_of.value if self._is_title() else None,
            main_id=self._main.value if self._is_guarantee() else None,
            **self._beside.facts,
        )

    @property
    def days(self) -> tuple[NamedDay, ...]:
        """The days that a term of this kind may run from, as far as they are known. Raises `InputError`."""
        known = ((name, field.value) for name, field in self._days.items() if self._runs(name))
        return tuple(NamedDay(name, on) for name, on in known if on is not None)

    def in_business(self) -> bool:
        """Tell whether the debtor acted in business, as far as that was answered."""
        return self.capacity.value is Capacity.BUSINESS

    def _runs(self, name: str) -> bool:
        """Tell whether a term of the chosen kind may run from a day, and it is asked here."""
        return self._new and name in starts(self._desk, self.kind.value)

    def _is_title(self) -> bool:
        return self.kind.value in TITLES

    def _is_guarantee(self) -> bool:
        return self.kind.value == _GUARANTEE

    def _follows_agreed(self, chosen: Agreed | None) -> str:
        if chosen is None or self.capacity.value is None:
            return self._desk.say("money.follows_no_agreed")
        return self._desk.say(f"money.follows_{chosen}_{self.capacity.value}")

    def _follows_kind(self, chosen: str) -> str:
        if chosen == UNKNOWN_KIND:
            return self._desk.say("money.follows_no_kind")
        rule = self._kinds[chosen].applied(self._desk.day)
        return self._desk.say("money.follows_kind", term=rule.value.term, source=rule.source)


def starts(desk: Desk, kind: str) -> tuple[str, ...]:
    """Return the days, other than the last of payment, that a term of a kind of claim may run from."""
    rules = desk.session.database.law.limitation.kinds
    if kind not in rules:
        return ()
    rule = rules[kind].applied(desk.day).value
    longest = (rule.longest.start,) if rule.longest else ()
    return tuple(name for name in (*rule.starts, *longest) if name in CLAIM_DAYS)


def _other(
    label: str, desk: Desk, others: Sequence[ClaimSheet], chosen: int | None, matters: Callable[[], bool]
) -> ChoiceField[int | None]:
    """Return a field for another claim of the case."""
    options: list[tuple[int | None, str]] = [
        (None, desk.say("money.no_claim")),
        *((one.claim_id, clean_line(one.number)) for one in others),
    ]
    if chosen is not None and chosen not in {one.claim_id for one in others}:
        options.append((chosen, desk.say("money.ended_claim")))
    return ChoiceField(label, options, chosen, when=matters)


def _rate(text: str) -> str:
    """Return a percentage as the store reads it."""
    return text.replace("%", "").replace(",", ".").strip()
